/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-error.h"
#include "core/salon-money.h"

typedef struct
{
  const char *text;
  gint64 cents;
} Amount;

static void
assert_read (const char *text, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 cents = -1;

  salon_money_parse (text, &cents, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cents, ==, expected);
}

static void
assert_all_read (const Amount *amounts, gsize n_amounts)
{
  for (gsize i = 0; i < n_amounts; i++)
    {
      g_test_message ("“%s”", amounts[i].text);
      assert_read (amounts[i].text, amounts[i].cents);
    }
}

static void
assert_all_refused (const char *const *texts, gsize n_texts, SalonError code)
{
  for (gsize i = 0; i < n_texts; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 cents = 42;

      g_test_message ("“%s”", texts[i]);
      g_assert_false (salon_money_parse (texts[i], &cents, &error));
      g_assert_error (error, SALON_ERROR, (int) code);
      g_assert_cmpint (cents, ==, 42);
    }
}

static void
test_comma_and_dot_are_both_read (void)
{
  static const Amount amounts[] = { { "12,50", 1250 }, { "12.50", 1250 },  { "12.5", 1250 },
                                    { "12,5", 1250 },  { "12", 1200 },     { "0", 0 },
                                    { "0,05", 5 },     { ",50", 50 },      { ".5", 50 },
                                    { "012", 1200 },   { " 12,50 ", 1250 } };

  assert_all_read (amounts, G_N_ELEMENTS (amounts));
}

static void
test_the_currency_may_stand_on_either_side (void)
{
  static const Amount amounts[] = { { "12,50 €", 1250 },        { "12,50€", 1250 },
                                    { "€12.50", 1250 },         { "€ 12,50", 1250 },
                                    { "12,50\u00A0€", 1250 },   { "12 eur", 1200 },
                                    { "EUR 12", 1200 },         { "12 CHF", 1200 },
                                    { "CHF 1'234.50", 123450 }, { "1 500 XPF", 150000 } };

  assert_all_read (amounts, G_N_ELEMENTS (amounts));
}

static void
test_thousands_are_read_where_unambiguous (void)
{
  static const Amount amounts[] = { { "1 234,50", 123450 },        { "1\u00A0234,50", 123450 },
                                    { "1\u202F234,50 €", 123450 }, { "1 234", 123400 },
                                    { "1,234.50", 123450 },        { "1.234,50", 123450 },
                                    { "1,234,567", 123456700 },    { "1.234.567,8", 123456780 },
                                    { "1’234.50", 123450 },        { "12 345 678", 1234567800 } };

  assert_all_read (amounts, G_N_ELEMENTS (amounts));
}

static void
test_minus_is_read_where_people_put_it (void)
{
  static const Amount amounts[] = { { "-5,00", -500 },        { "- 5", -500 },
                                    { "\u22125,00 €", -500 }, { "-€5.00", -500 },
                                    { "€-5.00", -500 },       { "-1 234,50", -123450 } };

  assert_all_read (amounts, G_N_ELEMENTS (amounts));
}

static void
test_what_is_no_amount_is_refused (void)
{
  static const char *const texts[] = {
    "",          " ",      "€",        "-",         "--5",       "-€-5",     "abc",
    "12a",       "12 abc", "12,505",   "12.",       "12,",       ".",        ",",
    "1,234",     "1.234",  "1 23",     "12 34,50",  "1  234",    "1234 567", "1 234.567,00",
    "1,23,4",    "1.2.3",  "1,2.3,4",  "1 234 56",  "1,234 567", "5-",       "+5",
    "1e3",       "0x10",   "١٢",       "12\t\n,5",  "€12€",      "12 $",     "12,-5",
    "1 234,5 6", "\xff",   "12,5\xc3", "1,234.567", "1'23",      "'123",     " ,",
    "12,500 EUR"
  };

  assert_all_refused (texts, G_N_ELEMENTS (texts), SALON_ERROR_NOT_UNDERSTOOD);
}

