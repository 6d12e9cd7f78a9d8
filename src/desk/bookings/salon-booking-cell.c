/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wide: one line of columns. Narrow: the date above the weekday and the time, the client above the
 * services, the price above what is done or still to do: the state while the visit has to be seen to,
 * else the payment.
 *
 * Places are reckoned from where reading begins, and turned over last where that is the right.
 */
#include "salon-booking-cell.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "bookings/salon-status-words.h"
#include "calendar/salon-booking-words.h"
#include "common/salon-format.h"

/* In characters; as the headings of the page have them. What a cell asks for does not depend on what
 * it shows, so that to fill it is not to measure it. */
#define DAY_CHARS 15
#define NARROW_DAY_CHARS 10
#define MINUTE_CHARS 6
#define LEAST_CHARS 3
#define STATUS_CHARS 12
#define PRICE_CHARS 10
#define PAYMENT_CHARS 12
#define GAP 12
/* What Adwaita does to a caption that is dimmed. */
#define SMALL 0.82f
#define DIM 0.55f
#define HIGH_CONTRAST_DIM 0.9f

typedef enum
{
  PART_DAY,
  PART_MINUTE,
  PART_NAME,
  PART_SERVICES,
  PART_STATUS,
  PART_PRICE,
  PART_PAYMENT,
  N_PARTS
} Part;

struct _SalonBookingCell
{
  GtkWidget parent_instance;

  SalonTextCache *texts;
  SalonBooking *booking;
  char *words[N_PARTS]; /* nullable: nothing is shown yet */
  gboolean is_narrow;
};

enum
{
  PROP_IS_NARROW = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SalonBookingCell, salon_booking_cell, GTK_TYPE_WIDGET)

/* --- Sizes --- */

static SalonText
get_text (SalonBookingCell *self, Part part)
{
  gboolean is_second = part == PART_MINUTE || part == PART_SERVICES || part == PART_PAYMENT;

  return (SalonText) {
    .text = self->words[part] != NULL ? self->words[part] : "",
    .scale = self->is_narrow && is_second ? SMALL : 0,
    .is_tabular = part == PART_DAY || part == PART_MINUTE || part == PART_PRICE,
  };
}

static int
measure_part (SalonBookingCell *self, Part part)
{
  SalonText text = get_text (self, part);

  return (int) ceilf (salon_text_cache_measure (self->texts, &text).width);
}

static int
get_line_height (SalonBookingCell *self, float scale)
{
  SalonText text = { .text = "0", .scale = scale };

  return (int) ceilf (salon_text_cache_measure (self->texts, &text).height);
}

static int
get_height (SalonBookingCell *self)
{
  return get_line_height (self, 0) + (self->is_narrow ? get_line_height (self, SMALL) : 0);
}

static int
get_chars_width (SalonBookingCell *self, int n_chars)
{
  return salon_text_cache_get_chars_width (self->texts, n_chars);
}

/* Of the price above the payment, in a cell that is @width wide. */
static int
get_narrow_money_width (SalonBookingCell *self, int width)
{
  int most = (int) ceilf ((float) get_chars_width (self, PAYMENT_CHARS) * SMALL);
  int payment_width = MIN (measure_part (self, PART_PAYMENT), most);

  return MIN (MAX (measure_part (self, PART_PRICE), payment_width), width / 2);
}

static void
salon_booking_cell_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  SalonBookingCell *self = SALON_BOOKING_CELL (widget);
  int least = get_chars_width (self, LEAST_CHARS);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = get_height (self);
  else if (self->is_narrow)
    *minimum = get_chars_width (self, NARROW_DAY_CHARS) + GAP + least + GAP + least;
  else
    *minimum = get_chars_width (self, DAY_CHARS) + GAP + get_chars_width (self, MINUTE_CHARS) + GAP
               + least + GAP + least + GAP + get_chars_width (self, STATUS_CHARS) + GAP
               + get_chars_width (self, PRICE_CHARS) + GAP + get_chars_width (self, PAYMENT_CHARS);
  *natural = *minimum;
}

/* --- Drawing --- */

