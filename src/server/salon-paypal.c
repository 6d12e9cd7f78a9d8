/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-paypal.h"

#include <string.h>

#include "core/salon-money.h"
#include "salon-paypal-signature.h"

/* The tokens of a sign-in that are renewed before they end. */
#define TOKEN_LIFE_PERCENT 80

struct _SalonPaypal
{
  GObject parent_instance;

  SalonWebClient *client;
  char *url;
  char *basic;
  SalonPaypalSignature *signature;
  char *site_url;
  gboolean is_live;

  char *token; /* nullable */
  gint64 token_ends;
};

static void salon_paypal_provider_init (SalonPaymentProviderInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonPaypal,
                               salon_paypal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_PAYMENT_PROVIDER,
                                                      salon_paypal_provider_init))

/* Keeps a token until it is nearly over. */
static gboolean
sign_in (SalonPaypal *self, GCancellable *cancellable, GError **error)
{
  static const char form[] = "grant_type=client_credentials";
  g_autofree char *url = g_strconcat (self->url, "/v1/oauth2/token", NULL);
  g_autoptr (GBytes) body = g_bytes_new_static (form, sizeof form - 1);
  const char *const headers[] = { "Authorization", self->basic, NULL };
  SalonWebRequest request = { "POST", url, headers, "application/x-www-form-urlencoded", body };
  g_autoptr (SalonWebReply) reply = NULL;
  gint64 life;

  if (self->token != NULL && g_get_monotonic_time () < self->token_ends)
    return TRUE;
  g_clear_pointer (&self->token, g_free);
  reply = salon_web_client_call (self->client, &request, cancellable, error);
  if (reply == NULL
      || !salon_web_reply_judge (reply, "PayPal",
                                 salon_web_reply_get_text (reply, "error_description"), error))
    return FALSE;
  if (salon_web_reply_get_text (reply, "access_token") == NULL)
    {
      g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_BUSY,
                           "PayPal gave no token");
      return FALSE;
    }
  life = yyjson_get_sint (yyjson_obj_get (salon_web_reply_get_json (reply), "expires_in"));
  self->token = g_strconcat ("Bearer ", salon_web_reply_get_text (reply, "access_token"), NULL);
  self->token_ends =
    g_get_monotonic_time () + CLAMP (life, 0, 86400) * G_USEC_PER_SEC / 100 * TOKEN_LIFE_PERCENT;
  return TRUE;
}

