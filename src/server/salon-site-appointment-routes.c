/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client's own page: what she has booked, paying in advance, cancelling, and the file for her telephone. */
#include <string.h>

#include "core/salon-phone.h"
#include "salon-booking-link.h"
#include "salon-checkout.h"
#include "salon-payments.h"
#include "salon-secret.h"
#include "salon-site-appointment.h"
#include "salon-site-form.h"
#include "salon-site-steps.h"

#define FORM "appointment"

/* Their names, and what a client calls them. */
static const char *const providers[][2] = {
  { "stripe", "appointment.provider_stripe" },
  { "paypal", "appointment.provider_paypal" },
  { "lydia", "appointment.provider_lydia" },
  { "wero", "appointment.provider_wero" },
};

typedef struct
{
  SalonServerContext *context;
  SalonServerRequest *request;
  const SalonSiteWords *words;
  SalonLanguage language;
  const char *id, *token;
  SalonSiteAppointment appointment;
} Page;

static void
clear_page (Page *page)
{
  salon_site_appointment_clear (&page->appointment);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, clear_page)

static gboolean
open_page (Page *page, SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  page->context = context;
  page->request = request;
  page->words = salon_site_page_get_words (context, request);
  page->language = salon_site_words_get_language (page->words);
  page->id = salon_server_request_get_parameter (request, "id");
  page->token = salon_server_request_get_parameter (request, "token");
  return salon_site_appointment_read (&page->appointment, context, page->id, page->token, error);
}

/* Below the page. Transfer full. */
static char *
make_path (const Page *page, const char *english, const char *french)
{
  g_autofree char *path = salon_booking_link_make_path (page->id, page->token, page->language);

  return g_strconcat (path, page->language == SALON_LANGUAGE_ENGLISH ? english : french, NULL);
}

/* It is nobody's but hers: nothing keeps it, finds it or tells where she came from. */
static SalonServerResponse *
hide (SalonServerResponse *response)
{
  if (response == NULL)
    return NULL;
  salon_server_response_set_header (response, "Cache-Control", "no-store");
  salon_server_response_set_header (response, "X-Robots-Tag", "noindex, nofollow");
  return response;
}

/* What is shown ---------------------------------------------------------------------------------------- */

static const char *
get_state_key (const Page *page, gboolean can_pay)
{
  switch (page->appointment.state)
    {
    case SALON_SITE_APPOINTMENT_CONFIRMED:
      return "appointment.state_confirmed";
    case SALON_SITE_APPOINTMENT_PENDING:
      return "appointment.state_pending";
    case SALON_SITE_APPOINTMENT_HELD:
      return can_pay ? "appointment.state_held" : "appointment.state_held_alone";
    case SALON_SITE_APPOINTMENT_CANCELLED:
      return "appointment.state_cancelled";
    case SALON_SITE_APPOINTMENT_LAPSED:
      return "appointment.state_lapsed";
    case SALON_SITE_APPOINTMENT_PAST:
      return "appointment.state_past";
    case SALON_SITE_APPOINTMENT_MISSED:
      break;
    }
  return "appointment.state_missed";
}

static gboolean
is_on_its_way (const Page *page)
{
  const char *word = salon_server_request_get_query (page->request, "paiement");

  return page->appointment.state == SALON_SITE_APPOINTMENT_HELD && page->appointment.is_paying
         && g_strcmp0 (word, "merci") == 0;
}

static char *
say_state (const Page *page, gboolean can_pay)
{
  const SalonSiteAppointment *self = &page->appointment;
  SalonMoment until =
    salon_moment_from_instant (self->booked.hold_expires_at, self->calendar->zone);
  g_autofree char *time = salon_site_format_time (salon_moment_get_minute (until), page->language);
  g_autofree char *amount = salon_site_format_money (self->owed_cents, page->language);

  if (is_on_its_way (page))
    return g_strdup (salon_site_words_get (page->words, "appointment.state_paying"));
  return salon_site_words_fill (page->words, get_state_key (page, can_pay), "time", time, "amount",
                                amount, NULL);
}

