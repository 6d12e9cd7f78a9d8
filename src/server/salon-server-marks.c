/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-marks.h"

#define MOST_DAYS 400
/* As salon_server_calendar_read_bookings() reads around a day. */
#define REACH_MINUTES (4 * 60)

GArray *
salon_server_marks_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint64));
}

/* FNV-1a; the highest bit tells rows from days. */
void
salon_server_marks_add_row (GArray *marks, const char *id)
{
  guint64 mark = G_GUINT64_CONSTANT (14695981039346656037);

  g_return_if_fail (marks != NULL && id != NULL);

  for (const char *c = id; *c != '\0'; c++)
    mark = (mark ^ (guchar) *c) * G_GUINT64_CONSTANT (1099511628211);
  mark |= G_GUINT64_CONSTANT (1) << 63;
  g_array_append_val (marks, mark);
}

gboolean
salon_server_marks_add_days (GArray *marks, SalonDay from, SalonDay to)
{
  g_return_val_if_fail (marks != NULL, FALSE);

  if (to < from || to - from >= MOST_DAYS)
    return FALSE;
  for (SalonDay day = from; day <= to; day++)
    {
      guint64 mark = (guint64) (gint64) day & (G_MAXUINT64 >> 1);

      g_array_append_val (marks, mark);
    }
  return TRUE;
}

void
salon_server_marks_add_visit (GArray *marks, SalonMoment from, SalonMoment to)
{
  salon_server_marks_add_days (marks, salon_moment_get_day (from - REACH_MINUTES),
                               salon_moment_get_day (to + REACH_MINUTES - 1));
}
