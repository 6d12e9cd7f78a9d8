/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/salon-voucher-text.h"

static void
check (const char *text, const char *expected)
{
  g_autofree char *clean = salon_voucher_text_clean (text, 100);

  g_assert_cmpstr (clean, ==, expected);
}

static void
test_one_line_is_one_line (void)
{
  check ("  Marie\n\tDurand ", "Marie Durand");
  check (NULL, "");
  check ("\n\n", "");
  check ("Léa 👩‍👧", "Léa 👩‍👧");
}

static void
test_letters_carry_no_towers (void)
{
  check ("Ngọc Ánh", "Ngọc Ánh");
  check ("x\u0323\u0302\u0302\u0302\u0302y", "x\u0323\u0302y");
}

static void
test_nothing_turns_the_words_around (void)
{
  check ("\u202eeiraM\u202c", "eiraM");
  check ("\u2066a\u2069\ue000", "a");
}

static void
test_lines_have_one_gap_at_most (void)
{
  g_autofree char *clean = salon_voucher_text_clean_lines ("\n\n a \r\n\n\n\nb\nc\n\n", 100);

  g_assert_cmpstr (clean, ==, "a\n\nb\nc");
}

static void
test_what_no_paper_holds_is_not_kept (void)
{
  g_autofree char *many = g_strnfill (5000, 'x');
  g_autofree char *one = salon_voucher_text_clean (many, 100);
  g_autofree char *lines = salon_voucher_text_clean_lines ("aaaa\nbbbb\ncccc", 6);

  g_assert_cmpuint (strlen (one), ==, 100);
  g_assert_cmpstr (lines, ==, "aaaa\nbb");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/voucher-text/one-line-is-one-line", test_one_line_is_one_line);
  g_test_add_func ("/salon/voucher-text/letters-carry-no-towers", test_letters_carry_no_towers);
  g_test_add_func ("/salon/voucher-text/nothing-turns-the-words-around",
                   test_nothing_turns_the_words_around);
  g_test_add_func ("/salon/voucher-text/lines-have-one-gap-at-most",
                   test_lines_have_one_gap_at_most);
  g_test_add_func ("/salon/voucher-text/what-no-paper-holds-is-not-kept",
                   test_what_no_paper_holds_is_not_kept);
  return g_test_run ();
}
