/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-phrase-span.h"

#include "salon-phrase-clock.h"

static const char *const counts[] = {
  "un une one a an", "deux two",   "trois three", "quatre four", "cinq five",   "six",
  "sept seven",      "huit eight", "neuf nine",   "dix ten",     "onze eleven", "douze twelve",
};

/* Distances */

static guint
take_around (SalonPhraseReader *self, int days, guint taken)
{
  self->around = self->today + days;
  return taken;
}

/* "demain", "après-demain", "today", "day after tomorrow", "ce soir" */
guint
salon_phrase_span_read_near_day (SalonPhraseReader *self, guint index)
{
  if (salon_phrase_reader_is (self, index, "apres")
      && salon_phrase_reader_is (self, index + 1, "demain"))
    return take_around (self, 2, 2);
  if (salon_phrase_reader_is (self, index, "day")
      && salon_phrase_reader_is (self, index + 1, "after")
      && salon_phrase_reader_is (self, index + 2, "tomorrow"))
    return take_around (self, 2, 3);
  if (salon_phrase_reader_is (self, index, "surlendemain"))
    return take_around (self, 2, 1);
  if (salon_phrase_reader_is (self, index, "demain tomorrow tmrw tmw"))
    return take_around (self, 1, 1);
  if (salon_phrase_reader_is (self, index, "aujourd")
      && salon_phrase_reader_is (self, index + 1, "hui"))
    return take_around (self, 0, 2);
  if (salon_phrase_reader_is (self, index, "aujourdhui auj today"))
    return take_around (self, 0, 1);
  if (self->around == SALON_DAY_NONE
      && (salon_phrase_reader_is (self, index, "ce cet cette this")
          && salon_phrase_clock_measure (self->words, index + 1) > 0))
    return take_around (self, 0, 1);
  if (self->around == SALON_DAY_NONE && salon_phrase_reader_is (self, index, "tonight"))
    self->around = self->today; /* the clock takes the word itself */
  return 0;
}

static int
get_count (SalonPhraseReader *self, guint index)
{
  int number = salon_phrase_words_get_number (self->words, index);

  if (number >= 0)
    return number;
  if (salon_phrase_reader_is (self, index, "quinze fifteen"))
    return 15;
  return salon_phrase_reader_find (self, index, counts, G_N_ELEMENTS (counts)) + 1;
}

static guint
take_hours (SalonPhraseReader *self, int minutes, guint taken)
{
  /* The next five minutes after that. */
  SalonMoment then = (self->now + minutes + 4) / 5 * 5;

  self->around = salon_moment_get_day (then);
  self->minute = salon_moment_get_minute (then);
  return taken;
}

/* To the French "dans 8 jours" is a week and "dans 15 jours" two: people mean the same weekday. */
static guint
take_days (SalonPhraseReader *self, int count, gboolean is_french, guint taken)
{
  gboolean is_idiom = is_french && (count == 8 || count == 15);

  if (is_idiom)
    self->around_other = self->today + count;
  return take_around (self, is_idiom ? count - 1 : count, taken);
}

/* "dans 2 semaines", "in ten days", "d'ici un mois", "in 2 hours" */
guint
salon_phrase_span_read_distance (SalonPhraseReader *self, guint index)
{
  gboolean is_french = salon_phrase_reader_is (self, index, "dans ici");
  int count;

  if (!is_french && !salon_phrase_reader_is (self, index, "in"))
    return 0;
  count = get_count (self, index + 1);
  if (count < 1 || count > 366)
    return 0;
  if (salon_phrase_reader_is (self, index + 2, "jour jours day days j"))
    return take_days (self, count, is_french, 3);
  if (salon_phrase_reader_is (self, index + 2, "semaine semaines week weeks sem") && count <= 104)
    {
      self->around_is_week = TRUE;
      return take_around (self, 7 * count, 3);
    }
  if (salon_phrase_reader_is (self, index + 2, "mois month months") && count <= 24)
    {
      self->around_is_week = TRUE;
      return take_around (self, salon_day_add_months (self->today, count) - self->today, 3);
    }
  if (salon_phrase_reader_is (self, index + 2, "h heure heures hour hours hr hrs") && count <= 48)
    return take_hours (self, 60 * count, 3);
  if (salon_phrase_reader_is (self, index + 2, "min minute minutes mn"))
    return take_hours (self, count, 3);
  return 0;
}

