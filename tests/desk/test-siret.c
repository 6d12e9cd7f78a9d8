/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/salon-siret.h"

static void
assert_verdict (const char *text, SalonSiretVerdict expected, const char *expected_digits)
{
  g_autofree char *digits = NULL;

  g_assert_cmpint (salon_siret_parse (text, &digits), ==, expected);
  g_assert_cmpstr (digits, ==, expected_digits);
}

static void
test_spaces (void)
{
  assert_verdict ("73282932000074", SALON_SIRET_VALID, "73282932000074");
  assert_verdict (" 732 829 320 00074 ", SALON_SIRET_VALID, "73282932000074");
  assert_verdict ("732\u00A0829\u202F320.00074", SALON_SIRET_VALID, "73282932000074");
}

static void
test_length (void)
{
  assert_verdict ("", SALON_SIRET_WRONG_LENGTH, NULL);
  assert_verdict ("732829320", SALON_SIRET_WRONG_LENGTH, NULL);
  assert_verdict ("732829320000745", SALON_SIRET_WRONG_LENGTH, NULL);
  assert_verdict ("7328293200007a", SALON_SIRET_WRONG_LENGTH, NULL);
  assert_verdict ("７3282932000074", SALON_SIRET_WRONG_LENGTH, NULL);
}

/* Luhn's formula notices every single wrong digit. */
static void
test_slips (void)
{
  for (int place = 0; place < 14; place++)
    for (char digit = '0'; digit <= '9'; digit++)
      {
        char text[] = "73282932000074";
        gboolean is_slip = text[place] != digit;
        text[place] = digit;
        assert_verdict (text, is_slip ? SALON_SIRET_WRONG_SUM : SALON_SIRET_VALID,
                        is_slip ? NULL : text);
      }
}

static void
test_la_poste (void)
{
  /* The head office is right by Luhn; a post office only by the plain sum. */
  assert_verdict ("35600000000048", SALON_SIRET_VALID, "35600000000048");
  assert_verdict ("35600000009075", SALON_SIRET_VALID, "35600000009075");
  assert_verdict ("35600000009076", SALON_SIRET_WRONG_SUM, NULL);
}

static void
test_format (void)
{
  g_autofree char *text = salon_siret_format ("73282932000074");

  g_assert_cmpstr (text, ==, "732 829 320 00074");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/siret/spaces-and-dots-are-forgiven", test_spaces);
  g_test_add_func ("/salon/siret/it-has-fourteen-digits", test_length);
  g_test_add_func ("/salon/siret/every-slip-of-one-digit-is-found", test_slips);
  g_test_add_func ("/salon/siret/la-poste-has-a-rule-of-its-own", test_la_poste);
  g_test_add_func ("/salon/siret/it-is-shown-in-groups", test_format);
  return g_test_run ();
}
