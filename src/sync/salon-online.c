/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A question is made in the main thread, asked in a thread of GTask's, and judged there. The thread knows
 * where the server is and who we are, and nothing of the object: it is not the last to let go of it.
 */
#include "salon-online.h"

#include "core/salon-money.h"

#define PAYMENTS "/api/v1/admin/payments"
#define LONG_BYTES (1024 * 1024)
/* Nobody listens for news here. */
#define SILENCE_S 15

/* In an atomic box: where the server is, and who we are there; never changes. */
typedef struct
{
  char *address;
  char *authority; /* nullable */
  SalonRestSignIn *sign_in;
} Place;

struct _SalonOnline
{
  GObject parent_instance;

  Place *place;
  /* Refunds whose outcome nobody knows yet: payment and sum → the key by which the server knows it again. */
  GHashTable *keys;
};

G_DEFINE_FINAL_TYPE (SalonOnline, salon_online, G_TYPE_OBJECT)

static void
place_clear (gpointer data)
{
  Place *self = data;

  g_free (self->address);
  g_free (self->authority);
  salon_rest_sign_in_unref (self->sign_in);
}

static void
place_release (gpointer place)
{
  g_atomic_rc_box_release_full (place, place_clear);
}

/* --- Questions --- */

typedef struct
{
  Place *place;
  const char *method; /* static */
  char *path;
  GBytes *body;  /* nullable */
  char *key;     /* nullable */
  char *wish;    /* nullable: what the key is for */
  gboolean ends; /* signs out, and asks nothing */
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  place_release (self->place);
  g_free (self->path);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->key);
  g_free (self->wish);
  g_free (self);
}

static Question *
make_question (SalonOnline *self, const char *method, const char *path)
{
  Question *question = g_new0 (Question, 1);

  question->place = g_atomic_rc_box_acquire (self->place);
  question->method = method;
  question->path = g_strdup (path);
  return question;
}

static char *
put_question (Question *self, SalonRestClient *client, GCancellable *cancellable, GError **error)
{
  SalonRestRequest request = { .method = self->method,
                               .path = self->path,
                               .body = self->body,
                               .key = self->key,
                               .max_bytes = LONG_BYTES };
  g_autoptr (SalonRestReply) reply =
    salon_rest_sign_in_call (self->place->sign_in, client, &request, cancellable, error);

  if (reply == NULL)
    return NULL;
  if (reply->status >= 200 && reply->status < 300 && reply->text != NULL)
    return g_steal_pointer (&reply->text);
  g_propagate_error (error, salon_online_reply_judge (reply->status, reply->text));
  return NULL;
}

/* In the thread: the answer's JSON. */
static void
ask (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *self = data;
  GError *error = NULL;
  g_autoptr (SalonRestClient) client =
    salon_rest_client_new (self->place->address, self->place->authority, SILENCE_S, &error);
  char *text = NULL;

  if (client != NULL && self->ends
      && salon_rest_sign_in_end (self->place->sign_in, client, cancellable, &error))
    text = g_strdup ("");
  else if (client != NULL && !self->ends)
    text = put_question (self, client, cancellable, &error);
  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *text = g_task_propagate_pointer (G_TASK (result), &error);

  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

/* Takes @question, which stays with the task that is finished by name of @tag. */
static void
ask_async (SalonOnline *self,
           Question *question,
           gpointer tag,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) asking = g_task_new (NULL, cancellable, answered_cb, task);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_strdup (question->wish), g_free);
  g_task_set_source_tag (asking, ask);
  g_task_set_task_data (asking, question, question_free);
  g_task_run_in_thread (asking, ask);
}

