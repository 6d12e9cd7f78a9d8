/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days, times, lengths and money as the owner reads them, in the language of the window.
 * All results are newly allocated unless they are const.
 */
#pragma once

#include "core/salon-day.h"
#include "core/salon-language.h"

#include "common/salon-session.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_DAY_STYLE_LONG,         /* Thursday 14 March 2026 */
  SALON_DAY_STYLE_WITHOUT_YEAR, /* Thursday 14 March */
  SALON_DAY_STYLE_MEDIUM,       /* Thu 14 Mar */
  SALON_DAY_STYLE_SHORT,        /* 14/03/2026 */
  SALON_DAY_STYLE_MONTH,        /* March 2026 */
} SalonDayStyle;

/* The language the window speaks: the one of the translation in use, not of the locale's name. */
SalonLanguage salon_format_get_language (void);
/* 0 = Monday … 6 = Sunday, as the locale begins its weeks. */
int salon_format_get_first_weekday (void);
const char *salon_format_get_weekday (int weekday);       /* "Monday" */
const char *salon_format_get_short_weekday (int weekday); /* "Mon" */
const char *salon_format_get_month (int month);           /* 1 … 12: "March" */

/* The text with its first letter in upper case, as it stands alone: days and months begin with a
 * small letter within a French sentence, and with a capital where they are the title. */
char *salon_format_heading (const char *text);

char *salon_format_day (SalonDay day, SalonDayStyle style);
char *salon_format_days (SalonDay from, SalonDay last);         /* "12 – 18 March 2026" */
char *salon_format_minute (int minute);                         /* "14:30" */
char *salon_format_duration (int minutes);                      /* "1 h 30", "45 min" */
char *salon_format_money (SalonSession *session, gint64 cents); /* in the salon's currency */
char *salon_format_moment (SalonMoment moment);                 /* "Thursday 14 March 14:30" */

G_END_DECLS
