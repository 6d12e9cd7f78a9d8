/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people say of the salon at Google. Of two ways the one that is configured: the Business Profile,
 * which has all reviews and the salon's answers, or else Places, which has five and may not be kept: what
 * comes from there is never stored, and held in memory for a moment only.
 *
 * Blocks for as long as Google does.
 */
#pragma once

#include "salon-server-context.h"
#include "salon-server-schema.h"

G_BEGIN_DECLS

extern const SalonServerSchema salon_reviews_schema;

/**
 * salon_reviews_read:
 *
 * Returns: (transfer full): JSON of the form of the schema, from memory when it is not older than some
 *   minutes; fails with NOT_CONFIGURED, and with UNAVAILABLE when Google does not answer
 */
char *salon_reviews_read (SalonServerContext *context, GError **error);

G_END_DECLS
