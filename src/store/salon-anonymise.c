/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-anonymise.h"

#include <string.h>

#include "core/salon-instant.h"
#include "core/salon-json.h"
#include "salon-client-index.h"
#include "salon-store-error.h"
#include "salon-store-private.h"
#include "salon-waiting.h"

static const char *const personal[] = {
  "name",    "email",       "phone",        "allergies",           "notes",
  "note",    "client_name", "client_email", "client_phone",        "forced_reason",
  "content", "subject",     "recipient",    "cancellation_reason", "error_message",
  NULL,
};

/* Names of things, and accounts. */
static const char *const impersonal[] = {
  "staff",    "services",       "booking_services",   "gift_cards",    "gift_card_movements",
  "payments", "availabilities", "opening_exceptions", "blocked_dates", "salon_settings",
  NULL
};

gboolean
salon_anonymise_is_personal (const SalonTable *table, const char *column)
{
  return !g_strv_contains (impersonal, table->name) && g_strv_contains (personal, column);
}

static void
blank (JsonObject *row, const SalonTable *table, const char *column, const char *name)
{
  const SalonColumn *kind = salon_table_find_column (table, column);

  if (kind == NULL || !json_object_has_member (row, column)
      || json_object_get_null_member (row, column))
    return;
  if (kind->nullable)
    json_object_set_null_member (row, column);
  else
    json_object_set_string_member (row, column, name);
}

/* The rows as they are now */

static void
blank_gift_card (SalonClientDossier *dossier,
                 JsonObject *row,
                 const SalonTable *table,
                 const char *name)
{
  static const char *const ends[][2] = { { "buyer_name", "buyer_email" },
                                         { "recipient_name", "recipient_email" } };
  g_autoptr (JsonObject) before = salon_json_copy_object (row);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (salon_client_dossier_owns_end (dossier, before, ends[i][0], ends[i][1]))
      {
        blank (row, table, ends[i][0], name);
        blank (row, table, ends[i][1], name);
        blank (row, table, "custom_message", name);
      }
}

static void
blank_card (JsonObject *row, gint64 now)
{
  g_autofree char *at = salon_instant_to_wire (now);

  json_object_set_boolean_member (row, "is_blocked", FALSE);
  json_object_set_boolean_member (row, "sms_consent", FALSE);
  json_object_set_boolean_member (row, "email_consent", FALSE);
  json_object_set_string_member (row, "anonymised_at", at);
}

static SalonChange *
make_change (SalonClientDossier *dossier, const SalonAnonymiseWords *words, gint64 now)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  for (guint i = 0; i < dossier->rows->len; i++)
    {
      const SalonDossierRow *entry = g_ptr_array_index (dossier->rows, i);
      g_autoptr (JsonObject) after = salon_json_copy_object (entry->row);

      for (gsize n = 0; n < entry->table->n_columns; n++)
        if (salon_anonymise_is_personal (entry->table, entry->table->columns[n].name))
          blank (after, entry->table, entry->table->columns[n].name, words->name);
      if (g_str_equal (entry->table->name, "gift_cards"))
        blank_gift_card (dossier, after, entry->table, words->name);
      if (g_str_equal (entry->table->name, "clients"))
        blank_card (after, now);
      salon_change_builder_update (builder, entry->table->name, entry->row, after);
    }
  return salon_change_builder_end (builder, words->label);
}

/* What the file keeps of old changes */

typedef struct
{
  SalonStore *store;
  SalonClientDossier *dossier;
  const SalonAnonymiseWords *words;
  GHashTable *keys;    /* "table/id" of her rows */
  GHashTable *clients; /* ids of her cards */
} Forgetting;

static gboolean
is_hers (Forgetting *self, const SalonEdit *edit)
{
  g_autofree char *key = g_strconcat (edit->table->name, "/", edit->id, NULL);
  JsonObject *rows[] = { edit->set, edit->was };

  if (g_hash_table_contains (self->keys, key))
    return TRUE;
  /* A row that is gone by now is hers by what it pointed at. */
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize n = 0; n < edit->table->n_columns; n++)
      {
        const SalonColumn *column = &edit->table->columns[n];
        const char *id =
          salon_client_dossier_is_link (edit->table, column)
            ? json_object_get_string_member_with_default (rows[i], column->name, NULL)
            : NULL;

        if (id != NULL && g_hash_table_contains (self->clients, id))
          return TRUE;
      }
  return FALSE;
}

