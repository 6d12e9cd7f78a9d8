/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the edits of a change get into the tables.
 *
 * Each edit is one statement that both checks and writes: its WHERE holds the values that the change
 * says the row had, so a row that is no longer so is not touched, and the count of touched rows
 * tells. The texts of the statements are made from the names in salon-schema.c alone; every value is
 * a parameter.
 *
 * To begin a statement costs as much as to write a row: it sets up the lists of the CHECKs. So where
 * many rows of a table are inserted one after the other, one statement has a few dozen of them.
 */
#include "salon-binding.h"
#include "salon-parts.h"
#include "salon-row.h"
#include "salon-store-error.h"
#include "salon-store-private.h"
#include "salon-till-private.h"
#include "salon-waiting.h"

/* More than there are tables. */
#define N_CACHED 32
/* A part of a large change has 180 rows, half of which may be bookings and half their lines: without a
 * remainder in either case. */
#define ROWS_PER_STATEMENT 30

/* Parameter 1 is the row id. An INSERT and a DELETE then have all other columns of the table, in
 * their order. An UPDATE has those that it sets, each twice: what it becomes, what it was. */

static char *
make_delete (const SalonTable *table)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "DELETE FROM \"%s\"\nWHERE \"%s\" = ?1", table->name, table->key);
  for (gsize i = 1; i < table->n_columns; i++)
    g_string_append_printf (sql, "\n  AND \"%s\" IS ?%" G_GSIZE_FORMAT, table->columns[i].name,
                            i + 1);
  return g_string_free_and_steal (sql);
}

static char *
make_update (const SalonTable *table, JsonObject *set)
{
  GString *sql = g_string_new (NULL);
  g_autoptr (GString) where = g_string_new (NULL);
  int parameter = 2;

  g_string_append_printf (sql, "UPDATE \"%s\"\nSET ", table->name);
  for (gsize i = 1; i < table->n_columns; i++)
    {
      const char *name = table->columns[i].name;

      if (!json_object_has_member (set, name))
        continue;
      g_string_append_printf (sql, "%s\"%s\" = ?%d", parameter > 2 ? ", " : "", name, parameter);
      g_string_append_printf (where, "\n  AND \"%s\" IS ?%d", name, parameter + 1);
      parameter += 2;
    }
  g_string_append_printf (sql, "\nWHERE \"%s\" = ?1%s", table->key, where->str);
  return g_string_free_and_steal (sql);
}

static char *
make_sql (const SalonEdit *edit)
{
  switch (edit->op)
    {
    case SALON_EDIT_INSERT:
      return salon_row_make_insert (edit->table, 1);
    case SALON_EDIT_UPDATE:
      return make_update (edit->table, edit->set);
    case SALON_EDIT_DELETE:
      return make_delete (edit->table);
    }
  g_return_val_if_reached (NULL);
}

/* A whole row in a change of long ago lacks the columns that came since. All those are flags,
 * which were not set then, and minutes, which were none. */
static gboolean
is_nothing_when_missing (const SalonColumn *column)
{
  return column->kind == SALON_KIND_BOOLEAN
         || (column->kind == SALON_KIND_INTEGER && !column->nullable);
}

/* @before: how many parameters those of the row come after */
static void
bind_row (SalonStatement *statement, int before, const SalonTable *table, JsonObject *row)
{
  for (gsize i = 1; i < table->n_columns; i++)
    {
      const SalonColumn *column = &table->columns[i];
      JsonNode *value = json_object_get_member (row, column->name);
      int parameter = before + (int) i + 1;

      if (value == NULL && is_nothing_when_missing (column))
        sqlite3_bind_int (statement, parameter, 0);
      else
        salon_binding_set (statement, parameter, column, value);
    }
}

static void
bind_update (SalonStatement *statement, const SalonEdit *edit)
{
  int parameter = 2;

  for (gsize i = 1; i < edit->table->n_columns; i++)
    {
      const SalonColumn *column = &edit->table->columns[i];

      if (!json_object_has_member (edit->set, column->name))
        continue;
      salon_binding_set (statement, parameter++, column,
                         json_object_get_member (edit->set, column->name));
      salon_binding_set (statement, parameter++, column,
                         json_object_get_member (edit->was, column->name));
    }
}

