/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-gift.h"

#include <string.h>

#include "core/salon-money.h"
#include "core/salon-text.h"
#include "salon-gift-purchase.h"
#include "salon-payments.h"
#include "salon-server-rows.h"
#include "salon-site-page.h"
#include "salon-voucher-paper.h"
#include "site/salon-site-format.h"

#define MOST_EMAIL 254

static const gint64 suggestions[] = { 3000, 5000, 8000, 10000, 15000 };

/* Choices ---------------------------------------------------------------------------------------------- */

gboolean
salon_site_gift_is_suggestion (gint64 cents)
{
  for (gsize i = 0; i < G_N_ELEMENTS (suggestions); i++)
    if (suggestions[i] == cents)
      return TRUE;
  return FALSE;
}

void
salon_site_gift_choice_clear (SalonSiteGiftChoice *self)
{
  g_clear_pointer (&self->amount, g_free);
}

void
salon_site_gift_read_choice (const SalonSiteForm *form, SalonSiteGiftChoice *choice)
{
  const char *chosen = salon_site_form_get (form, "choice");
  const char *service = salon_site_form_get (form, "service");
  gint64 cents = 0;

  if (g_str_equal (chosen, "service"))
    {
      choice->service_id = g_uuid_string_is_valid (service) ? service : NULL;
      return;
    }
  if (g_str_equal (chosen, "other"))
    salon_money_parse (salon_site_form_get (form, "other_amount"), &cents, NULL);
  else
    salon_money_from_wire (chosen, &cents, NULL);
  if (cents < SALON_GIFT_ORDER_MIN_CENTS || cents > SALON_GIFT_ORDER_MAX_CENTS)
    return;
  choice->amount_cents = cents;
  choice->amount = salon_money_to_wire (cents);
}

static gboolean
has_provider (SalonServerContext *context, const char *name)
{
  const SalonPaymentSettings *settings = salon_payments_get_settings (context);

  /* Without a secret of its own the server could not lead anybody back. */
  if (salon_server_configuration_get (context->configuration, "SECRET_KEY") == NULL)
    return FALSE;
  if (g_str_equal (name, "stripe"))
    return settings->stripe_mode != SALON_PAYMENT_MODE_OFF;
  if (g_str_equal (name, "paypal"))
    return settings->paypal_mode != SALON_PAYMENT_MODE_OFF;
  if (g_str_equal (name, "lydia"))
    return settings->lydia_mode != SALON_PAYMENT_MODE_OFF;
  return g_str_equal (name, "wero") && settings->has_wero;
}

static const struct
{
  const char *name;
  const char *key;
} providers[] = {
  { "stripe", "gift.by_stripe" },
  { "paypal", "gift.by_paypal" },
  { "lydia", "gift.by_lydia" },
  { "wero", "gift.by_wero" },
};

/* What can be given: id, name and price in cents. */
static PGresult *
read_services (SalonServerContext *context, GError **error)
{
  static const char sql[] =
    "SELECT id, name, (price * 100)::bigint AS cents\n"
    "FROM public.services\n"
    "WHERE is_active AND price * 100 >= $1::bigint\n"
    "ORDER BY min (position) OVER (PARTITION BY category), category, position, name, id";
  g_autofree char *least = g_strdup_printf ("%d", SALON_GIFT_ORDER_MIN_CENTS);

  return salon_server_context_query (context, sql, 1, (const char *[]) { least }, error);
}

/* Checking --------------------------------------------------------------------------------------------- */

static void
check_name (SalonSiteForm *form, const char *name, const char *needed, const SalonSiteWords *words)
{
  g_autofree char *clean = salon_text_clean (salon_site_form_get (form, name));

  salon_site_form_set (form, name, clean);
  if (*clean == '\0')
    salon_site_form_add_fault (form, name, needed);
  else if (g_utf8_strlen (clean, -1) > SALON_GIFT_ORDER_MOST_NAME)
    salon_site_form_add_fault (form, name, salon_site_words_get (words, "gift.name_too_long"));
}

static void
check_email (SalonSiteForm *form, const char *name, gboolean is_needed, const SalonSiteWords *words)
{
  g_autofree char *clean = salon_text_clean (salon_site_form_get (form, name));

  salon_site_form_set (form, name, clean);
  if (*clean == '\0' && is_needed)
    salon_site_form_add_fault (form, name, salon_site_words_get (words, "gift.need_buyer_email"));
  else if (*clean != '\0' && (strlen (clean) > MOST_EMAIL || !salon_text_is_email (clean)))
    salon_site_form_add_fault (form, name, salon_site_words_get (words, "gift.wrong_email"));
}

