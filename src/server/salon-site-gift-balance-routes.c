/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left on a gift card. Its code is typed into a form: in an address it would stay in the browser. */
#include <string.h>

#include "core/salon-money.h"
#include "salon-gift-lookup.h"
#include "salon-server-rows.h"
#include "salon-site-form.h"
#include "salon-site-page.h"
#include "site/salon-site-format.h"

#define FORM "gift-balance"
#define MOST_CODE 60

/* One sentence: what is left, and until when. @card: (nullable) */
static SalonServerResponse *
show (SalonServerContext *context,
      SalonServerRequest *request,
      const SalonSiteForm *form,
      const PGresult *card,
      GError **error)
{
  const SalonSiteWords *words = salon_site_page_get_words (context, request);
  yyjson_mut_doc *doc = salon_site_page_new_data ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);

  yyjson_mut_obj_add_str (doc, root, "title", salon_site_words_get (words, "gift.balance_title"));
  yyjson_mut_obj_add_str (doc, root, "description",
                          salon_site_words_get (words, "gift.balance_description"));
  salon_site_page_take (doc, root, "balance_path",
                        salon_site_path_translate ("/bon-cadeau/solde",
                                                   salon_site_words_get_language (words)));
  salon_site_form_write (form, words, doc, root);
  if (card != NULL)
    {
      SalonLanguage language = salon_site_words_get_language (words);
      yyjson_mut_val *shown = yyjson_mut_obj_add_obj (doc, root, "card");
      const char *service = salon_server_rows_get (card, 0, "service_name");
      const char *status = salon_server_rows_get (card, 0, "status");
      const char *key = g_str_equal (status, "used")      ? "gift.card_used"
                        : g_str_equal (status, "expired") ? "gift.card_expired"
                                                          : "gift.card_active";
      g_autofree char *left = NULL;
      g_autofree char *until = NULL;
      gint64 cents = 0;
      SalonDay day = SALON_DAY_NONE;

      salon_money_from_wire (salon_server_rows_get (card, 0, "balance"), &cents, NULL);
      left = salon_site_format_money (cents, language);
      if (salon_day_parse (salon_server_rows_get (card, 0, "expiry_date"), &day, NULL))
        until = salon_site_format_date (day, language);
      salon_site_page_add (doc, shown, "code", salon_server_rows_get (card, 0, "code"));
      salon_site_page_take (doc, shown, "sentence",
                            salon_site_words_fill (words, key, "amount", left, "date",
                                                   until != NULL ? until : "", NULL));
      if (service != NULL)
        salon_site_page_add (doc, shown, "service", service);
      yyjson_mut_obj_add_bool (doc, shown, "is_good",
                               *salon_server_rows_get (card, 0, "valid") == 't');
    }
  return salon_site_page_new (context, request, salon_site_form_has_faults (form) ? 422 : 200,
                              "gift-balance", doc, error);
}

static SalonServerResponse *
get_balance (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (SalonSiteForm) form = salon_site_form_new (context, FORM);

  return show (context, request, form, NULL, error);
}

/* A code that there is not is looked up like one that there is; of what is wrong with it no more is told than its
 * check character knows. */
static SalonServerResponse *
post_balance (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  const SalonSiteWords *words = salon_site_page_get_words (context, request);
  g_autoptr (SalonSiteForm) form = salon_site_form_read (context, request, FORM, error);
  g_autoptr (PGresult) card = NULL;
  g_autoptr (GError) failure = NULL;
  SalonVoucherVerdict verdict = SALON_VOUCHER_FOREIGN;
  const char *code;

  if (form == NULL)
    return NULL;
  if (salon_site_form_has_faults (form))
    return show (context, request, form, NULL, error);
  code = salon_site_form_get (form, "code");
  if (*code == '\0')
    salon_site_form_add_fault (form, "code", salon_site_words_get (words, "gift.need_code"));
  else if (strlen (code) <= MOST_CODE)
    card = salon_gift_lookup_find (context, code, &verdict, &failure);
  if (failure != NULL
      && !g_error_matches (failure, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (card == NULL && *code != '\0')
    salon_site_form_add_fault (form, "code",
                               salon_site_words_get (words,
                                                     verdict == SALON_VOUCHER_ONE_WRONG_CHARACTER
                                                       ? "gift.code_one_wrong"
                                                       : "gift.code_unknown"));
  return show (context, request, form, card, error);
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
  ROUTE ("GET", "/bon-cadeau/solde", get_balance, "Which card?", "pages"),
  ROUTE ("GET", "/en/gift-card/balance", get_balance, "Which card, in English?", "pages"),
  ROUTE ("POST", "/bon-cadeau/solde", post_balance, "What is left on a card", "code"),
  ROUTE ("POST",
         "/en/gift-card/balance",
         post_balance,
         "What is left on a card, in English",
         "code"),
};

const SalonServerRouteTable salon_site_gift_balance_routes = { routes, G_N_ELEMENTS (routes) };
