/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The messages that were sent, or were not, as a list that loads as it is scrolled. The worker finds their
 * row numbers; of the messages themselves only pages that were asked for are read and kept. Until the
 * first answer, and while another question is under way, the list is as it was.
 *
 * Should the worker or a page fail, the list is emptied and "error" says why. Main thread.
 */
#pragma once

#include "messages/salon-message-item.h"
#include "store/salon-worker.h"

G_BEGIN_DECLS

#define SALON_TYPE_MESSAGES_MODEL (salon_messages_model_get_type ())
G_DECLARE_FINAL_TYPE (SalonMessagesModel, salon_messages_model, SALON, MESSAGES_MODEL, GObject)

/* Empty until it is asked. Elements: SalonMessageItem. */
SalonMessagesModel *salon_messages_model_new (SalonReader *reader, SalonWorker *worker);
/* The same question again tells only of the rows that differ, so that a list keeps its place. */
void salon_messages_model_ask (SalonMessagesModel *self, const SalonMessageQuery *query);
/* Why the list is empty when it should not be; NULL: all is well. */
const GError *salon_messages_model_get_error (SalonMessagesModel *self);

/* Signal answered: there is news about count or error, after "items-changed" if any. */

G_END_DECLS
