/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-month-cell.h"

#include "common/salon-format.h"
#include "salon-booking-words.h"
#include "salon-stamp.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define PADDING 5
#define MAX_LINES 5
#define LOAD_HEIGHT 3
#define DOT_SIZE 7
/* Narrower cells have no room for names: they tell the number of bookings. */
#define MIN_WIDTH_FOR_NAMES 84
#define MIN_WIDTH 30
#define MIN_HEIGHT 44

struct _SalonMonthCell
{
  GtkWidget parent_instance;

  SalonTextCache *texts; /* the month's */
  SalonMonthCellPalette palette;
  gpointer palette_data;
  SalonDay day;
  gboolean is_today;
  GPtrArray *bookings; /* SalonBooking, active ones */
  double load;         /* 0 … 1 of the open hours */
  char *remark;        /* nullable: holiday, reason */
};

G_DEFINE_FINAL_TYPE (SalonMonthCell, salon_month_cell, GTK_TYPE_WIDGET)

static int
count_open_minutes (GArray *windows)
{
  SalonMoment minutes = 0;

  for (guint i = 0; i < windows->len; i++)
    minutes +=
      g_array_index (windows, SalonRange, i).end - g_array_index (windows, SalonRange, i).start;
  return (int) minutes;
}

static void
take_bookings (SalonMonthCell *self, GPtrArray *bookings, int open_minutes)
{
  int booked = 0;

  g_ptr_array_set_size (self->bookings, 0);
  for (guint i = 0; i < bookings->len; i++)
    {
      SalonBooking *booking = g_ptr_array_index (bookings, i);
      const SalonBookingFields *fields = salon_booking_get_fields (booking);
      if (!salon_booking_status_is_active (fields->status))
        continue;
      g_ptr_array_add (self->bookings, g_object_ref (booking));
      booked += fields->buffer_before_minutes + fields->duration_minutes + fields->buffer_minutes;
    }
  self->load = open_minutes > 0 ? CLAMP ((double) booked / open_minutes, 0, 1) : 0;
}

static void
set_class (GtkWidget *widget, const char *class, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, class);
  else
    gtk_widget_remove_css_class (widget, class);
}

