/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feed as C reads it, and that the list of columns in the database is the one in C. */
#include "core/salon-json.h"
#include "database/salon-feed-query.h"
#include "shared-salon.h"

#define C1 ID ("c", "0001")
#define C2 ID ("c", "0002")

static PostgresFixture *server;

static const char *const kind_names[] = {
  [SALON_KIND_UUID] = "uuid",   [SALON_KIND_TEXT] = "text",       [SALON_KIND_INTEGER] = "integer",
  [SALON_KIND_MONEY] = "money", [SALON_KIND_BOOLEAN] = "boolean", [SALON_KIND_DATE] = "date",
  [SALON_KIND_TIME] = "time",   [SALON_KIND_INSTANT] = "instant", [SALON_KIND_JSON] = "json",
};

static void
test_columns (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (GString) expected = g_string_new (NULL);
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    for (gsize j = 0; j < tables[i].n_columns; j++)
      g_string_append_printf (expected, "%s %s %s %s %s\n", tables[i].name, tables[i].key,
                              tables[i].columns[j].name, kind_names[tables[i].columns[j].kind],
                              tables[i].columns[j].nullable ? "true" : "false");
  assert_read (
    salon->owner,
    "SELECT string_agg (concat_ws (' ', t.name, t.key, c.name, c.kind, c.nullable::text) || E'\\n', '' "
    "ORDER BY t.position, c.position) "
    "FROM salon.synced_tables AS t JOIN salon.synced_columns AS c ON c.table_name = t.name",
    expected->str);
}

/* A row without a value that a desk needs would stop every desk's feed. */
static void
test_required_columns (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);

  assert_read (
    salon->owner,
    "SELECT string_agg (c.table_name || '.' || c.name, ' ') "
    "FROM salon.synced_columns AS c "
    "JOIN pg_attribute AS a ON a.attrelid = format ('public.%I', c.table_name)::regclass "
    "  AND a.attname = c.name "
    "WHERE a.attnotnull = c.nullable",
    "");
}

static const char *const a_row_in_every_table =
  "INSERT INTO public.services (id, name, category, description, duration_minutes, price)"
  " VALUES ('50000000-0000-4000-8000-000000000001', 'Pose', 'ongles', E'a\\n“b”', 90, 45.5);"
  "INSERT INTO public.clients (id, name, created_at, anonymised_at)"
  " VALUES ('" C1 "', 'Zoé', '2026-03-01 09:00:00.75+02', NULL);"
  "INSERT INTO public.bookings (id, service_id, client_name, booking_date, booking_time, status,"
  " payment_status, payment_amount, cancelled_at, created_at, client_id, staff_id, duration_minutes,"
  " price, hold_expires_at)"
  " VALUES ('b0000000-0000-4000-8000-000000000001', '50000000-0000-4000-8000-000000000001', 'Zoé',"
  " '2026-03-29', '02:30', 'cancelled', 'pending', 0.5, '2026-03-01 10:00:00.5', '2026-03-01 10:00:00',"
  " '" C1 "', '" STAFF "', 90, 45, '2026-03-01 12:00:00+02');"
  "INSERT INTO public.availabilities (id, day_of_week, start_time, end_time)"
  " VALUES ('a1000000-0000-4000-8000-000000000001', 0, '09:00', '24:00');"
  "INSERT INTO public.opening_exceptions (id, from_date, to_date, open)"
  " VALUES ('e0000000-0000-4000-8000-000000000001', '2026-05-01', '2026-05-08', FALSE);"
  "INSERT INTO public.blocked_dates (id, date) VALUES ('e1000000-0000-4000-8000-000000000001', '2026-07-14');"
  "INSERT INTO public.gift_cards (id, code, type, amount, buyer_name, recipient_name, expiry_date)"
  " VALUES ('ca000000-0000-4000-8000-000000000001', 'SERA-1', 'amount', 50, 'Paul', 'Zoé', '2027-01-01');"
  "INSERT INTO public.payments (id, booking_id, amount, payment_method, status, metadata)"
  " VALUES ('7a000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000001', -1.1, 'cash',"
  " 'completed', '{\"a\": [1, null, \"b\"]}');"
  "INSERT INTO public.notifications (id, type, channel, recipient, status, sent_at, due_at)"
  " VALUES ('0a000000-0000-4000-8000-000000000001', 'sms', 'reminder', '+33612345678', 'sent',"
  " '2026-03-01 10:00:00', '2026-03-01 10:00:00Z');"
  "INSERT INTO public.salon_settings VALUES ('salon.name', '\"Chez Zoé\"'), ('calendar.step_minutes', '15');";

