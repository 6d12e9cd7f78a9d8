/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bookings of the web that were not confirmed in time, and who books around them. */
#include "core/salon-instant.h"
#include "store-fixture.h"
#include "store/salon-store-error.h"

#define EXPIRES "2026-03-12T10:00:00Z"

static gint64
at (const char *wire)
{
  gint64 instant = 0;

  g_assert_true (salon_instant_from_wire (wire, &instant, NULL));
  return instant;
}

static void
hold (StoreFixture *fixture, guint number, const char *date, const char *time)
{
  g_autoptr (JsonObject) row = fixture_booking (number, date, time, 60);

  json_object_set_string_member (row, "status", "pending");
  json_object_set_string_member (row, "hold_expires_at", EXPIRES);
  salon_change_unref (store_fixture_apply (fixture, fixture_insert ("bookings", row, "Web")));
}

/* Takes @change. */
static gboolean
apply_at (StoreFixture *fixture, SalonChange *change, const char *wire)
{
  g_autoptr (SalonChange) taken = change;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) kept = salon_store_apply (fixture->store, taken, at (wire), &error);

  g_assert_true ((kept == NULL) == (error != NULL));
  return kept != NULL;
}

static SalonChange *
book (guint number, const char *time)
{
  g_autoptr (JsonObject) row = fixture_booking (number, "2026-03-12", time, 60);

  return fixture_insert ("bookings", row, "Book");
}

static void
expect (StoreFixture *fixture, const char *expected)
{
  g_autofree char *found = store_fixture_read_text (
    fixture, "SELECT group_concat (status || coalesce (' ' || cancellation_reason, '')\n"
             "  || coalesce (' ' || datetime (cancelled_at, 'unixepoch'), ''), ', ' ORDER BY id)\n"
             "FROM bookings");

  g_assert_cmpstr (found, ==, expected);
}

static void
test_held (StoreFixture *fixture, gconstpointer unused)
{
  hold (fixture, 1, "2026-03-12", "14:00:00");
  g_assert_false (apply_at (fixture, book (2, "14:30:00"), "2026-03-12T09:59:00Z"));
  expect (fixture, "pending");
}

static void
test_expired (StoreFixture *fixture, gconstpointer unused)
{
  hold (fixture, 1, "2026-03-12", "14:00:00");
  hold (fixture, 3, "2026-03-20", "14:00:00");
  g_assert_true (apply_at (fixture, book (2, "14:30:00"), "2026-03-12T10:01:00Z"));
  /* The values follow from the row, so the shared salon comes to the same; another day stays. */
  expect (fixture, "cancelled hold expired 2026-03-12 10:00:00, confirmed, pending");
  /* It is told to the others, in its own change, before the one that needs the chair. */
  g_assert_cmpint (store_fixture_read_int (fixture,
                                           "SELECT count (*) FROM outbox\n"
                                           "WHERE change ->> '$.label' = 'hold expired'\n"
                                           "  AND seq = (SELECT max (seq) - 1 FROM outbox)"),
                   ==, 1);
}

/* Undo takes back the booking, and not that the hold let go. */
static void
test_undo (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) undone = NULL;
  g_autoptr (GError) error = NULL;

  hold (fixture, 1, "2026-03-12", "14:00:00");
  g_assert_true (apply_at (fixture, book (2, "14:30:00"), "2026-03-12T10:01:00Z"));
  undone = salon_store_undo (fixture->store, at ("2026-03-12T10:02:00Z"), &error);
  g_assert_no_error (error);
  expect (fixture, "cancelled hold expired 2026-03-12 10:00:00");
}

/* Nothing is let go for a change that comes to nothing. */
static void
test_refused (StoreFixture *fixture, gconstpointer unused)
{
  salon_change_unref (store_fixture_apply (fixture, book (4, "15:00:00")));
  hold (fixture, 1, "2026-03-12", "14:00:00");
  g_assert_false (apply_at (fixture, book (2, "14:30:00"), "2026-03-12T10:01:00Z"));
  expect (fixture, "pending, confirmed");
}

