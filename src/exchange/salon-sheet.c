/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text is read once, from its beginning to its end, into one block of cells with a zero behind
 * each; a cell is an offset into it. Reading is linear also for hostile files: a quote that is never
 * closed is read again as a letter, and from there on all quotes are.
 */
#include "salon-sheet.h"

#include <string.h>

#include "core/salon-text.h"

#include "salon-cell.h"
#include "salon-exchange-error.h"
#include "salon-foreign-text.h"

/* Of so many rows is judged what separates the cells. */
#define SAMPLE_ROWS 20

typedef struct
{
  guint first; /* into `cells` */
  guint n_cells;
  guint line;
  gboolean is_cut;
} Row;

struct _SalonSheet
{
  GString *texts;
  GArray *cells; /* of gsize: offsets into `texts` */
  GArray *rows;  /* of Row; the titles among them */
  char separator;
  guint n_columns;
  gboolean has_titles;
};

typedef struct
{
  SalonSheet *sheet;
  const char *at;
  const char *end;
  guint line;
  gboolean quotes_are_letters;
  gboolean is_cut; /* something of the row that is being read */
} Reading;

static SalonSheet *
sheet_new (char separator)
{
  SalonSheet *self = g_new0 (SalonSheet, 1);

  self->texts = g_string_new (NULL);
  self->cells = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->separator = separator;
  return self;
}

void
salon_sheet_free (SalonSheet *self)
{
  g_string_free (self->texts, TRUE);
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_free (self);
}

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

static void
append (Reading *self, gsize begin, const char *text, gsize size)
{
  gsize room =
    SALON_SHEET_MAX_CELL_BYTES - MIN (self->sheet->texts->len - begin, SALON_SHEET_MAX_CELL_BYTES);

  if (size > room)
    {
      self->is_cut = TRUE;
      size = room;
      while (size > 0 && ((guchar) text[size] & 0xC0) == 0x80)
        size--;
    }
  g_string_append_len (self->sheet->texts, text, (gssize) size);
}

/* From behind the opening quote. FALSE: it is never closed, and nothing was read. */
static gboolean
read_quoted (Reading *self, gsize begin)
{
  const char *from = self->at;
  guint n_lines = 0;

  for (const char *at = self->at; at < self->end; at++)
    {
      n_lines += *at == '\n';
      if (*at != '"')
        continue;
      append (self, begin, from, (gsize) (at - from));
      if (at + 1 < self->end && at[1] == '"')
        {
          append (self, begin, at, 1);
          from = ++at + 1;
          continue;
        }
      self->at = at + 1;
      self->line += n_lines;
      return TRUE;
    }
  g_string_truncate (self->sheet->texts, begin);
  self->quotes_are_letters = TRUE;
  return FALSE;
}

static void
read_plain (Reading *self, gsize begin)
{
  const char *from = self->at;

  while (self->at < self->end && *self->at != self->sheet->separator && !is_line_end (*self->at))
    self->at++;
  append (self, begin, from, (gsize) (self->at - from));
}

static void
read_cell (Reading *self, Row *row)
{
  gsize begin = self->sheet->texts->len;

  while (self->at < self->end && *self->at == ' ')
    self->at++;
  if (!self->quotes_are_letters && self->at < self->end && *self->at == '"')
    {
      self->at++;
      if (!read_quoted (self, begin))
        self->at--;
    }
  read_plain (self, begin);
  g_string_append_c (self->sheet->texts, '\0');
  if (row->n_cells >= SALON_SHEET_MAX_COLUMNS)
    {
      self->is_cut = self->is_cut || self->sheet->texts->str[begin] != '\0';
      g_string_truncate (self->sheet->texts, begin);
      return;
    }
  g_array_append_val (self->sheet->cells, begin);
  row->n_cells++;
}

static void
skip_line_end (Reading *self)
{
  if (self->at < self->end && *self->at == '\r')
    self->at++;
  if (self->at < self->end && *self->at == '\n')
    self->at++;
  self->line++;
}

static gboolean
is_empty (SalonSheet *self, const Row *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    if (self->texts->str[g_array_index (self->cells, gsize, row->first + i)] != '\0')
      return FALSE;
  return TRUE;
}

static void
read_row (Reading *self)
{
  SalonSheet *sheet = self->sheet;
  gsize before = sheet->texts->len;
  Row row = { .first = sheet->cells->len, .line = self->line };

  self->is_cut = FALSE;
  read_cell (self, &row);
  while (self->at < self->end && *self->at == sheet->separator)
    {
      self->at++;
      read_cell (self, &row);
    }
  skip_line_end (self);
  if (is_empty (sheet, &row))
    {
      g_array_set_size (sheet->cells, row.first);
      g_string_truncate (sheet->texts, before);
      return;
    }
  row.is_cut = self->is_cut;
  g_array_append_val (sheet->rows, row);
}

static SalonSheet *
read_rows (const char *text, gsize length, char separator, guint first_line, guint max_rows)
{
  SalonSheet *self = sheet_new (separator);
  Reading reading = { .sheet = self, .at = text, .end = text + length, .line = first_line };

  while (reading.at < reading.end && self->rows->len < max_rows)
    read_row (&reading);
  return self;
}

/* How many rows have as many cells as the first one, and more than one. */
static guint
count_even (SalonSheet *self, guint *n_cells)
{
  guint n = 0;

  *n_cells = self->rows->len > 0 ? g_array_index (self->rows, Row, 0).n_cells : 0;
  for (guint i = 0; i < self->rows->len && *n_cells > 1; i++)
    n += g_array_index (self->rows, Row, i).n_cells == *n_cells;
  return n;
}

