/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-lydia.h"

#include <string.h>

#include "core/salon-money.h"
#include "salon-form.h"
#include "salon-secret.h"
#include "salon-webhook-signature.h"

/* States of a request, as clients in the open have found them. */
#define STATE_WAITING 0
#define STATE_PAID 1
#define STATE_UNKNOWN -1

struct _SalonLydia
{
  GObject parent_instance;

  SalonWebClient *client;
  char *url;
  char *vendor_token;
  char *private_token;
  char *site_url;
  char *api_url;
  gboolean is_live;
};

static void salon_lydia_provider_init (SalonPaymentProviderInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonLydia,
                               salon_lydia,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_PAYMENT_PROVIDER,
                                                      salon_lydia_provider_init))

/* "error" is a text, "0" when there is none; some answers have it as a number. */
static gboolean
has_failed (yyjson_val *root)
{
  yyjson_val *code = yyjson_obj_get (root, "error");

  if (yyjson_is_str (code))
    return strcmp (yyjson_get_str (code), "0") != 0;
  return yyjson_is_int (code) && yyjson_get_sint (code) != 0;
}

static SalonWebReply *
ask (SalonLydia *self, const char *path, SalonForm *form, GCancellable *cancellable, GError **error)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autoptr (GBytes) body = salon_form_to_bytes (form);
  SalonWebRequest request = { "POST", url, NULL, "application/x-www-form-urlencoded", body };
  g_autoptr (SalonWebReply) reply =
    salon_web_client_call (self->client, &request, cancellable, error);
  const char *what = reply != NULL ? salon_web_reply_get_text (reply, "message") : NULL;

  if (reply == NULL || !salon_web_reply_judge (reply, "Lydia", what, error))
    return NULL;
  if (has_failed (salon_web_reply_get_json (reply)))
    {
      g_set_error (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_REFUSED, "Lydia: %s",
                   what != NULL ? what : "-");
      return NULL;
    }
  return g_steal_pointer (&reply);
}

static SalonForm *
make_request (SalonLydia *self, const SalonCheckout *checkout)
{
  SalonForm *form = salon_form_new ();
  g_autofree char *amount = salon_money_to_wire (checkout->amount_cents);
  g_autofree char *success =
    salon_checkout_make_back_url (checkout, self->site_url, SALON_CHECKOUT_PAID);
  g_autofree char *failure =
    salon_checkout_make_back_url (checkout, self->site_url, SALON_CHECKOUT_GIVEN_UP);
  g_autofree char *callback = g_strdup_printf ("%s/api/v1/payments/lydia/webhook", self->api_url);

  salon_form_add (form, "vendor_token", self->vendor_token);
  salon_form_add (form, "recipient", checkout->phone != NULL ? checkout->phone : checkout->email);
  salon_form_add (form, "type", checkout->phone != NULL ? "phone" : "email");
  salon_form_add (form, "amount", amount);
  salon_form_add (form, "currency", checkout->currency);
  salon_form_add (form, "payment_method", "auto");
  salon_form_add (form, "order_ref", checkout->reference);
  salon_form_add (form, "message", checkout->description);
  salon_form_add (form, "notify", "no");
  salon_form_add (form, "notify_collector", "no");
  salon_form_add (form, "display_confirmation", "no");
  salon_form_add_int (form, "expire_time", MAX (checkout->expires_at - checkout->now, 60));
  salon_form_add (form, "confirm_url", callback);
  salon_form_add (form, "cancel_url", callback);
  salon_form_add (form, "expire_url", callback);
  salon_form_add (form, "browser_success_url", success);
  salon_form_add (form, "browser_fail_url", failure);
  return form;
}