static gboolean
add_providers (const Page *page, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  yyjson_mut_val *list = yyjson_mut_arr (doc);
  g_autofree char *amount = salon_site_format_money (page->appointment.owed_cents, page->language);

  for (gsize i = 0; page->appointment.owed_cents > 0 && i < G_N_ELEMENTS (providers); i++)
    {
      yyjson_mut_val *one;

      if (salon_payments_get_provider (page->context, providers[i][0], NULL) == NULL)
        continue;
      one = yyjson_mut_arr_add_obj (doc, list);
      salon_site_page_add (doc, one, "id", providers[i][0]);
      salon_site_page_take (
        doc, one, "name",
        salon_site_words_fill (page->words, "appointment.pay_with", "amount", amount, "provider",
                               salon_site_words_get (page->words, providers[i][1]), NULL));
    }
  if (yyjson_mut_arr_size (list) == 0)
    return FALSE;
  yyjson_mut_obj_add_val (doc, root, "providers", list);
  yyjson_mut_obj_add_bool (doc, root, "can_pay", TRUE);
  salon_site_page_take (doc, root, "pay_path", make_path (page, "/payment", "/paiement"));
  return TRUE;
}

static void
add_lines (const Page *page, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  yyjson_mut_val *lines = yyjson_mut_obj_add_arr (doc, root, "lines");

  for (guint i = 0; i < page->appointment.lines->len; i++)
    {
      const SalonSiteAppointmentLine *line =
        &g_array_index (page->appointment.lines, SalonSiteAppointmentLine, i);
      yyjson_mut_val *one = yyjson_mut_arr_add_obj (doc, lines);

      salon_site_page_add (doc, one, "name", line->name);
      salon_site_page_take (doc, one, "price",
                            salon_site_format_money (line->price_cents, page->language));
    }
}

static void
add_money (const Page *page, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  const SalonSiteAppointment *self = &page->appointment;
  gboolean is_off =
    self->state == SALON_SITE_APPOINTMENT_CANCELLED || self->state == SALON_SITE_APPOINTMENT_LAPSED;

  salon_site_page_take (doc, root, "price",
                        salon_site_format_money (self->booked.price_cents, page->language));
  if (is_off && self->was_paid)
    salon_site_page_add (doc, root, "refunded",
                         salon_site_words_get (page->words, "appointment.refunded"));
  if (is_off || self->paid_cents <= 0)
    return;
  salon_site_page_take (doc, root, "paid",
                        salon_site_format_money (self->paid_cents, page->language));
  salon_site_page_take (
    doc, root, "left",
    salon_site_format_money (MAX (self->booked.price_cents - self->paid_cents, 0), page->language));
}

static void
add_salon (const Page *page, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  const SalonSiteAppointment *self = &page->appointment;
  g_auto (GStrv) lines = g_strsplit (self->facts->address, "\n", -1);
  g_autofree char *address = g_strjoinv (", ", lines);

  if (*address != '\0')
    salon_site_page_add (doc, root, "address", address);
  if (*self->facts->phone == '\0')
    return;
  salon_site_page_take (doc, root, "salon_phone", salon_phone_format (self->facts->phone));
  salon_site_page_take (doc, root, "salon_phone_link",
                        g_strconcat ("tel:", self->facts->phone, NULL));
}

/* Moving and cancelling it here, or why not. */
static void
add_cancelling (const Page *page, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  const SalonSiteAppointment *self = &page->appointment;
  gboolean is_open = self->state == SALON_SITE_APPOINTMENT_CONFIRMED
                     || self->state == SALON_SITE_APPOINTMENT_PENDING
                     || self->state == SALON_SITE_APPOINTMENT_HELD;
  /* What waits to be paid is paid first. */
  gboolean can_move = is_open && self->state != SALON_SITE_APPOINTMENT_HELD;
  g_autofree char *when = NULL;

  yyjson_mut_obj_add_bool (doc, root, "is_open", is_open);
  if (!is_open)
    return;
  salon_site_page_take (doc, root, "file_path", make_path (page, "/agenda.ics", "/agenda.ics"));
  if (self->refusal != NULL)
    {
      salon_site_page_add (doc, root, "cancel_late",
                           salon_site_words_get (page->words, "appointment.cancel_late"));
      return;
    }
  when =
    salon_site_steps_say_moment (page->words,
                                 salon_moment_from_instant (self->until, self->calendar->zone));
  salon_site_page_take (doc, root, "cancel_until",
                        salon_site_words_fill (page->words,
                                               can_move ? "appointment.change_until"
                                                        : "appointment.cancel_until",
                                               "when", when, NULL));
  if (can_move)
    salon_site_page_take (doc, root, "reschedule_path", make_path (page, "/move", "/deplacer"));
  salon_site_page_take (doc, root, "cancel_path", make_path (page, "/cancel", "/annuler"));
}

