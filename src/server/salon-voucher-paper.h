/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The paper of a gift card, as the salon has designed it: the same drawing that the desk prints. In
 * French, the language of those who buy on the salon's site.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

/* A PDF. Fails with NOT_FOUND when there is no such card. Transfer full. */
GBytes *salon_voucher_paper_draw (SalonServerContext *context, const char *card_id, GError **error);

/* "12 mars 2027" of "2027-03-12". Transfer full. */
char *salon_voucher_paper_format_day (const char *wire);

G_END_DECLS