static void
check_choice (SalonSiteForm *form, const SalonSiteWords *words)
{
  const char *chosen = salon_site_form_get (form, "choice");
  g_auto (SalonSiteGiftChoice) choice = { 0 };

  salon_site_gift_read_choice (form, &choice);
  if (choice.amount != NULL || choice.service_id != NULL)
    return;
  if (g_str_equal (chosen, "service"))
    salon_site_form_add_fault (form, "service", salon_site_words_get (words, "gift.need_service"));
  else if (g_str_equal (chosen, "other"))
    {
      SalonLanguage language = salon_site_words_get_language (words);
      g_autofree char *least = salon_site_format_money (SALON_GIFT_ORDER_MIN_CENTS, language);
      g_autofree char *most = salon_site_format_money (SALON_GIFT_ORDER_MAX_CENTS, language);
      g_autofree char *sentence =
        salon_site_words_fill (words, "gift.wrong_amount", "least", least, "most", most, NULL);

      salon_site_form_add_fault (form, "other_amount", sentence);
    }
  else
    salon_site_form_add_fault (form, "choice", salon_site_words_get (words, "gift.need_choice"));
}

void
salon_site_gift_check (SalonServerContext *context,
                       SalonSiteForm *form,
                       const SalonSiteWords *words)
{
  g_return_if_fail (context != NULL && form != NULL && words != NULL);

  check_choice (form, words);
  check_name (form, "recipient_name", salon_site_words_get (words, "gift.need_recipient_name"),
              words);
  check_email (form, "recipient_email", FALSE, words);
  if (g_utf8_strlen (salon_site_form_get (form, "message"), -1) > SALON_GIFT_ORDER_MOST_MESSAGE)
    salon_site_form_add_fault (form, "message",
                               salon_site_words_get (words, "gift.message_too_long"));
  check_name (form, "buyer_name", salon_site_words_get (words, "gift.need_buyer_name"), words);
  check_email (form, "buyer_email", TRUE, words);
  if (!has_provider (context, salon_site_form_get (form, "provider")))
    salon_site_form_add_fault (form, "provider",
                               salon_site_words_get (words, "gift.need_provider"));
}

/* The picture ------------------------------------------------------------------------------------------ */

/* "80 €", or what the service is called; NULL: nothing yet. */
static gboolean
say_value (SalonServerContext *context,
           const SalonSiteGiftChoice *choice,
           SalonLanguage language,
           char **value,
           GError **error)
{
  g_autoptr (PGresult) rows = NULL;

  if (choice->amount_cents > 0)
    *value = salon_site_format_money (choice->amount_cents, language);
  if (choice->service_id == NULL)
    return TRUE;
  rows = salon_server_context_query (
    context, "SELECT name FROM public.services WHERE id = $1::uuid AND is_active", 1,
    (const char *[]) { choice->service_id }, error);
  if (rows != NULL && PQntuples (rows) > 0)
    *value = g_strdup (PQgetvalue (rows, 0, 0));
  return rows != NULL;
}

static void
append_words (GString *text, const SalonSiteWords *words, const char *key, const char *value)
{
  g_autofree char *sentence = NULL;

  if (value == NULL || *value == '\0')
    return;
  sentence = salon_site_words_fill (words, key, "what", value, NULL);
  g_string_append_printf (text, " %s", sentence);
}