/* Of gift cards the history does not say whose ends were: all go. */
static gboolean
is_forgotten (const SalonTable *table, const char *column)
{
  if (g_str_equal (table->name, "payments"))
    return g_str_equal (column, "metadata");
  if (g_str_equal (table->name, "gift_card_movements"))
    return g_str_equal (column, "note");

  static const char *const of_gift_cards[] = { "buyer_name",     "buyer_email",
                                               "recipient_name", "recipient_email",
                                               "custom_message", NULL };

  return salon_anonymise_is_personal (table, column)
         || (g_str_equal (table->name, "gift_cards") && g_strv_contains (of_gift_cards, column));
}

/* (transfer full): @row without what names her; an update without those members at all */
static JsonObject *
forget_row (Forgetting *self, const SalonEdit *edit, JsonObject *row)
{
  JsonObject *after = salon_json_copy_object (row);

  for (gsize i = 0; i < edit->table->n_columns; i++)
    {
      const char *column = edit->table->columns[i].name;

      if (!is_forgotten (edit->table, column))
        continue;
      if (edit->op == SALON_EDIT_UPDATE)
        json_object_remove_member (after, column);
      else
        blank (after, edit->table, column, self->words->name);
    }
  return after;
}

static void
write_edit (GString *json, const SalonEdit *edit, JsonObject *set, JsonObject *was)
{
  static const char *const ops[] = {
    [SALON_EDIT_INSERT] = "insert",
    [SALON_EDIT_UPDATE] = "update",
    [SALON_EDIT_DELETE] = "delete",
  };

  g_string_append_printf (json, "%s{\"op\":\"%s\",\"table\":\"%s\",\"id\":",
                          g_str_has_suffix (json->str, "[") ? "" : ",", ops[edit->op],
                          edit->table->name);
  salon_json_append_text (json, edit->id);
  g_string_append (json, ",\"set\":");
  salon_json_append_object (json, set);
  g_string_append (json, ",\"was\":");
  salon_json_append_object (json, was);
  g_string_append_c (json, '}');
}

static void
forget_edit (Forgetting *self, const SalonEdit *edit, GString *json)
{
  g_autoptr (JsonObject) set = forget_row (self, edit, edit->set);
  g_autoptr (JsonObject) was = forget_row (self, edit, edit->was);

  if (edit->op != SALON_EDIT_UPDATE || json_object_get_size (set) > 0)
    write_edit (json, edit, set, was);
}

static char *
forget_change (Forgetting *self, SalonChange *change)
{
  g_autofree char *at = salon_instant_to_wire (salon_change_get_at (change));
  GString *json = g_string_new ("{\"device\":");

  salon_json_append_text (json, salon_change_get_device (change));
  g_string_append_printf (
    json, ",\"seq\":%" G_GINT64_FORMAT ",\"label\":", salon_change_get_seq (change));
  salon_json_append_text (json, self->words->label);
  g_string_append_printf (json, ",\"at\":\"%s\",\"edits\":[", at);
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      if (is_hers (self, edit))
        forget_edit (self, edit, json);
      else
        write_edit (json, edit, edit->set, edit->was);
    }
  g_string_append (json, "]}");
  return g_string_free_and_steal (json);
}

static gboolean
update_history (Forgetting *self, gint64 seq, const char *json, GError **error)
{
  g_autoptr (SalonStatement) statement =
    salon_store_prepare (self->store, "UPDATE history SET label = ?2, change = ?3 WHERE seq = ?1",
                         error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, seq);
  salon_statement_bind_text (statement, 2, self->words->label);
  salon_statement_bind_text (statement, 3, json);
  return salon_sqlite_run (statement, error);
}

/* A broken history must not keep her: what cannot be read goes whole. */
static gboolean
forget_entry (Forgetting *self, gint64 seq, const char *text, GError **error)
{
  g_autoptr (SalonChange) change = salon_change_from_json (text, NULL);
  g_autofree char *json = change != NULL ? forget_change (self, change) : g_strdup ("null");

  return update_history (self, seq, json, error);
}

static char *
write_keys (GHashTable *table)
{
  GString *json = g_string_new ("[");
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (json->len > 1)
        g_string_append_c (json, ',');
      salon_json_append_text (json, key);
    }
  g_string_append_c (json, ']');
  return g_string_free_and_steal (json);
}

