/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/salon-wish.h"

/* Thursday 12 March 2026. */
#define DAY 20524
#define GEL "0197b1c2-0000-7000-8000-00000000000b"

static const char *const services[] = { GEL, NULL };

static const SalonWishFields lea = {
  .id = "0197b1c2-0000-7000-8000-00000000000a",
  .client_name = "Léa Martin",
  .client_phone = "+33612345678",
  .service_ids = services,
  .duration_minutes = 60,
  .from = DAY,
  .to = DAY + 14,
  .weekdays = SALON_WISH_ALL_WEEKDAYS,
  .start_minute = -1,
  .end_minute = -1,
  .status = SALON_WISH_WAITING,
  .created_at = 1773307800,
};

static void
test_row (void)
{
  SalonWishFields fields = lea;
  g_autoptr (SalonWish) wish = NULL;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autofree char *json = NULL;

  fields.start_minute = 14 * 60;
  fields.end_minute = 24 * 60;
  wish = salon_wish_new (&fields);
  salon_wish_add_insert (wish, builder);
  change = salon_change_builder_end (builder, "Wait");
  json = salon_change_to_json (change);
  g_assert_true (salon_change_check (change, NULL));
  g_assert_nonnull (strstr (json, "\"services\":[\"" GEL "\"],\"start_time\":\"14:00:00\","
                                  "\"end_time\":\"24:00:00\",\"status\":\"waiting\""));
  for (gsize i = 1; i < salon_change_get_edit (change, 0)->table->n_columns; i++)
    g_assert_true (
      json_object_has_member (salon_change_get_edit (change, 0)->set,
                              salon_change_get_edit (change, 0)->table->columns[i].name));
}

/* Told, declined; the row says of which time and when. */
static void
test_offer (void)
{
  g_autoptr (SalonWish) wish = salon_wish_new (&lea);
  g_autoptr (SalonWish) offered =
    salon_wish_with_offer (wish, salon_moment (DAY + 1, 14 * 60), 1773307860);
  g_autoptr (SalonWish) declined = salon_wish_without_offer (offered);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autofree char *json = NULL;

  g_assert_cmpint (salon_wish_get_fields (offered)->status, ==, SALON_WISH_OFFERED);
  g_assert_true (salon_wish_add_update (wish, offered, builder));
  change = salon_change_builder_end (builder, "Offer");
  json = salon_change_to_json (change);
  g_assert_true (salon_change_check (change, NULL));
  g_assert_nonnull (strstr (json, "\"offered_at\":\"2026-03-12T09:31:00Z\","
                                  "\"offered_date\":\"2026-03-13\",\"offered_time\":\"14:00:00\""));
  g_assert_false (salon_wish_add_update (wish, declined, builder));
}

static void
test_update (void)
{
  SalonWishFields fields = lea;
  g_autoptr (SalonWish) before = salon_wish_new (&lea);
  g_autoptr (SalonWish) same = salon_wish_new (&lea);
  g_autoptr (SalonWish) after = NULL;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  g_assert_false (salon_wish_add_update (before, same, builder));
  fields.status = SALON_WISH_BOOKED;
  after = salon_wish_new (&fields);
  g_assert_true (salon_wish_add_update (before, after, builder));
}

