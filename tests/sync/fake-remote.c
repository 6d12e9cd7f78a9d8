/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-server.h"
#include "store/salon-random.h"

struct _FakeRemote
{
  GObject parent_instance;

  FakeServer *server; /* whose lock is over all of this */
  guint64 seen_xid;   /* what a wait has told of */
  GCancellable *wake; /* of the wait that is under way */
  guint n_calls[FAKE_N_CALLS];
  guint n_fail[FAKE_N_CALLS];
  SalonSyncError fail_code[FAKE_N_CALLS];
  guint n_cut_after[FAKE_N_CALLS];
  char *lie[FAKE_N_CALLS];
  gboolean is_held[FAKE_N_CALLS];
  guint n_pass[FAKE_N_CALLS]; /* let through before they are held */
  gboolean is_holding[FAKE_N_CALLS];
  SalonRandom random;
  gboolean is_stormy;
};

static void fake_remote_remote_init (SalonRemoteInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeRemote,
                               fake_remote,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_REMOTE, fake_remote_remote_init))

static void
cancelled_cb (GCancellable *cancellable, FakeRemote *self)
{
  fake_server_lock (self->server);
  fake_server_broadcast (self->server);
  fake_server_unlock (self->server);
}

static gboolean
fail (GError **error, SalonSyncError code, const char *why)
{
  g_set_error_literal (error, SALON_SYNC_ERROR, (int) code, why);
  return FALSE;
}

/* Holds the call back while it is held. With the lock. */
static gboolean
hold_back (FakeRemote *self, FakeCall call, GCancellable *cancellable, GError **error)
{
  if (self->n_pass[call] > 0)
    {
      self->n_pass[call]--;
      return TRUE;
    }
  while (self->is_held[call] && !g_cancellable_is_cancelled (cancellable))
    {
      self->is_holding[call] = TRUE;
      fake_server_broadcast (self->server);
      fake_server_wait (self->server, 0);
    }
  self->is_holding[call] = FALSE;
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Every call begins here: counted, held back, and perhaps cut off before it had an effect. */
static gboolean
begin (FakeRemote *self, FakeCall call, GCancellable *cancellable, GError **error)
{
  gulong handler = 0;
  gboolean goes_on = TRUE;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  fake_server_lock (self->server);
  self->n_calls[call]++;
  fake_server_broadcast (self->server);
  goes_on = hold_back (self, call, cancellable, error);
  if (goes_on && self->n_fail[call] > 0)
    {
      self->n_fail[call]--;
      goes_on = fail (error, self->fail_code[call], "as the test wants it");
    }
  if (goes_on && self->is_stormy && salon_random_chance (&self->random, 10))
    goes_on = fail (error, SALON_SYNC_ERROR_OFFLINE, "cut before the effect");
  fake_server_unlock (self->server);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  return goes_on;
}

/* And ends here: the effect is there, its answer may be lost. */
static gboolean
end (FakeRemote *self, FakeCall call, GError **error)
{
  gboolean goes_on = TRUE;

  fake_server_lock (self->server);
  if (self->n_cut_after[call] > 0)
    {
      self->n_cut_after[call]--;
      goes_on = fail (error, SALON_SYNC_ERROR_OFFLINE, "cut after the effect");
    }
  else if (self->is_stormy && salon_random_chance (&self->random, 10))
    goes_on = fail (error, SALON_SYNC_ERROR_OFFLINE, "cut after the effect");
  fake_server_unlock (self->server);
  return goes_on;
}

static gboolean
fake_remote_open (SalonRemote *remote,
                  const char *device,
                  const char *device_name,
                  SalonGreeting *greeting,
                  GCancellable *cancellable,
                  GError **error)
{
  FakeRemote *self = FAKE_REMOTE (remote);

  if (!begin (self, FAKE_CALL_OPEN, cancellable, error))
    return FALSE;
  fake_server_lock (self->server);
  g_strlcpy (greeting->generation, fake_server_get_generation (self->server),
             sizeof greeting->generation);
  greeting->n_rows = (gint64) fake_server_count_all (self->server);
  greeting->is_empty = greeting->n_rows == 0;
  self->seen_xid = fake_server_get_xid (self->server);
  fake_server_unlock (self->server);
  return end (self, FAKE_CALL_OPEN, error);
}

/* What a parser refuses is told as a reply that is not understood, as the real remote does. */
static void
translate (GError *parse_error, GError **error)
{
  if (parse_error != NULL)
    g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY, parse_error->message);
}

