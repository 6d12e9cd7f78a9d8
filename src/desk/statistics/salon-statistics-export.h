/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures out of the page: as a table, as the accountant's month, on paper. What became of it is
 * told as a toast of the window. */
#pragma once

#include <gtk/gtk.h>

#include "salon-statistics-pair.h"

G_BEGIN_DECLS

/* Asks for a file, and writes the figures of @pair into it. */
void salon_statistics_export_table (GtkWidget *page,
                                    SalonSession *session,
                                    const SalonStatisticsPair *pair);
/* Asks for a folder, and writes the document and the tables of the days into it. */
void salon_statistics_export_month_pack (GtkWidget *page,
                                         SalonSession *session,
                                         const SalonStatisticsPeriod *period,
                                         SalonStatisticsAgainst against);
/* Shows the same document before it is printed. */
void salon_statistics_export_print (GtkWidget *page,
                                    SalonSession *session,
                                    const SalonStatisticsPeriod *period,
                                    SalonStatisticsAgainst against);

/* What the above do once a file or folder was chosen. */
void salon_statistics_export_save_table (GtkWidget *page,
                                         SalonSession *session,
                                         const SalonStatisticsPair *pair,
                                         GFile *file);
void salon_statistics_export_save_month_pack (GtkWidget *page,
                                              SalonSession *session,
                                              const SalonStatisticsPeriod *period,
                                              SalonStatisticsAgainst against,
                                              GFile *folder);

G_END_DECLS
