/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of an order: waiting for the payment, the card with its picture and paper, or another try. The
 * address has the order's secret: these pages are for nobody else, and for no search engine. */
#include <string.h>

#include "core/salon-money.h"
#include "salon-checkout.h"
#include "salon-job.h"
#include "salon-server-rows.h"
#include "salon-site-gift.h"
#include "salon-site-page.h"
#include "salon-voucher-paper.h"
#include "site/salon-site-format.h"

#define FORM "gift-order"
/* How often the page looks again by itself: ten times soon, then more rarely; four minutes in all. */
#define MOST_LOOKS 40
#define SOON_LOOKS 10
#define SOON_SECONDS 2
#define LATE_SECONDS 7

typedef struct
{
  SalonServerContext *context;
  SalonServerRequest *request;
  const SalonSiteWords *words;
  const char *token;
  SalonPaymentOrder *order;
  PGresult *card; /* a row, or none */
} Page;

static void
page_clear (Page *self)
{
  g_clear_pointer (&self->order, salon_payment_order_free);
  g_clear_pointer (&self->card, PQclear);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

/* Reading ---------------------------------------------------------------------------------------------- */

static PGresult *
read_card (SalonServerContext *context, const SalonPaymentOrder *order, GError **error)
{
  static const char sql[] = "SELECT c.id, c.code, c.recipient_name, c.expiry_date,\n"
                            "  salon.gift_card_value (c)::numeric(12,2) AS value,\n"
                            "  CASE c.type WHEN 'service' THEN s.name END AS service_name,\n"
                            "  coalesce (c.status, 'active') = 'refunded' AS is_refunded,\n"
                            "  (SELECT n.recipient FROM public.notifications AS n\n"
                            "   WHERE n.gift_card_id = c.id AND n.channel = 'voucher'\n"
                            "     AND n.status IN ('pending', 'sending', 'unknown', 'sent')\n"
                            "   ORDER BY n.due_at LIMIT 1) AS mail\n"
                            "FROM public.gift_cards AS c\n"
                            "LEFT JOIN public.services AS s ON s.id = c.service_id\n"
                            "WHERE c.id = $1::uuid";

  return salon_server_context_query (context, sql, 1, (const char *[]) { order->gift_card_id },
                                     error);
}

static gboolean
is_pending (const Page *page)
{
  return g_strcmp0 (page->order->state, "pending") == 0;
}

static gboolean
has_card (const Page *page)
{
  return PQntuples (page->card) > 0 && *salon_server_rows_get (page->card, 0, "is_refunded") == 'f';
}

/* FALSE with @error set: NOT_FOUND for another secret too. */
static gboolean
page_read (Page *page, SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  page->context = context;
  page->request = request;
  page->words = salon_site_page_get_words (context, request);
  page->token = salon_server_request_get_parameter (request, "token");
  page->order = salon_gift_order_load (context, salon_server_request_get_parameter (request, "id"),
                                       page->token, error);
  if (page->order != NULL)
    page->card = read_card (context, page->order, error);
  return page->card != NULL;
}

/* Showing ---------------------------------------------------------------------------------------------- */

static void
say (const Page *page, yyjson_mut_doc *doc, const char *name, const char *key)
{
  yyjson_mut_obj_add_str (doc, yyjson_mut_doc_get_root (doc), name,
                          salon_site_words_get (page->words, key));
}

static void
add_card (const Page *page, yyjson_mut_doc *doc, const char *path)
{
  SalonLanguage language = salon_site_words_get_language (page->words);
  yyjson_mut_val *card = yyjson_mut_obj_add_obj (doc, yyjson_mut_doc_get_root (doc), "card");
  const char *recipient = salon_server_rows_get (page->card, 0, "recipient_name");
  const char *service = salon_server_rows_get (page->card, 0, "service_name");
  const char *mail = salon_server_rows_get (page->card, 0, "mail");
  const char *code = salon_server_rows_get (page->card, 0, "code");
  g_autofree char *value = NULL;
  g_autofree char *until = NULL;
  gint64 cents = 0;
  SalonDay day = SALON_DAY_NONE;

  salon_money_from_wire (salon_server_rows_get (page->card, 0, "value"), &cents, NULL);
  value = service != NULL ? g_strdup (service) : salon_site_format_money (cents, language);
  if (salon_day_parse (salon_server_rows_get (page->card, 0, "expiry_date"), &day, NULL))
    until = salon_site_format_date (day, language);
  salon_site_page_add (doc, card, "code", code);
  salon_site_page_add (doc, card, "value", value);
  salon_site_page_add (doc, card, "until", until != NULL ? until : "");
  salon_site_page_add (doc, card, "recipient", recipient != NULL ? recipient : "");
  if (mail != NULL)
    salon_site_page_add (doc, card, "mail", mail);
  salon_site_page_take (doc, card, "picture", g_strconcat (path, "/bon-cadeau.png", NULL));
  salon_site_page_take (doc, card, "paper", g_strconcat (path, "/bon-cadeau.pdf", NULL));
  yyjson_mut_obj_add_int (doc, card, "width", SALON_VOUCHER_PICTURE_WIDTH);
  yyjson_mut_obj_add_int (doc, card, "height", SALON_VOUCHER_PICTURE_HEIGHT);
  salon_site_page_take (doc, card, "alt",
                        salon_site_words_fill (page->words, "gift.alt_card", "value", value,
                                               "recipient", recipient != NULL ? recipient : "",
                                               "code", code, "date", until != NULL ? until : "",
                                               NULL));
}

/* When the page looks again, without any script; 0: not any more. */
static guint
read_looks (const Page *page)
{
  const char *text = salon_server_request_get_query (page->request, "essai");
  guint64 looks = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, MOST_LOOKS, &looks, NULL))
    looks = MOST_LOOKS;
  return (guint) looks;
}

