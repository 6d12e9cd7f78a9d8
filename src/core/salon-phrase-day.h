/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days in a typed line, in French and English alike: "jeudi", "next thu", "demain", "12/3",
 * "12 mars", "le 12", "dans 2 semaines", "semaine prochaine", "fin avril".
 *
 * A date is day before month, and without a year the next such day. What people mean by "jeudi" on a
 * Thursday, or by "jeudi prochain" on a Monday, only they know: the nearer day is the answer, and
 * `other_day` is the one that may be meant as well.
 */
#pragma once

#include "salon-day.h"
#include "salon-phrase-words.h"

G_BEGIN_DECLS

typedef struct
{
  SalonDay from; /* [from, to); SALON_DAY_NONE, both: not said */
  SalonDay to;
  SalonDay other_day;        /* SALON_DAY_NONE: no doubt */
  gboolean is_contradictory; /* the date is not that day of the week; the date counts */
  int minute;                /* "in two hours" says a time as well; else -1 */
} SalonPhraseDay;

/* Claims what it understands. @now is the wall time from which days are counted. */
void salon_phrase_day_read (SalonPhraseWords *words, SalonMoment now, SalonPhraseDay *day);

G_END_DECLS
