/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that the salon knows about one client, row by row: for what follows her when two cards
 * are merged, for what she may ask to read, and for what is forgotten when she wants to be.
 *
 * Hers are: her card and the cards that were merged into it; every row that names her card in a column
 * "…client_id"; every row of one of her bookings ("booking_id"); the gift cards that carry her mail,
 * or her name and no other mail, with their movements and payments; and what was sent to her number or
 * mail. A table that comes later is looked at by the same rule, for they are read from the schema.
 *
 * Blocks, for as long as her rows take: for the worker, with a reader that it opened itself.
 */
#pragma once

#include "salon-reader.h"

G_BEGIN_DECLS

typedef struct
{
  const SalonTable *table;
  JsonObject *row;
} SalonDossierRow;

typedef struct
{
  char *client_id;
  GPtrArray *rows; /* of SalonDossierRow: her card first, then in the order of the tables */
} SalonClientDossier;

SalonClientDossier *
salon_client_dossier_read (SalonReader *reader, const char *client_id, GError **error);
void salon_client_dossier_free (SalonClientDossier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonClientDossier, salon_client_dossier_free)

JsonObject *salon_client_dossier_get_card (SalonClientDossier *self);
guint salon_client_dossier_count (SalonClientDossier *self, const char *table);

/* Is one end of @gift_card hers? @name_column: "buyer_name", with its mail in @mail_column. */
gboolean salon_client_dossier_owns_end (SalonClientDossier *self,
                                        JsonObject *gift_card,
                                        const char *name_column,
                                        const char *mail_column);

/* Rows of @table whose @column holds one of @values. Elements: JsonObject. */
GPtrArray *salon_client_dossier_list_rows (SalonReader *reader,
                                           const SalonTable *table,
                                           const char *column,
                                           GPtrArray *values,
                                           GError **error);
/* Does @column of @table name a client's card? "merged_into" of clients does too. */
gboolean salon_client_dossier_is_link (const SalonTable *table, const SalonColumn *column);

gboolean salon_client_dossier_count_bookings (SalonReader *reader,
                                              const char *client_id,
                                              guint *n_bookings,
                                              GError **error);
/* The card that @client_id leads to after all merges: itself when it was not merged. A circle, which
 * two desks can make between them, leads to one and the same of its cards, whichever one asks for. */
char *
salon_client_dossier_find_remaining (SalonReader *reader, const char *client_id, GError **error);

G_END_DECLS
