/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a change when it is answered, and of those that were built on it. */
#include "store/salon-reader.h"
#include "store/salon-store-error.h"
#include "store/salon-store-private.h"
#include "sync-fixture.h"

#define MARIE "00000000-0000-7000-8000-000000000100"
#define LEA "00000000-0000-7000-8000-000000000101"
#define BOOKING "00000000-0000-7000-8000-000000000300"
#define LATER "00000000-0000-7000-8000-000000000301"

/* The answers never came, and the changes are sent again. */
static void
lose_answers (SyncFixture *fixture)
{
  g_autoptr (GPtrArray) lost = sync_fixture_push (fixture, &fixture->here);
}

static SalonChange *
push (SyncFixture *fixture)
{
  g_autoptr (GPtrArray) answers = sync_fixture_push (fixture, &fixture->here);

  return sync_fixture_take (&fixture->here, answers);
}

static void
pull_here (SyncFixture *fixture)
{
  g_autoptr (SalonChange) shown = sync_fixture_pull (fixture, &fixture->here);
}

static void
assert_reviews (SyncFixture *fixture, const char *format, ...)
{
  va_list arguments;
  g_autofree char *expected = NULL;
  g_autofree char *found = sync_fixture_list_reviews (&fixture->here);

  va_start (arguments, format);
  expected = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_assert_cmpstr (found, ==, expected);
}

/* At rest: equal to the shared salon, no books open. */
static void
assert_rest (SyncFixture *fixture)
{
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  shared_salon_sync (fixture->shared, fixture->here.store);
  expected = shared_salon_dump (fixture->shared);
  found = shared_salon_dump_store (fixture->here.store);
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "sync_base"), ==, 0);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "outbox"), ==, 0);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "outbox_rows"), ==, 0);
  g_assert_true (salon_store_check (fixture->here.store, NULL));
}

static void
test_applied (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) shown = NULL;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Marie Durand");
  shown = push (fixture);
  g_assert_cmpuint (salon_change_get_n_edits (shown), ==, 0);
  /* Before any page has brought it back. */
  assert_shown (&fixture->here, "clients", MARIE, "name", "Marie Durand");
  g_assert_cmpint (sync_fixture_count (&fixture->here, "outbox"), ==, 0);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "sync_base"), ==, 0);
  assert_rest (fixture);
}

static void
test_applied_between (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (SalonChange) shown = NULL;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Marie Durand");
  answers = sync_fixture_push (fixture, &fixture->here);
  sync_fixture_set (&fixture->here, "clients", MARIE, "notes", "Tea");
  shown = sync_fixture_take (&fixture->here, answers);
  g_assert_cmpuint (salon_change_get_n_edits (shown), ==, 0);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "outbox"), ==, 1);
  g_assert_cmpint (store_fixture_read_int (&fixture->here,
                                           "SELECT row ->> 'name' = 'Marie Durand' FROM sync_base"),
                   ==, 1);
  assert_rest (fixture);
  assert_shown (&fixture->here, "clients", MARIE, "notes", "Tea");
}

static void
test_twice (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (SalonChange) first = NULL;
  g_autoptr (SalonChange) second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Anne");
  shared_salon_sync (fixture->shared, fixture->there.store);
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  answers = sync_fixture_push (fixture, &fixture->here);
  first = sync_fixture_take (&fixture->here, answers);
  g_assert_cmpuint (salon_change_get_n_edits (first), ==, 1);
  before = store_fixture_dump (&fixture->here);
  second = sync_fixture_take (&fixture->here, answers);
  after = store_fixture_dump (&fixture->here);
  g_assert_cmpuint (salon_change_get_n_edits (second), ==, 0);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "reviews"), ==, 1);
}

/* We send, it takes effect, the answer is lost; somebody else changes the row again; we pull that, and
 * then hear that our change was taken: it was, but it is no longer what holds. */
static void
test_duplicate_after_pull (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) shown = NULL;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  lose_answers (fixture);
  shared_salon_sync (fixture->shared, fixture->there.store);
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Anne");
  shared_salon_sync (fixture->shared, fixture->there.store);
  pull_here (fixture);
  assert_shown (&fixture->here, "clients", MARIE, "name", "Léa");
  shown = push (fixture);
  assert_shown (&fixture->here, "clients", MARIE, "name", "Anne");
  assert_reviews (fixture, "");
  assert_rest (fixture);
}

static void
test_duplicate_before_pull (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) shown = NULL;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  lose_answers (fixture);
  store_fixture_reopen (&fixture->here);
  shown = push (fixture);
  g_assert_cmpuint (salon_change_get_n_edits (shown), ==, 0);
  assert_shown (&fixture->here, "clients", MARIE, "name", "Léa");
  assert_rest (fixture);
}

/* The row in the way is told as it was when the change was first looked at. */
static void
test_duplicate_refusal (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) shown = NULL;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Anne");
  shared_salon_sync (fixture->shared, fixture->there.store);
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  lose_answers (fixture);
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Anne-Sophie");
  shared_salon_sync (fixture->shared, fixture->there.store);
  pull_here (fixture);
  shown = push (fixture);
  assert_shown (&fixture->here, "clients", MARIE, "name", "Anne-Sophie");
  assert_rest (fixture);
}

