/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When the salon can be booked online: its hours, its staff and what the owner has said about online
 * bookings, as one value that never changes after it was read. Rules are those of src/core.
 *
 * The settings are "salon.zone" (without it "Europe/Paris"), those of the holidays, and those of
 * core/salon-online-rules.h.
 */
#pragma once

#include "core/salon-slot.h"
#include "salon-server-cache.h"

G_BEGIN_DECLS

/* A service as it can be booked: how long it takes, what it costs. */
typedef struct
{
  char *service_id;
  char *service_name;
  int duration_minutes;
  int buffer_before_minutes;
  int buffer_minutes;
  gint64 price_cents;
} SalonServerOffer;

/* An exception to the hours, or a day that is blocked. */
typedef struct
{
  char *id;
  SalonDay from;
  SalonDay to;
} SalonServerClosing;

typedef struct
{
  GArray *offers; /* SalonServerOffer of the active services, shortest first */
  SalonOpeningHours *hours;
  GArray *closings; /* SalonServerClosing: which rows the exceptions of @hours are from */
  GTimeZone *zone;
  GPtrArray *staff; /* ids (char *) of the active ones, in their order; at least one */
  int step_minutes;
  int notice_minutes;
  int horizon_days;
  gboolean confirms;
  int deposit_percent;
  int hold_minutes;
  int cancel_hours;
} SalonServerCalendar;

/* From the cache when it is there. */
SalonServerCalendar *salon_server_calendar_get (SalonServerContext *context, GError **error);
void salon_server_calendar_unref (SalonServerCalendar *self);

/* That service; @service_id NULL: the shortest. Fails with NOT_FOUND. */
const SalonServerOffer *salon_server_calendar_find_offer (const SalonServerCalendar *self,
                                                          const char *service_id,
                                                          GError **error);

/* What @price_cents needs in advance. */
gint64 salon_server_calendar_get_deposit (const SalonServerCalendar *self, gint64 price_cents);

/**
 * salon_server_calendar_read_bookings:
 *
 * Returns: (transfer full) (element-type SalonBooking): what holds chairs from @from to @to (both
 *   included) or may reach into it; enough for the questions of core/salon-slot
 */
GPtrArray *salon_server_calendar_read_bookings (SalonServerContext *context,
                                                SalonDay from,
                                                SalonDay to,
                                                GError **error);

/**
 * salon_server_calendar_mark:
 * @service_id: (nullable): for whichever is the shortest
 * @bookings: (element-type SalonBooking): of salon_server_calendar_read_bookings()
 *
 * Returns: (transfer full): what an answer about that day was made of; see salon-server-marks.h
 */
GArray *salon_server_calendar_mark (const SalonServerCalendar *self,
                                    const char *service_id,
                                    GPtrArray *bookings,
                                    SalonDay day);

/* A visit of @offer that begins at @start was booked: what is kept of its days is no longer true. */
void salon_server_calendar_forget (SalonServerCache *cache,
                                   const SalonServerOffer *offer,
                                   SalonMoment start);

/* The first moment that may be booked, in the salon's time. */
SalonMoment salon_server_calendar_get_first (const SalonServerCalendar *self, gint64 now_us);
SalonDay salon_server_calendar_get_last_day (const SalonServerCalendar *self, gint64 now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerCalendar, salon_server_calendar_unref)

G_END_DECLS
