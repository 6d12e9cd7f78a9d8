/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-page.h"

#include <stdlib.h>
#include <string.h>

#include "salon-site-facts-data.h"

#define HTML "text/html; charset=utf-8"

SalonLanguage
salon_site_page_get_language (const SalonServerRequest *request)
{
  return salon_site_path_get_language (request->path);
}

const SalonSiteWords *
salon_site_page_get_words (const SalonServerContext *context, const SalonServerRequest *request)
{
  return salon_site_get_words (context->shared->site->site, salon_site_page_get_language (request));
}

yyjson_mut_doc *
salon_site_page_new_data (void)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);

  yyjson_mut_doc_set_root (doc, yyjson_mut_obj (doc));
  return doc;
}

void
salon_site_page_add (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, const char *text)
{
  /* Not const: the key is static where this is called, or kept by the document. */
  yyjson_mut_obj_put (object, yyjson_mut_strcpy (doc, key), yyjson_mut_strcpy (doc, text));
}

void
salon_site_page_take (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, char *text)
{
  salon_site_page_add (doc, object, key, text);
  g_free (text);
}

void
salon_site_page_add_json (yyjson_mut_doc *doc,
                          yyjson_mut_val *object,
                          const char *key,
                          yyjson_mut_doc *json)
{
  char *text = yyjson_mut_write (json, YYJSON_WRITE_NOFLAG, NULL);
  g_autoptr (GString) safe = g_string_new (text);

  /* Within a string, where alone they can be. */
  g_string_replace (safe, "<", "\\u003c", 0);
  g_string_replace (safe, ">", "\\u003e", 0);
  g_string_replace (safe, "&", "\\u0026", 0);
  yyjson_mut_obj_put (object, yyjson_mut_strcpy (doc, key),
                      yyjson_mut_rawncpy (doc, safe->str, safe->len));
  free (text);
}

char *
salon_site_page_make_url (const SalonServerShared *shared, const char *path)
{
  return g_strconcat (shared->site->origin != NULL ? shared->site->origin : "", path, NULL);
}

/* What every page knows -------------------------------------------------------------------------------- */

