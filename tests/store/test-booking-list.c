/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/salon-booking-list.h"

#include <string.h>

#include "store-fixture.h"
#include "store/salon-reader.h"
#include "store/salon-sample.h"

/* Thursday 12 March 2026. */
#define DAY 20524

static const SalonBookingQuery everything = { .from = SALON_DAY_NONE, .to = SALON_DAY_NONE };

static void
insert (StoreFixture *fixture, const char *table, JsonObject *row)
{
  g_autoptr (JsonObject) taken = row;

  salon_change_unref (store_fixture_apply (fixture, fixture_insert (table, taken, "Insert")));
}

static void
insert_client (StoreFixture *fixture, guint number, const char *name, const char *phone)
{
  JsonObject *row = fixture_client (number, name);

  json_object_set_string_member (row, "phone", phone);
  insert (fixture, "clients", row);
}

static void
insert_booking (StoreFixture *fixture,
                guint number,
                const char *date,
                const char *status,
                guint client,
                const char *name)
{
  JsonObject *row = fixture_booking (number, date, "10:00:00", 60);

  json_object_set_string_member (row, "status", status);
  json_object_set_string_member (row, "client_name", name);
  if (client != 0)
    {
      g_autofree char *id = fixture_id (client);
      json_object_set_string_member (row, "client_id", id);
    }
  insert (fixture, "bookings", row);
}

static void
insert_line (StoreFixture *fixture, guint number, guint booking, guint service)
{
  JsonObject *row = fixture_booking_service (number, booking, 0);
  g_autofree char *id = fixture_id (service);

  json_object_set_string_member (row, "service_id", id);
  insert (fixture, "booking_services", row);
}

static void
set_up (StoreFixture *fixture, gconstpointer unused)
{
  store_fixture_set_up (fixture, NULL);
  insert (fixture, "services", fixture_service (50, "Gel"));
  insert (fixture, "services", fixture_service (51, "Sourcils"));
  insert_client (fixture, 1, "Zoé Petit", "+33611111111");
  insert_client (fixture, 2, "Élodie Martin", "+33622222222");
  insert_booking (fixture, 101, "2026-03-10", "completed", 1, "Zoé Petit");
  insert_booking (fixture, 102, "2026-03-11", "no_show", 2, "Élodie Martin");
  insert_booking (fixture, 103, "2026-03-12", "confirmed", 2, "Élodie Martin");
  insert_booking (fixture, 104, "2026-03-13", "pending", 0, "Mélodie Brun");
  insert_booking (fixture, 105, "2026-03-14", "cancelled", 1, "Zoé Petit");
  insert_line (fixture, 201, 101, 50);
  insert_line (fixture, 202, 103, 51);
  insert_line (fixture, 203, 104, 50);
}

