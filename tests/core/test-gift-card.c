/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/salon-gift-card.h"
#include "core/salon-json.h"

#define CARD "0197b1c2-0000-7000-8000-000000000500"
#define MOVEMENT "0197b1c2-0000-7000-8000-000000000501"
#define DEBIT "0197b1c2-0000-7000-8000-000000000502"
#define PAYMENT "0197b1c2-0000-7000-8000-000000000503"
/* 2026-03-12, and its half past nine. */
#define TODAY 20524
#define NOW 1773307800

static const SalonGiftCardFields sold = {
  .id = CARD,
  .code = "SERA-105V-219M",
  .kind = SALON_GIFT_CARD_AMOUNT,
  .amount_cents = 5000,
  .buyer_name = "Paul Martin",
  .recipient_name = "Marie Durand",
  .message = "Joyeux anniversaire",
  .purchased_on = TODAY,
  .expires_on = TODAY + 365,
  .issued_cents = 5000,
};

static const SalonGiftCardAct act = {
  .movement_id = MOVEMENT,
  .now = NOW,
  .today = TODAY,
  .by = "Comptoir",
  .label = "Do",
};

static SalonGiftCard *
make_card (gint64 issued, gint64 used, gint64 voided, gint64 refunded, SalonDay expires_on)
{
  SalonGiftCardFields fields = sold;

  fields.issued_cents = issued;
  fields.used_cents = used;
  fields.voided_cents = voided;
  fields.refunded_cents = refunded;
  fields.expires_on = expires_on;
  return salon_gift_card_new (&fields);
}

static SalonPayment *
make_payment (const char *method, gint64 cents)
{
  return salon_payment_new (&(SalonPaymentFields) {
    .id = PAYMENT,
    .gift_card_id = CARD,
    .amount_cents = cents,
    .method = method,
    .status = "completed",
    .created_at = NOW,
  });
}

static GPtrArray *
make_payments (const char *method, gint64 cents)
{
  GPtrArray *payments = g_ptr_array_new_with_free_func (g_object_unref);

  if (cents != 0)
    g_ptr_array_add (payments, make_payment (method, cents));
  return payments;
}

/* "insert gift_card_movements kind=debit amount=-20.00 …": the members that @names lists. */
static char *
describe (SalonChange *change, const char *const *names)
{
  GString *text = g_string_new (NULL);

  g_assert_true (salon_change_check (change, NULL));
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", edit->table->name);
      for (gsize n = 0; names[n] != NULL; n++)
        if (json_object_has_member (edit->set, names[n])
            && !json_object_get_null_member (edit->set, names[n]))
          g_string_append_printf (text, " %s", json_object_get_string_member (edit->set, names[n]));
    }
  return g_string_free_and_steal (text);
}

static const char *const told[] = { "kind",        "type",           "amount",       "note",
                                    "expiry_date", "booking_id",     "reverses",     "at",
                                    "by",          "payment_method", "gift_card_id", NULL };

static void
expect_change (SalonChange *change, GError *error, const char *expected)
{
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (change);
  found = describe (change, told);
  g_assert_cmpstr (found, ==, expected);
}

static void
expect_refusal (SalonChange *change, GError **error, SalonGiftCardError code)
{
  g_assert_null (change);
  g_assert_error (*error, SALON_GIFT_CARD_ERROR, (int) code);
  g_test_message ("%s", (*error)->message);
  g_clear_error (error);
}

static void
test_every_column_is_written (void)
{
  const SalonTable *table = salon_schema_find_table ("gift_cards");
  const SalonTable *ledger = salon_schema_find_table ("gift_card_movements");
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  SalonGiftCardFields fields = sold;
  g_autoptr (SalonGiftCard) card = NULL;
  g_autoptr (SalonGiftCardMovement) movement =
    salon_gift_card_movement_new (&(SalonMovementFields) {
      .id = MOVEMENT,
      .card_id = CARD,
      .kind = SALON_MOVEMENT_EXTEND,
      .at = NOW,
      .expires_on = TODAY,
    });

  fields.amount_cents = -1;
  fields.is_complimentary = TRUE;
  card = salon_gift_card_new (&fields);
  salon_gift_card_add_insert (card, builder);
  salon_gift_card_movement_add_insert (movement, builder);
  change = salon_change_builder_end (builder, "Add");
  g_assert_true (salon_change_check (change, NULL));
  g_assert_cmpuint (json_object_get_size (salon_change_get_edit (change, 0)->set), ==,
                    table->n_columns - 1);
  g_assert_cmpuint (json_object_get_size (salon_change_get_edit (change, 1)->set), ==,
                    ledger->n_columns - 1);
  g_assert_true (json_object_get_null_member (salon_change_get_edit (change, 0)->set, "amount"));
  g_assert_true (
    json_object_get_boolean_member (salon_change_get_edit (change, 0)->set, "is_complimentary"));
}

