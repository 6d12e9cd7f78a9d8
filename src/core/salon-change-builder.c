/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the desk makes a change: rows in, edits out. Rows are deeply copied, without their key. */
#include "salon-change-private.h"
#include "salon-json.h"

struct _SalonChangeBuilder
{
  GArray *edits; /* of SalonEdit, owned */
};

static GArray *
new_edits (void)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (SalonEdit));

  g_array_set_clear_func (edits, (GDestroyNotify) salon_edit_clear);
  return edits;
}

SalonChangeBuilder *
salon_change_builder_new (void)
{
  SalonChangeBuilder *self = g_new0 (SalonChangeBuilder, 1);

  self->edits = new_edits ();
  return self;
}

void
salon_change_builder_free (SalonChangeBuilder *self)
{
  g_array_unref (self->edits);
  g_free (self);
}

static const char *
get_row_id (const SalonTable *table, JsonObject *row)
{
  return json_object_get_string_member_with_default (row, table->key, NULL);
}

/* Takes @set and @was. */
static void
add (SalonChangeBuilder *self,
     SalonEditOp op,
     const SalonTable *table,
     const char *id,
     JsonObject *set,
     JsonObject *was)
{
  SalonEdit edit = { .op = op, .table = table, .id = g_strdup (id), .set = set, .was = was };

  g_array_append_val (self->edits, edit);
}

static JsonObject *
copy_without_key (const SalonTable *table, JsonObject *row)
{
  JsonObject *copy = salon_json_copy_object (row);

  json_object_remove_member (copy, table->key);
  return copy;
}

void
salon_change_builder_insert (SalonChangeBuilder *self, const char *table, JsonObject *row)
{
  const SalonTable *found = salon_schema_find_table (table);

  g_return_if_fail (self != NULL && found != NULL && row != NULL);
  g_return_if_fail (get_row_id (found, row) != NULL);

  add (self, SALON_EDIT_INSERT, found, get_row_id (found, row), copy_without_key (found, row),
       json_object_new ());
}

void
salon_change_builder_delete (SalonChangeBuilder *self, const char *table, JsonObject *row)
{
  const SalonTable *found = salon_schema_find_table (table);

  g_return_if_fail (self != NULL && found != NULL && row != NULL);
  g_return_if_fail (get_row_id (found, row) != NULL);

  add (self, SALON_EDIT_DELETE, found, get_row_id (found, row), json_object_new (),
       copy_without_key (found, row));
}

/* An absent member is null. */
static gboolean
is_same (JsonNode *a, JsonNode *b)
{
  gboolean a_is_null = a == NULL || json_node_is_null (a);
  gboolean b_is_null = b == NULL || json_node_is_null (b);

  if (a_is_null || b_is_null)
    return a_is_null && b_is_null;
  return json_node_equal (a, b);
}

static void
set_copy (JsonObject *object, const char *name, JsonNode *value)
{
  json_object_set_member (object, name,
                          value != NULL ? salon_json_copy (value) : json_node_new (JSON_NODE_NULL));
}

gboolean
salon_change_builder_update (SalonChangeBuilder *self,
                             const char *table,
                             JsonObject *before,
                             JsonObject *after)
{
  const SalonTable *found = salon_schema_find_table (table);
  g_autoptr (JsonObject) set = json_object_new ();
  g_autoptr (JsonObject) was = json_object_new ();

  g_return_val_if_fail (self != NULL && found != NULL && before != NULL && after != NULL, FALSE);
  g_return_val_if_fail (get_row_id (found, before) != NULL, FALSE);
  g_return_val_if_fail (g_str_equal (get_row_id (found, before), get_row_id (found, after)), FALSE);

  for (gsize i = 0; i < found->n_columns; i++)
    {
      const char *name = found->columns[i].name;
      JsonNode *old = json_object_get_member (before, name);
      JsonNode *new = json_object_get_member (after, name);

      if (is_same (old, new))
        continue;
      set_copy (set, name, new);
      set_copy (was, name, old);
    }

  if (json_object_get_size (set) == 0)
    return FALSE;
  add (self, SALON_EDIT_UPDATE, found, get_row_id (found, before), g_steal_pointer (&set),
       g_steal_pointer (&was));
  return TRUE;
}

gboolean
salon_change_builder_is_empty (const SalonChangeBuilder *self)
{
  g_return_val_if_fail (self != NULL, TRUE);
  return self->edits->len == 0;
}

gsize
salon_change_builder_count (const SalonChangeBuilder *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->edits->len;
}

SalonChange *
salon_change_builder_end (SalonChangeBuilder *self, const char *label)
{
  g_return_val_if_fail (self != NULL && label != NULL, NULL);
  return salon_change_new (salon_edits_take (self->edits), label, NULL, 0, 0);
}
