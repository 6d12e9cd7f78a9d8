/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes are tested on a model of a database: a hash table from "table/id" to the row. Applying a
 * change to it is as strict as the store: an insert finds no row, and every `was` still holds.
 */
#include <string.h>

#include "core/salon-change.h"
#include "core/salon-error.h"
#include "core/salon-instant.h"
#include "core/salon-json.h"

#define ID_A "0197b1c2-0000-7000-8000-00000000000a"
#define ID_B "0197b1c2-0000-7000-8000-00000000000b"

/* Model */

static GHashTable *
model_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) json_object_unref);
}

static void
assert_holds (JsonObject *row, JsonObject *was)
{
  g_autoptr (GList) names = json_object_get_members (was);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *expected = json_object_get_member (was, l->data);
      JsonNode *actual = json_object_get_member (row, l->data);

      if (actual == NULL)
        g_assert_true (json_node_is_null (expected));
      else
        g_assert_true (json_node_equal (actual, expected));
    }
}

static void
write_members (JsonObject *row, JsonObject *set)
{
  g_autoptr (GList) names = json_object_get_members (set);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (set, l->data);

      if (json_node_is_null (value))
        json_object_remove_member (row, l->data);
      else
        json_object_set_member (row, l->data, salon_json_copy (value));
    }
}

static void
model_apply (GHashTable *model, SalonChange *change)
{
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);
      g_autofree char *key = g_strconcat (edit->table->name, "/", edit->id, NULL);
      JsonObject *row = g_hash_table_lookup (model, key);

      if (edit->op == SALON_EDIT_INSERT)
        {
          g_assert_null (row);
          row = json_object_new ();
          g_hash_table_insert (model, g_steal_pointer (&key), row);
        }
      g_assert_nonnull (row);
      assert_holds (row, edit->was);
      if (edit->op == SALON_EDIT_DELETE)
        g_hash_table_remove (model, key);
      else
        write_members (row, edit->set);
    }
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All rows in one canonical text. */
static char *
model_dump (GHashTable *model)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key, row;

  g_hash_table_iter_init (&iter, model);
  while (g_hash_table_iter_next (&iter, &key, &row))
    {
      GString *line = g_string_new (key);
      g_autoptr (GList) names = g_list_sort (json_object_get_members (row), (GCompareFunc) strcmp);

      for (GList *l = names; l != NULL; l = l->next)
        {
          g_string_append_printf (line, " %s=", (const char *) l->data);
          salon_json_append (line, json_object_get_member (row, l->data));
        }
      g_ptr_array_add (lines, g_string_free_and_steal (line));
    }
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* Random rows and changes */

static char *
random_id (void)
{
  return g_strdup_printf ("%08x-%04x-7000-8000-%012x", (guint) g_test_rand_int (),
                          (guint) g_test_rand_int_range (0, 0x10000), (guint) g_test_rand_int ());
}

static char *
random_text (SalonKind kind)
{
  static const char *const texts[] = { "", "Élodie", "a\"b\\c\n\t\x01", "💅 gel", "null" };

  switch (kind)
    {
    case SALON_KIND_UUID:
      return random_id ();
    case SALON_KIND_MONEY:
      return g_strdup_printf ("%d.%02d", g_test_rand_int_range (-99, 100),
                              g_test_rand_int_range (0, 100));
    case SALON_KIND_DATE:
      return g_strdup_printf ("%04d-%02d-%02d", g_test_rand_int_range (1, 10000),
                              g_test_rand_int_range (1, 13), g_test_rand_int_range (1, 29));
    case SALON_KIND_TIME:
      return g_strdup_printf ("%02d:%02d:00", g_test_rand_int_range (0, 24),
                              g_test_rand_int_range (0, 60));
    case SALON_KIND_INSTANT:
      return salon_instant_to_wire (g_test_rand_int ());
    case SALON_KIND_TEXT:
    case SALON_KIND_INTEGER:
    case SALON_KIND_BOOLEAN:
    case SALON_KIND_JSON:
      return g_strdup (texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))]);
    }
  g_assert_not_reached ();
}

