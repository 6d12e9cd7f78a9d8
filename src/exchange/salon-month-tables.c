/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-month-tables.h"

#include <string.h>

#include "salon-csv.h"

/* "1234,50", "-12,00", "3": no spreadsheet makes a formula of it, and a sum would miss a guarded one. */
static gboolean
is_number (const char *cell)
{
  const char *digits = *cell == '-' ? cell + 1 : cell;

  return *digits != '\0' && strspn (digits, "0123456789,") == strlen (digits);
}

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
        if (is_number (cells[k]))
          salon_csv_add_plain (csv, cells[k]);
        else
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
