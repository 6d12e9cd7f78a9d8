/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/salon-month-tables.h"

static void
assert_cents (gint64 cents, const char *expected)
{
  g_autofree char *text = salon_month_tables_format_cents (cents);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_money (void)
{
  assert_cents (0, "0,00");
  assert_cents (123450, "1234,50");
  assert_cents (-5, "-0,05");
  assert_cents (G_MININT64, "-92233720368547758,08");
}

/* What a spreadsheet would reckon is no formula; what is below zero is a number all the same. */
static void
test_rows (void)
{
  const char *const titles[] = { "Jour", "Total", NULL };
  const char *const first[] = { "2026-03-12", "-45,00", NULL };
  const char *const second[] = { "=1+1", "a;b", NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (rows, g_strdupv ((GStrv) first));
  g_ptr_array_add (rows, g_strdupv ((GStrv) second));
  bytes = salon_month_tables_write (titles, rows);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (text, ==,
                   "\xef\xbb\xbfJour;Total\r\n2026-03-12;-45,00\r\n\"'=1+1\";\"a;b\"\r\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/month-tables/money-has-a-comma", test_money);
  g_test_add_func ("/salon/month-tables/rows-are-as-spreadsheets-read-them", test_rows);
  return g_test_run ();
}
