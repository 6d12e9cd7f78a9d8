/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-phrase-words.h"

#include <string.h>

#include "salon-text.h"

#define MOST_DIGITS 4

static void
clear_word (gpointer data)
{
  SalonPhraseWord *word = data;
  g_free (word->folded);
}

static char *
dup_bounded (const char *line)
{
  g_autofree char *valid = NULL;
  gsize bytes = strlen (line);

  /* Four bytes are the longest character: what is cut off here could not be among the first. */
  valid = g_utf8_make_valid (line, (gssize) MIN (bytes, 4 * SALON_PHRASE_MAX_CHARS));
  return g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), SALON_PHRASE_MAX_CHARS));
}

static gboolean
is_digit (gunichar letter)
{
  return letter >= '0' && letter <= '9';
}

static gboolean
is_letter (gunichar letter)
{
  return (g_unichar_isalnum (letter) || g_unichar_ismark (letter)) && !is_digit (letter);
}

/* The end of the run that begins at @at; @at when none does. */
static const char *
skip_run (const char *at)
{
  gunichar first = g_utf8_get_char (at);
  gboolean digits = is_digit (first);

  if (!digits && !g_unichar_isalnum (first))
    return at;
  while (*at != '\0' && (digits ? is_digit : is_letter) (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at;
}

static void
append_word (SalonPhraseWords *self, const char *at, const char *end, gunichar before)
{
  g_autofree char *written = g_strndup (at, (gsize) (end - at));
  SalonPhraseWord word = { .start = (gsize) (at - self->text),
                           .end = (gsize) (end - self->text),
                           .folded = salon_text_fold (written),
                           .before = before,
                           .number = -1,
                           .kind = SALON_PHRASE_UNREAD,
                           .part = -1 };

  if (g_ascii_isdigit (*written))
    {
      word.n_digits = (int) (end - at);
      if (word.n_digits <= MOST_DIGITS)
        word.number = (int) g_ascii_strtoll (written, NULL, 10);
    }
  g_array_append_val (self->words, word);
}

SalonPhraseWords *
salon_phrase_words_new (const char *line)
{
  SalonPhraseWords *self = NULL;
  gunichar before = 0;
  const char *at;

  g_return_val_if_fail (line != NULL, NULL);

  self = g_new0 (SalonPhraseWords, 1);
  self->text = dup_bounded (line);
  self->words = g_array_new (FALSE, FALSE, sizeof (SalonPhraseWord));
  g_array_set_clear_func (self->words, clear_word);
  at = self->text;
  while (*at != '\0' && self->words->len < SALON_PHRASE_MAX_WORDS)
    {
      const char *end = skip_run (at);

      if (end > at)
        {
          append_word (self, at, end, before);
          before = 0;
          at = end;
          continue;
        }
      gunichar sign = g_utf8_get_char (at);
      gboolean is_blank = g_unichar_isspace (sign) || g_unichar_iscntrl (sign);
      if (before == 0 || before == ' ')
        before = is_blank ? ' ' : sign;
      at = g_utf8_next_char (at);
    }
  return self;
}

void
salon_phrase_words_free (SalonPhraseWords *self)
{
  g_clear_pointer (&self->words, g_array_unref);
  g_free (self->text);
  g_free (self);
}

SalonPhraseWord *
salon_phrase_words_get (SalonPhraseWords *self, guint index)
{
  return index < self->words->len ? &g_array_index (self->words, SalonPhraseWord, index) : NULL;
}

const char *
salon_phrase_words_peek (SalonPhraseWords *self, guint index)
{
  SalonPhraseWord *word = salon_phrase_words_get (self, index);

  return word != NULL && word->kind == SALON_PHRASE_UNREAD ? word->folded : "";
}

gboolean
salon_phrase_words_is (SalonPhraseWords *self, guint index, const char *words)
{
  const char *folded = salon_phrase_words_peek (self, index);
  gsize length = strlen (folded);

  if (length == 0 || strchr (folded, ' ') != NULL)
    return FALSE;
  for (const char *at = strstr (words, folded); at != NULL; at = strstr (at + 1, folded))
    if ((at == words || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
      return TRUE;
  return FALSE;
}

int
salon_phrase_words_get_number (SalonPhraseWords *self, guint index)
{
  SalonPhraseWord *word = salon_phrase_words_get (self, index);

  return word != NULL && word->kind == SALON_PHRASE_UNREAD ? word->number : -1;
}

int
salon_phrase_words_claim (SalonPhraseWords *self, guint index, guint n, SalonPhraseKind kind)
{
  for (guint i = index; i < index + n; i++)
    {
      SalonPhraseWord *word = salon_phrase_words_get (self, i);

      word->kind = kind;
      word->part = self->n_parts;
    }
  return self->n_parts++;
}
