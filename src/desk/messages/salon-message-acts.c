/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-acts.h"

#include <glib/gi18n-lib.h>

#include "core/salon-instant.h"

#define TABLE "notifications"

static void
set_text (JsonObject *row, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (row, member, text);
  else
    json_object_set_null_member (row, member);
}

static void
set_instant (JsonObject *row, const char *member, gint64 instant)
{
  g_autofree char *wire = instant != 0 ? salon_instant_to_wire (instant) : NULL;

  set_text (row, member, wire);
}

static JsonObject *
make_row (const SalonMessageRow *message)
{
  JsonObject *row = json_object_new ();

  set_text (row, "id", message->id);
  set_text (row, "booking_id", message->booking_id);
  set_text (row, "gift_card_id", message->gift_card_id);
  set_text (row, "type", salon_message_medium_to_string (message->medium));
  set_text (row, "channel", salon_message_kind_to_string (message->kind));
  set_text (row, "recipient", message->recipient != NULL ? message->recipient : "");
  set_text (row, "status", salon_message_status_to_string (message->status));
  set_text (row, "starts_at", message->starts_at);
  set_text (row, "error_message", message->error_message);
  set_instant (row, "due_at", message->due_at);
  json_object_set_int_member (row, "attempts", 0);
  return row;
}

void
salon_message_acts_add_insert (const SalonMessageRow *row, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) wire = NULL;

  g_return_if_fail (row != NULL && row->id != NULL);
  g_return_if_fail (builder != NULL);

  wire = make_row (row);
  salon_change_builder_insert (builder, TABLE, wire);
}

static JsonObject *
copy_row (JsonObject *row)
{
  JsonObject *copy = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (row);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (copy, l->data, json_node_copy (json_object_get_member (row, l->data)));
  return copy;
}

/* One edit of the row as it is now, or the row itself when there is none yet. */
static SalonChange *
change_row (SalonReader *reader,
            SalonMessageItem *item,
            const SalonMessageRow *after,
            const char *label,
            GError **error)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) wire = NULL;

  if (!salon_message_item_is_stored (item))
    {
      salon_message_acts_add_insert (after, builder);
      return salon_change_builder_end (builder, label);
    }
  before = salon_reader_get_row (reader, TABLE, after->id, error);
  if (before == NULL)
    return NULL;
  wire = copy_row (before);
  set_text (wire, "status", salon_message_status_to_string (after->status));
  set_text (wire, "error_message", after->error_message);
  set_instant (wire, "due_at", after->due_at);
  set_instant (wire, "try_at", after->try_at);
  set_instant (wire, "sent_at", after->sent_at);
  if (!salon_change_builder_update (builder, TABLE, before, wire))
    return NULL;
  return salon_change_builder_end (builder, label);
}

gboolean
salon_message_acts_can_send (SalonMessageItem *item)
{
  const SalonMessageRow *row = NULL;

  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (item), FALSE);

  row = salon_message_item_get_row (item);
  if (row->id == NULL || salon_message_item_get_why (item) != SALON_MESSAGE_WHY_NOTHING)
    return FALSE;
  return row->status != SALON_MESSAGE_SENT && row->status != SALON_MESSAGE_SENDING
         && !(row->status == SALON_MESSAGE_UNKNOWN && row->try_at != 0);
}

gboolean
salon_message_acts_can_note_arrived (SalonMessageItem *item)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (item), FALSE);
  return salon_message_item_get_row (item)->status == SALON_MESSAGE_UNKNOWN;
}

gboolean
salon_message_acts_can_drop (SalonMessageItem *item)
{
  const SalonMessageRow *row = NULL;

  g_return_val_if_fail (SALON_IS_MESSAGE_ITEM (item), FALSE);

  row = salon_message_item_get_row (item);
  if (row->id == NULL || salon_message_item_get_why (item) != SALON_MESSAGE_WHY_NOTHING)
    return FALSE;
  return row->status == SALON_MESSAGE_PENDING || row->status == SALON_MESSAGE_FAILED
         || row->status == SALON_MESSAGE_UNKNOWN;
}

SalonChange *
salon_message_acts_send (SalonReader *reader, SalonMessageItem *item, gint64 now, GError **error)
{
  g_autoptr (SalonMessageRow) after = NULL;
  g_autofree char *label = NULL;
  const char *name = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);

  if (!salon_message_acts_can_send (item))
    return NULL;
  name = salon_message_item_get_name (item);
  after = salon_message_row_copy (salon_message_item_get_row (item));
  after->status = SALON_MESSAGE_PENDING;
  after->due_at = now;
  after->try_at = 0;
  after->sent_at = 0;
  g_clear_pointer (&after->error_message, g_free);
  label = *name != '\0' ? g_strdup_printf (_ ("Send the message to %s now"), name)
                        : g_strdup (_ ("Send a message now"));
  return change_row (reader, item, after, label, error);
}

SalonChange *
salon_message_acts_note_arrived (SalonReader *reader,
                                 SalonMessageItem *item,
                                 gint64 now,
                                 GError **error)
{
  g_autoptr (SalonMessageRow) after = NULL;
  g_autofree char *label = NULL;
  const char *name = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);

  if (!salon_message_acts_can_note_arrived (item))
    return NULL;
  name = salon_message_item_get_name (item);
  after = salon_message_row_copy (salon_message_item_get_row (item));
  after->status = SALON_MESSAGE_SENT;
  after->try_at = 0;
  after->sent_at = now;
  g_clear_pointer (&after->error_message, g_free);
  label = *name != '\0' ? g_strdup_printf (_ ("The message to %s has arrived"), name)
                        : g_strdup (_ ("A message has arrived"));
  return change_row (reader, item, after, label, error);
}

SalonChange *
salon_message_acts_drop (SalonReader *reader, SalonMessageItem *item, GError **error)
{
  g_autoptr (SalonMessageRow) after = NULL;
  g_autofree char *label = NULL;
  const char *name = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);

  if (!salon_message_acts_can_drop (item))
    return NULL;
  name = salon_message_item_get_name (item);
  after = salon_message_row_copy (salon_message_item_get_row (item));
  after->status = SALON_MESSAGE_SKIPPED;
  after->try_at = 0;
  g_set_str (&after->error_message, SALON_MESSAGE_DROPPED_BY_OWNER);
  label = *name != '\0' ? g_strdup_printf (_ ("Do not send the message to %s"), name)
                        : g_strdup (_ ("Do not send a message"));
  return change_row (reader, item, after, label, error);
}
