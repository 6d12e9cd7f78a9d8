/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answers of the worker come to the thread's own main context. It is iterated only when there is
 * nothing to do but to wait for one of them: straight line, no lock.
 */
#include "salon-first-read.h"

#include "store/salon-store-sync.h"

typedef struct
{
  SalonSyncFile *file;
  SalonSyncControl *control;
  GMainContext *context;
  int stall_ms;
  gint64 n_expected;
  gint64 n_written;
  guint n_under_way;
  GError *error; /* the first one of the worker */
} FirstRead;

typedef struct
{
  FirstRead *read;
  gint64 n_rows;
} Batch;

static gpointer
take_batch (SalonStore *store, gpointer user_data, GCancellable *cancellable, GError **error)
{
  SalonRowBatch *batch = user_data;

  return salon_store_take_batch (store, batch, error) ? store : NULL;
}

static void
show_progress (FirstRead *self)
{
  SalonSyncReport *report = salon_sync_mailbox_lock (self->file->mailbox);

  /* The end is shown when it is reached: more may have come than was expected. */
  report->progress = self->n_written >= self->n_expected
                       ? 0.99
                       : 0.99 * (double) self->n_written / (double) self->n_expected;
  salon_sync_mailbox_post (self->file->mailbox);
}

static void
batch_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Batch *batch = user_data;
  FirstRead *self = batch->read;
  g_autoptr (GError) error = NULL;

  self->n_under_way--;
  self->n_written += batch->n_rows;
  g_free (batch);
  salon_worker_run_finish (SALON_WORKER (source), result, &error);
  if (error != NULL && self->error == NULL)
    self->error = salon_sync_file_translate (g_steal_pointer (&error));
  else
    show_progress (self);
}

static void
wait_until_under_way (FirstRead *self, guint n_batches)
{
  while (self->n_under_way > n_batches)
    g_main_context_iteration (self->context, TRUE);
}

/* For as long as this waits for the worker, no time of the remote runs. */
static gboolean
batch_came (SalonRowBatch *rows, gpointer user_data, GError **error)
{
  FirstRead *self = user_data;
  Batch *batch = NULL;

  salon_sync_control_extend_call (self->control, 0);
  wait_until_under_way (self, SALON_FIRST_READ_MAX_UNDER_WAY - 1);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  if (self->error != NULL)
    {
      salon_row_batch_unref (rows);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the file took no more");
      return FALSE;
    }
  batch = g_new0 (Batch, 1);
  batch->read = self;
  batch->n_rows = (gint64) salon_row_batch_get_n_rows (rows);
  self->n_under_way++;
  salon_worker_run_async (self->file->worker, take_batch, rows,
                          (GDestroyNotify) salon_row_batch_unref, NULL, NULL, batch_written_cb,
                          batch);
  salon_sync_control_extend_call (self->control, self->stall_ms);
  return TRUE;
}

static gboolean
read_batches (FirstRead *self, SalonRemote *remote, SalonCursor *end, GError **error)
{
  g_autoptr (GCancellable) call = salon_sync_control_begin_call (self->control, self->stall_ms);
  g_autoptr (GError) inner = NULL;
  gboolean is_read = salon_remote_read_everything (remote, batch_came, self, end, call, &inner);

  if (salon_sync_control_end_call (self->control) && !is_read)
    {
      g_set_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_OFFLINE,
                   "the full read brought nothing for %d ms", self->stall_ms);
      return FALSE;
    }
  if (!is_read)
    g_propagate_error (error, g_steal_pointer (&inner));
  return is_read;
}

static gboolean
read_and_write (FirstRead *self, SalonRemote *remote, SalonCursor *end, GError **error)
{
  gboolean is_read = read_batches (self, remote, end, error);

  wait_until_under_way (self, 0);
  if (self->error == NULL)
    return is_read;
  g_clear_error (error);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

gboolean
salon_first_read_run (SalonSyncFile *file,
                      SalonRemote *remote,
                      SalonSyncControl *control,
                      const SalonGreeting *greeting,
                      int stall_ms,
                      gint64 (*now) (void),
                      GError **error)
{
  SalonCursor end = { 0 };
  FirstRead self = {
    .file = file,
    .control = control,
    .context = g_main_context_get_thread_default (),
    .stall_ms = stall_ms,
    .n_expected = MAX (greeting->n_rows, 1),
  };

  g_return_val_if_fail (self.context != NULL, FALSE);

  if (!salon_sync_file_begin_everything (file, greeting->generation, NULL, error)
      || !read_and_write (&self, remote, &end, error))
    return FALSE;
  if (!g_str_equal (end.generation, greeting->generation))
    {
      g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_OFFLINE,
                           "the shared salon became another one during the full read");
      return FALSE;
    }
  return salon_sync_file_end_everything (file, &end, now (), NULL, error);
}
