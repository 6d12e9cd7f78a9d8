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
#include "salon-text.h"

#define SHORTEST_TYPO 6
#define NOT_SAID (-1)

typedef enum
{
  WHICH_ANY,
  WHICH_THIS, /* "ce jeudi" */
  WHICH_NEXT, /* "jeudi prochain" */
} Which;

typedef struct
{
  SalonPhraseWords *words;
  SalonDay today;
  SalonMoment now;
  gboolean takes_short; /* also "jeu", "thu" */
  gboolean has_day;     /* then only right before it: "sam 12/3" */
  gboolean takes_typos; /* also "vendrdi" */

  int weekday;
  Which which;
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
} Reader;

typedef guint (*ReadAt) (Reader *self, guint index);

static const char *const weekdays[] = {
  "lundi monday lundis mondays",       "mardi tuesday mardis tuesdays",
  "mercredi wednesday mercredis",      "jeudi thursday jeudis thursdays",
  "vendredi friday vendredis fridays", "samedi saturday samedis saturdays",
  "dimanche sunday dimanches sundays",
};

static const char *const short_weekdays[] = {
  "lun mon", "mar tue tues", "mer wed", "jeu thu thur thurs", "ven fri", "sam sat", "dim sun",
};

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

static const char *const counts[] = {
  "un une one a an", "deux two",   "trois three", "quatre four", "cinq five",   "six",
  "sept seven",      "huit eight", "neuf nine",   "dix ten",     "onze eleven", "douze twelve",
};

static gboolean
is (Reader *self, guint index, const char *words)
{
  return salon_phrase_words_is (self->words, index, words);
}

static int
find (Reader *self, guint index, const char *const *table, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (is (self, index, table[i]))
      return (int) i;
  return -1;
}

static gunichar
get_before (Reader *self, guint index)
{
  SalonPhraseWord *word = salon_phrase_words_get (self->words, index);
  return word != NULL ? word->before : ' ';
}

static int
find_mistyped_weekday (Reader *self, guint index)
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
is_about_time (Reader *self, guint index)
{
  SalonPhraseWord *word = salon_phrase_words_get (self->words, index);

  return word != NULL
         && (word->kind == SALON_PHRASE_DAY || is (self, index, "prochain prochaine next")
             || word->number >= 0 || salon_phrase_clock_measure (self->words, index) > 0);
}

static int
find_short_weekday (Reader *self, guint index)
{
  SalonPhraseWord *next = salon_phrase_words_get (self->words, index + 1);

  if (self->has_day && (next == NULL || next->kind != SALON_PHRASE_DAY))
    return -1;
  if (index == 0 && !is_about_time (self, 1))
    return -1;
  return find (self, index, short_weekdays, G_N_ELEMENTS (short_weekdays));
}

static int
find_weekday (Reader *self, guint index)
{
  int weekday = find (self, index, weekdays, G_N_ELEMENTS (weekdays));

  if (weekday < 0 && self->takes_typos)
    weekday = find_mistyped_weekday (self, index);
  if (weekday < 0 && self->takes_short)
    weekday = find_short_weekday (self, index);
  return weekday;
}

/* Dates */

/* The first day from today on that is the @month_day of @month; of any month when that is 0. */
static SalonDay
find_next_date (Reader *self, int month, int month_day)
{
  int year;
  int this_month;

  salon_day_to_ymd (self->today, &year, &this_month, NULL);
  /* Nine years: the 29th of February can be that far, across 2100. */
  for (int i = 0; i < 9 * 12; i++)
    {
      int y = year + (this_month - 1 + i) / 12;
      int m = (this_month - 1 + i) % 12 + 1;

      if ((month != 0 && m != month) || !salon_ymd_is_valid (y, m, month_day))
        continue;
      SalonDay day = salon_day_from_ymd (y, m, month_day);
      if (day >= self->today)
        return day;
    }
  return SALON_DAY_NONE;
}

