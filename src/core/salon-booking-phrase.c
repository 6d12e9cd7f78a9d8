/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order is that of certainty: a phone number is nothing else; then days, then times, then
 * services, and the client has what is left. Small words go with what they stand before.
 */
#include "salon-booking-phrase.h"

#include <string.h>

#include "salon-phone.h"
#include "salon-text.h"

#define FEWEST_PHONE_DIGITS 9
#define MOST_PHONE_WORDS 10

/* Before a day, a time or a service, and at the end of a name, they say nothing. */
#define LEADING                                                                                    \
  "le la les l un une du des de d a au aux the an at on for pour vers en in chez avec with et and by"
/* They ask for a booking. */
#define ASKING                                                                                     \
  "rdv rendezvous reserver reserve reservation resa book booking appointment appt noter"
#define POLITE "pour for bonjour hello svp stp please merci"
#define TITLES "mme madame mlle melle mademoiselle m mr monsieur mrs ms miss mister"

static gboolean
is_dialled (char sign)
{
  return g_ascii_isdigit (sign) || strchr (" .-()+", sign) != NULL;
}

/* The number that the @n words from @index on write, or NULL. */
static char *
read_number (SalonPhraseWords *words, guint index, guint n)
{
  SalonPhraseWord *first = salon_phrase_words_get (words, index);
  SalonPhraseWord *last = salon_phrase_words_get (words, index + n - 1);
  gboolean has_plus = first->start > 0 && words->text[first->start - 1] == '+';
  const char *start = words->text + first->start - (has_plus ? 1 : 0);
  g_autofree char *written = g_strndup (start, (gsize) (words->text + last->end - start));
  char *e164 = NULL;
  int n_digits = 0;

  for (const char *at = written; *at != '\0'; at++)
    {
      if (!is_dialled (*at))
        return NULL;
      n_digits += g_ascii_isdigit (*at) ? 1 : 0;
    }
  if (n_digits < FEWEST_PHONE_DIGITS || !salon_phone_parse (written, &e164, NULL))
    return NULL;
  return e164;
}

/* The first phone number, at its longest. */
static void
read_phone (SalonBookingPhrase *self, SalonPhraseWords *words)
{
  for (guint i = 0; i < words->words->len; i++)
    {
      guint most = 0;

      while (most < MOST_PHONE_WORDS && i + most < words->words->len
             && salon_phrase_words_get (words, i + most)->n_digits > 0)
        most++;
      for (guint n = most; n > 0; n--)
        {
          self->phone = read_number (words, i, n);
          if (self->phone != NULL)
            {
              salon_phrase_words_claim (words, i, n, SALON_PHRASE_PHONE);
              return;
            }
        }
    }
}

/* What holds an @ is one word, and the client's. */
static void
keep_mail_whole (SalonPhraseWords *words)
{
  for (guint i = 0; i < words->words->len; i++)
    {
      SalonPhraseWord *word = salon_phrase_words_get (words, i);
      const char *start = words->text + word->start;
      gsize length = strcspn (start, " \t");
      guint n = 1;

      if (memchr (start, '@', length) == NULL)
        continue;
      while (i + n < words->words->len
             && salon_phrase_words_get (words, i + n)->start < word->start + length)
        n++;
      salon_phrase_words_claim (words, i, n, SALON_PHRASE_CLIENT);
      i += n - 1;
    }
}

static gboolean
is_unread (SalonPhraseWords *words, guint index)
{
  SalonPhraseWord *word = salon_phrase_words_get (words, index);
  return word != NULL && word->kind == SALON_PHRASE_UNREAD;
}

static void
skip (SalonPhraseWords *words, guint index)
{
  salon_phrase_words_claim (words, index, 1, SALON_PHRASE_FILLER);
}

/* "rdv" and "book", wherever they stand. */
static void
skip_asking (SalonBookingPhrase *self, SalonPhraseWords *words)
{
  for (guint i = 0; i < words->words->len; i++)
    {
      gboolean is_two =
        salon_phrase_words_is (words, i, "rendez") && salon_phrase_words_is (words, i + 1, "vous");

      if (!is_two && !salon_phrase_words_is (words, i, ASKING))
        continue;
      self->asks = TRUE;
      skip (words, i);
      if (is_two)
        skip (words, i + 1);
    }
}

/* "bonjour", "pour" and "svp" at an edge of what is left. */
static void
skip_polite (SalonPhraseWords *words)
{
  for (guint i = 0; i < words->words->len; i++)
    if ((i == 0 || !is_unread (words, i - 1) || !is_unread (words, i + 1))
        && salon_phrase_words_is (words, i, POLITE))
      skip (words, i);
}

/* Small words before what was understood, and between two such. A name keeps those at its beginning
 * and inside: "Le Goff", "Marie de la Tour". */
static void
skip_leading (SalonPhraseWords *words)
{
  for (guint i = words->words->len; i-- > 0;)
    {
      SalonPhraseWord *next = salon_phrase_words_get (words, i + 1);

      if ((next == NULL || next->kind != SALON_PHRASE_UNREAD)
          && (next == NULL || next->kind != SALON_PHRASE_CLIENT)
          && salon_phrase_words_is (words, i, LEADING))
        skip (words, i);
    }
}

/* "Du", when it is all there is, is how "Durand" begins: small words are small beside others only. */
static void
keep_small_words_of_nothing (SalonBookingPhrase *self, SalonPhraseWords *words)
{
  for (guint i = 0; i < words->words->len; i++)
    if (salon_phrase_words_get (words, i)->kind >= SALON_PHRASE_PHONE)
      return;
  for (guint i = 0; !self->asks && i < words->words->len; i++)
    {
      SalonPhraseWord *word = salon_phrase_words_get (words, i);

      if (word->kind == SALON_PHRASE_FILLER)
        word->kind = SALON_PHRASE_UNREAD;
    }
}

