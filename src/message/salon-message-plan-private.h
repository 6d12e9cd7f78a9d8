/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan while it is being made. Private to it. */
#pragma once

#include "core/salon-range.h"

#include "salon-message-plan.h"
#include "salon-message-quiet.h"

G_BEGIN_DECLS

typedef struct
{
  SalonMessagePlan *plan;
  const SalonMessageMaterial *material;
  SalonMessageSettings *settings;
  gint64 now;
  GTimeZone *zone;
  SalonMessageQuiet quiet;
  GHashTable *bookings; /* id → SalonMessageBooking */
  GHashTable *rows;     /* what it is about, of which kind, by what, when → SalonMessageRow */
  guint n_written;
} SalonPlanner;

/* "2026-03-12T14:30", as the ledger writes it. */
gboolean salon_message_parse_wall (const char *text, SalonMoment *moment);

/* When the reminder of a visit at @start, or the thanks for @booking, are due, and until when. */
void
salon_planner_time_reminder (SalonPlanner *self, SalonPlannedMessage *message, SalonMoment start);
void salon_planner_time_thanks (SalonPlanner *self,
                                SalonPlannedMessage *message,
                                const SalonMessageBooking *booking);
/* Puts the message off for quiet hours, and says whether it is too late, due or coming. */
void salon_planner_judge_hour (SalonPlanner *self, SalonPlannedMessage *message);
/* Makes one message of those about visits that follow one another. */
void salon_planner_join (SalonPlanner *self);

void salon_planned_message_refuse (SalonPlannedMessage *message, SalonMessageWhy why);

G_END_DECLS
