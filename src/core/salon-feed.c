/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-feed.h"

#include <string.h>

#include "salon-error.h"
#include "salon-json.h"

/* The page, its rows, a row, its values, and a JSON value in it. */
#define MAX_DEPTH (4 + SALON_JSON_MAX_DEPTH)

struct _SalonFeedPage
{
  gatomicrefcount references;
  GArray *rows; /* of SalonFeedRow */
  gsize n_too_large;
  SalonCursor first; /* of the first row, sent or not; the end when there is none */
  SalonCursor end;
  gboolean has_more;
  gboolean is_empty; /* not even a row that was left out */
};

G_DEFINE_BOXED_TYPE (SalonFeedPage, salon_feed_page, salon_feed_page_ref, salon_feed_page_unref)

static void
clear_row (SalonFeedRow *row)
{
  g_clear_pointer (&row->id, g_free);
  g_clear_pointer (&row->row, json_object_unref);
}

static SalonFeedPage *
new_page (void)
{
  SalonFeedPage *self = g_new0 (SalonFeedPage, 1);

  g_atomic_ref_count_init (&self->references);
  self->rows = g_array_new (FALSE, TRUE, sizeof (SalonFeedRow));
  g_array_set_clear_func (self->rows, (GDestroyNotify) clear_row);
  return self;
}

SalonFeedPage *
salon_feed_page_ref (SalonFeedPage *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
salon_feed_page_unref (SalonFeedPage *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_array_unref (self->rows);
  g_free (self);
}

int
salon_cursor_compare (const SalonCursor *a, const SalonCursor *b)
{
  if (a->xid != b->xid)
    return a->xid < b->xid ? -1 : 1;
  if (a->seq != b->seq)
    return a->seq < b->seq ? -1 : 1;
  return 0;
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD, "page: %s", what);
  return FALSE;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

/* An absent flag is not set. */
static gboolean
read_flag (JsonObject *object, const char *name, gboolean *flag)
{
  JsonNode *value = json_object_get_member (object, name);

  *flag = FALSE;
  if (value == NULL)
    return TRUE;
  if (json_node_get_value_type (value) != G_TYPE_BOOLEAN)
    return FALSE;
  *flag = json_node_get_boolean (value);
  return TRUE;
}

/* The store keeps both numbers as 64 bits with a sign. */
static gboolean
read_place (JsonObject *object, SalonCursor *cursor, GError **error)
{
  const char *xid = get_text (object, "xid");
  JsonNode *seq = json_object_get_member (object, "seq");

  if (xid == NULL || !g_ascii_string_to_unsigned (xid, 10, 0, G_MAXINT64, &cursor->xid, NULL))
    return refuse (error, "xid is no number");
  if (seq == NULL || json_node_get_value_type (seq) != G_TYPE_INT64 || json_node_get_int (seq) < 0)
    return refuse (error, "seq is no number");
  cursor->seq = json_node_get_int (seq);
  return TRUE;
}

static gboolean
read_values (const SalonTable *table, JsonObject *object, SalonFeedRow *row, GError **error)
{
  JsonNode *value = json_object_get_member (object, "row");
  const char *key = NULL;

  if (row->deleted)
    return TRUE;
  if (value == NULL || !JSON_NODE_HOLDS_OBJECT (value))
    return refuse (error, "a row that is no object");
  row->row = salon_row_adopt (table, json_node_get_object (value), error);
  if (row->row == NULL)
    {
      g_prefix_error (error, "%s %s: ", table->name, row->id);
      return FALSE;
    }
  key = json_object_get_string_member (row->row, table->key);
  return g_str_equal (key, row->id) || refuse (error, "a row with another key than its id");
}

/* @row is left without a table when the page goes on without it. */
static gboolean
read_row (SalonFeedPage *self, JsonObject *object, SalonFeedRow *row, GError **error)
{
  const char *name = get_text (object, "table");
  const char *id = get_text (object, "id");
  const SalonTable *table = name != NULL ? salon_schema_find_table (name) : NULL;
  gboolean too_large = FALSE;

  if (name == NULL || id == NULL || *id == '\0')
    return refuse (error, "a row without table or id");
  if (!read_flag (object, "deleted", &row->deleted) || !read_flag (object, "too_large", &too_large))
    return refuse (error, "a flag that is none");
  if (table == NULL)
    return TRUE;
  if (too_large && !row->deleted)
    {
      self->n_too_large++;
      return TRUE;
    }

  row->id = g_strdup (id);
  if (!salon_column_check_text (table, &table->columns[0], id, error)
      || !read_values (table, object, row, error))
    return FALSE;
  row->table = table;
  return TRUE;
}

/* Rows come in order; that of the last is the end. */
static gboolean
read_row_place (SalonFeedPage *self,
                JsonObject *object,
                guint index,
                SalonCursor *last,
                GError **error)
{
  SalonCursor place = { "", 0, 0 };

  if (!read_place (object, &place, error))
    return FALSE;
  if (index == 0)
    self->first = place;
  else if (salon_cursor_compare (last, &place) >= 0)
    return refuse (error, "rows out of order");
  *last = place;
  return TRUE;
}

static gboolean
read_rows (SalonFeedPage *self, JsonArray *array, GError **error)
{
  SalonCursor last = self->end;

  self->first = self->end;
  self->is_empty = json_array_get_length (array) == 0;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      SalonFeedRow *row = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return refuse (error, "a row that is no object");
      g_array_set_size (self->rows, self->rows->len + 1);
      row = &g_array_index (self->rows, SalonFeedRow, self->rows->len - 1);
      if (!read_row_place (self, json_node_get_object (node), i, &last, error)
          || !read_row (self, json_node_get_object (node), row, error))
        return FALSE;
      if (row->table == NULL)
        g_array_set_size (self->rows, self->rows->len - 1);
    }
  return salon_cursor_compare (&last, &self->end) == 0
         || refuse (error, "the end is not that of the last row");
}

