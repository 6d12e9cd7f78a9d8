/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wires everything once: which salon's file is opened, its session, its window. There are no
 * globals; who needs the session is given it.
 *
 * Files: $XDG_DATA_HOME/serenaia/salon.db is the owner's, sample.db the sample's. Which one opens
 * is remembered in GSettings; before the first choice the welcome is shown.
 *
 * Opening is one attempt at a time: the worker opens the file (and fills it, if it is a sample that
 * is still empty), the session is loaded, a new salon gets its name. It ends in end_opening(), with
 * the salon in a window or with the reason why not; trying again makes the same attempt.
 */
#include "salon-application.h"

#include <glib/gi18n-lib.h>

#include "carriers/salon-carriers.h"
#include "common/salon-dialog.h"
#include "common/salon-session.h"
#include "common/salon-shortcuts.h"
#include "common/salon-words.h"
#include "messages/salon-notices.h"
#include "store/salon-backup.h"
#include "store/salon-sample.h"
#include "store/salon-store-error.h"
#include "takings/salon-till-trace.h"
#include "window/salon-about-dialog.h"
#include "window/salon-daily-backup.h"
#include "window/salon-new-salon.h"
#include "window/salon-rescue.h"
#include "window/salon-search-provider.h"
#include "window/salon-shortcuts-dialog.h"
#include "window/salon-window.h"

#define SAMPLE_SEED 20260112

struct _SalonApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  SalonCarriers *carriers;   /* of messages, whichever salon is open */
  SalonSession *session;     /* of the window, once it is loaded */
  SalonSession *opening;     /* not yet in a window */
  GError *fill_error;        /* why the sample in @opening could not be made */
  GVariant *new_salon;       /* plan of it, while a salon of one's own is being started */
  gboolean wants_connection; /* the salon that is being opened is to be connected */

  /* The last attempt at opening. */
  char *opening_path;
  gboolean opening_is_sample;
  gboolean opening_is_choice; /* made on the welcome: to be remembered once it has worked */

  SalonDailyBackup *daily_backup;       /* of the session */
  SalonSearchProvider *search_provider; /* nullable: while there is a session bus */

  /* An action of the window that was asked for from outside, for when a salon is open; nullable. */
  char *wanted_action;
  GVariant *wanted_target; /* nullable */
  SalonNotices *notices;   /* of the session */
  gboolean is_quiet;       /* started without a window, and nobody asked for one yet */

  /* Another file is being put in its place, and what came of it: told once a salon is open again. */
  gboolean is_rescuing;
  gboolean has_read_damaged; /* more to say than fits on a toast */
  char *rescue_words;
  GError *rescue_error;

  /* From the command line, for tests, pictures and people with several salons. */
  char *salon_path;
  gboolean wants_sample;
  char *page;
  char *now;
};

G_DEFINE_FINAL_TYPE (SalonApplication, salon_application, ADW_TYPE_APPLICATION)

/* A window that is not ours, the printer’s say, may be the active one. */
static SalonWindow *
get_window (SalonApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (SALON_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static SalonWindow *
ensure_window (SalonApplication *self)
{
  SalonWindow *window = get_window (self);

  return window != NULL ? window : salon_window_new (ADW_APPLICATION (self));
}

static char *
build_file_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "serenaia", name, NULL);
}

/* "2026-03-12 10:20"; anything else is left to the clock. */
static void
apply_fixed_now (SalonApplication *self, SalonSession *session)
{
  g_auto (GStrv) parts = self->now != NULL ? g_strsplit (self->now, " ", 2) : NULL;
  SalonDay day;
  int minute;

  if (parts == NULL)
    return;
  if (parts[0] != NULL && parts[1] != NULL && salon_day_parse (parts[0], &day, NULL)
      && salon_minute_parse (parts[1], &minute, NULL))
    salon_session_set_now (session, salon_moment (day, minute));
  else
    g_printerr (_ ("“%s” is not a day and time like “2026-03-12 10:20”.\n"), self->now);
}

/* A folder that cannot be made is told by opening the file in it. */
static void
prepare_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
}

static void
stop_daily_backup (SalonApplication *self)
{
  if (self->daily_backup != NULL)
    salon_daily_backup_stop (self->daily_backup);
  g_clear_object (&self->daily_backup);
}

