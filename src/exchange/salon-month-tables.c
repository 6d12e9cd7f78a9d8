/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-month-tables.h"

#include "salon-csv.h"

GBytes *
salon_month_tables_write (const char *const *titles, GPtrArray *rows)
{
  g_autoptr (SalonCsv) csv = salon_csv_new ();
  gsize n_columns = g_strv_length ((GStrv) titles);

  for (gsize i = 0; i < n_columns; i++)
    salon_csv_add (csv, titles[i]);
  salon_csv_end_row (csv);
  for (guint i = 0; i < rows->len; i++)
    {
      const char *const *cells = g_ptr_array_index (rows, i);

      for (gsize k = 0; k < n_columns; k++)
        salon_csv_add (csv, cells[k]);
      salon_csv_end_row (csv);
    }
  return salon_csv_end (csv);
}

char *
salon_month_tables_format_cents (gint64 cents)
{
  const char *sign = cents < 0 ? "-" : "";
  guint64 size = cents < 0 ? -(guint64) cents : (guint64) cents;

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ",%02u", sign, size / 100, (guint) (size % 100));
}