/* Takes @json. */
static char *
fill_in (char *json, const SalonCursor *asked)
{
  GString *text = g_string_new_take (json);
  g_autofree char *xid = g_strdup_printf ("%" G_GUINT64_FORMAT, asked->xid);
  g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT, asked->seq);

  g_string_replace (text, "XID", xid, 0);
  g_string_replace (text, "SEQ", seq, 0);
  return g_string_free_and_steal (text);
}

static SalonFeedPage *
fake_remote_pull (SalonRemote *remote,
                  const SalonCursor *cursor,
                  guint max_rows,
                  GCancellable *cancellable,
                  GError **error)
{
  FakeRemote *self = FAKE_REMOTE (remote);
  g_autofree char *json = NULL;
  g_autoptr (GError) parse_error = NULL;
  SalonFeedPage *page = NULL;

  if (!begin (self, FAKE_CALL_PULL, cancellable, error))
    return NULL;
  fake_server_lock (self->server);
  json = g_steal_pointer (&self->lie[FAKE_CALL_PULL]);
  if (json != NULL)
    json = fill_in (json, cursor);
  else
    json = fake_server_pull (self->server, cursor, max_rows);
  fake_server_unlock (self->server);
  if (!end (self, FAKE_CALL_PULL, error))
    return NULL;
  page = salon_feed_page_from_json (json, &parse_error);
  translate (parse_error, error);
  return page;
}

static GPtrArray *
list_batches (FakeRemote *self, SalonCursor *end_out)
{
  GPtrArray *batches = NULL;

  fake_server_lock (self->server);
  batches = fake_server_list_batches (self->server);
  g_strlcpy (end_out->generation, fake_server_get_generation (self->server),
             sizeof end_out->generation);
  end_out->xid = fake_server_get_xid (self->server);
  end_out->seq = G_MAXINT64;
  fake_server_unlock (self->server);
  return batches;
}

