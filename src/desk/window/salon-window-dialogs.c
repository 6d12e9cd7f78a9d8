/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-window-dialogs.h"

#include "carriers/salon-carriers-dialog.h"
#include "common/salon-dialog.h"
#include "exchange/salon-export-dialog.h"
#include "exchange/salon-import-dialog.h"
#include "history/salon-history-dialog.h"
#include "payments/salon-payment-dialog.h"
#include "printing/salon-print-dialog.h"
#include "settings/salon-preferences-dialog.h"
#include "sync/salon-connection-dialog.h"
#include "takings/salon-takings-dialog.h"
#include "vouchers/salon-voucher-design-dialog.h"
#include "window/salon-window-private.h"

AdwDialog *
salon_window_dialogs_present_alone (SalonWindow *self, AdwDialog *(*make) (SalonSession *session))
{
  SalonSession *session = salon_window_get_session (self);
  AdwDialog *dialog = NULL;

  if (session == NULL
      || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return NULL;
  dialog = make (session);
  salon_dialog_present (dialog, salon_window_get_shown (self));
  return dialog;
}

/* Over the booking's editor too: what is typed there stays. */
static void
pay_booking (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);
  SalonSession *session = salon_window_get_session (self);
  AdwDialog *shown = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  AdwDialog *dialog = NULL;

  if (session == NULL || SALON_IS_PAYMENT_DIALOG (shown))
    return;
  dialog = salon_payment_dialog_new (session, g_variant_get_string (parameter, NULL));
  if (dialog != NULL)
    salon_dialog_present (dialog,
                          shown != NULL ? GTK_WIDGET (shown) : salon_window_get_shown (self));
}

static void
show_takings (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_window_dialogs_present_alone (SALON_WINDOW (widget), salon_takings_dialog_new);
}

void
salon_window_dialogs_show_settings (SalonWindow *self, const char *page)
{
  AdwDialog *dialog = salon_window_dialogs_present_alone (self, salon_preferences_dialog_new);

  g_auto (GStrv) parts = page != NULL ? g_strsplit (page, "/", 2) : NULL;

  if (dialog == NULL || parts == NULL)
    return;
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), parts[0]);
  if (parts[1] != NULL)
    gtk_widget_activate_action (
      GTK_WIDGET (adw_preferences_dialog_get_visible_page (ADW_PREFERENCES_DIALOG (dialog))),
      "messages.write", "s", parts[1]);
}

static void
show_preferences (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_window_dialogs_show_settings (SALON_WINDOW (widget), NULL);
}

static void
show_voucher_design (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);
  SalonSession *session = salon_window_get_session (self);
  AdwDialog *shown = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  if (session == NULL || SALON_IS_VOUCHER_DESIGN_DIALOG (shown))
    return;
  salon_dialog_present (salon_voucher_design_dialog_new (session),
                        shown != NULL ? GTK_WIDGET (shown) : salon_window_get_shown (self));
}

static void
show_import (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_window_dialogs_present_alone (SALON_WINDOW (widget), salon_import_dialog_new);
}

static void
show_export (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_window_dialogs_present_alone (SALON_WINDOW (widget), salon_export_dialog_new);
}

/* What to print, the first day and how many, and an id or "" (SalonPrintRequest). */
static void
print_document (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);
  SalonPrintRequest request = { 0 };
  AdwDialog *dialog = NULL;
  int kind;

  g_variant_get (parameter, "(iii&s)", &kind, &request.day, &request.n_days, &request.id);
  request.kind = (SalonPrintKind) kind;
  dialog = salon_print_dialog_new (salon_window_get_session (self), &request);
  if (dialog != NULL)
    salon_dialog_present (dialog, salon_window_get_shown (self));
}

/* "bookings", an id or "" for all of them, and whose history it is. */
static void
show_history (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);
  const char *table = NULL, *id = NULL, *title = NULL;

  g_variant_get (parameter, "(&s&s&s)", &table, &id, &title);
  salon_history_dialog_present (salon_window_get_shown (self), salon_window_get_session (self),
                                table, *id != '\0' ? id : NULL, title);
}

static gboolean
open_foreign (SalonWindow *self, GFile *file)
{
  AdwDialog *dialog = salon_window_dialogs_present_alone (self, salon_import_dialog_new);

  if (dialog != NULL)
    salon_import_dialog_open (SALON_IMPORT_DIALOG (dialog), file);
  return dialog != NULL;
}

/* A URI: of a file that was opened with this program. */
static void
import_file (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  open_foreign (SALON_WINDOW (widget), file);
}

static gboolean
dropped_cb (SalonWindow *self, const GValue *value)
{
  return open_foreign (self, g_value_get_object (value));
}

void
salon_window_dialogs_take_drops (SalonWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
salon_window_dialogs_show_payment (SalonWindow *self)
{
  SalonSession *session = salon_window_get_session (self);
  SalonDay today = salon_moment_get_day (salon_session_get_now (session));
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (salon_session_get_reader (session), today, today + 1,
                                SALON_BOOKINGS_WITHOUT_CANCELLED, NULL);

  for (guint i = 0; bookings != NULL && i < bookings->len; i++)
    {
      const SalonBookingFields *fields = salon_booking_get_fields (g_ptr_array_index (bookings, i));

      if (!g_str_equal (fields->payment_status, "fully_paid"))
        {
          gtk_widget_activate_action (GTK_WIDGET (self), "win.pay-booking", "s", fields->id);
          return;
        }
    }
}

void
salon_window_dialogs_show_connection (SalonWindow *self)
{
  if (self->session != NULL)
    salon_dialog_present (salon_connection_dialog_new (self->sharing),
                          salon_window_get_shown (self));
}

static void
show_connection (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_window_dialogs_show_connection (SALON_WINDOW (widget));
}

static void
show_carriers (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);
  const SalonConnectionSettings *shared =
    self->sharing != NULL ? salon_sharing_get_settings (self->sharing) : NULL;

  if (self->session != NULL && self->carriers != NULL)
    salon_dialog_present (salon_carriers_dialog_new (self->session, self->carriers,
                                                     shared != NULL && shared->address != NULL),
                          salon_window_get_shown (self));
}

void
salon_window_dialogs_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.connection", NULL, show_connection);
  gtk_widget_class_install_action (klass, "win.carriers", NULL, show_carriers);
  gtk_widget_class_install_action (klass, "win.pay-booking", "s", pay_booking);
  gtk_widget_class_install_action (klass, "win.takings", NULL, show_takings);
  gtk_widget_class_install_action (klass, "win.preferences", NULL, show_preferences);
  gtk_widget_class_install_action (klass, "win.voucher-design", NULL, show_voucher_design);
  gtk_widget_class_install_action (klass, "win.import", NULL, show_import);
  gtk_widget_class_install_action (klass, "win.import-file", "s", import_file);
  gtk_widget_class_install_action (klass, "win.export", NULL, show_export);
  gtk_widget_class_install_action (klass, "win.print-document", "(iiis)", print_document);
  gtk_widget_class_install_action (klass, "win.show-history", "(sss)", show_history);
}
