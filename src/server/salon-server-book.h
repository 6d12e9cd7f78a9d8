/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Booking for somebody online, whether she asks by the JSON endpoint or by a page of the site. What was known
 * of a service may be older than what it has become: then it is read anew and tried again.
 */
#pragma once

#include "salon-server-booked.h"

G_BEGIN_DECLS

/* What will be answered when it is hers; kept for the key, should the same be asked again. */
typedef SalonServerResponse *(*SalonServerBookAnswer) (const SalonServerCalendar *calendar,
                                                       const SalonServerBooked *booked,
                                                       gpointer user_data);

/* What is asked for; borrowed. */
typedef struct
{
  const char *service_id;
  SalonMoment start;
  const char *name;
  const char *email; /* nullable */
  const char *phone; /* nullable */
  const char *notes; /* nullable */
  const char *key;   /* nullable: of salon.idempotency */
  SalonServerBookAnswer answer;
  gpointer user_data;
} SalonServerBookRequest;

/**
 * SalonServerBookOutcome:
 * @response: what was answered, when it is hers; else NULL
 * @refusal: else why not, as salon_server_booking_explain()
 * @calendar: by which it was decided
 * @offer: of @calendar
 */
typedef struct
{
  SalonServerResponse *response;
  const char *refusal;
  SalonServerCalendar *calendar;
  const SalonServerOffer *offer;
} SalonServerBookOutcome;

void salon_server_book_outcome_clear (SalonServerBookOutcome *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonServerBookOutcome, salon_server_book_outcome_clear)

/* @outcome: zero. Fails with NOT_FOUND for a service that is none (any more). */
gboolean salon_server_book (SalonServerContext *context,
                            const SalonServerBookRequest *request,
                            SalonServerBookOutcome *outcome,
                            GError **error);

G_END_DECLS