static SalonPaymentPage *
salon_lydia_open_page (SalonPaymentProvider *provider,
                       const SalonCheckout *checkout,
                       GCancellable *cancellable,
                       GError **error)
{
  SalonLydia *self = SALON_LYDIA (provider);
  g_autoptr (SalonForm) form = NULL;
  g_autoptr (SalonWebReply) reply = NULL;
  const char *uuid = NULL;
  SalonPaymentPage *page = NULL;

  if (checkout->phone == NULL && checkout->email == NULL)
    {
      g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_REFUSED,
                           "Lydia needs a telephone number or an e-mail address");
      return NULL;
    }
  form = make_request (self, checkout);
  reply = ask (self, "/api/request/do.json", form, cancellable, error);
  if (reply == NULL)
    return NULL;
  uuid = salon_web_reply_get_text (reply, "request_uuid");
  if (uuid == NULL)
    {
      g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_UNKNOWN,
                           "Lydia gave a request without a name");
      return NULL;
    }
  page = g_new0 (SalonPaymentPage, 1);
  page->provider_id = g_strdup (uuid);
  page->url = g_strdup (salon_web_reply_get_text (reply, "mobile_url"));
  if (page->url == NULL)
    page->url = g_strdup_printf ("%s/collect/payment/%s/auto", self->url, uuid);
  return page;
}

/* A request ends by itself, at the time that it was given. */
static gboolean
salon_lydia_close_page (SalonPaymentProvider *provider,
                        const char *provider_id,
                        GCancellable *cancellable,
                        GError **error)
{
  return TRUE;
}

/* "1", or 1. @otherwise when it is neither. */
static gint64
read_number (yyjson_val *value, gint64 otherwise)
{
  gint64 number = otherwise;

  if (yyjson_is_int (value))
    return yyjson_get_sint (value);
  if (yyjson_is_str (value)
      && !g_ascii_string_to_signed (yyjson_get_str (value), 10, G_MININT32, G_MAXINT32, &number,
                                    NULL))
    return otherwise;
  return number;
}

/* The answer is signed, over the amount that it confirms and the request. */
static gboolean
has_signature (SalonLydia *self, const char *amount, const char *uuid, const char *signature)
{
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *expected = NULL;

  if (amount == NULL || signature == NULL)
    return FALSE;
  g_hash_table_insert (fields, (gpointer) "amount", (gpointer) amount);
  g_hash_table_insert (fields, (gpointer) "request_uuid", (gpointer) uuid);
  expected = salon_webhook_signature_make_lydia (fields, self->private_token);
  return salon_secret_is_equal (expected, signature);
}

static gboolean
salon_lydia_read_state (SalonPaymentProvider *provider,
                        const char *provider_id,
                        SalonPaymentState *state,
                        GCancellable *cancellable,
                        GError **error)
{
  SalonLydia *self = SALON_LYDIA (provider);
  g_autoptr (SalonForm) form = salon_form_new ();
  g_autoptr (SalonWebReply) reply = NULL;
  const char *amount;
  gint64 number;

  salon_form_add (form, "request_uuid", provider_id);
  salon_form_add (form, "vendor_token", self->vendor_token);
  reply = ask (self, "/api/request/state.json", form, cancellable, error);
  if (reply == NULL)
    return FALSE;

  amount = salon_web_reply_get_text (reply, "amount");
  number = read_number (yyjson_obj_get (salon_web_reply_get_json (reply), "state"), STATE_UNKNOWN);
  if (number == STATE_UNKNOWN
      || (number == STATE_PAID
          && !has_signature (self, amount, provider_id,
                             salon_web_reply_get_text (reply, "signature"))))
    {
      g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_BUSY,
                           "Lydia does not know what became of the request");
      return FALSE;
    }
  state->is_live = self->is_live;
  state->stage = number == STATE_WAITING ? SALON_PAYMENT_OPEN : SALON_PAYMENT_CLOSED;
  if (number == STATE_PAID && salon_money_from_wire (amount, &state->paid_cents, NULL))
    {
      state->stage = SALON_PAYMENT_PAID;
      g_strlcpy (state->currency, "EUR", sizeof state->currency);
      g_strlcpy (state->capture_id, provider_id, sizeof state->capture_id);
    }
  return TRUE;
}

