/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-rest-remote.h"

#include <string.h>

#include "core/salon-change.h"
#include "core/salon-json.h"
#include "database/salon-migrator.h"
#include "salon-rest-events.h"
#include "salon-rest-read.h"

#define SYNC "/api/v1/admin/sync"
/* What the server gives at most. */
#define MOST_ROWS 2000
#define MAX_DEPTH (SALON_JSON_MAX_DEPTH + 8)

struct _SalonRestRemote
{
  GObject parent_instance;

  char *address;
  char *authority; /* nullable */
  SalonRestSignIn *sign_in;
  guint silence_s;

  SalonRestClient *client; /* NULL: not open */
  SalonRestEvents *events; /* NULL: nobody listens */
  char generation[37];
};

static void salon_rest_remote_remote_init (SalonRemoteInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonRestRemote,
                               salon_rest_remote,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_REMOTE,
                                                      salon_rest_remote_remote_init))

/* What was found wrong in an answer, whoever found it. Takes @fault. */
static void
refuse_reply (GError **error, GError *fault)
{
  g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY, fault->message);
  g_error_free (fault);
}

/* The JSON of an answer that is one. Transfer full. */
static char *
ask (SalonRestRemote *self,
     SalonRestClient *client,
     SalonRestRequest *request,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (SalonRestReply) reply =
    salon_rest_sign_in_call (self->sign_in, client, request, cancellable, error);

  if (reply == NULL || !salon_rest_client_judge (reply->status, error))
    return NULL;
  if (reply->text == NULL)
    g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_NO_SERVER,
                         "an answer is no JSON");
  return g_steal_pointer (&reply->text);
}

static gboolean
require_open (SalonRestRemote *self, GError **error)
{
  if (self->client != NULL)
    return TRUE;
  g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_OFFLINE, "not open");
  return FALSE;
}

/* Listening */

static gboolean
listen_to_news (SalonRestRemote *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *stale = NULL;

  g_clear_pointer (&self->events, salon_rest_events_free);
  while (TRUE)
    {
      g_autofree char *token =
        salon_rest_sign_in_dup_token (self->sign_in, self->client, stale, cancellable, error);
      guint status = 0;
      g_autoptr (GError) failure = NULL;

      if (token == NULL)
        return FALSE;
      self->events = salon_rest_events_open (self->client, token, &status, cancellable, &failure);
      if (self->events != NULL)
        return TRUE;
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (status != 401 || stale != NULL)
        return salon_rest_client_judge (status == 200 ? 500 : status, error);
      stale = g_steal_pointer (&token);
    }
}

/* Opening */

static GBytes *
write_hello (const char *device, const char *device_name)
{
  GString *out = g_string_new ("{\"device\":");
  g_autofree char *name =
    g_utf8_substring (device_name, 0, MIN (100, g_utf8_strlen (device_name, -1)));

  salon_json_append_text (out, device);
  g_string_append (out, ",\"name\":");
  salon_json_append_text (out, *name != '\0' ? name : "-");
  g_string_append_c (out, '}');
  return g_string_free_to_bytes (out);
}

static gboolean
read_int (JsonObject *object, const char *name, gint64 *value)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_int (node);
  return *value >= 0;
}

static gboolean
take_greeting (JsonObject *hello, SalonGreeting *greeting, gint64 *version)
{
  JsonNode *generation = json_object_get_member (hello, "generation");
  JsonNode *empty = json_object_get_member (hello, "empty");

  if (generation == NULL || json_node_get_value_type (generation) != G_TYPE_STRING
      || !g_uuid_string_is_valid (json_node_get_string (generation)) || empty == NULL
      || json_node_get_value_type (empty) != G_TYPE_BOOLEAN || !read_int (hello, "version", version)
      || !read_int (hello, "rows", &greeting->n_rows))
    return FALSE;
  g_strlcpy (greeting->generation, json_node_get_string (generation), sizeof greeting->generation);
  greeting->is_empty = json_node_get_boolean (empty);
  return TRUE;
}

/* A server is one with its database: a desk works with the version of its own, and no other. */
static gboolean
read_greeting (const char *text, SalonGreeting *greeting, GError **error)
{
  g_autoptr (JsonNode) node =
    salon_json_parse (text, SALON_REST_CLIENT_SHORT_BYTES, MAX_DEPTH, NULL);
  gint64 version = 0;
  int ours = salon_migrator_get_latest ();

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)
      || !take_greeting (json_node_get_object (node), greeting, &version))
    {
      g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_NO_SERVER,
                           "the greeting is not understood");
      return FALSE;
    }
  if (version == ours)
    return TRUE;
  g_set_error (error, SALON_SYNC_ERROR,
               version < ours ? SALON_SYNC_ERROR_OLDER : SALON_SYNC_ERROR_NEWER,
               "the shared salon is at version %" G_GINT64_FORMAT ", this desk at %d", version,
               ours);
  return FALSE;
}

