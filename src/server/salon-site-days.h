/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The month, the day and its free times, for who chooses one: what the template "booking-days" shows. Days and times are links to what follows (salon_site_visit_make_path()).
 */
#pragma once

#include "salon-site-visit.h"

G_BEGIN_DECLS

/**
 * salon_site_days_add:
 * @visit: with the month or the day that is looked at
 * @offer: how long it takes
 * @moved: (nullable): a booking that is in nobody's way, for it would go
 *
 * Adds to @root; FALSE with @error set.
 */
gboolean salon_site_days_add (SalonServerContext *context,
                              const SalonSiteVisit *visit,
                              const SalonServerOffer *offer,
                              const char *moved,
                              yyjson_mut_doc *doc,
                              yyjson_mut_val *root,
                              GError **error);

G_END_DECLS
