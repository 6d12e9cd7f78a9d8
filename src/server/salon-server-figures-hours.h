/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When the salon was open and is, for the figures: with the exceptions of the past, which the calendar of
 * online bookings has no use for.
 */
#pragma once

#include "core/salon-occupancy-walk.h"
#include "salon-server-context.h"

G_BEGIN_DECLS

typedef struct
{
  SalonOccupancyRules rules; /* all of it is this struct's */
} SalonServerFiguresHours;

SalonServerFiguresHours *salon_server_figures_hours_read (SalonServerContext *context,
                                                          GError **error);
void salon_server_figures_hours_free (SalonServerFiguresHours *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerFiguresHours, salon_server_figures_hours_free)

G_END_DECLS