static gboolean
take_date (Reader *self, int year, int month, int month_day)
{
  SalonDay date = SALON_DAY_NONE;

  if (month < 1 || month > 12 || month_day < 1 || month_day > 31)
    return FALSE;
  if (year == NOT_SAID)
    date = find_next_date (self, month, month_day);
  else if (salon_ymd_is_valid (year, month, month_day))
    date = salon_day_from_ymd (year, month, month_day);
  if (date == SALON_DAY_NONE)
    return FALSE;
  self->date = date;
  self->date_has_month = TRUE;
  return TRUE;
}

static int
get_year (Reader *self, guint index)
{
  int number = salon_phrase_words_get_number (self->words, index);
  SalonPhraseWord *word = salon_phrase_words_get (self->words, index);

  if (number < 0)
    return NOT_SAID;
  if (word->n_digits == 2)
    return 2000 + number;
  return word->n_digits == 4 && number >= 1900 && number < 2200 ? number : NOT_SAID;
}

/* "2026-03-12" */
static guint
read_iso_date (Reader *self, guint index)
{
  int year = get_year (self, index);
  int month = salon_phrase_words_get_number (self->words, index + 1);
  int month_day = salon_phrase_words_get_number (self->words, index + 2);

  if (year == NOT_SAID || salon_phrase_words_get (self->words, index)->n_digits != 4
      || get_before (self, index + 1) != '-' || get_before (self, index + 2) != '-')
    return 0;
  return take_date (self, year, month, month_day) ? 3 : 0;
}

/* "12/3", "12/03/26", "12.3.2026", "12-3-2026" */
static guint
read_numbers (Reader *self, guint index)
{
  int month_day = salon_phrase_words_get_number (self->words, index);
  int month = salon_phrase_words_get_number (self->words, index + 1);
  gunichar sign = get_before (self, index + 1);
  int year = get_before (self, index + 2) == sign ? get_year (self, index + 2) : NOT_SAID;

  if (month_day < 0 || month < 0 || (sign != '/' && sign != '.' && sign != '-'))
    return 0;
  if (sign == '-' && year == NOT_SAID)
    return 0;
  return take_date (self, year, month, month_day) ? (year != NOT_SAID ? 3 : 2) : 0;
}

static gboolean
is_ordinal (Reader *self, guint index)
{
  return get_before (self, index) == 0 && is (self, index, "er st nd rd th");
}

/* Is the number at @index an hour, or tied to something else? */
static gboolean
is_hour (Reader *self, guint index)
{
  gunichar before = get_before (self, index + 1);

  return salon_phrase_clock_measure (self->words, index) > 0 || before == ':' || before == '/';
}

/* A month's day at @index: "12", "1er", "12th"; how many words. */
static guint
read_month_day (Reader *self, guint index, int *month_day)
{
  int number = salon_phrase_words_get_number (self->words, index);

  if (number < 1 || number > 31 || is_hour (self, index))
    return 0;
  *month_day = number;
  return is_ordinal (self, index + 1) ? 2 : 1;
}

/* "12 mars", "1er avril 2027", "12th of march" */
static guint
read_day_of_month_name (Reader *self, guint index)
{
  int month_day;
  guint taken = read_month_day (self, index, &month_day);

  if (taken == 0)
    return 0;
  if (is (self, index + taken, "of de d"))
    taken++;
  int month = find (self, index + taken, months, G_N_ELEMENTS (months)) + 1;
  taken++;
  if (month == 0)
    return 0;
  SalonPhraseWord *next = salon_phrase_words_get (self->words, index + taken);
  int year = next != NULL && next->n_digits == 4 ? get_year (self, index + taken) : NOT_SAID;
  if (!take_date (self, year, month, month_day))
    return 0;
  return taken + (year != NOT_SAID ? 1 : 0);
}

