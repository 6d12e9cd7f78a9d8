/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo, in one sitting and after a restart. */
#include "store-fixture.h"
#include "store/salon-store-error.h"

#define CLIENT 0x100

static void
assert_state (StoreFixture *fixture, const char *undo_label, const char *redo_label)
{
  SalonUndoState state = { NULL };

  g_assert_true (salon_store_get_undo_state (fixture->store, &state, NULL));
  g_assert_cmpstr (state.undo_label, ==, undo_label);
  g_assert_cmpstr (state.redo_label, ==, redo_label);
  salon_undo_state_clear (&state);
}

/* What the owner sees: the tables without the journal. */
static char *
dump_rows (StoreFixture *fixture)
{
  g_autofree char *dump = store_fixture_dump (fixture);

  *strstr (dump, "salon_file\n") = '\0';
  return g_strdup (dump);
}

static void
add_client (StoreFixture *fixture, guint number, const char *label)
{
  g_autoptr (JsonObject) client = fixture_client (CLIENT + number, "Marie");
  g_autoptr (SalonChange) applied =
    store_fixture_apply (fixture, fixture_insert ("clients", client, label));

  g_assert_cmpstr (salon_change_get_label (applied), ==, label);
}

static void
rename_client (StoreFixture *fixture, const char *from, const char *to, const char *label)
{
  g_autoptr (JsonObject) client = fixture_client (CLIENT, from);
  g_autoptr (SalonChange) applied =
    store_fixture_apply (fixture, fixture_update ("clients", client, "name", to, label));
}

typedef SalonChange *(*StepFunc) (SalonStore *store, gint64 now, GError **error);

static void
take_step (StoreFixture *fixture, StepFunc step, const char *label)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) applied = step (fixture->store, FIXTURE_NOW, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (salon_change_get_label (applied), ==, label);
  g_assert_cmpint (salon_change_get_seq (applied), ==,
                   store_fixture_read_int (fixture, "SELECT last_seq FROM salon_file"));
}

static void
assert_step_fails (StoreFixture *fixture, StepFunc step, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = store_fixture_dump (fixture);
  g_autofree char *after = NULL;

  g_assert_null (step (fixture->store, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, code);
  after = store_fixture_dump (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_nothing (StoreFixture *fixture, gconstpointer unused)
{
  assert_state (fixture, NULL, NULL);
  assert_step_fails (fixture, salon_store_undo, SALON_STORE_ERROR_NOTHING);
  assert_step_fails (fixture, salon_store_redo, SALON_STORE_ERROR_NOTHING);
}

static void
test_there_and_back (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *empty = dump_rows (fixture);
  g_autofree char *full = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  add_client (fixture, 0, "Add");
  rename_client (fixture, "Marie", "Zoé", "Rename");
  rename_client (fixture, "Zoé", "Zoë", "Rename again");
  full = dump_rows (fixture);
  assert_state (fixture, "Rename again", NULL);

  take_step (fixture, salon_store_undo, "Rename again");
  assert_state (fixture, "Rename", "Rename again");
  take_step (fixture, salon_store_undo, "Rename");
  take_step (fixture, salon_store_undo, "Add");
  assert_state (fixture, NULL, "Add");
  undone = dump_rows (fixture);
  g_assert_cmpstr (undone, ==, empty);

  take_step (fixture, salon_store_redo, "Add");
  take_step (fixture, salon_store_redo, "Rename");
  take_step (fixture, salon_store_redo, "Rename again");
  redone = dump_rows (fixture);
  g_assert_cmpstr (redone, ==, full);
  assert_state (fixture, "Rename again", NULL);
}

static void
test_restart (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *empty = dump_rows (fixture);
  g_autofree char *undone = NULL;

  add_client (fixture, 0, "Add");
  rename_client (fixture, "Marie", "Zoé", "Rename");
  store_fixture_reopen (fixture);
  assert_state (fixture, "Rename", NULL);
  take_step (fixture, salon_store_undo, "Rename");
  store_fixture_reopen (fixture);
  assert_state (fixture, "Add", "Rename");
  take_step (fixture, salon_store_redo, "Rename");
  store_fixture_reopen (fixture);
  take_step (fixture, salon_store_undo, "Rename");
  take_step (fixture, salon_store_undo, "Add");
  undone = dump_rows (fixture);
  g_assert_cmpstr (undone, ==, empty);
}

static void
test_new_change_cuts (StoreFixture *fixture, gconstpointer unused)
{
  add_client (fixture, 0, "Add");
  rename_client (fixture, "Marie", "Zoé", "Rename");
  take_step (fixture, salon_store_undo, "Rename");
  rename_client (fixture, "Marie", "Maria", "Rename otherwise");
  assert_state (fixture, "Rename otherwise", NULL);
  assert_step_fails (fixture, salon_store_redo, SALON_STORE_ERROR_NOTHING);
  take_step (fixture, salon_store_undo, "Rename otherwise");
  assert_state (fixture, "Add", "Rename otherwise");
}

/* Undo is a change like any other to the shared salon. */
static void
test_is_a_change (StoreFixture *fixture, gconstpointer unused)
{
  add_client (fixture, 0, "Add");
  take_step (fixture, salon_store_undo, "Add");
  take_step (fixture, salon_store_redo, "Add");
  g_assert_cmpint (salon_store_count_outbox (fixture->store, NULL), ==, 3);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM history"), ==, 3);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM history_rows"), ==, 3);
}

static void
test_stale (StoreFixture *fixture, gconstpointer unused)
{
  add_client (fixture, 0, "Add");
  rename_client (fixture, "Marie", "Zoé", "Rename");
  g_assert_cmpint (store_fixture_execute (fixture, "UPDATE clients SET name = 'Elsewhere'"), ==,
                   SQLITE_OK);
  assert_step_fails (fixture, salon_store_undo, SALON_STORE_ERROR_STALE);
  assert_state (fixture, "Rename", NULL);

  g_assert_cmpint (store_fixture_execute (fixture, "UPDATE clients SET name = 'Zoé'"), ==,
                   SQLITE_OK);
  take_step (fixture, salon_store_undo, "Rename");
  g_assert_cmpint (store_fixture_execute (fixture, "UPDATE clients SET name = 'Elsewhere'"), ==,
                   SQLITE_OK);
  assert_step_fails (fixture, salon_store_redo, SALON_STORE_ERROR_STALE);
  assert_state (fixture, "Add", "Rename");
}

/* The place of a cancelled booking was given away: it does not come back over the other. */
static void
test_taken (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) first = fixture_booking (1, "2026-03-12", "14:00:00", 60);
  g_autoptr (JsonObject) second = fixture_booking (2, "2026-03-12", "14:30:00", 60);
  g_autoptr (SalonChange) booked =
    store_fixture_apply (fixture, fixture_insert ("bookings", first, "Book"));
  g_autoptr (SalonChange) cancelled =
    store_fixture_apply (fixture,
                         fixture_update ("bookings", first, "status", "cancelled", "Cancel"));
  g_autofree char *sql = NULL;
  g_autofree char *id = fixture_id (2);

  sql = g_strdup_printf (
    "INSERT INTO bookings (id, client_name, booking_date, booking_time, status, payment_status,\n"
    "                      created_at, staff_id, duration_minutes, buffer_minutes, price)\n"
    "SELECT '%s', client_name, booking_date, '14:30:00', 'confirmed', payment_status,\n"
    "       created_at, staff_id, duration_minutes, buffer_minutes, price\n"
    "FROM bookings",
    id);
  g_assert_cmpint (store_fixture_execute (fixture, sql), ==, SQLITE_OK);
  assert_step_fails (fixture, salon_store_undo, SALON_STORE_ERROR_TAKEN);
  assert_state (fixture, "Cancel", NULL);
}

