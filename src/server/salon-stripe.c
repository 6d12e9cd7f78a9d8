/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-stripe.h"

#include <string.h>

#include "salon-form.h"
#include "salon-webhook-signature.h"

#define VERSION "2026-10-28.endive"
#define WERO_VERSION "2026-10-28.preview"
/* Stripe takes no page that ends sooner or later. */
#define MIN_PAGE_SECONDS (30 * 60)
#define MAX_PAGE_SECONDS (24 * 60 * 60)

struct _SalonStripe
{
  GObject parent_instance;

  SalonWebClient *client;
  char *url;
  char *authorization;
  char *webhook_secret;
  char *site_url;
  gboolean is_wero;
  gboolean is_live;
};

static void salon_stripe_provider_init (SalonPaymentProviderInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonStripe,
                               salon_stripe,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_PAYMENT_PROVIDER,
                                                      salon_stripe_provider_init))

/* Asks @path; @form NULL is a GET. NULL with @error set for all that is not a 2xx with JSON. */
static SalonWebReply *
ask (SalonStripe *self,
     const char *path,
     SalonForm *form,
     const char *operation_id,
     GCancellable *cancellable,
     GError **error)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autoptr (GBytes) body = form != NULL ? salon_form_to_bytes (form) : NULL;
  const char *const headers[] = {
    "Authorization",
    self->authorization,
    "Stripe-Version",
    self->is_wero ? WERO_VERSION : VERSION,
    operation_id != NULL ? "Idempotency-Key" : NULL,
    operation_id,
    NULL,
  };
  SalonWebRequest request = { form != NULL ? "POST" : "GET", url, headers,
                              "application/x-www-form-urlencoded", body };
  g_autoptr (SalonWebReply) reply =
    salon_web_client_call (self->client, &request, cancellable, error);

  if (reply == NULL
      || !salon_web_reply_judge (reply, "Stripe", salon_web_reply_get_text (reply, "error/message"),
                                 error))
    return NULL;
  return g_steal_pointer (&reply);
}

/* An id of theirs within a path. */
static char *
make_path (const char *before, const char *id, const char *after)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat (before, escaped, after, NULL);
}

static SalonForm *
make_session (SalonStripe *self, const SalonCheckout *checkout)
{
  SalonForm *form = salon_form_new ();
  g_autofree char *success_url =
    salon_checkout_make_back_url (checkout, self->site_url, SALON_CHECKOUT_PAID);
  g_autofree char *cancel_url =
    salon_checkout_make_back_url (checkout, self->site_url, SALON_CHECKOUT_GIVEN_UP);
  g_autofree char *currency = g_ascii_strdown (checkout->currency, -1);

  salon_form_add (form, "mode", "payment");
  if (self->is_wero)
    salon_form_add (form, "payment_method_types[0]", "wero");
  salon_form_add (form, "line_items[0][quantity]", "1");
  salon_form_add (form, "line_items[0][price_data][currency]", currency);
  salon_form_add_int (form, "line_items[0][price_data][unit_amount]", checkout->amount_cents);
  salon_form_add (form, "line_items[0][price_data][product_data][name]", checkout->description);
  salon_form_add (form, "success_url", success_url);
  salon_form_add (form, "cancel_url", cancel_url);
  salon_form_add (form, "client_reference_id", checkout->reference);
  salon_form_add (form, "customer_email", checkout->email);
  salon_form_add (form, "locale", "fr");
  salon_form_add_int (form, "expires_at",
                      CLAMP (checkout->expires_at, checkout->now + MIN_PAGE_SECONDS,
                             checkout->now + MAX_PAGE_SECONDS));
  salon_form_add (form, "metadata[order]", checkout->reference);
  salon_form_add (form, "payment_intent_data[metadata][order]", checkout->reference);
  return form;
}

static SalonPaymentPage *
salon_stripe_open_page (SalonPaymentProvider *provider,
                        const SalonCheckout *checkout,
                        GCancellable *cancellable,
                        GError **error)
{
  SalonStripe *self = SALON_STRIPE (provider);
  g_autoptr (SalonForm) form = make_session (self, checkout);
  g_autoptr (SalonWebReply) reply =
    ask (self, "/v1/checkout/sessions", form, checkout->operation_id, cancellable, error);
  const char *id = reply != NULL ? salon_web_reply_get_text (reply, "id") : NULL;
  const char *url = reply != NULL ? salon_web_reply_get_text (reply, "url") : NULL;
  SalonPaymentPage *page = NULL;

  if (reply == NULL)
    return NULL;
  if (id == NULL || url == NULL)
    {
      g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_UNKNOWN,
                           "Stripe gave a session without an address");
      return NULL;
    }
  page = g_new0 (SalonPaymentPage, 1);
  page->provider_id = g_strdup (id);
  page->url = g_strdup (url);
  return page;
}

