/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * small-salon FILE: makes the salon of the pointer's tests, always the same. It is open from Monday
 * to Saturday from 9 to 19, on Friday until noon only, and around Thursday 12 March 2026 it has the
 * few bookings that a hand can tell apart. They are of passers-by; one client has a card.
 */
#include "core/salon-booking.h"
#include "core/salon-client.h"
#include "store/salon-store.h"

#define STAFF_ID "00000000-0000-7000-8000-000000000001"
#define SERVICE_ID "00000000-0000-7000-8000-000000000002"
/* 2026-03-01T08:00:00Z */
#define CREATED_AT G_GINT64_CONSTANT (1772352000)

typedef struct
{
  const char *client;
  int day_of_march;
  int minute;
  int duration_minutes;
  SalonBookingStatus status;
} Visit;

static const Visit visits[] = {
  { "Alice Martin", 10, 10 * 60, 60, SALON_BOOKING_CONFIRMED },
  { "Béatrice Petit", 10, 14 * 60, 60, SALON_BOOKING_CONFIRMED },
  { "Chloé Roux", 12, 11 * 60, 45, SALON_BOOKING_PENDING },
  { "Denise Fabre", 12, 14 * 60, 60, SALON_BOOKING_CONFIRMED },
  { "Élise Garnier", 14, 10 * 60, 60, SALON_BOOKING_CONFIRMED },
  { "Fanny Henry", 14, 14 * 60, 15, SALON_BOOKING_CONFIRMED },
};

static char *
make_id (guint number)
{
  return g_strdup_printf ("00000000-0000-7000-8000-%012x", number);
}

static void
add_service (SalonChangeBuilder *builder)
{
  const SalonServiceFields fields = {
    .id = SERVICE_ID,
    .name = "Gel nails",
    .category = "ongles",
    .duration_minutes = 60,
    .price_cents = 4500,
    .is_active = TRUE,
  };
  g_autoptr (SalonService) service = salon_service_new (&fields);

  salon_service_add_insert (service, builder);
}

/* Monday is 0. */
static void
add_opening (SalonChangeBuilder *builder, int weekday)
{
  g_autofree char *id = make_id (0x100 + (guint) weekday);
  g_autoptr (JsonObject) row = json_object_new ();

  json_object_set_string_member (row, "id", id);
  json_object_set_int_member (row, "day_of_week", weekday);
  json_object_set_string_member (row, "start_time", "09:00:00");
  json_object_set_string_member (row, "end_time", weekday == 4 ? "12:00:00" : "19:00:00");
  json_object_set_boolean_member (row, "is_active", TRUE);
  json_object_set_null_member (row, "staff_id");
  salon_change_builder_insert (builder, "availabilities", row);
}

static void
add_visit (SalonChangeBuilder *builder, const Visit *visit, guint number)
{
  g_autofree char *id = make_id (0x200 + number);
  g_autofree char *line_id = make_id (0x300 + number);
  const SalonBookingLine line = {
    line_id, SERVICE_ID, "Gel nails", "ongles", visit->duration_minutes, 0, 4500
  };
  const SalonBookingFields fields = {
    .id = id,
    .staff_id = STAFF_ID,
    .client_name = visit->client,
    .day = salon_day_from_ymd (2026, 3, visit->day_of_march),
    .minute = visit->minute,
    .duration_minutes = visit->duration_minutes,
    .price_cents = 4500,
    .status = visit->status,
    .payment_status = "pending",
    .created_at = CREATED_AT,
    .lines = &line,
    .n_lines = 1,
  };
  g_autoptr (SalonBooking) booking = salon_booking_new (&fields);

  salon_booking_add_insert (booking, builder);
}

static void
add_client (SalonChangeBuilder *builder)
{
  g_autofree char *id = make_id (0x400);
  const SalonClientFields fields = {
    .id = id,
    .name = "Mathilde Roy",
    .phone = "+33612345678",
    .language = "fr",
    .created_at = CREATED_AT,
  };
  g_autoptr (SalonClient) client = salon_client_new (&fields);

  salon_client_add_insert (client, builder);
}

static SalonChange *
make_change (void)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  add_service (builder);
  add_client (builder);
  for (int weekday = 0; weekday < 6; weekday++)
    add_opening (builder, weekday);
  for (guint i = 0; i < G_N_ELEMENTS (visits); i++)
    add_visit (builder, &visits[i], i);
  return salon_change_builder_end (builder, "Make a small salon");
}

int
main (int argc, char *argv[])
{
  g_autoptr (SalonStore) store = NULL;
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) applied = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 2)
    {
      g_printerr ("small-salon FILE\n");
      return 2;
    }
  store = salon_store_open (argv[1], &error);
  if (store != NULL)
    {
      change = make_change ();
      applied = salon_store_apply (store, change, CREATED_AT, &error);
    }
  if (applied == NULL)
    {
      g_printerr ("%s: %s\n", argv[1], error->message);
      return 1;
    }
  return 0;
}
