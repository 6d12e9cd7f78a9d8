/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/salon-voucher-code.h"

#define SIGNS "0123456789ABCDEFGHJKMNPQRTVWXYZ"

static SalonVoucherVerdict
read_verdict (const char *typed)
{
  SalonVoucherVerdict verdict = SALON_VOUCHER_FOREIGN;
  g_autofree char *code = NULL;

  g_assert_cmpint (salon_voucher_code_read (typed, "SERA", &code, &verdict), ==,
                   verdict == SALON_VOUCHER_OK);
  g_assert_nonnull (code);
  return verdict;
}

static void
expect (const char *typed, SalonVoucherVerdict expected, const char *code)
{
  SalonVoucherVerdict verdict = SALON_VOUCHER_FOREIGN;
  g_autofree char *found = NULL;

  g_test_message ("“%s”", typed);
  salon_voucher_code_read (typed, "SERA", &found, &verdict);
  g_assert_cmpint (verdict, ==, expected);
  g_assert_cmpstr (found, ==, code);
}

static char *
make (guint seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint8 random[SALON_VOUCHER_RANDOM_BYTES];

  for (gsize i = 0; i < sizeof random; i++)
    random[i] = (guint8) g_rand_int (rand);
  return salon_voucher_code_make ("SERA", random);
}

static void
test_form (void)
{
  static const guint8 zeros[SALON_VOUCHER_RANDOM_BYTES] = { 0 };
  g_autofree char *least = salon_voucher_code_make ("SERA", zeros);
  g_autofree char *lower = salon_voucher_code_make ("sera", zeros);

  g_assert_cmpstr (least, ==, "SERA-0000-0000");
  g_assert_cmpstr (lower, ==, "SERA-0000-0000");
  for (guint seed = 0; seed < 2000; seed++)
    {
      g_autofree char *code = make (seed);

      g_assert_cmpuint (strlen (code), ==, strlen ("SERA-XXXX-XXXX"));
      g_assert_true (g_str_has_prefix (code, "SERA-"));
      g_assert_cmpuint (strspn (code + 5, SIGNS), ==, 4);
      g_assert_cmpuint (strspn (code + 10, SIGNS), ==, 4);
      expect (code, SALON_VOUCHER_OK, code);
    }
}

/* All of what is passed in counts: the bytes are one number. */
static void
test_even (void)
{
  int counts[256] = { 0 };

  for (guint seed = 0; seed < 6200; seed++)
    {
      g_autofree char *code = make (seed);

      for (int i = 0; i < 7; i++)
        counts[(guchar) code[5 + i + (i > 3)]]++;
    }
  /* 43 400 signs of 31: 1 400 of each, give or take five times the square root. */
  for (const char *sign = SIGNS; *sign != '\0'; sign++)
    g_assert_cmpint (ABS (counts[(guchar) *sign] - 1400), <, 190);
}

/* Where the eight characters stand in "SERA-XXXX-XXXX". */
static const int places[] = { 5, 6, 7, 8, 10, 11, 12, 13 };

static void
test_one_wrong (void)
{
  for (guint seed = 0; seed < 100; seed++)
    {
      g_autofree char *code = make (seed);

      for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
        for (const char *sign = SIGNS; *sign != '\0'; sign++)
          {
            g_autofree char *wrong = g_strdup (code);

            wrong[places[i]] = *sign;
            g_assert_cmpint (read_verdict (wrong), ==,
                             g_str_equal (wrong, code) ? SALON_VOUCHER_OK
                                                       : SALON_VOUCHER_ONE_WRONG_CHARACTER);
          }
    }
}

/* Every pair of characters in every pair of places, neighbours or not: a sum that is linear in each is
 * proved by trying each pair of values once. */
