/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A salon goes out as tables and comes into an empty one: the rows are equal, but for their ids. And the
 * official calendars of holidays come in as closed days.
 */
#include <string.h>

#include "exchange/salon-calendar.h"
#include "exchange/salon-import.h"
#include "exchange/salon-table-file.h"
#include "store-fixture.h"
#include "store/salon-id.h"
#include "store/salon-reader.h"
#include "store/salon-sample.h"
#include "store/salon-store-private.h"

#define TODAY (salon_day_from_ymd (2026, 3, 12))

typedef struct
{
  StoreFixture from;
  StoreFixture to;
  GTimeZone *zone;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  store_fixture_set_up (&self->from, NULL);
  store_fixture_set_up (&self->to, NULL);
  self->zone = g_time_zone_new_identifier ("Europe/Paris");
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  store_fixture_tear_down (&self->from, NULL);
  store_fixture_tear_down (&self->to, NULL);
  g_time_zone_unref (self->zone);
}

static void
bring_in (Fixture *self, SalonForeignRows *rows)
{
  g_autoptr (SalonReader) reader = salon_reader_open (self->to.path, NULL);
  const SalonImportSettings settings = { .staff_id = FIXTURE_STAFF_ID,
                                         .language = "fr",
                                         .nobody = "Passage",
                                         .category = "autres",
                                         .today = TODAY,
                                         .now = FIXTURE_NOW,
                                         .make_id = salon_id_new };
  SalonKnown known = { .clients = salon_reader_list_clients (reader, 0, G_MAXINT, NULL),
                       .services = salon_reader_list_services (reader, TRUE, NULL) };
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) applied = NULL;
  g_autoptr (GError) error = NULL;

  salon_import_match (rows, &known);
  change = salon_import_plan (rows, &known, &settings, "Import");
  if (salon_change_get_n_edits (change) > 0)
    {
      applied = salon_store_apply (self->to.store, change, FIXTURE_NOW, &error);
      g_assert_no_error (error);
    }
  g_ptr_array_unref (known.clients);
  g_ptr_array_unref (known.services);
}

static void
bring_table (Fixture *self, GBytes *bytes, SalonForeignKind kind)
{
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr (SalonSheet) sheet = salon_sheet_read (data, size, &error);
  g_autofree SalonColumnField *fields = NULL;
  g_autoptr (SalonForeignRows) rows = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (salon_column_guess_kind (sheet), ==, kind);
  fields = salon_column_guess_fields (sheet, kind);
  rows = salon_foreign_rows_read_sheet (sheet, kind, fields, self->zone);
  bring_in (self, rows);
}

/* What the rows are, without ids, in an order that does not depend on them. Seconds of the day on which
 * something was put down are nobody's business. */
static const char clients_sql[] =
  "SELECT group_concat (line, char (10)) FROM (\n"
  "  SELECT name || '|' || coalesce (phone, '') || '|' || coalesce (email, '') || '|'\n"
  "    || coalesce (allergies, '') || '|' || coalesce (notes, '') || '|' || sms_consent || '|'\n"
  "    || email_consent || '|' || is_blocked || '|' || language || '|' || (created_at / 60) AS line\n"
  "  FROM clients ORDER BY line)";
static const char services_sql[] =
  "SELECT group_concat (line, char (10)) FROM (\n"
  "  SELECT name || '|' || category || '|' || coalesce (description, '') || '|'\n"
  "    || duration_minutes || '|' || buffer_minutes || '|' || buffer_before_minutes || '|' || price || '|'\n"
  "    || is_active AS line\n"
  "  FROM services ORDER BY line)";
