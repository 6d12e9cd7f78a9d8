/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-backoff.h"

int
salon_backoff_next (SalonBackoff *self)
{
  gint64 whole = self->first_ms;

  for (int i = 0; i < self->n_failures && whole < self->longest_ms; i++)
    whole *= 2;
  whole = MIN (whole, self->longest_ms);
  self->n_failures++;
  return (int) (whole - whole / 2 + salon_random_below (&self->random, (int) (whole / 2) + 1));
}

void
salon_backoff_reset (SalonBackoff *self)
{
  self->n_failures = 0;
}