GBytes *
salon_site_gift_draw (SalonServerContext *context,
                      const SalonSiteForm *form,
                      const SalonSiteWords *words,
                      char **alt,
                      GError **error)
{
  SalonLanguage language = salon_site_words_get_language (words);
  g_auto (SalonSiteGiftChoice) choice = { 0 };
  g_autoptr (GString) text = NULL;
  g_autofree char *recipient = salon_text_clean (salon_site_form_get (form, "recipient_name"));
  g_autofree char *buyer = salon_text_clean (salon_site_form_get (form, "buyer_name"));
  g_autofree char *value = NULL;
  g_autofree char *on = NULL;
  g_autofree char *until = NULL;
  g_autofree char *last = NULL;
  SalonVoucherSpecimen specimen = { 0 };
  SalonGiftCardRules rules;
  SalonDay today;

  salon_site_gift_read_choice (form, &choice);
  if (!salon_gift_purchase_read_rules (context, &rules, &today, error)
      || !say_value (context, &choice, language, &value, error))
    return NULL;
  on = salon_day_format (today);
  until = salon_day_format (salon_gift_card_rules_get_expiry (&rules, today));
  last = salon_site_format_date (salon_gift_card_rules_get_expiry (&rules, today), language);
  specimen.amount_cents = choice.amount_cents;
  specimen.service_id = choice.service_id;
  specimen.recipient = recipient;
  specimen.buyer = buyer;
  specimen.message = salon_site_form_get (form, "message");
  specimen.purchased_on = on;
  specimen.expires_on = until;

  text = g_string_new (salon_site_words_get (words, "gift.alt"));
  append_words (text, words, "gift.alt_value", value);
  append_words (text, words, "gift.alt_recipient", recipient);
  append_words (text, words, "gift.alt_buyer", buyer);
  append_words (text, words, "gift.alt_message", specimen.message);
  append_words (text, words, "gift.alt_until", last);
  *alt = g_string_free_and_steal (g_steal_pointer (&text));
  return salon_voucher_paper_draw_specimen (context, &specimen, error);
}

/* Showing ---------------------------------------------------------------------------------------------- */

static void
add_amounts (const SalonSiteForm *form,
             SalonLanguage language,
             yyjson_mut_doc *doc,
             yyjson_mut_val *root)
{
  const char *chosen = salon_site_form_get (form, "choice");
  yyjson_mut_val *amounts = yyjson_mut_obj_add_arr (doc, root, "amounts");

  for (gsize i = 0; i < G_N_ELEMENTS (suggestions); i++)
    {
      yyjson_mut_val *one = yyjson_mut_arr_add_obj (doc, amounts);
      g_autofree char *wire = salon_money_to_wire (suggestions[i]);

      yyjson_mut_obj_add_int (doc, one, "number", suggestions[i] / 100);
      yyjson_mut_obj_add_bool (doc, one, "is_chosen", g_str_equal (chosen, wire));
      salon_site_page_add (doc, one, "value", wire);
      salon_site_page_take (doc, one, "label", salon_site_format_money (suggestions[i], language));
    }
  yyjson_mut_obj_add_bool (doc, root, "is_other", g_str_equal (chosen, "other"));
  yyjson_mut_obj_add_bool (doc, root, "is_service", g_str_equal (chosen, "service"));
}

static void
add_services (const PGresult *rows,
              const SalonSiteForm *form,
              SalonLanguage language,
              yyjson_mut_doc *doc,
              yyjson_mut_val *root)
{
  const char *chosen = salon_site_form_get (form, "service");
  yyjson_mut_val *services = yyjson_mut_obj_add_arr (doc, root, "services");

  for (int i = 0; i < PQntuples (rows); i++)
    {
      yyjson_mut_val *one = yyjson_mut_arr_add_obj (doc, services);
      gint64 cents = g_ascii_strtoll (PQgetvalue (rows, i, 2), NULL, 10);
      g_autofree char *price = salon_site_format_money (cents, language);

      salon_site_page_add (doc, one, "id", PQgetvalue (rows, i, 0));
      salon_site_page_take (doc, one, "label",
                            g_strdup_printf ("%s – %s", PQgetvalue (rows, i, 1), price));
      yyjson_mut_obj_add_bool (doc, one, "is_chosen",
                               g_ascii_strcasecmp (chosen, PQgetvalue (rows, i, 0)) == 0);
    }
  yyjson_mut_obj_add_bool (doc, root, "has_services", PQntuples (rows) > 0);
}

static void
add_providers (SalonServerContext *context,
               const SalonSiteForm *form,
               const SalonSiteWords *words,
               yyjson_mut_doc *doc,
               yyjson_mut_val *root)
{
  const char *chosen = salon_site_form_get (form, "provider");
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, root, "providers");
  gboolean is_known = has_provider (context, chosen);
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (providers); i++)
    if (has_provider (context, providers[i].name))
      {
        yyjson_mut_val *one = yyjson_mut_arr_add_obj (doc, list);

        yyjson_mut_obj_add_str (doc, one, "name", providers[i].name);
        salon_site_page_add (doc, one, "label", salon_site_words_get (words, providers[i].key));
        yyjson_mut_obj_add_bool (doc, one, "is_chosen",
                                 is_known ? g_str_equal (chosen, providers[i].name) : n == 0);
        n++;
      }
  yyjson_mut_obj_add_bool (doc, root, "can_pay", n > 0);
}

