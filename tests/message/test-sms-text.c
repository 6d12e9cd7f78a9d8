/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/salon-sms-text.h"

#include <gio/gio.h>
#include <locale.h>
#include <string.h>

static void
check (const char *text, gboolean is_unicode, guint n_units, guint n_parts)
{
  SalonSmsSize size = salon_sms_text_measure (text);

  g_assert_cmpint (size.is_unicode, ==, is_unicode);
  g_assert_cmpuint (size.n_units, ==, n_units);
  g_assert_cmpuint (size.n_parts, ==, n_parts);
}

static void
check_repeated (const char *letter, guint n, gboolean is_unicode, guint n_units, guint n_parts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, letter);
  check (text->str, is_unicode, n_units, n_parts);
}

static void
test_parts (void)
{
  check ("", FALSE, 0, 0);
  check_repeated ("a", 160, FALSE, 160, 1);
  check_repeated ("a", 161, FALSE, 161, 2);
  check_repeated ("a", 306, FALSE, 306, 2);
  check_repeated ("a", 307, FALSE, 307, 3);
  check_repeated ("€", 80, FALSE, 160, 1);
  check_repeated ("€", 81, FALSE, 162, 2);
  check_repeated ("ê", 70, TRUE, 70, 1);
  check_repeated ("ê", 71, TRUE, 71, 2);
  check_repeated ("😀", 35, TRUE, 70, 1);
  check_repeated ("😀", 36, TRUE, 72, 2);
  check ("Votre soin est confirmé, reçu à 45€", TRUE, 35, 1);
}

static void
test_nothing_is_torn (void)
{
  g_autofree char *half = g_strnfill (152, 'a');
  g_autofree char *text = g_strconcat (half, "€", half, NULL);

  check (text, FALSE, 306, 3);
}

static void
check_plain (const char *text, const char *plain)
{
  g_autofree char *spelled = salon_sms_text_make_plain (text);
  g_autofree char *again = salon_sms_text_make_plain (spelled);

  g_assert_cmpstr (spelled, ==, plain);
  g_assert_cmpstr (again, ==, plain);
}

static void
test_plain (void)
{
  check_plain ("", "");
  check_plain ("déjà vu à Nîmes, où ? ÉTÉ ÇA", "déjà vu à Nimes, où ? ÉTÉ ÇA");
  check_plain ("Forêt, reçu – 12 h", "Foret, recu - 12 h");
  check_plain ("L’œuvre « Noël » d’Anaïs…", "L'oeuvre \"Noel\" d'Anais...");
  check_plain ("« Noël »", "\"Noel\"");
  check_plain ("À bientôt 😊", "A bientot");
  check_plain ("Merci 😊 !", "Merci !");
  check_plain ("😊 Merci", "Merci");
  check_plain ("1 234,50 €", "1 234,50 €");
  check_plain ("½ heure, 1ᵉʳ étage, n° 5", "1/2 heure, 1er étage, no 5");
  check_plain ("Łukasz & Øyvind, Straße", "Lukasz & Øyvind, Straße");
  check_plain ("e\u0301te\u0302", "éte");
  check_plain ("a  b \n", "a  b \n");
  check_plain ("\tCode", " Code");
}

/* There is no plain spelling of it: better dear than without the name. */
static void
test_other_scripts (void)
{
  check_plain ("Bonjour Мария", "Bonjour Мария");
  check_plain ("Bonjour हिन्दी, à ١٤ h", "Bonjour हिन्दी, à 14 h");
}

static const char *const words[] = {
  "bonjour",  "rendez-vous", "forêt",       "à",        "été",    "reçu",    "où",    "naïve",
  "œuvre",    "Noël",        "l’heure",     "«",        "»",      "45 €",    "14h30", "ÉPILATION",
  "À",        "ça",          "aujourd’hui", "soin",     "visage", "–",       "…",     "😊",
  "💅🏽",     "[promo]",     "n°",          "Sérénaïa", "merci",  "bientôt", "jeudi", "12 mars",
  "sourcils", "{code}",      "~",           "dès",      "mèche",  "crème",   "maïs",  "août",
  "!",        "?",           "\n",          "gel",      "mains",
};

