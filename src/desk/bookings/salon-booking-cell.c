/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wide: one line of columns. Narrow: the date above the weekday and the time, the client above the
 * services, the price above what is done or still to do: the state while the visit has to be seen
 * to, else the payment.
 */
#include "salon-booking-cell.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-status-words.h"
#include "calendar/salon-booking-words.h"
#include "common/salon-format.h"

struct _SalonBookingCell
{
  AdwBin parent_instance;

  GtkWidget *when_box;
  GtkLabel *day_label;
  GtkLabel *minute_label;
  GtkWidget *who_box;
  GtkLabel *name_label;
  GtkLabel *services_label;
  GtkLabel *status_label;
  GtkWidget *money_box;
  GtkLabel *price_label;
  GtkLabel *payment_label;

  SalonBooking *booking;
  gboolean is_narrow;
};

enum
{
  PROP_IS_NARROW = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SalonBookingCell, salon_booking_cell, ADW_TYPE_BIN)

static void
set_small (GtkLabel *label, gboolean is_small)
{
  static const char *const classes[] = { "caption", "dim-label" };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (is_small)
      gtk_widget_add_css_class (GTK_WIDGET (label), classes[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (label), classes[i]);
}

static void
set_narrow (SalonBookingCell *self, gboolean is_narrow)
{
  GtkOrientation orientation = is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->when_box), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->who_box), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->money_box), orientation);
  gtk_box_set_spacing (GTK_BOX (self->when_box), is_narrow ? 0 : 12);
  gtk_box_set_spacing (GTK_BOX (self->who_box), is_narrow ? 0 : 12);
  gtk_box_set_spacing (GTK_BOX (self->money_box), is_narrow ? 0 : 12);
  gtk_widget_set_visible (GTK_WIDGET (self->status_label), !is_narrow);
  gtk_label_set_width_chars (self->day_label, is_narrow ? 10 : 15);
  gtk_label_set_width_chars (self->payment_label, is_narrow ? -1 : 12);
  gtk_label_set_width_chars (self->price_label, is_narrow ? -1 : 10);
  gtk_label_set_xalign (self->payment_label, is_narrow ? 1 : 0);
  set_small (self->minute_label, is_narrow);
  set_small (self->services_label, is_narrow);
  set_small (self->payment_label, is_narrow);
}

static const char *
get_narrow_state (const SalonBookingFields *fields)
{
  return fields->status == SALON_BOOKING_COMPLETED || fields->status == SALON_BOOKING_CONFIRMED
           ? salon_status_words_for_payment (fields->payment_status)
           : salon_status_words (fields->status);
}

/* Narrow, the weekday is beside the time: the name needs the room. */
static void
show_when (SalonBookingCell *self)
{
  const SalonBookingFields *fields = salon_booking_get_fields (self->booking);
  const char *weekday = salon_format_get_short_weekday (salon_day_get_weekday (fields->day));
  g_autofree char *day = salon_format_day (fields->day, SALON_DAY_STYLE_SHORT);
  g_autofree char *minute = salon_format_minute (fields->minute);
  g_autofree char *both =
    self->is_narrow
      /* Translators: a short weekday and a time: "Thu 10:30" */
      ? g_strdup_printf (C_ ("time", "%1$s %2$s"), weekday, minute)
      /* Translators: a short weekday and a date in figures: "Thu 12/03/2026" */
      : g_strdup_printf (C_ ("day", "%1$s %2$s"), weekday, day);

  gtk_label_set_text (self->day_label, self->is_narrow ? day : both);
  gtk_label_set_text (self->minute_label, self->is_narrow ? both : minute);
}

static void
show_payment (SalonBookingCell *self)
{
  const SalonBookingFields *fields = salon_booking_get_fields (self->booking);

  gtk_label_set_text (self->payment_label,
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
      set_narrow (self, self->is_narrow);
      if (self->booking != NULL)
        {
          show_when (self);
          show_payment (self);
        }
      g_object_notify_by_pspec (object, spec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_booking_cell_dispose (GObject *object)
{
  SalonBookingCell *self = SALON_BOOKING_CELL (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_BOOKING_CELL);
  g_clear_object (&self->booking);
  G_OBJECT_CLASS (salon_booking_cell_parent_class)->dispose (object);
}

static void
salon_booking_cell_class_init (SalonBookingCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = salon_booking_cell_get_property;
  object_class->set_property = salon_booking_cell_set_property;
  object_class->dispose = salon_booking_cell_dispose;

  properties[PROP_IS_NARROW] =
    g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-booking-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonBookingCell, when_box);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingCell, day_label);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingCell, minute_label);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingCell, who_box);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingCell, name_label);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingCell, services_label);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingCell, status_label);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingCell, money_box);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingCell, price_label);
  gtk_widget_class_bind_template_child (widget_class, SalonBookingCell, payment_label);
}

static void
salon_booking_cell_init (SalonBookingCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
salon_booking_cell_new (void)
{
  return g_object_new (SALON_TYPE_BOOKING_CELL, NULL);
}

void
salon_booking_cell_show (SalonBookingCell *self, SalonSession *session, SalonBooking *booking)
{
  g_return_if_fail (SALON_IS_BOOKING_CELL (self));
  g_return_if_fail (SALON_IS_BOOKING (booking));
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *services = salon_booking_words_services (booking);
  g_autofree char *price = salon_format_money (session, fields->price_cents);

  g_set_object (&self->booking, booking);
  show_when (self);
  gtk_label_set_text (self->name_label, salon_booking_words_get_name (booking));
  gtk_label_set_text (self->services_label, services);
  gtk_label_set_text (self->status_label, salon_status_words (fields->status));
  gtk_label_set_text (self->price_label, price);
  show_payment (self);
  if (salon_booking_status_is_active (fields->status))
    gtk_widget_remove_css_class (GTK_WIDGET (self), "inactive");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "inactive");
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
