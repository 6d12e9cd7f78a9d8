/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The long list of bookings: which ones a question finds, in which order, and what they bring.
 *
 * What is found is told by row numbers only, so that 100 000 bookings are a megabyte and a few
 * milliseconds; salon_reader_list_bookings_in_rows() reads those that are on screen. A row number is
 * good until the file is packed anew: it is kept for as long as a list is shown and never written
 * down; one whose row is gone reads as no booking.
 *
 * Blocks: call it in the worker.
 */
#pragma once

#include "core/salon-booking.h"

#include "salon-store.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_BOOKING_ORDER_EARLIEST,
  SALON_BOOKING_ORDER_LATEST,
  SALON_BOOKING_ORDER_CLIENT, /* by name, of one client the latest first */
} SalonBookingOrder;

typedef struct
{
  SalonDay from;          /* SALON_DAY_NONE: from the first */
  SalonDay to;            /* exclusive; SALON_DAY_NONE: to the last */
  guint statuses;         /* a bit (1 << status) for each that is wanted; 0: all */
  const char *service_id; /* nullable: only bookings with this one among their services */
  const char *text;       /* nullable: what the client is found by */
  SalonBookingOrder order;
} SalonBookingQuery;

/**
 * salon_booking_list_find:
 *
 * A text finds the clients that the search among the clients finds, and passers-by by their name.
 *
 * Returns: (element-type gint64) (transfer full): row numbers
 */
GArray *
salon_booking_list_find (SalonStore *store, const SalonBookingQuery *query, GError **error);
/* The prices of those that hold their chair: a cancelled visit brings nothing. */
gboolean salon_booking_list_sum (SalonStore *store,
                                 const SalonBookingQuery *query,
                                 gint64 *cents,
                                 GError **error);
/* The statement that finds, for a look at how SQLite goes about it. Static. */
const char *salon_booking_list_get_sql (const SalonBookingQuery *query);

G_END_DECLS
