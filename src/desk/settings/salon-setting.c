/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-setting.h"

#include "store/salon-store-error.h"

/* The row, or NULL: without @error when there is none. */
static JsonObject *
read_row (SalonReader *reader, const char *key, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  JsonObject *row = salon_reader_get_row (reader, "salon_settings", key, &local_error);

  if (local_error && !g_error_matches (local_error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));
  return row;
}

/* The value as it is on screen. A row that cannot be read shows as not set; saving tells why. */
JsonNode *
salon_setting_dup_value (SalonReader *reader, const char *key)
{
  g_autoptr (JsonObject) row = read_row (reader, key, NULL);

  return row ? json_node_copy (json_object_get_member (row, "value")) : NULL;
}

char *
salon_setting_dup_text (SalonReader *reader, const char *key)
{
  g_autoptr (JsonNode) value = salon_setting_dup_value (reader, key);

  if (value && JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_dup_string (value);
  return NULL;
}

gboolean
salon_setting_get_boolean (SalonReader *reader, const char *key, gboolean fallback)
{
  g_autoptr (JsonNode) value = salon_setting_dup_value (reader, key);

  if (value && JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (value);
  return fallback;
}

SalonChange *
salon_setting_change_value (SalonReader *reader,
                            const char *key,
                            JsonNode *value,
                            const char *label,
                            GError **error)
{
  g_autoptr (JsonNode) owned = value;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonObject) before = read_row (reader, key, &local_error);

  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) after = json_object_new ();
  json_object_set_string_member (after, "key", key);
  if (owned)
    json_object_set_member (after, "value", g_steal_pointer (&owned));

  if (before && value)
    salon_change_builder_update (builder, "salon_settings", before, after);
  else if (before)
    salon_change_builder_delete (builder, "salon_settings", before);
  else if (value)
    salon_change_builder_insert (builder, "salon_settings", after);

  return salon_change_builder_is_empty (builder) ? NULL : salon_change_builder_end (builder, label);
}

SalonChange *
salon_setting_change_text (SalonReader *reader,
                           const char *key,
                           const char *text,
                           const char *label,
                           GError **error)
{
  JsonNode *value = NULL;

  if (text && *text)
    value = json_node_init_string (json_node_alloc (), text);
  return salon_setting_change_value (reader, key, value, label, error);
}

SalonChange *
salon_setting_change_integer (SalonReader *reader,
                              const char *key,
                              gint64 value,
                              const char *label,
                              GError **error)
{
  return salon_setting_change_value (reader, key, json_node_init_int (json_node_alloc (), value),
                                     label, error);
}

SalonChange *
salon_setting_change_boolean (SalonReader *reader,
                              const char *key,
                              gboolean value,
                              const char *label,
                              GError **error)
{
  JsonNode *node = json_node_init_boolean (json_node_alloc (), value);

  return salon_setting_change_value (reader, key, node, label, error);
}
