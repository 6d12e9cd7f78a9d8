/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change that the rows make. Rows that others point at come first. */
#include "salon-import.h"

#include "salon-import-gift-cards.h"
#include "salon-offer.h"
#include "salon-people.h"

typedef struct
{
  SalonForeignRows *rows;
  const SalonKnown *known;
  const SalonImportSettings *settings;
  SalonChangeBuilder *builder;
  SalonPeople *people;
  SalonOffer *offer;
  GHashTable *clients; /* id → SalonClient, of those that are known */
} Planner;

/* An id lives as long as the rows. */
static const char *
make_id (Planner *self)
{
  g_autofree char *id = self->settings->make_id ();

  return g_string_chunk_insert (self->rows->texts, id);
}

static const char *
choose_text (const char *here, const char *there)
{
  return here != NULL ? here : there;
}

/* Clients */

static SalonClient *
make_client (Planner *self, const SalonForeignRow *row)
{
  return salon_client_new (&(SalonClientFields) {
    .id = make_id (self),
    .name = row->name,
    .email = row->email,
    .phone = row->phone,
    .allergies = row->allergies,
    .notes = self->rows->kind == SALON_FOREIGN_CLIENTS ? row->notes : NULL,
    .is_blocked = row->is_blocked > 0,
    .sms_consent = row->sms_consent > 0,
    .email_consent = row->email_consent > 0,
    .language = choose_text (row->language, self->settings->language),
    .created_at = row->created_at != 0 && self->rows->kind == SALON_FOREIGN_CLIENTS
                    ? row->created_at
                    : self->settings->now,
  });
}

static void
fill_client (Planner *self, const SalonForeignRow *row)
{
  SalonClient *before = g_hash_table_lookup (self->clients, row->match);
  g_autoptr (SalonClient) after = NULL;
  SalonClientFields fields;

  g_return_if_fail (before != NULL);
  fields = *salon_client_get_fields (before);
  fields.phone = choose_text (fields.phone, row->phone);
  fields.email = choose_text (fields.email, row->email);
  fields.allergies = choose_text (fields.allergies, row->allergies);
  fields.notes = choose_text (fields.notes, row->notes);
  after = salon_client_new (&fields);
  salon_client_add_update (before, after, self->builder);
}

static void
plan_client (Planner *self, const SalonForeignRow *row)
{
  if (row->choice == SALON_CHOICE_FILL && row->match != NULL)
    fill_client (self, row);
  else
    {
      g_autoptr (SalonClient) client = make_client (self, row);

      salon_client_add_insert (client, self->builder);
    }
}

/* Services */

static int
count_services (Planner *self)
{
  return self->known->services != NULL ? (int) self->known->services->len : 0;
}

static void
plan_service (Planner *self, const SalonForeignRow *row, int position)
{
  g_autoptr (SalonService) service = salon_service_new (&(SalonServiceFields) {
    .id = make_id (self),
    .name = row->service,
    .category = choose_text (row->category, self->settings->category),
    .description = row->description,
    .duration_minutes = row->duration_minutes > 0 ? row->duration_minutes : 60,
    .buffer_minutes = MAX (row->buffer_minutes, 0),
    .price_cents = MAX (row->price_cents, 0),
    .is_active = row->is_active != FALSE,
    .position = position,
  });

  salon_service_add_insert (service, self->builder);
}

/* Bookings */

/* Who has a number or an address is worth a card; of others only the name is kept. */
static const char *
find_client (Planner *self, const SalonForeignRow *row)
{
  gboolean is_shared;
  SalonPerson *found = NULL;
  g_autoptr (SalonClient) client = NULL;
  const SalonClientFields *fields = NULL;

  if (row->name == NULL)
    return NULL;
  found = salon_people_find (self->people, row->name, row->phone, row->email, &is_shared);
  if (found != NULL)
    return found->id;
  if (row->phone == NULL && row->email == NULL)
    return NULL;
  client = make_client (self, row);
  salon_client_add_insert (client, self->builder);
  fields = salon_client_get_fields (client);
  found =
    salon_people_add (self->people,
                      &(SalonPerson) { .id = g_string_chunk_insert (self->rows->texts, fields->id),
                                       .name = row->name,
                                       .phone = row->phone,
                                       .email = row->email,
                                       .line = row->line });
  return found->id;
}

static SalonBookingStatus
choose_status (Planner *self, const SalonForeignRow *row)
{
  if (row->status >= 0)
    return (SalonBookingStatus) row->status;
  return row->day < self->settings->today ? SALON_BOOKING_COMPLETED : SALON_BOOKING_CONFIRMED;
}

