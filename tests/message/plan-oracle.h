/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who gets what, worked out a second time by brute force: instants are found by looking through a table of
 * all minutes of the year, quiet hours by walking minute by minute, and those told together by comparing
 * everybody with everybody. Shares no code with the plan but the values it reads.
 */
#pragma once

#include "core/salon-message-ledger.h"

G_BEGIN_DECLS

/* What the world's settings say, as they were written into it. */
typedef struct
{
  gboolean reminder[SALON_N_MESSAGE_MEDIA];
  int reminder_hours;
  gboolean thanks[SALON_N_MESSAGE_MEDIA];
  int thanks_hours;
  gboolean confirmation[SALON_N_MESSAGE_MEDIA];
  gboolean expiry;
  int expiry_days;
  int quiet_from;
  int quiet_to;
} OracleRules;

/* Sorted lines: "reminder sms +33612345678 b3 due 1773236400 | with b4". Transfer full. */
char *plan_oracle_tell (const SalonMessageMaterial *material, const OracleRules *rules, gint64 now);
/* Frees what it keeps between two questions. */
void plan_oracle_end (void);

G_END_DECLS
