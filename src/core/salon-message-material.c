/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The material as a database gives it: one JSON object with the members of SalonMessageMaterial, each
 * value named as its field. Instants are Unix seconds and money is cents, 0 and null are none. A database
 * is not trusted to give what it should: what is missing or of another kind ends the reading.
 */
#include "salon-error.h"
#include "salon-json.h"
#include "salon-message-ledger.h"

/* Ten thousand bookings are about six. */
#define MAX_BYTES (64 * 1024 * 1024)
#define MAX_DEPTH 8

/* One object, and whether all that was read from it was there. */
typedef struct
{
  JsonObject *object;
  const char *fault; /* the first member that was not as it should be */
} Source;

static void
fail (Source *source, const char *member)
{
  if (source->fault == NULL)
    source->fault = member;
}

/* Transfer full; NULL for null. */
static char *
dup_nullable (Source *source, const char *member)
{
  JsonNode *value = json_object_get_member (source->object, member);

  if (value != NULL && JSON_NODE_HOLDS_NULL (value))
    return NULL;
  if (value == NULL || json_node_get_value_type (value) != G_TYPE_STRING)
    {
      fail (source, member);
      return NULL;
    }
  return json_node_dup_string (value);
}

static char *
dup_text (Source *source, const char *member)
{
  char *text = dup_nullable (source, member);

  if (text == NULL)
    fail (source, member);
  return text;
}

static gint64
get_number (Source *source, const char *member)
{
  JsonNode *value = json_object_get_member (source->object, member);

  if (value == NULL || json_node_get_value_type (value) != G_TYPE_INT64)
    {
      fail (source, member);
      return 0;
    }
  return json_node_get_int (value);
}

static gboolean
get_flag (Source *source, const char *member)
{
  JsonNode *value = json_object_get_member (source->object, member);

  if (value == NULL || json_node_get_value_type (value) != G_TYPE_BOOLEAN)
    {
      fail (source, member);
      return FALSE;
    }
  return json_node_get_boolean (value);
}

static GStrv
dup_texts (Source *source, const char *member)
{
  JsonNode *value = json_object_get_member (source->object, member);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  JsonArray *array = NULL;

  if (value == NULL || !JSON_NODE_HOLDS_ARRAY (value))
    {
      fail (source, member);
      return g_strv_builder_end (texts);
    }
  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *text = json_array_get_element (array, i);

      if (json_node_get_value_type (text) == G_TYPE_STRING)
        g_strv_builder_add (texts, json_node_get_string (text));
      else
        fail (source, member);
    }
  return g_strv_builder_end (texts);
}

static gpointer
read_booking (Source *source)
{
  SalonMessageBooking *booking = g_new0 (SalonMessageBooking, 1);
  g_autofree char *status = dup_text (source, "status");

  booking->id = dup_text (source, "id");
  booking->starts_at = dup_text (source, "starts_at");
  booking->ends_at = dup_text (source, "ends_at");
  if (status == NULL || !salon_booking_status_from_wire (status, &booking->status))
    fail (source, "status");
  booking->client_id = dup_nullable (source, "client_id");
  booking->name = dup_text (source, "name");
  booking->phone = dup_nullable (source, "phone");
  booking->email = dup_nullable (source, "email");
  booking->language = dup_text (source, "language");
  booking->sms_consent = get_flag (source, "sms_consent");
  booking->email_consent = get_flag (source, "email_consent");
  booking->services = dup_texts (source, "services");
  booking->price = get_number (source, "price");
  booking->created_at = get_number (source, "created_at");
  booking->cancelled_at = get_number (source, "cancelled_at");
  booking->hold_expires_at = get_number (source, "hold_expires_at");
  return booking;
}

static gpointer
read_card (Source *source)
{
  SalonMessageCard *card = g_new0 (SalonMessageCard, 1);

  card->id = dup_text (source, "id");
  card->code = dup_text (source, "code");
  card->service = dup_nullable (source, "service");
  card->amount = get_number (source, "amount");
  card->balance = get_number (source, "balance");
  card->buyer_name = dup_text (source, "buyer_name");
  card->buyer_email = dup_nullable (source, "buyer_email");
  card->recipient_name = dup_text (source, "recipient_name");
  card->recipient_email = dup_nullable (source, "recipient_email");
  card->custom_message = dup_nullable (source, "custom_message");
  card->purchase_date = dup_text (source, "purchase_date");
  card->expiry_date = dup_text (source, "expiry_date");
  card->is_void = get_flag (source, "is_void");
  return card;
}

