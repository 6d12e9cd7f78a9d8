/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/salon-booking.h"

#define BOOKING "0197b1c2-0000-7000-8000-0000000000b0"
#define STAFF "0197b1c2-0000-7000-8000-0000000000c0"
#define GEL "0197b1c2-0000-7000-8000-0000000000d0"
#define LINE(n) "0197b1c2-0000-7000-8000-0000000000e" #n

#define NINE_THIRTY 1773307800 /* 2026-03-12T09:30:00Z */
#define DAY 20524              /* 2026-03-12, a Thursday */

static const SalonBookingLine lines[] = {
  { LINE (1), GEL, "Pose gel", "ongles", 60, 10, 4500, 5 },
  { LINE (2), NULL, "Réparation", NULL, 15, 0, 500, 0 },
  { LINE (3), NULL, "Décor", NULL, 15, 5, 800, 0 },
};

static const SalonBookingFields booked = {
  .id = BOOKING,
  .staff_id = STAFF,
  .client_name = "Marie Durand",
  .client_phone = "+33612345678",
  .client_allergies = "Latex",
  .day = DAY,
  .minute = 14 * 60 + 30,
  .duration_minutes = 75,
  .buffer_minutes = 10,
  .buffer_before_minutes = 5,
  .price_cents = 5000,
  .status = SALON_BOOKING_CONFIRMED,
  .payment_status = "pending",
  .created_at = NINE_THIRTY,
  .lines = lines,
  .n_lines = 2,
};

static SalonChange *
insert_of (const SalonBookingFields *fields)
{
  g_autoptr (SalonBooking) booking = salon_booking_new (fields);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  salon_booking_add_insert (booking, builder);
  return salon_change_builder_end (builder, "Book");
}

/* The update as one line for each edit: op, last two digits of the row id, and what it sets. */
static char *
update_of (const SalonBookingFields *from, const SalonBookingFields *to)
{
  static const char ops[] = "+~-";
  g_autoptr (SalonBooking) before = salon_booking_new (from);
  g_autoptr (SalonBooking) after = salon_booking_new (to);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  gboolean differs = salon_booking_add_update (before, after, builder);
  GString *out = g_string_new (NULL);

  change = salon_change_builder_end (builder, "Edit");
  g_assert_true (salon_change_check (change, NULL));
  g_assert_true (differs == (salon_change_get_n_edits (change) > 0));
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);
      g_autoptr (GList) names = json_object_get_members (edit->set);

      g_string_append_printf (out, "%c%s", ops[edit->op], edit->id + strlen (edit->id) - 2);
      for (GList *l = names; edit->op == SALON_EDIT_UPDATE && l != NULL; l = l->next)
        g_string_append_printf (out, " %s", (const char *) l->data);
      g_string_append_c (out, '\n');
    }
  return g_string_free_and_steal (out);
}

static void
test_a_booking_keeps_its_own_texts_and_lines (void)
{
  char name[] = "Pose gel";
  SalonBookingLine own[] = { lines[0], lines[1] };
  SalonBookingFields fields = booked;
  g_autoptr (SalonBooking) booking = NULL;
  const SalonBookingFields *kept = NULL;

  own[0].name = name;
  fields.lines = own;
  booking = salon_booking_new (&fields);
  memset (name, 'x', sizeof name - 1);
  memset (own, 0, sizeof own);

  kept = salon_booking_get_fields (booking);
  g_assert_cmpuint (kept->n_lines, ==, 2);
  g_assert_cmpstr (kept->lines[0].id, ==, LINE (1));
  g_assert_cmpstr (kept->lines[0].name, ==, "Pose gel");
  g_assert_cmpstr (kept->lines[0].category, ==, "ongles");
  g_assert_cmpint (kept->lines[0].price_cents, ==, 4500);
  g_assert_cmpstr (kept->lines[1].name, ==, "Réparation");
  g_assert_null (kept->lines[1].service_id);
  g_assert_null (kept->client_id);
  g_assert_cmpstr (kept->client_name, ==, "Marie Durand");
  g_assert_cmpstr (kept->client_allergies, ==, "Latex");
}