/* "101 102 103": the numbers of the bookings that are found, in their order. */
static char *
tell (StoreFixture *fixture, const SalonBookingQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = salon_booking_list_find (fixture->store, query, &error);
  g_autoptr (SalonReader) reader = salon_reader_open (fixture->path, &error);
  g_autoptr (GPtrArray) bookings = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  bookings = salon_reader_list_bookings_in_rows (reader, (const gint64 *) rows->data, rows->len,
                                                 &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bookings->len, ==, rows->len);
  for (guint i = 0; i < bookings->len; i++)
    {
      const char *id = salon_booking_get_fields (bookings->pdata[i])->id;

      g_string_append_printf (text, "%s%u", i > 0 ? " " : "",
                              (guint) g_ascii_strtoull (id + 24, NULL, 16));
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
assert_found (StoreFixture *fixture, const SalonBookingQuery *query, const char *expected)
{
  g_autofree char *told = tell (fixture, query);

  g_assert_cmpstr (told, ==, expected);
}

static void
test_order (StoreFixture *fixture, gconstpointer unused)
{
  SalonBookingQuery query = everything;

  assert_found (fixture, &query, "101 102 103 104 105");
  query.order = SALON_BOOKING_ORDER_LATEST;
  assert_found (fixture, &query, "105 104 103 102 101");
  /* Élodie before Mélodie before Zoé, whatever the accents; hers the latest first. */
  query.order = SALON_BOOKING_ORDER_CLIENT;
  assert_found (fixture, &query, "103 102 104 105 101");
}

static void
test_days (StoreFixture *fixture, gconstpointer unused)
{
  SalonBookingQuery query = everything;

  query.from = DAY;
  assert_found (fixture, &query, "103 104 105");
  query.to = DAY + 1;
  assert_found (fixture, &query, "103");
  query.from = SALON_DAY_NONE;
  assert_found (fixture, &query, "101 102 103");
}

static void
test_statuses (StoreFixture *fixture, gconstpointer unused)
{
  SalonBookingQuery query = everything;

  query.statuses = 1u << SALON_BOOKING_NO_SHOW;
  assert_found (fixture, &query, "102");
  query.statuses |= 1u << SALON_BOOKING_PENDING;
  assert_found (fixture, &query, "102 104");
}

static void
test_service (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *gel = fixture_id (50);
  SalonBookingQuery query = everything;

  query.service_id = gel;
  assert_found (fixture, &query, "101 104");
  query.to = DAY;
  assert_found (fixture, &query, "101");
}

static void
test_text (StoreFixture *fixture, gconstpointer unused)
{
  SalonBookingQuery query = everything;

  query.text = "zoe";
  assert_found (fixture, &query, "101 105");
  query.text = "MARTIN elo";
  assert_found (fixture, &query, "102 103");
  /* A passer-by has no card to be found by. */
  query.text = "brun";
  assert_found (fixture, &query, "104");
  query.text = "22 22";
  assert_found (fixture, &query, "102 103");
  query.text = "' OR 1 = 1 --";
  assert_found (fixture, &query, "");
  query.text = "\"*(";
  assert_found (fixture, &query, "");
  query.text = "  ";
  assert_found (fixture, &query, "101 102 103 104 105");
}

static void
test_sum (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  SalonBookingQuery query = everything;
  gint64 cents = 0;

  g_assert_true (salon_booking_list_sum (fixture->store, &query, &cents, &error));
  g_assert_cmpint (cents, ==, 3 * 4500);
  query.text = "zoe";
  g_assert_true (salon_booking_list_sum (fixture->store, &query, &cents, &error));
  g_assert_cmpint (cents, ==, 4500);
  query.statuses = 1u << SALON_BOOKING_CANCELLED;
  g_assert_true (salon_booking_list_sum (fixture->store, &query, &cents, &error));
  g_assert_cmpint (cents, ==, 0);
}

static void
test_gone (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = salon_reader_open (fixture->path, &error);
  const gint64 rows[] = { 987654, 1 };
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings_in_rows (reader, rows, G_N_ELEMENTS (rows), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (bookings->len, ==, 1);
}

static void
test_pending (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = salon_reader_open (fixture->path, &error);
  g_autoptr (GPtrArray) bookings = salon_reader_list_pending_bookings (reader, DAY, &error);
  g_autoptr (GPtrArray) later = salon_reader_list_pending_bookings (reader, DAY + 2, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (bookings->len, ==, 1);
  g_assert_cmpuint (salon_booking_get_fields (bookings->pdata[0])->n_lines, ==, 1);
  g_assert_cmpuint (later->len, ==, 0);
}

/* Every step of a plan that reads a table of the salon names the index it goes by. */
static void
assert_indexed (StoreFixture *fixture, const SalonBookingQuery *query)
{
  const char *sql = salon_booking_list_get_sql (query);
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  sqlite3 *database = store_fixture_connect (fixture);
  sqlite3_stmt *plan = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (database, explain, -1, &plan, NULL), ==, SQLITE_OK);
  while (sqlite3_step (plan) == SQLITE_ROW)
    {
      const char *step = (const char *) sqlite3_column_text (plan, 3);
      gboolean is_walk = g_str_has_prefix (step, "SCAN") && strstr (step, "VIRTUAL TABLE") == NULL
                         && strstr (step, "INDEX") == NULL;

      g_test_message ("%s", step);
      g_assert_false (is_walk);
    }
  sqlite3_finalize (plan);
}

static void
fold (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  sqlite3_result_value (context, values[0]);
}

static void
test_indexes (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const texts[] = { NULL, "zoe", "-" };
  g_autofree char *gel = fixture_id (50);

  sqlite3_create_function (store_fixture_connect (fixture), "salon_fold", 1, SQLITE_UTF8, NULL,
                           fold, NULL, NULL);
  for (guint shape = 0; shape < 3 * 2 * 2 * 3; shape++)
    assert_indexed (fixture, &(SalonBookingQuery) {
      .from = SALON_DAY_NONE,
      .to = DAY,
      .order = (SalonBookingOrder) (shape % 3),
      .statuses = shape / 3 % 2,
      .service_id = shape / 6 % 2 != 0 ? gel : NULL,
      .text = texts[shape / 12],
    });
}

/* The same as the plain statement that anybody would write, on a salon of thousands. */
static void
test_plain (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  SalonBookingQuery query = everything;

  g_assert_true (salon_sample_fill (fixture->store, salon_moment (DAY, 600), 3000, 7, NULL, &error));
  query.statuses = 1u << SALON_BOOKING_COMPLETED;
  query.from = DAY - 200;
  query.to = DAY - 20;
  query.order = SALON_BOOKING_ORDER_LATEST;
  g_autoptr (GArray) rows = salon_booking_list_find (fixture->store, &query, &error);
  g_assert_no_error (error);
  g_autofree char *plain = g_strdup_printf (
    "SELECT group_concat (rowid) FROM (SELECT rowid FROM bookings WHERE status = 'completed' AND "
    "booking_date >= date (%d * 86400, 'unixepoch') AND booking_date < date (%d * 86400, "
    "'unixepoch') ORDER BY booking_date DESC, booking_time DESC, rowid DESC)",
    DAY - 200, DAY - 20);
  g_autofree char *expected = store_fixture_read_text (fixture, plain);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (found, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            g_array_index (rows, gint64, i));
  g_assert_cmpuint (rows->len, >, 100);
  g_assert_cmpstr (found->str, ==, expected);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/booking-list/" path, StoreFixture, NULL, set_up, test, store_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("by-day-both-ways-and-by-client", test_order);
  ADD ("days-are-half-open-and-may-be-open", test_days);
  ADD ("several-states", test_statuses);
  ADD ("one-service-among-others", test_service);
  ADD ("a-text-forgives-accents-and-order", test_text);
  ADD ("what-is-cancelled-brings-nothing", test_sum);
  ADD ("a-row-that-is-gone-is-left-out", test_gone);
  ADD ("what-waits-to-be-confirmed", test_pending);
  ADD ("every-shape-of-question-has-its-index", test_indexes);
  g_test_add ("/salon/booking-list/thousands-as-the-plain-statement-finds-them", StoreFixture, NULL,
              store_fixture_set_up, test_plain, store_fixture_tear_down);
  return g_test_run ();
}
