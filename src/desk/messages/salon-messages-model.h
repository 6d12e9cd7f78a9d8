/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The messages that were sent, or were not, as a list that loads as it is scrolled: a kind of
 * salon-paged-model.h. Main thread.
 */
#pragma once

#include "common/salon-paged-model.h"
#include "messages/salon-message-item.h"

G_BEGIN_DECLS

#define SALON_TYPE_MESSAGES_MODEL (salon_messages_model_get_type ())
G_DECLARE_FINAL_TYPE (SalonMessagesModel,
                      salon_messages_model,
                      SALON,
                      MESSAGES_MODEL,
                      SalonPagedModel)

/* Empty until it is asked. Elements: SalonMessageItem. */
SalonMessagesModel *salon_messages_model_new (SalonReader *reader, SalonWorker *worker);
/* The same question again tells only of the rows that differ, so that a list keeps its place. */
void salon_messages_model_ask (SalonMessagesModel *self, const SalonMessageQuery *query);

G_END_DECLS
