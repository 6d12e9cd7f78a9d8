/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the client's own page says of a booking: more than the endpoint does. */
#pragma once

#include "salon-server-booked.h"
#include "salon-site-facts.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_SITE_APPOINTMENT_CONFIRMED,
  SALON_SITE_APPOINTMENT_PENDING, /* the salon has to confirm it */
  SALON_SITE_APPOINTMENT_HELD,    /* until its deposit is paid */
  SALON_SITE_APPOINTMENT_CANCELLED,
  SALON_SITE_APPOINTMENT_LAPSED, /* it was not paid in time */
  SALON_SITE_APPOINTMENT_PAST,
  SALON_SITE_APPOINTMENT_MISSED,
} SalonSiteAppointmentState;

typedef struct
{
  char *name;
  int duration_minutes;
  gint64 price_cents;
} SalonSiteAppointmentLine;

typedef struct
{
  SalonServerCalendar *calendar;
  SalonServerBooked booked;
  SalonSiteAppointmentState state;
  GArray *lines;         /* SalonSiteAppointmentLine */
  gint64 paid_cents;     /* and not given back */
  gint64 owed_cents;     /* what can be paid online now: the deposit, or what is left of it */
  gboolean was_paid;     /* something was, at some time */
  gboolean is_paying;    /* somebody has been on a page to pay, and nobody knows yet */
  const char *refusal;   /* why it cannot be cancelled here; NULL when it can */
  gint64 until;          /* Unix seconds, until when it can */
  SalonSiteFacts *facts; /* of the salon */
} SalonSiteAppointment;

/* @self: zero. Fails with NOT_FOUND for another token. */
gboolean salon_site_appointment_read (SalonSiteAppointment *self,
                                      SalonServerContext *context,
                                      const char *id,
                                      const char *token,
                                      GError **error);
void salon_site_appointment_clear (SalonSiteAppointment *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonSiteAppointment, salon_site_appointment_clear)

/* The providers are asked what became of it, soon, should they not have told. */
gboolean
salon_site_appointment_look_up (SalonServerContext *context, const char *id, GError **error);

/* For her telephone. @words: what stands in it. Transfer full. */
GBytes *
salon_site_appointment_write_file (const SalonSiteAppointment *self, const char *words, gint64 now);

G_END_DECLS
