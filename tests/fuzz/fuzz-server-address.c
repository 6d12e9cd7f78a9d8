/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first line of a request, "METHOD PATH?name=value&…": it finds its route or not, and what stands
 * behind the question mark is taken or refused. */
#include "server/salon-server-route.h"

#include <string.h>

#include "fuzz-target.h"

/* As the library hands it over: parted at & and the first =. */
static GHashTable *
part_query (const char *text)
{
  GHashTable *query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) parts = g_strsplit (text, "&", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) sides = g_strsplit (parts[i], "=", 2);

      if (sides[0] != NULL)
        g_hash_table_replace (query, g_strdup (sides[0]),
                              g_strdup (sides[1] != NULL ? sides[1] : ""));
    }
  return query;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *line = fuzz_dup_text (data, size);
  g_auto (GStrv) words = g_strsplit (line, " ", 2);
  g_auto (GStrv) sides = NULL;
  g_autoptr (GHashTable) parameters = NULL, query = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  const SalonServerRoute *route;

  if (words[0] == NULL || words[1] == NULL)
    return 0;
  sides = g_strsplit (words[1], "?", 2);
  route = salon_server_routes_find (words[0], sides[0] != NULL ? sides[0] : "", &parameters, NULL);
  if (route == NULL)
    {
      g_assert_null (parameters);
      return 0;
    }
  g_assert_cmpstr (route->method, ==, words[0]);
  g_assert_cmpint (strchr (route->pattern, '{') != NULL, ==, g_hash_table_size (parameters) > 0);
  query = part_query (sides[1] != NULL ? sides[1] : "");
  faults = salon_server_schema_check_query (route->query, query);
  if (route->query == NULL)
    g_assert_cmpuint (MIN (20, g_hash_table_size (query)), ==, faults->len);
  return 0;
}
