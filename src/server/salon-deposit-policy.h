/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the salon asks in advance from those who book online, and when it gives that back: the row
 * "deposit" of salon_settings,
 *   {"percent": 30, "from_price": "50.00", "kind": "arrhes", "hold_minutes": 30, "refund_hours": 24}
 * A salon without that row asks for nothing. Amounts are cents. Pure; any thread.
 */
#pragma once

#include "core/salon-payment.h"

G_BEGIN_DECLS

/* Providers take nothing smaller. */
#define SALON_DEPOSIT_POLICY_MIN_CENTS 50

/**
 * SalonDepositPolicy:
 * @percent: of the price, 0 to 100
 * @from_price_cents: cheaper bookings owe nothing
 * @kind: arrhes unless it is called acompte
 * @hold_minutes: how long the chair is kept for whoever has not paid yet
 * @refund_hours: who cancels at least so long before gets the deposit back
 */
typedef struct
{
  int percent;
  gint64 from_price_cents;
  SalonDeposit kind;
  int hold_minutes;
  int refund_hours;
} SalonDepositPolicy;

/* @json: (nullable): the value of the setting. What is not understood is as if it were not said. */
SalonDepositPolicy salon_deposit_policy_read (const char *json);

/* In whole cents, half a cent up; 0 when nothing is asked. */
gint64 salon_deposit_policy_get_due (const SalonDepositPolicy *self, gint64 price_cents);

G_END_DECLS
