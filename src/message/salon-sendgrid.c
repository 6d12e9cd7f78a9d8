/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-sendgrid.h"

#include <string.h>

#include "core/salon-text.h"
#include "salon-mail.h"
#include "salon-web-delivery.h"
#include "salon-wipe.h"

struct _SalonSendgrid
{
  GObject parent_instance;

  SalonWebClient *client;
  char *url;
  char *authorization;
  char *from;
  char *from_name;
  gboolean is_sandbox;
};

static void salon_sendgrid_provider_init (SalonMessageProviderInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonSendgrid,
                               salon_sendgrid,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_MESSAGE_PROVIDER,
                                                      salon_sendgrid_provider_init))

/* NULL with @failure set when there was no answer; any status is one. */
static SalonWebReply *
ask (SalonSendgrid *self,
     const char *method,
     const char *path,
     GBytes *body,
     SalonDelivery **failure,
     GCancellable *cancellable)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  const char *const headers[] = { "Authorization", self->authorization, NULL };
  SalonWebRequest request = { method, url, headers, "application/json", body };
  g_autoptr (GError) error = NULL;
  SalonWebReply *reply = salon_web_client_call (self->client, &request, cancellable, &error);

  if (reply == NULL)
    *failure = salon_web_delivery_from_silence (self->client, error);
  return reply;
}

/* {"email": …, "name": …} */
static yyjson_mut_val *
make_person (yyjson_mut_doc *document, const char *email, const char *name)
{
  yyjson_mut_val *person = yyjson_mut_obj (document);
  g_autofree char *clean = name != NULL ? salon_text_clean (name) : NULL;

  yyjson_mut_obj_add_strcpy (document, person, "email", email);
  if (clean != NULL && *clean != '\0')
    yyjson_mut_obj_add_strcpy (document, person, "name", clean);
  return person;
}

static void
add_content (yyjson_mut_doc *document, yyjson_mut_val *mail, const SalonOutgoing *outgoing)
{
  yyjson_mut_val *content = yyjson_mut_obj_add_arr (document, mail, "content");
  yyjson_mut_val *plain = yyjson_mut_arr_add_obj (document, content);
  yyjson_mut_val *html = yyjson_mut_arr_add_obj (document, content);
  g_autofree char *page = salon_mail_dup_html (outgoing);

  yyjson_mut_obj_add_str (document, plain, "type", "text/plain");
  yyjson_mut_obj_add_strcpy (document, plain, "value", outgoing->text);
  yyjson_mut_obj_add_str (document, html, "type", "text/html");
  yyjson_mut_obj_add_strcpy (document, html, "value", page);
}

static void
add_paper (yyjson_mut_doc *document, yyjson_mut_val *mail, const SalonOutgoing *outgoing)
{
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (document, mail, "attachments");
  yyjson_mut_val *paper = yyjson_mut_arr_add_obj (document, list);
  g_autofree char *content =
    g_base64_encode (g_bytes_get_data (outgoing->paper, NULL), g_bytes_get_size (outgoing->paper));
  g_autofree char *name =
    salon_text_clean (outgoing->paper_name != NULL ? outgoing->paper_name : "document.pdf");

  yyjson_mut_obj_add_strcpy (document, paper, "content", content);
  yyjson_mut_obj_add_strcpy (document, paper, "filename", name);
  yyjson_mut_obj_add_str (document, paper, "type", "application/pdf");
  yyjson_mut_obj_add_str (document, paper, "disposition", "attachment");
}

static void
add_switch (yyjson_mut_doc *document, yyjson_mut_val *group, const char *name, gboolean is_on)
{
  yyjson_mut_val *one = yyjson_mut_obj_add_obj (document, group, name);

  yyjson_mut_obj_add_bool (document, one, "enable", is_on);
}

/* Only what is no UTF-8 cannot be written, and everything here was checked. */
static GBytes *
write_bytes (yyjson_mut_doc *document)
{
  gsize length = 0;
  char *text = yyjson_mut_write (document, YYJSON_WRITE_NOFLAG, &length);

  g_assert (text != NULL);
  return g_bytes_new_with_free_func (text, length, free, text);
}

