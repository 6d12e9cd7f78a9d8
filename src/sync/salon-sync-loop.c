/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two rules keep it safe to be cut off at any byte:
 *
 * - The file goes forward only with what it has been told in full: rows together with the cursor
 *   after them, answers together with the end of the changes that they answer, each one transaction.
 *   What is not known to have been done is asked for again, and asking again changes nothing.
 * - Whatever comes from outside is looked at before it is believed: a page that leads nowhere, or
 *   answers to what nobody sent, are a failure of the connection like any other.
 */
#include "salon-sync-loop.h"

#include "salon-backoff.h"
#include "salon-first-read.h"
#include "salon-sync-file.h"

/* Told that there is news, we may be too early to see it: somebody's older transaction still holds
 * the fence of the feed. Then we look again this soon, and then after twice that, … */
#define FIRST_LOOK_AGAIN_MS 25

typedef struct
{
  SalonSyncLoop *loop;
  SalonSyncFile file;
  SalonBackoff backoff;
  SalonCursor cursor;
  int look_again_ms;  /* 0: nothing was told that has not been seen */
  gboolean is_behind; /* everything was read; clients cannot be found yet */
} Run;

static void
report_status (Run *self, SalonSyncStatus status)
{
  SalonSyncReport *report = salon_sync_mailbox_lock (self->loop->mailbox);

  report->status = status;
  salon_sync_mailbox_post (self->loop->mailbox);
}

/* In contact, and nothing left to do. */
static void
report_up_to_date (Run *self)
{
  SalonSyncReport *report = salon_sync_mailbox_lock (self->loop->mailbox);

  report->status = SALON_SYNC_STATUS_UP_TO_DATE;
  report->last_synced = self->loop->pace.now ();
  report->offline_since = 0;
  report->progress = 1.0;
  g_clear_error (&report->failure);
  salon_sync_mailbox_post (self->loop->mailbox);
  salon_backoff_reset (&self->backoff);
}

static void
report_failure (Run *self, const GError *failure)
{
  SalonSyncReport *report = salon_sync_mailbox_lock (self->loop->mailbox);

  report->status = salon_sync_error_needs_owner (failure) ? SALON_SYNC_STATUS_NEEDS_OWNER
                                                          : SALON_SYNC_STATUS_OFFLINE;
  if (report->offline_since == 0)
    report->offline_since = self->loop->pace.now ();
  g_clear_error (&report->failure);
  report->failure = g_error_copy (failure);
  salon_sync_mailbox_post (self->loop->mailbox);
}

static gboolean
refuse_reply (GError **error, const char *why)
{
  g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY, why);
  return FALSE;
}

/* Ends a call. @failure: what it failed with, or NULL; a deadline says more than "cancelled". */
static void
end_call (Run *self, const char *what, GError *failure, GError **error)
{
  gboolean is_expired = salon_sync_control_end_call (self->loop->control);

  if (failure == NULL)
    return;
  if (is_expired)
    {
      g_error_free (failure);
      failure = g_error_new (SALON_SYNC_ERROR, SALON_SYNC_ERROR_OFFLINE,
                             "%s brought nothing for %d ms", what, self->loop->pace.call_ms);
    }
  g_propagate_error (error, failure);
}

static GCancellable *
begin_call (Run *self)
{
  return salon_sync_control_begin_call (self->loop->control, self->loop->pace.call_ms);
}

static gboolean
open_remote (Run *self, SalonGreeting *greeting, GError **error)
{
  g_autoptr (GCancellable) call = begin_call (self);
  GError *failure = NULL;
  gboolean is_open = salon_remote_open (self->loop->remote, self->loop->device,
                                        self->loop->device_name, greeting, call, &failure);

  end_call (self, "connecting", failure, error);
  return is_open;
}

static SalonFeedPage *
ask_for_page (Run *self, GError **error)
{
  g_autoptr (GCancellable) call = begin_call (self);
  GError *failure = NULL;
  SalonFeedPage *page = salon_remote_pull (self->loop->remote, &self->cursor,
                                           self->loop->pace.page_rows, call, &failure);

  end_call (self, "a pull", failure, error);
  return page;
}

static GPtrArray *
send (Run *self, GPtrArray *changes, GError **error)
{
  g_autoptr (GCancellable) call = begin_call (self);
  GError *failure = NULL;
  GPtrArray *answers = salon_remote_push (self->loop->remote, changes, call, &failure);

  end_call (self, "a push", failure, error);
  return answers;
}