/* Half of them have no word that is dear, so that many stay in seven bits. */
static char *
make_text (GRand *rand)
{
  static const char *const cheap[] = { "bonjour", "été", "à",   "merci", "45", "€",  "rendez-vous",
                                       "où",      "é",   "gel", "très",  "a",  "\n", "[" };
  GString *text = g_string_new (NULL);
  gboolean is_cheap = g_rand_boolean (rand);
  int n_words = g_rand_int_range (rand, 0, g_rand_boolean (rand) ? 40 : 220);

  for (int i = 0; i < n_words; i++)
    {
      const char *word = is_cheap ? cheap[g_rand_int_range (rand, 0, G_N_ELEMENTS (cheap))]
                                  : words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];

      g_string_append (text, word);
      if (g_rand_int_range (rand, 0, 8) > 0)
        g_string_append_c (text, ' ');
    }
  return g_string_free_and_steal (text);
}

static char *
ask_counter (const char *pairs, gsize length)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "message", "count_sms.py", NULL);
  g_autoptr (GBytes) in = g_bytes_new (pairs, length);
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) counter =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                      "python3", script, NULL);

  g_assert_no_error (error);
  g_subprocess_communicate (counter, in, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (counter));
  return g_strndup (g_bytes_get_data (out, NULL), g_bytes_get_size (out));
}

static char *
describe (const char *text, const char *plain)
{
  SalonSmsSize size = salon_sms_text_measure (text);
  SalonSmsSize plain_size = salon_sms_text_measure (plain);

  return g_strdup_printf ("%d %u %u %d %u %u %d 1", size.is_unicode, size.n_units, size.n_parts,
                          plain_size.is_unicode, plain_size.n_units, plain_size.n_parts,
                          size.n_parts <= SALON_SMS_MAX_PARTS);
}

/* Seeded: the seed is in the head of the log. */
static void
test_independent_counter (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (GString) pairs = g_string_new (NULL);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *answer = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_unicode = 0, n_too_long = 0;

  for (int i = 0; i < 2000; i++)
    {
      g_autofree char *text = make_text (rand);
      g_autofree char *plain = salon_sms_text_make_plain (text);
      SalonSmsSize size = salon_sms_text_measure (text);

      g_assert_false (salon_sms_text_measure (plain).is_unicode);
      n_unicode += size.is_unicode ? 1 : 0;
      n_too_long += size.n_parts > SALON_SMS_MAX_PARTS ? 1 : 0;
      g_string_append_printf (pairs, "%" G_GSIZE_FORMAT "\n%s", strlen (text), text);
      g_string_append_printf (pairs, "%" G_GSIZE_FORMAT "\n%s", strlen (plain), plain);
      g_ptr_array_add (expected, describe (text, plain));
    }
  answer = ask_counter (pairs->str, pairs->len);
  lines = g_strsplit (answer, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, expected->len + 1);
  for (guint i = 0; i < expected->len; i++)
    g_assert_cmpstr (lines[i], ==, g_ptr_array_index (expected, i));
  g_assert_cmpuint (n_unicode, >, 500);
  g_assert_cmpuint (n_unicode, <, 1500);
  g_assert_cmpuint (n_too_long, >, 50);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/sms-text/parts", test_parts);
  g_test_add_func ("/salon/sms-text/an-escape-is-not-torn-from-its-letter", test_nothing_is_torn);
  g_test_add_func ("/salon/sms-text/plain-spelling", test_plain);
  g_test_add_func ("/salon/sms-text/other-scripts-stay-as-they-are", test_other_scripts);
  g_test_add_func ("/salon/sms-text/2000-texts-agree-with-an-independent-counter",
                   test_independent_counter);
  return g_test_run ();
}
