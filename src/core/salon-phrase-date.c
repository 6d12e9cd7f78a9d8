/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-phrase-date.h"

#include "salon-phrase-clock.h"

/* The first day from today on that is the @month_day of @month; of any month when that is 0. */
SalonDay
salon_phrase_date_find_next (SalonPhraseReader *self, int month, int month_day)
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
take_date (SalonPhraseReader *self, int year, int month, int month_day)
{
  SalonDay date = SALON_DAY_NONE;

  if (month < 1 || month > 12 || month_day < 1 || month_day > 31)
    return FALSE;
  if (year == SALON_PHRASE_NOT_SAID)
    date = salon_phrase_date_find_next (self, month, month_day);
  else if (salon_ymd_is_valid (year, month, month_day))
    date = salon_day_from_ymd (year, month, month_day);
  if (date == SALON_DAY_NONE)
    return FALSE;
  self->date = date;
  self->date_has_month = TRUE;
  return TRUE;
}

static int
get_year (SalonPhraseReader *self, guint index)
{
  int number = salon_phrase_words_get_number (self->words, index);
  SalonPhraseWord *word = salon_phrase_words_get (self->words, index);

  if (number < 0)
    return SALON_PHRASE_NOT_SAID;
  if (word->n_digits == 2)
    return 2000 + number;
  return word->n_digits == 4 && number >= 1900 && number < 2200 ? number : SALON_PHRASE_NOT_SAID;
}

/* "2026-03-12" */
guint
salon_phrase_date_read_iso (SalonPhraseReader *self, guint index)
{
  int year = get_year (self, index);
  int month = salon_phrase_words_get_number (self->words, index + 1);
  int month_day = salon_phrase_words_get_number (self->words, index + 2);

  if (year == SALON_PHRASE_NOT_SAID || salon_phrase_words_get (self->words, index)->n_digits != 4
      || salon_phrase_reader_get_before (self, index + 1) != '-'
      || salon_phrase_reader_get_before (self, index + 2) != '-')
    return 0;
  return take_date (self, year, month, month_day) ? 3 : 0;
}

/* "12/3", "12/03/26", "12.3.2026", "12-3-2026" */
guint
salon_phrase_date_read_numbers (SalonPhraseReader *self, guint index)
{
  int month_day = salon_phrase_words_get_number (self->words, index);
  int month = salon_phrase_words_get_number (self->words, index + 1);
  gunichar sign = salon_phrase_reader_get_before (self, index + 1);
  int year = salon_phrase_reader_get_before (self, index + 2) == sign ? get_year (self, index + 2)
                                                                      : SALON_PHRASE_NOT_SAID;

  if (month_day < 0 || month < 0 || (sign != '/' && sign != '.' && sign != '-'))
    return 0;
  if (sign == '-' && year == SALON_PHRASE_NOT_SAID)
    return 0;
  return take_date (self, year, month, month_day) ? (year != SALON_PHRASE_NOT_SAID ? 3 : 2) : 0;
}

static gboolean
is_ordinal (SalonPhraseReader *self, guint index)
{
  return salon_phrase_reader_get_before (self, index) == 0
         && salon_phrase_reader_is (self, index, "er st nd rd th");
}

/* Is the number at @index an hour, or tied to something else? */
static gboolean
is_hour (SalonPhraseReader *self, guint index)
{
  gunichar before = salon_phrase_reader_get_before (self, index + 1);

  return salon_phrase_clock_measure (self->words, index) > 0 || before == ':' || before == '/';
}

/* A month's day at @index: "12", "1er", "12th"; how many words. */
guint
salon_phrase_date_read_month_day (SalonPhraseReader *self, guint index, int *month_day)
{
  int number = salon_phrase_words_get_number (self->words, index);

  if (number < 1 || number > 31 || is_hour (self, index))
    return 0;
  *month_day = number;
  return is_ordinal (self, index + 1) ? 2 : 1;
}

/* "12 mars", "1er avril 2027", "12th of march" */
guint
salon_phrase_date_read_day_of_month (SalonPhraseReader *self, guint index)
{
  int month_day;
  guint taken = salon_phrase_date_read_month_day (self, index, &month_day);

  if (taken == 0)
    return 0;
  if (salon_phrase_reader_is (self, index + taken, "of de d"))
    taken++;
  int month = salon_phrase_reader_find_month (self, index + taken);
  taken++;
  if (month == 0)
    return 0;
  SalonPhraseWord *next = salon_phrase_words_get (self->words, index + taken);
  int year =
    next != NULL && next->n_digits == 4 ? get_year (self, index + taken) : SALON_PHRASE_NOT_SAID;
  if (!take_date (self, year, month, month_day))
    return 0;
  return taken + (year != SALON_PHRASE_NOT_SAID ? 1 : 0);
}

/* "march 12", "march 12th 2027" */
guint
salon_phrase_date_read_month_and_day (SalonPhraseReader *self, guint index)
{
  int month = salon_phrase_reader_find_month (self, index);
  int month_day;
  guint taken = 0;

  /* "mar 12" is a Tuesday to the French. */
  if (month == 0 || salon_phrase_reader_is (self, index, "mar"))
    return 0;
  taken = salon_phrase_date_read_month_day (self, index + 1, &month_day);
  if (taken == 0)
    return 0;
  SalonPhraseWord *next = salon_phrase_words_get (self->words, index + 1 + taken);
  int year = next != NULL && next->n_digits == 4 ? get_year (self, index + 1 + taken)
                                                 : SALON_PHRASE_NOT_SAID;
  if (!take_date (self, year, month, month_day))
    return 0;
  return 1 + taken + (year != SALON_PHRASE_NOT_SAID ? 1 : 0);
}

/* "le 12", "the 12th", "12th", "le 12 mars" */
guint
salon_phrase_date_read_the_day (SalonPhraseReader *self, guint index)
{
  guint before = salon_phrase_reader_is (self, index, "le the au on") ? 1 : 0;
  int month_day;
  guint taken;

  if (salon_phrase_reader_is (self, index + before, "the"))
    before++;
  taken = before > 0 ? salon_phrase_date_read_day_of_month (self, index + before) : 0;
  if (taken > 0)
    return before + taken;
  taken = salon_phrase_date_read_month_day (self, index + before, &month_day);
  if (taken == 0 || (before == 0 && taken == 1))
    return 0;
  self->month_day = month_day;
  return before + taken;
}
