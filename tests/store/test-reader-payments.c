/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"
#include "store/salon-reader.h"

#define BOOKING 0x300

static void
insert (StoreFixture *fixture,
        guint number,
        gint64 at,
        gint64 cents,
        const char *method,
        const char *status,
        guint reverses)
{
  g_autofree char *id = fixture_id (number);
  g_autofree char *booking = fixture_id (BOOKING);
  g_autofree char *other = fixture_id (reverses);
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO payments (id, booking_id, amount, payment_method, status,\n"
                     "  metadata, created_at, reverses)\n"
                     "VALUES ('%s', '%s', %d, '%s', '%s', '{\"deposit\":\"arrhes\"}', %d, %s%s%s)",
                     id, booking, (int) cents, method, status, (int) at, reverses > 0 ? "'" : "",
                     reverses > 0 ? other : "NULL", reverses > 0 ? "'" : "");

  g_assert_cmpint (store_fixture_execute (fixture, sql), ==, SQLITE_OK);
}

static void
fill (StoreFixture *fixture)
{
  g_autoptr (JsonObject) booking = fixture_booking (BOOKING, "2026-03-12", "14:30:00", 60);
  g_autoptr (SalonChange) applied =
    store_fixture_apply (fixture, fixture_insert ("bookings", booking, "Insert"));

  insert (fixture, 1, 1000, 4500, "cash", "completed", 0);
  insert (fixture, 2, 1999, 2000, "card", "completed", 0);
  insert (fixture, 3, 2000, 1, "card", "completed", 0);
  insert (fixture, 4, 999, 7, "cash", "completed", 0);
  insert (fixture, 5, 1500, -4500, "cash", "completed", 1);
  insert (fixture, 6, 1500, 3000, "stripe", "pending", 0);
  insert (fixture, 7, 1500, 3000, "stripe", "refunded", 0);
  insert (fixture, 8, 1500, 800, "stripe", "refunded", 0);
  insert (fixture, 9, 1600, -800, "stripe", "completed", 8);
}

static SalonReader *
open_reader (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SalonReader *reader = salon_reader_open (fixture->path, &error);

  g_assert_no_error (error);
  return reader;
}

static void
test_a_stretch_is_half_open (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  SalonTakings takings;

  fill (fixture);
  reader = open_reader (fixture);
  g_assert_true (salon_reader_sum_payments (reader, 1000, 2000, &takings, &error));
  g_assert_no_error (error);
  g_assert_cmpint (takings.cents[SALON_MEANS_CASH], ==, 0);
  g_assert_cmpint (takings.cents[SALON_MEANS_CARD], ==, 2000);
  g_assert_cmpint (takings.cents[SALON_MEANS_OTHER], ==, 0);
  g_assert_cmpint (takings.total_cents, ==, 2000);
  g_assert_cmpint (takings.n_payments, ==, 5);

  g_assert_true (salon_reader_sum_payments (reader, 0, 3000, &takings, &error));
  g_assert_cmpint (takings.total_cents, ==, 2008);
}

static void
test_payments_of_a_booking_oldest_first (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonReader) reader = NULL;
  g_autoptr (GPtrArray) payments = NULL;
  g_autofree char *booking = fixture_id (BOOKING);
  g_autofree char *first = fixture_id (1);
  const SalonPaymentFields *fields = NULL;

  fill (fixture);
  reader = open_reader (fixture);
  payments = salon_reader_list_payments (reader, booking, NULL);
  g_assert_cmpuint (payments->len, ==, 9);
  fields = salon_payment_get_fields (g_ptr_array_index (payments, 0));
  g_assert_cmpint (fields->amount_cents, ==, 7);
  g_assert_cmpint (fields->deposit, ==, SALON_DEPOSIT_ARRHES);
  fields = salon_payment_get_fields (g_ptr_array_index (payments, 2));
  g_assert_cmpstr (fields->reverses, ==, first);
  g_assert_cmpint (salon_payments_sum (payments), ==, 2008);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/reader-payments/" path, StoreFixture, NULL, store_fixture_set_up, test,      \
              store_fixture_tear_down)
  ADD ("a-stretch-is-half-open", test_a_stretch_is_half_open);
  ADD ("payments-of-a-booking-oldest-first", test_payments_of_a_booking_oldest_first);
#undef ADD
  return g_test_run ();
}
