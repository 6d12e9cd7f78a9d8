/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/salon-sample.h"

#include "store-fixture.h"
#include "store/salon-reader.h"
#include "store/salon-store-error.h"

/* Wednesday 11 March 2026. */
#define TODAY 20523
#define NOON ((SalonMoment) TODAY * SALON_DAY_MINUTES + 720)

/* The default sample, for the tests that only look. */
static StoreFixture shared;

static void
fill (StoreFixture *fixture, SalonMoment now, int n_bookings, guint32 seed)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (salon_sample_fill (fixture->store, now, n_bookings, seed, NULL, &error));
  g_assert_no_error (error);
}

static int
append_row (void *dump, int n_columns, char **values, char **names)
{
  for (int i = 0; i < n_columns; i++)
    g_string_append_printf (dump, "%s|", values[i] != NULL ? values[i] : "NULL");
  g_string_append_c (dump, '\n');
  return 0;
}

/* Every row of every synced table, in the order of ids. */
static char *
dump_tables (StoreFixture *fixture)
{
  g_autoptr (GString) dump = g_string_new (NULL);
  sqlite3 *database = store_fixture_connect (fixture);
  gsize n_tables = 0;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY 1", tables[i].name);

      g_string_append_printf (dump, "# %s\n", tables[i].name);
      g_assert_cmpint (sqlite3_exec (database, sql, append_row, dump, NULL), ==, SQLITE_OK);
    }
  return g_string_free_and_steal (g_steal_pointer (&dump));
}

static void
test_same_arguments_give_the_same_rows (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *other = NULL;

  fill (fixture, NOON, 200, 7);
  first = dump_tables (fixture);
  store_fixture_close (fixture);
  store_fixture_remove_file (fixture);
  store_fixture_reopen (fixture);
  fill (fixture, NOON, 200, 7);
  again = dump_tables (fixture);
  store_fixture_close (fixture);
  store_fixture_remove_file (fixture);
  store_fixture_reopen (fixture);
  fill (fixture, NOON, 200, 8);
  other = dump_tables (fixture);

  g_assert_true (g_str_equal (first, again));
  g_assert_false (g_str_equal (first, other));
}

static void
test_no_two_visits_overlap (void)
{
  g_assert_cmpint (store_fixture_read_int (
                     &shared, "SELECT count (*) FROM bookings AS a JOIN bookings AS b\n"
                              "  ON b.start_minute BETWEEN a.start_minute AND a.end_minute - 1\n"
                              "  AND b.id <> a.id\n"
                              "WHERE a.status NOT IN ('cancelled', 'no_show')\n"
                              "  AND b.status NOT IN ('cancelled', 'no_show')"),
                   ==, 0);
}

static void
test_every_visit_is_in_open_hours (void)
{
  g_autoptr (SalonReader) reader = NULL;
  g_autoptr (SalonOpeningHours) hours = NULL;
  g_autoptr (GPtrArray) bookings = NULL;

  reader = salon_reader_open (shared.path, NULL);
  hours = salon_reader_get_opening_hours (reader, NULL);
  bookings =
    salon_reader_list_bookings (reader, TODAY - 1000, TODAY + 100, SALON_BOOKINGS_ALL, NULL);
  g_assert_cmpuint (bookings->len, ==, 2400);
  for (guint i = 0; i < bookings->len; i++)
    {
      const SalonBookingFields *fields = salon_booking_get_fields (g_ptr_array_index (bookings, i));
      g_autoptr (GArray) windows = salon_opening_hours_get_windows (hours, fields->day);
      gboolean is_inside = FALSE;

      for (guint w = 0; w < windows->len; w++)
        {
          SalonRange window = g_array_index (windows, SalonRange, w);
          is_inside |= window.start <= fields->minute
                       && fields->minute + fields->duration_minutes <= window.end;
        }
      g_assert_true (is_inside);
    }
}

static int
count (StoreFixture *fixture, const char *where)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM bookings WHERE %s", where);

  return (int) store_fixture_read_int (fixture, sql);
}

