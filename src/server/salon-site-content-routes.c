/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the site that say something, and ask nothing: who the salon is, what it offers, when it is open. */
#include <string.h>

#include "salon-reviews.h"
#include "salon-site-closings.h"
#include "salon-site-offers.h"
#include "salon-site-page.h"
#include "salon-site-structured.h"

/* Reads what a page shows of the database into @root. FALSE with @error set. */
typedef gboolean (*Fill) (SalonServerContext *context,
                          const SalonSiteWords *words,
                          yyjson_mut_doc *doc,
                          yyjson_mut_val *root,
                          GError **error);

/* A page that is the same for everybody, until the catalogue changes. */
static SalonServerResponse *
show (SalonServerContext *context,
      SalonServerRequest *request,
      const char *template,
      const char *title,
      const char *description,
      Fill fill,
      GError **error)
{
  guint64 generation =
    salon_server_cache_begin (context->shared->cache, SALON_SERVER_TOPIC_CATALOGUE);
  const SalonSiteWords *words = salon_site_page_get_words (context, request);
  yyjson_mut_doc *doc = salon_site_page_new_data ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);

  yyjson_mut_obj_add_str (doc, root, "title", salon_site_words_get (words, title));
  yyjson_mut_obj_add_str (doc, root, "description", salon_site_words_get (words, description));
  if (fill != NULL && !fill (context, words, doc, root, error))
    {
      yyjson_mut_doc_free (doc);
      return NULL;
    }
  return salon_site_page_new_kept (context, request, template, doc, SALON_SERVER_TOPIC_CATALOGUE,
                                   generation, G_MAXINT64, error);
}

/* The first page: what there is, when the salon is open, and all of it for search engines. */
static gboolean
fill_home (SalonServerContext *context,
           const SalonSiteWords *words,
           yyjson_mut_doc *doc,
           yyjson_mut_val *root,
           GError **error)
{
  return salon_site_offers_add (context, words, doc, root, error)
         && salon_site_closings_add (context, words, doc, root, error)
         && salon_site_structured_add_salon (context, words, doc, root, error);
}

static gboolean
fill_services (SalonServerContext *context,
               const SalonSiteWords *words,
               yyjson_mut_doc *doc,
               yyjson_mut_val *root,
               GError **error)
{
  return salon_site_offers_add (context, words, doc, root, error)
         && salon_site_structured_add_offers (context, words, doc, root, error);
}

static gboolean
fill_contact (SalonServerContext *context,
              const SalonSiteWords *words,
              yyjson_mut_doc *doc,
              yyjson_mut_val *root,
              GError **error)
{
  return salon_site_closings_add (context, words, doc, root, error)
         && salon_site_structured_add_salon (context, words, doc, root, error);
}

/* Reviews ---------------------------------------------------------------------------------------------- */

static void
add_review (const SalonSiteWords *words,
            yyjson_val *review,
            yyjson_mut_doc *doc,
            yyjson_mut_val *items)
{
  static const char *const keys[] = { "author", "text", "reply" };
  yyjson_mut_val *item = yyjson_mut_arr_add_obj (doc, items);
  int rating = CLAMP ((int) yyjson_get_sint (yyjson_obj_get (review, "rating")), 0, 5);
  g_autoptr (GString) stars = g_string_new (NULL);
  g_autofree char *number = g_strdup_printf ("%d", rating);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *text = yyjson_get_str (yyjson_obj_get (review, keys[i]));

      salon_site_page_add (doc, item, keys[i], text != NULL ? text : "");
    }
  for (int i = 0; i < 5; i++)
    g_string_append (stars, i < rating ? "★" : "☆");
  salon_site_page_add (doc, item, "stars", stars->str);
  salon_site_page_take (doc, item, "rating",
                        salon_site_words_fill (words, "reviews.rating", "n", number, NULL));
}

/* "4,7 out of 5": the decimal mark is that of the language. */
static void
add_average (const SalonSiteWords *words,
             yyjson_val *all,
             yyjson_mut_doc *doc,
             yyjson_mut_val *reviews)
{
  gint64 tenths = yyjson_get_sint (yyjson_obj_get (all, "rating_tenths"));
  gint64 count = yyjson_get_sint (yyjson_obj_get (all, "count"));
  const char *key = count == 1 ? "reviews.average_one" : "reviews.average_many";
  const char *mark = salon_site_words_get_language (words) == SALON_LANGUAGE_FRENCH ? "," : ".";
  g_autofree char *average =
    g_strdup_printf ("%" G_GINT64_FORMAT "%s%" G_GINT64_FORMAT, tenths / 10, mark, tenths % 10);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, count);

  salon_site_page_take (doc, reviews, "average",
                        salon_site_words_fill (words, key, "average", average, "n", number, NULL));
}

