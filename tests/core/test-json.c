/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/salon-error.h"
#include "core/salon-json.h"

static void
assert_refused (const char *text, SalonError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) value = salon_json_parse (text, 1000, 8, &error);

  g_assert_null (value);
  g_assert_error (error, SALON_ERROR, (gint) code);
}

static char *
to_text (JsonNode *value)
{
  GString *out = g_string_new (NULL);

  salon_json_append (out, value);
  return g_string_free_and_steal (out);
}

static void
test_what_is_no_json_is_refused (void)
{
  static const char *const texts[] = { "",           "{",     "[1,]",   "{'a':1}",     "[01]",
                                       "// no\n[1]", "[1] x", "\"open", "\"\\ud800\"", "[\"\\\"]",
                                       "{\"a\"}",    "nul",   "\xff",   "[\"\xc3\"]" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], SALON_ERROR_NOT_UNDERSTOOD);
}

static void
test_what_would_not_come_out_as_it_went_in_is_refused (void)
{
  static const char *const texts[] = { "[9223372036854775808]",
                                       "[-9223372036854775809]",
                                       "{\"a\":99999999999999999999999}",
                                       "[1e400]",
                                       "[-1e999]",
                                       "[\"a\\u0000b\"]",
                                       "{\"a\\u0000\":1}",
                                       "[\"\\\\\\u0000\"]" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], SALON_ERROR_OUT_OF_RANGE);
}

static void
test_an_escaped_backslash_before_u0000_is_no_nul (void)
{
  g_autoptr (JsonNode) value = salon_json_parse ("[\"\\\\u0000\"]", 1000, 8, NULL);

  g_assert_nonnull (value);
  g_assert_cmpstr (json_array_get_string_element (json_node_get_array (value), 0), ==, "\\u0000");
}

static void
test_digits_and_brackets_within_texts_do_not_count (void)
{
  g_autoptr (JsonNode) value =
    salon_json_parse ("[\"[[[[[[[[[[[[ 99999999999999999999 \\\"[[[\"]", 1000, 1, NULL);

  g_assert_nonnull (value);
}

static void
test_the_depth_and_the_length_have_bounds (void)
{
  g_autofree char *long_text = g_strnfill (999, ' ');
  g_autofree char *deep = g_strnfill (900, '[');
  g_autoptr (JsonNode) eight = salon_json_parse ("[[[[[[[[]]]]]]]]", 1000, 8, NULL);
  g_autofree char *fits = g_strconcat (long_text, "1", NULL);
  g_autofree char *does_not = g_strconcat (long_text, "11", NULL);
  g_autoptr (JsonNode) read = salon_json_parse (fits, 1000, 8, NULL);

  g_assert_nonnull (eight);
  g_assert_nonnull (read);
  assert_refused ("[[[[[[[[[]]]]]]]]]", SALON_ERROR_OUT_OF_RANGE);
  assert_refused ("{\"a\":[[[[[[[[]]]]]]]]}", SALON_ERROR_OUT_OF_RANGE);
  assert_refused (does_not, SALON_ERROR_OUT_OF_RANGE);
  assert_refused (deep, SALON_ERROR_OUT_OF_RANGE);
}

static void
test_depth_is_counted_in_arrays_and_objects (void)
{
  g_autoptr (JsonNode) value = salon_json_parse ("{\"a\":[1,{\"b\":2}],\"c\":3}", 1000, 8, NULL);
  g_autoptr (JsonNode) scalar = salon_json_parse ("3", 1000, 8, NULL);

  g_assert_true (salon_json_is_deeper (value, 2));
  g_assert_false (salon_json_is_deeper (value, 3));
  g_assert_false (salon_json_is_deeper (scalar, 0));
}

static void
test_what_is_written_is_read_as_the_same (void)
{
  static const char *const texts[] = { "{\"z\":1,\"a\":null,\"m\":[true,false,[],{}]}",
                                       "[-9223372036854775808,9223372036854775807,0.5,1.0,1e+300]",
                                       "\"Élodie \\\"Œ\\\" \\\\ \\n \\u0001 \\u0009 💅\"",
                                       "{\"a\\\"b\":\"c\"}", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) value = salon_json_parse (texts[i], 1000, 8, NULL);
      g_autoptr (JsonNode) copy = salon_json_copy (value);
      g_autofree char *written = to_text (value);
      g_autofree char *copied = to_text (copy);

      g_assert_cmpstr (written, ==, texts[i]);
      g_assert_cmpstr (copied, ==, texts[i]);
    }
}

static void
test_a_copy_shares_nothing (void)
{
  g_autoptr (JsonNode) value = salon_json_parse ("{\"a\":[{\"b\":1}]}", 1000, 8, NULL);
  g_autoptr (JsonNode) copy = salon_json_copy (value);
  g_autofree char *written = NULL;
  JsonArray *inner = json_object_get_array_member (json_node_get_object (copy), "a");

  json_object_set_int_member (json_array_get_object_element (inner, 0), "b", 2);
  written = to_text (value);
  g_assert_cmpstr (written, ==, "{\"a\":[{\"b\":1}]}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/json/what-is-no-json-is-refused", test_what_is_no_json_is_refused);
  g_test_add_func ("/salon/json/what-would-not-come-out-as-it-went-in-is-refused",
                   test_what_would_not_come_out_as_it_went_in_is_refused);
  g_test_add_func ("/salon/json/an-escaped-backslash-before-u0000-is-no-nul",
                   test_an_escaped_backslash_before_u0000_is_no_nul);
  g_test_add_func ("/salon/json/digits-and-brackets-within-texts-do-not-count",
                   test_digits_and_brackets_within_texts_do_not_count);
  g_test_add_func ("/salon/json/the-depth-and-the-length-have-bounds",
                   test_the_depth_and_the_length_have_bounds);
  g_test_add_func ("/salon/json/depth-is-counted-in-arrays-and-objects",
                   test_depth_is_counted_in_arrays_and_objects);
  g_test_add_func ("/salon/json/what-is-written-is-read-as-the-same",
                   test_what_is_written_is_read_as_the_same);
  g_test_add_func ("/salon/json/a-copy-shares-nothing", test_a_copy_shares_nothing);
  return g_test_run ();
}
