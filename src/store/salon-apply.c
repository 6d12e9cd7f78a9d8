/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the edits of a change get into the tables.
 *
 * Each edit is one statement that both checks and writes: its WHERE holds the values that the change
 * says the row had, so a row that is no longer so is not touched, and the count of touched rows
 * tells. The texts of the statements are made from the names in salon-schema.c alone; every value is
 * a parameter.
 */
#include "salon-binding.h"
#include "salon-parts.h"
#include "salon-store-error.h"
#include "salon-store-private.h"
#include "salon-till-private.h"
#include "salon-waiting.h"

/* Parameter 1 is the row id. An INSERT and a DELETE then have all other columns of the table, in
 * their order. An UPDATE has those that it sets, each twice: what it becomes, what it was. */

static char *
make_insert (const SalonTable *table)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO \"%s\" (\"%s\"", table->name, table->key);
  for (gsize i = 1; i < table->n_columns; i++)
    g_string_append_printf (sql, ", \"%s\"", table->columns[i].name);
  g_string_append (sql, ")\nVALUES (?1");
  for (gsize i = 1; i < table->n_columns; i++)
    g_string_append_printf (sql, ", ?%" G_GSIZE_FORMAT, i + 1);
  g_string_append_c (sql, ')');
  return g_string_free_and_steal (sql);
}

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
      return make_insert (edit->table);
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

static void
bind_row (SalonStatement *statement, const SalonTable *table, JsonObject *row)
{
  for (gsize i = 1; i < table->n_columns; i++)
    {
      const SalonColumn *column = &table->columns[i];

      if (is_nothing_when_missing (column) && !json_object_has_member (row, column->name))
        sqlite3_bind_int (statement, (int) i + 1, 0);
      else
        salon_binding_set (statement, (int) i + 1, column,
                           json_object_get_member (row, column->name));
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
      bind_row (statement, edit->table, edit->set);
      break;
    case SALON_EDIT_UPDATE:
      bind_update (statement, edit);
      break;
    case SALON_EDIT_DELETE:
      bind_row (statement, edit->table, edit->was);
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

static gboolean
has_same_sql (const SalonEdit *edit, const SalonEdit *before)
{
  return before != NULL && edit->op != SALON_EDIT_UPDATE && edit->op == before->op
         && edit->table == before->table;
}

/* @before: (nullable): the edit that @cached was asked for. Where many rows of a table come
 * one after the other, its text is made once. */
static gboolean
write_edit (SalonStore *self,
            const SalonEdit *edit,
            const SalonEdit *before,
            SalonStatement **cached,
            GError **error)
{
  g_autoptr (SalonStatement) statement = NULL;

  if (!has_same_sql (edit, before))
    {
      g_autofree char *sql = make_sql (edit);

      *cached = salon_store_prepare (self, sql, error);
    }
  statement = *cached;
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

SalonChange *
salon_store_write (SalonStore *self, SalonChange *change, gint64 now, GError **error)
{
  const SalonEdit *before = NULL;
  SalonStatement *cached = NULL;

  if (!salon_waiting_note_bases (self, change, error))
    return NULL;
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      if (!write_edit (self, edit, before, &cached, error))
        return NULL;
      before = edit;
    }
  if (!salon_till_note_change (self, change, now, error))
    return NULL;
  return salon_store_keep (self, change, now, error);
}

/* A change may come from a file or from another program: it is believed only after this. */
gboolean
salon_store_check_change (SalonChange *change, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (salon_change_get_n_edits (change) == 0)
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED, "a change without edits");
      return FALSE;
    }
  if (!salon_change_check (change, &reason))
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED, "%s", reason->message);
      return FALSE;
    }
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

  if (!salon_store_check_change (change, error))
    return NULL;
  parts = salon_parts_cut (change);
  if (!salon_store_begin (self, error))
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
