/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/salon-history-dialog.h"

#include <string.h>

#include "accessible-names.h"
#include "clients/salon-client-form.h"
#include "desk-fixture.h"
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

#define STAFF "00000000-0000-7000-8000-000000000001"
#define BOOKING "0197b1c2-0000-7000-8000-0000000000b0"
#define OTHER "0197b1c2-0000-7000-8000-0000000000b1"

static JsonObject *
make_booking (const char *id, const char *time)
{
  g_autofree char *json = g_strdup_printf (
    "{\"id\":\"%s\",\"client_name\":\"Marie\",\"booking_date\":\"2026-03-13\","
    "\"booking_time\":\"%s\",\"status\":\"confirmed\",\"payment_status\":\"pending\","
    "\"staff_id\":\"" STAFF "\",\"created_at\":\"2026-03-12T09:30:00Z\","
    "\"duration_minutes\":60,\"buffer_minutes\":0,\"price\":\"45.00\",\"double_booked\":false}",
    id, time);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  return json_node_dup_object (node);
}

static void
book (PageFixture *fixture, const char *id, const char *time, const char *later)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) row = make_booking (id, time);
  g_autoptr (JsonObject) moved = later != NULL ? make_booking (id, later) : NULL;

  salon_change_builder_insert (builder, "bookings", row);
  commit (fixture, salon_change_builder_end (builder, "Book"));
  if (moved == NULL)
    return;
  salon_change_builder_update (builder, "bookings", row, moved);
  commit (fixture, salon_change_builder_end (builder, "Move"));
}

static void
test_a_chair_that_was_taken_meanwhile_is_told (PageFixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = NULL;
  AdwBanner *banner = NULL;

  book (fixture, BOOKING, "10:00:00", "14:00:00");
  book (fixture, OTHER, "10:30:00", NULL);
  dialog = present (fixture, "bookings", BOOKING);
  banner = page_fixture_get_child (dialog, "failure_banner");
  g_signal_emit_by_name (page_fixture_find (get_row (dialog, 1), GTK_TYPE_BUTTON, 0), "clicked");
  while (!adw_banner_get_revealed (banner))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (adw_banner_get_title (banner), ==,
                   "Somebody else is booked at that time: this was not saved.");
  g_assert_cmpuint (fixture->n_changes, ==, 3);
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

/* Shared */

typedef struct
{
  FakeServer *server;
  FakeRemote *remote;
  char *device;
} Shared;

static void
share (PageFixture *fixture, Shared *shared, const char *client_id)
{
  g_autoptr (GPtrArray) entries =
    salon_reader_list_history (salon_session_get_reader (fixture->session), "clients", client_id, 1,
                               NULL);
  g_autoptr (SalonSync) sync = NULL;

  shared->device = g_strdup (((SalonHistoryEntry *) g_ptr_array_index (entries, 0))->device);
  shared->server = desk_fixture_make_server ();
  shared->remote = fake_remote_new (shared->server);
  sync = salon_sync_new (salon_session_get_worker (fixture->session), SALON_REMOTE (shared->remote),
                         shared->device, "Réception");
  salon_session_set_sync (fixture->session, sync);
}

static void
stop_sharing (PageFixture *fixture, Shared *shared)
{
  salon_session_set_sync (fixture->session, NULL);
  g_object_unref (shared->remote);
  fake_server_free (shared->server);
  g_free (shared->device);
}

#define TOLD                                                                                       \
  "[{\"at\":\"2026-03-12T10:00:00Z\",\"by\":\"Réception\",\"device\":\"%1$s\",\"seq\":2,"          \
  "\"label\":\"Edit Maria\",\"op\":\"update\",\"table\":\"clients\",\"id\":\"%2$s\","              \
  "\"before\":{\"name\":\"Marie\"},\"after\":{\"name\":\"Maria\"}},"                               \
  "{\"at\":\"2026-03-12T09:50:00Z\",\"by\":\"Cabine\",\"device\":\"" OTHER "\",\"seq\":7,"         \
  "\"label\":\"Edit Marie\",\"op\":\"update\",\"table\":\"clients\",\"id\":\"%2$s\","              \
  "\"before\":{\"notes\":\"Thé\"},\"after\":{\"notes\":\"Café\"}},"                                \
  "{\"at\":\"2026-03-12T09:30:00Z\",\"by\":\"Réception\",\"device\":\"%1$s\",\"seq\":1,"           \
  "\"label\":\"Add Marie\",\"op\":\"insert\",\"table\":\"clients\",\"id\":\"%2$s\","               \
  "\"before\":null,\"after\":{\"name\":\"Marie\",\"notes\":\"Thé\"}}]"

static char *
dup_notes (PageFixture *fixture, const char *id)
{
  g_autoptr (SalonClient) client =
    salon_reader_get_client (salon_session_get_reader (fixture->session), id, NULL);

  return g_strdup (salon_client_get_fields (client)->notes);
}

static void
await_rows (AdwDialog *dialog, guint n_rows)
{
  while (page_fixture_count (dialog, ADW_TYPE_ACTION_ROW) != n_rows)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

/* Both desks are named; what another one wrote comes back like what was written here. */
static void
test_what_others_did (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) first = save (fixture, NULL, "Marie", "Thé");
  g_autoptr (SalonClient) second = save (fixture, first, "Maria", "Thé");
  const char *id = salon_client_get_fields (first)->id;
  Shared shared = { 0 };
  AdwDialog *dialog = NULL;
  g_autofree char *told = NULL;
  g_autofree char *missing = NULL;
  g_autofree char *notes = NULL;

  share (fixture, &shared, id);
  told = g_strdup_printf (TOLD, shared.device, id);
  fake_remote_lie (shared.remote, FAKE_CALL_HISTORY, told);
  dialog = present (fixture, "clients", id);
  await_rows (dialog, 3);
  missing = accessible_names_find_missing (GTK_WIDGET (dialog));
  g_assert_cmpstr (missing, ==, "");
  g_assert_false (adw_banner_get_revealed (page_fixture_get_child (dialog, "away_banner")));
  g_assert_false (gtk_widget_get_visible (page_fixture_get_child (dialog, "asking_spinner")));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (get_row (dialog, 0)),
                            "Réception (this computer)\nName: Marie → Maria"));
  g_assert_nonnull (
    strstr (adw_action_row_get_subtitle (get_row (dialog, 1)), "Cabine\nNotes: Thé → Café"));
  go_back (fixture, get_row (dialog, 1));
  notes = dup_notes (fixture, id);
  g_assert_cmpstr (notes, ==, "Café");
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
  stop_sharing (fixture, &shared);
}

