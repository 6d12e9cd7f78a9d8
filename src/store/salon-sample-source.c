/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-sample-source.h"

#include <gio/gio.h>

#include "salon-store-resources.h"

#define SOURCE_PATH "/fr/serenaia_beaute/Salon/store/sample/salon.json"

/* For how many years before and after the present one exceptions are made. */
#define YEARS_BEFORE 2
#define YEARS_AFTER 1

static JsonObject *
get_root (SalonSampleSource *self)
{
  return json_node_get_object (self->root);
}

static JsonArray *
get_list (SalonSampleSource *self, const char *name)
{
  return json_object_get_array_member (get_root (self), name);
}

static int
get_int (JsonObject *object, const char *name)
{
  return (int) json_object_get_int_member (object, name);
}

static int
get_minute (JsonObject *object, const char *name)
{
  int minute = 0;

  salon_minute_parse (json_object_get_string_member (object, name), &minute, NULL);
  return minute;
}

static void
read_services (SalonSampleSource *self)
{
  JsonArray *list = get_list (self, "services");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      SalonSampleService service = {
        .key = json_object_get_string_member (object, "key"),
        .name = json_object_get_string_member (object, "name"),
        .category = json_object_get_string_member (object, "category"),
        .description = json_object_get_string_member_with_default (object, "description", NULL),
        .duration_minutes = get_int (object, "minutes"),
        .buffer_minutes = get_int (object, "buffer"),
        .price_cents = get_int (object, "cents"),
        .weight = get_int (object, "weight"),
        .is_archived = json_object_get_boolean_member (object, "archived"),
      };

      g_array_append_val (self->services, service);
    }
}

static int
find_service (SalonSampleSource *self, const char *key)
{
  for (guint i = 0; i < self->services->len; i++)
    if (g_str_equal (salon_sample_source_get_service (self, (int) i)->key, key))
      return (int) i;
  g_return_val_if_reached (0);
}

static void
read_together (SalonSampleSource *self)
{
  JsonArray *list = get_list (self, "together");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonArray *keys = json_array_get_array_element (list, i);
      SalonSampleSet set = { .n = (int) json_array_get_length (keys) };

      for (int k = 0; k < MIN (set.n, SALON_SAMPLE_MAX_TOGETHER); k++)
        set.services[k] = find_service (self, json_array_get_string_element (keys, (guint) k));
      g_array_append_val (self->together, set);
    }
}

static void
read_windows (SalonSampleSource *self)
{
  JsonArray *list = get_list (self, "hours");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      SalonWeeklyWindow window = {
        .weekday = get_int (object, "weekday"),
        .start = get_minute (object, "start"),
        .end = get_minute (object, "end"),
      };

      g_array_append_val (self->windows, window);
    }
}

/* "The second Monday of August". */
static SalonDay
find_day (JsonObject *rule, int year)
{
  SalonDay first = salon_day_from_ymd (year, get_int (rule, "month"), 1);
  int skip = (get_int (rule, "weekday") - salon_day_get_weekday (first) + 7) % 7;

  return first + skip + 7 * (get_int (rule, "nth") - 1);
}

static void
add_exceptions_of (SalonSampleSource *self, int year)
{
  JsonObject *summer = json_object_get_object_member (get_root (self), "summer");
  JsonObject *christmas = json_object_get_object_member (get_root (self), "christmas");
  SalonDay monday = find_day (summer, year);
  SalonDay sunday = find_day (christmas, year);
  const SalonOpeningException exceptions[] = {
    {
      .from = monday,
      .to = monday + get_int (summer, "days") - 1,
      .start = -1,
      .end = -1,
      .open = FALSE,
      .reason = json_object_get_string_member (summer, "reason"),
    },
    {
      .from = sunday,
      .to = sunday,
      .start = get_minute (christmas, "start"),
      .end = get_minute (christmas, "end"),
      .open = TRUE,
      .reason = json_object_get_string_member (christmas, "reason"),
    },
  };

  g_array_append_vals (self->exceptions, exceptions, G_N_ELEMENTS (exceptions));
}

static JsonNode *
load (void)
{
  g_autoptr (GBytes) bytes =
    g_resource_lookup_data (salon_store_resources_get_resource (), SOURCE_PATH,
                            G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;

  if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                   (gssize) g_bytes_get_size (bytes), &error))
    g_error ("%s: %s", SOURCE_PATH, error->message);
  return json_parser_steal_root (parser);
}

SalonSampleSource *
salon_sample_source_new (SalonDay today)
{
  SalonSampleSource *self = g_new0 (SalonSampleSource, 1);
  int year = 0;

  self->root = load ();
  self->services = g_array_new (FALSE, FALSE, sizeof (SalonSampleService));
  self->together = g_array_new (FALSE, FALSE, sizeof (SalonSampleSet));
  self->windows = g_array_new (FALSE, FALSE, sizeof (SalonWeeklyWindow));
  self->exceptions = g_array_new (FALSE, FALSE, sizeof (SalonOpeningException));
  read_services (self);
  read_together (self);
  read_windows (self);

  salon_day_to_ymd (today, &year, NULL, NULL);
  for (int y = year - YEARS_BEFORE; y <= year + YEARS_AFTER; y++)
    add_exceptions_of (self, y);
  self->hours =
    salon_opening_hours_new ((const SalonWeeklyWindow *) self->windows->data, self->windows->len,
                             (const SalonOpeningException *) self->exceptions->data,
                             self->exceptions->len, SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
  return self;
}

void
salon_sample_source_free (SalonSampleSource *self)
{
  g_object_unref (self->hours);
  g_array_unref (self->exceptions);
  g_array_unref (self->windows);
  g_array_unref (self->together);
  g_array_unref (self->services);
  json_node_unref (self->root);
  g_free (self);
}

JsonObject *
salon_sample_source_get_settings (SalonSampleSource *self)
{
  return json_object_get_object_member (get_root (self), "settings");
}

const char *
salon_sample_source_get_text (SalonSampleSource *self, const char *name)
{
  return json_object_get_string_member (get_root (self), name);
}

const char *
salon_sample_source_pick (SalonSampleSource *self, const char *list, SalonRandom *random)
{
  JsonArray *texts = get_list (self, list);
  int index = salon_random_below (random, (int) json_array_get_length (texts));

  return json_array_get_string_element (texts, (guint) index);
}

int
salon_sample_source_get_number (SalonSampleSource *self, const char *list, int index)
{
  JsonArray *numbers = get_list (self, list);
  int last = (int) json_array_get_length (numbers) - 1;

  return (int) json_array_get_int_element (numbers, (guint) CLAMP (index, 0, last));
}

const SalonSampleService *
salon_sample_source_get_service (SalonSampleSource *self, int index)
{
  return &g_array_index (self->services, SalonSampleService, index);
}

int
salon_sample_source_pick_service (SalonSampleSource *self, SalonRandom *random)
{
  int total = 0;
  int drawn;

  for (guint i = 0; i < self->services->len; i++)
    total += salon_sample_source_get_service (self, (int) i)->weight;
  drawn = salon_random_below (random, total);
  for (guint i = 0; i < self->services->len; i++)
    {
      drawn -= salon_sample_source_get_service (self, (int) i)->weight;
      if (drawn < 0)
        return (int) i;
    }
  g_return_val_if_reached (0);
}
