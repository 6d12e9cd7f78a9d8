/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader says of a booking, a slot and a day. */
#include "calendar/salon-booking-words.h"

#define MARCH_12 salon_day_from_ymd (2026, 3, 12) /* a Thursday */

static const SalonBookingLine lines[] = {
  { "l1", "s1", "Gel nails", "ongles", 60, 0, 4500 },
  { "l2", "s2", "Brows", "regard", 30, 0, 1550 },
};

static const SalonBookingFields marie = {
  .id = "b1",
  .staff_id = "p1",
  .client_name = "Marie Dupont",
  .client_phone = "+33612345678",
  .minute = 14 * 60,
  .duration_minutes = 90,
  .price_cents = 6050,
  .status = SALON_BOOKING_CONFIRMED,
  .payment_status = "pending",
  .lines = lines,
  .n_lines = 1,
};

static SalonOpeningHours *
make_hours (void)
{
  const SalonWeeklyWindow windows[] = { { 3, 540, 720 }, { 3, 840, 1140 }, { 4, 540, 1140 } };
  const SalonOpeningException exceptions[] = {
    { salon_day_from_ymd (2026, 3, 13), salon_day_from_ymd (2026, 3, 13), -1, -1, FALSE,
      "Training" },
  };

  return salon_opening_hours_new (windows, G_N_ELEMENTS (windows), exceptions,
                                  G_N_ELEMENTS (exceptions), SALON_HOLIDAY_ZONE_METROPOLE, TRUE);
}

static void
test_booking (void)
{
  g_autoptr (SalonBooking) booking = salon_booking_new (&marie);
  g_autofree char *label = salon_booking_words_label (booking);

  g_assert_cmpstr (label, ==, "Marie Dupont, Gel nails, 14:00 to 15:30, confirmed");
}

static void
test_several_services (void)
{
  SalonBookingFields fields = marie;
  g_autoptr (SalonBooking) booking = NULL;
  g_autofree char *label = NULL;

  fields.n_lines = 2;
  fields.status = SALON_BOOKING_PENDING;
  fields.client_name = "";
  booking = salon_booking_new (&fields);
  label = salon_booking_words_label (booking);
  g_assert_cmpstr (label, ==, "Walk-in, Gel nails + Brows, 14:00 to 15:30, to be confirmed");
}

static void
test_description (void)
{
  SalonBookingFields fields = marie;
  g_autoptr (SalonBooking) booking = NULL;
  g_autofree char *description = NULL;

  fields.client_allergies = "latex";
  fields.notes = "Brings her dog";
  booking = salon_booking_new (&fields);
  description = salon_booking_words_description (booking, "EUR");
  g_assert_cmpstr (description, ==, "€60.50, to be paid. Allergies: latex. Brings her dog");
}

static void
test_tooltip (void)
{
  g_autoptr (SalonBooking) booking = salon_booking_new (&marie);
  g_autofree char *text = salon_booking_words_tooltip (booking, "EUR");

  g_assert_cmpstr (text, ==,
                   "Marie Dupont · 06 12 34 56 78\nGel nails\n14:00 – 15:30 (1 h 30) · "
                   "confirmed\n€60.50, to be paid");
}

