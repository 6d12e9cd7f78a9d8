/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gift cards for everybody: buying one, asking what is left on one, and its paper. */
#include <string.h>

#include "core/salon-instant.h"
#include "core/salon-money.h"
#include "core/salon-phone.h"
#include "core/salon-text.h"
#include "salon-checkout.h"
#include "salon-gift-purchase.h"
#include "salon-secret.h"
#include "salon-server-route.h"
#include "salon-server-rows.h"
#include "salon-voucher-paper.h"

#define MIN_CENTS 1000
#define MAX_CENTS 100000
#define PAGE_SECONDS (2 * 60 * 60)

static const char *const states[] = { "active", "used", "expired", NULL };
static const char *const pending[] = { "pending", NULL };
static const char *const providers[] = { "stripe", "paypal", "lydia", "wero", NULL };

static const SalonServerSchema request_schema = {
  "GiftCardRequest",
  (const SalonServerField[]) {
    { "amount", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_NULLABLE, MIN_CENTS, MAX_CENTS,
      .summary = "Either this or a service" },
    { "service_id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_NULLABLE },
    { "buyer_name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 120 },
    { "buyer_email", SALON_SERVER_KIND_EMAIL, SALON_SERVER_FIELD_REQUIRED },
    { "buyer_phone", SALON_SERVER_KIND_PHONE, SALON_SERVER_FIELD_NULLABLE },
    { "recipient_name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 120 },
    { "recipient_email", SALON_SERVER_KIND_EMAIL, SALON_SERVER_FIELD_NULLABLE },
    { "custom_message", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_NULLABLE, 0, 500 },
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

static void
add_text (yyjson_mut_doc *doc, yyjson_mut_val *root, SalonServerRequest *request, const char *name)
{
  const char *text = salon_server_request_get_text (request, name);

  if (text != NULL && *text != '\0')
    yyjson_mut_obj_add_strcpy (doc, root, name, text);
}

/* What the card will be made of, when it is paid. */
static char *
describe_card (SalonServerRequest *request)
{
  static const char *const names[] = { "service_id",     "buyer_name",      "buyer_email",
                                       "recipient_name", "recipient_email", "custom_message" };
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  char *written;
  char *text;

  yyjson_mut_doc_set_root (doc, root);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    add_text (doc, root, request, names[i]);
  written = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, NULL);
  text = g_strdup (written);
  free (written);
  yyjson_mut_doc_free (doc);
  return text;
}

/* The price of the service, or the amount; FALSE with @error set. */
static gboolean
read_price (SalonServerContext *context,
            SalonServerRequest *request,
            SalonPaymentOrder *order,
            GError **error)
{
  const char *amount = salon_server_request_get_text (request, "amount");
  const char *service = salon_server_request_get_text (request, "service_id");
  const char *const values[] = { service };
  g_autoptr (PGresult) rows = NULL;

  if ((amount == NULL) == (service == NULL))
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_INVALID,
                           "A gift card is either of an amount or of a service.");
      return FALSE;
    }
  if (amount != NULL)
    {
      order->description = g_strdup ("Bon cadeau");
      return salon_money_from_wire (amount, &order->amount_cents, error);
    }
  rows = salon_server_context_query (
    context,
    "SELECT name, (price * 100)::bigint FROM public.services WHERE id = $1::uuid AND is_active", 1,
    values, error);
  if (rows == NULL)
    return FALSE;
  if (PQntuples (rows) == 0 || g_ascii_strtoll (PQgetvalue (rows, 0, 1), NULL, 10) < MIN_CENTS)
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                           "This service cannot be given.");
      return FALSE;
    }
  order->description = g_strdup_printf ("Bon cadeau : %s", PQgetvalue (rows, 0, 0));
  order->amount_cents = g_ascii_strtoll (PQgetvalue (rows, 0, 1), NULL, 10);
  return TRUE;
}

static SalonPaymentOrder *
make_order (SalonServerContext *context,
            SalonServerRequest *request,
            const char *token,
            GError **error)
{
  g_autoptr (SalonPaymentOrder) order = g_new0 (SalonPaymentOrder, 1);
  const char *provider = salon_server_request_get_text (request, "provider");
  const char *phone = salon_server_request_get_text (request, "buyer_phone");

  if (!read_price (context, request, order, error))
    return NULL;
  order->id = g_uuid_string_random ();
  order->gift_card = describe_card (request);
  order->provider = g_strdup (provider != NULL ? provider : "stripe");
  order->currency = g_strdup ("EUR");
  order->email = salon_text_clean (salon_server_request_get_text (request, "buyer_email"));
  if (phone != NULL)
    salon_phone_parse (phone, &order->phone, NULL);
  order->token_hash = salon_secret_digest (token);
  order->expires_at = salon_server_context_get_now (context) / G_USEC_PER_SEC + PAGE_SECONDS;
  return g_steal_pointer (&order);
}

static SalonServerResponse *
post_gift_card (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autofree char *token = salon_secret_new_token ();
  g_autoptr (SalonPaymentOrder) wish = make_order (context, request, token, error);
  g_autoptr (SalonPaymentOrder) order =
    wish != NULL ? salon_checkout_for_order (context, wish, error) : NULL;
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

/* One row, found as it was typed or as it is printed; NULL with NOT_FOUND, which says the same of a code
 * that there is not, one that was made void and one that cannot be. */
static PGresult *
find_card (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  static const char sql[] =
    "SELECT c.id, c.code, c.expiry_date, coalesce (m.balance, 0)::numeric(12,2) AS balance,\n"
    "  CASE\n"
    "    WHEN coalesce (m.balance, 0) <= 0 THEN 'used'\n"
    "    WHEN c.expiry_date < $3::date THEN 'expired'\n"
    "    ELSE 'active'\n"
    "  END AS status,\n"
    "  coalesce (m.balance, 0) > 0\n"
    "    AND c.expiry_date >= $3::date AS valid,\n"
    "  CASE c.type WHEN 'service' THEN s.name END AS service_name\n"
    "FROM public.gift_cards AS c\n"
    "LEFT JOIN public.services AS s ON s.id = c.service_id\n"
    "LEFT JOIN LATERAL (\n"
    "    SELECT sum (g.amount) AS balance FROM public.gift_card_movements AS g WHERE g.card_id = c.id\n"
    "  ) AS m ON TRUE\n"
    "WHERE c.code IN ($1::text, $2::text)\n"
    "  AND coalesce (c.status, 'active') <> 'refunded'\n"
    "ORDER BY c.code = $1::text DESC\n"
    "LIMIT 1";
  const char *typed = salon_server_request_get_parameter (request, "code");
  g_autofree char *code = NULL;
  g_autofree char *day = NULL;
  SalonGiftCardRules rules;
  SalonVoucherVerdict verdict;
  SalonDay today;
  const char *values[] = { typed, NULL, NULL };
  g_autoptr (PGresult) rows = NULL;

  if (!salon_gift_purchase_read_rules (context, &rules, &today, error))
    return NULL;
  salon_voucher_code_read (typed, rules.prefix, &code, &verdict);
  day = salon_day_format (today);
  values[1] = code;
  values[2] = day;
  rows = salon_server_context_query (context, sql, 3, values, error);
  if (rows == NULL)
    return NULL;
  if (PQntuples (rows) == 0)
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                           "There is no gift card with this code.");
      return NULL;
    }
  return g_steal_pointer (&rows);
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