static void
look_again (const Page *page, SalonServerResponse *response, const char *path)
{
  guint looks = read_looks (page);
  g_autofree char *refresh = NULL;

  if (looks >= MOST_LOOKS)
    return;
  refresh = g_strdup_printf ("%d; url=%s?paiement=merci&essai=%u",
                             looks < SOON_LOOKS ? SOON_SECONDS : LATE_SECONDS, path, looks + 1);
  salon_server_response_set_header (response, "Refresh", refresh);
}

/* One of: has_card, is_waiting, is_open, is_over, is_back. */
static void
add_state (const Page *page, yyjson_mut_doc *doc, const char *path, gboolean is_waiting)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *amount = salon_site_format_money (page->order->amount_cents,
                                                     salon_site_words_get_language (page->words));

  salon_site_page_add (doc, root, "amount", amount);
  if (has_card (page))
    {
      say (page, doc, "title", "gift.ready_title");
      add_card (page, doc, path);
    }
  else if (is_waiting)
    {
      say (page, doc, "title", "gift.waiting_title");
      yyjson_mut_obj_add_bool (doc, root, "is_waiting", TRUE);
      yyjson_mut_obj_add_bool (doc, root, "is_long", read_looks (page) >= MOST_LOOKS);
    }
  else if (is_pending (page))
    {
      say (page, doc, "title", "gift.open_title");
      yyjson_mut_obj_add_bool (doc, root, "is_open", TRUE);
      salon_site_page_take (doc, root, "paid_path", g_strconcat (path, "?paiement=merci", NULL));
    }
  else if (g_strcmp0 (page->order->state, "paid") == 0)
    {
      say (page, doc, "title", "gift.back_title");
      yyjson_mut_obj_add_bool (doc, root, "is_back", TRUE);
    }
  else
    {
      say (page, doc, "title", "gift.over_title");
      yyjson_mut_obj_add_bool (doc, root, "is_over", TRUE);
    }
}

static SalonServerResponse *
show (const Page *page, guint status, const SalonSiteForm *form, GError **error)
{
  gboolean is_waiting =
    is_pending (page)
    && g_strcmp0 (salon_server_request_get_query (page->request, "paiement"), "merci") == 0;
  g_autofree char *path = salon_gift_order_make_path (page->order->id, page->token,
                                                      salon_site_words_get_language (page->words));
  yyjson_mut_doc *doc = salon_site_page_new_data ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  SalonServerResponse *response;

  yyjson_mut_obj_add_bool (doc, root, "is_private", TRUE);
  salon_site_page_add (doc, root, "path", path);
  add_state (page, doc, path, is_waiting);
  salon_site_form_write (form, page->words, doc, root);
  response = salon_site_page_new (page->context, page->request, status, "gift-order", doc, error);
  if (response == NULL)
    return NULL;
  salon_server_response_set_header (response, "X-Robots-Tag", "noindex");
  if (is_waiting)
    look_again (page, response, path);
  return response;
}

/* Whoever comes back from the page is sooner here than the webhook, maybe: it is looked up. */
static SalonServerResponse *
get_order (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (Page) page = { 0 };
  g_autoptr (SalonSiteForm) form = NULL;

  if (!page_read (&page, context, request, error)
      || (is_pending (&page)
          && !salon_job_add (context, SALON_JOB_SETTLE, page.order->id, 0, error)))
    return NULL;
  form = salon_site_form_new (context, FORM);
  return show (&page, 200, form, error);
}

/* Another try ------------------------------------------------------------------------------------------ */

/* The form as it was filled in for this order. */
static SalonSiteForm *
fill_form (const Page *page)
{
  static const char *const names[][2] = {
    { "buyer_name", "buyer_name" },         { "buyer_email", "buyer_email" },
    { "recipient_name", "recipient_name" }, { "recipient_email", "recipient_email" },
    { "message", "custom_message" },        { "service", "service_id" },
  };
  const char *json = page->order->gift_card != NULL ? page->order->gift_card : "{}";
  SalonSiteForm *form = salon_site_form_new (page->context, SALON_SITE_GIFT_FORM);
  yyjson_doc *doc = yyjson_read (json, strlen (json), 0);
  yyjson_val *root = yyjson_doc_get_root (doc);
  g_autofree char *amount = salon_money_to_wire (page->order->amount_cents);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    salon_site_form_set (form, names[i][0], yyjson_get_str (yyjson_obj_get (root, names[i][1])));
  salon_site_form_set (form, "provider", page->order->provider);
  if (yyjson_obj_get (root, "service_id") != NULL)
    salon_site_form_set (form, "choice", "service");
  else if (salon_site_gift_is_suggestion (page->order->amount_cents))
    salon_site_form_set (form, "choice", amount);
  else
    {
      g_autofree char *typed = salon_money_format (page->order->amount_cents, "EUR",
                                                   salon_site_words_get_language (page->words));

      salon_site_form_set (form, "choice", "other");
      salon_site_form_set (form, "other_amount", typed);
    }
  yyjson_doc_free (doc);
  return form;
}

