/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-smtp.h"

#include <curl/curl.h>
#include <string.h>

#include "salon-mail.h"
#include "salon-wipe.h"

#define CONNECT_MS 5000
#define TOTAL_MS 30000

struct _SalonSmtp
{
  GObject parent_instance;

  char *url;
  char *user;
  char *password;
  char *authority;
  char *from;
  char *from_name;
  guint connect_ms;
  guint total_ms;
};

/* One conversation with the server. */
typedef struct
{
  GCancellable *cancellable;
  const char *bytes;
  gsize n_bytes;
  gsize n_taken;
  gboolean is_handed_over; /* the server may have all of it */
  char verb[5];            /* of the last command */
} Talk;

static void salon_smtp_provider_init (SalonMessageProviderInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonSmtp,
                               salon_smtp,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_MESSAGE_PROVIDER,
                                                      salon_smtp_provider_init))

static size_t
read_cb (char *buffer, size_t size, size_t n_items, void *user_data)
{
  Talk *talk = user_data;
  gsize n_bytes = MIN (size * n_items, talk->n_bytes - talk->n_taken);

  memcpy (buffer, talk->bytes + talk->n_taken, n_bytes);
  talk->n_taken += n_bytes;
  talk->is_handed_over = talk->n_taken == talk->n_bytes;
  return n_bytes;
}

static size_t
write_cb (char *buffer, size_t size, size_t n_items, void *user_data)
{
  return size * n_items;
}

static int
progress_cb (void *user_data,
             curl_off_t download_total,
             curl_off_t download_now,
             curl_off_t upload_total,
             curl_off_t upload_now)
{
  const Talk *talk = user_data;

  return g_cancellable_is_cancelled (talk->cancellable) ? 1 : 0;
}

/* Only the first letters of a command are looked at: those of signing in are secret. */
static int
debug_cb (CURL *handle, curl_infotype type, char *text, size_t length, void *user_data)
{
  Talk *talk = user_data;

  if (type == CURLINFO_HEADER_OUT && length >= 4)
    memcpy (talk->verb, text, 4);
  return 0;
}

static void
init_curl (void)
{
  static gsize is_done = 0;

  if (g_once_init_enter (&is_done))
    {
      curl_global_init (CURL_GLOBAL_DEFAULT);
      g_once_init_leave (&is_done, 1);
    }
}

