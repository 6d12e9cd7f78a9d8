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
/* What was done, in a few words: the label that it was given, or that something was added, changed or
 * removed. Transfer full. */
char *salon_history_words_title (const SalonRewindScope *scope, const SalonHistoryEntry *entry);
/* Who did it: "This computer"; where several computers are listed its own name too: "Reception (this
 * computer)"; else the name of the other computer, or who else it was.
 * @sync: (nullable): of a shared salon. Transfer full. */
char *
salon_history_words_who (const SalonHistoryEntry *entry, SalonSync *sync, gboolean has_others);
/* A SalonRewindFindFunc over the reader of @session. */
JsonObject *salon_history_words_find_row (const char *table, const char *id, gpointer session);

G_END_DECLS