static void
test_swaps (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    for (gsize k = i + 1; k < G_N_ELEMENTS (places); k++)
      for (guint seed = 0; seed < 200; seed++)
        {
          g_autofree char *code = make (seed);
          g_autofree char *swapped = g_strdup (code);

          swapped[places[i]] = code[places[k]];
          swapped[places[k]] = code[places[i]];
          g_assert_cmpint (read_verdict (swapped), ==,
                           code[places[i]] == code[places[k]] ? SALON_VOUCHER_OK
                                                              : SALON_VOUCHER_ONE_WRONG_CHARACTER);
        }
}

/* A code in which the character at @place is @a and the next one @b, with the rest zeros but the one
 * that makes the sum good. */
static char *
make_pair (int place, char a, char b)
{
  int free_place = place < 5 ? 7 : 0;

  for (const char *sign = SIGNS; *sign != '\0'; sign++)
    {
      g_autofree char *code = g_strdup ("SERA-0000-0000");

      code[places[place]] = a;
      code[places[place + 1]] = b;
      code[places[free_place]] = *sign;
      if (read_verdict (code) == SALON_VOUCHER_OK)
        return g_steal_pointer (&code);
    }
  g_assert_not_reached ();
}

static void
test_all_neighbours (void)
{
  for (int place = 0; place < 7; place++)
    for (const char *a = SIGNS; *a != '\0'; a++)
      for (const char *b = SIGNS; *b != '\0'; b++)
        {
          g_autofree char *code = make_pair (place, *a, *b);

          code[places[place]] = *b;
          code[places[place + 1]] = *a;
          g_assert_cmpint (read_verdict (code), ==,
                           *a == *b ? SALON_VOUCHER_OK : SALON_VOUCHER_ONE_WRONG_CHARACTER);
        }
}

/* Made by hand: 8×1 + 7×0 + 6×5 + 5×26 = 168, 4×2 + 3×1 + 2×9 = 29, together 197 = 6×31 + 11, and M is
 * worth 20. */
#define CODE "SERA-105V-219M"

