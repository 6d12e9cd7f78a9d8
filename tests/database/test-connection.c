/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection against a real server, and what it says when there is none. */
#include <sys/ioctl.h>

#include "postgres-fixture.h"

static PostgresFixture *server;

static SalonConnection *
connect_owner (void)
{
  return postgres_fixture_connect (server, "postgres", NULL);
}

static void
test_query (void)
{
  g_autoptr (SalonConnection) connection = connect_owner ();
  const char *const values[] = { "Zoé", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result =
    salon_connection_query (connection, "SELECT $1::text, $2::int", 2, values, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (PQgetvalue (result, 0, 0), ==, "Zoé");
  g_assert_true (PQgetisnull (result, 0, 1));
  g_assert_cmpint (salon_connection_get_server_version (connection) / 10000, ==,
                   postgres_fixture_get_major_version (server));
}

static void
test_refusal (void)
{
  g_autoptr (SalonConnection) connection = connect_owner ();

  fixture_refuse (connection, "SELECT 1 / 0", "22012");
  fixture_refuse (connection, "SELECT 1; SELECT * FROM nowhere; SELECT 2", "42P01");
  /* The connection is as good as before. */
  g_assert_cmpint (fixture_read_int (connection, "SELECT 7"), ==, 7);
}

static void
test_prepared (void)
{
  static const char sql[] = "SELECT 12 / $1::int";
  g_autoptr (SalonConnection) connection = connect_owner ();

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL, fault = NULL;
      g_autoptr (PGresult) good =
        salon_connection_query_prepared (connection, sql, 1, (const char *[]) { "4" }, NULL,
                                         &error);

      g_assert_no_error (error);
      g_assert_cmpstr (PQgetvalue (good, 0, 0), ==, "3");
      g_assert_null (salon_connection_query_prepared (connection, sql, 1, (const char *[]) { "0" },
                                                      NULL, &fault));
      g_assert_error (fault, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY);
      g_assert_cmpstr (salon_connection_get_sqlstate (connection), ==, "22012");
      g_clear_error (&fault);
      g_assert_null (
        salon_connection_query_prepared (connection, "SELECT FROM nowhere", 0, NULL, NULL, &fault));
      g_assert_cmpstr (salon_connection_get_sqlstate (connection), ==, "42P01");
    }
  g_assert_cmpint (fixture_read_int (connection, "SELECT count (*) FROM pg_prepared_statements"),
                   ==, 1);
  g_assert_false (salon_connection_is_in_transaction (connection));
  fixture_execute (connection, "BEGIN");
  g_assert_true (salon_connection_is_in_transaction (connection));
  fixture_execute (connection, "ROLLBACK");
}

/* Each has its own answer, and a session that has learnt them asks them again. */
static void
test_together (void)
{
  static const char *const numbers[] = { "3", "4" };
  static const SalonConnectionQuestion questions[] = {
    { "SELECT $1::int + $2::int", 2, numbers },
    { "SELECT FROM generate_series (1, 0)", 0, NULL },
    { "SELECT n, repeat ('x', 1000) FROM generate_series (1, 3000) AS n", 0, NULL },
  };
  g_autoptr (SalonConnection) connection = connect_owner ();

  for (int i = 0; i < 3; i++)
    {
      PGresult *answers[G_N_ELEMENTS (questions)];
      g_autoptr (GError) error = NULL;

      salon_connection_query_together (connection, questions, G_N_ELEMENTS (questions), answers,
                                       NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (PQgetvalue (answers[0], 0, 0), ==, "7");
      g_assert_cmpint (PQntuples (answers[1]), ==, 0);
      g_assert_cmpint (PQntuples (answers[2]), ==, 3000);
      g_assert_cmpstr (PQgetvalue (answers[2], 2999, 0), ==, "3000");
      for (gsize j = 0; j < G_N_ELEMENTS (questions); j++)
        PQclear (answers[j]);
      g_assert_false (salon_connection_is_in_transaction (connection));
    }
  g_assert_cmpint (fixture_read_int (connection, "SELECT count (*) FROM pg_prepared_statements"),
                   ==, 3);
}

/* Whichever of them fails: nothing of the others is left, and the connection is as good as before. */
static void
test_together_or_not_at_all (void)
{
  static const char fails[] = "SELECT 1 / (n - 1) FROM kept";
  g_autoptr (SalonConnection) connection = connect_owner ();

  fixture_execute (connection, "CREATE TABLE kept AS SELECT 1 AS n");
  for (gsize place = 0; place < 3; place++)
    {
      SalonConnectionQuestion questions[] = {
        { "UPDATE kept SET n = 1", 0, NULL },
        { "INSERT INTO kept VALUES (1)", 0, NULL },
        { "SELECT n FROM kept", 0, NULL },
      };
      PGresult *answers[G_N_ELEMENTS (questions)];
      g_autoptr (GError) error = NULL;

      questions[place].sql = fails;
      g_assert_false (salon_connection_query_together (
        connection, questions, G_N_ELEMENTS (questions), answers, NULL, &error));
      g_assert_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY);
      g_assert_cmpstr (salon_connection_get_sqlstate (connection), ==, "22012");
      for (gsize j = 0; j < G_N_ELEMENTS (questions); j++)
        g_assert_null (answers[j]);
      g_assert_false (salon_connection_is_in_transaction (connection));
      g_assert_cmpint (fixture_read_int (connection, "SELECT count (*) FROM kept"), ==, 1);
    }
  fixture_execute (connection, "DROP TABLE kept");
}

/* In the middle of it the server goes. */
static void
test_together_lost (void)
{
  static const SalonConnectionQuestion questions[] = {
    { "SELECT 1", 0, NULL },
    { "SELECT pg_terminate_backend (pg_backend_pid ())", 0, NULL },
    { "SELECT 2", 0, NULL },
  };
  g_autoptr (SalonConnection) connection = connect_owner ();
  PGresult *answers[G_N_ELEMENTS (questions)];
  g_autoptr (GError) error = NULL;

  g_assert_false (salon_connection_query_together (connection, questions, G_N_ELEMENTS (questions),
                                                   answers, NULL, &error));
  g_assert_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_LOST);
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    g_assert_null (answers[i]);
}