static gboolean
is_below (const char *path, const char *place)
{
  gsize length = strlen (place);

  return strncmp (path, place, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

/* A name and an address for each line of the navigation. Only the home page is exactly itself. */
static void
add_navigation (yyjson_mut_doc *doc,
                yyjson_mut_val *root,
                const SalonServerRequest *request,
                const SalonSiteWords *words,
                gboolean has_reviews)
{
  static const struct
  {
    SalonSitePlace place;
    const char *key;
  } lines[] = {
    { SALON_SITE_SERVICES, "nav.services" }, { SALON_SITE_GIFT_CARD, "nav.gift_card" },
    { SALON_SITE_ABOUT, "nav.about" },       { SALON_SITE_REVIEWS, "nav.reviews" },
    { SALON_SITE_CONTACT, "nav.contact" },
  };
  yyjson_mut_val *nav = yyjson_mut_obj_add_arr (doc, root, "nav");

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const char *path =
        salon_site_place_get_path (lines[i].place, salon_site_words_get_language (words));
      yyjson_mut_val *line;

      if (lines[i].place == SALON_SITE_REVIEWS && !has_reviews)
        continue;
      line = yyjson_mut_arr_add_obj (doc, nav);
      yyjson_mut_obj_add_str (doc, line, "path", path);
      yyjson_mut_obj_add_str (doc, line, "label", salon_site_words_get (words, lines[i].key));
      yyjson_mut_obj_add_bool (doc, line, "is_current", is_below (request->path, path));
    }
}

/* "?a=b&c=d" of what was asked, in the order of the alphabet; "" when the page does not mind. */
static char *
make_query (const SalonServerRequest *request)
{
  g_autoptr (GList) names = NULL;
  GString *text = g_string_new (NULL);

  if (request->route != NULL && (request->route->flags & SALON_SERVER_ROUTE_QUERY) != 0)
    names = g_list_sort (g_hash_table_get_keys (request->query), (GCompareFunc) strcmp);
  for (GList *name = names; name != NULL; name = name->next)
    {
      g_string_append_c (text, text->len == 0 ? '?' : '&');
      g_string_append_uri_escaped (text, name->data, NULL, FALSE);
      g_string_append_c (text, '=');
      g_string_append_uri_escaped (text, g_hash_table_lookup (request->query, name->data), NULL,
                                   FALSE);
    }
  return g_string_free_and_steal (text);
}

static void
add_address (yyjson_mut_doc *doc,
             yyjson_mut_val *page,
             const SalonServerShared *shared,
             const char *key,
             const char *path)
{
  salon_site_page_take (doc, page, key, salon_site_page_make_url (shared, path));
}

/* Its own address, and that of the same in the other language. */
static void
add_page (yyjson_mut_doc *doc,
          yyjson_mut_val *root,
          const SalonServerShared *shared,
          const SalonServerRequest *request)
{
  SalonLanguage language = salon_site_page_get_language (request);
  gboolean is_french = language == SALON_LANGUAGE_FRENCH;
  g_autofree char *french = salon_site_path_translate (request->path, SALON_LANGUAGE_FRENCH);
  g_autofree char *english = salon_site_path_translate (request->path, SALON_LANGUAGE_ENGLISH);
  g_autofree char *query = make_query (request);
  g_autofree char *alternate = g_strconcat (is_french ? english : french, query, NULL);
  yyjson_mut_val *page = yyjson_mut_obj_add_obj (doc, root, "page");

  yyjson_mut_obj_add_str (doc, page, "language", is_french ? "fr" : "en");
  yyjson_mut_obj_add_bool (doc, page, "is_french", is_french);
  yyjson_mut_obj_add_bool (doc, page, "is_home",
                           g_str_equal (request->path,
                                        salon_site_place_get_path (SALON_SITE_HOME, language)));
  yyjson_mut_obj_add_bool (doc, page, "has_origin", shared->site->origin != NULL);
  salon_site_page_add (doc, page, "path", request->path);
  salon_site_page_add (doc, page, "alternate", alternate);
  add_address (doc, page, shared, "canonical", is_french ? french : english);
  add_address (doc, page, shared, "french", french);
  add_address (doc, page, shared, "english", english);
}

static void
add_all (yyjson_mut_doc *doc,
         const SalonServerShared *shared,
         const SalonServerRequest *request,
         const SalonSiteFacts *facts,
         gint64 now_us)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  SalonLanguage language = salon_site_page_get_language (request);
  const SalonSiteWords *words = salon_site_get_words (shared->site->site, language);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);

  add_page (doc, root, shared, request);
  add_navigation (doc, root, request, words, facts != NULL && facts->has_reviews);
  salon_site_facts_data_add (facts, words, doc, root);
  /* Whoever shows it has no address but the whole one. */
  if (facts != NULL && shared->site->origin != NULL)
    {
      g_autofree char *picture = g_strconcat ("/site/", facts->share_name, NULL);

      add_address (doc, root, shared, "share_picture", picture);
    }
  if (now != NULL)
    yyjson_mut_obj_add_int (doc, root, "year", g_date_time_get_year (now));
}

/* The page in the layout. */
static GBytes *
render (yyjson_mut_doc *doc,
        const SalonServerShared *shared,
        const SalonServerRequest *request,
        const char *template)
{
  SalonLanguage language = salon_site_page_get_language (request);
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *content = salon_site_render (shared->site->site, language, template, root);
  char *html;

  yyjson_mut_obj_put (root, yyjson_mut_str (doc, "content"), yyjson_mut_raw (doc, content));
  html = salon_site_render (shared->site->site, language, "layout", root);
  return g_bytes_new_take (html, strlen (html));
}

static SalonServerResponse *
make (SalonServerContext *context,
      SalonServerRequest *request,
      guint status,
      const char *template,
      yyjson_mut_doc *data,
      GError **error)
{
  g_autoptr (SalonSiteFacts) facts = salon_site_facts_get (context, error);
  g_autoptr (GBytes) html = NULL;

  if (facts != NULL)
    {
      add_all (data, context->shared, request, facts, salon_server_context_get_now (context));
      html = render (data, context->shared, request, template);
    }
  yyjson_mut_doc_free (data);
  return html != NULL ? salon_server_response_new_bytes (status, HTML, html) : NULL;
}