static const char bookings_sql[] =
  "SELECT group_concat (line, char (10)) FROM (\n"
  "  SELECT booking_date || booking_time || '|' || b.client_name || '|'\n"
  "    || coalesce (b.client_phone, '') || '|' || coalesce (b.client_email, '') || '|'\n"
  "    || coalesce (c.name, '') || '|' || coalesce (c.phone, '') || '|' || b.status || '|'\n"
  "    || b.payment_status || '|' || b.duration_minutes || '|' || b.buffer_minutes || '|'\n"
  "    || b.buffer_before_minutes || '|'\n"
  "    || b.price || '|' || coalesce (b.notes, '') || '|' || coalesce (cancellation_reason, '')\n"
  "    || '|' || (b.created_at / 60) || '|' || coalesce (s.name, '') || '|' || (\n"
  "      SELECT coalesce (group_concat (x, '+'), '') FROM (\n"
  "        SELECT l.name || ':' || l.duration_minutes || ':' || l.buffer_minutes || ':' || l.price\n"
  "          || ':' || l.buffer_before_minutes\n"
  "          || ':' || coalesce (t.name, '') AS x\n"
  "        FROM booking_services AS l LEFT JOIN services AS t ON t.id = l.service_id\n"
  "        WHERE l.booking_id = b.id ORDER BY l.position)) AS line\n"
  "  FROM bookings AS b\n"
  "  LEFT JOIN clients AS c ON c.id = b.client_id\n"
  "  LEFT JOIN services AS s ON s.id = b.service_id\n"
  "  ORDER BY line)";

static void
assert_same (Fixture *self, const char *sql)
{
  g_autofree char *before = store_fixture_read_text (&self->from, sql);
  g_autofree char *after = store_fixture_read_text (&self->to, sql);
  g_auto (GStrv) first = g_strsplit (before != NULL ? before : "", "\n", -1);
  g_auto (GStrv) second = g_strsplit (after != NULL ? after : "", "\n", -1);

  g_assert_cmpuint (g_strv_length (first), >, 10);
  /* A line is a text of many values, not a number that SQL made of them. */
  g_assert_nonnull (strchr (first[0], '|'));
  for (guint i = 0; first[i] != NULL && second[i] != NULL; i++)
    g_assert_cmpstr (first[i], ==, second[i]);
  g_assert_cmpuint (g_strv_length (first), ==, g_strv_length (second));
}

/* The sample salon prepares nothing. Here every service takes some time, and so does each booking before
 * which there is some. */
static void
add_preparation (Fixture *self)
{
  static const char sql[] =
    "UPDATE services SET buffer_before_minutes = 5 + position % 3 * 5;\n"
    "UPDATE booking_services SET buffer_before_minutes = 10\n"
    "WHERE position = 0\n"
    "  AND booking_id IN (\n"
    "    SELECT b.id FROM bookings AS b\n"
    "    WHERE NOT EXISTS (\n"
    "      SELECT 1 FROM bookings AS o\n"
    "      WHERE o.id <> b.id\n"
    "        AND o.start_minute < b.start_minute + 10\n"
    "        AND o.end_minute > b.start_minute - 10));\n"
    "UPDATE bookings SET buffer_before_minutes = 10\n"
    "WHERE id IN (SELECT booking_id FROM booking_services WHERE buffer_before_minutes = 10)";

  g_assert_cmpint (sqlite3_exec (salon_store_get_database (self->from.store), sql, NULL, NULL,
                                 NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (store_fixture_read_int (&self->from, "SELECT count (*) FROM bookings\n"
                                                        "WHERE buffer_before_minutes = 10"),
                   >, 100);
}

static void
test_tables (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonReader) reader = NULL;
  g_autoptr (GPtrArray) clients = NULL;
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (GPtrArray) bookings = NULL;
  g_autoptr (GBytes) client_table = NULL;
  g_autoptr (GBytes) service_table = NULL;
  g_autoptr (GBytes) booking_table = NULL;

  g_assert_true (
    salon_sample_fill (fixture->from.store, salon_moment (TODAY, 600), 1200, 11, NULL, NULL));
  add_preparation (fixture);
  reader = salon_reader_open (fixture->from.path, NULL);
  clients = salon_reader_list_clients (reader, 0, G_MAXINT, NULL);
  services = salon_reader_list_services (reader, TRUE, NULL);
  bookings =
    salon_reader_list_bookings (reader, TODAY - 20000, TODAY + 20000, SALON_BOOKINGS_ALL, NULL);
  client_table = salon_table_file_write_clients (clients, fixture->zone);
  service_table = salon_table_file_write_services (services);
  booking_table = salon_table_file_write_bookings (bookings, fixture->zone);

  bring_table (fixture, service_table, SALON_FOREIGN_SERVICES);
  bring_table (fixture, client_table, SALON_FOREIGN_CLIENTS);
  bring_table (fixture, booking_table, SALON_FOREIGN_BOOKINGS);
  assert_same (fixture, services_sql);
  assert_same (fixture, clients_sql);
  assert_same (fixture, bookings_sql);
  g_assert_true (salon_store_check (fixture->to.store, NULL));

  /* Once more: everybody is there already. */
  {
    gint64 before = store_fixture_read_int (&fixture->to, "SELECT count (*) FROM clients");

    bring_table (fixture, client_table, SALON_FOREIGN_CLIENTS);
    g_assert_cmpint (store_fixture_read_int (&fixture->to, "SELECT count (*) FROM clients"), ==,
                     before);
  }
}

/* The folder of the official files, as in tests/core/test-holiday.c. */
static char *
find_holidays (void)
{
  const char *data = g_getenv ("SALON_SHARED_DATA");
  const char *shared = g_getenv ("SALON_SHARED");

  if (data != NULL)
    return g_build_filename (data, "holidays", NULL);
  if (shared != NULL)
    return g_build_filename (shared, "data", "holidays", NULL);
  return g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", "holidays", NULL);
}

static GBytes *
load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;
  gsize size = 0;

  return g_file_get_contents (path, &text, &size, NULL) ? g_bytes_new_take (text, size) : NULL;
}