/* Nobody asks it anything, and yet it is known. */
static void
test_alive (void)
{
  g_autoptr (SalonConnection) connection = connect_owner ();

  g_assert_true (salon_connection_is_alive (connection));
  postgres_fixture_restart (server);
  g_assert_false (salon_connection_is_alive (connection));
}

static void
test_session (void)
{
  static const char *const settings[][2] = {
    { "timezone", "UTC" },
    { "statement_timeout", "30s" },
    { "idle_in_transaction_session_timeout", "10s" },
    { "application_name", "serenaia" },
    { "client_encoding", "UTF8" },
  };
  g_autoptr (SalonConnection) connection = connect_owner ();

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SHOW %s", settings[i][0]);
      g_autofree char *found = fixture_read_text (connection, sql);

      g_assert_cmpstr (found, ==, settings[i][1]);
    }
}

static gboolean
add_up (const PGresult *rows, int row, gpointer sum, GError **error)
{
  *(gint64 *) sum += g_ascii_strtoll (PQgetvalue (rows, row, 0), NULL, 10);
  return TRUE;
}

static void
test_rows (void)
{
  g_autoptr (SalonConnection) connection = connect_owner ();
  g_autoptr (GError) error = NULL;
  gint64 sum = 0;

  salon_connection_each (connection, "SELECT generate_series (1, 10000)", 0, NULL, add_up, &sum,
                         NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sum, ==, 50005000);
  g_assert_cmpint (fixture_read_int (connection, "SELECT 7"), ==, 7);
}

/* The failure comes after thousands of good rows. */
static void
test_rows_that_fail (void)
{
  g_autoptr (SalonConnection) connection = connect_owner ();
  g_autoptr (GError) error = NULL;
  gint64 sum = 0;

  g_assert_false (
    salon_connection_each (connection, "SELECT 1 / (9999 - n) FROM generate_series (1, 10000) AS n",
                           0, NULL, add_up, &sum, NULL, &error));
  g_assert_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY);
  g_assert_cmpstr (salon_connection_get_sqlstate (connection), ==, "22012");
  g_assert_cmpint (fixture_read_int (connection, "SELECT 7"), ==, 7);
}

static gpointer
cancel_thread (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (SalonConnection) connection = connect_owner ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_autoptr (PGresult) result =
    salon_connection_query (connection, "SELECT pg_sleep (20)", 0, NULL, cancellable, &error);

  g_thread_join (thread);
  g_assert_null (result);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 10 * G_USEC_PER_SEC);
}

static void
test_patience (void)
{
  g_autoptr (SalonConnection) connection = connect_owner ();
  g_autoptr (GError) error = NULL;

  salon_connection_set_patience (connection, 50);
  g_assert_false (salon_connection_execute (connection, "SELECT pg_sleep (20)", NULL, &error));
  g_assert_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_LOST);
}

static void
test_notification (void)
{
  g_autoptr (SalonConnection) listener = connect_owner ();
  g_autoptr (GError) error = NULL;

  fixture_execute (listener, "LISTEN salon");
  postgres_fixture_execute (server, "postgres", "NOTIFY salon");
  /* Without end: only the notification can end it. */
  g_assert_true (salon_connection_wait (listener, NULL, -1, &error));
  g_assert_no_error (error);
  /* It is forgotten: now only the time ends it. */
  g_assert_true (salon_connection_wait (listener, NULL, 1, &error));
  g_assert_no_error (error);
}