static void
skip_titles (SalonPhraseWords *words)
{
  for (guint i = 0; i < words->words->len; i++)
    if (is_unread (words, i + 1) && (i == 0 || !is_unread (words, i - 1))
        && salon_phrase_words_is (words, i, TITLES))
      skip (words, i);
}

static gboolean
has_unread (SalonPhraseWords *words)
{
  for (guint i = 0; i < words->words->len; i++)
    {
      SalonPhraseWord *word = salon_phrase_words_get (words, i);

      if (word->kind == SALON_PHRASE_CLIENT || word->kind == SALON_PHRASE_PHONE
          || (word->kind == SALON_PHRASE_UNREAD && !salon_phrase_words_is (words, i, LEADING)))
        return TRUE;
    }
  return FALSE;
}

/* The words that no reader before has claimed are told apart into services and a client. */
static void
read_services (SalonBookingPhrase *self, SalonPhraseWords *words, SalonServiceVocabulary *services)
{
  self->mentions = salon_service_vocabulary_read (services, words);
  if (self->mentions->len == 0 || has_unread (words))
    return;

  /* "Manu gel jeudi": somebody has to come, so a first word that is but the beginning of a service's
   * is her name. Alone, it is the service. */
  SalonServiceMention *first = g_ptr_array_index (self->mentions, 0);
  if (!first->is_weak || first->index != 0 || (self->mentions->len == 1 && first->n_words == 1))
    return;
  for (guint i = 0; i < words->words->len; i++)
    {
      SalonPhraseWord *word = salon_phrase_words_get (words, i);

      if (word->kind == SALON_PHRASE_SERVICE)
        word->kind = SALON_PHRASE_UNREAD;
    }
  salon_phrase_words_claim (words, 0, 1, SALON_PHRASE_CLIENT);
  g_ptr_array_unref (self->mentions);
  self->mentions = salon_service_vocabulary_read (services, words);
}

/* Every word that is left, as it was written; words that stood together stay so. */
static void
read_client (SalonBookingPhrase *self, SalonPhraseWords *words)
{
  g_autoptr (GString) client = g_string_new (NULL);

  for (guint i = 0; i < words->words->len; i++)
    {
      guint n = 0;

      while (is_unread (words, i + n)
             || (i + n < words->words->len
                 && salon_phrase_words_get (words, i + n)->kind == SALON_PHRASE_CLIENT))
        n++;
      if (n == 0)
        continue;
      gsize start = salon_phrase_words_get (words, i)->start;
      gsize end = salon_phrase_words_get (words, i + n - 1)->end;
      if (client->len > 0)
        g_string_append_c (client, ' ');
      g_string_append_len (client, self->text + start, (gssize) (end - start));
      salon_phrase_words_claim (words, i, n, SALON_PHRASE_CLIENT);
      i += n - 1;
    }
  self->client = salon_text_clean (client->str);
}

static void
list_parts (SalonBookingPhrase *self, SalonPhraseWords *words)
{
  int part = -1;

  for (guint i = 0; i < words->words->len; i++)
    {
      SalonPhraseWord *word = salon_phrase_words_get (words, i);

      if (word->part == part)
        g_array_index (self->parts, SalonPhrasePart, self->parts->len - 1).end = word->end;
      else
        {
          SalonPhrasePart next = { word->kind, word->start, word->end };
          g_array_append_val (self->parts, next);
        }
      part = word->part;
    }
}

SalonBookingPhrase *
salon_booking_phrase_new (const char *line, SalonServiceVocabulary *services, SalonMoment now)
{
  g_autoptr (SalonPhraseWords) words = NULL;
  SalonBookingPhrase *self = NULL;

  g_return_val_if_fail (line != NULL && services != NULL, NULL);

  words = salon_phrase_words_new (line);
  self = g_new0 (SalonBookingPhrase, 1);
  self->text = g_strdup (words->text);
  self->parts = g_array_new (FALSE, FALSE, sizeof (SalonPhrasePart));
  read_phone (self, words);
  keep_mail_whole (words);
  salon_phrase_day_read (words, now, &self->day);
  salon_phrase_clock_read (words, &self->clock);
  if (self->clock.minute < 0)
    self->clock.minute = self->day.minute;
  skip_asking (self, words);
  skip_polite (words);
  read_services (self, words, services);
  skip_polite (words);
  skip_leading (words);
  keep_small_words_of_nothing (self, words);
  skip_titles (words);
  read_client (self, words);
  list_parts (self, words);
  return self;
}

void
salon_booking_phrase_free (SalonBookingPhrase *self)
{
  g_free (self->text);
  g_free (self->client);
  g_free (self->phone);
  g_ptr_array_unref (self->mentions);
  g_array_unref (self->parts);
  g_free (self);
}

gboolean
salon_booking_phrase_has_day (const SalonBookingPhrase *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->day.from != SALON_DAY_NONE;
}

gboolean
salon_booking_phrase_has_time (const SalonBookingPhrase *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->clock.minute >= 0 || self->clock.from_minute > 0
         || self->clock.to_minute < SALON_DAY_MINUTES;
}

gboolean
salon_booking_phrase_is_booking (const SalonBookingPhrase *self)
{
  int n = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  n += *self->client != '\0' || self->phone != NULL;
  n += self->mentions->len > 0;
  n += salon_booking_phrase_has_day (self) || salon_booking_phrase_has_time (self);
  return n >= 2 || (n == 1 && self->asks);
}
