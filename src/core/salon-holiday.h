/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * French public holidays, computed, by zone: article L3133-1 and L3134-13 (Alsace-Moselle) and
 * L3422-2 (overseas) of the Code du travail, and what the official open data add to them.
 *
 * The days and their French names are those of the data set “Jours fériés en France” on
 * data.gouv.fr. It leaves out the days that New Caledonia, French Polynesia and Wallis and Futuna
 * keep by laws of their own; a salon there closes on them by an exception of its calendar.
 */
#pragma once

#include "salon-day.h"
#include "salon-language.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_HOLIDAY_ZONE_METROPOLE,
  SALON_HOLIDAY_ZONE_ALSACE_MOSELLE,
  SALON_HOLIDAY_ZONE_GUADELOUPE,
  SALON_HOLIDAY_ZONE_GUYANE,
  SALON_HOLIDAY_ZONE_LA_REUNION,
  SALON_HOLIDAY_ZONE_MARTINIQUE,
  SALON_HOLIDAY_ZONE_MAYOTTE,
  SALON_HOLIDAY_ZONE_NOUVELLE_CALEDONIE,
  SALON_HOLIDAY_ZONE_POLYNESIE_FRANCAISE,
  SALON_HOLIDAY_ZONE_SAINT_BARTHELEMY,
  SALON_HOLIDAY_ZONE_SAINT_MARTIN,
  SALON_HOLIDAY_ZONE_SAINT_PIERRE_ET_MIQUELON,
  SALON_HOLIDAY_ZONE_WALLIS_ET_FUTUNA,
} SalonHolidayZone;

#define SALON_N_HOLIDAY_ZONES (SALON_HOLIDAY_ZONE_WALLIS_ET_FUTUNA + 1)

/* Two holidays can share a day, as Ascension and 1 May did in 2008; three cannot. */
#define SALON_HOLIDAYS_PER_DAY 2

const char *salon_holiday_zone_get_id (SalonHolidayZone zone);   /* "metropole", "la-reunion" … */
const char *salon_holiday_zone_get_name (SalonHolidayZone zone); /* "Métropole": a proper name */
gboolean salon_holiday_zone_from_id (const char *id, SalonHolidayZone *zone);

/* NULL when @day is an ordinary day; else the static name in @language. */
const char *salon_holiday_get_name (SalonDay day, SalonHolidayZone zone, SalonLanguage language);

/**
 * salon_holiday_get_names:
 * @day: a day; before 1886 there are no holidays
 * @zone: where
 * @language: of the names
 * @names: (out): static names, the rest NULL; the first is the one of [func@salon_holiday_get_name]
 *
 * Returns: how many there are, 0 … 2
 */
gsize salon_holiday_get_names (SalonDay day,
                               SalonHolidayZone zone,
                               SalonLanguage language,
                               const char *names[SALON_HOLIDAYS_PER_DAY]);

G_END_DECLS