/* Of the last year, without the weeks of the summer and of a holiday. */
static void
test_weeks_are_as_full_as_a_salon_is (void)
{
#define FULL_WEEKS                                                                                 \
  "FROM (SELECT count (*) AS n, count (DISTINCT booking_date) AS days FROM bookings\n"             \
  "WHERE booking_date BETWEEN '2025-03-10' AND '2026-03-15'\n"                                     \
  "GROUP BY (start_minute / 1440 + 3) / 7) WHERE days = 5"
  int least;
  int most;
  int saturdays;
  int tuesdays;

  least = (int) store_fixture_read_int (&shared, "SELECT min (n) " FULL_WEEKS);
  most = (int) store_fixture_read_int (&shared, "SELECT max (n) " FULL_WEEKS);
  g_test_message ("weeks of %d to %d, this one %d", least, most,
                  count (&shared, "booking_date BETWEEN '2026-03-09' AND '2026-03-15'"));
#undef FULL_WEEKS
  g_assert_cmpint (least, >=, 30);
  g_assert_cmpint (most, <=, 58);
  g_assert_cmpint (count (&shared, "booking_date BETWEEN '2026-03-09' AND '2026-03-15'"), >=, 35);

  saturdays =
    count (&shared, "strftime ('%w', booking_date) = '6' AND start_minute < 20523 * 1440");
  tuesdays = count (&shared, "strftime ('%w', booking_date) = '2' AND start_minute < 20523 * 1440");
  g_test_message ("Saturdays %d, Tuesdays %d", saturdays, tuesdays);
  g_assert_cmpint (saturdays, >, tuesdays);
  g_assert_cmpint (count (&shared, "strftime ('%w', booking_date) = '1'"), ==, 0);
  g_assert_cmpint (count (&shared, "booking_date BETWEEN '2025-08-11' AND '2025-08-24'"), ==, 0);
}

/* 2026-03-11 at noon is minute 720 of TODAY: start_minute and end_minute are moments. */
static void
test_today_is_as_far_as_the_clock (void)
{
  g_assert_cmpint (count (&shared, "booking_date = '2026-03-11' AND status = 'completed'"), >, 0);
  g_assert_cmpint (count (&shared, "booking_date = '2026-03-11' AND status = 'confirmed'"), >, 0);
  g_assert_cmpint (count (&shared, "status = 'completed' AND booking_date = '2026-03-11'\n"
                                   "AND substr (booking_time, 1, 5) >= '12:00'"),
                   ==, 0);
  g_assert_cmpint (count (&shared, "status = 'arrived' AND NOT (booking_date = '2026-03-11'\n"
                                   "AND start_minute <= 20523 * 1440 + 720\n"
                                   "AND start_minute + duration_minutes > 20523 * 1440 + 720)"),
                   ==, 0);
  g_assert_cmpint (count (&shared, "status = 'confirmed' AND start_minute <= 20523 * 1440 + 720"),
                   ==, 0);
}

static void
test_the_past_is_over_and_the_future_open (void)
{
  int past;
  int cancelled;
  int missed;

  past = count (&shared, "booking_date < '2026-03-11'");
  cancelled = count (&shared, "booking_date < '2026-03-11' AND status = 'cancelled'");
  missed = count (&shared, "booking_date < '2026-03-11' AND status = 'no_show'");
  g_test_message ("past %d, cancelled %d, missed %d", past, cancelled, missed);
  g_assert_cmpint (count (&shared, "booking_date < '2026-03-11'\n"
                                   "AND status NOT IN ('completed', 'cancelled', 'no_show')"),
                   ==, 0);
  g_assert_cmpint (cancelled * 100, >, past * 3);
  g_assert_cmpint (cancelled * 100, <, past * 9);
  g_assert_cmpint (missed * 100, >, past);
  g_assert_cmpint (missed * 100, <, past * 5);

  g_assert_cmpint (count (&shared, "booking_date > '2026-03-11' AND status = 'pending'"), >, 2);
  g_assert_cmpint (count (&shared, "booking_date > '2026-03-11'\n"
                                   "AND status NOT IN ('confirmed', 'pending', 'cancelled')"),
                   ==, 0);
  g_assert_cmpint (count (&shared, "cancelled_at < created_at"), ==, 0);
}

