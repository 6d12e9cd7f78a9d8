/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "salon-server-route.h"

static const SalonServerRouteTable *const tables[] = {
  &salon_server_health_routes,
  &salon_server_public_routes,
  &salon_server_booking_routes,
  &salon_server_gift_card_routes,
  &salon_server_payment_routes,
  &salon_server_review_routes,
  &salon_server_auth_routes,
  &salon_server_admin_booking_routes,
  &salon_server_admin_client_routes,
  &salon_server_admin_hours_routes,
  &salon_server_admin_money_routes,
  &salon_server_admin_service_routes,
  &salon_server_admin_figures_routes,
  &salon_server_admin_stats_routes,
  &salon_server_sync_routes,
  &salon_server_payment_link_routes,
  &salon_site_content_routes,
  &salon_site_file_routes,
  &salon_site_gift_routes,
  &salon_site_gift_order_routes,
  &salon_site_gift_balance_routes,
  &salon_site_payment_routes,
  &salon_site_move_routes,
  &salon_site_steps_routes,
  &salon_site_day_routes,
  &salon_site_details_routes,
  &salon_site_wait_routes,
  &salon_site_appointment_routes,
};

gsize
salon_server_routes_count (void)
{
  gsize n_routes = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    n_routes += tables[i]->n_routes;
  return n_routes;
}

const SalonServerRoute *
salon_server_routes_get (gsize index)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (index < tables[i]->n_routes)
        return &tables[i]->routes[index];
      index -= tables[i]->n_routes;
    }
  return NULL;
}

gsize
salon_server_routes_index (const SalonServerRoute *route)
{
  gsize before = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (route >= tables[i]->routes && route < tables[i]->routes + tables[i]->n_routes)
        return before + (gsize) (route - tables[i]->routes);
      before += tables[i]->n_routes;
    }
  return before;
}

/* The length of a part: up to the next stroke or the end. */
static gsize
measure_part (const char *text)
{
  return strcspn (text, "/");
}

/* Part by part; what stands for a {name} is put into @parameters, if there is one. */
static gboolean
matches (const char *pattern, const char *path, GHashTable *parameters)
{
  while (*pattern != '\0' && *path != '\0')
    {
      gsize n_pattern = measure_part (pattern), n_path = measure_part (path);

      if (*pattern == '{' && n_path > 0)
        {
          if (parameters != NULL)
            g_hash_table_insert (parameters, g_strndup (pattern + 1, n_pattern - 2),
                                 g_strndup (path, n_path));
        }
      else if (n_pattern != n_path || memcmp (pattern, path, n_path) != 0)
        return FALSE;
      pattern += n_pattern;
      path += n_path;
      if (*pattern != *path)
        return FALSE;
      if (*pattern == '/')
        {
          pattern++;
          path++;
        }
    }
  return *pattern == *path;
}

/* Of two patterns that match, the one without a {…} at the first difference is meant. */
static gboolean
is_closer (const SalonServerRoute *route, const SalonServerRoute *than)
{
  const char *a = route->pattern, *b = than->pattern;

  while (*a == *b && *a != '\0')
    {
      a++;
      b++;
    }
  return *b == '{' && *a != '{';
}

const SalonServerRoute *
salon_server_routes_find (const char *method,
                          const char *path,
                          GHashTable **parameters,
                          GError **error)
{
  const SalonServerRoute *found = NULL;
  gboolean other_method = FALSE;

  g_return_val_if_fail (method != NULL && path != NULL && parameters != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (gsize j = 0; j < tables[i]->n_routes; j++)
      {
        const SalonServerRoute *route = &tables[i]->routes[j];

        if (!matches (route->pattern, path, NULL))
          continue;
        if (!g_str_equal (route->method, method))
          other_method = TRUE;
        else if (found == NULL || is_closer (route, found))
          found = route;
      }
  if (found == NULL)
    {
      g_set_error_literal (error, SALON_SERVER_ERROR,
                           other_method ? SALON_SERVER_ERROR_METHOD : SALON_SERVER_ERROR_NOT_FOUND,
                           other_method ? "This address cannot be asked like that."
                                        : "There is nothing at this address.");
      return NULL;
    }
  *parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  matches (found->pattern, path, *parameters);
  return found;
}
