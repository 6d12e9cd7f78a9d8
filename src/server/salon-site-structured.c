/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-structured.h"

#include <string.h>

#include "core/salon-phone.h"
#include "salon-site-closings.h"
#include "site/salon-site-format.h"

static void
add_text (yyjson_mut_doc *json, yyjson_mut_val *object, const char *key, const char *text)
{
  if (text != NULL && *text != '\0')
    salon_site_page_add (json, object, key, text);
}

/* Midnight at the end of a day is written as that at its beginning. */
static yyjson_mut_val *
add_window (yyjson_mut_doc *json, yyjson_mut_val *hours, int start, int end)
{
  yyjson_mut_val *line = yyjson_mut_arr_add_obj (json, hours);

  yyjson_mut_obj_add_str (json, line, "@type", "OpeningHoursSpecification");
  salon_site_page_take (json, line, "opens", salon_minute_format (start));
  salon_site_page_take (json, line, "closes", salon_minute_format (end % SALON_DAY_MINUTES));
  return line;
}

static void
add_week (const SalonSiteFacts *facts, yyjson_mut_doc *json, yyjson_mut_val *hours)
{
  static const char *const days[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                      "Friday", "Saturday", "Sunday" };

  for (guint i = 0; i < facts->windows->len; i++)
    {
      const SalonWeeklyWindow *window = &g_array_index (facts->windows, SalonWeeklyWindow, i);

      yyjson_mut_obj_add_str (json, add_window (json, hours, window->start, window->end),
                              "dayOfWeek", days[window->weekday]);
    }
}

static void
add_exception (yyjson_mut_doc *json,
               yyjson_mut_val *hours,
               const SalonSiteClosing *closing,
               int start,
               int end)
{
  yyjson_mut_val *line = add_window (json, hours, start, end);

  salon_site_page_take (json, line, "validFrom", salon_day_format (closing->from));
  salon_site_page_take (json, line, "validThrough", salon_day_format (closing->to));
}

/* Days on which it is otherwise: from midnight to midnight is closed. */
static void
add_exceptions (SalonServerContext *context,
                const SalonServerCalendar *calendar,
                const SalonSiteFacts *facts,
                yyjson_mut_doc *json,
                yyjson_mut_val *hours)
{
  g_autoptr (GArray) closings = salon_site_closings_list (context, calendar, facts);

  for (guint i = 0; i < closings->len; i++)
    {
      const SalonSiteClosing *closing = &g_array_index (closings, SalonSiteClosing, i);
      g_autoptr (GArray) windows = salon_opening_hours_get_windows (calendar->hours, closing->from);

      if (windows->len == 0)
        add_exception (json, hours, closing, 0, 0);
      for (guint j = 0; j < windows->len; j++)
        add_exception (json, hours, closing, (int) g_array_index (windows, SalonRange, j).start,
                       (int) g_array_index (windows, SalonRange, j).end);
    }
}

/* "25 € – 90 €": the cheapest and the dearest service. */
static void
add_price_range (const SalonServerCalendar *calendar,
                 SalonLanguage language,
                 yyjson_mut_doc *json,
                 yyjson_mut_val *salon)
{
  gint64 least = G_MAXINT64, most = 0;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  for (guint i = 0; i < calendar->offers->len; i++)
    {
      gint64 price = g_array_index (calendar->offers, SalonServerOffer, i).price_cents;

      /* What costs nothing says nothing of the others. */
      least = price > 0 ? MIN (least, price) : least;
      most = MAX (most, price);
    }
  if (most <= 0)
    return;
  from = salon_site_format_money (least, language);
  to = salon_site_format_money (most, language);
  salon_site_page_take (json, salon, "priceRange",
                        least == most ? g_strdup (from) : g_strconcat (from, " – ", to, NULL));
}