/* What is kept for as long as a salon is open. */
static void
stop_helpers (SalonApplication *self)
{
  stop_daily_backup (self);
  g_clear_object (&self->notices);
}

static void
close_session (SalonApplication *self)
{
  stop_helpers (self);
  if (self->search_provider != NULL)
    salon_search_provider_set_session (self->search_provider, NULL);
  if (self->session != NULL)
    salon_session_close (self->session);
  g_clear_object (&self->session);
}

static void
tell_rescue (SalonApplication *self, SalonSession *session, SalonWindow *window)
{
  if (self->rescue_error != NULL)
    salon_session_report (session, self->rescue_error);
  if (self->rescue_words != NULL && !self->has_read_damaged)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.toast", "s", self->rescue_words);
  else if (self->rescue_words != NULL)
    {
      AdwDialog *dialog = adw_alert_dialog_new (_ ("Your Salon Is Open Again"), self->rescue_words);

      adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
      adw_dialog_present (dialog, GTK_WIDGET (window));
    }
  g_clear_error (&self->rescue_error);
  g_clear_pointer (&self->rescue_words, g_free);
}

/* What was asked for from outside, by the launcher, the desktop’s search or a file. */
static void
do_wanted (SalonApplication *self)
{
  g_autofree char *action = g_steal_pointer (&self->wanted_action);
  g_autoptr (GVariant) target = g_steal_pointer (&self->wanted_target);

  if (action != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (get_window (self)), action, target);
}

/* A window holds one salon for its whole life: another salon gets another window. */
static void
show_session (SalonApplication *self, SalonSession *session)
{
  SalonWindow *old = self->session != NULL ? get_window (self) : NULL;
  SalonWindow *window =
    old != NULL ? salon_window_new (ADW_APPLICATION (self)) : ensure_window (self);

  g_set_object (&self->session, session);
  if (self->search_provider != NULL)
    salon_search_provider_set_session (self->search_provider, session);
  salon_window_set_carriers (window, self->carriers);
  salon_window_set_session (window, session);
  if (self->page != NULL)
    salon_window_show_page (window, self->page);
  if (self->wants_connection)
    salon_window_show_page (window, "connection");
  self->wants_connection = FALSE;
  if (!self->is_quiet)
    gtk_window_present (GTK_WINDOW (window));
  if (old != NULL)
    gtk_window_destroy (GTK_WINDOW (old));
  tell_rescue (self, session, window);
  stop_helpers (self);
  self->daily_backup = salon_daily_backup_new (session);
  self->notices = salon_notices_new (GTK_APPLICATION (self), session);
  salon_till_trace_opening (session, VERSION);
  do_wanted (self);
}

static void
show_failure (SalonApplication *self, const GError *error)
{
  SalonWindow *window = ensure_window (self);
  g_autoptr (GPtrArray) backups = salon_backup_list (self->opening_path, NULL);
  const SalonBackup *latest =
    backups != NULL && backups->len > 0 ? g_ptr_array_index (backups, 0) : NULL;

  salon_window_show_failure (window, error, latest != NULL ? latest->path : NULL);
  gtk_window_present (GTK_WINDOW (window));
}

/* What was chosen on the welcome counts as chosen only now that it has been opened. */
static void
remember_salon (SalonApplication *self)
{
  if (self->opening_is_choice)
    g_settings_set_string (self->settings, "salon-file",
                           self->opening_is_sample ? "sample" : "own");
}

static void
end_opening (SalonApplication *self, const GError *error)
{
  g_autoptr (SalonSession) session = g_steal_pointer (&self->opening);

  g_application_release (G_APPLICATION (self));
  /* Closed meanwhile: nobody waits for the salon any more. */
  if (get_window (self) == NULL)
    return;
  if (error != NULL)
    {
      show_failure (self, error);
      return;
    }
  remember_salon (self);
  show_session (self, session);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  salon_session_commit_finish (SALON_SESSION (source), result, &error);
  end_opening (self, error);
}

