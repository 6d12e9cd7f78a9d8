/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-item.h"

#include "message/salon-message-plan.h"

struct _SalonMessageItem
{
  GObject parent_instance;

  SalonMessageRow *row;
  char *name;
  char *client_id;
  char *phone;
  char *subject;
  char *text;
  guint n_bookings;
  gboolean is_stored;
  gboolean is_planned;
  gboolean is_unreachable;
  SalonMessageWhy why;
};

G_DEFINE_FINAL_TYPE (SalonMessageItem, salon_message_item, G_TYPE_OBJECT)

SalonMessageItem *
salon_message_item_new (SalonMessageRecord *record)
{
  SalonMessageItem *self = NULL;

  g_return_val_if_fail (record != NULL, NULL);

  self = g_object_new (SALON_TYPE_MESSAGE_ITEM, NULL);
  self->row = g_steal_pointer (&record->row);
  self->name = g_steal_pointer (&record->name);
  self->client_id = g_steal_pointer (&record->client_id);
  self->phone = g_steal_pointer (&record->phone);
  self->subject = g_strdup (self->row->subject != NULL ? self->row->subject : "");
  self->text = g_strdup (self->row->content);
  self->n_bookings = self->row->booking_id != NULL ? 1 : 0;
  self->is_stored = TRUE;
  salon_message_record_free (record);
  return self;
}

static SalonMessageRow *
make_row (const SalonPlannedMessage *message)
{
  const SalonMessageBooking *booking =
    message->bookings->len > 0 ? g_ptr_array_index (message->bookings, 0) : NULL;
  const char *about = booking != NULL         ? booking->id
                      : message->card != NULL ? message->card->id
                                              : NULL;
  SalonMessageRow *row = NULL;

  if (message->row != NULL)
    return salon_message_row_copy (message->row);
  row = g_new0 (SalonMessageRow, 1);
  row->id = about != NULL
              ? salon_message_make_id (about, message->kind, message->medium, message->starts_at)
              : NULL;
  row->booking_id = g_strdup (booking != NULL ? booking->id : NULL);
  row->gift_card_id = g_strdup (message->card != NULL ? message->card->id : NULL);
  row->kind = message->kind;
  row->medium = message->medium;
  row->recipient = g_strdup (message->recipient);
  row->status = SALON_MESSAGE_PENDING;
  row->starts_at = g_strdup (message->starts_at);
  row->due_at = message->due_at;
  return row;
}

static gboolean
is_unreachable (const SalonMessageBooking *booking)
{
  g_autofree char *number = salon_message_plan_dup_recipient (SALON_MESSAGE_SMS, booking->phone);
  g_autofree char *address = salon_message_plan_dup_recipient (SALON_MESSAGE_EMAIL, booking->email);

  return number == NULL && address == NULL;
}

static const char *
get_card_name (const SalonPlannedMessage *message)
{
  const SalonMessageCard *card = message->card;

  if (card == NULL)
    return "";
  return g_strcmp0 (message->recipient, card->buyer_email) == 0 ? card->buyer_name
                                                                : card->recipient_name;
}

SalonMessageItem *
salon_message_item_new_planned (const SalonPlannedMessage *message, const SalonMessageText *text)
{
  const SalonMessageBooking *booking = NULL;
  SalonMessageItem *self = NULL;

  g_return_val_if_fail (message != NULL, NULL);

  booking = message->bookings->len > 0 ? g_ptr_array_index (message->bookings, 0) : NULL;
  self = g_object_new (SALON_TYPE_MESSAGE_ITEM, NULL);
  self->row = make_row (message);
  self->row->due_at = message->due_at;
  self->name = g_strdup (booking != NULL ? booking->name : get_card_name (message));
  self->client_id = g_strdup (booking != NULL ? booking->client_id : NULL);
  self->phone = g_strdup (booking != NULL ? booking->phone : NULL);
  self->subject = g_strdup (text != NULL && text->subject != NULL ? text->subject : "");
  self->text = g_strdup (text != NULL ? text->text : NULL);
  self->is_unreachable = booking != NULL && is_unreachable (booking);
  self->n_bookings = message->bookings->len;
  self->is_stored = message->row != NULL;
  self->is_planned = TRUE;
  self->why = message->verdict == SALON_MESSAGE_NOT_SENT ? message->why : SALON_MESSAGE_WHY_NOTHING;
  return self;
}

const SalonMessageRow *
salon_message_item_get_row (SalonMessageItem *self)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (self), NULL);
  return self->row;
}

gboolean
salon_message_item_is_stored (SalonMessageItem *self)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (self), FALSE);
  return self->is_stored;
}

gboolean
salon_message_item_is_planned (SalonMessageItem *self)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (self), FALSE);
  return self->is_planned;
}

SalonMessageWhy
salon_message_item_get_why (SalonMessageItem *self)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (self), SALON_MESSAGE_WHY_NOTHING);
  return self->why;
}

const char *
salon_message_item_get_name (SalonMessageItem *self)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (self), NULL);
  return self->name;
}

const char *
salon_message_item_get_client_id (SalonMessageItem *self)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (self), NULL);
  return self->client_id;
}

const char *
salon_message_item_get_phone (SalonMessageItem *self)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (self), NULL);
  return self->phone;
}

gboolean
salon_message_item_is_unreachable (SalonMessageItem *self)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (self), FALSE);
  return self->is_unreachable;
}

const char *
salon_message_item_get_subject (SalonMessageItem *self)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (self), NULL);
  return self->subject;
}

const char *
salon_message_item_get_text (SalonMessageItem *self)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (self), NULL);
  return self->text;
}

guint
salon_message_item_get_n_bookings (SalonMessageItem *self)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (self), 0);
  return self->n_bookings;
}

gboolean
salon_message_item_is_same (SalonMessageItem *self, SalonMessageItem *other)
{
  const SalonMessageRow *a = NULL;
  const SalonMessageRow *b = NULL;

  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (self), FALSE);
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (other), FALSE);

  a = self->row;
  b = other->row;
  return g_strcmp0 (a->id, b->id) == 0 && a->status == b->status && a->due_at == b->due_at
         && a->sent_at == b->sent_at && a->attempts == b->attempts && a->try_at == b->try_at
         && g_strcmp0 (a->error_message, b->error_message) == 0
         && g_strcmp0 (a->recipient, b->recipient) == 0 && self->why == other->why
         && g_strcmp0 (self->text, other->text) == 0 && g_strcmp0 (self->name, other->name) == 0
         && self->n_bookings == other->n_bookings;
}

static void
salon_message_item_finalize (GObject *object)
{
  SalonMessageItem *self = SALON_MESSAGE_ITEM (object);

  g_clear_pointer (&self->row, salon_message_row_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->phone, g_free);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (salon_message_item_parent_class)->finalize (object);
}

static void
salon_message_item_class_init (SalonMessageItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_message_item_finalize;
}

static void
salon_message_item_init (SalonMessageItem *self)
{
}