/* What is known here is there at once, and it is said what is missing. */
static void
test_out_of_reach (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) client = save (fixture, NULL, "Marie", "Thé");
  const char *id = salon_client_get_fields (client)->id;
  Shared shared = { 0 };
  AdwDialog *dialog = NULL;
  AdwBanner *banner = NULL;
  g_autofree char *told = NULL;

  share (fixture, &shared, id);
  fake_remote_fail (shared.remote, FAKE_CALL_HISTORY, 1, SALON_SYNC_ERROR_OFFLINE);
  dialog = present (fixture, "clients", id);
  banner = page_fixture_get_child (dialog, "away_banner");
  while (!adw_banner_get_revealed (banner))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (page_fixture_count (dialog, ADW_TYPE_ACTION_ROW), ==, 1);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (get_row (dialog, 0)), "This computer"));
  /* Later it is. */
  told = g_strdup_printf (TOLD, shared.device, id);
  fake_remote_lie (shared.remote, FAKE_CALL_HISTORY, told);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "history.ask", NULL);
  await_rows (dialog, 3);
  g_assert_false (adw_banner_get_revealed (banner));
  adw_dialog_force_close (dialog);
  page_fixture_settle ();
  stop_sharing (fixture, &shared);
}

/* A question without an answer goes with the dialog. */
static void
test_closing_ends_the_question (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonClient) client = save (fixture, NULL, "Marie", "Thé");
  const char *id = salon_client_get_fields (client)->id;
  Shared shared = { 0 };
  AdwDialog *dialog = NULL;

  share (fixture, &shared, id);
  fake_remote_hold (shared.remote, FAKE_CALL_HISTORY, 0);
  dialog = present (fixture, "clients", id);
  fake_await (fake_remote_is_holding (shared.remote, FAKE_CALL_HISTORY));
  g_assert_true (gtk_widget_get_visible (page_fixture_get_child (dialog, "asking_spinner")));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  adw_dialog_force_close (dialog);
  fake_await (dialog == NULL);
  g_assert_false (fake_remote_is_holding (shared.remote, FAKE_CALL_HISTORY));
  stop_sharing (fixture, &shared);
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
  ADD ("a-chair-that-was-taken-meanwhile-is-told", 1000,
       test_a_chair_that_was_taken_meanwhile_is_told);
  ADD ("what-others-did-is-listed-and-comes-back", 1000, test_what_others_did);
  ADD ("out-of-reach-is-said", 360, test_out_of_reach);
  ADD ("closing-ends-the-question", 1000, test_closing_ends_the_question);
  ADD ("nothing-noted", 360, test_nothing_noted);
  return g_test_run ();
}
