/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Times of the day in a typed line, in French and English alike: "14h30", "2pm", "à 9h", "midi",
 * "aprem", "fin de matinée", "après 17h", "entre 14h et 16h".
 *
 * An hour from 1 to 6 without more is the afternoon's ("3h" is 15:00): a salon is asleep at three.
 * Written with a nought ("03:00") or with "am" or "du matin" it is the morning's.
 */
#pragma once

#include "salon-day.h"
#include "salon-phrase-words.h"

G_BEGIN_DECLS

/* Minutes since midnight. */
typedef struct
{
  int minute;      /* -1: not said */
  int from_minute; /* the start is asked for in [from, to); 0 and 1440: any time */
  int to_minute;
} SalonPhraseClock;

/* Claims what it understands. */
void salon_phrase_clock_read (SalonPhraseWords *words, SalonPhraseClock *clock);
/* Does a time or a part of the day begin at @index? How many words it is, 0: none. */
guint salon_phrase_clock_measure (SalonPhraseWords *words, guint index);

G_END_DECLS
