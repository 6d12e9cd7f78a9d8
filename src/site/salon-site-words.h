/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of the site: resources/site/words.fr.ini and words.en.ini, a group for each page or matter. In a
 * template {{words.booking.title}}; here "booking.title". Made once, read by any thread.
 *
 * A sentence that speaks of something has {placeholders}: in a template they are filled from its context, here
 * from pairs. What there is one or many of has two sentences, "…_one" and "…_many", with {n}: in French 0 and 1
 * are one, in English 1 alone.
 */
#pragma once

#include <yyjson.h>

#include "core/salon-language.h"

G_BEGIN_DECLS

typedef struct _SalonSiteWords SalonSiteWords;

/* @text: of the file. Fails with G_KEY_FILE_ERROR. */
SalonSiteWords *salon_site_words_new (SalonLanguage language, const char *text, GError **error);
void salon_site_words_free (SalonSiteWords *self);

SalonLanguage salon_site_words_get_language (const SalonSiteWords *self);
/* {"words": {"booking": {"title": …}}}, for templates. */
yyjson_mut_val *salon_site_words_get_context (const SalonSiteWords *self);

/* A sentence as it is; the key itself when it is missing, which a check of the tree prevents. */
const char *salon_site_words_get (const SalonSiteWords *self, const char *key);
/* "ongles" → "Nails": of a category of services; one that the salon has made is called as it says. */
const char *salon_site_words_name_category (const SalonSiteWords *self, const char *category);
/* "name", value, … and NULL. Not escaped: the template does that. Transfer full. */
char *
salon_site_words_fill (const SalonSiteWords *self, const char *key, ...) G_GNUC_NULL_TERMINATED;
/* "KEY_one" or "KEY_many", {n} filled. Transfer full. */
char *salon_site_words_count (const SalonSiteWords *self, const char *key, gint64 n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonSiteWords, salon_site_words_free)

G_END_DECLS