static yyjson_mut_doc *
begin (const Page *page)
{
  const SalonSiteAppointment *self = &page->appointment;
  yyjson_mut_doc *doc = salon_site_page_new_data ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  g_autoptr (SalonSiteForm) form = salon_site_form_new (page->context, FORM);

  salon_site_page_add (doc, root, "title", salon_site_words_get (page->words, "appointment.title"));
  yyjson_mut_obj_add_bool (doc, root, "is_private", TRUE);
  salon_site_page_take (doc, root, "when",
                        salon_site_steps_say_moment (page->words, self->booked.start));
  salon_site_page_take (doc, root, "length",
                        salon_site_format_duration (self->booked.duration_minutes, page->language));
  salon_site_page_take (doc, root, "path", make_path (page, "", ""));
  add_lines (page, doc, root);
  add_money (page, doc, root);
  add_salon (page, doc, root);
  add_cancelling (page, doc, root);
  salon_site_form_write (form, page->words, doc, root);
  return doc;
}

/* She comes from the page on which she has moved it. */
static void
add_news (const Page *page, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  if (page->appointment.state <= SALON_SITE_APPOINTMENT_PENDING
      && salon_server_request_get_query (page->request, "deplace") != NULL)
    salon_site_page_add (doc, root, "news", salon_site_words_get (page->words, "move.done"));
}

static void
add_notice (const Page *page, yyjson_mut_doc *doc, yyjson_mut_val *root, const char *notice)
{
  const char *word = salon_server_request_get_query (page->request, "paiement");

  if (notice == NULL && g_strcmp0 (word, "annule") == 0
      && page->appointment.state == SALON_SITE_APPOINTMENT_HELD)
    notice = "appointment.pay_given_up";
  if (notice != NULL)
    salon_site_page_add (doc, root, "notice", salon_site_words_get (page->words, notice));
}

static SalonServerResponse *
show (const Page *page, guint status, const char *notice, GError **error)
{
  yyjson_mut_doc *doc = begin (page);
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  gboolean can_pay = add_providers (page, doc, root);
  SalonServerResponse *response;

  salon_site_page_take (doc, root, "state", say_state (page, can_pay));
  yyjson_mut_obj_add_bool (doc, root, "is_confirmed",
                           page->appointment.state == SALON_SITE_APPOINTMENT_CONFIRMED);
  add_notice (page, doc, root, notice);
  add_news (page, doc, root);
  response = salon_site_page_new (page->context, page->request, status, "appointment", doc, error);
  /* The provider's word may come after she does. */
  if (response != NULL && is_on_its_way (page))
    salon_server_response_set_header (response, "Refresh", "4");
  return hide (response);
}

static SalonServerResponse *
get_appointment (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (Page) page = { 0 };

  if (!open_page (&page, context, request, error))
    return NULL;
  if (is_on_its_way (&page) && !salon_site_appointment_look_up (context, page.id, error))
    return NULL;
  return show (&page, 200, NULL, error);
}

/* Cancelling ------------------------------------------------------------------------------------------- */

static SalonServerResponse *
go_back (const Page *page)
{
  g_autofree char *path = make_path (page, "", "");

  return hide (salon_site_page_see_other (path));
}

static SalonServerResponse *
get_cancel (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (Page) page = { 0 };
  g_autofree char *amount = NULL;
  yyjson_mut_doc *doc;
  yyjson_mut_val *root;

  if (!open_page (&page, context, request, error))
    return NULL;
  if (page.appointment.refusal != NULL || page.appointment.state > SALON_SITE_APPOINTMENT_HELD)
    return go_back (&page);
  doc = begin (&page);
  root = yyjson_mut_doc_get_root (doc);
  amount = salon_site_format_money (page.appointment.paid_cents, page.language);
  if (page.appointment.paid_cents > 0)
    salon_site_page_take (doc, root, "refund",
                          salon_site_words_fill (page.words, "appointment.cancel_refund", "amount",
                                                 amount, NULL));
  return hide (salon_site_page_new (context, request, 200, "appointment-cancel", doc, error));
}

static SalonServerResponse *
post_cancel (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (Page) page = { 0 };
  g_autoptr (SalonSiteForm) form = salon_site_form_read (context, request, FORM, error);
  g_auto (SalonServerBooked) booked = { 0 };
  const char *refusal = NULL;

  if (form == NULL || !open_page (&page, context, request, error))
    return NULL;
  /* The page was open for hours: she is asked again. */
  if (salon_site_form_has_faults (form))
    return get_cancel (context, request, error);
  if (!salon_server_booked_cancel (context, page.appointment.calendar, page.id, page.token, &booked,
                                   &refusal, error))
    return NULL;
  return refusal != NULL ? show (&page, 409, NULL, error) : go_back (&page);
}