/* Spans */

static guint
take_span (SalonPhraseReader *self, SalonDay from, SalonDay to, guint taken)
{
  self->from = MAX (from, self->today);
  self->to = to;
  return self->from < self->to ? taken : 0;
}

/* Which one: "semaine prochaine", "next week", "cette semaine"; -1: no such words. */
static int
read_which (SalonPhraseReader *self, guint index, const char *noun, guint *taken)
{
  *taken = 2;
  if (salon_phrase_reader_is (self, index, noun)
      && salon_phrase_reader_is (self, index + 1, "prochaine prochain pro"))
    return 1;
  if (salon_phrase_reader_is (self, index, "next prochaine prochain")
      && salon_phrase_reader_is (self, index + 1, noun))
    return 1;
  if (salon_phrase_reader_is (self, index, "cette ce this")
      && salon_phrase_reader_is (self, index + 1, noun))
    return 0;
  return -1;
}

guint
salon_phrase_span_read_week (SalonPhraseReader *self, guint index)
{
  guint taken;
  int which = read_which (self, index, "semaine week sem", &taken);
  SalonDay monday = salon_day_start_of_week (self->today, 0) + 7 * which;

  /* "This weekend" is for the next reader. */
  if (which < 0
      || (salon_phrase_reader_is (self, index + 1, "week")
          && salon_phrase_reader_is (self, index + 2, "end")))
    return 0;
  return take_span (self, monday, monday + 7, taken);
}

guint
salon_phrase_span_read_weekend (SalonPhraseReader *self, guint index)
{
  guint before = salon_phrase_reader_is (self, index, "ce this next") ? 1 : 0;
  gboolean is_next = salon_phrase_reader_is (self, index, "next");
  guint taken = 0;

  if (salon_phrase_reader_is (self, index + before, "weekend we"))
    taken = 1;
  else if (salon_phrase_reader_is (self, index + before, "week")
           && salon_phrase_reader_is (self, index + before + 1, "end"))
    taken = 2;
  if (taken == 0)
    return 0;
  if (salon_phrase_reader_is (self, index + before + taken, "prochain"))
    {
      is_next = TRUE;
      taken++;
    }
  SalonDay saturday = salon_day_start_of_week (self->today, 0) + 5 + (is_next ? 7 : 0);
  return take_span (self, saturday, saturday + 2, before + taken);
}

static SalonDay
find_month (SalonPhraseReader *self, int month)
{
  int year;
  int this_month;

  salon_day_to_ymd (self->today, &year, &this_month, NULL);
  return salon_day_from_ymd (month < this_month ? year + 1 : year, month, 1);
}

/* "en avril", "début mars", "mi-mai", "end of june" */
guint
salon_phrase_span_read_month (SalonPhraseReader *self, guint index)
{
  guint before = 1;
  int from = 0;
  int to = 31;

  if (salon_phrase_reader_is (self, index, "debut early"))
    to = 10;
  else if (salon_phrase_reader_is (self, index, "mi mid"))
    {
      from = 10;
      to = 20;
    }
  else if (salon_phrase_reader_is (self, index, "fin late end"))
    from = 20;
  else if (!salon_phrase_reader_is (self, index, "en in courant"))
    return 0;
  while (salon_phrase_reader_is (self, index + before, "of de d"))
    before++;
  int month = salon_phrase_reader_find_month (self, index + before);
  if (month == 0 || salon_phrase_words_get_number (self->words, index + before + 1) >= 0)
    return 0;
  SalonDay first = find_month (self, month);
  return take_span (self, first + from, MIN (first + to, salon_day_add_months (first, 1)),
                    before + 1);
}

guint
salon_phrase_span_read_next_month (SalonPhraseReader *self, guint index)
{
  guint taken;
  int which = read_which (self, index, "mois month", &taken);
  SalonDay first = salon_day_add_months (salon_day_start_of_month (self->today), MAX (which, 0));

  return which < 0 ? 0 : take_span (self, first, salon_day_add_months (first, 1), taken);
}
