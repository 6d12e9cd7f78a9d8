/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody on the waiting list, in words. All results are newly allocated. */
#pragma once

#include "common/salon-session.h"
#include "core/salon-wish.h"

G_BEGIN_DECLS

/* "12 – 26 March 2026, Thu, Fri, 14:00 – 18:00" */
char *salon_wish_words_when (const SalonWishFields *wish);
/* "Told on Thursday 12 March 14:05 of Friday 13 March 10:00"; NULL: she was told of no time. */
char *salon_wish_words_offer (SalonSession *session, const SalonWishFields *wish);
/* "Gel nails, Brows"; the length when no service is known. */
char *salon_wish_words_services (SalonSession *session, const SalonWishFields *wish);
/* "Thursday 12 March 14:00 is free: Léa Martin and 2 others are waiting" */
char *salon_wish_words_matches (GArray *matches);

G_END_DECLS
