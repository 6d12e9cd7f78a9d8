/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text is the name, in bold, beside the marks, and under it the services and the hours, as many
 * lines as the height allows. Where not even one line fits, it becomes smaller, down to what can be
 * read; a visit of five minutes has its colour only, and a tooltip.
 */
#include "salon-booking-chip.h"

#include "common/salon-category.h"
#include "salon-booking-mark.h"
#include "salon-booking-words.h"
#include "salon-stamp.h"
#include <glib/gi18n-lib.h>
#include <math.h>

#define PADDING_X 5
#define PADDING_Y 2
#define MARK_GAP 3
#define EDGE_HEIGHT 6
/* Narrower text is cut off without dots, and marks leave it at least this. */
#define MIN_WIDTH_FOR_DOTS 38
/* Below it a booking has no edge to drag: all of it moves. */
#define MIN_HEIGHT_FOR_EDGE 16
/* The least size of text, and the least height for it, in parts of a line. */
#define MIN_TEXT_SCALE 0.7f
#define MIN_HEIGHT_FOR_TEXT 0.6f

struct _SalonBookingChip
{
  GtkWidget parent_instance;

  SalonTextCache *texts; /* the grid's */
  SalonBooking *booking; /* nullable */
  char *line;            /* the name with the services, for where there is one line only */
  char *services;
  char *hours;
  char *hold; /* nullable */
  const char *category_class;
  const char *status_class;
};

G_DEFINE_FINAL_TYPE (SalonBookingChip, salon_booking_chip, GTK_TYPE_WIDGET)

static const char *
get_status_class (SalonBookingStatus status)
{
  switch (status)
    {
    case SALON_BOOKING_PENDING:
      return "pending";
    case SALON_BOOKING_CONFIRMED:
      return "confirmed";
    case SALON_BOOKING_ARRIVED:
      return "arrived";
    case SALON_BOOKING_COMPLETED:
      return "completed";
    case SALON_BOOKING_CANCELLED:
      return "cancelled";
    case SALON_BOOKING_NO_SHOW:
      return "no-show";
    }
  g_return_val_if_reached (NULL);
}

static const char *
get_category_class (const SalonBookingFields *fields)
{
  return salon_category_get_css_class (fields->n_lines > 0 ? fields->lines[0].category : NULL);
}

static void
replace_class (SalonBookingChip *self, const char **current, const char *class)
{
  if (*current == class)
    return;
  if (*current != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), *current);
  gtk_widget_add_css_class (GTK_WIDGET (self), class);
  *current = class;
}

