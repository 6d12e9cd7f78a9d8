/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-order.h"

#include <string.h>

#include <yyjson.h>

#include "core/salon-money.h"
#include "core/salon-phone.h"
#include "core/salon-text.h"
#include "salon-checkout.h"
#include "salon-job.h"
#include "salon-secret.h"
#include "salon-server-error.h"

#define PAGE_SECONDS (2 * 60 * 60)

/* --- The order --- */

static void
add_text (yyjson_mut_doc *doc, yyjson_mut_val *root, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    yyjson_mut_obj_add_strcpy (doc, root, name, text);
}

/* What the card will be made of, when it is paid. */
static char *
describe_card (const SalonGiftWish *wish)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  char *written;
  char *text;

  yyjson_mut_doc_set_root (doc, root);
  add_text (doc, root, "service_id", wish->service_id);
  add_text (doc, root, "buyer_name", wish->buyer_name);
  add_text (doc, root, "buyer_email", wish->buyer_email);
  add_text (doc, root, "recipient_name", wish->recipient_name);
  add_text (doc, root, "recipient_email", wish->recipient_email);
  add_text (doc, root, "custom_message", wish->message);
  add_text (doc, root, "language", wish->language);
  written = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, NULL);
  text = g_strdup (written);
  free (written);
  yyjson_mut_doc_free (doc);
  return text;
}

/* The price of the service, or the amount; FALSE with @error set. */
static gboolean
read_price (SalonServerContext *context,
            const SalonGiftWish *wish,
            SalonPaymentOrder *order,
            GError **error)
{
  const char *const values[] = { wish->service_id };
  g_autoptr (PGresult) rows = NULL;

  if ((wish->amount == NULL) == (wish->service_id == NULL))
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_INVALID,
                           "A gift card is either of an amount or of a service.");
      return FALSE;
    }
  if (wish->amount != NULL)
    {
      order->description = g_strdup ("Bon cadeau");
      return salon_money_from_wire (wish->amount, &order->amount_cents, error);
    }
  rows = salon_server_context_query (
    context,
    "SELECT name, (price * 100)::bigint FROM public.services WHERE id = $1::uuid AND is_active", 1,
    values, error);
  if (rows == NULL)
    return FALSE;
  if (PQntuples (rows) == 0
      || g_ascii_strtoll (PQgetvalue (rows, 0, 1), NULL, 10) < SALON_GIFT_ORDER_MIN_CENTS)
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                           "This service cannot be given.");
      return FALSE;
    }
  order->description = g_strdup_printf ("Bon cadeau : %s", PQgetvalue (rows, 0, 0));
  order->amount_cents = g_ascii_strtoll (PQgetvalue (rows, 0, 1), NULL, 10);
  return TRUE;
}

SalonPaymentOrder *
salon_gift_order_place (SalonServerContext *context,
                        const SalonGiftWish *wish,
                        const char *id,
                        const char *token,
                        GError **error)
{
  g_autoptr (SalonPaymentOrder) order = NULL;

  g_return_val_if_fail (context != NULL && wish != NULL && token != NULL, NULL);

  order = g_new0 (SalonPaymentOrder, 1);
  if (!read_price (context, wish, order, error))
    return NULL;
  order->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  order->gift_card = describe_card (wish);
  order->provider = g_strdup (wish->provider);
  order->currency = g_strdup ("EUR");
  order->email = salon_text_clean (wish->buyer_email != NULL ? wish->buyer_email : "");
  if (wish->buyer_phone != NULL)
    salon_phone_parse (wish->buyer_phone, &order->phone, NULL);
  order->token_hash = salon_secret_digest (token);
  order->expires_at = salon_server_context_get_now (context) / G_USEC_PER_SEC + PAGE_SECONDS;
  return salon_checkout_for_order (context, order, error);
}

/* --- Those of the site --- */

