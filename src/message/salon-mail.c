/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-mail.h"

#include <gmime/gmime.h>
#include <string.h>

#include "core/salon-text.h"
#include "salon-message-template.h"

#define MAX_ADDRESS_LENGTH 254
/* SendGrid takes 30 MB in all, and few mail servers more than 20. */
#define MAX_PAPER_BYTES (10 * 1024 * 1024)
#define MAX_TEXT_BYTES (256 * 1024)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeObject, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeDataWrapper, g_object_unref)

static void
init (void)
{
  static gsize is_done = 0;

  if (g_once_init_enter (&is_done))
    {
      g_mime_init ();
      g_once_init_leave (&is_done, 1);
    }
}

gboolean
salon_mail_is_address (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL) || strlen (text) > MAX_ADDRESS_LENGTH)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) || strchr (" <>()[],;:\\\"", *c) != NULL)
      return FALSE;
  return salon_text_is_email (text);
}

SalonDeliveryReason
salon_mail_find_fault (const SalonOutgoing *outgoing, const char *from)
{
  if (from == NULL || !salon_mail_is_address (from))
    return SALON_DELIVERY_SENDER;
  if (!salon_mail_is_address (outgoing->recipient))
    return SALON_DELIVERY_RECIPIENT;
  if (outgoing->html != NULL && !g_utf8_validate (outgoing->html, -1, NULL))
    return SALON_DELIVERY_CONTENT;
  if (*outgoing->text == '\0' || strlen (outgoing->text) > MAX_TEXT_BYTES
      || !g_utf8_validate (outgoing->text, -1, NULL))
    return SALON_DELIVERY_CONTENT;
  if (outgoing->subject == NULL || *outgoing->subject == '\0'
      || !g_utf8_validate (outgoing->subject, -1, NULL))
    return SALON_DELIVERY_CONTENT;
  if (outgoing->paper != NULL && g_bytes_get_size (outgoing->paper) > MAX_PAPER_BYTES)
    return SALON_DELIVERY_CONTENT;
  if (outgoing->expires_at != 0 && outgoing->expires_at <= outgoing->now)
    return SALON_DELIVERY_TOO_LATE;
  return SALON_DELIVERY_FINE;
}

char *
salon_mail_dup_id (const char *operation_id, const char *from)
{
  const char *at = strrchr (from, '@');

  return g_strconcat (operation_id, at != NULL ? at : "@localhost", NULL);
}

char *
salon_mail_dup_html (const SalonOutgoing *outgoing)
{
  return outgoing->html != NULL ? g_strdup (outgoing->html)
                                : salon_message_template_to_html (outgoing->text, outgoing->subject,
                                                                  SALON_LANGUAGE_FRENCH);
}

static GMimeObject *
make_text_part (const char *subtype, const char *text)
{
  GMimeTextPart *part = g_mime_text_part_new_with_subtype (subtype);

  g_mime_text_part_set_charset (part, "utf-8");
  g_mime_text_part_set_text (part, text);
  g_mime_part_set_content_encoding (GMIME_PART (part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return GMIME_OBJECT (part);
}

static void
add_part (GMimeMultipart *whole, GMimeObject *part)
{
  g_mime_multipart_add (whole, part);
  g_object_unref (part);
}

static GMimeObject *
make_texts (const SalonOutgoing *outgoing)
{
  GMimeMultipart *both = g_mime_multipart_new_with_subtype ("alternative");
  g_autofree char *html = salon_mail_dup_html (outgoing);

  add_part (both, make_text_part ("plain", outgoing->text));
  add_part (both, make_text_part ("html", html));
  return GMIME_OBJECT (both);
}

static GMimeObject *
make_paper (GBytes *paper, const char *name)
{
  GMimePart *part = g_mime_part_new_with_type ("application", "pdf");
  g_autoptr (GMimeStream) stream =
    g_mime_stream_mem_new_with_buffer (g_bytes_get_data (paper, NULL), g_bytes_get_size (paper));
  g_autoptr (GMimeDataWrapper) content =
    g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);

  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_BASE64);
  g_mime_object_set_disposition (GMIME_OBJECT (part), GMIME_DISPOSITION_ATTACHMENT);
  if (name != NULL)
    {
      g_autofree char *clean = salon_text_clean (name);

      g_mime_part_set_filename (part, clean);
    }
  return GMIME_OBJECT (part);
}

static void
add_address (GMimeMessage *message, GMimeAddressType type, const char *address, const char *name)
{
  g_autofree char *clean = name != NULL ? salon_text_clean (name) : NULL;
  InternetAddress *mailbox =
    internet_address_mailbox_new (clean != NULL && *clean != '\0' ? clean : NULL, address);

  internet_address_set_charset (mailbox, "utf-8");
  internet_address_list_add (g_mime_message_get_addresses (message, type), mailbox);
  g_object_unref (mailbox);
}

static GMimeMessage *
make_message (const SalonOutgoing *outgoing, const char *from, const char *from_name)
{
  GMimeMessage *message = g_mime_message_new (TRUE);
  g_autofree char *subject = salon_text_clean (outgoing->subject);
  g_autofree char *id = salon_mail_dup_id (outgoing->operation_id, from);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (outgoing->now);

  add_address (message, GMIME_ADDRESS_TYPE_FROM, from, from_name);
  add_address (message, GMIME_ADDRESS_TYPE_TO, outgoing->recipient, outgoing->recipient_name);
  g_mime_message_set_subject (message, subject, "utf-8");
  g_mime_message_set_date (message, date);
  g_mime_message_set_message_id (message, id);
  /* So that nobody's holiday notice answers it (RFC 3834). */
  g_mime_object_set_header (GMIME_OBJECT (message), "Auto-Submitted", "auto-generated", NULL);
  return message;
}

GBytes *
salon_mail_build (const SalonOutgoing *outgoing, const char *from, const char *from_name)
{
  g_autoptr (GMimeMessage) message = NULL;
  g_autoptr (GMimeObject) body = NULL;
  GMimeFormatOptions *options;
  char *text;

  g_return_val_if_fail (salon_mail_find_fault (outgoing, from) == SALON_DELIVERY_FINE
                          || outgoing->expires_at != 0,
                        NULL);

  init ();
  message = make_message (outgoing, from, from_name);
  body = make_texts (outgoing);
  if (outgoing->paper != NULL)
    {
      GMimeMultipart *mixed = g_mime_multipart_new_with_subtype ("mixed");

      add_part (mixed, g_steal_pointer (&body));
      add_part (mixed, make_paper (outgoing->paper, outgoing->paper_name));
      body = GMIME_OBJECT (mixed);
    }
  g_mime_message_set_mime_part (message, body);

  options = g_mime_format_options_new ();
  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  text = g_mime_object_to_string (GMIME_OBJECT (message), options);
  g_mime_format_options_free (options);
  return g_bytes_new_take (text, strlen (text));
}