static void
assert_hold (SalonBookingStatus status, gint64 expires, gint64 now, const char *expected)
{
  SalonBookingFields fields = marie;
  g_autoptr (SalonBooking) booking = NULL;
  g_autofree char *words = NULL;

  fields.status = status;
  fields.hold_expires_at = expires;
  booking = salon_booking_new (&fields);
  words = salon_booking_words_hold (booking, now);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_hold (void)
{
  assert_hold (SALON_BOOKING_PENDING, 10000, 10000 - 12 * 60, "held 12 min");
  assert_hold (SALON_BOOKING_PENDING, 10000, 9999, "held 1 min");
  assert_hold (SALON_BOOKING_PENDING, 10000, 10000, "no longer held");
  assert_hold (SALON_BOOKING_PENDING, 0, 10000, NULL);
  assert_hold (SALON_BOOKING_CONFIRMED, 10000, 9000, NULL);
  /* What the shared salon wrote is said in the language of the window. */
  g_assert_cmpstr (salon_booking_words_reason ("hold expired"), ==, "It was not confirmed in time");
  g_assert_cmpstr (salon_booking_words_reason ("Move online"), ==, "Moved online by the client");
  g_assert_cmpstr (salon_booking_words_reason ("cancelled online"), ==,
                   "Cancelled online by the client");
  g_assert_cmpstr (salon_booking_words_reason ("Ill"), ==, "Ill");
}

static void
assert_slot (SalonOpeningHours *hours, GPtrArray *bookings, int minute, const char *expected)
{
  SalonSlotQuery query = { .hours = hours,
                           .bookings = bookings,
                           .duration_minutes = 15,
                           .step_minutes = 15,
                           .now = G_MININT64,
                           .language = SALON_LANGUAGE_ENGLISH };
  SalonMoment start = salon_moment (MARCH_12, minute);
  SalonSlotVerdict verdict = salon_slot_explain (&query, start);
  g_autofree char *words = salon_booking_words_verdict (&verdict, hours, start);
  g_autofree char *label = salon_booking_words_slot (start, words);

  g_assert_cmpstr (label, ==, expected);
}

static void
test_slot (void)
{
  g_autoptr (SalonOpeningHours) hours = make_hours ();
  g_autoptr (GPtrArray) bookings = g_ptr_array_new_with_free_func (g_object_unref);
  SalonBookingFields fields = marie;

  fields.day = MARCH_12;
  g_ptr_array_add (bookings, salon_booking_new (&fields));
  assert_slot (hours, bookings, 600, "Thursday 12 March, 10:00, Free");
  assert_slot (hours, bookings, 780, "Thursday 12 March, 13:00, Break");
  assert_slot (hours, bookings, 1200, "Thursday 12 March, 20:00, Closed");
  assert_slot (hours, bookings, 870, "Thursday 12 March, 14:30, Taken: Marie Dupont until 15:30");
}

static void
test_day (void)
{
  g_autoptr (SalonOpeningHours) hours = make_hours ();
  g_autofree char *open = salon_booking_words_day (MARCH_12, 7, hours);
  g_autofree char *one = salon_booking_words_day (MARCH_12, 1, hours);
  g_autofree char *closed = salon_booking_words_day (MARCH_12 + 1, 0, hours);
  g_autofree char *weekly = salon_booking_words_day (MARCH_12 + 2, 0, hours);
  g_autofree char *holiday = salon_booking_words_day (salon_day_from_ymd (2026, 5, 14), 0, hours);

  g_assert_cmpstr (open, ==, "Thursday 12 March, 7 bookings, open 09:00 to 19:00");
  g_assert_cmpstr (one, ==, "Thursday 12 March, 1 booking, open 09:00 to 19:00");
  g_assert_cmpstr (closed, ==, "Friday 13 March, 0 bookings, closed: Training");
  g_assert_cmpstr (weekly, ==, "Saturday 14 March, 0 bookings, closed");
  g_assert_cmpstr (holiday, ==, "Thursday 14 May, 0 bookings, closed: Ascension Day");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/booking-words/a-booking-is-named-by-who-what-when-and-state",
                   test_booking);
  g_test_add_func ("/salon/booking-words/services-are-joined-and-a-passer-by-has-a-name",
                   test_several_services);
  g_test_add_func ("/salon/booking-words/allergies-are-told-before-notes", test_description);
  g_test_add_func ("/salon/booking-words/the-tooltip-has-the-telephone-number", test_tooltip);
  g_test_add_func ("/salon/booking-words/a-hold-counts-down", test_hold);
  g_test_add_func ("/salon/booking-words/a-slot-says-why-it-is-not-free", test_slot);
  g_test_add_func ("/salon/booking-words/a-day-says-its-bookings-and-hours", test_day);
  return g_test_run ();
}