/* Nothing happened yet when the sign-in fails, whatever became of it. */
static gboolean
sign_in_first (SalonPaypal *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (sign_in (self, cancellable, &failure))
    return TRUE;
  if (g_error_matches (failure, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_UNKNOWN))
    failure->code = SALON_PROVIDER_ERROR_NOT_SENT;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static SalonWebReply *
send_once (SalonPaypal *self,
           const char *method,
           const char *path,
           const char *operation_id,
           GBytes *body,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  const char *const headers[] = {
    "Authorization",
    self->token,
    "Prefer",
    "return=representation",
    operation_id != NULL ? "PayPal-Request-Id" : NULL,
    operation_id,
    NULL,
  };
  SalonWebRequest request = { method, url, headers, "application/json", body };

  return salon_web_client_call (self->client, &request, cancellable, error);
}

/* Any answer; a token that is refused is renewed once. */
static SalonWebReply *
ask (SalonPaypal *self,
     const char *method,
     const char *path,
     const char *operation_id,
     GBytes *body,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (SalonWebReply) reply = NULL;

  for (int attempt = 0; attempt < 2; attempt++)
    {
      g_clear_pointer (&reply, salon_web_reply_free);
      if (!sign_in_first (self, cancellable, error))
        return NULL;
      reply = send_once (self, method, path, operation_id, body, cancellable, error);
      if (reply == NULL || reply->status != 401)
        return g_steal_pointer (&reply);
      g_clear_pointer (&self->token, g_free);
    }
  return g_steal_pointer (&reply);
}

/* "ORDER_ALREADY_CAPTURED"; or the name of the error when there is no issue. */
static const char *
get_issue (SalonWebReply *reply)
{
  const char *issue = salon_web_reply_get_text (reply, "details/0/issue");

  return issue != NULL ? issue : salon_web_reply_get_text (reply, "name");
}

static gboolean
judge (SalonWebReply *reply, GError **error)
{
  const char *issue = get_issue (reply);

  if (g_strcmp0 (issue, "PREVIOUS_REQUEST_IN_PROGRESS") == 0
      || g_strcmp0 (issue, "ORDER_COMPLETION_IN_PROGRESS") == 0)
    {
      g_set_error (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_BUSY, "PayPal: %s", issue);
      return FALSE;
    }
  return salon_web_reply_judge (reply, "PayPal", issue, error);
}

static void
add_amount (yyjson_mut_doc *json, yyjson_mut_val *parent, const char *currency, gint64 cents)
{
  yyjson_mut_val *amount = yyjson_mut_obj_add_obj (json, parent, "amount");
  g_autofree char *value = salon_money_to_wire (cents);

  yyjson_mut_obj_add_strcpy (json, amount, "currency_code", currency);
  yyjson_mut_obj_add_strcpy (json, amount, "value", value);
}

static GBytes *
to_bytes (yyjson_mut_doc *json)
{
  gsize length = 0;
  char *text = yyjson_mut_write (json, YYJSON_WRITE_NOFLAG, &length);

  return g_bytes_new_with_free_func (text, length, free, text);
}

static GBytes *
make_order (SalonPaypal *self, const SalonCheckout *checkout)
{
  g_autoptr (yyjson_mut_doc) json = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (json);
  yyjson_mut_val *unit;
  yyjson_mut_val *paypal;
  yyjson_mut_val *context;
  g_autofree char *return_url =
    salon_checkout_make_back_url (checkout, self->site_url, SALON_CHECKOUT_PAID);
  g_autofree char *cancel_url =
    salon_checkout_make_back_url (checkout, self->site_url, SALON_CHECKOUT_GIVEN_UP);
  g_autofree char *description =
    g_utf8_substring (checkout->description, 0,
                      MIN (g_utf8_strlen (checkout->description, -1), 127));

  yyjson_mut_doc_set_root (json, root);
  yyjson_mut_obj_add_str (json, root, "intent", "CAPTURE");
  unit = yyjson_mut_arr_add_obj (json, yyjson_mut_obj_add_arr (json, root, "purchase_units"));
  yyjson_mut_obj_add_str (json, unit, "reference_id", "default");
  yyjson_mut_obj_add_strcpy (json, unit, "custom_id", checkout->reference);
  yyjson_mut_obj_add_strcpy (json, unit, "invoice_id", checkout->operation_id);
  yyjson_mut_obj_add_strcpy (json, unit, "description", description);
  add_amount (json, unit, checkout->currency, checkout->amount_cents);
  paypal =
    yyjson_mut_obj_add_obj (json, yyjson_mut_obj_add_obj (json, root, "payment_source"), "paypal");
  context = yyjson_mut_obj_add_obj (json, paypal, "experience_context");
  yyjson_mut_obj_add_str (json, context, "locale", "fr-FR");
  yyjson_mut_obj_add_str (json, context, "shipping_preference", "NO_SHIPPING");
  yyjson_mut_obj_add_str (json, context, "user_action", "PAY_NOW");
  yyjson_mut_obj_add_str (json, context, "payment_method_preference", "IMMEDIATE_PAYMENT_REQUIRED");
  yyjson_mut_obj_add_strcpy (json, context, "return_url", return_url);
  yyjson_mut_obj_add_strcpy (json, context, "cancel_url", cancel_url);
  return to_bytes (json);
}

/* Where the payer goes: rel "payer-action", "approve" with older orders. */
static const char *
find_link (SalonWebReply *reply)
{
  yyjson_val *link;
  yyjson_arr_iter links =
    yyjson_arr_iter_with (yyjson_obj_get (salon_web_reply_get_json (reply), "links"));

  while ((link = yyjson_arr_iter_next (&links)) != NULL)
    {
      const char *rel = yyjson_get_str (yyjson_obj_get (link, "rel"));

      if (g_strcmp0 (rel, "payer-action") == 0 || g_strcmp0 (rel, "approve") == 0)
        return yyjson_get_str (yyjson_obj_get (link, "href"));
    }
  return NULL;
}

static SalonPaymentPage *
salon_paypal_open_page (SalonPaymentProvider *provider,
                        const SalonCheckout *checkout,
                        GCancellable *cancellable,
                        GError **error)
{
  SalonPaypal *self = SALON_PAYPAL (provider);
  g_autoptr (GBytes) body = make_order (self, checkout);
  g_autoptr (SalonWebReply) reply =
    ask (self, "POST", "/v2/checkout/orders", checkout->operation_id, body, cancellable, error);
  SalonPaymentPage *page = NULL;

  if (reply == NULL || !judge (reply, error))
    return NULL;
  if (salon_web_reply_get_text (reply, "id") == NULL || find_link (reply) == NULL)
    {
      g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_UNKNOWN,
                           "PayPal gave an order without an address");
      return NULL;
    }
  page = g_new0 (SalonPaymentPage, 1);
  page->provider_id = g_strdup (salon_web_reply_get_text (reply, "id"));
  page->url = g_strdup (find_link (reply));
  return page;
}

