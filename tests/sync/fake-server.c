/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows are kept as JSON texts under "table/id". A commit takes the next xid; the feed is the rows in
 * the order of their last commit. Push compares field by field, as the real one does; it knows no
 * rules but one: a change whose label begins with "!" is refused.
 */
#include "fake-server.h"

#include "core/salon-json.h"

typedef struct
{
  const SalonTable *table;
  char *id;
  char *json; /* NULL: deleted */
  guint64 xid;
  gint64 seq;
} Row;

struct _FakeServer
{
  GMutex mutex;
  GCond changed;
  char *generation;
  guint n_generations;
  GHashTable *rows;    /* "table/id" → Row */
  GHashTable *answers; /* "device/seq" → outcome and code as JSON members */
  guint64 xid;
  gint64 seq;
  guint64 fence; /* rows of this xid and later are not seen; 0: none */
  guint n_effects;
  guint batch_rows;
};

static void
row_free (gpointer pointer)
{
  Row *row = pointer;

  g_free (row->id);
  g_free (row->json);
  g_free (row);
}

static char *
make_generation (guint number)
{
  return g_strdup_printf ("aaaaaaaa-0000-4000-8000-%012x", number);
}

FakeServer *
fake_server_new (void)
{
  FakeServer *self = g_new0 (FakeServer, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->generation = make_generation (++self->n_generations);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, row_free);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->xid = 700;
  self->batch_rows = 2000;
  return self;
}

void
fake_server_free (FakeServer *self)
{
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->answers);
  g_free (self->generation);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
fake_server_lock (FakeServer *self)
{
  g_mutex_lock (&self->mutex);
}

void
fake_server_unlock (FakeServer *self)
{
  g_mutex_unlock (&self->mutex);
}

gboolean
fake_server_wait (FakeServer *self, gint64 end)
{
  if (end != 0)
    return g_cond_wait_until (&self->changed, &self->mutex, end);
  g_cond_wait (&self->changed, &self->mutex);
  return TRUE;
}

void
fake_server_broadcast (FakeServer *self)
{
  g_cond_broadcast (&self->changed);
  g_main_context_wakeup (NULL);
}

const char *
fake_server_get_generation (FakeServer *self)
{
  return self->generation;
}

guint64
fake_server_get_xid (FakeServer *self)
{
  return self->xid;
}

static Row *
find_row (FakeServer *self, const char *table, const char *id)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", table, id);
  Row *row = g_hash_table_lookup (self->rows, key);

  return row != NULL && row->json != NULL ? row : NULL;
}

/* Takes @json; NULL deletes. */
static void
write_row (FakeServer *self, const SalonTable *table, const char *id, char *json)
{
  Row *row = g_new0 (Row, 1);

  row->table = table;
  row->id = g_strdup (id);
  row->json = json;
  row->xid = self->xid;
  row->seq = ++self->seq;
  g_hash_table_replace (self->rows, g_strdup_printf ("%s/%s", table->name, id), row);
}

static char *
object_to_text (JsonObject *object)
{
  GString *text = g_string_new (NULL);

  salon_json_append_object (text, object);
  return g_string_free (text, FALSE);
}

static char *
node_to_text (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  salon_json_append (text, node);
  return g_string_free (text, FALSE);
}

static JsonObject *
parse_object (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = salon_json_parse (json, 1 << 20, 40, &error);

  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

void
fake_server_put (FakeServer *self, const char *table, const char *id, JsonObject *row)
{
  g_autoptr (JsonObject) owned = row;

  fake_server_lock (self);
  self->xid++;
  write_row (self, salon_schema_find_table (table), id, row != NULL ? object_to_text (row) : NULL);
  fake_server_broadcast (self);
  fake_server_unlock (self);
}

void
fake_server_set_batch_rows (FakeServer *self, guint n_rows)
{
  fake_server_lock (self);
  self->batch_rows = n_rows;
  fake_server_unlock (self);
}

void
fake_server_restore (FakeServer *self)
{
  fake_server_lock (self);
  g_free (self->generation);
  self->generation = make_generation (++self->n_generations);
  g_hash_table_remove_all (self->answers);
  self->xid += 1000;
  fake_server_broadcast (self);
  fake_server_unlock (self);
}

void
fake_server_set_fence (FakeServer *self, gboolean is_up)
{
  fake_server_lock (self);
  self->fence = is_up ? self->xid + 1 : 0;
  fake_server_unlock (self);
}

char *
fake_server_dup_text (FakeServer *self, const char *table, const char *id, const char *column)
{
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *json = NULL;
  Row *row = NULL;

  fake_server_lock (self);
  row = find_row (self, table, id);
  json = row != NULL ? g_strdup (row->json) : NULL;
  fake_server_unlock (self);
  if (json == NULL)
    return NULL;
  object = parse_object (json);
  return g_strdup (json_object_get_string_member_with_default (object, column, ""));
}

gsize
fake_server_count_all (FakeServer *self)
{
  GHashTableIter iter;
  gpointer value = NULL;
  gsize n = 0;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Row *) value)->json != NULL)
      n++;
  return n;
}

