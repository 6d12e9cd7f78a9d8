/* SPDX-License-Identifier: GPL-3.0-or-later */
/* salon.pull(): everything that was written, once, in order, and never past the fence. */
#include "database/salon-push.h"
#include "shared-salon.h"

#define C1 ID ("c", "0001")
#define C2 ID ("c", "0002")
#define GENERATION "(SELECT generation::text FROM salon.database)"

/* One line for each row: table, last four letters of the id, and whether it is there. */
#define AS_LINE                                                                                    \
  "concat_ws (' ', (SELECT string_agg (concat (l ->> 'table', ':', right (l ->> 'id', 4),"         \
  "  CASE WHEN l ? 'too_large' THEN '!' WHEN (l ->> 'deleted')::boolean THEN '-' ELSE '+' END),"   \
  "  ' ' ORDER BY n) FROM jsonb_array_elements (p -> 'rows') WITH ORDINALITY AS r (l, n)),"        \
  "  CASE WHEN (p ->> 'more')::boolean THEN 'more' END,"                                           \
  "  CASE WHEN (p ->> 'held')::boolean THEN 'held' END)"

static PostgresFixture *server;

typedef struct
{
  SharedSalon *salon;
  SalonConnection *connection;
  char *xid;
  char *seq;
} Reader;

static Reader *
reader_new (SharedSalon *salon)
{
  Reader *self = g_new0 (Reader, 1);

  self->salon = salon;
  self->connection = postgres_fixture_connect (server, salon->database, NULL);
  self->xid = g_strdup ("0");
  self->seq = g_strdup ("0");
  return self;
}

static void
reader_free (Reader *self)
{
  g_clear_pointer (&self->connection, salon_connection_free);
  g_free (self->xid);
  g_free (self->seq);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reader, reader_free)

/* Reads a page and moves on. */
static char *
reader_pull (Reader *self, int rows)
{
  g_autofree char *sql = g_strdup_printf ("SELECT p ->> 'xid', p ->> 'seq', " AS_LINE
                                          " FROM salon.pull (" GENERATION ", '%s', %s, %d) AS p",
                                          self->xid, self->seq, rows);
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result =
    salon_connection_query (self->connection, sql, 0, NULL, NULL, &error);

  g_assert_no_error (error);
  g_free (self->xid);
  g_free (self->seq);
  self->xid = g_strdup (PQgetvalue (result, 0, 0));
  self->seq = g_strdup (PQgetvalue (result, 0, 1));
  return g_strdup (PQgetvalue (result, 0, 2));
}

#define assert_pulled(reader, rows, expected)                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *pulled_ = reader_pull (reader, rows);                                         \
    g_assert_cmpstr (pulled_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

static void
add_client (SalonConnection *connection, const char *id, const char *name)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO public.clients (id, name, is_blocked, sms_consent, email_consent, language, created_at)"
    "VALUES ('%s', '%s', FALSE, TRUE, TRUE, 'fr', '2026-03-01 09:00:00Z')",
    id, name);

  fixture_execute (connection, sql);
}

static void
test_first_page (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Reader) reader = reader_new (salon);

  assert_pulled (reader, 10, "staff:0001+");
  assert_pulled (reader, 10, "");
}

static void
test_writes (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Reader) reader = reader_new (salon);

  add_client (salon->owner, C1, "Marie");
  add_client (salon->owner, C2, "Zoé");
  assert_pulled (reader, 10, "staff:0001+ clients:0001+ clients:0002+");
  fixture_execute (salon->owner, "UPDATE public.clients SET name = 'Anne' WHERE name = 'Marie'");
  fixture_execute (salon->owner,
                   "INSERT INTO public.salon_settings VALUES ('salon.name', '\"Chez Anne\"')");
  assert_pulled (reader, 10, "clients:0001+ salon_settings:name+");
  fixture_execute (salon->owner, "DELETE FROM public.clients WHERE name = 'Anne'");
  assert_pulled (reader, 10, "clients:0001-");
  add_client (salon->owner, C1, "Marie");
  assert_pulled (reader, 10, "clients:0001+");
  /* Written twice, or as it was: once, or not at all. */
  fixture_execute (salon->owner, "BEGIN;"
                                 "UPDATE public.clients SET notes = 'a' WHERE name = 'Marie';"
                                 "UPDATE public.clients SET notes = 'b' WHERE name = 'Marie';"
                                 "COMMIT");
  assert_pulled (reader, 10, "clients:0001+");
  fixture_execute (salon->owner, "UPDATE public.clients SET notes = 'b' WHERE name = 'Marie'");
  assert_pulled (reader, 10, "");
}