/* There is no closing of an order that waits to be approved; money is only taken when we take it, and
 * we do not take it for a page that was closed. */
static gboolean
salon_paypal_close_page (SalonPaymentProvider *provider,
                         const char *provider_id,
                         GCancellable *cancellable,
                         GError **error)
{
  return TRUE;
}

static char *
make_path (const char *before, const char *id, const char *after)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat (before, escaped, after, NULL);
}

static void
copy_text (char *target, gsize size, yyjson_val *value)
{
  const char *text = yyjson_get_str (value);

  g_strlcpy (target, text != NULL ? text : "", size);
}

static gint64
read_cents (yyjson_val *amount)
{
  const char *text = yyjson_get_str (yyjson_obj_get (amount, "value"));
  gint64 cents = 0;

  if (text != NULL)
    salon_money_from_wire (text, &cents, NULL);
  return cents;
}

/* An order that is COMPLETED is paid when its capture is. */
static void
read_capture (yyjson_val *unit, SalonPaymentState *state)
{
  yyjson_val *payments = yyjson_obj_get (unit, "payments");
  yyjson_val *capture = yyjson_arr_get_first (yyjson_obj_get (payments, "captures"));
  yyjson_val *refund;
  yyjson_arr_iter refunds = yyjson_arr_iter_with (yyjson_obj_get (payments, "refunds"));
  const char *status = yyjson_get_str (yyjson_obj_get (capture, "status"));

  state->stage = SALON_PAYMENT_CLOSED;
  if (g_strcmp0 (status, "PENDING") == 0)
    state->stage = SALON_PAYMENT_PROCESSING;
  else if (g_strcmp0 (status, "COMPLETED") == 0 || g_strcmp0 (status, "REFUNDED") == 0
           || g_strcmp0 (status, "PARTIALLY_REFUNDED") == 0)
    state->stage = SALON_PAYMENT_PAID;
  if (state->stage != SALON_PAYMENT_PAID)
    return;

  state->paid_cents = read_cents (yyjson_obj_get (capture, "amount"));
  copy_text (state->capture_id, sizeof state->capture_id, yyjson_obj_get (capture, "id"));
  copy_text (state->currency, sizeof state->currency,
             yyjson_obj_get (yyjson_obj_get (capture, "amount"), "currency_code"));
  while ((refund = yyjson_arr_iter_next (&refunds)) != NULL)
    {
      const char *refund_status = yyjson_get_str (yyjson_obj_get (refund, "status"));

      if (g_strcmp0 (refund_status, "COMPLETED") == 0 || g_strcmp0 (refund_status, "PENDING") == 0)
        state->refunded_cents += read_cents (yyjson_obj_get (refund, "amount"));
    }
}

