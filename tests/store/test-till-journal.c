/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written into the till's journal, when, and when not. */
#include "store/salon-store-error.h"
#include "store/salon-till.h"

#include "sync-fixture.h"
#include "till-fixture.h"

#define NOW FIXTURE_NOW

static void
assert_lines (StoreFixture *fixture, const char *expected)
{
  g_autofree char *lines = till_fixture_list (fixture);
  g_autoptr (SalonTillReport) report = salon_till_verify (fixture->store, NULL, NULL);

  g_assert_cmpstr (lines, ==, expected);
  g_assert_cmpuint (report->faults->len, ==, 0);
}

static void
step (StoreFixture *fixture, SalonChange *(*func) (SalonStore *store, gint64 now, GError **error))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) done = func (fixture->store, NOW + 60, &error);

  g_assert_no_error (error);
  g_assert_nonnull (done);
}

static gint64
count (StoreFixture *fixture)
{
  return store_fixture_read_int (fixture, "SELECT count (*) FROM payments");
}

static gint64
sum (StoreFixture *fixture)
{
  return store_fixture_read_int (fixture, "SELECT coalesce (sum (amount), 0) FROM payments");
}

static void
test_a_payment_is_a_line (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *booking = fixture_id (TILL_BOOKING);
  g_autofree char *line = NULL;

  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", NOW, 0);
  till_fixture_pay (fixture, 2, "card", "25.00", NOW + 1, 0);
  till_fixture_pay (fixture, 3, "card", "-25.00", NOW + 2, 2);
  assert_lines (fixture, "1 payment cash 2000\n2 payment card 2500\n3 reversal card -2500\n");

  line = store_fixture_read_text (
    fixture, "SELECT at || ' ' || booking_id || ' ' || deposit || ' ' || is_training || ' '\n"
             "  || (device = (SELECT device_id FROM salon_file)) || ' '\n"
             "  || (reverses = (SELECT id FROM payments WHERE amount = 2500))\n"
             "FROM till_journal WHERE number = 3");
  g_assert_true (g_str_has_suffix (line, " arrhes 0 1 1"));
  g_assert_true (strstr (line, booking) != NULL);
}

static void
test_every_line_names_the_one_before (StoreFixture *fixture, gconstpointer unused)
{
  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", NOW, 0);
  till_fixture_pay (fixture, 2, "card", "25.00", NOW, 0);
  g_assert_cmpint (store_fixture_read_int (fixture,
                                           "SELECT a.hash = b.previous AND a.hash <> b.hash\n"
                                           "FROM till_journal AS a, till_journal AS b\n"
                                           "WHERE a.number = 1 AND b.number = 2"),
                   ==, 1);
  g_assert_cmpint (
    store_fixture_read_int (fixture, "SELECT number = 2 AND hash = (SELECT hash FROM till_journal\n"
                                     "WHERE number = 2) FROM till_head"),
    ==, 1);
}

/* Whoever cannot keep the line cannot keep the payment, and the other way round. */
static void
test_line_and_payment_are_one_transaction (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) row = till_fixture_payment (2, "card", "25.00", NOW, 0);
  g_autoptr (JsonObject) lost = till_fixture_payment (3, "card", "25.00", NOW, 0);
  g_autofree char *nobody = fixture_id (0x999);

  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", NOW, 0);
  g_assert_cmpint (store_fixture_execute (fixture,
                                          "CREATE TRIGGER no_line BEFORE INSERT ON till_journal\n"
                                          "BEGIN SELECT RAISE (ABORT, 'no line'); END"),
                   ==, SQLITE_OK);
  store_fixture_refuse (fixture, fixture_insert ("payments", row, "Pay"),
                        SALON_STORE_ERROR_REFUSED);
  g_assert_cmpint (store_fixture_execute (fixture, "DROP TRIGGER no_line"), ==, SQLITE_OK);

  /* Found only when the transaction ends: the booking is not there. */
  json_object_set_string_member (lost, "booking_id", nobody);
  store_fixture_refuse (fixture, fixture_insert ("payments", lost, "Pay"),
                        SALON_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (count (fixture), ==, 1);

  /* What failed has taken no number. */
  till_fixture_pay (fixture, 4, "cheque", "5.00", NOW, 0);
  assert_lines (fixture, "1 payment cash 2000\n2 payment cheque 500\n");
}

static void
test_undo_is_a_payment_back (StoreFixture *fixture, gconstpointer unused)
{
  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", NOW, 0);
  step (fixture, salon_store_undo);
  assert_lines (fixture, "1 payment cash 2000\n2 reversal cash -2000\n");
  g_assert_cmpint (count (fixture), ==, 2);
  g_assert_cmpint (sum (fixture), ==, 0);

  step (fixture, salon_store_redo);
  g_assert_cmpint (sum (fixture), ==, 2000);
  step (fixture, salon_store_undo);
  step (fixture, salon_store_redo);
  step (fixture, salon_store_undo);
  g_assert_cmpint (sum (fixture), ==, 0);
  g_assert_cmpint (count (fixture), ==, 6);
  assert_lines (fixture, "1 payment cash 2000\n2 reversal cash -2000\n3 reversal cash 2000\n"
                         "4 reversal cash -2000\n5 reversal cash 2000\n6 reversal cash -2000\n");
}

