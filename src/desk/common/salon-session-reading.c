/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every screen needs, read when the salon is opened and again when a change touches it. */
#include "salon-session-private.h"

static void
read_setting (SalonSession *self, JsonObject *row)
{
  const char *key = json_object_get_string_member_with_default (row, "key", NULL);
  JsonNode *value = json_object_get_member (row, "value");

  if (key == NULL || value == NULL)
    return;
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    g_hash_table_insert (self->settings, g_strdup (key), json_node_dup_string (value));
  else
    g_hash_table_insert (self->settings, g_strdup (key), json_to_string (value, FALSE));
}

static gboolean
read_settings (SalonSession *self, GError **error)
{
  g_autoptr (GPtrArray) rows = salon_reader_list_rows (self->reader, "salon_settings", error);
  if (rows == NULL)
    return FALSE;

  g_hash_table_remove_all (self->settings);
  for (guint i = 0; i < rows->len; i++)
    read_setting (self, g_ptr_array_index (rows, i));

  const char *zone = salon_session_get_setting (self, "salon.zone");
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_new_identifier (zone != NULL ? zone : "Europe/Paris");
  if (self->zone == NULL)
    self->zone = g_time_zone_new_local ();
  return TRUE;
}

static gboolean
read_services (SalonSession *self, GError **error)
{
  g_autoptr (GPtrArray) services = salon_reader_list_services (self->reader, FALSE, error);
  if (services == NULL)
    return FALSE;

  g_list_store_splice (self->services, 0, g_list_model_get_n_items (G_LIST_MODEL (self->services)),
                       services->pdata, services->len);
  return TRUE;
}

static gboolean
read_hours (SalonSession *self, GError **error)
{
  g_autoptr (SalonOpeningHours) hours = salon_reader_get_opening_hours (self->reader, error);
  if (hours == NULL)
    return FALSE;

  g_set_object (&self->hours, hours);
  return TRUE;
}

gboolean
salon_session_read_everything (SalonSession *self, GError **error)
{
  g_clear_pointer (&self->staff_id, g_free);
  self->staff_id = salon_reader_dup_staff_id (self->reader, error);
  return self->staff_id != NULL && read_settings (self, error) && read_services (self, error)
         && read_hours (self, error);
}

gboolean
salon_session_read_what_changed (SalonSession *self, SalonChange *change, GError **error)
{
  if (change == NULL)
    return salon_session_read_everything (self, error);

  gboolean settings = salon_change_touches (change, "salon_settings", NULL);
  gboolean hours = settings || salon_change_touches (change, "availabilities", NULL)
                   || salon_change_touches (change, "opening_exceptions", NULL)
                   || salon_change_touches (change, "blocked_dates", NULL);

  return (!settings || read_settings (self, error)) && (!hours || read_hours (self, error))
         && (!salon_change_touches (change, "services", NULL) || read_services (self, error));
}

SalonOpeningHours *
salon_session_get_hours (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return self->hours;
}

GListModel *
salon_session_get_services (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->services);
}

const char *
salon_session_get_staff_id (SalonSession *self)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return self->staff_id;
}

const char *
salon_session_get_setting (SalonSession *self, const char *key)
{
  g_return_val_if_fail (SALON_IS_SESSION (self), NULL);
  return g_hash_table_lookup (self->settings, key);
}

const char *
salon_session_get_currency (SalonSession *self)
{
  const char *currency = salon_session_get_setting (self, "salon.currency");
  return currency != NULL && *currency != '\0' ? currency : "EUR";
}

int
salon_session_get_step (SalonSession *self)
{
  const char *text = salon_session_get_setting (self, "calendar.step_minutes");
  gint64 step = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  return step == 5 || step == 10 || step == 15 || step == 30 ? (int) step : 15;
}