/* "march 12", "march 12th 2027" */
static guint
read_month_name_day (Reader *self, guint index)
{
  int month = find (self, index, months, G_N_ELEMENTS (months)) + 1;
  int month_day;
  guint taken = 0;

  /* "mar 12" is a Tuesday to the French. */
  if (month == 0 || is (self, index, "mar"))
    return 0;
  taken = read_month_day (self, index + 1, &month_day);
  if (taken == 0)
    return 0;
  SalonPhraseWord *next = salon_phrase_words_get (self->words, index + 1 + taken);
  int year = next != NULL && next->n_digits == 4 ? get_year (self, index + 1 + taken) : NOT_SAID;
  if (!take_date (self, year, month, month_day))
    return 0;
  return 1 + taken + (year != NOT_SAID ? 1 : 0);
}

/* "le 12", "the 12th", "12th", "le 12 mars" */
static guint
read_the_day (Reader *self, guint index)
{
  guint before = is (self, index, "le the au on") ? 1 : 0;
  int month_day;
  guint taken;

  if (is (self, index + before, "the"))
    before++;
  taken = before > 0 ? read_day_of_month_name (self, index + before) : 0;
  if (taken > 0)
    return before + taken;
  taken = read_month_day (self, index + before, &month_day);
  if (taken == 0 || (before == 0 && taken == 1))
    return 0;
  self->month_day = month_day;
  return before + taken;
}

/* Days of the week */

static guint
read_weekday_after (Reader *self, guint index)
{
  int month_day;
  guint taken;

  if (is (self, index, "prochain prochaine"))
    {
      self->which = WHICH_NEXT;
      return 1;
    }
  if (is (self, index, "qui") && is (self, index + 1, "vient"))
    return 2;
  if (is (self, index, "en") && is (self, index + 1, "huit quinze"))
    {
      self->later_weeks = is (self, index + 1, "huit") ? 1 : 2;
      return 2;
    }
  /* With a month it is a whole date, read for itself. */
  taken = read_month_day (self, index, &month_day);
  if (taken > 0 && find (self, index + taken, months, G_N_ELEMENTS (months)) < 0
      && !(is (self, index + taken, "of de d")
           && find (self, index + taken + 1, months, G_N_ELEMENTS (months)) >= 0))
    {
      self->month_day = month_day;
      return taken;
    }
  return 0;
}

/* "jeudi", "jeudi prochain", "next thu", "ce jeudi", "jeudi en huit", "jeudi 12" */
static guint
read_weekday (Reader *self, guint index)
{
  gboolean is_next = is (self, index, "next prochain");
  gboolean is_this = is (self, index, "ce this");
  guint before = is_next || is_this ? 1 : 0;
  int weekday;

  if (self->weekday >= 0)
    return 0;
  weekday = find_weekday (self, index + before);
  if (weekday < 0)
    return 0;
  self->weekday = weekday;
  self->which = is_next ? WHICH_NEXT : is_this ? WHICH_THIS : WHICH_ANY;
  return before + 1 + read_weekday_after (self, index + before + 1);
}

/* Distances */

static guint
take_around (Reader *self, int days, guint taken)
{
  self->around = self->today + days;
  return taken;
}

/* "demain", "après-demain", "today", "day after tomorrow", "ce soir" */
static guint
read_near_day (Reader *self, guint index)
{
  if (is (self, index, "apres") && is (self, index + 1, "demain"))
    return take_around (self, 2, 2);
  if (is (self, index, "day") && is (self, index + 1, "after") && is (self, index + 2, "tomorrow"))
    return take_around (self, 2, 3);
  if (is (self, index, "surlendemain"))
    return take_around (self, 2, 1);
  if (is (self, index, "demain tomorrow tmrw tmw"))
    return take_around (self, 1, 1);
  if (is (self, index, "aujourd") && is (self, index + 1, "hui"))
    return take_around (self, 0, 2);
  if (is (self, index, "aujourdhui auj today"))
    return take_around (self, 0, 1);
  if (self->around == SALON_DAY_NONE
      && (is (self, index, "ce cet cette this")
          && salon_phrase_clock_measure (self->words, index + 1) > 0))
    return take_around (self, 0, 1);
  if (self->around == SALON_DAY_NONE && is (self, index, "tonight"))
    self->around = self->today; /* the clock takes the word itself */
  return 0;
}