/* Listening comes first: what is committed before the first pull is read, what comes after is told. */
static gboolean
greet (SalonRestRemote *self,
       const char *device,
       const char *device_name,
       SalonGreeting *greeting,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GBytes) body = write_hello (device, device_name);
  SalonRestRequest request = { .method = "POST", .path = SYNC "/hello", .body = body };
  g_autofree char *text = NULL;

  if (!listen_to_news (self, cancellable, error))
    return FALSE;
  text = ask (self, self->client, &request, cancellable, error);
  return text != NULL && read_greeting (text, greeting, error);
}

static gboolean
salon_rest_remote_open (SalonRemote *remote,
                        const char *device,
                        const char *device_name,
                        SalonGreeting *greeting,
                        GCancellable *cancellable,
                        GError **error)
{
  SalonRestRemote *self = SALON_REST_REMOTE (remote);

  salon_remote_close (remote);
  self->client = salon_rest_client_new (self->address, self->authority, self->silence_s, error);
  if (self->client == NULL || !greet (self, device, device_name, greeting, cancellable, error))
    return FALSE;
  g_strlcpy (self->generation, greeting->generation, sizeof self->generation);
  return TRUE;
}

/* Reading */

static SalonFeedPage *
salon_rest_remote_pull (SalonRemote *remote,
                        const SalonCursor *cursor,
                        guint max_rows,
                        GCancellable *cancellable,
                        GError **error)
{
  SalonRestRemote *self = SALON_REST_REMOTE (remote);
  g_autofree char *path =
    g_strdup_printf (SYNC "?generation=%s&xid=%" G_GUINT64_FORMAT "&seq=%" G_GINT64_FORMAT
                          "&rows=%u",
                     cursor->generation, cursor->xid, cursor->seq, MIN (max_rows, MOST_ROWS));
  SalonRestRequest request = { .method = "GET",
                               .path = path,
                               .max_bytes = SALON_FEED_PAGE_MAX_BYTES };
  g_autofree char *text = NULL;
  GError *fault = NULL;
  SalonFeedPage *page = NULL;

  if (!require_open (self, error))
    return NULL;
  text = ask (self, self->client, &request, cancellable, error);
  if (text == NULL)
    return NULL;
  page = salon_feed_page_from_json (text, &fault);
  if (page == NULL)
    refuse_reply (error, fault);
  return page;
}

static SalonFeedPage *
next_page (const SalonCursor *cursor, GCancellable *cancellable, gpointer self, GError **error)
{
  return salon_rest_remote_pull (self, cursor, MOST_ROWS, cancellable, error);
}

static gboolean
salon_rest_remote_read_everything (SalonRemote *remote,
                                   SalonRemoteBatchFunc func,
                                   gpointer user_data,
                                   SalonCursor *end,
                                   GCancellable *cancellable,
                                   GError **error)
{
  return salon_rest_read_everything (SALON_REST_REMOTE (remote)->generation, next_page, remote,
                                     func, user_data, end, cancellable, error);
}

/* The list that is the one member of an answer, as JSON. Transfer full. */
static char *
dup_list (const char *text, const char *name, gsize max_bytes, GError **error)
{
  g_autoptr (JsonNode) node = salon_json_parse (text, max_bytes, MAX_DEPTH, error);
  JsonNode *list = node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                     ? json_object_get_member (json_node_get_object (node), name)
                     : NULL;
  GString *out = NULL;

  if (node == NULL)
    return NULL;
  if (list == NULL)
    {
      g_set_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY, "there are no %s", name);
      return NULL;
    }
  out = g_string_new (NULL);
  salon_json_append (out, list);
  return g_string_free_and_steal (out);
}

/* Pushing */

static GBytes *
write_batch (GPtrArray *changes)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *change = salon_change_to_json (g_ptr_array_index (changes, i));

      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append (out, change);
    }
  g_string_append_c (out, ']');
  return g_string_free_to_bytes (out);
}

static GPtrArray *
salon_rest_remote_push (SalonRemote *remote,
                        GPtrArray *changes,
                        GCancellable *cancellable,
                        GError **error)
{
  SalonRestRemote *self = SALON_REST_REMOTE (remote);
  g_autoptr (GBytes) body = write_batch (changes);
  SalonRestRequest request = {
    .method = "POST", .path = SYNC, .body = body, .max_bytes = SALON_ANSWERS_MAX_BYTES
  };
  g_autofree char *text = NULL;
  g_autofree char *list = NULL;
  GError *fault = NULL;
  GPtrArray *answers = NULL;

  if (!require_open (self, error))
    return NULL;
  text = ask (self, self->client, &request, cancellable, error);
  if (text == NULL)
    return NULL;
  list = dup_list (text, "answers", SALON_ANSWERS_MAX_BYTES, &fault);
  answers = list != NULL ? salon_answers_from_json (list, &fault) : NULL;
  if (answers == NULL)
    refuse_reply (error, fault);
  return answers;
}

