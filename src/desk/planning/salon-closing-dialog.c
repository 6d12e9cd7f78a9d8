/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-closing-dialog.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-booking-save.h"
#include "bookings/salon-slot-words.h"
#include "calendar/salon-booking-changes.h"
#include "common/salon-format.h"
#include "common/salon-slot-query.h"
#include "core/salon-closing.h"
#include "core/salon-phone.h"
#include "core/salon-slot.h"
#include "planning/salon-task-row.h"

/* Closings are planned months ahead, seldom more than a year. */
#define LOOK_AHEAD_DAYS 400
#define DAYS_AT_ONCE 25
#define NEAR_DAYS 14
#define N_OFFERS 8

struct _SalonClosingDialog
{
  AdwDialog parent_instance;

  GtkStack *stack;
  AdwPreferencesGroup *group;

  SalonSession *session;
  GPtrArray *bookings; /* nullable */
  GPtrArray *rows;     /* borrowed; in the order of the bookings */
};

G_DEFINE_FINAL_TYPE (SalonClosingDialog, salon_closing_dialog, ADW_TYPE_DIALOG)

/* A month at a time: what is read of a year at once would stay in the program's memory. */
GPtrArray *
salon_closing_dialog_read_bookings (SalonReader *reader,
                                    SalonOpeningHours *hours,
                                    SalonMoment now,
                                    GError **error)
{
  SalonDay today = salon_moment_get_day (now);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  for (int ahead = 0; ahead < LOOK_AHEAD_DAYS; ahead += DAYS_AT_ONCE)
    {
      g_autoptr (GPtrArray) bookings =
        salon_reader_list_bookings (reader, today + ahead, today + ahead + DAYS_AT_ONCE,
                                    SALON_BOOKINGS_WITHOUT_CANCELLED, error);

      if (bookings == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (found, salon_closing_list_bookings (hours, bookings, now));
    }
  return g_steal_pointer (&found);
}

static GPtrArray *
list_bookings (SalonSession *session, GError **error)
{
  return salon_closing_dialog_read_bookings (salon_session_get_reader (session),
                                             salon_session_get_hours (session),
                                             salon_session_get_now (session), error);
}

static SalonSlotQuery
make_query (SalonClosingDialog *self, SalonBooking *booking, GPtrArray *bookings)
{
  SalonSlotQuery query = salon_slot_query_begin_as (self->session, booking, bookings);

  query.ignore_id = salon_booking_get_fields (booking)->id;
  return query;
}

/* The free times nearest to the one she had. */
static GMenuModel *
make_offers (SalonClosingDialog *self, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (salon_session_get_reader (self->session),
                                fields->day - NEAR_DAYS - 1, fields->day + NEAR_DAYS + 2,
                                SALON_BOOKINGS_WITHOUT_CANCELLED, NULL);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) times = g_menu_new ();

  if (bookings != NULL)
    {
      const SalonSlotQuery query = make_query (self, booking, bookings);
      g_autoptr (GArray) starts =
        salon_slot_list_nearest (&query, salon_booking_get_visit (booking).start, NEAR_DAYS,
                                 N_OFFERS);

      for (guint i = 0; i < starts->len; i++)
        {
          SalonMoment start = g_array_index (starts, SalonMoment, i);
          g_autofree char *moment = salon_format_moment (start);
          g_autofree char *label = salon_format_heading (moment);
          g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

          g_menu_item_set_action_and_target (item, "closing.move", "(sx)", fields->id, start);
          g_menu_append_item (times, item);
        }
      if (starts->len == 0)
        g_menu_append (times, _ ("No free time near it"), NULL);
    }
  g_menu_append_section (menu, _ ("Nearest Free Times"), G_MENU_MODEL (times));
  return G_MENU_MODEL (menu);
}

static SalonBooking *
find_booking (SalonClosingDialog *self, const char *id)
{
  for (guint i = 0; self->bookings != NULL && i < self->bookings->len; i++)
    {
      SalonBooking *booking = g_ptr_array_index (self->bookings, i);

      if (g_strcmp0 (salon_booking_get_fields (booking)->id, id) == 0)
        return booking;
    }
  return NULL;
}

static void
create_offers_cb (GtkMenuButton *button, gpointer data)
{
  SalonClosingDialog *self = SALON_CLOSING_DIALOG (data);
  SalonBooking *booking = find_booking (self, g_object_get_data (G_OBJECT (button), "booking"));
  g_autoptr (GMenuModel) menu = booking != NULL ? make_offers (self, booking) : NULL;

  gtk_menu_button_set_menu_model (button, menu);
}

