/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Giving: what and to whom, how it will look, and the order. */
#include "salon-site-gift.h"
#include "salon-site-page.h"

static SalonServerResponse *
get_form (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (SalonSiteForm) form = salon_site_form_new (context, SALON_SITE_GIFT_FORM);

  salon_site_form_set (form, "choice", SALON_SITE_GIFT_FIRST_CHOICE);
  return salon_site_gift_show (context, request, 200, form, FALSE, error);
}

/* Ordering --------------------------------------------------------------------------------------------- */

/* The same wish of the same form is one order. Somebody who comes back and wishes for something else means
 * another. */
static char *
make_order_id (const SalonSiteForm *form, const SalonGiftWish *wish)
{
  const char *const parts[] = { salon_site_form_get_key (form),
                                wish->amount,
                                wish->service_id,
                                wish->buyer_name,
                                wish->buyer_email,
                                wish->recipient_name,
                                wish->recipient_email,
                                wish->message,
                                wish->provider };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_string_append_printf (text, "%s\x1f", parts[i] != NULL ? parts[i] : "");
  return salon_gift_order_make_id (text->str);
}

/* Is there an order already, although its page could not be had? */
static SalonServerResponse *
go_to_order (SalonServerContext *context,
             SalonServerRequest *request,
             const char *id,
             const char *token)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SalonPaymentOrder) order = salon_gift_order_load (context, id, token, &failure);
  g_autofree char *path =
    order != NULL ? salon_gift_order_make_path (id, token, salon_site_page_get_language (request))
                  : NULL;

  salon_server_context_settle (context, failure);
  return path != NULL ? salon_site_page_see_other (path) : NULL;
}

/* Words for what she can do something about; FALSE for anything else. */
static gboolean
explain (const GError *failure, SalonSiteForm *form, const SalonSiteWords *words)
{
  if (g_error_matches (failure, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND))
    salon_site_form_add_fault (form, "service", salon_site_words_get (words, "gift.service_gone"));
  else if (g_error_matches (failure, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAVAILABLE)
           || g_error_matches (failure, SALON_SERVER_ERROR, SALON_SERVER_ERROR_PROVIDER)
           || g_error_matches (failure, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_CONFIGURED))
    salon_site_form_add_fault (form, "provider",
                               salon_site_words_get (words, "gift.provider_away"));
  else
    return FALSE;
  return TRUE;
}

/* To the page of the provider; to the order's own when it is paid already, or cannot be yet. */
static SalonServerResponse *
order_card (SalonServerContext *context,
            SalonServerRequest *request,
            SalonSiteForm *form,
            GError **error)
{
  const SalonSiteWords *words = salon_site_page_get_words (context, request);
  g_auto (SalonSiteGiftChoice) choice = { 0 };
  g_autoptr (SalonPaymentOrder) order = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *id = NULL;
  g_autofree char *token = NULL;
  SalonServerResponse *response;
  SalonGiftWish wish = {
    .buyer_name = salon_site_form_get (form, "buyer_name"),
    .buyer_email = salon_site_form_get (form, "buyer_email"),
    .recipient_name = salon_site_form_get (form, "recipient_name"),
    .recipient_email = salon_site_form_get (form, "recipient_email"),
    .message = salon_site_form_get (form, "message"),
    .provider = salon_site_form_get (form, "provider"),
    .language = salon_site_words_get_language (words) == SALON_LANGUAGE_ENGLISH ? "en" : "fr",
  };

  salon_site_gift_read_choice (form, &choice);
  wish.amount = choice.amount;
  wish.service_id = choice.service_id;
  id = make_order_id (form, &wish);
  token = salon_gift_order_make_token (context, id);
  order = salon_gift_order_place (context, &wish, id, token, &failure);
  if (order != NULL && order->url != NULL && g_strcmp0 (order->state, "pending") == 0)
    return salon_site_page_see_other (order->url);
  salon_server_context_settle (context, failure);
  response = go_to_order (context, request, id, token);
  if (response != NULL)
    return response;
  if (failure != NULL && explain (failure, form, words))
    return salon_site_gift_show (context, request, 422, form, TRUE, error);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAVAILABLE,
                         "The order could not be read.");
  return NULL;
}

static SalonServerResponse *
post_form (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (SalonSiteForm) form =
    salon_site_form_read (context, request, SALON_SITE_GIFT_FORM, error);

  if (form == NULL)
    return NULL;
  if (g_str_equal (salon_site_form_get (form, "action"), "preview"))
    return salon_site_gift_show (context, request, 200, form, TRUE, error);
  salon_site_gift_check (context, form, salon_site_page_get_words (context, request));
  if (salon_site_form_has_faults (form))
    return salon_site_gift_show (context, request, 422, form, TRUE, error);
  return order_card (context, request, form, error);
}

/* The picture ------------------------------------------------------------------------------------------ */

/* While she types: the picture and its words, as {"source", "alt"}. */
static SalonServerResponse *
post_preview (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (SalonSiteForm) form =
    salon_site_form_read (context, request, SALON_SITE_GIFT_FORM, error);
  g_autofree char *alt = NULL;
  g_autofree char *base64 = NULL;
  g_autoptr (GBytes) png = NULL;
  yyjson_mut_doc *doc = NULL;
  yyjson_mut_val *root;

  if (form == NULL)
    return NULL;
  png =
    salon_site_gift_draw (context, form, salon_site_page_get_words (context, request), &alt, error);
  if (png == NULL)
    return NULL;
  base64 = g_base64_encode (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  doc = salon_site_page_new_data ();
  root = yyjson_mut_doc_get_root (doc);
  salon_site_page_take (doc, root, "source", g_strconcat ("data:image/png;base64,", base64, NULL));
  salon_site_page_add (doc, root, "alt", alt);
  return salon_server_response_new_json (200, doc);
}

#define ROUTE(way, path, function, words, bucket)                                                  \
  { .method = way,                                                                                 \
    .pattern = path,                                                                               \
    .right = SALON_SERVER_RIGHT_PUBLIC,                                                            \
    .handler = function,                                                                           \
    .summary = words,                                                                              \
    .flags = SALON_SERVER_ROUTE_PAGE,                                                              \
    .limit = bucket }

static const SalonServerRoute routes[] = {
  ROUTE ("GET", "/bon-cadeau", get_form, "What to give, and to whom", "pages"),
  ROUTE ("GET", "/en/gift-card", get_form, "What to give, and to whom, in English", "pages"),
  ROUTE ("POST", "/bon-cadeau", post_form, "Order a gift card", "payment"),
  ROUTE ("POST", "/en/gift-card", post_form, "Order a gift card, in English", "payment"),
  ROUTE ("POST", "/bon-cadeau/apercu", post_preview, "How the card will look", "preview"),
  ROUTE ("POST",
         "/en/gift-card/preview",
         post_preview,
         "How the card will look, in English",
         "preview"),
};

const SalonServerRouteTable salon_site_gift_routes = { routes, G_N_ELEMENTS (routes) };
