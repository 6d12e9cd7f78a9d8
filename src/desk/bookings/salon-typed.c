/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One small reader serves all three: a text is cut into runs of digits, and what stands between
 * them is checked against the separators that the form allows. Five digits in a run are never ours.
 */
#include "salon-typed.h"

#include <string.h>

#define MOST_NUMBERS 3
#define MOST_DIGITS 4

typedef struct
{
  int numbers[MOST_NUMBERS];
  int digits[MOST_NUMBERS];
  int n_numbers;
} Numbers;

static gboolean
read_number (const char **cursor, Numbers *numbers)
{
  if (numbers->n_numbers == MOST_NUMBERS)
    return FALSE;

  int value = 0;
  int digits = 0;
  for (; g_ascii_isdigit (**cursor); (*cursor)++, digits++)
    {
      if (digits == MOST_DIGITS)
        return FALSE;
      value = value * 10 + g_ascii_digit_value (**cursor);
    }
  numbers->numbers[numbers->n_numbers] = value;
  numbers->digits[numbers->n_numbers] = digits;
  numbers->n_numbers++;
  return TRUE;
}

/* Every character of @text is a digit or one of @separators; the first is a digit. */
static gboolean
read_numbers (const char *text, const char *separators, Numbers *numbers)
{
  *numbers = (Numbers) { 0 };
  while (g_ascii_isspace (*text))
    text++;
  if (!g_ascii_isdigit (*text))
    return FALSE;
  while (*text != '\0')
    {
      if (g_ascii_isdigit (*text))
        {
          if (!read_number (&text, numbers))
            return FALSE;
        }
      else if (strchr (separators, *text) != NULL)
        text++;
      else
        return FALSE;
    }
  return TRUE;
}

static int
year_from_digits (int value, int digits)
{
  return digits <= 2 ? 2000 + value : value;
}

/* The first day from @today on that is the @month_day of @month, any month when that is 0. */
static gboolean
find_next_day (SalonDay today, int month, int month_day, SalonDay *day)
{
  int year;
  int this_month;
  int this_day;
  salon_day_to_ymd (today, &year, &this_month, &this_day);

  /* Nine years: the 29th of February can be that far, across 2100. */
  for (int months = 0; months < 9 * 12; months++)
    {
      int y = year + (this_month - 1 + months) / 12;
      int m = (this_month - 1 + months) % 12 + 1;
      if ((month != 0 && m != month) || !salon_ymd_is_valid (y, m, month_day))
        continue;
      *day = salon_day_from_ymd (y, m, month_day);
      if (*day >= today)
        return TRUE;
    }
  return FALSE;
}

gboolean
salon_typed_day_parse (const char *text, SalonDay today, SalonDay *day)
{
  Numbers read;
  g_return_val_if_fail (text != NULL && day != NULL, FALSE);

  if (!read_numbers (text, "/.- ", &read))
    return FALSE;
  if (read.n_numbers < 3)
    return find_next_day (today, read.n_numbers == 2 ? read.numbers[1] : 0, read.numbers[0], day);
  int year = year_from_digits (read.numbers[2], read.digits[2]);
  if (!salon_ymd_is_valid (year, read.numbers[1], read.numbers[0]))
    return FALSE;
  *day = salon_day_from_ymd (year, read.numbers[1], read.numbers[0]);
  return TRUE;
}

gboolean
salon_typed_time_parse (const char *text, int *minute)
{
  Numbers read;
  g_return_val_if_fail (text != NULL && minute != NULL, FALSE);

  if (!read_numbers (text, ":hH. ", &read) || read.n_numbers > 2)
    return FALSE;
  int hours = read.numbers[0];
  int minutes = read.n_numbers == 2 ? read.numbers[1] : 0;
  if (read.n_numbers == 1 && read.digits[0] > 2)
    {
      minutes = hours % 100;
      hours /= 100;
    }
  if (hours > 23 || minutes > 59)
    return FALSE;
  *minute = hours * 60 + minutes;
  return TRUE;
}

static gboolean
names_hours (const char *text)
{
  return strpbrk (text, ":hH") != NULL;
}

gboolean
salon_typed_length_parse (const char *text, int *minutes)
{
  Numbers read;
  g_return_val_if_fail (text != NULL && minutes != NULL, FALSE);

  if (!read_numbers (text, ":hHmMiInN. ", &read) || read.n_numbers > 2)
    return FALSE;
  if (read.n_numbers == 2 && (!names_hours (text) || read.numbers[1] > 59))
    return FALSE;
  int length = names_hours (text) ? read.numbers[0] * 60 : read.numbers[0];
  if (read.n_numbers == 2)
    length += read.numbers[1];
  if (length < 1 || length > SALON_DAY_MINUTES)
    return FALSE;
  *minutes = length;
  return TRUE;
}
