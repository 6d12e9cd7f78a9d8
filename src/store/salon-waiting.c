/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-waiting.h"

#include "core/salon-json.h"

#include "salon-changed-rows.h"
#include "salon-row.h"
#include "salon-store-error.h"
#include "salon-store-private.h"

/* A row, as an object in an array of nothing else. */
#define ROW_MAX_BYTES (16 * 1024 * 1024)
#define ROW_MAX_DEPTH (1 + SALON_JSON_MAX_DEPTH)

void
salon_base_clear (SalonBase *base)
{
  g_clear_pointer (&base->row, json_object_unref);
}

gboolean
salon_waiting_is_shared (SalonStore *store, gboolean *is_shared, GError **error)
{
  g_autoptr (SalonStatement) statement =
    salon_store_prepare (store, "SELECT 1 FROM sync_state", error);

  return statement != NULL && salon_sqlite_step (statement, is_shared, error);
}

/* Runs a statement whose parameters are a table and a row of it. */
static gboolean
run_for_row (SalonStore *store, const char *sql, const char *table, const char *id, GError **error)
{
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, table);
  salon_statement_bind_text (statement, 2, id);
  return salon_sqlite_run (statement, error);
}

static gboolean
note_base (SalonStore *store, const SalonEdit *edit, GError **error)
{
  g_auto (SalonBase) base = { FALSE };
  g_autoptr (JsonObject) shown = NULL;

  if (!salon_waiting_find_base (store, edit->table, edit->id, &base, error))
    return FALSE;
  if (base.found)
    return TRUE;
  return salon_row_find (store, edit->table, edit->id, &shown, error)
         && salon_waiting_set_base (store, edit->table, edit->id, shown, FALSE, error);
}

gboolean
salon_waiting_note_bases (SalonStore *store, const SalonChange *change, GError **error)
{
  gboolean is_shared = FALSE;

  if (!salon_waiting_is_shared (store, &is_shared, error))
    return FALSE;
  for (gsize i = 0; is_shared && i < salon_change_get_n_edits (change); i++)
    if (!note_base (store, salon_change_get_edit (change, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
insert_change (SalonStore *store, gint64 seq, const char *json, GError **error)
{
  static const char *sql = "INSERT INTO outbox (seq, change) VALUES (?1, ?2)";
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, seq);
  salon_statement_bind_text (statement, 2, json);
  return salon_sqlite_run (statement, error);
}

gboolean
salon_waiting_add (SalonStore *store, SalonChange *change, const char *json, GError **error)
{
  gint64 seq = salon_change_get_seq (change);
  gboolean is_shared = FALSE;

  return salon_waiting_is_shared (store, &is_shared, error)
         && insert_change (store, seq, json, error)
         && (!is_shared || salon_changed_rows_insert (store, "outbox_rows", change, error));
}

static gboolean
run_for_seq (SalonStore *store, const char *sql, gint64 seq, GError **error)
{
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, seq);
  return salon_sqlite_run (statement, error);
}

gboolean
salon_waiting_remove (SalonStore *store, gint64 seq, GError **error)
{
  return run_for_seq (store, "DELETE FROM outbox_rows WHERE seq = ?1", seq, error)
         && run_for_seq (store, "DELETE FROM outbox WHERE seq = ?1", seq, error);
}

static gboolean
drop_bases (SalonStore *store, gint64 seq, gboolean except_pulled, GError **error)
{
  static const char *sql = "DELETE FROM sync_base\n"
                           "WHERE (table_name, row_id) IN (\n"
                           "    SELECT table_name, row_id\n"
                           "    FROM outbox_rows AS mine\n"
                           "    WHERE seq = ?1\n"
                           "      AND NOT EXISTS (\n"
                           "        SELECT 1\n"
                           "        FROM outbox_rows AS other\n"
                           "        WHERE other.table_name = mine.table_name\n"
                           "          AND other.row_id = mine.row_id\n"
                           "          AND other.seq <> ?1\n"
                           "      )\n"
                           "  )\n"
                           "  AND pulled <= ?2";
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, seq);
  sqlite3_bind_int (statement, 2, !except_pulled);
  return salon_sqlite_run (statement, error);
}

gboolean
salon_waiting_conclude (SalonStore *store,
                        gint64 seq,
                        gboolean except_pulled,
                        gboolean *is_over,
                        GError **error)
{
  static const char *sql = "SELECT 1\n"
                           "FROM outbox_rows\n"
                           "JOIN sync_base USING (table_name, row_id)\n"
                           "WHERE seq = ?1";
  g_autoptr (SalonStatement) left = salon_store_prepare (store, sql, error);
  gboolean is_left = FALSE;

  if (left == NULL || !drop_bases (store, seq, except_pulled, error))
    return FALSE;
  sqlite3_bind_int64 (left, 1, seq);
  if (!salon_sqlite_step (left, &is_left, error))
    return FALSE;
  *is_over = !is_left;
  return TRUE;
}

gboolean
salon_waiting_find (SalonStore *store, gint64 seq, SalonChange **change, GError **error)
{
  g_autoptr (SalonStatement) statement =
    salon_store_prepare (store, "SELECT change FROM outbox WHERE seq = ?1", error);
  g_autoptr (GError) reason = NULL;
  gboolean row = FALSE;

  *change = NULL;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, seq);
  if (!salon_sqlite_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *change = salon_change_from_json (salon_statement_get_text (statement, 0), &reason);
  if (*change == NULL)
    g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "outbox: %s",
                 reason->message);
  return *change != NULL;
}