static GBytes *
make_mail (SalonSendgrid *self, const SalonOutgoing *outgoing, const char *from)
{
  g_autoptr (yyjson_mut_doc) document = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *mail = yyjson_mut_obj (document);
  yyjson_mut_val *people = yyjson_mut_obj_add_arr (document, mail, "personalizations");
  yyjson_mut_val *person = yyjson_mut_arr_add_obj (document, people);
  yyjson_mut_val *to = yyjson_mut_obj_add_arr (document, person, "to");
  yyjson_mut_val *arguments = yyjson_mut_obj_add_obj (document, person, "custom_args");
  yyjson_mut_val *tracking;
  const char *from_name = outgoing->sender_name != NULL ? outgoing->sender_name : self->from_name;
  g_autofree char *subject = salon_text_clean (outgoing->subject);

  yyjson_mut_doc_set_root (document, mail);
  yyjson_mut_arr_append (to, make_person (document, outgoing->recipient, outgoing->recipient_name));
  yyjson_mut_obj_add_str (document, arguments, "operation_id", outgoing->operation_id);
  yyjson_mut_obj_add_val (document, mail, "from", make_person (document, from, from_name));
  yyjson_mut_obj_add_str (document, mail, "subject", subject);
  add_content (document, mail, outgoing);
  if (outgoing->paper != NULL)
    add_paper (document, mail, outgoing);
  tracking = yyjson_mut_obj_add_obj (document, mail, "tracking_settings");
  add_switch (document, tracking, "click_tracking", FALSE);
  add_switch (document, tracking, "open_tracking", FALSE);
  if (self->is_sandbox)
    add_switch (document, yyjson_mut_obj_add_obj (document, mail, "mail_settings"), "sandbox_mode",
                TRUE);
  return write_bytes (document);
}

/* Why it says no, by the status and by the field that it does not like. */
static SalonDeliveryReason
explain_refusal (SalonWebReply *reply)
{
  const char *text = salon_web_reply_get_text (reply, "errors/0/field");
  const char *field = text != NULL ? text : "";

  if (g_str_has_prefix (field, "from"))
    return SALON_DELIVERY_SENDER;
  if (g_str_has_prefix (field, "personalizations"))
    return SALON_DELIVERY_RECIPIENT;
  switch (reply->status)
    {
    case 401:
      return SALON_DELIVERY_KEYS;
    case 403:
      return SALON_DELIVERY_RIGHTS;
    case 400:
    case 413:
      return SALON_DELIVERY_CONTENT;
    default:
      return SALON_DELIVERY_TROUBLE;
    }
}

static SalonDelivery *
salon_sendgrid_send (SalonMessageProvider *provider,
                     const SalonOutgoing *outgoing,
                     GCancellable *cancellable)
{
  SalonSendgrid *self = SALON_SENDGRID (provider);
  const char *from = outgoing->sender != NULL ? outgoing->sender : self->from;
  SalonDeliveryReason fault = salon_mail_find_fault (outgoing, from);
  g_autoptr (GBytes) mail = NULL;
  g_autoptr (SalonWebReply) reply = NULL;
  SalonDelivery *delivery = NULL;

  if (fault != SALON_DELIVERY_FINE)
    return salon_delivery_new (SALON_DELIVERY_REFUSED, fault);
  if (g_cancellable_is_cancelled (cancellable))
    return salon_delivery_new (SALON_DELIVERY_LATER, SALON_DELIVERY_UNREACHABLE);

  mail = make_mail (self, outgoing, from);
  reply = ask (self, "POST", "/v3/mail/send", mail, &delivery, cancellable);
  if (reply == NULL)
    return delivery;
  if (reply->status == 202 || (self->is_sandbox && reply->status == 200))
    {
      delivery = salon_delivery_new (SALON_DELIVERY_SENT, SALON_DELIVERY_FINE);
      delivery->provider_id = g_strdup (salon_web_reply_get_header (reply, "X-Message-Id"));
      return delivery;
    }
  if (reply->status < 300)
    return salon_web_delivery_from_garbage (reply);
  return salon_web_delivery_from_status (reply, outgoing->now, explain_refusal (reply));
}

