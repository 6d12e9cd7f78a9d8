/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/salon-text.h"

static void
test_folded_texts_compare_as_people_do (void)
{
  static const struct
  {
    const char *text;
    const char *folded;
  } texts[] = {
    { "Œuvre  d'Élodie", "oeuvre d'elodie" },
    { "OEUVRE D’ÉLODIE", "oeuvre d'elodie" },
    { "e\u0301le\u0300ve", "eleve" },
    { "Lætitia", "laetitia" },
    { "Straße", "strasse" },
    { "Søren Łukasz Đorđe", "soren lukasz dorde" },
    { "  Anne \t\n Marie\u00A0", "anne marie" },
    { "Jean‑Luc", "jean-luc" },
    { "ﬁn Ⅷ ①", "fin viii 1" },
    { "İstanbul", "istanbul" },
    { "Ἀθῆναι", "αθηναι" },
    { "", "" },
    { " ", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *folded = salon_text_fold (texts[i].text);

      g_assert_cmpstr (folded, ==, texts[i].folded);
    }
}

static void
test_cleaned_texts_are_one_tidy_line (void)
{
  static const struct
  {
    const char *text;
    const char *cleaned;
  } texts[] = {
    { "  Marie   Durand ", "Marie Durand" },
    { "Marie\r\nDurand\t", "Marie Durand" },
    { "E\u0301lodie", "\u00C9lodie" },
    { "a\u00A0\u202Fb", "a b" },
    { "a\x01\x1f b", "a b" },
    { "a\xff"
      "b",
      "a\uFFFDb" },
    { "Œuvre", "Œuvre" },
    { "\n\t", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *cleaned = salon_text_clean (texts[i].text);

      g_assert_cmpstr (cleaned, ==, texts[i].cleaned);
    }
}

static void
assert_settled (const char *text)
{
  g_autofree char *folded = salon_text_fold (text);
  g_autofree char *folded_twice = salon_text_fold (folded);
  g_autofree char *cleaned = salon_text_clean (text);
  g_autofree char *cleaned_twice = salon_text_clean (cleaned);
  g_autofree char *folded_clean = salon_text_fold (cleaned);

  g_assert_true (g_utf8_validate (folded, -1, NULL));
  g_assert_true (g_utf8_validate (cleaned, -1, NULL));
  g_assert_cmpstr (folded_twice, ==, folded);
  g_assert_cmpstr (cleaned_twice, ==, cleaned);
  g_assert_cmpstr (folded_clean, ==, folded);
  salon_text_is_email (text);
}

/* All planes that hold letters, 64 of them at a time. */
static void
test_folding_twice_is_folding_once (void)
{
  for (gunichar first = 1; first < 0x32400; first += 64)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (gunichar letter = first; letter < first + 64; letter++)
        {
          if (g_unichar_validate (letter))
            g_string_append_unichar (text, letter);
        }
      assert_settled (text->str);
    }
}

static void
test_any_bytes_become_text (void)
{
  for (int i = 0; i < 5000; i++)
    {
      char bytes[24] = { 0 };

      for (int n = 0; n < g_test_rand_int_range (0, (gint32) sizeof bytes); n++)
        bytes[n] = (char) g_test_rand_int_range (-128, 128);
      assert_settled (bytes);
    }
}

static void
test_slips_in_an_address_are_caught (void)
{
  static const char *const addresses[] = { "marie@example.fr",
                                           "marie.durand+salon@mail.example.org", "é@é.fr",
                                           "a@b.c" };
  static const char *const slips[] = { "",
                                       "marie",
                                       "marie@",
                                       "@example.fr",
                                       "marie@example",
                                       "a@b@c.fr",
                                       "marie@.fr",
                                       "marie@example.",
                                       "marie@example..fr",
                                       "marie @example.fr",
                                       "marie@ex ample.fr",
                                       " marie@example.fr",
                                       "marie@example.fr\n",
                                       "marie@example.fr\xff" };
  g_autofree char *much = g_strnfill (250, 'a');
  g_autofree char *too_long = g_strconcat (much, "@b.fr", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    g_assert_true (salon_text_is_email (addresses[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (slips); i++)
    g_assert_false (salon_text_is_email (slips[i]));
  g_assert_false (salon_text_is_email (too_long));
}

static void
test_one_slip_is_forgiven (void)
{
  static const char *const slips[] = { "manucure", "manucur", "mannucure", "manicure",
                                       "manuucre", "anucure", "manucures" };
  static const char *const others[] = { "", "manu", "mannicure", "nmanucrue", "manucuress" };

  for (gsize i = 0; i < G_N_ELEMENTS (slips); i++)
    g_assert_true (salon_text_is_slip (slips[i], "manucure"));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (salon_text_is_slip (others[i], "manucure"));
  g_assert_true (salon_text_is_slip ("", ""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/text/folded-texts-compare-as-people-do",
                   test_folded_texts_compare_as_people_do);
  g_test_add_func ("/salon/text/cleaned-texts-are-one-tidy-line",
                   test_cleaned_texts_are_one_tidy_line);
  g_test_add_func ("/salon/text/folding-twice-is-folding-once", test_folding_twice_is_folding_once);
  g_test_add_func ("/salon/text/any-bytes-become-text", test_any_bytes_become_text);
  g_test_add_func ("/salon/text/slips-in-an-address-are-caught",
                   test_slips_in_an_address_are_caught);
  g_test_add_func ("/salon/text/one-slip-is-forgiven", test_one_slip_is_forgiven);

  return g_test_run ();
}
