/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/salon-preferences-dialog.h"

#include "page-fixture.h"
#include "payments/salon-till-setting.h"
#include "settings/salon-details-page.h"
#include "settings/salon-exception-dialog.h"
#include "settings/salon-exceptions-page.h"
#include "settings/salon-hours-page.h"
#include "settings/salon-setting.h"
#include "settings/salon-span-row.h"
#include "settings/salon-weekday-row.h"

static AdwDialog *
present (PageFixture *fixture)
{
  AdwDialog *dialog = salon_preferences_dialog_new (fixture->session);

  adw_dialog_present (dialog, fixture->page);
  page_fixture_settle ();
  return dialog;
}

static void
set_up (PageFixture *fixture, gconstpointer data)
{
  page_fixture_set_up (fixture, 400, NULL, 900);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static const char *
get_hours (AdwExpanderRow *row)
{
  return adw_expander_row_get_subtitle (row);
}

static AdwExpanderRow *
find_day (AdwDialog *dialog, const char *title)
{
  guint n_rows = page_fixture_count (dialog, SALON_TYPE_WEEKDAY_ROW);

  for (guint i = 0; i < n_rows; i++)
    {
      gpointer row = page_fixture_find (dialog, SALON_TYPE_WEEKDAY_ROW, i);
      if (g_str_equal (adw_preferences_row_get_title (row), title))
        return row;
    }
  g_assert_not_reached ();
}

static void
type_time (AdwExpanderRow *day, guint nth, const char *entry_name, const char *text)
{
  GtkWidget *span = page_fixture_find (day, SALON_TYPE_SPAN_ROW, nth);
  GtkWidget *entry = page_fixture_get_child (span, entry_name);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
test_week (PageFixture *fixture, gconstpointer data)
{
  AdwExpanderRow *day = find_day (present (fixture), "Tuesday");

  g_assert_cmpstr (get_hours (day), ==, "09:00 – 12:30, 13:30 – 19:00");
  type_time (day, 0, "start_entry", "8h45");
  page_fixture_wait_for_change (fixture, 0);
  g_assert_cmpstr (fixture->last_label, ==, "Opening hours on Tuesday");
  g_assert_cmpstr (get_hours (day), ==, "08:45 – 12:30, 13:30 – 19:00");

  adw_expander_row_set_enable_expansion (day, FALSE);
  page_fixture_wait_for_change (fixture, 1);
  g_assert_cmpstr (get_hours (day), ==, "Closed");
  page_fixture_undo (fixture);
  g_assert_true (adw_expander_row_get_enable_expansion (day));
  page_fixture_undo (fixture);
  g_assert_cmpstr (get_hours (day), ==, "09:00 – 12:30, 13:30 – 19:00");
}

static void
test_refused (PageFixture *fixture, gconstpointer data)
{
  AdwExpanderRow *day = find_day (present (fixture), "Tuesday");
  GtkWidget *span = page_fixture_find (day, SALON_TYPE_SPAN_ROW, 0);
  GtkWidget *error = page_fixture_get_child (span, "error_label");

  type_time (day, 0, "end_entry", "soon");
  g_assert_true (gtk_widget_get_visible (error));
  type_time (day, 0, "end_entry", "14:00");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (error)), ==,
                   "Two of these hours overlap. Let one end before the next begins.");
  type_time (day, 0, "end_entry", "8");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (error)), ==,
                   "The end must be later than the start.");
  page_fixture_settle ();
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  type_time (day, 0, "end_entry", "12");
  page_fixture_wait_for_change (fixture, 0);
  g_assert_false (gtk_widget_get_visible (error));
}

static void
test_details (PageFixture *fixture, gconstpointer data)
{
  gpointer page = page_fixture_find (present (fixture), SALON_TYPE_DETAILS_PAGE, 0);
  GtkWidget *name = page_fixture_find (page, ADW_TYPE_ENTRY_ROW, 0);

  gtk_editable_set_text (GTK_EDITABLE (name), "  ");
  g_signal_emit_by_name (name, "apply");
  g_assert_true (gtk_widget_has_css_class (name, "error"));
  gtk_editable_set_text (GTK_EDITABLE (name), "Chez  Zoé");
  g_assert_false (gtk_widget_has_css_class (name, "error"));
  g_signal_emit_by_name (name, "apply");
  page_fixture_wait_for_change (fixture, 0);
  g_assert_cmpstr (salon_session_get_setting (fixture->session, "salon.name"), ==, "Chez Zoé");
  g_assert_cmpstr (fixture->last_label, ==, "Name of the salon");
}

static void
test_step (PageFixture *fixture, gconstpointer data)
{
  gpointer page = page_fixture_find (present (fixture), SALON_TYPE_DETAILS_PAGE, 0);

  page_fixture_settle ();
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  adw_combo_row_set_selected (page_fixture_get_child (page, "step_row"), 3);
  page_fixture_wait_for_change (fixture, 0);
  g_assert_cmpint (salon_session_get_step (fixture->session), ==, 30);
  page_fixture_undo (fixture);
  g_assert_cmpuint (adw_combo_row_get_selected (page_fixture_get_child (page, "step_row")), !=, 3);
}

