/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-rest-read.h"

#include "core/salon-json.h"
#include "salon-sync-error.h"

#define MOST_COLUMNS 64

typedef struct
{
  SalonRemoteBatchFunc func;
  gpointer user_data;
  GHashTable *handed_on; /* ids */
  gboolean is_gone;      /* one of them was deleted since */
} Reading;

static gboolean
refuse_reply (GError **error, const char *why)
{
  g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY, why);
  return FALSE;
}

/* As salon_column_check_text() knows it. NULL: null. */
static char *
dup_text (const SalonColumn *column, JsonNode *value)
{
  GString *out = NULL;

  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return NULL;
  if (column->kind != SALON_KIND_JSON && json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_dup_string (value);
  out = g_string_new (NULL);
  salon_json_append (out, value);
  return g_string_free_and_steal (out);
}

static void
append_row (SalonRowBatch *batch, const SalonFeedRow *row)
{
  const SalonTable *table = row->table;
  char *values[MOST_COLUMNS] = { NULL };

  g_return_if_fail (table->n_columns <= MOST_COLUMNS);

  for (gsize i = 0; i < table->n_columns; i++)
    values[i] =
      dup_text (&table->columns[i], json_object_get_member (row->row, table->columns[i].name));
  salon_row_batch_append (batch, (const char *const *) values);
  for (gsize i = 0; i < table->n_columns; i++)
    g_free (values[i]);
}

/* The rows of @table that are there. */
static gboolean
hand_on_table (Reading *self, SalonFeedPage *page, const SalonTable *table, GError **error)
{
  g_autoptr (SalonRowBatch) batch = salon_row_batch_new (table);
  g_autoptr (GError) fault = NULL;

  for (gsize i = 0; i < salon_feed_page_get_n_rows (page); i++)
    {
      const SalonFeedRow *row = salon_feed_page_get_row (page, i);

      if (row->table != table || row->deleted)
        continue;
      append_row (batch, row);
      g_hash_table_add (self->handed_on, g_strconcat (table->name, " ", row->id, NULL));
    }
  if (salon_row_batch_get_n_rows (batch) == 0)
    return TRUE;
  if (!salon_row_batch_check (batch, &fault))
    return refuse_reply (error, fault->message);
  return self->func (g_steal_pointer (&batch), self->user_data, error);
}

static void
look_for_gone (Reading *self, SalonFeedPage *page)
{
  for (gsize i = 0; i < salon_feed_page_get_n_rows (page) && !self->is_gone; i++)
    {
      const SalonFeedRow *row = salon_feed_page_get_row (page, i);
      g_autofree char *name = g_strconcat (row->table->name, " ", row->id, NULL);

      self->is_gone = row->deleted && g_hash_table_contains (self->handed_on, name);
    }
}

static gboolean
hand_on (Reading *self, SalonFeedPage *page, GError **error)
{
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  look_for_gone (self, page);
  for (gsize i = 0; i < n_tables; i++)
    if (!hand_on_table (self, page, &tables[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
check_page (SalonFeedPage *page, const SalonCursor *asked, GError **error)
{
  const SalonCursor *end = salon_feed_page_get_end (page);

  if (!g_str_equal (end->generation, asked->generation))
    {
      g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_OFFLINE,
                           "the shared salon became another one during the full read");
      return FALSE;
    }
  if (!salon_feed_page_follows (page, asked))
    return refuse_reply (error, "a page of the feed lies before what was asked for");
  if (salon_feed_page_has_more (page) && salon_cursor_compare (end, asked) == 0)
    return refuse_reply (error, "a page of the feed leads nowhere");
  return TRUE;
}

/* @cursor: moves on */
static gboolean
read_pages (Reading *self,
            SalonRestPageFunc next_page,
            gpointer page_data,
            SalonCursor *cursor,
            SalonCursor *end,
            GCancellable *cancellable,
            GError **error)
{
  gboolean has_more = TRUE;

  while (has_more)
    {
      g_autoptr (SalonFeedPage) page = next_page (cursor, cancellable, page_data, error);

      if (page == NULL || !check_page (page, cursor, error) || !hand_on (self, page, error))
        return FALSE;
      has_more = salon_feed_page_has_more (page);
      *cursor = *salon_feed_page_get_end (page);
      if (!self->is_gone)
        *end = *cursor;
    }
  return TRUE;
}

gboolean
salon_rest_read_everything (const char *generation,
                            SalonRestPageFunc next_page,
                            gpointer page_data,
                            SalonRemoteBatchFunc func,
                            gpointer user_data,
                            SalonCursor *end,
                            GCancellable *cancellable,
                            GError **error)
{
  SalonCursor cursor = { 0 };
  Reading self = { .func = func, .user_data = user_data };
  gboolean is_read = FALSE;

  g_return_val_if_fail (generation != NULL && next_page != NULL && func != NULL, FALSE);

  g_strlcpy (cursor.generation, generation, sizeof cursor.generation);
  *end = cursor;
  self.handed_on = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  is_read = read_pages (&self, next_page, page_data, &cursor, end, cancellable, error);
  g_hash_table_unref (self.handed_on);
  return is_read;
}