static void
test_states (void)
{
  static const struct
  {
    gint64 issued, used, voided, refunded;
    SalonDay expires_on;
    gint64 balance;
    SalonGiftCardState state;
  } cases[] = {
    { 5000, 0, 0, 0, TODAY, 5000, SALON_GIFT_CARD_ACTIVE },
    { 5000, 2000, 0, 0, TODAY + 1, 3000, SALON_GIFT_CARD_ACTIVE },
    { 5000, 2000, 0, 0, TODAY - 1, 3000, SALON_GIFT_CARD_EXPIRED },
    { 5000, 5000, 0, 0, TODAY + 1, 0, SALON_GIFT_CARD_USED },
    { 5000, 5000, 0, 0, TODAY - 1, 0, SALON_GIFT_CARD_USED },
    { 5000, 2000, 3000, 0, TODAY + 1, 0, SALON_GIFT_CARD_VOID },
    { 5000, 2000, 0, 3000, TODAY + 1, 0, SALON_GIFT_CARD_REFUNDED },
    /* Its sale was undone; nothing was ever put on it. */
    { 0, 0, 0, 0, TODAY + 1, 0, SALON_GIFT_CARD_VOID },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SalonGiftCard) card = make_card (cases[i].issued, cases[i].used, cases[i].voided,
                                                  cases[i].refunded, cases[i].expires_on);

      g_assert_cmpint (salon_gift_card_get_balance (card), ==, cases[i].balance);
      g_assert_cmpint (salon_gift_card_get_state (card, TODAY), ==, cases[i].state);
    }
}

static void
test_sell (void)
{
  g_autoptr (SalonGiftCard) card = salon_gift_card_new (&sold);
  g_autoptr (GPtrArray) payments = make_payments ("card", 3000);
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  expect_refusal (salon_gift_card_sell (card, payments, &act, &error), &error,
                  SALON_GIFT_CARD_ERROR_AMOUNT);
  g_ptr_array_add (payments, make_payment ("cash", 2000));
  change = salon_gift_card_sell (card, payments, &act, &error);
  expect_change (change, error,
                 "gift_cards amount 50.00 2027-03-12\n"
                 "gift_card_movements issue 50.00 2026-03-12T09:30:00Z Comptoir\n"
                 "payments 30.00 card " CARD "\n"
                 "payments 20.00 cash " CARD);
}

static void
test_cards_cannot_be_bought_with_cards (void)
{
  g_autoptr (SalonGiftCard) card = salon_gift_card_new (&sold);
  g_autoptr (GPtrArray) payments = make_payments ("gift_card", 5000);
  g_autoptr (GError) error = NULL;

  expect_refusal (salon_gift_card_sell (card, payments, &act, &error), &error,
                  SALON_GIFT_CARD_ERROR_AMOUNT);
}

static void
test_complimentary (void)
{
  SalonGiftCardFields fields = sold;
  SalonGiftCardAct with_note = act;
  g_autoptr (SalonGiftCard) card = NULL;
  g_autoptr (GPtrArray) none = make_payments (NULL, 0);
  g_autoptr (GPtrArray) paid = make_payments ("cash", 5000);
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  fields.is_complimentary = TRUE;
  card = salon_gift_card_new (&fields);
  expect_refusal (salon_gift_card_sell (card, none, &act, &error), &error,
                  SALON_GIFT_CARD_ERROR_NOTE);
  with_note.note = "Tombola de l’école";
  expect_refusal (salon_gift_card_sell (card, paid, &with_note, &error), &error,
                  SALON_GIFT_CARD_ERROR_AMOUNT);
  change = salon_gift_card_sell (card, none, &with_note, &error);
  expect_change (change, error,
                 "gift_cards amount 50.00 2027-03-12\n"
                 "gift_card_movements issue 50.00 Tombola de l’école 2026-03-12T09:30:00Z "
                 "Comptoir");
}

