/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/salon-today-page.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "accessible-names.h"
#include "common/salon-format.h"
#include "page-fixture.h"
#include "shown-labels.h"
#include "store-fixture.h"
#include "today/salon-today-row.h"

#define WIDE 1000
#define NARROW 360

static void
insert (SalonStore *store, const char *table, JsonObject *row)
{
  g_autoptr (JsonObject) taken = row;
  g_autoptr (SalonChange) change = fixture_insert (table, taken, "Insert");
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) applied = salon_store_apply (store, change, FIXTURE_NOW, &error);

  g_assert_no_error (error);
}

static void
insert_booking (SalonStore *store,
                guint number,
                const char *date,
                const char *time,
                const char *status,
                const char *name)
{
  JsonObject *row = fixture_booking (number, date, time, 30);

  json_object_set_string_member (row, "status", status);
  json_object_set_string_member (row, "client_name", name);
  json_object_set_string_member (row, "client_phone", "+33612345678");
  if (g_str_equal (status, "pending"))
    json_object_set_string_member (row, "hold_expires_at", "2026-03-12T09:12:00Z");
  insert (store, "bookings", row);
}

static void
insert_payment (SalonStore *store)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "id", "00000000-0000-7000-8000-00000000aaaa");
  json_object_set_string_member (row, "amount", "45.00");
  json_object_set_string_member (row, "payment_method", "card");
  json_object_set_string_member (row, "status", "completed");
  json_object_set_string_member (row, "created_at", "2026-03-12T08:00:00Z");
  insert (store, "payments", row);
}

/* It is Thursday 12 March 2026, 10:00; 09:00 in Greenwich. */
static void
fill_day (SalonStore *store, gconstpointer data)
{
  insert_booking (store, 101, "2026-03-12", "09:45:00", "confirmed", "Zoé Petit");
  insert_booking (store, 102, "2026-03-12", "11:00:00", "confirmed", "Marie Durand");
  insert_booking (store, 103, "2026-03-12", "09:00:00", "completed", "Anne Brun");
  insert_booking (store, 104, "2026-03-19", "14:00:00", "pending", "Élodie Martin");
  insert_booking (store, 105, "2026-03-11", "14:00:00", "no_show", "Carla Roux");
  insert_payment (store);
}

static void
fill_nothing (SalonStore *store, gconstpointer data)
{
}

static void
set_up (PageFixture *fixture, gconstpointer data)
{
  page_fixture_set_up_filled (fixture, fill_day, NULL, salon_today_page_new,
                              GPOINTER_TO_INT (data));
}

