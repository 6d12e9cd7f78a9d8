/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How days, times, money and lengths are written on a page of the site. Pure; any thread. Transfer full.
 */
#pragma once

#include "core/salon-day.h"
#include "core/salon-language.h"

G_BEGIN_DECLS

char *salon_site_format_day (SalonDay day, SalonLanguage language); /* "mardi 1er décembre 2026" */
char *salon_site_format_near_day (SalonDay day, SalonLanguage language);  /* without the year */
char *salon_site_format_date (SalonDay day, SalonLanguage language);      /* "1er décembre 2026" */
char *salon_site_format_short_day (SalonDay day, SalonLanguage language); /* "mar. 1er déc." */
char *salon_site_format_month (SalonDay day, SalonLanguage language);     /* "décembre 2026" */
/* Static. @weekday: 0 = Monday. "mardi", "Tuesday" */
const char *salon_site_format_weekday (int weekday, SalonLanguage language);
char *salon_site_format_time (int minute, SalonLanguage language); /* "14 h 30", "9 h"; "14:30" */
/* "9 h – 12 h 30" */
char *salon_site_format_span (int start, int end, SalonLanguage language);
char *salon_site_format_duration (int minutes, SalonLanguage language); /* "1 h 30", "45 min" */
/* Without cents when there are none: "65 €", "€65", "65,50 €" */
char *salon_site_format_money (gint64 cents, SalonLanguage language);

G_END_DECLS
