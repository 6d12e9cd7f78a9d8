/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-cells.h"

/* The months of a grain; each is a whole number of those after it. */
static const gint64 grains[] = { 120, 12, 1 };

struct _SalonCells
{
  GHashTable *cells; /* of SalonCell, by its key */
  GStringChunk *texts;
};

static guint
hash_cell (gconstpointer key)
{
  const SalonCell *cell = key;
  guint hash = cell->text != NULL ? g_str_hash (cell->text) : (guint) cell->number * 2654435761u;

  return hash + (guint) cell->kind * 40503u;
}

static gboolean
is_same_cell (gconstpointer a, gconstpointer b)
{
  const SalonCell *one = a, *other = b;

  return one->kind == other->kind && one->number == other->number
         && (one->text == other->text
             || (one->text != NULL && other->text != NULL && g_str_equal (one->text, other->text)));
}

SalonCells *
salon_cells_new (void)
{
  SalonCells *self = g_new0 (SalonCells, 1);

  self->cells = g_hash_table_new_full (hash_cell, is_same_cell, g_free, NULL);
  self->texts = g_string_chunk_new (1024);
  return self;
}

void
salon_cells_free (SalonCells *self)
{
  g_hash_table_unref (self->cells);
  g_string_chunk_free (self->texts);
  g_free (self);
}

void
salon_cells_add (SalonCells *self,
                 SalonCellKind kind,
                 gint64 number,
                 const char *text,
                 gint64 n,
                 gint64 cents)
{
  SalonCell key = { kind, number, text, 0, 0 };
  SalonCell *cell = g_hash_table_lookup (self->cells, &key);

  if (cell == NULL)
    {
      cell = g_new (SalonCell, 1);
      *cell = key;
      if (text != NULL)
        cell->text = g_string_chunk_insert_const (self->texts, text);
      g_hash_table_add (self->cells, cell);
    }
  cell->n += n;
  cell->cents += cents;
}

void
salon_cells_iter_init (SalonCellsIter *iter, SalonCells *self)
{
  g_hash_table_iter_init (&iter->inner, self->cells);
}

const SalonCell *
salon_cells_iter_next (SalonCellsIter *iter)
{
  gpointer cell = NULL;

  return g_hash_table_iter_next (&iter->inner, &cell, NULL) ? cell : NULL;
}

void
salon_part_get_kinds (SalonPart part, SalonCellKind *first, SalonCellKind *last)
{
  switch (part)
    {
    case SALON_PART_BOOKINGS:
      *first = SALON_CELL_STATE;
      *last = SALON_CELL_SERVICE;
      return;
    case SALON_PART_CLIENTS:
      *first = SALON_CELL_GAP;
      *last = SALON_CELL_CLIENT;
      return;
    case SALON_PART_TIME:
      *first = SALON_CELL_TIME;
      *last = SALON_CELL_TIME;
      return;
    case SALON_PART_MONEY:
      *first = SALON_CELL_PAID;
      *last = SALON_CELL_LEDGER;
      return;
    }
  g_assert_not_reached ();
}

static gboolean
add_run (SalonCells *self,
         const SalonStatementSource *source,
         SalonCellKind kind,
         gint64 grain,
         gint64 from,
         gint64 to,
         int sign,
         GError **error)
{
  static const char sql[] = "SELECT key, n, cents\n"
                            "FROM statistics\n"
                            "WHERE grain = ?1\n"
                            "  AND kind = ?2\n"
                            "  AND start >= ?3\n"
                            "  AND start < ?4";
  g_autoptr (SalonStatement) rows = salon_statement_source_prepare (source, sql, error);
  gboolean row = FALSE;

  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, grain);
  sqlite3_bind_int (rows, 2, (int) kind);
  sqlite3_bind_int64 (rows, 3, from);
  sqlite3_bind_int64 (rows, 4, to);
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      gboolean is_text = sqlite3_column_type (rows, 0) == SQLITE_TEXT;

      salon_cells_add (self, kind, is_text ? 0 : sqlite3_column_int64 (rows, 0),
                       is_text ? salon_statement_get_text (rows, 0) : NULL,
                       sign * sqlite3_column_int64 (rows, 1),
                       sign * sqlite3_column_int64 (rows, 2));
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

/* As much as possible in one piece, from the largest grain on: [from, to) has at most one run of whole
 * pieces of the first grain, and two of each after it. */
static gboolean
add_grain (SalonCells *self,
           const SalonStatementSource *source,
           SalonCellKind kind,
           gsize grain,
           gint64 from,
           gint64 to,
           int sign,
           GError **error)
{
  gint64 size = grains[grain];
  gint64 first = (from + size - 1) / size * size;
  gint64 last = to / size * size;

  if (from >= to)
    return TRUE;
  if (first >= last)
    return grain + 1 >= G_N_ELEMENTS (grains)
           || add_grain (self, source, kind, grain + 1, from, to, sign, error);
  return add_run (self, source, kind, size, first, last, sign, error)
         && (grain + 1 >= G_N_ELEMENTS (grains)
             || (add_grain (self, source, kind, grain + 1, from, first, sign, error)
                 && add_grain (self, source, kind, grain + 1, last, to, sign, error)));
}

gboolean
salon_cells_add_stored (SalonCells *self,
                        const SalonStatementSource *source,
                        SalonPart part,
                        gint64 from,
                        gint64 to,
                        int sign,
                        GError **error)
{
  SalonCellKind first, last;

  salon_part_get_kinds (part, &first, &last);
  for (SalonCellKind kind = first; kind <= last; kind++)
    if (!add_grain (self, source, kind, 0, MAX (from, 0), to, sign, error))
      return FALSE;
  return TRUE;
}