static void
bind_edit (SalonStatement *statement, const SalonEdit *edit)
{
  sqlite3_bind_text (statement, 1, edit->id, -1, SQLITE_STATIC);
  switch (edit->op)
    {
    case SALON_EDIT_INSERT:
      bind_row (statement, 0, edit->table, edit->set);
      break;
    case SALON_EDIT_UPDATE:
      bind_update (statement, edit);
      break;
    case SALON_EDIT_DELETE:
      bind_row (statement, 0, edit->table, edit->was);
      break;
    }
}

/* No row had that id and those values: which of the two? */
static gboolean
fail_untouched (SalonStore *self, const SalonEdit *edit, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE \"%s\" = ?1", edit->table->name, edit->table->key);
  g_autoptr (SalonStatement) statement = salon_store_prepare (self, sql, error);
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, edit->id, -1, SQLITE_STATIC);
  if (!salon_sqlite_step (statement, &found, error))
    return FALSE;
  g_set_error (error, SALON_STORE_ERROR,
               found ? SALON_STORE_ERROR_STALE : SALON_STORE_ERROR_NOT_FOUND, "%s %s: %s",
               edit->table->name, edit->id,
               found ? "holds other values meanwhile" : "is not there");
  return FALSE;
}

/* Where many rows of a few tables come one after the other, the texts of their statements are made once:
 * one place for each table and for inserting and deleting; what updates set differs. */
typedef struct
{
  SalonStatement *inserts[N_CACHED];
  SalonStatement *deletes[N_CACHED];
} Cache;

static SalonStatement **
find_cached (Cache *cache, const SalonEdit *edit)
{
  gsize n_tables;
  gsize index = (gsize) (edit->table - salon_schema_get_tables (&n_tables));

  if (edit->op == SALON_EDIT_UPDATE || index >= N_CACHED)
    return NULL;
  return edit->op == SALON_EDIT_INSERT ? &cache->inserts[index] : &cache->deletes[index];
}

static SalonStatement *
prepare_edit (SalonStore *self, const SalonEdit *edit, Cache *cache, GError **error)
{
  SalonStatement **cached = find_cached (cache, edit);
  g_autofree char *sql = NULL;
  SalonStatement *statement = NULL;

  if (cached != NULL && *cached != NULL)
    return *cached;
  sql = make_sql (edit);
  statement = salon_store_prepare (self, sql, error);
  if (cached != NULL)
    *cached = statement;
  return statement;
}

static gboolean
write_edit (SalonStore *self, const SalonEdit *edit, Cache *cache, GError **error)
{
  g_autoptr (SalonStatement) statement = prepare_edit (self, edit, cache, error);

  if (statement == NULL)
    return FALSE;
  bind_edit (statement, edit);
  if (!salon_sqlite_run (statement, error))
    {
      g_prefix_error (error, "%s %s: ", edit->table->name, edit->id);
      return FALSE;
    }
  return sqlite3_changes (salon_store_get_database (self)) == 1
         || fail_untouched (self, edit, error);
}

/* The transaction stands as it was before the statement, and what is wrong is in the rows. */
static gboolean
is_about_a_row (const GError *error)
{
  return g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED)
         || g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_BALANCE)
         || g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_EXPIRED)
         || g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_TAKEN)
         || g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_STALE)
         || g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND);
}

/* When one of them is refused, all are tried one by one: its name belongs into the message. */
static gboolean
insert_many (SalonStore *self,
             SalonStatement *many,
             const SalonEdit *const *edits,
             Cache *cache,
             GError **error)
{
  int n_columns = (int) edits[0]->table->n_columns;
  g_autoptr (GError) reason = NULL;
  gboolean done = FALSE;

  for (int i = 0; i < ROWS_PER_STATEMENT; i++)
    {
      sqlite3_bind_text (many, i * n_columns + 1, edits[i]->id, -1, SQLITE_STATIC);
      bind_row (many, i * n_columns, edits[i]->table, edits[i]->set);
    }
  done = salon_sqlite_run (many, &reason);
  sqlite3_reset (many);
  if (done)
    return TRUE;
  if (!is_about_a_row (reason))
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&reason), "%s: ", edits[0]->table->name);
      return FALSE;
    }
  for (int i = 0; i < ROWS_PER_STATEMENT; i++)
    if (!write_edit (self, edits[i], cache, error))
      return FALSE;
  return TRUE;
}