static gboolean
salon_paypal_read_state (SalonPaymentProvider *provider,
                         const char *provider_id,
                         SalonPaymentState *state,
                         GCancellable *cancellable,
                         GError **error)
{
  SalonPaypal *self = SALON_PAYPAL (provider);
  g_autofree char *path = make_path ("/v2/checkout/orders/", provider_id, "");
  g_autoptr (SalonWebReply) reply = ask (self, "GET", path, NULL, NULL, cancellable, error);
  yyjson_val *unit;
  const char *status;

  if (reply == NULL)
    return FALSE;
  /* Orders that nobody approved are forgotten after hours. */
  if (reply->status == 404)
    {
      state->stage = SALON_PAYMENT_CLOSED;
      return TRUE;
    }
  if (!judge (reply, error))
    return FALSE;
  status = salon_web_reply_get_text (reply, "status");
  unit = yyjson_arr_get_first (yyjson_obj_get (salon_web_reply_get_json (reply), "purchase_units"));
  copy_text (state->reference, sizeof state->reference, yyjson_obj_get (unit, "custom_id"));
  state->is_live = self->is_live;
  if (g_strcmp0 (status, "COMPLETED") == 0)
    read_capture (unit, state);
  else if (g_strcmp0 (status, "APPROVED") == 0)
    state->stage = SALON_PAYMENT_APPROVED;
  else if (g_strcmp0 (status, "VOIDED") == 0)
    state->stage = SALON_PAYMENT_CLOSED;
  else
    state->stage = SALON_PAYMENT_OPEN;
  return TRUE;
}

static gboolean
salon_paypal_take (SalonPaymentProvider *provider,
                   const char *operation_id,
                   const char *provider_id,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *path = make_path ("/v2/checkout/orders/", provider_id, "/capture");
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (SalonWebReply) reply =
    ask (SALON_PAYPAL (provider), "POST", path, operation_id, body, cancellable, error);

  if (reply == NULL)
    return FALSE;
  /* Taken before: what the caller wanted. */
  if (g_strcmp0 (get_issue (reply), "ORDER_ALREADY_CAPTURED") == 0)
    return TRUE;
  return judge (reply, error);
}

static char *
salon_paypal_refund (SalonPaymentProvider *provider,
                     const SalonRefund *refund,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *path = make_path ("/v2/payments/captures/", refund->capture_id, "/refund");
  g_autoptr (yyjson_mut_doc) json = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (json);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SalonWebReply) reply = NULL;
  const char *status;

  yyjson_mut_doc_set_root (json, root);
  add_amount (json, root, refund->currency, refund->amount_cents);
  yyjson_mut_obj_add_strcpy (json, root, "custom_id", refund->reference);
  yyjson_mut_obj_add_strcpy (json, root, "invoice_id", refund->operation_id);
  body = to_bytes (json);
  reply =
    ask (SALON_PAYPAL (provider), "POST", path, refund->operation_id, body, cancellable, error);
  if (reply == NULL || !judge (reply, error))
    return NULL;

  status = salon_web_reply_get_text (reply, "status");
  if (g_strcmp0 (status, "COMPLETED") != 0 && g_strcmp0 (status, "PENDING") != 0)
    {
      g_set_error (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_REFUSED,
                   "PayPal could not give the money back: %s", status != NULL ? status : "-");
      return NULL;
    }
  return g_strdup (salon_web_reply_get_text (reply, "id"));
}

/* Request ids of refunds are kept for 45 days, far longer than we go on trying: to send it again is to
 * look it up. */
static gboolean
salon_paypal_find_refund (SalonPaymentProvider *provider,
                          const SalonRefund *refund,
                          char **refund_id,
                          GCancellable *cancellable,
                          GError **error)
{
  return TRUE;
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_FORGED, why);
  return FALSE;
}

