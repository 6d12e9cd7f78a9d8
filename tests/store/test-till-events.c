/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to the till beside payments and closings is noted, once, and is no money. */
#include <glib/gstdio.h>

#include "store/salon-client-words.h"
#include "store/salon-gift-card-list.h"
#include "store/salon-migration.h"
#include "store/salon-reader.h"
#include "store/salon-till.h"

#include "gift-card-fixture.h"
#include "till-fixture.h"

/* Thursday 12 March 2026, half past nine UTC. */
#define NOW FIXTURE_NOW
#define TODAY 20524
#define CARD 0x500

static void
open_at (StoreFixture *fixture, const char *version, gint64 now)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (salon_till_note_opening (fixture->store, version, now, &error));
  g_assert_no_error (error);
}

/* "event detail card" of every event. */
static void
assert_events (StoreFixture *fixture, const char *expected)
{
  g_autofree char *found = store_fixture_read_text (
    fixture, "SELECT coalesce (group_concat (event || ' ' || coalesce (detail, '-') || ' '\n"
             "  || coalesce (card, '-') || char (10), ''), '')\n"
             "FROM (SELECT * FROM till_journal WHERE kind = 'event' ORDER BY number)");
  g_autoptr (SalonTillReport) report = salon_till_verify (fixture->store, NULL, NULL);

  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpuint (report->faults->len, ==, 0);
}

static void
test_opening_is_noted_once_a_day (StoreFixture *fixture, gconstpointer unused)
{
  /* The day begins at 23:00 UTC. */
  const gint64 midnight = NOW + 13 * 3600 + 1800;

  open_at (fixture, "1.0", NOW);
  open_at (fixture, "1.0", NOW + 3600);
  open_at (fixture, "1.0", midnight - 1);
  assert_events (fixture, "version 1.0 -\nopening 1.0 -\n");
  open_at (fixture, "1.0", midnight);
  assert_events (fixture, "version 1.0 -\nopening 1.0 -\nopening 1.0 -\n");
  /* A clock that goes back. */
  open_at (fixture, "1.0", NOW);
  assert_events (fixture, "version 1.0 -\nopening 1.0 -\nopening 1.0 -\nopening 1.0 -\n");
}

static void
test_another_version_is_noted_at_once (StoreFixture *fixture, gconstpointer unused)
{
  open_at (fixture, "1.0", NOW);
  open_at (fixture, "1.1", NOW + 60);
  open_at (fixture, "1.1", NOW + 120);
  open_at (fixture, "1.0", NOW + 180);
  assert_events (fixture, "version 1.0 -\nopening 1.0 -\nversion 1.1 -\nversion 1.0 -\n");
}

static void
test_the_switch_and_the_rate_are_noted (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) undone = NULL;

  till_fixture_set (fixture, SALON_TILL_OFF_KEY, "true", NOW);
  till_fixture_set (fixture, SALON_TILL_OFF_KEY, "false", NOW + 1);
  till_fixture_set (fixture, SALON_VAT_RATE_KEY, "2000", NOW + 2);
  till_fixture_set (fixture, "salon.name", "\"Léa\"", NOW + 3);
  assert_events (fixture, "recording_off - -\nrecording_on - -\nvat_rate 20.00 -\n");
  till_fixture_set (fixture, SALON_VAT_RATE_KEY, "0", NOW + 4);
  undone = salon_store_undo (fixture->store, NOW + 5, NULL);
  g_assert_nonnull (undone);
  assert_events (fixture, "recording_off - -\nrecording_on - -\nvat_rate 20.00 -\nvat_rate 0.00 -\n"
                          "vat_rate 20.00 -\n");
}

