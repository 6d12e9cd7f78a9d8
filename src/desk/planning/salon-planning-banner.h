/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is to be seen to, in a line at the foot of the window: a time has become free that somebody waits
 * for; bookings lie where the salon is closed.
 */
#pragma once

#include "common/salon-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_PLANNING_BANNER (salon_planning_banner_get_type ())
G_DECLARE_FINAL_TYPE (SalonPlanningBanner, salon_planning_banner, SALON, PLANNING_BANNER, AdwBin)

/* Once. */
void salon_planning_banner_set_session (SalonPlanningBanner *self, SalonSession *session);

G_END_DECLS