/* At the beginning of the @width at @x, or at its end; what is longer fills it. */
static void
append_part (SalonBookingCell *self, GtkSnapshot *snapshot, Part part, int x, int y, int width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_at_end = part == PART_PRICE || (part == PART_PAYMENT && self->is_narrow);
  SalonText text = get_text (self, part);
  GdkRGBA color;
  int taken;

  if (width <= 0)
    return;
  gtk_widget_get_color (widget, &color);
  if (text.scale > 0)
    color.alpha *= adw_style_manager_get_high_contrast (adw_style_manager_get_default ())
                     ? HIGH_CONTRAST_DIM
                     : DIM;
  taken = measure_part (self, part);
  if (taken > width)
    {
      text.width = (float) width;
      taken = width;
    }
  if (is_at_end)
    x += width - taken;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x - taken;
  salon_text_cache_append (self->texts, snapshot, &text, (float) x, (float) y, &color);
}

/* Each as it needs, and the client what is left; where that is nothing, the day gives way too. */
static void
snapshot_narrow (SalonBookingCell *self, GtkSnapshot *snapshot, int y)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int second = y + get_line_height (self, 0);
  int money_width = get_narrow_money_width (self, width);
  int money_x = width - money_width;
  int day_room = money_x - GAP - get_chars_width (self, LEAST_CHARS) - GAP;
  int day_width =
    MIN (MAX (measure_part (self, PART_DAY), get_chars_width (self, NARROW_DAY_CHARS)), day_room);
  int who_x = day_width + GAP;
  int who_width = money_x - GAP - who_x;

  append_part (self, snapshot, PART_DAY, 0, y, day_width);
  append_part (self, snapshot, PART_MINUTE, 0, second, day_width);
  append_part (self, snapshot, PART_NAME, who_x, y, who_width);
  append_part (self, snapshot, PART_SERVICES, who_x, second, who_width);
  append_part (self, snapshot, PART_PRICE, money_x, y, money_width);
  append_part (self, snapshot, PART_PAYMENT, money_x, second, money_width);
}

static void
snapshot_wide (SalonBookingCell *self, GtkSnapshot *snapshot, int y)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int day_width = get_chars_width (self, DAY_CHARS);
  int minute_width = get_chars_width (self, MINUTE_CHARS);
  int status_width = get_chars_width (self, STATUS_CHARS);
  int price_width = get_chars_width (self, PRICE_CHARS);
  int payment_width = get_chars_width (self, PAYMENT_CHARS);
  int payment_x = width - payment_width;
  int price_x = payment_x - GAP - price_width;
  int status_x = price_x - GAP - status_width;
  int minute_x = day_width + GAP;
  int name_x = minute_x + minute_width + GAP;
  int name_width = (status_x - GAP - name_x - GAP) / 2;

  append_part (self, snapshot, PART_DAY, 0, y, day_width);
  append_part (self, snapshot, PART_MINUTE, minute_x, y, minute_width);
  append_part (self, snapshot, PART_NAME, name_x, y, name_width);
  append_part (self, snapshot, PART_SERVICES, name_x + name_width + GAP, y, name_width);
  append_part (self, snapshot, PART_STATUS, status_x, y, status_width);
  append_part (self, snapshot, PART_PRICE, price_x, y, price_width);
  append_part (self, snapshot, PART_PAYMENT, payment_x, y, payment_width);
}

static void
salon_booking_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SalonBookingCell *self = SALON_BOOKING_CELL (widget);
  int y = (gtk_widget_get_height (widget) - get_height (self)) / 2;

  if (self->booking == NULL)
    return;
  if (self->is_narrow)
    snapshot_narrow (self, snapshot, y);
  else
    snapshot_wide (self, snapshot, y);
}

/* --- What it shows --- */

static const char *
get_narrow_state (const SalonBookingFields *fields)
{
  return fields->status == SALON_BOOKING_COMPLETED || fields->status == SALON_BOOKING_CONFIRMED
           ? salon_status_words_for_payment (fields->payment_status)
           : salon_status_words (fields->status);
}

/* Takes @words. */
static void
set_words (SalonBookingCell *self, Part part, char *words)
{
  g_free (self->words[part]);
  self->words[part] = words;
}

