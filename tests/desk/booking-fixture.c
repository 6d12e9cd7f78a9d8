/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "booking-fixture.h"

#include "bookings/salon-booking-save.h"
#include "store/salon-id.h"

#include <glib/gstdio.h>

static SalonService *
make_service (const char *name,
              const char *category,
              int duration_minutes,
              int buffer_minutes,
              gint64 price_cents,
              int position)
{
  g_autofree char *id = salon_id_new ();
  const SalonServiceFields fields = {
    .id = id,
    .name = name,
    .category = category,
    .duration_minutes = duration_minutes,
    .buffer_minutes = buffer_minutes,
    .price_cents = price_cents,
    .is_active = TRUE,
    .position = position,
  };
  return salon_service_new (&fields);
}

static SalonClient *
make_marie (void)
{
  g_autofree char *id = salon_id_new ();
  const SalonClientFields fields = {
    .id = id,
    .name = "Marie Durand",
    .phone = "+33612345678",
    .email = "marie@example.fr",
    .allergies = "latex",
    .language = "fr",
    .created_at = 1,
  };
  return salon_client_new (&fields);
}

static void
add_window (SalonChangeBuilder *builder, int weekday, const char *start, const char *end)
{
  g_autofree char *id = salon_id_new ();
  g_autoptr (JsonObject) row = json_object_new ();

  json_object_set_string_member (row, "id", id);
  json_object_set_int_member (row, "day_of_week", weekday);
  json_object_set_string_member (row, "start_time", start);
  json_object_set_string_member (row, "end_time", end);
  json_object_set_boolean_member (row, "is_active", TRUE);
  json_object_set_null_member (row, "staff_id");
  salon_change_builder_insert (builder, "availabilities", row);
}

static void
furnish (BookingFixture *self)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  self->gel = make_service ("Gel nails", "ongles", 60, 10, 4500, 0);
  self->brows = make_service ("Brows", "regard", 15, 0, 1250, 1);
  self->massage = make_service ("Massage", "massage", 90, 0, 9500, 2);
  self->marie = make_marie ();
  salon_service_add_insert (self->gel, builder);
  salon_service_add_insert (self->brows, builder);
  salon_service_add_insert (self->massage, builder);
  salon_client_add_insert (self->marie, builder);
  for (int weekday = 1; weekday <= 5; weekday++)
    {
      add_window (builder, weekday, "09:00:00", "12:30:00");
      add_window (builder, weekday, "14:00:00", "19:00:00");
    }
  change = salon_change_builder_end (builder, "Furnish the salon");
  booking_fixture_commit (self, change, &error);
  g_assert_no_error (error);
}

void
booking_fixture_set_up (BookingFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("salon-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (self->folder, "salon.sqlite", NULL);
  self->session = salon_session_open (path, FALSE, &error);
  g_assert_no_error (error);
  salon_session_set_now (self->session, salon_moment (TODAY, 8 * 60));
  furnish (self);
}

void
booking_fixture_tear_down (BookingFixture *self, gconstpointer unused)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  salon_session_close (self->session);
  /* Widgets go with their last frame, and the session with the last widget. A leak waits for ever,
   * which the test's time limit ends. */
  g_object_add_weak_pointer (G_OBJECT (self->session), (gpointer *) &self->session);
  g_object_unref (self->session);
  while (self->session != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (self->gel);
  g_object_unref (self->brows);
  g_object_unref (self->massage);
  g_object_unref (self->marie);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;
  *place = g_object_ref (result);
}

gboolean
booking_fixture_commit (BookingFixture *self, SalonChange *change, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  salon_session_commit_async (self->session, change, committed_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return salon_session_commit_finish (self->session, result, error);
}

SalonBookingForm *
booking_fixture_make_form (BookingFixture *self, int minute)
{
  SalonBookingForm *form = salon_booking_form_new (salon_session_get_staff_id (self->session));

  salon_booking_form_set_client (form, self->marie);
  salon_booking_form_add_service (form, self->gel);
  salon_booking_form_set_start (form, TUESDAY, minute);
  return form;
}

SalonBooking *
booking_fixture_save (BookingFixture *self, SalonBookingForm *form)
{
  gint64 now = salon_session_get_instant (self->session);
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;
  SalonBooking *booking = NULL;

  g_assert_cmpint (salon_booking_form_get_problems (form), ==, SALON_BOOKING_PROBLEM_NONE);
  change = salon_booking_save_build_change (form, now);
  g_assert_nonnull (change);
  booking_fixture_commit (self, change, &error);
  g_assert_no_error (error);
  booking = salon_reader_get_booking (salon_session_get_reader (self->session),
                                      salon_booking_form_get_id (form), &error);
  g_assert_no_error (error);
  return booking;
}
