/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-cell.h"

#include <string.h>

#include "core/salon-money.h"
#include "core/salon-phone.h"
#include "core/salon-text.h"

/* Longer texts are neither dates nor numbers. */
#define MAX_BYTES 64

static gboolean
is_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

const char *
salon_cell_skip_guard (const char *text)
{
  if (*text != '\'')
    return text;
  return is_formula (text + 1) || (text[1] == '\'' && is_formula (text + 2)) ? text + 1 : text;
}

/* Folded, and NULL when there is nothing in it or too much. */
static char *
fold (const char *text)
{
  text = salon_cell_skip_guard (text);
  if (*text == '\0' || strlen (text) > MAX_BYTES)
    return NULL;
  return salon_text_fold (text);
}

/* Reads up to @max digits; how many there were. */
static int
read_digits (const char **at, int max, int *number)
{
  int n = 0;

  *number = 0;
  while (n < max && g_ascii_isdigit (**at))
    {
      *number = *number * 10 + (*(*at)++ - '0');
      n++;
    }
  return g_ascii_isdigit (**at) ? 0 : n;
}

static void
skip (const char **at, const char *letters)
{
  while (**at != '\0' && strchr (letters, **at) != NULL)
    (*at)++;
}

/* Days */

static const struct
{
  const char *begin; /* folded */
  int month;
} months[] = {
  { "janv", 1 }, { "jan", 1 }, { "fev", 2 },  { "feb", 2 },  { "mars", 3 },
  { "mar", 3 },  { "avr", 4 }, { "apr", 4 },  { "mai", 5 },  { "may", 5 },
  { "juin", 6 }, { "jun", 6 }, { "juil", 7 }, { "jul", 7 },  { "aou", 8 },
  { "aug", 8 },  { "sep", 9 }, { "oct", 10 }, { "nov", 11 }, { "dec", 12 },
};

static const char *const weekdays[] = {
  "lundi",  "mardi",   "mercredi",  "jeudi",    "vendredi", "samedi",   "dimanche",
  "monday", "tuesday", "wednesday", "thursday", "friday",   "saturday", "sunday",
  "lun",    "mar",     "mer",       "jeu",      "ven",      "sam",      "dim",
  "mon",    "tue",     "wed",       "thu",      "fri",      "sat",      "sun",
};

static gboolean
read_word (const char **at, char word[16])
{
  int n = 0;

  while (g_ascii_isalpha (**at) && n < 15)
    word[n++] = *(*at)++;
  word[n] = '\0';
  return n > 0;
}

static void
skip_weekday (const char **at)
{
  const char *behind = *at;
  char word[16];

  if (!read_word (&behind, word))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (weekdays); i++)
    if (g_str_equal (weekdays[i], word))
      {
        skip (&behind, "., ");
        *at = behind;
        return;
      }
}