/* Paying ----------------------------------------------------------------------------------------------- */

static gboolean
is_provider (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (providers); i++)
    if (g_str_equal (name, providers[i][0]))
      return TRUE;
  return FALSE;
}

static SalonServerResponse *
post_payment (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (Page) page = { 0 };
  g_autoptr (SalonSiteForm) form = salon_site_form_read (context, request, FORM, error);
  g_autoptr (SalonPaymentOrder) order = NULL;
  g_autoptr (GError) fault = NULL;
  g_autofree char *digest = NULL;
  const char *provider;

  if (form == NULL || !open_page (&page, context, request, error))
    return NULL;
  provider = salon_site_form_get (form, "provider");
  digest = salon_secret_digest (page.token);
  if (page.appointment.owed_cents > 0 && !salon_site_form_has_faults (form)
      && is_provider (provider))
    order = salon_checkout_for_booking (context, page.id, digest, provider, &fault);
  if (order != NULL)
    return hide (salon_site_page_see_other (order->url));
  salon_server_context_settle (context, fault);
  if (fault == NULL || g_error_matches (fault, SALON_SERVER_ERROR, SALON_SERVER_ERROR_CONFLICT)
      || g_error_matches (fault, SALON_SERVER_ERROR, SALON_SERVER_ERROR_GONE))
    return show (&page, 409, "appointment.pay_nothing", error);
  g_info ("a page to pay on was not opened: %s", fault->message);
  return show (&page, 503, "appointment.pay_trouble", error);
}

/* The file --------------------------------------------------------------------------------------------- */

static SalonServerResponse *
get_file (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (Page) page = { 0 };
  g_autoptr (GString) services = g_string_new (NULL);
  g_autofree char *phone = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SalonServerResponse *response;

  if (!open_page (&page, context, request, error))
    return NULL;
  for (guint i = 0; i < page.appointment.lines->len; i++)
    g_string_append_printf (
      services, "%s%s", i > 0 ? ", " : "",
      g_array_index (page.appointment.lines, SalonSiteAppointmentLine, i).name);
  phone = salon_phone_format (page.appointment.facts->phone);
  words = salon_site_words_fill (page.words,
                                 *phone != '\0' ? "appointment.file" : "appointment.file_silent",
                                 "services", services->str, "phone", phone, NULL);
  bytes =
    salon_site_appointment_write_file (&page.appointment, words,
                                       salon_server_context_get_now (context) / G_USEC_PER_SEC);
  response = salon_server_response_new_bytes (200, "text/calendar; charset=utf-8", bytes);
  salon_server_response_set_header (response, "Content-Disposition",
                                    "attachment; filename=\"rendez-vous.ics\"");
  return hide (response);
}

#define ROUTE(way, path, function, words, bucket)                                                  \
  { .method = way,                                                                                 \
    .pattern = path,                                                                               \
    .right = SALON_SERVER_RIGHT_PUBLIC,                                                            \
    .handler = function,                                                                           \
    .summary = words,                                                                              \
    .flags = SALON_SERVER_ROUTE_PAGE | SALON_SERVER_ROUTE_QUERY,                                   \
    .limit = bucket }

#define FRENCH "/rendez-vous/{id}/{token}"
#define ENGLISH "/en/appointment/{id}/{token}"

static const SalonServerRoute routes[] = {
  ROUTE ("GET", FRENCH, get_appointment, "A client's own page", "pages"),
  ROUTE ("GET", FRENCH "/annuler", get_cancel, "Asks whether to cancel", "pages"),
  ROUTE ("POST", FRENCH "/annuler", post_cancel, "Cancel", "booking"),
  ROUTE ("POST", FRENCH "/paiement", post_payment, "Pay in advance", "payment"),
  ROUTE ("GET", FRENCH "/agenda.ics", get_file, "The appointment for a telephone", "pages"),
  ROUTE ("GET", ENGLISH, get_appointment, "A client's own page, in English", "pages"),
  ROUTE ("GET", ENGLISH "/cancel", get_cancel, "Asks whether to cancel, in English", "pages"),
  ROUTE ("POST", ENGLISH "/cancel", post_cancel, "Cancel, in English", "booking"),
  ROUTE ("POST", ENGLISH "/payment", post_payment, "Pay in advance, in English", "payment"),
  ROUTE ("GET",
         ENGLISH "/agenda.ics",
         get_file,
         "The appointment for a telephone, in English",
         "pages"),
};

const SalonServerRouteTable salon_site_appointment_routes = { routes, G_N_ELEMENTS (routes) };
