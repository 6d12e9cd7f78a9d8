/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Foreign rows coming into a salon: who is there already, what is in the way, and the one change that
 * all of it makes.
 *
 * A person is the same when number or address is, and no word of one name contradicts the other ("DURAND
 * Marie", "Marie"); or, where one of the two has neither, when the names are alike. A booking is the same
 * at the same minute for the same person. A service is the same when its name is, a gift card when its
 * code is.
 *
 * Pure: what the salon holds is given, and so are the ids of new rows. One thread.
 */
#pragma once

#include "core/salon-booking.h"
#include "core/salon-change.h"
#include "core/salon-client.h"
#include "core/salon-gift-card.h"
#include "core/salon-service.h"

#include "salon-foreign-rows.h"

G_BEGIN_DECLS

/* What the salon holds of what can be met by the rows. Arrays may be NULL: none. */
typedef struct
{
  GPtrArray *clients;      /* of SalonClient */
  GPtrArray *services;     /* of SalonService, archived ones too */
  GPtrArray *bookings;     /* of SalonBooking: from two days before the first row to the last */
  GHashTable *closed_days; /* set of GINT_TO_POINTER (SalonDay) */
  GPtrArray *gift_cards;   /* of SalonGiftCard */
} SalonKnown;

typedef struct
{
  const char *staff_id;
  const char *language; /* of new clients: "fr", "en" */
  const char *nobody;   /* who comes when a booking has no name: "Walk-in" */
  const char *category; /* of services that have none */
  int
    validity_months; /* of gift cards that do not say when they run out; 0: as a new salon has it */
  SalonDay today;
  gint64 now; /* Unix seconds */
  char *(*make_id) (void);
} SalonImportSettings;

/* Sets match, choice and the problems that come of it in every row. */
void salon_import_match (SalonForeignRows *rows, const SalonKnown *known);
/* What of the row can be chosen at all? */
gboolean salon_import_can_choose (const SalonForeignRow *row, SalonForeignKind kind);
/* Will the row be in the change? */
gboolean salon_import_is_taken (const SalonForeignRow *row);

/**
 * salon_import_plan:
 * @known: as it was matched with
 *
 * Returns: (transfer full): one change with all that is taken; perhaps without edits
 */
SalonChange *salon_import_plan (SalonForeignRows *rows,
                                const SalonKnown *known,
                                const SalonImportSettings *settings,
                                const char *label);

G_END_DECLS