static JsonNode *
random_json (void)
{
  static const char *const texts[] = { "{\"a\":[1,{\"b\":null}],\"c\":0.1}",
                                       "[]",
                                       "{}",
                                       "true",
                                       "-5",
                                       "1.0",
                                       "1",
                                       "\"x\"",
                                       "[[[1e-7]]]" };

  return salon_json_parse (texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))], 100, 32, NULL);
}

static JsonNode *
random_value (const SalonColumn *column)
{
  g_autofree char *text = NULL;

  if (column->nullable && g_test_rand_int_range (0, 3) == 0)
    return json_node_new (JSON_NODE_NULL);
  if (column->kind == SALON_KIND_INTEGER)
    return json_node_init_int (json_node_alloc (),
                               (gint64) g_test_rand_int () * g_test_rand_int ());
  if (column->kind == SALON_KIND_BOOLEAN)
    return json_node_init_boolean (json_node_alloc (), g_test_rand_bit ());
  if (column->kind == SALON_KIND_JSON)
    return random_json ();
  text = random_text (column->kind);
  return json_node_init_string (json_node_alloc (), text);
}

static JsonObject *
random_row (const SalonTable *table)
{
  JsonObject *row = json_object_new ();
  g_autofree char *id = random_id ();

  json_object_set_string_member (row, table->key, id);
  for (gsize i = 1; i < table->n_columns; i++)
    if (!table->columns[i].nullable || g_test_rand_bit ())
      json_object_set_member (row, table->columns[i].name, random_value (&table->columns[i]));
  return row;
}

static const SalonTable *
random_table (void)
{
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  return &tables[g_test_rand_int_range (0, (gint32) n_tables)];
}

/* A row of the model with its key as a member again; NULL when the model is empty. */
static JsonObject *
random_row_of (GHashTable *model, const SalonTable **table)
{
  g_autofree gpointer *keys = NULL;
  g_auto (GStrv) parts = NULL;
  guint n_keys;
  JsonObject *row = NULL;
  const char *key = NULL;

  keys = g_hash_table_get_keys_as_array (model, &n_keys);
  if (n_keys == 0)
    return NULL;
  key = keys[g_test_rand_int_range (0, (gint32) n_keys)];
  parts = g_strsplit (key, "/", 2);
  *table = salon_schema_find_table (parts[0]);
  row = salon_json_copy_object (g_hash_table_lookup (model, key));
  json_object_set_string_member (row, (*table)->key, parts[1]);
  return row;
}

static JsonObject *
vary (const SalonTable *table, JsonObject *row)
{
  JsonObject *varied = salon_json_copy_object (row);

  for (gsize i = 1; i < table->n_columns; i++)
    if (g_test_rand_int_range (0, 3) == 0)
      json_object_set_member (varied, table->columns[i].name, random_value (&table->columns[i]));
  return varied;
}

/* One edit that @model allows. */
static SalonChange *
random_step (GHashTable *model)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  const SalonTable *table = random_table ();
  g_autoptr (JsonObject) row = random_row_of (model, &table);
  int choice = row != NULL ? g_test_rand_int_range (0, 4) : 0;

  if (choice < 2)
    {
      g_autoptr (JsonObject) fresh = NULL;

      table = random_table ();
      fresh = random_row (table);
      salon_change_builder_insert (builder, table->name, fresh);
    }
  else if (choice == 2)
    salon_change_builder_delete (builder, table->name, row);
  else
    {
      g_autoptr (JsonObject) after = vary (table, row);

      salon_change_builder_update (builder, table->name, row, after);
    }
  return salon_change_builder_end (builder, "step");
}

/* The JSON form of a change of @n edits that can be applied to @model, in order; by way of the JSON
 * form, for a builder knows no rows in between. */