static void
test_too_much_is_out_of_range (void)
{
  static const char *const texts[] = { "92233720368547758,08", "-92233720368547758,09",
                                       "99999999999999999999", "184467440737095516,16",
                                       "100000000000000000000000000000000000000000000" };
  static const Amount amounts[] = { { "92233720368547758,07", G_MAXINT64 },
                                    { "-92 233 720 368 547 758,08", G_MININT64 } };

  assert_all_refused (texts, G_N_ELEMENTS (texts), SALON_ERROR_OUT_OF_RANGE);
  assert_all_read (amounts, G_N_ELEMENTS (amounts));
}

static void
test_each_language_has_its_form (void)
{
  static const struct
  {
    gint64 cents;
    const char *currency;
    const char *french;
    const char *english;
  } amounts[] = {
    { 123450, "EUR", "1\u202F234,50\u00A0€", "€1,234.50" },
    { 0, "EUR", "0,00\u00A0€", "€0.00" },
    { 5, "EUR", "0,05\u00A0€", "€0.05" },
    { 99999, "EUR", "999,99\u00A0€", "€999.99" },
    { -123456789, "EUR", "-1\u202F234\u202F567,89\u00A0€", "-€1,234,567.89" },
    { 4500, "CHF", "45,00\u00A0CHF", "CHF\u00A045.00" },
    { 123450, "XPF", "1\u202F235\u00A0XPF", "XPF\u00A01,235" },
    { -50, "XPF", "-1\u00A0XPF", "-XPF\u00A01" },
    { G_MININT64, "EUR", "-92\u202F233\u202F720\u202F368\u202F547\u202F758,08\u00A0€",
      "-€92,233,720,368,547,758.08" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *french =
        salon_money_format (amounts[i].cents, amounts[i].currency, SALON_LANGUAGE_FRENCH);
      g_autofree char *english =
        salon_money_format (amounts[i].cents, amounts[i].currency, SALON_LANGUAGE_ENGLISH);

      g_assert_cmpstr (french, ==, amounts[i].french);
      g_assert_cmpstr (english, ==, amounts[i].english);
    }
}

/* Small and large amounts alike: as many bits as chance gives. */
static gint64
pick_cents (void)
{
  guint64 bits = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();

  return (gint64) bits >> g_test_rand_int_range (0, 64);
}

static void
test_what_is_shown_can_be_typed (void)
{
  static const char *const currencies[] = { "EUR", "CHF", "XPF" };

  for (int i = 0; i < 30000; i++)
    {
      const char *currency = currencies[i % 3];
      SalonLanguage language = g_test_rand_bit () ? SALON_LANGUAGE_FRENCH : SALON_LANGUAGE_ENGLISH;
      gint64 cents = pick_cents ();
      g_autofree char *shown = NULL;

      if (strcmp (currency, "XPF") == 0)
        cents = cents / 100 * 100;
      shown = salon_money_format (cents, currency, language);
      assert_read (shown, cents);
    }
}

static void
test_the_wire_form_is_exact (void)
{
  static const Amount amounts[] = { { "45.00", 4500 }, { "-0.05", -5 },
                                    { "0.00", 0 },     { "92233720368547758.07", G_MAXINT64 },
                                    { "12.50", 1250 }, { "-92233720368547758.08", G_MININT64 } };

  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *wire = salon_money_to_wire (amounts[i].cents);
      gint64 cents = -1;

      g_assert_cmpstr (wire, ==, amounts[i].text);
      g_assert_true (salon_money_from_wire (amounts[i].text, &cents, NULL));
      g_assert_cmpint (cents, ==, amounts[i].cents);
    }
}

