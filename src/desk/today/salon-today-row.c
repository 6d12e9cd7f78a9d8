/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-today-row.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-status-words.h"
#include "calendar/salon-booking-words.h"
#include "common/salon-format.h"
#include "payments/salon-till-setting.h"
#include "today/salon-phone-button.h"
#include "today/salon-today-words.h"

struct _SalonTodayRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *day_label;
  GtkLabel *minute_label;
  GtkLabel *end_label;
  GtkLabel *name_label;
  GtkLabel *allergies_label;
  GtkLabel *detail_label;
  GtkLabel *services_label;
  GtkLabel *notes_label;
  SalonPhoneButton *phone_button;
  GtkButton *first_button;
  GtkButton *second_button;
  GtkLabel *status_label;

  SalonBooking *booking;
};

G_DEFINE_FINAL_TYPE (SalonTodayRow, salon_today_row, GTK_TYPE_LIST_BOX_ROW)

/* The next steps in the life of a booking, as buttons. Where one was, its outcome stands next, so
 * that the second click of a hasty hand does nothing. */
typedef struct
{
  const char *label;
  const char *step;
} Step;

typedef struct
{
  Step first;
  Step second;
} Steps;

/* Nobody has failed to come before her time. */
static Steps
get_steps (const SalonBookingFields *fields, SalonSession *session)
{
  gboolean is_due = salon_moment (fields->day, fields->minute) < salon_session_get_now (session);
  gboolean is_unpaid = !g_str_equal (fields->payment_status, "fully_paid");
  Step pay = { _ ("Payment…"), is_unpaid && salon_till_setting_is_on (session) ? "pay" : NULL };

  switch (fields->status)
    {
    case SALON_BOOKING_PENDING:
      return (Steps) { { _ ("Confirm"), "confirm" }, { _ ("Decline"), "cancel" } };
    case SALON_BOOKING_CONFIRMED:
      return (Steps) { { _ ("Arrived"), "arrived" },
                       { _ ("Did Not Come"), is_due ? "no-show" : NULL } };
    case SALON_BOOKING_ARRIVED:
      return (Steps) { { _ ("Completed"), "completed" }, pay };
    case SALON_BOOKING_COMPLETED:
      return (Steps) { pay, { 0 } };
    case SALON_BOOKING_CANCELLED:
    case SALON_BOOKING_NO_SHOW:
      return (Steps) { { 0 }, { 0 } };
    }
  g_return_val_if_reached ((Steps) { 0 });
}

static void
show_step (SalonTodayRow *self, GtkButton *button, const Step *step)
{
  const char *name = salon_booking_words_get_name (self->booking);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), step->step != NULL);
  if (step->step == NULL)
    return;
  /* Translators: what is done, and to whose booking: "Arrived: Marie Durand" */
  label = g_strdup_printf (C_ ("step", "%s: %s"), step->label, name);
  gtk_button_set_label (button, step->label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)",
                                    salon_booking_get_fields (self->booking)->id, step->step);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "today.do");
}

/* A label without a text takes no room. */
static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_when (SalonTodayRow *self, const SalonBookingFields *fields, SalonMoment now)
{
  g_autofree char *minute = salon_format_minute (fields->minute);
  g_autofree char *end =
    salon_format_minute ((fields->minute + fields->duration_minutes) % SALON_DAY_MINUTES);
  g_autofree char *day = fields->day != salon_moment_get_day (now)
                           ? salon_format_day (fields->day, SALON_DAY_STYLE_WITHOUT_YEAR)
                           : NULL;
  g_autofree char *heading = day != NULL ? salon_format_heading (day) : NULL;

  gtk_label_set_text (self->minute_label, minute);
  gtk_label_set_text (self->end_label, end);
  set_text (self->day_label, heading);
}

static void
show_detail (SalonTodayRow *self, SalonSession *session, const char *detail)
{
  SalonMoment now = salon_session_get_now (session);
  g_autofree char *late = salon_today_words_late (self->booking, now);
  g_autofree char *hold =
    salon_today_words_hold (self->booking, salon_session_get_instant (session));

  set_text (self->detail_label, detail != NULL ? detail : late != NULL ? late : hold);
}

static void
describe (SalonTodayRow *self, SalonSession *session)
{
  g_autofree char *label = salon_booking_words_label (self->booking);
  g_autofree char *description =
    salon_booking_words_description (self->booking, salon_session_get_currency (session));
  const char *detail = gtk_label_get_text (self->detail_label);
  g_autofree char *whole =
    *detail != '\0' ? g_strdup_printf ("%s, %s", label, detail) : g_strdup (label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, whole,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

void
salon_today_row_show (SalonTodayRow *self,
                      SalonSession *session,
                      SalonBooking *booking,
                      const char *detail)
{
  g_return_if_fail (SALON_IS_TODAY_ROW (self));
  g_return_if_fail (SALON_IS_BOOKING (booking));
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  const char *name = salon_booking_words_get_name (booking);
  Steps steps = get_steps (fields, session);
  g_autofree char *services = salon_booking_words_services (booking);
  g_autofree char *allergies = fields->client_allergies != NULL
                                 ? g_strdup_printf (_ ("Allergies: %s"), fields->client_allergies)
                                 : NULL;

  g_set_object (&self->booking, booking);
  show_when (self, fields, salon_session_get_now (session));
  gtk_label_set_text (self->name_label, name);
  set_text (self->allergies_label, allergies);
  set_text (self->services_label, services);
  set_text (self->notes_label, fields->notes);
  salon_phone_button_set_phone (self->phone_button, fields->client_phone, name);
  show_step (self, self->first_button, &steps.first);
  show_step (self, self->second_button, &steps.second);
  set_text (self->status_label,
            fields->status != SALON_BOOKING_CONFIRMED && fields->status != SALON_BOOKING_PENDING
              ? salon_status_words (fields->status)
              : NULL);
  show_detail (self, session, detail);
  describe (self, session);
}

SalonBooking *
salon_today_row_get_booking (SalonTodayRow *self)
{
  g_return_val_if_fail (SALON_IS_TODAY_ROW (self), NULL);
  return self->booking;
}

static void
salon_today_row_dispose (GObject *object)
{
  SalonTodayRow *self = SALON_TODAY_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_TODAY_ROW);
  g_clear_object (&self->booking);
  G_OBJECT_CLASS (salon_today_row_parent_class)->dispose (object);
}

static void
salon_today_row_class_init (SalonTodayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_today_row_dispose;
  g_type_ensure (SALON_TYPE_PHONE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-today-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonTodayRow, day_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayRow, minute_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayRow, end_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayRow, allergies_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayRow, services_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayRow, notes_label);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayRow, phone_button);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayRow, first_button);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayRow, second_button);
  gtk_widget_class_bind_template_child (widget_class, SalonTodayRow, status_label);
}

static void
salon_today_row_init (SalonTodayRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
salon_today_row_new (void)
{
  return g_object_new (SALON_TYPE_TODAY_ROW, NULL);
}
