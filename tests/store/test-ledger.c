/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the file refuses to write into the ledger of a gift card, and how a movement is undone. */
#include "core/salon-gift-card.h"

#include <stdlib.h>

#include "gift-card-fixture.h"
#include "store/salon-store-error.h"

#define CARD 0x500
#define OTHER 0x600
#define FUTURE (GIFT_TODAY + 100)

/* Writes a movement as any program could. @note, @reverses: SQL */
static int
add (StoreFixture *fixture,
     guint number,
     const char *kind,
     int cents,
     gint64 at,
     const char *note,
     const char *reverses)
{
  g_autofree char *id = fixture_id (number);
  g_autofree char *card = fixture_id (CARD);
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO gift_card_movements (id, card_id, kind, amount, at, note,\n"
                     "  reverses)\n"
                     "VALUES ('%s', '%s', '%s', %d, %" G_GINT64_FORMAT ", %s, %s)",
                     id, card, kind, cents, at, note, reverses);

  return store_fixture_execute (fixture, sql);
}

static int
add_plain (StoreFixture *fixture, guint number, const char *kind, int cents)
{
  return add (fixture, number, kind, cents, FIXTURE_NOW, "NULL", "NULL");
}

static void
test_balance (StoreFixture *fixture, gconstpointer unused)
{
  gift_card_fixture_sell (fixture, CARD, 5000, FUTURE);
  g_assert_cmpint (add_plain (fixture, 1, "debit", -5001), ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (add_plain (fixture, 1, "void", -5001), ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (add_plain (fixture, 1, "refund", -5001), ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (add_plain (fixture, 1, "debit", -3000), ==, SQLITE_OK);
  g_assert_cmpint (add_plain (fixture, 2, "debit", -2001), ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (add_plain (fixture, 2, "debit", -2000), ==, SQLITE_OK);
  g_assert_cmpint (add_plain (fixture, 3, "debit", -1), ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (gift_card_fixture_get_balance (fixture, CARD), ==, 0);
  g_assert_cmpint (gift_card_fixture_get_state (fixture, CARD), ==, SALON_GIFT_CARD_USED);
}

static void
test_signs (StoreFixture *fixture, gconstpointer unused)
{
  gift_card_fixture_sell (fixture, CARD, 5000, FUTURE);
  g_assert_cmpint (add_plain (fixture, 1, "debit", 1), ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (add_plain (fixture, 1, "credit", -1), ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (add_plain (fixture, 1, "void", 1), ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (add_plain (fixture, 1, "extend", 1), ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (add_plain (fixture, 1, "extend", 0), ==, SQLITE_OK);
}

static void
test_expired (StoreFixture *fixture, gconstpointer unused)
{
  gint64 day = 86400;

  gift_card_fixture_sell (fixture, CARD, 5000, GIFT_TODAY - 1);
  /* It is still that day somewhere. */
  g_assert_cmpint (add (fixture, 1, "debit", -1, FIXTURE_NOW, "NULL", "NULL"), ==, SQLITE_OK);
  g_assert_cmpint (add (fixture, 2, "debit", -1, FIXTURE_NOW + day, "NULL", "NULL"), ==,
                   SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (add (fixture, 2, "debit", -1, FIXTURE_NOW + day, "' '", "NULL"), ==,
                   SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (add (fixture, 2, "debit", -1, FIXTURE_NOW + day, "'Malade'", "NULL"), ==,
                   SQLITE_OK);
}

static void
test_the_desk_is_told_which (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = NULL;
  g_autofree char *id = fixture_id (1);
  SalonGiftCardAct act = gift_card_fixture_act (id, NULL);
  g_autoptr (GError) error = NULL;

  gift_card_fixture_sell (fixture, CARD, 5000, GIFT_TODAY - 30);
  card = gift_card_fixture_make (CARD, 5000, FUTURE);
  {
    SalonGiftCardFields fields = *salon_gift_card_get_fields (card);
    g_autoptr (SalonGiftCard) believed = NULL;

    fields.issued_cents = 9000;
    believed = salon_gift_card_new (&fields);
    store_fixture_refuse (fixture, salon_gift_card_debit (believed, 100, &act, &error),
                          SALON_STORE_ERROR_EXPIRED);
    store_fixture_refuse (fixture, salon_gift_card_debit (believed, 6000, &act, &error),
                          SALON_STORE_ERROR_BALANCE);
  }
  g_assert_no_error (error);
}

static void
test_only_added_to (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const statements[] = {
    "UPDATE gift_card_movements SET amount = 9000",
    "UPDATE gift_card_movements SET at = 1",
    "UPDATE gift_card_movements SET kind = 'credit'",
    "UPDATE gift_card_movements SET note = 'Autre'",
    "DELETE FROM gift_card_movements",
    "INSERT OR REPLACE INTO gift_card_movements SELECT * FROM gift_card_movements",
    "UPDATE gift_card_movements SET reverses = id",
  };

  gift_card_fixture_sell (fixture, CARD, 5000, FUTURE);
  g_assert_cmpint (add (fixture, 1, "debit", -1, FIXTURE_NOW, "'Marie Durand'", "NULL"), ==,
                   SQLITE_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    g_assert_cmpint (store_fixture_execute (fixture, statements[i]), ==, SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (store_fixture_execute (fixture, "UPDATE gift_card_movements SET note = NULL"),
                   ==, SQLITE_OK);
}

static void
test_taken_back_once (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *debit = fixture_id (1);
  g_autofree char *first = g_strdup_printf ("'%s'", debit);
  g_autofree char *back = fixture_id (2);
  g_autofree char *second = g_strdup_printf ("'%s'", back);

  gift_card_fixture_sell (fixture, CARD, 5000, FUTURE);
  g_assert_cmpint (add_plain (fixture, 1, "debit", -2000), ==, SQLITE_OK);
  g_assert_cmpint (add (fixture, 2, "credit", 1000, FIXTURE_NOW, "NULL", first), ==,
                   SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (add (fixture, 2, "credit", 2000, FIXTURE_NOW, "NULL", first), ==, SQLITE_OK);
  /* Two desks that take back the same one. */
  g_assert_cmpint (add (fixture, 3, "credit", 2000, FIXTURE_NOW, "NULL", first), ==,
                   SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (add (fixture, 3, "debit", -2000, FIXTURE_NOW, "NULL", second), ==,
                   SQLITE_CONSTRAINT_TRIGGER);
  g_assert_cmpint (add (fixture, 3, "debit", -2000, FIXTURE_NOW, "NULL", first), ==, SQLITE_OK);
  g_assert_cmpint (gift_card_fixture_get_balance (fixture, CARD), ==, 3000);
}

/* --- Undo --- */

static void
step (StoreFixture *fixture, SalonChange *(*move) (SalonStore *, gint64, GError **) )
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) applied = move (fixture->store, FIXTURE_NOW + 60, &error);

  g_assert_no_error (error);
  g_assert_nonnull (applied);
}

static char *
list (StoreFixture *fixture)
{
  g_autoptr (GPtrArray) movements = gift_card_fixture_list_movements (fixture, CARD);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < movements->len; i++)
    {
      const SalonMovementFields *fields =
        salon_gift_card_movement_get_fields (g_ptr_array_index (movements, i));

      g_string_append_printf (text, "%s%s %d%s", i > 0 ? ", " : "",
                              salon_movement_kind_to_wire (fields->kind),
                              (int) fields->amount_cents, fields->reverses != NULL ? " back" : "");
    }
  return g_string_free_and_steal (text);
}

static void
assert_ledger (StoreFixture *fixture, const char *expected)
{
  g_autofree char *found = list (fixture);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_undo_of_a_debit (StoreFixture *fixture, gconstpointer unused)
{
  gift_card_fixture_sell (fixture, CARD, 5000, FUTURE);
  gift_card_fixture_debit (fixture, CARD, 1, 5000);
  step (fixture, salon_store_undo);
  g_assert_cmpint (gift_card_fixture_get_balance (fixture, CARD), ==, 5000);
  g_assert_cmpint (gift_card_fixture_get_state (fixture, CARD), ==, SALON_GIFT_CARD_ACTIVE);
  step (fixture, salon_store_redo);
  step (fixture, salon_store_undo);
  step (fixture, salon_store_redo);
  g_assert_cmpint (gift_card_fixture_get_balance (fixture, CARD), ==, 0);
  g_assert_cmpint (gift_card_fixture_get_state (fixture, CARD), ==, SALON_GIFT_CARD_USED);
  assert_ledger (fixture, "issue 5000, debit -5000, credit 5000 back, debit -5000 back, "
                          "credit 5000 back, debit -5000 back");
}

static void
test_undo_of_a_sale (StoreFixture *fixture, gconstpointer unused)
{
  gift_card_fixture_sell (fixture, CARD, 5000, FUTURE);
  step (fixture, salon_store_undo);
  g_assert_cmpint (gift_card_fixture_get_state (fixture, CARD), ==, SALON_GIFT_CARD_VOID);
  assert_ledger (fixture, "issue 5000, void -5000 back");
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT sum (amount) FROM payments"), ==, 0);
  step (fixture, salon_store_redo);
  g_assert_cmpint (gift_card_fixture_get_balance (fixture, CARD), ==, 5000);
  g_assert_cmpint (gift_card_fixture_get_state (fixture, CARD), ==, SALON_GIFT_CARD_ACTIVE);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT sum (amount) FROM payments"), ==, 5000);
}

/* What was sold has been used meanwhile: the sale cannot be undone any more. */
static void
test_undo_of_a_sale_that_was_used (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  gift_card_fixture_sell (fixture, CARD, 5000, FUTURE);
  g_assert_cmpint (add_plain (fixture, 1, "debit", -1), ==, SQLITE_OK);
  g_assert_null (salon_store_undo (fixture->store, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_BALANCE);
  assert_ledger (fixture, "issue 5000, debit -1");
}

static void
test_undo_of_what_was_taken_back (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *debit = fixture_id (1);
  g_autofree char *first = g_strdup_printf ("'%s'", debit);

  gift_card_fixture_sell (fixture, CARD, 5000, FUTURE);
  gift_card_fixture_debit (fixture, CARD, 1, 2000);
  g_assert_cmpint (add (fixture, 2, "credit", 2000, FIXTURE_NOW, "NULL", first), ==, SQLITE_OK);
  g_assert_null (salon_store_undo (fixture->store, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_STALE);
}

/* Several at once are one step; their days come back. */
static void
test_undo_of_extensions (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = NULL;
  g_autoptr (SalonGiftCard) other = NULL;
  g_autofree char *one = fixture_id (1);
  g_autofree char *two = fixture_id (2);
  SalonGiftCardAct act = gift_card_fixture_act (NULL, "Travaux");
  SalonGiftCardExtension extensions[2];
  g_autoptr (GError) error = NULL;

  gift_card_fixture_sell (fixture, CARD, 5000, GIFT_TODAY - 5);
  gift_card_fixture_sell (fixture, OTHER, 3000, FUTURE);
  card = gift_card_fixture_read (fixture, CARD);
  other = gift_card_fixture_read (fixture, OTHER);
  extensions[0] = (SalonGiftCardExtension) { card, GIFT_TODAY + 90, one };
  extensions[1] = (SalonGiftCardExtension) { other, FUTURE + 90, two };
  gift_card_fixture_apply (fixture, salon_gift_card_extend (extensions, 2, &act, &error), error);
  g_assert_cmpint (gift_card_fixture_get_state (fixture, CARD), ==, SALON_GIFT_CARD_ACTIVE);
  step (fixture, salon_store_undo);
  g_assert_cmpint (gift_card_fixture_get_state (fixture, CARD), ==, SALON_GIFT_CARD_EXPIRED);
  step (fixture, salon_store_redo);
  g_assert_cmpint (gift_card_fixture_get_state (fixture, CARD), ==, SALON_GIFT_CARD_ACTIVE);
  g_assert_cmpint (gift_card_fixture_get_balance (fixture, CARD), ==, 5000);
}

static void
test_void_and_back (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = NULL;
  g_autoptr (SalonGiftCard) ended = NULL;
  g_autoptr (GPtrArray) movements = NULL;
  g_autofree char *one = fixture_id (1);
  g_autofree char *two = fixture_id (2);
  SalonGiftCardAct act = gift_card_fixture_act (one, "Perdue");
  g_autoptr (GError) error = NULL;

  gift_card_fixture_sell (fixture, CARD, 5000, FUTURE);
  card = gift_card_fixture_read (fixture, CARD);
  gift_card_fixture_apply (fixture, salon_gift_card_void (card, &act, &error), error);
  g_assert_cmpint (gift_card_fixture_get_state (fixture, CARD), ==, SALON_GIFT_CARD_VOID);
  ended = gift_card_fixture_read (fixture, CARD);
  movements = gift_card_fixture_list_movements (fixture, CARD);
  act = gift_card_fixture_act (two, "Retrouvée");
  gift_card_fixture_apply (
    fixture,
    salon_gift_card_take_back (ended, movements, g_ptr_array_index (movements, 1), &act, &error),
    error);
  g_assert_cmpint (gift_card_fixture_get_state (fixture, CARD), ==, SALON_GIFT_CARD_ACTIVE);
  g_assert_cmpint (gift_card_fixture_get_balance (fixture, CARD), ==, 5000);
}

/* The line of the till says which card was sold. */
static void
test_line_of_the_till (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *cards = NULL;

  gift_card_fixture_sell (fixture, CARD, 5000, FUTURE);
  step (fixture, salon_store_undo);
  cards = store_fixture_read_text (
    fixture, "SELECT group_concat (kind || ' ' || card || ' ' || amount) FROM till_journal");
  g_assert_cmpstr (cards, ==, "payment CODE-500 5000,reversal CODE-500 -5000");
}

/* --- Two desks --- */

static int
count_spent (GSubprocess *spender)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  g_subprocess_communicate_utf8 (spender, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (spender));
  return atoi (output);
}

static void
test_two_processes (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "store", "ledger-spender", NULL);
  g_autofree char *card = fixture_id (CARD);
  GSubprocess *spenders[2];
  g_autoptr (GError) error = NULL;
  int n = 0;

  gift_card_fixture_sell (fixture, CARD, 7000, FUTURE);
  store_fixture_close (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (spenders); i++)
    {
      spenders[i] = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                      fixture->path, card, "100", NULL);
      g_assert_no_error (error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (spenders); i++)
    {
      int spent = count_spent (spenders[i]);

      g_test_message ("%d", spent);
      n += spent;
      g_object_unref (spenders[i]);
    }
  g_assert_cmpint (n, ==, 70);
  store_fixture_reopen (fixture);
  g_assert_cmpint (gift_card_fixture_get_balance (fixture, CARD), ==, 0);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/ledger/" path, StoreFixture, NULL, store_fixture_set_up, test,               \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("debit-beyond-balance-is-refused", test_balance);
  ADD ("each-kind-has-its-sign", test_signs);
  ADD ("expired-without-a-note-is-refused", test_expired);
  ADD ("the-desk-is-told-what-is-refused", test_the_desk_is_told_which);
  ADD ("movements-are-only-added-but-for-a-note-forgotten", test_only_added_to);
  ADD ("a-movement-is-taken-back-once", test_taken_back_once);
  ADD ("undo-takes-back-a-debit", test_undo_of_a_debit);
  ADD ("undo-of-a-sale-makes-the-card-void", test_undo_of_a_sale);
  ADD ("sale-of-a-used-card-cannot-be-undone", test_undo_of_a_sale_that_was_used);
  ADD ("undo-of-what-was-taken-back-is-stale", test_undo_of_what_was_taken_back);
  ADD ("several-extensions-are-one-step", test_undo_of_extensions);
  ADD ("void-is-taken-back-with-a-note", test_void_and_back);
  ADD ("line-of-the-till-names-the-card", test_line_of_the_till);
  ADD ("two-desks-on-one-file-never-go-below-zero", test_two_processes);
  return g_test_run ();
}
