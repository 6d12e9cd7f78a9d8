/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A desk without a window: it works in a salon's file at random (device-workload.h) and syncs it, as
 * the program does, until it is told to quit or is killed.
 *
 * After each change that the store has returned, and before anything else, it writes a line to its log
 * (the form is in check-history.py); what it finds in its file at the start and has not logged, it
 * logs as found. On standard output it says how the sync is getting on: "status NAME", and "done"
 * when it has made all its changes. A number on standard input orders so many more; its end, to quit.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "device-workload.h"
#include "planted-remote.h"
#include "store-fixture.h"
#include "store/salon-sqlite.h"
#include "store/salon-store-error.h"
#include "store/salon-store-private.h"
#include "store/salon-store-sync.h"
#include "sync/salon-postgres-remote.h"
#include "sync/salon-sync.h"

static char *option_file;
static char *option_log;
static char *option_remote;
static char *option_name;
static char *option_plant;
static int option_seed;
static int option_days = 20;
static int option_burst;
static gboolean option_opens;
static gboolean option_hasty;

static const GOptionEntry entries[] = {
  { "file", 0, 0, G_OPTION_ARG_FILENAME, &option_file, "The salon's file", "PATH" },
  { "log", 0, 0, G_OPTION_ARG_FILENAME, &option_log, "Where to say what was saved", "PATH" },
  { "remote", 0, 0, G_OPTION_ARG_STRING, &option_remote, "The shared salon", "URI" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &option_name, "Of this desk", "NAME" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &option_seed, "Of all chance", "N" },
  { "days", 0, 0, G_OPTION_ARG_INT, &option_days, "How many of them are booked", "N" },
  { "burst", 0, 0, G_OPTION_ARG_INT, &option_burst,
    "Connect anew after so many changes, more or less; 0: stay connected", "N" },
  { "opens", 0, 0, G_OPTION_ARG_NONE, &option_opens, "Bring the first clients and gift cards",
    NULL },
  { "hasty", 0, 0, G_OPTION_ARG_NONE, &option_hasty, "Wait for nothing as long as a desk would",
    NULL },
  { "plant", 0, 0, G_OPTION_ARG_STRING, &option_plant, "A bug: outbox, page", "BUG" },
  { NULL },
};

typedef struct
{
  GMainLoop *loop;
  SalonWorker *worker;
  SalonSync *sync;
  DeviceWorkload workload; /* of the worker's thread */
  int log;                 /* of the worker's thread */
  GRand *random;           /* of the main thread */
  int n_left;              /* changes to make */
  int n_in_burst;          /* until it connects anew */
} Device;

static gint64
read_clock (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
say (const char *words)
{
  printf ("%s\n", words);
  fflush (stdout);
}

/* In one write: the log has whole lines, but for one that a kill cuts short. */
static void
log_change (Device *self, const char *how, const char *change)
{
  g_autofree char *line = g_strdup_printf ("{\"%s\": %s}\n", how, change);

  g_assert_cmpint (write (self->log, line, strlen (line)), ==, (gssize) strlen (line));
}

/* The number of the last change in the log. */
static gint64
read_last_logged (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gint64 last = 0;

  if (!g_file_get_contents (option_log, &text, NULL, NULL))
    return 0;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *seq = strstr (lines[i], "\"seq\":");

      if (seq != NULL && g_str_has_suffix (lines[i], "}"))
        last = MAX (last, g_ascii_strtoll (seq + strlen ("\"seq\":"), NULL, 10));
    }
  return last;
}

/* What was kept and not told of: the kill came in between, or it was queued by sharing. What the desk
 * that opens the salon did before that is no change of the shared salon. */
static void
log_found (Device *self, SalonStore *store)
{
  gint64 last = read_last_logged ();
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) error = NULL;

  statement = salon_sqlite_prepare (salon_store_get_database (store),
                                    "SELECT seq, change FROM history WHERE seq > ?1 AND ?2\n"
                                    "UNION SELECT seq, change FROM outbox WHERE seq > ?1\n"
                                    "ORDER BY seq",
                                    &error);
  g_assert_no_error (error);
  sqlite3_bind_int64 (statement, 1, last);
  sqlite3_bind_int (statement, 2, last > 0 || !option_opens);
  while (sqlite3_step (statement) == SQLITE_ROW)
    log_change (self, "found", (const char *) sqlite3_column_text (statement, 1));
}

static gpointer
open_salon (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Device *self = data;
  g_auto (SalonSyncState) state = { NULL };

  if (!salon_store_read_sync_state (store, &state, error))
    return NULL;
  if (state.remote == NULL)
    {
      if (option_opens)
        device_workload_fill (store);
      if (!salon_store_share (store, option_opens ? SALON_SHARE_UPLOAD : SALON_SHARE_JOIN,
                              option_remote, read_clock (), error))
        return NULL;
    }
  log_found (self, store);
  return g_strdup (salon_store_get_device (store));
}

static gpointer
make_change (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Device *self = data;
  g_autoptr (GError) failure = NULL;
  g_autoptr (SalonChange) saved = device_workload_step (&self->workload, store, &failure);
  g_autofree char *json = NULL;

  if (saved != NULL)
    {
      json = salon_change_to_json (saved);
      log_change (self, "saved", json);
    }
  /* What a desk says no to is the owner's everyday. */
  else if (failure != NULL && failure->code != SALON_STORE_ERROR_TAKEN
           && failure->code != SALON_STORE_ERROR_NOTHING
           && failure->code != SALON_STORE_ERROR_STALE)
    g_error ("%s: %s", option_name, failure->message);
  return NULL;
}

static void make_next (Device *self);