static void
test_wake (void)
{
  g_autoptr (SalonConnection) connection = connect_owner ();
  g_autoptr (GCancellable) wake = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("wake", cancel_thread, wake);

  g_assert_true (salon_connection_wait (connection, wake, -1, &error));
  g_assert_no_error (error);
  g_thread_join (thread);
}

static void
test_crash (void)
{
  g_autoptr (SalonConnection) waiting = connect_owner ();
  g_autoptr (SalonConnection) asking = connect_owner ();
  g_autoptr (SalonConnection) again = NULL;
  g_autoptr (GError) error = NULL;

  fixture_execute (asking, "CREATE TABLE kept AS SELECT 7 AS n");
  postgres_fixture_restart (server);
  g_assert_false (salon_connection_wait (waiting, NULL, -1, &error));
  g_assert_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_LOST);
  g_clear_error (&error);
  g_assert_false (salon_connection_execute (asking, "SELECT 1", NULL, &error));
  g_assert_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_LOST);

  again = connect_owner ();
  g_assert_cmpint (fixture_read_int (again, "SELECT n FROM kept"), ==, 7);
  fixture_execute (again, "DROP TABLE kept");
}

static void
expect_closed (const SalonConnectionSettings *settings, SalonDatabaseError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (salon_connection_open (settings, NULL, &error));
  g_assert_error (error, SALON_DATABASE_ERROR, (int) code);
  g_test_message ("%s", error->message);
}

static void
test_door (void)
{
  g_autoptr (SalonConnectionSettings) settings =
    postgres_fixture_dup_settings (server, "nowhere", NULL);

  expect_closed (settings, SALON_DATABASE_ERROR_NO_DATABASE);
  g_set_str (&settings->database, "postgres");
  g_set_str (&settings->user, "nobody");
  expect_closed (settings, SALON_DATABASE_ERROR_SIGN_IN);
  g_set_str (&settings->host, "/nowhere");
  expect_closed (settings, SALON_DATABASE_ERROR_PORT);
  /* The discard port: no test machine listens there. */
  g_set_str (&settings->host, "127.0.0.1");
  settings->port = 9;
  expect_closed (settings, SALON_DATABASE_ERROR_PORT);
  g_set_str (&settings->host, "salon.invalid");
  expect_closed (settings, SALON_DATABASE_ERROR_NAME);
}

/* A server of another kind on that port: takes a connection, reads, answers like a web server. */
static gpointer
answer_thread (gpointer socket)
{
  static const char answer[] = "HTTP/1.1 400 Bad Request\r\n\r\n";
  g_autoptr (GSocket) taken = g_socket_accept (socket, NULL, NULL);
  char question[512];

  g_socket_receive (taken, question, sizeof question, NULL, NULL);
  g_socket_send (taken, answer, sizeof answer - 1, NULL, NULL);
  return NULL;
}

