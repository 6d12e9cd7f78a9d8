/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-new-salon.h"

#include <glib/gi18n-lib.h>

#include "core/salon-day.h"
#include "core/salon-money.h"
#include "store/salon-id.h"

#define N_WEEKDAYS 7

static const SalonFirstService first_services[] = {
  { N_ ("Manicure"), "ongles", 45, 3000 },
  { N_ ("Gel nails"), "ongles", 90, 5000 },
  { N_ ("Pedicure"), "ongles", 60, 4500 },
  { N_ ("Eyebrow shaping"), "regard", 15, 1200 },
  { N_ ("Lash extensions"), "regard", 120, 9000 },
  { N_ ("Facial care"), "visage", 60, 6000 },
  { N_ ("Massage, one hour"), "massage", 60, 7000 },
  { N_ ("Half-leg waxing"), "epilation", 30, 2000 },
};

const SalonFirstService *
salon_new_salon_list_services (gsize *n_services)
{
  *n_services = G_N_ELEMENTS (first_services);
  return first_services;
}

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
add_hours (SalonChangeBuilder *builder, int weekday, int opens_at, int closes_at)
{
  g_autoptr (JsonObject) row = json_object_new ();
  g_autofree char *id = salon_id_new ();
  g_autofree char *opens = salon_minute_format_sql (opens_at);
  g_autofree char *closes = salon_minute_format_sql (closes_at);

  json_object_set_string_member (row, "id", id);
  json_object_set_int_member (row, "day_of_week", weekday);
  json_object_set_string_member (row, "start_time", opens);
  json_object_set_string_member (row, "end_time", closes);
  json_object_set_boolean_member (row, "is_active", TRUE);
  json_object_set_null_member (row, "staff_id");
  salon_change_builder_insert (builder, "availabilities", row);
}

static void
add_text (SalonChangeBuilder *builder, const char *key, const char *text)
{
  if (*text != '\0')
    add_setting (builder, key, string_node (text));
}

static void
add_service (SalonChangeBuilder *builder, const SalonFirstService *service, int position)
{
  g_autoptr (JsonObject) row = json_object_new ();
  g_autofree char *id = salon_id_new ();
  g_autofree char *price = salon_money_to_wire (service->price_cents);

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "name", _ (service->name));
  json_object_set_string_member (row, "category", service->category);
  json_object_set_null_member (row, "description");
  json_object_set_int_member (row, "duration_minutes", service->duration_minutes);
  json_object_set_string_member (row, "price", price);
  json_object_set_boolean_member (row, "is_active", TRUE);
  json_object_set_null_member (row, "image_url");
  json_object_set_int_member (row, "buffer_minutes", 0);
  json_object_set_int_member (row, "position", position);
  json_object_set_int_member (row, "buffer_before_minutes", 0);
  salon_change_builder_insert (builder, "services", row);
}

static void
add_services (SalonChangeBuilder *builder, GVariant *plan)
{
  g_autoptr (GVariant) chosen = g_variant_lookup_value (plan, "services", G_VARIANT_TYPE ("au"));
  gsize n_chosen = chosen != NULL ? g_variant_n_children (chosen) : 0;

  for (gsize i = 0; i < n_chosen; i++)
    {
      guint32 number;

      g_variant_get_child (chosen, i, "u", &number);
      if (number < G_N_ELEMENTS (first_services))
        add_service (builder, &first_services[number], (int) i);
    }
}

static void
add_week (SalonChangeBuilder *builder, GVariant *plan)
{
  guint32 days = SALON_NEW_SALON_DAYS;
  gint32 opens = SALON_NEW_SALON_OPENS;
  gint32 closes = SALON_NEW_SALON_CLOSES;

  g_variant_lookup (plan, "days", "u", &days);
  g_variant_lookup (plan, "opens", "i", &opens);
  g_variant_lookup (plan, "closes", "i", &closes);
  for (int weekday = 0; weekday < N_WEEKDAYS && opens < closes; weekday++)
    if ((days & (1u << weekday)) != 0)
      add_hours (builder, weekday, opens, closes);
}

SalonChange *
salon_new_salon_build_change (GVariant *plan)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  const char *name = "";
  const char *zone = "metropole";
  const char *address = "";
  const char *phone = "";

  g_variant_lookup (plan, "name", "&s", &name);
  g_variant_lookup (plan, "zone", "&s", &zone);
  g_variant_lookup (plan, "address", "&s", &address);
  g_variant_lookup (plan, "phone", "&s", &phone);
  add_text (builder, "salon.name", name);
  add_text (builder, "salon.address", address);
  add_text (builder, "salon.phone", phone);
  add_text (builder, "holidays.zone", zone);
  add_setting (builder, "holidays.closed", json_node_init_boolean (json_node_alloc (), TRUE));
  add_week (builder, plan);
  add_services (builder, plan);

  /* Translators: a change's label; %s is the name of the salon */
  g_autofree char *label = g_strdup_printf (_ ("Open %s"), name);
  return salon_change_builder_end (builder, label);
}