static void
test_a_booking_may_have_no_line (void)
{
  SalonBookingFields fields = booked;
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (SalonChange) change = NULL;

  fields.lines = NULL;
  fields.n_lines = 0;
  booking = salon_booking_new (&fields);
  change = insert_of (&fields);
  g_assert_cmpuint (salon_booking_get_fields (booking)->n_lines, ==, 0);
  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 1);
  g_assert_true (
    json_object_get_null_member (salon_change_get_edit (change, 0)->set, "service_id"));
}

static void
test_the_chair_is_held_longer_than_the_visit (void)
{
  g_autoptr (SalonBooking) booking = salon_booking_new (&booked);
  SalonMoment start = salon_moment (DAY, 14 * 60 + 30);
  SalonRange visit = salon_booking_get_visit (booking);
  SalonRange hold = salon_booking_get_hold (booking);

  g_assert_cmpint (visit.start, ==, start);
  g_assert_cmpint (visit.end, ==, start + 75);
  g_assert_cmpint (hold.start, ==, start - 5);
  g_assert_cmpint (hold.end, ==, start + 85);
}

static void
test_its_rows_are_in_the_wire_form_parents_first (void)
{
  g_autoptr (SalonChange) change = insert_of (&booked);
  g_autofree char *json = salon_change_to_json (change);

  g_assert_true (salon_change_check (change, NULL));
  g_assert_nonnull (strstr (
    json,
    "\"edits\":[{\"op\":\"insert\",\"table\":\"bookings\",\"id\":\"" BOOKING "\",\"set\":{"
    "\"staff_id\":\"" STAFF "\",\"client_id\":null,\"client_name\":\"Marie Durand\","
    "\"client_email\":null,\"client_phone\":\"+33612345678\",\"booking_date\":\"2026-03-12\","
    "\"booking_time\":\"14:30:00\",\"duration_minutes\":75,\"buffer_minutes\":10,"
    "\"price\":\"50.00\",\"status\":\"confirmed\",\"payment_status\":\"pending\",\"notes\":null,"
    "\"cancellation_reason\":null,\"forced_reason\":null,\"cancelled_at\":null,"
    "\"hold_expires_at\":null,\"created_at\":\"2026-03-12T09:30:00Z\",\"double_booked\":false,"
    "\"buffer_before_minutes\":5,\"series_id\":null,\"service_id\":\"" GEL "\"},\"was\":{}},"
    "{\"op\":\"insert\",\"table\":\"booking_services\",\"id\":\"" LINE (
      1) "\",\"set\":{"
         "\"service_id\":\"" GEL
         "\",\"name\":\"Pose gel\",\"duration_minutes\":60,\"buffer_minutes\":10,"
         "\"price\":\"45.00\",\"buffer_before_minutes\":5,\"booking_id\":\"" BOOKING
         "\",\"position\":0},\"was\":{}},"
         "{\"op\":\"insert\",\"table\":\"booking_services\",\"id\":\"" LINE (
           2) "\",\"set\":{"
              "\"service_id\":null,\"name\":\"Réparation\",\"duration_minutes\":15,"
              "\"buffer_minutes\":0,\"price\":\"5.00\",\"buffer_before_minutes\":0,\"booking_id\":\"" BOOKING
              "\",\"position\":1},\"was\":{}}]"));
}

static void
test_an_inserted_booking_lacks_no_required_column (void)
{
  g_autoptr (SalonChange) change = insert_of (&booked);

  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      for (gsize j = 1; j < edit->table->n_columns; j++)
        g_assert_true (edit->table->columns[j].nullable
                       || json_object_has_member (edit->set, edit->table->columns[j].name));
    }
}

static void
test_what_is_not_stored_makes_no_difference (void)
{
  SalonBookingLine own[] = { lines[0], lines[1] };
  SalonBookingFields fields = booked;
  g_autofree char *edits = NULL;

  own[0].category = "regard";
  fields.lines = own;
  fields.client_allergies = NULL;
  edits = update_of (&booked, &fields);
  g_assert_cmpstr (edits, ==, "");
}