static void
update_accessible (SalonBookingChip *self, const char *currency)
{
  g_autofree char *label = salon_booking_words_label (self->booking);
  g_autofree char *description = salon_booking_words_description (self->booking, currency);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/* What is held is so before all else. */
static void
write_lines (SalonBookingChip *self)
{
  g_autofree char *services = salon_booking_words_services (self->booking);

  g_free (self->line);
  g_free (self->services);
  g_free (self->hours);
  self->services = self->hold == NULL  ? g_strdup (services)
                   : *services != '\0' ? g_strdup_printf ("%s · %s", self->hold, services)
                                       : g_strdup (self->hold);
  self->hours = salon_booking_words_hours (self->booking);
  self->line = g_strdup_printf (*self->services != '\0' ? "%s · %s" : "%s%s",
                                salon_booking_words_get_name (self->booking), self->services);
}

void
salon_booking_chip_set_booking (SalonBookingChip *self, SalonBooking *booking, const char *currency)
{
  const SalonBookingFields *fields;

  g_return_if_fail (SALON_IS_BOOKING_CHIP (self));
  g_return_if_fail (SALON_IS_BOOKING (booking));

  if (!g_set_object (&self->booking, booking))
    return;
  fields = salon_booking_get_fields (booking);
  g_clear_pointer (&self->hold, g_free);
  write_lines (self);
  replace_class (self, &self->category_class, get_category_class (fields));
  replace_class (self, &self->status_class, get_status_class (fields->status));
  update_accessible (self, currency);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
salon_booking_chip_set_hold (SalonBookingChip *self, const char *words)
{
  g_return_if_fail (SALON_IS_BOOKING_CHIP (self) && self->booking != NULL);

  if (!g_set_str (&self->hold, words))
    return;
  write_lines (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  words != NULL ? words : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
salon_booking_chip_looks_like (SalonBookingChip *self, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);

  g_return_val_if_fail (SALON_IS_BOOKING_CHIP (self), FALSE);

  return self->category_class == get_category_class (fields)
         && self->status_class == get_status_class (fields->status);
}

SalonBooking *
salon_booking_chip_get_booking (SalonBookingChip *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_CHIP (self), NULL);
  return self->booking;
}

static gboolean
is_confirm_shown (SalonBookingChip *self)
{
  return salon_booking_get_fields (self->booking)->status == SALON_BOOKING_PENDING
         && (gtk_widget_get_state_flags (GTK_WIDGET (self))
             & (GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUSED));
}

/* How the text sits in the height there is. */
typedef struct
{
  int n_lines; /* 0: there is no room for text */
  float scale;
  float y;
} Fit;

static Fit
fit_text (SalonBookingChip *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int line_height = salon_text_cache_get_line_height (self->texts);
  Fit fit = { CLAMP (height / line_height, 1, 3), 1, 0 };
  float slack;

  if ((float) height < MIN_HEIGHT_FOR_TEXT * (float) line_height)
    return (Fit) { 0, 1, 0 };
  fit.scale = CLAMP ((float) height / (float) line_height, MIN_TEXT_SCALE, 1);
  slack = (float) height - fit.scale * (float) (fit.n_lines * line_height);
  /* One line stands in the middle, more begin at the top. */
  fit.y = floorf (fit.n_lines == 1 ? slack / 2 : MIN (PADDING_Y, slack / 2));
  return fit;
}

static float
get_mark_size (SalonBookingChip *self, Fit fit)
{
  return roundf ((float) salon_text_cache_get_line_height (self->texts) * fit.scale * 0.78f);
}

/* The width that marks may take. */
static float
get_room_for_marks (SalonBookingChip *self)
{
  return (float) (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * PADDING_X - MIN_WIDTH_FOR_DOTS);
}

SalonBookingChipPart
salon_booking_chip_get_part (SalonBookingChip *self, double x, double y)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  Fit fit = fit_text (self);
  float mark_size = get_mark_size (self, fit);
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double from_end = is_rtl ? x : width - x;

  if (is_confirm_shown (self) && fit.n_lines > 0
      && mark_size + MARK_GAP <= get_room_for_marks (self)
      && y < salon_text_cache_get_line_height (self->texts) + 2 * PADDING_Y
      && from_end < mark_size + 3 * PADDING_X)
    return SALON_BOOKING_CHIP_CONFIRM;
  if (height >= MIN_HEIGHT_FOR_EDGE && y >= height - EDGE_HEIGHT)
    return SALON_BOOKING_CHIP_EDGE;
  return SALON_BOOKING_CHIP_BODY;
}

/* The signs at the end of the first line, from the last to the first. */
static int
list_marks (SalonBookingChip *self, SalonBookingMark *marks)
{
  const SalonBookingFields *fields = salon_booking_get_fields (self->booking);
  int n = 0;

  if (is_confirm_shown (self))
    marks[n++] = SALON_BOOKING_MARK_CHECK;
  else if (salon_booking_mark_of_status (fields->status) != SALON_BOOKING_MARK_NONE)
    marks[n++] = salon_booking_mark_of_status (fields->status);
  if (g_strcmp0 (fields->payment_status, "fully_paid") == 0)
    marks[n++] = SALON_BOOKING_MARK_COIN;
  if (fields->client_allergies != NULL)
    marks[n++] = SALON_BOOKING_MARK_WARNING;
  return n;
}

static void
draw_mark (int kind, GtkSnapshot *snapshot, float size, const GdkRGBA *color)
{
  salon_booking_mark_snapshot ((SalonBookingMark) kind, snapshot, size, color);
}

static void
snapshot_mark (SalonBookingChip *self,
               GtkSnapshot *snapshot,
               SalonBookingMark mark,
               float x,
               float y,
               float size)
{
  GdkRGBA color;

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  if (is_confirm_shown (self) && mark == SALON_BOOKING_MARK_CHECK)
    {
      GdkRGBA disc = { color.red, color.green, color.blue, 0.15f };
      GskRoundedRect bounds;
      gsk_rounded_rect_init_from_rect (
        &bounds, &GRAPHENE_RECT_INIT (x - 3, y - 3, size + 6, size + 6), size);
      gtk_snapshot_push_rounded_clip (snapshot, &bounds);
      gtk_snapshot_append_color (snapshot, &disc, &bounds.bounds);
      gtk_snapshot_pop (snapshot);
    }
  salon_stamp_append (GTK_WIDGET (self), snapshot, draw_mark, mark, x, y, size, &color);
}

/* Draws the marks that fit and returns the width they take. */
static int
snapshot_marks (SalonBookingChip *self, GtkSnapshot *snapshot, int width, float y, float size)
{
  SalonBookingMark marks[3];
  int n = list_marks (self, marks);
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float room = get_room_for_marks (self);
  int taken = 0;

  for (int i = 0; i < n && taken + size + MARK_GAP <= room; i++)
    {
      float x = is_rtl ? (float) (PADDING_X + taken) : (float) (width - PADDING_X - taken) - size;
      snapshot_mark (self, snapshot, marks[i], x, y, size);
      taken += (int) size + MARK_GAP;
    }
  return taken;
}

/* Where dots would take most of the room, the text is simply cut off by the clip. */
static float
get_text_width (int width)
{
  return width < MIN_WIDTH_FOR_DOTS ? 0 : (float) width;
}

/* A chip of one line has the services behind the name; from two on they have a line of their own,
 * and from three on the hours too. @taken: what the marks take of the first line. */
static void
snapshot_text (SalonBookingChip *self, GtkSnapshot *snapshot, Fit fit, int taken)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const char *name = salon_booking_words_get_name (self->booking);
  const char *lines[] = { fit.n_lines == 1 ? self->line : name, self->services, self->hours };
  int width = gtk_widget_get_width (widget) - 2 * PADDING_X;
  float y = fit.y;
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  for (int i = 0, n = 0; i < (int) G_N_ELEMENTS (lines) && n < fit.n_lines; i++)
    {
      gboolean is_first = i == 0;
      SalonText text = {
        .text = lines[i],
        .n_bold = is_first ? strlen (name) : 0,
        .width = get_text_width (is_first ? width - taken : width),
        .scale = fit.scale,
        .is_struck = salon_booking_get_fields (self->booking)->status == SALON_BOOKING_CANCELLED,
      };
      if (*lines[i] == '\0')
        continue;
      salon_text_cache_append (self->texts, snapshot, &text,
                               (float) (PADDING_X + (is_first && is_rtl ? taken : 0)), y, &color);
      y += (float) salon_text_cache_get_line_height (self->texts);
      n++;
    }
}

