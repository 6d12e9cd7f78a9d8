/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the owner has said about bookings on the web site. Each rule is a row of `salon_settings`; one that is
 * absent, or makes no sense, is as it is without it. Server and desk read them here, so that both mean the
 * same.
 */
#pragma once

#include "salon-payment.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_ONLINE_RULE_STEP,    /* "online.step": minutes from one time that is offered to the next */
  SALON_ONLINE_RULE_NOTICE,  /* "online.notice": minutes before, until when can be booked */
  SALON_ONLINE_RULE_HORIZON, /* "online.horizon": days ahead that can be booked */
  SALON_ONLINE_RULE_DEPOSIT, /* "online.deposit": per cent of the price, in advance; 0: nothing */
  SALON_ONLINE_RULE_HOLD,    /* "online.hold": minutes that an unpaid booking holds its time */
  SALON_ONLINE_RULE_CANCEL,  /* "online.cancel": hours before, until when a client may cancel */
} SalonOnlineRule;

#define SALON_N_ONLINE_RULES (SALON_ONLINE_RULE_CANCEL + 1)

#define SALON_ONLINE_CONFIRMATION_KEY "online.confirmation" /* "automatic" or "manual" */
#define SALON_ONLINE_DEPOSIT_KIND_KEY "online.deposit_kind" /* "arrhes" or "acompte" */

typedef struct
{
  int numbers[SALON_N_ONLINE_RULES];
  gboolean confirms;         /* a booking counts at once; else the owner confirms it */
  SalonDeposit deposit_kind; /* never none */
} SalonOnlineRules;

SalonOnlineRules salon_online_rules_get_default (void);
const char *salon_online_rule_get_key (SalonOnlineRule rule);
int salon_online_rule_get_least (SalonOnlineRule rule);
int salon_online_rule_get_most (SalonOnlineRule rule);

/* @value: (nullable): of the setting @key, a text as it is, anything else as JSON. What is no rule, or makes
 * no sense, changes nothing. */
void salon_online_rules_take (SalonOnlineRules *self, const char *key, const char *value);

G_END_DECLS
