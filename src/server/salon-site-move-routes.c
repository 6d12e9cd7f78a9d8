/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client moves her booking: a day, a time, yes. She keeps the old time until she has the new one. */
#include "salon-booking-link.h"
#include "salon-server-days.h"
#include "salon-server-move.h"
#include "salon-site-appointment.h"
#include "salon-site-days.h"
#include "salon-site-form.h"
#include "salon-site-steps.h"

#define FORM "move"

typedef struct
{
  SalonServerContext *context;
  SalonServerRequest *request;
  SalonSiteAppointment appointment;
  SalonSiteVisit visit; /* the month, the day and the time that she looks at */
  char *path;           /* of her booking */
  char *base;           /* of this */
} Page;

static void
clear_page (Page *page)
{
  salon_site_visit_clear (&page->visit);
  salon_site_appointment_clear (&page->appointment);
  g_free (page->path);
  g_free (page->base);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, clear_page)

static gboolean
open_page (Page *page, SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  const char *id = salon_server_request_get_parameter (request, "id");
  const char *token = salon_server_request_get_parameter (request, "token");

  page->context = context;
  page->request = request;
  if (!salon_site_visit_read (&page->visit, context, request, error)
      || !salon_site_appointment_read (&page->appointment, context, id, token, error))
    return FALSE;
  page->path = salon_booking_link_make_path (id, token, page->visit.language);
  page->base =
    g_strconcat (page->path, page->visit.language == SALON_LANGUAGE_ENGLISH ? "/move" : "/deplacer",
                 NULL);
  page->visit.base = page->base;
  return TRUE;
}

/* As her own page (salon-site-appointment-routes.c). */
static SalonServerResponse *
hide (SalonServerResponse *response)
{
  if (response == NULL)
    return NULL;
  salon_server_response_set_header (response, "Cache-Control", "no-store");
  salon_server_response_set_header (response, "X-Robots-Tag", "noindex, nofollow");
  return response;
}

static SalonServerResponse *
go_back (const Page *page, gboolean is_moved)
{
  g_autofree char *path = g_strconcat (page->path, is_moved ? "?deplace=oui" : "", NULL);

  return hide (salon_site_page_see_other (path));
}

static gboolean
can_be_moved (const Page *page)
{
  return salon_server_move_explain (&page->appointment.booked, page->appointment.calendar,
                                    salon_server_context_get_now (page->context) / G_USEC_PER_SEC)
         == NULL;
}

/* What both pages say of the booking as it is. */
static yyjson_mut_doc *
begin (const Page *page, const char *title)
{
  const SalonSiteAppointment *self = &page->appointment;
  yyjson_mut_doc *doc = salon_site_page_new_data ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  yyjson_mut_val *lines = yyjson_mut_obj_add_arr (doc, root, "lines");

  salon_site_page_add (doc, root, "title", salon_site_words_get (page->visit.words, title));
  yyjson_mut_obj_add_bool (doc, root, "is_private", TRUE);
  salon_site_page_take (doc, root, "when",
                        salon_site_steps_say_moment (page->visit.words, self->booked.start));
  salon_site_page_take (doc, root, "length",
                        salon_site_format_duration (self->booked.duration_minutes,
                                                    page->visit.language));
  salon_site_page_add (doc, root, "path", page->path);
  for (guint i = 0; i < self->lines->len; i++)
    salon_site_page_add (doc, yyjson_mut_arr_add_obj (doc, lines), "name",
                         g_array_index (self->lines, SalonSiteAppointmentLine, i).name);
  return doc;
}

/* The days and times. @notice: (nullable): why she sees them again. */
static SalonServerResponse *
show_days (const Page *page, guint status, const char *notice, GError **error)
{
  SalonServerOffer offer = salon_server_move_make_offer (&page->appointment.booked);
  yyjson_mut_doc *doc = begin (page, "move.title");
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);

  if (notice != NULL)
    salon_site_page_add (doc, root, "notice", salon_site_words_get (page->visit.words, notice));
  if (!salon_site_days_add (page->context, &page->visit, &offer, page->appointment.booked.id, doc,
                            root, error))
    {
      yyjson_mut_doc_free (doc);
      return NULL;
    }
  return hide (salon_site_page_new (page->context, page->request, status, "move-day", doc, error));
}

static SalonMoment
get_wish (const Page *page)
{
  return salon_moment (page->visit.day, page->visit.minute);
}

/* Whether the time in the address can be had, as far as is known before it is tried. */
static gboolean
look_at_wish (const Page *page, gboolean *free, GError **error)
{
  SalonServerOffer offer = salon_server_move_make_offer (&page->appointment.booked);
  g_autoptr (GArray) times =
    salon_server_days_list_times (page->context, page->appointment.calendar, &offer,
                                  page->appointment.booked.id, page->visit.day, error);

  *free = FALSE;
  for (guint i = 0; times != NULL && i < times->len && !*free; i++)
    *free = g_array_index (times, int, i) == page->visit.minute;
  return times != NULL;
}