/* Numbers of the changes that touch one of her rows, or name one of her cards. */
static gboolean
note_changes (Forgetting *self, GError **error)
{
  static const char *make = "CREATE TEMP TABLE IF NOT EXISTS forgotten (seq INTEGER PRIMARY KEY)";
  static const char *sql =
    "INSERT OR IGNORE INTO temp.forgotten (seq)\n"
    "SELECT seq FROM history_rows\n"
    "WHERE (table_name || '/' || row_id) IN (SELECT value FROM json_each (?1))\n"
    "UNION\n"
    "SELECT h.seq FROM history AS h, json_each (?2) AS c\n"
    "WHERE instr (h.change, c.value) > 0";
  g_autofree char *keys = write_keys (self->keys);
  g_autofree char *clients = write_keys (self->clients);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (!salon_sqlite_execute (salon_store_get_database (self->store), make, error)
      || !salon_sqlite_execute (salon_store_get_database (self->store),
                                "DELETE FROM temp.forgotten", error))
    return FALSE;
  statement = salon_sqlite_prepare (salon_store_get_database (self->store), sql, error);
  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, keys);
  salon_statement_bind_text (statement, 2, clients);
  return salon_sqlite_run (statement, error);
}

static gboolean
forget_history (Forgetting *self, GError **error)
{
  static const char *sql =
    "SELECT seq, change FROM history WHERE seq IN (SELECT seq FROM temp.forgotten)";
  g_autoptr (sqlite3_stmt) rows =
    salon_sqlite_prepare (salon_store_get_database (self->store), sql, error);
  gboolean row = FALSE;

  if (rows == NULL || !salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    if (!forget_entry (self, sqlite3_column_int64 (rows, 0), salon_statement_get_text (rows, 1),
                       error)
        || !salon_sqlite_step (rows, &row, error))
      return FALSE;
  return TRUE;
}

/* The outbox of a salon that is not shared is never sent: were it shared, the rows would be. */
static gboolean
forget_steps (Forgetting *self, GError **error)
{
  sqlite3 *database = salon_store_get_database (self->store);
  gboolean is_shared = FALSE;

  return salon_waiting_is_shared (self->store, &is_shared, error)
         && salon_sqlite_execute (database,
                                  "DELETE FROM undo_stack\n"
                                  "WHERE seq IN (SELECT seq FROM temp.forgotten)\n"
                                  "  OR last_step IN (SELECT seq FROM temp.forgotten)",
                                  error)
         && (is_shared
             || salon_sqlite_execute (
               database, "DELETE FROM outbox WHERE seq IN (SELECT seq FROM temp.forgotten)",
               error));
}

/* What the accounts keep */

static gboolean
run_with_keys (Forgetting *self, const char *sql, GError **error)
{
  g_autofree char *keys = write_keys (self->keys);
  g_autoptr (SalonStatement) statement = salon_store_prepare (self->store, sql, error);

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, keys);
  return salon_sqlite_run (statement, error);
}

/* Of a payment's metadata stays what src/core/salon-payment.h knows. */
static gboolean
forget_accounts (Forgetting *self, GError **error)
{
  return run_with_keys (self,
                        "UPDATE payments\n"
                        "SET metadata = (\n"
                        "  SELECT CASE WHEN count (*) > 0 THEN json_group_object (key, value) END\n"
                        "  FROM json_each (payments.metadata)\n"
                        "  WHERE key IN ('deposit', 'tendered', 'reversal') AND type = 'text'\n"
                        ")\n"
                        "WHERE json_type (metadata) = 'object'\n"
                        "  AND 'payments/' || id IN (SELECT value FROM json_each (?1))",
                        error)
         && run_with_keys (
           self,
           "UPDATE gift_card_movements\n"
           "SET note = NULL\n"
           "WHERE note IS NOT NULL\n"
           "  AND 'gift_card_movements/' || id IN (SELECT value FROM json_each (?1))",
           error);
}

/* All together */