static void
test_any_other_wire_form_is_refused (void)
{
  static const struct
  {
    const char *wire;
    SalonError code;
  } wires[] = {
    { "", SALON_ERROR_NOT_UNDERSTOOD },
    { "45", SALON_ERROR_NOT_UNDERSTOOD },
    { "45.0", SALON_ERROR_NOT_UNDERSTOOD },
    { "45.000", SALON_ERROR_NOT_UNDERSTOOD },
    { "045.00", SALON_ERROR_NOT_UNDERSTOOD },
    { "00.00", SALON_ERROR_NOT_UNDERSTOOD },
    { "-0.00", SALON_ERROR_NOT_UNDERSTOOD },
    { "+45.00", SALON_ERROR_NOT_UNDERSTOOD },
    { "--45.00", SALON_ERROR_NOT_UNDERSTOOD },
    { ".50", SALON_ERROR_NOT_UNDERSTOOD },
    { "45,00", SALON_ERROR_NOT_UNDERSTOOD },
    { " 45.00", SALON_ERROR_NOT_UNDERSTOOD },
    { "45.00 ", SALON_ERROR_NOT_UNDERSTOOD },
    { "45.00 €", SALON_ERROR_NOT_UNDERSTOOD },
    { "1 234.00", SALON_ERROR_NOT_UNDERSTOOD },
    { "1e2.00", SALON_ERROR_NOT_UNDERSTOOD },
    { "\xff.00", SALON_ERROR_NOT_UNDERSTOOD },
    { "92233720368547758.08", SALON_ERROR_OUT_OF_RANGE },
    { "-92233720368547758.09", SALON_ERROR_OUT_OF_RANGE },
    { "999999999999999999999999.00", SALON_ERROR_OUT_OF_RANGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wires); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 cents = 42;

      g_assert_false (salon_money_from_wire (wires[i].wire, &cents, &error));
      g_assert_error (error, SALON_ERROR, (int) wires[i].code);
      g_assert_cmpint (cents, ==, 42);
    }
}

static void
test_every_amount_survives_the_wire (void)
{
  for (int i = 0; i < 30000; i++)
    {
      gint64 cents = pick_cents ();
      g_autofree char *wire = salon_money_to_wire (cents);
      gint64 again = 42;

      g_assert_true (salon_money_from_wire (wire, &again, NULL));
      g_assert_cmpint (again, ==, cents);
    }
}

/* A value or an error, never both, and what the wire takes is what the wire gives. */
static void
assert_settled (const char *text)
{
  g_autoptr (GError) typed_error = NULL;
  g_autoptr (GError) wire_error = NULL;
  gint64 cents = 42;

  if (salon_money_parse (text, &cents, &typed_error))
    g_assert_no_error (typed_error);
  else
    g_assert_true (typed_error != NULL && cents == 42);

  if (salon_money_from_wire (text, &cents, &wire_error))
    {
      g_autofree char *wire = salon_money_to_wire (cents);

      g_assert_no_error (wire_error);
      g_assert_cmpstr (wire, ==, text);
    }
  else
    g_assert_nonnull (wire_error);
}

static void
test_no_text_is_misread (void)
{
  static const char *const pieces[] = { "1", "23", "456", "0",   " ",      ".",      ",", "-",
                                        "€", "'",  "EUR", "XPF", "\u202F", "\u2212", "’", "a" };

  for (int i = 0; i < 30000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int n = g_test_rand_int_range (0, 9); n > 0; n--)
        {
          if (g_test_rand_int_range (0, 20) == 0)
            g_string_append_c (text, (char) g_test_rand_int_range (-128, 128));
          else
            g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
        }
      assert_settled (text->str);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/money/comma-and-dot-are-both-read", test_comma_and_dot_are_both_read);
  g_test_add_func ("/salon/money/the-currency-may-stand-on-either-side",
                   test_the_currency_may_stand_on_either_side);
  g_test_add_func ("/salon/money/thousands-are-read-where-unambiguous",
                   test_thousands_are_read_where_unambiguous);
  g_test_add_func ("/salon/money/minus-is-read-where-people-put-it",
                   test_minus_is_read_where_people_put_it);
  g_test_add_func ("/salon/money/what-is-no-amount-is-refused", test_what_is_no_amount_is_refused);
  g_test_add_func ("/salon/money/too-much-is-out-of-range", test_too_much_is_out_of_range);
  g_test_add_func ("/salon/money/each-language-has-its-form", test_each_language_has_its_form);
  g_test_add_func ("/salon/money/what-is-shown-can-be-typed", test_what_is_shown_can_be_typed);
  g_test_add_func ("/salon/money/the-wire-form-is-exact", test_the_wire_form_is_exact);
  g_test_add_func ("/salon/money/any-other-wire-form-is-refused",
                   test_any_other_wire_form_is_refused);
  g_test_add_func ("/salon/money/every-amount-survives-the-wire",
                   test_every_amount_survives_the_wire);
  g_test_add_func ("/salon/money/no-text-is-misread", test_no_text_is_misread);

  return g_test_run ();
}
