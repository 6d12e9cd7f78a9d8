/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paying online, what providers tell, and giving money back. */
#include <string.h>

#include "core/salon-instant.h"
#include "core/salon-money.h"
#include "salon-checkout.h"
#include "salon-job.h"
#include "salon-payment-operation.h"
#include "salon-payment-settle.h"
#include "salon-payments.h"
#include "salon-secret.h"
#include "salon-server-route.h"
#include "salon-server-rows.h"
#include "salon-server-transaction.h"
#include "salon-storage.h"

static const char *const states[] = { "pending", "paid", "closed", NULL };
static const char *const refund_states[] = { "done", "on_its_way", "by_hand", NULL };
static const char *const attentions[] = { "paid_too_late",
                                          "paid_after_cancelling",
                                          "not_what_was_ordered",
                                          "refund_by_hand",
                                          "refund_refused",
                                          "disputed",
                                          "overpaid",
                                          NULL };

static const SalonServerSchema request_schema = {
  "PaymentRequest",
  (const SalonServerField[]) {
    { "booking_id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const SalonServerSchema link_schema = {
  "PaymentLinkRequest",
  (const SalonServerField[]) {
    { "booking_id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "provider", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 20 },
    { NULL },
  },
};

static const SalonServerSchema payment_schema = {
  "Payment",
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
    { "gift_card_code", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 50,
      .summary = "Of the gift card that was paid with it" },
    { "gift_card_pdf_url", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 4000,
      .summary = "Its paper; may be asked for again when it does not open any more" },
    { NULL },
  },
};

static const SalonServerSchema received_schema = {
  "WebhookReceived",
  (const SalonServerField[]) {
    { "received", SALON_SERVER_KIND_BOOLEAN, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const SalonServerSchema refund_request_schema = {
  "RefundRequest",
  (const SalonServerField[]) {
    { "amount", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_NULLABLE, 1, 99999999,
      .summary = "All that is left when it is left out" },
    { NULL },
  },
};

static const SalonServerSchema refund_schema = {
  "Refund",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "payment_id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "status", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED, .choices = refund_states },
    { NULL },
  },
};

static const SalonServerSchema attention_schema = {
  "PaymentAttention",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "booking_id", SALON_SERVER_KIND_UUID,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "provider", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "amount", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED },
    { "attention", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED, .choices = attentions },
    { NULL },
  },
};

static const SalonServerSchema attentions_schema = {
  "PaymentAttentions",
  (const SalonServerField[]) {
    { "payments", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &attention_schema, .most_items = 100 },
    { NULL },
  },
};

/* --- Paying --- */

static SalonServerResponse *
show (const SalonPaymentOrder *order, const char *code, const char *pdf_url, guint status)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  g_autofree char *amount = salon_money_to_wire (order->amount_cents);
  g_autofree char *expires = salon_instant_to_wire (order->expires_at);
  gboolean is_pending = strcmp (order->state != NULL ? order->state : "pending", "pending") == 0;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "id", order->id);
  yyjson_mut_obj_add_strcpy (doc, root, "provider", order->provider);
  yyjson_mut_obj_add_strcpy (doc, root, "status", is_pending ? "pending" : order->state);
  yyjson_mut_obj_add_strcpy (doc, root, "amount", amount);
  yyjson_mut_obj_add_strcpy (doc, root, "currency", order->currency);
  yyjson_mut_obj_add_val (doc, root, "payment_url",
                          is_pending && order->url != NULL ? yyjson_mut_strcpy (doc, order->url)
                                                           : yyjson_mut_null (doc));
  yyjson_mut_obj_add_strcpy (doc, root, "expires_at", expires);
  yyjson_mut_obj_add_val (doc, root, "gift_card_code",
                          code != NULL ? yyjson_mut_strcpy (doc, code) : yyjson_mut_null (doc));
  yyjson_mut_obj_add_val (doc, root, "gift_card_pdf_url",
                          pdf_url != NULL ? yyjson_mut_strcpy (doc, pdf_url)
                                          : yyjson_mut_null (doc));
  return salon_server_response_new_json (status, doc);
}

static SalonServerResponse *
pay (SalonServerContext *context, SalonServerRequest *request, const char *provider, GError **error)
{
  const char *bearer = salon_server_request_get_bearer (request);
  g_autofree char *digest = salon_secret_digest (bearer != NULL ? bearer : "");
  g_autoptr (SalonPaymentOrder) order =
    salon_checkout_for_booking (context, salon_server_request_get_text (request, "booking_id"),
                                digest, provider, error);

  return order != NULL ? show (order, NULL, NULL, 201) : NULL;
}

static SalonServerResponse *
post_stripe (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return pay (context, request, "stripe", error);
}

