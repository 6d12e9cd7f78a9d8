/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-answer.h"

#include "salon-error.h"
#include "salon-instant.h"
#include "salon-json.h"

/* The answers, an answer, its rows, a row, its values, and a JSON value in it. */
#define MAX_DEPTH (5 + SALON_JSON_MAX_DEPTH)
#define DUPLICATE "duplicate"

static const char *const outcomes[] = {
  [SALON_OUTCOME_APPLIED] = "applied",
  [SALON_OUTCOME_CONFLICT] = "conflict",
  [SALON_OUTCOME_REJECTED] = "rejected",
};

struct _SalonAnswer
{
  gatomicrefcount references;
  gint64 seq;
  SalonOutcome outcome;
  gboolean is_duplicate;
  char *code;
  char *detail;
  GPtrArray *obstacles;
};

G_DEFINE_BOXED_TYPE (SalonAnswer, salon_answer, salon_answer_ref, salon_answer_unref)

SalonAnswer *
salon_answer_ref (SalonAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
salon_answer_unref (SalonAnswer *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->code);
  g_free (self->detail);
  g_clear_pointer (&self->obstacles, g_ptr_array_unref);
  g_free (self);
}

gint64
salon_answer_get_seq (SalonAnswer *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->seq;
}

SalonOutcome
salon_answer_get_outcome (SalonAnswer *self)
{
  g_return_val_if_fail (self != NULL, SALON_OUTCOME_REJECTED);
  return self->outcome;
}

gboolean
salon_answer_is_duplicate (SalonAnswer *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->is_duplicate;
}

const char *
salon_answer_get_code (SalonAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->code;
}

const char *
salon_answer_get_detail (SalonAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->detail;
}

GPtrArray *
salon_answer_get_obstacles (SalonAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->obstacles;
}

void
salon_obstacle_free (SalonObstacle *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_clear_pointer (&self->row, json_object_unref);
  g_strfreev (self->fields);
  g_free (self->by);
  g_free (self);
}

SalonObstacle *
salon_obstacle_copy (const SalonObstacle *self)
{
  SalonObstacle *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (SalonObstacle, 1);
  copy->table = self->table;
  copy->id = g_strdup (self->id);
  copy->row = self->row != NULL ? salon_json_copy_object (self->row) : NULL;
  copy->fields = g_strdupv (self->fields);
  copy->by = g_strdup (self->by);
  copy->at = self->at;
  return copy;
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD, "answer: %s", what);
  return FALSE;
}

/* A member that is null is as good as one that is not there. */
static JsonNode *
get_member (JsonObject *object, const char *name)
{
  JsonNode *value = json_object_get_member (object, name);

  return value == NULL || json_node_is_null (value) ? NULL : value;
}

static gboolean
read_text (JsonObject *object, const char *name, const char **text, GError **error)
{
  JsonNode *value = get_member (object, name);

  *text = NULL;
  if (value == NULL)
    return TRUE;
  if (json_node_get_value_type (value) != G_TYPE_STRING)
    return refuse (error, "a text that is none");
  *text = json_node_get_string (value);
  return TRUE;
}

static gboolean
read_fields (JsonNode *value, GStrv *fields, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = NULL;

  if (value != NULL && !JSON_NODE_HOLDS_ARRAY (value))
    return refuse (error, "fields is no array");
  array = value != NULL ? json_node_get_array (value) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *name = json_array_get_element (array, i);

      if (json_node_get_value_type (name) != G_TYPE_STRING)
        return refuse (error, "a field without a name");
      g_strv_builder_add (builder, json_node_get_string (name));
    }
  *fields = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_row (JsonNode *value, SalonObstacle *obstacle, GError **error)
{
  const SalonTable *table = obstacle->table;

  if (value == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (value))
    return refuse (error, "a row that is no object");
  obstacle->row = salon_row_adopt (table, json_node_get_object (value), error);
  return obstacle->row != NULL
         && (g_str_equal (json_object_get_string_member (obstacle->row, table->key), obstacle->id)
             || refuse (error, "a row with another key than its id"));
}

/* Leaves the table out when the obstacle is in one that we do not know. */
static gboolean
read_obstacle (JsonObject *object, SalonObstacle *obstacle, GError **error)
{
  const char *name = NULL, *id = NULL, *by = NULL, *at = NULL;

  if (!read_text (object, "table", &name, error) || !read_text (object, "id", &id, error)
      || !read_text (object, "by", &by, error) || !read_text (object, "at", &at, error))
    return FALSE;
  if (name == NULL || id == NULL)
    return refuse (error, "a row without table or id");
  obstacle->table = salon_schema_find_table (name);
  if (obstacle->table == NULL)
    return TRUE;

  obstacle->id = g_strdup (id);
  obstacle->by = g_strdup (by);
  return salon_column_check_text (obstacle->table, &obstacle->table->columns[0], id, error)
         && (at == NULL || salon_instant_from_wire (at, &obstacle->at, error))
         && read_fields (get_member (object, "fields"), &obstacle->fields, error)
         && read_row (get_member (object, "row"), obstacle, error);
}