static void
salon_booking_chip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SalonBookingChip *self = SALON_BOOKING_CHIP (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int line_height = salon_text_cache_get_line_height (self->texts);
  Fit fit = fit_text (self);
  float mark_size = get_mark_size (self, fit);
  int taken;

  if (self->booking == NULL || fit.n_lines == 0)
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  taken =
    snapshot_marks (self, snapshot, width,
                    roundf (fit.y + ((float) line_height * fit.scale - mark_size) / 2), mark_size);
  snapshot_text (self, snapshot, fit, taken);
  gtk_snapshot_pop (snapshot);
}

/* Its place is the grid's to give; it asks for nothing. */
static void
salon_booking_chip_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
}

static void
salon_booking_chip_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  SalonBookingChip *self = SALON_BOOKING_CHIP (widget);

  GTK_WIDGET_CLASS (salon_booking_chip_parent_class)->state_flags_changed (widget, previous);
  if (self->booking != NULL
      && salon_booking_get_fields (self->booking)->status == SALON_BOOKING_PENDING)
    gtk_widget_queue_draw (widget);
}

static void
salon_booking_chip_dispose (GObject *object)
{
  SalonBookingChip *self = SALON_BOOKING_CHIP (object);

  g_clear_object (&self->booking);
  G_OBJECT_CLASS (salon_booking_chip_parent_class)->dispose (object);
}

static void
salon_booking_chip_finalize (GObject *object)
{
  SalonBookingChip *self = SALON_BOOKING_CHIP (object);

  g_clear_pointer (&self->line, g_free);
  g_clear_pointer (&self->services, g_free);
  g_clear_pointer (&self->hours, g_free);
  g_clear_pointer (&self->hold, g_free);
  G_OBJECT_CLASS (salon_booking_chip_parent_class)->finalize (object);
}

static void
salon_booking_chip_class_init (SalonBookingChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = salon_booking_chip_dispose;
  object_class->finalize = salon_booking_chip_finalize;
  widget_class->snapshot = salon_booking_chip_snapshot;
  widget_class->measure = salon_booking_chip_measure;
  widget_class->state_flags_changed = salon_booking_chip_state_flags_changed;
  gtk_widget_class_set_css_name (widget_class, "booking");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
salon_booking_chip_init (SalonBookingChip *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
salon_booking_chip_new (SalonTextCache *texts)
{
  SalonBookingChip *self = g_object_new (SALON_TYPE_BOOKING_CHIP, NULL);

  self->texts = texts;
  return GTK_WIDGET (self);
}