static void
test_nothing_is_sold_half (void)
{
  g_autoptr (GPtrArray) payments = make_payments ("cash", 5000);
  g_autoptr (GError) error = NULL;
  SalonGiftCardFields fields = sold;
  g_autoptr (SalonGiftCard) nobody = NULL;
  g_autoptr (SalonGiftCard) over = NULL;
  g_autoptr (SalonGiftCard) nothing = NULL;

  fields.recipient_name = " ";
  nobody = salon_gift_card_new (&fields);
  expect_refusal (salon_gift_card_sell (nobody, payments, &act, &error), &error,
                  SALON_GIFT_CARD_ERROR_NAME);
  fields = sold;
  fields.expires_on = fields.purchased_on - 1;
  over = salon_gift_card_new (&fields);
  expect_refusal (salon_gift_card_sell (over, payments, &act, &error), &error,
                  SALON_GIFT_CARD_ERROR_DATE);
  fields = sold;
  fields.amount_cents = 0;
  nothing = salon_gift_card_new (&fields);
  expect_refusal (salon_gift_card_sell (nothing, payments, &act, &error), &error,
                  SALON_GIFT_CARD_ERROR_AMOUNT);
}

static void
test_bring_in (void)
{
  SalonGiftCardFields fields = sold;
  SalonGiftCardAct with_note = act;
  g_autoptr (SalonGiftCard) card = NULL;
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) whole = NULL;
  g_autoptr (GError) error = NULL;

  fields.code = "N° 12";
  fields.purchased_on = TODAY - 100;
  card = salon_gift_card_new (&fields);
  with_note.note = "Carnet bleu";
  expect_refusal (salon_gift_card_bring_in (card, 5001, DEBIT, &with_note, &error), &error,
                  SALON_GIFT_CARD_ERROR_BALANCE);
  change = salon_gift_card_bring_in (card, 1500, DEBIT, &with_note, &error);
  expect_change (change, error,
                 "gift_cards amount 50.00 2027-03-12\n"
                 "gift_card_movements issue 50.00 Carnet bleu 2025-12-02T12:00:00Z Comptoir\n"
                 "gift_card_movements debit -35.00 Carnet bleu 2025-12-02T12:00:01Z Comptoir");
  whole = salon_gift_card_bring_in (card, 5000, DEBIT, &act, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (salon_change_get_n_edits (whole), ==, 2);
}

static void
test_debit (void)
{
  g_autoptr (SalonGiftCard) card = make_card (5000, 2000, 0, 0, TODAY);
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  expect_refusal (salon_gift_card_debit (card, 3001, &act, &error), &error,
                  SALON_GIFT_CARD_ERROR_BALANCE);
  expect_refusal (salon_gift_card_debit (card, 0, &act, &error), &error,
                  SALON_GIFT_CARD_ERROR_AMOUNT);
  expect_refusal (salon_gift_card_debit (card, -1, &act, &error), &error,
                  SALON_GIFT_CARD_ERROR_AMOUNT);
  change = salon_gift_card_debit (card, 3000, &act, &error);
  expect_change (change, error, "gift_card_movements debit -30.00 2026-03-12T09:30:00Z Comptoir");
}

static void
test_expired_asks_for_a_note (void)
{
  g_autoptr (SalonGiftCard) card = make_card (5000, 0, 0, 0, TODAY - 1);
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;
  SalonGiftCardAct with_note = act;

  with_note.note = " \n";
  expect_refusal (salon_gift_card_debit (card, 1000, &with_note, &error), &error,
                  SALON_GIFT_CARD_ERROR_EXPIRED);
  with_note.note = "Était malade";
  change = salon_gift_card_debit (card, 1000, &with_note, &error);
  expect_change (change, error,
                 "gift_card_movements debit -10.00 Était malade 2026-03-12T09:30:00Z Comptoir");
}

static void
test_ended_cards_are_left_alone (void)
{
  g_autoptr (SalonGiftCard) void_card = make_card (5000, 0, 5000, 0, TODAY + 1);
  g_autoptr (SalonGiftCard) refunded = make_card (5000, 0, 0, 5000, TODAY + 1);
  g_autoptr (GPtrArray) paid = make_payments ("cash", 1000);
  g_autoptr (GError) error = NULL;
  SalonGiftCardAct with_note = act;
  SalonGiftCardExtension extension = { void_card, TODAY + 30, DEBIT };

  with_note.note = "Malgré tout";
  expect_refusal (salon_gift_card_debit (void_card, 100, &with_note, &error), &error,
                  SALON_GIFT_CARD_ERROR_ENDED);
  expect_refusal (salon_gift_card_credit (refunded, 1000, paid, &with_note, &error), &error,
                  SALON_GIFT_CARD_ERROR_ENDED);
  expect_refusal (salon_gift_card_extend (&extension, 1, &with_note, &error), &error,
                  SALON_GIFT_CARD_ERROR_ENDED);
  expect_refusal (salon_gift_card_void (void_card, &with_note, &error), &error,
                  SALON_GIFT_CARD_ERROR_BALANCE);
}

