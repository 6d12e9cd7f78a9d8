/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What has been understood of a typed line about its day, while it is read; and the words that several
 * kinds of facts share. Private to the phrases of this layer.
 */
#pragma once

#include "salon-day.h"
#include "salon-phrase-words.h"

G_BEGIN_DECLS

#define SALON_PHRASE_NOT_SAID (-1)

typedef enum
{
  SALON_PHRASE_WHICH_ANY,
  SALON_PHRASE_WHICH_THIS, /* "ce jeudi" */
  SALON_PHRASE_WHICH_NEXT, /* "jeudi prochain" */
} SalonPhraseWhich;

typedef struct
{
  SalonPhraseWords *words;
  SalonDay today;
  SalonMoment now;
  gboolean takes_short; /* also "jeu", "thu" */
  gboolean has_day;     /* then only right before it: "sam 12/3" */
  gboolean takes_typos; /* also "vendrdi" */

  int weekday;
  SalonPhraseWhich which;
  int later_weeks; /* "en huit" */
  SalonDay date;
  gboolean date_has_month;
  int month_day;   /* "le 12", with or without a day of the week */
  SalonDay around; /* today, tomorrow, in two weeks */
  SalonDay around_other;
  gboolean around_is_week; /* a day of the week moves within its week */
  SalonDay from;           /* a week, a week-end, a month */
  SalonDay to;
  int minute;
} SalonPhraseReader;

/* Is the word at @index one of @words, which spaces part? */
gboolean salon_phrase_reader_is (SalonPhraseReader *self, guint index, const char *words);
/* Which of the @n entries of @table the word at @index is one of; -1: none. */
int
salon_phrase_reader_find (SalonPhraseReader *self, guint index, const char *const *table, gsize n);
/* What stands before the word; 0: nothing, it hangs on the one before. */
gunichar salon_phrase_reader_get_before (SalonPhraseReader *self, guint index);
/* 1 … 12; 0: the word is no month. */
int salon_phrase_reader_find_month (SalonPhraseReader *self, guint index);

G_END_DECLS
