/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates in a typed line. Each reader says how many words it has taken from @index on: 0, it is not what
 * it reads. Private to the phrases of this layer.
 */
#pragma once

#include "salon-phrase-reader.h"

G_BEGIN_DECLS

/* The first day from today on that is the @month_day of @month; of any month when that is 0. */
SalonDay salon_phrase_date_find_next (SalonPhraseReader *self, int month, int month_day);

/* "2026-03-12" */
guint salon_phrase_date_read_iso (SalonPhraseReader *self, guint index);
/* "12/3", "12/03/26", "12.3.2026", "12-3-2026" */
guint salon_phrase_date_read_numbers (SalonPhraseReader *self, guint index);
/* "12 mars", "1er avril 2027", "12th of march" */
guint salon_phrase_date_read_day_of_month (SalonPhraseReader *self, guint index);
/* "march 12", "march 12th 2027" */
guint salon_phrase_date_read_month_and_day (SalonPhraseReader *self, guint index);
/* "le 12", "the 12th", "12th", "le 12 mars" */
guint salon_phrase_date_read_the_day (SalonPhraseReader *self, guint index);
/* A month's day alone, which is not kept: "12", "1er", "12th" */
guint salon_phrase_date_read_month_day (SalonPhraseReader *self, guint index, int *month_day);

G_END_DECLS
