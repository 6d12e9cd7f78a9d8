/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-wish.h"

#include "salon-instant.h"
#include "salon-record.h"

struct _SalonWish
{
  GObject parent_instance;
  SalonWishFields fields; /* its texts lie in `texts` */
  char *texts;
  char **service_ids;
};

G_DEFINE_FINAL_TYPE (SalonWish, salon_wish, G_TYPE_OBJECT)

#define FIELD(column, type, member)                                                                \
  { column, SALON_FIELD_##type, G_STRUCT_OFFSET (SalonWishFields, member) }

static const SalonField stored[] = {
  FIELD ("id", TEXT, id),
  FIELD ("client_id", TEXT, client_id),
  FIELD ("client_name", TEXT, client_name),
  FIELD ("client_phone", TEXT, client_phone),
  FIELD ("client_email", TEXT, client_email),
  FIELD ("duration_minutes", INTEGER, duration_minutes),
  FIELD ("from_date", DAY, from),
  FIELD ("to_date", DAY, to),
  FIELD ("weekdays", INTEGER, weekdays),
  FIELD ("notes", TEXT, notes),
  FIELD ("booking_id", TEXT, booking_id),
  FIELD ("created_at", INSTANT, created_at),
  FIELD ("offered_at", INSTANT, offered_at),
};

static const char *const statuses[] = {
  [SALON_WISH_WAITING] = "waiting",
  [SALON_WISH_OFFERED] = "offered",
  [SALON_WISH_BOOKED] = "booked",
  [SALON_WISH_GONE] = "gone",
};

const char *
salon_wish_status_to_wire (SalonWishStatus status)
{
  g_return_val_if_fail ((guint) status < G_N_ELEMENTS (statuses), NULL);
  return statuses[status];
}

gboolean
salon_wish_status_from_wire (const char *wire, SalonWishStatus *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (statuses[i], wire) == 0)
      {
        *status = (SalonWishStatus) i;
        return TRUE;
      }
  return FALSE;
}

static void
salon_wish_finalize (GObject *object)
{
  SalonWish *self = SALON_WISH (object);

  g_free (self->texts);
  g_strfreev (self->service_ids);
  G_OBJECT_CLASS (salon_wish_parent_class)->finalize (object);
}

static void
salon_wish_class_init (SalonWishClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_wish_finalize;
}

static void
salon_wish_init (SalonWish *self)
{
}

SalonWish *
salon_wish_new (const SalonWishFields *fields)
{
  static const char *const none[] = { NULL };
  SalonWish *self = NULL;

  g_return_val_if_fail (fields != NULL, NULL);

  self = g_object_new (SALON_TYPE_WISH, NULL);
  self->fields = *fields;
  self->texts = g_malloc (salon_record_measure (stored, G_N_ELEMENTS (stored), fields));
  salon_record_pack (stored, G_N_ELEMENTS (stored), &self->fields, self->texts);
  self->service_ids =
    g_strdupv ((char **) (fields->service_ids != NULL ? fields->service_ids : none));
  self->fields.service_ids = (const char *const *) self->service_ids;
  return self;
}

const SalonWishFields *
salon_wish_get_fields (SalonWish *self)
{
  g_return_val_if_fail (SALON_IS_WISH (self), NULL);
  return &self->fields;
}

static void
set_minute (JsonObject *row, const char *member, int minute)
{
  g_autofree char *text = minute >= 0 ? salon_minute_format_sql (minute) : NULL;

  if (text != NULL)
    json_object_set_string_member (row, member, text);
  else
    json_object_set_null_member (row, member);
}

static void
set_offer (JsonObject *row, const SalonWishFields *fields)
{
  gboolean is_offered = fields->offered_at != 0;
  g_autofree char *date =
    is_offered ? salon_day_format (salon_moment_get_day (fields->offered_start)) : NULL;

  if (date != NULL)
    json_object_set_string_member (row, "offered_date", date);
  else
    json_object_set_null_member (row, "offered_date");
  set_minute (row, "offered_time",
              is_offered ? salon_moment_get_minute (fields->offered_start) : -1);
}

SalonWish *
salon_wish_with_offer (SalonWish *self, SalonMoment start, gint64 now)
{
  SalonWishFields fields;

  g_return_val_if_fail (SALON_IS_WISH (self), NULL);

  fields = self->fields;
  fields.status = SALON_WISH_OFFERED;
  fields.offered_at = now;
  fields.offered_start = start;
  return salon_wish_new (&fields);
}

SalonWish *
salon_wish_without_offer (SalonWish *self)
{
  SalonWishFields fields;

  g_return_val_if_fail (SALON_IS_WISH (self), NULL);

  fields = self->fields;
  fields.status = SALON_WISH_WAITING;
  fields.offered_at = 0;
  return salon_wish_new (&fields);
}

