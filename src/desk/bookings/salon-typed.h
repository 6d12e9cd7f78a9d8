/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days, times and lengths as a person types them with one hand while the other holds the phone.
 * Pure: the day it is counted from comes in. Nothing here is in the C locale's hands.
 *
 *   day     14/3  14/03  14.03.26  14-3-2026  14 (the next 14th)
 *   time    14:30  14h30  14.30  1430  14h  14  9
 *   length  1h30  1:30  1 h 30  90  90 min  1h
 */
#pragma once

#include "core/salon-day.h"

G_BEGIN_DECLS

/* A day without a year is the next such day from @today on. */
gboolean salon_typed_day_parse (const char *text, SalonDay today, SalonDay *day);
gboolean salon_typed_time_parse (const char *text, int *minute);
/* 1 … 1440 minutes. */
gboolean salon_typed_length_parse (const char *text, int *minutes);

G_END_DECLS
