/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gift cards in words, and what an extension comes to. */
#include "gift-cards/salon-gift-card-terms.h"

#include "gift-cards/salon-extend-dialog.h"

#define TODAY salon_day_from_ymd (2026, 3, 12)

static SalonGiftCard *
make (SalonDay expires_on, gint64 used_cents)
{
  return salon_gift_card_new (&(SalonGiftCardFields) {
    .id = "00000000-0000-7000-8000-000000000001",
    .code = "SERA-2222-2222",
    .amount_cents = 5000,
    .issued_cents = 5000,
    .used_cents = used_cents,
    .buyer_name = "Paul",
    .recipient_name = "Anna",
    .purchased_on = TODAY - 100,
    .expires_on = expires_on,
  });
}

static void
assert_short (SalonDay expires_on, gint64 used_cents, const char *expected)
{
  g_autoptr (SalonGiftCard) card = make (expires_on, used_cents);
  g_autofree char *words = salon_gift_card_terms_short (card, TODAY);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_the_term_in_a_word_or_two (void)
{
  assert_short (TODAY + 365, 0, "Active until 12/03/2027");
  assert_short (TODAY + 30, 0, "Active, 30 more days");
  assert_short (TODAY + 1, 0, "Active, 1 more day");
  assert_short (TODAY, 0, "Active, today is the last day");
  assert_short (TODAY - 1, 0, "Expired on 11/03/2026");
  assert_short (TODAY - 1, 5000, "Used up");
}

static void
assert_distance (int days, const char *expected)
{
  g_autofree char *words = salon_gift_card_terms_distance (TODAY + days, TODAY);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_how_far_a_day_is (void)
{
  assert_distance (0, "today");
  assert_distance (1, "tomorrow");
  assert_distance (-1, "yesterday");
  assert_distance (12, "in 12 days");
  assert_distance (-12, "12 days ago");
  assert_distance (365, "in 12 months");
  assert_distance (-65, "2 months ago");
}

static void
assert_extended (SalonDay expires_on, int number, gboolean in_days, SalonDay expected)
{
  g_autoptr (SalonGiftCard) card = make (expires_on, 0);

  g_assert_cmpint (salon_extend_dialog_reckon (card, number, in_days, TODAY), ==, expected);
}

static void
test_an_extension_counts_from_the_end_or_from_today (void)
{
  assert_extended (salon_day_from_ymd (2026, 5, 31), 1, FALSE, salon_day_from_ymd (2026, 6, 30));
  assert_extended (salon_day_from_ymd (2026, 5, 31), 10, TRUE, salon_day_from_ymd (2026, 6, 10));
  assert_extended (salon_day_from_ymd (2025, 5, 31), 3, FALSE, salon_day_from_ymd (2026, 6, 12));
}

static void
test_fresh_paper_is_worth_what_is_left (void)
{
  g_autoptr (SalonGiftCard) card = make (TODAY + 100, 2000);
  SalonVoucherCard paper;

  salon_gift_card_terms_fill_paper (card, TRUE, &paper);
  g_assert_cmpint (paper.value_cents, ==, 3000);
  salon_gift_card_terms_fill_paper (card, FALSE, &paper);
  g_assert_cmpint (paper.value_cents, ==, 5000);
  g_assert_cmpstr (paper.recipient, ==, "Anna");
  g_assert_cmpstr (paper.buyer, ==, "Paul");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/gift-card-terms/the-term-in-a-word-or-two",
                   test_the_term_in_a_word_or_two);
  g_test_add_func ("/salon/gift-card-terms/how-far-a-day-is", test_how_far_a_day_is);
  g_test_add_func ("/salon/gift-card-terms/an-extension-counts-from-the-end-or-from-today",
                   test_an_extension_counts_from_the_end_or_from_today);
  g_test_add_func ("/salon/gift-card-terms/fresh-paper-is-worth-what-is-left",
                   test_fresh_paper_is_worth_what_is_left);
  return g_test_run ();
}
