/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The VAT in each payment, as the salon had it set when it was made. */
#include "store/salon-reader-statistics.h"
#include "store/salon-till.h"

#include "gift-card-fixture.h"
#include "sync-fixture.h"
#include "till-fixture.h"

#define NOW FIXTURE_NOW
#define TODAY 20524
#define CARD 0x500
#define RULES(amount) "{\"vat_amount\": \"" amount "\"}"

/* "kind amount rate vat" of every line of money. */
static void
assert_taxed (StoreFixture *fixture, const char *expected)
{
  g_autofree char *found = store_fixture_read_text (
    fixture, "SELECT coalesce (group_concat (kind || ' ' || amount || ' ' || vat_rate || ' '\n"
             "  || vat || char (10), ''), '')\n"
             "FROM (SELECT * FROM till_journal WHERE means IS NOT NULL ORDER BY number)");
  g_autoptr (SalonTillReport) report = salon_till_verify (fixture->store, NULL, NULL);

  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpuint (report->faults->len, ==, 0);
}

static void
set_rate (StoreFixture *fixture, const char *rate)
{
  till_fixture_set (fixture, SALON_VAT_RATE_KEY, rate, NOW);
}

static void
test_none_is_charged_unless_it_is_set (StoreFixture *fixture, gconstpointer unused)
{
  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", NOW, 0);
  set_rate (fixture, "0");
  till_fixture_pay (fixture, 2, "cash", "20.00", NOW, 0);
  assert_taxed (fixture, "payment 2000 0 0\npayment 2000 0 0\n");
}

static void
test_each_line_has_the_rate_of_its_time (StoreFixture *fixture, gconstpointer unused)
{
  till_fixture_book (fixture);
  set_rate (fixture, "2000");
  till_fixture_pay (fixture, 1, "cash", "45.00", NOW, 0);
  set_rate (fixture, "550");
  till_fixture_pay (fixture, 2, "card", "0.99", NOW, 0);
  assert_taxed (fixture, "payment 4500 2000 750\npayment 99 550 5\n");
}

/* What another program has written there. */
static void
test_what_is_no_rate_is_none (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const values[] = { "2001", "-1", "\"2000\"", "20.0", "[]", "true" };

  till_fixture_book (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      set_rate (fixture, values[i]);
      till_fixture_pay (fixture, i + 1, "cash", "45.00", NOW, 0);
    }
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM till_journal\n"
                                                    "WHERE kind = 'payment' AND vat_rate = 0"),
                   ==, G_N_ELEMENTS (values));
}

/* At the rate that was paid, whatever it is by now. */
static void
test_taking_back_takes_back_its_vat (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) undone = NULL;

  till_fixture_book (fixture);
  set_rate (fixture, "2000");
  till_fixture_pay (fixture, 1, "cash", "44.99", NOW, 0);
  set_rate (fixture, "1000");
  till_fixture_pay (fixture, 2, "cash", "-44.99", NOW, 1);
  undone = salon_store_undo (fixture->store, NOW, NULL);
  g_assert_nonnull (undone);
  assert_taxed (fixture,
                "payment 4499 2000 750\nreversal -4499 2000 -750\nreversal 4499 2000 750\n");
}

static void
test_a_closing_sums_by_rate (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *totals = NULL;

  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "5.00", NOW, 0);
  set_rate (fixture, "2000");
  till_fixture_pay (fixture, 2, "cash", "45.00", NOW, 0);
  till_fixture_pay (fixture, 3, "card", "0.10", NOW, 0);
  till_fixture_pay (fixture, 4, "cash", "-45.00", NOW, 2);
  set_rate (fixture, "1000");
  till_fixture_pay (fixture, 5, "card", "11.00", NOW, 0);
  g_assert_true (salon_till_close (fixture->store, TODAY, NOW, NULL));
  totals = store_fixture_read_text (fixture, "SELECT totals ->> '$.vat' FROM till_journal\n"
                                             "WHERE kind = 'day'");
  g_assert_cmpstr (totals, ==,
                   "[{\"rate\":\"10.00\",\"gross\":\"11.00\",\"vat\":\"1.00\"},"
                   "{\"rate\":\"20.00\",\"gross\":\"0.10\",\"vat\":\"0.02\"}]");
  assert_taxed (fixture, "payment 500 0 0\npayment 4500 2000 750\npayment 10 2000 2\n"
                         "reversal -4500 2000 -750\npayment 1100 1000 100\n");
}

/* --- Gift cards --- */

static void
pay_with_card (StoreFixture *fixture)
{
  g_autoptr (JsonObject) row = till_fixture_payment (1, "gift_card", "20.00", NOW, 0);
  g_autofree char *card = fixture_id (CARD);

  json_object_set_string_member (row, "gift_card_id", card);
  gift_card_fixture_apply (fixture, fixture_insert ("payments", row, "Pay"), NULL);
}

static void
sell_and_use (StoreFixture *fixture, const char *rules)
{
  set_rate (fixture, "2000");
  if (rules != NULL)
    till_fixture_set (fixture, SALON_GIFT_CARD_RULES_KEY, rules, NOW);
  till_fixture_book (fixture);
  gift_card_fixture_sell (fixture, CARD, 6000, TODAY + 30);
  pay_with_card (fixture);
}

