/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-booking-mark.h"

/* Drawn on a square of 16 units; what is stroked is 1.75 units wide. */
typedef struct
{
  const char *filled;
  const char *stroked;
} Drawing;

#define PERSON "M 8 1.5 a 3 3 0 1 1 0 6 a 3 3 0 1 1 0 -6 z M 2.5 14.5 a 5.5 5.5 0 0 1 11 0 z"

static const Drawing drawings[] = {
  [SALON_BOOKING_MARK_CLOCK] = { NULL, "M 8 1.5 a 6.5 6.5 0 1 1 0 13 a 6.5 6.5 0 1 1 0 -13 z "
                                       "M 8 4.5 L 8 8.5 L 11 10" },
  [SALON_BOOKING_MARK_PERSON] = { PERSON, NULL },
  [SALON_BOOKING_MARK_CHECK] = { NULL, "M 2.5 8.5 L 6.5 12.5 L 13.5 4" },
  [SALON_BOOKING_MARK_CROSSED_PERSON] = { PERSON, "M 1.5 1.5 L 14.5 14.5 M 14.5 1.5 L 1.5 14.5" },
  [SALON_BOOKING_MARK_CROSS] = { NULL, "M 3 3 L 13 13 M 13 3 L 3 13" },
  [SALON_BOOKING_MARK_WARNING] = { NULL, "M 8 2 L 14.5 13.5 L 1.5 13.5 Z M 8 6 L 8 9.5 "
                                         "M 8 11 L 8 12" },
  [SALON_BOOKING_MARK_COIN] = { NULL, "M 8 1.5 a 6.5 6.5 0 1 1 0 13 a 6.5 6.5 0 1 1 0 -13 z "
                                      "M 10.5 5.5 a 3.4 3.4 0 1 0 0 5 M 3.8 7.2 L 8.5 7.2 "
                                      "M 3.8 9 L 8.5 9" },
};

SalonBookingMark
salon_booking_mark_of_status (SalonBookingStatus status)
{
  switch (status)
    {
    case SALON_BOOKING_PENDING:
      return SALON_BOOKING_MARK_CLOCK;
    case SALON_BOOKING_CONFIRMED:
      return SALON_BOOKING_MARK_NONE;
    case SALON_BOOKING_ARRIVED:
      return SALON_BOOKING_MARK_PERSON;
    case SALON_BOOKING_COMPLETED:
      return SALON_BOOKING_MARK_CHECK;
    case SALON_BOOKING_CANCELLED:
      return SALON_BOOKING_MARK_CROSS;
    case SALON_BOOKING_NO_SHOW:
      return SALON_BOOKING_MARK_CROSSED_PERSON;
    }
  g_return_val_if_reached (SALON_BOOKING_MARK_NONE);
}

/* Parsed once and kept for the life of the program. */
static GskPath *
get_path (GskPath **cache, const char *text)
{
  if (*cache == NULL)
    *cache = gsk_path_parse (text);
  return *cache;
}

void
salon_booking_mark_snapshot (SalonBookingMark mark,
                             GtkSnapshot *snapshot,
                             float size,
                             const GdkRGBA *color)
{
  static GskPath *filled[G_N_ELEMENTS (drawings)];
  static GskPath *stroked[G_N_ELEMENTS (drawings)];
  const Drawing *drawing = &drawings[mark];

  if (mark == SALON_BOOKING_MARK_NONE)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, size / 16, size / 16);
  if (drawing->filled != NULL)
    gtk_snapshot_append_fill (snapshot, get_path (&filled[mark], drawing->filled),
                              GSK_FILL_RULE_WINDING, color);
  if (drawing->stroked != NULL)
    {
      g_autoptr (GskStroke) stroke = gsk_stroke_new (1.75f);
      gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
      gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
      gtk_snapshot_append_stroke (snapshot, get_path (&stroked[mark], drawing->stroked), stroke,
                                  color);
    }
  gtk_snapshot_restore (snapshot);
}