static gboolean
check_reviews (Forgetting *self, GError **error)
{
  static const char *sql = "SELECT 1 FROM reviews WHERE instr (change || obstacles, ?1) > 0";
  g_autoptr (SalonStatement) statement = salon_store_prepare (self->store, sql, error);
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, self->dossier->client_id);
  if (!salon_sqlite_step (statement, &found, error))
    return FALSE;
  if (found)
    g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED,
                 "a change of hers waits to be reviewed");
  return !found;
}

/* The rule of the store: whoever asks. */
static gboolean
check_coming (SalonStore *store, SalonClientDossier *dossier, gint64 now, GError **error)
{
  static const char *sql = "SELECT 1\n"
                           "FROM bookings\n"
                           "WHERE id = ?1\n"
                           "  AND status IN ('pending', 'confirmed', 'arrived')\n"
                           "  AND end_minute > ?2";
  g_autoptr (GTimeZone) zone = salon_store_read_zone (store, error);
  gboolean found = FALSE;

  if (zone == NULL)
    return FALSE;
  for (guint i = 0; !found && i < dossier->rows->len; i++)
    {
      const SalonDossierRow *entry = g_ptr_array_index (dossier->rows, i);
      g_autoptr (SalonStatement) statement = NULL;

      if (!g_str_equal (entry->table->name, "bookings"))
        continue;
      statement = salon_store_prepare (store, sql, error);
      if (statement == NULL)
        return FALSE;
      salon_statement_bind_text (statement, 1, json_object_get_string_member (entry->row, "id"));
      sqlite3_bind_int64 (statement, 2, salon_moment_from_instant (now, zone));
      if (!salon_sqlite_step (statement, &found, error))
        return FALSE;
    }
  if (found)
    g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_COMING, "she has bookings to come");
  return !found;
}

static SalonChange *
forget (Forgetting *self, SalonChange *change, gint64 now, GError **error)
{
  g_autoptr (SalonChange) kept = NULL;

  if (!check_coming (self->store, self->dossier, now, error) || !check_reviews (self, error))
    return NULL;
  kept = salon_store_write (self->store, change, now, error);
  if (kept == NULL || !forget_accounts (self, error) || !note_changes (self, error)
      || !forget_history (self, error) || !forget_steps (self, error)
      || !salon_client_index_rebuild (salon_store_get_database (self->store), error))
    return NULL;
  return g_steal_pointer (&kept);
}

gboolean
salon_anonymise_clean (SalonStore *store, GError **error)
{
  sqlite3 *database = NULL;
  gint64 is_busy = 0;

  g_return_val_if_fail (SALON_IS_STORE (store), FALSE);

  database = salon_store_get_database (store);
  if (!salon_sqlite_execute (database, "DROP TABLE IF EXISTS temp.forgotten", error)
      || !salon_sqlite_execute (database, "VACUUM", error)
      || !salon_sqlite_read_int (database, "PRAGMA wal_checkpoint (TRUNCATE)", &is_busy, error))
    return FALSE;
  if (is_busy != 0)
    g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_BUSY, "the log is being read");
  return is_busy == 0;
}

static void
collect_keys (Forgetting *self)
{
  for (guint i = 0; i < self->dossier->rows->len; i++)
    {
      const SalonDossierRow *entry = g_ptr_array_index (self->dossier->rows, i);
      const char *id = json_object_get_string_member (entry->row, entry->table->key);

      g_hash_table_add (self->keys, g_strconcat (entry->table->name, "/", id, NULL));
      if (g_str_equal (entry->table->name, "clients"))
        g_hash_table_add (self->clients, g_strdup (id));
    }
}

gboolean
salon_anonymise_forget (SalonStore *store,
                        SalonClientDossier *dossier,
                        const SalonAnonymiseWords *words,
                        gint64 now,
                        GError **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Forgetting forgetting = { store, dossier, words, keys, clients };
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) kept = NULL;

  g_return_val_if_fail (SALON_IS_STORE (store), FALSE);
  g_return_val_if_fail (dossier != NULL && words != NULL, FALSE);

  if (!json_object_get_null_member (salon_client_dossier_get_card (dossier), "anonymised_at"))
    return TRUE;
  collect_keys (&forgetting);
  change = make_change (dossier, words, now);
  if (!salon_store_begin (store, error))
    return FALSE;
  kept = forget (&forgetting, change, now, error);
  if (kept == NULL || !salon_store_commit (store, kept, error))
    {
      salon_store_roll_back (store);
      return FALSE;
    }
  return TRUE;
}
