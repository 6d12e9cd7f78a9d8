/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared-salon.h"

#include "core/salon-json.h"
#include "store-fixture.h"
#include "store/salon-row.h"
#include "store/salon-store-private.h"

#define STAFF_ID FIXTURE_STAFF_ID

typedef struct
{
  const SalonTable *table;
  char *id;
  JsonObject *row; /* NULL: deleted */
  guint64 xid;
  gint64 seq;
} Row;

struct _SharedSalon
{
  char generation[37];
  guint n_generations;
  guint64 xid; /* of the transaction that is open or ended last */
  gint64 seq;
  GHashTable *rows;    /* "table id" → Row */
  GHashTable *answers; /* "device seq" → JSON of the answer, as it was first given */
  GHashTable *applied; /* the keys of those that were taken */
  GHashTable *last;    /* device → its last number */
};

static void
row_free (Row *row)
{
  g_free (row->id);
  g_clear_pointer (&row->row, json_object_unref);
  g_free (row);
}

static char *
make_key (const char *table, const char *id)
{
  return g_strconcat (table, " ", id, NULL);
}

void
shared_salon_renew (SharedSalon *self)
{
  self->n_generations++;
  g_snprintf (self->generation, sizeof self->generation, "0198c0de-0000-7000-8000-%012x",
              self->n_generations);
}

static void
put (SharedSalon *self, const SalonTable *table, const char *id, JsonObject *row)
{
  Row *new = g_new0 (Row, 1);

  new->table = table;
  new->id = g_strdup (id);
  new->row = row != NULL ? salon_row_adopt (table, row, NULL) : NULL;
  g_assert_true (row == NULL || new->row != NULL);
  new->xid = self->xid;
  new->seq = ++self->seq;
  g_hash_table_insert (self->rows, make_key (table->name, id), new);
}

SharedSalon *
shared_salon_new (void)
{
  SharedSalon *self = g_new0 (SharedSalon, 1);
  g_autoptr (JsonObject) staff = json_object_new ();

  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) row_free);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->applied = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->xid = 100;
  shared_salon_renew (self);
  json_object_set_string_member (staff, "id", STAFF_ID);
  json_object_set_string_member (staff, "name", "Salon");
  json_object_set_boolean_member (staff, "is_active", TRUE);
  json_object_set_int_member (staff, "position", 0);
  shared_salon_write (self, "staff", STAFF_ID, staff);
  return self;
}

void
shared_salon_free (SharedSalon *self)
{
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->applied);
  g_hash_table_unref (self->last);
  g_free (self);
}

const char *
shared_salon_get_generation (SharedSalon *self)
{
  return self->generation;
}

void
shared_salon_write (SharedSalon *self, const char *table, const char *id, JsonObject *row)
{
  self->xid++;
  put (self, salon_schema_find_table (table), id, row);
}

JsonObject *
shared_salon_find (SharedSalon *self, const char *table, const char *id)
{
  g_autofree char *key = make_key (table, id);
  Row *row = g_hash_table_lookup (self->rows, key);

  return row != NULL ? row->row : NULL;
}

static char *
make_answer_key (const char *device, gint64 seq)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, device, seq);
}

gboolean
shared_salon_has_applied (SharedSalon *self, const char *device, gint64 seq)
{
  g_autofree char *key = make_answer_key (device, seq);

  return g_hash_table_contains (self->applied, key);
}

static const struct
{
  const char *child;
  const char *column;
  const char *parent;
} references[] = {
  { "bookings", "client_id", "clients" },
  { "bookings", "service_id", "services" },
  { "bookings", "staff_id", "staff" },
  { "booking_services", "booking_id", "bookings" },
  { "gift_card_movements", "card_id", "gift_cards" },
};

static const char *
get_text (JsonObject *row, const char *column)
{
  return json_object_get_string_member_with_default (row, column, NULL);
}

/* Does every row of the table that has a parent have one that is there? */
static gboolean
has_orphan (SharedSalon *self)
{
  GHashTableIter iter;
  Row *row = NULL;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &row))
    for (gsize i = 0; row->row != NULL && i < G_N_ELEMENTS (references); i++)
      {
        const char *parent = NULL;

        if (!g_str_equal (row->table->name, references[i].child)
            || json_object_get_null_member (row->row, references[i].column))
          continue;
        parent = get_text (row->row, references[i].column);
        if (shared_salon_find (self, references[i].parent, parent) == NULL)
          return TRUE;
      }
  return FALSE;
}

