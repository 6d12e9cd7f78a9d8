/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The routes are one table, made of the tables of the topics. From it come the dispatch, the checks
 * before a handler runs, openapi.json and the names in the measures.
 */
#pragma once

#include "salon-server-context.h"
#include "salon-server-error.h"
#include "salon-server-request.h"
#include "salon-server-response.h"
#include "salon-server-schema.h"

G_BEGIN_DECLS

/* Blocks; runs in a worker thread. NULL with @error set, or an answer. */
typedef SalonServerResponse *(*SalonServerHandler) (SalonServerContext *context,
                                                    SalonServerRequest *request,
                                                    GError **error);

typedef enum
{
  SALON_SERVER_RIGHT_PUBLIC,
  SALON_SERVER_RIGHT_BOOKING_TOKEN, /* a bearer token must be there; the handler compares it */
  SALON_SERVER_RIGHT_ADMIN,
  SALON_SERVER_RIGHT_OWNER,
  SALON_SERVER_RIGHT_PROVIDER, /* a webhook: the handler checks the signature */
} SalonServerRight;

typedef enum
{
  SALON_SERVER_ROUTE_PLAIN = 0,
  SALON_SERVER_ROUTE_IDEMPOTENT = 1 << 0, /* minds Idempotency-Key */
  SALON_SERVER_ROUTE_RAW_BODY = 1 << 1,   /* the body is what it is, and not parsed */
  SALON_SERVER_ROUTE_STREAM = 1 << 2,     /* the answer goes on */
  SALON_SERVER_ROUTE_CACHEABLE = 1 << 3,  /* without Cache-Control: no-store */
  SALON_SERVER_ROUTE_LARGE_BODY = 1 << 4, /* from who shows a good token at the beginning */
  /* A page of the site, for a person: not in openapi.json, its failures are pages, any query is let in
   * and the handler reads what it knows, and the body is that of a form. */
  SALON_SERVER_ROUTE_PAGE = 1 << 5,
  SALON_SERVER_ROUTE_QUERY = 1 << 6, /* a page that is another with another query */
  SALON_SERVER_ROUTE_OPEN = 1 << 7,  /* a page without any secret in it (salon-server-packing.h) */
  /* The handler only reads, and does not look at the principal: whether she is signed in is asked along with
   * what it asks first, and what it answers is told when she is. */
  SALON_SERVER_ROUTE_READS = 1 << 8,
} SalonServerRouteFlags;

typedef struct _SalonServerRoute
{
  const char *method;
  const char *pattern; /* "/api/v1/bookings/{id}/cancel"; a {…} stands for one part */
  SalonServerRight right;
  const SalonServerSchema *body;  /* nullable */
  const SalonServerSchema *query; /* nullable: none is allowed */
  const SalonServerSchema *reply; /* nullable */
  SalonServerHandler handler;
  const char *summary;
  SalonServerRouteFlags flags;
  guint status;           /* of a success; 0 is 200 */
  const char *reply_type; /* NULL is application/json */
  const char *limit;      /* the name of the bucket that counts it; NULL is the general one */
} SalonServerRoute;

/* A topic's table, without a terminator. */
typedef struct
{
  const SalonServerRoute *routes;
  gsize n_routes;
} SalonServerRouteTable;

/* Every topic file has one. */
extern const SalonServerRouteTable salon_server_health_routes;
extern const SalonServerRouteTable salon_server_public_routes;
extern const SalonServerRouteTable salon_server_booking_routes;
extern const SalonServerRouteTable salon_server_gift_card_routes;
extern const SalonServerRouteTable salon_server_payment_routes;
extern const SalonServerRouteTable salon_server_payment_link_routes;
extern const SalonServerRouteTable salon_server_review_routes;
extern const SalonServerRouteTable salon_server_auth_routes;
extern const SalonServerRouteTable salon_server_admin_booking_routes;
extern const SalonServerRouteTable salon_server_admin_client_routes;
extern const SalonServerRouteTable salon_server_admin_hours_routes;
extern const SalonServerRouteTable salon_server_admin_money_routes;
extern const SalonServerRouteTable salon_server_admin_service_routes;
extern const SalonServerRouteTable salon_server_admin_figures_routes;
extern const SalonServerRouteTable salon_server_admin_stats_routes;
extern const SalonServerRouteTable salon_server_sync_routes;
extern const SalonServerRouteTable salon_site_content_routes;
extern const SalonServerRouteTable salon_site_steps_routes;
extern const SalonServerRouteTable salon_site_day_routes;
extern const SalonServerRouteTable salon_site_details_routes;
extern const SalonServerRouteTable salon_site_wait_routes;
extern const SalonServerRouteTable salon_site_appointment_routes;
extern const SalonServerRouteTable salon_site_file_routes;
extern const SalonServerRouteTable salon_site_gift_routes;
extern const SalonServerRouteTable salon_site_gift_order_routes;
extern const SalonServerRouteTable salon_site_gift_balance_routes;
extern const SalonServerRouteTable salon_site_payment_routes;
extern const SalonServerRouteTable salon_site_move_routes;

gsize salon_server_routes_count (void);
/* NULL beyond the last. */
const SalonServerRoute *salon_server_routes_get (gsize index);
gsize salon_server_routes_index (const SalonServerRoute *route);

/**
 * salon_server_routes_find:
 * @parameters: (out) (transfer full): what stands for the {…}
 *
 * Fails with NOT_FOUND, and with METHOD when only the method is another.
 */
const SalonServerRoute *salon_server_routes_find (const char *method,
                                                  const char *path,
                                                  GHashTable **parameters,
                                                  GError **error);

/* openapi.json, made once. Transfer none. */
GBytes *salon_server_routes_get_openapi (void);

G_END_DECLS