void
salon_month_cell_set_day (SalonMonthCell *self,
                          SalonDay day,
                          gboolean is_today,
                          gboolean is_of_month,
                          GPtrArray *bookings,
                          SalonOpeningHours *hours)
{
  SalonLanguage language = salon_format_get_language ();
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (hours, day);
  g_autofree char *label = NULL;
  const char *remark = salon_holiday_get_name (day, salon_opening_hours_get_zone (hours), language);

  g_return_if_fail (SALON_IS_MONTH_CELL (self));

  if (remark == NULL && windows->len == 0)
    salon_opening_hours_explain (hours, day, 720, language, &remark);
  self->day = day;
  self->is_today = is_today;
  g_set_str (&self->remark, remark);
  take_bookings (self, bookings, count_open_minutes (windows));
  set_class (GTK_WIDGET (self), "today", is_today);
  set_class (GTK_WIDGET (self), "other-month", !is_of_month);
  set_class (GTK_WIDGET (self), "closed", windows->len == 0);
  label = salon_booking_words_day (day, self->bookings->len, hours);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

SalonDay
salon_month_cell_get_day (SalonMonthCell *self)
{
  g_return_val_if_fail (SALON_IS_MONTH_CELL (self), SALON_DAY_NONE);
  return self->day;
}

/* --- Drawing --- */

/* As figures have it, which may be less than the font's. */
static int
get_line_height (SalonMonthCell *self)
{
  return (int) ceilf (salon_text_cache_measure (self->texts, &(SalonText) { .text = "0" }).height);
}

static void
append_pill (GtkSnapshot *snapshot, graphene_rect_t bounds, const GdkRGBA *color)
{
  float radius = bounds.size.height / 2;
  GskRoundedRect pill;

  gsk_rounded_rect_init_from_rect (&pill, &bounds, radius);
  gtk_snapshot_append_border (snapshot, &pill, (float[4]) { radius, radius, radius, radius },
                              (GdkRGBA[4]) { *color, *color, *color, *color });
}

/* The number, in a disc if it is today; returns where it ends. */
static int
snapshot_number (SalonMonthCell *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  g_autofree char *digits = NULL;
  SalonText text = { 0 };
  graphene_size_t size;
  int day_of_month;
  int width;

  salon_day_to_ymd (self->day, NULL, NULL, &day_of_month);
  digits = g_strdup_printf ("%d", day_of_month);
  text.text = digits;
  size = salon_text_cache_measure (self->texts, &text);
  width = (int) ceilf (size.width);
  if (self->is_today)
    {
      AdwStyleManager *manager =
        adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
      g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (manager);
      float height = ceilf (size.height);
      float disc = MAX ((float) width + 10, height + 2);
      append_pill (snapshot, GRAPHENE_RECT_INIT (PADDING - 2, PADDING - 2, disc, height + 4),
                   accent);
      salon_text_cache_append (self->texts, snapshot, &text,
                               PADDING - 2 + (disc - (float) width) / 2, PADDING,
                               &(GdkRGBA) { 1, 1, 1, 1 });
      return PADDING + (int) disc;
    }
  salon_text_cache_append (self->texts, snapshot, &text, PADDING, PADDING, color);
  return PADDING + width;
}

/* The number and beside it the holiday; returns the height of it. */
static int
snapshot_head (SalonMonthCell *self, GtkSnapshot *snapshot, int width, const GdkRGBA *color)
{
  int left = snapshot_number (self, snapshot, color) + 6;

  if (self->remark != NULL && width >= MIN_WIDTH_FOR_NAMES)
    {
      SalonText remark = {
        .text = self->remark,
        .width = (float) MAX (width - left - PADDING, 1),
        .alignment = PANGO_ALIGN_RIGHT,
      };
      salon_text_cache_append (self->texts, snapshot, &remark, (float) left, PADDING, color);
    }
  return get_line_height (self) + 2 * PADDING;
}

static void
snapshot_load (SalonMonthCell *self, GtkSnapshot *snapshot, int y, int width, const GdkRGBA *color)
{
  AdwStyleManager *manager =
    adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (manager);
  GdkRGBA trough = *color;
  float length = (float) (width - 2 * PADDING);

  if (self->load <= 0)
    return;
  trough.alpha *= 0.12f;
  append_pill (snapshot, GRAPHENE_RECT_INIT (PADDING, (float) y, length, LOAD_HEIGHT), &trough);
  append_pill (snapshot,
               GRAPHENE_RECT_INIT (PADDING, (float) y,
                                   MAX (length * (float) self->load, LOAD_HEIGHT), LOAD_HEIGHT),
               accent);
}

static void
draw_dot (int kind, GtkSnapshot *snapshot, float size, const GdkRGBA *color)
{
  append_pill (snapshot, GRAPHENE_RECT_INIT (0, 0, size, size), color);
}

/* The time and the name are texts of their own: together they hardly come a second time. */
static void
snapshot_booking (SalonMonthCell *self,
                  GtkSnapshot *snapshot,
                  SalonBooking *booking,
                  int y,
                  int line_height,
                  const GdkRGBA *color)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *start = salon_format_minute (fields->minute);
  g_autofree char *time = g_strdup_printf ("%s ", start);
  int left = PADDING + DOT_SIZE + 4;
  int right = gtk_widget_get_width (GTK_WIDGET (self)) - PADDING;
  SalonText time_text = { .text = time };
  float time_width = salon_text_cache_measure (self->texts, &time_text).width;
  SalonText name_text = {
    .text = salon_booking_words_get_name (booking),
    .width = MAX ((float) (right - left) - time_width, 1),
  };
  GdkRGBA dot;

  self->palette (fields->n_lines > 0 ? fields->lines[0].category : NULL, &dot, self->palette_data);
  salon_stamp_append (GTK_WIDGET (self), snapshot, draw_dot, 0, PADDING,
                      (float) (y + (line_height - DOT_SIZE) / 2), DOT_SIZE, &dot);
  salon_text_cache_append (self->texts, snapshot, &time_text, (float) left, (float) y, color);
  salon_text_cache_append (self->texts, snapshot, &name_text, (float) left + time_width, (float) y,
                           color);
}