static void
test_other_programs (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Reader) reader = reader_new (salon);

  add_client (salon->owner, C1, "Marie");
  assert_pulled (reader, 10, "staff:0001+ clients:0001+");
  fixture_execute (salon->owner, "UPDATE public.clients SET id = '" C2 "'");
  assert_pulled (reader, 10, "clients:0001- clients:0002+");
  fixture_execute (salon->owner,
                   "INSERT INTO public.opening_exceptions (id, from_date, to_date, open) "
                   "VALUES ('" ID ("e", "0001") "', '2026-05-01', '2026-05-08', FALSE)");
  assert_pulled (reader, 10, "opening_exceptions:0001+");
  fixture_execute (salon->owner, "TRUNCATE public.opening_exceptions");
  assert_pulled (reader, 10, "opening_exceptions:0001-");
}

static void
test_rolled_back (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Reader) reader = reader_new (salon);

  assert_pulled (reader, 10, "staff:0001+");
  fixture_execute (salon->owner, "BEGIN");
  add_client (salon->owner, C1, "Marie");
  fixture_execute (salon->owner, "ROLLBACK");
  assert_pulled (reader, 10, "");
}

/* The one that a plain "seq > last" loses: the first to write is the last to commit. */
static void
test_fence (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (SalonConnection) slow = postgres_fixture_connect (server, salon->database, NULL);
  g_autoptr (Reader) reader = reader_new (salon);
  gint64 plain;

  assert_pulled (reader, 10, "staff:0001+");
  fixture_execute (slow, "BEGIN");
  add_client (slow, C1, "Marie");
  add_client (salon->owner, C2, "Zoé");
  assert_pulled (reader, 10, "held");
  plain = fixture_read_int (salon->owner, "SELECT max (seq) FROM salon.sync_rows");
  fixture_execute (slow, "COMMIT");
  assert_pulled (reader, 10, "clients:0001+ clients:0002+");

  g_assert_cmpint (fixture_read_int (salon->owner,
                                     "SELECT seq FROM salon.sync_rows WHERE id = '" C1 "'"),
                   <, plain);
}

/* A transaction that writes nothing of the salon holds the others all the same. */
static void
test_fence_of_others (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (SalonConnection) other = postgres_fixture_connect (server, salon->database, NULL);
  g_autoptr (Reader) reader = reader_new (salon);

  assert_pulled (reader, 10, "staff:0001+");
  fixture_execute (other, "BEGIN; SELECT pg_current_xact_id ()");
  add_client (salon->owner, C1, "Marie");
  assert_pulled (reader, 10, "held");
  fixture_execute (other, "ROLLBACK");
  assert_pulled (reader, 10, "clients:0001+");
}

static void
test_pages (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Reader) reader = reader_new (salon);

  /* One transaction: pages end inside of it. */
  fixture_execute (salon->owner, "BEGIN");
  add_client (salon->owner, C1, "Marie");
  add_client (salon->owner, C2, "Zoé");
  add_client (salon->owner, ID ("c", "0003"), "Anne");
  fixture_execute (salon->owner, "COMMIT");
  assert_pulled (reader, 2, "staff:0001+ clients:0001+ more");
  /* What is written again meanwhile comes later. */
  fixture_execute (salon->owner, "UPDATE public.clients SET notes = 'x' WHERE name = 'Zoé'");
  assert_pulled (reader, 1, "clients:0003+ more");
  assert_pulled (reader, 1, "clients:0002+");
  assert_pulled (reader, 0, "");
}