static gboolean
salon_lydia_take (SalonPaymentProvider *provider,
                  const char *operation_id,
                  const char *provider_id,
                  GCancellable *cancellable,
                  GError **error)
{
  g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_REFUSED,
                       "Lydia takes the money by itself");
  return FALSE;
}

static char *
salon_lydia_refund (SalonPaymentProvider *provider,
                    const SalonRefund *refund,
                    GCancellable *cancellable,
                    GError **error)
{
  g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_MANUAL,
                       "Lydia gives money back in its own application only");
  return NULL;
}

static gboolean
salon_lydia_find_refund (SalonPaymentProvider *provider,
                         const SalonRefund *refund,
                         char **refund_id,
                         GCancellable *cancellable,
                         GError **error)
{
  return TRUE;
}

static SalonWebhook *
salon_lydia_read_webhook (SalonPaymentProvider *provider,
                          SalonHeaderLookup headers,
                          gpointer user_data,
                          GBytes *body,
                          gint64 now,
                          GCancellable *cancellable,
                          GError **error)
{
  SalonLydia *self = SALON_LYDIA (provider);
  g_autoptr (GHashTable) fields = salon_form_read (body);
  g_autofree char *expected = NULL;
  const char *signature = fields != NULL ? g_hash_table_lookup (fields, "sig") : NULL;
  const char *transaction;
  SalonWebhook *webhook;

  if (signature != NULL)
    expected = salon_webhook_signature_make_lydia (fields, self->private_token);
  if (signature == NULL || !salon_secret_is_equal (expected, signature)
      || g_hash_table_lookup (fields, "request_id") == NULL)
    {
      g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_FORGED,
                           "the signature is not Lydia's");
      return NULL;
    }
  transaction = g_hash_table_lookup (fields, "transaction_identifier");
  webhook = g_new0 (SalonWebhook, 1);
  webhook->kind = g_strdup (transaction != NULL ? "confirm" : "end");
  /* Lydia numbers no events: the same fields are the same event. */
  webhook->event_id = g_strdup (expected);
  webhook->reference = g_strdup (g_hash_table_lookup (fields, "order_ref"));
  return webhook;
}

static void
salon_lydia_provider_init (SalonPaymentProviderInterface *interface)
{
  interface->open_page = salon_lydia_open_page;
  interface->close_page = salon_lydia_close_page;
  interface->read_state = salon_lydia_read_state;
  interface->take = salon_lydia_take;
  interface->refund = salon_lydia_refund;
  interface->find_refund = salon_lydia_find_refund;
  interface->read_webhook = salon_lydia_read_webhook;
}

static void
salon_lydia_finalize (GObject *object)
{
  SalonLydia *self = SALON_LYDIA (object);

  g_free (self->url);
  g_free (self->vendor_token);
  g_free (self->private_token);
  g_free (self->site_url);
  g_free (self->api_url);
  G_OBJECT_CLASS (salon_lydia_parent_class)->finalize (object);
}

static void
salon_lydia_class_init (SalonLydiaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_lydia_finalize;
}

static void
salon_lydia_init (SalonLydia *self)
{
}

SalonPaymentProvider *
salon_lydia_new (const SalonPaymentSettings *settings, SalonWebClient *client)
{
  SalonLydia *self = g_object_new (SALON_TYPE_LYDIA, NULL);

  self->client = client;
  self->url = g_strdup (settings->lydia_url);
  self->vendor_token = g_strdup (settings->lydia_vendor_token);
  self->private_token = g_strdup (settings->lydia_private_token);
  self->site_url = g_strdup (settings->site_url);
  self->api_url = g_strdup (settings->api_url);
  self->is_live = settings->lydia_mode == SALON_PAYMENT_MODE_LIVE;
  return SALON_PAYMENT_PROVIDER (self);
}
