/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "postgres-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "database/salon-migrator.h"

/* Debian's, newest first by number, and then whatever the path has. */
#define DEBIAN_FOLDER "/usr/lib/postgresql"
#define START_TIMEOUT_US (60 * G_USEC_PER_SEC)

struct _PostgresFixture
{
  char *binaries; /* the folder with initdb and postgres */
  char *folder;   /* socket, log and cluster */
  char *data;     /* the cluster */
  int major_version;
  int port;      /* 0: listens on its socket only */
  char *command; /* what it is started with beside the usual, parted by spaces; NULL: nothing */
  GPid pid;      /* 0: not running */
  int n_databases;
  char *salon; /* the database that salons are copied from; NULL before the first */
};

/* PostgreSQL refuses to be root; a test that is root lends it another's identity. */
static struct passwd *
get_servant (void)
{
  struct passwd *servant = NULL;

  if (geteuid () != 0)
    return NULL;
  servant = getpwnam ("postgres");
  if (servant == NULL)
    servant = getpwnam ("nobody");
  g_assert_nonnull (servant);
  return servant;
}

/* Runs between fork and exec. A server does not outlive its test, however that ends. */
static void
become_servant_cb (gpointer servant)
{
  const struct passwd *entry = servant;

  if (entry != NULL
      && (setgroups (0, NULL) != 0 || setgid (entry->pw_gid) != 0 || setuid (entry->pw_uid) != 0))
    _exit (126);
  prctl (PR_SET_PDEATHSIG, SIGQUIT);
}

static void
give_to_servant (const char *path)
{
  const struct passwd *servant = get_servant ();

  if (servant != NULL)
    g_assert_cmpint (chown (path, servant->pw_uid, servant->pw_gid), ==, 0);
}

