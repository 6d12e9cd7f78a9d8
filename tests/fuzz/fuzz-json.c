/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON: what is let in comes out, and is let in again as the same. */
#include "core/salon-json.h"

#include "fuzz-target.h"

#define MAX_BYTES 65536
#define MAX_DEPTH 16

static char *
write_out (JsonNode *value)
{
  GString *out = g_string_new (NULL);

  salon_json_append (out, value);
  return g_string_free_and_steal (out);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_bytes (data, size);
  g_autoptr (JsonNode) value = salon_json_parse (text, MAX_BYTES, MAX_DEPTH, NULL);
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  if (value == NULL)
    return 0;
  g_assert_false (salon_json_is_deeper (value, MAX_DEPTH));
  once = write_out (value);
  again = salon_json_parse (once, G_MAXSIZE, MAX_DEPTH, NULL);
  g_assert_nonnull (again);
  twice = write_out (again);
  g_assert_cmpstr (twice, ==, once);
  return 0;
}
