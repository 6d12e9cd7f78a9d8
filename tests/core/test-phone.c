/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-error.h"
#include "core/salon-phone.h"

typedef struct
{
  const char *text;
  const char *e164;
} Number;

static void
assert_all_read (const Number *numbers, gsize n_numbers)
{
  for (gsize i = 0; i < n_numbers; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *e164 = NULL;

      g_test_message ("“%s”", numbers[i].text);
      salon_phone_parse (numbers[i].text, &e164, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (e164, ==, numbers[i].e164);
    }
}

static void
test_a_french_number_is_read_as_people_write_it (void)
{
  static const Number numbers[] = {
    { "06 12 34 56 78", "+33612345678" },
    { "0612345678", "+33612345678" },
    { "06.12.34.56.78", "+33612345678" },
    { "06-12-34-56-78", "+33612345678" },
    { "06/12/34/56/78", "+33612345678" },
    { " 0612 345 678 ", "+33612345678" },
    { "06\u00A012\u202F34 56 78", "+33612345678" },
    { "+33 6 12 34 56 78", "+33612345678" },
    { "+33612345678", "+33612345678" },
    { "+33 (0)6 12 34 56 78", "+33612345678" },
    { "+33 (0) 6 12 34 56 78", "+33612345678" },
    { "+33 06 12 34 56 78", "+33612345678" },
    { "0033 6 12 34 56 78", "+33612345678" },
    { "00 33 (0)6 12 34 56 78", "+33612345678" },
    { "01 42 34 56 78", "+33142345678" },
    { "09 72 34 56 78", "+33972345678" },
    { "(06) 12 34 56 78", "+33612345678" },
    { "\u202A06 12 34 56 78\u202C", "+33612345678" },
    { "06\u201112\u201134\u201156\u201178", "+33612345678" },
  };

  assert_all_read (numbers, G_N_ELEMENTS (numbers));
}

static void
test_an_overseas_number_gets_its_own_country_code (void)
{
  static const Number numbers[] = {
    { "0262 12 34 56", "+262262123456" },     { "0263 12 34 56", "+262263123456" },
    { "0692 12 34 56", "+262692123456" },     { "0693 12 34 56", "+262693123456" },
    { "0269 12 34 56", "+262269123456" },     { "0639 12 34 56", "+262639123456" },
    { "06 39 98 12 34", "+33639981234" }, /* fictional: metropolitan */
    { "0590 12 34 56", "+590590123456" },     { "0690 12 34 56", "+590690123456" },
    { "0691 12 34 56", "+590691123456" },     { "0594 12 34 56", "+594594123456" },
    { "0694 12 34 56", "+594694123456" },     { "0596 12 34 56", "+596596123456" },
    { "0696 12 34 56", "+596696123456" },     { "0697 12 34 56", "+596697123456" },
    { "+262 692 12 34 56", "+262692123456" }, { "+262 (0)692 12 34 56", "+262692123456" },
    { "+33 692 12 34 56", "+262692123456" },  { "00590 690 12 34 56", "+590690123456" },
    { "0695 12 34 56", "+33695123456" },
  };

  assert_all_read (numbers, G_N_ELEMENTS (numbers));
}

static void
test_a_foreign_number_keeps_its_country_code (void)
{
  static const Number numbers[] = {
    { "+32 470 12 34 56", "+32470123456" },
    { "0032 470 12 34 56", "+32470123456" },
    { "+32 (0)470 12 34 56", "+32470123456" },
    { "+1 (212) 555-0123", "+12125550123" },
    { "+352 621 123 456", "+352621123456" },
    { "+687 75 12 34", "+687751234" },
    { "+689 87 12 34 56", "+68987123456" },
    { "+508 41 12 34", "+508411234" },
    { "+290 2345", "+2902345" },
    { "+49 151 2345 678901", "+491512345678901" },
  };

  assert_all_read (numbers, G_N_ELEMENTS (numbers));
}

static void
test_what_is_no_number_is_refused (void)
{
  static const char *const texts[] = { "",
                                       " ",
                                       "+",
                                       "00",
                                       "0",
                                       "06 12 34 56 7",
                                       "06 12 34 56 789",
                                       "00 12 34 56",
                                       "612345678",
                                       "33612345678",
                                       "15",
                                       "3631",
                                       "06 12 34 56 7a",
                                       "tel:0612345678",
                                       "06 12 34 56 78 poste 2",
                                       "+33 6 12 34 56 7",
                                       "+33 6 12 34 56 789",
                                       "+33 00 12 34 56 78",
                                       "+262 692 12 34 5",
                                       "+0 612345678",
                                       "+32 470",
                                       "+49 1512 3456 7890 12",
                                       "06+12345678",
                                       "++33612345678",
                                       "06,12,34,56,78",
                                       "٠٦١٢٣٤٥٦٧٨",
                                       "06 12 34 56 7\xff",
                                       "()",
                                       "(0)" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      char *e164 = NULL;

      g_test_message ("“%s”", texts[i]);
      g_assert_false (salon_phone_parse (texts[i], &e164, &error));
      g_assert_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD);
      g_assert_null (e164);
    }
}

