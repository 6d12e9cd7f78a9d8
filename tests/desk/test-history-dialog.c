/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/salon-history-dialog.h"

#include <string.h>

#include "accessible-names.h"
#include "clients/salon-client-form.h"
#include "page-fixture.h"

#define BORN 1773307800 /* 2026-03-12T09:30:00Z */

static void
fill (SalonStore *store, gconstpointer data)
{
}

static void
set_up (PageFixture *fixture, gconstpointer width)
{
  page_fixture_set_up_filled (fixture, fill, NULL, NULL, GPOINTER_TO_INT (width));
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static void
commit (PageFixture *fixture, SalonChange *change)
{
  g_autoptr (SalonChange) owned = change;
  guint n_before = fixture->n_changes;

  salon_session_commit (fixture->session, change);
  page_fixture_wait_for_change (fixture, n_before);
}

static SalonClient *
save (PageFixture *fixture, SalonClient *before, const char *name, const char *notes)
{
  SalonClientForm form = { .name = name, .notes = notes, .language = "fr" };
  SalonClient *client = salon_client_form_read (&form, before, BORN);

  commit (fixture, salon_client_form_change (before, client));
  return client;
}

static AdwDialog *
present (PageFixture *fixture, const char *table, const char *id)
{
  AdwDialog *dialog = salon_history_dialog_new (fixture->session, table, id, "Marie");

  adw_dialog_present (dialog, fixture->page);
  page_fixture_settle ();
  return dialog;
}

static const char *
get_state (AdwDialog *dialog)
{
  return gtk_stack_get_visible_child_name (page_fixture_get_child (dialog, "stack"));
}

static AdwActionRow *
get_row (AdwDialog *dialog, guint nth)
{
  return page_fixture_find (dialog, ADW_TYPE_ACTION_ROW, nth);
}

static gboolean
has_way_back (AdwActionRow *row)
{
  return page_fixture_count (row, GTK_TYPE_BUTTON) > 0;
}

static void
go_back (PageFixture *fixture, AdwActionRow *row)
{
  guint n_before = fixture->n_changes;

  g_signal_emit_by_name (page_fixture_find (row, GTK_TYPE_BUTTON, 0), "clicked");
  page_fixture_wait_for_change (fixture, n_before);
}

static char *
dup_name (PageFixture *fixture, const char *id)
{
  g_autoptr (SalonClient) client =
    salon_reader_get_client (salon_session_get_reader (fixture->session), id, NULL);

  return client != NULL ? g_strdup (salon_client_get_fields (client)->name) : NULL;
}

static void
test_going_back_and_undoing_it (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) first = save (fixture, NULL, "Marie", "Thé");
  g_autoptr (SalonClient) second = save (fixture, first, "Maria", "Thé");
  g_autoptr (SalonClient) third = save (fixture, second, "Maria", "Café");
  const char *id = salon_client_get_fields (first)->id;
  AdwDialog *dialog = present (fixture, "clients", id);
  g_autofree char *missing = accessible_names_find_missing (GTK_WIDGET (dialog));
  g_autofree char *back = NULL;
  g_autofree char *undone = NULL;

  g_assert_cmpstr (missing, ==, "");
  g_assert_cmpuint (page_fixture_count (dialog, ADW_TYPE_ACTION_ROW), ==, 3);
  g_assert_nonnull (
    strstr (adw_action_row_get_subtitle (get_row (dialog, 0)), "This computer\nNotes: Thé → Café"));
  g_assert_nonnull (
    strstr (adw_action_row_get_subtitle (get_row (dialog, 1)), "Name: Marie → Maria"));
  /* It is so now. */
  g_assert_false (has_way_back (get_row (dialog, 0)));
  go_back (fixture, get_row (dialog, 2));
  back = dup_name (fixture, id);
  g_assert_cmpstr (back, ==, "Marie");
  g_assert_cmpstr (fixture->last_label, ==, "Go back to “Add Marie”");
  /* The going back is an entry too. */
  g_assert_cmpuint (page_fixture_count (dialog, ADW_TYPE_ACTION_ROW), ==, 4);
  page_fixture_undo (fixture);
  undone = dup_name (fixture, id);
  g_assert_cmpstr (undone, ==, "Maria");
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

static void
test_what_was_deleted_comes_back (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) client = save (fixture, NULL, "Marie", NULL);
  const char *id = salon_client_get_fields (client)->id;
  AdwDialog *dialog = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *back = NULL;

  commit (fixture, salon_client_form_delete (client));
  gone = dup_name (fixture, id);
  g_assert_null (gone);
  dialog = present (fixture, "clients", id);
  go_back (fixture, get_row (dialog, 1));
  back = dup_name (fixture, id);
  g_assert_cmpstr (back, ==, "Marie");
  /* What was made is not deleted from here. */
  g_assert_false (has_way_back (get_row (dialog, 1)));
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

static JsonObject *
make_exception (const char *id, const char *reason)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "from_date", "2026-05-01");
  json_object_set_string_member (row, "to_date", "2026-05-01");
  json_object_set_null_member (row, "start_time");
  json_object_set_null_member (row, "end_time");
  json_object_set_boolean_member (row, "open", FALSE);
  json_object_set_string_member (row, "reason", reason);
  return row;
}

static void
test_all_of_a_kind_goes_back_together (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) fair =
    make_exception ("0197b1c2-0000-7000-8000-0000000000a0", "Salon de la beauté");
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (GPtrArray) rows = NULL;
  AdwDialog *dialog = NULL;

  salon_change_builder_insert (builder, "opening_exceptions", fair);
  commit (fixture, salon_change_builder_end (builder, "Closed for the fair"));
  salon_change_builder_delete (builder, "opening_exceptions", fair);
  commit (fixture, salon_change_builder_end (builder, "Open after all"));
  dialog = present (fixture, "opening_exceptions", NULL);
  g_assert_nonnull (
    strstr (adw_action_row_get_subtitle (get_row (dialog, 0)), "Removed: Salon de la beauté"));
  go_back (fixture, get_row (dialog, 1));
  rows = salon_reader_list_rows (salon_session_get_reader (fixture->session), "opening_exceptions",
                                 NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

static void
test_nothing_noted (PageFixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = present (fixture, "services", NULL);

  g_assert_cmpstr (get_state (dialog), ==, "none");
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
}

#define ADD(path, width, test)                                                                     \
  g_test_add ("/salon/history-dialog/" path, PageFixture, GINT_TO_POINTER (width), set_up, test,   \
              tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("going-back-and-undoing-it", 1000, test_going_back_and_undoing_it);
  ADD ("what-was-deleted-comes-back", 1000, test_what_was_deleted_comes_back);
  ADD ("all-of-a-kind-goes-back-together", 1000, test_all_of_a_kind_goes_back_together);
  ADD ("nothing-noted", 360, test_nothing_noted);
  return g_test_run ();
}
