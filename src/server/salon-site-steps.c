/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-steps.h"

#include <stdlib.h>

#include "salon-server-rows.h"

char *
salon_site_steps_say_total (const SalonSiteVisit *visit, const char *key)
{
  const SalonServerOffer *whole = &visit->choice->whole;
  g_autofree char *length = salon_site_format_duration (whole->duration_minutes, visit->language);
  g_autofree char *price = salon_site_format_money (whole->price_cents, visit->language);

  return salon_site_words_fill (visit->words, key, "length", length, "price", price, NULL);
}

char *
salon_site_steps_say_moment (const SalonSiteWords *words, SalonMoment moment)
{
  SalonLanguage language = salon_site_words_get_language (words);
  g_autofree char *day = salon_site_format_day (salon_moment_get_day (moment), language);
  g_autofree char *time = salon_site_format_time (salon_moment_get_minute (moment), language);

  return salon_site_words_fill (words, "booking.moment", "day", day, "time", time, NULL);
}

static void
add_steps (yyjson_mut_doc *doc,
           yyjson_mut_val *root,
           const SalonSiteVisit *visit,
           SalonSiteStep step)
{
  static const char *const keys[] = { "booking.step_services", "booking.step_day",
                                      "booking.step_details" };
  yyjson_mut_val *steps = yyjson_mut_obj_add_arr (doc, root, "steps");

  for (SalonSiteStep i = SALON_SITE_STEP_SERVICES; i <= SALON_SITE_STEP_DETAILS; i++)
    {
      yyjson_mut_val *one = yyjson_mut_arr_add_obj (doc, steps);

      yyjson_mut_obj_add_int (doc, one, "number", i + 1);
      salon_site_page_add (doc, one, "name", salon_site_words_get (visit->words, keys[i]));
      yyjson_mut_obj_add_bool (doc, one, "is_current", i == step);
      /* Back to what is done; what is not cannot be skipped. */
      if (i < step)
        salon_site_page_take (doc, one, "back_path",
                              salon_site_visit_make_path (visit, i, visit->day, -1));
    }
}

static void
add_choice (yyjson_mut_doc *doc, yyjson_mut_val *root, const SalonSiteVisit *visit)
{
  yyjson_mut_val *chosen = yyjson_mut_obj_add_obj (doc, root, "chosen");
  yyjson_mut_val *services = yyjson_mut_obj_add_arr (doc, chosen, "services");

  for (guint i = 0; i < visit->choice->parts->len; i++)
    {
      const SalonServerOffer *offer = visit->choice->parts->pdata[i];
      yyjson_mut_val *one = yyjson_mut_arr_add_obj (doc, services);

      salon_site_page_add (doc, one, "name", offer->service_name);
      salon_site_page_take (doc, one, "length",
                            salon_site_format_duration (offer->duration_minutes, visit->language));
      salon_site_page_take (doc, one, "price",
                            salon_site_format_money (offer->price_cents, visit->language));
    }
  salon_site_page_take (doc, chosen, "total", salon_site_steps_say_total (visit, "booking.total"));
  salon_site_page_take (doc, chosen, "change",
                        salon_site_visit_make_path (visit, SALON_SITE_STEP_SERVICES, SALON_DAY_NONE,
                                                    -1));
}

yyjson_mut_doc *
salon_site_steps_begin (const SalonSiteVisit *visit, SalonSiteStep step)
{
  static const char *const titles[] = {
    [SALON_SITE_STEP_SERVICES] = "booking.title",
    [SALON_SITE_STEP_DAY] = "booking.day_title",
    [SALON_SITE_STEP_DETAILS] = "booking.details_title",
    [SALON_SITE_STEP_WAIT] = "booking.wait_title",
    [SALON_SITE_STEP_NOTED] = "booking.wait_thanks",
  };
  yyjson_mut_doc *doc = salon_site_page_new_data ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);

  salon_site_page_add (doc, root, "title", salon_site_words_get (visit->words, titles[step]));
  salon_site_page_add (doc, root, "description",
                       salon_site_words_get (visit->words, "booking.description"));
  /* The way itself is nothing to be found, but where it begins. */
  yyjson_mut_obj_add_bool (doc, root, "is_private", step != SALON_SITE_STEP_SERVICES);
  add_steps (doc, root, visit, MIN (step, SALON_SITE_STEP_DETAILS));
  if (visit->choice != NULL && step != SALON_SITE_STEP_SERVICES)
    add_choice (doc, root, visit);
  return doc;
}

/* Services ------------------------------------------------------------------------------------------- */

static gboolean
is_chosen (const SalonSiteVisit *visit, const char *id)
{
  for (guint i = 0; visit->choice != NULL && i < visit->choice->parts->len; i++)
    if (g_str_equal (((const SalonServerOffer *) visit->choice->parts->pdata[i])->service_id, id))
      return TRUE;
  return FALSE;
}

