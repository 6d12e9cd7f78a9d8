/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookings/salon-bookings-page.h"

#include <string.h>

#include "accessible-names.h"
#include "bookings/salon-booking-cell.h"
#include "bookings/salon-booking-filter-bar.h"
#include "page-fixture.h"
#include "shown-labels.h"

#define WIDE 1000
#define NARROW 360

typedef struct
{
  int n_bookings;
  int width;
} Salon;

static const Salon wide = { 400, WIDE };
static const Salon narrow = { 400, NARROW };
static const Salon empty = { 0, WIDE };

static GListModel *
get_list (PageFixture *fixture)
{
  GtkListView *list_view = page_fixture_get_child (fixture->page, "list_view");

  return G_LIST_MODEL (gtk_list_view_get_model (list_view));
}

static const char *
get_sum (PageFixture *fixture)
{
  return gtk_label_get_text (page_fixture_get_child (fixture->page, "sum_label"));
}

/* Until the worker has answered: the rows, and then what they bring, which @before did not say. */
static void
wait_for_sum (PageFixture *fixture, const char *before)
{
  while (g_strcmp0 (get_sum (fixture), before) == 0
         || (g_list_model_get_n_items (get_list (fixture)) > 0
             && strstr (get_sum (fixture), "·") == NULL))
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

static void
set_up (PageFixture *fixture, gconstpointer data)
{
  const Salon *salon = data;

  page_fixture_set_up (fixture, salon->n_bookings, salon_bookings_page_new, salon->width);
  wait_for_sum (fixture, "");
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static const char *
get_state (PageFixture *fixture)
{
  return gtk_stack_get_visible_child_name (page_fixture_get_child (fixture->page, "stack"));
}

static gpointer
get_control (PageFixture *fixture, const char *name)
{
  return page_fixture_get_child (page_fixture_get_child (fixture->page, "filter"), name);
}

static guint
count (PageFixture *fixture)
{
  return g_list_model_get_n_items (get_list (fixture));
}

static void
choose (PageFixture *fixture, const char *name, guint selected)
{
  g_autofree char *before = g_strdup (get_sum (fixture));

  gtk_drop_down_set_selected (get_control (fixture, name), selected);
  wait_for_sum (fixture, before);
}

static void
search (PageFixture *fixture, const char *text)
{
  g_autofree char *before = g_strdup (get_sum (fixture));
  GtkWidget *entry = get_control (fixture, "search_entry");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  /* At once, without the pause that spares the store while one types. */
  g_signal_emit_by_name (entry, "search-changed");
  wait_for_sum (fixture, before);
}

static const SalonBookingFields *
get_fields (PageFixture *fixture, guint position)
{
  g_autoptr (SalonBooking) booking = g_list_model_get_item (get_list (fixture), position);

  g_assert_nonnull (booking);
  return salon_booking_get_fields (booking);
}

static void
test_periods (PageFixture *fixture, gconstpointer data)
{
  SalonDay today = salon_day_from_ymd (2026, 3, 12);
  guint n_coming = count (fixture);

  g_assert_cmpstr (get_state (fixture), ==, "list");
  g_assert_cmpint (get_fields (fixture, 0)->day, >=, today);
  choose (fixture, "period_drop", SALON_PERIOD_PAST);
  guint n_past = count (fixture);
  /* The past begins with what is nearest. */
  g_assert_cmpint (get_fields (fixture, 0)->day, <, today);
  g_assert_cmpint (get_fields (fixture, 0)->day, >, get_fields (fixture, n_past - 1)->day);
  choose (fixture, "period_drop", SALON_PERIOD_ALL);
  g_assert_cmpuint (count (fixture), ==, n_past + n_coming);
}

static void
test_filter (PageFixture *fixture, gconstpointer data)
{
  guint n_coming = count (fixture);
  GtkCheckButton *check = page_fixture_find (get_control (fixture, "status_box"),
                                             GTK_TYPE_CHECK_BUTTON, SALON_BOOKING_COMPLETED);
  g_autofree char *before = NULL;

  choose (fixture, "period_drop", SALON_PERIOD_ALL);
  before = g_strdup (get_sum (fixture));
  gtk_check_button_set_active (check, TRUE);
  wait_for_sum (fixture, before);
  for (guint i = 0; i < count (fixture); i++)
    g_assert_cmpint (get_fields (fixture, i)->status, ==, SALON_BOOKING_COMPLETED);
  guint n_completed = count (fixture);
  choose (fixture, "service_drop", 1);
  g_assert_cmpuint (count (fixture), <, n_completed);
  g_assert_cmpuint (count (fixture), >, 0);
  salon_booking_filter_bar_open (page_fixture_get_child (fixture->page, "filter"));
  while (count (fixture) <= n_completed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count (fixture), >, n_coming);
  page_fixture_settle ();
}

static void
test_dates (PageFixture *fixture, gconstpointer data)
{
  SalonDay first = salon_day_from_ymd (2026, 2, 10);

  choose (fixture, "period_drop", SALON_PERIOD_DATES);
  g_autofree char *whole = g_strdup (get_sum (fixture));
  gtk_editable_set_text (get_control (fixture, "from_entry"), "10/02/2026");
  wait_for_sum (fixture, whole);
  g_autofree char *half = g_strdup (get_sum (fixture));
  gtk_editable_set_text (get_control (fixture, "to_entry"), "14/02/2026");
  wait_for_sum (fixture, half);
  g_assert_cmpuint (count (fixture), >, 0);
  for (guint i = 0; i < count (fixture); i++)
    {
      g_assert_cmpint (get_fields (fixture, i)->day, >=, first);
      g_assert_cmpint (get_fields (fixture, i)->day, <=, first + 4);
    }
  gtk_editable_set_text (get_control (fixture, "to_entry"), "nonsense");
  g_assert_nonnull (shown_labels_find (fixture->page, "A day looks like 14/03/2026."));
  page_fixture_settle ();
}

static void
test_nothing_found (PageFixture *fixture, gconstpointer data)
{
  search (fixture, "zzzz");
  g_assert_cmpstr (get_state (fixture), ==, "not-found");
  search (fixture, "");
  g_assert_cmpstr (get_state (fixture), ==, "list");
}

static void
test_empty (PageFixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (get_state (fixture), ==, "empty");
}

/* Without the pointer, on the row that is chosen. */
static void
test_keys (PageFixture *fixture, gconstpointer data)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (get_list (fixture));
  guint position = 0;
  guint n_before;

  while (get_fields (fixture, position)->status != SALON_BOOKING_CONFIRMED)
    position++;
  gtk_single_selection_set_selected (selection, position);
  n_before = fixture->n_changes;
  gtk_widget_activate_action (fixture->page, "bookings.do", "s", "arrived");
  page_fixture_wait_for_change (fixture, n_before);
  while (get_fields (fixture, position)->status != SALON_BOOKING_ARRIVED)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_undo (fixture);
  while (get_fields (fixture, position)->status != SALON_BOOKING_CONFIRMED)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

/* One widget each: a list view keeps two hundred. */
static void
test_cells (PageFixture *fixture, gconstpointer data)
{
  GtkWidget *cell = page_fixture_find (fixture->page, SALON_TYPE_BOOKING_CELL, 0);
  int height_before;
  int height;

  g_assert_null (gtk_widget_get_first_child (cell));
  gtk_widget_measure (cell, GTK_ORIENTATION_VERTICAL, -1, &height_before, NULL, NULL, NULL);
  g_object_set (cell, "is-narrow", TRUE, NULL);
  gtk_widget_measure (cell, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, >, height_before + height_before / 3);
}

static void
test_narrow (PageFixture *fixture, gconstpointer data)
{
  gboolean is_narrow = FALSE;
  SalonBookingCell *cell = page_fixture_find (fixture->page, SALON_TYPE_BOOKING_CELL, 0);

  g_object_get (cell, "is-narrow", &is_narrow, NULL);
  g_assert_true (is_narrow);
  g_assert_false (gtk_widget_get_visible (page_fixture_get_child (fixture->page, "heading_box")));
  g_assert_cmpint (gtk_widget_get_width (fixture->page), <=, NARROW);
}

static void
test_names (PageFixture *fixture, gconstpointer data)
{
  g_autofree char *missing = NULL;

  choose (fixture, "period_drop", SALON_PERIOD_DATES);
  missing = accessible_names_find_missing (fixture->page);
  g_assert_cmpstr (missing, ==, "");
}

static void
assert_days (SalonPeriod period, const char *expected)
{
  SalonDay today = salon_day_from_ymd (2026, 3, 12);
  SalonDay from, to;
  g_autofree char *first = NULL;
  g_autofree char *end = NULL;
  g_autofree char *found = NULL;

  salon_booking_filter_bar_get_days (period, today, 0, &from, &to);
  first = from != SALON_DAY_NONE ? salon_day_format (from) : g_strdup ("");
  end = to != SALON_DAY_NONE ? salon_day_format (to) : g_strdup ("");
  found = g_strdup_printf ("%s/%s", first, end);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_quick_choices (void)
{
  assert_days (SALON_PERIOD_COMING, "2026-03-12/");
  assert_days (SALON_PERIOD_TODAY, "2026-03-12/2026-03-13");
  assert_days (SALON_PERIOD_WEEK, "2026-03-09/2026-03-16");
  assert_days (SALON_PERIOD_MONTH, "2026-03-01/2026-04-01");
  assert_days (SALON_PERIOD_PAST, "/2026-03-12");
  assert_days (SALON_PERIOD_ALL, "/");
}

#define ADD(path, salon, test)                                                                     \
  g_test_add ("/salon/bookings-page/" path, PageFixture, &salon, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  g_test_add_func ("/salon/bookings-page/quick-choices-of-days", test_quick_choices);
  ADD ("what-comes-what-was-and-all", wide, test_periods);
  ADD ("states-and-services-narrow-it-down", wide, test_filter);
  ADD ("two-dates-are-typed", wide, test_dates);
  ADD ("nothing-found-can-be-cleared", wide, test_nothing_found);
  ADD ("nothing-yet", empty, test_empty);
  ADD ("an-arrival-by-keyboard-and-undone", wide, test_keys);
  ADD ("a-row-is-one-widget", wide, test_cells);
  ADD ("two-lines-on-a-narrow-window", narrow, test_narrow);
  ADD ("everything-focusable-has-a-name", wide, test_names);
  return g_test_run ();
}
