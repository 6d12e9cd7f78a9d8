/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Booking for somebody online, whether she asks by the JSON endpoint or by a page of the site. What was known
 * of a service may be older than what it has become: then it is read anew and tried again.
 */
#pragma once

#include "salon-server-booked.h"
#include "salon-server-choice.h"

G_BEGIN_DECLS

/* What will be answered when it is hers; the endpoint's is kept for its key, should the same be asked again. */
typedef SalonServerResponse *(*SalonServerBookAnswer) (const SalonServerCalendar *calendar,
                                                       const SalonServerBooked *booked,
                                                       gpointer user_data);

/* What the page of a site knows more than the endpoint. */
typedef struct
{
  const char *key;          /* of salon.idempotency; claimed by nobody before */
  gint64 shown_price_cents; /* what she was told: at another price nothing is booked */
  int shown_minutes;        /* as well */
  const char *language;     /* "fr", "en" */
  gboolean wants_reminders;
} SalonServerBookForm;

/* What is asked for; borrowed. */
typedef struct
{
  const char *const *service_ids; /* NULL-terminated */
  SalonMoment start;
  const char *name;
  const char *email;               /* nullable */
  const char *phone;               /* nullable */
  const char *notes;               /* nullable */
  const char *key;                 /* nullable: of salon.idempotency, claimed by the frame */
  const SalonServerBookForm *form; /* nullable: it is no page that asks */
  SalonServerBookAnswer answer;
  gpointer user_data;
} SalonServerBookRequest;

/**
 * SalonServerBookOutcome:
 * @response: what is answered, when it is hers; else NULL
 * @refusal: else why not, as salon_server_booking_explain(); "changed" when a service is not what the form
 *   showed, "again" when that form has booked before
 * @calendar: by which it was decided
 * @choice: of @calendar
 */
typedef struct
{
  SalonServerResponse *response;
  const char *refusal;
  SalonServerCalendar *calendar;
  SalonServerChoice *choice;
} SalonServerBookOutcome;

void salon_server_book_outcome_clear (SalonServerBookOutcome *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonServerBookOutcome, salon_server_book_outcome_clear)

/* @outcome: zero. Fails with NOT_FOUND for a service that is none (any more). */
gboolean salon_server_book (SalonServerContext *context,
                            const SalonServerBookRequest *request,
                            SalonServerBookOutcome *outcome,
                            GError **error);

G_END_DECLS