/* A salon that was started before has its name already: starting again opens it as it is. */
static gboolean
needs_first_change (SalonApplication *self, SalonSession *session)
{
  return self->new_salon != NULL && !salon_session_is_sample (session)
         && salon_session_get_setting (session, "salon.name") == NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonApplication) self = user_data;
  SalonSession *session = SALON_SESSION (source);
  g_autoptr (GError) fill_error = g_steal_pointer (&self->fill_error);
  g_autoptr (GError) error = NULL;

  if (!salon_session_load_finish (session, result, &error))
    end_opening (self, fill_error != NULL ? fill_error : error);
  else if (fill_error != NULL && !salon_session_is_read_only (session))
    end_opening (self, fill_error);
  else if (needs_first_change (self, session))
    {
      g_autoptr (SalonChange) change = salon_new_salon_build_change (self->new_salon);
      salon_session_commit_async (session, change, started_cb, g_object_ref (self));
    }
  else
    end_opening (self, NULL);
}

/* A sample is filled in one transaction: one that was cut short is empty, and is filled now. */
static gpointer
fill_sample (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  SalonMoment *now = data;

  if (!salon_store_is_sample (store)
      && !salon_sample_fill (store, *now, SALON_SAMPLE_DEFAULT_BOOKINGS, SAMPLE_SEED, cancellable,
                             error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

/* The worker answers in order: loaded_cb() comes next, and tells. */
static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonApplication) self = user_data;

  g_clear_error (&self->fill_error);
  salon_worker_run_finish (SALON_WORKER (source), result, &self->fill_error);
}

/* A salon that was opened before and is gone (a disk that is not there today): an empty one made in
 * its place would look as if everything were lost. */
static gboolean
is_missing (SalonApplication *self)
{
  return self->salon_path == NULL && !self->opening_is_sample && !self->opening_is_choice
         && !g_file_test (self->opening_path, G_FILE_TEST_EXISTS);
}

static void
open_last_attempt (SalonApplication *self)
{
  if (is_missing (self))
    {
      g_autoptr (GError) error = g_error_new (SALON_STORE_ERROR, SALON_STORE_ERROR_OPEN,
                                              "%s: is not there", self->opening_path);
      show_failure (self, error);
      return;
    }
  prepare_folder (self->opening_path);
  self->opening = salon_session_new (self->opening_path, self->opening_is_sample);
  apply_fixed_now (self, self->opening);
  if (self->opening_is_sample)
    {
      SalonMoment *now = g_new (SalonMoment, 1);
      *now = salon_session_get_now (self->opening);
      salon_worker_run_async (salon_session_get_worker (self->opening), fill_sample, now, g_free,
                              NULL, NULL, filled_cb, g_object_ref (self));
    }
  g_application_hold (G_APPLICATION (self));
  salon_session_load_async (self->opening, loaded_cb, g_object_ref (self));
}

/* --- Another file in its place --- */

/* Whatever came of it, the salon that is there now is opened; a failure is told in its window. */
static void
rescued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonApplication) self = user_data;

  g_clear_error (&self->rescue_error);
  g_clear_pointer (&self->rescue_words, g_free);
  self->rescue_words = salon_rescue_finish (result, &self->rescue_error);
  open_last_attempt (self);
  self->is_rescuing = FALSE;
  g_application_release (G_APPLICATION (self));
}

/* The window of the salon that goes away goes with it; an empty one holds its place. */
static void
rescue (SalonApplication *self, const char *backup_path)
{
  SalonWindow *old = get_window (self);
  g_autoptr (SalonSession) session = NULL;

  if (self->opening != NULL || self->is_rescuing || self->opening_path == NULL)
    return;
  self->is_rescuing = TRUE;
  self->has_read_damaged = backup_path == NULL;
  session = g_steal_pointer (&self->session);
  if (self->search_provider != NULL)
    salon_search_provider_set_session (self->search_provider, NULL);
  stop_helpers (self);

  g_application_hold (G_APPLICATION (self));
  gtk_window_present (GTK_WINDOW (salon_window_new (ADW_APPLICATION (self))));
  gtk_window_destroy (GTK_WINDOW (old));
  if (session != NULL)
    salon_session_close (session);
  salon_rescue_async (self->opening_path, backup_path, g_get_real_time () / G_USEC_PER_SEC,
                      rescued_cb, g_object_ref (self));
}

static void
restore_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rescue (user_data, g_variant_get_string (parameter, NULL));
}

static void
salvage_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rescue (user_data, NULL);
}

static void
open_salon (SalonApplication *self, const char *path, gboolean is_sample, gboolean is_choice)
{
  g_set_str (&self->opening_path, path);
  self->opening_is_sample = is_sample;
  self->opening_is_choice = is_choice;
  open_last_attempt (self);
}