static void
test_undoing_a_correction_and_then_the_payment (StoreFixture *fixture, gconstpointer unused)
{
  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", NOW, 0);
  till_fixture_pay (fixture, 2, "cash", "-20.00", NOW, 1);
  step (fixture, salon_store_undo);
  g_assert_cmpint (sum (fixture), ==, 2000);
  step (fixture, salon_store_undo);
  g_assert_cmpint (sum (fixture), ==, 0);
  step (fixture, salon_store_redo);
  step (fixture, salon_store_redo);
  g_assert_cmpint (sum (fixture), ==, 0);
  assert_lines (fixture, "1 payment cash 2000\n2 reversal cash -2000\n3 reversal cash 2000\n"
                         "4 reversal cash -2000\n5 reversal cash 2000\n6 reversal cash -2000\n");
}

static void
assert_booking (StoreFixture *fixture, const char *expected)
{
  g_autofree char *found = store_fixture_read_text (
    fixture, "SELECT b.status || coalesce (' ' || b.cancellation_reason, '')\n"
             "  || coalesce (' ' || datetime (b.cancelled_at, 'unixepoch'), '') || ' '\n"
             "  || (SELECT count (*) FROM booking_services)\n"
             "  || ' ' || (SELECT count (*) FROM clients)\n"
             "FROM bookings AS b");

  g_assert_cmpstr (found, ==, expected);
}

/* A booking, its line and the card of a new client, made in one. */
static void
book_whole (StoreFixture *fixture)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) client = fixture_client (0x100, "Marie");
  g_autoptr (JsonObject) booking = fixture_booking (TILL_BOOKING, "2026-03-12", "14:30:00", 60);
  g_autoptr (JsonObject) line = fixture_booking_service (0x400, TILL_BOOKING, 0);
  g_autofree char *client_id = fixture_id (0x100);
  g_autoptr (SalonChange) change = NULL;

  json_object_set_string_member (booking, "client_id", client_id);
  salon_change_builder_insert (builder, "clients", client);
  salon_change_builder_insert (builder, "bookings", booking);
  salon_change_builder_insert (builder, "booking_services", line);
  change = salon_change_builder_end (builder, "Book Marie");
  salon_change_unref (store_fixture_apply (fixture, salon_change_ref (change)));
}

/* The accounts need the booking that they are for: its making is undone as far as that goes. */
static void
test_undoing_what_was_paid_for (StoreFixture *fixture, gconstpointer unused)
{
  book_whole (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", NOW, 0);
  step (fixture, salon_store_undo);
  g_assert_cmpint (sum (fixture), ==, 0);
  assert_booking (fixture, "confirmed 1 1");
  step (fixture, salon_store_undo);
  assert_booking (fixture, "cancelled undone 2026-03-12 09:31:00 1 1");
  step (fixture, salon_store_redo);
  assert_booking (fixture, "confirmed 1 1");
  step (fixture, salon_store_redo);
  g_assert_cmpint (sum (fixture), ==, 2000);
}

/* Never paid for, it goes with all that was made with it. */
static void
test_undoing_what_was_never_paid_for (StoreFixture *fixture, gconstpointer unused)
{
  book_whole (fixture);
  step (fixture, salon_store_undo);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT (SELECT count (*) FROM bookings) "
                                                    "+ (SELECT count (*) FROM clients)"),
                   ==, 0);
}

/* Somebody else took it back: to undo it once more would take it back twice. */
static void
test_undo_of_what_was_taken_back_is_stale (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *one = fixture_id (1);
  g_autofree char *two = fixture_id (2);
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO payments (id, amount, payment_method, status, created_at,\n"
                     "  reverses) VALUES ('%s', -2000, 'cash', 'completed', 1, '%s')",
                     two, one);
  g_autoptr (GError) error = NULL;

  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", NOW, 0);
  g_assert_cmpint (store_fixture_execute (fixture, sql), ==, SQLITE_OK);
  g_assert_null (salon_store_undo (fixture->store, NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_STALE);
  assert_lines (fixture, "1 payment cash 2000\n");
}

static void
test_payments_are_only_added_to (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) row = till_fixture_payment (1, "cash", "20.00", NOW, 0);

  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", NOW, 0);
  store_fixture_refuse (fixture, fixture_delete ("payments", row, "Delete"),
                        SALON_STORE_ERROR_REFUSED);
  store_fixture_refuse (fixture, fixture_update ("payments", row, "amount", "10.00", "Less"),
                        SALON_STORE_ERROR_REFUSED);
  store_fixture_refuse (fixture, fixture_update ("payments", row, "payment_method", "card", "Card"),
                        SALON_STORE_ERROR_REFUSED);
}

