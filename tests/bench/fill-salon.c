/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fill-salon FILE N: makes a sample salon of N bookings around Thursday 12 March 2026, always the
 * same, for the benchmarks that open one. */
#include <stdlib.h>

#include "store/salon-sample.h"

int
main (int argc, char *argv[])
{
  g_autoptr (SalonStore) store = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 3)
    {
      g_printerr ("fill-salon FILE N\n");
      return 2;
    }
  store = salon_store_open (argv[1], &error);
  if (store == NULL
      || !salon_sample_fill (store, salon_moment (salon_day_from_ymd (2026, 3, 12), 620),
                             atoi (argv[2]), 1, NULL, &error))
    {
      g_printerr ("%s: %s\n", argv[1], error->message);
      return 1;
    }
  return 0;
}
