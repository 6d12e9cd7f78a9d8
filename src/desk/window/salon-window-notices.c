/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Toasts and the sentence of what failed. */
#include "salon-window-private.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"

/* A toast that asks something stays a little longer. */
#define OFFER_SECONDS 10

/* Toasts go where they can be seen: in front of a preferences dialog, if one is open. */
static void
add_toast (SalonWindow *self, AdwToast *toast)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  if (self->last_toast != NULL)
    adw_toast_dismiss (self->last_toast);
  g_set_weak_pointer (&self->last_toast, toast);
  /* A client may be called "<b>&". */
  adw_toast_set_use_markup (toast, FALSE);
  if (ADW_IS_PREFERENCES_DIALOG (dialog))
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
  else
    adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

/* What was done without an editor may be told to the client: an editor asks by itself. */
static void
offer_to_tell (SalonWindow *self, AdwToast *toast, const char *label)
{
  GtkWidget *title = NULL;

  if (self->offer == NULL
      || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  title = salon_message_offer_make_title (self->offer, label);
  if (title == NULL)
    return;
  adw_toast_set_custom_title (toast, title);
  adw_toast_set_timeout (toast, OFFER_SECONDS);
}

void
salon_window_say (SalonWindow *self, const char *label, gboolean can_undo)
{
  AdwToast *toast = adw_toast_new (label);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, label);
  if (can_undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
      offer_to_tell (self, toast, label);
    }
  add_toast (self, toast);
}

/* One at a time: what fails at every key pressed is said once. */
void
salon_window_tell_failure (SalonWindow *self, const char *sentence)
{
  if (self->failure_dialog != NULL)
    return;

  AdwDialog *dialog = adw_alert_dialog_new (_ ("That Did Not Work"), sentence);
  g_set_weak_pointer (&self->failure_dialog, dialog);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  salon_dialog_present (dialog, salon_window_get_shown (self));
}

static void
tell_client (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);

  if (self->last_toast != NULL)
    adw_toast_dismiss (self->last_toast);
  if (self->offer != NULL)
    salon_message_offer_accept (self->offer);
}

static void
show_toast (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_window_say (SALON_WINDOW (widget), g_variant_get_string (parameter, NULL), FALSE);
}

void
salon_window_install_notices (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.tell-client", NULL, tell_client);
  gtk_widget_class_install_action (klass, "win.toast", "s", show_toast);
}
