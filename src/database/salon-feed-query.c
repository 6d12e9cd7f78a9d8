/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-feed-query.h"

#include <string.h>

#include "core/salon-error.h"

/* The one snapshot of a full read. It may take longer than a statement usually may, and compiling
 * such a plain query would cost more than running it. */
static const char *const begin_everything = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                                            "SET LOCAL statement_timeout = 0;"
                                            "SET LOCAL jit = off";

static gboolean
fail_reply (GError **error, const char *message)
{
  g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY, message);
  return FALSE;
}

SalonFeedPage *
salon_feed_query_page (SalonConnection *connection,
                       const SalonCursor *cursor,
                       guint max_rows,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *xid = NULL, *seq = NULL, *limit = NULL;
  g_autoptr (PGresult) rows = NULL;
  g_autoptr (SalonFeedPage) page = NULL;
  g_autoptr (GError) fault = NULL;

  g_return_val_if_fail (connection != NULL && cursor != NULL, NULL);

  xid = g_strdup_printf ("%" G_GUINT64_FORMAT, cursor->xid);
  seq = g_strdup_printf ("%" G_GINT64_FORMAT, cursor->seq);
  limit = g_strdup_printf ("%u", max_rows);
  rows = salon_connection_query (connection, "SELECT salon.pull ($1, $2, $3::bigint, $4::integer)",
                                 4, (const char *[]) { cursor->generation, xid, seq, limit },
                                 cancellable, error);
  if (rows == NULL)
    return NULL;
  if (PQntuples (rows) != 1 || PQnfields (rows) != 1)
    {
      fail_reply (error, "no page");
      return NULL;
    }

  page = salon_feed_page_from_json (PQgetvalue (rows, 0, 0), &fault);
  if (page == NULL)
    fail_reply (error, fault->message);
  return g_steal_pointer (&page);
}

/* The last row below the fence: what is below it is in this snapshot, whole, so the feed goes on from
 * there. Not the fence itself, which may lie beyond numbers of transactions that left no trace; after
 * a crash they are given again, to others. */
static const char *const find_end =
  "SELECT d.generation, coalesce (s.xid, '0'), coalesce (s.seq, 0) "
  "FROM salon.database AS d "
  "LEFT JOIN LATERAL ("
  "  SELECT r.xid, r.seq FROM salon.sync_rows AS r"
  "  WHERE r.xid < pg_snapshot_xmin (pg_current_snapshot ())"
  "  ORDER BY r.xid DESC, r.seq DESC"
  "  LIMIT 1"
  ") AS s ON TRUE";

static gboolean
read_end (SalonConnection *connection, SalonCursor *end, GCancellable *cancellable, GError **error)
{
  g_autoptr (PGresult) rows =
    salon_connection_query (connection, find_end, 0, NULL, cancellable, error);

  if (rows == NULL)
    return FALSE;
  if (PQntuples (rows) != 1 || PQnfields (rows) != 3
      || !g_uuid_string_is_valid (PQgetvalue (rows, 0, 0))
      || !g_ascii_string_to_unsigned (PQgetvalue (rows, 0, 1), 10, 0, G_MAXUINT64, &end->xid, NULL)
      || !g_ascii_string_to_signed (PQgetvalue (rows, 0, 2), 10, 0, G_MAXINT64, &end->seq, NULL))
    return fail_reply (error, "no generation");

  g_strlcpy (end->generation, PQgetvalue (rows, 0, 0), sizeof end->generation);
  return TRUE;
}

typedef struct
{
  const SalonTable *table;
  SalonRowBatch *batch; /* nullable */
  SalonFeedQueryBatchFunc func;
  gpointer user_data;
} TableReading;

/* Looked at here: whoever writes the rows has enough to do. */
static gboolean
hand_over (TableReading *reading, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (reading->batch == NULL)
    return TRUE;
  if (!salon_row_batch_check (reading->batch, &fault))
    return fail_reply (error, fault->message);
  return reading->func (g_steal_pointer (&reading->batch), reading->user_data, error);
}

/* PostgreSQL writes a boolean as "t", the wire as "true". */
static const char *
get_value (const PGresult *rows, int row, int column, SalonKind kind)
{
  const char *value = PQgetvalue (rows, row, column);

  if (PQgetisnull (rows, row, column))
    return NULL;
  if (kind == SALON_KIND_BOOLEAN)
    return *value == 't' ? "true" : "false";
  return value;
}

static gboolean
take_row (const PGresult *rows, int row, gpointer user_data, GError **error)
{
  TableReading *reading = user_data;
  const SalonTable *table = reading->table;
  const char *values[64];

  g_return_val_if_fail (table->n_columns <= G_N_ELEMENTS (values), FALSE);
  if (PQnfields (rows) != (int) table->n_columns)
    return fail_reply (error, "a row with other columns");

  for (gsize i = 0; i < table->n_columns; i++)
    values[i] = get_value (rows, row, (int) i, table->columns[i].kind);
  if (reading->batch == NULL)
    reading->batch = salon_row_batch_new (table);
  salon_row_batch_append (reading->batch, values);
  return salon_row_batch_get_n_rows (reading->batch) < SALON_FEED_QUERY_BATCH_ROWS
         || hand_over (reading, error);
}

/* Names come from our own list of columns. */
static char *
write_query (const SalonTable *table)
{
  GString *columns = g_string_new (NULL);
  GString *limits = g_string_new ("TRUE");
  char *query = NULL;

  for (gsize i = 0; i < table->n_columns; i++)
    {
      const SalonColumn *column = &table->columns[i];

      g_string_append_printf (columns, "%s\"%s\"", i > 0 ? ", " : "", column->name);
      if (column->kind == SALON_KIND_TEXT || column->kind == SALON_KIND_JSON)
        g_string_append_printf (limits, " AND coalesce (octet_length (\"%s\"::text), 0) <= %d",
                                column->name, SALON_TEXT_MAX_BYTES);
    }
  query = g_strdup_printf ("SELECT %s FROM salon.wire_%s WHERE %s", columns->str, table->name,
                           limits->str);
  g_string_free (columns, TRUE);
  g_string_free (limits, TRUE);
  return query;
}

static gboolean
read_table (SalonConnection *connection,
            TableReading *reading,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *query = write_query (reading->table);
  gboolean ok =
    salon_connection_each (connection, query, 0, NULL, take_row, reading, cancellable, error)
    && hand_over (reading, error);

  g_clear_pointer (&reading->batch, salon_row_batch_unref);
  return ok;
}

gboolean
salon_feed_query_everything (SalonConnection *connection,
                             SalonFeedQueryBatchFunc func,
                             gpointer user_data,
                             SalonCursor *end,
                             GCancellable *cancellable,
                             GError **error)
{
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  g_return_val_if_fail (connection != NULL && func != NULL && end != NULL, FALSE);

  if (!salon_connection_execute (connection, begin_everything, cancellable, error)
      || !read_end (connection, end, cancellable, error))
    return FALSE;
  for (gsize i = 0; i < n_tables; i++)
    {
      TableReading reading = { &tables[i], NULL, func, user_data };

      if (!read_table (connection, &reading, cancellable, error))
        return FALSE;
    }
  return salon_connection_execute (connection, "COMMIT", cancellable, error);
}
