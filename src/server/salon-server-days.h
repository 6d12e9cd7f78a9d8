/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which days have something free, for who looks for one. Good for showing; what is written decides.
 */
#pragma once

#include "salon-server-calendar.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_SERVER_DAY_FREE,
  SALON_SERVER_DAY_FULL,   /* open, but nothing of that length is left */
  SALON_SERVER_DAY_CLOSED, /* the salon is */
  SALON_SERVER_DAY_PAST,   /* or too soon */
  SALON_SERVER_DAY_LATER,  /* cannot be booked yet */
} SalonServerDayState;

typedef struct
{
  SalonDay day;
  SalonServerDayState state;
  guint n_free; /* times */
  int first;    /* the first of them, a minute; -1 */
} SalonServerDay;

/* In all of them @moved is the id of a booking that is in nobody's way, for it would go; nullable. */

/* Of the days from @from to @to, both included: SalonServerDay. Transfer full. */
GArray *salon_server_days_read (SalonServerContext *context,
                                const SalonServerCalendar *calendar,
                                const SalonServerOffer *offer,
                                const char *moved,
                                SalonDay from,
                                SalonDay to,
                                GError **error);

/* The next @most days with something free, from @from on: SalonServerDay. Transfer full. */
GArray *salon_server_days_find_free (SalonServerContext *context,
                                     const SalonServerCalendar *calendar,
                                     const SalonServerOffer *offer,
                                     const char *moved,
                                     SalonDay from,
                                     guint most,
                                     GError **error);

/* The minutes (int) of @day at which @offer could begin; none when that is too soon or too far. Transfer full. */
GArray *salon_server_days_list_times (SalonServerContext *context,
                                      const SalonServerCalendar *calendar,
                                      const SalonServerOffer *offer,
                                      const char *moved,
                                      SalonDay day,
                                      GError **error);

/* The day it is in the salon. */
SalonDay salon_server_days_get_today (SalonServerContext *context,
                                      const SalonServerCalendar *calendar);

G_END_DECLS
