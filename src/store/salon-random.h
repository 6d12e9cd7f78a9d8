/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Chance that is the same everywhere and for ever: SplitMix64 (Steele, Lea, Flood 2014). For the
 * sample salon and for tests; never for a secret.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 state;
} SalonRandom;

guint64 salon_random_next (SalonRandom *self);
/* 0 … @n - 1, @n at least 1. */
int salon_random_below (SalonRandom *self, int n);
/* TRUE in @percent of a hundred cases. */
gboolean salon_random_chance (SalonRandom *self, int percent);

G_END_DECLS