static void
test_refill (void)
{
  g_autoptr (SalonGiftCard) card = make_card (5000, 5000, 0, 0, TODAY + 1);
  g_autoptr (SalonGiftCard) expired = make_card (5000, 5000, 0, 0, TODAY - 1);
  g_autoptr (GPtrArray) paid = make_payments ("cheque", 2000);
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  expect_refusal (salon_gift_card_credit (card, 2001, paid, &act, &error), &error,
                  SALON_GIFT_CARD_ERROR_AMOUNT);
  expect_refusal (salon_gift_card_credit (expired, 2000, paid, &act, &error), &error,
                  SALON_GIFT_CARD_ERROR_EXPIRED);
  change = salon_gift_card_credit (card, 2000, paid, &act, &error);
  expect_change (change, error,
                 "gift_card_movements credit 20.00 2026-03-12T09:30:00Z Comptoir\n"
                 "payments 20.00 cheque " CARD);
}

static void
test_several_are_extended_at_once (void)
{
  g_autoptr (SalonGiftCard) card = make_card (5000, 0, 0, 0, TODAY - 10);
  g_autoptr (SalonGiftCard) other = make_card (5000, 0, 0, 0, TODAY + 10);
  SalonGiftCardExtension extensions[] = {
    { card, TODAY + 90, MOVEMENT },
    { other, TODAY + 100, DEBIT },
  };
  SalonGiftCardAct with_note = act;
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  expect_refusal (salon_gift_card_extend (extensions, 2, &act, &error), &error,
                  SALON_GIFT_CARD_ERROR_NOTE);
  with_note.note = "Travaux";
  extensions[1].until = TODAY + 10;
  expect_refusal (salon_gift_card_extend (extensions, 2, &with_note, &error), &error,
                  SALON_GIFT_CARD_ERROR_DATE);
  extensions[1].until = TODAY + 100;
  change = salon_gift_card_extend (extensions, 2, &with_note, &error);
  expect_change (change, error,
                 "gift_cards 2026-06-10\n"
                 "gift_card_movements extend 0.00 Travaux 2026-06-10 2026-03-12T09:30:00Z "
                 "Comptoir\n"
                 "gift_cards 2026-06-20\n"
                 "gift_card_movements extend 0.00 Travaux 2026-06-20 2026-03-12T09:30:00Z "
                 "Comptoir");
}

static void
test_void_and_refund (void)
{
  g_autoptr (SalonGiftCard) card = make_card (5000, 2000, 0, 0, TODAY + 1);
  g_autoptr (SalonPayment) less = make_payment ("cash", -2000);
  g_autoptr (SalonPayment) right = make_payment ("cash", -3000);
  SalonGiftCardAct with_note = act;
  g_autoptr (SalonChange) ended = NULL;
  g_autoptr (SalonChange) refunded = NULL;
  g_autoptr (GError) error = NULL;

  expect_refusal (salon_gift_card_void (card, &act, &error), &error, SALON_GIFT_CARD_ERROR_NOTE);
  with_note.note = "Volée";
  ended = salon_gift_card_void (card, &with_note, &error);
  expect_change (ended, error,
                 "gift_card_movements void -30.00 Volée 2026-03-12T09:30:00Z Comptoir");
  expect_refusal (salon_gift_card_refund (card, less, &act, &error), &error,
                  SALON_GIFT_CARD_ERROR_AMOUNT);
  refunded = salon_gift_card_refund (card, right, &act, &error);
  expect_change (refunded, error,
                 "gift_card_movements refund -30.00 2026-03-12T09:30:00Z Comptoir\n"
                 "payments -30.00 cash " CARD);
}

static SalonGiftCardMovement *
make_movement (SalonMovementKind kind, gint64 cents, const char *id, const char *reverses)
{
  return salon_gift_card_movement_new (&(SalonMovementFields) {
    .id = id,
    .card_id = CARD,
    .kind = kind,
    .amount_cents = cents,
    .at = NOW,
    .note = "x",
    .reverses = reverses,
    .expires_on = SALON_DAY_NONE,
  });
}

