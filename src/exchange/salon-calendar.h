/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events of a foreign calendar (.ics, RFC 5545), as Google, Outlook, Apple and Thunderbird write them.
 *
 * Every event is told in wall time of the salon's zone. A time zone is found by its name, that of the
 * world's list or Windows' own; one that is described in the file only is taken from there; a time
 * without one is the salon's already. An event that repeats is told as often as it takes place, within
 * bounds; exceptions and single changes are taken into account. An all-day event whose end is its
 * beginning lasts a day.
 *
 * A line that makes no sense is passed over, and so is what is missing at the end of the file.
 */
#pragma once

#include <glib.h>

#include "core/salon-day.h"

#include "salon-foreign-rows.h"

G_BEGIN_DECLS

#define SALON_CALENDAR_MAX_EVENTS 50000
/* One event may repeat so often. */
#define SALON_CALENDAR_MAX_REPEATS 1000

typedef struct
{
  guint number;            /* which of the file, from 1: a repeated one has one number */
  guint problems;          /* SalonProblem */
  const char *summary;     /* one line; nullable */
  const char *description; /* nullable */
  SalonDay day;
  SalonDay last_day; /* of all-day events */
  int minute;        /* -1: all day */
  int duration_minutes;
  gboolean is_cancelled;
  gboolean is_tentative;
} SalonEvent;

typedef struct
{
  const char *name; /* of the calendar; nullable */
  GArray *events;   /* of SalonEvent, in the order of the file */
  GStringChunk *texts;
} SalonCalendar;

/**
 * salon_calendar_read:
 * @zone: of the salon
 * @horizon: what repeats for ever ends here
 *
 * Fails with EMPTY, TOO_LARGE, NO_TEXT or NO_CALENDAR of %SALON_EXCHANGE_ERROR.
 */
SalonCalendar *salon_calendar_read (const guint8 *bytes,
                                    gsize size,
                                    GTimeZone *zone,
                                    SalonDay horizon,
                                    GError **error);
void salon_calendar_free (SalonCalendar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonCalendar, salon_calendar_free)

/* Closed days when (nearly) all of it is all day, bookings otherwise. */
SalonForeignKind salon_calendar_guess_kind (SalonCalendar *self);

/**
 * salon_calendar_to_rows:
 * @kind: BOOKINGS or CLOSURES; events of the other sort are left out
 * @services: (nullable): of SalonService; what of a summary is one of their names is not the client's
 */
SalonForeignRows *
salon_calendar_to_rows (SalonCalendar *self, SalonForeignKind kind, GPtrArray *services);

G_END_DECLS