static gboolean
fake_remote_read_everything (SalonRemote *remote,
                             SalonRemoteBatchFunc func,
                             gpointer user_data,
                             SalonCursor *end_out,
                             GCancellable *cancellable,
                             GError **error)
{
  FakeRemote *self = FAKE_REMOTE (remote);
  g_autoptr (GPtrArray) batches = list_batches (self, end_out);

  for (guint i = 0; i < batches->len; i++)
    {
      SalonRowBatch *batch = g_ptr_array_index (batches, i);

      if (!begin (self, FAKE_CALL_BATCH, cancellable, error)
          || !func (salon_row_batch_ref (batch), user_data, error)
          || !end (self, FAKE_CALL_BATCH, error))
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
fake_remote_push (SalonRemote *remote,
                  GPtrArray *changes,
                  GCancellable *cancellable,
                  GError **error)
{
  FakeRemote *self = FAKE_REMOTE (remote);
  g_autofree char *json = NULL;
  g_autoptr (GError) parse_error = NULL;
  GPtrArray *answers = NULL;

  if (!begin (self, FAKE_CALL_PUSH, cancellable, error))
    return NULL;
  fake_server_lock (self->server);
  json = g_steal_pointer (&self->lie[FAKE_CALL_PUSH]);
  if (json == NULL)
    json = fake_server_push (self->server, changes);
  fake_server_unlock (self->server);
  if (!end (self, FAKE_CALL_PUSH, error))
    return NULL;
  answers = salon_answers_from_json (json, &parse_error);
  translate (parse_error, error);
  return answers;
}

/* With the lock. */
static gboolean
is_idle (FakeRemote *self)
{
  return self->wake != NULL && !g_cancellable_is_cancelled (self->wake)
         && self->seen_xid == fake_server_get_xid (self->server);
}

static gboolean
fake_remote_wait (SalonRemote *remote,
                  int timeout_ms,
                  gboolean *is_news,
                  GCancellable *wake,
                  GError **error)
{
  FakeRemote *self = FAKE_REMOTE (remote);
  gint64 end_time = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  gulong handler = 0;

  if (!begin (self, FAKE_CALL_WAIT, NULL, error))
    return FALSE;
  handler = g_cancellable_connect (wake, G_CALLBACK (cancelled_cb), self, NULL);
  fake_server_lock (self->server);
  self->wake = wake;
  fake_server_broadcast (self->server);
  while (is_idle (self) && fake_server_wait (self->server, end_time))
    ;
  self->wake = NULL;
  *is_news = self->seen_xid != fake_server_get_xid (self->server);
  self->seen_xid = fake_server_get_xid (self->server);
  fake_server_unlock (self->server);
  g_cancellable_disconnect (wake, handler);
  return end (self, FAKE_CALL_WAIT, error);
}

static void
fake_remote_close (SalonRemote *remote)
{
}

static GPtrArray *
fake_remote_read_history (SalonRemote *remote,
                          const char *table,
                          const char *id,
                          guint at_most,
                          GCancellable *cancellable,
                          GError **error)
{
  FakeRemote *self = FAKE_REMOTE (remote);
  g_autofree char *json = NULL;
  g_autoptr (GError) parse_error = NULL;
  GPtrArray *entries = NULL;

  if (!begin (self, FAKE_CALL_HISTORY, cancellable, error))
    return NULL;
  fake_server_lock (self->server);
  json = g_steal_pointer (&self->lie[FAKE_CALL_HISTORY]);
  fake_server_unlock (self->server);
  if (!end (self, FAKE_CALL_HISTORY, error))
    return NULL;
  entries = salon_history_from_json (json != NULL ? json : "[]", &parse_error);
  translate (parse_error, error);
  return entries;
}

static void
fake_remote_remote_init (SalonRemoteInterface *iface)
{
  iface->open = fake_remote_open;
  iface->pull = fake_remote_pull;
  iface->read_everything = fake_remote_read_everything;
  iface->push = fake_remote_push;
  iface->wait = fake_remote_wait;
  iface->close = fake_remote_close;
  iface->read_history = fake_remote_read_history;
}

static void
fake_remote_finalize (GObject *object)
{
  FakeRemote *self = FAKE_REMOTE (object);

  for (int i = 0; i < FAKE_N_CALLS; i++)
    g_free (self->lie[i]);
  G_OBJECT_CLASS (fake_remote_parent_class)->finalize (object);
}

static void
fake_remote_class_init (FakeRemoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_remote_finalize;
}

static void
fake_remote_init (FakeRemote *self)
{
}

FakeRemote *
fake_remote_new (FakeServer *server)
{
  FakeRemote *self = g_object_new (FAKE_TYPE_REMOTE, NULL);

  self->server = server;
  return self;
}

guint
fake_remote_count (FakeRemote *self, FakeCall call)
{
  guint n = 0;

  fake_server_lock (self->server);
  n = self->n_calls[call];
  fake_server_unlock (self->server);
  return n;
}

void
fake_remote_fail (FakeRemote *self, FakeCall call, guint times, SalonSyncError code)
{
  fake_server_lock (self->server);
  self->n_fail[call] = times;
  self->fail_code[call] = code;
  fake_server_unlock (self->server);
}

void
fake_remote_cut_after (FakeRemote *self, FakeCall call, guint times)
{
  fake_server_lock (self->server);
  self->n_cut_after[call] = times;
  fake_server_unlock (self->server);
}

void
fake_remote_lie (FakeRemote *self, FakeCall call, const char *json)
{
  fake_server_lock (self->server);
  g_free (self->lie[call]);
  self->lie[call] = g_strdup (json);
  fake_server_unlock (self->server);
}

void
fake_remote_hold (FakeRemote *self, FakeCall call, guint n_pass)
{
  fake_server_lock (self->server);
  self->n_pass[call] = n_pass;
  self->is_held[call] = TRUE;
  fake_server_unlock (self->server);
}

void
fake_remote_release (FakeRemote *self, FakeCall call)
{
  fake_server_lock (self->server);
  self->is_held[call] = FALSE;
  self->n_pass[call] = 0;
  fake_server_broadcast (self->server);
  fake_server_unlock (self->server);
}

gboolean
fake_remote_is_holding (FakeRemote *self, FakeCall call)
{
  gboolean is_holding = FALSE;

  fake_server_lock (self->server);
  is_holding = self->is_holding[call];
  fake_server_unlock (self->server);
  return is_holding;
}

gboolean
fake_remote_is_idle (FakeRemote *self)
{
  gboolean idle = FALSE;

  fake_server_lock (self->server);
  idle = is_idle (self);
  fake_server_unlock (self->server);
  return idle;
}

void
fake_remote_set_weather (FakeRemote *self, guint64 seed)
{
  fake_server_lock (self->server);
  self->is_stormy = seed != 0;
  self->random.state = seed;
  fake_server_unlock (self->server);
}
