/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-ovh.h"

#include <string.h>

#include "core/salon-message-ledger.h"
#include "salon-ovh-client.h"
#include "salon-sms-text.h"
#include "salon-web-delivery.h"

/* Two days, after which OVH gives up by itself. */
#define MAX_VALIDITY_MINUTES (48 * 60)
/* Jobs wait for seconds. Who has more of them than this sends much else by that account. */
#define MAX_JOBS 100

struct _SalonOvh
{
  GObject parent_instance;

  SalonOvhClient *client;
  char *service;
  char *sender;
};

static void salon_ovh_provider_init (SalonMessageProviderInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonOvh,
                               salon_ovh,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_MESSAGE_PROVIDER,
                                                      salon_ovh_provider_init))

gboolean
salon_ovh_is_sender (const char *sender)
{
  gsize length = 0;

  while (g_ascii_isalnum (sender[length]))
    length++;
  return length > 0 && length <= SALON_OVH_MAX_SENDER_LENGTH && sender[length] == '\0';
}

/* As OVH takes them: a plus, and 10 to 17 digits of which the first is none. */
static gboolean
is_number (const char *text)
{
  gsize n_digits = 0;

  if (text[0] != '+' || text[1] < '1')
    return FALSE;
  while (g_ascii_isdigit (text[1 + n_digits]))
    n_digits++;
  return n_digits >= 10 && n_digits <= 17 && text[1 + n_digits] == '\0';
}

/* Of the account, with names within escaped. Transfer full. */
static char *
make_path (SalonOvh *self, const char *rest, const char *name)
{
  g_autofree char *service = g_uri_escape_string (self->service, NULL, FALSE);
  g_autofree char *escaped = name != NULL ? g_uri_escape_string (name, NULL, FALSE) : NULL;

  return g_strconcat ("/sms/", service, rest, escaped, NULL);
}

/* FINE, or why it need not even be asked for. */
static SalonDeliveryReason
find_fault (const SalonOutgoing *outgoing, const char *sender)
{
  SalonSmsSize size;

  if (!g_utf8_validate (outgoing->text, -1, NULL))
    return SALON_DELIVERY_CONTENT;
  if (sender == NULL || !salon_ovh_is_sender (sender))
    return SALON_DELIVERY_SENDER;
  if (!is_number (outgoing->recipient))
    return SALON_DELIVERY_RECIPIENT;
  size = salon_sms_text_measure (outgoing->text);
  if (size.n_parts == 0 || size.n_parts > SALON_OVH_MAX_PARTS)
    return SALON_DELIVERY_CONTENT;
  if (outgoing->expires_at != 0 && outgoing->expires_at - outgoing->now < 60)
    return SALON_DELIVERY_TOO_LATE;
  return SALON_DELIVERY_FINE;
}

/* JSON; transfer full. */
static char *
make_job (const SalonOutgoing *outgoing, const char *sender, const char *tag)
{
  g_autoptr (yyjson_mut_doc) document = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *job = yyjson_mut_obj (document);
  yyjson_mut_val *receivers = yyjson_mut_arr (document);
  gboolean is_unicode = salon_sms_text_measure (outgoing->text).is_unicode;
  gint64 minutes =
    outgoing->expires_at != 0 ? (outgoing->expires_at - outgoing->now) / 60 : MAX_VALIDITY_MINUTES;
  char *written;
  char *copy;

  yyjson_mut_doc_set_root (document, job);
  yyjson_mut_arr_add_str (document, receivers, outgoing->recipient);
  yyjson_mut_obj_add_str (document, job, "message", outgoing->text);
  yyjson_mut_obj_add_val (document, job, "receivers", receivers);
  yyjson_mut_obj_add_str (document, job, "sender", sender);
  yyjson_mut_obj_add_bool (document, job, "noStopClause", TRUE);
  yyjson_mut_obj_add_str (document, job, "priority", "high");
  yyjson_mut_obj_add_int (document, job, "validityPeriod", MIN (minutes, MAX_VALIDITY_MINUTES));
  yyjson_mut_obj_add_str (document, job, "tag", tag);
  yyjson_mut_obj_add_str (document, job, "charset", "UTF-8");
  yyjson_mut_obj_add_str (document, job, "class", "phoneDisplay");
  yyjson_mut_obj_add_str (document, job, "coding", is_unicode ? "8bit" : "7bit");
  yyjson_mut_obj_add_int (document, job, "differedPeriod", 0);
  written = yyjson_mut_write (document, YYJSON_WRITE_NOFLAG, NULL);
  copy = g_strdup (written);
  free (written);
  return copy;
}

