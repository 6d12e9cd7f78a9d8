/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Value added tax: the rates that a salon may charge, and the part of a price that is tax.
 *
 * A rate is in hundredths of a percent: 2000 is 20 %. Prices include the tax.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of salon_settings: the rate of what the salon does. Absent or 0: it charges no VAT (in France the
 * “franchise en base”). */
#define SALON_VAT_RATE_KEY "till.vat_rate"

/* Of France and its overseas departments, of Switzerland, and of French Polynesia. */
#define SALON_N_VAT_RATES 8

/* @index: below SALON_N_VAT_RATES; from the lowest up */
int salon_vat_get_rate (int index);
/* -1: there is no such rate. */
int salon_vat_find_rate (gint64 rate);
/* The tax in @amount_cents, rounded to the cent, half a cent away from zero: the part of an amount and
 * of its opposite are opposites. */
gint64 salon_vat_get_part (gint64 amount_cents, int rate);

G_END_DECLS