/* Waiting */

/* An end of the news is no failure: whoever listens anew may have missed something, and looks. */
static gboolean
salon_rest_remote_wait (SalonRemote *remote,
                        int timeout_ms,
                        gboolean *is_news,
                        GCancellable *wake,
                        GError **error)
{
  SalonRestRemote *self = SALON_REST_REMOTE (remote);
  g_autoptr (GError) failure = NULL;

  if (!require_open (self, error))
    return FALSE;
  if (self->events != NULL)
    *is_news = salon_rest_events_wait (self->events, timeout_ms, wake);
  if (self->events != NULL && !salon_rest_events_is_ended (self->events))
    return TRUE;
  *is_news = listen_to_news (self, wake, &failure);
  if (failure == NULL || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
salon_rest_remote_close (SalonRemote *remote)
{
  SalonRestRemote *self = SALON_REST_REMOTE (remote);

  g_clear_pointer (&self->events, salon_rest_events_free);
  g_clear_pointer (&self->client, salon_rest_client_free);
}

/* On a client of its own; what it has of the remote never changes, or is anybody's: any thread. */
static GPtrArray *
salon_rest_remote_read_history (SalonRemote *remote,
                                const char *table,
                                const char *id,
                                guint at_most,
                                GCancellable *cancellable,
                                GError **error)
{
  SalonRestRemote *self = SALON_REST_REMOTE (remote);
  g_autoptr (SalonRestClient) client =
    salon_rest_client_new (self->address, self->authority, self->silence_s, error);
  g_autofree char *escaped = id != NULL ? g_uri_escape_string (id, NULL, FALSE) : NULL;
  g_autofree char *path =
    g_strdup_printf (SYNC "/history?table=%s&rows=%u%s%s", table, MIN (at_most, MOST_ROWS),
                     escaped != NULL ? "&id=" : "", escaped != NULL ? escaped : "");
  SalonRestRequest request = { .method = "GET",
                               .path = path,
                               .max_bytes = SALON_HISTORY_MAX_BYTES };
  g_autofree char *text = client != NULL ? ask (self, client, &request, cancellable, error) : NULL;
  g_autofree char *list = NULL;
  GError *fault = NULL;
  GPtrArray *entries = NULL;

  if (text == NULL)
    return NULL;
  list = dup_list (text, "entries", SALON_HISTORY_MAX_BYTES, &fault);
  entries = list != NULL ? salon_history_from_json (list, &fault) : NULL;
  if (entries == NULL)
    refuse_reply (error, fault);
  return entries;
}

static void
salon_rest_remote_remote_init (SalonRemoteInterface *iface)
{
  iface->open = salon_rest_remote_open;
  iface->pull = salon_rest_remote_pull;
  iface->read_everything = salon_rest_remote_read_everything;
  iface->push = salon_rest_remote_push;
  iface->wait = salon_rest_remote_wait;
  iface->close = salon_rest_remote_close;
  iface->read_history = salon_rest_remote_read_history;
}

static void
salon_rest_remote_finalize (GObject *object)
{
  SalonRestRemote *self = SALON_REST_REMOTE (object);

  salon_rest_remote_close (SALON_REMOTE (self));
  salon_rest_sign_in_unref (self->sign_in);
  g_free (self->address);
  g_free (self->authority);
  G_OBJECT_CLASS (salon_rest_remote_parent_class)->finalize (object);
}

static void
salon_rest_remote_class_init (SalonRestRemoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_rest_remote_finalize;
}

static void
salon_rest_remote_init (SalonRestRemote *self)
{
  self->silence_s = SALON_REST_REMOTE_SILENCE_S;
}

SalonRestRemote *
salon_rest_remote_new (const char *address, const char *authority, SalonRestSignIn *sign_in)
{
  SalonRestRemote *self = NULL;

  g_return_val_if_fail (address != NULL && sign_in != NULL, NULL);

  self = g_object_new (SALON_TYPE_REST_REMOTE, NULL);
  self->address = g_strdup (address);
  self->authority = g_strdup (authority);
  self->sign_in = salon_rest_sign_in_ref (sign_in);
  return self;
}

void
salon_rest_remote_set_silence (SalonRestRemote *self, guint seconds)
{
  g_return_if_fail (SALON_IS_REST_REMOTE (self));
  self->silence_s = seconds;
}
