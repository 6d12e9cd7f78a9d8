/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "torture-salon.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "database/salon-migrator.h"
#include "store-fixture.h"
#include "torture-dump.h"

/* How often to look whether what is waited for has come. */
#define LOOK_MS 50

static void
device_free (TortureDevice *self)
{
  g_assert_null (self->process);
  g_free (self->name);
  g_free (self->file);
  g_free (self->log);
  g_free (self->status);
  g_free (self);
}

static guint32
choose_seed (void)
{
  const char *given = g_getenv ("SALON_SEED");

  if (given != NULL)
    return (guint32) g_ascii_strtoull (given, NULL, 10);
  return (guint32) g_test_rand_int ();
}

SalonConnection *
torture_salon_connect (TortureSalon *self)
{
  return postgres_fixture_connect (self->postgres, self->database, NULL);
}

/* Who signs in has the rights of a desk and no others. */
static void
prepare_database (TortureSalon *self)
{
  g_autoptr (SalonConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  self->database = postgres_fixture_create_database (self->postgres);
  connection = torture_salon_connect (self);
  salon_migrator_run (connection, 0, NULL, &error);
  g_assert_no_error (error);
  fixture_execute (connection, "DO $$\n"
                               "BEGIN\n"
                               "  CREATE ROLE " TORTURE_DESK_ROLE " LOGIN IN ROLE serenaia_desk;\n"
                               "EXCEPTION WHEN duplicate_object THEN\n"
                               "  NULL;\n"
                               "END\n"
                               "$$");
}

static GSocketAddress *
get_server_address (TortureSalon *self)
{
  g_autofree char *path =
    g_build_filename (postgres_fixture_get_host (self->postgres), ".s.PGSQL.5432", NULL);

  return g_unix_socket_address_new (path);
}

void
torture_salon_set_up (TortureSalon *self, gconstpointer postgres)
{
  g_autoptr (GSocketAddress) server = NULL;
  g_autoptr (GError) error = NULL;

  self->seed = choose_seed ();
  g_test_message ("seed %u", self->seed);
  self->random = g_rand_new_with_seed (self->seed);
  self->folder = g_dir_make_tmp ("torture-XXXXXX", &error);
  g_assert_no_error (error);
  self->postgres = (PostgresFixture *) postgres;
  prepare_database (self);
  server = get_server_address (self);
  self->proxy = fault_proxy_new (server, g_rand_int (self->random));
  self->devices = g_ptr_array_new_with_free_func ((GDestroyNotify) device_free);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_remove (file), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
torture_salon_tear_down (TortureSalon *self, gconstpointer postgres)
{
  for (guint i = 0; i < self->devices->len; i++)
    torture_device_kill (self->devices->pdata[i]);
  g_ptr_array_unref (self->devices);
  fault_proxy_free (self->proxy);
  remove_folder (self->folder);
  g_free (self->database);
  g_free (self->folder);
  g_rand_free (self->random);
}

TortureDevice *
torture_salon_add_device (TortureSalon *self)
{
  TortureDevice *device = g_new0 (TortureDevice, 1);
  g_autofree char *file = NULL;
  g_autofree char *log = NULL;

  device->salon = self;
  device->name = g_strdup_printf ("desk-%u", self->devices->len);
  file = g_strconcat (device->name, ".sqlite", NULL);
  log = g_strconcat (device->name, ".log", NULL);
  device->file = g_build_filename (self->folder, file, NULL);
  device->log = g_build_filename (self->folder, log, NULL);
  device->opens = self->devices->len == 0;
  device->n_days = 20;
  g_ptr_array_add (self->devices, device);
  return device;
}

static void read_next_line (TortureDevice *self);

static void
take_line (TortureDevice *self, const char *line)
{
  const char *status = strstr (line, "status ");

  if (status == line)
    {
      g_free (self->status);
      self->status = g_strdup (line + strlen ("status "));
    }
  self->is_done |= g_str_equal (line, "done");
}

static void
line_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line =
    g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  /* Cancelled, and the device may be gone too; or the program has ended. */
  if (line == NULL)
    return;
  take_line (data, line);
  read_next_line (data);
}

static void
read_next_line (TortureDevice *self)
{
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->listening,
                                       line_read_cb, self);
}