/* Rows as lines "table id JSON", sorted. */
static void
add_line (GPtrArray *lines, const SalonTable *table, JsonObject *row)
{
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%s ", table->name);
  for (gsize i = 0; i < table->n_columns; i++)
    {
      salon_json_append (line, json_object_get_member (row, table->columns[i].name));
      g_string_append_c (line, ' ');
    }
  g_ptr_array_add (lines, g_string_free_and_steal (line));
}

static gboolean
take_batch (SalonRowBatch *batch, gpointer user_data, GError **error)
{
  g_autoptr (SalonRowBatch) taken = batch;
  GPtrArray *lines = user_data;

  g_assert_cmpint (salon_row_batch_get_n_rows (taken), <=, SALON_FEED_QUERY_BATCH_ROWS);
  for (gsize i = 0; i < salon_row_batch_get_n_rows (taken); i++)
    {
      g_autoptr (GError) fault = NULL;
      g_autoptr (JsonObject) row = salon_row_batch_dup_row (taken, i, &fault);

      g_assert_no_error (fault);
      add_line (lines, salon_row_batch_get_table (taken), row);
    }
  return TRUE;
}

static char *
join_sorted (GPtrArray *lines)
{
  g_ptr_array_sort_values (lines, (GCompareFunc) g_strcmp0);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static char *
read_everything (SalonConnection *connection, SalonCursor *end)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  salon_feed_query_everything (connection, take_batch, lines, end, NULL, &error);
  g_assert_no_error (error);
  return join_sorted (lines);
}

static char *
read_pages (SalonConnection *connection, SalonCursor *cursor, guint max_rows)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gboolean has_more = TRUE;

  while (has_more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SalonFeedPage) page =
        salon_feed_query_page (connection, cursor, max_rows, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (salon_feed_page_follows (page, cursor));
      for (gsize i = 0; i < salon_feed_page_get_n_rows (page); i++)
        {
          const SalonFeedRow *row = salon_feed_page_get_row (page, i);

          g_assert_false (row->deleted);
          add_line (lines, row->table, row->row);
        }
      *cursor = *salon_feed_page_get_end (page);
      has_more = salon_feed_page_has_more (page);
    }
  return join_sorted (lines);
}

static void
test_both_ways (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  SalonCursor end = { "", 0, 0 };
  SalonCursor cursor = { "", 0, 0 };
  g_autofree char *all = NULL, *pages = NULL, *generation = NULL, *after = NULL;

  fixture_execute (salon->owner, a_row_in_every_table);
  all = read_everything (salon->owner, &end);
  generation = fixture_read_text (salon->owner, "SELECT generation FROM salon.database");
  g_strlcpy (cursor.generation, generation, sizeof cursor.generation);
  pages = read_pages (salon->owner, &cursor, 3);
  g_test_message ("%s", all);
  g_assert_cmpstr (all, ==, pages);
  g_assert_cmpstr (end.generation, ==, generation);
  after = read_pages (salon->owner, &end, 100);
  g_assert_cmpstr (after, ==, "");

  g_assert_nonnull (strstr (all, "\"45.50\""));
  g_assert_nonnull (strstr (all, "\"-1.10\""));
  g_assert_nonnull (strstr (all, "\"24:00:00\""));
  g_assert_nonnull (strstr (all, "\"2026-03-01T07:00:00Z\""));
}

/* Who commits while everything is read, and who has not yet. */
static void
test_no_gap_after_everything (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (SalonConnection) slow = postgres_fixture_connect (server, salon->database, NULL);
  SalonCursor end;
  g_autofree char *all = NULL, *held = NULL, *after = NULL;

  fixture_execute (slow, "BEGIN; INSERT INTO public.clients (id, name) VALUES ('" C1 "', 'Slow')");
  fixture_execute (salon->owner,
                   "INSERT INTO public.clients (id, name) VALUES ('" C2 "', 'Quick')");
  all = read_everything (salon->owner, &end);
  g_assert_nonnull (strstr (all, "Quick"));
  g_assert_null (strstr (all, "Slow"));
  held = read_pages (salon->owner, &end, 100);
  g_assert_cmpstr (held, ==, "");
  fixture_execute (slow, "COMMIT");
  after = read_pages (salon->owner, &end, 100);
  g_assert_nonnull (strstr (after, "Slow"));
}

