/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-fixture.h"

void
plan_fixture_set_up (PlanFixture *self, gconstpointer unused)
{
  self->material = salon_message_material_new ();
  self->zone = g_time_zone_new_identifier ("Europe/Paris");
  g_assert_nonnull (self->zone);
  /* One medium alone keeps the tests short. */
  plan_fixture_set (self, "message.reminder", "{\"sms\": true, \"email\": false, \"hours\": 24}");
  plan_fixture_set (self, "salon.name", "\"Sérénaïa\"");
  plan_fixture_set (self, "salon.phone", "\"+33123456789\"");
}

void
plan_fixture_tear_down (PlanFixture *self, gconstpointer unused)
{
  g_clear_pointer (&self->plan, salon_message_plan_free);
  g_clear_pointer (&self->settings, salon_message_settings_unref);
  salon_message_material_free (self->material);
  g_time_zone_unref (self->zone);
}

gint64
plan_fixture_instant (PlanFixture *self, const char *wall)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (wall, self->zone);
  g_autofree char *seconds = g_strconcat (wall, ":00", NULL);

  if (time == NULL)
    time = g_date_time_new_from_iso8601 (seconds, self->zone);
  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

void
plan_fixture_set (PlanFixture *self, const char *key, const char *json)
{
  g_hash_table_insert (self->material->settings, g_strdup (key), g_strdup (json));
}

SalonMessageBooking *
plan_fixture_add_booking (PlanFixture *self,
                          const char *id,
                          const char *starts_at,
                          const char *ends_at)
{
  SalonMessageBooking *booking = g_new0 (SalonMessageBooking, 1);

  booking->id = g_strdup (id);
  booking->starts_at = g_strdup (starts_at);
  booking->ends_at = g_strdup (ends_at);
  booking->status = SALON_BOOKING_CONFIRMED;
  booking->name = g_strdup ("Marie Durand");
  booking->phone = g_strdup ("06 12 34 56 78");
  booking->email = g_strdup ("marie@example.com");
  booking->language = g_strdup ("fr");
  booking->sms_consent = TRUE;
  booking->email_consent = TRUE;
  booking->services = g_strsplit ("Pose gel", "|", -1);
  booking->price = 4500;
  booking->created_at = plan_fixture_instant (self, "2026-01-05T10:00");
  g_ptr_array_add (self->material->bookings, booking);
  return booking;
}

SalonMessageRow *
plan_fixture_add_row (PlanFixture *self,
                      const SalonMessageBooking *booking,
                      SalonMessageKind kind,
                      SalonMessageMedium medium)
{
  SalonMessageRow *row = g_new0 (SalonMessageRow, 1);

  row->id = g_strdup_printf ("row-%u", self->material->rows->len);
  row->booking_id = g_strdup (booking->id);
  row->kind = kind;
  row->medium = medium;
  row->recipient = g_strdup (medium == SALON_MESSAGE_SMS ? "+33612345678" : "marie@example.com");
  row->status = SALON_MESSAGE_PENDING;
  row->starts_at = g_strdup (booking->starts_at);
  row->due_at = 1;
  g_ptr_array_add (self->material->rows, row);
  return row;
}

SalonMessageCard *
plan_fixture_add_card (PlanFixture *self, const char *id)
{
  SalonMessageCard *card = g_new0 (SalonMessageCard, 1);

  card->id = g_strdup (id);
  card->code = g_strdup ("SERA-7K3M-9QXW");
  card->amount = 8000;
  card->balance = 6000;
  card->buyer_name = g_strdup ("Anne Petit");
  card->buyer_email = g_strdup ("anne@example.com");
  card->recipient_name = g_strdup ("Léa Martin");
  card->recipient_email = g_strdup ("lea@example.com");
  card->purchase_date = g_strdup ("2025-04-30");
  card->expiry_date = g_strdup ("2026-04-30");
  g_ptr_array_add (self->material->cards, card);
  return card;
}

SalonMessagePlan *
plan_fixture_plan (PlanFixture *self, const char *now)
{
  self->now = plan_fixture_instant (self, now);
  g_clear_pointer (&self->plan, salon_message_plan_free);
  g_clear_pointer (&self->settings, salon_message_settings_unref);
  self->settings = salon_message_settings_new (self->material->settings);
  self->plan = salon_message_plan_new (self->material, self->settings, self->now, self->zone);
  return self->plan;
}

static gboolean
is_about (const SalonPlannedMessage *message, const char *about)
{
  if (message->card != NULL)
    return g_str_equal (message->card->id, about);
  if (message->bookings->len == 0)
    return message->row != NULL && g_strcmp0 (message->row->booking_id, about) == 0;
  return g_str_equal (((SalonMessageBooking *) message->bookings->pdata[0])->id, about);
}

const SalonPlannedMessage *
plan_fixture_find (PlanFixture *self,
                   const char *about,
                   SalonMessageKind kind,
                   SalonMessageMedium medium)
{
  const SalonPlannedMessage *found = NULL;

  for (guint i = 0; i < self->plan->messages->len; i++)
    {
      const SalonPlannedMessage *message = g_ptr_array_index (self->plan->messages, i);

      if (message->kind == kind && message->medium == medium && is_about (message, about))
        {
          g_assert_null (found);
          found = message;
        }
    }
  return found;
}
