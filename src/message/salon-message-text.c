/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-text.h"

#include <string.h>

#include "core/salon-phone.h"
#include "core/salon-text.h"

#include "salon-message-format.h"
#include "salon-message-plan-private.h"
#include "salon-sms-text.h"

static const char *const todays[SALON_N_LANGUAGES] = { "today", "aujourd’hui" };
static const char *const tomorrows[SALON_N_LANGUAGES] = { "tomorrow", "demain" };
static const char *const ands[SALON_N_LANGUAGES] = { " and ", " et " };

/* Whoever is already named is not named twice. */
static void
add_once (GPtrArray *names, char *name)
{
  if (*name != '\0' && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, name);
  else
    g_free (name);
}

/* "Marie, Léa et Anne". */
static char *
join_names (GPtrArray *names, SalonLanguage language)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      if (i > 0)
        g_string_append (text, i + 1 == names->len ? ands[language] : ", ");
      g_string_append (text, g_ptr_array_index (names, i));
    }
  return g_string_free_and_steal (text);
}

/* The values that belong to the words, by placeholder; NULL: none. */
typedef struct
{
  char *texts[SALON_N_PLACEHOLDERS];
} OwnValues;

static void
own_values_clear (OwnValues *values)
{
  for (SalonPlaceholder i = 0; i < SALON_N_PLACEHOLDERS; i++)
    g_free (values->texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OwnValues, own_values_clear)

/* A name that cannot keep all its accents keeps none: "Serenaia", which looks like a name, and not
 * "Sérénaia". */
static char *
spell_salon (const char *name, gboolean is_plain)
{
  return is_plain && salon_sms_text_measure (name).is_unicode ? g_str_to_ascii (name, "fr")
                                                              : g_strdup (name);
}

static void
fill_salon (OwnValues *values, SalonMessageSettings *settings, gboolean is_plain)
{
  g_auto (GStrv) lines = g_strsplit (salon_message_settings_get_address (settings), "\n", -1);

  values->texts[SALON_PLACEHOLDER_SALON] =
    spell_salon (salon_message_settings_get_salon (settings), is_plain);
  values->texts[SALON_PLACEHOLDER_PHONE] =
    salon_phone_format (salon_message_settings_get_phone (settings));
  values->texts[SALON_PLACEHOLDER_ADDRESS] = g_strjoinv (", ", lines);
  values->texts[SALON_PLACEHOLDER_LINK] = g_strdup (salon_message_settings_get_link (settings));
}

static void
fill_names (OwnValues *values, GPtrArray *bookings, SalonLanguage language)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) first_names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < bookings->len; i++)
    {
      const SalonMessageBooking *booking = g_ptr_array_index (bookings, i);

      add_once (names, salon_text_clean (booking->name));
      add_once (first_names, salon_message_format_first_name (booking->name));
      for (char **service = booking->services; service != NULL && *service != NULL; service++)
        g_ptr_array_add (services, salon_text_clean (*service));
    }
  g_ptr_array_add (services, NULL);
  values->texts[SALON_PLACEHOLDER_CLIENT] = join_names (names, language);
  values->texts[SALON_PLACEHOLDER_FIRST_NAME] = join_names (first_names, language);
  values->texts[SALON_PLACEHOLDER_SERVICES] = g_strjoinv (", ", (char **) services->pdata);
}

static char *
format_near_day (SalonDay day, SalonDay today, SalonLanguage language)
{
  if (day == today)
    return g_strdup (todays[language]);
  return day == today + 1 ? g_strdup (tomorrows[language])
                          : salon_message_format_day (day, language);
}

/* From the first beginning to the last end: how long they are in the house. */
static void
fill_times (OwnValues *values, const SalonPlannedMessage *message, SalonDay today)
{
  SalonLanguage language = message->language;
  SalonMoment start = 0, last = 0, end;

  for (guint i = 0; i < message->bookings->len; i++)
    {
      const SalonMessageBooking *booking = g_ptr_array_index (message->bookings, i);

      if (i == 0 && !salon_message_parse_wall (booking->starts_at, &start))
        return;
      if (salon_message_parse_wall (booking->ends_at, &end))
        last = MAX (last, end);
    }
  values->texts[SALON_PLACEHOLDER_DATE] =
    salon_message_format_day (salon_moment_get_day (start), language);
  values->texts[SALON_PLACEHOLDER_DAY] =
    format_near_day (salon_moment_get_day (start), today, language);
  values->texts[SALON_PLACEHOLDER_TIME] =
    salon_message_format_time (salon_moment_get_minute (start), language);
  if (last > start)
    values->texts[SALON_PLACEHOLDER_DURATION] =
      salon_message_format_duration ((int) (last - start));
}

