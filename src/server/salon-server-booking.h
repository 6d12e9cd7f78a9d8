/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Booking online: is the time free, and if so, hers. What is free is asked twice: of the rules of
 * src/core, which know hours and steps, and of the database, whose constraint decides between two who
 * ask at once. Who loses is told the nearest times that are left.
 */
#pragma once

#include "salon-server-calendar.h"

G_BEGIN_DECLS

typedef struct
{
  char *service_id;
  char *service_name;
  int duration_minutes;
  int buffer_before_minutes;
  int buffer_minutes;
  gint64 price_cents;
} SalonServerOffer;

SalonServerOffer *
salon_server_offer_read (SalonServerContext *context, const char *service_id, GError **error);
void salon_server_offer_free (SalonServerOffer *self);

/* Why a time cannot be had: "taken", "closed", "too_soon", "too_far", "not_offered"; NULL when it can.
 * @staff: (out): (element-type utf8): of whom it can be had, ids of @calendar. */
const char *salon_server_booking_explain (SalonServerContext *context,
                                          const SalonServerCalendar *calendar,
                                          const SalonServerOffer *offer,
                                          SalonMoment start,
                                          GPtrArray **staff,
                                          GError **error);

/* 409 with @code and "alternatives": the nearest times that can be had. */
SalonServerResponse *salon_server_booking_refuse (SalonServerContext *context,
                                                  const SalonServerCalendar *calendar,
                                                  const SalonServerOffer *offer,
                                                  SalonMoment start,
                                                  const char *code,
                                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerOffer, salon_server_offer_free)

G_END_DECLS