static gboolean
is_active (JsonObject *booking)
{
  const char *status = get_text (booking, "status");

  return !g_str_equal (status, "cancelled") && !g_str_equal (status, "no_show");
}

static int
start_of (JsonObject *booking)
{
  const char *time = get_text (booking, "booking_time");

  return atoi (time) * 60 + atoi (time + 3);
}

static int
end_of (JsonObject *booking)
{
  return start_of (booking) + (int) json_object_get_int_member (booking, "duration_minutes")
         + (int) json_object_get_int_member (booking, "buffer_minutes");
}

static int
begin_of (JsonObject *booking)
{
  return start_of (booking)
         - (int) json_object_get_int_member_with_default (booking, "buffer_before_minutes", 0);
}

/* Another active booking of the same person at the same time of the same day; no test works past
 * midnight. */
static Row *
find_overlap (SharedSalon *self, const Row *booking)
{
  GHashTableIter iter;
  Row *other = NULL;

  if (booking->row == NULL || !is_active (booking->row))
    return NULL;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &other))
    if (other != booking && other->row != NULL && g_str_equal (other->table->name, "bookings")
        && is_active (other->row)
        && g_str_equal (get_text (other->row, "staff_id"), get_text (booking->row, "staff_id"))
        && g_str_equal (get_text (other->row, "booking_date"),
                        get_text (booking->row, "booking_date"))
        && begin_of (other->row) < end_of (booking->row)
        && begin_of (booking->row) < end_of (other->row))
      return other;
  return NULL;
}

static Row *
find_same_date (SharedSalon *self, const Row *date)
{
  GHashTableIter iter;
  Row *other = NULL;

  g_hash_table_iter_init (&iter, self->rows);
  while (date->row != NULL && g_hash_table_iter_next (&iter, NULL, (gpointer *) &other))
    if (other != date && other->row != NULL && g_str_equal (other->table->name, "blocked_dates")
        && g_str_equal (get_text (other->row, "date"), get_text (date->row, "date")))
      return other;
  return NULL;
}

/* Why a change is not taken, and the row that is in the way. */
typedef struct
{
  const char *code; /* NULL: it is */
  const SalonTable *table;
  char *id;
} Refusal;

static gboolean
refuse (Refusal *refusal, const char *code, const SalonTable *table, const char *id)
{
  refusal->code = code;
  refusal->table = table;
  refusal->id = g_strdup (id);
  return FALSE;
}

static gboolean
is_same (JsonNode *a, JsonNode *b)
{
  gboolean a_is_null = a == NULL || json_node_is_null (a);
  gboolean b_is_null = b == NULL || json_node_is_null (b);

  return a_is_null || b_is_null ? a_is_null == b_is_null : json_node_equal (a, b);
}

static gboolean
update_row (const SalonEdit *edit, JsonObject *row, Refusal *refusal)
{
  g_autoptr (GList) names = json_object_get_members (edit->set);

  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *now = json_object_get_member (row, name->data);
      JsonNode *set = json_object_get_member (edit->set, name->data);

      if (!is_same (now, json_object_get_member (edit->was, name->data)) && !is_same (now, set))
        return refuse (refusal, "changed", edit->table, edit->id);
      json_object_set_member (row, name->data, salon_json_copy (set));
    }
  return TRUE;
}

static gboolean
apply_edit (SharedSalon *self, const SalonEdit *edit, Refusal *refusal)
{
  JsonObject *now = shared_salon_find (self, edit->table->name, edit->id);
  g_autoptr (JsonObject) row = NULL;
  g_autoptr (JsonObject) whole = NULL;

  switch (edit->op)
    {
    case SALON_EDIT_INSERT:
      row = salon_json_copy_object (edit->set);
      json_object_set_string_member (row, edit->table->key, edit->id);
      whole = salon_row_adopt (edit->table, row, NULL);
      if (whole == NULL)
        return refuse (refusal, "bad_value", edit->table, edit->id);
      if (now != NULL && !json_object_equal (now, whole))
        return refuse (refusal, "exists", edit->table, edit->id);
      if (now == NULL)
        put (self, edit->table, edit->id, whole);
      return TRUE;
    case SALON_EDIT_UPDATE:
      if (now == NULL)
        return refuse (refusal, "gone", edit->table, edit->id);
      row = salon_json_copy_object (now);
      if (!update_row (edit, row, refusal))
        return FALSE;
      put (self, edit->table, edit->id, row);
      return TRUE;
    case SALON_EDIT_DELETE:
      if (now == NULL)
        return TRUE;
      for (gsize i = 1; i < edit->table->n_columns; i++)
        if (!is_same (json_object_get_member (now, edit->table->columns[i].name),
                      json_object_get_member (edit->was, edit->table->columns[i].name)))
          return refuse (refusal, "changed", edit->table, edit->id);
      put (self, edit->table, edit->id, NULL);
      return TRUE;
    }
  g_assert_not_reached ();
}