static void
fill_visit (OwnValues *values,
            const SalonPlannedMessage *message,
            const char *currency,
            SalonDay today)
{
  gint64 price = 0;

  for (guint i = 0; i < message->bookings->len; i++)
    price += ((const SalonMessageBooking *) g_ptr_array_index (message->bookings, i))->price;
  fill_names (values, message->bookings, message->language);
  fill_times (values, message, today);
  if (price > 0)
    values->texts[SALON_PLACEHOLDER_PRICE] =
      salon_message_format_money (price, currency, message->language);
}

/* Who reads it: the recipient where the mail goes to hers, else the buyer. */
static const char *
get_reader (const SalonPlannedMessage *message)
{
  const SalonMessageCard *card = message->card;
  g_autofree char *own =
    salon_text_clean (card->recipient_email != NULL ? card->recipient_email : "");

  return g_ascii_strcasecmp (own, message->recipient) == 0 ? card->recipient_name
                                                           : card->buyer_name;
}

static void
fill_card (OwnValues *values, const SalonPlannedMessage *message, const char *currency)
{
  const SalonMessageCard *card = message->card;
  gboolean is_whole = card->service != NULL && card->balance >= card->amount;
  SalonDay expiry;

  values->texts[SALON_PLACEHOLDER_CLIENT] = salon_text_clean (get_reader (message));
  values->texts[SALON_PLACEHOLDER_FIRST_NAME] =
    salon_message_format_first_name (get_reader (message));
  values->texts[SALON_PLACEHOLDER_GIVER] = g_strdup (card->buyer_name);
  values->texts[SALON_PLACEHOLDER_CODE] = g_strdup (card->code);
  values->texts[SALON_PLACEHOLDER_AMOUNT] =
    is_whole ? g_strdup (card->service)
             : salon_message_format_money (card->balance, currency, message->language);
  if (salon_day_parse (card->expiry_date, &expiry, NULL))
    values->texts[SALON_PLACEHOLDER_EXPIRY] = salon_message_format_date (expiry, message->language);
}

void
salon_message_text_free (SalonMessageText *self)
{
  g_free (self->subject);
  g_free (self->text);
  g_free (self->html);
  g_free (self);
}

/* Takes away last words until the phone company takes it. */
static char *
cut_sms (char *text)
{
  while (salon_sms_text_measure (text).n_parts > SALON_SMS_MAX_PARTS)
    {
      char *space = strrchr (text, ' ');
      char *end = space != NULL ? space : g_utf8_prev_char (text + strlen (text));

      *end = '\0';
    }
  return text;
}

static SalonMessageText *
fill_words (const SalonMessageTemplate *words,
            const SalonPlannedMessage *message,
            const SalonMessageValues *values,
            gboolean keeps_accents)
{
  SalonMessageText *self = g_new0 (SalonMessageText, 1);
  g_autofree char *filled = salon_message_template_fill (words->text, values);
  g_autofree char *subject = NULL;

  switch (message->medium)
    {
    case SALON_MESSAGE_SMS:
      self->subject = g_strdup ("");
      self->text =
        cut_sms (keeps_accents ? g_steal_pointer (&filled) : salon_sms_text_make_plain (filled));
      break;
    case SALON_MESSAGE_EMAIL:
      subject = salon_message_template_fill (words->subject, values);
      self->subject = salon_message_template_make_line (subject);
      self->html = salon_message_template_to_html (filled, self->subject, message->language);
      self->text = g_steal_pointer (&filled);
      break;
    }
  return self;
}

SalonMessageText *
salon_message_text_new_in (const SalonPlannedMessage *message,
                           const SalonMessageTemplate *words,
                           SalonMessageSettings *settings,
                           gint64 now,
                           GTimeZone *zone)
{
  const char *currency = salon_message_settings_get_currency (settings);
  gboolean is_plain =
    message->medium == SALON_MESSAGE_SMS && !salon_message_settings_keeps_accents (settings);
  g_auto (OwnValues) own = { 0 };
  SalonMessageValues values;

  fill_salon (&own, settings, is_plain);
  if (message->link != NULL)
    g_set_str (&own.texts[SALON_PLACEHOLDER_LINK], message->link);
  if (message->card != NULL)
    fill_card (&own, message, currency);
  else
    fill_visit (&own, message, currency,
                salon_moment_get_day (salon_moment_from_instant (now, zone)));
  memcpy (values.texts, own.texts, sizeof values.texts);
  return fill_words (words, message, &values, !is_plain);
}

SalonMessageText *
salon_message_text_new (const SalonPlannedMessage *message,
                        SalonMessageSettings *settings,
                        gint64 now,
                        GTimeZone *zone)
{
  const SalonMessageTemplate *words =
    salon_message_settings_get_template (settings, message->kind, message->medium,
                                         message->language);

  return salon_message_text_new_in (message, words, settings, now, zone);
}
