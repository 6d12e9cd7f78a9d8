/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as they come: encodings, separators, quotes; and as we write them. */
#include <string.h>

#include "exchange/salon-cell.h"
#include "exchange/salon-csv.h"
#include "exchange/salon-exchange-error.h"
#include "exchange/salon-sheet.h"

static SalonSheet *
read_bytes (const char *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;
  SalonSheet *sheet = salon_sheet_read ((const guint8 *) bytes, size, &error);

  g_assert_no_error (error);
  return sheet;
}

static SalonSheet *
read_text (const char *text)
{
  return read_bytes (text, strlen (text));
}

static void
assert_error (const char *bytes, gsize size, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (salon_sheet_read ((const guint8 *) bytes, size, &error));
  g_assert_error (error, SALON_EXCHANGE_ERROR, code);
}

static void
assert_cells (SalonSheet *sheet, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < salon_sheet_get_n_rows (sheet); i++)
    {
      for (guint k = 0; k < salon_sheet_get_n_columns (sheet); k++)
        g_string_append_printf (text, "[%s]", salon_sheet_get_cell (sheet, i, k));
      g_string_append_c (text, '\n');
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_separators (void)
{
  static const char *const texts[] = {
    "Nom;Ville\nDurand;Lyon\nMartin;Nice\n",
    "Nom,Ville\r\nDurand,Lyon\r\nMartin,Nice\r\n",
    "Nom\tVille\nDurand\tLyon\nMartin\tNice",
    "sep=|\r\nNom|Ville\r\nDurand|Lyon\r\nMartin|Nice\r\n",
    "Nom,Ville\rDurand,Lyon\rMartin,Nice\r",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SalonSheet) sheet = read_text (texts[i]);

      assert_cells (sheet, "[Durand][Lyon]\n[Martin][Nice]\n");
      g_assert_cmpstr (salon_sheet_get_title (sheet, 1), ==, "Ville");
    }
}

/* Decimal commas do not make it a table of commas. */
static void
test_decimal_commas (void)
{
  g_autoptr (SalonSheet) sheet = read_text ("Prestation;Prix\nGel;45,50\nCils, volume;60,00\n");

  g_assert_cmpint (salon_sheet_get_separator (sheet), ==, ';');
  assert_cells (sheet, "[Gel][45,50]\n[Cils, volume][60,00]\n");
}

static void
test_quotes (void)
{
  g_autoptr (SalonSheet) sheet = read_text (
    "Nom;Note\r\n\"Durand; \"\"Mimi\"\"\";\"deux\r\nlignes\"\r\nO\"Brien;5\" de plus\r\n");

  assert_cells (sheet, "[Durand; \"Mimi\"][deux\r\nlignes]\n[O\"Brien][5\" de plus]\n");
  g_assert_cmpuint (salon_sheet_get_line (sheet, 0), ==, 2);
  g_assert_cmpuint (salon_sheet_get_line (sheet, 1), ==, 4);
}

static void
test_open_quote (void)
{
  g_autoptr (SalonSheet) sheet = read_text ("Nom;Note\n\"Durand;a\nMartin;\"b\nPetit;c\n");

  /* The first two quotes close each other; the third row is whole. */
  g_assert_cmpuint (salon_sheet_get_n_rows (sheet), ==, 2);
  g_clear_pointer (&sheet, salon_sheet_free);
  sheet = read_text ("Nom;Note\n\"Durand;a\nMartin;b\n");
  assert_cells (sheet, "[\"Durand][a]\n[Martin][b]\n");
}

static void
test_ragged (void)
{
  g_autoptr (SalonSheet) sheet = read_text ("a;b;c\n\n1\n1;2;3;4\n;;\n1;2;3;\n");

  assert_cells (sheet, "[1][][]\n[1][2][3]\n[1][2][3]\n");
  g_assert_false (salon_sheet_is_cut (sheet, 0));
  g_assert_true (salon_sheet_is_cut (sheet, 1));
  g_assert_false (salon_sheet_is_cut (sheet, 2));
  g_assert_cmpuint (salon_sheet_get_line (sheet, 1), ==, 4);
}

static void
test_titles (void)
{
  g_autoptr (SalonSheet) with = read_text ("Nom;Téléphone\nDurand;0639981234\n");
  g_autoptr (SalonSheet) without = read_text ("Durand;0639981234\nMartin;0639981235\n");

  g_assert_true (salon_sheet_has_titles (with));
  g_assert_cmpuint (salon_sheet_get_n_rows (with), ==, 1);
  g_assert_false (salon_sheet_has_titles (without));
  g_assert_cmpuint (salon_sheet_get_n_rows (without), ==, 2);
}