static gboolean
check_edited (SharedSalon *self, const SalonEdit *edit, Refusal *refusal)
{
  g_autofree char *key = make_key (edit->table->name, edit->id);
  Row *row = g_hash_table_lookup (self->rows, key);
  Row *other = NULL;

  if (row == NULL)
    return TRUE;
  if (g_str_equal (edit->table->name, "bookings"))
    other = find_overlap (self, row);
  if (other != NULL)
    return refuse (refusal, "taken", other->table, other->id);
  if (g_str_equal (edit->table->name, "blocked_dates"))
    other = find_same_date (self, row);
  return other == NULL || refuse (refusal, "exists", other->table, other->id);
}

static gboolean
apply_edits (SharedSalon *self, const SalonChange *change, Refusal *refusal)
{
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    if (!apply_edit (self, salon_change_get_edit (change, i), refusal))
      return FALSE;
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    if (!check_edited (self, salon_change_get_edit (change, i), refusal))
      return FALSE;
  return !has_orphan (self) || refuse (refusal, "reference", NULL, NULL);
}

static Row *
copy_row (const Row *row)
{
  Row *copy = g_new0 (Row, 1);

  *copy = *row;
  copy->id = g_strdup (row->id);
  copy->row = row->row != NULL ? salon_json_copy_object (row->row) : NULL;
  return copy;
}

/* All of it or nothing. */
static void
apply_change (SharedSalon *self, const SalonChange *change, Refusal *refusal)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new ();

  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);
      g_autofree char *key = make_key (edit->table->name, edit->id);
      Row *row = g_hash_table_lookup (self->rows, key);

      g_ptr_array_add (before, row != NULL ? copy_row (row) : NULL);
    }
  if (apply_edits (self, change, refusal))
    {
      g_ptr_array_set_free_func (before, NULL);
      for (guint i = 0; i < before->len; i++)
        g_clear_pointer ((Row **) &g_ptr_array_index (before, i), row_free);
      return;
    }
  /* A row that the change touches twice: its first state is put back last. */
  for (gsize i = salon_change_get_n_edits (change); i > 0; i--)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i - 1);
      g_autofree char *key = make_key (edit->table->name, edit->id);
      Row *row = g_ptr_array_index (before, i - 1);

      if (row != NULL)
        g_hash_table_insert (self->rows, g_steal_pointer (&key), row);
      else
        g_hash_table_remove (self->rows, key);
    }
}

static void
append_row (GString *out, JsonObject *row)
{
  if (row != NULL)
    salon_json_append_object (out, row);
  else
    g_string_append (out, "null");
}

/* @outcome: with "first" for a duplicate. */
static char *
make_answer (SharedSalon *self, gint64 seq, const Refusal *refusal)
{
  GString *out = g_string_new (NULL);
  const char *conflicts[] = { "changed", "gone", "exists", "taken", NULL };

  g_string_append_printf (out, "\"%s\",\"code\":\"%s\",\"detail\":null,\"rows\":[",
                          refusal->code == NULL                        ? "applied"
                          : g_strv_contains (conflicts, refusal->code) ? "conflict"
                                                                       : "rejected",
                          refusal->code != NULL ? refusal->code : "");
  if (refusal->code != NULL && refusal->table != NULL)
    {
      g_string_append_printf (out, "{\"table\":\"%s\",\"id\":\"%s\",\"row\":", refusal->table->name,
                              refusal->id);
      append_row (out, shared_salon_find (self, refusal->table->name, refusal->id));
      g_string_append (out, ",\"fields\":[],\"by\":\"Other\",\"at\":\"2026-03-12T09:30:00Z\"}");
    }
  g_string_append (out, "]}");
  return g_string_free_and_steal (out);
}

