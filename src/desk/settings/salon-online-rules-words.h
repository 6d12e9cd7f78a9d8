/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of bookings on the web site as the owner reads them. Pure: rules and the time come in, words come
 * out, newly allocated.
 */
#pragma once

#include "core/salon-online-rules.h"
#include "core/salon-range.h"

G_BEGIN_DECLS

/* "30 minutes", "2 hours", "3 days": the largest unit that fits. */
char *salon_online_rules_words_length (int minutes);
/* "2 hours before", "When it begins" for 0 */
char *salon_online_rules_words_before (int minutes);
/* An example of what all of them together mean: some sentences. */
char *salon_online_rules_words_example (const SalonOnlineRules *rules, SalonMoment now);

G_END_DECLS
