/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What differs from the week in the next six: days off, holidays, an open Sunday. For people, so days in a row that
 * are alike are one line.
 */
#pragma once

#include "salon-site-page.h"

G_BEGIN_DECLS

#define SALON_SITE_CLOSINGS_DAYS 42

/* As "closings" of @root, nothing when there are none. FALSE with @error set. */
gboolean salon_site_closings_add (SalonServerContext *context,
                                  const SalonSiteWords *words,
                                  yyjson_mut_doc *doc,
                                  yyjson_mut_val *root,
                                  GError **error);

G_END_DECLS