/* Where one line only has room, it is a booking's, and how many more there are stands above it. */
static void
snapshot_count (SalonMonthCell *self, GtkSnapshot *snapshot, guint n_more, const GdkRGBA *color)
{
  g_autofree char *count = g_strdup_printf ("+%u", n_more);
  SalonText text = {
    .text = count,
    .width = (float) (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * PADDING),
    .alignment = PANGO_ALIGN_RIGHT,
  };

  salon_text_cache_append (self->texts, snapshot, &text, PADDING, PADDING, color);
}

/* The first bookings, and how many more there are. */
static void
snapshot_bookings (SalonMonthCell *self, GtkSnapshot *snapshot, int y, const GdkRGBA *color)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int room = gtk_widget_get_height (GTK_WIDGET (self)) - y - PADDING / 2;
  int line_height = get_line_height (self);
  guint n_lines;
  guint n_shown;

  n_lines = MIN ((guint) MAX (room / line_height, 0), MAX_LINES);
  if (n_lines == 0 || self->bookings->len == 0)
    return;
  n_shown = self->bookings->len <= n_lines ? self->bookings->len : n_lines - 1;
  if (width < MIN_WIDTH_FOR_NAMES)
    n_shown = 0;
  else if (n_lines == 1 && self->remark == NULL)
    n_shown = 1;
  for (guint i = 0; i < n_shown; i++, y += line_height)
    snapshot_booking (self, snapshot, g_ptr_array_index (self->bookings, i), y, line_height, color);
  if (n_shown < self->bookings->len)
    {
      guint n_more = self->bookings->len - n_shown;
      GdkRGBA dim = *color;
      dim.alpha *= 0.7f;
      if (n_shown == n_lines)
        {
          snapshot_count (self, snapshot, n_more, &dim);
          return;
        }
      g_autofree char *more = n_shown > 0 || width >= MIN_WIDTH_FOR_NAMES
                                /* Translators: in a day of the month, behind the first bookings */
                                ? g_strdup_printf (ngettext ("%u more", "%u more", n_more), n_more)
                                : g_strdup_printf ("%u", n_more);
      SalonText text = { .text = more, .width = (float) MAX (width - 2 * PADDING, 1) };
      salon_text_cache_append (self->texts, snapshot, &text, PADDING, (float) y, &dim);
    }
}

static void
salon_month_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SalonMonthCell *self = SALON_MONTH_CELL (widget);
  int width = gtk_widget_get_width (widget);
  GdkRGBA color;
  int y;

  gtk_widget_get_color (widget, &color);
  y = snapshot_head (self, snapshot, width, &color);
  snapshot_load (self, snapshot, y, width, &color);
  snapshot_bookings (self, snapshot, y + LOAD_HEIGHT + 3, &color);
}

static void
salon_month_cell_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *natural = *minimum;
}

static void
salon_month_cell_finalize (GObject *object)
{
  SalonMonthCell *self = SALON_MONTH_CELL (object);

  g_clear_pointer (&self->bookings, g_ptr_array_unref);
  g_clear_pointer (&self->remark, g_free);
  G_OBJECT_CLASS (salon_month_cell_parent_class)->finalize (object);
}

static void
salon_month_cell_class_init (SalonMonthCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = salon_month_cell_finalize;
  widget_class->snapshot = salon_month_cell_snapshot;
  widget_class->measure = salon_month_cell_measure;
  gtk_widget_class_set_css_name (widget_class, "monthcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
salon_month_cell_init (SalonMonthCell *self)
{
  self->bookings = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
salon_month_cell_new (SalonTextCache *texts, SalonMonthCellPalette palette, gpointer data)
{
  SalonMonthCell *self = g_object_new (SALON_TYPE_MONTH_CELL, NULL);

  self->texts = texts;
  self->palette = palette;
  self->palette_data = data;
  return GTK_WIDGET (self);
}