static void
test_conflict (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) shown = NULL;
  const SalonEdit *edit = NULL;
  gint64 seq;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Anne");
  shared_salon_sync (fixture->shared, fixture->there.store);
  seq = sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  shown = push (fixture);
  assert_reviews (fixture, "%d changed", (int) seq);
  /* Theirs is shown at once: the answer brought it. */
  assert_shown (&fixture->here, "clients", MARIE, "name", "Anne");
  g_assert_cmpuint (salon_change_get_n_edits (shown), ==, 1);
  edit = salon_change_get_edit (shown, 0);
  g_assert_cmpint (edit->op, ==, SALON_EDIT_UPDATE);
  g_assert_cmpuint (json_object_get_size (edit->set), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (edit->was, "name"), ==, "Léa");
  g_assert_cmpstr (json_object_get_string_member (edit->set, "name"), ==, "Anne");
  g_assert_null (salon_change_get_device (shown));
  assert_rest (fixture);
}

static void
test_history_and_undo (SyncFixture *fixture, gconstpointer unused)
{
  g_auto (SalonUndoState) state = { NULL };
  g_autoptr (SalonReader) reader = salon_reader_open (fixture->here.path, NULL);
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (SalonChange) shown = NULL;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Anne");
  shared_salon_sync (fixture->shared, fixture->there.store);
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  shown = push (fixture);
  g_assert_true (salon_store_get_undo_state (fixture->here.store, &state, NULL));
  g_assert_cmpstr (state.undo_label, ==, "Insert");
  history = salon_reader_list_history (reader, "clients", MARIE, 10, NULL);
  g_assert_cmpuint (history->len, ==, 2);
  g_assert_true (((SalonHistoryEntry *) g_ptr_array_index (history, 0))->refused);
  g_assert_false (((SalonHistoryEntry *) g_ptr_array_index (history, 1))->refused);
}

/* Something is undone here, and the undoing is refused: what it meant is nobody's guess. */
static void
test_refused_undo (SyncFixture *fixture, gconstpointer unused)
{
  g_auto (SalonUndoState) state = { NULL };
  g_autoptr (SalonChange) undone = NULL;
  g_autoptr (SalonChange) shown = NULL;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  shared_salon_sync (fixture->shared, fixture->here.store);
  shared_salon_sync (fixture->shared, fixture->there.store);
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Anne");
  shared_salon_sync (fixture->shared, fixture->there.store);
  undone = salon_store_undo (fixture->here.store, FIXTURE_NOW, NULL);
  g_assert_nonnull (undone);
  shown = push (fixture);
  g_assert_true (salon_store_get_undo_state (fixture->here.store, &state, NULL));
  g_assert_cmpstr (state.undo_label, ==, "Insert");
  g_assert_null (state.redo_label);
  assert_rest (fixture);
}

/* The first is refused; the second touches the same row and was not sent yet, the third touches a row
 * of the second. The fourth has nothing to do with them. */
static void
test_followers (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (SalonChange) shown = NULL;
  g_autoptr (SalonChange) second = NULL;
  g_autoptr (JsonObject) marie = NULL;
  g_autoptr (JsonObject) lea = fixture_client (0x101, "Léa");
  gint64 first, third;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Anne");
  shared_salon_sync (fixture->shared, fixture->there.store);
  first = sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Zoé");
  answers = sync_fixture_push (fixture, &fixture->here);

  marie = fixture_client (0x100, "Zoé");
  salon_change_builder_insert (builder, "clients", lea);
  json_object_set_string_member (lea, "name", "Zoé");
  {
    g_autoptr (JsonObject) after = fixture_client (0x100, "Zoé");

    json_object_set_string_member (after, "notes", "Tea");
    salon_change_builder_update (builder, "clients", marie, after);
  }
  second = store_fixture_apply (&fixture->here, salon_change_builder_end (builder, "Both"));
  third = sync_fixture_set (&fixture->here, "clients", LEA, "notes", "Coffee");
  sync_fixture_insert (&fixture->here, "bookings",
                       fixture_booking (0x300, "2026-03-12", "14:00:00", 60));

  shown = sync_fixture_take (&fixture->here, answers);
  assert_reviews (fixture, "%d changed, %d follows, %d follows", (int) first,
                  (int) salon_change_get_seq (second), (int) third);
  assert_shown (&fixture->here, "clients", MARIE, "name", "Anne");
  assert_shown (&fixture->here, "clients", MARIE, "notes", "null");
  assert_shown (&fixture->here, "clients", LEA, "name", NULL);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "outbox"), ==, 1);
  assert_rest (fixture);
  assert_shown (&fixture->here, "bookings", BOOKING, "status", "confirmed");
}