gsize
fake_server_count_rows (FakeServer *self, const char *table)
{
  GHashTableIter iter;
  gpointer value = NULL;
  gsize n = 0;

  fake_server_lock (self);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Row *) value)->json != NULL && g_str_equal (((Row *) value)->table->name, table))
      n++;
  fake_server_unlock (self);
  return n;
}

guint
fake_server_count_effects (FakeServer *self)
{
  guint n = 0;

  fake_server_lock (self);
  n = self->n_effects;
  fake_server_unlock (self);
  return n;
}

/* The members of a row in the order of the table, so that equal rows are equal texts. */
static void
append_canonical (GString *text, const Row *row)
{
  g_autoptr (JsonObject) object = parse_object (row->json);

  g_string_append_printf (text, "%s", row->table->name);
  for (gsize i = 0; i < row->table->n_columns; i++)
    {
      JsonNode *value = json_object_get_member (object, row->table->columns[i].name);

      g_string_append (text, " | ");
      if (value == NULL)
        g_string_append (text, "null");
      else
        salon_json_append (text, value);
    }
  g_string_append_c (text, '\n');
}

char *
fake_server_dump (FakeServer *self)
{
  g_autoptr (GList) keys = NULL;
  GString *text = g_string_new (NULL);

  fake_server_lock (self);
  keys = g_list_sort (g_hash_table_get_keys (self->rows), (GCompareFunc) g_strcmp0);
  for (GList *key = keys; key != NULL; key = key->next)
    {
      const Row *row = g_hash_table_lookup (self->rows, key->data);

      if (row->json != NULL)
        append_canonical (text, row);
    }
  fake_server_unlock (self);
  return g_string_free (text, FALSE);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *one = *(Row *const *) a;
  const Row *other = *(Row *const *) b;

  if (one->xid != other->xid)
    return one->xid < other->xid ? -1 : 1;
  return one->seq < other->seq ? -1 : one->seq > other->seq;
}

static GPtrArray *
list_rows_after (FakeServer *self, guint64 xid, gint64 seq)
{
  GPtrArray *rows = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Row *row = value;
      gboolean is_after = row->xid > xid || (row->xid == xid && row->seq > seq);

      if (is_after && (self->fence == 0 || row->xid < self->fence))
        g_ptr_array_add (rows, row);
    }
  g_ptr_array_sort (rows, compare_rows);
  return rows;
}

char *
fake_server_pull (FakeServer *self, const SalonCursor *cursor, guint max_rows)
{
  g_autoptr (GPtrArray) rows = list_rows_after (self, cursor->xid, cursor->seq);
  GString *json = g_string_new (NULL);
  guint n = MIN (rows->len, max_rows);
  guint64 xid = cursor->xid;
  gint64 seq = cursor->seq;

  g_string_append_printf (json, "{\"generation\":\"%s\",\"rows\":[", self->generation);
  for (guint i = 0; i < n; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);

      xid = row->xid;
      seq = row->seq;
      g_string_append_printf (json,
                              "%s{\"table\":\"%s\",\"id\":\"%s\",\"xid\":\"%" G_GUINT64_FORMAT
                              "\",\"seq\":%" G_GINT64_FORMAT ",\"deleted\":%s,\"row\":%s}",
                              i > 0 ? "," : "", row->table->name, row->id, xid, seq,
                              row->json == NULL ? "true" : "false",
                              row->json != NULL ? row->json : "null");
    }
  g_string_append_printf (json,
                          "],\"xid\":\"%" G_GUINT64_FORMAT "\",\"seq\":%" G_GINT64_FORMAT
                          ",\"more\":%s}",
                          xid, seq, rows->len > n ? "true" : "false");
  return g_string_free (json, FALSE);
}

