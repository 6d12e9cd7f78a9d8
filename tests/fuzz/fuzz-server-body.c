/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a request: the first byte chooses the route, whose schema takes the rest or says why
 * not. What is taken can be read. */
#include "server/salon-server-dispatch.h"

#include <string.h>

#include "fuzz-target.h"

#define MOST_FAULTS 20

static const SalonServerRoute *
choose_route (guint8 byte)
{
  gsize n_routes = salon_server_routes_count ();

  for (gsize i = 0; i < n_routes; i++)
    {
      const SalonServerRoute *route = salon_server_routes_get ((byte + i) % n_routes);

      if (route->body != NULL)
        return route;
    }
  g_assert_not_reached ();
}

/* Whatever was let in is text without holes, and no longer than it may be. */
static void
read_all (const SalonServerSchema *schema, yyjson_val *object)
{
  for (const SalonServerField *field = schema->fields; field->name != NULL; field++)
    {
      yyjson_val *value = yyjson_obj_get (object, field->name);

      if ((field->flags & SALON_SERVER_FIELD_REQUIRED) != 0)
        g_assert_nonnull (value);
      if (field->kind == SALON_SERVER_KIND_TEXT && yyjson_is_str (value))
        {
          g_assert_cmpuint (strlen (yyjson_get_str (value)), ==, yyjson_get_len (value));
          g_assert_true (g_utf8_validate (yyjson_get_str (value), -1, NULL));
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const SalonServerRoute *route = choose_route (size > 0 ? data[0] : 0);
  const char *text = size > 0 ? (const char *) data + 1 : "";
  gsize length = size > 0 ? size - 1 : 0;
  g_autoptr (GPtrArray) faults = NULL;
  yyjson_doc *doc;

  if (!salon_server_dispatch_is_shallow (text, length))
    return 0;
  doc = yyjson_read (text, length, 0);
  if (doc == NULL)
    return 0;
  faults = salon_server_schema_check (route->body, yyjson_doc_get_root (doc));
  g_assert_cmpuint (faults->len, <=, MOST_FAULTS);
  if (faults->len == 0)
    read_all (route->body, yyjson_doc_get_root (doc));
  yyjson_doc_free (doc);
  return 0;
}
