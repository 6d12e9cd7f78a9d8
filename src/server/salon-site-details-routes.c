/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who books, what is told to her beforehand, and the booking itself. */
#include <string.h>

#include "core/salon-online-rules.h"
#include "salon-booking-link.h"
#include "salon-booking-token.h"
#include "salon-server-book.h"
#include "salon-server-booking.h"
#include "salon-site-contact.h"
#include "salon-site-steps.h"

typedef struct
{
  SalonServerContext *context;
  SalonServerRequest *request;
  SalonSiteVisit *visit;
  SalonSiteForm *form;
  SalonMoment start;
} Page;

/* What is shown ---------------------------------------------------------------------------------------- */

/* "arrhes" or "acompte": they are not the same when somebody does not come. */
static gboolean
read_deposit_kind (SalonServerContext *context, SalonDeposit *kind, GError **error)
{
  SalonOnlineRules rules = salon_online_rules_get_default ();
  g_autoptr (PGresult) rows = salon_server_context_query (
    context,
    "SELECT value #>> '{}' FROM salon_settings WHERE key = '" SALON_ONLINE_DEPOSIT_KIND_KEY "'", 0,
    NULL, error);

  if (rows == NULL)
    return FALSE;
  if (PQntuples (rows) > 0 && !PQgetisnull (rows, 0, 0))
    salon_online_rules_take (&rules, SALON_ONLINE_DEPOSIT_KIND_KEY, PQgetvalue (rows, 0, 0));
  *kind = rules.deposit_kind;
  return TRUE;
}

static void
add_term (yyjson_mut_doc *doc, yyjson_mut_val *terms, char *text)
{
  salon_site_page_take (doc, yyjson_mut_arr_add_obj (doc, terms), "text", text);
}

static char *
say_deposit (const Page *page, SalonDeposit kind, gint64 deposit)
{
  SalonLanguage language = page->visit->language;
  g_autofree char *amount = salon_site_format_money (deposit, language);
  g_autofree char *minutes = g_strdup_printf ("%d", page->visit->calendar->hold_minutes);

  return salon_site_words_fill (page->visit->words,
                                kind == SALON_DEPOSIT_ACOMPTE ? "booking.terms_acompte"
                                                              : "booking.terms_arrhes",
                                "amount", amount, "minutes", minutes, NULL);
}

static char *
say_cancelling (const Page *page)
{
  int hours = page->visit->calendar->cancel_hours;

  if (hours == 0)
    return g_strdup (salon_site_words_get (page->visit->words, "booking.terms_cancel_any"));
  return salon_site_words_count (page->visit->words, "booking.terms_cancel", (guint) hours);
}

static gboolean
add_terms (const Page *page, yyjson_mut_doc *doc, yyjson_mut_val *root, GError **error)
{
  SalonLanguage language = page->visit->language;
  const SalonServerCalendar *calendar = page->visit->calendar;
  gint64 deposit =
    salon_server_calendar_get_deposit (calendar, page->visit->choice->whole.price_cents);
  yyjson_mut_val *terms = yyjson_mut_obj_add_arr (doc, root, "terms");
  SalonDeposit kind = SALON_DEPOSIT_NONE;

  if (deposit > 0 && !read_deposit_kind (page->context, &kind, error))
    return FALSE;
  if (deposit > 0)
    {
      g_autofree char *amount = salon_site_format_money (deposit, language);

      add_term (doc, terms, say_deposit (page, kind, deposit));
      salon_site_page_take (doc, root, "book",
                            salon_site_words_fill (page->visit->words, "booking.book_and_pay",
                                                   "amount", amount, NULL));
    }
  else
    {
      if (!calendar->confirms)
        add_term (doc, terms,
                  g_strdup (salon_site_words_get (page->visit->words, "booking.terms_manual")));
      add_term (doc, terms,
                g_strdup (salon_site_words_get (page->visit->words, "booking.terms_at_salon")));
      salon_site_page_add (doc, root, "book",
                           salon_site_words_get (page->visit->words, "booking.book"));
    }
  add_term (doc, terms, say_cancelling (page));
  return TRUE;
}

