/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/salon-gift-card-list.h"

#include <string.h>

#include "gift-card-fixture.h"

#define FUTURE (GIFT_TODAY + 100)

static void
take_all (StoreFixture *fixture,
          guint number,
          SalonChange *(*take) (SalonGiftCard *, const SalonGiftCardAct *, GError **) )
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_read (fixture, number);
  g_autofree char *id = fixture_id (number + 8);
  SalonGiftCardAct act = gift_card_fixture_act (id, "Perdue");
  g_autoptr (GError) error = NULL;

  gift_card_fixture_apply (fixture, take (card, &act, &error), error);
}

static SalonChange *
refund (SalonGiftCard *card, const SalonGiftCardAct *act, GError **error)
{
  g_autofree char *id = fixture_id (0x9999);
  g_autoptr (SalonPayment) payment = salon_payment_new (&(SalonPaymentFields) {
    .id = id,
    .gift_card_id = salon_gift_card_get_fields (card)->id,
    .amount_cents = -salon_gift_card_get_balance (card),
    .method = "cash",
    .status = "completed",
    .created_at = FIXTURE_NOW,
    .reversal = SALON_REVERSAL_REFUND,
  });

  return salon_gift_card_refund (card, payment, act, error);
}

static SalonGiftCard *
make_named (guint number, const char *code, const char *buyer, const char *recipient)
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_make (number, 2000, FUTURE);
  SalonGiftCardFields fields = *salon_gift_card_get_fields (card);

  fields.code = code;
  fields.buyer_name = buyer;
  fields.recipient_name = recipient;
  return salon_gift_card_new (&fields);
}

static void
bring_in (StoreFixture *fixture,
          guint number,
          const char *code,
          const char *buyer,
          const char *recipient,
          gint64 remaining)
{
  g_autoptr (SalonGiftCard) card = make_named (number, code, buyer, recipient);
  g_autofree char *issue = fixture_id (number + 1);
  g_autofree char *debit = fixture_id (number + 2);
  SalonGiftCardAct act = gift_card_fixture_act (issue, NULL);
  g_autoptr (GError) error = NULL;

  gift_card_fixture_apply (fixture, salon_gift_card_bring_in (card, remaining, debit, &act, &error),
                           error);
}

/* 0x100 active, 0x200 used, 0x300 expired, 0x400 void, 0x500 refunded, 0x600 active and soon. */
static void
fill (StoreFixture *fixture)
{
  gift_card_fixture_sell (fixture, 0x100, 5000, FUTURE);
  gift_card_fixture_sell (fixture, 0x200, 3000, FUTURE + 1);
  gift_card_fixture_debit (fixture, 0x200, 0x208, 3000);
  gift_card_fixture_sell (fixture, 0x300, 4000, GIFT_TODAY - 1);
  gift_card_fixture_sell (fixture, 0x400, 4500, FUTURE + 2);
  take_all (fixture, 0x400, salon_gift_card_void);
  gift_card_fixture_sell (fixture, 0x500, 8000, FUTURE + 3);
  gift_card_fixture_debit (fixture, 0x500, 0x507, 1000);
  take_all (fixture, 0x500, refund);
  gift_card_fixture_sell (fixture, 0x600, 6000, GIFT_TODAY);
  gift_card_fixture_debit (fixture, 0x600, 0x608, 500);
}

/* The codes that are found, in their order. */
static char *
find (StoreFixture *fixture, const SalonGiftCardQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) numbers = salon_gift_card_list_find (fixture->store, query, &error);
  g_autoptr (SalonReader) reader = gift_card_fixture_open (fixture);
  g_autoptr (GPtrArray) cards = NULL;
  GString *codes = g_string_new (NULL);

  g_assert_no_error (error);
  cards = salon_reader_list_gift_cards_in_rows (reader, (const gint64 *) numbers->data,
                                                numbers->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < cards->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? " " : "",
                            salon_gift_card_get_fields (g_ptr_array_index (cards, i))->code);
  return g_string_free_and_steal (codes);
}

static void
expect (StoreFixture *fixture, const SalonGiftCardQuery *query, const char *expected)
{
  g_autofree char *found = find (fixture, query);

  g_assert_cmpstr (found, ==, expected);
}

static SalonGiftCardQuery
ask (SalonGiftCardOrder order)
{
  return (SalonGiftCardQuery) { .today = GIFT_TODAY,
                                .expires_from = SALON_DAY_NONE,
                                .expires_to = SALON_DAY_NONE,
                                .order = order };
}

static void
test_states (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const expected[] = {
    [SALON_GIFT_CARD_ACTIVE] = "CODE-100 CODE-600", [SALON_GIFT_CARD_USED] = "CODE-200",
    [SALON_GIFT_CARD_EXPIRED] = "CODE-300",         [SALON_GIFT_CARD_VOID] = "CODE-400",
    [SALON_GIFT_CARD_REFUNDED] = "CODE-500",
  };
  SalonGiftCardQuery query = ask (SALON_GIFT_CARD_ORDER_CODE);

  fill (fixture);
  expect (fixture, &query, "CODE-100 CODE-200 CODE-300 CODE-400 CODE-500 CODE-600");
  for (int state = 0; state < SALON_N_GIFT_CARD_STATES; state++)
    {
      query.states = 1u << state;
      expect (fixture, &query, expected[state]);
    }
  query.states = 1u << SALON_GIFT_CARD_USED | 1u << SALON_GIFT_CARD_VOID;
  expect (fixture, &query, "CODE-200 CODE-400");
}