static void
open_remembered (SalonApplication *self)
{
  g_autofree char *choice = g_settings_get_string (self->settings, "salon-file");
  g_autofree char *path = NULL;

  if (g_strcmp0 (self->page, "first-run") == 0)
    salon_window_show_welcome (ensure_window (self));
  else if (self->salon_path != NULL)
    open_salon (self, self->salon_path, self->wants_sample, FALSE);
  else if (self->wants_sample || g_str_equal (choice, "sample"))
    {
      path = build_file_path ("sample.db");
      open_salon (self, path, TRUE, FALSE);
    }
  else if (g_str_equal (choice, "own"))
    {
      path = build_file_path ("salon.db");
      open_salon (self, path, FALSE, FALSE);
    }
  else
    salon_window_show_welcome (ensure_window (self));
}

static void
salon_application_activate (GApplication *application)
{
  SalonApplication *self = SALON_APPLICATION (application);
  SalonWindow *window = get_window (self);

  self->is_quiet = FALSE;
  if (window == NULL)
    {
      /* The worker opens the file while the window is being built. */
      open_remembered (self);
      window = ensure_window (self);
    }
  gtk_window_present (GTK_WINDOW (window));
}

/* --- Asked for from outside --- */

/* Where no salon is open or chosen yet it waits until one is. @target: nullable, floating is taken. */
static void
want (SalonApplication *self, const char *action, GVariant *target)
{
  g_set_str (&self->wanted_action, action);
  g_clear_pointer (&self->wanted_target, g_variant_unref);
  self->wanted_target = target != NULL ? g_variant_ref_sink (target) : NULL;
  g_application_activate (G_APPLICATION (self));
  if (self->session != NULL)
    do_wanted (self);
}

static void
new_booking_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  want (user_data, "win.new-booking", NULL);
}

static void
today_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  want (user_data, "win.show-page", g_variant_new_string ("today"));
}

/* One after the other would be one dialog over another: the first is looked at. */
static void
salon_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  g_autofree char *uri = g_file_get_uri (files[0]);

  want (SALON_APPLICATION (application), "win.import-file", g_variant_new_string (uri));
}

static void
chosen_cb (SalonApplication *self, const char *action, GVariant *target)
{
  want (self, action, target);
}

static void
wanted_cb (SalonApplication *self, const char *line)
{
  want (self, "win.find-line", g_variant_new_string (line));
}

/* Of the owner’s salon: what the sample is full of is nobody. */
static char *
dup_own_path (GApplication *application)
{
  g_autofree char *choice =
    g_settings_get_string (SALON_APPLICATION (application)->settings, "salon-file");
  g_autofree char *path = build_file_path ("salon.db");

  return g_str_equal (choice, "own") && g_file_test (path, G_FILE_TEST_EXISTS)
           ? g_steal_pointer (&path)
           : NULL;
}

static gboolean
salon_application_dbus_register (GApplication *application,
                                 GDBusConnection *connection,
                                 const char *object_path,
                                 GError **error)
{
  SalonApplication *self = SALON_APPLICATION (application);

  if (!G_APPLICATION_CLASS (salon_application_parent_class)
         ->dbus_register (application, connection, object_path, error))
    return FALSE;
  self->search_provider = salon_search_provider_new (application, dup_own_path);
  g_signal_connect_swapped (self->search_provider, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->search_provider, "wanted", G_CALLBACK (wanted_cb), self);
  return salon_search_provider_export (self->search_provider, connection, object_path, error);
}

static void
salon_application_dbus_unregister (GApplication *application,
                                   GDBusConnection *connection,
                                   const char *object_path)
{
  SalonApplication *self = SALON_APPLICATION (application);

  if (self->search_provider != NULL)
    salon_search_provider_unexport (self->search_provider, connection);
  g_clear_object (&self->search_provider);
  G_APPLICATION_CLASS (salon_application_parent_class)
    ->dbus_unregister (application, connection, object_path);
}

/* Started when its owner signed in: the salon is opened in a window that nobody sees yet. */
static void
open_quietly (SalonApplication *self)
{
  g_autofree char *choice = g_settings_get_string (self->settings, "salon-file");

  if (!g_settings_get_boolean (self->settings, "run-in-background") || !g_str_equal (choice, "own"))
    return;
  self->is_quiet = TRUE;
  open_remembered (self);
  ensure_window (self);
}

/* --- What a notice asks for --- */

