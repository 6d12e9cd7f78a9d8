/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the owner does about a message, as changes with a label. A sender looks at the row as it is when it
 * is claimed, so a change that comes too late is refused by the store and nothing is lost.
 *
 * Main thread. Each returns a new change, or NULL when there is nothing to do; @error is set only when a
 * row cannot be read.
 */
#pragma once

#include "messages/salon-message-item.h"
#include "store/salon-reader.h"

G_BEGIN_DECLS

/* What a row that she did not want to be sent says as its reason. */
#define SALON_MESSAGE_DROPPED_BY_OWNER "owner"

/* How long a message waits that was asked for with something else, so that undoing that takes it
 * away before it is sent. */
#define SALON_MESSAGE_GRACE_SECONDS 60

/* Sends at once what is planned, or what failed, or is unknown, or was dropped. @now: Unix seconds. */
SalonChange *
salon_message_acts_send (SalonReader *reader, SalonMessageItem *item, gint64 now, GError **error);
/* Of an unknown one: the client has it. */
SalonChange *salon_message_acts_note_arrived (SalonReader *reader,
                                              SalonMessageItem *item,
                                              gint64 now,
                                              GError **error);
/* What is planned is not sent; what failed is left at that. */
SalonChange *salon_message_acts_drop (SalonReader *reader, SalonMessageItem *item, GError **error);

gboolean salon_message_acts_can_send (SalonMessageItem *item);
gboolean salon_message_acts_can_note_arrived (SalonMessageItem *item);
gboolean salon_message_acts_can_drop (SalonMessageItem *item);

/* A row that is not in the salon yet. */
void salon_message_acts_add_insert (const SalonMessageRow *row, SalonChangeBuilder *builder);

G_END_DECLS