static void
test_regulars_come_with_a_rhythm (void)
{
  g_autoptr (SalonReader) reader = NULL;
  g_autofree char *id = NULL;
  SalonClientSummary summary;

  id = store_fixture_read_text (&shared, "SELECT client_id FROM bookings\n"
                                         "WHERE client_id IS NOT NULL AND status = 'completed'\n"
                                         "GROUP BY client_id ORDER BY count (*) DESC LIMIT 1");
  reader = salon_reader_open (shared.path, NULL);
  g_assert_true (
    salon_reader_summarise_client (reader, id, salon_moment (TODAY, 0), &summary, NULL));
  g_assert_cmpint (summary.visits, >=, 8);
  g_assert_cmpint (summary.rhythm_days, >=, 18);
  g_assert_cmpint (summary.rhythm_days, <=, 42);
  g_assert_cmpint (store_fixture_read_int (&shared, "SELECT count (DISTINCT booking_id)\n"
                                                    "FROM booking_services WHERE position > 0"),
                   >, 200);
}

static void
test_it_is_a_sample_and_a_sound_file (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fill (fixture, NOON, 100, 1);
  g_assert_true (salon_store_check (fixture->store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT is_sample FROM salon_file"), ==, 1);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM history"), ==, 0);
}

/* In every state, and none holds less than nothing or was used before it was sold. */
static void
test_gift_cards (void)
{
  g_autoptr (SalonReader) reader = salon_reader_open (shared.path, NULL);
  g_autoptr (GPtrArray) cards = salon_reader_list_gift_cards (reader, NULL);
  int n_states[SALON_N_GIFT_CARD_STATES] = { 0 };

  g_assert_cmpuint (cards->len, >=, 24);
  for (guint i = 0; i < cards->len; i++)
    {
      SalonGiftCard *card = g_ptr_array_index (cards, i);
      SalonVoucherVerdict verdict;

      g_assert_cmpint (salon_gift_card_get_balance (card), >=, 0);
      g_assert_true (
        salon_voucher_code_read (salon_gift_card_get_fields (card)->code, "SERA", NULL, &verdict));
      n_states[salon_gift_card_get_state (card, TODAY)]++;
    }
  for (int state = 0; state < SALON_N_GIFT_CARD_STATES; state++)
    g_assert_cmpint (n_states[state], >, 0);
  g_assert_cmpint (store_fixture_read_int (&shared,
                                           "SELECT count (*) FROM gift_card_movements AS m\n"
                                           "JOIN gift_card_movements AS i\n"
                                           "  ON i.card_id = m.card_id AND i.kind = 'issue'\n"
                                           "WHERE m.at < i.at"),
                   ==, 0);
}

/* A visit that was paid is paid to the cent; with a card, what the card gave. */
static void
test_payments (void)
{
  g_assert_cmpint (store_fixture_read_int (&shared, "SELECT count (*) FROM payments"), >, 1000);
  g_assert_cmpint (store_fixture_read_int (
                     &shared, "SELECT count (*) FROM payments AS p\n"
                              "JOIN bookings AS b ON b.id = p.booking_id\n"
                              "WHERE p.amount <> b.price OR p.payment_method <> b.payment_method"),
                   ==, 0);
  g_assert_cmpint (
    store_fixture_read_int (&shared, "SELECT count (*) FROM payments WHERE booking_id IS NOT NULL\n"
                                     "  AND payment_method = 'gift_card'"),
    >, 5);
  g_assert_cmpint (store_fixture_read_int (
                     &shared, "SELECT count (*) FROM payments AS p\n"
                              "WHERE payment_method = 'gift_card' AND NOT EXISTS (\n"
                              "  SELECT 1 FROM gift_card_movements AS m\n"
                              "  WHERE m.booking_id = p.booking_id AND m.amount = -p.amount\n"
                              "    AND m.card_id = p.gift_card_id)"),
                   ==, 0);
}