static gboolean
read_month (const char **at, int *month)
{
  char word[16];

  if (!read_word (at, word))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    if (g_str_has_prefix (word, months[i].begin))
      {
        *month = months[i].month;
        skip (at, "., ");
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_year (const char **at, int *year)
{
  int n = read_digits (at, 4, year);

  if (n == 2)
    *year += *year < 70 ? 2000 : 1900;
  return n == 2 || n == 4;
}

static gboolean
take_day (int year, int month, int day_of_month, SalonDay *day)
{
  if (!salon_ymd_is_valid (year, month, day_of_month))
    return FALSE;
  *day = salon_day_from_ymd (year, month, day_of_month);
  return TRUE;
}

/* "2026-03-12", "2026/3/12", "20260312" */
static gboolean
read_iso (const char **at, SalonDay *day)
{
  const char *text = *at;
  int year, month, day_of_month;

  if (read_digits (&text, 8, &year) == 8)
    {
      *at = text;
      return take_day (year / 10000, year / 100 % 100, year % 100, day);
    }
  text = *at;
  if (read_digits (&text, 4, &year) != 4 || strchr ("-/.", *text) == NULL || *text++ == '\0'
      || read_digits (&text, 2, &month) == 0 || strchr ("-/.", *text) == NULL || *text++ == '\0'
      || read_digits (&text, 2, &day_of_month) == 0)
    return FALSE;
  *at = text;
  return take_day (year, month, day_of_month, day);
}

/* "12/03/2026"; the month before the day only where it cannot be otherwise. */
static gboolean
read_numbers (const char **at, SalonDay *day)
{
  const char *text = *at;
  int first, second, year;

  if (read_digits (&text, 2, &first) == 0 || *text == '\0' || strchr ("/.- ", *text) == NULL)
    return FALSE;
  skip (&text, "/.- ");
  if (read_digits (&text, 2, &second) == 0 || *text == '\0' || strchr ("/.- ", *text) == NULL)
    return FALSE;
  skip (&text, "/.- ");
  if (!read_year (&text, &year))
    return FALSE;
  *at = text;
  return take_day (year, second, first, day) || take_day (year, first, second, day);
}

/* "12 mars 2026", "1er mai 2026" */
static gboolean
read_words (const char **at, SalonDay *day)
{
  const char *text = *at;
  int day_of_month, month, year;

  if (read_digits (&text, 2, &day_of_month) == 0)
    return FALSE;
  if (g_str_has_prefix (text, "er"))
    text += 2;
  skip (&text, ".- ");
  if (!read_month (&text, &month))
    return FALSE;
  skip (&text, "- ");
  if (!read_year (&text, &year))
    return FALSE;
  *at = text;
  return take_day (year, month, day_of_month, day);
}

/* "March 12, 2026" */
static gboolean
read_english (const char **at, SalonDay *day)
{
  const char *text = *at;
  int day_of_month, month, year;

  if (!read_month (&text, &month) || read_digits (&text, 2, &day_of_month) == 0)
    return FALSE;
  skip (&text, ", ");
  if (!read_year (&text, &year))
    return FALSE;
  *at = text;
  return take_day (year, month, day_of_month, day);
}

/* @at: (inout): folded; behind the date afterwards */
static gboolean
read_date (const char **at, SalonDay *day)
{
  skip_weekday (at);
  return read_iso (at, day) || read_numbers (at, day) || read_words (at, day)
         || read_english (at, day);
}

gboolean
salon_cell_read_day (const char *text, SalonDay *day)
{
  g_autofree char *folded = fold (text);
  const char *at = folded;
  SalonDay found;

  if (folded == NULL || !read_date (&at, &found))
    return FALSE;
  /* A time may follow, other digits may not. */
  if (*at != '\0' && strchr ("t ,", *at) == NULL)
    return FALSE;
  *day = found;
  return TRUE;
}

/* Times */

/* "pm" behind twelve hours; FALSE: no such hour. */
static gboolean
take_half (const char **at, int *hour)
{
  skip (at, " ");
  if (!g_str_has_prefix (*at, "am") && !g_str_has_prefix (*at, "pm"))
    return TRUE;
  if (*hour < 1 || *hour > 12)
    return FALSE;
  *hour = *hour % 12 + (**at == 'p' ? 12 : 0);
  *at += 2;
  return TRUE;
}

static gboolean
read_clock (const char *at, int *minute)
{
  int hour, minutes = 0, seconds;

  skip (&at, "t, ");
  if (g_str_has_prefix (at, "a "))
    at += 2;
  if (read_digits (&at, 2, &hour) == 0)
    return FALSE;
  skip (&at, " ");
  if (*at != ':' && *at != 'h' && *at != 'a' && *at != 'p')
    return FALSE;
  if (*at == ':' || *at == 'h')
    {
      gboolean may_end = *at++ == 'h';

      skip (&at, " ");
      if (read_digits (&at, 2, &minutes) != 2 && !(may_end && *at == '\0'))
        return FALSE;
    }
  if (*at == ':')
    {
      at++;
      if (read_digits (&at, 2, &seconds) != 2)
        return FALSE;
    }
  if (!take_half (&at, &hour) || hour > 23 || minutes > 59)
    return FALSE;
  *minute = hour * 60 + minutes;
  return TRUE;
}

gboolean
salon_cell_read_minute (const char *text, int *minute)
{
  g_autofree char *folded = fold (text);
  const char *at = folded;
  SalonDay day;

  if (folded == NULL)
    return FALSE;
  return read_clock (folded, minute) || (read_date (&at, &day) && read_clock (at, minute));
}

/* "1,5" hours as minutes; behind the number afterwards. */
static gboolean
read_hours (const char **at, int *minutes)
{
  int whole, part;
  int n;

  if (read_digits (at, 4, &whole) == 0)
    return FALSE;
  *minutes = whole * 60;
  if (**at != ',' && **at != '.')
    return TRUE;
  (*at)++;
  n = read_digits (at, 2, &part);
  if (n == 0)
    return FALSE;
  *minutes += (n == 1 ? part * 10 : part) * 60 / 100;
  return TRUE;
}

static gboolean
take_duration (int found, int *minutes)
{
  if (found < 1 || found > SALON_DAY_MINUTES)
    return FALSE;
  *minutes = found;
  return TRUE;
}

gboolean
salon_cell_read_duration (const char *text, int *minutes)
{
  g_autofree char *folded = fold (text);
  const char *at = folded;
  int found, more = 0;
  gboolean is_fraction = FALSE;

  if (folded == NULL || !read_hours (&at, &found))
    return FALSE;
  is_fraction = at > folded && strpbrk (folded, ".,") != NULL;
  skip (&at, " ");
  if (*at == ':' || *at == 'h')
    {
      at++;
      while (g_ascii_isalpha (*at))
        at++;
      skip (&at, " ");
      if (*at != '\0' && read_digits (&at, 2, &more) == 0)
        return FALSE;
      return more < 60 && take_duration (found + more, minutes);
    }
  /* A number alone, or with "min", is minutes. */
  if (is_fraction || (*at != '\0' && !g_str_has_prefix (at, "m") && *at != '\''))
    return FALSE;
  return take_duration (found / 60, minutes);
}

/* Numbers */

gboolean
salon_cell_read_money (const char *text, gint64 *cents)
{
  g_autofree char *copy = g_strdup (salon_cell_skip_guard (text));
  gsize length = strlen (copy);

  if (length > MAX_BYTES)
    return FALSE;
  if (length > 3 && g_ascii_strcasecmp (copy + length - 3, "EUR") == 0)
    copy[length - 3] = '\0';
  return salon_money_parse (g_strstrip (copy), cents, NULL);
}

gboolean
salon_cell_read_phone (const char *text, char **e164)
{
  g_autofree char *first = NULL;
  g_autofree char *with_zero = NULL;
  char *end = NULL;

  text = salon_cell_skip_guard (text);
  if (*text == '\0' || strlen (text) > 4 * MAX_BYTES)
    return FALSE;
  first = g_strdup (text);
  /* Several numbers: Google has " ::: " between them, people have what they like. */
  end = strpbrk (first, ",;\n|");
  if (end == NULL)
    end = strstr (first, " ::: ");
  if (end == NULL)
    end = strstr (first, " / ");
  if (end != NULL)
    *end = '\0';
  g_strstrip (first);
  if (salon_phone_parse (first, e164, NULL))
    return TRUE;
  if (strlen (first) != 9 || strspn (first, "0123456789") != 9 || *first == '0')
    return FALSE;
  with_zero = g_strconcat ("0", first, NULL);
  return salon_phone_parse (with_zero, e164, NULL);
}

/* Words */

typedef struct
{
  const char *word; /* folded */
  int value;
} Word;

static gboolean
find_word (const Word *words, gsize n_words, const char *text, int *value)
{
  g_autofree char *folded = fold (text);

  for (gsize i = 0; folded != NULL && i < n_words; i++)
    if (g_str_equal (words[i].word, folded))
      {
        *value = words[i].value;
        return TRUE;
      }
  return FALSE;
}

gboolean
salon_cell_read_flag (const char *text, gboolean *flag)
{
  static const Word words[] = {
    { "oui", TRUE },     { "non", FALSE },     { "yes", TRUE },       { "no", FALSE },
    { "true", TRUE },    { "vrai", TRUE },     { "1", TRUE },         { "0", FALSE },
    { "false", FALSE },  { "faux", FALSE },    { "x", TRUE },         { "o", TRUE },
    { "n", FALSE },      { "optin", TRUE },    { "optout", FALSE },   { "actif", TRUE },
    { "active", TRUE },  { "inactif", FALSE }, { "inactive", FALSE }, { "archived", FALSE },
    { "accepte", TRUE }, { "refuse", FALSE },
  };
  int value;

  if (!find_word (words, G_N_ELEMENTS (words), text, &value))
    return FALSE;
  *flag = value;
  return TRUE;
}

gboolean
salon_cell_read_status (const char *text, SalonBookingStatus *status)
{
  static const Word words[] = {
    { "pending", SALON_BOOKING_PENDING },     { "en attente", SALON_BOOKING_PENDING },
    { "a confirmer", SALON_BOOKING_PENDING }, { "tentative", SALON_BOOKING_PENDING },
    { "confirmed", SALON_BOOKING_CONFIRMED }, { "confirme", SALON_BOOKING_CONFIRMED },
    { "confirmee", SALON_BOOKING_CONFIRMED }, { "valide", SALON_BOOKING_CONFIRMED },
    { "reserve", SALON_BOOKING_CONFIRMED },   { "booked", SALON_BOOKING_CONFIRMED },
    { "new", SALON_BOOKING_CONFIRMED },       { "nouveau", SALON_BOOKING_CONFIRMED },
    { "arrived", SALON_BOOKING_ARRIVED },     { "arrive", SALON_BOOKING_ARRIVED },
    { "arrivee", SALON_BOOKING_ARRIVED },     { "completed", SALON_BOOKING_COMPLETED },
    { "termine", SALON_BOOKING_COMPLETED },   { "terminee", SALON_BOOKING_COMPLETED },
    { "honore", SALON_BOOKING_COMPLETED },    { "effectue", SALON_BOOKING_COMPLETED },
    { "done", SALON_BOOKING_COMPLETED },      { "paye", SALON_BOOKING_COMPLETED },
    { "paid", SALON_BOOKING_COMPLETED },      { "checkout", SALON_BOOKING_COMPLETED },
    { "cancelled", SALON_BOOKING_CANCELLED }, { "canceled", SALON_BOOKING_CANCELLED },
    { "annule", SALON_BOOKING_CANCELLED },    { "annulee", SALON_BOOKING_CANCELLED },
    { "supprime", SALON_BOOKING_CANCELLED },  { "no_show", SALON_BOOKING_NO_SHOW },
    { "no show", SALON_BOOKING_NO_SHOW },     { "no-show", SALON_BOOKING_NO_SHOW },
    { "noshow", SALON_BOOKING_NO_SHOW },      { "absent", SALON_BOOKING_NO_SHOW },
    { "absente", SALON_BOOKING_NO_SHOW },     { "non honore", SALON_BOOKING_NO_SHOW },
    { "lapin", SALON_BOOKING_NO_SHOW },
  };
  int value;

  if (!find_word (words, G_N_ELEMENTS (words), text, &value))
    return FALSE;
  *status = (SalonBookingStatus) value;
  return TRUE;
}