static void
add_summary (const Page *page, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  const SalonServerOffer *whole = &page->visit->choice->whole;
  SalonDay day = salon_moment_get_day (page->start);
  int minute = salon_moment_get_minute (page->start);
  g_autofree char *path = NULL;

  salon_site_page_take (doc, root, "when",
                        salon_site_steps_say_moment (page->visit->words, page->start));
  path = salon_site_visit_make_path (page->visit, SALON_SITE_STEP_DETAILS, day, minute);
  /* Another address than the page's own: a browser without a network would put its own page in the place of
   * this one otherwise, and the way back would miss it. */
  salon_site_page_take (doc, root, "action", g_strconcat (path, "&envoi=1", NULL));
  salon_site_page_take (doc, root, "change_time",
                        salon_site_visit_make_path (page->visit, SALON_SITE_STEP_DAY, day, -1));
  yyjson_mut_obj_add_int (doc, root, "shown_price", whole->price_cents);
  yyjson_mut_obj_add_int (doc, root, "shown_minutes", whole->duration_minutes);
}

/* By the codes of salon_server_booking_explain() and salon_server_book(). */
static const char *
get_refusal_key (const char *code)
{
  static const char *const keys[][2] = {
    { "taken", "booking.taken" },       { "closed", "booking.closed" },
    { "too_soon", "booking.too_soon" }, { "too_far", "booking.too_far" },
    { "changed", "booking.changed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i][0], code))
      return keys[i][1];
  return "booking.not_offered";
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  SalonMoment first = *(const SalonMoment *) a, second = *(const SalonMoment *) b;

  return (first > second) - (first < second);
}

/* Why the time cannot be had, and those that can: each is a button that books it, or leads on when she has typed
 * nothing yet. */
static gboolean
add_refusal (const Page *page,
             yyjson_mut_doc *doc,
             yyjson_mut_val *root,
             const char *code,
             GError **error)
{
  const char *key = get_refusal_key (code);
  gboolean is_early = g_str_equal (page->request->route->method, "GET");
  yyjson_mut_val *others;
  g_autoptr (GArray) nearest = NULL;

  if (g_str_equal (code, "changed"))
    {
      salon_site_page_take (doc, root, "notice", salon_site_steps_say_total (page->visit, key));
      return TRUE;
    }
  nearest = salon_server_booking_list_nearest (page->context, page->visit->calendar,
                                               &page->visit->choice->whole, page->start, error);
  if (nearest == NULL)
    return FALSE;
  salon_site_page_add (doc, root, "notice", salon_site_words_get (page->visit->words, key));
  if (nearest->len == 0)
    salon_site_page_add (doc, root, "none_near",
                         salon_site_words_get (page->visit->words, "booking.none_near"));
  yyjson_mut_obj_add_bool (doc, root, "is_refused", TRUE);
  yyjson_mut_obj_add_bool (doc, root, "is_early", is_early);
  g_array_sort (nearest, compare_moments);
  others = yyjson_mut_obj_add_arr (doc, root, "others");
  for (guint i = 0; i < nearest->len; i++)
    {
      SalonMoment moment = g_array_index (nearest, SalonMoment, i);
      yyjson_mut_val *one = yyjson_mut_arr_add_obj (doc, others);
      g_autofree char *date = salon_day_format (salon_moment_get_day (moment));
      g_autofree char *clock = salon_minute_format (salon_moment_get_minute (moment));
      g_autofree char *name = salon_site_steps_say_moment (page->visit->words, moment);

      if (is_early)
        salon_site_page_take (doc, one, "other_path",
                              salon_site_visit_make_path (page->visit, SALON_SITE_STEP_DETAILS,
                                                          salon_moment_get_day (moment),
                                                          salon_moment_get_minute (moment)));

      salon_site_page_take (doc, one, "moment", g_strdup_printf ("%sT%s", date, clock));
      salon_site_page_take (doc, one, "name",
                            salon_site_words_fill (page->visit->words, "booking.take_time", "when",
                                                   name, NULL));
    }
  return TRUE;
}

static SalonServerResponse *
show (Page *page, guint status, const char *refusal, GError **error)
{
  yyjson_mut_doc *doc = salon_site_steps_begin (page->visit, SALON_SITE_STEP_DETAILS);
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);

  add_summary (page, doc, root);
  if (!add_terms (page, doc, root, error)
      || (refusal != NULL && !add_refusal (page, doc, root, refusal, error)))
    {
      yyjson_mut_doc_free (doc);
      return NULL;
    }
  salon_site_form_write (page->form, page->visit->words, doc, root);
  return salon_site_page_new (page->context, page->request, status, "booking-details", doc, error);
}

/* Looking ---------------------------------------------------------------------------------------------- */

/* As far as is known; who books is told for certain. */
static gboolean
is_free (const Page *page, gboolean *free, GError **error)
{
  SalonDay day = salon_moment_get_day (page->start);
  gint64 now_us = salon_server_context_get_now (page->context);
  g_autoptr (GPtrArray) bookings =
    salon_server_calendar_read_bookings (page->context, day, day, error);
  g_autoptr (GArray) minutes = NULL;

  *free = FALSE;
  if (bookings == NULL)
    return FALSE;
  if (day > salon_server_calendar_get_last_day (page->visit->calendar, now_us))
    return TRUE;
  minutes = salon_server_booking_list_free (page->visit->calendar, bookings,
                                            &page->visit->choice->whole, day, now_us);
  for (guint i = 0; i < minutes->len && !*free; i++)
    *free = g_array_index (minutes, int, i) == salon_moment_get_minute (page->start);
  return TRUE;
}

/* NULL without @error: she may go on. Else where she has to go first. */
static SalonServerResponse *
send_back (Page *page, GError **error)
{
  g_autofree char *path = NULL;

  if (page->visit->choice == NULL)
    return salon_site_steps_show_services (page->context, page->request, page->visit, error);
  if (page->visit->day != SALON_DAY_NONE && page->visit->minute >= 0)
    {
      page->start = salon_moment (page->visit->day, page->visit->minute);
      return NULL;
    }
  path = salon_site_visit_make_path (page->visit, SALON_SITE_STEP_DAY, page->visit->day, -1);
  return salon_site_page_see_other (path);
}

static SalonServerResponse *
get_details (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (SalonSiteVisit) visit = { 0 };
  g_autoptr (SalonSiteForm) form = NULL;
  g_autoptr (GError) fault = NULL;
  Page page = { context, request, &visit, NULL, 0 };
  SalonServerResponse *elsewhere;
  gboolean free = FALSE;

  if (!salon_site_visit_read (&visit, context, request, error))
    return NULL;
  elsewhere = send_back (&page, &fault);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  if (elsewhere != NULL || (error != NULL && *error != NULL))
    return elsewhere;
  if (!is_free (&page, &free, error))
    return NULL;
  form = salon_site_form_new (context, "booking");
  page.form = form;
  return show (&page, 200, free ? NULL : "not_offered", error);
}

/* Booking ---------------------------------------------------------------------------------------------- */

/* Her own page. */
static SalonServerResponse *
go_to_booking (const Page *page, const char *id, const char *token)
{
  g_autofree char *path = salon_booking_link_make_path (id, token, page->visit->language);

  return salon_site_page_see_other (path);
}

static SalonServerResponse *
answer_booked (const SalonServerCalendar *calendar,
               const SalonServerBooked *booked,
               gpointer user_data)
{
  return go_to_booking (user_data, booked->id, booked->token);
}

/* What the same form has booked before; NULL without an error: nothing. */
static SalonServerResponse *
find_booked (const Page *page, const char *key, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    page->context, "SELECT body FROM salon.idempotency WHERE key = $1 AND status = 201", 1,
    (const char *[]) { key }, error);
  g_autofree char *token = NULL;

  if (rows == NULL || PQntuples (rows) == 0)
    return NULL;
  token = salon_booking_token_find (page->context, PQgetvalue (rows, 0, 0), error);
  return token != NULL ? go_to_booking (page, PQgetvalue (rows, 0, 0), token) : NULL;
}

