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

G_END_DECLS
