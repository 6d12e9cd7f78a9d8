/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/salon-server-dispatch.h"
#include "server/salon-server-route.h"

static void
find (const char *method, const char *path, const char *pattern)
{
  g_autoptr (GHashTable) parameters = NULL;
  g_autoptr (GError) error = NULL;
  const SalonServerRoute *route = salon_server_routes_find (method, path, &parameters, &error);

  g_test_message ("%s %s", method, path);
  g_assert_no_error (error);
  g_assert_cmpstr (route->pattern, ==, pattern);
}

static void
miss (const char *method, const char *path, SalonServerError code)
{
  g_autoptr (GHashTable) parameters = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s %s", method, path);
  g_assert_null (salon_server_routes_find (method, path, &parameters, &error));
  g_assert_error (error, SALON_SERVER_ERROR, (int) code);
}

static void
test_finds_the_closest (void)
{
  find ("GET", "/api/v1/services", "/api/v1/services");
  find ("GET", "/api/v1/services/7", "/api/v1/services/{id}");
  find ("DELETE", "/api/v1/bookings/7/cancel", "/api/v1/bookings/{id}/cancel");
  find ("POST", "/api/v1/payments/stripe", "/api/v1/payments/stripe");
  find ("POST", "/api/v1/payments/paypal", "/api/v1/payments/{provider}");
  miss ("GET", "/api/v1/services/", SALON_SERVER_ERROR_NOT_FOUND);
  miss ("GET", "/api/v1/services/7/8", SALON_SERVER_ERROR_NOT_FOUND);
  miss ("GET", "/api/v1//services", SALON_SERVER_ERROR_NOT_FOUND);
  miss ("GET", "/API/v1/services", SALON_SERVER_ERROR_NOT_FOUND);
  miss ("GET", "", SALON_SERVER_ERROR_NOT_FOUND);
  miss ("DELETE", "/api/v1/services", SALON_SERVER_ERROR_METHOD);
  miss ("get", "/api/v1/services", SALON_SERVER_ERROR_METHOD);
}

/* A table with a mistake in it is found here, and not by a client. */
static void
test_tables_hold_together (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const SalonServerRoute *route;

  for (gsize i = 0; (route = salon_server_routes_get (i)) != NULL; i++)
    {
      g_test_message ("%s %s", route->method, route->pattern);
      g_assert_true (
        g_hash_table_add (seen, g_strdup_printf ("%s %s", route->method, route->pattern)));
      g_assert_cmpuint (salon_server_routes_index (route), ==, i);
      g_assert_nonnull (route->handler);
      g_assert_nonnull (route->summary);
      g_assert_true (*route->pattern == '/');
      if ((route->flags & SALON_SERVER_ROUTE_IDEMPOTENT) != 0)
        g_assert_cmpstr (route->method, ==, "POST");
      /* Whatever only somebody who is known may see is never kept on the way to her. */
      if ((route->flags & SALON_SERVER_ROUTE_CACHEABLE) != 0)
        g_assert_cmpint (route->right, ==, SALON_SERVER_RIGHT_PUBLIC);
      /* Its handler runs before it is known who asks: it may do nothing but read. */
      if ((route->flags & SALON_SERVER_ROUTE_READS) != 0)
        {
          g_assert_cmpstr (route->method, ==, "GET");
          g_assert_true (route->right == SALON_SERVER_RIGHT_ADMIN
                         || route->right == SALON_SERVER_RIGHT_OWNER);
          g_assert_cmpint (route->flags & SALON_SERVER_ROUTE_STREAM, ==, 0);
        }
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, salon_server_routes_count ());
}

static void
test_measures_depth (void)
{
  g_autofree char *deep = g_strnfill (SALON_SERVER_MAX_JSON_DEPTH + 1, '[');
  static const char braces[] = "{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[[\"}";

  g_assert_true (salon_server_dispatch_is_shallow (deep, SALON_SERVER_MAX_JSON_DEPTH));
  g_assert_false (salon_server_dispatch_is_shallow (deep, SALON_SERVER_MAX_JSON_DEPTH + 1));
  g_assert_true (salon_server_dispatch_is_shallow (braces, strlen (braces)));
  g_assert_true (salon_server_dispatch_is_shallow ("\"\\", 2));
}

int
main (int n_arguments, char **arguments)
{
  g_test_init (&n_arguments, &arguments, NULL);

  g_test_add_func ("/salon/server-routes/finds-the-closest", test_finds_the_closest);
  g_test_add_func ("/salon/server-routes/tables-hold-together", test_tables_hold_together);
  g_test_add_func ("/salon/server-routes/measures-depth", test_measures_depth);
  return g_test_run ();
}
