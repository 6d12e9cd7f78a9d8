/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The site as it is compiled in: templates, words, and files with their names by content. Made once, before
 * anybody asks; read by any thread.
 *
 * resources/site has them: "pages/NAME.html" is the template "NAME", "words.LANGUAGE.ini" the words, and all
 * else a file that is served: "style.css" as "/site/style-0123456789.css", in templates {{files.style_css}}.
 */
#pragma once

#include "salon-site-path.h"
#include "salon-site-template.h"
#include "salon-site-words.h"

G_BEGIN_DECLS

typedef struct _SalonSite SalonSite;

typedef struct
{
  char *name; /* "style-0123456789.css", without "/site/" */
  const char *type;
  GBytes *bytes;
  GBytes *packed; /* by gzip; nullable: that would be no smaller */
} SalonSiteFile;

/* Fails when a template or the words are malformed. */
SalonSite *salon_site_new (GError **error);
void salon_site_free (SalonSite *self);

const SalonSiteWords *salon_site_get_words (const SalonSite *self, SalonLanguage language);
/* "style_css" → "/site/style-0123456789.css": as templates name it, {{files.style_css}}. Nullable. */
const char *salon_site_get_file_path (const SalonSite *self, const char *name);
/* @name: as it is served. Nullable. */
const SalonSiteFile *salon_site_find_file (const SalonSite *self, const char *name);

/**
 * salon_site_render:
 * @data: an object
 *
 * Returns: (transfer full): the template, with @data, and with words, {{paths.…}} and {{files.…}}
 */
char *salon_site_render (const SalonSite *self,
                         SalonLanguage language,
                         const char *template,
                         yyjson_mut_val *data);

/* "name-0123456789.css": what @bytes have is in it. Transfer full. */
char *salon_site_name_by_content (const char *name, GBytes *bytes);
/* NULL when it would be no smaller. Transfer full. */
GBytes *salon_site_pack (GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonSite, salon_site_free)

G_END_DECLS
