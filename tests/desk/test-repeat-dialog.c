/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repeating a booking in a window, in French: a date that is not free is put right, then all are made. */
#include "planning/salon-repeat-dialog.h"

#include <libintl.h>
#include <locale.h>

#include "accessible-names.h"
#include "common/salon-dialog.h"
#include "core/salon-series.h"
#include "page-fixture.h"

static void
set_up (PageFixture *fixture, gconstpointer unused)
{
  page_fixture_set_up (fixture, 0, NULL, 900);
}

static void
tear_down (PageFixture *fixture, gconstpointer unused)
{
  page_fixture_tear_down (fixture);
}

static void
commit (PageFixture *fixture, SalonChange *change)
{
  g_autoptr (SalonChange) taken = change;
  guint n_before = fixture->n_changes;

  salon_session_commit (fixture->session, taken);
  page_fixture_wait_for_change (fixture, n_before);
}

static SalonBooking *
make_booking (PageFixture *fixture, const char *id, const char *name, SalonDay day, int minute)
{
  return salon_booking_new (&(SalonBookingFields) {
    .id = id,
    .staff_id = salon_session_get_staff_id (fixture->session),
    .client_name = name,
    .status = SALON_BOOKING_CONFIRMED,
    .payment_status = "pending",
    .day = day,
    .minute = minute,
    .duration_minutes = 60,
    .created_at = 1,
  });
}

static SalonBooking *
book (PageFixture *fixture, const char *id, const char *name, SalonDay day, int minute)
{
  SalonBooking *booking = make_booking (fixture, id, name, day, minute);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  salon_booking_add_insert (booking, builder);
  commit (fixture, salon_change_builder_end (builder, "Book"));
  return booking;
}

/* Open every day from nine to seven. */
static void
open_salon (PageFixture *fixture)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  for (int day = 0; day < 7; day++)
    {
      g_autoptr (JsonObject) row = json_object_new ();
      g_autofree char *id = g_strdup_printf ("00000000-0000-7000-8000-0000000000a%d", day);

      json_object_set_string_member (row, "id", id);
      json_object_set_int_member (row, "day_of_week", day);
      json_object_set_string_member (row, "start_time", "09:00:00");
      json_object_set_string_member (row, "end_time", "19:00:00");
      json_object_set_boolean_member (row, "is_active", TRUE);
      json_object_set_null_member (row, "staff_id");
      salon_change_builder_insert (builder, "availabilities", row);
    }
  commit (fixture, salon_change_builder_end (builder, "Hours"));
}

static const char *
get_subtitle (AdwDialog *dialog, guint nth)
{
  GtkWidget *group = page_fixture_get_child (dialog, "dates_group");

  return adw_action_row_get_subtitle (page_fixture_find (group, ADW_TYPE_ACTION_ROW, nth));
}

static gboolean
can_create (AdwDialog *dialog)
{
  GtkWidget *button = page_fixture_find (dialog, GTK_TYPE_BUTTON, 0);

  for (guint nth = 0;
       g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "repeat.create") != 0;
       nth++)
    button = page_fixture_find (dialog, GTK_TYPE_BUTTON, nth);
  return gtk_widget_is_sensitive (button);
}

static void
test_mend_and_create (PageFixture *fixture, gconstpointer unused)
{
  SalonDay day = salon_day_from_ymd (2026, 4, 16);
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (SalonBooking) other = NULL;
  g_autoptr (GPtrArray) made = NULL;
  g_autofree char *missing = NULL;
  AdwDialog *dialog = NULL;
  guint n_before;

  open_salon (fixture);
  booking = book (fixture, "00000000-0000-7000-8000-000000000001", "Marie", day, 14 * 60);
  other = book (fixture, "00000000-0000-7000-8000-000000000002", "Léa", day + 7, 14 * 60 + 30);
  dialog = salon_repeat_dialog_new (fixture->session, booking);
  salon_dialog_present (dialog, fixture->page);
  adw_spin_row_set_value (page_fixture_get_child (dialog, "every_row"), 1);
  adw_spin_row_set_value (page_fixture_get_child (dialog, "count_row"), 4);
  page_fixture_settle ();

  /* 23 April is taken, 30 April and 7 May are free, 14 May is Ascension Day. */
  g_assert_cmpstr (get_subtitle (dialog, 0), ==, "Léa jusqu’à 15:30");
  g_assert_cmpstr (get_subtitle (dialog, 1), ==, "Libre");
  g_assert_cmpstr (get_subtitle (dialog, 3), ==, "Fermé : Ascension");
  g_assert_false (can_create (dialog));
  missing = accessible_names_find_missing (page_fixture_get_child (dialog, "dates_group"));
  g_assert_cmpstr (missing, ==, "");

  gtk_widget_activate_action (GTK_WIDGET (dialog), "repeat.set-start", "(ux)", 0u,
                              salon_moment (day + 7, 16 * 60));
  g_assert_cmpstr (get_subtitle (dialog, 0), ==, "Libre");
  g_assert_false (can_create (dialog));
  gtk_check_button_set_active (page_fixture_find (page_fixture_get_child (dialog, "dates_group"),
                                                  GTK_TYPE_CHECK_BUTTON, 3),
                               FALSE);
  g_assert_cmpstr (get_subtitle (dialog, 3), ==, "Laissé de côté");
  g_assert_true (can_create (dialog));

  n_before = fixture->n_changes;
  gtk_widget_activate_action (GTK_WIDGET (dialog), "repeat.create", NULL);
  page_fixture_wait_for_change (fixture, n_before);
  g_assert_cmpstr (fixture->last_label, ==, "Répéter 3 fois le rendez-vous de Marie");
  made = salon_reader_list_bookings (salon_session_get_reader (fixture->session), day, day + 60,
                                     SALON_BOOKINGS_ALL, NULL);
  g_assert_cmpuint (made->len, ==, 5);
  g_assert_nonnull (salon_booking_get_fields (g_ptr_array_index (made, 0))->series_id);

  page_fixture_undo (fixture);
  g_clear_pointer (&made, g_ptr_array_unref);
  made = salon_reader_list_bookings (salon_session_get_reader (fixture->session), day, day + 60,
                                     SALON_BOOKINGS_ALL, NULL);
  g_assert_cmpuint (made->len, ==, 2);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/repeat-dialog/" path, PageFixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *translations = NULL;

  g_test_init (&argc, &argv, NULL);
  translations = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);
  g_unsetenv ("LANGUAGE");
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (setlocale (LC_ALL, "fr_FR.UTF-8") == NULL)
    return 77;
  gtk_disable_setlocale ();
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("a-date-is-put-right-and-all-are-made", test_mend_and_create);
  return g_test_run ();
}