/* What Google does not tell just now is left out: the page says that there is nothing to read. */
static gboolean
fill_reviews (SalonServerContext *context,
              const SalonSiteWords *words,
              yyjson_mut_doc *doc,
              yyjson_mut_val *root,
              GError **error)
{
  g_autofree char *json = salon_reviews_read (context, NULL);
  yyjson_doc *read = json != NULL ? yyjson_read (json, strlen (json), 0) : NULL;
  yyjson_val *all = yyjson_doc_get_root (read), *review;
  const char *url = yyjson_get_str (yyjson_obj_get (all, "url"));
  gint64 count = yyjson_get_sint (yyjson_obj_get (all, "count"));
  gboolean succeeded = TRUE;
  yyjson_mut_val *reviews, *items;
  yyjson_arr_iter iter;

  if (count > 0)
    {
      reviews = yyjson_mut_obj_add_obj (doc, root, "reviews");
      add_average (words, all, doc, reviews);
      if (url != NULL && g_str_has_prefix (url, "https://"))
        salon_site_page_add (doc, reviews, "url", url);
      items = yyjson_mut_obj_add_arr (doc, reviews, "items");
      yyjson_arr_iter_init (yyjson_obj_get (all, "reviews"), &iter);
      while ((review = yyjson_arr_iter_next (&iter)) != NULL)
        add_review (words, review, doc, items);
      succeeded =
        salon_site_structured_add_rating (context, words,
                                          yyjson_get_sint (yyjson_obj_get (all, "rating_tenths")),
                                          count, doc, root, error);
    }
  yyjson_doc_free (read);
  return succeeded;
}

/* The pages -------------------------------------------------------------------------------------------- */

static SalonServerResponse *
get_home (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return show (context, request, "home", "home.title", "home.description", fill_home, error);
}

static SalonServerResponse *
get_services (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return show (context, request, "services", "services.title", "services.description",
               fill_services, error);
}

static SalonServerResponse *
get_about (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return show (context, request, "about", "about.title", "about.description", NULL, error);
}

static SalonServerResponse *
get_contact (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return show (context, request, "contact", "contact.title", "contact.description", fill_contact,
               error);
}

static SalonServerResponse *
get_legal (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return show (context, request, "legal", "legal.title", "legal.description", NULL, error);
}

static SalonServerResponse *
get_privacy (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return show (context, request, "privacy", "privacy.title", "privacy.description", NULL, error);
}

static SalonServerResponse *
get_reviews (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return show (context, request, "reviews", "reviews.title", "reviews.description", fill_reviews,
               error);
}

#define PAGE_ROUTE(path, what, words)                                                              \
  { .method = "GET",                                                                               \
    .pattern = path,                                                                               \
    .right = SALON_SERVER_RIGHT_PUBLIC,                                                            \
    .handler = what,                                                                               \
    .summary = words,                                                                              \
    .flags = SALON_SERVER_ROUTE_PAGE | SALON_SERVER_ROUTE_CACHEABLE,                               \
    .limit = "pages" }

static const SalonServerRoute routes[] = {
  PAGE_ROUTE ("/", get_home, "The first page"),
  PAGE_ROUTE ("/en", get_home, "The first page, in English"),
  PAGE_ROUTE ("/a-propos", get_about, "Who the salon is"),
  PAGE_ROUTE ("/en/about", get_about, "Who the salon is, in English"),
  PAGE_ROUTE ("/prestations", get_services, "What the salon offers"),
  PAGE_ROUTE ("/en/services", get_services, "What the salon offers, in English"),
  PAGE_ROUTE ("/avis", get_reviews, "What people say of it"),
  PAGE_ROUTE ("/en/reviews", get_reviews, "What people say of it, in English"),
  PAGE_ROUTE ("/contact", get_contact, "Where it is, and when it is open"),
  PAGE_ROUTE ("/en/contact", get_contact, "Where it is, and when it is open, in English"),
  PAGE_ROUTE ("/mentions-legales", get_legal, "Who answers for the site"),
  PAGE_ROUTE ("/en/legal-notice", get_legal, "Who answers for the site, in English"),
  PAGE_ROUTE ("/confidentialite", get_privacy, "What is kept of visitors and clients"),
  PAGE_ROUTE ("/en/privacy", get_privacy, "What is kept of visitors and clients, in English"),
};

const SalonServerRouteTable salon_site_content_routes = { routes, G_N_ELEMENTS (routes) };
