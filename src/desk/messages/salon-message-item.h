/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A message to a client as it is shown: one that the salon has a row of, or one that is planned and may
 * have none yet. Immutable; any thread.
 */
#pragma once

#include <glib-object.h>

#include "message/salon-message-text.h"
#include "store/salon-message-list.h"

G_BEGIN_DECLS

#define SALON_TYPE_MESSAGE_ITEM (salon_message_item_get_type ())
G_DECLARE_FINAL_TYPE (SalonMessageItem, salon_message_item, SALON, MESSAGE_ITEM, GObject)

/* Takes @record. */
SalonMessageItem *salon_message_item_new (SalonMessageRecord *record);
/* @text: (nullable): its words, which are not written down yet */
SalonMessageItem *salon_message_item_new_planned (const SalonPlannedMessage *message,
                                                  const SalonMessageText *text);

/* As the salon has it, or as claiming it would make it. */
const SalonMessageRow *salon_message_item_get_row (SalonMessageItem *self);
/* Is there a row of it? */
gboolean salon_message_item_is_stored (SalonMessageItem *self);
gboolean salon_message_item_is_planned (SalonMessageItem *self);
/* Of a planned one; SALON_MESSAGE_WHY_NOTHING when it goes out. */
SalonMessageWhy salon_message_item_get_why (SalonMessageItem *self);

const char *salon_message_item_get_name (SalonMessageItem *self);      /* "" when nobody knows */
const char *salon_message_item_get_client_id (SalonMessageItem *self); /* NULL: none */
const char *salon_message_item_get_phone (SalonMessageItem *self);     /* to call; NULL: none */
/* Of a planned one about a visit: there is neither a number for SMS nor a mail address. */
gboolean salon_message_item_is_unreachable (SalonMessageItem *self);
/* "Rendez-vous…": of a mail, else "". */
const char *salon_message_item_get_subject (SalonMessageItem *self);
/* NULL: not written yet, or not kept. */
const char *salon_message_item_get_text (SalonMessageItem *self);
/* How many visits it speaks of. */
guint salon_message_item_get_n_bookings (SalonMessageItem *self);

gboolean salon_message_item_is_same (SalonMessageItem *self, SalonMessageItem *other);

G_END_DECLS