/* A page that says neither what is new nor that there is nothing new is no page of a feed. */
static gboolean
check_page (Run *self, SalonFeedPage *page, GError **error)
{
  const SalonCursor *end = salon_feed_page_get_end (page);
  gboolean is_idle = !salon_feed_page_has_more (page) && salon_feed_page_get_n_rows (page) == 0;

  if (!g_str_equal (end->generation, self->cursor.generation))
    {
      /* Restored from a backup. The next connection sees to it. */
      g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_OFFLINE,
                           "the shared salon became another one");
      return FALSE;
    }
  if (!salon_feed_page_follows (page, &self->cursor))
    return refuse_reply (error, "a page of the feed lies before what was asked for");
  if (salon_cursor_compare (end, &self->cursor) == 0 && !is_idle)
    return refuse_reply (error, "a page of the feed leads nowhere");
  return TRUE;
}

static gboolean
take_page (Run *self, SalonFeedPage *page, GError **error)
{
  if (salon_cursor_compare (salon_feed_page_get_end (page), &self->cursor) == 0)
    return TRUE;
  report_status (self, SALON_SYNC_STATUS_WORKING);
  if (!salon_sync_file_take_page (&self->file, page, &self->cursor, self->loop->pace.now (), NULL,
                                  error))
    return FALSE;
  self->cursor = *salon_feed_page_get_end (page);
  return TRUE;
}

/* Reads what was written over there. @n_rows: how many rows came. */
static gboolean
pull (Run *self, gsize *n_rows, GError **error)
{
  gboolean has_more = TRUE;

  *n_rows = 0;
  while (has_more)
    {
      g_autoptr (SalonFeedPage) page = ask_for_page (self, error);

      if (page == NULL || !check_page (self, page, error) || !take_page (self, page, error))
        return FALSE;
      *n_rows += salon_feed_page_get_n_rows (page);
      has_more = salon_feed_page_has_more (page);
    }
  return TRUE;
}

/* One answer for each change, in order: nothing else may end a change that waits. */
static gboolean
check_answers (GPtrArray *changes, GPtrArray *answers, GError **error)
{
  if (answers->len != changes->len)
    return refuse_reply (error, "there are not as many answers as changes were sent");
  for (guint i = 0; i < changes->len; i++)
    if (salon_answer_get_seq (g_ptr_array_index (answers, i))
        != salon_change_get_seq (g_ptr_array_index (changes, i)))
      return refuse_reply (error, "an answer is to another change than was sent");
  return TRUE;
}

/* A batch is of one device. A file that was brought back from a copy is a device of its own from then
 * on; what waited in the copy is still the other's. */
static void
keep_one_device (GPtrArray *changes)
{
  const char *device = salon_change_get_device (g_ptr_array_index (changes, 0));
  guint n = 1;

  while (n < changes->len
         && g_strcmp0 (salon_change_get_device (g_ptr_array_index (changes, n)), device) == 0)
    n++;
  g_ptr_array_set_size (changes, (int) n);
}

/* Sends what waits, oldest first. @n_sent: how many changes were answered. */
static gboolean
push (Run *self, guint *n_sent, GError **error)
{
  *n_sent = 0;
  for (;;)
    {
      g_autoptr (GPtrArray) answers = NULL;
      g_autoptr (GPtrArray) changes =
        salon_sync_file_list_waiting (&self->file, self->loop->pace.push_changes, NULL, error);

      if (changes == NULL)
        return FALSE;
      if (changes->len == 0)
        return TRUE;
      keep_one_device (changes);
      report_status (self, SALON_SYNC_STATUS_WORKING);
      answers = send (self, changes, error);
      if (answers == NULL || !check_answers (changes, answers, error))
        return FALSE;
      if (!salon_sync_file_take_answers (&self->file, answers, self->loop->pace.now (), NULL,
                                         error))
        return FALSE;
      *n_sent += changes->len;
    }
}

/* How long to wait for news, when a pull after news has brought @n_rows. */
static int
choose_wait (Run *self, gboolean was_news, gsize n_rows)
{
  int poll_ms = self->loop->pace.poll_ms;

  if (n_rows > 0)
    self->look_again_ms = 0;
  else if (was_news)
    self->look_again_ms = FIRST_LOOK_AGAIN_MS;
  else
    self->look_again_ms *= 2;
  if (self->look_again_ms >= poll_ms)
    self->look_again_ms = 0;
  return self->look_again_ms > 0 ? self->look_again_ms : poll_ms;
}

