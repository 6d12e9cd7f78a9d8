/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people write about the salon, as its server reads it from Google. Quiet: without a server, without
 * reviews, or when they cannot be read there is nothing to see. What was read once stays while the network
 * is away; it is kept in memory alone.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_TODAY_OPINIONS (salon_today_opinions_get_type ())
G_DECLARE_FINAL_TYPE (SalonTodayOpinions, salon_today_opinions, SALON, TODAY_OPINIONS, GtkBox)

/* Seconds after which they are asked for again, whatever came of it. */
#define SALON_TODAY_OPINIONS_AGE (30 * 60)

/* Asks for them if it is time; may be called as often as one likes. */
void salon_today_opinions_refresh (SalonTodayOpinions *self, SalonSession *session);

G_END_DECLS
