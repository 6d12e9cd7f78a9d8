/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of the file against the one list of src/core/salon-schema.c, and what the tables
 * themselves refuse, whoever writes.
 */
#include "core/salon-schema.h"
#include "store-fixture.h"

#define BOOKING "00000000-0000-7000-8000-0000000000b"
#define FOUND_TABLES                                                                               \
  "SELECT count (*) FROM pragma_table_list\n"                                                      \
  "WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"

static const char *
storage_of_kind (SalonKind kind)
{
  switch (kind)
    {
    case SALON_KIND_UUID:
    case SALON_KIND_TEXT:
    case SALON_KIND_DATE:
    case SALON_KIND_TIME:
    case SALON_KIND_JSON:
      return "TEXT";
    case SALON_KIND_INTEGER:
    case SALON_KIND_MONEY:
    case SALON_KIND_BOOLEAN:
    case SALON_KIND_INSTANT:
      return "INTEGER";
    }
  g_assert_not_reached ();
}

/* "id TEXT NOT NULL KEY" for each column, a line each. */
static char *
describe_expected (const SalonTable *table)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < table->n_columns; i++)
    g_string_append_printf (text, "%s %s%s%s\n", table->columns[i].name,
                            storage_of_kind (table->columns[i].kind),
                            table->columns[i].nullable ? "" : " NOT NULL",
                            g_str_equal (table->columns[i].name, table->key) ? " KEY" : "");
  return g_string_free_and_steal (text);
}

/* Generated columns are hidden ones: they are ours, not the shared schema's. */
static char *
describe_found (StoreFixture *fixture, const char *table)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT coalesce (group_concat (name || ' ' || type || iif (\"notnull\", ' NOT NULL', '')\n"
    "                     || iif (pk, ' KEY', '') || char (10), ''), '')\n"
    "FROM (SELECT * FROM pragma_table_xinfo ('%s') WHERE hidden = 0 ORDER BY cid)",
    table);

  return store_fixture_read_text (fixture, sql);
}

static void
test_columns (StoreFixture *fixture, gconstpointer unused)
{
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    {
      g_autofree char *expected = describe_expected (&tables[i]);
      g_autofree char *found = describe_found (fixture, tables[i].name);

      g_test_message ("%s", tables[i].name);
      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_strict (StoreFixture *fixture, gconstpointer unused)
{
  g_assert_cmpint (store_fixture_read_int (fixture, FOUND_TABLES), >, 13);
  g_assert_cmpint (store_fixture_read_int (fixture, FOUND_TABLES
                                           " AND NOT strict AND name NOT LIKE '%search%'"),
                   ==, 0);
}

static void
test_rights (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, endings[i], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;
      g_autoptr (GFileInfo) info =
        g_file_query_info (file, G_FILE_ATTRIBUTE_UNIX_MODE, G_FILE_QUERY_INFO_NONE, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmphex (g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_UNIX_MODE) & 0777,
                       ==, 0600);
    }
}

static int
insert_booking (StoreFixture *fixture,
                int number,
                const char *date,
                const char *time,
                int duration,
                int buffer,
                const char *status)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO bookings (id, client_name, booking_date, booking_time, status, payment_status,\n"
    "                      created_at, staff_id, duration_minutes, buffer_minutes, price)\n"
    "VALUES ('" BOOKING "%x', 'Marie', '%s', '%s', '%s', 'pending', 0, '" FIXTURE_STAFF_ID
    "', %d, %d, 4500)",
    number, date, time, status, duration, buffer);

  return store_fixture_execute (fixture, sql);
}

static void
test_moments (StoreFixture *fixture, gconstpointer unused)
{
  g_assert_cmpint (insert_booking (fixture, 1, "2026-03-12", "14:30:00", 60, 15, "confirmed"), ==,
                   SQLITE_OK);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT start_minute FROM bookings"), ==,
                   20524 * 1440 + 14 * 60 + 30);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT end_minute FROM bookings"), ==,
                   20524 * 1440 + 15 * 60 + 45);
}

