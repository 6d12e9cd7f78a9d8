/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-random.h"

guint64
salon_random_next (SalonRandom *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

int
salon_random_below (SalonRandom *self, int n)
{
  g_return_val_if_fail (n > 0, 0);
  return (int) (((salon_random_next (self) >> 32) * (guint64) n) >> 32);
}

gboolean
salon_random_chance (SalonRandom *self, int percent)
{
  return salon_random_below (self, 100) < percent;
}