char *
salon_gift_order_make_id (const char *key)
{
  g_autofree char *text = g_strconcat ("gift order ", key, NULL);
  g_autofree char *digest = salon_secret_digest (text);

  /* A uuid of version 8: of our own making. */
  return g_strdup_printf ("%.8s-%.4s-8%.3s-8%.3s-%.12s", digest, digest + 8, digest + 12,
                          digest + 15, digest + 18);
}

static char *
make_token (SalonServerContext *context, const char *variable, const char *id)
{
  const char *secret = salon_server_configuration_get (context->configuration, variable);
  g_autofree char *small = g_ascii_strdown (id, -1);
  g_autofree char *text = g_strconcat ("gift order token ", small, NULL);
  guint8 digest[SALON_SECRET_DIGEST_BYTES];

  if (secret == NULL)
    return NULL;
  salon_secret_hmac (secret, text, digest);
  return salon_secret_to_base64url (digest, sizeof digest);
}

char *
salon_gift_order_make_token (SalonServerContext *context, const char *id)
{
  g_return_val_if_fail (context != NULL && id != NULL, NULL);

  return make_token (context, "SECRET_KEY", id);
}

SalonPaymentOrder *
salon_gift_order_load (SalonServerContext *context,
                       const char *id,
                       const char *token,
                       GError **error)
{
  g_autofree char *digest = salon_secret_digest (token);
  g_autoptr (SalonPaymentOrder) order = salon_payment_order_load (context, id, FALSE, error);

  if (order == NULL)
    return NULL;
  if (order->booking_id == NULL && salon_secret_is_equal (order->token_hash, digest))
    return g_steal_pointer (&order);
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                       "There is no such payment.");
  return NULL;
}

char *
salon_gift_order_make_path (const char *id, const char *token, SalonLanguage language)
{
  g_return_val_if_fail (id != NULL && token != NULL, NULL);

  return g_strdup_printf (
    "%s/%s/%s", language == SALON_LANGUAGE_ENGLISH ? "/en/gift-card/order" : "/bon-cadeau/commande",
    id, token);
}

static SalonLanguage
read_language (const SalonPaymentOrder *order)
{
  yyjson_doc *doc =
    order->gift_card != NULL ? yyjson_read (order->gift_card, strlen (order->gift_card), 0) : NULL;
  const char *name = yyjson_get_str (yyjson_obj_get (yyjson_doc_get_root (doc), "language"));
  SalonLanguage language =
    g_strcmp0 (name, "en") == 0 ? SALON_LANGUAGE_ENGLISH : SALON_LANGUAGE_FRENCH;

  yyjson_doc_free (doc);
  return language;
}

char *
salon_gift_order_find_link (SalonServerContext *context,
                            const char *site,
                            const SalonPaymentOrder *order)
{
  static const char *const variables[] = { "SECRET_KEY", "SECRET_KEY_PREVIOUS" };

  g_return_val_if_fail (context != NULL && site != NULL && order != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *token = make_token (context, variables[i], order->id);
      g_autofree char *digest = token != NULL ? salon_secret_digest (token) : NULL;
      g_autofree char *path = NULL;

      if (digest == NULL || !salon_secret_is_equal (digest, order->token_hash))
        continue;
      path = salon_gift_order_make_path (order->id, token, read_language (order));
      return g_strconcat (site, path, NULL);
    }
  return NULL;
}

gboolean
salon_gift_order_give_up (SalonServerContext *context, const char *id, GError **error)
{
  static const char sql[] = "WITH closing AS (\n"
                            "    UPDATE salon.payment_orders\n"
                            "    SET expires_at = now ()\n"
                            "    WHERE id = $1::uuid AND booking_id IS NULL AND state = 'pending'\n"
                            "    RETURNING id\n"
                            "  )\n"
                            "SELECT salon.add_job ('" SALON_JOB_SETTLE "', id::text) FROM closing";
  g_autoptr (PGresult) done =
    salon_server_context_query (context, sql, 1, (const char *[]) { id }, error);

  return done != NULL;
}