static char *
finish (SalonOnline *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Giving back --- */

/* Was it perhaps done all the same? */
static gboolean
is_unsure (const GError *error)
{
  return g_error_matches (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_OFFLINE)
         || g_error_matches (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY)
         || g_error_matches (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_BUSY)
         || g_error_matches (error, SALON_ONLINE_ERROR, SALON_ONLINE_ERROR_BUSY)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

void
salon_online_refund_async (SalonOnline *self,
                           const char *payment_id,
                           gint64 amount_cents,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (SALON_IS_ONLINE (self));
  g_return_if_fail (payment_id != NULL && amount_cents > 0);

  g_autofree char *path = g_strdup_printf (PAYMENTS "/%s/refund", payment_id);
  g_autofree char *amount = salon_money_to_wire (amount_cents);
  Question *question = make_question (self, "POST", path);

  question->wish = g_strdup_printf ("%s %s", payment_id, amount);
  if (!g_hash_table_contains (self->keys, question->wish))
    g_hash_table_insert (self->keys, g_strdup (question->wish), g_uuid_string_random ());
  question->key = g_strdup (g_hash_table_lookup (self->keys, question->wish));
  question->body = salon_rest_request_write_body ((const char *[]) { "amount", amount, NULL });
  ask_async (self, question, salon_online_refund_async, cancellable, callback, user_data);
}

gboolean
salon_online_refund_finish (SalonOnline *self,
                            GAsyncResult *result,
                            SalonOnlineRefund *refund,
                            GError **error)
{
  GError *failure = NULL;
  g_autofree char *text = finish (self, result, &failure);
  const char *wish = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (SALON_IS_ONLINE (self) && refund != NULL, FALSE);

  if (text != NULL && salon_online_reply_read_refund (text, refund, &failure))
    {
      g_hash_table_remove (self->keys, wish);
      return TRUE;
    }
  if (!is_unsure (failure))
    g_hash_table_remove (self->keys, wish);
  else if (failure->domain == SALON_SYNC_ERROR)
    {
      failure->domain = SALON_ONLINE_ERROR;
      failure->code = SALON_ONLINE_ERROR_UNSURE;
    }
  g_propagate_error (error, failure);
  return FALSE;
}

/* --- Links --- */

void
salon_online_read_links_async (SalonOnline *self,
                               const char *booking_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (SALON_IS_ONLINE (self));
  g_return_if_fail (booking_id != NULL);

  g_autofree char *path = g_strdup_printf (PAYMENTS "/links?booking_id=%s", booking_id);

  ask_async (self, make_question (self, "GET", path), salon_online_read_links_async, cancellable,
             callback, user_data);
}

SalonPaymentLinks *
salon_online_read_links_finish (SalonOnline *self, GAsyncResult *result, GError **error)
{
  g_autofree char *text = finish (self, result, error);

  return text != NULL ? salon_online_reply_read_links (text, error) : NULL;
}

void
salon_online_make_link_async (SalonOnline *self,
                              const char *booking_id,
                              const char *provider,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (SALON_IS_ONLINE (self));
  g_return_if_fail (booking_id != NULL && provider != NULL);

  Question *question = make_question (self, "POST", PAYMENTS "/links");

  /* Without a key: the server itself gives the link that is open again. */
  question->body = salon_rest_request_write_body (
    (const char *[]) { "booking_id", booking_id, "provider", provider, NULL });
  ask_async (self, question, salon_online_make_link_async, cancellable, callback, user_data);
}

SalonPaymentLink *
salon_online_make_link_finish (SalonOnline *self, GAsyncResult *result, GError **error)
{
  g_autofree char *text = finish (self, result, error);

  return text != NULL ? salon_online_reply_read_link (text, error) : NULL;
}

/* --- Reviews --- */

void
salon_online_read_opinions_async (SalonOnline *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (SALON_IS_ONLINE (self));

  ask_async (self, make_question (self, "GET", "/api/v1/reviews"), salon_online_read_opinions_async,
             cancellable, callback, user_data);
}

SalonOpinions *
salon_online_read_opinions_finish (SalonOnline *self, GAsyncResult *result, GError **error)
{
  g_autofree char *text = finish (self, result, error);

  return text != NULL ? salon_online_reply_read_opinions (text, error) : NULL;
}

/* --- Signing out --- */

void
salon_online_sign_out_async (SalonOnline *self, GAsyncReadyCallback callback, gpointer user_data)
{
  Question *question = NULL;

  g_return_if_fail (SALON_IS_ONLINE (self));

  question = make_question (self, "POST", "");
  question->ends = TRUE;
  ask_async (self, question, salon_online_sign_out_async, NULL, callback, user_data);
}

gboolean
salon_online_sign_out_finish (SalonOnline *self, GAsyncResult *result, GError **error)
{
  g_autofree char *text = finish (self, result, error);

  return text != NULL;
}

/* --- The object --- */

static void
salon_online_finalize (GObject *object)
{
  SalonOnline *self = SALON_ONLINE (object);

  place_release (self->place);
  g_hash_table_unref (self->keys);
  G_OBJECT_CLASS (salon_online_parent_class)->finalize (object);
}

static void
salon_online_class_init (SalonOnlineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_online_finalize;
}

static void
salon_online_init (SalonOnline *self)
{
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SalonOnline *
salon_online_new (const char *address, const char *authority, SalonRestSignIn *sign_in)
{
  SalonOnline *self = NULL;

  g_return_val_if_fail (address != NULL && sign_in != NULL, NULL);

  self = g_object_new (SALON_TYPE_ONLINE, NULL);
  self->place = g_atomic_rc_box_new0 (Place);
  self->place->address = g_strdup (address);
  self->place->authority = g_strdup (authority);
  self->place->sign_in = salon_rest_sign_in_ref (sign_in);
  return self;
}
