/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON form of a change, and whether a change is one.
 *
 * What is read may come from a file that something tore, or from a stranger: every member is looked
 * at before it is believed, and an edit that breaks an invariant of salon-change.h is refused with
 * the name of what is wrong.
 */
#include "salon-change-private.h"
#include "salon-error.h"
#include "salon-instant.h"
#include "salon-json.h"

/* The change, its edits, an edit, its set, and a JSON value in it. */
#define MAX_DEPTH (4 + SALON_JSON_MAX_DEPTH)

static const char *const ops[] = {
  [SALON_EDIT_INSERT] = "insert",
  [SALON_EDIT_UPDATE] = "update",
  [SALON_EDIT_DELETE] = "delete",
};

static void
append_edit (GString *out, const SalonEdit *edit)
{
  g_string_append (out, "{\"op\":\"");
  g_string_append (out, ops[edit->op]);
  g_string_append (out, "\",\"table\":\"");
  g_string_append (out, edit->table->name);
  g_string_append (out, "\",\"id\":");
  salon_json_append_text (out, edit->id);
  g_string_append (out, ",\"set\":");
  salon_json_append_object (out, edit->set);
  g_string_append (out, ",\"was\":");
  salon_json_append_object (out, edit->was);
  g_string_append_c (out, '}');
}

static void
append_nullable_text (GString *out, const char *text)
{
  if (text != NULL)
    salon_json_append_text (out, text);
  else
    g_string_append (out, "null");
}

char *
salon_change_to_json (SalonChange *self)
{
  GString *out = NULL;
  g_autofree char *at = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (salon_change_get_device (self) != NULL)
    at = salon_instant_to_wire (salon_change_get_at (self));

  out = g_string_sized_new (512);
  g_string_append (out, "{\"device\":");
  append_nullable_text (out, salon_change_get_device (self));
  g_string_append_printf (out,
                          ",\"seq\":%" G_GINT64_FORMAT ",\"label\":", salon_change_get_seq (self));
  salon_json_append_text (out, salon_change_get_label (self));
  g_string_append (out, ",\"at\":");
  append_nullable_text (out, at);
  g_string_append (out, ",\"edits\":[");
  for (gsize i = 0; i < salon_change_get_n_edits (self); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_edit (out, salon_change_get_edit (self, i));
    }
  g_string_append (out, "]}");
  return g_string_free_and_steal (out);
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD, "change: %s", what);
  return FALSE;
}

/* Every member of an update is in both, and has another value there. */
static gboolean
check_update (const SalonEdit *edit, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (json_object_get_size (edit->set) == 0)
    return refuse (error, "an update of nothing");
  if (json_object_get_size (edit->set) != json_object_get_size (edit->was))
    return refuse (error, "set and was of an update have different members");

  json_object_iter_init (&iter, edit->set);
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonNode *old = json_object_get_member (edit->was, name);

      if (old == NULL)
        return refuse (error, "set and was of an update have different members");
      if (json_node_equal (old, value))
        return refuse (error, "an update that changes nothing");
    }
  return TRUE;
}

static gboolean
check_shape (const SalonEdit *edit, GError **error)
{
  if (json_object_has_member (edit->set, edit->table->key)
      || json_object_has_member (edit->was, edit->table->key))
    return refuse (error, "the row id is a member of set or was");

  switch (edit->op)
    {
    case SALON_EDIT_INSERT:
      return json_object_get_size (edit->was) == 0 || refuse (error, "an insert with a was");
    case SALON_EDIT_DELETE:
      return json_object_get_size (edit->set) == 0 || refuse (error, "a delete with a set");
    case SALON_EDIT_UPDATE:
      return check_update (edit, error);
    }
  return refuse (error, "an op that is none");
}

gboolean
salon_edit_check (const SalonEdit *edit, GError **error)
{
  g_return_val_if_fail (edit != NULL, FALSE);

  if (*edit->id == '\0')
    return refuse (error, "an edit without a row id");
  return salon_column_check_text (edit->table, &edit->table->columns[0], edit->id, error)
         && salon_row_check (edit->table, edit->set, FALSE, error)
         && salon_row_check (edit->table, edit->was, FALSE, error) && check_shape (edit, error);
}