static void
test_take_back (void)
{
  g_autoptr (SalonGiftCard) card = make_card (5000, 2000, 0, 0, TODAY + 1);
  g_autoptr (GPtrArray) movements = g_ptr_array_new_with_free_func (g_object_unref);
  SalonGiftCardMovement *debit = make_movement (SALON_MOVEMENT_DEBIT, -2000, DEBIT, NULL);
  SalonGiftCardAct with_note = act;
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (movements, debit);
  with_note.note = "Autre cliente";
  change = salon_gift_card_take_back (card, movements, debit, &with_note, &error);
  expect_change (change, error,
                 "gift_card_movements credit 20.00 Autre cliente " DEBIT " 2026-03-12T09:30:00Z "
                 "Comptoir");
  g_ptr_array_add (movements, make_movement (SALON_MOVEMENT_CREDIT, 2000, MOVEMENT, DEBIT));
  expect_refusal (salon_gift_card_take_back (card, movements, debit, &with_note, &error), &error,
                  SALON_GIFT_CARD_ERROR_ENDED);
  g_ptr_array_add (movements, make_movement (SALON_MOVEMENT_DEBIT, -2000, PAYMENT, DEBIT));
  g_assert_true (salon_gift_card_can_take_back (movements, debit));
}

static void
test_rules (void)
{
  g_autoptr (JsonNode) given = salon_json_parse (
    "{\"prefix\":\"EDEN\",\"validity_months\":6,\"vat_amount\":\"use\",\"later\":1}", 1000, 8,
    NULL);
  g_autoptr (JsonNode) odd = salon_json_parse (
    "{\"prefix\":\"é\",\"validity_months\":0,\"vat_service\":7,\"vat_amount\":\"x\"}", 1000, 8,
    NULL);
  g_autoptr (JsonNode) written = NULL;
  SalonGiftCardRules rules;

  salon_gift_card_rules_read (&rules, NULL);
  g_assert_cmpstr (rules.prefix, ==, "SERA");
  g_assert_cmpint (rules.validity_months, ==, 12);
  g_assert_cmpint (rules.vat[SALON_GIFT_CARD_AMOUNT], ==, SALON_VAT_UNDECIDED);
  salon_gift_card_rules_read (&rules, odd);
  g_assert_cmpstr (rules.prefix, ==, "SERA");
  g_assert_cmpint (rules.validity_months, ==, 12);
  g_assert_cmpint (rules.vat[SALON_GIFT_CARD_AMOUNT], ==, SALON_VAT_UNDECIDED);

  salon_gift_card_rules_read (&rules, given);
  g_assert_cmpstr (rules.prefix, ==, "EDEN");
  g_assert_cmpint (rules.validity_months, ==, 6);
  g_assert_cmpint (rules.vat[SALON_GIFT_CARD_AMOUNT], ==, SALON_VAT_AT_USE);
  g_assert_cmpint (rules.vat[SALON_GIFT_CARD_SERVICE], ==, SALON_VAT_UNDECIDED);
  rules.vat[SALON_GIFT_CARD_AMOUNT] = SALON_VAT_UNDECIDED;
  rules.vat[SALON_GIFT_CARD_SERVICE] = SALON_VAT_AT_SALE;
  written = salon_gift_card_rules_write (&rules, given);
  g_assert_true (json_object_has_member (json_node_get_object (written), "later"));
  g_assert_false (json_object_has_member (json_node_get_object (written), "vat_amount"));
  salon_gift_card_rules_read (&rules, written);
  g_assert_cmpint (rules.vat[SALON_GIFT_CARD_SERVICE], ==, SALON_VAT_AT_SALE);
  /* 31 August and six months: the last of February. */
  g_assert_cmpint (salon_gift_card_rules_get_expiry (&rules, TODAY + 172), ==, TODAY + 353);
}

