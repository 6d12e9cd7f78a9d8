/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crash-writer PATH SEED: writes changes into the salon's file at PATH until it is killed. After each
 * one that the store has returned it writes a line to standard output: number and checksum. What is
 * in the pipe outlives it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store-workload.h"

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) store = NULL;
  g_autoptr (GRand) random = NULL;

  if (argc != 3)
    return EXIT_FAILURE;
  random = g_rand_new_with_seed ((guint32) g_ascii_strtoull (argv[2], NULL, 10));
  store = salon_store_open (argv[1], &error);
  g_assert_no_error (error);

  for (;;)
    {
      g_autoptr (SalonChange) change = store_workload_step (store, random, &error);
      g_autofree char *checksum = NULL;
      g_autofree char *line = NULL;

      g_assert_no_error (error);
      checksum = store_workload_checksum (change);
      line = g_strdup_printf ("%" G_GINT64_FORMAT " %s\n", salon_change_get_seq (change), checksum);
      if (write (STDOUT_FILENO, line, strlen (line)) < 0)
        return EXIT_FAILURE;
    }
}