static SalonChange *
random_change (GHashTable *model, int n)
{
  g_autoptr (GHashTable) ahead = model_new ();
  g_autoptr (GString) json =
    g_string_new ("{\"device\":null,\"seq\":0,\"label\":\"random\",\"at\":null,\"edits\":[");
  GHashTableIter iter;
  gpointer key, row;
  gboolean first = TRUE;
  SalonChange *change = NULL;
  g_autoptr (GError) error = NULL;

  g_hash_table_iter_init (&iter, model);
  while (g_hash_table_iter_next (&iter, &key, &row))
    g_hash_table_insert (ahead, g_strdup (key), salon_json_copy_object (row));

  for (int i = 0; i < n; i++)
    {
      g_autoptr (SalonChange) step = random_step (ahead);
      g_autofree char *text = salon_change_to_json (step);
      const char *edits = strstr (text, "\"edits\":[") + strlen ("\"edits\":[");

      model_apply (ahead, step);
      if (salon_change_get_n_edits (step) == 0)
        continue;
      if (!first)
        g_string_append_c (json, ',');
      first = FALSE;
      g_string_append_len (json, edits, (gssize) strlen (edits) - 2);
    }
  g_string_append (json, "]}");
  change = salon_change_from_json (json->str, &error);
  g_assert_no_error (error);
  return change;
}

static void
assert_equal (SalonChange *a, SalonChange *b)
{
  g_autofree char *first = salon_change_to_json (a);
  g_autofree char *second = salon_change_to_json (b);

  g_assert_cmpstr (first, ==, second);
}

/* Tests */

static void
test_a_change_and_its_inverse_leave_the_rows_as_they_were (void)
{
  g_autoptr (GHashTable) model = model_new ();

  for (int round = 0; round < 80; round++)
    {
      g_autoptr (SalonChange) change = random_change (model, g_test_rand_int_range (1, 9));
      g_autoptr (SalonChange) inverse = salon_change_invert (change, "random");
      g_autoptr (SalonChange) again = salon_change_invert (inverse, "random");
      g_autofree char *before = model_dump (model);
      g_autofree char *after = NULL;
      g_autofree char *undone = NULL;
      g_autofree char *redone = NULL;

      assert_equal (again, change);
      g_assert_true (salon_change_check (inverse, NULL));
      model_apply (model, change);
      after = model_dump (model);
      model_apply (model, inverse);
      undone = model_dump (model);
      g_assert_cmpstr (undone, ==, before);
      model_apply (model, again);
      redone = model_dump (model);
      g_assert_cmpstr (redone, ==, after);
    }
}

static void
test_every_change_comes_back_from_json (void)
{
  g_autoptr (GHashTable) model = model_new ();

  for (int round = 0; round < 80; round++)
    {
      g_autoptr (SalonChange) change = random_change (model, 5);
      g_autoptr (SalonChange) stamped =
        salon_change_stamp (change, "device", round + 1, g_test_rand_int ());
      g_autofree char *json = salon_change_to_json (stamped);
      g_autoptr (SalonChange) read = salon_change_from_json (json, NULL);

      g_assert_nonnull (read);
      assert_equal (read, stamped);
      g_assert_cmpint (salon_change_get_seq (read), ==, round + 1);
      g_assert_cmpint (salon_change_get_at (read), ==, salon_change_get_at (stamped));
      model_apply (model, change);
    }
}

static JsonObject *
read_row (const char *text)
{
  g_autoptr (JsonNode) node = salon_json_parse (text, 10000, 32, NULL);

  return salon_json_copy_object (json_node_get_object (node));
}