static void
add_service (yyjson_mut_doc *doc,
             yyjson_mut_val *services,
             const SalonSiteVisit *visit,
             const PGresult *rows,
             int row)
{
  yyjson_mut_val *one = yyjson_mut_arr_add_obj (doc, services);
  const char *id = salon_server_rows_get (rows, row, "id");
  int minutes = atoi (salon_server_rows_get (rows, row, "minutes"));
  gint64 cents = g_ascii_strtoll (salon_server_rows_get (rows, row, "cents"), NULL, 10);

  yyjson_mut_obj_add_int (doc, one, "number", row + 1);
  salon_site_page_add (doc, one, "id", id);
  salon_site_page_add (doc, one, "name", salon_server_rows_get (rows, row, "name"));
  salon_site_page_add (doc, one, "about", salon_server_rows_get (rows, row, "description"));
  yyjson_mut_obj_add_int (doc, one, "minutes", minutes);
  yyjson_mut_obj_add_int (doc, one, "cents", cents);
  salon_site_page_take (doc, one, "length", salon_site_format_duration (minutes, visit->language));
  salon_site_page_take (doc, one, "price", salon_site_format_money (cents, visit->language));
  yyjson_mut_obj_add_bool (doc, one, "is_chosen", is_chosen (visit, id));
}

/* In the order of the first service of each. */
static void
add_categories (yyjson_mut_doc *doc,
                yyjson_mut_val *root,
                const SalonSiteVisit *visit,
                const PGresult *rows)
{
  yyjson_mut_val *categories = yyjson_mut_obj_add_arr (doc, root, "categories");
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (int row = 0; row < PQntuples (rows); row++)
    {
      const char *category = salon_server_rows_get (rows, row, "category");
      yyjson_mut_val *services = g_hash_table_lookup (known, category);

      if (services == NULL)
        {
          yyjson_mut_val *one = yyjson_mut_arr_add_obj (doc, categories);

          salon_site_page_add (doc, one, "name",
                               salon_site_words_name_category (visit->words, category));
          services = yyjson_mut_obj_add_arr (doc, one, "services");
          g_hash_table_insert (known, (gpointer) category, services);
        }
      add_service (doc, services, visit, rows, row);
    }
  yyjson_mut_obj_add_bool (doc, root, "has_services", PQntuples (rows) > 0);
}

SalonServerResponse *
salon_site_steps_show_services (SalonServerContext *context,
                                SalonServerRequest *request,
                                const SalonSiteVisit *visit,
                                GError **error)
{
  static const char sql[] =
    "SELECT id, name, category, nullif (btrim (description), '') AS description,"
    " greatest (duration_minutes, 5) AS minutes, (price * 100)::bigint AS cents"
    " FROM services WHERE is_active ORDER BY position, name, id";
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 0, NULL, error);
  gboolean is_wrong = visit->problem != NULL
                      && (!g_str_equal (visit->problem, "booking.error_none")
                          || g_str_has_suffix (request->route->pattern, "/jour")
                          || g_str_has_suffix (request->route->pattern, "/day"));
  yyjson_mut_doc *doc;
  yyjson_mut_val *root;

  if (rows == NULL)
    return NULL;
  doc = salon_site_steps_begin (visit, SALON_SITE_STEP_SERVICES);
  root = yyjson_mut_doc_get_root (doc);
  if (is_wrong)
    salon_site_page_add (doc, root, "error", salon_site_words_get (visit->words, visit->problem));
  salon_site_page_take (doc, root, "day_path",
                        g_strdup (visit->language == SALON_LANGUAGE_ENGLISH ? "/en/booking/day"
                                                                            : "/reservation/jour"));
  /* For the script that adds up. */
  salon_site_page_take (doc, root, "total_words",
                        salon_site_words_fill (visit->words, "booking.total", "length", "%l",
                                               "price", "%p", NULL));
  add_categories (doc, root, visit, rows);
  return salon_site_page_new (context, request, is_wrong ? 422 : 200, "booking-services", doc,
                              error);
}

static SalonServerResponse *
get_services (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_auto (SalonSiteVisit) visit = { 0 };

  return salon_site_visit_read (&visit, context, request, error)
           ? salon_site_steps_show_services (context, request, &visit, error)
           : NULL;
}

#define ROUTE(path, words)                                                                         \
  { .method = "GET",                                                                               \
    .pattern = path,                                                                               \
    .right = SALON_SERVER_RIGHT_PUBLIC,                                                            \
    .handler = get_services,                                                                       \
    .summary = words,                                                                              \
    .flags = SALON_SERVER_ROUTE_PAGE | SALON_SERVER_ROUTE_QUERY | SALON_SERVER_ROUTE_OPEN,         \
    .limit = "pages" }

static const SalonServerRoute routes[] = {
  ROUTE ("/reservation", "The services that can be booked"),
  ROUTE ("/en/booking", "The same in English"),
};

const SalonServerRouteTable salon_site_steps_routes = { routes, G_N_ELEMENTS (routes) };