static void
set_up_empty (PageFixture *fixture, gconstpointer data)
{
  page_fixture_set_up_filled (fixture, fill_nothing, NULL, salon_today_page_new,
                              GPOINTER_TO_INT (data));
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static SalonTodayRow *
get_row (PageFixture *fixture, const char *list, int index)
{
  GtkListBox *box = page_fixture_get_child (fixture->page, list);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (box, index);

  g_assert_nonnull (row);
  return SALON_TODAY_ROW (row);
}

static const char *
get_name (SalonTodayRow *row)
{
  return salon_booking_get_fields (salon_today_row_get_booking (row))->client_name;
}

static SalonBookingStatus
get_status (PageFixture *fixture, guint number)
{
  g_autofree char *id = fixture_id (number);
  g_autoptr (SalonBooking) booking =
    salon_reader_get_booking (salon_session_get_reader (fixture->session), id, NULL);

  g_assert_nonnull (booking);
  return salon_booking_get_fields (booking)->status;
}

static gboolean
is_shown (PageFixture *fixture, const char *text)
{
  return shown_labels_find (fixture->page, text) != NULL;
}

static void
test_day (PageFixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (get_name (get_row (fixture, "started_list", 0)), ==, "Zoé Petit");
  g_assert_cmpstr (get_name (get_row (fixture, "coming_list", 0)), ==, "Marie Durand");
  g_assert_cmpstr (get_name (get_row (fixture, "done_list", 0)), ==, "Anne Brun");
  g_assert_cmpstr (get_name (get_row (fixture, "pending_list", 0)), ==, "Élodie Martin");
  g_assert_cmpstr (get_name (get_row (fixture, "calls_list", 0)), ==, "Carla Roux");
  g_assert_true (is_shown (fixture, "15 min late"));
  g_assert_true (is_shown (fixture, "Held for 12 more minutes"));
  g_assert_true (is_shown (fixture, "Did not come yesterday at 14:00"));
  g_assert_true (is_shown (fixture, "Card: €45.00\nIn all: €45.00"));
  g_assert_true (is_shown (fixture, "06 12 34 56 78"));
}

static void
press (PageFixture *fixture, const char *step)
{
  guint n_before = fixture->n_changes;

  gtk_widget_activate_action (fixture->page, "today.do", "(ss)", "", step);
  page_fixture_wait_for_change (fixture, n_before);
}

/* Without the pointer: the row has the focus, keeps it, and the next step follows. */
static void
test_arrival (PageFixture *fixture, gconstpointer data)
{
  GtkWidget *row = GTK_WIDGET (get_row (fixture, "started_list", 0));

  g_assert_true (gtk_widget_grab_focus (row));
  press (fixture, "arrived");
  g_assert_cmpint (get_status (fixture, 101), ==, SALON_BOOKING_ARRIVED);
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (fixture->page)) == row);
  g_assert_false (is_shown (fixture, "15 min late"));
  press (fixture, "completed");
  g_assert_cmpint (get_status (fixture, 101), ==, SALON_BOOKING_COMPLETED);
  g_assert_cmpstr (get_name (get_row (fixture, "done_list", 1)), ==, "Zoé Petit");
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (fixture->page))
                 == GTK_WIDGET (get_row (fixture, "done_list", 1)));
  page_fixture_undo (fixture);
  g_assert_cmpint (get_status (fixture, 101), ==, SALON_BOOKING_ARRIVED);
  g_assert_cmpstr (get_name (get_row (fixture, "started_list", 0)), ==, "Zoé Petit");
}

static GtkButton *
find_button (GtkWidget *row, const char *label)
{
  for (guint i = 0; i < page_fixture_count (row, GTK_TYPE_BUTTON); i++)
    {
      GtkButton *button = page_fixture_find (row, GTK_TYPE_BUTTON, i);

      if (g_strcmp0 (gtk_button_get_label (button), label) == 0)
        return button;
    }
  g_assert_not_reached ();
}

static void
test_pending (PageFixture *fixture, gconstpointer data)
{
  guint n_before = fixture->n_changes;
  GtkWidget *list = page_fixture_get_child (fixture->page, "pending_list");

  g_signal_emit_by_name (find_button (GTK_WIDGET (get_row (fixture, "pending_list", 0)), "Confirm"),
                         "clicked");
  page_fixture_wait_for_change (fixture, n_before);
  g_assert_cmpint (get_status (fixture, 104), ==, SALON_BOOKING_CONFIRMED);
  g_assert_false (gtk_widget_get_visible (list));
  page_fixture_undo (fixture);
  g_assert_cmpint (get_status (fixture, 104), ==, SALON_BOOKING_PENDING);
  g_assert_true (gtk_widget_get_visible (list));
  n_before = fixture->n_changes;
  g_signal_emit_by_name (find_button (GTK_WIDGET (get_row (fixture, "pending_list", 0)), "Decline"),
                         "clicked");
  page_fixture_wait_for_change (fixture, n_before);
  g_assert_cmpint (get_status (fixture, 104), ==, SALON_BOOKING_CANCELLED);
  page_fixture_undo (fixture);
  g_assert_cmpint (get_status (fixture, 104), ==, SALON_BOOKING_PENDING);
}