/* None, 2.1, 5.5, 8.1, 8.5, 10, 13, 16 and 20 %. */
static void
test_vat (PageFixture *fixture, gconstpointer data)
{
  gpointer page = page_fixture_find (present (fixture), SALON_TYPE_DETAILS_PAGE, 0);
  AdwComboRow *row = page_fixture_get_child (page, "vat_row");

  page_fixture_settle ();
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  adw_combo_row_set_selected (row, 8);
  page_fixture_wait_for_change (fixture, 0);
  g_assert_cmpint (salon_till_setting_get_vat_rate (fixture->session), ==, 2000);
  adw_combo_row_set_selected (row, 0);
  page_fixture_wait_for_change (fixture, 1);
  g_assert_cmpint (salon_till_setting_get_vat_rate (fixture->session), ==, 0);
  page_fixture_undo (fixture);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 8);
}

static void
test_holidays (PageFixture *fixture, gconstpointer data)
{
  gpointer page = page_fixture_find (present (fixture), SALON_TYPE_HOURS_PAGE, 0);
  AdwExpanderRow *year = page_fixture_get_child (page, "year_row");

  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (year)), ==,
                   "Public Holidays in 2026");
  adw_combo_row_set_selected (page_fixture_get_child (page, "zone_row"),
                              SALON_HOLIDAY_ZONE_ALSACE_MOSELLE);
  page_fixture_wait_for_change (fixture, 0);
  g_assert_cmpstr (adw_expander_row_get_subtitle (year), ==, "13 days");
  g_assert_cmpint (salon_opening_hours_get_zone (salon_session_get_hours (fixture->session)), ==,
                   SALON_HOLIDAY_ZONE_ALSACE_MOSELLE);
}

static void
test_hits (PageFixture *fixture, gconstpointer data)
{
  SalonDay today = salon_moment_get_day (salon_session_get_now (fixture->session));
  g_autoptr (SalonExceptionForm) form = salon_exception_form_new (today);
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (salon_session_get_reader (fixture->session), today, today + 7,
                                SALON_BOOKINGS_ALL, NULL);
  int n_active = 0, n_hits = 0;

  form->to = today + 6;
  for (guint i = 0; i < bookings->len; i++)
    n_active += salon_booking_status_is_active (
      salon_booking_get_fields (g_ptr_array_index (bookings, i))->status);
  g_assert_cmpint (n_active, >, 0);
  g_assert_true (salon_exception_form_count_hits (form, salon_session_get_reader (fixture->session),
                                                  today, &n_hits, NULL));
  g_assert_cmpint (n_hits, ==, n_active);

  /* The same by hours, over the whole of each day. */
  form->all_day = FALSE;
  form->start = 0;
  form->end = SALON_DAY_MINUTES;
  g_assert_true (salon_exception_form_count_hits (form, salon_session_get_reader (fixture->session),
                                                  today, &n_hits, NULL));
  g_assert_cmpint (n_hits, ==, n_active);

  form->end = 60;
  g_assert_true (salon_exception_form_count_hits (form, salon_session_get_reader (fixture->session),
                                                  today, &n_hits, NULL));
  g_assert_cmpint (n_hits, ==, 0);
}

static void
test_exception (PageFixture *fixture, gconstpointer data)
{
  gpointer page = page_fixture_find (present (fixture), SALON_TYPE_EXCEPTIONS_PAGE, 0);
  gpointer group = page_fixture_get_child (page, "group");
  guint n_rows = page_fixture_count (group, ADW_TYPE_ACTION_ROW);
  SalonDay day = salon_day_from_ymd (2030, 8, 5);
  g_autoptr (SalonExceptionForm) form = salon_exception_form_new (day);
  AdwDialog *dialog = salon_exception_dialog_new (fixture->session, form);

  adw_dialog_present (dialog, fixture->page);
  gtk_editable_set_text (page_fixture_get_child (dialog, "reason_row"), "Training");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  page_fixture_wait_for_change (fixture, 0);
  g_assert_cmpstr (fixture->last_label, ==, "Closing: Monday 5 August 2030");
  g_assert_cmpuint (page_fixture_count (group, ADW_TYPE_ACTION_ROW), ==, n_rows + 1);
  g_autoptr (GArray) windows =
    salon_opening_hours_get_windows (salon_session_get_hours (fixture->session), day);
  g_assert_cmpuint (windows->len, ==, 0);

  gtk_widget_activate_action (page, "exceptions.remove", "u", n_rows);
  page_fixture_wait_for_change (fixture, 1);
  g_assert_cmpuint (page_fixture_count (group, ADW_TYPE_ACTION_ROW), ==, n_rows);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/preferences-dialog/" path, PageFixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("opening-hours-are-typed-saved-and-undone", test_week);
  ADD ("hours-that-cannot-be-are-told-and-not-saved", test_refused);
  ADD ("details-are-checked-before-they-are-saved", test_details);
  ADD ("a-choice-is-saved-at-once-and-follows-undo", test_step);
  ADD ("the-rate-of-vat-is-chosen", test_vat);
  ADD ("the-holidays-of-the-year-follow-the-region", test_holidays);
  ADD ("a-closing-counts-the-bookings-it-hits", test_hits);
  ADD ("an-exception-is-made-and-removed", test_exception);
  return g_test_run ();
}
