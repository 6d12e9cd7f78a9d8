/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the salon offers, for a page: "categories" of @root, each {id, name, count, from, services: [{id, name,
 * description, duration, price, price_wire}]}, in the order of their first services.
 */
#pragma once

#include "salon-site-page.h"

G_BEGIN_DECLS

/* FALSE with @error set. */
gboolean salon_site_offers_add (SalonServerContext *context,
                                const SalonSiteWords *words,
                                yyjson_mut_doc *doc,
                                yyjson_mut_val *root,
                                GError **error);

G_END_DECLS
