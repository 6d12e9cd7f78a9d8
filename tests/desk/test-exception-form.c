/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/salon-exception-form.h"

#include "store-fixture.h"

static SalonDay
day (int month, int day_of_month)
{
  return salon_day_from_ymd (2026, month, day_of_month);
}

static void
test_check (void)
{
  g_autoptr (SalonExceptionForm) form = salon_exception_form_new (day (3, 12));

  g_assert_null (salon_exception_form_check (form));
  form->to = day (3, 11);
  g_assert_nonnull (salon_exception_form_check (form));
  form->to = form->from;
  form->all_day = FALSE;
  form->start = 600;
  form->end = 600;
  g_assert_nonnull (salon_exception_form_check (form));
  form->end = 660;
  g_assert_null (salon_exception_form_check (form));
  form->open = TRUE;
  g_assert_null (salon_exception_form_check (form));
  form->all_day = TRUE;
  g_assert_nonnull (salon_exception_form_check (form));
}

static void
test_words (void)
{
  g_autoptr (SalonExceptionForm) form = salon_exception_form_new (day (3, 12));
  g_autofree char *whole = salon_exception_form_describe_hours (form);
  form->to = day (3, 18);
  form->all_day = FALSE;
  form->open = TRUE;
  g_autofree char *hours = salon_exception_form_describe_hours (form);
  g_autofree char *days = salon_exception_form_describe_days (form);

  g_assert_cmpstr (whole, ==, "Closed all day");
  g_assert_cmpstr (hours, ==, "Open 09:00 – 12:00");
  g_assert_cmpstr (days, ==, "12 – 18 March 2026");
}

/* Saves @form; the form of the row as it then stands. */
static SalonExceptionForm *
save (StoreFixture *fixture, const SalonExceptionForm *form)
{
  SalonChange *change = salon_exception_form_save (form);
  g_assert_nonnull (change);
  g_autoptr (SalonChange) applied = store_fixture_apply (fixture, change);
  const SalonEdit *edit = salon_change_get_edit (applied, salon_change_get_n_edits (applied) - 1);
  g_autoptr (JsonObject) row = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (edit->set);

  if (edit->op != SALON_EDIT_INSERT)
    return NULL;
  for (GList *member = members; member; member = member->next)
    json_object_set_member (row, member->data, json_object_dup_member (edit->set, member->data));
  json_object_set_string_member (row, "id", edit->id);
  return salon_exception_form_read ("opening_exceptions", row);
}

static void
test_life (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonExceptionForm) form = salon_exception_form_new (day (8, 3));
  form->to = day (8, 21);
  form->reason = g_strdup ("  Summer  holidays ");
  g_autoptr (SalonExceptionForm) saved = save (fixture, form);
  g_autofree char *row = store_fixture_read_text (
    fixture, "SELECT from_date || to_date || reason || open || ifnull (start_time, '-')"
             " FROM opening_exceptions");

  g_assert_cmpstr (row, ==, "2026-08-032026-08-21Summer holidays0-");
  g_assert_null (salon_exception_form_save (saved));

  saved->all_day = FALSE;
  saved->end = 1440;
  g_assert_null (save (fixture, saved));
  g_autofree char *times =
    store_fixture_read_text (fixture, "SELECT start_time || end_time FROM opening_exceptions");
  g_assert_cmpstr (times, ==, "09:00:0024:00:00");
}

static void
test_remove (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonExceptionForm) form = salon_exception_form_new (day (5, 2));
  g_autoptr (SalonExceptionForm) saved = save (fixture, form);
  g_autoptr (GError) error = NULL;

  salon_change_unref (store_fixture_apply (fixture, salon_exception_form_remove (saved)));
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM opening_exceptions"), ==,
                   0);
  g_autoptr (SalonChange) undone = salon_store_undo (fixture->store, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM opening_exceptions"), ==,
                   1);
}

/* An older blocked date becomes an exception when it is edited, in one change. */
static void
test_blocked_date (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) row = json_object_new ();
  g_autofree char *id = fixture_id (77);

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "date", "2026-05-02");
  json_object_set_string_member (row, "reason", "Wedding");
  salon_change_unref (
    store_fixture_apply (fixture, fixture_insert ("blocked_dates", row, "Block")));

  g_autoptr (SalonExceptionForm) form = salon_exception_form_read ("blocked_dates", row);
  g_assert_true (form->all_day);
  g_assert_false (form->open);
  g_assert_cmpstr (form->reason, ==, "Wedding");
  form->to = day (5, 3);
  g_autoptr (SalonExceptionForm) saved = save (fixture, form);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM blocked_dates"), ==, 0);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM opening_exceptions"), ==,
                   1);
}

static void
test_damaged (void)
{
  g_autoptr (JsonObject) row = json_object_new ();

  json_object_set_string_member (row, "date", "yesterday");
  g_assert_null (salon_exception_form_read ("blocked_dates", row));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/exception-form/what-cannot-be-saved-is-told", test_check);
  g_test_add_func ("/salon/exception-form/it-says-days-and-hours-in-words", test_words);
  g_test_add_func ("/salon/exception-form/a-damaged-row-is-passed-over", test_damaged);
  g_test_add ("/salon/exception-form/made-and-edited", StoreFixture, NULL, store_fixture_set_up,
              test_life, store_fixture_tear_down);
  g_test_add ("/salon/exception-form/removed-and-undone", StoreFixture, NULL, store_fixture_set_up,
              test_remove, store_fixture_tear_down);
  g_test_add ("/salon/exception-form/a-blocked-date-becomes-an-exception", StoreFixture, NULL,
              store_fixture_set_up, test_blocked_date, store_fixture_tear_down);
  return g_test_run ();
}
