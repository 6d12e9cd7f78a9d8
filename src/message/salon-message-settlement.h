/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a provider's answer means for the row of a message. Pure.
 */
#pragma once

#include "core/salon-message-ledger.h"

#include "salon-message-provider.h"

G_BEGIN_DECLS

/* How long a provider gets to write down what it was handed, when it does not say. */
#define SALON_MESSAGE_LOOK_UP_SECONDS 120

/* The texts of @outcome belong to it. */
typedef struct
{
  char *id;
  char *provider_id;
  char *error_message;
  SalonMessageOutcome outcome;
} SalonMessageSettlement;

/**
 * salon_message_settlement_of_sending:
 * @row: as it was before it was claimed
 * @rest_until: when its provider is asked again, if what is wrong is wrong for all
 *
 * What the owner can put right for all messages (keys, credits) does not fail this one: it waits. Only what
 * is wrong with the message itself ends it.
 */
SalonMessageSettlement *salon_message_settlement_of_sending (const SalonMessageRow *row,
                                                             const SalonDelivery *delivery,
                                                             gint64 now,
                                                             gint64 rest_until);
/* The same for a look-up: what is absent there is pending again. */
SalonMessageSettlement *salon_message_settlement_of_look_up (const SalonMessageRow *row,
                                                             const SalonDelivery *delivery,
                                                             gint64 now);
void salon_message_settlement_free (SalonMessageSettlement *self);
/* Is something wrong that every other message would meet too? */
gboolean salon_message_settlement_is_for_all (const SalonDelivery *delivery);
/* @first, then twice as long with each time, up to @longest. */
guint salon_message_settlement_back_off (guint first, guint n_times, guint longest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonMessageSettlement, salon_message_settlement_free)

G_END_DECLS