/* All of one table. */
static gboolean
write_inserts (SalonStore *self,
               const SalonEdit *const *edits,
               gsize n_edits,
               Cache *cache,
               GError **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (SalonStatement) many = NULL;
  gsize n_written = 0;

  if (n_edits >= ROWS_PER_STATEMENT)
    {
      sql = salon_row_make_insert (edits[0]->table, ROWS_PER_STATEMENT);
      many = salon_store_prepare (self, sql, error);
      if (many == NULL)
        return FALSE;
    }
  for (; n_written + ROWS_PER_STATEMENT <= n_edits; n_written += ROWS_PER_STATEMENT)
    if (!insert_many (self, many, edits + n_written, cache, error))
      return FALSE;
  for (; n_written < n_edits; n_written++)
    if (!write_edit (self, edits[n_written], cache, error))
      return FALSE;
  return TRUE;
}

/* Bookings and their lines take turns; nothing minds when the lines come after all of the bookings. */
static gboolean
goes_on (const SalonEdit *first, const SalonEdit *edit)
{
  return edit->op == SALON_EDIT_INSERT
         && (edit->table == first->table
             || (g_str_equal (first->table->name, "bookings")
                 && g_str_equal (edit->table->name, "booking_services")));
}

/* How many inserts there are from @first on, of one table or of bookings and their lines. */
static gsize
measure_run (const SalonChange *change, gsize first)
{
  gsize n = 0;

  while (
    first + n < salon_change_get_n_edits (change)
    && goes_on (salon_change_get_edit (change, first), salon_change_get_edit (change, first + n)))
    n++;
  return n;
}

static gboolean
write_run (SalonStore *self,
           const SalonChange *change,
           gsize first,
           gsize n_edits,
           Cache *cache,
           GError **error)
{
  const SalonTable *table = salon_change_get_edit (change, first)->table;
  g_autofree const SalonEdit **edits = g_new (const SalonEdit *, n_edits);
  gsize n_own = 0, n_lines = 0;

  for (gsize i = first; i < first + n_edits; i++)
    n_own += salon_change_get_edit (change, i)->table == table;
  n_lines = n_own;
  n_own = 0;
  for (gsize i = first; i < first + n_edits; i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      edits[edit->table == table ? n_own++ : n_lines++] = edit;
    }
  return write_inserts (self, edits, n_own, cache, error)
         && write_inserts (self, edits + n_own, n_edits - n_own, cache, error);
}

static gboolean
write_edits (SalonStore *self, const SalonChange *change, GError **error)
{
  Cache cache = { { NULL } };
  gsize n_edits = salon_change_get_n_edits (change);
  gsize i = 0;

  while (i < n_edits)
    {
      gsize n = measure_run (change, i);
      gboolean is_run = n >= ROWS_PER_STATEMENT;

      if (is_run ? !write_run (self, change, i, n, &cache, error)
                 : !write_edit (self, salon_change_get_edit (change, i), &cache, error))
        return FALSE;
      i += is_run ? n : 1;
    }
  return TRUE;
}

SalonChange *
salon_store_write (SalonStore *self, SalonChange *change, gint64 now, GError **error)
{
  if (!salon_waiting_note_bases (self, change, error) || !write_edits (self, change, error)
      || !salon_till_note_change (self, change, now, error))
    return NULL;
  return salon_store_keep (self, change, now, error);
}

/* A change may come from a file or from another program: it is believed only after this. */
gboolean
salon_store_check_edit (const SalonEdit *edit, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (salon_edit_check (edit, &reason))
    return TRUE;
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED, "%s", reason->message);
  return FALSE;
}

gboolean
salon_store_check_change (SalonChange *change, GError **error)
{
  if (salon_change_get_n_edits (change) == 0)
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED, "a change without edits");
      return FALSE;
    }
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    if (!salon_store_check_edit (salon_change_get_edit (change, i), error))
      return FALSE;
  return TRUE;
}

SalonChange *
salon_store_apply (SalonStore *self, SalonChange *change, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (SalonChange) kept = NULL;
  gint64 last = 0;

  g_return_val_if_fail (SALON_IS_STORE (self), NULL);
  g_return_val_if_fail (change != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  parts = salon_parts_cut (change, error);
  if (parts == NULL || !salon_store_begin (self, error))
    return NULL;
  if (salon_store_release_holds (self, change, now, error))
    kept = salon_parts_write (self, parts, now, &last, error);
  if (kept == NULL || !salon_store_push_undo (self, last, error)
      || !salon_store_commit (self, kept, error))
    {
      salon_store_roll_back (self);
      return NULL;
    }
  return g_steal_pointer (&kept);
}