static SalonServerResponse *
post_payment (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return pay (context, request, salon_server_request_get_parameter (request, "provider"), error);
}

/* The salon sends somebody a link to pay. */
static SalonServerResponse *
post_link (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (SalonPaymentOrder) order =
    salon_checkout_for_booking (context, salon_server_request_get_text (request, "booking_id"),
                                NULL, salon_server_request_get_text (request, "provider"), error);

  return order != NULL ? show (order, NULL, NULL, 201) : NULL;
}

/* Where it is stored, or where it is drawn. */
static char *
make_pdf_url (SalonServerContext *context, const char *code, const char *object_name)
{
  char *url = object_name != NULL ? salon_storage_make_url (context, object_name) : NULL;

  if (url != NULL)
    return url;
  return g_strdup_printf ("%s/api/v1/gift-cards/%s/pdf",
                          salon_payments_get_settings (context)->api_url, code);
}

static SalonServerResponse *
get_payment (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  const char *bearer = salon_server_request_get_bearer (request);
  g_autofree char *digest = salon_secret_digest (bearer != NULL ? bearer : "");
  g_autoptr (SalonPaymentOrder) order =
    salon_payment_order_load (context, salon_server_request_get_parameter (request, "id"), FALSE,
                              error);
  g_autoptr (PGresult) card = NULL;
  g_autofree char *pdf_url = NULL;
  const char *values[] = { NULL };

  if (order == NULL)
    return NULL;
  if (!salon_secret_is_equal (order->token_hash, digest))
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                           "There is no such payment.");
      return NULL;
    }
  values[0] = order->gift_card_id;
  card = salon_server_context_query (context,
                                     "SELECT c.code, f.object_name FROM public.gift_cards AS c\n"
                                     "LEFT JOIN salon.voucher_files AS f ON f.card_id = c.id\n"
                                     "WHERE c.id = $1::uuid",
                                     1, values, error);
  if (card == NULL)
    return NULL;
  /* Whoever comes back from the page is sooner here than the webhook, maybe: it is looked up. */
  if (strcmp (order->state, "pending") == 0
      && !salon_job_add (context, SALON_JOB_SETTLE, order->id, 0, error))
    return NULL;
  if (PQntuples (card) == 0)
    return show (order, NULL, NULL, 200);
  pdf_url =
    make_pdf_url (context, PQgetvalue (card, 0, 0), salon_server_rows_get (card, 0, "object_name"));
  return show (order, PQgetvalue (card, 0, 0), pdf_url, 200);
}

/* --- Webhooks --- */

typedef struct
{
  const char *provider;
  SalonWebhook *webhook;
} Event;

static const char *
look_up_header (const char *name, gpointer user_data)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return salon_server_request_get_header (user_data, lower);
}

/* The order that it is about; of Wero the one who tells is Stripe. */
static PGresult *
find_order (SalonServerContext *context, const Event *event, GError **error)
{
  static const char sql[] =
    "SELECT id, $3::text ILIKE '%dispute%' OR $3::text LIKE '%REVERSED' AS is_disputed\n"
    "FROM salon.payment_orders\n"
    "WHERE provider IN ($4::text, CASE $4::text WHEN 'stripe' THEN 'wero' END)\n"
    "  AND (id::text = $1::text OR provider_id = $2::text OR capture_id = $2::text)";
  const char *const values[] = { event->webhook->reference, event->webhook->provider_name,
                                 event->webhook->kind, event->provider };

  return salon_server_context_query (context, sql, 4, values, error);
}

/* The event, once; and the job that looks at what it is about, each time: a provider that tells twice
 * may have changed its mind. */
static gboolean
keep_event (SalonServerContext *context, gpointer user_data, GError **error)
{
  static const char sql[] = "INSERT INTO salon.webhooks (provider, event_id, kind, order_id)\n"
                            "VALUES ($1::text, $2::text, $3::text, $4::uuid)\n"
                            "ON CONFLICT DO NOTHING";
  Event *event = user_data;
  g_autoptr (PGresult) order = find_order (context, event, error);
  const char *order_id = order != NULL && PQntuples (order) > 0 ? PQgetvalue (order, 0, 0) : NULL;
  const char *const values[] = { event->provider, event->webhook->event_id, event->webhook->kind,
                                 order_id };
  g_autoptr (PGresult) kept =
    order != NULL ? salon_server_context_query (context, sql, 4, values, error) : NULL;

  if (kept == NULL)
    return FALSE;
  if (order_id == NULL)
    return TRUE;
  if (*PQgetvalue (order, 0, 1) == 't'
      && !salon_payment_order_set_attention (context, order_id, "disputed", error))
    return FALSE;
  return salon_job_add (context, SALON_JOB_SETTLE, order_id, 0, error);
}