/* Numbers of transactions that left no trace are given again after a crash. */
static void
test_no_gap_after_crash (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  SalonCursor end;
  g_autofree char *all = NULL, *after = NULL;

  for (int i = 0; i < 100; i++)
    fixture_execute (salon->owner, "BEGIN; SELECT pg_current_xact_id (); ROLLBACK");
  all = read_everything (salon->owner, &end);
  g_clear_pointer (&salon->owner, salon_connection_free);
  postgres_fixture_restart (server);

  salon->owner = postgres_fixture_connect (server, salon->database, NULL);
  fixture_execute (salon->owner,
                   "INSERT INTO public.clients (id, name) VALUES ('" C1 "', 'Marie')");
  after = read_pages (salon->owner, &end, 100);
  g_assert_nonnull (strstr (after, "Marie"));
}

/* Who does not wait for the disk makes rows visible that a crash takes back, numbers and all. */
static void
test_durable (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);

  fixture_execute (salon->owner, "SET synchronous_commit = off; BEGIN");
  assert_read (salon->owner, "SELECT current_setting ('synchronous_commit')", "off");
  fixture_execute (salon->owner,
                   "INSERT INTO public.clients (id, name) VALUES ('" C1 "', 'Marie')");
  assert_read (salon->owner, "SELECT current_setting ('synchronous_commit')", "on");
  fixture_execute (salon->owner, "COMMIT");
  assert_read (salon->owner, "SELECT current_setting ('synchronous_commit')", "off");
}

static void
test_batches (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  SalonCursor end;
  g_autofree char *all = NULL;

  fixture_execute (
    salon->owner,
    "INSERT INTO public.clients (name) SELECT 'C' || i FROM generate_series (1, 4500) AS i;"
    "INSERT INTO public.clients (name, notes) VALUES ('large', repeat ('x', 100001))");
  all = read_everything (salon->owner, &end);
  g_assert_nonnull (strstr (all, "C4500"));
  g_assert_null (strstr (all, "large"));
}

static gboolean
refuse_batch (SalonRowBatch *batch, gpointer user_data, GError **error)
{
  salon_row_batch_unref (batch);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return FALSE;
}

static void
test_refused_batch (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  SalonCursor end;
  g_autoptr (GError) error = NULL;

  g_assert_false (
    salon_feed_query_everything (salon->owner, refuse_batch, NULL, &end, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
test_other_generation (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  SalonCursor cursor = { C1, 5, 7 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonFeedPage) page = salon_feed_query_page (salon->owner, &cursor, 10, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (salon_feed_page_get_n_rows (page), ==, 0);
  g_assert_false (salon_feed_page_follows (page, &cursor));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  server = postgres_fixture_new ();

  g_test_add_func ("/salon/feed-query/the-columns-are-those-of-the-one-list", test_columns);
  g_test_add_func ("/salon/feed-query/what-a-desk-needs-is-never-null", test_required_columns);
  g_test_add_func ("/salon/feed-query/pages-and-everything-say-the-same", test_both_ways);
  g_test_add_func ("/salon/feed-query/the-feed-goes-on-from-everything-without-a-gap",
                   test_no_gap_after_everything);
  g_test_add_func ("/salon/feed-query/nor-when-the-server-crashed-meanwhile",
                   test_no_gap_after_crash);
  g_test_add_func ("/salon/feed-query/what-is-in-the-feed-is-on-the-disk", test_durable);
  g_test_add_func ("/salon/feed-query/everything-comes-in-batches", test_batches);
  g_test_add_func ("/salon/feed-query/a-batch-that-is-refused-ends-it", test_refused_batch);
  g_test_add_func ("/salon/feed-query/another-generation-is-told", test_other_generation);
  result = g_test_run ();

  postgres_fixture_free (server);
  return result;
}
