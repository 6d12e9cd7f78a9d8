/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-sync-mailbox.h"

/* So many changes are told one by one; with more of them, looking at everything anew is less work. */
#define MAX_PULLED 8

struct _SalonSyncMailbox
{
  gatomicrefcount references;
  GMainContext *context;
  SalonSyncMailboxFunc func;
  gpointer user_data;

  GMutex mutex; /* of what follows */
  SalonSyncReport report;
  GPtrArray *pulled; /* of SalonChange */
  gboolean is_anything_different;
  GSource *source; /* NULL: nothing to deliver */
  gboolean is_closed;
};

SalonSyncMailbox *
salon_sync_mailbox_new (GMainContext *context, SalonSyncMailboxFunc func, gpointer user_data)
{
  SalonSyncMailbox *self = g_new0 (SalonSyncMailbox, 1);

  g_atomic_ref_count_init (&self->references);
  self->context = g_main_context_ref (context);
  self->func = func;
  self->user_data = user_data;
  g_mutex_init (&self->mutex);
  self->pulled = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);
  return self;
}

SalonSyncMailbox *
salon_sync_mailbox_ref (SalonSyncMailbox *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
salon_sync_mailbox_unref (SalonSyncMailbox *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_assert (self->source == NULL);
  g_clear_error (&self->report.failure);
  g_ptr_array_unref (self->pulled);
  g_mutex_clear (&self->mutex);
  g_main_context_unref (self->context);
  g_free (self);
}

/* What was in the mailbox when it was emptied. */
typedef struct
{
  SalonSyncReport report;
  GPtrArray *pulled;
} Post;

static void
post_clear (Post *post)
{
  g_clear_error (&post->report.failure);
  g_clear_pointer (&post->pulled, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Post, post_clear)

/* FALSE: it was closed between the moment the loop chose this source and now. */
static gboolean
take_post (SalonSyncMailbox *self, Post *post)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->is_closed)
    return FALSE;
  g_clear_pointer (&self->source, g_source_unref);
  post->report = self->report;
  post->report.failure = self->report.failure != NULL ? g_error_copy (self->report.failure) : NULL;
  if (!self->is_anything_different)
    {
      post->pulled = g_steal_pointer (&self->pulled);
      self->pulled = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);
    }
  self->is_anything_different = FALSE;
  return TRUE;
}

static gboolean
delivered_cb (gpointer user_data)
{
  SalonSyncMailbox *self = user_data;
  g_auto (Post) post = { 0 };

  if (take_post (self, &post))
    self->func (&post.report, post.pulled, self->user_data);
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
schedule (SalonSyncMailbox *self)
{
  if (self->source != NULL || self->is_closed)
    return;
  self->source = g_idle_source_new ();
  g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (self->source, "salon-sync");
  g_source_set_callback (self->source, delivered_cb, salon_sync_mailbox_ref (self),
                         (GDestroyNotify) salon_sync_mailbox_unref);
  g_source_attach (self->source, self->context);
}

SalonSyncReport *
salon_sync_mailbox_lock (SalonSyncMailbox *self)
{
  g_mutex_lock (&self->mutex);
  return &self->report;
}

void
salon_sync_mailbox_post (SalonSyncMailbox *self)
{
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

void
salon_sync_mailbox_add_pulled (SalonSyncMailbox *self, SalonChange *change)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (change != NULL && salon_change_get_n_edits (change) == 0)
    return;
  if (change == NULL || self->pulled->len == MAX_PULLED)
    self->is_anything_different = TRUE;
  if (self->is_anything_different)
    g_ptr_array_set_size (self->pulled, 0);
  else
    g_ptr_array_add (self->pulled, salon_change_ref (change));
  schedule (self);
}

void
salon_sync_mailbox_close (SalonSyncMailbox *self)
{
  GSource *source = NULL;

  g_mutex_lock (&self->mutex);
  self->is_closed = TRUE;
  source = g_steal_pointer (&self->source);
  g_mutex_unlock (&self->mutex);
  if (source == NULL)
    return;
  /* Outside the lock: the source holds a reference to this. */
  g_source_destroy (source);
  g_source_unref (source);
}