static void
answer_change (SharedSalon *self, const SalonChange *change, GString *out)
{
  const char *device = salon_change_get_device (change);
  gint64 seq = salon_change_get_seq (change);
  g_autofree char *key = make_answer_key (device, seq);
  const char *first = g_hash_table_lookup (self->answers, key);
  gint64 *last = g_hash_table_lookup (self->last, device);
  Refusal refusal = { NULL };
  char *answer = NULL;

  g_string_append_printf (out, "{\"seq\":%" G_GINT64_FORMAT ",", seq);
  if (first != NULL)
    {
      g_string_append_printf (out, "\"outcome\":\"duplicate\",\"first\":%s", first);
      return;
    }
  if (last != NULL && seq <= *last)
    refusal.code = "out_of_order";
  else
    {
      g_hash_table_insert (self->last, g_strdup (device), g_memdup2 (&seq, sizeof seq));
      apply_change (self, change, &refusal);
    }
  answer = make_answer (self, seq, &refusal);
  g_free (refusal.id);
  g_string_append_printf (out, "\"outcome\":%s", answer);
  if (refusal.code == NULL)
    g_hash_table_add (self->applied, g_strdup (key));
  g_hash_table_insert (self->answers, g_steal_pointer (&key), answer);
}

char *
shared_salon_push (SharedSalon *self, GPtrArray *changes)
{
  GString *out = g_string_new ("[");

  self->xid++;
  for (guint i = 0; i < changes->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      answer_change (self, g_ptr_array_index (changes, i), out);
    }
  g_string_append_c (out, ']');
  return g_string_free_and_steal (out);
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const Row *first = *(Row *const *) a;
  const Row *second = *(Row *const *) b;
  SalonCursor left = { "", first->xid, first->seq };
  SalonCursor right = { "", second->xid, second->seq };

  return salon_cursor_compare (&left, &right);
}

static GPtrArray *
list_after (SharedSalon *self, const SalonCursor *cursor)
{
  GPtrArray *rows = g_ptr_array_new ();
  GHashTableIter iter;
  Row *row = NULL;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &row))
    {
      SalonCursor place = { "", row->xid, row->seq };

      if (salon_cursor_compare (cursor, &place) < 0)
        g_ptr_array_add (rows, row);
    }
  g_ptr_array_sort (rows, compare_places);
  return rows;
}

char *
shared_salon_pull (SharedSalon *self, const SalonCursor *cursor, guint max_rows)
{
  g_autoptr (GPtrArray) rows = list_after (self, cursor);
  GString *out = g_string_new (NULL);
  guint n_rows = MIN (rows->len, max_rows);
  SalonCursor end = *cursor;

  g_string_append_printf (out, "{\"generation\":\"%s\",\"rows\":[", self->generation);
  for (guint i = 0; i < n_rows; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);

      g_string_append_printf (out,
                              "%s{\"table\":\"%s\",\"id\":\"%s\",\"xid\":\"%" G_GUINT64_FORMAT
                              "\",\"seq\":%" G_GINT64_FORMAT ",\"deleted\":%s,\"row\":",
                              i > 0 ? "," : "", row->table->name, row->id, row->xid, row->seq,
                              row->row != NULL ? "false" : "true");
      append_row (out, row->row);
      g_string_append_c (out, '}');
      end.xid = row->xid;
      end.seq = row->seq;
    }
  g_string_append_printf (out,
                          "],\"xid\":\"%" G_GUINT64_FORMAT "\",\"seq\":%" G_GINT64_FORMAT
                          ",\"more\":%s}",
                          end.xid, end.seq, rows->len > n_rows ? "true" : "false");
  return g_string_free_and_steal (out);
}

void
shared_salon_get_end (SharedSalon *self, SalonCursor *end)
{
  *end = (SalonCursor) { "", self->xid, self->seq };
  g_strlcpy (end->generation, self->generation, sizeof end->generation);
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(Row *const *) a)->id, (*(Row *const *) b)->id);
}

static GPtrArray *
list_table (SharedSalon *self, const SalonTable *table)
{
  GPtrArray *rows = g_ptr_array_new ();
  GHashTableIter iter;
  Row *row = NULL;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &row))
    if (row->table == table && row->row != NULL)
      g_ptr_array_add (rows, row);
  g_ptr_array_sort (rows, compare_ids);
  return rows;
}

static char *
make_text (const SalonColumn *column, JsonNode *value)
{
  GString *text = NULL;

  if (json_node_is_null (value))
    return NULL;
  if (column->kind != SALON_KIND_JSON && json_node_get_value_type (value) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (value));
  text = g_string_new (NULL);
  salon_json_append (text, value);
  return g_string_free_and_steal (text);
}

