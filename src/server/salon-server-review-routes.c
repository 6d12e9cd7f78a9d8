/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people say of the salon. */
#include <string.h>

#include "salon-reviews.h"
#include "salon-server-route.h"

static SalonServerResponse *
get_reviews (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  char *json = salon_reviews_read (context, error);
  g_autoptr (GBytes) body = json != NULL ? g_bytes_new_take (json, strlen (json)) : NULL;

  return body != NULL ? salon_server_response_new_bytes (200, "application/json", body) : NULL;
}

static const SalonServerRoute routes[] = {
  { .method = "GET",
    .pattern = "/api/v1/reviews",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .reply = &salon_reviews_schema,
    .handler = get_reviews,
    .summary = "What people say of the salon at Google" },
};

const SalonServerRouteTable salon_server_review_routes = { routes, G_N_ELEMENTS (routes) };
