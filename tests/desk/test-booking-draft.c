/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the editor opens with, from what was known before. */
#include "bookings/salon-booking-draft.h"

#include "booking-fixture.h"

static void
count_cb (guint *n_failures)
{
  (*n_failures)++;
}

static void
test_nothing (BookingFixture *self, gconstpointer unused)
{
  g_autoptr (SalonBookingForm) form = salon_booking_draft_make_form (NULL, self->session);
  gsize n_lines;

  g_assert_null (salon_booking_form_get_booking (form));
  g_assert_cmpint (salon_booking_form_get_client_kind (form), ==, SALON_BOOKING_CLIENT_NONE);
  salon_booking_form_get_lines (form, &n_lines);
  g_assert_cmpuint (n_lines, ==, 0);
  g_assert_cmpint (salon_booking_form_get_day (form), ==, SALON_DAY_NONE);
  g_assert_cmpint (salon_booking_form_get_minute (form), ==, -1);
  g_assert_false (salon_booking_form_is_dirty (form));
}

/* A service that is no more among those on offer is left out. */
static void
test_line (BookingFixture *self, gconstpointer unused)
{
  const char *const services[] = { salon_service_get_fields (self->brows)->id,
                                   "00000000-0000-7000-8000-000000000000",
                                   salon_service_get_fields (self->gel)->id, NULL };
  const SalonBookingDraft draft = {
    .client_id = salon_client_get_fields (self->marie)->id,
    .day = TUESDAY,
    .minute = 600,
    .service_ids = services,
  };
  g_autoptr (SalonBookingForm) form = salon_booking_draft_make_form (&draft, self->session);
  gsize n_lines;
  const SalonBookingLine *lines = salon_booking_form_get_lines (form, &n_lines);

  g_assert_cmpuint (n_lines, ==, 2);
  g_assert_cmpstr (lines[0].name, ==, "Brows");
  g_assert_cmpstr (lines[1].name, ==, "Gel nails");
  g_assert_cmpstr (salon_client_get_fields (salon_booking_form_get_client (form))->name, ==,
                   "Marie Durand");
  g_assert_cmpint (salon_booking_form_get_day (form), ==, TUESDAY);
  g_assert_cmpint (salon_booking_form_get_minute (form), ==, 600);
}

static void
test_stranger (BookingFixture *self, gconstpointer unused)
{
  const SalonBookingDraft draft = {
    .client_name = "Julie Petit",
    .client_phone = "+33698765432",
    .day = SALON_DAY_NONE,
    .minute = -1,
  };
  g_autoptr (SalonBookingForm) form = salon_booking_draft_make_form (&draft, self->session);

  g_assert_cmpint (salon_booking_form_get_client_kind (form), ==, SALON_BOOKING_CLIENT_NEW);
  g_assert_cmpstr (salon_booking_form_get_name (form), ==, "Julie Petit");
  g_assert_cmpstr (salon_booking_form_get_phone (form), ==, "06 98 76 54 32");
}

static void
test_gone (BookingFixture *self, gconstpointer unused)
{
  const SalonBookingDraft draft = { .booking_id = "00000000-0000-7000-8000-000000000000" };
  guint n_failures = 0;

  g_signal_connect_swapped (self->session, "failed", G_CALLBACK (count_cb), &n_failures);
  g_assert_null (salon_booking_draft_make_form (&draft, self->session));
  g_assert_cmpuint (n_failures, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                            \
  g_test_add ("/salon/booking-draft/" path, BookingFixture, NULL, booking_fixture_set_up, test,    \
              booking_fixture_tear_down)
  ADD ("nothing-known-is-an-empty-booking", test_nothing);
  ADD ("what-a-line-says-is-filled-in", test_line);
  ADD ("who-is-no-client-yet-is-a-new-one", test_stranger);
  ADD ("a-booking-that-is-gone-is-told", test_gone);
#undef ADD
  return g_test_run ();
}
