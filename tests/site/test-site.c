/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is compiled in holds together. */
#include "site/salon-site.h"

#include <string.h>

static void
test_files (void)
{
  g_autoptr (SalonSite) site = salon_site_new (NULL);
  const char *path = NULL;
  const SalonSiteFile *style, *font;
  const char *css;
  gsize length = 0;

  g_assert_nonnull (site);
  path = salon_site_get_file_path (site, "style_css");
  g_assert_true (g_str_has_prefix (path, "/site/style-"));
  style = salon_site_find_file (site, path + strlen ("/site/"));
  font = salon_site_find_file (site, salon_site_get_file_path (site, "garamond_woff2")
                                       + strlen ("/site/"));
  g_assert_nonnull (style);
  g_assert_nonnull (font);
  g_assert_null (salon_site_find_file (site, "style.css"));
  /* A style sheet finds the letters under the name that they have here. */
  css = g_bytes_get_data (style->bytes, &length);
  g_assert_nonnull (g_strstr_len (css, (gssize) length, font->name));
  g_assert_null (g_strstr_len (css, (gssize) length, "garamond.woff2"));
  g_assert_cmpuint (g_bytes_get_size (style->packed), <, g_bytes_get_size (style->bytes));
  /* Letters are packed already. */
  g_assert_null (font->packed);
}

static void
test_pages (void)
{
  g_autoptr (SalonSite) site = salon_site_new (NULL);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  g_autofree char *html = NULL;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "title", "Attendez");
  html = salon_site_render (site, SALON_LANGUAGE_ENGLISH, "problem", root);
  g_assert_nonnull (strstr (html, "<h1>Attendez</h1>"));
  g_assert_nonnull (strstr (html, "href=\"/en\""));
  g_assert_nonnull (strstr (html, "Back to the first page"));
  yyjson_mut_doc_free (doc);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/site/files-are-named-by-their-content", test_files);
  g_test_add_func ("/salon/site/a-page-has-words-and-addresses", test_pages);
  return g_test_run ();
}
