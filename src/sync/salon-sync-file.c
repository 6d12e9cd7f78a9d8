/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-sync-file.h"

#include "core/salon-error.h"
#include "store/salon-store-error.h"
#include "store/salon-store-sync.h"

/* More than the push function takes in one batch. */
#define MAX_PUSH_BYTES (1024 * 1024)

/* An operation in the worker: which of these it reads depends on the operation. */
typedef struct
{
  SalonSyncMailbox *mailbox;
  GPtrArray *answers;
  SalonFeedPage *page;
  const SalonCursor *cursor;
  const char *generation;
  guint max_changes;
  gint64 now;
} Operation;

/* Is it the shared salon's fault? Then the file is as it was, and as well as before. */
static gboolean
is_about_rows (const GError *error)
{
  return error->domain == SALON_ERROR
         || g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CURSOR)
         || g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_ROW);
}

GError *
salon_sync_file_translate (GError *error)
{
  GError *translated = NULL;

  if (!is_about_rows (error))
    return error;
  translated = g_error_new_literal (SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY, error->message);
  g_error_free (error);
  return translated;
}

static gboolean
leave_counts (SalonStore *store, SalonSyncMailbox *mailbox, SalonCursor *cursor_out, GError **error)
{
  g_auto (SalonSyncState) state = { 0 };
  SalonSyncReport *report = NULL;

  if (!salon_store_read_sync_state (store, &state, error))
    return FALSE;
  report = salon_sync_mailbox_lock (mailbox);
  report->waiting = state.n_waiting;
  report->reviews = state.n_reviews;
  report->last_synced = MAX (report->last_synced, state.last_synced_at);
  salon_sync_mailbox_post (mailbox);
  if (cursor_out != NULL)
    *cursor_out = state.cursor;
  return TRUE;
}

/* Every operation answers with something that is not NULL when it went well. */
static gpointer
run (SalonSyncFile *self,
     SalonWorkerFunc func,
     Operation *operation,
     GDestroyNotify destroy_result,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (GError) inner = NULL;
  gpointer result = NULL;

  operation->mailbox = self->mailbox;
  result = salon_worker_run (self->worker, func, operation, destroy_result, cancellable, &inner);
  if (inner != NULL)
    g_propagate_error (error, salon_sync_file_translate (g_steal_pointer (&inner)));
  return result;
}

static gpointer
read_cursor (SalonStore *store, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Operation *operation = user_data;
  g_autofree SalonCursor *cursor = g_new0 (SalonCursor, 1);

  if (!leave_counts (store, operation->mailbox, cursor, error))
    return NULL;
  return g_steal_pointer (&cursor);
}

gboolean
salon_sync_file_read_cursor (SalonSyncFile *self,
                             SalonCursor *cursor,
                             GCancellable *cancellable,
                             GError **error)
{
  Operation operation = { 0 };
  g_autofree SalonCursor *found = run (self, read_cursor, &operation, g_free, cancellable, error);

  if (found == NULL)
    return FALSE;
  *cursor = *found;
  return TRUE;
}

static gpointer
list_waiting (SalonStore *store, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Operation *operation = user_data;

  if (!leave_counts (store, operation->mailbox, NULL, error))
    return NULL;
  return salon_store_list_waiting (store, operation->max_changes, MAX_PUSH_BYTES, error);
}

GPtrArray *
salon_sync_file_list_waiting (SalonSyncFile *self,
                              guint max_changes,
                              GCancellable *cancellable,
                              GError **error)
{
  Operation operation = { .max_changes = max_changes };

  return run (self, list_waiting, &operation, (GDestroyNotify) g_ptr_array_unref, cancellable,
              error);
}

static gpointer
take_answers (SalonStore *store, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Operation *operation = user_data;
  g_autoptr (SalonChange) change =
    salon_store_take_answers (store, operation->answers, operation->now, error);

  if (change == NULL)
    return NULL;
  salon_sync_mailbox_add_pulled (operation->mailbox, change);
  return leave_counts (store, operation->mailbox, NULL, error) ? operation : NULL;
}

gboolean
salon_sync_file_take_answers (SalonSyncFile *self,
                              GPtrArray *answers,
                              gint64 now,
                              GCancellable *cancellable,
                              GError **error)
{
  Operation operation = { .answers = answers, .now = now };

  return run (self, take_answers, &operation, NULL, cancellable, error) != NULL;
}

static gpointer
take_page (SalonStore *store, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Operation *operation = user_data;
  g_autoptr (SalonChange) change =
    salon_store_take_page (store, operation->page, operation->cursor, operation->now, error);

  if (change == NULL)
    return NULL;
  salon_sync_mailbox_add_pulled (operation->mailbox, change);
  return leave_counts (store, operation->mailbox, NULL, error) ? operation : NULL;
}

gboolean
salon_sync_file_take_page (SalonSyncFile *self,
                           SalonFeedPage *page,
                           const SalonCursor *asked,
                           gint64 now,
                           GCancellable *cancellable,
                           GError **error)
{
  Operation operation = { .page = page, .cursor = asked, .now = now };

  return run (self, take_page, &operation, NULL, cancellable, error) != NULL;
}

static gpointer
begin_everything (SalonStore *store, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Operation *operation = user_data;

  return salon_store_begin_everything (store, operation->generation, error) ? operation : NULL;
}

gboolean
salon_sync_file_begin_everything (SalonSyncFile *self,
                                  const char *generation,
                                  GCancellable *cancellable,
                                  GError **error)
{
  Operation operation = { .generation = generation };

  return run (self, begin_everything, &operation, NULL, cancellable, error) != NULL;
}

static gpointer
end_everything (SalonStore *store, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Operation *operation = user_data;

  if (!salon_store_end_everything (store, operation->cursor, operation->now, error))
    return NULL;
  salon_sync_mailbox_add_pulled (operation->mailbox, NULL);
  return leave_counts (store, operation->mailbox, NULL, error) ? operation : NULL;
}

gboolean
salon_sync_file_end_everything (SalonSyncFile *self,
                                const SalonCursor *end,
                                gint64 now,
                                GCancellable *cancellable,
                                GError **error)
{
  Operation operation = { .cursor = end, .now = now };

  return run (self, end_everything, &operation, NULL, cancellable, error) != NULL;
}

static gpointer
catch_up (SalonStore *store, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Operation *operation = user_data;

  if (!salon_store_catch_up (store, error))
    return NULL;
  salon_sync_mailbox_add_pulled (operation->mailbox, NULL);
  return operation;
}

gboolean
salon_sync_file_catch_up (SalonSyncFile *self, GCancellable *cancellable, GError **error)
{
  Operation operation = { 0 };

  return run (self, catch_up, &operation, NULL, cancellable, error) != NULL;
}

static gpointer
count (SalonStore *store, gpointer user_data, GCancellable *cancellable, GError **error)
{
  leave_counts (store, user_data, NULL, error);
  return NULL;
}

void
salon_sync_file_count (SalonSyncFile *self)
{
  salon_worker_run_async (self->worker, count, salon_sync_mailbox_ref (self->mailbox),
                          (GDestroyNotify) salon_sync_mailbox_unref, NULL, NULL, NULL, NULL);
}