static void
test_limit (StoreFixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < 210; i++)
    {
      g_autofree char *label = g_strdup_printf ("Add %u", i);

      add_client (fixture, i, label);
    }
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM undo_stack"), ==, 200);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT min (seq) FROM undo_stack"), ==, 11);
  take_step (fixture, salon_store_undo, "Add 209");
}

/* A walk of changes, undos, redos and restarts beside a plain list of what the rows must be. */
static void
test_random_walk (StoreFixture *fixture, gconstpointer unused)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int n_steps = store_fixture_count (100, 2000);
  guint at = 0;

  g_test_message ("seed %u", seed);
  add_client (fixture, 0, "Add");
  g_ptr_array_add (names, g_strdup ("Marie"));
  for (int step = 0; step < n_steps; step++)
    {
      int kind = g_rand_int_range (random, 0, 10);
      g_autofree char *name = NULL;

      if (kind < 4)
        {
          const char *before = g_ptr_array_index (names, at);
          char *after = g_strdup_printf ("Name %d", step);

          rename_client (fixture, before, after, after);
          g_ptr_array_set_size (names, (int) ++at);
          g_ptr_array_add (names, after);
        }
      else if (kind < 7 && at > 0)
        take_step (fixture, salon_store_undo, g_ptr_array_index (names, at--));
      else if (kind < 9 && at + 1 < names->len)
        take_step (fixture, salon_store_redo, g_ptr_array_index (names, ++at));
      else if (kind == 9)
        store_fixture_reopen (fixture);

      name = store_fixture_read_text (fixture, "SELECT name FROM clients");
      g_assert_cmpstr (name, ==, g_ptr_array_index (names, at));
    }
  g_assert_true (salon_store_check (fixture->store, NULL));
}

/* A booking that was made by a program which did not know of a column that came since. */
static void
test_before_a_column (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) booking = fixture_booking (0x300, "2026-03-12", "14:00:00", 60);
  g_autoptr (SalonChange) applied =
    store_fixture_apply (fixture, fixture_insert ("bookings", booking, "Book"));

  g_assert_cmpint (
    store_fixture_execute (
      fixture, "UPDATE history SET change = json_remove (change, '$.edits[0].set.double_booked')"),
    ==, SQLITE_OK);
  take_step (fixture, salon_store_undo, "Book");
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM bookings"), ==, 0);
  take_step (fixture, salon_store_redo, "Book");
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT double_booked FROM bookings"), ==, 0);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/undo/" path, StoreFixture, NULL, store_fixture_set_up, test,                 \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("nothing-to-undo-is-told", test_nothing);
  ADD ("undo-and-redo-go-there-and-back", test_there_and_back);
  ADD ("stack-survives-a-restart", test_restart);
  ADD ("new-change-cuts-what-could-be-redone", test_new_change_cuts);
  ADD ("undo-is-queued-and-kept-as-a-change", test_is_a_change);
  ADD ("row-changed-meanwhile-is-stale", test_stale);
  ADD ("cancelled-booking-does-not-come-back-over-another", test_taken);
  ADD ("two-hundred-steps-are-kept", test_limit);
  ADD ("a-change-from-before-a-column-came-can-be-undone", test_before_a_column);
  ADD ("random-walk-matches-a-plain-list", test_random_walk);
  return g_test_run ();
}