static gboolean
has_text (yyjson_val *array, const char *text)
{
  yyjson_arr_iter items = yyjson_arr_iter_with (array);
  yyjson_val *item;

  while ((item = yyjson_arr_iter_next (&items)) != NULL)
    if (yyjson_equals_str (item, text))
      return TRUE;
  return FALSE;
}

static char *
dup_id (yyjson_val *value)
{
  return yyjson_is_uint (value) ? g_strdup_printf ("%" G_GUINT64_FORMAT, yyjson_get_uint (value))
                                : NULL;
}

/* What the report about a job says of its only receiver. */
static SalonDelivery *
read_report (SalonWebReply *reply, const char *recipient)
{
  yyjson_val *report = salon_web_reply_get_json (reply);
  char *id = dup_id (yyjson_arr_get_first (yyjson_obj_get (report, "ids")));
  SalonDelivery *delivery = salon_delivery_new (SALON_DELIVERY_SENT, SALON_DELIVERY_FINE);

  delivery->provider_id = id;
  delivery->request_name = g_strdup (reply->request_name);
  if (has_text (yyjson_obj_get (report, "invalidReceivers"), recipient))
    {
      delivery->outcome = SALON_DELIVERY_REFUSED;
      delivery->reason = SALON_DELIVERY_RECIPIENT;
    }
  else if (id == NULL || !has_text (yyjson_obj_get (report, "validReceivers"), recipient))
    {
      delivery->outcome = SALON_DELIVERY_UNKNOWN;
      delivery->reason = SALON_DELIVERY_NO_ANSWER;
    }
  return delivery;
}

static SalonDelivery *
salon_ovh_send (SalonMessageProvider *provider,
                const SalonOutgoing *outgoing,
                GCancellable *cancellable)
{
  SalonOvh *self = SALON_OVH (provider);
  const char *sender = outgoing->sender != NULL ? outgoing->sender : self->sender;
  SalonDeliveryReason fault = find_fault (outgoing, sender);
  g_autoptr (SalonWebReply) reply = NULL;
  g_autofree char *path = NULL;
  g_autofree char *tag = NULL;
  g_autofree char *job = NULL;
  SalonDelivery *failure = NULL;

  if (fault != SALON_DELIVERY_FINE)
    return salon_delivery_new (SALON_DELIVERY_REFUSED, fault);
  if (g_cancellable_is_cancelled (cancellable))
    return salon_delivery_new (SALON_DELIVERY_LATER, SALON_DELIVERY_UNREACHABLE);

  path = make_path (self, "/jobs", NULL);
  tag = salon_message_make_tag (outgoing->operation_id);
  job = make_job (outgoing, sender, tag);
  reply =
    salon_ovh_client_call (self->client, "POST", path, job, outgoing->now, &failure, cancellable);
  return reply != NULL ? read_report (reply, outgoing->recipient) : failure;
}

