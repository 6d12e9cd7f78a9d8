/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distances from today, and spans of days, in a typed line. Each reader says how many words it has taken
 * from @index on: 0, it is not what it reads. Private to the phrases of this layer.
 */
#pragma once

#include "salon-phrase-reader.h"

G_BEGIN_DECLS

/* "demain", "après-demain", "today", "day after tomorrow", "ce soir" */
guint salon_phrase_span_read_near_day (SalonPhraseReader *self, guint index);
/* "dans 2 semaines", "in ten days", "d'ici un mois", "in 2 hours" */
guint salon_phrase_span_read_distance (SalonPhraseReader *self, guint index);
/* "semaine prochaine", "next week", "cette semaine" */
guint salon_phrase_span_read_week (SalonPhraseReader *self, guint index);
/* "ce week-end", "next weekend" */
guint salon_phrase_span_read_weekend (SalonPhraseReader *self, guint index);
/* "en avril", "début mars", "mi-mai", "end of june" */
guint salon_phrase_span_read_month (SalonPhraseReader *self, guint index);
/* "le mois prochain", "this month" */
guint salon_phrase_span_read_next_month (SalonPhraseReader *self, guint index);

G_END_DECLS