/* The statement and the value agree on the state of each. */
static void
test_states_are_those_of_the_value (StoreFixture *fixture, gconstpointer unused)
{
  fill (fixture);
  for (guint number = 0x100; number <= 0x600; number += 0x100)
    {
      SalonGiftCardQuery query = ask (SALON_GIFT_CARD_ORDER_CODE);
      g_autofree char *code = g_strdup_printf ("CODE-%x", number);
      g_autofree char *found = NULL;

      query.states = 1u << gift_card_fixture_get_state (fixture, number);
      found = find (fixture, &query);
      g_assert_nonnull (strstr (found, code));
    }
}

static void
test_filters (StoreFixture *fixture, gconstpointer unused)
{
  SalonGiftCardQuery query = ask (SALON_GIFT_CARD_ORDER_EXPIRY);

  fill (fixture);
  query.with_balance = TRUE;
  expect (fixture, &query, "CODE-300 CODE-600 CODE-100");
  query.expires_from = GIFT_TODAY;
  query.expires_to = GIFT_TODAY + 30;
  expect (fixture, &query, "CODE-600");
  query = ask (SALON_GIFT_CARD_ORDER_BALANCE);
  query.with_balance = TRUE;
  expect (fixture, &query, "CODE-600 CODE-100 CODE-300");
}

static void
test_text (StoreFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *text;
    const char *codes;
  } cases[] = {
    { "", "N° 7 SERA-105V-219M SERA-2222-3333" },
    { "elod", "SERA-105V-219M" },
    { "DURAND ma", "N° 7 SERA-105V-219M" },
    { "durand paul", "N° 7" },
    { "urand", "" },
    { "roche", "SERA-2222-3333" },
    { "105v", "SERA-105V-219M" },
    { "lo5u-2i9m", "SERA-105V-219M" },
    { "sera 22", "SERA-2222-3333" },
    { "7", "N° 7" },
  };

  bring_in (fixture, 0x100, "SERA-105V-219M", "Élodie Martin", "Marie Durand", 2000);
  bring_in (fixture, 0x200, "SERA-2222-3333", "Léa Petit", "Anne de La Roche-Guyon", 1000);
  bring_in (fixture, 0x300, "N° 7", "Paul Simon", "Marion Durand", 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SalonGiftCardQuery query = ask (SALON_GIFT_CARD_ORDER_CODE);

      g_test_message ("“%s”", cases[i].text);
      query.text = cases[i].text;
      expect (fixture, &query, cases[i].codes);
    }
}

static void
test_finder (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonReader) reader = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  bring_in (fixture, 0x100, "SERA-105V-219M", "Élodie Martin", "Marie Durand", 0);
  bring_in (fixture, 0x200, "SERA-2222-3333", "Léa Petit", "Marie Martin", 1000);
  reader = gift_card_fixture_open (fixture);
  found = salon_reader_search_gift_cards (reader, "Mart", 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  /* What has something on it comes first. */
  g_assert_cmpstr (salon_gift_card_get_fields (g_ptr_array_index (found, 0))->code, ==,
                   "SERA-2222-3333");
}

static void
expect_code (SalonReader *reader, const char *typed, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = salon_reader_find_gift_cards (reader, typed, "SERA", &error);

  g_test_message ("“%s”", typed);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, expected != NULL ? 1 : 0);
  if (expected != NULL)
    g_assert_cmpstr (salon_gift_card_get_fields (g_ptr_array_index (found, 0))->code, ==, expected);
}

/* Codes of another program need no check character, and old papers have what they have on them. */
static void
test_codes (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonReader) reader = NULL;

  bring_in (fixture, 0x100, "SERA-105V-219M", "A", "B", 2000);
  bring_in (fixture, 0x200, "SERA-ABCD-EFGH", "A", "B", 2000);
  bring_in (fixture, 0x300, "N° 7", "A", "B", 2000);
  bring_in (fixture, 0x400, "7", "A", "B", 2000);
  bring_in (fixture, 0x500, "O7", "A", "B", 2000);
  bring_in (fixture, 0x600, "07", "A", "B", 2000);
  reader = gift_card_fixture_open (fixture);
  expect_code (reader, "SERA-105V-219M", "SERA-105V-219M");
  expect_code (reader, " lo5u 2i9m\n", "SERA-105V-219M");
  expect_code (reader, "sera abcd efgh", "SERA-ABCD-EFGH");
  expect_code (reader, "abcdefgh", "SERA-ABCD-EFGH");
  expect_code (reader, "N° 7", "N° 7");
  expect_code (reader, "7", "7");
  expect_code (reader, "O7", "O7");
  expect_code (reader, "07", "07");
  expect_code (reader, "SERA-105V-218M", NULL);
  expect_code (reader, "", NULL);
  expect_code (reader, "\xff", NULL);
}