/* Looks for the tag among jobs that wait. FALSE with @failure set when that could not be found out. */
static gboolean
find_job (SalonOvh *self,
          const char *tag,
          gint64 now,
          char **found,
          SalonDelivery **failure,
          GCancellable *cancellable)
{
  g_autofree char *path = make_path (self, "/jobs", NULL);
  g_autoptr (SalonWebReply) reply =
    salon_ovh_client_call (self->client, "GET", path, NULL, now, failure, cancellable);
  yyjson_arr_iter items;
  yyjson_val *item;

  if (reply == NULL)
    return FALSE;
  items = yyjson_arr_iter_with (salon_web_reply_get_json (reply));
  if (!yyjson_is_arr (salon_web_reply_get_json (reply)) || items.max > MAX_JOBS)
    {
      *failure = salon_web_delivery_from_garbage (reply);
      return FALSE;
    }
  while (*found == NULL && (item = yyjson_arr_iter_next (&items)) != NULL)
    {
      g_autofree char *id = dup_id (item);
      g_autofree char *job_path = make_path (self, "/jobs/", id != NULL ? id : "");
      g_autoptr (SalonDelivery) miss = NULL;
      g_autoptr (SalonWebReply) job =
        salon_ovh_client_call (self->client, "GET", job_path, NULL, now, &miss, cancellable);

      if (job != NULL && g_strcmp0 (salon_web_reply_get_text (job, "tag"), tag) == 0)
        *found = g_steal_pointer (&id);
      /* One that is not there any more is among what went out, and looked for there. */
      else if (job == NULL && miss->reason != SALON_DELIVERY_ACCOUNT)
        {
          *failure = g_steal_pointer (&miss);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
find_outgoing (SalonOvh *self,
               const char *tag,
               gint64 now,
               char **found,
               SalonDelivery **failure,
               GCancellable *cancellable)
{
  g_autofree char *path = make_path (self, "/outgoing?tag=", tag);
  g_autoptr (SalonWebReply) reply =
    salon_ovh_client_call (self->client, "GET", path, NULL, now, failure, cancellable);

  if (reply == NULL)
    return FALSE;
  if (!yyjson_is_arr (salon_web_reply_get_json (reply)))
    {
      *failure = salon_web_delivery_from_garbage (reply);
      return FALSE;
    }
  *found = dup_id (yyjson_arr_get_first (salon_web_reply_get_json (reply)));
  return TRUE;
}

static SalonDelivery *
salon_ovh_look_up (SalonMessageProvider *provider,
                   const char *operation_id,
                   gint64 asked_at,
                   gint64 now,
                   GCancellable *cancellable)
{
  SalonOvh *self = SALON_OVH (provider);
  g_autofree char *tag = salon_message_make_tag (operation_id);
  g_autofree char *found = NULL;
  SalonDelivery *delivery = NULL;
  gint64 waited = now - asked_at;

  /* In this order: a job moves from the one to the other, and never back. */
  if (!find_job (self, tag, now, &found, &delivery, cancellable)
      || (found == NULL && !find_outgoing (self, tag, now, &found, &delivery, cancellable)))
    {
      /* That it could not be found out says nothing about the message. */
      delivery->outcome = SALON_DELIVERY_LATER;
      return delivery;
    }
  if (found != NULL)
    {
      delivery = salon_delivery_new (SALON_DELIVERY_SENT, SALON_DELIVERY_FINE);
      delivery->provider_id = g_steal_pointer (&found);
      return delivery;
    }
  if (waited >= SALON_OVH_LOOK_UP_SECONDS)
    return salon_delivery_new (SALON_DELIVERY_ABSENT, SALON_DELIVERY_NO_ANSWER);
  delivery = salon_delivery_new (SALON_DELIVERY_LATER, SALON_DELIVERY_NO_ANSWER);
  delivery->retry_seconds =
    (guint) CLAMP (SALON_OVH_LOOK_UP_SECONDS - waited, 1, SALON_OVH_LOOK_UP_SECONDS);
  return delivery;
}

/* Notes why it goes no further; takes @failure. */
static void
fail_step (SalonMessageCheck *check, SalonDelivery *failure)
{
  check->reason = failure->reason;
  salon_delivery_free (failure);
}

static gboolean
check_account (SalonOvh *self, gint64 now, SalonMessageCheck *check, GCancellable *cancellable)
{
  g_autofree char *path = make_path (self, "", NULL);
  SalonDelivery *failure = NULL;
  g_autoptr (SalonWebReply) reply =
    salon_ovh_client_call (self->client, "GET", path, NULL, now, &failure, cancellable);
  yyjson_val *credits;

  if (reply == NULL)
    {
      /* Keys that are not good for this account are good keys. */
      check->is_passed[SALON_MESSAGE_STEP_SIGN_IN] =
        failure->reason == SALON_DELIVERY_ACCOUNT || failure->reason == SALON_DELIVERY_RIGHTS;
      fail_step (check, failure);
      return FALSE;
    }
  check->is_passed[SALON_MESSAGE_STEP_SIGN_IN] = TRUE;
  if (g_strcmp0 (salon_web_reply_get_text (reply, "status"), "enable") != 0)
    {
      check->reason = SALON_DELIVERY_ACCOUNT;
      return FALSE;
    }
  check->is_passed[SALON_MESSAGE_STEP_ACCOUNT] = TRUE;
  credits = yyjson_obj_get (salon_web_reply_get_json (reply), "creditsLeft");
  if (yyjson_is_num (credits))
    check->credits = (gint64) CLAMP (yyjson_get_num (credits), 0, 1e15);
  return TRUE;
}

static gboolean
check_sender (SalonOvh *self,
              const char *sender,
              gint64 now,
              SalonMessageCheck *check,
              GCancellable *cancellable)
{
  g_autofree char *path = NULL;
  g_autoptr (SalonWebReply) reply = NULL;
  SalonDelivery *failure = NULL;

  check->reason = SALON_DELIVERY_SENDER;
  if (sender == NULL || !salon_ovh_is_sender (sender))
    return FALSE;
  path = make_path (self, "/senders/", sender);
  reply = salon_ovh_client_call (self->client, "GET", path, NULL, now, &failure, cancellable);
  if (reply == NULL)
    {
      fail_step (check, failure);
      if (check->reason == SALON_DELIVERY_ACCOUNT)
        check->reason = SALON_DELIVERY_SENDER;
      return FALSE;
    }
  if (g_strcmp0 (salon_web_reply_get_text (reply, "status"), "enable") != 0)
    return FALSE;
  check->is_passed[SALON_MESSAGE_STEP_SENDER] = TRUE;
  return TRUE;
}

static void
salon_ovh_check (SalonMessageProvider *provider,
                 const char *sender,
                 gint64 now,
                 SalonMessageCheck *check,
                 GCancellable *cancellable)
{
  SalonOvh *self = SALON_OVH (provider);
  SalonDelivery *failure = NULL;

  for (gsize i = 0; i < SALON_N_MESSAGE_STEPS; i++)
    check->is_asked[i] = TRUE;
  failure = salon_ovh_client_reach (self->client, now, cancellable);
  if (failure != NULL)
    {
      fail_step (check, failure);
      return;
    }
  check->is_passed[SALON_MESSAGE_STEP_REACH] = TRUE;
  if (!check_account (self, now, check, cancellable)
      || !check_sender (self, sender != NULL ? sender : self->sender, now, check, cancellable))
    return;
  check->is_passed[SALON_MESSAGE_STEP_CREDITS] = check->credits != 0;
  check->reason = check->credits != 0 ? SALON_DELIVERY_FINE : SALON_DELIVERY_CREDITS;
}

static void
salon_ovh_provider_init (SalonMessageProviderInterface *interface)
{
  interface->send = salon_ovh_send;
  interface->look_up = salon_ovh_look_up;
  interface->check = salon_ovh_check;
}

static void
salon_ovh_finalize (GObject *object)
{
  SalonOvh *self = SALON_OVH (object);

  salon_ovh_client_free (self->client);
  g_free (self->service);
  g_free (self->sender);
  G_OBJECT_CLASS (salon_ovh_parent_class)->finalize (object);
}

static void
salon_ovh_class_init (SalonOvhClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_ovh_finalize;
}

static void
salon_ovh_init (SalonOvh *self)
{
}

SalonMessageProvider *
salon_ovh_new (const char *url,
               const char *application_key,
               const char *application_secret,
               const char *consumer_key,
               const char *service,
               const char *sender)
{
  SalonOvh *self = g_object_new (SALON_TYPE_OVH, NULL);

  self->client = salon_ovh_client_new (url, application_key, application_secret, consumer_key);
  self->service = g_strdup (service);
  self->sender = g_strdup (sender);
  return SALON_MESSAGE_PROVIDER (self);
}
