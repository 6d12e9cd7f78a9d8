/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-ovh-client.h"

#include <string.h>

#include "salon-web-delivery.h"
#include "salon-wipe.h"

#define CLOCK_SECONDS 3600

struct _SalonOvhClient
{
  SalonWebClient *web;
  char *url;
  char *application_key;
  char *application_secret;
  char *consumer_key;
  gint64 delta_seconds; /* their clock less ours */
  gint64 compared_at;   /* by ours; or -1 */
};

/* What a refusal is about, by the code that comes with it, or by words of its message. */
static const struct
{
  const char *code;
  const char *word;
  SalonDeliveryReason reason;
} refusals[] = {
  { "NOT_GRANTED_CALL", NULL, SALON_DELIVERY_RIGHTS },
  { "FORBIDDEN", NULL, SALON_DELIVERY_RIGHTS },
  { "NOT_CREDENTIAL", NULL, SALON_DELIVERY_KEYS },
  { "INVALID_KEY", NULL, SALON_DELIVERY_KEYS },
  { "INVALID_CREDENTIAL", NULL, SALON_DELIVERY_KEYS },
  { "INVALID_SIGNATURE", NULL, SALON_DELIVERY_KEYS },
  { "QUERY_TIME_OUT", NULL, SALON_DELIVERY_TROUBLE },
  { NULL, "sender", SALON_DELIVERY_SENDER },
  { NULL, "credit", SALON_DELIVERY_CREDITS },
  { NULL, "receiver", SALON_DELIVERY_RECIPIENT },
};

SalonOvhClient *
salon_ovh_client_new (const char *url,
                      const char *application_key,
                      const char *application_secret,
                      const char *consumer_key)
{
  SalonOvhClient *self = g_new0 (SalonOvhClient, 1);

  self->web = salon_web_client_new ();
  self->url = g_strdup (url);
  self->application_key = g_strdup (application_key);
  self->application_secret = g_strdup (application_secret);
  self->consumer_key = g_strdup (consumer_key);
  self->compared_at = -1;
  return self;
}

void
salon_ovh_client_free (SalonOvhClient *self)
{
  if (self == NULL)
    return;
  salon_web_client_free (self->web);
  g_free (self->url);
  g_free (self->application_key);
  salon_wipe_text (&self->application_secret);
  salon_wipe_text (&self->consumer_key);
  g_free (self);
}

char *
salon_ovh_client_sign (const char *application_secret,
                       const char *consumer_key,
                       const char *method,
                       const char *url,
                       const char *body,
                       gint64 timestamp)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *stamp = g_strdup_printf ("%" G_GINT64_FORMAT, timestamp);
  const char *const parts[] = { application_secret, consumer_key, method, url, body, stamp };

  /* Part by part, so that no copy of the secret stays behind. */
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (i > 0)
        g_checksum_update (checksum, (const guchar *) "+", 1);
      g_checksum_update (checksum, (const guchar *) parts[i], (gssize) strlen (parts[i]));
    }
  return g_strconcat ("$1$", g_checksum_get_string (checksum), NULL);
}

SalonDelivery *
salon_ovh_client_reach (SalonOvhClient *self, gint64 now, GCancellable *cancellable)
{
  g_autofree char *url = g_strconcat (self->url, "/auth/time", NULL);
  SalonWebRequest request = { "GET", url, NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonWebReply) reply =
    salon_web_client_call (self->web, &request, cancellable, &error);
  SalonDelivery *failure = NULL;

  if (reply != NULL && reply->status == 200 && yyjson_is_int (salon_web_reply_get_json (reply)))
    {
      self->delta_seconds = yyjson_get_sint (salon_web_reply_get_json (reply)) - now;
      self->compared_at = now;
      return NULL;
    }
  failure = reply == NULL ? salon_web_delivery_from_silence (self->web, error)
                          : salon_web_delivery_from_status (reply, now, SALON_DELIVERY_TROUBLE);
  /* Whatever became of this question, it sends nothing. */
  failure->outcome = SALON_DELIVERY_LATER;
  if (failure->reason == SALON_DELIVERY_NO_ANSWER)
    failure->reason = reply == NULL ? SALON_DELIVERY_UNREACHABLE : SALON_DELIVERY_TROUBLE;
  return failure;
}

