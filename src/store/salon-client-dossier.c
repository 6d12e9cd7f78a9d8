/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-dossier.h"

#include "core/salon-json.h"
#include "core/salon-text.h"

#include "salon-reader-private.h"
#include "salon-row.h"

/* What is being gathered, and whose row is there already. */
typedef struct
{
  SalonReader *reader;
  SalonClientDossier *dossier;
  GHashTable *seen; /* "table/id" */
  GPtrArray *clients;
  GPtrArray *bookings;
  GPtrArray *gift_cards;
} Gathering;

static void
row_free (SalonDossierRow *row)
{
  json_object_unref (row->row);
  g_free (row);
}

void
salon_client_dossier_free (SalonClientDossier *self)
{
  g_free (self->client_id);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

gboolean
salon_client_dossier_is_link (const SalonTable *table, const SalonColumn *column)
{
  return g_str_has_suffix (column->name, "client_id")
         || (g_str_equal (table->name, "clients") && g_str_equal (column->name, "merged_into"));
}

static char *
write_values (GPtrArray *values)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < values->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      salon_json_append_text (json, g_ptr_array_index (values, i));
    }
  g_string_append_c (json, ']');
  return g_string_free_and_steal (json);
}

static gboolean
take_rows (const SalonTable *table, SalonStatement *statement, GPtrArray *rows, GError **error)
{
  gboolean row = FALSE;

  if (!salon_sqlite_step (statement, &row, error))
    return FALSE;
  while (row)
    {
      JsonObject *object = salon_row_read (table, statement, error);

      if (object == NULL)
        return FALSE;
      g_ptr_array_add (rows, object);
      if (!salon_sqlite_step (statement, &row, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
salon_client_dossier_list_rows (SalonReader *reader,
                                const SalonTable *table,
                                const char *column,
                                GPtrArray *values,
                                GError **error)
{
  g_autofree char *columns = salon_row_list_columns (table);
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM %s WHERE %s IN (SELECT value FROM json_each (?1)) "
                     "ORDER BY %s",
                     columns, table->name, column, table->key);
  g_autofree char *json = write_values (values);
  g_autoptr (SalonStatement) statement =
    salon_reader_prepare (reader, g_intern_string (sql), error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  if (statement == NULL)
    return NULL;
  salon_statement_bind_text (statement, 1, json);
  if (!take_rows (table, statement, rows, error))
    return NULL;
  return g_steal_pointer (&rows);
}

static const char *
get_text (JsonObject *row, const char *member)
{
  return json_object_get_string_member_with_default (row, member, NULL);
}

static void
remember (Gathering *self, const SalonTable *table, const char *id)
{
  GPtrArray *ids = g_str_equal (table->name, "clients")      ? self->clients
                   : g_str_equal (table->name, "bookings")   ? self->bookings
                   : g_str_equal (table->name, "gift_cards") ? self->gift_cards
                                                             : NULL;

  if (ids != NULL)
    g_ptr_array_add (ids, g_strdup (id));
}

static void
add_row (Gathering *self, const SalonTable *table, JsonObject *row)
{
  const char *id = get_text (row, table->key);
  char *key = g_strconcat (table->name, "/", id, NULL);
  SalonDossierRow *entry = NULL;

  if (!g_hash_table_add (self->seen, key))
    return;
  entry = g_new (SalonDossierRow, 1);
  *entry = (SalonDossierRow) { table, json_object_ref (row) };
  g_ptr_array_add (self->dossier->rows, entry);
  remember (self, table, id);
}

static gboolean
add_rows (Gathering *self,
          const SalonTable *table,
          const char *column,
          GPtrArray *values,
          GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (values->len == 0)
    return TRUE;
  rows = salon_client_dossier_list_rows (self->reader, table, column, values, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    add_row (self, table, g_ptr_array_index (rows, i));
  return rows != NULL;
}

/* The other end of a gift card may be anybody: hers is what has her mail, or her name and no mail. */
static gboolean
is_hers (JsonObject *card, const char *name_column, const char *mail_column, JsonObject *client)
{
  const char *mail = get_text (client, "email");
  const char *card_mail = get_text (card, mail_column);
  g_autofree char *name = salon_text_fold (get_text (client, "name"));
  g_autofree char *card_name = salon_text_fold (get_text (card, name_column));

  if (card_mail != NULL && *card_mail != '\0')
    return mail != NULL && g_ascii_strcasecmp (mail, card_mail) == 0;
  return g_str_equal (name, card_name);
}

gboolean
salon_client_dossier_owns_end (SalonClientDossier *self,
                               JsonObject *gift_card,
                               const char *name_column,
                               const char *mail_column)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      SalonDossierRow *entry = g_ptr_array_index (self->rows, i);

      if (g_str_equal (entry->table->name, "clients")
          && is_hers (gift_card, name_column, mail_column, entry->row))
        return TRUE;
    }
  return FALSE;
}

/* A salon has sold hundreds of them at most, and they are few columns: looked at one by one, for names
 * are compared as people do. */
static gboolean
add_gift_cards (Gathering *self, GError **error)
{
  const SalonTable *table = salon_schema_find_table ("gift_cards");
  g_autoptr (GPtrArray) rows = salon_reader_list_rows (self->reader, table->name, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (rows, i);

      if (salon_client_dossier_owns_end (self->dossier, row, "buyer_name", "buyer_email")
          || salon_client_dossier_owns_end (self->dossier, row, "recipient_name",
                                            "recipient_email"))
        add_row (self, table, row);
    }
  return rows != NULL;
}

static GPtrArray *
list_addresses (Gathering *self)
{
  GPtrArray *addresses = g_ptr_array_new ();

  for (guint i = 0; i < self->dossier->rows->len; i++)
    {
      SalonDossierRow *entry = g_ptr_array_index (self->dossier->rows, i);
      const char *phone = get_text (entry->row, "phone"), *mail = get_text (entry->row, "email");

      if (!g_str_equal (entry->table->name, "clients"))
        continue;
      if (phone != NULL && *phone != '\0')
        g_ptr_array_add (addresses, (char *) phone);
      if (mail != NULL && *mail != '\0')
        g_ptr_array_add (addresses, (char *) mail);
    }
  return addresses;
}

static gboolean
add_sent (Gathering *self, GError **error)
{
  g_autoptr (GPtrArray) addresses = list_addresses (self);

  return add_rows (self, salon_schema_find_table ("notifications"), "recipient", addresses, error);
}

/* The rows of @table that point at what is hers already. */
static gboolean
add_linked (Gathering *self, const SalonTable *table, GError **error)
{
  for (gsize i = 0; i < table->n_columns; i++)
    {
      const SalonColumn *column = &table->columns[i];
      GPtrArray *values = NULL;

      if (salon_client_dossier_is_link (table, column))
        values = self->clients;
      else if (g_str_equal (column->name, "booking_id"))
        values = self->bookings;
      else if (g_str_equal (column->name, "card_id") || g_str_equal (column->name, "gift_card_id"))
        values = self->gift_cards;
      if (values != NULL && !add_rows (self, table, column->name, values, error))
        return FALSE;
    }
  return TRUE;
}

/* Parents come before those that point at them, so one pass over the tables finds all. */
static gboolean
gather (Gathering *self, GError **error)
{
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);
  g_autoptr (GPtrArray) own = g_ptr_array_new ();

  g_ptr_array_add (own, self->dossier->client_id);
  if (!add_rows (self, salon_schema_find_table ("clients"), "id", own, error))
    return FALSE;
  if (self->dossier->rows->len == 0)
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND, "no client “%s”",
                   self->dossier->client_id);
      return FALSE;
    }
  for (gsize i = 0; i < n_tables; i++)
    if (!add_linked (self, &tables[i], error)
        || (g_str_equal (tables[i].name, "gift_cards") && !add_gift_cards (self, error)))
      return FALSE;
  return add_sent (self, error);
}

