/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A salon of a few bookings, in memory: what the plan is made from. Zone Europe/Paris. */
#pragma once

#include "core/salon-message-ledger.h"

#include "message/salon-message-plan.h"

G_BEGIN_DECLS

typedef struct
{
  SalonMessageMaterial *material;
  GTimeZone *zone;
  SalonMessageSettings *settings;
  SalonMessagePlan *plan;
  gint64 now;
} PlanFixture;

void plan_fixture_set_up (PlanFixture *self, gconstpointer unused);
void plan_fixture_tear_down (PlanFixture *self, gconstpointer unused);
/* "2026-03-12T14:30" in Paris. */
gint64 plan_fixture_instant (PlanFixture *self, const char *wall);
void plan_fixture_set (PlanFixture *self, const char *key, const char *json);
/* A confirmed visit of Marie Durand, 06 12 34 56 78, made on 2026-01-05. */
SalonMessageBooking *plan_fixture_add_booking (PlanFixture *self,
                                               const char *id,
                                               const char *starts_at,
                                               const char *ends_at);
/* A pending wish of the booking, as it stands now, due at once. */
SalonMessageRow *plan_fixture_add_row (PlanFixture *self,
                                       const SalonMessageBooking *booking,
                                       SalonMessageKind kind,
                                       SalonMessageMedium medium);
/* 60 € of 80, until 2026-04-30, to lea@example.com, bought in 2025. */
SalonMessageCard *plan_fixture_add_card (PlanFixture *self, const char *id);
SalonMessagePlan *plan_fixture_plan (PlanFixture *self, const char *now);
/* The only one of its kind about the booking or card; NULL: there is none. */
const SalonPlannedMessage *plan_fixture_find (PlanFixture *self,
                                              const char *about,
                                              SalonMessageKind kind,
                                              SalonMessageMedium medium);

G_END_DECLS