static void
test_the_json_form_is_the_agreed_one (void)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) row = read_row ("{\"id\":\"" ID_A "\",\"name\":\"Léa \\\"L\\\"\"}");
  g_autoptr (JsonObject) after = read_row ("{\"id\":\"" ID_A "\",\"name\":\"Léa\"}");
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) stamped = NULL;
  g_autofree char *json = NULL;
  g_autofree char *unstamped = NULL;

  salon_change_builder_insert (builder, "staff", row);
  salon_change_builder_update (builder, "staff", row, after);
  salon_change_builder_delete (builder, "staff", after);
  change = salon_change_builder_end (builder, "Hire Léa");
  stamped = salon_change_stamp (change, "desk-1", 7, 1773307800);
  json = salon_change_to_json (stamped);
  g_assert_cmpstr (
    json, ==,
    "{\"device\":\"desk-1\",\"seq\":7,\"label\":\"Hire Léa\",\"at\":\"2026-03-12T09:30:00Z\","
    "\"edits\":[{\"op\":\"insert\",\"table\":\"staff\",\"id\":\"" ID_A "\","
    "\"set\":{\"name\":\"Léa \\\"L\\\"\"},\"was\":{}},"
    "{\"op\":\"update\",\"table\":\"staff\",\"id\":\"" ID_A "\","
    "\"set\":{\"name\":\"Léa\"},\"was\":{\"name\":\"Léa \\\"L\\\"\"}},"
    "{\"op\":\"delete\",\"table\":\"staff\",\"id\":\"" ID_A "\","
    "\"set\":{},\"was\":{\"name\":\"Léa\"}}]}");

  unstamped = salon_change_to_json (change);
  g_assert_cmpmem (unstamped,
                   strlen ("{\"device\":null,\"seq\":0,\"label\":\"Hire Léa\",\"at\":null,"),
                   "{\"device\":null,\"seq\":0,\"label\":\"Hire Léa\",\"at\":null,",
                   strlen ("{\"device\":null,\"seq\":0,\"label\":\"Hire Léa\",\"at\":null,"));
}

static void
test_a_stamp_leaves_the_original_alone (void)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = salon_change_builder_end (builder, "Nothing");
  g_autoptr (SalonChange) stamped = salon_change_stamp (change, "desk-1", 7, 1773307800);

  g_assert_null (salon_change_get_device (change));
  g_assert_cmpint (salon_change_get_seq (change), ==, 0);
  g_assert_cmpint (salon_change_get_at (change), ==, 0);
  g_assert_cmpstr (salon_change_get_device (stamped), ==, "desk-1");
  g_assert_cmpstr (salon_change_get_label (stamped), ==, "Nothing");
}

static void
test_an_update_takes_what_differs_and_an_absent_member_is_null (void)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) before =
    read_row ("{\"id\":\"" ID_A "\",\"name\":\"Marie\",\"email\":null,\"phone\":\"+331\"}");
  g_autoptr (JsonObject) same =
    read_row ("{\"id\":\"" ID_A "\",\"notes\":null,\"phone\":\"+331\",\"name\":\"Marie\"}");
  g_autoptr (JsonObject) after =
    read_row ("{\"id\":\"" ID_A "\",\"name\":\"Marie\",\"email\":\"m@x.fr\"}");
  g_autoptr (SalonChange) change = NULL;
  const SalonEdit *edit = NULL;

  g_assert_false (salon_change_builder_update (builder, "clients", before, same));
  g_assert_true (salon_change_builder_is_empty (builder));
  g_assert_true (salon_change_builder_update (builder, "clients", before, after));
  g_assert_false (salon_change_builder_is_empty (builder));
  change = salon_change_builder_end (builder, "Edit Marie");
  g_assert_true (salon_change_builder_is_empty (builder));

  g_assert_cmpuint (salon_change_get_n_edits (change), ==, 1);
  edit = salon_change_get_edit (change, 0);
  g_assert_cmpint (edit->op, ==, SALON_EDIT_UPDATE);
  g_assert_cmpstr (edit->id, ==, ID_A);
  g_assert_cmpuint (json_object_get_size (edit->set), ==, 2);
  g_assert_cmpuint (json_object_get_size (edit->was), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (edit->set, "email"), ==, "m@x.fr");
  g_assert_true (json_object_get_null_member (edit->was, "email"));
  g_assert_true (json_object_get_null_member (edit->set, "phone"));
  g_assert_cmpstr (json_object_get_string_member (edit->was, "phone"), ==, "+331");
}

static void
test_rows_given_to_a_builder_stay_the_callers (void)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) row = read_row ("{\"key\":\"salon.name\",\"value\":{\"a\":[1]}}");
  g_autoptr (SalonChange) change = NULL;
  const SalonEdit *edit = NULL;

  salon_change_builder_insert (builder, "salon_settings", row);
  change = salon_change_builder_end (builder, "Name the salon");
  json_array_add_int_element (
    json_object_get_array_member (json_object_get_object_member (row, "value"), "a"), 2);
  json_object_set_string_member (row, "key", "other");

  edit = salon_change_get_edit (change, 0);
  g_assert_cmpstr (edit->id, ==, "salon.name");
  g_assert_false (json_object_has_member (edit->set, "key"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                      json_object_get_object_member (edit->set, "value"), "a")),
                    ==, 1);
}

