/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an empty database becomes a salon, and which ones are refused. */
#include "database/salon-migrator.h"
#include "postgres-fixture.h"

static PostgresFixture *server;

static void
run_to (SalonConnection *connection, int version)
{
  g_autoptr (GError) error = NULL;

  salon_migrator_run (connection, version, NULL, &error);
  g_assert_no_error (error);
}

static void
expect_refusal (SalonConnection *connection, SalonDatabaseError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (salon_migrator_run (connection, 0, NULL, &error));
  g_assert_error (error, SALON_DATABASE_ERROR, (int) code);
  g_test_message ("%s", error->message);
}

static void
expect_state (SalonConnection *connection, SalonDatabaseState expected, int expected_version)
{
  SalonDatabaseState state;
  int version;
  g_autoptr (GError) error = NULL;

  salon_migrator_inspect (connection, &state, &version, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, expected);
  g_assert_cmpint (version, ==, expected_version);
}

static SalonConnection *
connect_to_new (void)
{
  g_autofree char *database = postgres_fixture_create_database (server);

  return postgres_fixture_connect (server, database, NULL);
}

static void
test_empty (void)
{
  g_autoptr (SalonConnection) connection = connect_to_new ();
  g_autoptr (GError) error = NULL;

  expect_state (connection, SALON_DATABASE_NOTHING, 0);
  g_assert_false (salon_migrator_check (connection, &error));
  g_assert_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_NOT_PREPARED);
  g_clear_error (&error);

  run_to (connection, 1);
  expect_state (connection, SALON_DATABASE_OURS, 1);
  g_assert_false (salon_migrator_check (connection, &error));
  g_assert_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_OLDER);
  g_clear_error (&error);

  run_to (connection, 0);
  expect_state (connection, SALON_DATABASE_OURS, salon_migrator_get_latest ());
  g_assert_true (salon_migrator_check (connection, &error));
  g_assert_no_error (error);
}

static void
test_twice (void)
{
  g_autoptr (SalonConnection) connection = connect_to_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  run_to (connection, 0);
  before = fixture_read_text (connection, "SELECT array_agg (m ORDER BY version)::text\n"
                                          "FROM salon.schema_migrations AS m");
  run_to (connection, 0);
  after = fixture_read_text (connection, "SELECT array_agg (m ORDER BY version)::text\n"
                                         "FROM salon.schema_migrations AS m");
  g_assert_cmpstr (before, ==, after);
}

static void
test_older_program (void)
{
  g_autoptr (SalonConnection) connection = connect_to_new ();
  g_autoptr (GError) error = NULL;

  run_to (connection, 0);
  fixture_execute (connection, "INSERT INTO salon.schema_migrations (version, name, sha256)\n"
                               "VALUES (99, '0099-later', 'x')");
  expect_state (connection, SALON_DATABASE_NEWER, 99);
  expect_refusal (connection, SALON_DATABASE_ERROR_NEWER);
  g_assert_false (salon_migrator_check (connection, &error));
  g_assert_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_NEWER);
}

static void
test_changed_past (void)
{
  g_autoptr (SalonConnection) connection = connect_to_new ();

  run_to (connection, 1);
  fixture_execute (connection, "UPDATE salon.schema_migrations SET sha256 = md5 ('else')");
  expect_refusal (connection, SALON_DATABASE_ERROR_FOREIGN);
  expect_state (connection, SALON_DATABASE_OURS, 1);
}

static void
test_foreign (void)
{
  static const char *const scripts[] = {
    "CREATE TABLE recipes (id INTEGER)",
    "CREATE SCHEMA kitchen; CREATE VIEW kitchen.oven AS SELECT 1 AS heat",
    /* Nearly the seed's. */
    "CREATE TABLE bookings (id UUID PRIMARY KEY, service_id UUID)",
    "CREATE TABLE services (id SERIAL PRIMARY KEY)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (SalonConnection) connection = connect_to_new ();

      fixture_execute (connection, scripts[i]);
      expect_state (connection, SALON_DATABASE_FOREIGN, 0);
      expect_refusal (connection, SALON_DATABASE_ERROR_FOREIGN);
      g_assert_cmpint (
        fixture_read_int (connection, "SELECT count (*) FROM pg_namespace WHERE nspname = 'salon'"),
        ==, 0);
    }
}

