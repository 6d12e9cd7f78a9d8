/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-history.h"

#include "salon-error.h"
#include "salon-instant.h"
#include "salon-json.h"

/* The list, a row of it, before or after, and a JSON value in it. */
#define MAX_DEPTH (3 + SALON_JSON_MAX_DEPTH)

void
salon_history_entry_free (SalonHistoryEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->device);
  g_free (entry->by);
  g_free (entry->label);
  g_clear_pointer (&entry->change, salon_change_unref);
  g_free (entry);
}

/* What the shared salon says */

typedef struct
{
  const char *at;
  const char *by;
  const char *device;
  gint64 seq;
  const char *label;
  const char *op;
  const SalonTable *table;
  const char *id;
  JsonObject *before; /* nullable */
  JsonObject *after;  /* nullable */
} Line;

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD, "a history with %s", what);
  return FALSE;
}

static JsonNode *
get_value (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static gint64
get_number (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : 0;
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
read_line (JsonNode *node, Line *line, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *table = object != NULL ? get_text (object, "table") : NULL;

  if (table == NULL)
    return refuse (error, "a row that is none");
  line->at = get_text (object, "at");
  line->by = get_text (object, "by");
  line->device = get_text (object, "device");
  line->seq = get_number (object, "seq");
  line->label = get_text (object, "label");
  line->op = get_text (object, "op");
  line->table = salon_schema_find_table (table);
  line->id = get_text (object, "id");
  line->before = get_object (object, "before");
  line->after = get_object (object, "after");
  if (line->table == NULL || line->at == NULL || line->op == NULL || line->id == NULL)
    return refuse (error, "a row of nothing that we know");
  if (!salon_column_check_text (line->table, &line->table->columns[0], line->id, error))
    return FALSE;
  if (line->before == NULL && line->after == NULL)
    return refuse (error, "a row that was nothing and became nothing");
  return TRUE;
}

/* A row that names nobody any more lacks what may not be missing: it is taken as far as it goes. */
static JsonObject *
take_row (const Line *line, JsonObject *row)
{
  JsonObject *taken = json_object_new ();

  json_object_set_string_member (taken, line->table->key, line->id);
  for (gsize i = 0; i < line->table->n_columns; i++)
    {
      const SalonColumn *column = &line->table->columns[i];
      JsonNode *value = json_object_get_member (row, column->name);

      if (!g_str_equal (column->name, line->table->key) && value != NULL
          && salon_column_check (line->table, column, value, NULL))
        json_object_set_member (taken, column->name, salon_json_copy (value));
    }
  return taken;
}

/* What a field became is told only where it is known what it was. */
static void
keep_what_is_in (const SalonTable *table, JsonObject *row, JsonObject *other)
{
  for (gsize i = 0; i < table->n_columns; i++)
    if (!json_object_has_member (other, table->columns[i].name)
        && json_object_has_member (row, table->columns[i].name))
      json_object_remove_member (row, table->columns[i].name);
}

static void
add_line (const Line *line, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) before = line->before != NULL ? take_row (line, line->before) : NULL;
  g_autoptr (JsonObject) after = line->after != NULL ? take_row (line, line->after) : NULL;

  if (before == NULL)
    salon_change_builder_insert (builder, line->table->name, after);
  else if (after == NULL)
    salon_change_builder_delete (builder, line->table->name, before);
  else
    {
      keep_what_is_in (line->table, before, after);
      keep_what_is_in (line->table, after, before);
      salon_change_builder_update (builder, line->table->name, before, after);
    }
}

/* Did one change write both? A program that gives no number is told by its moment. */
static gboolean
is_together (const Line *a, const Line *b)
{
  if (a->device != NULL || b->device != NULL)
    return g_strcmp0 (a->device, b->device) == 0 && a->seq == b->seq;
  return g_strcmp0 (a->by, b->by) == 0 && g_strcmp0 (a->label, b->label) == 0
         && g_str_equal (a->at, b->at);
}

/* @lines: from @first to before @end, latest first: a change has its edits in the order they were made */
static gboolean
add_entry (GPtrArray *entries, GArray *lines, guint first, guint end, GError **error)
{
  const Line *head = &g_array_index (lines, Line, first);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  SalonHistoryEntry *entry = NULL;
  gint64 at = 0;

  if (!salon_instant_from_wire (head->at, &at, error))
    return FALSE;
  for (guint i = end; i > first; i--)
    add_line (&g_array_index (lines, Line, i - 1), builder);
  /* Nothing of it that means something here, or nothing that is not forgotten. */
  if (salon_change_builder_is_empty (builder))
    return TRUE;
  entry = g_new0 (SalonHistoryEntry, 1);
  entry->at = at;
  entry->device = g_strdup (head->device);
  entry->seq = head->device != NULL ? head->seq : 0;
  entry->by = g_strdup (head->by != NULL ? head->by : "");
  entry->label = g_strdup (head->label);
  entry->change = salon_change_builder_end (builder, head->label != NULL ? head->label : "");
  g_ptr_array_add (entries, entry);
  return TRUE;
}

static gboolean
add_entries (GPtrArray *entries, GArray *lines, GError **error)
{
  guint first = 0;

  for (guint i = 1; i <= lines->len; i++)
    {
      if (i < lines->len
          && is_together (&g_array_index (lines, Line, first), &g_array_index (lines, Line, i)))
        continue;
      if (!add_entry (entries, lines, first, i, error))
        return FALSE;
      first = i;
    }
  return TRUE;
}

GPtrArray *
salon_history_from_json (const char *json, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (Line));
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_history_entry_free);
  JsonArray *array = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  root = salon_json_parse (json, SALON_HISTORY_MAX_BYTES, MAX_DEPTH, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      refuse (error, "no list");
      return NULL;
    }
  array = json_node_get_array (root);
  g_array_set_size (lines, json_array_get_length (array));
  for (guint i = 0; i < lines->len; i++)
    if (!read_line (json_array_get_element (array, i), &g_array_index (lines, Line, i), error))
      return NULL;
  if (!add_entries (entries, lines, error))
    return NULL;
  return g_steal_pointer (&entries);
}