static void
test_a_change_knows_the_rows_it_touches (void)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) row = read_row ("{\"id\":\"" ID_A "\",\"name\":\"Léa\"}");
  g_autoptr (SalonChange) change = NULL;

  salon_change_builder_insert (builder, "staff", row);
  change = salon_change_builder_end (builder, "Hire Léa");
  g_assert_true (salon_change_touches (change, "staff", ID_A));
  g_assert_false (salon_change_touches (change, "staff", ID_B));
  g_assert_false (salon_change_touches (change, "clients", ID_A));
  g_assert_true (salon_change_touches (change, "staff", NULL));
  g_assert_false (salon_change_touches (change, "clients", NULL));

  /* Nobody knows what changed: everything may have. */
  g_assert_true (salon_change_touches (NULL, "clients", NULL));
  g_assert_true (salon_change_touches (NULL, "clients", ID_A));
}

static void
test_a_check_refuses_what_a_builder_was_given (void)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) row = read_row ("{\"id\":\"" ID_A "\",\"name\":3}");
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  salon_change_builder_insert (builder, "staff", row);
  change = salon_change_builder_end (builder, "Hire number three");
  g_assert_false (salon_change_check (change, &error));
  g_assert_error (error, SALON_ERROR, SALON_ERROR_BAD_VALUE);
  g_assert_nonnull (strstr (error->message, "staff.name"));
}

#define CHANGE(edits) "{\"device\":null,\"seq\":0,\"label\":\"x\",\"at\":null,\"edits\":" edits "}"
#define EDIT(op, table, id, set, was)                                                              \
  CHANGE ("[{\"op\":\"" op "\",\"table\":\"" table "\",\"id\":" id ",\"set\":" set ",\"was\":" was \
          "}]")
#define KEY "\"" ID_A "\""