/* An order, a capture, or what a dispute is about. */
static const char *
find_name (yyjson_val *resource)
{
  yyjson_val *disputed = yyjson_arr_get_first (yyjson_obj_get (resource, "disputed_transactions"));
  yyjson_val *related =
    yyjson_obj_get (yyjson_obj_get (resource, "supplementary_data"), "related_ids");
  const char *name = yyjson_get_str (yyjson_obj_get (disputed, "seller_transaction_id"));

  if (name == NULL)
    name = yyjson_get_str (yyjson_obj_get (related, "order_id"));
  return name != NULL ? name : yyjson_get_str (yyjson_obj_get (resource, "id"));
}

static SalonWebhook *
salon_paypal_read_webhook (SalonPaymentProvider *provider,
                           SalonHeaderLookup headers,
                           gpointer user_data,
                           GBytes *body,
                           gint64 now,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (yyjson_doc) json = NULL;
  yyjson_val *event;
  yyjson_val *resource;
  yyjson_val *reference;
  SalonWebhook *webhook = NULL;

  if (!salon_paypal_signature_check (SALON_PAYPAL (provider)->signature, headers, user_data, body,
                                     now, cancellable, error))
    return NULL;
  json = yyjson_read (g_bytes_get_data (body, NULL), g_bytes_get_size (body), YYJSON_READ_NOFLAG);
  event = yyjson_doc_get_root (json);
  resource = yyjson_obj_get (event, "resource");
  reference = yyjson_obj_get (resource, "custom_id");
  if (reference == NULL)
    reference = yyjson_obj_get (yyjson_arr_get_first (yyjson_obj_get (resource, "purchase_units")),
                                "custom_id");
  if (!yyjson_is_str (yyjson_obj_get (event, "id"))
      || !yyjson_is_str (yyjson_obj_get (event, "event_type")))
    {
      refuse (error, "no event");
      return NULL;
    }
  webhook = g_new0 (SalonWebhook, 1);
  webhook->event_id = g_strdup (yyjson_get_str (yyjson_obj_get (event, "id")));
  webhook->kind = g_strdup (yyjson_get_str (yyjson_obj_get (event, "event_type")));
  webhook->reference = g_strdup (yyjson_get_str (reference));
  webhook->provider_name = g_strdup (find_name (resource));
  return webhook;
}

static void
salon_paypal_provider_init (SalonPaymentProviderInterface *interface)
{
  interface->open_page = salon_paypal_open_page;
  interface->close_page = salon_paypal_close_page;
  interface->read_state = salon_paypal_read_state;
  interface->take = salon_paypal_take;
  interface->refund = salon_paypal_refund;
  interface->find_refund = salon_paypal_find_refund;
  interface->read_webhook = salon_paypal_read_webhook;
}

static void
salon_paypal_finalize (GObject *object)
{
  SalonPaypal *self = SALON_PAYPAL (object);

  g_free (self->url);
  g_free (self->basic);
  salon_paypal_signature_free (self->signature);
  g_free (self->site_url);
  g_free (self->token);
  G_OBJECT_CLASS (salon_paypal_parent_class)->finalize (object);
}

static void
salon_paypal_class_init (SalonPaypalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_paypal_finalize;
}

static void
salon_paypal_init (SalonPaypal *self)
{
}

SalonPaymentProvider *
salon_paypal_new (const SalonPaymentSettings *settings, SalonWebClient *client)
{
  SalonPaypal *self = g_object_new (SALON_TYPE_PAYPAL, NULL);
  g_autofree char *pair = g_strdup_printf ("%s:%s", settings->paypal_id, settings->paypal_secret);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

  self->client = client;
  self->url = g_strdup (settings->paypal_url);
  self->basic = g_strconcat ("Basic ", encoded, NULL);
  self->signature = salon_paypal_signature_new (settings, client);
  self->site_url = g_strdup (settings->site_url);
  self->is_live = settings->paypal_mode == SALON_PAYMENT_MODE_LIVE;
  return SALON_PAYMENT_PROVIDER (self);
}