static void
run (const char *const *arguments)
{
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync ("/", (char **) arguments, NULL, G_SPAWN_DEFAULT, become_servant_cb, get_servant (),
                &output, &errors, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s\n%s\n%s", arguments[0], error->message, output, errors);
}

static int
compare_versions (gconstpointer a, gconstpointer b)
{
  return atoi (*(const char *const *) b) - atoi (*(const char *const *) a);
}

static char *
find_in_debian (void)
{
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (DEBIAN_FOLDER, 0, NULL);

  for (const char *name; folder != NULL && (name = g_dir_read_name (folder)) != NULL;)
    g_ptr_array_add (versions, g_strdup (name));
  g_ptr_array_sort (versions, compare_versions);
  for (guint i = 0; i < versions->len; i++)
    {
      g_autofree char *initdb =
        g_build_filename (DEBIAN_FOLDER, versions->pdata[i], "bin", "initdb", NULL);

      if (g_file_test (initdb, G_FILE_TEST_IS_EXECUTABLE))
        return g_path_get_dirname (initdb);
    }
  return NULL;
}

/* SALON_POSTGRES chooses one among several, by hand. */
static char *
find_binaries (void)
{
  g_autofree char *initdb = g_find_program_in_path ("initdb");
  char *found = g_strdup (g_getenv ("SALON_POSTGRES"));

  if (found == NULL)
    found = find_in_debian ();
  if (found == NULL && initdb != NULL)
    found = g_path_get_dirname (initdb);
  if (found == NULL)
    g_error ("PostgreSQL is not installed: there is no initdb in " DEBIAN_FOLDER " or the path");
  return found;
}

static int
read_major_version (const char *binaries)
{
  g_autofree char *postgres = g_build_filename (binaries, "postgres", NULL);
  const char *const arguments[] = { postgres, "--version", NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_sync ("/", (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL,
                &error);
  g_assert_no_error (error);
  /* "postgres (PostgreSQL) 17.4 (Debian 17.4-1)" */
  return atoi (output + strcspn (output, "0123456789"));
}

/* Not the build folder: its name may be too long for a socket, and closed to the servant. */
static char *
make_folder (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "serenaia-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (path));
  give_to_servant (path);
  return g_steal_pointer (&path);
}

static void
remove_folder (const char *path)
{
  const char *const arguments[] = { "/bin/rm", "-rf", path, NULL };

  run (arguments);
}

/* The locale that folds least: what the salon's SQL needs it brings itself. */
static void
make_cluster (const char *binaries, const char *data)
{
  g_autofree char *initdb = g_build_filename (binaries, "initdb", NULL);
  const char *const arguments[] = {
    initdb,
    "--auth=trust",
    "--username=" POSTGRES_FIXTURE_OWNER,
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
    "--no-instructions",
    "--wal-segsize=4",
    "--pgdata",
    data,
    NULL,
  };

  run (arguments);
}

/* The cluster that all programs of a test run copy. It is made aside and renamed when whole; of two
 * programs that make it at once, the second throws hers away. */
static char *
find_pattern (const char *binaries, int major_version)
{
  g_autofree char *name =
    g_strdup_printf ("serenaia-postgres-%d-%u", major_version, (guint) getuid ());
  g_autofree char *pattern = g_build_filename (g_get_tmp_dir (), name, NULL);
  g_autofree char *aside = NULL;
  g_autofree char *data = NULL;

  if (g_file_test (pattern, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&pattern);

  aside = make_folder ();
  data = g_build_filename (aside, "data", NULL);
  make_cluster (binaries, data);
  if (g_rename (data, pattern) != 0)
    g_assert_true (g_file_test (pattern, G_FILE_TEST_IS_DIR));
  remove_folder (aside);
  return g_steal_pointer (&pattern);
}

static char *
make_data (PostgresFixture *self)
{
  g_autofree char *pattern = find_pattern (self->binaries, self->major_version);
  g_autofree char *data = g_build_filename (self->folder, "data", NULL);
  const char *const arguments[] = { "/bin/cp", "-a", pattern, data, NULL };

  run (arguments);
  return g_steal_pointer (&data);
}

PostgresFixture *
postgres_fixture_new (void)
{
  PostgresFixture *self = g_new0 (PostgresFixture, 1);

  self->binaries = find_binaries ();
  self->major_version = read_major_version (self->binaries);
  self->folder = make_folder ();
  self->data = make_data (self);
  postgres_fixture_start (self);
  return self;
}

void
postgres_fixture_free (PostgresFixture *self)
{
  if (self->pid != 0)
    postgres_fixture_crash (self);
  remove_folder (self->folder);
  g_free (self->binaries);
  g_free (self->folder);
  g_free (self->data);
  g_free (self->salon);
  g_free (self->command);
  g_free (self);
}

/* A commit is in the system's memory when it returns (synchronous_commit), which a killed server
 * does not take with it; only the way from there to the disk is saved. */
static GPid
spawn_server (PostgresFixture *self)
{
  g_autofree char *postgres = g_build_filename (self->binaries, "postgres", NULL);
  g_autofree char *log = g_build_filename (self->folder, "log", NULL);
  g_autofree char *command =
    g_strconcat ("-c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=200"
                 " -c timezone=UTC -c log_min_messages=fatal ",
                 self->command, NULL);
  g_auto (GStrv) options = g_strsplit (g_strchomp (command), " ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;
  int log_fd = g_open (log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  g_autoptr (GError) error = NULL;
  GPid pid = 0;

  g_strv_builder_add_many (builder, postgres, "-D", self->data, "-k", self->folder, NULL);
  g_strv_builder_addv (builder, (const char **) options);
  arguments = g_strv_builder_end (builder);
  g_assert_cmpint (log_fd, >=, 0);
  g_spawn_async_with_fds ("/", arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, become_servant_cb,
                          get_servant (), &pid, -1, log_fd, log_fd, &error);
  g_assert_no_error (error);
  close (log_fd);
  return pid;
}

static void
fail_to_start (PostgresFixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, "log", NULL);
  g_autofree char *log = NULL;

  g_file_get_contents (path, &log, NULL, NULL);
  g_error ("PostgreSQL did not start:\n%s", log);
}

void
postgres_fixture_start (PostgresFixture *self)
{
  g_autofree char *port = self->port != 0 ? g_strdup_printf ("%d", self->port) : NULL;
  const char *const names[] = { "host", "user", "dbname", "port", NULL };
  const char *const values[] = { self->folder, POSTGRES_FIXTURE_OWNER, "postgres", port, NULL };
  gint64 deadline = g_get_monotonic_time () + START_TIMEOUT_US;

  g_assert_cmpint (self->pid, ==, 0);

  self->pid = spawn_server (self);
  while (PQpingParams (names, values, FALSE) != PQPING_OK)
    {
      if (waitpid (self->pid, NULL, WNOHANG) != 0 || g_get_monotonic_time () > deadline)
        fail_to_start (self);
      g_usleep (5000);
    }
}

void
postgres_fixture_crash (PostgresFixture *self)
{
  g_assert_cmpint (self->pid, !=, 0);

  kill (self->pid, SIGQUIT);
  g_assert_cmpint (waitpid (self->pid, NULL, 0), ==, self->pid);
  self->pid = 0;
}

void
postgres_fixture_restart (PostgresFixture *self)
{
  postgres_fixture_crash (self);
  postgres_fixture_start (self);
}

/* A port that was free a moment ago. */
static int
find_port (void)
{
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;

  g_assert_true (g_socket_bind (socket, any_port, FALSE, NULL));
  address = g_socket_get_local_address (socket, NULL);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

/* The server's own copy: it takes a key only from a file that nobody else can read. */
static void
give_copy (PostgresFixture *self, const char *from, const char *name)
{
  g_autofree char *to = g_build_filename (self->folder, name, NULL);
  g_autofree char *bytes = NULL;
  gsize n_bytes = 0;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (from, &bytes, &n_bytes, &error);
  g_assert_no_error (error);
  g_file_set_contents_full (to, bytes, (gssize) n_bytes, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  give_to_servant (to);
}

void
postgres_fixture_listen (PostgresFixture *self, const char *certificate, const char *key)
{
  give_copy (self, certificate, "certificate");
  give_copy (self, key, "key");
  postgres_fixture_crash (self);
  self->port = find_port ();
  g_free (self->command);
  self->command = g_strdup_printf ("-c listen_addresses=127.0.0.1 -c port=%d -c ssl=on"
                                   " -c ssl_cert_file=%s/certificate -c ssl_key_file=%s/key",
                                   self->port, self->folder, self->folder);
  postgres_fixture_start (self);
}

const char *
postgres_fixture_get_host (PostgresFixture *self)
{
  return self->folder;
}

int
postgres_fixture_get_major_version (PostgresFixture *self)
{
  return self->major_version;
}

SalonConnectionSettings *
postgres_fixture_dup_settings (PostgresFixture *self, const char *database, const char *user)
{
  SalonConnectionSettings borrowed = {
    .host = self->folder,
    .port = self->port,
    .database = (char *) database,
    .user = (char *) (user != NULL ? user : POSTGRES_FIXTURE_OWNER),
  };

  return salon_connection_settings_copy (&borrowed);
}

SalonConnection *
postgres_fixture_connect (PostgresFixture *self, const char *database, const char *user)
{
  g_autoptr (SalonConnectionSettings) settings =
    postgres_fixture_dup_settings (self, database, user);
  g_autoptr (GError) error = NULL;
  SalonConnection *connection = salon_connection_open (settings, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static char *
create_copy (PostgresFixture *self, const char *original)
{
  g_autofree char *name = g_strdup_printf ("salon_%d", ++self->n_databases);
  g_autofree char *sql = g_strdup_printf ("CREATE DATABASE %s TEMPLATE %s", name, original);

  postgres_fixture_execute (self, "postgres", sql);
  return g_steal_pointer (&name);
}

char *
postgres_fixture_create_database (PostgresFixture *self)
{
  return create_copy (self, "template1");
}

char *
postgres_fixture_create_salon (PostgresFixture *self)
{
  if (self->salon == NULL)
    {
      g_autofree char *name = postgres_fixture_create_database (self);
      g_autoptr (SalonConnection) connection = postgres_fixture_connect (self, name, NULL);
      g_autoptr (GError) error = NULL;

      salon_migrator_run (connection, 0, NULL, &error);
      g_assert_no_error (error);
      self->salon = g_steal_pointer (&name);
    }
  return create_copy (self, self->salon);
}

void
postgres_fixture_create_desk (PostgresFixture *self, const char *user)
{
  g_autofree char *sql = g_strdup_printf ("CREATE ROLE %s LOGIN IN ROLE serenaia_desk", user);

  postgres_fixture_execute (self, "postgres", sql);
}

void
postgres_fixture_execute (PostgresFixture *self, const char *database, const char *script)
{
  g_autoptr (SalonConnection) connection = postgres_fixture_connect (self, database, NULL);

  fixture_execute (connection, script);
}

void
fixture_execute (SalonConnection *connection, const char *script)
{
  g_autoptr (GError) error = NULL;

  salon_connection_execute (connection, script, NULL, &error);
  g_assert_no_error (error);
}

void
fixture_refuse (SalonConnection *connection, const char *script, const char *sqlstate)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (salon_connection_execute (connection, script, NULL, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_cmpstr (salon_connection_get_sqlstate (connection), ==, sqlstate);
}

char *
fixture_read_text (SalonConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result = salon_connection_query (connection, sql, 0, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (PQntuples (result), >, 0);
  return g_strdup (PQgetvalue (result, 0, 0));
}

gint64
fixture_read_int (SalonConnection *connection, const char *sql)
{
  g_autofree char *text = fixture_read_text (connection, sql);

  return g_ascii_strtoll (text, NULL, 10);
}
