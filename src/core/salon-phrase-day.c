/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two steps: the words are read into facts (a day of the week, a date, a distance, a span), each
 * claimed where it is found; then the facts together make the day. "Mardi dans 2 semaines" is two
 * facts and one day.
 *
 * Short days ("sam", "mar") are looked for last, and not at the beginning of a line unless a time or
 * a number follows: there they are more likely somebody's name.
 */
#include "salon-phrase-day.h"

#include <string.h>

#include "salon-phrase-clock.h"
#include "salon-phrase-date.h"
#include "salon-phrase-span.h"
#include "salon-text.h"

#define SHORTEST_TYPO 6

typedef guint (*ReadAt) (SalonPhraseReader *self, guint index);

static const char *const weekdays[] = {
  "lundi monday lundis mondays",       "mardi tuesday mardis tuesdays",
  "mercredi wednesday mercredis",      "jeudi thursday jeudis thursdays",
  "vendredi friday vendredis fridays", "samedi saturday samedis saturdays",
  "dimanche sunday dimanches sundays",
};

static const char *const short_weekdays[] = {
  "lun mon", "mar tue tues", "mer wed", "jeu thu thur thurs", "ven fri", "sam sat", "dim sun",
};

static int
find_mistyped_weekday (SalonPhraseReader *self, guint index)
{
  const char *folded = salon_phrase_words_peek (self->words, index);

  for (gsize i = 0; strlen (folded) >= SHORTEST_TYPO - 1 && i < G_N_ELEMENTS (weekdays); i++)
    {
      g_auto (GStrv) names = g_strsplit (weekdays[i], " ", -1);

      for (gsize n = 0; n < 2; n++)
        if (strlen (names[n]) >= SHORTEST_TYPO && salon_text_is_slip (folded, names[n]))
          return (int) i;
    }
  return -1;
}

/* Is what stands at @index about a day or a time? */
static gboolean
is_about_time (SalonPhraseReader *self, guint index)
{
  SalonPhraseWord *word = salon_phrase_words_get (self->words, index);

  return word != NULL
         && (word->kind == SALON_PHRASE_DAY
             || salon_phrase_reader_is (self, index, "prochain prochaine next") || word->number >= 0
             || salon_phrase_clock_measure (self->words, index) > 0);
}

static int
find_short_weekday (SalonPhraseReader *self, guint index)
{
  SalonPhraseWord *next = salon_phrase_words_get (self->words, index + 1);

  if (self->has_day && (next == NULL || next->kind != SALON_PHRASE_DAY))
    return -1;
  if (index == 0 && !is_about_time (self, 1))
    return -1;
  return salon_phrase_reader_find (self, index, short_weekdays, G_N_ELEMENTS (short_weekdays));
}

static int
find_weekday (SalonPhraseReader *self, guint index)
{
  int weekday = salon_phrase_reader_find (self, index, weekdays, G_N_ELEMENTS (weekdays));

  if (weekday < 0 && self->takes_typos)
    weekday = find_mistyped_weekday (self, index);
  if (weekday < 0 && self->takes_short)
    weekday = find_short_weekday (self, index);
  return weekday;
}

/* Days of the week */

static guint
read_weekday_after (SalonPhraseReader *self, guint index)
{
  int month_day;
  guint taken;

  if (salon_phrase_reader_is (self, index, "prochain prochaine"))
    {
      self->which = SALON_PHRASE_WHICH_NEXT;
      return 1;
    }
  if (salon_phrase_reader_is (self, index, "qui")
      && salon_phrase_reader_is (self, index + 1, "vient"))
    return 2;
  if (salon_phrase_reader_is (self, index, "en")
      && salon_phrase_reader_is (self, index + 1, "huit quinze"))
    {
      self->later_weeks = salon_phrase_reader_is (self, index + 1, "huit") ? 1 : 2;
      return 2;
    }
  /* With a month it is a whole date, read for itself. */
  taken = salon_phrase_date_read_month_day (self, index, &month_day);
  if (taken > 0 && salon_phrase_reader_find_month (self, index + taken) == 0
      && !(salon_phrase_reader_is (self, index + taken, "of de d")
           && salon_phrase_reader_find_month (self, index + taken + 1) > 0))
    {
      self->month_day = month_day;
      return taken;
    }
  return 0;
}

/* "jeudi", "jeudi prochain", "next thu", "ce jeudi", "jeudi en huit", "jeudi 12" */
static guint
read_weekday (SalonPhraseReader *self, guint index)
{
  gboolean is_next = salon_phrase_reader_is (self, index, "next prochain");
  gboolean is_this = salon_phrase_reader_is (self, index, "ce this");
  guint before = is_next || is_this ? 1 : 0;
  int weekday;

  if (self->weekday >= 0)
    return 0;
  weekday = find_weekday (self, index + before);
  if (weekday < 0)
    return 0;
  self->weekday = weekday;
  self->which = is_next   ? SALON_PHRASE_WHICH_NEXT
                : is_this ? SALON_PHRASE_WHICH_THIS
                          : SALON_PHRASE_WHICH_ANY;
  return before + 1 + read_weekday_after (self, index + before + 1);
}

/* All together */

static gboolean
has_day (SalonPhraseReader *self)
{
  return self->weekday >= 0 || self->date != SALON_DAY_NONE || self->month_day > 0
         || self->around != SALON_DAY_NONE || self->from != SALON_DAY_NONE;
}