static void
test_encodings (void)
{
  static const char utf_8[] = "Prénom;Prix\nÉlodie;5 €\n";
  static const char windows[] = "Pr\xE9nom;Prix\n\xC9lodie;5 \x80\n";
  g_autoptr (GString) marked = g_string_new ("\xEF\xBB\xBF");
  static const char *const names[] = { "UTF-16LE", "UTF-16BE" };
  static const char *const marks[] = { "\xFF\xFE", "\xFE\xFF" };

  {
    g_autoptr (SalonSheet) plain = read_text (utf_8);
    g_autoptr (SalonSheet) old = read_text (windows);
    g_autoptr (SalonSheet) excel = NULL;

    g_string_append (marked, utf_8);
    excel = read_text (marked->str);
    assert_cells (plain, "[Élodie][5 €]\n");
    assert_cells (old, "[Élodie][5 €]\n");
    assert_cells (excel, "[Élodie][5 €]\n");
    g_assert_cmpstr (salon_sheet_get_title (excel, 0), ==, "Prénom");
  }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize size = 0;
      g_autofree char *wide = g_convert (utf_8, -1, names[i], "UTF-8", NULL, &size, NULL);
      g_autoptr (GString) bytes = g_string_new_len (marks[i], 2);
      g_autoptr (SalonSheet) bare = read_bytes (wide, size);
      g_autoptr (SalonSheet) sheet = NULL;

      g_string_append_len (bytes, wide, (gssize) size);
      sheet = read_bytes (bytes->str, bytes->len);
      assert_cells (sheet, "[Élodie][5 €]\n");
      assert_cells (bare, "[Élodie][5 €]\n");
    }
}

static void
test_no_table (void)
{
  static const char picture[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0";
  g_autoptr (GString) many = g_string_new ("Nom\n");

  assert_error ("", 0, SALON_EXCHANGE_ERROR_EMPTY);
  assert_error ("\xEF\xBB\xBF", 3, SALON_EXCHANGE_ERROR_EMPTY);
  assert_error ("\n;;\n", 4, SALON_EXCHANGE_ERROR_EMPTY);
  assert_error (picture, sizeof picture, SALON_EXCHANGE_ERROR_NO_TEXT);
  for (guint i = 0; i <= SALON_SHEET_MAX_ROWS; i++)
    g_string_append (many, "a\n");
  assert_error (many->str, many->len, SALON_EXCHANGE_ERROR_TOO_LARGE);
}

static void
test_long_cells (void)
{
  g_autofree char *cell = g_strnfill (SALON_SHEET_MAX_CELL_BYTES * 2 + 1, 'x');
  g_autofree char *text = g_strdup_printf ("Nom;Note\nDurand;\"é%s\"\n", cell);
  g_autoptr (SalonSheet) sheet = read_text (text);

  g_assert_cmpuint (strlen (salon_sheet_get_cell (sheet, 0, 1)), ==, SALON_SHEET_MAX_CELL_BYTES);
  g_assert_true (salon_sheet_is_cut (sheet, 0));
}

static void
test_formulas (void)
{
  static const char *const texts[] = {
    "=HYPERLINK(\"http://bad.example\";\"Click\")",
    "+33639981234",
    "-1+2",
    "@SUM(A1)",
    "\tcmd",
    "'=1",
    "''",
    "'",
    "plain",
    "a;b",
    "l'a\"b",
    " space",
    "deux\nlignes",
    "",
  };
  g_autoptr (SalonCsv) csv = salon_csv_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SalonSheet) sheet = NULL;
  gsize size = 0;
  const char *written = NULL;

  salon_csv_add (csv, "Texte");
  salon_csv_add (csv, "Fin");
  salon_csv_end_row (csv);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      salon_csv_add (csv, texts[i]);
      salon_csv_add (csv, "x");
      salon_csv_end_row (csv);
    }
  bytes = salon_csv_end (csv);
  written = g_bytes_get_data (bytes, &size);
  g_assert_true (g_str_has_prefix (written, "\xEF\xBB\xBF"));
  sheet = read_bytes (written, size);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *cell = salon_sheet_get_cell (sheet, (guint) i, 0);

      /* Nothing that a spreadsheet would calculate, and the text as it was for us. */
      g_assert_true (*cell == '\0' || strchr ("=+-@\t", *cell) == NULL);
      g_assert_cmpstr (salon_cell_skip_guard (cell), ==, texts[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/sheet/what-separates-the-cells-is-found-out", test_separators);
  g_test_add_func ("/salon/sheet/decimal-commas-separate-nothing", test_decimal_commas);
  g_test_add_func ("/salon/sheet/quotes-keep-separators-and-lines", test_quotes);
  g_test_add_func ("/salon/sheet/a-quote-that-is-never-closed-is-a-letter", test_open_quote);
  g_test_add_func ("/salon/sheet/short-long-and-empty-rows", test_ragged);
  g_test_add_func ("/salon/sheet/a-row-with-a-number-is-no-row-of-titles", test_titles);
  g_test_add_func ("/salon/sheet/every-encoding-of-france", test_encodings);
  g_test_add_func ("/salon/sheet/what-is-no-table-is-refused", test_no_table);
  g_test_add_func ("/salon/sheet/a-cell-has-an-end", test_long_cells);
  g_test_add_func ("/salon/csv/no-text-becomes-a-formula", test_formulas);
  return g_test_run ();
}
