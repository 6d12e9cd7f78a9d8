/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the salon does: the figures of a period beside those of another one, on tiles and on charts, and
 * the rows behind each. They are read off the main loop; until new ones are there the old ones stay.
 */
#pragma once

#include "common/salon-session.h"
#include "salon-statistics-period.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_STATISTICS_PAGE (salon_statistics_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonStatisticsPage, salon_statistics_page, SALON, STATISTICS_PAGE, AdwBin)

GtkWidget *salon_statistics_page_new (SalonSession *session);
/* "week", "month", "quarter", "year": as the name of a view has it; anything else is passed over. */
void salon_statistics_page_set_span (SalonStatisticsPage *self, const char *name);

/*
 * Actions: statistics.previous, statistics.next, statistics.save-table, statistics.month-pack,
 * page.print.
 */

G_END_DECLS