static guint
read_at (SalonPhraseReader *self, guint index)
{
  static const ReadAt readers[] = {
    salon_phrase_date_read_iso,          salon_phrase_date_read_numbers,
    salon_phrase_date_read_day_of_month, salon_phrase_date_read_month_and_day,
    salon_phrase_span_read_distance,     read_weekday,
    salon_phrase_date_read_the_day,      salon_phrase_span_read_near_day,
    salon_phrase_span_read_weekend,      salon_phrase_span_read_week,
    salon_phrase_span_read_month,        salon_phrase_span_read_next_month,
  };
  guint taken = 0;

  for (gsize i = 0; taken == 0 && i < G_N_ELEMENTS (readers); i++)
    taken = readers[i](self, index);
  return taken;
}

static void
read_all (SalonPhraseReader *self)
{
  for (guint i = 0; i < self->words->words->len; i++)
    {
      SalonPhraseReader before = *self;
      guint taken = read_at (self, i);

      /* The first date counts; a second one is left for the owner to see. */
      if (taken > 0 && before.date != SALON_DAY_NONE && self->date != before.date)
        {
          *self = before;
          continue;
        }
      if (taken > 0)
        {
          salon_phrase_words_claim (self->words, i, taken, SALON_PHRASE_DAY);
          i += taken - 1;
        }
    }
}

static void
answer_one (SalonPhraseDay *answer, SalonDay day)
{
  answer->from = day;
  answer->to = day + 1;
}

/* "jeudi 12": the next 12th that is a Thursday, if it is soon; else the next 12th. */
static void
settle_month_day (SalonPhraseReader *self, SalonPhraseDay *answer)
{
  SalonDay first = salon_phrase_date_find_next (self, 0, self->month_day);

  answer_one (answer, first);
  if (self->weekday < 0 || salon_day_get_weekday (first) == self->weekday)
    return;
  for (SalonDay day = first; day < first + 62; day++)
    {
      int month_day;

      salon_day_to_ymd (day, NULL, NULL, &month_day);
      if (month_day == self->month_day && salon_day_get_weekday (day) == self->weekday)
        {
          answer_one (answer, day);
          answer->other_day = first;
          return;
        }
    }
  answer->is_contradictory = TRUE;
}

static void
settle_weekday (SalonPhraseReader *self, SalonPhraseDay *answer)
{
  int away = (self->weekday - salon_day_get_weekday (self->today) + 7) % 7;
  gboolean is_in_this_week = salon_day_get_weekday (self->today) + away < 7;

  if (self->which == SALON_PHRASE_WHICH_NEXT && away == 0)
    away = 7;
  answer_one (answer, self->today + away + 7 * self->later_weeks);
  if (self->later_weeks > 0 || self->which == SALON_PHRASE_WHICH_THIS)
    return;
  if ((self->which == SALON_PHRASE_WHICH_ANY && away == 0)
      || (self->which == SALON_PHRASE_WHICH_NEXT && away < 7 && is_in_this_week))
    answer->other_day = answer->from + 7;
}

static void
settle (SalonPhraseReader *self, SalonPhraseDay *answer)
{
  if (self->date != SALON_DAY_NONE)
    {
      answer_one (answer, self->date);
      answer->is_contradictory =
        self->weekday >= 0 && salon_day_get_weekday (self->date) != self->weekday;
    }
  else if (self->month_day > 0)
    settle_month_day (self, answer);
  else if (self->weekday >= 0 && self->from != SALON_DAY_NONE)
    {
      SalonDay monday = salon_day_start_of_week (self->from, 0);

      answer_one (answer, monday + self->weekday);
      if (answer->from < self->today)
        answer_one (answer, answer->from + 7);
    }
  else if (self->weekday >= 0 && self->around_is_week)
    answer_one (answer, salon_day_start_of_week (self->around, 0) + self->weekday);
  else if (self->around != SALON_DAY_NONE)
    {
      answer_one (answer, self->around);
      answer->other_day = self->around_other;
      answer->is_contradictory =
        self->weekday >= 0 && salon_day_get_weekday (self->around) != self->weekday;
    }
  else if (self->weekday >= 0)
    settle_weekday (self, answer);
  else
    {
      answer->from = self->from;
      answer->to = self->to;
    }
}

void
salon_phrase_day_read (SalonPhraseWords *words, SalonMoment now, SalonPhraseDay *day)
{
  SalonPhraseReader self = { .words = words,
                             .now = now,
                             .today = salon_moment_get_day (now),
                             .weekday = -1,
                             .date = SALON_DAY_NONE,
                             .around = SALON_DAY_NONE,
                             .around_other = SALON_DAY_NONE,
                             .from = SALON_DAY_NONE,
                             .to = SALON_DAY_NONE,
                             .minute = SALON_PHRASE_NOT_SAID };

  g_return_if_fail (words != NULL && day != NULL);

  read_all (&self);
  self.has_day = has_day (&self);
  self.takes_typos = !self.has_day;
  self.takes_short = TRUE;
  read_all (&self);
  *day = (SalonPhraseDay) {
    .from = SALON_DAY_NONE, .to = SALON_DAY_NONE, .other_day = SALON_DAY_NONE, .minute = self.minute
  };
  settle (&self, day);
}
