/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * At each word the longest form is tried first: a span ("entre … et …"), a bound ("après …"), a part
 * of the day, a time. Each reader says how many words it took, and claims none: the caller does.
 */
#include "salon-phrase-clock.h"

#define NOON 720
#define NOT_SAID (-1)

typedef struct
{
  const char *words;
  int from_minute;
  int to_minute;
} PartOfDay;

static const PartOfDay parts_of_day[] = {
  { "matin matinee morning mornings", 0, NOON },
  { "midi lunchtime lunch", 690, 840 },
  { "aprem apresmidi apm afternoon afternoons", NOON, 1080 },
  { "soir soiree evening evenings tonight", 1020, SALON_DAY_MINUTES },
};

typedef struct
{
  int minute;
  gboolean may_be_afternoon; /* 1 to 6 without a word about it */
} Clock;

static gboolean
is_glued (SalonPhraseWords *words, guint index)
{
  SalonPhraseWord *word = salon_phrase_words_get (words, index);
  return word != NULL && word->before == 0;
}

static gboolean
has_before (SalonPhraseWords *words, guint index, gunichar sign)
{
  SalonPhraseWord *word = salon_phrase_words_get (words, index);
  return word != NULL && word->before == sign;
}

/* Two digits that may be the minutes of an hour before. */
static int
get_minutes (SalonPhraseWords *words, guint index)
{
  int number = salon_phrase_words_get_number (words, index);
  SalonPhraseWord *word = salon_phrase_words_get (words, index);

  return number >= 0 && number < 60 && word->n_digits == 2 ? number : -1;
}

static void
set_clock (SalonPhraseWords *words, guint index, int hours, int minutes, Clock *clock)
{
  clock->minute = hours * 60 + minutes;
  clock->may_be_afternoon =
    hours >= 1 && hours <= 6 && salon_phrase_words_get (words, index)->n_digits == 1;
}

/* "am" and "pm" after the hour at @index; how many words. */
static guint
read_half (SalonPhraseWords *words, guint index, guint taken, Clock *clock)
{
  gboolean is_pm = salon_phrase_words_is (words, index + taken, "pm");

  if (!is_pm && !salon_phrase_words_is (words, index + taken, "am"))
    return 0;
  if (clock->minute >= 13 * 60 || clock->minute < 60)
    return 0;
  clock->minute = clock->minute % NOON + (is_pm ? NOON : 0);
  clock->may_be_afternoon = FALSE;
  return 1;
}

/* What follows "14h": "30", " 30", " et demie", " et quart". */
static guint
read_minutes_after_h (SalonPhraseWords *words, guint index, int *minutes)
{
  int number = get_minutes (words, index);

  if (number >= 0
      && (is_glued (words, index)
          || (has_before (words, index, ' ') && number % 5 == 0
              && salon_phrase_words_get_number (words, index + 1) < 0
              && !salon_phrase_words_is (words, index + 1,
                                         "janvier fevrier mars avril mai juin juillet aout "
                                         "septembre octobre novembre decembre"))))
    {
      *minutes = number;
      return 1;
    }
  if (salon_phrase_words_is (words, index, "et")
      && salon_phrase_words_is (words, index + 1, "demie demi quart"))
    {
      *minutes = salon_phrase_words_is (words, index + 1, "quart") ? 15 : 30;
      return 2;
    }
  return 0;
}

/* "14h30", "14 h 30", "14:30", "2pm", "2:30 pm", "9 o'clock"; @bare: also a lone hour. */
static guint
read_clock (SalonPhraseWords *words, guint index, gboolean bare, Clock *clock)
{
  int hours = salon_phrase_words_get_number (words, index);
  int minutes = 0;
  guint taken = 1;

  if (hours < 0 || hours > 23 || salon_phrase_words_get (words, index)->n_digits > 2)
    return 0;
  if (salon_phrase_words_is (words, index + 1, "h heures heure hours hrs"))
    {
      taken = 2;
      taken += read_minutes_after_h (words, index + 2, &minutes);
      set_clock (words, index, hours, minutes, clock);
      return taken;
    }
  if (has_before (words, index + 1, ':') && get_minutes (words, index + 1) >= 0)
    {
      minutes = get_minutes (words, index + 1);
      taken = 2;
    }
  set_clock (words, index, hours, minutes, clock);
  if (salon_phrase_words_is (words, index + taken, "o")
      && salon_phrase_words_is (words, index + taken + 1, "clock"))
    return taken + 2;
  guint half = read_half (words, index, taken, clock);
  if (taken + half > 1)
    return taken + half;
  /* A number that a sign or a unit ties to another is no hour by itself. */
  if (!bare || hours < 1 || is_glued (words, index + 1) || has_before (words, index + 1, '/')
      || has_before (words, index + 1, '.'))
    return 0;
  return 1;
}

