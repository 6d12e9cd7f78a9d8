/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-new-salon.h"

#include <glib/gi18n-lib.h>

#include "core/salon-day.h"
#include "store/salon-id.h"

enum
{
  TUESDAY = 1,
  SATURDAY = 5,
  OPENS = 9 * 60,
  CLOSES = 19 * 60,
};

static void
add_setting (SalonChangeBuilder *builder, const char *key, JsonNode *value)
{
  g_autoptr (JsonObject) row = json_object_new ();

  json_object_set_string_member (row, "key", key);
  json_object_set_member (row, "value", value);
  salon_change_builder_insert (builder, "salon_settings", row);
}

static JsonNode *
string_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static void
add_hours (SalonChangeBuilder *builder, int weekday)
{
  g_autoptr (JsonObject) row = json_object_new ();
  g_autofree char *id = salon_id_new ();
  g_autofree char *opens = salon_minute_format_sql (OPENS);
  g_autofree char *closes = salon_minute_format_sql (CLOSES);

  json_object_set_string_member (row, "id", id);
  json_object_set_int_member (row, "day_of_week", weekday);
  json_object_set_string_member (row, "start_time", opens);
  json_object_set_string_member (row, "end_time", closes);
  json_object_set_boolean_member (row, "is_active", TRUE);
  json_object_set_null_member (row, "staff_id");
  salon_change_builder_insert (builder, "availabilities", row);
}

SalonChange *
salon_new_salon_build_change (const char *name, const char *holiday_zone_id)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  add_setting (builder, "salon.name", string_node (name));
  add_setting (builder, "holidays.zone", string_node (holiday_zone_id));
  add_setting (builder, "holidays.closed", json_node_init_boolean (json_node_alloc (), TRUE));
  for (int weekday = TUESDAY; weekday <= SATURDAY; weekday++)
    add_hours (builder, weekday);

  /* Translators: a change's label; %s is the name of the salon */
  g_autofree char *label = g_strdup_printf (_ ("Open %s"), name);
  return salon_change_builder_end (builder, label);
}
