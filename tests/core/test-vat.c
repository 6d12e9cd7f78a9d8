/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-vat.h"

static void
test_the_part_is_rounded_to_the_cent (void)
{
  g_assert_cmpint (salon_vat_get_part (12000, 2000), ==, 2000);
  g_assert_cmpint (salon_vat_get_part (4500, 2000), ==, 750);
  /* 1.666…, 0.833…, and exactly half a cent, which goes away from zero. */
  g_assert_cmpint (salon_vat_get_part (10, 2000), ==, 2);
  g_assert_cmpint (salon_vat_get_part (5, 2000), ==, 1);
  g_assert_cmpint (salon_vat_get_part (3, 2000), ==, 1);
  g_assert_cmpint (salon_vat_get_part (2, 2000), ==, 0);
  g_assert_cmpint (salon_vat_get_part (4500, 550), ==, 235);
  g_assert_cmpint (salon_vat_get_part (4500, 0), ==, 0);
}

static void
test_what_is_taken_back_is_the_opposite (void)
{
  for (int i = 0; i < SALON_N_VAT_RATES; i++)
    for (gint64 cents = 0; cents < 3000; cents++)
      g_assert_cmpint (salon_vat_get_part (-cents, salon_vat_get_rate (i)), ==,
                       -salon_vat_get_part (cents, salon_vat_get_rate (i)));
}

static void
test_no_amount_is_too_large (void)
{
  g_assert_cmpint (salon_vat_get_part (G_MAXINT64, 2000), ==, G_MAXINT64 / 6);
  g_assert_cmpint (salon_vat_get_part (G_MININT64, 2000), ==, -(G_MAXINT64 / 6));
}

static void
test_rates_are_found_again (void)
{
  for (int i = 0; i < SALON_N_VAT_RATES; i++)
    {
      g_assert_cmpint (salon_vat_find_rate (salon_vat_get_rate (i)), ==, i);
      g_assert_true (i == 0 || salon_vat_get_rate (i) > salon_vat_get_rate (i - 1));
    }
  g_assert_cmpint (salon_vat_find_rate (0), ==, -1);
  g_assert_cmpint (salon_vat_find_rate (2001), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/vat/the-part-is-rounded-to-the-cent",
                   test_the_part_is_rounded_to_the_cent);
  g_test_add_func ("/salon/vat/what-is-taken-back-is-the-opposite",
                   test_what_is_taken_back_is_the_opposite);
  g_test_add_func ("/salon/vat/no-amount-is-too-large", test_no_amount_is_too_large);
  g_test_add_func ("/salon/vat/rates-are-found-again", test_rates_are_found_again);
  return g_test_run ();
}