static void
test_lines_are_matched_by_their_id (void)
{
  SalonBookingLine own[3] = { lines[0], lines[1], lines[2] };
  SalonBookingFields fields = booked;
  g_autofree char *appended = NULL;
  g_autofree char *replaced = NULL;
  g_autofree char *swapped = NULL;
  g_autofree char *cheaper = NULL;
  g_autofree char *removed = NULL;

  fields.lines = own;
  fields.n_lines = 3;
  appended = update_of (&booked, &fields);
  g_assert_cmpstr (appended, ==, "+e3\n");

  removed = update_of (&fields, &booked);
  g_assert_cmpstr (removed, ==, "-e3\n");

  own[0] = lines[2];
  fields.n_lines = 2;
  replaced = update_of (&booked, &fields);
  g_assert_cmpstr (replaced, ==, "-e1\n~b0 service_id\n+e3\n");

  own[0] = lines[1];
  own[1] = lines[0];
  swapped = update_of (&booked, &fields);
  g_assert_cmpstr (swapped, ==, "~b0 service_id\n~e2 position\n~e1 position\n");

  own[0] = lines[0];
  own[0].price_cents -= 500;
  own[1] = lines[1];
  cheaper = update_of (&booked, &fields);
  g_assert_cmpstr (cheaper, ==, "~e1 price\n");
}

static void
test_a_moved_booking_changes_its_time_alone (void)
{
  g_autoptr (SalonBooking) booking = salon_booking_new (&booked);
  g_autoptr (SalonBooking) moved =
    salon_booking_with_time (booking, salon_moment (DAY + 1, 9 * 60), 45);
  const SalonBookingFields *fields = salon_booking_get_fields (moved);
  g_autofree char *edits = update_of (&booked, fields);

  g_assert_cmpint (fields->day, ==, DAY + 1);
  g_assert_cmpint (fields->minute, ==, 9 * 60);
  g_assert_cmpint (fields->duration_minutes, ==, 45);
  g_assert_cmpstr (edits, ==, "~b0 booking_date booking_time duration_minutes\n");
  g_assert_cmpint (salon_booking_get_fields (booking)->day, ==, DAY);
}

static void
test_a_cancellation_has_an_instant_until_it_is_taken_back (void)
{
  SalonBookingFields fields = booked;
  g_autoptr (SalonBooking) booking = salon_booking_new (&booked);
  g_autoptr (SalonBooking) cancelled =
    salon_booking_with_status (booking, SALON_BOOKING_CANCELLED, NINE_THIRTY);
  g_autoptr (SalonBooking) reasoned = NULL;
  g_autoptr (SalonBooking) again = NULL;
  g_autoptr (SalonBooking) back = NULL;

  g_assert_cmpint (salon_booking_get_fields (cancelled)->status, ==, SALON_BOOKING_CANCELLED);
  g_assert_cmpint (salon_booking_get_fields (cancelled)->cancelled_at, ==, NINE_THIRTY);

  fields = *salon_booking_get_fields (cancelled);
  fields.cancellation_reason = "Ill";
  reasoned = salon_booking_new (&fields);
  again = salon_booking_with_status (reasoned, SALON_BOOKING_CANCELLED, NINE_THIRTY + 60);
  g_assert_cmpint (salon_booking_get_fields (again)->cancelled_at, ==, NINE_THIRTY);
  g_assert_cmpstr (salon_booking_get_fields (again)->cancellation_reason, ==, "Ill");

  back = salon_booking_with_status (reasoned, SALON_BOOKING_CONFIRMED, NINE_THIRTY + 60);
  g_assert_cmpint (salon_booking_get_fields (back)->status, ==, SALON_BOOKING_CONFIRMED);
  g_assert_cmpint (salon_booking_get_fields (back)->cancelled_at, ==, 0);
  g_assert_null (salon_booking_get_fields (back)->cancellation_reason);
}

static void
test_a_hold_expires_only_while_pending (void)
{
  SalonBookingFields fields = booked;
  g_autoptr (SalonBooking) pending = NULL;
  g_autoptr (SalonBooking) still = NULL;
  g_autoptr (SalonBooking) confirmed = NULL;
  g_autoptr (SalonBooking) cancelled = NULL;

  fields.status = SALON_BOOKING_PENDING;
  fields.hold_expires_at = NINE_THIRTY;
  pending = salon_booking_new (&fields);
  still = salon_booking_with_status (pending, SALON_BOOKING_PENDING, 1);
  confirmed = salon_booking_with_status (pending, SALON_BOOKING_CONFIRMED, 1);
  cancelled = salon_booking_with_status (pending, SALON_BOOKING_CANCELLED, 1);
  g_assert_cmpint (salon_booking_get_fields (still)->hold_expires_at, ==, NINE_THIRTY);
  g_assert_cmpint (salon_booking_get_fields (confirmed)->hold_expires_at, ==, 0);
  g_assert_cmpint (salon_booking_get_fields (cancelled)->hold_expires_at, ==, 0);
}

