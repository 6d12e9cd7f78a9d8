/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The promise of salon-store.h on a disk that loses its power, is full, or fails.
 *
 * That these tests can fail was tried: with `synchronous=OFF` and with `synchronous=NORMAL` a
 * reported change is gone after a cut; with the outbox, or the history, written after COMMIT the
 * counts differ; without the empty transaction after a failed commit, the failed change comes back.
 */
#include "power-loss-vfs.h"
#include "store-fixture.h"
#include "store-workload.h"
#include "store/salon-store-error.h"
#include "store/salon-store-private.h"

/* Often enough that a cut falls into many checkpoints. */
#define CHECKPOINT_PAGES 40
/* Of one start, in writes; a change has some seventy. */
#define LONGEST_RUN 700

typedef struct
{
  StoreFixture file;
  GRand *random;
  /* The checksum of each change that was reported, change 1 first. */
  GPtrArray *reported;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  guint32 seed = (guint32) g_test_rand_int ();

  g_test_message ("seed %u", seed);
  power_loss_format ();
  fixture->random = g_rand_new_with_seed (seed);
  fixture->reported = g_ptr_array_new_with_free_func (g_free);
  store_fixture_set_up (&fixture->file, NULL);
  sqlite3_wal_autocheckpoint (salon_store_get_database (fixture->file.store), CHECKPOINT_PAGES);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  store_fixture_tear_down (&fixture->file, NULL);
  g_rand_free (fixture->random);
  g_ptr_array_unref (fixture->reported);
}

/* FALSE when the store said that it failed. */
static gboolean
take_step (Fixture *fixture, GError **error)
{
  g_autoptr (SalonChange) change =
    store_workload_step (fixture->file.store, fixture->random, error);

  if (change == NULL)
    return FALSE;
  g_assert_cmpint (salon_change_get_seq (change), ==, fixture->reported->len + 1);
  g_ptr_array_add (fixture->reported, store_workload_checksum (change));
  return TRUE;
}

static void
take_steps (Fixture *fixture, guint n)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      take_step (fixture, &error);
      g_assert_no_error (error);
    }
}

/* All that was reported is there. One change may be there that was not: the power went after it was
 * safe and before it was told; from here on it counts. */
static void
check_file (Fixture *fixture)
{
  SalonStore *store = fixture->file.store;
  gint64 last = store_workload_check (store);
  guint n_reported = fixture->reported->len;

  g_assert_cmpint (last, >=, n_reported);
  g_assert_cmpint (last, <=, n_reported + 1);
  for (guint i = n_reported > 5 ? n_reported - 5 : 0; i < n_reported; i++)
    {
      g_autofree char *found = store_workload_dup_checksum (store, i + 1);

      g_assert_cmpstr (found, ==, g_ptr_array_index (fixture->reported, i));
    }
  if (last > n_reported)
    g_ptr_array_add (fixture->reported, store_workload_dup_checksum (store, last));
}

static void
check_all_reported (Fixture *fixture)
{
  for (guint i = 0; i < fixture->reported->len; i++)
    {
      g_autofree char *found = store_workload_dup_checksum (fixture->file.store, i + 1);

      g_assert_cmpstr (found, ==, g_ptr_array_index (fixture->reported, i));
    }
}

/* Opens again; the power may go while the log is read back, any number of times. */
static void
reopen (Fixture *fixture, PowerLossFate fate)
{
  gboolean is_unlucky = g_rand_int_range (fixture->random, 0, 4) == 0;

  g_clear_object (&fixture->file.store);
  power_loss_restore (fate, fixture->random);
  if (is_unlucky)
    power_loss_cut_after ((guint) g_rand_int_range (fixture->random, 1, 20));
  fixture->file.store = salon_store_open (fixture->file.path, NULL);
  while (fixture->file.store == NULL || !power_loss_is_on ())
    {
      g_assert_false (power_loss_is_on ());
      g_clear_object (&fixture->file.store);
      power_loss_restore (fate, fixture->random);
      fixture->file.store = salon_store_open (fixture->file.path, NULL);
    }
  power_loss_cut_after (0);
  sqlite3_wal_autocheckpoint (salon_store_get_database (fixture->file.store), CHECKPOINT_PAGES);
}

static void
run_cuts (Fixture *fixture, PowerLossFate fate)
{
  int n_cuts = store_fixture_count (30, 300);

  for (int i = 0; i < n_cuts; i++)
    {
      power_loss_cut_after ((guint) g_rand_int_range (fixture->random, 1, LONGEST_RUN));
      while (take_step (fixture, NULL))
        ;
      g_assert_false (power_loss_is_on ());
      reopen (fixture, fate);
      check_file (fixture);
    }
  check_all_reported (fixture);
  g_test_message ("%d cuts, %u changes", n_cuts, fixture->reported->len);
  g_assert_cmpuint (fixture->reported->len, >, (guint) n_cuts);
}

static void
test_nothing_arrives (Fixture *fixture, gconstpointer unused)
{
  run_cuts (fixture, POWER_LOSS_KEEP_NOTHING);
}

static void
test_all_arrives (Fixture *fixture, gconstpointer unused)
{
  run_cuts (fixture, POWER_LOSS_KEEP_ALL);
}

static void
test_some_arrives (Fixture *fixture, gconstpointer unused)
{
  run_cuts (fixture, POWER_LOSS_KEEP_SOME);
}