static void
test_numbers_are_shown_as_people_say_them (void)
{
  static const Number numbers[] = {
    { "06 12 34 56 78", "+33612345678" },     { "01 42 34 56 78", "+33142345678" },
    { "06 92 12 34 56", "+262692123456" },    { "05 90 12 34 56", "+590590123456" },
    { "+32 470 12 34 56", "+32470123456" },   { "+32 21 23 45 67", "+3221234567" },
    { "+352 621 12 34 56", "+352621123456" }, { "+1 21 25 55 01 23", "+12125550123" },
    { "+689 87 12 34 56", "+68987123456" },   { "+687 75 12 34", "+687751234" },
    { "+262 976 12 34 56", "+262976123456" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *shown = salon_phone_format (numbers[i].e164);

      g_assert_cmpstr (shown, ==, numbers[i].text);
    }
}

static void
test_what_is_not_e164_is_shown_as_it_is (void)
{
  static const char *const texts[] = { "",
                                       "+",
                                       "0612345678",
                                       "+33 6 12",
                                       "ask her sister",
                                       "+0123456789",
                                       "+12",
                                       "+1234567890123456",
                                       "\xff" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *shown = salon_phone_format (texts[i]);

      g_assert_cmpstr (shown, ==, texts[i]);
    }
}

/* A number or an error, never both; a number is E.164, and shown and read again it is the same. */
static void
assert_settled (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *e164 = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *again = NULL;

  if (!salon_phone_parse (text, &e164, &error))
    {
      g_assert_nonnull (error);
      g_assert_null (e164);
      return;
    }

  g_assert_no_error (error);
  g_assert_true (g_regex_match_simple ("^\\+[1-9][0-9]{6,14}$", e164, G_REGEX_DEFAULT, 0));
  shown = salon_phone_format (e164);
  g_assert_cmpstr (shown, !=, e164);
  g_assert_true (salon_phone_parse (shown, &again, NULL));
  g_assert_cmpstr (again, ==, e164);
}

static void
test_no_text_is_misread (void)
{
  static const char *const starts[] = {
    "0", "06", "+33", "+33 (0)", "0033", "+262", "069", "+", ""
  };

  for (int i = 0; i < 30000; i++)
    {
      g_autoptr (GString) text =
        g_string_new (starts[g_test_rand_int_range (0, G_N_ELEMENTS (starts))]);

      for (int n = g_test_rand_int_range (5, 12); n > 0; n--)
        {
          int chance = g_test_rand_int_range (0, 60);

          if (chance == 0)
            g_string_append_c (text, (char) g_test_rand_int_range (-128, 128));
          else if (chance < 6)
            g_string_append_c (text, " .-(/)"[chance % 6]);
          else
            g_string_append_c (text, (char) g_test_rand_int_range ('0', '9' + 1));
        }
      assert_settled (text->str);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/phone/a-french-number-is-read-as-people-write-it",
                   test_a_french_number_is_read_as_people_write_it);
  g_test_add_func ("/salon/phone/an-overseas-number-gets-its-own-country-code",
                   test_an_overseas_number_gets_its_own_country_code);
  g_test_add_func ("/salon/phone/a-foreign-number-keeps-its-country-code",
                   test_a_foreign_number_keeps_its_country_code);
  g_test_add_func ("/salon/phone/what-is-no-number-is-refused", test_what_is_no_number_is_refused);
  g_test_add_func ("/salon/phone/numbers-are-shown-as-people-say-them",
                   test_numbers_are_shown_as_people_say_them);
  g_test_add_func ("/salon/phone/what-is-not-e164-is-shown-as-it-is",
                   test_what_is_not_e164_is_shown_as_it_is);
  g_test_add_func ("/salon/phone/no-text-is-misread", test_no_text_is_misread);

  return g_test_run ();
}
