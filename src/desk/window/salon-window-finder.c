/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The finder, and what of the window it can find. */
#include "salon-window-private.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "finder/salon-finder-dialog.h"
#include "payments/salon-till-setting.h"

static void
found_cb (SalonWindow *self, const char *action, GVariant *target)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), action, target);
}

/* Everything the window can do: its pages and its menu, but for what leads nowhere just now. */
static SalonFinderActions *
list_actions (SalonWindow *self)
{
  static const char *const undoing[] = { "undo-label", "redo-label" };
  SalonFinderActions *actions = salon_finder_actions_new ();

  salon_finder_actions_add_menu (actions, self->primary_menu);
  salon_finder_actions_add_pages (actions);
  salon_window_list_pages (self, actions);
  salon_finder_actions_add (actions, _ ("Quit"), "Quit", "application-exit-symbolic", "app.quit",
                            NULL);
  salon_finder_actions_remove (actions, "win.find");
  if (salon_session_is_sample (self->session))
    salon_finder_actions_remove (actions, "win.connection");
  if (!salon_till_setting_is_on (self->session))
    salon_finder_actions_remove (actions, "win.takings");
  for (gsize i = 0; i < G_N_ELEMENTS (undoing); i++)
    {
      g_autofree char *label = NULL;

      g_object_get (self->session, undoing[i], &label, NULL);
      if (label == NULL)
        salon_finder_actions_remove (actions, i == 0 ? "win.undo" : "win.redo");
    }
  return actions;
}

static AdwDialog *
present_finder (SalonWindow *self)
{
  g_autoptr (SalonFinderActions) actions = NULL;
  AdwDialog *dialog = NULL;

  if (self->session == NULL
      || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return NULL;
  actions = list_actions (self);
  dialog = salon_finder_dialog_new (self->session, actions);
  g_signal_connect_object (dialog, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  salon_dialog_present (dialog, salon_window_get_shown (self));
  return dialog;
}

static void
find (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  present_finder (SALON_WINDOW (widget));
}

/* As it was typed into the desktop's own search. */
static void
find_line (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AdwDialog *dialog = present_finder (SALON_WINDOW (widget));

  if (dialog != NULL)
    salon_finder_dialog_set_line (SALON_FINDER_DIALOG (dialog),
                                  g_variant_get_string (parameter, NULL));
}

void
salon_window_install_finder (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.find", NULL, find);
  gtk_widget_class_install_action (klass, "win.find-line", "s", find_line);
}
