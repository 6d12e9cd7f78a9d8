/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long to wait before the next attempt: twice as long after each failure, up to a longest, and a
 * part of it by chance, so that ten desks that lost the same server do not all come back at once.
 */
#pragma once

#include "store/salon-random.h"

G_BEGIN_DECLS

typedef struct
{
  int first_ms;
  int longest_ms;
  int n_failures; /* in a row */
  SalonRandom random;
} SalonBackoff;

/* Counts a failure. Milliseconds: between a half and the whole of the doubled time. */
int salon_backoff_next (SalonBackoff *self);
void salon_backoff_reset (SalonBackoff *self);

G_END_DECLS
