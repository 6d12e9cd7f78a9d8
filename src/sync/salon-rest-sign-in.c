/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-rest-sign-in.h"

#include <string.h>

#include "core/salon-json.h"

#define MAX_DEPTH 8

struct _SalonRestSignIn
{
  gatomicrefcount n_references;
  SalonRestKeeper keeper;
  GMutex mutex;  /* held while a token is fetched */
  char *access;  /* NULL: none yet */
  char *refresh; /* NULL: the keeper may know */
  gboolean is_ended;
};

SalonRestSignIn *
salon_rest_sign_in_new (const SalonRestKeeper *keeper)
{
  SalonRestSignIn *self = NULL;

  g_return_val_if_fail (keeper != NULL && keeper->find != NULL && keeper->keep != NULL, NULL);

  self = g_new0 (SalonRestSignIn, 1);
  g_atomic_ref_count_init (&self->n_references);
  g_mutex_init (&self->mutex);
  self->keeper = *keeper;
  return self;
}

SalonRestSignIn *
salon_rest_sign_in_ref (SalonRestSignIn *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_references);
  return self;
}

void
salon_rest_sign_in_unref (SalonRestSignIn *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_references))
    return;
  if (self->keeper.free_data != NULL)
    self->keeper.free_data (self->keeper.user_data);
  g_mutex_clear (&self->mutex);
  g_free (self->access);
  g_free (self->refresh);
  g_free (self);
}

/* A token goes into a header: what is no such text is no token. */
static gboolean
is_token (const char *text)
{
  if (text == NULL || *text == '\0' || strlen (text) > 4096)
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;
  return TRUE;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

/* With the mutex held. */
static gboolean
take_tokens (SalonRestSignIn *self, const SalonRestReply *reply, GError **error)
{
  g_autoptr (JsonNode) node =
    reply->text != NULL
      ? salon_json_parse (reply->text, SALON_REST_CLIENT_SHORT_BYTES, MAX_DEPTH, NULL)
      : NULL;
  JsonObject *object =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *access = object != NULL ? get_text (object, "access_token") : NULL;
  const char *refresh = object != NULL ? get_text (object, "refresh_token") : NULL;

  if (!is_token (access) || !is_token (refresh))
    {
      g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_NO_SERVER,
                           "no tokens are in the answer to signing in");
      return FALSE;
    }
  g_set_str (&self->access, access);
  g_set_str (&self->refresh, refresh);
  self->is_ended = FALSE;
  self->keeper.keep (refresh, self->keeper.user_data);
  return TRUE;
}

/* With the mutex held. @refused: what 401 means here. */
static gboolean
fetch (SalonRestSignIn *self,
       SalonRestClient *client,
       const char *path,
       const char *const *names,
       SalonSyncError refused,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GBytes) body = salon_rest_request_write_body (names);
  SalonRestRequest request = { .method = "POST", .path = path, .body = body };
  g_autoptr (SalonRestReply) reply = NULL;

  reply = salon_rest_client_call (client, &request, cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (reply->status != 401)
    return salon_rest_client_judge (reply->status, error) && take_tokens (self, reply, error);
  g_clear_pointer (&self->access, g_free);
  g_set_error (error, SALON_SYNC_ERROR, (int) refused, "the server refuses to sign us in");
  return FALSE;
}

gboolean
salon_rest_sign_in_begin (SalonRestSignIn *self,
                          SalonRestClient *client,
                          const char *email,
                          const char *password,
                          GCancellable *cancellable,
                          GError **error)
{
  const char *names[] = { "email", email, "password", password, NULL };
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL && client != NULL, FALSE);
  g_return_val_if_fail (email != NULL && password != NULL, FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  return fetch (self, client, "/api/v1/auth/login", names, SALON_SYNC_ERROR_SIGN_IN, cancellable,
                error);
}

/* With the mutex held. FALSE: there is none. */
static gboolean
find_refresh (SalonRestSignIn *self)
{
  if (self->refresh == NULL && !self->is_ended)
    self->refresh = self->keeper.find (self->keeper.user_data);
  if (!is_token (self->refresh))
    g_clear_pointer (&self->refresh, g_free);
  return self->refresh != NULL;
}

/* With the mutex held. */
static gboolean
renew (SalonRestSignIn *self, SalonRestClient *client, GCancellable *cancellable, GError **error)
{
  g_autofree char *spent = NULL;

  if (!find_refresh (self))
    {
      g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_SIGNED_OUT,
                           "nobody has signed in here");
      return FALSE;
    }
  spent = g_strdup (self->refresh);
  return fetch (self, client, "/api/v1/auth/refresh",
                (const char *[]) { "refresh_token", spent, NULL }, SALON_SYNC_ERROR_SIGNED_OUT,
                cancellable, error);
}

char *
salon_rest_sign_in_dup_token (SalonRestSignIn *self,
                              SalonRestClient *client,
                              const char *stale,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL && client != NULL, NULL);

  locker = g_mutex_locker_new (&self->mutex);
  /* Another than the stale one was fetched while we waited. */
  if ((self->access == NULL || g_strcmp0 (self->access, stale) == 0)
      && !renew (self, client, cancellable, error))
    return NULL;
  return g_strdup (self->access);
}

SalonRestReply *
salon_rest_sign_in_call (SalonRestSignIn *self,
                         SalonRestClient *client,
                         SalonRestRequest *request,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *stale = NULL;

  g_return_val_if_fail (self != NULL && client != NULL && request != NULL, NULL);

  while (TRUE)
    {
      g_autofree char *token =
        salon_rest_sign_in_dup_token (self, client, stale, cancellable, error);
      g_autoptr (SalonRestReply) reply = NULL;

      if (token == NULL)
        return NULL;
      request->token = token;
      reply = salon_rest_client_call (client, request, cancellable, error);
      request->token = NULL;
      if (reply == NULL || reply->status != 401 || stale != NULL)
        return g_steal_pointer (&reply);
      stale = g_steal_pointer (&token);
    }
}

gboolean
salon_rest_sign_in_end (SalonRestSignIn *self,
                        SalonRestClient *client,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *refresh = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SalonRestReply) reply = NULL;
  SalonRestRequest request = { .method = "POST", .path = "/api/v1/auth/logout" };

  g_return_val_if_fail (self != NULL && client != NULL, FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  find_refresh (self);
  refresh = g_steal_pointer (&self->refresh);
  g_clear_pointer (&self->access, g_free);
  self->is_ended = TRUE;
  /* Who is not signed in need not sign out. */
  if (refresh == NULL)
    return TRUE;
  body = salon_rest_request_write_body ((const char *[]) { "refresh_token", refresh, NULL });
  request.body = body;
  reply = salon_rest_client_call (client, &request, cancellable, error);
  return reply != NULL && salon_rest_client_judge (reply->status, error);
}