/* A change under way: rows as they would be, and what stands in its way. */
typedef struct
{
  FakeServer *server;
  GHashTable *staged; /* "table/id" → JSON text, or "" for deleted */
  const char *code;   /* NULL: nothing stands in the way */
  GString *obstacles;
} Attempt;

static char *
dup_staged (Attempt *self, const SalonEdit *edit)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", edit->table->name, edit->id);
  const char *staged = g_hash_table_lookup (self->staged, key);
  Row *row = NULL;

  if (staged != NULL)
    return *staged != '\0' ? g_strdup (staged) : NULL;
  row = find_row (self->server, edit->table->name, edit->id);
  return row != NULL ? g_strdup (row->json) : NULL;
}

static void
stage (Attempt *self, const SalonEdit *edit, JsonObject *object)
{
  g_hash_table_replace (self->staged, g_strdup_printf ("%s/%s", edit->table->name, edit->id),
                        object != NULL ? object_to_text (object) : g_strdup (""));
}

static void
stand_in_the_way (Attempt *self,
                  const SalonEdit *edit,
                  const char *code,
                  const char *row,
                  const char *field)
{
  self->code = code;
  g_string_append_printf (self->obstacles,
                          "%s{\"table\":\"%s\",\"id\":\"%s\",\"row\":%s,\"fields\":[%s%s%s],"
                          "\"by\":\"Cabine\",\"at\":\"2026-03-12T09:00:00Z\"}",
                          self->obstacles->len > 0 ? "," : "", edit->table->name, edit->id,
                          row != NULL ? row : "null", field != NULL ? "\"" : "",
                          field != NULL ? field : "", field != NULL ? "\"" : "");
}

static JsonObject *
make_row (const SalonEdit *edit)
{
  JsonObject *row = salon_json_copy_object (edit->set);

  json_object_set_string_member (row, edit->table->key, edit->id);
  return row;
}

static gboolean
texts_equal (JsonObject *object, const char *name, JsonNode *value)
{
  JsonNode *found = json_object_get_member (object, name);
  g_autofree char *one = found != NULL ? node_to_text (found) : g_strdup ("null");
  g_autofree char *other = node_to_text (value);

  return g_str_equal (one, other);
}

static void
try_insert (Attempt *self, const SalonEdit *edit, const char *now)
{
  g_autoptr (JsonObject) row = make_row (edit);
  g_autofree char *json = object_to_text (row);

  if (now == NULL)
    stage (self, edit, row);
  else if (!g_str_equal (json, now))
    stand_in_the_way (self, edit, "exists", now, NULL);
}

static void
try_update (Attempt *self, const SalonEdit *edit, const char *now)
{
  g_autoptr (JsonObject) row = NULL;
  g_autoptr (GList) names = json_object_get_members (edit->set);

  if (now == NULL)
    {
      stand_in_the_way (self, edit, "gone", NULL, NULL);
      return;
    }
  row = parse_object (now);
  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *set = json_object_get_member (edit->set, name->data);
      JsonNode *was = json_object_get_member (edit->was, name->data);

      if (texts_equal (row, name->data, was))
        json_object_set_member (row, name->data, salon_json_copy (set));
      else if (!texts_equal (row, name->data, set))
        stand_in_the_way (self, edit, "changed", now, name->data);
    }
  stage (self, edit, row);
}

static void
try_edit (Attempt *self, const SalonEdit *edit)
{
  g_autofree char *now = dup_staged (self, edit);

  switch (edit->op)
    {
    case SALON_EDIT_INSERT:
      try_insert (self, edit, now);
      break;
    case SALON_EDIT_UPDATE:
      try_update (self, edit, now);
      break;
    case SALON_EDIT_DELETE:
      stage (self, edit, NULL);
      break;
    }
}