static void
test_forgiving (void)
{
  static const char *const ways[] = {
    "SERA-105V-219M",
    "sera-105v-219m",
    " SERA 105V 219M ",
    "sera105v219m",
    "SERA\u2013105V\u2014219M",
    "SERA\u00a0105V\u00a0219M",
    "SERA_105V.219M",
    "5ERA-105V-219M",
    "SERA-IO5V-2L9M",
    "sera-lo5u-2i9m",
    "SERA-1OSU-219M",
    "105V-219M",
    "105v219m",
    "105V 219M\r\n",
    "-S-E-R-A-1-0-5-V-2-1-9-M-",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    expect (ways[i], SALON_VOUCHER_OK, CODE);
}

static void
test_verdicts (void)
{
  expect ("SERA-105V-218M", SALON_VOUCHER_ONE_WRONG_CHARACTER, "SERA-105V-218M");
  expect ("105v218m", SALON_VOUCHER_ONE_WRONG_CHARACTER, "SERA-105V-218M");
  expect ("SERA-105V-219", SALON_VOUCHER_TOO_SHORT, "SERA-105V-219");
  expect ("SERA-105V", SALON_VOUCHER_TOO_SHORT, "SERA-105V");
  expect ("SERA", SALON_VOUCHER_TOO_SHORT, "SERA");
  expect ("7", SALON_VOUCHER_TOO_SHORT, "7");
  expect ("", SALON_VOUCHER_FOREIGN, "");
  expect ("  ", SALON_VOUCHER_FOREIGN, "");
  expect (" SERA-105V-219M7 ", SALON_VOUCHER_FOREIGN, "SERA-105V-219M7");
  expect ("105V-219M7", SALON_VOUCHER_FOREIGN, "105V-219M7");
  expect ("N\u00b0 12", SALON_VOUCHER_FOREIGN, "N\u00b0 12");
  expect ("105V+219M", SALON_VOUCHER_FOREIGN, "105V+219M");
  expect ("\xff\xfe", SALON_VOUCHER_FOREIGN, "\xff\xfe");
}

static void
test_prefixes (void)
{
  static const char *const bad[] = { NULL, "", "S", "sera", "1A", "SERA-", "ABCDEFGHI", "ÉCLAT" };
  guint8 random[SALON_VOUCHER_RANDOM_BYTES] = { 1, 2, 3 };
  g_autofree char *code = salon_voucher_code_make ("EDEN7", random);
  g_autofree char *found = NULL;
  SalonVoucherVerdict verdict;

  g_assert_true (salon_voucher_code_is_prefix ("SERA"));
  g_assert_true (salon_voucher_code_is_prefix ("B2"));
  g_assert_true (salon_voucher_code_is_prefix ("ABCDEFGH"));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (salon_voucher_code_is_prefix (bad[i]));
  g_assert_true (g_str_has_prefix (code, "EDEN7-"));
  g_assert_true (salon_voucher_code_read (code + strlen ("EDEN7-"), "EDEN7", &found, &verdict));
  g_assert_cmpstr (found, ==, code);
}

/* Half a code after its prefix is as long as a code without one, and one in 31 has a good sum. */
static void
test_code_that_begins_as_the_prefix (void)
{
  int n = 0;

  for (const char *a = SIGNS; *a != '\0'; a++)
    {
      g_autofree char *typed = g_strdup_printf ("5ERA-000%c", *a);
      SalonVoucherVerdict verdict = SALON_VOUCHER_FOREIGN;

      g_assert_cmpint (read_verdict (typed), ==, SALON_VOUCHER_TOO_SHORT);
      n += salon_voucher_code_read (typed, "S5", NULL, &verdict);
    }
  g_assert_cmpint (n, ==, 1);
}

/* With a short prefix such a code cannot be told from the beginning of one but by its sum. */
static void
test_short_prefix (void)
{
  static const guint8 zeros[SALON_VOUCHER_RANDOM_BYTES] = { 0 };
  g_autofree char *code = salon_voucher_code_make ("A0", zeros);
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;
  SalonVoucherVerdict verdict;

  /* A weighs 8 × 10 = 80, so 13 is missing: D. */
  g_assert_true (salon_voucher_code_read ("A000000D", "A0", &without, &verdict));
  g_assert_cmpstr (without, ==, "A0-A000-000D");
  g_assert_true (salon_voucher_code_read (code, "A0", &with, &verdict));
  g_assert_cmpstr (with, ==, code);
}

static void
test_keys (void)
{
  g_autofree char *key = salon_voucher_code_make_key ("sera io5u-2L9m");
  g_autofree char *same = salon_voucher_code_make_key (CODE);
  g_autofree char *none = salon_voucher_code_make_key ("— é —");

  g_assert_cmpstr (key, ==, same);
  g_assert_cmpstr (none, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/voucher-code/has-its-form", test_form);
  g_test_add_func ("/salon/voucher-code/every-sign-is-as-likely", test_even);
  g_test_add_func ("/salon/voucher-code/every-single-wrong-character-is-found", test_one_wrong);
  g_test_add_func ("/salon/voucher-code/swaps-are-found", test_swaps);
  g_test_add_func ("/salon/voucher-code/every-swap-of-neighbours-is-found", test_all_neighbours);
  g_test_add_func ("/salon/voucher-code/reading-forgives", test_forgiving);
  g_test_add_func ("/salon/voucher-code/verdicts", test_verdicts);
  g_test_add_func ("/salon/voucher-code/prefix-is-the-salons", test_prefixes);
  g_test_add_func ("/salon/voucher-code/code-may-begin-as-the-prefix",
                   test_code_that_begins_as_the_prefix);
  g_test_add_func ("/salon/voucher-code/short-prefix", test_short_prefix);
  g_test_add_func ("/salon/voucher-code/keys-are-the-same-for-the-same-code", test_keys);
  return g_test_run ();
}
