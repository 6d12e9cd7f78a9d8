/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Old vouchers coming into a salon: which of them it has already, and what each becomes. Private to this
 * layer. */
#pragma once

#include "salon-import.h"
#include "salon-offer.h"

G_BEGIN_DECLS

/* Sets match and choice of every row that can be taken. A card whose being brought in was undone has
 * nothing on it: it can be brought in again. */
void salon_import_match_gift_cards (SalonForeignRows *rows, const SalonKnown *known);
/* Adds what the rows make that are taken. */
void salon_import_plan_gift_cards (SalonForeignRows *rows,
                                   const SalonKnown *known,
                                   const SalonImportSettings *settings,
                                   SalonOffer *offer,
                                   SalonChangeBuilder *builder);

G_END_DECLS
