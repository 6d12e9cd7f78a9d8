/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Holidays as lines of the official open data, so that the two can be compared as text:
 * "2026-01-01,2026,Métropole,1er janvier".
 */
#pragma once

#include "core/salon-holiday.h"

#define HOLIDAY_LINES_HEADER "date,annee,zone,nom_jour_ferie\n"

/* Appends every holiday of @zone from the first day of @first_year to the last of @last_year. */
void holiday_lines_append (GString *lines, SalonHolidayZone zone, int first_year, int last_year);