/* What is sold and what is used are never added up; which of them is taxed is the owner's word. */
static void
test_taxable (void)
{
  SalonGiftCardSums sums = {
    .sold_cents = { 10000, 4500 },
    .used_cents = { 3000, 9000 },
    .refunded_cents = { 1000, 0 },
    .given_cents = 5000,
  };
  SalonGiftCardRules rules = { .vat = { SALON_VAT_AT_USE, SALON_VAT_AT_SALE } };
  gint64 cents = 0;

  g_assert_true (salon_gift_card_sums_get_taxable (&sums, &rules, &cents));
  g_assert_cmpint (cents, ==, 3000 + 4500);
  rules.vat[SALON_GIFT_CARD_AMOUNT] = SALON_VAT_AT_SALE;
  g_assert_true (salon_gift_card_sums_get_taxable (&sums, &rules, &cents));
  g_assert_cmpint (cents, ==, 9000 + 4500);
  rules.vat[SALON_GIFT_CARD_SERVICE] = SALON_VAT_UNDECIDED;
  g_assert_false (salon_gift_card_sums_get_taxable (&sums, &rules, &cents));
}

static void
test_owed (void)
{
  SalonGiftCardsOwed owed = { 0 };
  SalonGiftCardFields fields = sold;
  g_autoptr (SalonGiftCard) plain = salon_gift_card_new (&sold);
  g_autoptr (SalonGiftCard) soon = make_card (5000, 1000, 0, 0, TODAY + 30);
  g_autoptr (SalonGiftCard) expired = make_card (5000, 2000, 0, 0, TODAY - 1);
  g_autoptr (SalonGiftCard) used = make_card (5000, 5000, 0, 0, TODAY + 30);
  g_autoptr (SalonGiftCard) given = NULL;
  g_autoptr (SalonGiftCard) old = NULL;

  fields.is_complimentary = TRUE;
  given = salon_gift_card_new (&fields);
  fields = sold;
  fields.purchased_on = TODAY - 366;
  old = salon_gift_card_new (&fields);
  salon_gift_cards_owed_add (&owed, plain, TODAY);
  salon_gift_cards_owed_add (&owed, soon, TODAY);
  salon_gift_cards_owed_add (&owed, expired, TODAY);
  salon_gift_cards_owed_add (&owed, used, TODAY);
  salon_gift_cards_owed_add (&owed, given, TODAY);
  salon_gift_cards_owed_add (&owed, old, TODAY);
  g_assert_cmpint (owed.owed_cents, ==, 5000 + 4000 + 5000);
  g_assert_cmpint (owed.n_owed, ==, 3);
  g_assert_cmpint (owed.soon_cents, ==, 4000);
  g_assert_cmpint (owed.n_soon, ==, 1);
  g_assert_cmpint (owed.old_cents, ==, 5000);
  g_assert_cmpint (owed.expired_cents, ==, 3000);
  g_assert_cmpint (owed.given_cents, ==, 5000);
  g_assert_cmpint (owed.n_given, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/gift-card/every-column-is-written", test_every_column_is_written);
  g_test_add_func ("/salon/gift-card/balance-and-state-follow-the-ledger", test_states);
  g_test_add_func ("/salon/gift-card/a-sale-is-paid-to-the-cent", test_sell);
  g_test_add_func ("/salon/gift-card/cards-cannot-be-bought-with-cards",
                   test_cards_cannot_be_bought_with_cards);
  g_test_add_func ("/salon/gift-card/complimentary-is-paid-by-nobody-and-says-why",
                   test_complimentary);
  g_test_add_func ("/salon/gift-card/nothing-is-sold-half", test_nothing_is_sold_half);
  g_test_add_func ("/salon/gift-card/old-paper-is-brought-in", test_bring_in);
  g_test_add_func ("/salon/gift-card/debit-beyond-balance-is-refused", test_debit);
  g_test_add_func ("/salon/gift-card/expired-asks-for-a-note", test_expired_asks_for_a_note);
  g_test_add_func ("/salon/gift-card/ended-cards-are-left-alone", test_ended_cards_are_left_alone);
  g_test_add_func ("/salon/gift-card/refill-is-paid", test_refill);
  g_test_add_func ("/salon/gift-card/several-are-extended-at-once",
                   test_several_are_extended_at_once);
  g_test_add_func ("/salon/gift-card/what-is-left-is-voided-or-refunded", test_void_and_refund);
  g_test_add_func ("/salon/gift-card/a-debit-is-taken-back-once", test_take_back);
  g_test_add_func ("/salon/gift-card/rules-are-the-salons", test_rules);
  g_test_add_func ("/salon/gift-card/what-is-taxed-is-the-owners-word", test_taxable);
  g_test_add_func ("/salon/gift-card/what-is-owed-is-kept-apart", test_owed);
  return g_test_run ();
}