static const struct
{
  const char *json;
  SalonError code;
} hostile[] = {
  { "", SALON_ERROR_NOT_UNDERSTOOD },
  { "null", SALON_ERROR_NOT_UNDERSTOOD },
  { "[]", SALON_ERROR_NOT_UNDERSTOOD },
  { "{}", SALON_ERROR_NOT_UNDERSTOOD },
  { "{\"label\":\"x\"}", SALON_ERROR_NOT_UNDERSTOOD },
  { CHANGE ("{}"), SALON_ERROR_NOT_UNDERSTOOD },
  { CHANGE ("null"), SALON_ERROR_NOT_UNDERSTOOD },
  { CHANGE ("[1]"), SALON_ERROR_NOT_UNDERSTOOD },
  { CHANGE ("[null]"), SALON_ERROR_NOT_UNDERSTOOD },
  { CHANGE ("[{}]"), SALON_ERROR_NOT_UNDERSTOOD },
  { CHANGE ("[{\"op\":\"insert\"}]"), SALON_ERROR_UNKNOWN_FIELD },
  { EDIT ("drop", "staff", KEY, "{}", "{}"), SALON_ERROR_NOT_UNDERSTOOD },
  { EDIT ("insert", "users", KEY, "{}", "{}"), SALON_ERROR_UNKNOWN_FIELD },
  { EDIT ("insert", "staff", KEY, "{\"password\":\"x\"}", "{}"), SALON_ERROR_UNKNOWN_FIELD },
  { EDIT ("delete", "staff", KEY, "{}", "{\"password\":\"x\"}"), SALON_ERROR_UNKNOWN_FIELD },
  { EDIT ("insert", "staff", KEY, "{\"name\":1}", "{}"), SALON_ERROR_BAD_VALUE },
  { EDIT ("insert", "staff", KEY, "{\"name\":null}", "{}"), SALON_ERROR_BAD_VALUE },
  { EDIT ("insert", "staff", KEY, "{\"position\":1.5}", "{}"), SALON_ERROR_BAD_VALUE },
  { EDIT ("insert", "staff", "\"not-a-uuid\"", "{}", "{}"), SALON_ERROR_BAD_VALUE },
  { EDIT ("insert", "staff", "1", "{}", "{}"), SALON_ERROR_NOT_UNDERSTOOD },
  { EDIT ("insert", "staff", "null", "{}", "{}"), SALON_ERROR_NOT_UNDERSTOOD },
  { EDIT ("insert", "salon_settings", "\"\"", "{}", "{}"), SALON_ERROR_NOT_UNDERSTOOD },
  { EDIT ("insert", "staff", KEY, "[]", "{}"), SALON_ERROR_NOT_UNDERSTOOD },
  { EDIT ("insert", "staff", KEY, "{}", "null"), SALON_ERROR_NOT_UNDERSTOOD },
  { EDIT ("insert", "staff", KEY, "{\"id\":" KEY "}", "{}"), SALON_ERROR_NOT_UNDERSTOOD },
  { EDIT ("insert", "staff", KEY, "{}", "{\"name\":\"x\"}"), SALON_ERROR_NOT_UNDERSTOOD },
  { EDIT ("delete", "staff", KEY, "{\"name\":\"x\"}", "{}"), SALON_ERROR_NOT_UNDERSTOOD },
  { EDIT ("update", "staff", KEY, "{}", "{}"), SALON_ERROR_NOT_UNDERSTOOD },
  { EDIT ("update", "staff", KEY, "{\"name\":\"x\"}", "{}"), SALON_ERROR_NOT_UNDERSTOOD },
  { EDIT ("update", "staff", KEY, "{\"name\":\"x\"}", "{\"position\":1}"),
    SALON_ERROR_NOT_UNDERSTOOD },
  { EDIT ("update", "staff", KEY, "{\"name\":\"x\"}", "{\"name\":\"x\"}"),
    SALON_ERROR_NOT_UNDERSTOOD },
  { EDIT ("insert", "staff", KEY, "{\"name\":\"a\\u0000b\"}", "{}"), SALON_ERROR_OUT_OF_RANGE },
  { EDIT ("insert", "staff", KEY, "{\"position\":9223372036854775808}", "{}"),
    SALON_ERROR_OUT_OF_RANGE },
  { "{\"device\":\"d\",\"seq\":0,\"label\":\"x\",\"at\":\"2026-03-12T09:30:00Z\",\"edits\":[]}",
    SALON_ERROR_NOT_UNDERSTOOD },
  { "{\"device\":\"d\",\"seq\":-1,\"label\":\"x\",\"at\":\"2026-03-12T09:30:00Z\",\"edits\":[]}",
    SALON_ERROR_NOT_UNDERSTOOD },
  { "{\"device\":\"d\",\"seq\":\"1\",\"label\":\"x\",\"at\":\"2026-03-12T09:30:00Z\",\"edits\":[]}",
    SALON_ERROR_NOT_UNDERSTOOD },
  { "{\"device\":\"d\",\"seq\":1,\"label\":\"x\",\"at\":null,\"edits\":[]}",
    SALON_ERROR_NOT_UNDERSTOOD },
  { "{\"device\":\"d\",\"seq\":1,\"label\":\"x\",\"at\":\"yesterday\",\"edits\":[]}",
    SALON_ERROR_NOT_UNDERSTOOD },
  { "{\"device\":\"\",\"seq\":1,\"label\":\"x\",\"at\":\"2026-03-12T09:30:00Z\",\"edits\":[]}",
    SALON_ERROR_NOT_UNDERSTOOD },
  { "{\"device\":7,\"seq\":0,\"label\":\"x\",\"at\":null,\"edits\":[]}",
    SALON_ERROR_NOT_UNDERSTOOD },
  { "{\"device\":null,\"seq\":1,\"label\":\"x\",\"at\":null,\"edits\":[]}",
    SALON_ERROR_NOT_UNDERSTOOD },
  { "{\"device\":null,\"seq\":0,\"label\":\"x\",\"at\":\"2026-03-12T09:30:00Z\",\"edits\":[]}",
    SALON_ERROR_NOT_UNDERSTOOD },
  { "{\"device\":null,\"seq\":0,\"label\":1,\"at\":null,\"edits\":[]}",
    SALON_ERROR_NOT_UNDERSTOOD },
};