static void
print_card (StoreFixture *fixture)
{
  g_autofree char *id = fixture_id (CARD);
  const char *const ids[] = { id, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (salon_gift_card_list_note_prints (fixture->store, ids, NOW, &error));
  g_assert_no_error (error);
}

static void
test_a_second_print_is_noted (StoreFixture *fixture, gconstpointer unused)
{
  gift_card_fixture_sell (fixture, CARD, 5000, TODAY + 30);
  print_card (fixture);
  assert_events (fixture, "");
  print_card (fixture);
  print_card (fixture);
  assert_events (fixture, "reprint 2 CODE-500\nreprint 3 CODE-500\n");
}

/* What cannot be noted is not counted. */
static void
test_a_print_and_its_line_are_one_transaction (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *id = fixture_id (CARD);
  const char *const ids[] = { id, NULL };

  gift_card_fixture_sell (fixture, CARD, 5000, TODAY + 30);
  print_card (fixture);
  g_assert_cmpint (store_fixture_execute (fixture,
                                          "CREATE TRIGGER no_line BEFORE INSERT ON till_journal\n"
                                          "BEGIN SELECT RAISE (ABORT, 'no line'); END"),
                   ==, SQLITE_OK);
  g_assert_false (salon_gift_card_list_note_prints (fixture->store, ids, NOW, NULL));
  g_assert_false (salon_till_note_opening (fixture->store, "1.0", NOW, NULL));
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT n FROM gift_card_prints"), ==, 1);
  g_assert_cmpint (store_fixture_execute (fixture, "DROP TRIGGER no_line"), ==, SQLITE_OK);
  open_at (fixture, "1.0", NOW);
}

/* They have their numbers, and are in no sum; no day has to be closed for them. */
static void
test_events_are_no_money (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *lines = NULL;
  g_autofree char *totals = NULL;

  open_at (fixture, "1.0", NOW - 86400);
  till_fixture_book (fixture);
  open_at (fixture, "1.0", NOW);
  till_fixture_pay (fixture, 1, "cash", "20.00", NOW, 0);
  till_fixture_set (fixture, SALON_TILL_OFF_KEY, "true", NOW);
  g_assert_true (salon_till_close (fixture->store, TODAY, NOW + 60, NULL));
  lines = till_fixture_list (fixture);
  g_assert_cmpstr (lines, ==,
                   "1 event version 0\n2 event opening 0\n3 event opening 0\n4 payment cash 2000\n"
                   "5 event recording_off 0\n6 day 2026-03-12 0\n");
  totals = store_fixture_read_text (fixture, "SELECT totals FROM till_journal WHERE number = 6");
  g_assert_true (g_str_has_prefix (totals, "{\"first\":1,\"last\":4,\"payments\":1,"));
  till_fixture_set (fixture, SALON_TILL_OFF_KEY, "false", NOW + 120);
  g_assert_false (salon_till_close (fixture->store, TODAY, NOW + 180, NULL));
}

static void
test_the_latest_are_read_first (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonReader) reader = NULL;
  g_autoptr (GPtrArray) events = NULL;
  const SalonTillLine *line = NULL;

  open_at (fixture, "1.0", NOW);
  open_at (fixture, "1.1", NOW + 60);
  reader = gift_card_fixture_open (fixture);
  events = salon_reader_list_till_events (reader, 2, NULL);
  g_assert_cmpuint (events->len, ==, 2);
  line = g_ptr_array_index (events, 0);
  g_assert_cmpint (line->number, ==, 3);
  g_assert_cmpstr (line->event, ==, SALON_TILL_VERSION);
  g_assert_cmpstr (line->detail, ==, "1.1");
}

/* A journal of before: sealed by the first form, with a card and without. */
static void
test_an_old_journal_verifies (void)
{
  static const char *rows =
    "INSERT INTO till_journal (previous, number, at, device, is_training, kind, payment_id,\n"
    "  booking_id, means, amount, hash, card) VALUES\n"
    "  ('" SALON_TILL_BEGINNING "', 1, 1773307800, 'desk', 0, 'payment', 'p', 'b', 'cash', 4500,\n"
    "   '7eac30cfcc70a0dafa9b704cbd12e00738796ddebbbb250da8f80c11bb031cab', NULL),\n"
    "  ('7eac30cfcc70a0dafa9b704cbd12e00738796ddebbbb250da8f80c11bb031cab', 2, 1773307801, 'desk', 0, 'payment', 'q', NULL, 'card', 5000,\n"
    "   'aad4715661cef3939170c888f26cb13c5bf232722cd77a88e33c33b722d95d0a', 'SERA-1');\n"
    "INSERT INTO till_head (id, number, hash) VALUES (1, 2, 'aad4715661cef3939170c888f26cb13c5bf232722cd77a88e33c33b722d95d0a')";
  g_autofree char *folder = g_dir_make_tmp ("till-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "salon.db", NULL);
  StoreFixture fixture = { .folder = folder, .path = path };
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_true (salon_client_words_register (database, NULL));
  g_assert_true (salon_migration_run (database, 8, NULL));
  g_assert_cmpint (sqlite3_exec (database, rows, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);

  fixture.store = salon_store_open (path, NULL);
  g_assert_nonnull (fixture.store);
  open_at (&fixture, "1.0", NOW);
  assert_events (&fixture, "version 1.0 -\nopening 1.0 -\n");
  g_assert_cmpint (store_fixture_read_int (&fixture, "SELECT count (*) FROM till_journal"), ==, 4);
  /* The guards are there again. */
  g_assert_cmpint (store_fixture_execute (&fixture, "DELETE FROM till_journal"), ==,
                   SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (store_fixture_execute (&fixture, "UPDATE till_journal SET amount = 1"), ==,
                   SQLITE_CONSTRAINT_TRIGGER);
  store_fixture_close (&fixture);
  store_fixture_remove_file (&fixture);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/till-events/" path, StoreFixture, NULL, store_fixture_set_up, test,          \
              store_fixture_tear_down)
  ADD ("opening-is-noted-once-a-day", test_opening_is_noted_once_a_day);
  ADD ("another-version-is-noted-at-once", test_another_version_is_noted_at_once);
  ADD ("the-switch-and-the-rate-are-noted", test_the_switch_and_the_rate_are_noted);
  ADD ("a-second-print-is-noted", test_a_second_print_is_noted);
  ADD ("a-print-and-its-line-are-one-transaction", test_a_print_and_its_line_are_one_transaction);
  ADD ("events-are-no-money", test_events_are_no_money);
  ADD ("the-latest-are-read-first", test_the_latest_are_read_first);
#undef ADD
  g_test_add_func ("/salon/till-events/an-old-journal-verifies", test_an_old_journal_verifies);
  return g_test_run ();
}