static gboolean
goes_on_cb (gpointer data)
{
  make_next (data);
  return G_SOURCE_REMOVE;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Device *self = data;
  g_autoptr (GError) error = NULL;

  salon_worker_run_finish (self->worker, result, &error);
  g_assert_no_error (error);
  salon_sync_wake (self->sync);
  self->n_left--;
  make_next (self);
}

/* The lid of the laptop is closed and opened, in the middle of whatever it does. */
static void
reconnect (Device *self)
{
  salon_sync_stop (self->sync);
  salon_sync_start (self->sync);
  self->n_in_burst = g_rand_int_range (self->random, 1, 2 * option_burst);
  g_timeout_add ((guint) g_rand_int_range (self->random, 0, 100), goes_on_cb, self);
}

static void
make_next (Device *self)
{
  if (self->n_left == 0)
    say ("done");
  else if (option_burst > 0 && self->n_in_burst-- == 0)
    reconnect (self);
  else
    salon_worker_run_async (self->worker, make_change, self, NULL, NULL, NULL, made_cb, self);
}

static void
status_changed_cb (SalonSync *sync, GParamSpec *property, gpointer data)
{
  static const char *const names[] = {
    [SALON_SYNC_STATUS_STOPPED] = "stopped",         [SALON_SYNC_STATUS_CONNECTING] = "connecting",
    [SALON_SYNC_STATUS_FIRST_SYNC] = "first-sync",   [SALON_SYNC_STATUS_WORKING] = "working",
    [SALON_SYNC_STATUS_UP_TO_DATE] = "up-to-date",   [SALON_SYNC_STATUS_OFFLINE] = "offline",
    [SALON_SYNC_STATUS_NEEDS_OWNER] = "needs-owner",
  };
  g_autofree char *words = g_strconcat ("status ", names[salon_sync_get_status (sync)], NULL);

  say (words);
  if (salon_sync_get_failure (sync) != NULL)
    {
      g_autofree char *failure = g_strdup (salon_sync_get_failure (sync)->message);

      g_printerr ("%s: %s\n", option_name, g_strdelimit (failure, "\n\t", ' '));
    }
}

static void
set_pace (Device *self)
{
  SalonSyncPace pace = *salon_sync_pace_get_default ();

  pace.seed = (guint64) option_seed + 1;
  if (option_hasty)
    {
      pace.first_backoff_ms = 20;
      pace.longest_backoff_ms = 300;
      pace.poll_ms = 500;
      pace.call_ms = 2000;
      pace.page_rows = 50;
      pace.push_changes = 10;
    }
  salon_sync_set_pace (self->sync, &pace);
}

static PlantedBug
read_plant (void)
{
  if (option_plant == NULL)
    return PLANTED_NOTHING;
  if (g_str_equal (option_plant, "outbox"))
    return PLANTED_OUTBOX;
  g_assert_cmpstr (option_plant, ==, "page");
  return PLANTED_PAGE;
}

static SalonRemote *
make_remote (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonConnectionSettings) settings =
    salon_connection_settings_from_uri (option_remote, &error);
  g_autoptr (SalonRemote) sound = NULL;

  g_assert_no_error (error);
  sound = SALON_REMOTE (salon_postgres_remote_new (settings));
  return SALON_REMOTE (planted_remote_new (sound, read_plant (), option_file));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Device *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *device = salon_worker_run_finish (self->worker, result, &error);
  g_autoptr (SalonRemote) remote = make_remote ();

  g_assert_no_error (error);
  self->sync = salon_sync_new (self->worker, remote, device, option_name);
  set_pace (self);
  g_signal_connect (self->sync, "notify::status", G_CALLBACK (status_changed_cb), self);
  salon_sync_start (self->sync);
  if (self->n_left > 0)
    make_next (self);
}

static gboolean
told_cb (int in, GIOCondition condition, gpointer data)
{
  Device *self = data;
  char order[16] = { 0 };
  gboolean is_busy = self->n_left > 0;

  if (read (in, order, sizeof order - 1) <= 0)
    {
      g_main_loop_quit (self->loop);
      return G_SOURCE_REMOVE;
    }
  self->n_left += (int) g_ascii_strtoll (order, NULL, 10);
  if (self->sync != NULL && !is_busy)
    make_next (self);
  return G_SOURCE_CONTINUE;
}

static void
read_options (int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_parse (context, argc, argv, &error);
  g_assert_no_error (error);
  g_assert_true (option_file != NULL && option_log != NULL && option_remote != NULL
                 && option_name != NULL);
}

int
main (int argc, char **argv)
{
  Device self = { 0 };

  read_options (&argc, &argv);
  self.loop = g_main_loop_new (NULL, FALSE);
  self.random = g_rand_new_with_seed ((guint32) option_seed);
  self.workload = (DeviceWorkload) {
    .device = option_name,
    .n_days = option_days,
    .random = g_rand_new_with_seed ((guint32) option_seed + 1),
  };
  self.log = g_open (option_log, O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600);
  g_assert_cmpint (self.log, >=, 0);
  self.worker = salon_worker_new (option_file);
  salon_worker_run_async (self.worker, open_salon, &self, NULL, g_free, NULL, opened_cb, &self);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, told_cb, &self);
  g_main_loop_run (self.loop);

  if (self.sync != NULL)
    salon_sync_stop (self.sync);
  g_clear_object (&self.sync);
  salon_worker_close (self.worker);
  g_clear_object (&self.worker);
  close (self.log);
  g_rand_free (self.workload.random);
  g_rand_free (self.random);
  g_main_loop_unref (self.loop);
  return EXIT_SUCCESS;
}