static SalonServerResponse *
receive (SalonServerContext *context, SalonServerRequest *request, const char *name, GError **error)
{
  GError *failure = NULL;
  SalonPaymentProvider *provider = salon_payments_get_provider (context, name, &failure);
  g_autoptr (SalonWebhook) webhook = NULL;
  Event event = { name, NULL };
  yyjson_mut_doc *doc = NULL;
  yyjson_mut_val *root = NULL;

  if (provider != NULL)
    webhook =
      salon_payment_provider_read_webhook (provider, look_up_header, request, request->body,
                                           salon_server_context_get_now (context) / G_USEC_PER_SEC,
                                           context->cancellable, &failure);
  if (webhook == NULL)
    {
      salon_server_measures_add (context->measures, SALON_SERVER_COUNT_WEBHOOKS_REFUSED, 1);
      salon_payments_explain (failure, error);
      return NULL;
    }
  salon_server_measures_add (context->measures, SALON_SERVER_COUNT_WEBHOOKS, 1);
  event.webhook = webhook;
  if (!salon_server_transaction_run (context, "web", "Hear from a provider", keep_event, &event,
                                     error))
    return NULL;
  doc = yyjson_mut_doc_new (NULL);
  root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_bool (doc, root, "received", TRUE);
  return salon_server_response_new_json (200, doc);
}

static SalonServerResponse *
post_stripe_webhook (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return receive (context, request, "stripe", error);
}

static SalonServerResponse *
post_webhook (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return receive (context, request, salon_server_request_get_parameter (request, "provider"),
                  error);
}

/* --- Giving back --- */

typedef struct
{
  const char *payment_id;
  const char *operation_id; /* nullable */
  gint64 amount_cents;
  const char *by;
  char *operation; /* (out) */
} Refund;

/* The same key is the same refund, also when the program died before it could answer; NULL without one. */
static char *
make_operation_id (SalonServerRequest *request)
{
  const char *key = salon_server_request_get_header (request, "idempotency-key");
  g_autofree char *text = NULL;
  g_autofree char *digest = NULL;

  if (key == NULL)
    return NULL;
  text = g_strdup_printf ("%s %s", request->path, key);
  digest = salon_secret_digest (text);
  return g_strdup_printf ("%.8s-%.4s-8%.3s-8%.3s-%.12s", digest, digest + 8, digest + 12,
                          digest + 15, digest + 18);
}

static gboolean
order_refund (SalonServerContext *context, gpointer user_data, GError **error)
{
  Refund *refund = user_data;

  g_clear_pointer (&refund->operation, g_free);
  refund->operation =
    salon_payment_order_add_refund (context, refund->payment_id, refund->operation_id,
                                    refund->amount_cents, refund->by, error);
  return refund->operation != NULL;
}

static const char *
describe (SalonPaymentOperationState state)
{
  switch (state)
    {
    case SALON_PAYMENT_OPERATION_SENT:
      return "done";
    case SALON_PAYMENT_OPERATION_MANUAL:
      return "by_hand";
    case SALON_PAYMENT_OPERATION_WAITING:
    case SALON_PAYMENT_OPERATION_UNKNOWN:
    case SALON_PAYMENT_OPERATION_FAILED:
      break;
    }
  return "on_its_way";
}

static SalonServerResponse *
show_refund (const char *payment_id, const char *operation, SalonPaymentOperationState state)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "id", operation);
  yyjson_mut_obj_add_strcpy (doc, root, "payment_id", payment_id);
  yyjson_mut_obj_add_str (doc, root, "status", describe (state));
  return salon_server_response_new_json (200, doc);
}

/* Asks the provider at once; what does not come through a worker sees to. */
static SalonServerResponse *
post_refund (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  const char *amount = salon_server_request_get_text (request, "amount");
  g_autofree char *operation_id = make_operation_id (request);
  Refund refund = { salon_server_request_get_parameter (request, "id"), operation_id, 0,
                    request->principal.name != NULL ? request->principal.name : "web", NULL };
  SalonPaymentOperationState state = SALON_PAYMENT_OPERATION_WAITING;
  GError *failure = NULL;
  gboolean is_over = FALSE;
  g_autofree char *operation = NULL;

  if (amount != NULL && !salon_money_from_wire (amount, &refund.amount_cents, error))
    return NULL;
  if (!salon_server_transaction_run (context, refund.by, "Refund online", order_refund, &refund,
                                     error))
    return NULL;
  operation = refund.operation;
  salon_payment_operation_run (context, operation, &state, &failure);
  if (state == SALON_PAYMENT_OPERATION_FAILED)
    {
      /* Refused now, or when it was asked for before. */
      if (failure == NULL)
        g_set_error_literal (&failure, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_REFUSED,
                             "this refund was refused before");
      salon_payments_explain (failure, error);
      return NULL;
    }
  g_clear_error (&failure);
  /* The rows follow now, or with the job. */
  if (state == SALON_PAYMENT_OPERATION_SENT
      && !salon_payment_settle_run (context, refund.payment_id, &is_over, &failure))
    {
      g_message ("after a refund: %s", failure->message);
      salon_server_context_settle (context, failure);
      g_clear_error (&failure);
    }
  return show_refund (refund.payment_id, operation, state);
}