static GtkWidget *
make_move_button (SalonClosingDialog *self, const char *id)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("_Move"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "booking", g_strdup (id), g_free);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_offers_cb, self, NULL);
  return button;
}

/* Why the salon is closed then. */
static char *
explain (SalonClosingDialog *self, SalonBooking *booking)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const SalonSlotQuery query = make_query (self, booking, none);
  SalonMoment start = salon_booking_get_visit (booking).start;
  SalonSlotVerdict verdict = salon_slot_explain (&query, start);

  return salon_slot_words (&verdict, query.hours, start);
}

static GtkWidget *
make_row (SalonClosingDialog *self, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  GtkWidget *row = NULL;
  g_autofree char *moment = salon_format_moment (salon_booking_get_visit (booking).start);
  g_autofree char *when = salon_format_heading (moment);
  g_autofree char *why = explain (self, booking);
  g_autofree char *phone =
    fields->client_phone != NULL ? salon_phone_format (fields->client_phone) : NULL;
  g_autofree char *subtitle =
    g_strdup_printf ("%s\n%s%s%s", when, why != NULL ? why : "", phone != NULL ? "\n" : "",
                     phone != NULL ? phone : "");

  row = salon_task_row_new (fields->client_name, subtitle);
  salon_task_row_add (SALON_TASK_ROW (row), make_move_button (self, fields->id));
  salon_task_row_add_action (SALON_TASK_ROW (row), "object-select-symbolic", _ ("Let It Stand"),
                             "closing.keep", fields->id);
  salon_task_row_add_action (SALON_TASK_ROW (row), "user-trash-symbolic", _ ("Cancel Booking"),
                             "closing.cancel", fields->id);
  return row;
}

static void
fill (SalonClosingDialog *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *bookings = list_bookings (self->session, &error);

  if (bookings == NULL)
    {
      salon_session_report (self->session, error);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->bookings, g_ptr_array_unref);
  self->bookings = bookings;
  for (guint i = 0; i < bookings->len; i++)
    {
      GtkWidget *row = make_row (self, g_ptr_array_index (bookings, i));

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_stack_set_visible_child_name (self->stack, bookings->len > 0 ? "list" : "done");
}

static void
commit (SalonClosingDialog *self, SalonChange *change)
{
  g_autoptr (SalonChange) taken = change;

  if (taken != NULL)
    salon_session_commit (self->session, taken);
}

static void
move_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonClosingDialog *self = SALON_CLOSING_DIALOG (widget);
  g_autofree char *id = NULL;
  SalonMoment start;
  SalonBooking *booking;

  g_variant_get (parameter, "(sx)", &id, &start);
  booking = find_booking (self, id);
  if (booking != NULL)
    commit (self, salon_booking_changes_set_time (
                    booking, start, salon_booking_get_fields (booking)->duration_minutes, NULL));
}

/* It says from now on why it stands there. */
static void
keep_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonClosingDialog *self = SALON_CLOSING_DIALOG (widget);
  SalonBooking *booking = find_booking (self, g_variant_get_string (parameter, NULL));

  if (booking != NULL)
    commit (self,
            salon_booking_changes_let_stand (booking, _ ("Kept although the salon is closed")));
}

static void
cancel_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonClosingDialog *self = SALON_CLOSING_DIALOG (widget);
  SalonBooking *booking = find_booking (self, g_variant_get_string (parameter, NULL));

  if (booking != NULL)
    commit (self, salon_booking_save_build_cancel (booking, _ ("The salon is closed"),
                                                   salon_session_get_instant (self->session)));
}

static void
salon_closing_dialog_dispose (GObject *object)
{
  SalonClosingDialog *self = SALON_CLOSING_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_CLOSING_DIALOG);
  g_clear_object (&self->session);
  g_clear_pointer (&self->bookings, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (salon_closing_dialog_parent_class)->dispose (object);
}

static void
salon_closing_dialog_class_init (SalonClosingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_closing_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-closing-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonClosingDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonClosingDialog, group);
  gtk_widget_class_install_action (widget_class, "closing.move", "(sx)", move_activated_cb);
  gtk_widget_class_install_action (widget_class, "closing.keep", "s", keep_activated_cb);
  gtk_widget_class_install_action (widget_class, "closing.cancel", "s", cancel_activated_cb);
}

static void
salon_closing_dialog_init (SalonClosingDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_closing_dialog_new (SalonSession *session)
{
  SalonClosingDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_CLOSING_DIALOG, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return ADW_DIALOG (self);
}
