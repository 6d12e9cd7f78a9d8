/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gift cards for everybody: buying one, asking what is left on one, and its paper. */
#include "core/salon-instant.h"
#include "core/salon-money.h"
#include "salon-gift-lookup.h"
#include "salon-gift-order.h"
#include "salon-secret.h"
#include "salon-server-route.h"
#include "salon-server-rows.h"
#include "salon-voucher-paper.h"

static const char *const states[] = { "active", "used", "expired", NULL };
static const char *const pending[] = { "pending", NULL };
static const char *const providers[] = { "stripe", "paypal", "lydia", "wero", NULL };

static const SalonServerSchema request_schema = {
  "GiftCardRequest",
  (const SalonServerField[]) {
    { "amount", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_NULLABLE, SALON_GIFT_ORDER_MIN_CENTS,
      SALON_GIFT_ORDER_MAX_CENTS, .summary = "Either this or a service" },
    { "service_id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_NULLABLE },
    { "buyer_name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1,
      SALON_GIFT_ORDER_MOST_NAME },
    { "buyer_email", SALON_SERVER_KIND_EMAIL, SALON_SERVER_FIELD_REQUIRED },
    { "buyer_phone", SALON_SERVER_KIND_PHONE, SALON_SERVER_FIELD_NULLABLE },
    { "recipient_name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1,
      SALON_GIFT_ORDER_MOST_NAME },
    { "recipient_email", SALON_SERVER_KIND_EMAIL, SALON_SERVER_FIELD_NULLABLE },
    { "custom_message", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_NULLABLE, 0,
      SALON_GIFT_ORDER_MOST_MESSAGE },
    { "provider", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_OPTIONAL, .choices = providers,
      .summary = "By whom it is paid; stripe when it is left out" },
    { NULL },
  },
};

static const SalonServerSchema order_schema = {
  "GiftCardOrder",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED,
      .summary = "Of the payment, whose state says when the card is there" },
    { "status", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED, .choices = pending },
    { "amount", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED },
    { "payment_url", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 4000 },
    { "expires_at", SALON_SERVER_KIND_INSTANT, SALON_SERVER_FIELD_REQUIRED },
    { "token", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED,
      .summary = "Shows what has become of the payment; given only here" },
    { NULL },
  },
};

static const SalonServerSchema card_schema = {
  "GiftCard",
  (const SalonServerField[]) {
    { "code", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "valid", SALON_SERVER_KIND_BOOLEAN, SALON_SERVER_FIELD_REQUIRED },
    { "status", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED, .choices = states },
    { "balance", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED },
    { "expiry_date", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED },
    { "service_name", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { NULL },
  },
};

/* --- Buying --- */

static SalonServerResponse *
post_gift_card (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  const char *provider = salon_server_request_get_text (request, "provider");
  const SalonGiftWish wish = {
    .amount = salon_server_request_get_text (request, "amount"),
    .service_id = salon_server_request_get_text (request, "service_id"),
    .buyer_name = salon_server_request_get_text (request, "buyer_name"),
    .buyer_email = salon_server_request_get_text (request, "buyer_email"),
    .buyer_phone = salon_server_request_get_text (request, "buyer_phone"),
    .recipient_name = salon_server_request_get_text (request, "recipient_name"),
    .recipient_email = salon_server_request_get_text (request, "recipient_email"),
    .message = salon_server_request_get_text (request, "custom_message"),
    .provider = provider != NULL ? provider : "stripe",
  };
  g_autofree char *token = salon_secret_new_token ();
  g_autoptr (SalonPaymentOrder) order = salon_gift_order_place (context, &wish, NULL, token, error);
  g_autofree char *amount = NULL;
  g_autofree char *expires = NULL;
  yyjson_mut_doc *doc = NULL;
  yyjson_mut_val *root = NULL;

  if (order == NULL)
    return NULL;
  amount = salon_money_to_wire (order->amount_cents);
  expires = salon_instant_to_wire (order->expires_at);
  doc = yyjson_mut_doc_new (NULL);
  root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "id", order->id);
  yyjson_mut_obj_add_str (doc, root, "status", "pending");
  yyjson_mut_obj_add_strcpy (doc, root, "amount", amount);
  yyjson_mut_obj_add_strcpy (doc, root, "payment_url", order->url);
  yyjson_mut_obj_add_strcpy (doc, root, "expires_at", expires);
  yyjson_mut_obj_add_strcpy (doc, root, "token", token);
  return salon_server_response_new_json (201, doc);
}

/* --- Asking --- */

static PGresult *
find_card (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return salon_gift_lookup_find (context, salon_server_request_get_parameter (request, "code"),
                                 NULL, error);
}

static SalonServerResponse *
get_gift_card (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (PGresult) rows = find_card (context, request, error);
  yyjson_mut_doc *doc = NULL;

  if (rows == NULL)
    return NULL;
  doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (doc, salon_server_rows_to_object (rows, 0, &card_schema, doc));
  return salon_server_response_new_json (200, doc);
}

static SalonServerResponse *
get_paper (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (PGresult) rows = find_card (context, request, error);
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *disposition = NULL;
  g_autofree char *name = NULL;
  SalonServerResponse *response = NULL;

  if (rows == NULL)
    return NULL;
  pdf = salon_voucher_paper_draw (context, salon_server_rows_get (rows, 0, "id"), error);
  if (pdf == NULL)
    return NULL;
  /* A code of another program may have any sign in it. */
  name = g_strdup (salon_server_rows_get (rows, 0, "code"));
  g_strcanon (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-", '-');
  disposition = g_strdup_printf ("inline; filename=\"bon-cadeau-%s.pdf\"", name);
  response = salon_server_response_new_bytes (200, "application/pdf", pdf);
  salon_server_response_set_header (response, "Content-Disposition", disposition);
  return response;
}

static const SalonServerRoute routes[] = {
  { .method = "POST",
    .pattern = "/api/v1/gift-cards",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .body = &request_schema,
    .reply = &order_schema,
    .handler = post_gift_card,
    .summary = "Order a gift card; it is there when it is paid",
    .flags = SALON_SERVER_ROUTE_IDEMPOTENT,
    .status = 201,
    .limit = "payment" },
  { .method = "GET",
    .pattern = "/api/v1/gift-cards/{code}",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .reply = &card_schema,
    .handler = get_gift_card,
    .summary = "What is left on a gift card, and until when it is good",
    .limit = "code" },
  { .method = "GET",
    .pattern = "/api/v1/gift-cards/{code}/pdf",
    .right = SALON_SERVER_RIGHT_PUBLIC,
    .handler = get_paper,
    .summary = "Its paper, to be printed",
    .reply_type = "application/pdf",
    .limit = "code" },
};

const SalonServerRouteTable salon_server_gift_card_routes = { routes, G_N_ELEMENTS (routes) };