static SalonWebReply *
ask (SalonOvhClient *self,
     const char *method,
     const char *url,
     const char *body,
     gint64 now,
     SalonDelivery **failure,
     GCancellable *cancellable)
{
  gint64 timestamp = now + self->delta_seconds;
  g_autofree char *stamp = g_strdup_printf ("%" G_GINT64_FORMAT, timestamp);
  g_autofree char *signature =
    salon_ovh_client_sign (self->application_secret, self->consumer_key, method, url,
                           body != NULL ? body : "", timestamp);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  const char *const headers[] = {
    "X-Ovh-Application",
    self->application_key,
    "X-Ovh-Consumer",
    self->consumer_key,
    "X-Ovh-Timestamp",
    stamp,
    "X-Ovh-Signature",
    signature,
    NULL,
  };
  SalonWebRequest request = { method, url, headers, "application/json", bytes };
  g_autoptr (GError) error = NULL;
  SalonWebReply *reply = salon_web_client_call (self->web, &request, cancellable, &error);

  if (reply == NULL)
    *failure = salon_web_delivery_from_silence (self->web, error);
  return reply;
}

static gboolean
is_bad_signature (SalonWebReply *reply)
{
  const char *code = salon_web_reply_get_text (reply, "errorCode");

  if (reply->status != 400 && reply->status != 403)
    return FALSE;
  return g_strcmp0 (code, "INVALID_SIGNATURE") == 0 || g_strcmp0 (code, "QUERY_TIME_OUT") == 0;
}

static SalonDeliveryReason
explain_refusal (SalonWebReply *reply)
{
  const char *code = salon_web_reply_get_text (reply, "errorCode");
  const char *message = salon_web_reply_get_text (reply, "message");
  g_autofree char *words = g_ascii_strdown (message != NULL ? message : "", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].code != NULL ? g_strcmp0 (refusals[i].code, code) == 0
                                 : strstr (words, refusals[i].word) != NULL)
      return refusals[i].reason;
  switch (reply->status)
    {
    case 400:
      return SALON_DELIVERY_CONTENT;
    case 401:
      return SALON_DELIVERY_KEYS;
    case 403:
      return SALON_DELIVERY_RIGHTS;
    case 404:
    case 460: /* the service has run out */
      return SALON_DELIVERY_ACCOUNT;
    default:
      return SALON_DELIVERY_TROUBLE;
    }
}

SalonWebReply *
salon_ovh_client_call (SalonOvhClient *self,
                       const char *method,
                       const char *path,
                       const char *body,
                       gint64 now,
                       SalonDelivery **failure,
                       GCancellable *cancellable)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autoptr (SalonWebReply) reply = NULL;

  if (self->compared_at < 0 || ABS (now - self->compared_at) >= CLOCK_SECONDS)
    *failure = salon_ovh_client_reach (self, now, cancellable);
  if (*failure != NULL)
    return NULL;
  reply = ask (self, method, url, body, now, failure, cancellable);
  if (reply != NULL && is_bad_signature (reply))
    {
      g_clear_pointer (&reply, salon_web_reply_free);
      *failure = salon_ovh_client_reach (self, now, cancellable);
      if (*failure == NULL)
        reply = ask (self, method, url, body, now, failure, cancellable);
    }
  if (reply == NULL)
    return NULL;
  if (reply->status < 200 || reply->status >= 300)
    {
      *failure = salon_web_delivery_from_status (reply, now, explain_refusal (reply));
      return NULL;
    }
  if (reply->json == NULL)
    {
      *failure = salon_web_delivery_from_garbage (reply);
      return NULL;
    }
  return g_steal_pointer (&reply);
}