static void
commit (Attempt *self)
{
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer value = NULL;

  self->server->xid++;
  self->server->n_effects++;
  g_hash_table_iter_init (&iter, self->staged);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto (GStrv) parts = g_strsplit (key, "/", 2);
      const char *json = value;

      write_row (self->server, salon_schema_find_table (parts[0]), parts[1],
                 *json != '\0' ? g_strdup (json) : NULL);
    }
}

/* The members of the answer but its seq and outcome. */
static char *
try_change (FakeServer *self, SalonChange *change, const char **outcome)
{
  Attempt attempt = { .server = self, .obstacles = g_string_new (NULL) };
  char *members = NULL;

  attempt.staged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    try_edit (&attempt, salon_change_get_edit (change, i));
  *outcome = attempt.code == NULL ? "applied" : "conflict";
  if (salon_change_get_label (change)[0] == '!')
    {
      *outcome = "rejected";
      attempt.code = "bad_value";
    }
  if (attempt.code == NULL)
    commit (&attempt);
  members = g_strdup_printf ("\"code\":\"%s\",\"detail\":\"\",\"rows\":[%s]",
                             attempt.code != NULL ? attempt.code : "", attempt.obstacles->str);
  g_hash_table_unref (attempt.staged);
  g_string_free (attempt.obstacles, TRUE);
  return members;
}

static void
answer_change (FakeServer *self, SalonChange *change, GString *json)
{
  gint64 seq = salon_change_get_seq (change);
  g_autofree char *key =
    g_strdup_printf ("%s/%" G_GINT64_FORMAT, salon_change_get_device (change), seq);
  const char *known = g_hash_table_lookup (self->answers, key);

  if (known != NULL)
    g_string_append_printf (json, "{\"seq\":%" G_GINT64_FORMAT ",\"outcome\":\"duplicate\",%s}",
                            seq, known);
  else
    {
      const char *outcome = NULL;
      g_autofree char *members = try_change (self, change, &outcome);

      g_string_append_printf (json, "{\"seq\":%" G_GINT64_FORMAT ",\"outcome\":\"%s\",%s}", seq,
                              outcome, members);
      g_hash_table_insert (self->answers, g_steal_pointer (&key),
                           g_strdup_printf ("\"first\":\"%s\",%s", outcome, members));
    }
}

char *
fake_server_push (FakeServer *self, GPtrArray *changes)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < changes->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      g_assert_cmpstr (salon_change_get_device (g_ptr_array_index (changes, i)), ==,
                       salon_change_get_device (g_ptr_array_index (changes, 0)));
      answer_change (self, g_ptr_array_index (changes, i), json);
    }
  g_string_append_c (json, ']');
  fake_server_broadcast (self);
  return g_string_free (json, FALSE);
}

static char *
value_to_text (JsonObject *row, const SalonColumn *column)
{
  JsonNode *value = json_object_get_member (row, column->name);

  if (value == NULL || json_node_is_null (value))
    return NULL;
  if (column->kind != SALON_KIND_JSON && json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_dup_string (value);
  return node_to_text (value);
}

static void
append_row (SalonRowBatch *batch, const Row *row)
{
  g_autoptr (JsonObject) object = parse_object (row->json);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < row->table->n_columns; i++)
    g_ptr_array_add (values, value_to_text (object, &row->table->columns[i]));
  salon_row_batch_append (batch, (const char *const *) values->pdata);
}

static void
list_batches_of (FakeServer *self, const SalonTable *table, GPtrArray *rows, GPtrArray *batches)
{
  SalonRowBatch *batch = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);

      if (row->table != table || row->json == NULL)
        continue;
      if (batch == NULL || salon_row_batch_get_n_rows (batch) == self->batch_rows)
        {
          batch = salon_row_batch_new (table);
          g_ptr_array_add (batches, batch);
        }
      append_row (batch, row);
    }
}

GPtrArray *
fake_server_list_batches (FakeServer *self)
{
  g_autoptr (GPtrArray) rows = list_rows_after (self, 0, 0);
  GPtrArray *batches = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_row_batch_unref);
  gsize n_tables = 0;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    list_batches_of (self, &tables[i], rows, batches);
  return batches;
}