static void
test_long_rows (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Reader) reader = reader_new (salon);

  assert_pulled (reader, 10, "staff:0001+");
  fixture_execute (
    salon->owner,
    "INSERT INTO public.salon_settings "
    "SELECT 'k' || lpad (i::text, 4, '0'), to_jsonb (repeat ('x', 90000)) FROM generate_series (1, 60) AS i");
  {
    g_autofree char *first = reader_pull (reader, 500);
    g_autofree char *second = reader_pull (reader, 500);

    g_assert_true (g_str_has_suffix (first, "salon_settings:0046+ more"));
    g_assert_true (g_str_has_suffix (second, "salon_settings:0060+"));
  }

  add_client (salon->owner, C1, "Marie");
  add_client (salon->owner, C2, "Zoé");
  fixture_execute (salon->owner,
                   "UPDATE public.clients SET notes = repeat ('x', 100001) WHERE name = 'Marie'");
  assert_pulled (reader, 10, "clients:0002+ clients:0001!");
}

static void
test_generation (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);

  assert_read (salon->owner,
               "SELECT jsonb_array_length (p -> 'rows') || ' ' || (p ->> 'generation' = " GENERATION
               ") "
               "|| ' ' || (p ->> 'xid') "
               "FROM salon.pull ('" C1 "', '0', 0, 10) AS p",
               "0 true 0");
  /* A cursor from a future that is no more. */
  assert_read (salon->owner,
               "SELECT jsonb_array_length (p -> 'rows') || ' ' || (p ->> 'generation') "
               "FROM salon.pull (" GENERATION ", '99999999999', 0, 10) AS p",
               "0 00000000-0000-0000-0000-000000000000");
}

/* A copy is what a restore makes: the same rows, and transaction numbers that mean nothing. */
static void
test_restored (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (SalonConnection) copy = NULL;
  g_autofree char *create =
    g_strdup_printf ("CREATE DATABASE restored TEMPLATE %s", salon->database);
  g_autofree char *before = NULL, *again = NULL;
  g_autofree char *generation =
    fixture_read_text (salon->owner, "SELECT generation FROM salon.database");

  add_client (salon->owner, C1, "Marie");
  fixture_execute (salon->owner, "UPDATE salon.sync_rows SET xid = '99999999999'");
  g_clear_pointer (&salon->owner, salon_connection_free);
  postgres_fixture_execute (server, "postgres", create);

  copy = postgres_fixture_connect (server, "restored", NULL);
  before = fixture_read_text (copy, "SELECT salon.hello ('" C1 "', 'Reception') ->> 'generation'");
  g_assert_cmpstr (before, !=, generation);
  again = fixture_read_text (copy, "SELECT salon.hello ('" C1 "', 'Reception') ->> 'generation'");
  g_assert_cmpstr (again, ==, before);
  assert_read (copy, "SELECT " AS_LINE " FROM salon.pull (" GENERATION ", '0', 0, 10) AS p",
               "staff:0001+ clients:0001+");
}

static void
test_notified (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (SalonConnection) listener = postgres_fixture_connect (server, salon->database, NULL);
  g_autoptr (Reader) reader = reader_new (salon);
  g_autoptr (GError) error = NULL;

  fixture_execute (listener, "LISTEN salon");
  add_client (salon->owner, C1, "Marie");
  salon_connection_wait (listener, NULL, -1, &error);
  g_assert_no_error (error);
  assert_pulled (reader, 10, "staff:0001+ clients:0001+");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  server = postgres_fixture_new ();

  g_test_add_func ("/salon/feed/what-was-there-before-is-in-it", test_first_page);
  g_test_add_func ("/salon/feed/every-write-is-in-it-once", test_writes);
  g_test_add_func ("/salon/feed/also-what-other-programs-do", test_other_programs);
  g_test_add_func ("/salon/feed/what-was-rolled-back-is-not", test_rolled_back);
  g_test_add_func ("/salon/feed/who-commits-last-is-not-passed-over", test_fence);
  g_test_add_func ("/salon/feed/any-running-transaction-holds-it-and-it-says-so",
                   test_fence_of_others);
  g_test_add_func ("/salon/feed/pages-follow-on-one-another", test_pages);
  g_test_add_func ("/salon/feed/a-page-has-an-end-and-a-row-too-large-is-named", test_long_rows);
  g_test_add_func ("/salon/feed/a-cursor-of-another-generation-gets-nothing", test_generation);
  g_test_add_func ("/salon/feed/a-restored-database-is-of-another-generation", test_restored);
  g_test_add_func ("/salon/feed/who-listens-is-woken", test_notified);
  result = g_test_run ();

  postgres_fixture_free (server);
  return result;
}