/* A new file is whole, or it is as if it had never been begun. A long run cuts at every write. */
static void
test_first_start (Fixture *fixture, gconstpointer unused)
{
  int longest_stride = store_fixture_count (10, 1);

  for (guint n = 1;; n += (guint) g_rand_int_range (fixture->random, 1, longest_stride + 1))
    {
      gboolean is_done;

      store_fixture_remove_file (&fixture->file);
      power_loss_format ();
      power_loss_cut_after (n);
      fixture->file.store = salon_store_open (fixture->file.path, NULL);
      is_done = fixture->file.store != NULL && power_loss_is_on ();
      if (is_done)
        break;
      g_clear_object (&fixture->file.store);
      power_loss_restore (POWER_LOSS_KEEP_SOME, fixture->random);
      store_fixture_reopen (&fixture->file);
      g_assert_cmpint (store_workload_check (fixture->file.store), ==, 0);
    }
}

static void
test_syncs (Fixture *fixture, gconstpointer unused)
{
  guint before = power_loss_get_n_syncs ();

  sqlite3_wal_autocheckpoint (salon_store_get_database (fixture->file.store), 0);
  take_steps (fixture, 10);
  g_assert_cmpuint (power_loss_get_n_syncs () - before, >=, 10);
  g_assert_cmpuint (power_loss_get_n_syncs () - before, <=, 12);
}

typedef struct
{
  int code;
  gboolean stays;
  int expected;
} Fault;

static const Fault disk_is_full = { SQLITE_FULL, TRUE, SALON_STORE_ERROR_FULL };
static const Fault one_write_finds_no_room = { SQLITE_FULL, FALSE, SALON_STORE_ERROR_FULL };
static const Fault one_write_fails = { SQLITE_IOERR_WRITE, FALSE, SALON_STORE_ERROR_IO };
static const Fault writes_fail = { SQLITE_IOERR_WRITE, TRUE, SALON_STORE_ERROR_IO };
static const Fault one_sync_fails = { SQLITE_IOERR_FSYNC, FALSE, SALON_STORE_ERROR_IO };

/* The fault at writes of a step, one after the other, until the step no longer meets it: at some of
 * them, in a long run at each. */
static void
test_fault (Fixture *fixture, gconstpointer user_data)
{
  const Fault *fault = user_data;
  int longest_stride = store_fixture_count (3, 1);
  guint n_faults = 0;

  /* A checkpoint is no part of a step: its fault is nobody's, and is tried again later. */
  sqlite3_wal_autocheckpoint (salon_store_get_database (fixture->file.store), 0);
  take_steps (fixture, 5);
  for (guint n = 1;; n += (guint) g_rand_int_range (fixture->random, 1, longest_stride + 1))
    {
      g_autoptr (GError) error = NULL;

      power_loss_fail_at (n, fault->code, fault->stays);
      if (take_step (fixture, &error))
        break;
      n_faults++;
      g_assert_error (error, SALON_STORE_ERROR, fault->expected);
      power_loss_fail_at (0, SQLITE_OK, FALSE);
      g_assert_cmpint (store_workload_check (fixture->file.store), ==, fixture->reported->len);
      take_steps (fixture, 1);
    }
  power_loss_fail_at (0, SQLITE_OK, FALSE);
  g_assert_cmpuint (n_faults, >, 0);
  store_fixture_reopen (&fixture->file);
  check_file (fixture);
  check_all_reported (fixture);
}

/* The whole of a change is in the log, and its sync fails: the owner is told that it was not saved.
 * The program is killed at once. The change does not come back. */
static void
test_failed_commit_stays_away (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  /* Else a new log's header is synced first, and nothing of the change is written. */
  sqlite3_wal_autocheckpoint (salon_store_get_database (fixture->file.store), 0);
  take_steps (fixture, 3);
  power_loss_fail_at (1, SQLITE_IOERR_FSYNC, TRUE);
  g_assert_false (take_step (fixture, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_IO);

  power_loss_restore (POWER_LOSS_KEEP_ALL, fixture->random);
  store_fixture_reopen (&fixture->file);
  g_assert_cmpint (store_workload_check (fixture->file.store), ==, fixture->reported->len);
}

#define ADD(path, test) g_test_add ("/salon/power/" path, Fixture, NULL, set_up, test, tear_down)
#define ADD_FAULT(path, fault)                                                                     \
  g_test_add ("/salon/disk/" path, Fixture, &fault, set_up, test_fault, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  power_loss_register ();

  ADD ("saved-change-survives-when-nothing-unsynced-arrives", test_nothing_arrives);
  ADD ("saved-change-survives-when-all-arrives", test_all_arrives);
  ADD ("saved-change-survives-when-some-arrives", test_some_arrives);
  ADD ("first-start-is-whole-or-not-begun", test_first_start);
  ADD ("change-costs-one-sync", test_syncs);
  ADD ("change-that-failed-does-not-come-back", test_failed_commit_stays_away);
  ADD_FAULT ("full-disk-is-told-and-leaves-nothing", disk_is_full);
  ADD_FAULT ("moment-without-room-is-told-and-leaves-nothing", one_write_finds_no_room);
  ADD_FAULT ("failed-write-is-told-and-leaves-nothing", one_write_fails);
  ADD_FAULT ("broken-disk-is-told-and-leaves-nothing", writes_fail);
  ADD_FAULT ("failed-sync-is-told-and-leaves-nothing", one_sync_fails);
  return g_test_run ();
}