static void
test_anew_nothing_remains_of_what_became_of_it (void)
{
  SalonBookingFields fields = booked;

  fields.status = SALON_BOOKING_CANCELLED;
  fields.payment_status = "refunded";
  fields.cancellation_reason = "Malade";
  fields.forced_reason = "Mariage";
  fields.cancelled_at = NINE_THIRTY;
  fields.hold_expires_at = NINE_THIRTY;
  fields.double_booked = TRUE;
  salon_booking_begin_anew (&fields, salon_moment (DAY + 28, 600), NINE_THIRTY + 60);
  g_assert_cmpint (fields.day, ==, DAY + 28);
  g_assert_cmpint (fields.minute, ==, 600);
  g_assert_cmpint (fields.status, ==, SALON_BOOKING_CONFIRMED);
  g_assert_cmpstr (fields.payment_status, ==, "pending");
  g_assert_null (fields.cancellation_reason);
  g_assert_null (fields.forced_reason);
  g_assert_cmpint (fields.cancelled_at, ==, 0);
  g_assert_cmpint (fields.hold_expires_at, ==, 0);
  g_assert_cmpint (fields.created_at, ==, NINE_THIRTY + 60);
  g_assert_false (fields.double_booked);
  g_assert_cmpstr (fields.client_name, ==, booked.client_name);
  g_assert_cmpint (fields.price_cents, ==, booked.price_cents);
}

/* What a week's query may spend on making its values: see the store's benchmark. */
static void
test_a_thousand_bookings_are_made_in_no_time (void)
{
  g_autoptr (GPtrArray) bookings = g_ptr_array_new_with_free_func (g_object_unref);
  double elapsed;

  if (!g_test_perf ())
    {
      g_test_skip ("measured with -m perf");
      return;
    }
  g_test_timer_start ();
  for (int i = 0; i < 100000; i++)
    g_ptr_array_add (bookings, salon_booking_new (&booked));
  elapsed = g_test_timer_elapsed ();
  g_test_minimized_result (elapsed * 10.0, "a booking takes %.2f µs", elapsed * 10.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/booking/a-booking-keeps-its-own-texts-and-lines",
                   test_a_booking_keeps_its_own_texts_and_lines);
  g_test_add_func ("/salon/booking/a-booking-may-have-no-line", test_a_booking_may_have_no_line);
  g_test_add_func ("/salon/booking/the-chair-is-held-longer-than-the-visit",
                   test_the_chair_is_held_longer_than_the_visit);
  g_test_add_func ("/salon/booking/its-rows-are-in-the-wire-form-parents-first",
                   test_its_rows_are_in_the_wire_form_parents_first);
  g_test_add_func ("/salon/booking/an-inserted-booking-lacks-no-required-column",
                   test_an_inserted_booking_lacks_no_required_column);
  g_test_add_func ("/salon/booking/what-is-not-stored-makes-no-difference",
                   test_what_is_not_stored_makes_no_difference);
  g_test_add_func ("/salon/booking/lines-are-matched-by-their-id",
                   test_lines_are_matched_by_their_id);
  g_test_add_func ("/salon/booking/a-moved-booking-changes-its-time-alone",
                   test_a_moved_booking_changes_its_time_alone);
  g_test_add_func ("/salon/booking/a-cancellation-has-an-instant-until-it-is-taken-back",
                   test_a_cancellation_has_an_instant_until_it_is_taken_back);
  g_test_add_func ("/salon/booking/a-hold-expires-only-while-pending",
                   test_a_hold_expires_only_while_pending);
  g_test_add_func ("/salon/booking/anew-nothing-remains-of-what-became-of-it",
                   test_anew_nothing_remains_of_what_became_of_it);
  g_test_add_func ("/salon/booking/a-thousand-bookings-are-made-in-no-time",
                   test_a_thousand_bookings_are_made_in_no_time);
  return g_test_run ();
}
