/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever may interrupt the sync thread. This thread is the sync thread here. */
#include "sync/salon-sync-control.h"

#define HOUR_MS (60 * 60 * 1000)

typedef struct
{
  SalonSyncControl *control;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->control = salon_sync_control_new ();
  salon_sync_control_enter (self->control);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  salon_sync_control_leave (self->control);
  g_assert_true (salon_sync_control_wait_left (self->control, 0));
  salon_sync_control_unref (self->control);
}

/* As a call to a remote blocks: until it is cancelled. */
static void
block (GCancellable *call)
{
  GPollFD fd;

  g_assert_true (g_cancellable_make_pollfd (call, &fd));
  g_assert_cmpint (g_poll (&fd, 1, -1), ==, 1);
  g_cancellable_release_fd (call);
}

static void
test_deadline (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) call = salon_sync_control_begin_call (fixture->control, 10);

  block (call);
  g_assert_true (salon_sync_control_end_call (fixture->control));
}

static void
test_in_time (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) call = salon_sync_control_begin_call (fixture->control, HOUR_MS);

  g_assert_false (salon_sync_control_end_call (fixture->control));
  g_assert_false (g_cancellable_is_cancelled (call));
}

static void
test_next_call_has_its_own_time (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) first = salon_sync_control_begin_call (fixture->control, 10);
  g_autoptr (GCancellable) second = NULL;

  block (first);
  salon_sync_control_end_call (fixture->control);
  second = salon_sync_control_begin_call (fixture->control, HOUR_MS);
  g_assert_false (g_cancellable_is_cancelled (second));
  g_assert_false (salon_sync_control_end_call (fixture->control));
}

static void
test_extended (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) call = salon_sync_control_begin_call (fixture->control, HOUR_MS);

  salon_sync_control_extend_call (fixture->control, 0);
  salon_sync_control_extend_call (fixture->control, 10);
  block (call);
  g_assert_true (salon_sync_control_end_call (fixture->control));
}

static gpointer
stop (gpointer control)
{
  salon_sync_control_stop (control);
  return NULL;
}

static gpointer
wake (gpointer control)
{
  salon_sync_control_wake (control, FALSE);
  return NULL;
}

static gpointer
wake_by_owner (gpointer control)
{
  salon_sync_control_wake (control, TRUE);
  return NULL;
}

static void
test_stop_ends_a_call (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) call = salon_sync_control_begin_call (fixture->control, HOUR_MS);
  GThread *other = g_thread_new ("other", stop, fixture->control);
  g_autoptr (GCancellable) next = NULL;

  block (call);
  g_assert_false (salon_sync_control_end_call (fixture->control));
  g_assert_true (salon_sync_control_is_stopping (fixture->control));
  next = salon_sync_control_begin_call (fixture->control, HOUR_MS);
  g_assert_true (g_cancellable_is_cancelled (next));
  salon_sync_control_end_call (fixture->control);
  g_thread_join (other);
}

static void
test_wake_ends_a_wait (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) call = salon_sync_control_begin_wait (fixture->control, HOUR_MS);
  GThread *other = g_thread_new ("other", wake, fixture->control);

  block (call);
  g_assert_false (salon_sync_control_end_call (fixture->control));
  g_thread_join (other);
}

static void
test_wake_ends_no_call (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) call = salon_sync_control_begin_call (fixture->control, HOUR_MS);

  salon_sync_control_wake (fixture->control, TRUE);
  g_assert_false (g_cancellable_is_cancelled (call));
  salon_sync_control_end_call (fixture->control);
}

static void
test_wake_is_remembered (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) first = NULL;
  g_autoptr (GCancellable) second = NULL;

  salon_sync_control_wake (fixture->control, FALSE);
  first = salon_sync_control_begin_wait (fixture->control, HOUR_MS);
  g_assert_true (g_cancellable_is_cancelled (first));
  salon_sync_control_end_call (fixture->control);
  salon_sync_control_take_wake (fixture->control);
  second = salon_sync_control_begin_wait (fixture->control, HOUR_MS);
  g_assert_false (g_cancellable_is_cancelled (second));
  salon_sync_control_end_call (fixture->control);
}

static void
test_sleep (Fixture *fixture, gconstpointer unused)
{
  GThread *other = NULL;

  g_assert_false (salon_sync_control_sleep (fixture->control, 1));
  other = g_thread_new ("other", wake, fixture->control);
  g_assert_false (salon_sync_control_sleep (fixture->control, HOUR_MS));
  g_thread_join (other);
  /* The wake is still there, and no reason to end this one. */
  other = g_thread_new ("other", wake_by_owner, fixture->control);
  g_assert_true (salon_sync_control_sleep (fixture->control, -1));
  g_thread_join (other);
  salon_sync_control_take_wake (fixture->control);
  other = g_thread_new ("other", stop, fixture->control);
  g_assert_false (salon_sync_control_sleep (fixture->control, -1));
  g_thread_join (other);
}

#define add(path, test)                                                                            \
  g_test_add ("/salon/sync-control/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("call-that-brings-nothing-is-cancelled", test_deadline);
  add ("call-in-time-is-not", test_in_time);
  add ("next-call-has-a-time-of-its-own", test_next_call_has_its_own_time);
  add ("no-time-runs-while-we-are-busy", test_extended);
  add ("stop-ends-a-call-and-all-that-follow", test_stop_ends_a_call);
  add ("wake-ends-a-wait", test_wake_ends_a_wait);
  add ("wake-ends-no-call", test_wake_ends_no_call);
  add ("wake-before-the-wait-is-remembered", test_wake_is_remembered);
  add ("sleep-ends-by-time-by-wake-by-owner-and-by-stop", test_sleep);

  return g_test_run ();
}
