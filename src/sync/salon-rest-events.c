/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-rest-events.h"

#include <string.h>

#define CHUNK_BYTES 4096
/* No line of an event is as long as that. */
#define MOST_LINE_BYTES 4096

struct _SalonRestEvents
{
  GMainContext *context;
  GCancellable *cancellable;
  GInputStream *stream;
  GAsyncResult *answer; /* of the sending */
  GString *line;        /* the last one, as far as it has come */
  gboolean is_change;   /* the event that is coming says so */
  gboolean has_news;
  gboolean is_reading;
  gboolean is_ended;
};

static void read_on (SalonRestEvents *self);

static void
take_line (SalonRestEvents *self)
{
  if (g_str_equal (self->line->str, "event: change"))
    self->is_change = TRUE;
  else if (self->line->len == 0)
    {
      self->has_news |= self->is_change;
      self->is_change = FALSE;
    }
  g_string_truncate (self->line, 0);
}

static void
take_bytes (SalonRestEvents *self, const char *bytes, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes && !self->is_ended; i++)
    if (bytes[i] == '\n')
      take_line (self);
    else if (bytes[i] != '\r')
      {
        g_string_append_c (self->line, bytes[i]);
        self->is_ended = self->line->len > MOST_LINE_BYTES;
      }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SalonRestEvents *self = user_data;
  g_autoptr (GBytes) bytes =
    g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  gsize n_bytes = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &n_bytes) : NULL;

  self->is_reading = FALSE;
  if (n_bytes == 0)
    self->is_ended = TRUE;
  take_bytes (self, data, n_bytes);
  if (!self->is_ended)
    read_on (self);
}

static void
read_on (SalonRestEvents *self)
{
  self->is_reading = TRUE;
  g_input_stream_read_bytes_async (self->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, self);
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SalonRestEvents *self = user_data;

  self->answer = g_object_ref (result);
}

static void
cancel_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static gboolean
wake_cb (GCancellable *cancellable, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
time_is_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* On the context, with its result. */
static void
send (SalonRestEvents *self, SalonRestClient *client, SoupMessage *message, GError **error)
{
  SoupSession *session = salon_rest_client_get_listener (client);

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, self->cancellable, answer_cb,
                           self);
  while (self->answer == NULL)
    g_main_context_iteration (self->context, TRUE);
  self->stream = soup_session_send_finish (session, self->answer, error);
  g_clear_object (&self->answer);
}

static void
await_first (SalonRestEvents *self)
{
  read_on (self);
  while (!self->has_news && !self->is_ended)
    g_main_context_iteration (self->context, TRUE);
}

static gboolean
begin (SalonRestEvents *self,
       SalonRestClient *client,
       const char *token,
       guint *status,
       GError **error)
{
  SalonRestRequest request = { .method = "GET", .path = "/api/v1/admin/events", .token = token };
  g_autoptr (SoupMessage) message = salon_rest_client_make_message (client, &request);

  if (message == NULL)
    {
      g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_NAME, "no address");
      return FALSE;
    }
  send (self, client, message, error);
  if (self->stream == NULL)
    return FALSE;
  *status = (guint) soup_message_get_status (message);
  if (*status != 200)
    return FALSE;
  await_first (self);
  if (self->is_ended && !g_cancellable_set_error_if_cancelled (self->cancellable, error))
    g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_OFFLINE,
                         "the news ended before they began");
  self->has_news = FALSE;
  return !self->is_ended;
}

SalonRestEvents *
salon_rest_events_open (SalonRestClient *client,
                        const char *token,
                        guint *status,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SalonRestEvents) self = g_new0 (SalonRestEvents, 1);
  GError *failure = NULL;
  gboolean is_open = FALSE;
  gulong handler = 0;

  g_return_val_if_fail (client != NULL && status != NULL, NULL);

  *status = 0;
  self->context = g_main_context_ref (salon_rest_client_get_context (client));
  self->cancellable = g_cancellable_new ();
  self->line = g_string_new (NULL);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), self->cancellable, NULL);
  g_main_context_push_thread_default (self->context);
  is_open = begin (self, client, token, status, &failure);
  g_main_context_pop_thread_default (self->context);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  if (failure != NULL)
    g_propagate_error (error, salon_rest_client_translate (failure));
  return is_open ? g_steal_pointer (&self) : NULL;
}

void
salon_rest_events_free (SalonRestEvents *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_main_context_push_thread_default (self->context);
  while (self->is_reading)
    g_main_context_iteration (self->context, TRUE);
  g_clear_object (&self->stream);
  g_main_context_pop_thread_default (self->context);
  g_object_unref (self->cancellable);
  g_string_free (self->line, TRUE);
  g_main_context_unref (self->context);
  g_free (self);
}

gboolean
salon_rest_events_wait (SalonRestEvents *self, int timeout_ms, GCancellable *wake)
{
  g_autoptr (GSource) waker = g_cancellable_source_new (wake);
  g_autoptr (GSource) clock = g_timeout_source_new ((guint) timeout_ms);
  gboolean is_over = FALSE;
  gboolean is_news = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);

  g_source_set_callback (waker, G_SOURCE_FUNC (wake_cb), &is_over, NULL);
  g_source_set_callback (clock, time_is_up_cb, &is_over, NULL);
  g_main_context_push_thread_default (self->context);
  g_source_attach (waker, self->context);
  g_source_attach (clock, self->context);
  while (!is_over && !self->has_news && !self->is_ended)
    g_main_context_iteration (self->context, TRUE);
  g_source_destroy (waker);
  g_source_destroy (clock);
  g_main_context_pop_thread_default (self->context);
  is_news = self->has_news;
  self->has_news = FALSE;
  return is_news;
}

gboolean
salon_rest_events_is_ended (SalonRestEvents *self)
{
  g_return_val_if_fail (self != NULL, TRUE);
  return self->is_ended;
}