static const PartOfDay *
find_part (SalonPhraseWords *words, guint index, guint *taken)
{
  *taken = 1;
  if (salon_phrase_words_is (words, index, "apres")
      && salon_phrase_words_is (words, index + 1, "midi midis"))
    {
      *taken = 2;
      return &parts_of_day[2];
    }
  for (gsize i = 0; i < G_N_ELEMENTS (parts_of_day); i++)
    if (salon_phrase_words_is (words, index, parts_of_day[i].words))
      return &parts_of_day[i];
  return NULL;
}

/* How many of the words from @index on are small ones that join. */
static guint
skip_small (SalonPhraseWords *words, guint index)
{
  guint n = 0;

  while (salon_phrase_words_is (words, index + n, "de d du l la le the of en in dans"))
    n++;
  return n;
}

static void
take_part (SalonPhraseClock *clock, int from, int to)
{
  clock->from_minute = from;
  clock->to_minute = to;
}

/* "matin", "fin d'après-midi", "early afternoon". */
static guint
read_part (SalonPhraseWords *words, guint index, SalonPhraseClock *clock)
{
  gboolean is_late = salon_phrase_words_is (words, index, "fin late end");
  gboolean is_early = salon_phrase_words_is (words, index, "debut early");
  guint before = is_late || is_early ? 1 + skip_small (words, index + 1) : 0;
  guint taken = 0;
  const PartOfDay *part = find_part (words, index + before, &taken);

  if (part == NULL)
    return 0;
  /* The morning that a salon sees begins at eight, its evening ends at ten. */
  int from = MAX (part->from_minute, 480);
  int to = MIN (part->to_minute, 1320);
  if (is_late)
    take_part (clock, (from + to) / 2, part->to_minute);
  else if (is_early)
    take_part (clock, part->from_minute, (from + to) / 2);
  else
    take_part (clock, part->from_minute, part->to_minute);
  return before + taken;
}

static guint
read_noon (SalonPhraseWords *words, guint index, SalonPhraseClock *clock)
{
  if (salon_phrase_words_is (words, index, "noon"))
    {
      clock->minute = NOON;
      return 1;
    }
  if (salon_phrase_words_is (words, index, "a vers")
      && salon_phrase_words_is (words, index + 1, "midi"))
    {
      clock->minute = NOON;
      return 2;
    }
  return 0;
}

static int
settle_minute (const Clock *clock)
{
  return clock->minute + (clock->may_be_afternoon ? NOON : 0);
}

/* Where the second time of a span begins, after the first; 0: there is none. */
static guint
find_second (SalonPhraseWords *words, guint index)
{
  if (salon_phrase_words_is (words, index, "et and a to"))
    return index + 1;
  return has_before (words, index, '-') ? index : 0;
}

/* "entre 14h et 16h", "between 2 and 4pm", "de 14h à 16h", "14h-16h". */
static guint
read_span (SalonPhraseWords *words, guint index, SalonPhraseClock *clock)
{
  gboolean is_between = salon_phrase_words_is (words, index, "entre between");
  gboolean is_led = is_between || salon_phrase_words_is (words, index, "de from");
  guint first = index + (is_led ? 1 : 0);
  Clock from = { 0 };
  Clock to = { 0 };
  guint taken = read_clock (words, first, is_led, &from);
  guint second = taken > 0 ? find_second (words, first + taken) : 0;

  taken = second > 0 ? read_clock (words, second, is_between, &to) : 0;
  if (taken == 0)
    return 0;
  int to_minute = settle_minute (&to);
  int from_minute = settle_minute (&from);
  if (from_minute > to_minute)
    from_minute = from.minute;
  if (from_minute >= to_minute)
    return 0;
  take_part (clock, from_minute, to_minute);
  return second + taken - index;
}

