/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When the salon is open, as its rows say it: the week, what differs from it, holidays and the zone of its clocks.
 * The one place that reads them; what is made of them, and for how long it is kept, is the business of who asks.
 */
#pragma once

#include "core/salon-opening-hours.h"
#include "salon-server-context.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *windows;          /* SalonWeeklyWindow, by weekday and time */
  GArray *exceptions;       /* SalonOpeningException, by day; why, is nobody's business here */
  GPtrArray *exception_ids; /* char *: the row of each of them */
  GTimeZone *zone;          /* "Europe/Paris" when the salon has not said */
  SalonHolidayZone holidays;
  gboolean closed_on_holidays;
} SalonServerHours;

/* @has_past: with the exceptions of days that are over. */
SalonServerHours *
salon_server_hours_read (SalonServerContext *context, gboolean has_past, GError **error);
void salon_server_hours_free (SalonServerHours *self);

/* As they apply; @is_usual: were there no exceptions and no holidays. Transfer full. */
SalonOpeningHours *salon_server_hours_make (const SalonServerHours *self, gboolean is_usual);

/* The week alone: SalonWeeklyWindow. Transfer full. */
GArray *salon_server_hours_read_week (SalonServerContext *context, GError **error);
/* Who works: ids (char *) of the active ones, in their order. Transfer full. */
GPtrArray *salon_server_hours_read_staff (SalonServerContext *context, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerHours, salon_server_hours_free)

G_END_DECLS
