/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-vat.h"

static const int rates[] = { 210, 550, 810, 850, 1000, 1300, 1600, 2000 };

G_STATIC_ASSERT (G_N_ELEMENTS (rates) == SALON_N_VAT_RATES);

int
salon_vat_get_rate (int index)
{
  g_return_val_if_fail (index >= 0 && index < SALON_N_VAT_RATES, 0);

  return rates[index];
}

int
salon_vat_find_rate (gint64 rate)
{
  for (int i = 0; i < SALON_N_VAT_RATES; i++)
    if (rates[i] == rate)
      return i;
  return -1;
}

gint64
salon_vat_get_part (gint64 amount_cents, int rate)
{
  gint64 whole, rest, part, divisor;

  g_return_val_if_fail (rate >= 0, 0);

  /* In two steps, so that no amount is too large to be multiplied. */
  divisor = 10000 + (gint64) rate;
  whole = amount_cents / divisor * rate;
  rest = amount_cents % divisor * rate;
  part = (2 * ABS (rest) + divisor) / (2 * divisor);
  return whole + (rest < 0 ? -part : part);
}