/* Somebody else's tables of the names that we add: nothing may be written over. */
static void
test_own_names (void)
{
  g_autoptr (SalonConnection) connection = connect_to_new ();

  run_to (connection, 1);
  fixture_execute (connection, "DROP SCHEMA salon CASCADE");
  expect_state (connection, SALON_DATABASE_SEED, 0);
  fixture_execute (connection, "CREATE TABLE alembic_version (version_num VARCHAR (32))");
  expect_state (connection, SALON_DATABASE_SEED, 0);
  fixture_execute (connection, "CREATE TABLE clients (id UUID)");
  expect_state (connection, SALON_DATABASE_FOREIGN, 0);
}

static void
test_encoding (void)
{
  g_autoptr (SalonConnection) connection = NULL;

  postgres_fixture_execute (server, "postgres",
                            "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
  connection = postgres_fixture_connect (server, "latin", NULL);
  expect_refusal (connection, SALON_DATABASE_ERROR_FOREIGN);
  expect_state (connection, SALON_DATABASE_NOTHING, 0);
}

static gpointer
run_thread (gpointer database)
{
  g_autoptr (SalonConnection) connection = postgres_fixture_connect (server, database, NULL);

  run_to (connection, 0);
  return NULL;
}

static void
test_runners_that_meet (void)
{
  g_autofree char *database = postgres_fixture_create_database (server);
  g_autoptr (SalonConnection) connection = NULL;
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("runner", run_thread, database);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  connection = postgres_fixture_connect (server, database, NULL);
  expect_state (connection, SALON_DATABASE_OURS, salon_migrator_get_latest ());
  g_assert_cmpint (fixture_read_int (connection,
                                     "SELECT count (*) FROM pg_locks WHERE locktype = 'advisory'"),
                   ==, 0);
}

/* A migration that fails in the middle leaves the version before it. */
static void
test_failure (void)
{
  g_autoptr (SalonConnection) connection = connect_to_new ();

  run_to (connection, 1);
  fixture_execute (connection, "CREATE VIEW staff AS SELECT 1 AS one");
  expect_refusal (connection, SALON_DATABASE_ERROR_REPLY);
  expect_state (connection, SALON_DATABASE_OURS, 1);
  g_assert_cmpint (fixture_read_int (connection,
                                     "SELECT count (*) FROM pg_class WHERE relname = 'clients'"),
                   ==, 0);

  fixture_execute (connection, "DROP VIEW staff");
  run_to (connection, 0);
}

/* The role is the server's: this test has a server of its own. */
static void
test_no_right_to_make_roles (void)
{
  PostgresFixture *shared = server;
  g_autoptr (PostgresFixture) own = postgres_fixture_new ();
  g_autoptr (SalonConnection) connection = NULL;

  server = own;
  postgres_fixture_execute (own, "postgres", "CREATE ROLE keeper LOGIN");
  postgres_fixture_execute (own, "postgres", "CREATE DATABASE kept OWNER keeper");
  connection = postgres_fixture_connect (own, "kept", "keeper");
  expect_refusal (connection, SALON_DATABASE_ERROR_RIGHTS);
  expect_state (connection, SALON_DATABASE_NOTHING, 0);

  /* What the message says an administrator can do. */
  postgres_fixture_execute (own, "postgres", "CREATE ROLE serenaia_desk NOLOGIN");
  run_to (connection, 0);
  expect_state (connection, SALON_DATABASE_OURS, salon_migrator_get_latest ());
  server = shared;
}

static void
test_desk (void)
{
  g_autofree char *database = postgres_fixture_create_salon (server);
  g_autoptr (SalonConnection) desk = NULL;
  g_autoptr (GError) error = NULL;

  postgres_fixture_create_desk (server, "marie");
  desk = postgres_fixture_connect (server, database, "marie");
  g_assert_true (salon_migrator_check (desk, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_read_int (desk, "SELECT count (*) FROM staff"), ==, 1);
  g_assert_cmpint (fixture_read_int (desk, "SELECT count (*) FROM bookings"), ==, 0);

  fixture_refuse (desk, "SELECT * FROM users", "42501");
  fixture_refuse (desk, "UPDATE staff SET name = 'x'", "42501");
  fixture_refuse (desk, "INSERT INTO salon_settings (key, value) VALUES ('a', '1')", "42501");
  fixture_refuse (desk, "DELETE FROM bookings", "42501");
  fixture_refuse (desk, "TRUNCATE gift_card_movements", "42501");
  fixture_refuse (desk, "DELETE FROM salon.schema_migrations", "42501");
  fixture_refuse (desk, "CREATE TABLE salon.mine (id INTEGER)", "42501");
}

#define FILLED_BOOKING "20000000-0000-7000-8000-00000000000"
#define FILLED_CHAIR "00000000-0000-7000-8000-000000000001"

/* A salon at work gets the buffers before: what is there keeps its place and its number in the feed,
 * so no device has to read it again. */
static void
test_planning_of_filled (void)
{
  static const char *feed = "SELECT count (*) || ' ' || max (seq) FROM salon.sync_rows";
  g_autoptr (SalonConnection) connection = connect_to_new ();
  g_autofree char *feed_before = NULL;
  g_autofree char *feed_after = NULL;
  g_autofree char *during = NULL;

  run_to (connection, 5);
  fixture_execute (
    connection,
    "INSERT INTO bookings (id, client_name, booking_date, booking_time, status, staff_id,\n"
    "                      duration_minutes, buffer_minutes, price) VALUES\n"
    "  ('" FILLED_BOOKING "1', 'Marie', '2026-03-12', '14:00', 'confirmed', '" FILLED_CHAIR
    "', 60, 15, 45),\n"
    "  ('" FILLED_BOOKING "2', 'Léa', '2026-03-12', '15:15', 'pending', '" FILLED_CHAIR
    "', 30, 0, 20)");
  feed_before = fixture_read_text (connection, feed);
  run_to (connection, 0);
  feed_after = fixture_read_text (connection, feed);
  g_assert_cmpstr (feed_after, ==, feed_before);

  during =
    fixture_read_text (connection, "SELECT string_agg (lower (during)::time || '-'\n"
                                   "  || upper (during)::time, ' ' ORDER BY id) FROM bookings");
  g_assert_cmpstr (during, ==, "14:00:00-15:15:00 15:15:00-15:45:00");
  fixture_refuse (connection,
                  "UPDATE bookings SET buffer_before_minutes = 1\n"
                  "WHERE id = '" FILLED_BOOKING "2'",
                  "23P01");
  fixture_execute (connection, "UPDATE bookings SET buffer_before_minutes = 10\n"
                               "WHERE id = '" FILLED_BOOKING "1'");
  g_assert_cmpint (fixture_read_int (connection, "SELECT count (*) FROM salon.wire_bookings\n"
                                                 "WHERE buffer_before_minutes = 10"),
                   ==, 1);
}

static void
test_rights_again (void)
{
  g_autofree char *database = postgres_fixture_create_salon (server);
  g_autoptr (SalonConnection) connection = postgres_fixture_connect (server, database, NULL);
  g_autoptr (SalonConnection) desk = NULL;

  postgres_fixture_create_desk (server, "zoe");
  fixture_execute (connection, "REVOKE ALL ON SCHEMA salon FROM serenaia_desk;\n"
                               "REVOKE ALL ON staff FROM serenaia_desk");
  desk = postgres_fixture_connect (server, database, "zoe");
  fixture_refuse (desk, "SELECT * FROM staff", "42501");
  run_to (connection, 0);
  fixture_execute (desk, "SELECT * FROM staff");
}

#define ADD(path, test) g_test_add_func ("/salon/migrator/" path, test)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  ADD ("empty-database-becomes-a-salon", test_empty);
  ADD ("second-run-changes-nothing", test_twice);
  ADD ("salon-of-a-newer-program-is-refused", test_older_program);
  ADD ("changed-migration-is-refused", test_changed_past);
  ADD ("database-of-something-else-is-refused", test_foreign);
  ADD ("only-the-seed-is-adopted", test_own_names);
  ADD ("database-that-is-not-in-utf8-is-refused", test_encoding);
  ADD ("runners-that-meet-wait-for-one-another", test_runners_that_meet);
  ADD ("failed-migration-leaves-the-version-before", test_failure);
  ADD ("missing-right-to-make-the-role-is-told", test_no_right_to_make_roles);
  ADD ("desk-reads-and-writes-nothing", test_desk);
  ADD ("salon-at-work-gets-the-buffers-before", test_planning_of_filled);
  ADD ("lost-rights-are-given-again", test_rights_again);

  server = postgres_fixture_new ();
  status = g_test_run ();
  postgres_fixture_free (server);
  return status;
}