static void
test_hostile_json_is_refused_by_name (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SalonChange) change = salon_change_from_json (hostile[i].json, &error);

      g_assert_null (change);
      g_assert_error (error, SALON_ERROR, (gint) hostile[i].code);
    }
}

static void
test_what_a_stamp_leaves_out_is_null (void)
{
  g_autoptr (SalonChange) change =
    salon_change_from_json ("{\"seq\":0,\"label\":\"x\",\"edits\":[]}", NULL);

  g_assert_nonnull (change);
  g_assert_null (salon_change_get_device (change));
  g_assert_null (salon_change_from_json ("{\"seq\":1,\"label\":\"x\",\"edits\":[]}", NULL));
}

static char *
setting_of_depth (int depth)
{
  g_autofree char *open = g_strnfill (depth, '[');
  g_autofree char *close = g_strnfill (depth, ']');

  return g_strconcat ("{\"device\":null,\"seq\":0,\"label\":\"x\",\"at\":null,\"edits\":[{"
                      "\"op\":\"insert\",\"table\":\"salon_settings\",\"id\":\"k\",\"set\":"
                      "{\"value\":",
                      open, close, "}}]}", NULL);
}

static void
test_depth_and_length_have_bounds (void)
{
  g_autofree char *deepest = setting_of_depth (32);
  g_autofree char *deeper = setting_of_depth (33);
  g_autofree char *abyss = setting_of_depth (1000000);
  g_autofree char *padding = g_strnfill (SALON_CHANGE_MAX_BYTES, ' ');
  g_autofree char *too_long = g_strconcat (padding, deepest, NULL);
  g_autoptr (SalonChange) fits = salon_change_from_json (deepest, NULL);

  g_assert_nonnull (fits);
  g_assert_null (salon_change_from_json (deeper, NULL));
  g_assert_null (salon_change_from_json (abyss, NULL));
  g_assert_null (salon_change_from_json (too_long, NULL));
}

/* Whatever a byte is turned into, the answer is a sound change or an error, and never both. */
static void
test_torn_json_never_harms (void)
{
  g_autoptr (GHashTable) model = model_new ();

  for (int round = 0; round < 400; round++)
    {
      static const char bytes[] = "{}[]\",:\\0123456789eE.-+ntfu\x80\xff\n ";
      g_autoptr (SalonChange) change = random_change (model, 3);
      g_autofree char *json = salon_change_to_json (change);
      gsize length = strlen (json);
      g_autoptr (GError) error = NULL;
      g_autoptr (SalonChange) read = NULL;

      for (int i = g_test_rand_int_range (1, 4); i > 0; i--)
        json[g_test_rand_int_range (0, (gint32) length)] =
          bytes[g_test_rand_int_range (0, sizeof bytes)];
      read = salon_change_from_json (json, &error);
      g_assert_true ((read == NULL) == (error != NULL));
      if (read != NULL)
        {
          g_autofree char *written = salon_change_to_json (read);
          g_autoptr (SalonChange) again = salon_change_from_json (written, NULL);

          g_assert_nonnull (again);
          assert_equal (again, read);
        }
    }
}

static gpointer
use_change (gpointer shared)
{
  for (int i = 0; i < 200; i++)
    {
      g_autoptr (SalonChange) mine = salon_change_ref (shared);
      g_autoptr (SalonChange) inverse = salon_change_invert (mine, "inverse");
      g_autoptr (SalonChange) stamped = salon_change_stamp (inverse, "desk", 1, 0);
      g_autofree char *json = salon_change_to_json (stamped);
      g_autoptr (SalonChange) again = salon_change_invert (stamped, "again");

      g_assert_nonnull (strstr (json, "salon_settings"));
      g_assert_true (salon_change_check (again, NULL));
    }
  salon_change_unref (shared);
  return NULL;
}

static void
test_threads_may_share_one_change (void)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) row = read_row ("{\"key\":\"k\",\"value\":{\"a\":[1,{\"b\":2}]}}");
  g_autoptr (SalonChange) change = NULL;
  GThread *threads[4];

  salon_change_builder_insert (builder, "salon_settings", row);
  change = salon_change_builder_end (builder, "Set");
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("use", use_change, salon_change_ref (change));
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  g_assert_cmpuint (json_object_get_size (salon_change_get_edit (change, 0)->set), ==, 1);
}