GArray *
salon_waiting_list (SalonStore *store,
                    const char *table,
                    const char *id,
                    gint64 after,
                    GError **error)
{
  static const char *sql = "SELECT seq\n"
                           "FROM outbox_rows\n"
                           "WHERE table_name = ?1\n"
                           "  AND row_id = ?2\n"
                           "  AND seq > ?3\n"
                           "ORDER BY seq";
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);

  if (statement == NULL)
    return NULL;
  salon_statement_bind_text (statement, 1, table);
  salon_statement_bind_text (statement, 2, id);
  sqlite3_bind_int64 (statement, 3, after);
  return salon_sqlite_list_numbers (statement, error);
}

/* What we wrote ourselves; but the file may have been written by others too. */
static JsonObject *
read_base_row (const char *text, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) node = salon_json_parse (text, ROW_MAX_BYTES, ROW_MAX_DEPTH, &reason);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "sync_base: %s",
                   reason != NULL ? reason->message : "no row");
      return NULL;
    }
  return json_node_dup_object (node);
}

gboolean
salon_waiting_find_base (SalonStore *store,
                         const SalonTable *table,
                         const char *id,
                         SalonBase *base,
                         GError **error)
{
  static const char *sql =
    "SELECT row, pulled FROM sync_base WHERE table_name = ?1 AND row_id = ?2";
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, table->name);
  salon_statement_bind_text (statement, 2, id);
  if (!salon_sqlite_step (statement, &base->found, error))
    return FALSE;
  if (!base->found)
    return TRUE;
  base->pulled = sqlite3_column_int (statement, 1) != 0;
  if (sqlite3_column_type (statement, 0) == SQLITE_NULL)
    return TRUE;
  base->row = read_base_row (salon_statement_get_text (statement, 0), error);
  return base->row != NULL;
}

static char *
make_json (JsonObject *row)
{
  GString *text = NULL;

  if (row == NULL)
    return NULL;
  text = g_string_new (NULL);
  salon_json_append_object (text, row);
  return g_string_free_and_steal (text);
}

gboolean
salon_waiting_set_base (SalonStore *store,
                        const SalonTable *table,
                        const char *id,
                        JsonObject *row,
                        gboolean pulled,
                        GError **error)
{
  static const char *sql = "INSERT INTO sync_base (table_name, row_id, row, pulled)\n"
                           "VALUES (?1, ?2, ?3, ?4)\n"
                           "ON CONFLICT DO UPDATE SET\n"
                           "  row = excluded.row,\n"
                           "  pulled = excluded.pulled";
  g_autofree char *json = make_json (row);
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, table->name);
  salon_statement_bind_text (statement, 2, id);
  salon_statement_bind_text (statement, 3, json);
  sqlite3_bind_int (statement, 4, pulled);
  return salon_sqlite_run (statement, error);
}

gboolean
salon_waiting_drop_base (SalonStore *store, const SalonTable *table, const char *id, GError **error)
{
  return run_for_row (store, "DELETE FROM sync_base WHERE table_name = ?1 AND row_id = ?2",
                      table->name, id, error);
}

static JsonObject *
lay_fields (JsonObject *row, const SalonEdit *edit)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, edit->set);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (row, name, salon_json_copy (value));
  return row;
}

/* A change of long ago may lack columns that came since: all of them are flags, or may be null. */
static JsonObject *
new_row (const SalonEdit *edit)
{
  JsonObject *row = json_object_new ();

  for (gsize i = 0; i < edit->table->n_columns; i++)
    if (edit->table->columns[i].kind == SALON_KIND_BOOLEAN)
      json_object_set_boolean_member (row, edit->table->columns[i].name, FALSE);
    else
      json_object_set_null_member (row, edit->table->columns[i].name);
  json_object_set_string_member (row, edit->table->key, edit->id);
  return row;
}

JsonObject *
salon_waiting_lay (JsonObject *row, const SalonEdit *edit)
{
  switch (edit->op)
    {
    case SALON_EDIT_INSERT:
      return lay_fields (row != NULL ? row : new_row (edit), edit);
    case SALON_EDIT_UPDATE:
      return row != NULL ? lay_fields (row, edit) : NULL;
    case SALON_EDIT_DELETE:
      g_clear_pointer (&row, json_object_unref);
      return NULL;
    }
  g_return_val_if_reached (NULL);
}