static CURL *
open_handle (SalonSmtp *self, Talk *talk)
{
  CURL *curl;

  init_curl ();
  curl = curl_easy_init ();
  curl_easy_setopt (curl, CURLOPT_URL, self->url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (curl, CURLOPT_USE_SSL, (long) CURLUSESSL_ALL);
  curl_easy_setopt (curl, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (self->authority != NULL)
    curl_easy_setopt (curl, CURLOPT_CAINFO, self->authority);
  if (self->user != NULL)
    {
      curl_easy_setopt (curl, CURLOPT_USERNAME, self->user);
      curl_easy_setopt (curl, CURLOPT_PASSWORD, self->password != NULL ? self->password : "");
    }
  curl_easy_setopt (curl, CURLOPT_PROXY, "");
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT_MS, (long) self->connect_ms);
  curl_easy_setopt (curl, CURLOPT_TIMEOUT_MS, (long) self->total_ms);
  curl_easy_setopt (curl, CURLOPT_SERVER_RESPONSE_TIMEOUT_MS, (long) self->total_ms);
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, write_cb);
  curl_easy_setopt (curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (curl, CURLOPT_XFERINFOFUNCTION, progress_cb);
  curl_easy_setopt (curl, CURLOPT_XFERINFODATA, talk);
  curl_easy_setopt (curl, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt (curl, CURLOPT_DEBUGFUNCTION, debug_cb);
  curl_easy_setopt (curl, CURLOPT_DEBUGDATA, talk);
  return curl;
}

/* Why the server says no, for good, to the last command. */
static SalonDeliveryReason
explain_refusal (const Talk *talk, long status)
{
  if (status == 530 || status == 534 || status == 535 || status == 538)
    return SALON_DELIVERY_KEYS;
  if (talk->is_handed_over)
    return SALON_DELIVERY_CONTENT;
  if (g_str_equal (talk->verb, "MAIL"))
    return status == 552 ? SALON_DELIVERY_CONTENT : SALON_DELIVERY_SENDER;
  if (g_str_equal (talk->verb, "RCPT"))
    return SALON_DELIVERY_RECIPIENT;
  return SALON_DELIVERY_TROUBLE;
}

static gboolean
is_distrust (CURLcode code)
{
  return code == CURLE_USE_SSL_FAILED || code == CURLE_SSL_CONNECT_ERROR
         || code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE
         || code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_CIPHER;
}

/* What became of a conversation that failed. */
static SalonDelivery *
judge (const Talk *talk, CURLcode code, long status)
{
  if (!talk->is_handed_over && is_distrust (code))
    return salon_delivery_new (SALON_DELIVERY_LATER, SALON_DELIVERY_UNTRUSTED);
  if (status >= 500)
    return salon_delivery_new (SALON_DELIVERY_REFUSED, explain_refusal (talk, status));
  if (status >= 400)
    return salon_delivery_new (SALON_DELIVERY_LATER, SALON_DELIVERY_BUSY);
  if (talk->is_handed_over)
    return salon_delivery_new (SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER);
  if (code == CURLE_LOGIN_DENIED)
    return salon_delivery_new (SALON_DELIVERY_REFUSED, SALON_DELIVERY_KEYS);
  return salon_delivery_new (SALON_DELIVERY_LATER, SALON_DELIVERY_UNREACHABLE);
}

/* Its brackets keep an address that begins with a dash, or the like, an address. */
static char *
bracket (const char *address)
{
  return g_strconcat ("<", address, ">", NULL);
}

static SalonDelivery *
hand_over (SalonSmtp *self,
           const char *from,
           const char *recipient,
           GBytes *mail,
           GCancellable *cancellable)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (mail, &length);
  Talk talk = { cancellable, bytes, length, 0, FALSE, "" };
  CURL *curl = open_handle (self, &talk);
  g_autofree char *sender = bracket (from);
  g_autofree char *receiver = bracket (recipient);
  struct curl_slist *receivers = curl_slist_append (NULL, receiver);
  SalonDelivery *delivery;
  long status = 0;
  CURLcode code;

  curl_easy_setopt (curl, CURLOPT_MAIL_FROM, sender);
  curl_easy_setopt (curl, CURLOPT_MAIL_RCPT, receivers);
  curl_easy_setopt (curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (curl, CURLOPT_READFUNCTION, read_cb);
  curl_easy_setopt (curl, CURLOPT_READDATA, &talk);
  curl_easy_setopt (curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t) length);
  code = curl_easy_perform (curl);
  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &status);
  delivery = code == CURLE_OK ? salon_delivery_new (SALON_DELIVERY_SENT, SALON_DELIVERY_FINE)
                              : judge (&talk, code, status);
  curl_slist_free_all (receivers);
  curl_easy_cleanup (curl);
  return delivery;
}

static SalonDelivery *
salon_smtp_send (SalonMessageProvider *provider,
                 const SalonOutgoing *outgoing,
                 GCancellable *cancellable)
{
  SalonSmtp *self = SALON_SMTP (provider);
  const char *from = outgoing->sender != NULL ? outgoing->sender : self->from;
  SalonDeliveryReason fault = salon_mail_find_fault (outgoing, from);
  g_autoptr (GBytes) mail = NULL;
  SalonDelivery *delivery;

  if (fault != SALON_DELIVERY_FINE)
    return salon_delivery_new (SALON_DELIVERY_REFUSED, fault);
  if (g_cancellable_is_cancelled (cancellable))
    return salon_delivery_new (SALON_DELIVERY_LATER, SALON_DELIVERY_UNREACHABLE);

  mail = salon_mail_build (outgoing, from,
                           outgoing->sender_name != NULL ? outgoing->sender_name : self->from_name);
  delivery = hand_over (self, from, outgoing->recipient, mail, cancellable);
  if (delivery->outcome == SALON_DELIVERY_SENT)
    delivery->provider_id = salon_mail_dup_id (outgoing->operation_id, from);
  return delivery;
}

