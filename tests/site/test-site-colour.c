/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "site/salon-site-colour.h"

#include <stdio.h>
#include <string.h>

static void
test_contrast (void)
{
  g_assert_cmpfloat_with_epsilon (salon_site_colour_get_contrast (0x000000, 0xffffff), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (salon_site_colour_get_contrast (0x777777, 0xffffff), 4.48, 0.01);
  g_assert_cmpfloat_with_epsilon (salon_site_colour_get_contrast (0x123456, 0x123456), 1, 0.001);
}

static guint32
read_colour (const char *css, const char *name)
{
  const char *at = strstr (css, name);

  g_assert_nonnull (at);
  return (guint32) g_ascii_strtoull (at + strlen (name) + 1, NULL, 16);
}

/* Whatever the owner has chosen, words on buttons and links can be read, in light and in dark. */
static void
assert_readable (guint32 main_colour, guint32 accent_colour)
{
  static const guint32 grounds[] = { 0xfbf8f5, 0x1b1719 };
  g_autofree char *css = salon_site_colours_to_css (main_colour, accent_colour);
  const char *set = css;

  for (gsize i = 0; i < G_N_ELEMENTS (grounds); i++)
    {
      guint32 button, tint;

      set = strstr (set, ":root{");
      g_assert_nonnull (set);
      button = read_colour (set, "--main:");
      tint = read_colour (set, "--tint:");
      g_assert_cmpfloat (salon_site_colour_get_contrast (button, read_colour (set, "--on-main:")),
                         >=, 4.5);
      g_assert_cmpfloat (salon_site_colour_get_contrast (button, grounds[i]), >=, 3);
      g_assert_cmpfloat (salon_site_colour_get_contrast (read_colour (set, "--link:"), grounds[i]),
                         >=, 4.5);
      g_assert_cmpfloat (salon_site_colour_get_contrast (read_colour (set, "--link:"), tint), >=,
                         4.5);
      g_assert_cmpfloat (
        salon_site_colour_get_contrast (read_colour (set, "--accent:"), grounds[i]), >=, 3);
      set++;
    }
}

static void
test_any_colours (void)
{
  guint32 seed = (guint32) g_test_rand_int ();

  g_test_message ("seed %u", seed);
  assert_readable (0xffffff, 0xffffff);
  assert_readable (0x000000, 0x000000);
  assert_readable (0xffe4e1, 0xfffacd);
  assert_readable (0x777777, 0x767676);
  for (int i = 0; i < 400; i++)
    {
      seed = seed * 1664525 + 1013904223;
      assert_readable (seed & 0xffffff, (seed >> 5) & 0xffffff);
    }
}

static void
test_good_colours_stay (void)
{
  g_assert_cmphex (salon_site_colour_make_readable (0x7a4b5c, 0xfbf8f5, 4.5), ==, 0x7a4b5c);
}

static int
spread (guint32 colour)
{
  int parts[] = { colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff };

  return MAX (MAX (parts[0], parts[1]), parts[2]) - MIN (MIN (parts[0], parts[1]), parts[2]);
}

/* A dark plum is a light one by night, and no grey. */
static void
test_night_is_lively (void)
{
  g_autofree char *css = salon_site_colours_to_css (0x4a2c3d, 0xa67c47);
  guint32 button = read_colour (strstr (css, "@media"), "--main:");

  g_assert_cmpint (spread (button), >=, 48);
  g_assert_cmpint (button >> 16 & 0xff, >, button & 0xff);
  g_assert_cmpint (button & 0xff, >, button >> 8 & 0xff);
  g_assert_cmpfloat (salon_site_colour_get_contrast (button, 0x1b1719), >=, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/site-colour/contrast-is-that-of-wcag", test_contrast);
  g_test_add_func ("/salon/site-colour/any-colours-become-readable", test_any_colours);
  g_test_add_func ("/salon/site-colour/readable-ones-stay", test_good_colours_stay);
  g_test_add_func ("/salon/site-colour/by-night-the-salons-colour-is-light-and-lively",
                   test_night_is_lively);
  return g_test_run ();
}