/* The last line of an address is "69003 Lyon", as France writes it; what is not is all of it the street. */
static void
add_address (const SalonSiteFacts *facts, yyjson_mut_doc *json, yyjson_mut_val *salon)
{
  g_auto (GStrv) lines = g_strsplit (facts->address, "\n", -1);
  guint n = g_strv_length (lines);
  const char *last = n > 1 ? g_strstrip (lines[n - 1]) : "";
  gboolean has_town = strspn (last, "0123456789") == 5 && last[5] == ' ';
  g_autofree char *town = has_town ? g_strstrip (g_strdup (last + 6)) : NULL;
  g_autofree char *code = has_town ? g_strndup (last, 5) : NULL;
  g_autofree char *street = NULL;
  yyjson_mut_val *address;

  if (*facts->address == '\0')
    return;
  if (has_town)
    g_clear_pointer (&lines[n - 1], g_free);
  street = g_strjoinv (" ", lines);
  address = yyjson_mut_obj_add_obj (json, salon, "address");
  yyjson_mut_obj_add_str (json, address, "@type", "PostalAddress");
  add_text (json, address, "streetAddress", street);
  add_text (json, address, "postalCode", code);
  add_text (json, address, "addressLocality", town);
  yyjson_mut_obj_add_str (json, address, "addressCountry", "FR");
}

/* Whoever reads it dials it from anywhere. */
static void
add_phone (const SalonSiteFacts *facts, yyjson_mut_doc *json, yyjson_mut_val *salon)
{
  g_autofree char *number = NULL;

  if (*facts->phone != '\0' && salon_phone_parse (facts->phone, &number, NULL))
    salon_site_page_add (json, salon, "telephone", number);
}

/* Addresses are whole ones, or not there. */
static void
add_addresses (SalonServerContext *context,
               const SalonSiteFacts *facts,
               SalonLanguage language,
               yyjson_mut_doc *json,
               yyjson_mut_val *salon)
{
  g_autofree char *picture = g_strconcat ("/site/", facts->share_name, NULL);

  if (context->shared->site->origin == NULL)
    return;
  salon_site_page_take (json, salon, "url",
                        salon_site_page_make_url (
                          context->shared, salon_site_place_get_path (SALON_SITE_HOME, language)));
  salon_site_page_take (json, salon, "image", salon_site_page_make_url (context->shared, picture));
}

