/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a column of a row is called and what stands in it, as the owner reads it: "Time", "14:00".
 * For whatever shows changes rather than things: a history, two versions side by side.
 */
#pragma once

#include "common/salon-session.h"

G_BEGIN_DECLS

/* NULL: nothing that means something to a person (ids, positions, bookkeeping). */
const char *salon_row_words_get_title (const char *table, const char *column);
/* @value: (nullable): in wire form; absent, null and "" read "none". What cannot be read is shown as
 * it is. */
char *salon_row_words_describe (SalonSession *session,
                                const char *table,
                                const char *column,
                                JsonNode *value);

G_END_DECLS