SalonServerResponse *
salon_site_page_new (SalonServerContext *context,
                     SalonServerRequest *request,
                     guint status,
                     const char *template,
                     yyjson_mut_doc *data,
                     GError **error)
{
  g_return_val_if_fail (context != NULL && request != NULL && data != NULL, NULL);

  return make (context, request, status, template, data, error);
}

SalonServerResponse *
salon_site_page_new_kept (SalonServerContext *context,
                          SalonServerRequest *request,
                          const char *template,
                          yyjson_mut_doc *data,
                          SalonServerTopic topic,
                          guint64 generation,
                          gint64 expires_at,
                          GError **error)
{
  SalonServerResponse *response = make (context, request, 200, template, data, error);
  g_autofree char *sum = NULL;
  g_autofree char *tag = NULL;

  if (response == NULL)
    return NULL;
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, response->body);
  /* Weak: the same for its packed form. */
  tag = g_strdup_printf ("W/\"%.20s\"", sum);
  salon_server_response_set_header (response, "ETag", tag);
  salon_server_response_set_header (response, "Cache-Control", "no-cache");
  salon_server_cache_keep (context->shared->cache, topic, generation, request, response,
                           expires_at);
  return response;
}

SalonServerResponse *
salon_site_page_see_other (const char *path)
{
  SalonServerResponse *response = salon_server_response_new_empty ();

  response->status = 303;
  salon_server_response_set_header (response, "Location", path);
  return response;
}

/* Refusals --------------------------------------------------------------------------------------------- */

typedef struct
{
  guint status;
  const char *title;
  const char *text;
} Refusal;

static const Refusal refusals[] = {
  { 404, "problem.not_found", "problem.not_found_text" },
  { 405, "problem.not_found", "problem.method_text" },
  { 410, "problem.not_found", "problem.gone_text" },
  { 403, "problem.foreign", "problem.foreign_text" },
  { 413, "problem.too_large", "problem.too_large_text" },
  { 414, "problem.not_found", "problem.not_found_text" },
  { 429, "problem.too_many", "problem.too_many_text" },
  { 503, "problem.busy", "problem.busy_text" },
  { 500, "problem.broken", "problem.broken_text" },
  { 502, "problem.broken", "problem.broken_text" },
};
static const Refusal other_refusal = { 400, "problem.bad", "problem.bad_text" };

static const Refusal *
find_refusal (guint status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].status == status)
      return &refusals[i];
  return &other_refusal;
}

/* "in 40 seconds", "in 2 minutes": of Retry-After. NULL without one. Transfer full. */
static char *
describe_wait (const SalonSiteWords *words, SalonServerResponse *response)
{
  const char *text = salon_server_response_get_header (response, "Retry-After");
  guint64 seconds = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, 86400, &seconds, NULL))
    return NULL;
  if (seconds < 90)
    return salon_site_words_count (words, "problem.seconds", (gint64) MAX (seconds, 1));
  return salon_site_words_count (words, "problem.minutes", (gint64) (seconds + 59) / 60);
}

void
salon_site_page_dress_problem (const SalonServerShared *shared,
                               SalonServerRequest *request,
                               SalonServerResponse *response)
{
  const SalonSiteWords *words =
    salon_site_get_words (shared->site->site, salon_site_page_get_language (request));
  g_autoptr (SalonSiteFacts) facts = salon_site_facts_peek (shared);
  const Refusal *refusal = find_refusal (response->status);
  yyjson_mut_doc *doc = salon_site_page_new_data ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *wait = describe_wait (words, response);

  yyjson_mut_obj_add_bool (doc, root, "is_private", TRUE);
  yyjson_mut_obj_add_str (doc, root, "title", salon_site_words_get (words, refusal->title));
  yyjson_mut_obj_add_str (doc, root, "text", salon_site_words_get (words, refusal->text));
  if (wait != NULL)
    salon_site_page_add (doc, root, "wait", wait);
  add_all (doc, shared, request, facts,
           shared->clock != NULL ? shared->clock (shared->clock_data) : g_get_real_time ());
  g_bytes_unref (response->body);
  response->body = render (doc, shared, request, "problem");
  g_free (response->type);
  response->type = g_strdup (HTML);
  yyjson_mut_doc_free (doc);
}
