/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The owner tries whether a shared salon elsewhere can be reached, and that computer proves who it is, or
 * does not: as a PostgreSQL, and as a server. The certificates are real ones, and so are both; only the name
 * "salon.example" is made to lead to this computer.
 */
#include <glib/gstdio.h>

#include "postgres-fixture.h"
#include "server-fixture.h"
#include "sync/salon-connection-test.h"

#define HOST "salon.example"

/* The name service of this test: every name is this computer. */
typedef GResolver NameService;
typedef GResolverClass NameServiceClass;
GType name_service_get_type (void);
G_DEFINE_TYPE (NameService, name_service, G_TYPE_RESOLVER)

static GList *
find_here (GResolver *resolver, const char *name, GCancellable *cancellable, GError **error)
{
  return g_list_append (NULL, g_inet_address_new_from_string ("127.0.0.1"));
}

static void
name_service_class_init (NameServiceClass *klass)
{
  klass->lookup_by_name = find_here;
}

static void
name_service_init (NameService *self)
{
}

static PostgresFixture *server;
static char *folder;

static char *
get_path (const char *name, const char *ending)
{
  return g_strdup_printf ("%s/%s.%s", folder, name, ending);
}

/* @format: the arguments, without spaces in them */
static G_GNUC_PRINTF (1, 2) void
openssl (const char *format, ...)
{
  g_autofree char *command = NULL;
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;
  va_list values;

  va_start (values, format);
  command = g_strdup_vprintf (format, values);
  va_end (values);
  g_spawn_command_line_sync (command, &output, &errors, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s\n%s", command, error->message, errors);
}

#define NEW_KEY "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"

/* Signed by itself: an authority, or somebody who only says so. */
static void
make_authority (const char *name, const char *subject)
{
  openssl ("openssl req -x509 " NEW_KEY " -days 30 -subj /CN=%s -addext subjectAltName=DNS:%s"
           " -keyout %s/%s.key -out %s/%s.crt",
           subject, subject, folder, name, folder, name);
}

/* Signed by the authority. */
static void
make_certificate (const char *name, const char *host, const char *dates)
{
  openssl ("openssl req -new " NEW_KEY " -subj /CN=%s -addext subjectAltName=DNS:%s"
           " -keyout %s/%s.key -out %s/%s.csr",
           host, host, folder, name, folder, name);
  openssl ("openssl x509 -req -in %s/%s.csr -CA %s/authority.crt -CAkey %s/authority.key"
           " -copy_extensions copy %s -out %s/%s.crt",
           folder, name, folder, folder, dates, folder, name);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  salon_connection_test_run_finish (SALON_CONNECTION_TEST (source), result, &error);
  *(gboolean *) user_data = TRUE;
}

static SalonConnectionTest *
try (const char *name)
{
  g_autofree char *certificate = get_path (name, "crt");
  g_autofree char *key = get_path (name, "key");
  g_autofree char *authority = get_path ("authority", "crt");
  g_autofree char *database = NULL;
  g_autoptr (SalonConnectionSettings) settings = NULL;
  SalonConnectionTest *test = NULL;
  gboolean is_done = FALSE;

  postgres_fixture_listen (server, certificate, key);
  database = postgres_fixture_create_salon (server);
  settings = postgres_fixture_dup_settings (server, database, NULL);
  g_set_str (&settings->host, HOST);
  g_set_str (&settings->root_certificate, authority);
  test = salon_connection_test_new (settings);
  salon_connection_test_run_async (test, NULL, ended_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  return test;
}

static void
test_good (void)
{
  g_autoptr (SalonConnectionTest) test = try ("good");

  for (int i = 0; i < SALON_CONNECTION_N_STEPS; i++)
    g_assert_cmpint (salon_connection_test_get_state (test, (SalonConnectionStep) i), ==,
                     SALON_CONNECTION_STATE_PASSED);
}

/* @says: what the failure says in English, so that it is this one and no other that was met */
static void
expect_refused (const char *name, const char *says)
{
  g_autoptr (SalonConnectionTest) test = try (name);
  const GError *error = salon_connection_test_get_error (test, SALON_CONNECTION_STEP_CERTIFICATE);

  g_assert_cmpint (salon_connection_test_get_state (test, SALON_CONNECTION_STEP_PORT), ==,
                   SALON_CONNECTION_STATE_PASSED);
  g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_CERTIFICATE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_cmpint (salon_connection_test_get_state (test, SALON_CONNECTION_STEP_SIGN_IN), ==,
                   SALON_CONNECTION_STATE_WAITING);
}

static void
test_self_signed (void)
{
  expect_refused ("myself", "certificate verify failed");
}

static void
test_other_name (void)
{
  expect_refused ("other", "does not match host name");
}

static void
test_expired (void)
{
  expect_refused ("expired", "certificate verify failed");
}

/* --- At a server --- */

/* Transfer full: the test that has ended. */
static SalonConnectionTest *
try_server (const char *name)
{
  g_autofree char *certificate = g_strdup_printf ("TLS_CERTIFICATE=%s/%s.crt", folder, name);
  g_autofree char *key = g_strdup_printf ("TLS_KEY=%s/%s.key", folder, name);
  char *environment[] = { certificate, key, NULL };
  g_autofree char *authority = get_path ("authority", "crt");
  g_autofree char *address = NULL;
  SalonConnectionSettings settings = { .user = (char *) SERVER_FIXTURE_EMAIL,
                                       .password = (char *) SERVER_FIXTURE_PASSWORD,
                                       .root_certificate = authority };
  ServerFixture fixture;
  SalonConnectionTest *test = NULL;
  gboolean is_done = FALSE;

  server_fixture_set_up_with (&fixture, server, environment);
  g_assert_true (g_str_has_prefix (fixture.address, "https://"));
  address = g_strdup_printf ("https://" HOST ":%u", fixture.port);
  settings.address = address;
  test = salon_connection_test_new (&settings);
  salon_connection_test_run_async (test, NULL, ended_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  server_fixture_tear_down (&fixture);
  return test;
}

static void
test_good_server (void)
{
  g_autoptr (SalonConnectionTest) test = try_server ("good");
  g_autofree char *token = salon_connection_test_dup_token (test);

  for (int i = 0; i < SALON_CONNECTION_N_STEPS; i++)
    g_assert_cmpint (salon_connection_test_get_state (test, (SalonConnectionStep) i), ==,
                     SALON_CONNECTION_STATE_PASSED);
  g_assert_nonnull (token);
}

/* The password was not sent: nothing was given for it. */
static void
test_bad_server (gconstpointer name)
{
  g_autoptr (SalonConnectionTest) test = try_server (name);
  const GError *error = salon_connection_test_get_error (test, SALON_CONNECTION_STEP_CERTIFICATE);
  g_autofree char *token = salon_connection_test_dup_token (test);

  g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_CERTIFICATE);
  g_test_message ("%s", error->message);
  g_assert_cmpint (salon_connection_test_get_state (test, SALON_CONNECTION_STEP_SIGN_IN), ==,
                   SALON_CONNECTION_STATE_WAITING);
  g_assert_null (token);
}

static void
make_certificates (void)
{
  make_authority ("authority", "Authority");
  make_authority ("myself", HOST);
  make_certificate ("good", HOST, "-days 30");
  make_certificate ("other", "other.example", "-days 30");
  make_certificate ("expired", HOST, "-not_before 20200101000000Z -not_after 20210101000000Z");
}

static void
remove_folder (void)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_autoptr (GResolver) resolver = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("serenaia-certificates-XXXXXX", NULL);
  g_assert_nonnull (folder);
  make_certificates ();
  resolver = g_object_new (name_service_get_type (), NULL);
  g_resolver_set_default (resolver);
  server = postgres_fixture_new ();

  g_test_add_func ("/salon/certificate/one-that-an-authority-gave-for-the-name-is-taken",
                   test_good);
  g_test_add_func ("/salon/certificate/one-that-it-gave-itself-is-refused", test_self_signed);
  g_test_add_func ("/salon/certificate/one-for-another-name-is-refused", test_other_name);
  g_test_add_func ("/salon/certificate/one-that-ran-out-is-refused", test_expired);
  g_test_add_func ("/salon/certificate/server-with-a-good-one-is-taken", test_good_server);
  g_test_add_data_func ("/salon/certificate/server-with-one-that-it-gave-itself-is-refused",
                        "myself", test_bad_server);
  g_test_add_data_func ("/salon/certificate/server-with-one-for-another-name-is-refused", "other",
                        test_bad_server);
  g_test_add_data_func ("/salon/certificate/server-with-one-that-ran-out-is-refused", "expired",
                        test_bad_server);
  status = g_test_run ();

  postgres_fixture_free (server);
  remove_folder ();
  g_free (folder);
  return status;
}