static int
get_count (Reader *self, guint index)
{
  int number = salon_phrase_words_get_number (self->words, index);

  if (number >= 0)
    return number;
  if (is (self, index, "quinze fifteen"))
    return 15;
  return find (self, index, counts, G_N_ELEMENTS (counts)) + 1;
}

static guint
take_hours (Reader *self, int minutes, guint taken)
{
  /* The next five minutes after that. */
  SalonMoment then = (self->now + minutes + 4) / 5 * 5;

  self->around = salon_moment_get_day (then);
  self->minute = salon_moment_get_minute (then);
  return taken;
}

/* To the French "dans 8 jours" is a week and "dans 15 jours" two: people mean the same weekday. */
static guint
take_days (Reader *self, int count, gboolean is_french, guint taken)
{
  gboolean is_idiom = is_french && (count == 8 || count == 15);

  if (is_idiom)
    self->around_other = self->today + count;
  return take_around (self, is_idiom ? count - 1 : count, taken);
}

/* "dans 2 semaines", "in ten days", "d'ici un mois", "in 2 hours" */
static guint
read_distance (Reader *self, guint index)
{
  gboolean is_french = is (self, index, "dans ici");
  int count;

  if (!is_french && !is (self, index, "in"))
    return 0;
  count = get_count (self, index + 1);
  if (count < 1 || count > 366)
    return 0;
  if (is (self, index + 2, "jour jours day days j"))
    return take_days (self, count, is_french, 3);
  if (is (self, index + 2, "semaine semaines week weeks sem") && count <= 104)
    {
      self->around_is_week = TRUE;
      return take_around (self, 7 * count, 3);
    }
  if (is (self, index + 2, "mois month months") && count <= 24)
    {
      self->around_is_week = TRUE;
      return take_around (self, salon_day_add_months (self->today, count) - self->today, 3);
    }
  if (is (self, index + 2, "h heure heures hour hours hr hrs") && count <= 48)
    return take_hours (self, 60 * count, 3);
  if (is (self, index + 2, "min minute minutes mn"))
    return take_hours (self, count, 3);
  return 0;
}

/* Spans */

static guint
take_span (Reader *self, SalonDay from, SalonDay to, guint taken)
{
  self->from = MAX (from, self->today);
  self->to = to;
  return self->from < self->to ? taken : 0;
}

/* Which one: "semaine prochaine", "next week", "cette semaine"; -1: no such words. */
static int
read_which (Reader *self, guint index, const char *noun, guint *taken)
{
  *taken = 2;
  if (is (self, index, noun) && is (self, index + 1, "prochaine prochain pro"))
    return 1;
  if (is (self, index, "next prochaine prochain") && is (self, index + 1, noun))
    return 1;
  if (is (self, index, "cette ce this") && is (self, index + 1, noun))
    return 0;
  return -1;
}

static guint
read_week (Reader *self, guint index)
{
  guint taken;
  int which = read_which (self, index, "semaine week sem", &taken);
  SalonDay monday = salon_day_start_of_week (self->today, 0) + 7 * which;

  /* "This weekend" is for the next reader. */
  if (which < 0 || (is (self, index + 1, "week") && is (self, index + 2, "end")))
    return 0;
  return take_span (self, monday, monday + 7, taken);
}

static guint
read_weekend (Reader *self, guint index)
{
  guint before = is (self, index, "ce this next") ? 1 : 0;
  gboolean is_next = is (self, index, "next");
  guint taken = 0;

  if (is (self, index + before, "weekend we"))
    taken = 1;
  else if (is (self, index + before, "week") && is (self, index + before + 1, "end"))
    taken = 2;
  if (taken == 0)
    return 0;
  if (is (self, index + before + taken, "prochain"))
    {
      is_next = TRUE;
      taken++;
    }
  SalonDay saturday = salon_day_start_of_week (self->today, 0) + 5 + (is_next ? 7 : 0);
  return take_span (self, saturday, saturday + 2, before + taken);
}

