/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A client is forgotten: who she was goes, what the accounts need stays.
 *
 * From her card, the cards merged into it, her bookings, the ends of gift cards that are hers and what
 * was sent to her goes all that names or describes her. Dates, services and prices stay, and so do
 * payments, of which the metadata keep what the accounts need, and movements on gift cards but for their
 * notes. The last two are nobody's change: the shared salon takes no rewritten payment, and does the same
 * by itself. The same goes from what this file keeps of old changes: their fields and their labels; and
 * nothing that was done to her can be undone any more. The file is then written anew, so that no page of
 * it and no page of its log holds what was deleted.
 *
 * In a shared salon the changes that still wait are sent as they are, for the others must be able to
 * check them; they hold her until they are answered. The shared salon erases her from its history by
 * itself. Backups are files of their own: they hold her until they are removed.
 *
 * Blocks: for the worker.
 */
#pragma once

#include "salon-client-dossier.h"
#include "salon-store.h"

G_BEGIN_DECLS

/* What stands where a name has to stand, and what the history calls her changes. */
typedef struct
{
  const char *name;
  const char *label;
} SalonAnonymiseWords;

/* Does @column of @table name or describe a person? Of gift cards none does by itself: see the ends. */
gboolean salon_anonymise_is_personal (const SalonTable *table, const char *column);

/**
 * salon_anonymise_forget:
 * @dossier: of the client, read just now
 * @now: Unix seconds
 *
 * Nothing is done for a client who is anonymised already. Fails with COMING when she has bookings to
 * come, with REFUSED when a change of hers waits to be reviewed, else as salon_store_apply().
 * salon_anonymise_clean() has to follow, once for any number of clients.
 */
gboolean salon_anonymise_forget (SalonStore *store,
                                 SalonClientDossier *dossier,
                                 const SalonAnonymiseWords *words,
                                 gint64 now,
                                 GError **error);
/* Writes the file anew: neither free pages nor the log keep what was there. Fails with FULL, BUSY or IO;
 * to be tried again then. */
gboolean salon_anonymise_clean (SalonStore *store, GError **error);

G_END_DECLS