static SalonServerResponse *
get_attention (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  static const char sql[] =
    "SELECT id, booking_id, provider, (amount_cents / 100.0)::numeric(12,2) AS amount, attention\n"
    "FROM salon.payment_orders\n"
    "WHERE attention IS NOT NULL\n"
    "ORDER BY created_at\n"
    "LIMIT 100";
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 0, NULL, error);
  g_autoptr (GBytes) body = NULL;

  if (rows == NULL)
    return NULL;
  body = salon_server_rows_write_list (rows, &attention_schema, "payments");
  return salon_server_response_new_bytes (200, "application/json", body);
}

static SalonServerResponse *
delete_attention (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  const char *id = salon_server_request_get_parameter (request, "id");
  g_autoptr (SalonPaymentOrder) order = salon_payment_order_load (context, id, FALSE, error);

  if (order == NULL || !salon_payment_order_set_attention (context, id, NULL, error))
    return NULL;
  return salon_server_response_new_empty ();
}

static const SalonServerRoute routes[] = {
  { .method = "POST",
    .pattern = "/api/v1/payments/stripe",
    .right = SALON_SERVER_RIGHT_BOOKING_TOKEN,
    .body = &request_schema,
    .reply = &payment_schema,
    .handler = post_stripe,
    .summary = "Pay what a booking owes in advance, by card",
    .flags = SALON_SERVER_ROUTE_IDEMPOTENT,
    .status = 201,
    .limit = "payment" },
  { .method = "POST",
    .pattern = "/api/v1/payments/{provider}",
    .right = SALON_SERVER_RIGHT_BOOKING_TOKEN,
    .body = &request_schema,
    .reply = &payment_schema,
    .handler = post_payment,
    .summary = "Pay what a booking owes in advance: paypal, lydia, wero",
    .flags = SALON_SERVER_ROUTE_IDEMPOTENT,
    .status = 201,
    .limit = "payment" },
  { .method = "GET",
    .pattern = "/api/v1/payments/{id}/status",
    .right = SALON_SERVER_RIGHT_BOOKING_TOKEN,
    .reply = &payment_schema,
    .handler = get_payment,
    .summary = "What has become of a payment",
    .limit = "payment" },
  { .method = "POST",
    .pattern = "/api/v1/payments/webhook",
    .right = SALON_SERVER_RIGHT_PROVIDER,
    .reply = &received_schema,
    .handler = post_stripe_webhook,
    .summary = "Stripe tells that something happened",
    .flags = SALON_SERVER_ROUTE_RAW_BODY,
    .limit = "webhook" },
  { .method = "POST",
    .pattern = "/api/v1/payments/{provider}/webhook",
    .right = SALON_SERVER_RIGHT_PROVIDER,
    .reply = &received_schema,
    .handler = post_webhook,
    .summary = "A provider tells that something happened",
    .flags = SALON_SERVER_ROUTE_RAW_BODY,
    .limit = "webhook" },
  { .method = "POST",
    .pattern = "/api/v1/admin/payments/links",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .body = &link_schema,
    .reply = &payment_schema,
    .handler = post_link,
    .summary = "An address to send to a client who is to pay in advance",
    .flags = SALON_SERVER_ROUTE_IDEMPOTENT,
    .status = 201 },
  { .method = "POST",
    .pattern = "/api/v1/admin/payments/{id}/refund",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .body = &refund_request_schema,
    .reply = &refund_schema,
    .handler = post_refund,
    .summary = "Give back a payment that was made online, or a part of it",
    .flags = SALON_SERVER_ROUTE_IDEMPOTENT },
  { .method = "GET",
    .pattern = "/api/v1/admin/payments/attention",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .reply = &attentions_schema,
    .handler = get_attention,
    .summary = "Payments that somebody has to see to",
    .flags = SALON_SERVER_ROUTE_READS },
  { .method = "DELETE",
    .pattern = "/api/v1/admin/payments/{id}/attention",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .handler = delete_attention,
    .summary = "Somebody has seen to it",
    .status = 204 },
};

const SalonServerRouteTable salon_server_payment_routes = { routes, G_N_ELEMENTS (routes) };