static gboolean
salon_stripe_close_page (SalonPaymentProvider *provider,
                         const char *provider_id,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *path = make_path ("/v1/checkout/sessions/", provider_id, "/expire");
  g_autoptr (SalonForm) form = salon_form_new ();
  g_autoptr (SalonWebReply) reply =
    ask (SALON_STRIPE (provider), path, form, NULL, cancellable, error);

  return reply != NULL;
}

static SalonPaymentStage
judge_stage (yyjson_val *session, yyjson_val *intent)
{
  const char *status = yyjson_get_str (yyjson_obj_get (session, "status"));
  const char *intent_status = yyjson_get_str (yyjson_obj_get (intent, "status"));

  if (g_strcmp0 (yyjson_get_str (yyjson_obj_get (session, "payment_status")), "paid") == 0)
    return SALON_PAYMENT_PAID;
  if (g_strcmp0 (status, "expired") == 0)
    return SALON_PAYMENT_CLOSED;
  if (g_strcmp0 (status, "complete") != 0)
    return SALON_PAYMENT_OPEN;
  /* The session is over and not paid: either the money is on its way, or it will not come. */
  return g_strcmp0 (intent_status, "processing") == 0 || g_strcmp0 (intent_status, "succeeded") == 0
           ? SALON_PAYMENT_PROCESSING
           : SALON_PAYMENT_CLOSED;
}

static void
copy_text (char *target, gsize size, yyjson_val *value)
{
  const char *text = yyjson_get_str (value);

  g_strlcpy (target, text != NULL ? text : "", size);
}

static gboolean
salon_stripe_read_state (SalonPaymentProvider *provider,
                         const char *provider_id,
                         SalonPaymentState *state,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *path = make_path ("/v1/checkout/sessions/", provider_id,
                                     "?expand%5B0%5D=payment_intent.latest_charge");
  g_autoptr (SalonWebReply) reply =
    ask (SALON_STRIPE (provider), path, NULL, NULL, cancellable, error);
  yyjson_val *session = reply != NULL ? salon_web_reply_get_json (reply) : NULL;
  yyjson_val *intent = yyjson_obj_get (session, "payment_intent");
  yyjson_val *charge = yyjson_obj_get (intent, "latest_charge");

  if (reply == NULL)
    return FALSE;
  if (g_strcmp0 (yyjson_get_str (yyjson_obj_get (session, "id")), provider_id) != 0)
    {
      g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_UNKNOWN,
                           "Stripe answered about another session");
      return FALSE;
    }
  state->stage = judge_stage (session, intent);
  state->is_live = yyjson_get_bool (yyjson_obj_get (session, "livemode"));
  copy_text (state->reference, sizeof state->reference,
             yyjson_obj_get (session, "client_reference_id"));
  copy_text (state->currency, sizeof state->currency, yyjson_obj_get (session, "currency"));
  for (char *c = state->currency; *c != '\0'; c++)
    *c = g_ascii_toupper (*c);
  if (state->stage != SALON_PAYMENT_PAID)
    return TRUE;
  copy_text (state->capture_id, sizeof state->capture_id, yyjson_obj_get (intent, "id"));
  state->paid_cents = yyjson_get_sint (yyjson_obj_get (session, "amount_total"));
  state->refunded_cents = yyjson_get_sint (yyjson_obj_get (charge, "amount_refunded"));
  return TRUE;
}

static gboolean
salon_stripe_take (SalonPaymentProvider *provider,
                   const char *operation_id,
                   const char *provider_id,
                   GCancellable *cancellable,
                   GError **error)
{
  g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_REFUSED,
                       "Stripe takes the money by itself");
  return FALSE;
}

static char *
salon_stripe_refund (SalonPaymentProvider *provider,
                     const SalonRefund *refund,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SalonForm) form = salon_form_new ();
  g_autoptr (SalonWebReply) reply = NULL;
  const char *status = NULL;

  salon_form_add (form, "payment_intent", refund->capture_id);
  salon_form_add_int (form, "amount", refund->amount_cents);
  salon_form_add (form, "reason", "requested_by_customer");
  salon_form_add (form, "metadata[order]", refund->reference);
  salon_form_add (form, "metadata[operation]", refund->operation_id);
  reply =
    ask (SALON_STRIPE (provider), "/v1/refunds", form, refund->operation_id, cancellable, error);
  if (reply == NULL)
    return NULL;

  status = salon_web_reply_get_text (reply, "status");
  if (g_strcmp0 (status, "failed") == 0 || g_strcmp0 (status, "canceled") == 0)
    {
      g_set_error (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_REFUSED,
                   "Stripe could not give the money back: %s", status);
      return NULL;
    }
  return g_strdup (salon_web_reply_get_text (reply, "id"));
}

