/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/salon-message-format.h"

#include <locale.h>

static void
test_words (void)
{
  g_autofree char *first =
    salon_message_format_day (salon_day_from_ymd (2026, 5, 1), SALON_LANGUAGE_FRENCH);
  g_autofree char *date =
    salon_message_format_date (salon_day_from_ymd (2026, 8, 12), SALON_LANGUAGE_FRENCH);
  g_autofree char *euros = salon_message_format_money (4500, "EUR", SALON_LANGUAGE_FRENCH);
  g_autofree char *cents = salon_message_format_money (4550, "EUR", SALON_LANGUAGE_ENGLISH);
  g_autofree char *whole = salon_message_format_money (120000, "EUR", SALON_LANGUAGE_ENGLISH);
  g_autofree char *mrs = salon_message_format_first_name ("Mme  Durand");
  g_autofree char *marie = salon_message_format_first_name (" Marie-Claude Durand");

  g_assert_cmpstr (first, ==, "vendredi 1er mai");
  g_assert_cmpstr (date, ==, "12 août 2026");
  g_assert_cmpstr (euros, ==, "45\u00a0€");
  g_assert_cmpstr (cents, ==, "€45.50");
  g_assert_cmpstr (whole, ==, "€1,200");
  g_assert_cmpstr (mrs, ==, "Mme Durand");
  g_assert_cmpstr (marie, ==, "Marie-Claude");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/message-format/days-names-and-money", test_words);
  return g_test_run ();
}
