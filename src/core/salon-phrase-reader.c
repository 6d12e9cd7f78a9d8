/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-phrase-reader.h"

static const char *const months[] = {
  "janvier january janv jan",
  "fevrier february fevr fev feb",
  "mars march mar",
  "avril april avr apr",
  "mai may",
  "juin june jun",
  "juillet july juil jul",
  "aout august aou aug",
  "septembre september sept sep",
  "octobre october oct",
  "novembre november nov",
  "decembre december dec",
};

gboolean
salon_phrase_reader_is (SalonPhraseReader *self, guint index, const char *words)
{
  return salon_phrase_words_is (self->words, index, words);
}

int
salon_phrase_reader_find (SalonPhraseReader *self, guint index, const char *const *table, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (salon_phrase_reader_is (self, index, table[i]))
      return (int) i;
  return -1;
}

gunichar
salon_phrase_reader_get_before (SalonPhraseReader *self, guint index)
{
  SalonPhraseWord *word = salon_phrase_words_get (self->words, index);
  return word != NULL ? word->before : ' ';
}

int
salon_phrase_reader_find_month (SalonPhraseReader *self, guint index)
{
  return salon_phrase_reader_find (self, index, months, G_N_ELEMENTS (months)) + 1;
}