static gboolean
wait_for_news (Run *self, int milliseconds, gboolean *is_news, GError **error)
{
  int patience_ms = milliseconds + self->loop->pace.call_ms;
  g_autoptr (GCancellable) wake = salon_sync_control_begin_wait (self->loop->control, patience_ms);
  gboolean is_connected =
    salon_remote_wait (self->loop->remote, milliseconds, is_news, wake, error);

  salon_sync_control_end_call (self->loop->control);
  return is_connected;
}

/* What was left behind while the owner waited to see her salon. */
static gboolean
catch_up (Run *self, GError **error)
{
  if (self->is_behind && !salon_sync_file_catch_up (&self->file, NULL, error))
    return FALSE;
  self->is_behind = FALSE;
  return TRUE;
}

/* Pull, push and wait, until something fails or the thread is to stop. */
static gboolean
follow (Run *self, GError **error)
{
  gboolean is_news = FALSE;

  while (!salon_sync_control_is_stopping (self->loop->control))
    {
      gsize n_rows = 0;
      guint n_sent = 0;

      salon_sync_control_take_wake (self->loop->control);
      if (!pull (self, &n_rows, error) || !push (self, &n_sent, error))
        return FALSE;
      if (n_sent > 0)
        continue;
      report_up_to_date (self);
      if (!catch_up (self, error)
          || !wait_for_news (self, choose_wait (self, is_news, n_rows), &is_news, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_everything (Run *self, const SalonGreeting *greeting, GError **error)
{
  SalonSyncReport *report = salon_sync_mailbox_lock (self->loop->mailbox);

  report->status = SALON_SYNC_STATUS_FIRST_SYNC;
  report->progress = 0.0;
  salon_sync_mailbox_post (self->loop->mailbox);
  if (!salon_first_read_run (&self->file, self->loop->remote, self->loop->control, greeting,
                             self->loop->pace.call_ms, self->loop->pace.now, error))
    return FALSE;
  self->is_behind = TRUE;
  return salon_sync_file_read_cursor (&self->file, &self->cursor, NULL, error);
}

/* The life of one connection. */
static gboolean
connect_and_follow (Run *self, GError **error)
{
  SalonGreeting greeting = { 0 };

  if (!salon_sync_file_read_cursor (&self->file, &self->cursor, NULL, error)
      || !open_remote (self, &greeting, error))
    return FALSE;
  if (!g_str_equal (self->cursor.generation, greeting.generation)
      && !read_everything (self, &greeting, error))
    return FALSE;
  return follow (self, error);
}

/* Until the next attempt, or the end. */
static void
rest (Run *self, const GError *failure)
{
  gboolean needs_owner = salon_sync_error_needs_owner (failure);

  report_failure (self, failure);
  if (needs_owner)
    salon_backoff_reset (&self->backoff);
  if (salon_sync_control_sleep (self->loop->control,
                                needs_owner ? -1 : salon_backoff_next (&self->backoff)))
    report_status (self, SALON_SYNC_STATUS_CONNECTING);
}

static void
run (Run *self)
{
  while (!salon_sync_control_is_stopping (self->loop->control))
    {
      g_autoptr (GError) failure = NULL;

      salon_sync_control_take_wake (self->loop->control);
      connect_and_follow (self, &failure);
      salon_remote_close (self->loop->remote);
      if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CLOSED))
        return;
      if (failure != NULL && !salon_sync_control_is_stopping (self->loop->control))
        rest (self, failure);
    }
}

static void
salon_sync_loop_free (SalonSyncLoop *self)
{
  g_object_unref (self->remote);
  g_object_unref (self->worker);
  g_free (self->device);
  g_free (self->device_name);
  salon_sync_mailbox_unref (self->mailbox);
  salon_sync_control_unref (self->control);
  g_free (self);
}

gpointer
salon_sync_loop_run (gpointer user_data)
{
  SalonSyncLoop *loop = user_data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  Run self = {
    .loop = loop,
    .file = { .worker = loop->worker, .mailbox = loop->mailbox },
    .backoff = {
      .first_ms = loop->pace.first_backoff_ms,
      .longest_ms = loop->pace.longest_backoff_ms,
      .random.state = loop->pace.seed != 0 ? loop->pace.seed : (guint64) g_get_monotonic_time (),
    },
  };

  if (loop->predecessor != NULL)
    g_thread_join (g_steal_pointer (&loop->predecessor));
  g_main_context_push_thread_default (context);
  salon_sync_control_enter (loop->control);
  run (&self);
  salon_sync_control_leave (loop->control);
  g_main_context_pop_thread_default (context);
  salon_sync_loop_free (loop);
  return NULL;
}