/* A salon where nobody works yet has no calendar: NULL without @error. */
static gboolean
find_calendar (SalonServerContext *context, SalonServerCalendar **calendar, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *calendar = salon_server_calendar_get (context, &failure);
  if (*calendar != NULL
      || g_error_matches (failure, SALON_SERVER_ERROR, SALON_SERVER_ERROR_INTERNAL))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static yyjson_mut_doc *
describe_salon (SalonServerContext *context, const SalonSiteWords *words, GError **error)
{
  g_autoptr (SalonSiteFacts) facts = salon_site_facts_get (context, error);
  g_autoptr (SalonServerCalendar) calendar = NULL;
  SalonLanguage language = salon_site_words_get_language (words);
  yyjson_mut_doc *json;
  yyjson_mut_val *salon, *hours;

  if (facts == NULL || !find_calendar (context, &calendar, error))
    return NULL;
  json = salon_site_page_new_data ();
  salon = yyjson_mut_doc_get_root (json);
  yyjson_mut_obj_add_str (json, salon, "@context", "https://schema.org");
  yyjson_mut_obj_add_str (json, salon, "@type", "BeautySalon");
  add_text (json, salon, "name", facts->name);
  add_text (json, salon, "description", facts->tagline);
  add_text (json, salon, "email", facts->email);
  add_phone (facts, json, salon);
  add_addresses (context, facts, language, json, salon);
  add_address (facts, json, salon);
  if (calendar != NULL)
    add_price_range (calendar, language, json, salon);
  hours = yyjson_mut_obj_add_arr (json, salon, "openingHoursSpecification");
  add_week (facts, json, hours);
  if (calendar != NULL)
    add_exceptions (context, calendar, facts, json, hours);
  return json;
}

/* Takes @json, which may be NULL. */
static gboolean
finish (yyjson_mut_doc *json, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  if (json == NULL)
    return FALSE;
  salon_site_page_add_json (doc, root, "structured", json);
  yyjson_mut_doc_free (json);
  return TRUE;
}

gboolean
salon_site_structured_add_salon (SalonServerContext *context,
                                 const SalonSiteWords *words,
                                 yyjson_mut_doc *doc,
                                 yyjson_mut_val *root,
                                 GError **error)
{
  return finish (describe_salon (context, words, error), doc, root);
}

static void
add_offer (yyjson_mut_doc *json, yyjson_mut_val *offers, yyjson_mut_val *service)
{
  yyjson_mut_val *offer = yyjson_mut_arr_add_obj (json, offers);
  yyjson_mut_val *item = yyjson_mut_obj_add_obj (json, offer, "itemOffered");

  yyjson_mut_obj_add_str (json, offer, "@type", "Offer");
  add_text (json, offer, "price", yyjson_mut_get_str (yyjson_mut_obj_get (service, "price_wire")));
  yyjson_mut_obj_add_str (json, offer, "priceCurrency", "EUR");
  yyjson_mut_obj_add_str (json, item, "@type", "Service");
  add_text (json, item, "name", yyjson_mut_get_str (yyjson_mut_obj_get (service, "name")));
  add_text (json, item, "description",
            yyjson_mut_get_str (yyjson_mut_obj_get (service, "description")));
}

gboolean
salon_site_structured_add_offers (SalonServerContext *context,
                                  const SalonSiteWords *words,
                                  yyjson_mut_doc *doc,
                                  yyjson_mut_val *root,
                                  GError **error)
{
  yyjson_mut_doc *json = describe_salon (context, words, error);
  yyjson_mut_arr_iter categories, services;
  yyjson_mut_val *catalogue, *offers, *category, *service;

  if (json == NULL)
    return FALSE;
  catalogue = yyjson_mut_obj_add_obj (json, yyjson_mut_doc_get_root (json), "hasOfferCatalog");
  yyjson_mut_obj_add_str (json, catalogue, "@type", "OfferCatalog");
  yyjson_mut_obj_add_str (json, catalogue, "name", salon_site_words_get (words, "services.title"));
  offers = yyjson_mut_obj_add_arr (json, catalogue, "itemListElement");
  yyjson_mut_arr_iter_init (yyjson_mut_obj_get (root, "categories"), &categories);
  while ((category = yyjson_mut_arr_iter_next (&categories)) != NULL)
    {
      yyjson_mut_arr_iter_init (yyjson_mut_obj_get (category, "services"), &services);
      while ((service = yyjson_mut_arr_iter_next (&services)) != NULL)
        add_offer (json, offers, service);
    }
  return finish (json, doc, root);
}

gboolean
salon_site_structured_add_rating (SalonServerContext *context,
                                  const SalonSiteWords *words,
                                  gint64 tenths,
                                  gint64 count,
                                  yyjson_mut_doc *doc,
                                  yyjson_mut_val *root,
                                  GError **error)
{
  yyjson_mut_doc *json = describe_salon (context, words, error);
  yyjson_mut_val *rating;

  if (json == NULL)
    return FALSE;
  rating = yyjson_mut_obj_add_obj (json, yyjson_mut_doc_get_root (json), "aggregateRating");
  yyjson_mut_obj_add_str (json, rating, "@type", "AggregateRating");
  salon_site_page_take (json, rating, "ratingValue",
                        g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, tenths / 10,
                                         tenths % 10));
  yyjson_mut_obj_add_int (json, rating, "bestRating", 5);
  yyjson_mut_obj_add_int (json, rating, "reviewCount", count);
  return finish (json, doc, root);
}
