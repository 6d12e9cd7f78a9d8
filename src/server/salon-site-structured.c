/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-structured.h"

static void
add_text (yyjson_mut_doc *json, yyjson_mut_val *object, const char *key, const char *text)
{
  if (text != NULL && *text != '\0')
    salon_site_page_add (json, object, key, text);
}

static void
add_hours (const SalonSiteFacts *facts, yyjson_mut_doc *json, yyjson_mut_val *salon)
{
  static const char *const days[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                      "Friday", "Saturday", "Sunday" };
  yyjson_mut_val *hours = yyjson_mut_obj_add_arr (json, salon, "openingHoursSpecification");

  for (guint i = 0; i < facts->windows->len; i++)
    {
      const SalonWeeklyWindow *window = &g_array_index (facts->windows, SalonWeeklyWindow, i);
      yyjson_mut_val *line = yyjson_mut_arr_add_obj (json, hours);

      yyjson_mut_obj_add_str (json, line, "@type", "OpeningHoursSpecification");
      yyjson_mut_obj_add_str (json, line, "dayOfWeek", days[window->weekday]);
      salon_site_page_take (json, line, "opens", salon_minute_format (window->start));
      salon_site_page_take (json, line, "closes",
                            salon_minute_format (window->end % SALON_DAY_MINUTES));
    }
}

static void
add_address (const SalonSiteFacts *facts, yyjson_mut_doc *json, yyjson_mut_val *salon)
{
  g_autofree char *line = g_strdelimit (g_strdup (facts->address), "\n", ' ');
  yyjson_mut_val *address;

  if (*line == '\0')
    return;
  address = yyjson_mut_obj_add_obj (json, salon, "address");
  yyjson_mut_obj_add_str (json, address, "@type", "PostalAddress");
  salon_site_page_add (json, address, "streetAddress", line);
  yyjson_mut_obj_add_str (json, address, "addressCountry", "FR");
}

static yyjson_mut_doc *
describe_salon (SalonServerContext *context, const SalonSiteWords *words, GError **error)
{
  g_autoptr (SalonSiteFacts) facts = salon_site_facts_get (context, error);
  const char *home =
    salon_site_place_get_path (SALON_SITE_HOME, salon_site_words_get_language (words));
  yyjson_mut_doc *json;
  yyjson_mut_val *salon;

  if (facts == NULL)
    return NULL;
  json = salon_site_page_new_data ();
  salon = yyjson_mut_doc_get_root (json);
  yyjson_mut_obj_add_str (json, salon, "@context", "https://schema.org");
  yyjson_mut_obj_add_str (json, salon, "@type", "BeautySalon");
  add_text (json, salon, "name", facts->name);
  add_text (json, salon, "description", facts->tagline);
  add_text (json, salon, "telephone", facts->phone);
  add_text (json, salon, "email", facts->email);
  if (context->shared->site->origin != NULL)
    salon_site_page_take (json, salon, "url", salon_site_page_make_url (context->shared, home));
  add_address (facts, json, salon);
  add_hours (facts, json, salon);
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