static void
test_an_inverse_outlives_its_original (void)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) row = read_row ("{\"id\":\"" ID_A "\",\"name\":\"Léa\"}");
  SalonChange *change = NULL;
  g_autoptr (SalonChange) inverse = NULL;
  const SalonEdit *edit = NULL;

  salon_change_builder_insert (builder, "staff", row);
  change = salon_change_builder_end (builder, "Hire Léa");
  inverse = salon_change_invert (change, "Undo");
  salon_change_unref (change);

  edit = salon_change_get_edit (inverse, 0);
  g_assert_cmpint (edit->op, ==, SALON_EDIT_DELETE);
  g_assert_cmpstr (edit->id, ==, ID_A);
  g_assert_cmpstr (json_object_get_string_member (edit->was, "name"), ==, "Léa");
  g_assert_cmpstr (salon_change_get_label (inverse), ==, "Undo");
}

/* Slices borrow the rows of the whole, and the whole may go first. */
static void
test_slices_joined_are_the_whole (void)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (GPtrArray) parts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);
  g_autoptr (SalonChange) joined = NULL;
  SalonChange *whole = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (int i = 0; i < 7; i++)
    {
      g_autofree char *json =
        g_strdup_printf ("{\"id\":\"0197b1c2-0000-7000-8000-00000000000%d\",\"name\":\"Marie\"}",
                         i);
      g_autoptr (JsonObject) row = read_row (json);

      salon_change_builder_insert (builder, "clients", row);
    }
  whole = salon_change_builder_end (builder, "Import");
  before = salon_change_to_json (whole);
  for (gsize i = 0; i < 7; i += 3)
    g_ptr_array_add (parts, salon_change_slice (whole, i, MIN (3, 7 - i)));
  salon_change_unref (whole);
  joined = salon_change_join (parts);
  g_ptr_array_set_size (parts, 0);
  after = salon_change_to_json (joined);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/change/a-change-and-its-inverse-leave-the-rows-as-they-were",
                   test_a_change_and_its_inverse_leave_the_rows_as_they_were);
  g_test_add_func ("/salon/change/every-change-comes-back-from-json",
                   test_every_change_comes_back_from_json);
  g_test_add_func ("/salon/change/the-json-form-is-the-agreed-one",
                   test_the_json_form_is_the_agreed_one);
  g_test_add_func ("/salon/change/a-stamp-leaves-the-original-alone",
                   test_a_stamp_leaves_the_original_alone);
  g_test_add_func ("/salon/change/an-update-takes-what-differs-and-an-absent-member-is-null",
                   test_an_update_takes_what_differs_and_an_absent_member_is_null);
  g_test_add_func ("/salon/change/rows-given-to-a-builder-stay-the-callers",
                   test_rows_given_to_a_builder_stay_the_callers);
  g_test_add_func ("/salon/change/a-change-knows-the-rows-it-touches",
                   test_a_change_knows_the_rows_it_touches);
  g_test_add_func ("/salon/change/a-check-refuses-what-a-builder-was-given",
                   test_a_check_refuses_what_a_builder_was_given);
  g_test_add_func ("/salon/change/hostile-json-is-refused-by-name",
                   test_hostile_json_is_refused_by_name);
  g_test_add_func ("/salon/change/what-a-stamp-leaves-out-is-null",
                   test_what_a_stamp_leaves_out_is_null);
  g_test_add_func ("/salon/change/depth-and-length-have-bounds", test_depth_and_length_have_bounds);
  g_test_add_func ("/salon/change/torn-json-never-harms", test_torn_json_never_harms);
  g_test_add_func ("/salon/change/threads-may-share-one-change", test_threads_may_share_one_change);
  g_test_add_func ("/salon/change/an-inverse-outlives-its-original",
                   test_an_inverse_outlives_its_original);
  g_test_add_func ("/salon/change/slices-joined-are-the-whole", test_slices_joined_are_the_whole);
  return g_test_run ();
}