static char
find_separator (const char *text, gsize length)
{
  static const char separators[] = { ';', ',', '\t' };
  guint best_n = 0, best_cells = 0;
  char best = ';';

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      g_autoptr (SalonSheet) sample = read_rows (text, length, separators[i], 1, SAMPLE_ROWS);
      guint n_cells = 0;
      guint n = count_even (sample, &n_cells);

      if (n > best_n || (n > 0 && n == best_n && n_cells > best_cells))
        {
          best = separators[i];
          best_n = n;
          best_cells = n_cells;
        }
    }
  return best;
}

/* Excel's way to say it: "sep=;" in a line before all others. Returns its length. */
static gsize
read_announced_separator (const char *text, char *separator)
{
  if (!g_str_has_prefix (text, "sep=") || text[4] == '\0' || is_line_end (text[4]))
    return 0;
  if (text[5] != '\r' && text[5] != '\n')
    return 0;
  *separator = text[4];
  return text[5] == '\r' && text[6] == '\n' ? 7 : 6;
}

/* Nobody calls a column by a number or an address. */
static gboolean
is_value (const char *text)
{
  SalonDay day;
  gint64 cents;
  g_autofree char *phone = NULL;

  return strchr (text, '@') != NULL || salon_cell_read_day (text, &day)
         || salon_cell_read_money (text, &cents) || salon_cell_read_phone (text, &phone);
}

static gboolean
find_titles (SalonSheet *self)
{
  const Row *first = &g_array_index (self->rows, Row, 0);

  for (guint i = 0; i < first->n_cells; i++)
    {
      const char *text = self->texts->str + g_array_index (self->cells, gsize, first->first + i);

      if (*text != '\0' && is_value (text))
        return FALSE;
    }
  return TRUE;
}

static guint
find_widest (SalonSheet *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n = MAX (n, g_array_index (self->rows, Row, i).n_cells);
  return n;
}

SalonSheet *
salon_sheet_read (const guint8 *bytes, gsize size, GError **error)
{
  g_autoptr (SalonSheet) self = NULL;
  g_autofree char *text = NULL;
  gsize length = 0, skipped = 0;
  char separator = '\0';

  text = salon_foreign_text_decode (bytes, size, &length, error);
  if (text == NULL)
    return NULL;
  skipped = read_announced_separator (text, &separator);
  if (skipped == 0)
    separator = find_separator (text, length);
  self = read_rows (text + skipped, length - skipped, separator, skipped > 0 ? 2 : 1,
                    SALON_SHEET_MAX_ROWS + 2);
  if (self->rows->len == 0 || self->rows->len > SALON_SHEET_MAX_ROWS + 1)
    {
      g_set_error (error, SALON_EXCHANGE_ERROR,
                   self->rows->len == 0 ? SALON_EXCHANGE_ERROR_EMPTY
                                        : SALON_EXCHANGE_ERROR_TOO_LARGE,
                   "%u rows", self->rows->len);
      return NULL;
    }
  self->has_titles = find_titles (self);
  self->n_columns =
    self->has_titles ? g_array_index (self->rows, Row, 0).n_cells : find_widest (self);
  return g_steal_pointer (&self);
}

char
salon_sheet_get_separator (SalonSheet *self)
{
  return self->separator;
}

guint
salon_sheet_get_n_columns (SalonSheet *self)
{
  return self->n_columns;
}

guint
salon_sheet_get_n_rows (SalonSheet *self)
{
  return self->rows->len - (self->has_titles ? 1 : 0);
}

gboolean
salon_sheet_has_titles (SalonSheet *self)
{
  return self->has_titles;
}

static const char *
get_text (SalonSheet *self, const Row *row, guint column)
{
  if (column >= row->n_cells)
    return "";
  return self->texts->str + g_array_index (self->cells, gsize, row->first + column);
}

static const Row *
get_row (SalonSheet *self, guint row)
{
  return &g_array_index (self->rows, Row, row + (self->has_titles ? 1 : 0));
}

const char *
salon_sheet_get_title (SalonSheet *self, guint column)
{
  return self->has_titles ? get_text (self, &g_array_index (self->rows, Row, 0), column) : "";
}

const char *
salon_sheet_get_cell (SalonSheet *self, guint row, guint column)
{
  g_return_val_if_fail (row < salon_sheet_get_n_rows (self), "");
  return get_text (self, get_row (self, row), column);
}

guint
salon_sheet_get_line (SalonSheet *self, guint row)
{
  g_return_val_if_fail (row < salon_sheet_get_n_rows (self), 0);
  return get_row (self, row)->line;
}

gboolean
salon_sheet_is_cut (SalonSheet *self, guint row)
{
  const Row *found = NULL;

  g_return_val_if_fail (row < salon_sheet_get_n_rows (self), FALSE);
  found = get_row (self, row);
  if (found->is_cut)
    return TRUE;
  for (guint i = self->n_columns; i < found->n_cells; i++)
    if (*get_text (self, found, i) != '\0')
      return TRUE;
  return FALSE;
}

char *
salon_sheet_dup_signature (SalonSheet *self)
{
  GString *signature = g_string_new (NULL);

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *title = salon_text_fold (salon_sheet_get_title (self, i));

      g_string_append_printf (signature, "%s%s", i > 0 ? "|" : "", title);
    }
  return g_string_free_and_steal (signature);
}
