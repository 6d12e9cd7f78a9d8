/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-line.h"

#include <stdio.h>
#include <time.h>

static int verdict;

double
bench_line_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec * 1e6 + (double) now.tv_nsec / 1e3;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

double
bench_line_median (GArray *samples)
{
  g_return_val_if_fail (samples->len > 0, 0);
  g_array_sort (samples, compare_doubles);
  return g_array_index (samples, double, samples->len / 2);
}

double
bench_line_worst (GArray *samples)
{
  g_return_val_if_fail (samples->len > 0, 0);
  g_array_sort (samples, compare_doubles);
  return g_array_index (samples, double, samples->len - 1);
}

void
bench_line_print (const char *name, double value, const char *unit, double ratio, double limit)
{
  double judged = ratio > 0 ? ratio : value;
  gboolean is_ok = limit <= 0 || judged <= limit;

  printf ("%-28s %10.3f %-4s ", name, value, unit);
  if (ratio > 0)
    printf ("%7.2f ", ratio);
  else
    printf ("%7s ", "-");
  if (limit > 0)
    printf ("%7.2f %s\n", limit, is_ok ? "ok" : "FAIL");
  else
    printf ("%7s %s\n", "-", "-");
  if (!is_ok)
    verdict = 1;
}

int
bench_line_get_verdict (void)
{
  return verdict;
}