gboolean
salon_change_check (const SalonChange *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (gsize i = 0; i < salon_change_get_n_edits (self); i++)
    if (!salon_edit_check (salon_change_get_edit (self, i), error))
      return FALSE;
  return TRUE;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

/* An empty row for a member that is not there; NULL when it is no object. What was parsed is nobody
 * else's: the row may keep it. */
static JsonObject *
take_row (JsonObject *object, const char *name)
{
  JsonNode *value = json_object_get_member (object, name);

  if (value == NULL)
    return json_object_new ();
  if (!JSON_NODE_HOLDS_OBJECT (value))
    return NULL;
  return json_node_dup_object (value);
}

static gboolean
read_op (const char *text, SalonEditOp *op)
{
  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (ops); i++)
    if (g_str_equal (ops[i], text))
      {
        *op = (SalonEditOp) i;
        return TRUE;
      }
  return FALSE;
}

/* Leaves in @edit what must be cleared, also when it fails. */
static gboolean
read_edit (JsonNode *node, SalonEdit *edit, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *table = NULL;

  if (object == NULL)
    return refuse (error, "an edit that is no object");
  if (!read_op (get_text (object, "op"), &edit->op))
    return refuse (error, "an op that is none");

  table = get_text (object, "table");
  edit->table = table != NULL ? salon_schema_find_table (table) : NULL;
  if (edit->table == NULL)
    {
      g_set_error (error, SALON_ERROR, SALON_ERROR_UNKNOWN_FIELD, "table %.40s",
                   table != NULL ? table : "not named");
      return FALSE;
    }

  edit->id = g_strdup (get_text (object, "id"));
  edit->set = take_row (object, "set");
  edit->was = take_row (object, "was");
  if (edit->id == NULL || edit->set == NULL || edit->was == NULL)
    return refuse (error, "an edit without id, or whose set or was is no object");
  return salon_edit_check (edit, error);
}

static SalonEdits *
read_edits (JsonObject *object, GError **error)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, TRUE, sizeof (SalonEdit));
  JsonNode *node = json_object_get_member (object, "edits");
  JsonArray *array = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      refuse (error, "edits is no array");
      return NULL;
    }

  g_array_set_clear_func (edits, (GDestroyNotify) salon_edit_clear);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_array_set_size (edits, i + 1);
      if (!read_edit (json_array_get_element (array, i), &g_array_index (edits, SalonEdit, i),
                      error))
        return NULL;
    }
  return salon_edits_take (edits);
}

static gboolean
is_null (JsonObject *object, const char *name)
{
  JsonNode *value = json_object_get_member (object, name);

  return value == NULL || json_node_is_null (value);
}

/* Device, seq and at are all there, or none is. */
static gboolean
read_stamp (JsonObject *object, const char **device, gint64 *seq, gint64 *at, GError **error)
{
  JsonNode *number = json_object_get_member (object, "seq");
  const char *instant = get_text (object, "at");

  *device = get_text (object, "device");
  if (number == NULL || json_node_get_value_type (number) != G_TYPE_INT64)
    return refuse (error, "seq is no integer");
  *seq = json_node_get_int (number);

  if (*device == NULL)
    {
      *at = 0;
      return (*seq == 0 && is_null (object, "device") && is_null (object, "at"))
             || refuse (error, "half a stamp");
    }
  if (**device == '\0' || *seq <= 0 || instant == NULL)
    return refuse (error, "half a stamp");
  return salon_instant_from_wire (instant, at, error);
}

SalonChange *
salon_change_from_json (const char *json, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (SalonEdits) edits = NULL;
  JsonObject *object = NULL;
  const char *label = NULL;
  const char *device = NULL;
  gint64 seq;
  gint64 at;

  g_return_val_if_fail (json != NULL, NULL);

  root = salon_json_parse (json, SALON_CHANGE_MAX_BYTES, MAX_DEPTH, error);
  if (root == NULL)
    return NULL;
  object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  label = object != NULL ? get_text (object, "label") : NULL;
  if (label == NULL)
    {
      refuse (error, "no label");
      return NULL;
    }
  if (!read_stamp (object, &device, &seq, &at, error))
    return NULL;

  edits = read_edits (object, error);
  if (edits == NULL)
    return NULL;
  return salon_change_new (g_steal_pointer (&edits), label, device, seq, at);
}