static void
test_holidays (Fixture *fixture, gconstpointer unused)
{
  static const char *const zones[] = { "metropole", "alsace-moselle" };
  g_autofree char *folder = find_holidays ();

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *calendar_name = g_strconcat (zones[i], ".ics", NULL);
      g_autofree char *table_name = g_strconcat (zones[i], ".csv", NULL);
      g_autoptr (GBytes) calendar_bytes = load (folder, calendar_name);
      g_autoptr (GBytes) table = load (folder, table_name);
      g_autoptr (SalonCalendar) calendar = NULL;
      g_autoptr (SalonForeignRows) rows = NULL;
      g_autoptr (SalonChange) undone = NULL;
      gint64 n_days = 0;
      gsize size = 0;
      const guint8 *data = NULL;

      if (calendar_bytes == NULL || table == NULL)
        {
          g_test_skip ("the official files are not here; set SALON_SHARED_DATA to their folder");
          return;
        }
      data = g_bytes_get_data (calendar_bytes, &size);
      calendar = salon_calendar_read (data, size, fixture->zone, TODAY + 1000, NULL);
      g_assert_nonnull (calendar);
      g_assert_cmpint (salon_calendar_guess_kind (calendar), ==, SALON_FOREIGN_CLOSURES);
      rows = salon_calendar_to_rows (calendar, SALON_FOREIGN_CLOSURES, NULL);
      for (guint k = 0; k < rows->rows->len; k++)
        {
          g_assert_cmpuint (salon_foreign_rows_get (rows, k)->problems, ==, 0);
          g_assert_nonnull (salon_foreign_rows_get (rows, k)->reason);
        }
      bring_in (fixture, rows);
      n_days = store_fixture_read_int (&fixture->to, "SELECT count (*) FROM opening_exceptions");
      g_assert_cmpint (n_days, >, 100);
      g_assert_cmpint (store_fixture_read_int (
                         &fixture->to,
                         "SELECT count (*) FROM opening_exceptions WHERE from_date <> to_date"),
                       ==, 0);
      undone = salon_store_undo (fixture->to.store, FIXTURE_NOW, NULL);
      g_assert_nonnull (undone);
      g_clear_pointer (&undone, salon_change_unref);

      bring_table (fixture, table, SALON_FOREIGN_CLOSURES);
      g_assert_cmpint (store_fixture_read_int (&fixture->to,
                                               "SELECT count (*) FROM opening_exceptions"),
                       >, n_days);
      undone = salon_store_undo (fixture->to.store, FIXTURE_NOW, NULL);
      g_assert_cmpint (
        store_fixture_read_int (&fixture->to, "SELECT count (*) FROM opening_exceptions"), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/salon/round-trip/tables-come-back-as-they-were", Fixture, NULL, set_up, test_tables,
              tear_down);
  g_test_add ("/salon/round-trip/official-holidays-are-closed-days", Fixture, NULL, set_up,
              test_holidays, tear_down);
  return g_test_run ();
}
