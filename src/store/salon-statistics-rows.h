/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums made from the rows themselves, of any stretch: what the table `statistics` is made of, and what is
 * read instead where it has nothing to say. Private to this layer.
 */
#pragma once

#include "core/salon-opening-hours.h"
#include "core/salon-statistics.h"

#include "salon-cells.h"

G_BEGIN_DECLS

/* What the sums of bookings depend on besides them. */
typedef struct
{
  SalonStatementSource source;
  GTimeZone *zone;
  SalonOpeningHours *hours;
  SalonOpeningHours *usual;
  int shortest_minutes; /* 0: no service */
  GPtrArray *staff;     /* ids of those who work, at least one */
} SalonStatisticsRows;

gboolean salon_statistics_rows_init (SalonStatisticsRows *self,
                                     const SalonStatementSource *source,
                                     GError **error);
void salon_statistics_rows_clear (SalonStatisticsRows *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonStatisticsRows, salon_statistics_rows_clear)

/* Bookings that begin in [from, to). @steps: (nullable): the series that they are added to as well. */
gboolean salon_statistics_rows_add_bookings (SalonStatisticsRows *self,
                                             SalonDay from,
                                             SalonDay to,
                                             SalonCells *cells,
                                             SalonStatistics *steps,
                                             GError **error);
/* Visits in [from, to). @since: which visit before makes a client one who was seen before. */
gboolean salon_statistics_rows_add_clients (SalonStatisticsRows *self,
                                            SalonDay from,
                                            SalonDay to,
                                            SalonDay since,
                                            SalonCells *cells,
                                            GError **error);
/* When the day of a visit ended, had its client a booking for a later one? */
gboolean salon_statistics_rows_is_rebooked (SalonStatisticsRows *self,
                                            const char *client_id,
                                            SalonMoment visit,
                                            gboolean *is_found,
                                            GError **error);
gboolean salon_statistics_rows_add_time (SalonStatisticsRows *self,
                                         SalonDay from,
                                         SalonDay to,
                                         SalonCells *cells,
                                         GError **error);
/* Payments and movements in [from, to), Unix seconds. */
gboolean salon_statistics_rows_add_money (SalonStatisticsRows *self,
                                          gint64 from,
                                          gint64 to,
                                          SalonCells *cells,
                                          GError **error);
/* All of one month and one part. */
gboolean salon_statistics_rows_add_month (SalonStatisticsRows *self,
                                          SalonPart part,
                                          gint64 month,
                                          SalonCells *cells,
                                          SalonStatistics *steps,
                                          GError **error);

/* Months from year 0, as in the table; and their first days. */
gint64 salon_statistics_rows_month_of_day (SalonDay day);
SalonDay salon_statistics_rows_first_day (gint64 month);
/* @status and @reason as the row has them: the key of its cell. */
int salon_statistics_rows_get_state (const char *status, const char *reason);
void salon_statistics_rows_add_to_step (SalonStatistics *self,
                                        SalonDay day,
                                        int state,
                                        gint64 n,
                                        gint64 cents);

G_END_DECLS