SalonClientDossier *
salon_client_dossier_read (SalonReader *reader, const char *client_id, GError **error)
{
  g_autoptr (SalonClientDossier) dossier = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) bookings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) gift_cards = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);
  g_return_val_if_fail (client_id != NULL, NULL);

  dossier = g_new0 (SalonClientDossier, 1);
  dossier->client_id = g_strdup (client_id);
  dossier->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  Gathering gathering = { reader, dossier, seen, clients, bookings, gift_cards };
  if (!gather (&gathering, error))
    return NULL;
  return g_steal_pointer (&dossier);
}

JsonObject *
salon_client_dossier_get_card (SalonClientDossier *self)
{
  return ((SalonDossierRow *) g_ptr_array_index (self->rows, 0))->row;
}

guint
salon_client_dossier_count (SalonClientDossier *self, const char *table)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (((SalonDossierRow *) g_ptr_array_index (self->rows, i))->table->name, table))
      n++;
  return n;
}

char *
salon_client_dossier_find_remaining (SalonReader *reader, const char *client_id, GError **error)
{
  /* UNION ends at a card that was met before. The card that was not merged comes first; in a circle
   * there is none, and the least id is taken. */
  static const char sql[] = "WITH RECURSIVE way (id, merged_into) AS ("
                            "SELECT id, merged_into FROM clients WHERE id = ?1 "
                            "UNION "
                            "SELECT c.id, c.merged_into FROM way "
                            "JOIN clients AS c ON c.id = way.merged_into"
                            ") SELECT id FROM way ORDER BY merged_into IS NOT NULL, id LIMIT 1";
  g_autoptr (SalonStatement) row = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), NULL);
  g_return_val_if_fail (client_id != NULL, NULL);

  row = salon_reader_find (reader, sql, client_id, error);
  return row != NULL ? g_strdup (salon_statement_get_text (row, 0)) : NULL;
}

gboolean
salon_client_dossier_count_bookings (SalonReader *reader,
                                     const char *client_id,
                                     guint *n_bookings,
                                     GError **error)
{
  static const char sql[] = "SELECT count (*) FROM bookings WHERE client_id = ?1";
  g_autoptr (SalonStatement) row = NULL;

  g_return_val_if_fail (SALON_IS_READER (reader), FALSE);
  g_return_val_if_fail (client_id != NULL && n_bookings != NULL, FALSE);

  row = salon_reader_find (reader, sql, client_id, error);
  if (row != NULL)
    *n_bookings = (guint) sqlite3_column_int (row, 0);
  return row != NULL;
}