static JsonObject *
salon_wish_to_row (SalonWish *self)
{
  JsonObject *row = json_object_new ();
  JsonArray *services = json_array_new ();

  salon_record_write (stored, G_N_ELEMENTS (stored), &self->fields, row);
  for (gsize i = 0; self->service_ids[i] != NULL; i++)
    json_array_add_string_element (services, self->service_ids[i]);
  json_object_set_array_member (row, "services", services);
  set_minute (row, "start_time", self->fields.start_minute);
  set_minute (row, "end_time", self->fields.end_minute);
  json_object_set_string_member (row, "status", statuses[self->fields.status]);
  set_offer (row, &self->fields);
  return row;
}

void
salon_wish_add_insert (SalonWish *self, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) row = NULL;

  g_return_if_fail (SALON_IS_WISH (self) && builder != NULL);

  row = salon_wish_to_row (self);
  salon_change_builder_insert (builder, "waiting_list", row);
}

gboolean
salon_wish_add_update (SalonWish *before, SalonWish *after, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) old = NULL;
  g_autoptr (JsonObject) new = NULL;

  g_return_val_if_fail (SALON_IS_WISH (before) && SALON_IS_WISH (after), FALSE);
  g_return_val_if_fail (builder != NULL, FALSE);

  old = salon_wish_to_row (before);
  new = salon_wish_to_row (after);
  return salon_change_builder_update (builder, "waiting_list", old, new);
}

/* Whom it would suit */

static gboolean
suits_day (const SalonWishFields *wish, SalonDay day)
{
  return day >= wish->from && day <= wish->to
         && (wish->weekdays & 1 << salon_day_get_weekday (day)) != 0;
}

/* Does a visit at @start lie within her hours and touch what has become free? */
static gboolean
suits_start (const SalonWishFields *wish, SalonMoment start, SalonRange freed)
{
  int minute = salon_moment_get_minute (start);
  SalonRange visit = salon_range (start, start + wish->duration_minutes);

  return salon_range_overlaps (visit, freed)
         && (wish->start_minute < 0 || minute >= wish->start_minute)
         && (wish->end_minute < 0 || minute + wish->duration_minutes <= wish->end_minute);
}

/* The first start in @freed that suits, or else the last one before it; G_MININT64 when none does. */
static SalonMoment
find_start (const SalonWishFields *wish, const SalonSlotQuery *query, SalonRange freed)
{
  SalonSlotQuery own = *query;
  SalonMoment found = G_MININT64;

  own.duration_minutes = wish->duration_minutes;
  own.buffer_before_minutes = wish->buffer_before_minutes;
  own.buffer_minutes = wish->buffer_minutes;
  for (SalonDay day = salon_moment_get_day (freed.start);
       day <= salon_moment_get_day (freed.end - 1); day++)
    {
      g_autoptr (GArray) starts = suits_day (wish, day) ? salon_slot_list_free (&own, day) : NULL;

      for (guint i = 0; starts != NULL && found < freed.start && i < starts->len; i++)
        if (suits_start (wish, g_array_index (starts, SalonMoment, i), freed))
          found = g_array_index (starts, SalonMoment, i);
    }
  return found;
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const SalonWishFields *first = salon_wish_get_fields (((const SalonWishMatch *) a)->wish);
  const SalonWishFields *second = salon_wish_get_fields (((const SalonWishMatch *) b)->wish);

  if (first->created_at != second->created_at)
    return (first->created_at > second->created_at) - (first->created_at < second->created_at);
  return g_strcmp0 (first->id, second->id);
}

static void
clear_match (gpointer match)
{
  g_clear_object (&((SalonWishMatch *) match)->wish);
}

GArray *
salon_wish_list_matches (GPtrArray *wishes, const SalonSlotQuery *query, SalonRange freed)
{
  GArray *matches = NULL;

  g_return_val_if_fail (wishes != NULL && query != NULL, NULL);

  matches = g_array_new (FALSE, FALSE, sizeof (SalonWishMatch));
  g_array_set_clear_func (matches, clear_match);
  for (guint i = 0; i < wishes->len && !salon_range_is_empty (freed); i++)
    {
      SalonWish *wish = g_ptr_array_index (wishes, i);
      const SalonWishFields *fields = salon_wish_get_fields (wish);
      SalonWishMatch match = { .start = G_MININT64 };

      if (fields->status == SALON_WISH_WAITING || fields->status == SALON_WISH_OFFERED)
        match.start = find_start (fields, query, freed);
      if (match.start == G_MININT64)
        continue;
      match.wish = g_object_ref (wish);
      g_array_append_val (matches, match);
    }
  g_array_sort (matches, compare_matches);
  return matches;
}
