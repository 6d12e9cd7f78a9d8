/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quiet hours: a part of every day, over midnight where its end is before its beginning, in which no
 * phone shall ring. Wall times of the salon, as everywhere. Private to the plan.
 */
#pragma once

#include "core/salon-day.h"

#include "salon-message-settings.h"

G_BEGIN_DECLS

/* from = to: none. Minutes of the day. */
typedef struct
{
  int from;
  int to;
} SalonMessageQuiet;

SalonMessageQuiet salon_message_quiet_of (SalonMessageSettings *settings);
gboolean salon_message_quiet_covers (SalonMessageQuiet quiet, SalonMoment moment);
/* @moment, or when the quiet hours are over that cover it. */
SalonMoment salon_message_quiet_end (SalonMessageQuiet quiet, SalonMoment moment);
/* @moment, or the nearer of: half an hour before the quiet hours that cover it, and their end, unless
 * that is after @latest. */
SalonMoment
salon_message_quiet_avoid (SalonMessageQuiet quiet, SalonMoment moment, SalonMoment latest);

G_END_DECLS
