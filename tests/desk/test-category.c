/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common/salon-category.h"

static void
test_known (void)
{
  const char *const *keys = salon_category_get_keys ();

  for (gsize i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *expected = g_strconcat ("category-", keys[i], NULL);
      g_assert_cmpstr (salon_category_get_css_class (keys[i]), ==, expected);
      g_assert_cmpstr (salon_category_get_title (keys[i]), !=, keys[i]);
    }
}

static void
test_own (void)
{
  const char *class = salon_category_get_css_class ("Onglerie japonaise");

  g_assert_cmpstr (salon_category_get_title ("Onglerie japonaise"), ==, "Onglerie japonaise");
  g_assert_true (g_str_has_prefix (class, "category-spare-"));
  g_assert_true (g_strv_contains (salon_category_get_css_classes (), class));
}

static void
test_none (void)
{
  g_assert_cmpstr (salon_category_get_css_class (NULL), ==, "category-other");
  g_assert_cmpstr (salon_category_get_css_class (""), ==, "category-other");
  g_assert_cmpstr (salon_category_get_title (NULL), ==, "Other");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/category/known-keys-have-a-title-and-a-colour-of-their-own", test_known);
  g_test_add_func ("/salon/category/a-text-of-the-owner-is-its-own-title", test_own);
  g_test_add_func ("/salon/category/no-category-is-other", test_none);
  return g_test_run ();
}
