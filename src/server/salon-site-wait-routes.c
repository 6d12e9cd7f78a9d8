/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting for a time on a day that is full: a row of the waiting list, as the desk reads it. */
#include <string.h>

#include "salon-server-booking.h"
#include "salon-server-days.h"
#include "salon-server-transaction.h"
#include "salon-site-contact.h"
#include "salon-site-steps.h"

/* Between the times that are offered for "at the earliest" and "at the latest". */
#define STEP 60

typedef struct
{
  SalonServerContext *context;
  SalonServerRequest *request;
  const SalonSiteVisit *visit;
  SalonSiteForm *form;
} Page;

/* She can wait for a day that is still to come, or for any. NULL: for this one; else where to go instead. */
static SalonServerResponse *
send_back (const Page *page, GError **error)
{
  const SalonSiteVisit *visit = page->visit;
  gint64 now_us = salon_server_context_get_now (page->context);
  g_autofree char *path = NULL;

  if (visit->choice == NULL)
    return salon_site_steps_show_services (page->context, page->request, visit, error);
  if (visit->day == SALON_DAY_NONE)
    return NULL;
  if (visit->day >= salon_server_days_get_today (page->context, visit->calendar)
      && visit->day <= salon_server_calendar_get_last_day (visit->calendar, now_us))
    return NULL;
  path = salon_site_visit_make_path (visit, SALON_SITE_STEP_DAY, SALON_DAY_NONE, -1);
  return salon_site_page_see_other (path);
}

static void
add_hour (const Page *page,
          yyjson_mut_doc *doc,
          yyjson_mut_val *hours,
          int minute,
          const char *name)
{
  g_autofree char *clock = salon_minute_format (minute);
  const char *chosen = salon_site_form_get (page->form, name);
  yyjson_mut_val *one = yyjson_mut_arr_add_obj (doc, hours);

  salon_site_page_add (doc, one, "value", clock);
  salon_site_page_take (doc, one, "name", salon_site_format_time (minute, page->visit->language));
  yyjson_mut_obj_add_bool (doc, one, "is_chosen", g_strcmp0 (chosen, clock) == 0);
}

/* The hours of the day at which the salon is open. */
static void
add_hours (const Page *page, yyjson_mut_doc *doc, yyjson_mut_val *root, const char *name)
{
  g_autoptr (GArray) windows =
    salon_opening_hours_get_windows (page->visit->calendar->hours, page->visit->day);
  g_autofree char *list = g_strconcat (name, "_hours", NULL);
  yyjson_mut_val *hours = yyjson_mut_arr (doc);
  SalonRange open = { 0, -1 };

  yyjson_mut_obj_put (root, yyjson_mut_strcpy (doc, list), hours);
  if (windows->len > 0)
    open = salon_range (g_array_index (windows, SalonRange, 0).start,
                        g_array_index (windows, SalonRange, windows->len - 1).end);
  for (SalonMoment minute = open.start; minute <= open.end && minute < SALON_DAY_MINUTES;
       minute += STEP)
    add_hour (page, doc, hours, (int) minute, name);
}

/* A sentence about her day, or about any. */
static void
add_lead (const Page *page,
          yyjson_mut_doc *doc,
          yyjson_mut_val *root,
          const char *key,
          const char *any)
{
  g_autofree char *date = NULL;

  if (page->visit->day == SALON_DAY_NONE)
    {
      salon_site_page_add (doc, root, "lead", salon_site_words_get (page->visit->words, any));
      return;
    }
  date = salon_site_format_day (page->visit->day, page->visit->language);
  salon_site_page_take (doc, root, "lead",
                        salon_site_words_fill (page->visit->words, key, "date", date, NULL));
}

static SalonServerResponse *
show (const Page *page, guint status, GError **error)
{
  yyjson_mut_doc *doc = salon_site_steps_begin (page->visit, SALON_SITE_STEP_WAIT);
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);

  add_lead (page, doc, root, "booking.wait_lead", "booking.wait_lead_any");
  salon_site_page_take (doc, root, "action",
                        salon_site_visit_make_path (page->visit, SALON_SITE_STEP_WAIT,
                                                    page->visit->day, -1));
  if (page->visit->day != SALON_DAY_NONE)
    {
      yyjson_mut_obj_add_bool (doc, root, "has_hours", TRUE);
      add_hours (page, doc, root, "from");
      add_hours (page, doc, root, "until");
    }
  salon_site_form_write (page->form, page->visit->words, doc, root);
  return salon_site_page_new (page->context, page->request, status, "booking-waiting", doc, error);
}

static SalonServerResponse *
get_wait (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (SalonSiteVisit) visit = { 0 };
  g_autoptr (SalonSiteForm) form = salon_site_form_new (context, "waiting");
  Page page = { context, request, &visit, form };
  g_autoptr (GError) fault = NULL;
  SalonServerResponse *elsewhere;

  if (!salon_site_visit_read (&visit, context, request, error))
    return NULL;
  elsewhere = send_back (&page, &fault);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else if (elsewhere == NULL)
    return show (&page, 200, error);
  return elsewhere;
}

