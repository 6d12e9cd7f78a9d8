/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the salon knows about a client, for her to take along: the rows as they are, in JSON.
 *
 *   {
 *     "format": "serenaia-client",
 *     "version": 1,
 *     "exported_at": "2026-03-12T09:30:00Z",
 *     "client_id": "0197b1c2-…",
 *     "tables": {
 *       "clients": [{"id": "…", "name": "Marie Durand", "phone": "+33612345678", …}, …],
 *       "bookings": […], "booking_services": […], "gift_cards": […], "payments": […], …
 *     }
 *   }
 *
 * Tables, columns and forms are those of core/salon-schema.h: dates "2026-03-12", times "14:00:00",
 * instants in UTC, money as a text with two decimals. A table without a row of hers is left out. Of a
 * gift card that she gave or got, the other person's mail is left out: it is not hers.
 */
#pragma once

#include "salon-client-dossier.h"

G_BEGIN_DECLS

/* @now: Unix seconds. Ends with a line end; transfer full. */
char *salon_client_export_to_json (SalonClientDossier *dossier, gint64 now);

G_END_DECLS
