/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who and what are kept in a booking form, so that the parts of the booking editor serve here too, and
 * what was begun there goes on here.
 */
#include "salon-wish-dialog.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-client-picker.h"
#include "bookings/salon-service-picker.h"
#include "bookings/salon-typed.h"
#include "common/salon-dialog.h"
#include "common/salon-field.h"
#include "common/salon-format.h"
#include "common/salon-shortcuts.h"
#include "planning/salon-wish-changes.h"
#include "settings/salon-day-row.h"

#define DEFAULT_DAYS 14

struct _SalonWishDialog
{
  AdwDialog parent_instance;

  AdwBanner *failure_banner;
  SalonClientPicker *client_picker;
  SalonServicePicker *service_picker;
  SalonDayRow *from_row;
  SalonDayRow *to_row;
  GtkWidget *weekdays_box;
  GtkEditable *start_row;
  GtkEditable *end_row;
  GtkEditable *notes_row;
  GtkLabel *error_label;

  SalonSession *session;
  SalonWish *wish; /* nullable: a new one */
  SalonBookingForm *form;
  GtkToggleButton *weekday_buttons[7]; /* from Monday */
  SalonDay first_day;                  /* as last seen: the last day moves with it */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (SalonWishDialog, salon_wish_dialog, ADW_TYPE_DIALOG)

static int
get_weekdays (SalonWishDialog *self)
{
  int weekdays = 0;

  for (int day = 0; day < 7; day++)
    if (gtk_toggle_button_get_active (self->weekday_buttons[day]))
      weekdays |= 1 << day;
  return weekdays;
}

/* An empty text is no bound. */
static gboolean
read_minute (GtkEditable *row, int *minute)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  *minute = -1;
  return *text == '\0' || salon_typed_time_parse (text, minute);
}

static const char *
check_client (SalonBookingForm *form)
{
  SalonBookingProblem problems = salon_booking_form_get_problems (form);

  if ((problems & SALON_BOOKING_PROBLEM_CLIENT_MISSING) != 0)
    return _ ("Choose who is waiting.");
  if ((problems & SALON_BOOKING_PROBLEM_NAME_MISSING) != 0)
    return _ ("The new client needs a name");
  if ((problems & SALON_BOOKING_PROBLEM_PHONE_NOT_UNDERSTOOD) != 0)
    return _ ("The client’s phone number is not complete");
  if ((problems & SALON_BOOKING_PROBLEM_EMAIL_NOT_UNDERSTOOD) != 0)
    return _ ("The client’s e-mail address is not complete");
  if ((problems & SALON_BOOKING_PROBLEM_SERVICE_MISSING) != 0)
    return _ ("Add at least one service");
  return NULL;
}

/* NULL when it can be saved, else what to put right. */
static const char *
read_times (SalonWishDialog *self, SalonWishTimes *times)
{
  times->from = salon_day_row_get_day (self->from_row);
  times->to = salon_day_row_get_day (self->to_row);
  times->weekdays = get_weekdays (self);
  times->notes = gtk_editable_get_text (self->notes_row);
  if (!read_minute (self->start_row, &times->start_minute)
      || !read_minute (self->end_row, &times->end_minute))
    return _ ("Write a time like 9:30.");
  if (times->from > times->to)
    return _ ("The last day comes before the first.");
  if (times->weekdays == 0)
    return _ ("Choose at least one day of the week.");
  if (times->start_minute >= 0 && times->end_minute >= 0
      && times->start_minute + salon_booking_form_get_duration (self->form) > times->end_minute)
    return _ ("The visit does not fit between these hours.");
  return check_client (self->form);
}

static void
save_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonWishDialog *self = SALON_WISH_DIALOG (widget);
  SalonWishTimes times;
  const char *words = read_times (self, &times);
  g_autoptr (SalonChange) change = NULL;

  if (!salon_field_tell (GTK_WIDGET (self->to_row), self->error_label, words))
    return;
  change = salon_wish_changes_save (self->wish, self->form, &times,
                                    salon_session_get_instant (self->session));
  salon_dialog_save (ADW_DIALOG (self), self->failure_banner, self->session, change, NULL);
}

static void
first_day_chosen_cb (SalonWishDialog *self)
{
  SalonDay first = salon_day_row_get_day (self->from_row);
  SalonDay shift = first - self->first_day;

  if (self->is_filling)
    return;
  self->first_day = first;
  salon_day_row_set_day (self->to_row, salon_day_row_get_day (self->to_row) + shift);
}

static void
set_minute (GtkEditable *row, int minute)
{
  g_autofree char *text = minute >= 0 ? salon_format_minute (minute) : g_strdup ("");

  gtk_editable_set_text (row, text);
}

/* In the order in which the week begins here. */
static void
add_weekdays (SalonWishDialog *self)
{
  int first = salon_format_get_first_weekday ();

  for (int i = 0; i < 7; i++)
    {
      int day = (first + i) % 7;
      GtkWidget *button = gtk_toggle_button_new_with_label (salon_format_get_short_weekday (day));

      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      salon_format_get_weekday (day), -1);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
      self->weekday_buttons[day] = GTK_TOGGLE_BUTTON (button);
      adw_wrap_box_append (ADW_WRAP_BOX (self->weekdays_box), button);
    }
}

