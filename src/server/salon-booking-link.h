/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a client finds her booking on the site: a page that its token opens. The address is a secret of
 * hers: it goes into her mail and to her payment page, and into no log.
 */
#pragma once

#include "core/salon-language.h"
#include "salon-server-context.h"

G_BEGIN_DECLS

/* "/rendez-vous/<id>/<token>". Transfer full. */
char *salon_booking_link_make_path (const char *id, const char *token, SalonLanguage language);

/**
 * salon_booking_link_find:
 * @site: "https://serenaia-beaute.fr"
 * @id: of any booking
 *
 * Returns: (transfer full) (nullable): its page on @site, in the language of the client's card; %NULL without
 *   @error when it has no token that could be made again, or when there is no such site (SITE=off)
 */
char *salon_booking_link_find (SalonServerContext *context,
                               const char *site,
                               const char *id,
                               GError **error);

G_END_DECLS