static SalonServerResponse *
ask (const Page *page, GError **error)
{
  const SalonSiteAppointment *self = &page->appointment;
  yyjson_mut_doc *doc = begin (page, "move.ask_title");
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  g_autoptr (SalonSiteForm) form = salon_site_form_new (page->context, FORM);
  g_autofree char *paid = salon_site_format_money (self->paid_cents, page->visit.language);

  salon_site_page_take (doc, root, "wish",
                        salon_site_steps_say_moment (page->visit.words, get_wish (page)));
  salon_site_page_take (doc, root, "wish_day", salon_day_format (page->visit.day));
  salon_site_page_take (doc, root, "wish_clock", salon_minute_format (page->visit.minute));
  salon_site_page_add (doc, root, "move_path", page->base);
  salon_site_page_take (doc, root, "days_path",
                        salon_site_visit_make_path (&page->visit, SALON_SITE_STEP_DAY,
                                                    page->visit.day, -1));
  if (self->paid_cents > 0)
    salon_site_page_take (doc, root, "paid",
                          salon_site_words_fill (page->visit.words, "move.paid_stays", "amount",
                                                 paid, NULL));
  if (!self->calendar->confirms)
    salon_site_page_add (doc, root, "manual",
                         salon_site_words_get (page->visit.words, "move.manual"));
  salon_site_form_write (form, page->visit.words, doc, root);
  return hide (salon_site_page_new (page->context, page->request, 200, "move-ask", doc, error));
}

static SalonServerResponse *
show (const Page *page, GError **error)
{
  gboolean free = FALSE;

  if (page->visit.day == SALON_DAY_NONE || page->visit.minute < 0)
    return show_days (page, 200, NULL, error);
  if (get_wish (page) == page->appointment.booked.start)
    return show_days (page, 200, "move.same", error);
  if (!look_at_wish (page, &free, error))
    return NULL;
  return free ? ask (page, error) : show_days (page, 200, "move.taken", error);
}

static SalonServerResponse *
get_move (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (Page) page = { 0 };

  if (!open_page (&page, context, request, error))
    return NULL;
  return can_be_moved (&page) ? show (&page, error) : go_back (&page, FALSE);
}

/* What is wished is sent with the form, and not in the address. */
static void
read_wish (Page *page, const SalonSiteForm *form)
{
  page->visit.day = SALON_DAY_NONE;
  page->visit.minute = -1;
  salon_day_parse (salon_site_form_get (form, "jour"), &page->visit.day, NULL);
  salon_minute_parse (salon_site_form_get (form, "heure"), &page->visit.minute, NULL);
  if (page->visit.minute >= SALON_DAY_MINUTES)
    page->visit.minute = -1;
}

static SalonServerResponse *
post_move (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (Page) page = { 0 };
  g_autoptr (SalonSiteForm) form = salon_site_form_read (context, request, FORM, error);
  g_auto (SalonServerBooked) booked = { 0 };
  const char *refusal = NULL;

  if (form == NULL || !open_page (&page, context, request, error))
    return NULL;
  read_wish (&page, form);
  /* The page was open for hours, or was made by somebody else: she is asked again. */
  if (salon_site_form_has_faults (form) || page.visit.day == SALON_DAY_NONE
      || page.visit.minute < 0)
    return can_be_moved (&page) ? show (&page, error) : go_back (&page, FALSE);
  if (!salon_server_move (context, page.appointment.calendar, page.appointment.booked.id,
                          salon_server_request_get_parameter (request, "token"), get_wish (&page),
                          &booked, &refusal, error))
    return NULL;
  if (g_strcmp0 (refusal, "taken") == 0)
    return show_days (&page, 409, "move.taken", error);
  return go_back (&page, refusal == NULL);
}

#define ROUTE(way, path, function, words, bucket)                                                  \
  { .method = way,                                                                                 \
    .pattern = path,                                                                               \
    .right = SALON_SERVER_RIGHT_PUBLIC,                                                            \
    .handler = function,                                                                           \
    .summary = words,                                                                              \
    .flags = SALON_SERVER_ROUTE_PAGE | SALON_SERVER_ROUTE_QUERY,                                   \
    .limit = bucket }

#define FRENCH "/rendez-vous/{id}/{token}/deplacer"
#define ENGLISH "/en/appointment/{id}/{token}/move"

static const SalonServerRoute routes[] = {
  ROUTE ("GET", FRENCH, get_move, "The times to which a booking can be moved", "pages"),
  ROUTE ("POST", FRENCH, post_move, "Move a booking", "booking"),
  ROUTE ("GET",
         ENGLISH,
         get_move,
         "The times to which a booking can be moved, in English",
         "pages"),
  ROUTE ("POST", ENGLISH, post_move, "Move a booking, in English", "booking"),
};

const SalonServerRouteTable salon_site_move_routes = { routes, G_N_ELEMENTS (routes) };
