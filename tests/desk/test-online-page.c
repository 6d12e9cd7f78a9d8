/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of the web site in the preferences: chosen, kept, undone, shown. */
#include "settings/salon-online-page.h"

#include "settings/salon-setting.h"

#include "accessible-names.h"
#include "page-fixture.h"
#include "shown-labels.h"

static GtkWidget *
make_page (SalonSession *session)
{
  return GTK_WIDGET (salon_online_page_new (session));
}

static void
set_up (PageFixture *fixture, gconstpointer data)
{
  page_fixture_set_up (fixture, 400, make_page, 700);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static gpointer
get (PageFixture *fixture, const char *name)
{
  return page_fixture_get_child (fixture->page, name);
}

static const char *
get_chosen (PageFixture *fixture, const char *row)
{
  return gtk_string_object_get_string (adw_combo_row_get_selected_item (get (fixture, row)));
}

static void
choose (PageFixture *fixture, const char *row, const char *words)
{
  GListModel *model = adw_combo_row_get_model (get (fixture, row));
  guint n_before = fixture->n_changes;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), words))
      {
        adw_combo_row_set_selected (get (fixture, row), i);
        page_fixture_wait_for_change (fixture, n_before);
        page_fixture_settle ();
        return;
      }
  g_assert_not_reached ();
}

static void
commit (PageFixture *fixture, SalonChange *change)
{
  guint n_before = fixture->n_changes;
  g_autoptr (SalonChange) owned = change;

  salon_session_commit (fixture->session, change);
  page_fixture_wait_for_change (fixture, n_before);
  page_fixture_settle ();
}

static void
assert_setting (PageFixture *fixture, const char *key, const char *value)
{
  g_assert_cmpstr (salon_session_get_setting (fixture->session, key), ==, value);
}

static void
test_numbers (PageFixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (get_chosen (fixture, "notice_row"), ==, "1 hour before");
  choose (fixture, "notice_row", "2 hours before");
  choose (fixture, "horizon_row", "30 days before");
  choose (fixture, "step_row", "30 minutes");
  choose (fixture, "cancel_row", "2 days before");
  assert_setting (fixture, "online.notice", "120");
  assert_setting (fixture, "online.horizon", "30");
  assert_setting (fixture, "online.step", "30");
  assert_setting (fixture, "online.cancel", "48");
  g_assert_nonnull (shown_labels_find (
    fixture->page, "Whoever books now finds times from Thursday 12 March 12:00 to Saturday 11 "
                   "April 2026. Her booking counts at once, and she pays at the salon. She can "
                   "cancel by herself until 2 days before."));
  page_fixture_undo (fixture);
  page_fixture_settle ();
  g_assert_cmpstr (get_chosen (fixture, "cancel_row"), ==, "1 day before");
}

static void
test_deposit (PageFixture *fixture, gconstpointer data)
{
  guint n_before = 0;

  g_assert_false (gtk_widget_get_visible (get (fixture, "hold_row")));
  choose (fixture, "deposit_row", "30 % of the price");
  g_assert_true (gtk_widget_get_visible (get (fixture, "hold_row")));
  choose (fixture, "hold_row", "1 hour");
  n_before = fixture->n_changes;
  adw_combo_row_set_selected (get (fixture, "kind_row"), 1);
  page_fixture_wait_for_change (fixture, n_before);
  assert_setting (fixture, "online.deposit", "30");
  assert_setting (fixture, "online.hold", "60");
  assert_setting (fixture, "online.deposit_kind", "acompte");
}

static void
test_confirmation (PageFixture *fixture, gconstpointer data)
{
  guint n_before = fixture->n_changes;

  adw_switch_row_set_active (get (fixture, "manual_row"), TRUE);
  page_fixture_wait_for_change (fixture, n_before);
  assert_setting (fixture, "online.confirmation", "manual");
}

/* Another program's choice is one among ours, and stays when another rule is changed. */
static void
test_other_numbers (PageFixture *fixture, gconstpointer data)
{
  SalonReader *reader = salon_session_get_reader (fixture->session);

  commit (fixture, salon_setting_change_integer (reader, "online.notice", 45, "Other", NULL));
  commit (fixture, salon_setting_change_text (reader, "online.step", "240", "Other", NULL));
  g_assert_cmpstr (get_chosen (fixture, "notice_row"), ==, "45 minutes before");
  g_assert_cmpstr (get_chosen (fixture, "step_row"), ==, "4 hours");
  choose (fixture, "horizon_row", "7 days before");
  assert_setting (fixture, "online.notice", "45");
}

static void
test_names (PageFixture *fixture, gconstpointer data)
{
  g_autofree char *missing = accessible_names_find_missing (fixture->window);

  g_assert_cmpstr (missing, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/online-page/" path, PageFixture, NULL, set_up, test, tear_down)
  ADD ("numbers-are-chosen-kept-and-undone", test_numbers);
  ADD ("deposit-brings-what-belongs-to-it", test_deposit);
  ADD ("bookings-wait-for-her-when-she-says-so", test_confirmation);
  ADD ("number-of-another-program-is-a-choice", test_other_numbers);
  ADD ("everything-has-a-name", test_names);
  return g_test_run ();
}
