/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame around the pages: what it shows while there is no salon, what it shows of the one that is
 * open, and its menu.
 */
#include "salon-window-private.h"

#include <glib/gi18n-lib.h>

#include "common/salon-shortcuts.h"
#include "payments/salon-till-setting.h"
#include "window/salon-failure-page.h"
#include "window/salon-first-run-page.h"
#include "window/salon-window-dialogs.h"
#include "window/salon-window-planning.h"

G_DEFINE_FINAL_TYPE (SalonWindow, salon_window, ADW_TYPE_APPLICATION_WINDOW)

static void
name_button (GtkButton *button, const char *verb, const char *label)
{
  /* Translators: a word, and what it stands before: "Undo: Move Marie Durand to …" */
  g_autofree char *text =
    label != NULL ? g_strdup_printf (C_ ("undo button", "%s: %s"), verb, label) : g_strdup (verb);

  gtk_widget_set_tooltip_text (GTK_WIDGET (button), text);
}

static void
undo_state_changed_cb (SalonWindow *self)
{
  g_autofree char *undo_label = NULL;
  g_autofree char *redo_label = NULL;

  g_object_get (self->session, "undo-label", &undo_label, "redo-label", &redo_label, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", undo_label != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", redo_label != NULL);
  name_button (self->undo_button, _ ("Undo"), undo_label);
  name_button (self->redo_button, _ ("Redo"), redo_label);
}

/* The menu is made when it is first opened: the first frame does not wait for it. */
static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  SalonWindow *self = SALON_WINDOW (user_data);

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->primary_menu);
}

static void
show_settings (SalonWindow *self)
{
  const char *name = salon_session_get_setting (self->session, "salon.name");

  gtk_label_set_label (self->salon_label, name != NULL ? name : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.takings",
                                 salon_till_setting_is_on (self->session));
}

void
salon_window_set_carriers (SalonWindow *self, SalonCarriers *carriers)
{
  g_return_if_fail (SALON_IS_WINDOW (self));

  g_set_object (&self->carriers, carriers);
}

