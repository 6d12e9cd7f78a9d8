/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "site/salon-site-words.h"

#define FILE_TEXT                                                                                  \
  "[booking]\ntitle=Rendez-vous\nat=le {day} à {time} {x}\nslots_one={n} créneau\nslots_many={n} " \
  "créneaux\n[category]\nongles=Ongles\n"

static SalonSiteWords *
make (SalonLanguage language)
{
  SalonSiteWords *words = salon_site_words_new (language, FILE_TEXT, NULL);

  g_assert_nonnull (words);
  return words;
}

static void
test_sentences (void)
{
  g_autoptr (SalonSiteWords) words = make (SALON_LANGUAGE_FRENCH);
  g_autofree char *filled =
    salon_site_words_fill (words, "booking.at", "day", "{time}", "time", "9 h", NULL);
  yyjson_mut_val *group =
    yyjson_mut_obj_get (yyjson_mut_obj_get (salon_site_words_get_context (words), "words"),
                        "booking");

  g_assert_cmpstr (salon_site_words_get (words, "booking.title"), ==, "Rendez-vous");
  g_assert_cmpstr (salon_site_words_get (words, "booking.gone"), ==, "booking.gone");
  /* A value is not read again, and what is not given stays as it is. */
  g_assert_cmpstr (filled, ==, "le {time} à 9 h {x}");
  g_assert_cmpstr (yyjson_mut_get_str (yyjson_mut_obj_get (group, "title")), ==, "Rendez-vous");
}

static void
test_counts (void)
{
  g_autoptr (SalonSiteWords) french = make (SALON_LANGUAGE_FRENCH);
  g_autoptr (SalonSiteWords) english = make (SALON_LANGUAGE_ENGLISH);
  g_autofree char *none = salon_site_words_count (french, "booking.slots", 0);
  g_autofree char *two = salon_site_words_count (french, "booking.slots", 2);
  g_autofree char *no_slots = salon_site_words_count (english, "booking.slots", 0);

  g_assert_cmpstr (none, ==, "0 créneau");
  g_assert_cmpstr (two, ==, "2 créneaux");
  g_assert_cmpstr (no_slots, ==, "0 créneaux");
}

static void
test_categories (void)
{
  g_autoptr (SalonSiteWords) words = make (SALON_LANGUAGE_FRENCH);

  g_assert_cmpstr (salon_site_words_name_category (words, "ongles"), ==, "Ongles");
  g_assert_cmpstr (salon_site_words_name_category (words, "Barbe"), ==, "Barbe");
}

static void
test_malformed (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (salon_site_words_new (SALON_LANGUAGE_FRENCH, "title=x", &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/site-words/sentences-are-filled", test_sentences);
  g_test_add_func ("/salon/site-words/one-and-many-are-those-of-the-language", test_counts);
  g_test_add_func ("/salon/site-words/categories-of-the-salon-keep-their-names", test_categories);
  g_test_add_func ("/salon/site-words/a-malformed-file-is-refused", test_malformed);
  return g_test_run ();
}