/* She may still be confirmed late, while nobody else wants the chair. */
static void
test_late (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) row = fixture_booking (1, "2026-03-12", "14:00:00", 60);

  hold (fixture, 1, "2026-03-12", "14:00:00");
  json_object_set_string_member (row, "status", "pending");
  g_assert_true (apply_at (fixture,
                           fixture_update ("bookings", row, "status", "confirmed", "Confirm"),
                           "2026-03-12T10:01:00Z"));
  expect (fixture, "confirmed");
}

/* By the clock, whatever day they are of; and nobody undoes it. */
static void
test_clock (StoreFixture *fixture, gconstpointer unused)
{
  SalonUndoState before = { NULL };
  SalonUndoState after = { NULL };
  g_autoptr (SalonChange) released = NULL;
  g_autoptr (GError) error = NULL;

  hold (fixture, 1, "2026-03-12", "14:00:00");
  hold (fixture, 3, "2026-03-20", "14:00:00");
  g_assert_null (salon_store_release_expired (fixture->store, at (EXPIRES), &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOTHING);
  g_clear_error (&error);
  expect (fixture, "pending, pending");
  g_assert_true (salon_store_get_undo_state (fixture->store, &before, NULL));
  released = salon_store_release_expired (fixture->store, at ("2026-03-12T10:00:01Z"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (salon_change_get_n_edits (released), ==, 2);
  expect (fixture, "cancelled hold expired 2026-03-12 10:00:00, "
                   "cancelled hold expired 2026-03-12 10:00:00");
  g_assert_true (salon_store_get_undo_state (fixture->store, &after, NULL));
  g_assert_cmpstr (after.undo_label, ==, before.undo_label);
  salon_undo_state_clear (&before);
  salon_undo_state_clear (&after);
}

/* What an undo brings back needs its chair as a booking does. */
static void
test_undo_releases (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) row = fixture_booking (2, "2026-03-12", "14:30:00", 60);
  g_autoptr (SalonChange) undone = NULL;
  g_autoptr (SalonChange) redone = NULL;
  g_autoptr (GError) error = NULL;

  salon_change_unref (store_fixture_apply (fixture, book (2, "14:30:00")));
  salon_change_unref (store_fixture_apply (fixture, fixture_update ("bookings", row, "status",
                                                                    "cancelled", "Cancel")));
  hold (fixture, 1, "2026-03-12", "14:00:00");
  /* The making of the hold is undone and redone on the way. */
  undone = salon_store_undo (fixture->store, at ("2026-03-12T09:00:00Z"), &error);
  g_assert_no_error (error);
  redone = salon_store_redo (fixture->store, at ("2026-03-12T09:00:00Z"), &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_fixture_execute (fixture, "DELETE FROM undo_stack WHERE position = 3"), ==,
                   SQLITE_OK);
  g_clear_pointer (&undone, salon_change_unref);
  undone = salon_store_undo (fixture->store, at ("2026-03-12T10:01:00Z"), &error);
  g_assert_no_error (error);
  expect (fixture, "cancelled hold expired 2026-03-12 10:00:00, confirmed");
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/store-holds/" path, StoreFixture, NULL, store_fixture_set_up, test,          \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("a-held-chair-is-taken", test_held);
  ADD ("an-expired-hold-lets-go-when-the-chair-is-wanted", test_expired);
  ADD ("undo-leaves-it-let-go", test_undo);
  ADD ("a-refused-change-lets-go-of-nothing", test_refused);
  ADD ("the-clock-lets-go-of-all-that-expired", test_clock);
  ADD ("undo-lets-go-of-holds-as-a-booking-does", test_undo_releases);
  ADD ("one-that-is-confirmed-late-stays", test_late);
  return g_test_run ();
}