/* A key does nothing that the life of the booking has no step for. */
static void
test_impossible (PageFixture *fixture, gconstpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_row (fixture, "done_list", 0)));
  gtk_widget_activate_action (fixture->page, "today.do", "(ss)", "", "arrived");
  page_fixture_settle ();
  g_assert_cmpint (get_status (fixture, 103), ==, SALON_BOOKING_COMPLETED);
}

/* What is told anew each minute; and what was held for too long turns into what it is. */
static void
test_minutes_pass (PageFixture *fixture, gconstpointer data)
{
  GtkWidget *list = page_fixture_get_child (fixture->page, "pending_list");
  SalonDay today = salon_day_from_ymd (2026, 3, 12);

  salon_session_set_now (fixture->session, salon_moment (today, 11 * 60 + 5));
  salon_session_receive (fixture->session, NULL);
  page_fixture_settle ();
  g_assert_cmpstr (get_name (get_row (fixture, "started_list", 1)), ==, "Marie Durand");
  g_assert_true (is_shown (fixture, "5 min late"));
  while (get_status (fixture, 104) == SALON_BOOKING_PENDING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (get_status (fixture, 104), ==, SALON_BOOKING_CANCELLED);
  while (page_fixture_count (list, SALON_TYPE_TODAY_ROW) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_names (PageFixture *fixture, gconstpointer data)
{
  g_autofree char *missing = accessible_names_find_missing (fixture->page);

  g_assert_cmpstr (missing, ==, "");
}

static void
test_empty (PageFixture *fixture, gconstpointer data)
{
  /* No hours yet: the salon is never open. */
  g_assert_true (is_shown (fixture, "Closed Today"));
  g_assert_true (is_shown (fixture, "Nothing to confirm and nobody to call."));
  g_assert_false (gtk_widget_get_visible (page_fixture_get_child (fixture->page, "takings_box")));
}

static void
set_up_french (PageFixture *fixture, gconstpointer data)
{
  setlocale (LC_ALL, "fr_FR.UTF-8");
  set_up (fixture, data);
}

static void
test_french (PageFixture *fixture, gconstpointer data)
{
  if (salon_format_get_language () == SALON_LANGUAGE_FRENCH)
    {
      g_assert_true (is_shown (fixture, "15\u00a0min de retard"));
      g_assert_true (is_shown (fixture, "Réservé encore 12 minutes"));
      g_assert_true (is_shown (fixture, "Absence hier à 14:00"));
      g_assert_true (is_shown (fixture, "À confirmer"));
      g_assert_cmpint (gtk_widget_get_width (fixture->page), <=, NARROW);
    }
  else
    g_test_skip ("this system has no locale fr_FR.UTF-8");
  setlocale (LC_ALL, "C.UTF-8");
}

#define ADD(path, width, set_up_salon, test)                                                       \
  g_test_add ("/salon/today-page/" path, PageFixture, GINT_TO_POINTER (width), set_up_salon, test, \
              tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *translations = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);
  g_unsetenv ("LANGUAGE");
  adw_init ();
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("the-day-and-what-is-to-be-seen-to", WIDE, set_up, test_day);
  ADD ("the-same-on-a-narrow-window", NARROW, set_up, test_day);
  ADD ("an-arrival-is-ticked-by-keyboard", WIDE, set_up, test_arrival);
  ADD ("a-web-booking-is-confirmed-declined-and-undone", WIDE, set_up, test_pending);
  ADD ("a-key-does-nothing-impossible", WIDE, set_up, test_impossible);
  ADD ("it-follows-the-clock", WIDE, set_up, test_minutes_pass);
  ADD ("in-french-on-a-narrow-window", NARROW, set_up_french, test_french);
  ADD ("everything-focusable-has-a-name", WIDE, set_up, test_names);
  ADD ("a-day-without-anybody", WIDE, set_up_empty, test_empty);
  return g_test_run ();
}
