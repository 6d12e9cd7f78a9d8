/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "site/salon-site-path.h"

static void
assert_pair (const char *french, const char *english)
{
  g_autofree char *to_english = salon_site_path_translate (french, SALON_LANGUAGE_ENGLISH);
  g_autofree char *to_french = salon_site_path_translate (english, SALON_LANGUAGE_FRENCH);
  g_autofree char *same = salon_site_path_translate (english, SALON_LANGUAGE_ENGLISH);

  g_assert_cmpstr (to_english, ==, english);
  g_assert_cmpstr (to_french, ==, french);
  g_assert_cmpstr (same, ==, english);
}

static void
test_translation (void)
{
  assert_pair ("/", "/en");
  assert_pair ("/contact", "/en/contact");
  assert_pair ("/rendez-vous/x-Yz_09/annuler", "/en/appointment/x-Yz_09/cancel");
  /* What stands for nothing of ours stays. */
  assert_pair ("/rien/de/rien", "/en/rien/de/rien");
}

static void
test_places (void)
{
  for (SalonSitePlace place = 0; place < SALON_N_SITE_PLACES; place++)
    {
      g_assert_nonnull (salon_site_place_get_name (place));
      assert_pair (salon_site_place_get_path (place, SALON_LANGUAGE_FRENCH),
                   salon_site_place_get_path (place, SALON_LANGUAGE_ENGLISH));
    }
}

static void
test_language (void)
{
  g_assert_cmpint (salon_site_path_get_language ("/en"), ==, SALON_LANGUAGE_ENGLISH);
  g_assert_cmpint (salon_site_path_get_language ("/en/about"), ==, SALON_LANGUAGE_ENGLISH);
  g_assert_cmpint (salon_site_path_get_language ("/entretien"), ==, SALON_LANGUAGE_FRENCH);
  g_assert_cmpint (salon_site_path_get_language ("/"), ==, SALON_LANGUAGE_FRENCH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/site-path/every-part-is-translated", test_translation);
  g_test_add_func ("/salon/site-path/every-page-is-in-both-languages", test_places);
  g_test_add_func ("/salon/site-path/the-address-says-the-language", test_language);
  return g_test_run ();
}