static gboolean
salon_stripe_find_refund (SalonPaymentProvider *provider,
                          const SalonRefund *refund,
                          char **refund_id,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *path =
    make_path ("/v1/refunds?payment_intent=", refund->capture_id, "&limit=100");
  g_autoptr (SalonWebReply) reply =
    ask (SALON_STRIPE (provider), path, NULL, NULL, cancellable, error);
  yyjson_val *item;
  yyjson_arr_iter items;

  if (reply == NULL)
    return FALSE;
  items = yyjson_arr_iter_with (yyjson_obj_get (salon_web_reply_get_json (reply), "data"));
  while ((item = yyjson_arr_iter_next (&items)) != NULL)
    {
      yyjson_val *metadata = yyjson_obj_get (item, "metadata");
      const char *operation = yyjson_get_str (yyjson_obj_get (metadata, "operation"));

      if (*refund_id == NULL && g_strcmp0 (operation, refund->operation_id) == 0)
        *refund_id = g_strdup (yyjson_get_str (yyjson_obj_get (item, "id")));
    }
  return TRUE;
}

static SalonWebhook *
refuse_webhook (GError **error, const char *why)
{
  g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_FORGED, why);
  return NULL;
}

/* A refund or dispute that was begun at Stripe has none of our words in it, but names its intent. */
static const char *
find_intent (yyjson_val *object)
{
  const char *id = yyjson_get_str (yyjson_obj_get (object, "id"));

  if (id != NULL && g_str_has_prefix (id, "pi_"))
    return id;
  return yyjson_get_str (yyjson_obj_get (object, "payment_intent"));
}

static SalonWebhook *
salon_stripe_read_webhook (SalonPaymentProvider *provider,
                           SalonHeaderLookup headers,
                           gpointer user_data,
                           GBytes *body,
                           gint64 now,
                           GCancellable *cancellable,
                           GError **error)
{
  SalonStripe *self = SALON_STRIPE (provider);
  g_autoptr (yyjson_doc) json = NULL;
  yyjson_val *event;
  yyjson_val *object;
  const char *reference;
  SalonWebhook *webhook = NULL;

  if (self->webhook_secret == NULL
      || !salon_webhook_signature_check_stripe (headers ("Stripe-Signature", user_data), body,
                                                self->webhook_secret, now))
    return refuse_webhook (error, "the signature is not Stripe's");

  json = yyjson_read (g_bytes_get_data (body, NULL), g_bytes_get_size (body), YYJSON_READ_NOFLAG);
  event = yyjson_doc_get_root (json);
  if (!yyjson_is_str (yyjson_obj_get (event, "id"))
      || !yyjson_is_str (yyjson_obj_get (event, "type")))
    return refuse_webhook (error, "no event");
  if (yyjson_get_bool (yyjson_obj_get (event, "livemode")) != self->is_live)
    return refuse_webhook (error, "an event of the other mode");

  object = yyjson_obj_get (yyjson_obj_get (event, "data"), "object");
  reference = yyjson_get_str (yyjson_obj_get (yyjson_obj_get (object, "metadata"), "order"));
  if (reference == NULL)
    reference = yyjson_get_str (yyjson_obj_get (object, "client_reference_id"));
  webhook = g_new0 (SalonWebhook, 1);
  webhook->event_id = g_strdup (yyjson_get_str (yyjson_obj_get (event, "id")));
  webhook->kind = g_strdup (yyjson_get_str (yyjson_obj_get (event, "type")));
  webhook->reference = g_strdup (reference);
  webhook->provider_name = g_strdup (find_intent (object));
  return webhook;
}

static void
salon_stripe_provider_init (SalonPaymentProviderInterface *interface)
{
  interface->open_page = salon_stripe_open_page;
  interface->close_page = salon_stripe_close_page;
  interface->read_state = salon_stripe_read_state;
  interface->take = salon_stripe_take;
  interface->refund = salon_stripe_refund;
  interface->find_refund = salon_stripe_find_refund;
  interface->read_webhook = salon_stripe_read_webhook;
}

static void
salon_stripe_finalize (GObject *object)
{
  SalonStripe *self = SALON_STRIPE (object);

  g_free (self->url);
  g_free (self->authorization);
  g_free (self->webhook_secret);
  g_free (self->site_url);
  G_OBJECT_CLASS (salon_stripe_parent_class)->finalize (object);
}

static void
salon_stripe_class_init (SalonStripeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_stripe_finalize;
}

static void
salon_stripe_init (SalonStripe *self)
{
}

SalonPaymentProvider *
salon_stripe_new (const SalonPaymentSettings *settings, gboolean is_wero, SalonWebClient *client)
{
  SalonStripe *self = g_object_new (SALON_TYPE_STRIPE, NULL);

  self->client = client;
  self->url = g_strdup (settings->stripe_url);
  self->authorization = g_strconcat ("Bearer ", settings->stripe_key, NULL);
  self->webhook_secret = g_strdup (settings->stripe_webhook_secret);
  self->site_url = g_strdup (settings->site_url);
  self->is_wero = is_wero;
  self->is_live = settings->stripe_mode == SALON_PAYMENT_MODE_LIVE;
  return SALON_PAYMENT_PROVIDER (self);
}