/* A row of another program may be of a kind that we do not know. NULL: it is none of our business. */
static gpointer
read_row (Source *source)
{
  g_autoptr (SalonMessageRow) row = g_new0 (SalonMessageRow, 1);
  g_autofree char *kind = dup_text (source, "kind");
  g_autofree char *medium = dup_text (source, "medium");
  g_autofree char *status = dup_text (source, "status");

  row->id = dup_text (source, "id");
  row->booking_id = dup_nullable (source, "booking_id");
  row->gift_card_id = dup_nullable (source, "gift_card_id");
  row->recipient = dup_text (source, "recipient");
  row->subject = dup_nullable (source, "subject");
  row->content = dup_nullable (source, "content");
  row->starts_at = dup_nullable (source, "starts_at");
  row->due_at = get_number (source, "due_at");
  row->try_at = get_number (source, "try_at");
  row->sent_at = get_number (source, "sent_at");
  row->provider_id = dup_nullable (source, "provider_id");
  row->attempts = (int) get_number (source, "attempts");
  row->error_message = dup_nullable (source, "error_message");
  row->part_of = dup_nullable (source, "part_of");
  row->asked_at = get_number (source, "asked_at");
  row->lease_until = get_number (source, "lease_until");
  if (medium == NULL || !salon_message_medium_from_string (medium, &row->medium))
    fail (source, "medium");
  if (status == NULL || !salon_message_status_from_string (status, &row->status))
    fail (source, "status");
  if (source->fault == NULL && !salon_message_kind_from_string (kind, &row->kind))
    return NULL;
  return g_steal_pointer (&row);
}

static gboolean
refuse (const char *list, const char *member, GError **error)
{
  g_set_error (error, SALON_ERROR, SALON_ERROR_BAD_VALUE, "messages: %s.%s", list, member);
  return FALSE;
}

static gboolean
read_list (JsonObject *object,
           const char *name,
           gpointer (*read) (Source *source),
           GPtrArray *into,
           GError **error)
{
  JsonNode *value = json_object_get_member (object, name);
  JsonArray *array = NULL;

  if (value == NULL || !JSON_NODE_HOLDS_ARRAY (value))
    return refuse (name, "", error);
  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      Source source = { NULL, NULL };
      gpointer item = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return refuse (name, "", error);
      source.object = json_node_get_object (element);
      item = read (&source);
      if (item != NULL)
        g_ptr_array_add (into, item);
      if (source.fault != NULL)
        return refuse (name, source.fault, error);
    }
  return TRUE;
}

static gboolean
read_settings (JsonObject *object, GHashTable *settings, GError **error)
{
  JsonNode *value = json_object_get_member (object, "settings");
  JsonObjectIter iter;
  const char *key = NULL;
  JsonNode *text = NULL;

  if (value == NULL || !JSON_NODE_HOLDS_OBJECT (value))
    return refuse ("settings", "", error);
  json_object_iter_init (&iter, json_node_get_object (value));
  while (json_object_iter_next (&iter, &key, &text))
    {
      if (json_node_get_value_type (text) != G_TYPE_STRING)
        return refuse ("settings", key, error);
      g_hash_table_insert (settings, g_strdup (key), json_node_dup_string (text));
    }
  return TRUE;
}

SalonMessageMaterial *
salon_message_material_from_json (const char *json, GError **error)
{
  g_autoptr (SalonMessageMaterial) material = salon_message_material_new ();
  g_autoptr (JsonNode) root = NULL;
  Source source = { NULL, NULL };

  g_return_val_if_fail (json != NULL, NULL);

  root = salon_json_parse (json, MAX_BYTES, MAX_DEPTH, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      refuse ("", "", error);
      return NULL;
    }
  source.object = json_node_get_object (root);
  material->now = get_number (&source, "now");
  if (source.fault != NULL)
    {
      refuse ("", source.fault, error);
      return NULL;
    }
  if (!read_list (source.object, "bookings", read_booking, material->bookings, error)
      || !read_list (source.object, "cards", read_card, material->cards, error)
      || !read_list (source.object, "rows", read_row, material->rows, error)
      || !read_settings (source.object, material->settings, error))
    return NULL;
  return g_steal_pointer (&material);
}
