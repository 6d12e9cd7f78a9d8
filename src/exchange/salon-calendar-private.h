/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to a calendar before libical takes it apart. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Calendars may stand in one another, never so deep. */
#define SALON_CALENDAR_MAX_DEPTH 4

/* (transfer full): @text with every component ended that was begun, none ended that was not, and none
 * begun too deep. Lines end as they have to. */
char *salon_calendar_mend (const char *text);

G_END_DECLS
