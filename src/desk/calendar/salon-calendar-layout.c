/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-calendar-layout.h"

static int
compare_starts (gconstpointer a, gconstpointer b, gpointer data)
{
  const SalonRange *ranges = data;
  gsize i = *(const gsize *) a;
  gsize j = *(const gsize *) b;

  if (ranges[i].start != ranges[j].start)
    return ranges[i].start < ranges[j].start ? -1 : 1;
  if (ranges[i].end != ranges[j].end)
    return ranges[i].end > ranges[j].end ? -1 : 1;
  return i < j ? -1 : 1;
}

/* The first column whose last booking has ended at @start, or a new one. */
static guint
find_free_column (GArray *ends, SalonMoment start)
{
  for (guint column = 0; column < ends->len; column++)
    if (g_array_index (ends, SalonMoment, column) <= start)
      return column;
  g_array_set_size (ends, ends->len + 1);
  return ends->len - 1;
}

/* Widens @index up to the first column to its right where something overlaps it. */
static guint
find_span (const SalonRange *ranges,
           const SalonCalendarPlace *places,
           const gsize *cluster,
           gsize n_cluster,
           gsize index,
           guint columns)
{
  guint end = columns;

  for (gsize i = 0; i < n_cluster; i++)
    {
      const SalonCalendarPlace *other = &places[cluster[i]];
      if (other->column > places[index].column && other->column < end
          && salon_range_overlaps (ranges[cluster[i]], ranges[index]))
        end = other->column;
    }
  return end - places[index].column;
}

static void
place_cluster (const SalonRange *ranges,
               SalonCalendarPlace *places,
               const gsize *cluster,
               gsize n_cluster)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, TRUE, sizeof (SalonMoment));

  for (gsize i = 0; i < n_cluster; i++)
    {
      gsize index = cluster[i];
      guint column = find_free_column (ends, ranges[index].start);
      g_array_index (ends, SalonMoment, column) = ranges[index].end;
      places[index].column = column;
    }
  for (gsize i = 0; i < n_cluster; i++)
    {
      SalonCalendarPlace *place = &places[cluster[i]];
      place->columns = ends->len;
      place->span = find_span (ranges, places, cluster, n_cluster, cluster[i], ends->len);
    }
}

void
salon_calendar_layout_place (const SalonRange *ranges, gsize n, SalonCalendarPlace *places)
{
  g_autofree gsize *order = g_new (gsize, n);
  gsize first = 0;

  for (gsize i = 0; i < n; i++)
    order[i] = i;
  g_sort_array (order, n, sizeof (gsize), compare_starts, (gpointer) ranges);

  while (first < n)
    {
      SalonMoment end = ranges[order[first]].end;
      gsize next = first + 1;
      for (; next < n && ranges[order[next]].start < end; next++)
        end = MAX (end, ranges[order[next]].end);
      place_cluster (ranges, places, order + first, next - first);
      first = next;
    }
}