void
salon_window_set_session (SalonWindow *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_WINDOW (self));
  g_return_if_fail (SALON_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->sharing = salon_sharing_new (session);
  self->offer = salon_message_offer_new (session);
  self->messenger = salon_messenger_new (session, self->sharing, self->carriers);
  g_signal_connect_object (self->sharing, "notify::n-reviews",
                           G_CALLBACK (salon_window_update_review), self, G_CONNECT_SWAPPED);
  salon_sync_indicator_set_sharing (self->sync_indicator, self->sharing);
  salon_sync_banner_set_sharing (self->sync_banner, self->sharing);
  salon_planning_banner_set_session (self->planning_banner, session);
  g_signal_connect_object (session, "done", G_CALLBACK (salon_window_say), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "failed", G_CALLBACK (salon_window_tell_failure), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (show_settings), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::undo-label", G_CALLBACK (undo_state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::redo-label", G_CALLBACK (undo_state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_banner_set_revealed (self->sample_banner, salon_session_is_sample (session));
  adw_banner_set_revealed (self->read_only_banner, salon_session_is_read_only (session));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.connection",
                                 !salon_session_is_sample (session));
  show_settings (self);
  undo_state_changed_cb (self);
  gtk_stack_set_visible_child_name (self->root_stack, "desk");

  g_autofree char *last_page = g_settings_get_string (self->settings, "last-page");
  salon_window_enter_page (self, last_page);
  /* What the others did could not be written down. */
  if (!salon_session_is_read_only (session))
    salon_sharing_start (self->sharing);
}

static void
set_root (SalonWindow *self, GtkWidget *widget, const char *name)
{
  GtkWidget *old = gtk_stack_get_child_by_name (self->root_stack, name);

  if (old != NULL)
    gtk_stack_remove (self->root_stack, old);
  gtk_stack_add_named (self->root_stack, widget, name);
  gtk_stack_set_visible_child (self->root_stack, widget);
}

void
salon_window_show_welcome (SalonWindow *self)
{
  g_return_if_fail (SALON_IS_WINDOW (self));
  set_root (self, salon_first_run_page_new (), "welcome");
}

void
salon_window_show_desk (SalonWindow *self)
{
  g_return_if_fail (SALON_IS_WINDOW (self));
  g_return_if_fail (self->session != NULL);
  gtk_stack_set_visible_child_name (self->root_stack, "desk");
}

static void
start_own_clicked_cb (SalonWindow *self)
{
  salon_window_show_welcome (self);
}

void
salon_window_show_failure (SalonWindow *self, const GError *error, const char *backup_path)
{
  g_return_if_fail (SALON_IS_WINDOW (self));
  set_root (self, salon_failure_page_new (error, backup_path), "failure");
}

/* Each page knows what of it is worth a sheet of paper, and asks for it by "win.print-document". */
static void
print_page (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonWindow *self = SALON_WINDOW (widget);
  GtkWidget *page = gtk_stack_get_visible_child (self->page_stack);

  if (page != NULL
      && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    gtk_widget_activate_action (page, "page.print", NULL);
}

static void
undo (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_session_undo (SALON_WINDOW (widget)->session);
}

static void
redo (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_session_redo (SALON_WINDOW (widget)->session);
}

static void
show_welcome (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_window_show_welcome (SALON_WINDOW (widget));
}

SalonSession *
salon_window_get_session (SalonWindow *self)
{
  g_return_val_if_fail (SALON_IS_WINDOW (self), NULL);
  return self->session;
}

GtkWidget *
salon_window_get_shown (SalonWindow *self)
{
  GtkWidget *page = NULL;

  g_return_val_if_fail (SALON_IS_WINDOW (self), NULL);

  page = gtk_stack_get_visible_child (self->page_stack);
  return page != NULL && gtk_widget_get_mapped (page)
           ? page
           : gtk_stack_get_visible_child (self->root_stack);
}

SalonWindow *
salon_window_new (AdwApplication *application)
{
  return g_object_new (SALON_TYPE_WINDOW, "application", application, NULL);
}

static void
salon_window_dispose (GObject *object)
{
  SalonWindow *self = SALON_WINDOW (object);

  g_clear_weak_pointer (&self->last_toast);
  g_clear_weak_pointer (&self->failure_dialog);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_WINDOW);
  if (self->messenger != NULL)
    salon_messenger_stop (self->messenger);
  g_clear_object (&self->messenger);
  g_clear_object (&self->offer);
  g_clear_object (&self->sharing);
  g_clear_object (&self->carriers);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (salon_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  salon_window_install_editor (widget_class);
  salon_window_install_finder (widget_class);
  salon_window_install_notices (widget_class);
  salon_window_install_pages (widget_class);
  salon_window_dialogs_install (widget_class);
  salon_window_planning_install (widget_class);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_page);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "win.welcome", NULL, show_welcome);
}

/* Bindings of the class and not of the application: those would win over the text entry that has
 * the focus, and Ctrl+Z there is the entry's own. */
static void
install_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    SalonShortcut shortcut;
    const char *action;
  } keys[] = {
    { SALON_SHORTCUT_NEW_BOOKING, "win.new-booking" },
    { SALON_SHORTCUT_FIND, "win.find" },
    { SALON_SHORTCUT_UNDO, "win.undo" },
    { SALON_SHORTCUT_REDO, "win.redo" },
    { SALON_SHORTCUT_PRINT, "win.print" },
    { SALON_SHORTCUT_PREFERENCES, "win.preferences" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    salon_shortcut_bind_action (widget_class, keys[i].shortcut, SALON_EVERY_KEY, keys[i].action,
                                NULL);
}

static void
salon_window_class_init (SalonWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = salon_window_dispose;

  g_type_ensure (SALON_TYPE_PLANNING_BANNER);
  g_type_ensure (SALON_TYPE_SYNC_BANNER);
  g_type_ensure (SALON_TYPE_SYNC_INDICATOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, root_stack);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, page_list);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, page_stack);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, planning_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, sync_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, sync_indicator);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, sample_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, read_only_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, SalonWindow, salon_label);
  gtk_widget_class_bind_template_callback (widget_class, start_own_clicked_cb);

  install_actions (widget_class);
  install_keys (widget_class);
}

static void
salon_window_init (SalonWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  salon_window_dialogs_take_drops (self);
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, self, NULL);
  salon_window_fill_sidebar (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", FALSE);

  self->settings = g_settings_new (APPLICATION_ID);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  /* Hidden it goes on as it is: what is shared comes in, and messages go out. */
  g_settings_bind (self->settings, "run-in-background", self, "hide-on-close", G_SETTINGS_BIND_GET);
}