static void add_argument (GPtrArray *arguments, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_argument (GPtrArray *arguments, const char *format, ...)
{
  va_list values;

  va_start (values, format);
  g_ptr_array_add (arguments, g_strdup_vprintf (format, values));
  va_end (values);
}

void
torture_device_start (TortureDevice *self)
{
  TortureSalon *salon = self->salon;
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_null (self->process);
  g_ptr_array_add (arguments, g_test_build_filename (G_TEST_BUILT, "torture", "device", NULL));
  add_argument (arguments, "--file=%s", self->file);
  add_argument (arguments, "--log=%s", self->log);
  add_argument (arguments, "--remote=postgresql://" TORTURE_DESK_ROLE "@127.0.0.1:%d/%s",
                fault_proxy_get_port (salon->proxy), salon->database);
  /* The names in the notes tell the runs apart too. */
  add_argument (arguments, "--name=%s/%u", self->name, ++self->n_starts);
  add_argument (arguments, "--seed=%d", g_rand_int_range (salon->random, 0, G_MAXINT32 - 1));
  add_argument (arguments, "--days=%d", self->n_days);
  add_argument (arguments, "--burst=%d", self->burst);
  if (self->opens)
    add_argument (arguments, "--opens");
  if (!self->patient)
    add_argument (arguments, "--hasty");
  if (self->plant != NULL)
    add_argument (arguments, "--plant=%s", self->plant);
  g_ptr_array_add (arguments, NULL);

  self->process =
    g_subprocess_newv ((const char *const *) arguments->pdata,
                       G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  self->is_done = TRUE;
  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->listening = g_cancellable_new ();
  read_next_line (self);
}

void
torture_device_work (TortureDevice *self, int n_changes)
{
  GOutputStream *orders = g_subprocess_get_stdin_pipe (self->process);
  g_autofree char *order = g_strdup_printf ("%d\n", n_changes);
  g_autoptr (GError) error = NULL;

  self->is_done = FALSE;
  g_output_stream_write_all (orders, order, strlen (order), NULL, NULL, &error);
  g_assert_no_error (error);
}

guint
torture_device_count_told (TortureDevice *self)
{
  g_autofree char *log = NULL;
  guint n_lines = 0;

  if (!g_file_get_contents (self->log, &log, NULL, NULL))
    return 0;
  for (const char *end = strchr (log, '\n'); end != NULL; end = strchr (end + 1, '\n'))
    n_lines++;
  return n_lines;
}

/* It has ended. */
static void
let_go (TortureDevice *self)
{
  g_cancellable_cancel (self->listening);
  g_clear_object (&self->listening);
  g_clear_object (&self->lines);
  g_clear_object (&self->process);
  g_clear_pointer (&self->status, g_free);
}

void
torture_device_kill (TortureDevice *self)
{
  if (self->process == NULL)
    return;
  g_subprocess_send_signal (self->process, SIGKILL);
  g_assert_true (g_subprocess_wait (self->process, NULL, NULL));
  let_go (self);
}

void
torture_device_quit (TortureDevice *self)
{
  if (self->process == NULL)
    return;
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_assert_true (g_subprocess_wait (self->process, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (self->process));
  let_go (self);
}

gboolean
torture_device_is_done (gpointer device)
{
  return ((TortureDevice *) device)->is_done;
}

gboolean
torture_device_is_up_to_date (gpointer device)
{
  return g_strcmp0 (((TortureDevice *) device)->status, "up-to-date") == 0;
}

gboolean
torture_device_is_offline (gpointer device)
{
  return g_strcmp0 (((TortureDevice *) device)->status, "offline") == 0;
}

/* Has a running desk ended, though nobody told it to? Then it has said why, and there is nothing to
 * wait for. */
static void
assert_are_alive (TortureSalon *self)
{
  for (guint i = 0; i < self->devices->len; i++)
    {
      TortureDevice *device = self->devices->pdata[i];

      if (device->process != NULL && g_subprocess_get_identifier (device->process) == NULL
          && device->plant == NULL)
        g_error ("%s ended by itself", device->name);
    }
}

static gboolean
look_cb (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

static char *
tell_devices (TortureSalon *self)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < self->devices->len; i++)
    {
      TortureDevice *device = self->devices->pdata[i];

      g_string_append_printf (words, " %s: %s, %s;", device->name,
                              device->status != NULL ? device->status : "silent",
                              device->is_done ? "done" : "not done");
    }
  return g_string_free_and_steal (words);
}

void
torture_salon_await (TortureSalon *self, TortureCondition is_so, gpointer data)
{
  gint64 end = g_get_monotonic_time () + store_fixture_count (180, 1800) * G_USEC_PER_SEC;
  guint looking = g_timeout_add (LOOK_MS, look_cb, NULL);

  while (!is_so (data))
    {
      assert_are_alive (self);
      if (g_get_monotonic_time () > end)
        {
          g_autofree char *words = tell_devices (self);

          g_error ("seed %u: waited in vain:%s", self->seed, words);
        }
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (looking);
}

static gboolean
is_over (gpointer end)
{
  return g_get_monotonic_time () >= *(gint64 *) end;
}

void
torture_salon_pass (TortureSalon *self, int milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  torture_salon_await (self, is_over, &end);
}

gboolean
torture_salon_is_at_rest (gpointer data)
{
  TortureSalon *self = data;
  g_autoptr (SalonConnection) connection = NULL;
  SalonCursor end;

  for (guint i = 0; i < self->devices->len; i++)
    if (!torture_device_is_done (self->devices->pdata[i]))
      return FALSE;
  connection = torture_salon_connect (self);
  torture_dump_read_end (connection, &end);
  for (guint i = 0; i < self->devices->len; i++)
    if (!torture_dump_has_read (((TortureDevice *) self->devices->pdata[i])->file, &end))
      return FALSE;
  return TRUE;
}

static void
write_dumps (TortureSalon *self)
{
  g_autofree char *server = g_build_filename (self->folder, "server.dump", NULL);
  g_autoptr (SalonConnection) connection = torture_salon_connect (self);

  torture_dump_write_server (connection, server);
  for (guint i = 0; i < self->devices->len; i++)
    {
      TortureDevice *device = self->devices->pdata[i];
      g_autofree char *name = g_strconcat (device->name, ".dump", NULL);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      torture_device_quit (device);
      torture_dump_write_file (device->file, path);
    }
}

char *
torture_salon_judge (TortureSalon *self, gboolean *is_well)
{
  g_autofree char *judge = g_test_build_filename (G_TEST_DIST, "torture", "check-history.py", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *words = NULL;
  const char *last = NULL;

  write_dumps (self);
  process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "python3", judge, self->folder, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &words, NULL, &error);
  g_assert_no_error (error);
  *is_well = g_subprocess_get_successful (process);
  g_strchomp (words);
  last = strrchr (words, '\n');
  g_test_message ("%s", last != NULL ? last + 1 : words);
  return words;
}

static void
tell_count (TortureSalon *self)
{
  FaultCount count = fault_proxy_get_count (self->proxy);

  g_test_message (
    "%u connections, %u cut on the way there, %u on the way back, %u silent, %u turned "
    "away, %" G_GUINT64_FORMAT " bytes",
    count.n_connections, count.n_cut_requests, count.n_cut_replies, count.n_silenced,
    count.n_refused, count.n_bytes);
}

void
torture_salon_assert_is_well (TortureSalon *self)
{
  g_autofree char *words = NULL;
  gboolean is_well;

  tell_count (self);
  fault_proxy_set_plan (self->proxy, &(FaultPlan) { 0 });
  torture_salon_await (self, torture_salon_is_at_rest, self);
  words = torture_salon_judge (self, &is_well);
  if (!is_well)
    g_error ("seed %u: %s", self->seed, words);
}