static void
show_page_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  want (user_data, "win.show-page", parameter);
}

static void
open_booking_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  want (user_data, "win.edit-booking", parameter);
}

/* Without a window, if there is none. What cannot be confirmed any more is shown instead. */
static void
confirm_booking_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SalonApplication *self = user_data;

  if (self->session == NULL
      || !salon_notices_confirm (self->session, g_variant_get_string (parameter, NULL)))
    open_booking_activated (action, parameter, user_data);
}

/* A second choice while the first is still being opened: one is enough. */
static void
open_sample_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SalonApplication *self = user_data;
  g_autofree char *path = build_file_path ("sample.db");

  if (self->opening != NULL)
    return;
  if (self->session != NULL && salon_session_is_sample (self->session))
    salon_window_show_desk (get_window (self));
  else
    open_salon (self, path, TRUE, TRUE);
}

static void
start_salon_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SalonApplication *self = user_data;
  g_autofree char *path = build_file_path ("salon.db");

  if (self->opening != NULL)
    return;
  g_clear_pointer (&self->new_salon, g_variant_unref);
  self->new_salon = g_variant_ref (parameter);
  open_salon (self, path, FALSE, TRUE);
}

/* The shared salon is copied into the salon's file of this computer, so that is opened first. */
static void
connect_salon_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SalonApplication *self = user_data;
  g_autofree char *path = build_file_path ("salon.db");

  if (self->opening != NULL)
    return;
  g_clear_pointer (&self->new_salon, g_variant_unref);
  self->wants_connection = TRUE;
  open_salon (self, path, FALSE, TRUE);
}

static void
open_again_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SalonApplication *self = user_data;

  if (self->opening == NULL && self->opening_path != NULL)
    open_last_attempt (self);
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SalonApplication *self = user_data;

  salon_dialog_present (salon_about_dialog_new (self->session), GTK_WIDGET (get_window (self)));
}

static void
helped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  SalonWindow *window = get_window (self);

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

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (get_window (self)), NULL, helped_cb,
                           g_object_ref (self));
}

static void
shortcuts_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  salon_dialog_present (salon_shortcuts_dialog_new (), GTK_WIDGET (get_window (user_data)));
}

static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SalonWindow *window = get_window (user_data);

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
    { .name = "open-sample", .activate = open_sample_activated },
    { .name = "start-salon", .activate = start_salon_activated, .parameter_type = "a{sv}" },
    { .name = "connect-salon", .activate = connect_salon_activated },
    { .name = "open-again", .activate = open_again_activated },
    { .name = "restore", .activate = restore_activated, .parameter_type = "s" },
    { .name = "salvage", .activate = salvage_activated },
    { .name = "new-booking", .activate = new_booking_activated },
    { .name = "today", .activate = today_activated },
    { .name = "help", .activate = help_activated },
    { .name = "shortcuts", .activate = shortcuts_activated },
    { .name = "about", .activate = about_activated },
    { .name = "show-page", .activate = show_page_activated, .parameter_type = "s" },
    { .name = "open-booking", .activate = open_booking_activated, .parameter_type = "s" },
    { .name = "confirm-booking", .activate = confirm_booking_activated, .parameter_type = "s" },
    { .name = "quit", .activate = quit_activated },
  };

  G_APPLICATION_CLASS (salon_application_parent_class)->startup (application);

  SALON_APPLICATION (application)->settings = g_settings_new (APPLICATION_ID);
  SALON_APPLICATION (application)->carriers = salon_carriers_new ();
  salon_carriers_start (SALON_APPLICATION (application)->carriers);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  salon_shortcut_set_accels (GTK_APPLICATION (application), SALON_SHORTCUT_QUIT, "app.quit");
  salon_shortcut_set_accels (GTK_APPLICATION (application), SALON_SHORTCUT_HELP, "app.help");
  salon_shortcut_set_accels (GTK_APPLICATION (application), SALON_SHORTCUT_SHORTCUTS,
                             "app.shortcuts");
  gtk_window_set_default_icon_name (APPLICATION_ID);
  if ((g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) != 0)
    open_quietly (SALON_APPLICATION (application));
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
  if (get_window (self) == NULL)
    close_session (self);
}

/* What is being saved is saved before the process ends. */
static void
salon_application_shutdown (GApplication *application)
{
  SalonApplication *self = SALON_APPLICATION (application);

  close_session (self);
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