static void
test_any_size_is_exact (StoreFixture *fixture, gconstpointer unused)
{
  static const int sizes[] = { 0, 1, 10, 277 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      fill (fixture, NOON, sizes[i], 3);
      g_assert_cmpint (count (fixture, "TRUE"), ==, sizes[i]);
      store_fixture_close (fixture);
      store_fixture_remove_file (fixture);
      store_fixture_reopen (fixture);
    }
}

static void
test_a_salon_with_rows_is_left_alone (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fill (fixture, NOON, 20, 1);
  before = dump_tables (fixture);
  g_assert_false (salon_sample_fill (fixture->store, NOON, 20, 2, NULL, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED);
  after = dump_tables (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_a_cancelled_filling_leaves_nothing (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (salon_sample_fill (fixture->store, NOON, 20, 2, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM services"), ==, 0);
  fill (fixture, NOON, 20, 2);
}

/* Some of the bookings come from the web, and its pages are looked at more often than that. */
static void
test_web_pages_bring_bookings (void)
{
  gint64 n_web =
    store_fixture_read_int (&shared, "SELECT count (*) FROM bookings\n"
                                     "WHERE substr (id, 15, 1) = '4' AND client_id IS NOT NULL");
  gint64 n_all = store_fixture_read_int (&shared, "SELECT count (*) FROM bookings");

  g_assert_cmpint (n_web, >, n_all / 10);
  g_assert_cmpint (n_web, <, n_all / 3);
  g_assert_cmpint (store_fixture_read_int (&shared, "SELECT min (visits) FROM web_visits"), >, 0);
  g_assert_cmpint (store_fixture_read_int (&shared, "SELECT count (*) FROM web_visits"), ==,
                   store_fixture_read_int (
                     &shared,
                     "SELECT julianday (max (day)) - julianday (min (day)) + 1 FROM web_visits"));
  g_assert_cmpint (
    store_fixture_read_int (&shared, "SELECT max (day) = '2026-03-11' FROM web_visits"), ==, 1);
  g_assert_cmpint (store_fixture_read_int (
                     &shared, "SELECT count (*) FROM bookings WHERE substr (id, 15, 1) = '4'\n"
                              "  AND client_id IS NULL"),
                   ==, 0);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/sample/" path, StoreFixture, NULL, store_fixture_set_up, function,           \
              store_fixture_tear_down)
  ADD ("same-arguments-give-the-same-rows", test_same_arguments_give_the_same_rows);
  g_test_add_func ("/salon/sample/no-two-visits-overlap", test_no_two_visits_overlap);
  g_test_add_func ("/salon/sample/every-visit-is-in-open-hours", test_every_visit_is_in_open_hours);
  g_test_add_func ("/salon/sample/weeks-are-as-full-as-a-salon-is",
                   test_weeks_are_as_full_as_a_salon_is);
  g_test_add_func ("/salon/sample/the-past-is-over-and-the-future-open",
                   test_the_past_is_over_and_the_future_open);
  g_test_add_func ("/salon/sample/today-is-as-far-as-the-clock", test_today_is_as_far_as_the_clock);
  g_test_add_func ("/salon/sample/regulars-come-with-a-rhythm", test_regulars_come_with_a_rhythm);
  g_test_add_func ("/salon/sample/gift-cards-in-every-state", test_gift_cards);
  g_test_add_func ("/salon/sample/visits-are-paid", test_payments);
  g_test_add_func ("/salon/sample/web-pages-bring-bookings", test_web_pages_bring_bookings);
  ADD ("it-is-a-sample-and-a-sound-file", test_it_is_a_sample_and_a_sound_file);
  ADD ("any-size-is-exact", test_any_size_is_exact);
  ADD ("a-salon-with-rows-is-left-alone", test_a_salon_with_rows_is_left_alone);
  ADD ("a-cancelled-filling-leaves-nothing", test_a_cancelled_filling_leaves_nothing);
#undef ADD

  store_fixture_set_up (&shared, NULL);
  fill (&shared, NOON, SALON_SAMPLE_DEFAULT_BOOKINGS, 1);
  result = g_test_run ();
  store_fixture_tear_down (&shared, NULL);
  return result;
}
