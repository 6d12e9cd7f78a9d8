/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is counted, for /metrics: requests and how long they took by route, and events by name. One for
 * all processes of a server (it lies in memory they share), any thread, never locks.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SalonServerMeasures SalonServerMeasures;

typedef enum
{
  SALON_SERVER_COUNT_BOOKINGS,         /* made online */
  SALON_SERVER_COUNT_BOOKINGS_REFUSED, /* the time was taken */
  SALON_SERVER_COUNT_CANCELLATIONS,    /* online */
  SALON_SERVER_COUNT_VISITS,           /* availabilities asked */
  SALON_SERVER_COUNT_PAGE_VISITS,      /* of the site, as salon-server-visits.h says */
  SALON_SERVER_COUNT_REVENUE_CENTS,    /* paid online */
  SALON_SERVER_COUNT_REFUND_CENTS,
  SALON_SERVER_COUNT_MESSAGES_FAILED,
  SALON_SERVER_COUNT_SIGN_INS,
  SALON_SERVER_COUNT_SIGN_INS_REFUSED,
  SALON_SERVER_COUNT_LIMITED, /* 429 */
  SALON_SERVER_COUNT_WEBHOOKS,
  SALON_SERVER_COUNT_WEBHOOKS_REFUSED,
  SALON_SERVER_COUNT_DATABASE_LOST,
  SALON_SERVER_COUNT_CONNECTIONS, /* now */
  SALON_SERVER_N_COUNTS,
} SalonServerCount;

/* Before the processes part. */
SalonServerMeasures *salon_server_measures_new (gsize n_routes);
void salon_server_measures_free (SalonServerMeasures *self);

void salon_server_measures_add (SalonServerMeasures *self, SalonServerCount count, gint64 by);
gint64 salon_server_measures_get (SalonServerMeasures *self, SalonServerCount count);
/* @route: its place in the table, or the number of routes for what has none. */
void salon_server_measures_answer (SalonServerMeasures *self,
                                   gsize route,
                                   guint status,
                                   gint64 microseconds);
/* As Prometheus reads it. Transfer full. */
char *salon_server_measures_to_text (SalonServerMeasures *self);

G_END_DECLS
