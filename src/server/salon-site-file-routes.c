/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages are made of, and what search engines ask for. */
#include <string.h>

#include "print/salon-share-picture.h"
#include "salon-server-packing.h"
#include "salon-site-page.h"

/* A name says what is in it, so that it never changes. */
#define FOR_EVER "public, max-age=31536000, immutable"

static SalonServerResponse *
refuse (GError **error)
{
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                       "There is no such file.");
  return NULL;
}

static SalonServerResponse *
send_file (SalonServerRequest *request, const char *type, GBytes *bytes, GBytes *packed)
{
  gboolean is_packed = packed != NULL && salon_server_packing_is_wanted (request);
  SalonServerResponse *response =
    salon_server_response_new_bytes (200, type, is_packed ? packed : bytes);

  salon_server_response_set_header (response, "Cache-Control", FOR_EVER);
  salon_server_response_set_header (response, "Vary", "Accept-Encoding");
  if (is_packed)
    salon_server_response_set_header (response, "Content-Encoding", "gzip");
  return response;
}

/* The colours of the salon: an older name is that of what they were, and not kept. */
static SalonServerResponse *
send_colours (SalonServerContext *context,
              SalonServerRequest *request,
              const char *name,
              GError **error)
{
  g_autoptr (SalonSiteFacts) facts = salon_site_facts_get (context, error);
  SalonServerResponse *response;

  if (facts == NULL)
    return NULL;
  response = send_file (request, "text/css; charset=utf-8", facts->colours, NULL);
  if (!g_str_equal (name, facts->colours_name))
    salon_server_response_set_header (response, "Cache-Control", "no-cache");
  return response;
}

/* Drawn once, and kept as a page is. Under any other name there is none. */
static SalonServerResponse *
send_picture (SalonServerContext *context,
              SalonServerRequest *request,
              const char *name,
              GError **error)
{
  guint64 generation =
    salon_server_cache_begin (context->shared->cache, SALON_SERVER_TOPIC_CATALOGUE);
  g_autoptr (SalonSiteFacts) facts = salon_site_facts_get (context, error);
  g_autoptr (GBytes) png = NULL;
  SalonServerResponse *response;

  if (facts == NULL)
    return NULL;
  if (!g_str_equal (name, facts->share_name))
    return refuse (error);
  png = salon_share_picture_draw (facts->name, facts->tagline, facts->main_colour,
                                  facts->accent_colour);
  response = send_file (request, "image/png", png, NULL);
  salon_server_cache_keep (context->shared->cache, SALON_SERVER_TOPIC_CATALOGUE, generation,
                           request, response, G_MAXINT64);
  return response;
}

static SalonServerResponse *
get_file (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  const char *name = salon_server_request_get_parameter (request, "file");
  const SalonSiteFile *file = salon_site_find_file (context->shared->site->site, name);

  if (file != NULL)
    return send_file (request, file->type, file->bytes, file->packed);
  if (g_str_has_prefix (name, "colours-"))
    return send_colours (context, request, name, error);
  if (g_str_has_prefix (name, "share-"))
    return send_picture (context, request, name, error);
  return refuse (error);
}

/* What has a secret in its address, or none of its own, is nothing for a search engine. */
static SalonServerResponse *
get_robots (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autofree char *sitemap = salon_site_page_make_url (context->shared, "/sitemap.xml");
  g_autofree char *text =
    g_strdup_printf ("User-agent: *\nDisallow: /api/\nDisallow: /rendez-vous/\n"
                     "Disallow: /en/appointment/\n%s%s%s",
                     context->shared->site->origin != NULL ? "Sitemap: " : "",
                     context->shared->site->origin != NULL ? sitemap : "",
                     context->shared->site->origin != NULL ? "\n" : "");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return salon_server_response_new_bytes (200, "text/plain; charset=utf-8", bytes);
}

static void
add_place (GString *xml, const SalonServerShared *shared, SalonSitePlace place)
{
  g_autofree char *french =
    salon_site_page_make_url (shared, salon_site_place_get_path (place, SALON_LANGUAGE_FRENCH));
  g_autofree char *english =
    salon_site_page_make_url (shared, salon_site_place_get_path (place, SALON_LANGUAGE_ENGLISH));
  const char *const own[] = { french, english };

  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    g_string_append_printf (
      xml,
      "<url><loc>%s</loc><xhtml:link rel=\"alternate\" hreflang=\"fr\" href=\"%s\"/>"
      "<xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"%s\"/></url>\n",
      own[i], french, english);
}

static SalonServerResponse *
get_sitemap (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (SalonSiteFacts) facts = salon_site_facts_get (context, error);
  g_autoptr (GString) xml =
    g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                  "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
  g_autoptr (GBytes) bytes = NULL;

  if (facts == NULL)
    return NULL;
  for (SalonSitePlace place = 0; place < SALON_N_SITE_PLACES; place++)
    if (place != SALON_SITE_APPOINTMENT && (place != SALON_SITE_REVIEWS || facts->has_reviews))
      add_place (xml, context->shared, place);
  g_string_append (xml, "</urlset>\n");
  bytes = g_bytes_new (xml->str, xml->len);
  return salon_server_response_new_bytes (200, "application/xml; charset=utf-8", bytes);
}

static SalonServerResponse *
get_favicon (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  SalonServerResponse *response = salon_site_page_see_other (
    salon_site_get_file_path (context->shared->site->site, "favicon_svg"));

  salon_server_response_set_header (response, "Cache-Control", "public, max-age=86400");
  return response;
}

#define FILE_ROUTE(path, what, words)                                                              \
  { .method = "GET",                                                                               \
    .pattern = path,                                                                               \
    .right = SALON_SERVER_RIGHT_PUBLIC,                                                            \
    .handler = what,                                                                               \
    .summary = words,                                                                              \
    .flags = SALON_SERVER_ROUTE_PAGE | SALON_SERVER_ROUTE_CACHEABLE,                               \
    .limit = "pages" }

static const SalonServerRoute routes[] = {
  FILE_ROUTE ("/site/{file}", get_file, "A file that pages are made of"),
  FILE_ROUTE ("/robots.txt", get_robots, "What search engines may read"),
  FILE_ROUTE ("/sitemap.xml", get_sitemap, "The pages of the site"),
  FILE_ROUTE ("/favicon.svg", get_favicon, "The mark of the site"),
  FILE_ROUTE ("/favicon.ico", get_favicon, "The mark of the site"),
};

const SalonServerRouteTable salon_site_file_routes = { routes, G_N_ELEMENTS (routes) };
