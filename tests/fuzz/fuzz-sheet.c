/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Foreign tables: what is read is valid text, is the same when we write it and read it again, and whatever
 * its columns are said to hold, what comes of it can be saved. */
#include "exchange/salon-sheet.h"

#include "exchange/salon-cell.h"
#include "exchange/salon-csv.h"
#include "fuzz-import.h"
#include "fuzz-target.h"

static void
write_row (SalonCsv *csv, SalonSheet *sheet, guint row)
{
  /* A cell of ours before it: no row is empty, and none has titles. */
  salon_csv_add_plain (csv, "2026-03-12");
  for (guint i = 0; i < salon_sheet_get_n_columns (sheet); i++)
    {
      const char *cell = salon_sheet_get_cell (sheet, row, i);

      g_assert_true (g_utf8_validate (cell, -1, NULL));
      salon_csv_add (csv, cell);
    }
  salon_csv_end_row (csv);
}

static void
check_returns (SalonSheet *sheet)
{
  g_autoptr (SalonCsv) csv = salon_csv_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SalonSheet) again = NULL;
  gsize size = 0;
  const guint8 *data = NULL;

  for (guint i = 0; i < salon_sheet_get_n_rows (sheet); i++)
    write_row (csv, sheet, i);
  bytes = salon_csv_end (csv);
  data = g_bytes_get_data (bytes, &size);
  again = salon_sheet_read (data, size, NULL);
  g_assert_nonnull (again);
  /* Texts full of commas may make it look like a table of commas. */
  if (salon_sheet_get_separator (again) != ';')
    return;
  g_assert_cmpuint (salon_sheet_get_n_rows (again), ==, salon_sheet_get_n_rows (sheet));
  for (guint i = 0; i < salon_sheet_get_n_rows (sheet); i++)
    for (guint k = 0; k + 1 < MIN (salon_sheet_get_n_columns (sheet), SALON_SHEET_MAX_COLUMNS); k++)
      g_assert_cmpstr (salon_cell_skip_guard (salon_sheet_get_cell (again, i, k + 1)), ==,
                       salon_sheet_get_cell (sheet, i, k));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (SalonSheet) sheet = salon_sheet_read (data, size, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  if (sheet == NULL)
    return 0;
  if (salon_sheet_get_n_rows (sheet) > 0)
    check_returns (sheet);
  for (int kind = 0; kind < SALON_N_FOREIGN_KINDS; kind++)
    {
      g_autofree SalonColumnField *fields =
        salon_column_guess_fields (sheet, (SalonForeignKind) kind);

      fuzz_import_rows (
        salon_foreign_rows_read_sheet (sheet, (SalonForeignKind) kind, fields, zone));
    }
  return 0;
}
