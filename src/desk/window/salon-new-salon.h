/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a salon holds on its first day: a name, a zone, and hours to begin with. */
#pragma once

#include "core/salon-change.h"

G_BEGIN_DECLS

/* One change for an empty file: settings, and Tuesday to Saturday, 9:00 to 19:00. */
SalonChange *salon_new_salon_build_change (const char *name, const char *holiday_zone_id);

G_END_DECLS
