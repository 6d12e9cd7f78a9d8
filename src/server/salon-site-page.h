/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages: a template of resources/site/pages with the handler's data, in the layout that all have. The language
 * is that of the address. Blocks where the database is asked; runs in a worker, but for what is said otherwise.
 *
 * Of the handler's data the layout reads: "title" (needed), "description", "is_private" (not for search engines:
 * what has a secret in its address, and forms that are half done), "styles" and "scripts" (lists of files as
 * templates name them are not needed: write <link> and <script> into the page itself).
 *
 * Every template finds besides: "salon" {name, address, address_lines, phone, phone_link, email, tagline, …},
 * "page" {path, language, alternate, …}, "nav", and from site/salon-site.h "words", "paths" and "files".
 */
#pragma once

#include "salon-server-cache.h"
#include "salon-server-site.h"
#include "salon-site-facts.h"

G_BEGIN_DECLS

SalonLanguage salon_site_page_get_language (const SalonServerRequest *request);
/* Of the language that is asked for. */
const SalonSiteWords *salon_site_page_get_words (const SalonServerContext *context,
                                                 const SalonServerRequest *request);

/* An empty object as root. */
yyjson_mut_doc *salon_site_page_new_data (void);

/**
 * salon_site_page_new:
 * @template: "services"
 * @data: (transfer full):
 *
 * Not kept by anybody.
 */
SalonServerResponse *salon_site_page_new (SalonServerContext *context,
                                          SalonServerRequest *request,
                                          guint status,
                                          const char *template,
                                          yyjson_mut_doc *data,
                                          GError **error);

/* The same for everybody (status 200), until something of @topic changes or @expires_at is over. @generation: of
 * salon_server_cache_begin(), taken before anything was read. */
SalonServerResponse *salon_site_page_new_kept (SalonServerContext *context,
                                               SalonServerRequest *request,
                                               const char *template,
                                               yyjson_mut_doc *data,
                                               SalonServerTopic topic,
                                               guint64 generation,
                                               gint64 expires_at,
                                               GError **error);

/* After a form: 303 to @path, "/en/booking/…", or an address of a payment page. */
SalonServerResponse *salon_site_page_see_other (const char *path);

/* An application/problem+json becomes a page that says the same to a person. Asks no database; any thread. */
void salon_site_page_dress_problem (const SalonServerShared *shared,
                                    SalonServerRequest *request,
                                    SalonServerResponse *response);

/* "https://www.example.org/en/services": with PUBLIC_URL; else @path alone. Transfer full. */
char *salon_site_page_make_url (const SalonServerShared *shared, const char *path);

/* A value that yyjson keeps a copy of. */
void salon_site_page_add (yyjson_mut_doc *doc,
                          yyjson_mut_val *object,
                          const char *key,
                          const char *text);
/* The same, which takes @text. */
void
salon_site_page_take (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, char *text);
/* A JSON document for <script type="application/ld+json">, which nothing in it can end. */
void salon_site_page_add_json (yyjson_mut_doc *doc,
                               yyjson_mut_val *object,
                               const char *key,
                               yyjson_mut_doc *json);

G_END_DECLS