static void
test_a_card_that_is_taxed_at_its_sale (StoreFixture *fixture, gconstpointer unused)
{
  sell_and_use (fixture, RULES ("sale"));
  assert_taxed (fixture, "payment 6000 2000 1000\npayment 2000 0 0\n");
}

static void
test_a_card_that_is_taxed_at_its_use (StoreFixture *fixture, gconstpointer unused)
{
  sell_and_use (fixture, RULES ("use"));
  assert_taxed (fixture, "payment 6000 0 0\npayment 2000 2000 333\n");
}

static void
test_nothing_is_assumed_of_cards (StoreFixture *fixture, gconstpointer unused)
{
  sell_and_use (fixture, NULL);
  assert_taxed (fixture, "payment 6000 0 0\npayment 2000 0 0\n");
}

/* --- With others --- */

static void
test_what_is_refused_takes_its_vat_with_it (SyncFixture *fixture, gconstpointer unused)
{
  StoreFixture *here = &fixture->here;
  g_autofree char *json = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (SalonChange) shown = NULL;

  sync_fixture_seed (fixture, "bookings",
                     fixture_booking (TILL_BOOKING, "2026-03-12", "14:30:00", 60));
  set_rate (here, "2000");
  till_fixture_pay (here, 1, "cash", "20.00", NOW, 0);
  json = g_strdup_printf (
    "[{\"seq\": %d, \"outcome\": \"conflict\", \"code\": \"reference\", \"rows\": []}]",
    (int) store_fixture_read_int (here, "SELECT max (seq) FROM outbox"));
  answers = sync_fixture_answers (json);
  shown = sync_fixture_take (here, answers);
  assert_taxed (here, "payment 2000 2000 333\nrefused -2000 2000 -333\n");
}

/* What the accountant gets: by the rate of each line, whatever is set by now. */
static void
test_a_stretch_sums_by_rate (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = NULL;
  SalonVatSums sums;

  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "5.00", NOW, 0);
  set_rate (fixture, "2000");
  till_fixture_pay (fixture, 2, "cash", "45.00", NOW, 0);
  till_fixture_pay (fixture, 3, "card", "12.00", NOW, 0);
  set_rate (fixture, "1000");
  till_fixture_pay (fixture, 4, "cash", "-45.00", NOW, 2);
  till_fixture_pay (fixture, 5, "card", "11.00", NOW, 0);
  till_fixture_pay (fixture, 6, "card", "22.00", NOW + 24 * 60 * 60, 0);
  set_rate (fixture, "0");
  /* As it comes from another desk: it is in that one's journal. */
  g_assert_cmpint (store_fixture_execute (
                     fixture, "INSERT INTO payments (id, booking_id, amount, payment_method,\n"
                              "  status, created_at)\n"
                              "SELECT '00000000-0000-7000-8000-0000000000ff', booking_id, 700,\n"
                              "  'card', status, created_at\n"
                              "FROM payments\n"
                              "WHERE amount = 1200"),
                   ==, SQLITE_OK);
  reader = salon_reader_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (salon_reader_statistics_read_vat (reader, TODAY, TODAY + 1, &sums, &error));
  g_assert_no_error (error);
  for (int i = 0; i < SALON_N_VAT_RATES; i++)
    {
      int rate = salon_vat_get_rate (i);

      g_assert_cmpint (sums.gross_cents[i], ==, rate == 2000 ? 1200 : rate == 1000 ? 1100 : 0);
      g_assert_cmpint (sums.vat_cents[i], ==, rate == 2000 ? 200 : rate == 1000 ? 100 : 0);
    }
  g_assert_cmpint (sums.elsewhere_cents, ==, 700);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/till-vat/" path, StoreFixture, NULL, store_fixture_set_up, test,             \
              store_fixture_tear_down)
  ADD ("none-is-charged-unless-it-is-set", test_none_is_charged_unless_it_is_set);
  ADD ("each-line-has-the-rate-of-its-time", test_each_line_has_the_rate_of_its_time);
  ADD ("what-is-no-rate-is-none", test_what_is_no_rate_is_none);
  ADD ("taking-back-takes-back-its-vat", test_taking_back_takes_back_its_vat);
  ADD ("a-closing-sums-by-rate", test_a_closing_sums_by_rate);
  ADD ("a-stretch-sums-by-rate", test_a_stretch_sums_by_rate);
  ADD ("a-card-that-is-taxed-at-its-sale", test_a_card_that_is_taxed_at_its_sale);
  ADD ("a-card-that-is-taxed-at-its-use", test_a_card_that_is_taxed_at_its_use);
  ADD ("nothing-is-assumed-of-cards", test_nothing_is_assumed_of_cards);
#undef ADD
  g_test_add ("/salon/till-vat/what-is-refused-takes-its-vat-with-it", SyncFixture, NULL,
              sync_fixture_set_up, test_what_is_refused_takes_its_vat_with_it,
              sync_fixture_tear_down);
  return g_test_run ();
}