/* One of the other times that were offered to her, when she has pressed its button. */
static void
take_other_time (Page *page)
{
  g_auto (GStrv) parts = g_strsplit (salon_site_form_get (page->form, "moment"), "T", 2);
  SalonDay day = 0;
  int minute = 0;

  if (parts[0] != NULL && parts[1] != NULL && salon_day_parse (parts[0], &day, NULL)
      && salon_minute_parse (parts[1], &minute, NULL) && minute < SALON_DAY_MINUTES)
    page->start = salon_moment (day, minute);
}

static gint64
read_shown (const Page *page, const char *name)
{
  gint64 number = -1;

  return g_ascii_string_to_signed (salon_site_form_get (page->form, name), 10, 0, G_MAXINT32,
                                   &number, NULL)
           ? number
           : -1;
}

static SalonServerResponse *
book (Page *page, const char *key, GError **error)
{
  SalonSiteVisit *visit = page->visit;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *note = salon_site_contact_dup (page->form, "note");
  g_auto (SalonServerBookOutcome) outcome = { 0 };
  g_autoptr (GError) fault = NULL;
  SalonServerBookForm form = {
    .key = key,
    .shown_price_cents = read_shown (page, "shown_price"),
    .shown_minutes = (int) read_shown (page, "shown_minutes"),
    .language = visit->language == SALON_LANGUAGE_ENGLISH ? "en" : "fr",
    .wants_reminders = *salon_site_form_get (page->form, "reminders") != '\0',
  };
  SalonServerBookRequest request = {
    .start = page->start,
    .name = salon_site_form_get (page->form, "name"),
    .email = salon_site_form_get (page->form, "email"),
    .phone = salon_site_form_get (page->form, "phone"),
    .notes = note,
    .form = &form,
    .answer = answer_booked,
    .user_data = page,
  };

  for (guint i = 0; i < visit->choice->parts->len; i++)
    g_ptr_array_add (ids, ((const SalonServerOffer *) visit->choice->parts->pdata[i])->service_id);
  g_ptr_array_add (ids, NULL);
  request.service_ids = (const char *const *) ids->pdata;
  if (!salon_server_book (page->context, &request, &outcome, error))
    return NULL;
  if (outcome.response != NULL)
    return g_steal_pointer (&outcome.response);
  /* Who was quicker may be she herself: a double click. */
  if (g_str_equal (outcome.refusal, "again") || g_str_equal (outcome.refusal, "taken"))
    {
      SalonServerResponse *before = find_booked (page, key, &fault);

      if (before != NULL)
        return before;
      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
    }
  /* What she is shown now is what the salon offers now. */
  g_clear_pointer (&visit->choice, salon_server_choice_free);
  g_clear_pointer (&visit->calendar, salon_server_calendar_unref);
  visit->choice = g_steal_pointer (&outcome.choice);
  visit->calendar = g_steal_pointer (&outcome.calendar);
  return show (page, 409, outcome.refusal, error);
}

