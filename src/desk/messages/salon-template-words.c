/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-template-words.h"

#include <glib/gi18n-lib.h>

static const char *const kinds[] = {
  NC_ ("kind of message", "Confirmation"),
  NC_ ("kind of message", "Change"),
  NC_ ("kind of message", "Cancellation"),
  NC_ ("kind of message", "Reminder"),
  NC_ ("kind of message", "Gift Card by E-Mail"),
  NC_ ("kind of message", "Gift Card About to Expire"),
  NC_ ("kind of message", "Thanks"),
};

static const char *const placeholders[] = {
  NC_ ("placeholder", "Name"),     NC_ ("placeholder", "First name"),
  NC_ ("placeholder", "Date"),     NC_ ("placeholder", "Day in words"),
  NC_ ("placeholder", "Time"),     NC_ ("placeholder", "Services"),
  NC_ ("placeholder", "Length"),   NC_ ("placeholder", "Price"),
  NC_ ("placeholder", "Salon"),    NC_ ("placeholder", "Phone"),
  NC_ ("placeholder", "Address"),  NC_ ("placeholder", "Web page"),
  NC_ ("placeholder", "Code"),     NC_ ("placeholder", "Amount"),
  NC_ ("placeholder", "Last day"), NC_ ("placeholder", "Given by"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == SALON_N_MESSAGE_KINDS);
G_STATIC_ASSERT (G_N_ELEMENTS (placeholders) == SALON_N_PLACEHOLDERS);

const char *
salon_template_words_for_kind (SalonMessageKind kind)
{
  return g_dpgettext2 (NULL, "kind of message", kinds[kind]);
}

const char *
salon_template_words_for_placeholder (SalonPlaceholder placeholder)
{
  return g_dpgettext2 (NULL, "placeholder", placeholders[placeholder]);
}

char *
salon_template_words_for_change (SalonMessageKind kind)
{
  /* Translators: what was changed in the settings; %s is a kind of message, such as “Reminder” */
  return g_strdup_printf (_ ("Messages: %s"), salon_template_words_for_kind (kind));
}

char *
salon_template_words_for_text_change (SalonMessageKind kind)
{
  /* Translators: what was changed; %s is a kind of message, such as “Reminder” */
  return g_strdup_printf (_ ("Text of messages: %s"), salon_template_words_for_kind (kind));
}

const char *
salon_template_words_for_span (SalonMessageKind kind)
{
  switch (kind)
    {
    case SALON_MESSAGE_REMINDER:
      return _ ("Hours Before the Visit");
    case SALON_MESSAGE_EXPIRY:
      return _ ("Days Before the Last Day");
    case SALON_MESSAGE_THANKS:
      return _ ("Hours After the Visit");
    case SALON_MESSAGE_CONFIRMATION:
    case SALON_MESSAGE_CHANGE:
    case SALON_MESSAGE_CANCELLATION:
    case SALON_MESSAGE_VOUCHER:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

/* "24 hours before" */
static char *
format_span (SalonMessageKind kind, int span)
{
  guint n = (guint) span;

  switch (kind)
    {
    case SALON_MESSAGE_REMINDER:
      return g_strdup_printf (ngettext ("%u hour before", "%u hours before", n), n);
    case SALON_MESSAGE_EXPIRY:
      return g_strdup_printf (ngettext ("%u day before", "%u days before", n), n);
    case SALON_MESSAGE_THANKS:
      return g_strdup_printf (ngettext ("%u hour after", "%u hours after", n), n);
    case SALON_MESSAGE_CONFIRMATION:
    case SALON_MESSAGE_CHANGE:
    case SALON_MESSAGE_CANCELLATION:
    case SALON_MESSAGE_VOUCHER:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

char *
salon_template_words_for_rule (SalonMessageSettings *settings, SalonMessageKind kind)
{
  gboolean by_sms = salon_message_settings_is_on (settings, kind, SALON_MESSAGE_SMS);
  gboolean by_mail = salon_message_settings_is_on (settings, kind, SALON_MESSAGE_EMAIL);
  g_autofree char *span = format_span (kind, salon_message_settings_get_span (settings, kind));
  const char *media = by_sms && by_mail ? _ ("By SMS and e-mail")
                      : by_sms          ? _ ("By SMS")
                                        : _ ("By e-mail");

  if (!by_sms && !by_mail)
    return g_strdup (_ ("Not sent"));
  /* Translators: “By SMS and e-mail, 24 hours before” */
  return span != NULL ? g_strdup_printf (_ ("%1$s, %2$s"), media, span) : g_strdup (media);
}

char *
salon_template_words_for_fault (const char *text, SalonMessageKind kind, gboolean is_subject)
{
  gsize offset, length;
  SalonTemplateFault fault = salon_message_template_check (text, kind, &offset, &length);
  g_autofree char *wrong = g_strndup (text + offset, length);

  switch (fault)
    {
    case SALON_TEMPLATE_GOOD:
      return NULL;
    case SALON_TEMPLATE_UNKNOWN:
      return g_strdup_printf (
        _ ("Nothing can be put in the place of “%s”. Use one of the buttons below."), wrong);
    case SALON_TEMPLATE_FOREIGN:
      return g_strdup_printf (_ ("“%s” is for other messages. Use one of the buttons below."),
                              wrong);
    case SALON_TEMPLATE_OPEN:
      return g_strdup_printf (_ ("There is a “%s” alone. Take it away, or write it twice."), wrong);
    case SALON_TEMPLATE_EMPTY:
      return g_strdup (is_subject ? _ ("Write a subject.") : _ ("Write a text."));
    }
  g_return_val_if_reached (NULL);
}

/* The first letter that SMS cannot carry cheaply; "" when there is none. */
static char *
find_dear_letter (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (!salon_sms_text_is_plain (g_utf8_get_char (at)))
      return g_strndup (at, (gsize) (g_utf8_next_char (at) - at));
  return g_strdup ("");
}

static char *
format_parts (guint n_parts)
{
  return g_strdup_printf (ngettext ("%u SMS for each client", "%u SMS for each client", n_parts),
                          n_parts);
}

static char *
format_letters (SalonSmsSize size)
{
  guint a_part = size.is_unicode ? (size.n_parts > 1 ? 67 : 70) : (size.n_parts > 1 ? 153 : 160);

  /* Translators: how many letters a text has, and how many fit */
  return g_strdup_printf (_ ("%1$u of %2$u letters"), size.n_units, a_part * MAX (size.n_parts, 1));
}

/* Accents are not kept: what becomes of the letter. */
static char *
format_plain (const char *letter)
{
  g_autofree char *plain = salon_sms_text_make_plain (letter);

  return *plain != '\0'
           ? g_strdup_printf (_ ("“%1$s” is sent as “%2$s”, which costs less."), letter, plain)
           : g_strdup_printf (_ ("“%s” is left out, for it would cost more."), letter);
}

void
salon_template_words_for_cost (const char *template_text,
                               const char *sent,
                               gboolean keeps_accents,
                               SalonTemplateCost *cost)
{
  SalonSmsSize size = salon_sms_text_measure (sent);
  g_autofree char *plain = salon_sms_text_make_plain (sent);
  guint n_plain = salon_sms_text_measure (plain).n_parts;
  g_autofree char *dear = find_dear_letter (sent);
  g_autofree char *own_dear = find_dear_letter (template_text);

  *cost = (SalonTemplateCost) { 0 };
  if (size.is_unicode && n_plain < size.n_parts)
    {
      /* Translators: %1$u is 2 or more, %2$s a letter */
      cost->title =
        g_strdup_printf (_ ("%1$u SMS for each client, because of “%2$s”"), size.n_parts, dear);
      cost->subtitle = g_strdup_printf (ngettext ("Without such letters it would be %u.",
                                                  "Without such letters it would be %u.", n_plain),
                                        n_plain);
      cost->can_be_plainer = *own_dear != '\0';
      return;
    }
  cost->title = format_parts (size.n_parts);
  cost->subtitle =
    !keeps_accents && *own_dear != '\0' ? format_plain (own_dear) : format_letters (size);
}

void
salon_template_cost_clear (SalonTemplateCost *cost)
{
  g_clear_pointer (&cost->title, g_free);
  g_clear_pointer (&cost->subtitle, g_free);
}