/* A booking for a client whose card was refused falls with it. */
static void
test_children (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (SalonChange) shown = NULL;
  JsonObject *booking = fixture_booking (0x300, "2026-03-12", "14:00:00", 60);
  g_autofree char *refusal = NULL;
  gint64 client, visit;

  client = sync_fixture_insert (&fixture->here, "clients", fixture_client (0x100, "Marie"));
  json_object_set_string_member (booking, "client_id", MARIE);
  visit = sync_fixture_insert (&fixture->here, "bookings", booking);
  refusal = g_strdup_printf ("[{\"seq\":%d,\"outcome\":\"rejected\",\"code\":\"bad_value\"}]",
                             (int) client);
  answers = sync_fixture_answers (refusal);
  shown = sync_fixture_take (&fixture->here, answers);
  assert_reviews (fixture, "%d bad_value, %d follows", (int) client, (int) visit);
  g_assert_cmpuint (salon_change_get_n_edits (shown), ==, 2);
  g_assert_true (salon_store_check (fixture->here.store, NULL));
  assert_rest (fixture);
}

/* Sent together, the first refused, the second taken: it is not taken back. */
static void
test_own_answer (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) shown = NULL;
  gint64 first;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Anne");
  shared_salon_sync (fixture->shared, fixture->there.store);
  first = sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Zoé");
  sync_fixture_set (&fixture->here, "clients", MARIE, "notes", "Tea");
  shown = push (fixture);
  assert_reviews (fixture, "%d changed", (int) first);
  assert_shown (&fixture->here, "clients", MARIE, "name", "Anne");
  assert_shown (&fixture->here, "clients", MARIE, "notes", "Tea");
  assert_rest (fixture);
}

/* Made, changed and thrown away before anybody heard of it. */
static void
test_insert_update_delete (SyncFixture *fixture, gconstpointer unused)
{
  sync_fixture_insert (&fixture->here, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  sync_fixture_delete (&fixture->here, "clients", MARIE);
  assert_shown (&fixture->here, "clients", MARIE, "name", NULL);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "outbox"), ==, 3);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "sync_base"), ==, 1);
  assert_rest (fixture);
  assert_reviews (fixture, "");
}

/* A slot that was taken meanwhile: both are seen while it waits, and the one in the way is shown as
 * soon as we hear of it. */
static void
test_taken (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) shown = NULL;
  gint64 seq;

  sync_fixture_insert (&fixture->there, "bookings",
                       fixture_booking (0x301, "2026-03-12", "14:30:00", 60));
  shared_salon_sync (fixture->shared, fixture->there.store);
  seq = sync_fixture_insert (&fixture->here, "bookings",
                             fixture_booking (0x300, "2026-03-12", "14:00:00", 60));
  shown = push (fixture);
  assert_reviews (fixture, "%d taken", (int) seq);
  assert_shown (&fixture->here, "bookings", BOOKING, "status", NULL);
  assert_shown (&fixture->here, "bookings", LATER, "status", "confirmed");
  g_assert_cmpuint (salon_change_get_n_edits (shown), ==, 2);
  assert_rest (fixture);
}

static void
test_unknown (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) answers =
    sync_fixture_answers ("[{\"seq\":77,\"outcome\":\"rejected\",\"code\":\"bad_value\"},"
                          "{\"seq\":78,\"outcome\":\"applied\"}]");
  g_autoptr (SalonChange) shown = sync_fixture_take (&fixture->here, answers);

  g_assert_cmpuint (salon_change_get_n_edits (shown), ==, 0);
  assert_reviews (fixture, "");
}

static void
test_not_shared (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) answers = sync_fixture_answers ("[]");
  g_autoptr (GError) error = NULL;

  g_assert_true (salon_store_unshare (fixture->here.store, NULL));
  g_assert_null (salon_store_take_answers (fixture->here.store, answers, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/store-answers/" path, SyncFixture, NULL, sync_fixture_set_up, test,          \
              sync_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what-was-taken-stays-as-it-is-shown", test_applied);
  ADD ("a-change-made-between-sending-and-answer-waits-on", test_applied_between);
  ADD ("an-answer-that-comes-twice-does-nothing", test_twice);
  ADD ("a-late-answer-does-not-undo-what-others-did-since", test_duplicate_after_pull);
  ADD ("a-late-answer-before-the-page-keeps-what-is-shown", test_duplicate_before_pull);
  ADD ("a-late-refusal-does-not-bring-back-an-old-row", test_duplicate_refusal);
  ADD ("a-clash-goes-to-review-and-theirs-is-shown", test_conflict);
  ADD ("a-refused-change-is-marked-and-cannot-be-undone", test_history_and_undo);
  ADD ("a-refused-undo-leaves-the-stack-with-what-it-undid", test_refused_undo);
  ADD ("what-was-built-on-a-refused-change-falls-with-it", test_followers);
  ADD ("what-points-at-a-refused-row-falls-with-it", test_children);
  ADD ("a-change-with-its-own-answer-does-not-fall", test_own_answer);
  ADD ("inserted-changed-and-deleted-while-waiting", test_insert_update_delete);
  ADD ("a-slot-taken-meanwhile-goes-to-review", test_taken);
  ADD ("an-answer-to-nothing-is-passed-over", test_unknown);
  ADD ("a-file-that-is-not-shared-takes-no-answers", test_not_shared);
  return g_test_run ();
}