static gboolean
add_terms (SalonServerContext *context,
           const SalonSiteWords *words,
           yyjson_mut_doc *doc,
           yyjson_mut_val *root,
           GError **error)
{
  SalonGiftCardRules rules;
  SalonDay today;
  g_autofree char *last = NULL;
  g_autofree char *months = NULL;

  if (!salon_gift_purchase_read_rules (context, &rules, &today, error))
    return FALSE;
  last = salon_site_format_date (salon_gift_card_rules_get_expiry (&rules, today),
                                 salon_site_words_get_language (words));
  months = salon_site_words_count (words, "gift.months", rules.validity_months);
  salon_site_page_take (doc, root, "validity",
                        salon_site_words_fill (words, "gift.validity", "months", months, "date",
                                               last, NULL));
  yyjson_mut_obj_add_int (doc, root, "most_message", SALON_GIFT_ORDER_MOST_MESSAGE);
  /* For the script, which puts a number there. */
  salon_site_page_take (doc, root, "left_many",
                        salon_site_words_fill (words, "gift.left_many", "n", "#", NULL));
  salon_site_page_take (doc, root, "left_one",
                        salon_site_words_fill (words, "gift.left_one", "n", "#", NULL));
  return TRUE;
}

/* As it was typed, within the page. */
static gboolean
add_picture (SalonServerContext *context,
             const SalonSiteForm *form,
             const SalonSiteWords *words,
             yyjson_mut_doc *doc,
             yyjson_mut_val *root,
             GError **error)
{
  yyjson_mut_val *picture;
  g_autofree char *alt = NULL;
  g_autofree char *base64 = NULL;
  g_autoptr (GBytes) png = NULL;

  png = salon_site_gift_draw (context, form, words, &alt, error);
  if (png == NULL)
    return FALSE;
  picture = yyjson_mut_obj_add_obj (doc, root, "picture");
  yyjson_mut_obj_add_int (doc, picture, "width", SALON_VOUCHER_PICTURE_WIDTH);
  yyjson_mut_obj_add_int (doc, picture, "height", SALON_VOUCHER_PICTURE_HEIGHT);
  base64 = g_base64_encode (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  salon_site_page_take (doc, picture, "source",
                        g_strconcat ("data:image/png;base64,", base64, NULL));
  salon_site_page_add (doc, picture, "alt", alt);
  return TRUE;
}

SalonServerResponse *
salon_site_gift_show (SalonServerContext *context,
                      SalonServerRequest *request,
                      guint status,
                      const SalonSiteForm *form,
                      gboolean with_picture,
                      GError **error)
{
  const SalonSiteWords *words = salon_site_page_get_words (context, request);
  SalonLanguage language = salon_site_words_get_language (words);
  g_autoptr (PGresult) services = read_services (context, error);
  yyjson_mut_doc *doc = NULL;
  yyjson_mut_val *root;

  if (services == NULL)
    return NULL;
  doc = salon_site_page_new_data ();
  root = yyjson_mut_doc_get_root (doc);
  yyjson_mut_obj_add_str (doc, root, "title", salon_site_words_get (words, "gift.title"));
  yyjson_mut_obj_add_str (doc, root, "description",
                          salon_site_words_get (words, "gift.description"));
  if (!add_terms (context, words, doc, root, error)
      || (with_picture && !add_picture (context, form, words, doc, root, error)))
    {
      yyjson_mut_doc_free (doc);
      return NULL;
    }
  if (with_picture)
    yyjson_mut_obj_add_bool (doc, root, "is_private", TRUE);
  salon_site_page_take (doc, root, "preview_path",
                        salon_site_path_translate ("/bon-cadeau/apercu", language));
  salon_site_page_take (doc, root, "balance_path",
                        salon_site_path_translate ("/bon-cadeau/solde", language));
  add_amounts (form, language, doc, root);
  add_services (services, form, language, doc, root);
  add_providers (context, form, words, doc, root);
  salon_site_form_write (form, words, doc, root);
  return salon_site_page_new (context, request, status, "gift-card", doc, error);
}