static void
test_what_is_not_paid_yet_is_no_line (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) row = till_fixture_payment (1, "transfer", "20.00", NOW, 0);
  g_autoptr (SalonChange) pending = NULL;
  g_autoptr (SalonChange) paid = NULL;

  till_fixture_book (fixture);
  json_object_set_string_member (row, "status", "pending");
  pending = store_fixture_apply (fixture, fixture_insert ("payments", row, "Expect"));
  assert_lines (fixture, "");
  paid =
    store_fixture_apply (fixture, fixture_update ("payments", row, "status", "completed", "Came"));
  assert_lines (fixture, "1 payment transfer 2000\n");
}

static void
test_the_file_refuses_to_rewrite_lines (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const statements[] = {
    "UPDATE till_journal SET amount = 1",
    "DELETE FROM till_journal WHERE number = 2",
    "INSERT OR REPLACE INTO till_journal SELECT * FROM till_journal WHERE number = 1",
    "UPDATE till_head SET number = 1",
    "DELETE FROM till_head",
  };

  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", NOW, 0);
  till_fixture_pay (fixture, 2, "card", "25.00", NOW, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    g_assert_cmpint (store_fixture_execute (fixture, statements[i]), ==, SQLITE_CONSTRAINT_TRIGGER);
}

/* --- With others --- */

static void
share_booking (SyncFixture *fixture)
{
  sync_fixture_seed (fixture, "bookings",
                     fixture_booking (TILL_BOOKING, "2026-03-12", "14:30:00", 60));
}

static void
push (SyncFixture *fixture, StoreFixture *file)
{
  g_autoptr (GPtrArray) answers = sync_fixture_push (fixture, file);
  g_autoptr (SalonChange) shown = sync_fixture_take (file, answers);

  g_assert_nonnull (shown);
}

static void
test_pulling_writes_no_line (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) pulled = NULL;

  share_booking (fixture);
  till_fixture_pay (&fixture->here, 1, "cash", "20.00", NOW, 0);
  push (fixture, &fixture->here);
  pulled = sync_fixture_pull (fixture, &fixture->there);
  g_assert_cmpint (count (&fixture->there), ==, 1);
  assert_lines (&fixture->here, "1 payment cash 2000\n");
  assert_lines (&fixture->there, "");
}

static void
test_a_refused_payment_gets_its_counter_line (SyncFixture *fixture, gconstpointer unused)
{
  g_autofree char *booking = fixture_id (TILL_BOOKING);
  g_autofree char *json = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (SalonChange) shown = NULL;

  share_booking (fixture);
  till_fixture_pay (&fixture->here, 1, "cash", "20.00", NOW, 0);
  till_fixture_pay (&fixture->here, 2, "card", "25.00", NOW, 0);
  json = g_strdup_printf (
    "[{\"seq\": %d, \"outcome\": \"conflict\", \"code\": \"reference\", \"rows\": []}]",
    (int) store_fixture_read_int (&fixture->here, "SELECT min (seq) FROM outbox"));
  answers = sync_fixture_answers (json);
  shown = sync_fixture_take (&fixture->here, answers);
  g_assert_cmpint (count (&fixture->here), ==, 1);
  assert_lines (&fixture->here, "1 payment cash 2000\n2 payment card 2500\n3 refused cash -2000\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/till-journal/" path, StoreFixture, NULL, store_fixture_set_up, test,         \
              store_fixture_tear_down)
#define ADD_SHARED(path, test)                                                                     \
  g_test_add ("/salon/till-journal/" path, SyncFixture, NULL, sync_fixture_set_up, test,           \
              sync_fixture_tear_down)
  ADD ("a-payment-is-a-line", test_a_payment_is_a_line);
  ADD ("every-line-names-the-one-before", test_every_line_names_the_one_before);
  ADD ("line-and-payment-are-one-transaction", test_line_and_payment_are_one_transaction);
  ADD ("undo-is-a-payment-back", test_undo_is_a_payment_back);
  ADD ("undoing-a-correction-and-then-the-payment", test_undoing_a_correction_and_then_the_payment);
  ADD ("undoing-a-booking-that-was-paid-for-cancels-it", test_undoing_what_was_paid_for);
  ADD ("undoing-a-booking-that-was-never-paid-for", test_undoing_what_was_never_paid_for);
  ADD ("undo-of-what-was-taken-back-is-stale", test_undo_of_what_was_taken_back_is_stale);
  ADD ("payments-are-only-added-to", test_payments_are_only_added_to);
  ADD ("what-is-not-paid-yet-is-no-line", test_what_is_not_paid_yet_is_no_line);
  ADD ("the-file-refuses-to-rewrite-lines", test_the_file_refuses_to_rewrite_lines);
  ADD_SHARED ("pulling-writes-no-line", test_pulling_writes_no_line);
  ADD_SHARED ("a-refused-payment-gets-its-counter-line",
              test_a_refused_payment_gets_its_counter_line);
#undef ADD_SHARED
#undef ADD
  return g_test_run ();
}
