/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of the salon as the owner reads them: what they are called, what they count, how much
 * that is, and whether it is more than before. */
#pragma once

#include "common/salon-session.h"
#include "core/salon-statistics.h"
#include "salon-statistics-pair.h"

G_BEGIN_DECLS

const char *salon_figure_words_title (SalonFigure figure);      /* "Turnover" */
const char *salon_figure_words_definition (SalonFigure figure); /* in whole sentences */
const char *salon_figure_words_loss (SalonLoss loss);           /* "No-shows" */
const char *salon_figure_words_origin (SalonOrigin origin);     /* "At the desk" */
/* Is it one number, and not only parts? */
gboolean salon_figure_words_is_single (SalonFigure figure);
/* "€1,240.00", "3 (€120.00)", "62%", "28 days"; "–" when it is not known. Of those that the page shows
 * in one number. */
char *salon_figure_words_value (SalonSession *session,
                                SalonFigure figure,
                                const SalonStatistics *statistics);

typedef enum
{
  SALON_FIGURE_CHANGE_NONE, /* it cannot be compared */
  SALON_FIGURE_CHANGE_EQUAL,
  SALON_FIGURE_CHANGE_BETTER,
  SALON_FIGURE_CHANGE_WORSE,
  SALON_FIGURE_CHANGE_OTHER, /* more or less, and neither is better */
} SalonFigureChange;

/* What became of it since the period before, and what it was then. Of a period that is not over, what
 * grows day by day is not compared with a whole one: only what it was then is told. @words: (out):
 * "▲ 12% more. February 2026: €3,980.00" */
SalonFigureChange salon_figure_words_change (SalonSession *session,
                                             SalonFigure figure,
                                             const SalonStatisticsPair *pair,
                                             char **words);

G_END_DECLS
