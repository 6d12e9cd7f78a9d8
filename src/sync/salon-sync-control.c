/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One lock and one condition for all of it: whoever waits looks again at what it waits for.
 * A GCancellable is cancelled outside the lock, for it calls whoever is connected to it.
 */
#include "salon-sync-control.h"

struct _SalonSyncControl
{
  gatomicrefcount references;
  GMutex mutex;
  GCond changed;
  gboolean is_stopping;
  gboolean has_left;
  gboolean is_woken;
  gboolean is_woken_by_owner;
  GCancellable *call;         /* NULL: no call is under way */
  gboolean call_ends_by_wake; /* it only waits for news */
  gint64 deadline;            /* of the call, on the monotonic clock; 0: none */
  gboolean is_expired;        /* the call was given up at its deadline */
  GThread *watch;             /* the sync thread's */
};

SalonSyncControl *
salon_sync_control_new (void)
{
  SalonSyncControl *self = g_new0 (SalonSyncControl, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  return self;
}

SalonSyncControl *
salon_sync_control_ref (SalonSyncControl *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
salon_sync_control_unref (SalonSyncControl *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_object (&self->call);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gint64
time_after (int milliseconds)
{
  return g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;
}

static void
cancel_and_drop (GCancellable *call)
{
  if (call == NULL)
    return;
  g_cancellable_cancel (call);
  g_object_unref (call);
}

void
salon_sync_control_wake (SalonSyncControl *self, gboolean by_owner)
{
  GCancellable *call = NULL;

  g_mutex_lock (&self->mutex);
  self->is_woken = TRUE;
  self->is_woken_by_owner = self->is_woken_by_owner || by_owner;
  if (self->call != NULL && self->call_ends_by_wake)
    call = g_object_ref (self->call);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  cancel_and_drop (call);
}

void
salon_sync_control_stop (SalonSyncControl *self)
{
  GCancellable *call = NULL;

  g_mutex_lock (&self->mutex);
  self->is_stopping = TRUE;
  if (self->call != NULL)
    call = g_object_ref (self->call);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  cancel_and_drop (call);
}

gboolean
salon_sync_control_wait_left (SalonSyncControl *self, int milliseconds)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 end = time_after (milliseconds);

  while (!self->has_left)
    if (!g_cond_wait_until (&self->changed, &self->mutex, end))
      return FALSE;
  return TRUE;
}

gboolean
salon_sync_control_is_stopping (SalonSyncControl *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->is_stopping;
}

/* Gives the call up when its time is over. The lock is held, but for the moment of the cancelling. */
static void
watch_deadline (SalonSyncControl *self)
{
  GCancellable *call = NULL;

  if (g_cond_wait_until (&self->changed, &self->mutex, self->deadline))
    return;
  if (self->deadline == 0 || g_get_monotonic_time () < self->deadline)
    return;
  self->deadline = 0;
  self->is_expired = TRUE;
  call = g_object_ref (self->call);
  g_mutex_unlock (&self->mutex);
  cancel_and_drop (call);
  g_mutex_lock (&self->mutex);
}

static gpointer
run_watch (gpointer user_data)
{
  SalonSyncControl *self = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (!self->has_left)
    {
      if (self->deadline == 0)
        g_cond_wait (&self->changed, &self->mutex);
      else
        watch_deadline (self);
    }
  return NULL;
}

void
salon_sync_control_enter (SalonSyncControl *self)
{
  self->watch = g_thread_new ("salon-sync-watch", run_watch, self);
}

void
salon_sync_control_leave (SalonSyncControl *self)
{
  g_mutex_lock (&self->mutex);
  self->has_left = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_thread_join (g_steal_pointer (&self->watch));
}

static GCancellable *
begin (SalonSyncControl *self, int milliseconds, gboolean ends_by_wake)
{
  GCancellable *call = g_cancellable_new ();
  gboolean is_over = FALSE;

  g_mutex_lock (&self->mutex);
  g_set_object (&self->call, call);
  self->call_ends_by_wake = ends_by_wake;
  self->is_expired = FALSE;
  self->deadline = time_after (milliseconds);
  is_over = self->is_stopping || (ends_by_wake && self->is_woken);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  if (is_over)
    g_cancellable_cancel (call);
  return call;
}

GCancellable *
salon_sync_control_begin_call (SalonSyncControl *self, int milliseconds)
{
  return begin (self, milliseconds, FALSE);
}

GCancellable *
salon_sync_control_begin_wait (SalonSyncControl *self, int milliseconds)
{
  return begin (self, milliseconds, TRUE);
}

void
salon_sync_control_extend_call (SalonSyncControl *self, int milliseconds)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->deadline = milliseconds == 0 ? 0 : time_after (milliseconds);
  g_cond_broadcast (&self->changed);
}

gboolean
salon_sync_control_end_call (SalonSyncControl *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->deadline = 0;
  g_clear_object (&self->call);
  return self->is_expired;
}

void
salon_sync_control_take_wake (SalonSyncControl *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->is_woken = FALSE;
  self->is_woken_by_owner = FALSE;
}

gboolean
salon_sync_control_sleep (SalonSyncControl *self, int milliseconds)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 end = time_after (milliseconds);

  while (!self->is_stopping)
    {
      if (self->is_woken_by_owner || (milliseconds >= 0 && self->is_woken))
        break;
      if (milliseconds < 0)
        g_cond_wait (&self->changed, &self->mutex);
      else if (!g_cond_wait_until (&self->changed, &self->mutex, end))
        break;
    }
  return self->is_woken_by_owner;
}