static void
plan_booking (Planner *self, const SalonForeignRow *row, const char *client_id)
{
  g_auto (SalonOrder) order = { 0 };
  g_autoptr (SalonBooking) booking = NULL;

  salon_offer_order (self->offer, row, &order);
  for (guint i = 0; i < order.n_lines; i++)
    order.lines[i].id = make_id (self);
  booking = salon_booking_new (&(SalonBookingFields) {
    .id = make_id (self),
    .staff_id = self->settings->staff_id,
    .client_id = client_id,
    .client_name = choose_text (row->name, self->settings->nobody),
    .client_email = row->email,
    .client_phone = row->phone,
    .day = row->day,
    .minute = row->minute,
    .duration_minutes = order.duration_minutes,
    .buffer_minutes = order.buffer_minutes,
    .price_cents = order.price_cents,
    .status = choose_status (self, row),
    .payment_status = choose_text (row->payment_status, "pending"),
    .notes = row->notes,
    .cancellation_reason = row->reason,
    .created_at = row->created_at != 0 ? row->created_at : self->settings->now,
    .lines = order.n_lines > 0 ? order.lines : NULL,
    .n_lines = order.n_lines,
  });
  salon_booking_add_insert (booking, self->builder);
}

/* All new clients before all bookings. */
static void
plan_bookings (Planner *self)
{
  guint n = self->rows->rows->len;
  g_autofree const char **clients = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    if (salon_import_is_taken (salon_foreign_rows_get (self->rows, i)))
      clients[i] = find_client (self, salon_foreign_rows_get (self->rows, i));
  for (guint i = 0; i < n; i++)
    if (salon_import_is_taken (salon_foreign_rows_get (self->rows, i)))
      plan_booking (self, salon_foreign_rows_get (self->rows, i), clients[i]);
}

/* Closed days */

static void
plan_closure (Planner *self, const SalonForeignRow *row)
{
  g_autoptr (JsonObject) closure = json_object_new ();
  g_autofree char *from = salon_day_format (row->day);
  g_autofree char *to = salon_day_format (row->last_day);

  json_object_set_string_member (closure, "id", make_id (self));
  json_object_set_string_member (closure, "from_date", from);
  json_object_set_string_member (closure, "to_date", to);
  json_object_set_null_member (closure, "start_time");
  json_object_set_null_member (closure, "end_time");
  json_object_set_boolean_member (closure, "open", FALSE);
  if (row->reason != NULL)
    json_object_set_string_member (closure, "reason", row->reason);
  else
    json_object_set_null_member (closure, "reason");
  salon_change_builder_insert (self->builder, "opening_exceptions", closure);
}

static void
plan_rows (Planner *self)
{
  int position = count_services (self);

  for (guint i = 0; i < self->rows->rows->len; i++)
    {
      const SalonForeignRow *row = salon_foreign_rows_get (self->rows, i);

      if (!salon_import_is_taken (row))
        continue;
      if (self->rows->kind == SALON_FOREIGN_CLIENTS)
        plan_client (self, row);
      else if (self->rows->kind == SALON_FOREIGN_SERVICES)
        plan_service (self, row, position++);
      else
        plan_closure (self, row);
    }
}

static GHashTable *
index_clients (const SalonKnown *known)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; known->clients != NULL && i < known->clients->len; i++)
    {
      SalonClient *client = g_ptr_array_index (known->clients, i);

      g_hash_table_insert (index, (gpointer) salon_client_get_fields (client)->id, client);
    }
  return index;
}

SalonChange *
salon_import_plan (SalonForeignRows *rows,
                   const SalonKnown *known,
                   const SalonImportSettings *settings,
                   const char *label)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonPeople) people = salon_people_new (known->clients);
  g_autoptr (SalonOffer) offer = salon_offer_new (known->services);
  g_autoptr (GHashTable) clients = index_clients (known);
  Planner planner = { rows, known, settings, builder, people, offer, clients };

  g_return_val_if_fail (rows != NULL && label != NULL, NULL);

  if (rows->kind == SALON_FOREIGN_BOOKINGS)
    plan_bookings (&planner);
  else if (rows->kind == SALON_FOREIGN_GIFT_CARDS)
    salon_import_plan_gift_cards (rows, known, settings, offer, builder);
  else
    plan_rows (&planner);
  return salon_change_builder_end (builder, label);
}