static void
fill (SalonWishDialog *self)
{
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  SalonDay day = salon_booking_form_get_day (self->form);
  SalonWishFields fields = {
    .from = day != SALON_DAY_NONE ? MAX (day, today) : today,
    .weekdays = SALON_WISH_ALL_WEEKDAYS,
    .start_minute = -1,
    .end_minute = -1,
    .notes = salon_booking_form_get_notes (self->form),
  };

  fields.to = fields.from + DEFAULT_DAYS;
  if (self->wish != NULL)
    fields = *salon_wish_get_fields (self->wish);
  self->is_filling = TRUE;
  self->first_day = fields.from;
  salon_day_row_set_day (self->from_row, fields.from);
  salon_day_row_set_day (self->to_row, fields.to);
  self->is_filling = FALSE;
  for (int i = 0; i < 7; i++)
    gtk_toggle_button_set_active (self->weekday_buttons[i], (fields.weekdays & 1 << i) != 0);
  set_minute (self->start_row, fields.start_minute);
  set_minute (self->end_row, fields.end_minute);
  gtk_editable_set_text (self->notes_row, fields.notes != NULL ? fields.notes : "");
}

static void
salon_wish_dialog_dispose (GObject *object)
{
  SalonWishDialog *self = SALON_WISH_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_WISH_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->wish);
  g_clear_object (&self->form);
  G_OBJECT_CLASS (salon_wish_dialog_parent_class)->dispose (object);
}

static void
salon_wish_dialog_class_init (SalonWishDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_wish_dialog_dispose;
  g_type_ensure (SALON_TYPE_CLIENT_PICKER);
  g_type_ensure (SALON_TYPE_SERVICE_PICKER);
  g_type_ensure (SALON_TYPE_DAY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-wish-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonWishDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonWishDialog, client_picker);
  gtk_widget_class_bind_template_child (widget_class, SalonWishDialog, service_picker);
  gtk_widget_class_bind_template_child (widget_class, SalonWishDialog, from_row);
  gtk_widget_class_bind_template_child (widget_class, SalonWishDialog, to_row);
  gtk_widget_class_bind_template_child (widget_class, SalonWishDialog, weekdays_box);
  gtk_widget_class_bind_template_child (widget_class, SalonWishDialog, start_row);
  gtk_widget_class_bind_template_child (widget_class, SalonWishDialog, end_row);
  gtk_widget_class_bind_template_child (widget_class, SalonWishDialog, notes_row);
  gtk_widget_class_bind_template_child (widget_class, SalonWishDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, first_day_chosen_cb);
  gtk_widget_class_install_action (widget_class, "wish.save", NULL, save_activated_cb);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_GO, SALON_EVERY_KEY, "wish.save", NULL);
}

static void
salon_wish_dialog_init (SalonWishDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_weekdays (self);
}

static void
add_services (SalonSession *session, const SalonWishFields *wish, SalonBookingForm *form)
{
  GListModel *services = salon_session_get_services (session);

  for (gsize i = 0; wish->service_ids[i] != NULL; i++)
    for (guint j = 0; j < g_list_model_get_n_items (services); j++)
      {
        g_autoptr (SalonService) service = g_list_model_get_item (services, j);

        if (g_strcmp0 (salon_service_get_fields (service)->id, wish->service_ids[i]) == 0)
          salon_booking_form_add_service (form, service);
      }
}

SalonBookingForm *
salon_wish_dialog_make_form (SalonSession *session, SalonWish *wish, SalonDay day, int minute)
{
  const SalonWishFields *fields = salon_wish_get_fields (wish);
  SalonBookingForm *form = salon_booking_form_new (salon_session_get_staff_id (session));
  g_autoptr (SalonClient) client =
    fields->client_id != NULL
      ? salon_reader_get_client (salon_session_get_reader (session), fields->client_id, NULL)
      : NULL;

  if (client != NULL)
    salon_booking_form_propose_client (form, client);
  else
    salon_booking_form_set_new_client (form, fields->client_name,
                                       fields->client_phone != NULL ? fields->client_phone : "",
                                       fields->client_email != NULL ? fields->client_email : "");
  add_services (session, fields, form);
  salon_booking_form_propose_start (form, day, minute);
  if (fields->notes != NULL)
    salon_booking_form_set_notes (form, fields->notes);
  return form;
}

AdwDialog *
salon_wish_dialog_new (SalonSession *session, SalonWish *wish, SalonBookingForm *form)
{
  SalonWishDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_WISH_DIALOG, NULL);
  g_set_object (&self->wish, wish);
  if (form != NULL)
    self->form = g_object_ref (form);
  else if (wish != NULL)
    self->form = salon_wish_dialog_make_form (session, wish, SALON_DAY_NONE, -1);
  else
    self->form = salon_booking_form_new (salon_session_get_staff_id (session));
  salon_client_picker_set_up (self->client_picker, session);
  salon_service_picker_set_up (self->service_picker, session);
  salon_client_picker_set_form (self->client_picker, self->form);
  salon_service_picker_set_form (self->service_picker, self->form);
  self->session = g_object_ref (session);
  fill (self);
  if (salon_booking_form_get_client_kind (self->form) == SALON_BOOKING_CLIENT_NONE)
    adw_dialog_set_focus (ADW_DIALOG (self), salon_client_picker_get_entry (self->client_picker));
  return ADW_DIALOG (self);
}