static SalonServerResponse *
try_to_book (Page *page, GError **error)
{
  const char *key = salon_site_form_get_key (page->form);
  g_autoptr (GError) fault = NULL;
  SalonServerResponse *response = key != NULL ? find_booked (page, key, &fault) : NULL;

  if (response == NULL && fault == NULL)
    {
      take_other_time (page);
      if (!salon_site_contact_check (page->form, SALON_SITE_CONTACT_BOOKING, page->visit->words))
        return show (page, 422, NULL, error);
      response = book (page, key, &fault);
    }
  /* Somebody has taken a service off the list while she was writing. */
  if (g_error_matches (fault, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND))
    {
      g_clear_pointer (&page->visit->choice, salon_server_choice_free);
      page->visit->problem = "booking.error_gone";
      return salon_site_steps_show_services (page->context, page->request, page->visit, error);
    }
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  return response;
}

static SalonServerResponse *
post_details (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (SalonSiteVisit) visit = { 0 };
  g_autoptr (SalonSiteForm) form = salon_site_form_read (context, request, "booking", error);
  Page page = { context, request, &visit, form, 0 };
  SalonServerResponse *elsewhere;

  if (form == NULL || !salon_site_visit_read (&visit, context, request, error))
    return NULL;
  elsewhere = send_back (&page, error);
  if (elsewhere != NULL || page.start == 0)
    return elsewhere;
  return try_to_book (&page, error);
}

#define ROUTE(way, path, function, words, bucket)                                                  \
  { .method = way,                                                                                 \
    .pattern = path,                                                                               \
    .right = SALON_SERVER_RIGHT_PUBLIC,                                                            \
    .handler = function,                                                                           \
    .summary = words,                                                                              \
    .flags = SALON_SERVER_ROUTE_PAGE | SALON_SERVER_ROUTE_QUERY,                                   \
    .limit = bucket }

static const SalonServerRoute routes[] = {
  ROUTE ("GET", "/reservation/coordonnees", get_details, "Who books", "pages"),
  ROUTE ("POST", "/reservation/coordonnees", post_details, "Book", "booking"),
  ROUTE ("GET", "/en/booking/details", get_details, "Who books, in English", "pages"),
  ROUTE ("POST", "/en/booking/details", post_details, "Book, in English", "booking"),
};

const SalonServerRouteTable salon_site_details_routes = { routes, G_N_ELEMENTS (routes) };
