/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a payment page leads somebody back to whose order has no page of its own, as those that other programs
 * make by the endpoints have none (salon_checkout_make_back_url()). The order's number stands behind the address,
 * and anybody could have written it: what is said is true of every order, and tells nothing of this one.
 */
#include "salon-site-page.h"

static SalonServerResponse *
show (SalonServerContext *context,
      SalonServerRequest *request,
      const char *template,
      const char *title,
      GError **error)
{
  guint64 generation =
    salon_server_cache_begin (context->shared->cache, SALON_SERVER_TOPIC_CATALOGUE);
  const SalonSiteWords *words = salon_site_page_get_words (context, request);
  yyjson_mut_doc *doc = salon_site_page_new_data ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);

  yyjson_mut_obj_add_bool (doc, root, "is_private", TRUE);
  yyjson_mut_obj_add_str (doc, root, "title", salon_site_words_get (words, title));
  return salon_site_page_new_kept (context, request, template, doc, SALON_SERVER_TOPIC_CATALOGUE,
                                   generation, G_MAXINT64, error);
}

static SalonServerResponse *
get_thanks (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return show (context, request, "payment-thanks", "payment.thanks_title", error);
}

static SalonServerResponse *
get_given_up (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return show (context, request, "payment-given-up", "payment.given_up_title", error);
}

#define ROUTE(path, function, words)                                                               \
  { .method = "GET",                                                                               \
    .pattern = path,                                                                               \
    .right = SALON_SERVER_RIGHT_PUBLIC,                                                            \
    .handler = function,                                                                           \
    .summary = words,                                                                              \
    .flags = SALON_SERVER_ROUTE_PAGE | SALON_SERVER_ROUTE_CACHEABLE,                               \
    .limit = "pages" }

static const SalonServerRoute routes[] = {
  ROUTE ("/paiement/merci", get_thanks, "Back from a payment page"),
  ROUTE ("/en/payment/thanks", get_thanks, "Back from a payment page, in English"),
  ROUTE ("/paiement/annule", get_given_up, "Back without having paid"),
  ROUTE ("/en/payment/given-up", get_given_up, "Back without having paid, in English"),
};

const SalonServerRouteTable salon_site_payment_routes = { routes, G_N_ELEMENTS (routes) };