static void
test_overlap (StoreFixture *fixture, gconstpointer unused)
{
  g_assert_cmpint (insert_booking (fixture, 1, "2026-03-12", "14:00:00", 60, 15, "confirmed"), ==,
                   SQLITE_OK);
  /* In its buffer; around it; from the day before, as long as can be. */
  g_assert_cmpint (insert_booking (fixture, 2, "2026-03-12", "15:10:00", 30, 0, "pending"), ==,
                   SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (insert_booking (fixture, 2, "2026-03-12", "13:00:00", 240, 0, "arrived"), ==,
                   SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (insert_booking (fixture, 2, "2026-03-11", "10:01:00", 1440, 240, "completed"),
                   ==, SQLITE_CONSTRAINT_TRIGGER);
  /* One that ends as the other begins, one that begins as it ends, one that holds no chair. */
  g_assert_cmpint (insert_booking (fixture, 2, "2026-03-11", "10:00:00", 1440, 240, "completed"),
                   ==, SQLITE_OK);
  g_assert_cmpint (insert_booking (fixture, 3, "2026-03-12", "15:15:00", 30, 0, "pending"), ==,
                   SQLITE_OK);
  g_assert_cmpint (insert_booking (fixture, 4, "2026-03-12", "14:00:00", 60, 0, "cancelled"), ==,
                   SQLITE_OK);
  /* It may not come back, nor may a neighbour move over. */
  g_assert_cmpint (store_fixture_execute (
                     fixture, "UPDATE bookings SET status = 'pending' WHERE id = '" BOOKING "4'"),
                   ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (store_fixture_execute (
                     fixture,
                     "UPDATE bookings SET booking_time = '15:14:00' WHERE id = '" BOOKING "3'"),
                   ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (store_fixture_execute (
                     fixture, "UPDATE bookings SET buffer_minutes = 16 WHERE id = '" BOOKING "1'"),
                   ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM bookings"), ==, 4);
}

static int
prepare (StoreFixture *fixture, int number, int minutes)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE bookings SET buffer_before_minutes = %d WHERE id = '" BOOKING "%x'",
                     minutes, number);

  return store_fixture_execute (fixture, sql);
}

/* The preparation of one comes after the cleaning of the one before it, whoever was there first. */
static void
test_buffer_before (StoreFixture *fixture, gconstpointer unused)
{
  insert_booking (fixture, 1, "2026-03-12", "14:00:00", 60, 15, "confirmed");
  insert_booking (fixture, 2, "2026-03-12", "15:30:00", 60, 0, "confirmed");
  g_assert_cmpint (prepare (fixture, 2, 16), ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (prepare (fixture, 2, 241), ==, SQLITE_CONSTRAINT_CHECK);
  g_assert_cmpint (prepare (fixture, 2, 15), ==, SQLITE_OK);
  g_assert_cmpint (store_fixture_execute (
                     fixture, "UPDATE bookings SET buffer_minutes = 16 WHERE id = '" BOOKING "1'"),
                   ==, SQLITE_CONSTRAINT_TRIGGER);
  /* Into the preparation of one that is there; and one whose own reaches back over midnight. */
  g_assert_cmpint (insert_booking (fixture, 3, "2026-03-12", "15:15:00", 5, 0, "confirmed"), ==,
                   SQLITE_CONSTRAINT_TRIGGER);
  insert_booking (fixture, 4, "2026-03-10", "23:00:00", 60, 0, "confirmed");
  insert_booking (fixture, 5, "2026-03-11", "03:59:00", 60, 0, "confirmed");
  g_assert_cmpint (prepare (fixture, 5, 240), ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (prepare (fixture, 5, 239), ==, SQLITE_OK);
}

static void
test_values (StoreFixture *fixture, gconstpointer unused)
{
  g_assert_cmpint (insert_booking (fixture, 1, "2026-02-30", "14:00:00", 60, 0, "confirmed"), ==,
                   SQLITE_CONSTRAINT_CHECK);
  g_assert_cmpint (insert_booking (fixture, 1, "2026-03-12", "24:00:00", 60, 0, "confirmed"), ==,
                   SQLITE_CONSTRAINT_CHECK);
  g_assert_cmpint (insert_booking (fixture, 1, "2026-03-12", "14:00:00", 4, 0, "confirmed"), ==,
                   SQLITE_CONSTRAINT_CHECK);
  g_assert_cmpint (insert_booking (fixture, 1, "2026-03-12", "14:00:00", 1441, 0, "confirmed"), ==,
                   SQLITE_CONSTRAINT_CHECK);
  g_assert_cmpint (insert_booking (fixture, 1, "2026-03-12", "14:00:00", 60, 241, "confirmed"), ==,
                   SQLITE_CONSTRAINT_CHECK);
  g_assert_cmpint (insert_booking (fixture, 1, "2026-03-12", "14:00:00", 60, 0, "maybe"), ==,
                   SQLITE_CONSTRAINT_CHECK);
  g_assert_cmpint (
    store_fixture_execute (fixture, "INSERT INTO staff (id, name, is_active, position)\n"
                                    "VALUES ('00000000-0000-7000-8000-000000000002', '  ', 1, 1)"),
    ==, SQLITE_CONSTRAINT_CHECK);
  g_assert_cmpint (store_fixture_execute (
                     fixture, "INSERT INTO availabilities (id, day_of_week, start_time, end_time,\n"
                              "                            is_active)\n"
                              "VALUES ('00000000-0000-7000-8000-000000000003', 0, '12:00:00',\n"
                              "        '09:00:00', 1)"),
                   ==, SQLITE_CONSTRAINT_CHECK);
  g_assert_cmpint (store_fixture_execute (
                     fixture, "INSERT INTO salon_settings (key, value) VALUES ('salon.name', 'x')"),
                   ==, SQLITE_CONSTRAINT_CHECK);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/schema/" path, StoreFixture, NULL, store_fixture_set_up, test,               \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("tables-have-the-columns-of-the-one-list", test_columns);
  ADD ("every-table-is-strict", test_strict);
  ADD ("file-is-its-owners-alone", test_rights);
  ADD ("generated-columns-are-moments", test_moments);
  ADD ("overlap-is-refused", test_overlap);
  ADD ("preparation-holds-the-chair", test_buffer_before);
  ADD ("impossible-values-are-refused", test_values);
  return g_test_run ();
}