/* Narrow, the weekday is beside the time: the name needs the room. */
static void
show_when (SalonBookingCell *self)
{
  const SalonBookingFields *fields = salon_booking_get_fields (self->booking);
  const char *weekday = salon_format_get_short_weekday (salon_day_get_weekday (fields->day));
  g_autofree char *day = salon_format_day (fields->day, SALON_DAY_STYLE_SHORT);
  g_autofree char *minute = salon_format_minute (fields->minute);

  if (self->is_narrow)
    {
      set_words (self, PART_DAY, g_steal_pointer (&day));
      /* Translators: a short weekday and a time: "Thu 10:30" */
      set_words (self, PART_MINUTE, g_strdup_printf (C_ ("time", "%1$s %2$s"), weekday, minute));
      return;
    }
  /* Translators: a short weekday and a date in figures: "Thu 12/03/2026" */
  set_words (self, PART_DAY, g_strdup_printf (C_ ("day", "%1$s %2$s"), weekday, day));
  set_words (self, PART_MINUTE, g_steal_pointer (&minute));
}

static void
show_payment (SalonBookingCell *self)
{
  const SalonBookingFields *fields = salon_booking_get_fields (self->booking);

  g_set_str (&self->words[PART_PAYMENT],
             self->is_narrow ? get_narrow_state (fields)
                             : salon_status_words_for_payment (fields->payment_status));
}

static void
salon_booking_cell_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SalonBookingCell *self = SALON_BOOKING_CELL (object);

  switch (id)
    {
    case PROP_IS_NARROW:
      g_value_set_boolean (value, self->is_narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_booking_cell_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  SalonBookingCell *self = SALON_BOOKING_CELL (object);

  switch (id)
    {
    case PROP_IS_NARROW:
      if (self->is_narrow == g_value_get_boolean (value))
        return;
      self->is_narrow = g_value_get_boolean (value);
      if (self->booking != NULL)
        {
          show_when (self);
          show_payment (self);
        }
      gtk_widget_queue_resize (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, spec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_booking_cell_finalize (GObject *object)
{
  SalonBookingCell *self = SALON_BOOKING_CELL (object);

  for (int i = 0; i < N_PARTS; i++)
    g_free (self->words[i]);
  g_clear_object (&self->booking);
  G_OBJECT_CLASS (salon_booking_cell_parent_class)->finalize (object);
}

static void
salon_booking_cell_class_init (SalonBookingCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = salon_booking_cell_get_property;
  object_class->set_property = salon_booking_cell_set_property;
  object_class->finalize = salon_booking_cell_finalize;
  widget_class->measure = salon_booking_cell_measure;
  widget_class->snapshot = salon_booking_cell_snapshot;

  properties[PROP_IS_NARROW] =
    g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
salon_booking_cell_init (SalonBookingCell *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "booking-cell");
}

GtkWidget *
salon_booking_cell_new (SalonTextCache *texts)
{
  SalonBookingCell *self = NULL;

  g_return_val_if_fail (texts != NULL, NULL);

  self = g_object_new (SALON_TYPE_BOOKING_CELL, NULL);
  self->texts = texts;
  return GTK_WIDGET (self);
}

void
salon_booking_cell_show (SalonBookingCell *self, SalonSession *session, SalonBooking *booking)
{
  g_return_if_fail (SALON_IS_BOOKING_CELL (self));
  g_return_if_fail (SALON_IS_BOOKING (booking));
  const SalonBookingFields *fields = salon_booking_get_fields (booking);

  g_set_object (&self->booking, booking);
  show_when (self);
  set_words (self, PART_NAME, g_strdup (salon_booking_words_get_name (booking)));
  set_words (self, PART_SERVICES, salon_booking_words_services (booking));
  set_words (self, PART_STATUS, g_strdup (salon_status_words (fields->status)));
  set_words (self, PART_PRICE, salon_format_money (session, fields->price_cents));
  show_payment (self);
  if (salon_booking_status_is_active (fields->status))
    gtk_widget_remove_css_class (GTK_WIDGET (self), "inactive");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "inactive");
  /* It takes as much room as any other. */
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

SalonBooking *
salon_booking_cell_get_booking (SalonBookingCell *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_CELL (self), NULL);
  return self->booking;
}

char *
salon_booking_cell_describe (SalonSession *session, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *day = salon_format_day (fields->day, SALON_DAY_STYLE_LONG);
  g_autofree char *label = salon_booking_words_label (booking);
  g_autofree char *description =
    salon_booking_words_description (booking, salon_session_get_currency (session));

  return g_strdup_printf ("%s. %s. %s", day, label, description);
}
