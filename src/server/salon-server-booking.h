/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Booking online: is the time free, and if so, hers. What is free is asked twice: of the rules of
 * src/core, which know hours and steps, and of the database, whose constraint decides between two who
 * ask at once. Who loses is told the nearest times that are left.
 */
#pragma once

#include "salon-server-calendar.h"

G_BEGIN_DECLS

/* Why a time cannot be had: "taken", "closed", "too_soon", "too_far", "not_offered"; NULL when it can, as far
 * as is known before it is tried. @staff: (out): (element-type utf8): of whom, ids of @calendar. */
const char *salon_server_booking_explain (SalonServerContext *context,
                                          const SalonServerCalendar *calendar,
                                          const SalonServerOffer *offer,
                                          SalonMoment start,
                                          GPtrArray **staff,
                                          GError **error);

/**
 * salon_server_booking_list_free:
 * @bookings: (element-type SalonBooking): of @day at least
 * @now_us: Unix microseconds
 *
 * Returns: (transfer full): the minutes (int) of @day at which @offer could begin, with any of the staff
 */
GArray *salon_server_booking_list_free (const SalonServerCalendar *calendar,
                                        GPtrArray *bookings,
                                        const SalonServerOffer *offer,
                                        SalonDay day,
                                        gint64 now_us);

/**
 * salon_server_booking_list_nearest:
 *
 * Returns: (transfer full): the moments (SalonMoment) that are left and nearest to @wish, nearest first;
 *   with any of the staff
 */
GArray *salon_server_booking_list_nearest (SalonServerContext *context,
                                           const SalonServerCalendar *calendar,
                                           const SalonServerOffer *offer,
                                           SalonMoment wish,
                                           GError **error);

/* 409 with @code and "alternatives": the nearest times that can be had. */
SalonServerResponse *salon_server_booking_refuse (SalonServerContext *context,
                                                  const SalonServerCalendar *calendar,
                                                  const SalonServerOffer *offer,
                                                  SalonMoment start,
                                                  const char *code,
                                                  GError **error);

G_END_DECLS