/* "après 17h", "from 5pm", "à partir de 17h", "avant 10h", "before 10". */
static guint
read_bound (SalonPhraseWords *words, guint index, SalonPhraseClock *clock)
{
  gboolean is_before = salon_phrase_words_is (words, index, "avant before");
  gboolean is_after = salon_phrase_words_is (words, index, "apres after des from");
  guint taken = 1;
  Clock bound = { 0 };

  if (salon_phrase_words_is (words, index, "a")
      && salon_phrase_words_is (words, index + 1, "partir"))
    {
      is_after = TRUE;
      taken = 2 + skip_small (words, index + 2);
    }
  if (!is_before && !is_after)
    return 0;
  guint clock_words = read_clock (words, index + taken, TRUE, &bound);
  if (clock_words == 0)
    return 0;
  if (is_before)
    clock->to_minute = settle_minute (&bound);
  else
    clock->from_minute = settle_minute (&bound);
  return taken + clock_words;
}

/* "14h", "à 9h", "at 2", "vers 10". */
static guint
read_time (SalonPhraseWords *words, guint index, SalonPhraseClock *clock, gboolean *is_open)
{
  guint before = salon_phrase_words_is (words, index, "a at vers around about") ? 1 : 0;
  Clock time = { 0 };
  guint taken = read_clock (words, index + before, before > 0, &time);

  if (taken == 0)
    return 0;
  clock->minute = time.minute;
  *is_open = time.may_be_afternoon;
  return before + taken;
}

static guint
read_at (SalonPhraseWords *words, guint index, SalonPhraseClock *clock, gboolean *is_open)
{
  guint taken = read_span (words, index, clock);

  if (taken == 0)
    taken = read_bound (words, index, clock);
  if (taken == 0)
    taken = read_noon (words, index, clock);
  if (taken == 0)
    taken = read_part (words, index, clock);
  if (taken == 0)
    taken = read_time (words, index, clock, is_open);
  return taken;
}

static void
reset (SalonPhraseClock *clock)
{
  *clock =
    (SalonPhraseClock) { .minute = NOT_SAID, .from_minute = 0, .to_minute = SALON_DAY_MINUTES };
}

guint
salon_phrase_clock_measure (SalonPhraseWords *words, guint index)
{
  SalonPhraseClock clock;
  gboolean is_open = FALSE;

  reset (&clock);
  return read_at (words, index, &clock, &is_open);
}

/* "3h du matin" is 3:00, "9h du soir" is 21:00, and a lone "3h" is 15:00. */
static void
settle (SalonPhraseClock *clock, gboolean is_open)
{
  gboolean is_morning = clock->to_minute <= NOON;
  int later = clock->minute + NOON;

  if (clock->minute == NOT_SAID || clock->minute >= NOON || is_morning)
    return;
  if (is_open
      || (clock->from_minute >= NOON && clock->from_minute <= later && later < clock->to_minute))
    clock->minute = later;
}

void
salon_phrase_clock_read (SalonPhraseWords *words, SalonPhraseClock *clock)
{
  gboolean is_open = FALSE;

  g_return_if_fail (words != NULL && clock != NULL);

  reset (clock);
  for (guint i = 0; i < words->words->len; i++)
    {
      SalonPhraseClock said = *clock;
      gboolean said_open = is_open;
      guint taken = read_at (words, i, &said, &said_open);

      if (taken == 0)
        continue;
      /* The first time counts; another one is left for the owner to see. */
      if (clock->minute != NOT_SAID && said.minute != clock->minute)
        continue;
      *clock = said;
      is_open = said_open;
      salon_phrase_words_claim (words, i, taken, SALON_PHRASE_TIME);
      i += taken - 1;
    }
  settle (clock, is_open);
  if (clock->from_minute >= clock->to_minute)
    take_part (clock, 0, SALON_DAY_MINUTES);
}
