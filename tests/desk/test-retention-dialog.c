/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In a window, on 12 March 2026: two clients who came years ago, and one who came last month. */
#include "clients/salon-retention-dialog.h"

#include "accessible-names.h"
#include "clients/salon-clients-page.h"
#include "common/salon-format.h"
#include "core/salon-phone.h"
#include "page-fixture.h"
#include "planning/salon-task-row.h"
#include "shown-labels.h"

#define STAFF "00000000-0000-7000-8000-000000000001"
#define ID(n) "0197b1c2-0000-7000-8000-0000000000" n

static void
add (SalonChangeBuilder *builder, const char *table, const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  g_assert_nonnull (node);
  salon_change_builder_insert (builder, table, json_node_get_object (node));
}

static void
add_visit (SalonChangeBuilder *builder, const char *id, const char *name, const char *date)
{
  g_autofree char *client = g_strdup_printf (
    "{\"id\":\"0197b1c2-0000-7000-8000-0000000000%s\",\"name\":\"%s\",\"email\":null,"
    "\"phone\":\"+33612345678\",\"allergies\":null,\"notes\":null,\"is_blocked\":false,"
    "\"sms_consent\":true,\"email_consent\":false,\"language\":\"fr\",\"merged_into\":null,"
    "\"anonymised_at\":null,\"created_at\":\"2018-03-12T09:30:00Z\"}",
    id, name);
  g_autofree char *booking = g_strdup_printf (
    "{\"id\":\"0197b1c2-0000-7000-8000-0000000001%s\",\"client_name\":\"%s\","
    "\"client_id\":\"0197b1c2-0000-7000-8000-0000000000%s\",\"booking_date\":\"%s\","
    "\"booking_time\":\"14:00:00\",\"status\":\"completed\",\"payment_status\":\"pending\","
    "\"staff_id\":\"" STAFF "\",\"created_at\":\"2018-03-12T09:30:00Z\",\"duration_minutes\":60,"
    "\"buffer_minutes\":0,\"price\":\"45.00\",\"double_booked\":false}",
    id, name, id, date);

  add (builder, "clients", client);
  add (builder, "bookings", booking);
}

static void
fill (SalonStore *store, gconstpointer data)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  add_visit (builder, "0a", "Xochitl Durand", "2020-05-05");
  add_visit (builder, "0b", "Yara Martin", "2022-06-06");
  add_visit (builder, "0c", "Zoé Bernard", "2026-02-02");
  change = salon_change_builder_end (builder, "Long ago");
  salon_change_unref (salon_store_apply (store, change, 1773307800, &error));
  g_assert_no_error (error);
}

static void
set_up (PageFixture *fixture, gconstpointer width)
{
  page_fixture_set_up_filled (fixture, fill, NULL, salon_clients_page_new, GPOINTER_TO_INT (width));
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static void
await_rows (AdwDialog *dialog, guint n_rows)
{
  while (page_fixture_count (dialog, SALON_TYPE_TASK_ROW) != n_rows)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

static AdwDialog *
present (PageFixture *fixture)
{
  AdwDialog *dialog = salon_retention_dialog_new (fixture->session);

  adw_dialog_present (dialog, fixture->page);
  await_rows (dialog, 2);
  while (!gtk_widget_get_mapped (page_fixture_find (dialog, SALON_TYPE_TASK_ROW, 0)))
    g_main_context_iteration (NULL, TRUE);
  return dialog;
}

static const char *
get_name (AdwDialog *dialog, guint nth)
{
  return adw_preferences_row_get_title (page_fixture_find (dialog, SALON_TYPE_TASK_ROW, nth));
}

static char *
dup_name (PageFixture *fixture, const char *id)
{
  g_autoptr (SalonClient) client =
    salon_reader_get_client (salon_session_get_reader (fixture->session), id, NULL);

  return g_strdup (salon_client_get_fields (client)->name);
}

static void
test_the_longest_silent_is_first (PageFixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = present (fixture);
  g_autofree char *missing = accessible_names_find_missing (GTK_WIDGET (dialog));
  g_autofree char *phone = salon_phone_format ("+33612345678");
  g_autofree char *day = salon_format_day (salon_day_from_ymd (2020, 5, 5), SALON_DAY_STYLE_LONG);
  g_autofree char *details = g_strdup_printf ("Last visit: %s\n%s", day, phone);

  g_assert_cmpstr (missing, ==, "");
  g_assert_cmpstr (get_name (dialog, 0), ==, "Xochitl Durand");
  g_assert_nonnull (shown_labels_find (GTK_WIDGET (dialog), details));
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

/* A setting of the salon, saved and undone as any. */
static void
test_the_years_are_a_setting (PageFixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = present (fixture);
  AdwComboRow *years = page_fixture_get_child (dialog, "years_row");

  g_assert_cmpuint (adw_combo_row_get_selected (years), ==, 2);
  adw_combo_row_set_selected (years, 4);
  await_rows (dialog, 1);
  g_assert_cmpstr (salon_session_get_setting (fixture->session, SALON_RETENTION_YEARS_KEY), ==,
                   "5");
  page_fixture_undo (fixture);
  await_rows (dialog, 2);
  g_assert_cmpuint (adw_combo_row_get_selected (years), ==, 2);
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

/* Only after the question, and nobody else. */
static void
test_all_shown_are_anonymised (PageFixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = present (fixture);
  AdwDialog *question = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *stays = NULL;

  gtk_widget_activate_action (GTK_WIDGET (dialog), "retention.all", NULL);
  page_fixture_settle ();
  question = page_fixture_find (fixture->window, ADW_TYPE_ALERT_DIALOG, 0);
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  g_signal_emit_by_name (question, "response::anonymise", "anonymise");
  while (!g_str_equal (gtk_stack_get_visible_child_name (page_fixture_get_child (dialog, "stack")),
                       "none"))
    g_main_context_iteration (NULL, TRUE);
  gone = dup_name (fixture, ID ("0b"));
  g_assert_cmpstr (gone, ==, "Anonymised client");
  stays = dup_name (fixture, ID ("0c"));
  g_assert_cmpstr (stays, ==, "Zoé Bernard");
  adw_dialog_force_close (question);
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

#define ADD(path, width, test)                                                                     \
  g_test_add ("/salon/retention-dialog/" path, PageFixture, GINT_TO_POINTER (width), set_up, test, \
              tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("the-longest-silent-is-first", 360, test_the_longest_silent_is_first);
  ADD ("the-years-are-a-setting", 1000, test_the_years_are_a_setting);
  ADD ("all-shown-are-anonymised", 1000, test_all_shown_are_anonymised);
  return g_test_run ();
}