static gboolean
read_page (SalonFeedPage *self, JsonObject *object, GError **error)
{
  static const SalonColumn generation_column = { "generation", SALON_KIND_UUID, FALSE };
  static const SalonTable page = { "page", "generation", &generation_column, 1 };
  const char *generation = get_text (object, "generation");
  JsonNode *rows = json_object_get_member (object, "rows");

  if (!salon_column_check_text (&page, &generation_column, generation, error)
      || !read_place (object, &self->end, error))
    return FALSE;
  g_strlcpy (self->end.generation, generation, sizeof self->end.generation);
  if (!read_flag (object, "more", &self->has_more))
    return refuse (error, "more is no flag");
  if (rows == NULL || !JSON_NODE_HOLDS_ARRAY (rows))
    return refuse (error, "rows is no array");
  return read_rows (self, json_node_get_array (rows), error);
}

SalonFeedPage *
salon_feed_page_from_json (const char *json, GError **error)
{
  g_autoptr (SalonFeedPage) self = NULL;
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  root = salon_json_parse (json, SALON_FEED_PAGE_MAX_BYTES, MAX_DEPTH, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      refuse (error, "no object");
      return NULL;
    }
  self = new_page ();
  if (!read_page (self, json_node_get_object (root), error))
    return NULL;
  return g_steal_pointer (&self);
}

gsize
salon_feed_page_get_n_rows (SalonFeedPage *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->rows->len;
}

const SalonFeedRow *
salon_feed_page_get_row (SalonFeedPage *self, gsize index)
{
  g_return_val_if_fail (self != NULL && index < self->rows->len, NULL);
  return &g_array_index (self->rows, SalonFeedRow, index);
}

gsize
salon_feed_page_get_n_too_large (SalonFeedPage *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_too_large;
}

const SalonCursor *
salon_feed_page_get_end (SalonFeedPage *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return &self->end;
}

gboolean
salon_feed_page_has_more (SalonFeedPage *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->has_more;
}

gboolean
salon_feed_page_follows (SalonFeedPage *self, const SalonCursor *asked)
{
  g_return_val_if_fail (self != NULL && asked != NULL, FALSE);

  if (!g_str_equal (self->end.generation, asked->generation))
    return FALSE;
  /* An empty page ends where it was asked to begin: to believe it further would skip what is there. */
  return self->is_empty ? salon_cursor_compare (asked, &self->end) == 0
                        : salon_cursor_compare (asked, &self->first) < 0;
}