static void
test_owed (StoreFixture *fixture, gconstpointer unused)
{
  SalonGiftCardsOwed owed = { 0 };
  g_autoptr (GError) error = NULL;

  fill (fixture);
  g_assert_true (salon_gift_card_list_sum_owed (fixture->store, GIFT_TODAY, &owed, &error));
  g_assert_no_error (error);
  g_assert_cmpint (owed.owed_cents, ==, 5000 + 5500);
  g_assert_cmpint (owed.n_owed, ==, 2);
  g_assert_cmpint (owed.soon_cents, ==, 5500);
  g_assert_cmpint (owed.old_cents, ==, 10500);
  g_assert_cmpint (owed.expired_cents, ==, 4000);
}

static void
test_sums (StoreFixture *fixture, gconstpointer unused)
{
  SalonGiftCardSums sums = { 0 };
  g_autoptr (SalonChange) undone = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  gift_card_fixture_debit (fixture, 0x100, 0x108, 700);
  undone = salon_store_undo (fixture->store, FIXTURE_NOW + 1, &error);
  g_assert_no_error (error);
  g_assert_true (
    salon_gift_card_list_sum (fixture->store, FIXTURE_NOW, FIXTURE_NOW + 60, &sums, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sums.n_sold, ==, 6);
  g_assert_cmpint (sums.sold_cents[SALON_GIFT_CARD_AMOUNT], ==, 30500);
  g_assert_cmpint (sums.used_cents[SALON_GIFT_CARD_AMOUNT], ==, 3000 + 1000 + 500);
  g_assert_cmpint (sums.voided_cents[SALON_GIFT_CARD_AMOUNT], ==, 4500);
  g_assert_cmpint (sums.refunded_cents[SALON_GIFT_CARD_AMOUNT], ==, 7000);
  g_assert_cmpint (sums.given_cents, ==, 0);
  /* Half open. */
  g_assert_true (salon_gift_card_list_sum (fixture->store, 0, FIXTURE_NOW, &sums, &error));
  g_assert_cmpint (sums.n_sold, ==, 0);
}

static void
test_prints (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *id = fixture_id (0x100);
  const char *const ids[] = { id, id, NULL };
  g_autoptr (SalonReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  gift_card_fixture_sell (fixture, 0x100, 5000, FUTURE);
  reader = gift_card_fixture_open (fixture);
  g_assert_cmpint (salon_reader_count_prints (reader, id, &error), ==, 0);
  g_assert_true (salon_gift_card_list_note_prints (fixture->store, ids, FIXTURE_NOW, &error));
  g_assert_no_error (error);
  g_assert_cmpint (salon_reader_count_prints (reader, id, &error), ==, 2);
  g_assert_no_error (error);
}

static void
test_rules (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonReader) reader = gift_card_fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  SalonGiftCardRules rules;

  g_assert_true (salon_reader_get_gift_card_rules (reader, &rules, &error));
  g_assert_cmpstr (rules.prefix, ==, "SERA");
  g_assert_cmpint (store_fixture_execute (fixture,
                                          "INSERT INTO salon_settings (key, value)\n"
                                          "VALUES ('gift_cards', '{\"prefix\":\"EDEN\"}')"),
                   ==, SQLITE_OK);
  g_assert_true (salon_reader_get_gift_card_rules (reader, &rules, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (rules.prefix, ==, "EDEN");
}

static void
test_cards_of_a_client (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) client = fixture_client (0x700, "Élodie Martin");
  g_autofree char *id = fixture_id (0x700);
  g_autoptr (SalonReader) reader = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (GPtrArray) payments = NULL;
  g_autofree char *card = fixture_id (0x100);
  g_autoptr (GError) error = NULL;

  gift_card_fixture_apply (fixture, fixture_insert ("clients", client, "Add"), NULL);
  gift_card_fixture_sell (fixture, 0x100, 5000, FUTURE);
  bring_in (fixture, 0x200, "N° 7", "Paul Simon", "Marion Durand", 0);
  reader = gift_card_fixture_open (fixture);
  cards = salon_reader_list_client_gift_cards (reader, id, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cards->len, ==, 1);
  payments = salon_reader_list_gift_card_payments (reader, card, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (payments->len, ==, 1);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/gift-card-list/" path, StoreFixture, NULL, store_fixture_set_up, test,       \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("states", test_states);
  ADD ("states-are-those-of-the-value", test_states_are_those_of_the_value);
  ADD ("filters-and-orders", test_filters);
  ADD ("text-finds-code-buyer-and-recipient", test_text);
  ADD ("finder-shows-what-has-something-on-it-first", test_finder);
  ADD ("codes-of-any-program-are-found", test_codes);
  ADD ("owed-is-kept-apart-by-age", test_owed);
  ADD ("sold-and-used-are-kept-apart", test_sums);
  ADD ("prints-are-counted", test_prints);
  ADD ("rules-of-the-salon", test_rules);
  ADD ("cards-of-a-client", test_cards_of_a_client);
  return g_test_run ();
}
