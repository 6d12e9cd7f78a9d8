/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a template, and as a value: it is refused with a line, or written; and a value never becomes a tag. */
#include "site/salon-site-template.h"

#include <string.h>

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size);
  g_autoptr (SalonSiteTemplates) templates = salon_site_templates_new ();
  g_autoptr (GError) error = NULL;
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_val *words = yyjson_mut_obj_add_obj (doc, root, "words");
  g_autofree char *value = NULL;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "a", text);
  yyjson_mut_obj_add_strcpy (doc, words, "a", text);
  yyjson_mut_arr_add_strcpy (doc, yyjson_mut_obj_add_arr (doc, root, "l"), text);
  if (!salon_site_templates_add (templates, "page", text, &error))
    g_assert_true (g_str_has_prefix (error->message, "page:"));
  else if (salon_site_templates_check (templates, NULL))
    {
      g_autofree char *page = salon_site_templates_render (templates, "page", &root, 1);

      g_assert_nonnull (page);
    }
  g_assert_true (
    salon_site_templates_add (templates, "value", "{{a}}{{words.a}}{{#l}}{{.}}{{/l}}", NULL));
  value = salon_site_templates_render (templates, "value", &root, 1);
  g_assert_null (strpbrk (value, "<>\"'"));
  yyjson_mut_doc_free (doc);
  return 0;
}
