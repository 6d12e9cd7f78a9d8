/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program as the desktop sees it: its life, its menu, its command line. */
#include "salon-application-private.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-shortcuts.h"
#include "window/salon-about-dialog.h"
#include "window/salon-shortcuts-dialog.h"

G_DEFINE_FINAL_TYPE (SalonApplication, salon_application, ADW_TYPE_APPLICATION)

/* A window that is not ours, the printer’s say, may be the active one. */
SalonWindow *
salon_application_get_window (SalonApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (SALON_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

SalonWindow *
salon_application_ensure_window (SalonApplication *self)
{
  SalonWindow *window = salon_application_get_window (self);

  return window != NULL ? window : salon_window_new (ADW_APPLICATION (self));
}

static void
salon_application_activate (GApplication *application)
{
  SalonApplication *self = SALON_APPLICATION (application);
  SalonWindow *window = salon_application_get_window (self);

  self->is_quiet = FALSE;
  if (window == NULL)
    {
      /* The worker opens the file while the window is being built. */
      salon_application_open_remembered (self);
      window = salon_application_ensure_window (self);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SalonApplication *self = user_data;

  salon_dialog_present (salon_about_dialog_new (self->session),
                        GTK_WIDGET (salon_application_get_window (self)));
}

static void
helped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  SalonWindow *window = salon_application_get_window (self);

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error) && window != NULL)
    gtk_widget_activate_action (
      GTK_WIDGET (window), "win.toast", "s",
      _ ("The help cannot be shown: install the program “Help” (Yelp) on this computer."));
}

static void
help_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SalonApplication *self = user_data;
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new ("help:" APPLICATION_ID);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (salon_application_get_window (self)), NULL,
                           helped_cb, g_object_ref (self));
}

static void
shortcuts_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  salon_dialog_present (salon_shortcuts_dialog_new (),
                        GTK_WIDGET (salon_application_get_window (user_data)));
}

static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SalonWindow *window = salon_application_get_window (user_data);

  if (window != NULL)
    {
      /* She said "quit": closing alone may only hide it. */
      gtk_window_set_hide_on_close (GTK_WINDOW (window), FALSE);
      gtk_window_close (GTK_WINDOW (window));
    }
  else
    g_application_quit (user_data);
}

static void
salon_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "help", .activate = help_activated },
    { .name = "shortcuts", .activate = shortcuts_activated },
    { .name = "about", .activate = about_activated },
    { .name = "quit", .activate = quit_activated },
  };
  SalonApplication *self = SALON_APPLICATION (application);

  G_APPLICATION_CLASS (salon_application_parent_class)->startup (application);

  self->settings = g_settings_new (APPLICATION_ID);
  self->carriers = salon_carriers_new ();
  salon_carriers_start (self->carriers);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  salon_application_add_opening_actions (self);
  salon_application_add_wanted_actions (self);
  salon_shortcut_set_accels (GTK_APPLICATION (self), SALON_SHORTCUT_QUIT, "app.quit");
  salon_shortcut_set_accels (GTK_APPLICATION (self), SALON_SHORTCUT_HELP, "app.help");
  salon_shortcut_set_accels (GTK_APPLICATION (self), SALON_SHORTCUT_SHORTCUTS, "app.shortcuts");
  gtk_window_set_default_icon_name (APPLICATION_ID);
  if ((g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) != 0)
    salon_application_open_quietly (self);
}

/* One after the other would be one dialog over another: the first is looked at. */
static void
salon_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  salon_application_bring_in (SALON_APPLICATION (application), files[0]);
}

static gboolean
salon_application_dbus_register (GApplication *application,
                                 GDBusConnection *connection,
                                 const char *object_path,
                                 GError **error)
{
  return G_APPLICATION_CLASS (salon_application_parent_class)
           ->dbus_register (application, connection, object_path, error)
         && salon_application_export_search (SALON_APPLICATION (application), connection,
                                             object_path, error);
}

static void
salon_application_dbus_unregister (GApplication *application,
                                   GDBusConnection *connection,
                                   const char *object_path)
{
  salon_application_unexport_search (SALON_APPLICATION (application), connection);
  G_APPLICATION_CLASS (salon_application_parent_class)
    ->dbus_unregister (application, connection, object_path);
}

/* The program that runs already has its salon: a file of one's own gets a program of its own. */
static int
salon_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (SALON_APPLICATION (application)->salon_path != NULL)
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

/* A program that lingers for the next search holds no salon that nobody sees: the next window opens it. */
static void
salon_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  SalonApplication *self = SALON_APPLICATION (application);

  GTK_APPLICATION_CLASS (salon_application_parent_class)->window_removed (application, window);
  if (salon_application_get_window (self) == NULL)
    salon_application_close_session (self);
}

/* What is being saved is saved before the process ends. */
static void
salon_application_shutdown (GApplication *application)
{
  SalonApplication *self = SALON_APPLICATION (application);

  salon_application_close_session (self);
  g_clear_object (&self->carriers);
  g_clear_object (&self->settings);
  G_APPLICATION_CLASS (salon_application_parent_class)->shutdown (application);
}

static void
salon_application_finalize (GObject *object)
{
  SalonApplication *self = SALON_APPLICATION (object);

  g_clear_object (&self->opening);
  g_clear_error (&self->fill_error);
  g_clear_error (&self->rescue_error);
  g_clear_pointer (&self->rescue_words, g_free);
  g_clear_pointer (&self->opening_path, g_free);
  g_clear_pointer (&self->new_salon, g_variant_unref);
  g_clear_pointer (&self->salon_path, g_free);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->now, g_free);
  g_clear_pointer (&self->wanted_action, g_free);
  g_clear_pointer (&self->wanted_target, g_variant_unref);
  G_OBJECT_CLASS (salon_application_parent_class)->finalize (object);
}

static void
salon_application_class_init (SalonApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = salon_application_finalize;
  application_class->activate = salon_application_activate;
  application_class->dbus_register = salon_application_dbus_register;
  application_class->dbus_unregister = salon_application_dbus_unregister;
  application_class->handle_local_options = salon_application_handle_local_options;
  application_class->open = salon_application_open;
  application_class->startup = salon_application_startup;
  application_class->shutdown = salon_application_shutdown;
  GTK_APPLICATION_CLASS (klass)->window_removed = salon_application_window_removed;
}

static void
salon_application_init (SalonApplication *self)
{
  const GOptionEntry options[] = {
    { "sample", 0, 0, G_OPTION_ARG_NONE, &self->wants_sample, N_ ("Open the sample salon"), NULL },
    { "salon", 0, 0, G_OPTION_ARG_FILENAME, &self->salon_path, N_ ("Open the salon kept in FILE"),
      N_ ("FILE") },
    { "page", 0, 0, G_OPTION_ARG_STRING, &self->page,
      N_ ("Begin with a page, such as calendar/week or gift-cards/sell"), N_ ("PAGE") },
    { "now", 0, 0, G_OPTION_ARG_STRING, &self->now,
      N_ ("Act as if it were this time: “2026-03-12 10:20”"), N_ ("TIME") },
    G_OPTION_ENTRY_NULL,
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

SalonApplication *
salon_application_new (void)
{
  return g_object_new (SALON_TYPE_APPLICATION, "application-id", APPLICATION_ID,
                       "resource-base-path", "/fr/serenaia_beaute/Salon", "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}
