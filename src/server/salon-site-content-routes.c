/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the site that say something, and ask nothing: who the salon is, what it offers, when it is open. */
#include "core/salon-money.h"
#include "salon-site-page.h"
#include "site/salon-site-format.h"

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

/* Services --------------------------------------------------------------------------------------------- */

static void
add_service (const PGresult *rows,
             int row,
             SalonLanguage language,
             yyjson_mut_doc *doc,
             yyjson_mut_val *list)
{
  yyjson_mut_val *service = yyjson_mut_arr_add_obj (doc, list);
  gint64 cents = 0;

  salon_money_from_wire (PQgetvalue (rows, row, 5), &cents, NULL);
  salon_site_page_add (doc, service, "id", PQgetvalue (rows, row, 0));
  salon_site_page_add (doc, service, "name", PQgetvalue (rows, row, 1));
  salon_site_page_add (doc, service, "description", PQgetvalue (rows, row, 3));
  salon_site_page_take (doc, service, "duration",
                        salon_site_format_duration (
                          (int) g_ascii_strtoll (PQgetvalue (rows, row, 4), NULL, 10), language));
  salon_site_page_take (doc, service, "price", salon_site_format_money (cents, language));
}

/* Categories in the order of their first services, each with its own. */
static gboolean
fill_services (SalonServerContext *context,
               const SalonSiteWords *words,
               yyjson_mut_doc *doc,
               yyjson_mut_val *root,
               GError **error)
{
  static const char sql[] =
    "SELECT id, name, category, coalesce (description, ''), duration_minutes, price"
    " FROM services WHERE is_active"
    " ORDER BY min (position) OVER (PARTITION BY category), category, position, name, id";
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 0, NULL, error);
  yyjson_mut_val *categories = yyjson_mut_obj_add_arr (doc, root, "categories");
  yyjson_mut_val *list = NULL;

  for (int i = 0; rows != NULL && i < PQntuples (rows); i++)
    {
      const char *name = PQgetvalue (rows, i, 2);

      if (i == 0 || !g_str_equal (name, PQgetvalue (rows, i - 1, 2)))
        {
          yyjson_mut_val *category = yyjson_mut_arr_add_obj (doc, categories);

          salon_site_page_add (doc, category, "id", name);
          salon_site_page_add (doc, category, "name", salon_site_words_name_category (words, name));
          list = yyjson_mut_obj_add_arr (doc, category, "services");
        }
      add_service (rows, i, salon_site_words_get_language (words), doc, list);
    }
  return rows != NULL;
}

static SalonServerResponse *
get_home (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  return show (context, request, "home", "home.title", "home.description", fill_services, error);
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
  return show (context, request, "contact", "contact.title", "contact.description", NULL, error);
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
  return show (context, request, "reviews", "reviews.title", "reviews.description", NULL, error);
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
