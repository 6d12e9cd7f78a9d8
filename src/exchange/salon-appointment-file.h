/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One appointment as a calendar file (.ics, RFC 5545) for the telephone of the client who has it: with the
 * salon's time zone described in it, and a reminder on the day before. Pure; any thread.
 */
#pragma once

#include "core/salon-day.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_APPOINTMENT_CONFIRMED,
  SALON_APPOINTMENT_TENTATIVE, /* the salon has not confirmed it yet */
  SALON_APPOINTMENT_CANCELLED,
} SalonAppointmentState;

/* Borrowed. */
typedef struct
{
  const char *id; /* the same whenever the file is made */
  SalonMoment start;
  int duration_minutes;
  const char *zone; /* "Europe/Paris" */
  const char *summary;
  const char *location;    /* nullable */
  const char *description; /* nullable */
  SalonAppointmentState state;
} SalonAppointment;

/* @now: Unix seconds */
GBytes *salon_appointment_file_write (const SalonAppointment *appointment, gint64 now);

G_END_DECLS
