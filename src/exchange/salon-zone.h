/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time zones that calendars name. Private to this layer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Europe/Paris", "/freeassociation.sourceforge.net/Europe/Paris", "Romance Standard Time", "UTC";
 * NULL for a name that nobody else knows. Transfer full. */
GTimeZone *salon_zone_find (const char *name);

G_END_DECLS