static void
test_stranger (void)
{
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  SalonConnectionSettings settings = { .host = (char *) "127.0.0.1", .user = (char *) "marie" };
  g_autoptr (GError) error = NULL;
  GThread *thread;

  g_assert_true (g_socket_bind (socket, any_port, FALSE, NULL) && g_socket_listen (socket, NULL));
  address = g_socket_get_local_address (socket, NULL);
  settings.port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  thread = g_thread_new ("stranger", answer_thread, socket);
  g_assert_null (salon_connection_open (&settings, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_true (g_error_matches (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_CERTIFICATE)
                 || g_error_matches (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY));
  g_thread_join (thread);
}

/* A server that speaks the protocol well enough to be believed, and then never ends a value. */
typedef struct
{
  GSocket *listening;
  guint64 n_sent;
} Flood;

static gboolean
send_all (GSocket *socket, const void *bytes, gsize n_bytes)
{
  for (gsize n = 0; n < n_bytes;)
    {
      gssize n_sent = g_socket_send (socket, (const char *) bytes + n, n_bytes - n, NULL, NULL);

      if (n_sent < 0)
        return FALSE;
      n += (gsize) n_sent;
    }
  return TRUE;
}

/* As behind a network: what is sent comes no faster than it is taken. */
static void
wait_until_taken (GSocket *socket)
{
  int n_waiting = 0;

  while (ioctl (g_socket_get_fd (socket), TIOCOUTQ, &n_waiting) == 0 && n_waiting > 0
         && (g_socket_condition_check (socket, G_IO_HUP | G_IO_ERR) & (G_IO_HUP | G_IO_ERR)) == 0)
    g_thread_yield ();
}

static gpointer
flood_thread (gpointer user_data)
{
  /* Signed in, ready. */
  static const char welcome[] = "R\0\0\0\x08\0\0\0\0"
                                "Z\0\0\0\x05I";
  /* Parsed, bound, one column of text, and a row whose one value is said to have 2 000 000 000 bytes. */
  static const char answer[] =
    "1\0\0\0\x04"
    "2\0\0\0\x04"
    "T\0\0\0\x1a\0\x01t\0\0\0\0\0\0\0\0\0\0\x19\xff\xff\xff\xff\xff\xff\0\0"
    "D\x77\x35\x94\x0a\0\x01\x77\x35\x94\0";
  static const char zeros[65536] = { 0 };
  Flood *self = user_data;
  g_autoptr (GSocket) taken = g_socket_accept (self->listening, NULL, NULL);
  char question[4096];

  /* May it be safe? No. Then it says who it is, and asks. */
  g_socket_receive (taken, question, sizeof question, NULL, NULL);
  send_all (taken, "N", 1);
  g_socket_receive (taken, question, sizeof question, NULL, NULL);
  send_all (taken, welcome, sizeof welcome - 1);
  g_socket_receive (taken, question, sizeof question, NULL, NULL);
  send_all (taken, answer, sizeof answer - 1);
  while (self->n_sent < G_GUINT64_CONSTANT (2000000000) && send_all (taken, zeros, sizeof zeros))
    {
      self->n_sent += sizeof zeros;
      wait_until_taken (taken);
    }
  return NULL;
}

/* Two thousand million bytes are announced; a few dozen are taken. */
static void
test_flood (void)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) address = NULL;
  SalonConnectionSettings settings = { .host = (char *) "127.0.0.1", .user = (char *) "marie" };
  SalonConnection *connection = NULL;
  Flood flood = { .listening = socket };
  gint64 sum = 0;
  g_autoptr (GError) error = NULL;
  GThread *thread = NULL;

  g_assert_true (g_socket_bind (socket, any_port, FALSE, NULL) && g_socket_listen (socket, NULL));
  address = g_socket_get_local_address (socket, NULL);
  settings.port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  thread = g_thread_new ("flood", flood_thread, &flood);
  connection = salon_connection_open (&settings, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (
    salon_connection_each (connection, "SELECT t", 0, NULL, add_up, &sum, NULL, &error));
  g_assert_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY);
  salon_connection_free (connection);
  g_thread_join (thread);
  /* What the two computers hold in between comes on top. */
  g_assert_cmpuint (flood.n_sent, >, SALON_CONNECTION_MAX_REPLY_BYTES / 2);
  g_assert_cmpuint (flood.n_sent, <, 2 * SALON_CONNECTION_MAX_REPLY_BYTES);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/connection/values-go-there-and-back", test_query);
  g_test_add_func ("/salon/connection/refusal-has-a-sqlstate-and-harms-nothing", test_refusal);
  g_test_add_func ("/salon/connection/statement-is-planned-once", test_prepared);
  g_test_add_func ("/salon/connection/several-are-asked-together", test_together);
  g_test_add_func ("/salon/connection/together-they-are-done-or-none-is",
                   test_together_or_not_at_all);
  g_test_add_func ("/salon/connection/loss-in-the-midst-of-several-is-a-loss", test_together_lost);
  g_test_add_func ("/salon/connection/broken-one-is-known-unasked", test_alive);
  g_test_add_func ("/salon/connection/session-is-in-utc-and-ends-what-hangs", test_session);
  g_test_add_func ("/salon/connection/many-rows-come-in-chunks", test_rows);
  g_test_add_func ("/salon/connection/failure-behind-many-rows-is-told", test_rows_that_fail);
  g_test_add_func ("/salon/connection/cancel-ends-a-question", test_cancel);
  g_test_add_func ("/salon/connection/silence-is-a-loss", test_patience);
  g_test_add_func ("/salon/connection/notification-wakes", test_notification);
  g_test_add_func ("/salon/connection/another-thread-wakes", test_wake);
  g_test_add_func ("/salon/connection/crashed-server-is-a-loss-that-keeps-what-was-committed",
                   test_crash);
  g_test_add_func ("/salon/connection/closed-door-says-which-one-it-is", test_door);
  g_test_add_func ("/salon/connection/another-kind-of-server-is-no-salon", test_stranger);

  g_test_add_func ("/salon/connection/value-without-end-is-given-up-before-it-eats-the-memory",
                   test_flood);

  server = postgres_fixture_new ();
  status = g_test_run ();
  postgres_fixture_free (server);
  return status;
}