/* As PostgreSQL reads an array of ids. */
static char *
write_services (const SalonServerChoice *choice)
{
  g_autoptr (GString) text = g_string_new ("{");

  for (guint i = 0; i < choice->parts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "",
                            ((const SalonServerOffer *) choice->parts->pdata[i])->service_id);
  g_string_append_c (text, '}');
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The row, once for each form. */
static gboolean
write_wish (SalonServerContext *context, gpointer user_data, GError **error)
{
  static const char sql[] =
    "SELECT salon.wait_online ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
  const Page *page = user_data;
  SalonDay first = page->visit->day, last = page->visit->day;
  const SalonServerOffer *whole = &page->visit->choice->whole;
  g_autofree char *services = write_services (page->visit->choice);
  g_autofree char *length = g_strdup_printf ("%d", whole->duration_minutes);
  g_autofree char *from_date = NULL, *to_date = NULL;
  g_autofree char *name = salon_site_contact_dup (page->form, "name");
  g_autofree char *email = salon_site_contact_dup (page->form, "email");
  g_autofree char *note = salon_site_contact_dup (page->form, "note");
  g_autofree char *from = salon_site_contact_dup (page->form, "from");
  g_autofree char *until = salon_site_contact_dup (page->form, "until");
  const char *key = salon_site_form_get_key (page->form);
  g_autofree char *phone = salon_site_contact_dup_phone (page->form);
  const char *values[12];
  g_autoptr (PGresult) rows = NULL;

  if (first == SALON_DAY_NONE)
    {
      first = salon_server_days_get_today (context, page->visit->calendar);
      last = salon_server_calendar_get_last_day (page->visit->calendar,
                                                 salon_server_context_get_now (context));
    }
  from_date = salon_day_format (first);
  to_date = salon_day_format (last);
  memcpy (values,
          ((const char *[12]) { services, length, from_date, to_date, from, until, name, email,
                                phone, note, key,
                                page->visit->language == SALON_LANGUAGE_ENGLISH ? "en" : "fr" }),
          sizeof values);
  rows = salon_server_context_query (context, sql, G_N_ELEMENTS (values), values, error);
  return rows != NULL;
}

static SalonServerResponse *
post_wait (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (SalonSiteVisit) visit = { 0 };
  g_autoptr (SalonSiteForm) form = salon_site_form_read (context, request, "waiting", error);
  Page page = { context, request, &visit, form };
  g_autoptr (GError) fault = NULL;
  g_autofree char *path = NULL;
  SalonServerResponse *elsewhere;

  if (form == NULL || !salon_site_visit_read (&visit, context, request, error))
    return NULL;
  elsewhere = send_back (&page, &fault);
  if (elsewhere != NULL)
    return elsewhere;
  if (fault == NULL && !salon_site_contact_check (form, SALON_SITE_CONTACT_WAITING, visit.words))
    return show (&page, 422, error);
  if (fault != NULL
      || !salon_server_transaction_run (context, "web", "Wait for a time online", write_wish, &page,
                                        &fault))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  path = salon_site_visit_make_path (&visit, SALON_SITE_STEP_NOTED, visit.day, -1);
  return salon_site_page_see_other (path);
}

static SalonServerResponse *
get_noted (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (SalonSiteVisit) visit = { 0 };
  Page page = { context, request, &visit, NULL };
  g_autoptr (GError) fault = NULL;
  SalonServerResponse *elsewhere;
  yyjson_mut_doc *doc;

  if (!salon_site_visit_read (&visit, context, request, error))
    return NULL;
  elsewhere = send_back (&page, &fault);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  if (elsewhere != NULL || visit.choice == NULL)
    return elsewhere;
  doc = salon_site_steps_begin (&visit, SALON_SITE_STEP_NOTED);
  add_lead (&page, doc, yyjson_mut_doc_get_root (doc), "booking.wait_thanks_lead",
            "booking.wait_thanks_lead_any");
  return salon_site_page_new (context, request, 200, "booking-noted", doc, error);
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
  ROUTE ("GET", "/reservation/liste-attente", get_wait, "Who waits for a time", "pages"),
  ROUTE ("POST", "/reservation/liste-attente", post_wait, "Wait for a time", "booking"),
  ROUTE ("GET", "/reservation/liste-attente/merci", get_noted, "Who waits is told so", "pages"),
  ROUTE ("GET", "/en/booking/waiting-list", get_wait, "Who waits for a time, in English", "pages"),
  ROUTE ("POST", "/en/booking/waiting-list", post_wait, "Wait for a time, in English", "booking"),
  ROUTE ("GET",
         "/en/booking/waiting-list/thanks",
         get_noted,
         "Who waits is told so, in English",
         "pages"),
};

const SalonServerRouteTable salon_site_wait_routes = { routes, G_N_ELEMENTS (routes) };
