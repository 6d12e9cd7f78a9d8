/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Going back: what rows were at a moment of their history, and the change that makes them so again.
 *
 * Only fields that are otherwise now are set, so what somebody else did to the others stays. A row
 * that is gone is put back whole, when the history knows the whole of it. What a field was is known
 * from the entries up to the moment; where none of them set it, from what the next later entry says
 * that it had before; where none did either, it is what it is now.
 *
 * Some columns do not go back: who was merged or anonymised stays so; what was paid is told by the
 * payments, not by an old copy of a booking; and whether a booking may overlap is the shared salon's.
 */
#pragma once

#include "salon-change.h"

G_BEGIN_DECLS

/* Which rows: one row, with the lines of it where it is a booking; or all of a table. */
typedef struct
{
  const char *table;
  const char *id; /* NULL: all */
} SalonRewindScope;

/* The row as it is now, or NULL. Transfer full. */
typedef JsonObject *(*SalonRewindFindFunc) (const char *table, const char *id, gpointer data);

/* Is @edit of one of the rows? Of a line of a booking only when it says whose it is, or is known to
 * @find. */
gboolean salon_rewind_is_within (const SalonRewindScope *scope,
                                 const SalonEdit *edit,
                                 SalonRewindFindFunc find,
                                 gpointer data);
gboolean salon_rewind_goes_back (const char *table, const char *column);

/**
 * salon_rewind_add:
 * @changes: (element-type SalonChange): what happened to the rows, latest first
 * @index: back to what was there after this one; the number of changes: to what was before all
 *
 * Returns: FALSE when nothing would be different, or a row would have to be put back of which nobody
 *   knows the whole
 */
gboolean salon_rewind_add (const SalonRewindScope *scope,
                           GPtrArray *changes,
                           guint index,
                           SalonRewindFindFunc find,
                           gpointer data,
                           SalonChangeBuilder *builder);

G_END_DECLS
