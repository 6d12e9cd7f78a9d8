/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who comes when to the sample salon, and for what: pure, no file. The visits of one plan do not
 * overlap, but for cancelled ones, and lie within the opening hours. What is over by now has been
 * completed, and who should be in the chair is.
 */
#pragma once

#include "core/salon-booking-status.h"

#include "salon-sample-source.h"

G_BEGIN_DECLS

#define SALON_SAMPLE_NOBODY G_MAXUINT32

typedef struct
{
  SalonDay day;
  gint16 minute;
  gint16 duration_minutes;
  gint16 buffer_minutes;
  guint8 status; /* SalonBookingStatus */
  guint8 n_services;
  guint8 services[SALON_SAMPLE_MAX_TOGETHER];
  guint32 client; /* an index, or SALON_SAMPLE_NOBODY for a passer-by */
} SalonSampleVisit;

typedef struct
{
  SalonSampleSource *source; /* borrowed */
  SalonMoment now;
  SalonDay today; /* of now */
  GArray *visits; /* SalonSampleVisit, by time */
  guint32 n_clients;
} SalonSamplePlan;

SalonSamplePlan *
salon_sample_plan_new (SalonSampleSource *source, SalonMoment now, int n_visits, guint32 seed);
void salon_sample_plan_free (SalonSamplePlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonSamplePlan, salon_sample_plan_free)

G_END_DECLS
