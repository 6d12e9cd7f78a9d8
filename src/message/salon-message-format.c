/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-format.h"

#include <string.h>

#include "core/salon-money.h"
#include "core/salon-text.h"

static const char *const weekdays[SALON_N_LANGUAGES][7] = {
  { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
  { "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" },
};
static const char *const months[SALON_N_LANGUAGES][12] = {
  { "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December" },
  { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre" },
};
/* "1er mars", "12 mars 2027". */
static char *
format_date (SalonDay day, gboolean has_year, SalonLanguage language)
{
  int year, month, day_of_month;

  salon_day_to_ymd (day, &year, &month, &day_of_month);
  const char *first = language == SALON_LANGUAGE_FRENCH && day_of_month == 1 ? "er" : "";
  const char *name = months[language][month - 1];

  return has_year ? g_strdup_printf ("%d%s %s %d", day_of_month, first, name, year)
                  : g_strdup_printf ("%d%s %s", day_of_month, first, name);
}

char *
salon_message_format_day (SalonDay day, SalonLanguage language)
{
  g_autofree char *date = format_date (day, FALSE, language);

  return g_strconcat (weekdays[language][salon_day_get_weekday (day)], " ", date, NULL);
}

char *
salon_message_format_date (SalonDay day, SalonLanguage language)
{
  return format_date (day, TRUE, language);
}

/* "14h", "14h30"; "14:00". */
char *
salon_message_format_time (int minute, SalonLanguage language)
{
  if (language == SALON_LANGUAGE_ENGLISH)
    return salon_minute_format (minute);
  return minute % 60 == 0 ? g_strdup_printf ("%dh", minute / 60)
                          : g_strdup_printf ("%dh%02d", minute / 60, minute % 60);
}

char *
salon_message_format_duration (int minutes)
{
  if (minutes < 60)
    return g_strdup_printf ("%d min", minutes);
  return minutes % 60 == 0 ? g_strdup_printf ("%d h", minutes / 60)
                           : g_strdup_printf ("%d h %02d", minutes / 60, minutes % 60);
}

/* Whole amounts without their noughts: "45 €". */
char *
salon_message_format_money (gint64 cents, const char *currency, SalonLanguage language)
{
  g_autofree char *text = salon_money_format (cents, currency, language);
  const char *noughts = language == SALON_LANGUAGE_FRENCH ? ",00" : ".00";
  char *at = cents % 100 == 0 ? strstr (text, noughts) : NULL;

  return at != NULL ? g_strdup_printf ("%.*s%s", (int) (at - text), text, at + strlen (noughts))
                    : g_steal_pointer (&text);
}

char *
salon_message_format_first_name (const char *name)
{
  g_autofree char *clean = salon_text_clean (name != NULL ? name : "");
  static const char *const titles[] = { "mme", "mme.", "mlle", "m.",  "mr",     "mr.",
                                        "mrs", "mrs.", "ms",   "ms.", "madame", "monsieur" };
  const char *space = strchr (clean, ' ');

  /* "Mme Durand" is how she wants to be called. */
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (space != NULL && (gsize) (space - clean) == strlen (titles[i])
        && g_ascii_strncasecmp (clean, titles[i], strlen (titles[i])) == 0)
      return g_steal_pointer (&clean);
  return space != NULL ? g_strndup (clean, (gsize) (space - clean)) : g_steal_pointer (&clean);
}