static SalonDelivery *
salon_smtp_look_up (SalonMessageProvider *provider,
                    const char *operation_id,
                    gint64 asked_at,
                    gint64 now,
                    GCancellable *cancellable)
{
  return salon_delivery_new (SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER);
}

static void
salon_smtp_check (SalonMessageProvider *provider,
                  const char *sender,
                  gint64 now,
                  SalonMessageCheck *check,
                  GCancellable *cancellable)
{
  SalonSmtp *self = SALON_SMTP (provider);
  const char *from = sender != NULL ? sender : self->from;
  Talk talk = { cancellable, NULL, 0, 0, FALSE, "" };
  CURL *curl = open_handle (self, &talk);
  g_autoptr (SalonDelivery) failure = NULL;
  long status = 0;
  CURLcode code;

  check->is_asked[SALON_MESSAGE_STEP_REACH] = TRUE;
  check->is_asked[SALON_MESSAGE_STEP_SIGN_IN] = TRUE;
  curl_easy_setopt (curl, CURLOPT_NOBODY, 1L);
  curl_easy_setopt (curl, CURLOPT_CUSTOMREQUEST, "NOOP");
  code = curl_easy_perform (curl);
  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &status);
  if (code != CURLE_OK)
    {
      failure = judge (&talk, code, status);
      check->is_passed[SALON_MESSAGE_STEP_REACH] = failure->reason == SALON_DELIVERY_KEYS;
      check->reason = failure->reason;
    }
  else
    {
      check->is_passed[SALON_MESSAGE_STEP_REACH] = TRUE;
      check->is_passed[SALON_MESSAGE_STEP_SIGN_IN] = TRUE;
      if (from == NULL || !salon_mail_is_address (from))
        {
          check->is_asked[SALON_MESSAGE_STEP_SENDER] = TRUE;
          check->reason = SALON_DELIVERY_SENDER;
        }
    }
  curl_easy_cleanup (curl);
}

static void
salon_smtp_provider_init (SalonMessageProviderInterface *interface)
{
  interface->send = salon_smtp_send;
  interface->look_up = salon_smtp_look_up;
  interface->check = salon_smtp_check;
}

static void
salon_smtp_finalize (GObject *object)
{
  SalonSmtp *self = SALON_SMTP (object);

  g_free (self->url);
  g_free (self->user);
  salon_wipe_text (&self->password);
  g_free (self->authority);
  g_free (self->from);
  g_free (self->from_name);
  G_OBJECT_CLASS (salon_smtp_parent_class)->finalize (object);
}

static void
salon_smtp_class_init (SalonSmtpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_smtp_finalize;
}

static void
salon_smtp_init (SalonSmtp *self)
{
  self->connect_ms = CONNECT_MS;
  self->total_ms = TOTAL_MS;
}

SalonMessageProvider *
salon_smtp_new (const char *url,
                const char *user,
                const char *password,
                const char *authority,
                const char *from,
                const char *from_name)
{
  SalonSmtp *self = g_object_new (SALON_TYPE_SMTP, NULL);

  self->url = g_strdup (url);
  self->user = g_strdup (user);
  self->password = g_strdup (password);
  self->authority = g_strdup (authority);
  self->from = g_strdup (from);
  self->from_name = g_strdup (from_name);
  return SALON_MESSAGE_PROVIDER (self);
}

void
salon_smtp_set_patience (SalonSmtp *self, guint connect_ms, guint total_ms)
{
  self->connect_ms = connect_ms;
  self->total_ms = total_ms;
}