/* The two together */

static SalonHistoryEntry *
find (GPtrArray *entries, const SalonHistoryEntry *wanted)
{
  for (guint i = 0; wanted->device != NULL && i < entries->len; i++)
    {
      SalonHistoryEntry *entry = g_ptr_array_index (entries, i);

      if (entry->seq == wanted->seq && g_strcmp0 (entry->device, wanted->device) == 0)
        return entry;
    }
  return NULL;
}

/* Those of @here that nobody else knows and that are not taken yet: waiting or not, and not older than
 * @at. */
static void
take_own (GPtrArray *merged, GPtrArray *here, GPtrArray *there, gboolean is_waiting, gint64 at)
{
  for (guint i = 0; i < here->len; i++)
    {
      SalonHistoryEntry *entry = g_ptr_array_index (here, i);

      if (entry->is_waiting != is_waiting || entry->at < at || find (there, entry) != NULL
          || g_ptr_array_find (merged, entry, NULL))
        continue;
      g_ptr_array_add (merged, entry);
    }
}

GPtrArray *
salon_history_merge (GPtrArray *here, GPtrArray *there)
{
  GPtrArray *merged = g_ptr_array_new ();

  g_return_val_if_fail (here != NULL && there != NULL, merged);

  take_own (merged, here, there, TRUE, G_MININT64);
  for (guint i = 0; i < there->len; i++)
    {
      SalonHistoryEntry *entry = g_ptr_array_index (there, i);
      SalonHistoryEntry *own = find (here, entry);

      take_own (merged, here, there, FALSE, entry->at);
      g_ptr_array_add (merged, own != NULL ? own : entry);
    }
  take_own (merged, here, there, FALSE, G_MININT64);
  return merged;
}
