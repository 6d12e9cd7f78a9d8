/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-window-planning.h"

#include "common/salon-dialog.h"
#include "planning/salon-closing-dialog.h"
#include "planning/salon-repeat-dialog.h"
#include "planning/salon-waiting-dialog.h"
#include "settings/salon-exception-dialog.h"

/* Over an editor too, from which it is asked for. */
static void
repeat_booking (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);
  SalonSession *session = salon_window_get_session (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonBooking) booking =
    salon_reader_get_booking (salon_session_get_reader (session),
                              g_variant_get_string (parameter, NULL), &error);

  if (booking != NULL)
    salon_dialog_present (salon_repeat_dialog_new (session, booking),
                          salon_window_get_shown (self));
  else
    salon_session_report (session, error);
}

/* One dialog at a time, as with the editors. */
static void
present_alone (SalonWindow *self, AdwDialog *(*make) (SalonSession *session))
{
  SalonSession *session = salon_window_get_session (self);

  if (session != NULL
      && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    salon_dialog_present (make (session), salon_window_get_shown (self));
}

static AdwDialog *
make_waiting_list (SalonSession *session)
{
  return salon_waiting_dialog_new (session, salon_range (0, 0));
}

static void
show_waiting_list (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  present_alone (SALON_WINDOW (widget), make_waiting_list);
}

static void
show_waiting_matches (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);
  SalonSession *session = salon_window_get_session (self);
  gint64 start;
  gint64 end;

  g_variant_get (parameter, "(xx)", &start, &end);
  salon_dialog_present (salon_waiting_dialog_new (session, salon_range (start, end)),
                        salon_window_get_shown (self));
}

static void
show_closing_list (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  present_alone (SALON_WINDOW (widget), salon_closing_dialog_new);
}

static AdwDialog *
make_block (SalonSession *session)
{
  g_autoptr (SalonExceptionForm) form =
    salon_exception_form_new (salon_moment_get_day (salon_session_get_now (session)));

  return salon_exception_dialog_new (session, form);
}

static void
block_time (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  present_alone (SALON_WINDOW (widget), make_block);
}

static void
block_time_at (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);
  SalonSession *session = salon_window_get_session (self);
  g_autoptr (SalonExceptionForm) form = NULL;
  int day;
  int minutes;

  form = salon_exception_form_new (0);
  g_variant_get (parameter, "(iii)", &day, &form->start, &minutes);
  form->from = form->to = day;
  form->all_day = FALSE;
  form->end = MIN (form->start + minutes, SALON_DAY_MINUTES);
  salon_dialog_present (salon_exception_dialog_new (session, form), salon_window_get_shown (self));
}

static void
edit_block (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);
  SalonSession *session = salon_window_get_session (self);
  const char *id = g_variant_get_string (parameter, NULL);
  SalonReader *reader = salon_session_get_reader (session);
  static const char *const tables[] = { "opening_exceptions", "blocked_dates" };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (JsonObject) row = salon_reader_get_row (reader, tables[i], id, NULL);
      g_autoptr (SalonExceptionForm) form =
        row != NULL ? salon_exception_form_read (tables[i], row) : NULL;

      if (form != NULL)
        {
          salon_dialog_present (salon_exception_dialog_new (session, form),
                                salon_window_get_shown (self));
          return;
        }
    }
}

void
salon_window_planning_repeat_next (SalonWindow *self)
{
  SalonSession *session = salon_window_get_session (self);
  SalonDay today = salon_moment_get_day (salon_session_get_now (session));
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (salon_session_get_reader (session), today + 1, today + 31,
                                SALON_BOOKINGS_WITHOUT_CANCELLED, NULL);

  if (bookings != NULL && bookings->len > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.repeat-booking", "s",
                                salon_booking_get_fields (g_ptr_array_index (bookings, 0))->id);
}

void
salon_window_planning_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.repeat-booking", "s", repeat_booking);
  gtk_widget_class_install_action (klass, "win.waiting-list", NULL, show_waiting_list);
  gtk_widget_class_install_action (klass, "win.waiting-matches", "(xx)", show_waiting_matches);
  gtk_widget_class_install_action (klass, "win.closing-list", NULL, show_closing_list);
  gtk_widget_class_install_action (klass, "win.block-time", NULL, block_time);
  gtk_widget_class_install_action (klass, "win.block-time-at", "(iii)", block_time_at);
  gtk_widget_class_install_action (klass, "win.edit-block", "s", edit_block);
}
