/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The figures of some days, by the definitions of core/salon-statistics.h and counted from the rows: what a
 * desk says of the same salon, to the cent.
 */
#pragma once

#include "core/salon-statistics.h"
#include "salon-server-context.h"

G_BEGIN_DECLS

/* Whoever wants more asks for parts of it: a year of a busy salon takes some hundredths of a second. */
#define SALON_SERVER_FIGURES_MOST_DAYS 1100

/* @to: exclusive. Without a series. */
SalonStatistics *
salon_server_figures_read (SalonServerContext *context, SalonDay from, SalonDay to, GError **error);

G_END_DECLS
