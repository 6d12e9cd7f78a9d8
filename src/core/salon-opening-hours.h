/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When the salon is open: a week, and what differs from it. Immutable.
 *
 * For a day, in this order:
 *  1. the weekly windows of its weekday, or none on a public holiday when the salon closes then;
 *  2. if exceptions *open* the day, their windows take the place of 1 (an open Sunday, other hours
 *     before Christmas);
 *  3. exceptions that *close* it, wholly or for some hours, and blocked dates are taken away.
 */
#pragma once

#include <glib-object.h>

#include "salon-holiday.h"
#include "salon-range.h"

G_BEGIN_DECLS

typedef struct
{
  int weekday; /* 0 = Monday */
  int start;   /* minute */
  int end;     /* minute, > start, ≤ 1440 */
} SalonWeeklyWindow;

typedef struct
{
  SalonDay from;
  SalonDay to; /* inclusive */
  int start;   /* minute; -1 with end -1: the whole day */
  int end;
  gboolean open;
  const char *reason; /* nullable */
} SalonOpeningException;

/* Why a time is not open. */
typedef enum
{
  SALON_CLOSURE_NONE,      /* open */
  SALON_CLOSURE_WEEKLY,    /* outside the weekly hours */
  SALON_CLOSURE_HOLIDAY,   /* text: the holiday's name */
  SALON_CLOSURE_EXCEPTION, /* text: the reason, may be NULL */
} SalonClosure;

#define SALON_TYPE_OPENING_HOURS (salon_opening_hours_get_type ())
G_DECLARE_FINAL_TYPE (SalonOpeningHours, salon_opening_hours, SALON, OPENING_HOURS, GObject)

SalonOpeningHours *salon_opening_hours_new (const SalonWeeklyWindow *windows,
                                            gsize n_windows,
                                            const SalonOpeningException *exceptions,
                                            gsize n_exceptions,
                                            SalonHolidayZone zone,
                                            gboolean closed_on_holidays);

SalonHolidayZone salon_opening_hours_get_zone (SalonOpeningHours *self);
/* Open windows of @day as SalonRange of minutes (0 … 1440), sorted and disjoint. */
GArray *salon_opening_hours_get_windows (SalonOpeningHours *self, SalonDay day);
/* Why @minute of @day is closed; @text is borrowed from @self, or static, and NULL when there is
 * nothing to say. What closes a day on purpose explains it best: an exception that covers the minute,
 * then the holiday, and only then the hours. */
SalonClosure salon_opening_hours_explain (SalonOpeningHours *self,
                                          SalonDay day,
                                          int minute,
                                          SalonLanguage language,
                                          const char **text);
/* Earliest opening and latest closing of the week, for the height of a calendar; FALSE if never open. */
gboolean salon_opening_hours_get_span (SalonOpeningHours *self, int *start, int *end);

G_END_DECLS
