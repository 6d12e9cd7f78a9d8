/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change in words, for the history of the rows that it touched. */
#pragma once

#include "common/salon-session.h"
#include "core/salon-rewind.h"

G_BEGIN_DECLS

/* "Time: 14:00 → 15:30", one line for each field of the rows in @scope that @change set; of rows that
 * came or went, what they are called. "" for nothing that means something. Transfer full. */
char *salon_history_words_describe (SalonSession *session,
                                    const SalonRewindScope *scope,
                                    SalonChange *change);
/* A SalonRewindFindFunc over the reader of @session. */
JsonObject *salon_history_words_find_row (const char *table, const char *id, gpointer session);

G_END_DECLS