static SalonDelivery *
salon_sendgrid_look_up (SalonMessageProvider *provider,
                        const char *operation_id,
                        gint64 asked_at,
                        gint64 now,
                        GCancellable *cancellable)
{
  return salon_delivery_new (SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER);
}

/* Do the keys that SendGrid knows include the right to send? */
static gboolean
has_right (SalonWebReply *reply)
{
  yyjson_arr_iter items =
    yyjson_arr_iter_with (yyjson_obj_get (salon_web_reply_get_json (reply), "scopes"));
  yyjson_val *item;

  while ((item = yyjson_arr_iter_next (&items)) != NULL)
    if (yyjson_equals_str (item, "mail.send"))
      return TRUE;
  return FALSE;
}

static void
salon_sendgrid_check (SalonMessageProvider *provider,
                      const char *sender,
                      gint64 now,
                      SalonMessageCheck *check,
                      GCancellable *cancellable)
{
  SalonSendgrid *self = SALON_SENDGRID (provider);
  const char *from = sender != NULL ? sender : self->from;
  SalonDelivery *failure = NULL;
  g_autoptr (SalonWebReply) reply = ask (self, "GET", "/v3/scopes", NULL, &failure, cancellable);

  check->is_asked[SALON_MESSAGE_STEP_REACH] = TRUE;
  check->is_asked[SALON_MESSAGE_STEP_SIGN_IN] = TRUE;
  check->is_asked[SALON_MESSAGE_STEP_ACCOUNT] = TRUE;
  check->is_passed[SALON_MESSAGE_STEP_REACH] = reply != NULL;
  if (reply != NULL && reply->status != 200)
    failure = salon_web_delivery_from_status (reply, now, explain_refusal (reply));
  if (failure != NULL)
    {
      check->reason = failure->reason == SALON_DELIVERY_NO_ANSWER && reply == NULL
                        ? SALON_DELIVERY_UNREACHABLE
                        : failure->reason;
      salon_delivery_free (failure);
      return;
    }
  check->is_passed[SALON_MESSAGE_STEP_SIGN_IN] = TRUE;
  check->is_passed[SALON_MESSAGE_STEP_ACCOUNT] = has_right (reply);
  if (!check->is_passed[SALON_MESSAGE_STEP_ACCOUNT])
    check->reason = SALON_DELIVERY_RIGHTS;
  else if (from == NULL || !salon_mail_is_address (from))
    {
      /* Whether SendGrid agrees to it, only a mail can tell; but none goes out without one. */
      check->is_asked[SALON_MESSAGE_STEP_SENDER] = TRUE;
      check->reason = SALON_DELIVERY_SENDER;
    }
}

static void
salon_sendgrid_provider_init (SalonMessageProviderInterface *interface)
{
  interface->send = salon_sendgrid_send;
  interface->look_up = salon_sendgrid_look_up;
  interface->check = salon_sendgrid_check;
}

static void
salon_sendgrid_finalize (GObject *object)
{
  SalonSendgrid *self = SALON_SENDGRID (object);

  salon_web_client_free (self->client);
  g_free (self->url);
  salon_wipe_text (&self->authorization);
  g_free (self->from);
  g_free (self->from_name);
  G_OBJECT_CLASS (salon_sendgrid_parent_class)->finalize (object);
}

static void
salon_sendgrid_class_init (SalonSendgridClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_sendgrid_finalize;
}

static void
salon_sendgrid_init (SalonSendgrid *self)
{
}

SalonMessageProvider *
salon_sendgrid_new (const char *url,
                    const char *key,
                    gboolean is_sandbox,
                    const char *from,
                    const char *from_name)
{
  SalonSendgrid *self = g_object_new (SALON_TYPE_SENDGRID, NULL);

  self->client = salon_web_client_new ();
  self->url = g_strdup (url);
  self->authorization = g_strconcat ("Bearer ", key, NULL);
  self->from = g_strdup (from);
  self->from_name = g_strdup (from_name);
  self->is_sandbox = is_sandbox;
  return SALON_MESSAGE_PROVIDER (self);
}
