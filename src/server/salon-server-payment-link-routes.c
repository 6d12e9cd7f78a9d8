/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has become of the links to pay that were made for a booking. Made by salon-server-payment-routes.c. */
#include "salon-job.h"
#include "salon-payments.h"
#include "salon-server-admin.h"
#include "salon-server-rows.h"

#define MOST_LINKS "20"

static const char *const providers[] = { "stripe", "paypal", "lydia", "wero", NULL };
static const char *const states[] = { "pending", "paid", "closed", NULL };

static const SalonServerSchema link_schema = {
  "PaymentLink",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "provider", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "status", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED, .choices = states },
    { "amount", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED },
    { "currency", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "payment_url", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 4000,
      .summary = "Where to pay; null when it is paid or cannot be any more" },
    { "expires_at", SALON_SERVER_KIND_INSTANT, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const SalonServerSchema links_schema = {
  "PaymentLinks",
  (const SalonServerField[]) {
    { "providers", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .choices = providers, .most_items = G_N_ELEMENTS (providers),
      .summary = "By whom people can pay here" },
    { "links", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &link_schema, .most_items = 20, .summary = "The latest first" },
    { NULL },
  },
};

static const SalonServerSchema links_query = {
  "PaymentLinksQuery",
  (const SalonServerField[]) {
    { "booking_id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static void
add_providers (SalonServerContext *context, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, root, "providers");

  for (gsize i = 0; providers[i] != NULL; i++)
    if (salon_payments_get_provider (context, providers[i], NULL) != NULL)
      yyjson_mut_arr_add_str (doc, list, providers[i]);
}

/* Whoever asks wants to know it now: the providers are looked up, should none have told. */
static gboolean
look_up_open (SalonServerContext *context, const PGresult *rows, GError **error)
{
  for (int i = 0; i < PQntuples (rows); i++)
    if (g_str_equal (salon_server_rows_get (rows, i, "status"), "pending")
        && !salon_job_add (context, SALON_JOB_SETTLE, salon_server_rows_get (rows, i, "id"), 0,
                           error))
      return FALSE;
  return TRUE;
}

static SalonServerResponse *
get_links (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  static const char sql[] =
    "SELECT id, provider, state AS status, (amount_cents / 100.0)::numeric(12,2) AS amount,\n"
    "  currency,\n"
    "  CASE WHEN state = 'pending' AND expires_at > now () THEN url END AS payment_url,\n"
    "  to_char (expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS expires_at\n"
    "FROM salon.payment_orders\n"
    "WHERE booking_id = $1::uuid AND url IS NOT NULL\n"
    "ORDER BY payment_orders.created_at DESC, id\n"
    "LIMIT " MOST_LINKS;
  const char *const values[] = { salon_server_request_get_query (request, "booking_id") };
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 1, values, error);
  yyjson_mut_doc *doc = NULL;
  yyjson_mut_val *root = NULL;
  yyjson_mut_val *links = NULL;

  if (rows == NULL || !look_up_open (context, rows, error))
    return NULL;
  doc = yyjson_mut_doc_new (NULL);
  root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  add_providers (context, doc, root);
  links = yyjson_mut_obj_add_arr (doc, root, "links");
  for (int i = 0; i < PQntuples (rows); i++)
    yyjson_mut_arr_append (links, salon_server_rows_to_object (rows, i, &link_schema, doc));
  return salon_server_response_new_json (200, doc);
}

static const SalonServerRoute routes[] = {
  { .method = "GET",
    .pattern = "/api/v1/admin/payments/links",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .query = &links_query,
    .reply = &links_schema,
    .handler = get_links,
    .summary =
      "By whom a client can pay in advance, and what became of the addresses that she was sent" },
};

const SalonServerRouteTable salon_server_payment_link_routes = { routes, G_N_ELEMENTS (routes) };