SalonRowBatch *
shared_salon_read_table (SharedSalon *self, const SalonTable *table)
{
  g_autoptr (GPtrArray) rows = list_table (self, table);
  SalonRowBatch *batch = NULL;

  if (rows->len == 0)
    return NULL;
  batch = salon_row_batch_new (table);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);
      g_auto (GStrv) values = g_new0 (char *, table->n_columns + 1);

      for (gsize j = 0; j < table->n_columns; j++)
        values[j] =
          make_text (&table->columns[j], json_object_get_member (row->row, table->columns[j].name));
      salon_row_batch_append (batch, (const char *const *) values);
      /* Those behind a NULL would not be freed with the others. */
      for (gsize j = 0, n = 0; j < table->n_columns; j++)
        if (values[j] != NULL)
          {
            char *value = g_steal_pointer (&values[j]);

            values[n++] = value;
          }
    }
  return batch;
}

char *
shared_salon_dump (SharedSalon *self)
{
  GString *out = g_string_new (NULL);
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    {
      g_autoptr (GPtrArray) rows = list_table (self, &tables[i]);

      for (guint j = 0; j < rows->len; j++)
        {
          g_string_append_printf (out, "%s ", tables[i].name);
          append_row (out, ((Row *) g_ptr_array_index (rows, j))->row);
          g_string_append_c (out, '\n');
        }
    }
  return g_string_free_and_steal (out);
}

static void
dump_table (SalonStore *store, const SalonTable *table, GString *out)
{
  g_autofree char *columns = salon_row_list_columns (table);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s ORDER BY 1", columns, table->name);
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, NULL);
  gboolean found = FALSE;

  g_assert_true (salon_sqlite_step (statement, &found, NULL));
  while (found)
    {
      g_autoptr (JsonObject) row = salon_row_read (table, statement, NULL);

      g_string_append_printf (out, "%s ", table->name);
      append_row (out, row);
      g_string_append_c (out, '\n');
      g_assert_true (salon_sqlite_step (statement, &found, NULL));
    }
}

char *
shared_salon_dump_store (SalonStore *store)
{
  GString *out = g_string_new (NULL);
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    dump_table (store, &tables[i], out);
  return g_string_free_and_steal (out);
}

void
shared_salon_read_everything (SharedSalon *self, SalonStore *store)
{
  g_autoptr (GError) error = NULL;
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);
  SalonCursor end;

  salon_store_begin_everything (store, self->generation, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < n_tables; i++)
    {
      g_autoptr (SalonRowBatch) batch = shared_salon_read_table (self, &tables[i]);

      if (batch == NULL)
        continue;
      salon_store_take_batch (store, batch, &error);
      g_assert_no_error (error);
    }
  shared_salon_get_end (self, &end);
  salon_store_end_everything (store, &end, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  salon_store_catch_up (store, &error);
  g_assert_no_error (error);
}

void
shared_salon_pull_into (SharedSalon *self, SalonStore *store, guint max_rows)
{
  gboolean more = TRUE;

  while (more)
    {
      g_auto (SalonSyncState) state = { NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (SalonFeedPage) page = NULL;
      g_autoptr (SalonChange) shown = NULL;
      g_autofree char *json = NULL;

      g_assert_true (salon_store_read_sync_state (store, &state, NULL));
      json = shared_salon_pull (self, &state.cursor, max_rows);
      page = salon_feed_page_from_json (json, &error);
      g_assert_no_error (error);
      shown = salon_store_take_page (store, page, &state.cursor, FIXTURE_NOW, &error);
      g_assert_no_error (error);
      more = salon_feed_page_has_more (page);
    }
}

void
shared_salon_push_from (SharedSalon *self, SalonStore *store, guint max_changes)
{
  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) changes =
        salon_store_list_waiting (store, max_changes, G_MAXSIZE, &error);
      g_autoptr (GPtrArray) answers = NULL;
      g_autoptr (SalonChange) shown = NULL;
      g_autofree char *json = NULL;

      g_assert_no_error (error);
      if (changes->len == 0)
        return;
      json = shared_salon_push (self, changes);
      answers = salon_answers_from_json (json, &error);
      g_assert_no_error (error);
      shown = salon_store_take_answers (store, answers, FIXTURE_NOW, &error);
      g_assert_no_error (error);
    }
}

void
shared_salon_sync (SharedSalon *self, SalonStore *store)
{
  g_auto (SalonSyncState) state = { NULL };

  g_assert_true (salon_store_read_sync_state (store, &state, NULL));
  if (!g_str_equal (state.cursor.generation, self->generation))
    shared_salon_read_everything (self, store);
  shared_salon_pull_into (self, store, 100);
  shared_salon_push_from (self, store, 50);
  shared_salon_pull_into (self, store, 100);
}
