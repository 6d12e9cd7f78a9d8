/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "site/salon-site-template.h"

#include <string.h>

#include "core/salon-error.h"

/* @template with @json, and {"words": …} below it. */
static char *
render (const char *template, const char *words, const char *json)
{
  g_autoptr (SalonSiteTemplates) templates = salon_site_templates_new ();
  g_autoptr (GError) error = NULL;
  yyjson_doc *read[2] = { yyjson_read (words, strlen (words), 0),
                          yyjson_read (json, strlen (json), 0) };
  yyjson_mut_doc *docs[2];
  yyjson_mut_val *contexts[2];
  char *text;

  for (gsize i = 0; i < 2; i++)
    {
      docs[i] = yyjson_doc_mut_copy (read[i], NULL);
      contexts[i] = yyjson_mut_doc_get_root (docs[i]);
    }
  salon_site_templates_add (templates, "item", "<i>{{name}}</i>", &error);
  g_assert_no_error (error);
  salon_site_templates_add (templates, "page", template, &error);
  g_assert_no_error (error);
  g_assert_true (salon_site_templates_check (templates, &error));
  text = salon_site_templates_render (templates, "page", contexts, 2);
  for (gsize i = 0; i < 2; i++)
    {
      yyjson_doc_free (read[i]);
      yyjson_mut_doc_free (docs[i]);
    }
  return text;
}

static void
assert_rendered (const char *template, const char *json, const char *expected)
{
  g_autofree char *text = render (template, "{}", json);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_values (void)
{
  assert_rendered ("a {{x}} b", "{\"x\":\"y\"}", "a y b");
  assert_rendered ("{{ x.y.z }}", "{\"x\":{\"y\":{\"z\":12}}}", "12");
  assert_rendered ("[{{gone}}][{{x.gone}}][{{x.y.gone}}]", "{\"x\":{\"y\":1}}", "[][][]");
  assert_rendered ("{{! of no use }}x", "{}", "x");
  assert_rendered ("  <p>\n\t  x</p>\n", "{}", "<p>\nx</p>\n");
}

/* Whatever a person is called, it is text: in a text, and in an attribute. */
static void
test_hostile_values (void)
{
  assert_rendered ("<a title=\"{{x}}\">{{x}}</a>", "{\"x\":\"<b>&\\\"'\"}",
                   "<a title=\"&lt;b&gt;&amp;&quot;&#39;\">&lt;b&gt;&amp;&quot;&#39;</a>");
  assert_rendered ("{{x}}", "{\"x\":\"{{y}}{y}\",\"y\":\"no\"}", "{{y}}{y}");
}

static void
test_sections (void)
{
  assert_rendered ("{{#a}}{{x}},{{/a}}", "{\"a\":[{\"x\":1},{\"x\":2}]}", "1,2,");
  assert_rendered ("{{#a}}{{.}};{{/a}}", "{\"a\":[\"<\",\"b\"]}", "&lt;;b;");
  assert_rendered ("{{#a}}{{x}}{{y}}{{/a}}", "{\"a\":{\"x\":1},\"y\":2,\"x\":3}", "12");
  assert_rendered ("{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\":true}", "yes");
  for (const char *const *none = (const char *const[]) { "false", "null", "0", "\"\"", "[]", NULL };
       *none != NULL; none++)
    {
      g_autofree char *json = g_strdup_printf ("{\"a\":%s}", *none);

      assert_rendered ("{{#a}}yes{{/a}}{{^a}}no{{/a}}", json, "no");
    }
  assert_rendered ("{{#a}}{{#b}}{{c}}{{/b}}{{/a}}", "{\"a\":{\"b\":[{\"c\":1},{\"c\":2}]}}", "12");
}

static void
test_partials (void)
{
  assert_rendered ("{{#list}}{{> item}}{{/list}}", "{\"list\":[{\"name\":\"a\"},{\"name\":\"<\"}]}",
                   "<i>a</i><i>&lt;</i>");
}

/* What we have written speaks of what a person has written, which is not read again. */
static void
test_words (void)
{
  g_autofree char *text =
    render ("<p>{{words.hello}}</p>", "{\"words\":{\"hello\":\"Good day {who.name} & {no} {\"}}",
            "{\"who\":{\"name\":\"{who}<i>\"}}");
  g_autofree char *plain =
    render ("{{#words}}{{hello}}{{/words}}", "{\"words\":{\"hello\":\"{x}\"}}", "{\"x\":\"y\"}");

  g_assert_cmpstr (text, ==, "<p>Good day {who}&lt;i&gt; &amp;  {</p>");
  g_assert_cmpstr (plain, ==, "{x}");
}

static void
test_raw (void)
{
  g_autoptr (SalonSiteTemplates) templates = salon_site_templates_new ();
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  g_autofree char *text = NULL;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_val (doc, root, "x", yyjson_mut_raw (doc, "<b>ours</b>"));
  g_assert_true (salon_site_templates_add (templates, "page", "{{x}}", NULL));
  text = salon_site_templates_render (templates, "page", &root, 1);
  g_assert_cmpstr (text, ==, "<b>ours</b>");
  yyjson_mut_doc_free (doc);
}

static void
assert_refused (const char *text, const char *message)
{
  g_autoptr (SalonSiteTemplates) templates = salon_site_templates_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (salon_site_templates_add (templates, "page", text, &error));
  g_assert_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_false (salon_site_templates_has (templates, "page"));
}

static void
test_malformed (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);

  assert_refused ("a\nb {{x", "page:2: has no end");
  assert_refused ("{{#a}}\n\n", "page:3: a section is not closed");
  assert_refused ("\n{{/a}}", "page:2: closes a section that is not open");
  assert_refused ("{{#a}}{{/b}}", "page:1: closes another section than the one that is open");
  assert_refused ("{{a b}}", "page:1: is no name");
  assert_refused ("{{}}", "page:1: is no name");
  assert_refused ("{{{x}}}", "page:1: is no name");
  assert_refused ("{{&x}}", "page:1: is no name");
  assert_refused ("{{a..b}}", "page:1: is no name");
  for (int i = 0; i < 30; i++)
    g_string_append (deep, "{{#a}}");
  assert_refused (deep->str, "page:1: is nested too deeply");
}

static void
test_lost_partials (void)
{
  g_autoptr (SalonSiteTemplates) templates = salon_site_templates_new ();
  g_autoptr (GError) lost = NULL;
  g_autoptr (GError) circle = NULL;

  g_assert_true (salon_site_templates_add (templates, "page", "{{#a}}{{> other}}{{/a}}", NULL));
  g_assert_false (salon_site_templates_check (templates, &lost));
  g_assert_cmpstr (lost->message, ==, "page: there is no template \"other\"");
  g_assert_true (salon_site_templates_add (templates, "other", "{{> page}}", NULL));
  g_assert_false (salon_site_templates_check (templates, &circle));
  g_assert_nonnull (strstr (circle->message, "holds itself"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/site-template/values-are-put-in", test_values);
  g_test_add_func ("/salon/site-template/hostile-values-stay-text", test_hostile_values);
  g_test_add_func ("/salon/site-template/sections", test_sections);
  g_test_add_func ("/salon/site-template/partials", test_partials);
  g_test_add_func ("/salon/site-template/words-have-placeholders-and-values-none", test_words);
  g_test_add_func ("/salon/site-template/only-raw-values-are-html", test_raw);
  g_test_add_func ("/salon/site-template/malformed-says-where", test_malformed);
  g_test_add_func ("/salon/site-template/lost-and-circular-partials-are-found", test_lost_partials);
  return g_test_run ();
}