static SalonDay
find_month (Reader *self, int month)
{
  int year;
  int this_month;

  salon_day_to_ymd (self->today, &year, &this_month, NULL);
  return salon_day_from_ymd (month < this_month ? year + 1 : year, month, 1);
}

/* "en avril", "début mars", "mi-mai", "end of june" */
static guint
read_month (Reader *self, guint index)
{
  guint before = 1;
  int from = 0;
  int to = 31;

  if (is (self, index, "debut early"))
    to = 10;
  else if (is (self, index, "mi mid"))
    {
      from = 10;
      to = 20;
    }
  else if (is (self, index, "fin late end"))
    from = 20;
  else if (!is (self, index, "en in courant"))
    return 0;
  while (is (self, index + before, "of de d"))
    before++;
  int month = find (self, index + before, months, G_N_ELEMENTS (months)) + 1;
  if (month == 0 || salon_phrase_words_get_number (self->words, index + before + 1) >= 0)
    return 0;
  SalonDay first = find_month (self, month);
  return take_span (self, first + from, MIN (first + to, salon_day_add_months (first, 1)),
                    before + 1);
}

static guint
read_next_month (Reader *self, guint index)
{
  guint taken;
  int which = read_which (self, index, "mois month", &taken);
  SalonDay first = salon_day_add_months (salon_day_start_of_month (self->today), MAX (which, 0));

  return which < 0 ? 0 : take_span (self, first, salon_day_add_months (first, 1), taken);
}

/* All together */

static gboolean
has_day (Reader *self)
{
  return self->weekday >= 0 || self->date != SALON_DAY_NONE || self->month_day > 0
         || self->around != SALON_DAY_NONE || self->from != SALON_DAY_NONE;
}

static guint
read_at (Reader *self, guint index)
{
  static const ReadAt readers[] = {
    read_iso_date, read_numbers,    read_day_of_month_name, read_month_name_day, read_distance,
    read_weekday,  read_the_day,    read_near_day,          read_weekend,        read_week,
    read_month,    read_next_month,
  };
  guint taken = 0;

  for (gsize i = 0; taken == 0 && i < G_N_ELEMENTS (readers); i++)
    taken = readers[i](self, index);
  return taken;
}

static void
read_all (Reader *self)
{
  for (guint i = 0; i < self->words->words->len; i++)
    {
      Reader before = *self;
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
settle_month_day (Reader *self, SalonPhraseDay *answer)
{
  SalonDay first = find_next_date (self, 0, self->month_day);

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
settle_weekday (Reader *self, SalonPhraseDay *answer)
{
  int away = (self->weekday - salon_day_get_weekday (self->today) + 7) % 7;
  gboolean is_in_this_week = salon_day_get_weekday (self->today) + away < 7;

  if (self->which == WHICH_NEXT && away == 0)
    away = 7;
  answer_one (answer, self->today + away + 7 * self->later_weeks);
  if (self->later_weeks > 0 || self->which == WHICH_THIS)
    return;
  if ((self->which == WHICH_ANY && away == 0)
      || (self->which == WHICH_NEXT && away < 7 && is_in_this_week))
    answer->other_day = answer->from + 7;
}

static void
settle (Reader *self, SalonPhraseDay *answer)
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
  Reader self = { .words = words,
                  .now = now,
                  .today = salon_moment_get_day (now),
                  .weekday = -1,
                  .date = SALON_DAY_NONE,
                  .around = SALON_DAY_NONE,
                  .around_other = SALON_DAY_NONE,
                  .from = SALON_DAY_NONE,
                  .to = SALON_DAY_NONE,
                  .minute = NOT_SAID };

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
