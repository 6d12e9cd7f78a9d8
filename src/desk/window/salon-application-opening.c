/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files: $XDG_DATA_HOME/serenaia/salon.db is the owner's, sample.db the sample's. Which one opens is
 * remembered in GSettings; before the first choice the welcome is shown.
 *
 * Opening is one attempt at a time: the worker opens the file (and fills it, if it is a sample that is
 * still empty), the session is loaded, a new salon gets its name. It ends in end_opening(), with the
 * salon in a window or with the reason why not; trying again makes the same attempt.
 */
#include "salon-application-private.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "store/salon-backup.h"
#include "store/salon-sample.h"
#include "store/salon-store-error.h"
#include "takings/salon-till-trace.h"
#include "window/salon-new-salon.h"
#include "window/salon-rescue.h"

#define SAMPLE_SEED 20260112

char *
salon_application_build_path (const char *name)
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

void
salon_application_close_session (SalonApplication *self)
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
      salon_dialog_present (dialog, GTK_WIDGET (window));
    }
  g_clear_error (&self->rescue_error);
  g_clear_pointer (&self->rescue_words, g_free);
}

/* A window holds one salon for its whole life: another salon gets another window. */
static void
show_session (SalonApplication *self, SalonSession *session)
{
  SalonWindow *old = self->session != NULL ? salon_application_get_window (self) : NULL;
  SalonWindow *window = old != NULL ? salon_window_new (ADW_APPLICATION (self))
                                    : salon_application_ensure_window (self);

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
  salon_application_do_wanted (self);
}

static void
show_failure (SalonApplication *self, const GError *error)
{
  SalonWindow *window = salon_application_ensure_window (self);
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
  if (salon_application_get_window (self) == NULL)
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

static void
open_salon (SalonApplication *self, const char *path, gboolean is_sample, gboolean is_choice)
{
  g_set_str (&self->opening_path, path);
  self->opening_is_sample = is_sample;
  self->opening_is_choice = is_choice;
  open_last_attempt (self);
}

void
salon_application_open_remembered (SalonApplication *self)
{
  g_autofree char *choice = g_settings_get_string (self->settings, "salon-file");
  g_autofree char *path = NULL;

  if (g_strcmp0 (self->page, "first-run") == 0)
    salon_window_show_welcome (salon_application_ensure_window (self));
  else if (self->salon_path != NULL)
    open_salon (self, self->salon_path, self->wants_sample, FALSE);
  else if (self->wants_sample || g_str_equal (choice, "sample"))
    {
      path = salon_application_build_path ("sample.db");
      open_salon (self, path, TRUE, FALSE);
    }
  else if (g_str_equal (choice, "own"))
    {
      path = salon_application_build_path ("salon.db");
      open_salon (self, path, FALSE, FALSE);
    }
  else
    salon_window_show_welcome (salon_application_ensure_window (self));
}

/* Started when its owner signed in: the salon is opened in a window that nobody sees yet. */
void
salon_application_open_quietly (SalonApplication *self)
{
  g_autofree char *choice = g_settings_get_string (self->settings, "salon-file");

  if (!g_settings_get_boolean (self->settings, "run-in-background") || !g_str_equal (choice, "own"))
    return;
  self->is_quiet = TRUE;
  salon_application_open_remembered (self);
  salon_application_ensure_window (self);
}

/* A second choice while the first is still being opened: one is enough. */
static void
open_sample_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SalonApplication *self = user_data;
  g_autofree char *path = salon_application_build_path ("sample.db");

  if (self->opening != NULL)
    return;
  if (self->session != NULL && salon_session_is_sample (self->session))
    salon_window_show_desk (salon_application_get_window (self));
  else
    open_salon (self, path, TRUE, TRUE);
}

static void
start_salon_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SalonApplication *self = user_data;
  g_autofree char *path = salon_application_build_path ("salon.db");

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
  g_autofree char *path = salon_application_build_path ("salon.db");

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
  SalonWindow *old = salon_application_get_window (self);
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

void
salon_application_add_opening_actions (SalonApplication *self)
{
  static const GActionEntry actions[] = {
    { .name = "open-sample", .activate = open_sample_activated },
    { .name = "start-salon", .activate = start_salon_activated, .parameter_type = "a{sv}" },
    { .name = "connect-salon", .activate = connect_salon_activated },
    { .name = "open-again", .activate = open_again_activated },
    { .name = "restore", .activate = restore_activated, .parameter_type = "s" },
    { .name = "salvage", .activate = salvage_activated },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