/* The form once more, with all that she has typed. Nobody should pay for the old order then. */
static SalonServerResponse *
start_again (const Page *page, GError **error)
{
  g_autoptr (SalonSiteForm) form = fill_form (page);

  if (!salon_gift_order_give_up (page->context, page->order->id, error))
    return NULL;
  return salon_site_gift_show (page->context, page->request, 200, form, TRUE, error);
}

static SalonServerResponse *
go_and_pay (Page *page, SalonSiteForm *form, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SalonPaymentOrder) order =
    salon_checkout_reopen (page->context, page->order, &failure);

  if (order != NULL && order->url != NULL && g_strcmp0 (order->state, "pending") == 0)
    return salon_site_page_see_other (order->url);
  salon_server_context_settle (page->context, failure);
  salon_site_form_add_fault (form, NULL, salon_site_words_get (page->words, "gift.provider_away"));
  return show (page, 503, form, error);
}

static SalonServerResponse *
post_order (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (SalonSiteForm) form = salon_site_form_read (context, request, FORM, error);
  g_auto (Page) page = { 0 };

  if (form == NULL || !page_read (&page, context, request, error))
    return NULL;
  if (has_card (&page) || salon_site_form_has_faults (form))
    return show (&page, has_card (&page) ? 200 : 422, form, error);
  if (g_str_equal (salon_site_form_get (form, "action"), "again"))
    return start_again (&page, error);
  return go_and_pay (&page, form, error);
}

/* The card --------------------------------------------------------------------------------------------- */

/* Draws the card as @type; there is none before it is paid. */
static SalonServerResponse *
get_file (SalonServerContext *context,
          SalonServerRequest *request,
          GBytes *(*draw) (SalonServerContext *, const char *, GError **),
          const char *type,
          GError **error)
{
  g_auto (Page) page = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  SalonServerResponse *response;

  if (!page_read (&page, context, request, error))
    return NULL;
  if (!has_card (&page))
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                           "There is no card yet.");
      return NULL;
    }
  bytes = draw (context, salon_server_rows_get (page.card, 0, "id"), error);
  if (bytes == NULL)
    return NULL;
  response = salon_server_response_new_bytes (200, type, bytes);
  salon_server_response_set_header (response, "X-Robots-Tag", "noindex");
  return response;
}

static SalonServerResponse *
get_paper (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  SalonServerResponse *response =
    get_file (context, request, salon_voucher_paper_draw, "application/pdf", error);

  if (response != NULL)
    salon_server_response_set_header (response, "Content-Disposition",
                                      "inline; filename=\"bon-cadeau.pdf\"");
  return response;
}

static SalonServerResponse *
get_picture (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return get_file (context, request, salon_voucher_paper_draw_picture, "image/png", error);
}

#define ROUTE(way, path, function, words, bucket)                                                  \
  { .method = way,                                                                                 \
    .pattern = path,                                                                               \
    .right = SALON_SERVER_RIGHT_PUBLIC,                                                            \
    .handler = function,                                                                           \
    .summary = words,                                                                              \
    .flags = SALON_SERVER_ROUTE_PAGE,                                                              \
    .limit = bucket }
#define FRENCH "/bon-cadeau/commande/{id}/{token}"
#define ENGLISH "/en/gift-card/order/{id}/{token}"

static const SalonServerRoute routes[] = {
  ROUTE ("GET", FRENCH, get_order, "What became of an order", "pages"),
  ROUTE ("GET", ENGLISH, get_order, "What became of an order, in English", "pages"),
  ROUTE ("POST", FRENCH, post_order, "Pay an order, or change it", "payment"),
  ROUTE ("POST", ENGLISH, post_order, "Pay an order, or change it, in English", "payment"),
  ROUTE ("GET", FRENCH "/bon-cadeau.pdf", get_paper, "The paper of the card", "preview"),
  ROUTE ("GET", ENGLISH "/bon-cadeau.pdf", get_paper, "The paper of the card", "preview"),
  ROUTE ("GET", FRENCH "/bon-cadeau.png", get_picture, "A picture of the card", "preview"),
  ROUTE ("GET", ENGLISH "/bon-cadeau.png", get_picture, "A picture of the card", "preview"),
};

const SalonServerRouteTable salon_site_gift_order_routes = { routes, G_N_ELEMENTS (routes) };
