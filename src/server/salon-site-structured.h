/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What search engines read of a page: schema.org as JSON-LD, "structured" of @root. Only what the page shows too.
 */
#pragma once

#include "salon-site-page.h"

G_BEGIN_DECLS

/* The salon: a BeautySalon with address and hours. FALSE with @error set. */
gboolean salon_site_structured_add_salon (SalonServerContext *context,
                                          const SalonSiteWords *words,
                                          yyjson_mut_doc *doc,
                                          yyjson_mut_val *root,
                                          GError **error);
/* And what it offers: of "categories" of @root. */
gboolean salon_site_structured_add_offers (SalonServerContext *context,
                                           const SalonSiteWords *words,
                                           yyjson_mut_doc *doc,
                                           yyjson_mut_val *root,
                                           GError **error);
/* And what people think of it: of @count reviews, which the page shows too, @tenths in the mean ("47" is 4.7 of 5). */
gboolean salon_site_structured_add_rating (SalonServerContext *context,
                                           const SalonSiteWords *words,
                                           gint64 tenths,
                                           gint64 count,
                                           yyjson_mut_doc *doc,
                                           yyjson_mut_val *root,
                                           GError **error);

G_END_DECLS