typedef struct
{
  SalonOpeningHours *hours;
  GPtrArray *bookings;
  GPtrArray *wishes;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  SalonWeeklyWindow windows[5];

  for (int i = 0; i < 5; i++)
    windows[i] = (SalonWeeklyWindow) { i, 9 * 60, 19 * 60 };
  self->hours = salon_opening_hours_new (windows, 5, NULL, 0, SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
  self->bookings = g_ptr_array_new_with_free_func (g_object_unref);
  self->wishes = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_object_unref (self->hours);
  g_ptr_array_unref (self->bookings);
  g_ptr_array_unref (self->wishes);
}

static void
book (Fixture *self, int from, int to)
{
  g_ptr_array_add (self->bookings, salon_booking_new (&(SalonBookingFields) {
                                     .id = "b",
                                     .client_name = "Marie",
                                     .status = SALON_BOOKING_CONFIRMED,
                                     .day = DAY,
                                     .minute = from,
                                     .duration_minutes = to - from,
                                   }));
}

static void
want (Fixture *self, const SalonWishFields *fields)
{
  g_ptr_array_add (self->wishes, salon_wish_new (fields));
}

/* "Name hh:mm" of each match. */
static void
expect (Fixture *self, int from, int to, const char *expected)
{
  const SalonSlotQuery query = {
    .hours = self->hours,
    .bookings = self->bookings,
    .step_minutes = 30,
    .duration_minutes = 5,
    .now = G_MININT64,
  };
  g_autoptr (GArray) matches =
    salon_wish_list_matches (self->wishes, &query,
                             salon_range (salon_moment (DAY, from), salon_moment (DAY, to)));
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < matches->len; i++)
    {
      const SalonWishMatch *match = &g_array_index (matches, SalonWishMatch, i);
      int minute = salon_moment_get_minute (match->start);

      g_string_append_printf (found, "%s%s %02d:%02d", i > 0 ? ", " : "",
                              salon_wish_get_fields (match->wish)->client_name, minute / 60,
                              minute % 60);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

#define H(hour) ((hour) * 60)

static void
test_room (Fixture *self, gconstpointer unused)
{
  SalonWishFields fields = lea;

  book (self, H (9), H (14));
  book (self, H (15), H (19));
  want (self, &fields);
  expect (self, H (14), H (15), "Léa Martin 14:00");
  /* Longer than what has become free; and with time to clean up, which does not fit either. */
  fields.duration_minutes = 90;
  g_ptr_array_set_size (self->wishes, 0);
  want (self, &fields);
  expect (self, H (14), H (15), "");
  fields.duration_minutes = 60;
  fields.buffer_minutes = 10;
  g_ptr_array_set_size (self->wishes, 0);
  want (self, &fields);
  expect (self, H (14), H (15), "");
}

/* What was free before helps: the freed half hour makes an hour of it. */
static void
test_neighbour (Fixture *self, gconstpointer unused)
{
  book (self, H (9), H (14));
  book (self, H (15), H (19));
  want (self, &lea);
  expect (self, H (14) + 30, H (15), "Léa Martin 14:00");
  expect (self, H (9), H (14), "");
}

static void
test_wishes (Fixture *self, gconstpointer unused)
{
  SalonWishFields fields = lea;

  fields.weekdays = 1 << 3;
  fields.client_name = "Thursdays";
  want (self, &fields);
  fields.weekdays = 1 << 4;
  fields.client_name = "Fridays";
  want (self, &fields);
  fields.weekdays = SALON_WISH_ALL_WEEKDAYS;
  fields.from = DAY + 1;
  fields.client_name = "Later";
  want (self, &fields);
  fields.from = DAY;
  fields.start_minute = H (15);
  fields.end_minute = H (16);
  fields.client_name = "At three";
  fields.created_at--;
  want (self, &fields);
  fields.end_minute = H (16) - 1;
  fields.client_name = "Too tight";
  want (self, &fields);
  expect (self, H (14), H (16), "At three 15:00, Thursdays 14:00");
}

static void
test_rank (Fixture *self, gconstpointer unused)
{
  SalonWishFields fields = lea;

  fields.client_name = "Second";
  fields.status = SALON_WISH_OFFERED;
  fields.created_at = 200;
  want (self, &fields);
  fields.client_name = "First";
  fields.status = SALON_WISH_WAITING;
  fields.created_at = 100;
  want (self, &fields);
  fields.status = SALON_WISH_BOOKED;
  want (self, &fields);
  fields.status = SALON_WISH_GONE;
  want (self, &fields);
  expect (self, H (10), H (11), "First 10:00, Second 10:00");
  expect (self, H (10), H (10), "");
  /* Closed then. */
  expect (self, H (20), H (21), "");
}

#define ADD(path, test) g_test_add ("/salon/wish/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/wish/its-row-is-whole-and-in-the-wire-form", test_row);
  g_test_add_func ("/salon/wish/an-offer-is-made-and-declined", test_offer);
  g_test_add_func ("/salon/wish/only-what-differs-is-updated", test_update);
  ADD ("only-who-fits-in-is-offered", test_room);
  ADD ("time-beside-the-freed-one-counts-too", test_neighbour);
  ADD ("days-and-hours-that-do-not-suit-are-none", test_wishes);
  ADD ("who-came-first-is-first", test_rank);
  return g_test_run ();
}