static GPtrArray *
read_obstacles (JsonNode *value, GError **error)
{
  g_autoptr (GPtrArray) obstacles =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_obstacle_free);
  JsonArray *array = NULL;

  if (value != NULL && !JSON_NODE_HOLDS_ARRAY (value))
    {
      refuse (error, "rows is no array");
      return NULL;
    }
  array = value != NULL ? json_node_get_array (value) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autoptr (SalonObstacle) obstacle = g_new0 (SalonObstacle, 1);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          refuse (error, "a row that is no object");
          return NULL;
        }
      if (!read_obstacle (json_node_get_object (node), obstacle, error))
        return NULL;
      if (obstacle->table != NULL)
        g_ptr_array_add (obstacles, g_steal_pointer (&obstacle));
    }
  return g_steal_pointer (&obstacles);
}

GPtrArray *
salon_obstacles_from_json (const char *json, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  root = salon_json_parse (json, SALON_ANSWERS_MAX_BYTES, MAX_DEPTH, error);
  return root != NULL ? read_obstacles (root, error) : NULL;
}

static void
append_fields (GString *out, GStrv fields)
{
  for (gsize i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      salon_json_append_text (out, fields[i]);
    }
}

static void
append_obstacle (GString *out, const SalonObstacle *obstacle)
{
  g_autofree char *at = obstacle->at != 0 ? salon_instant_to_wire (obstacle->at) : NULL;

  g_string_append_printf (out, "{\"table\":\"%s\",\"id\":", obstacle->table->name);
  salon_json_append_text (out, obstacle->id);
  g_string_append (out, ",\"row\":");
  if (obstacle->row != NULL)
    salon_json_append_object (out, obstacle->row);
  else
    g_string_append (out, "null");
  g_string_append (out, ",\"fields\":[");
  append_fields (out, obstacle->fields);
  g_string_append (out, "],\"by\":");
  if (obstacle->by != NULL)
    salon_json_append_text (out, obstacle->by);
  else
    g_string_append (out, "null");
  g_string_append (out, ",\"at\":");
  if (at != NULL)
    salon_json_append_text (out, at);
  else
    g_string_append (out, "null");
  g_string_append_c (out, '}');
}

char *
salon_obstacles_to_json (GPtrArray *obstacles)
{
  GString *out = g_string_new ("[");

  g_return_val_if_fail (obstacles != NULL, NULL);

  for (guint i = 0; i < obstacles->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_obstacle (out, g_ptr_array_index (obstacles, i));
    }
  g_string_append_c (out, ']');
  return g_string_free_and_steal (out);
}

static gboolean
find_outcome (const char *text, SalonOutcome *outcome, GError **error)
{
  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (outcomes); i++)
    if (g_str_equal (outcomes[i], text))
      {
        *outcome = (SalonOutcome) i;
        return TRUE;
      }
  return refuse (error, "an outcome that is none");
}

static gboolean
read_outcome (JsonObject *object, SalonAnswer *answer, GError **error)
{
  const char *outcome = NULL, *first = NULL;

  if (!read_text (object, "outcome", &outcome, error)
      || !read_text (object, "first", &first, error))
    return FALSE;
  answer->is_duplicate = g_strcmp0 (outcome, DUPLICATE) == 0;
  return find_outcome (answer->is_duplicate ? first : outcome, &answer->outcome, error);
}

static gboolean
read_answer (JsonObject *object, SalonAnswer *answer, GError **error)
{
  JsonNode *seq = get_member (object, "seq");
  const char *code = NULL, *detail = NULL;

  if (seq == NULL || json_node_get_value_type (seq) != G_TYPE_INT64 || json_node_get_int (seq) <= 0)
    return refuse (error, "seq is no number");
  answer->seq = json_node_get_int (seq);
  if (!read_outcome (object, answer, error) || !read_text (object, "code", &code, error)
      || !read_text (object, "detail", &detail, error))
    return FALSE;
  answer->code = g_strdup (code != NULL ? code : "");
  answer->detail = g_strdup (detail);
  answer->obstacles = read_obstacles (get_member (object, "rows"), error);
  return answer->obstacles != NULL;
}

static SalonAnswer *
new_answer (void)
{
  SalonAnswer *self = g_new0 (SalonAnswer, 1);

  g_atomic_ref_count_init (&self->references);
  return self;
}

static GPtrArray *
read_answers (JsonArray *array, GError **error)
{
  g_autoptr (GPtrArray) answers =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_answer_unref);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autoptr (SalonAnswer) answer = new_answer ();

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          refuse (error, "no object");
          return NULL;
        }
      if (!read_answer (json_node_get_object (node), answer, error))
        return NULL;
      g_ptr_array_add (answers, g_steal_pointer (&answer));
    }
  return g_steal_pointer (&answers);
}

GPtrArray *
salon_answers_from_json (const char *json, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  root = salon_json_parse (json, SALON_ANSWERS_MAX_BYTES, MAX_DEPTH, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      refuse (error, "no array");
      return NULL;
    }
  return read_answers (json_node_get_array (root), error);
}
