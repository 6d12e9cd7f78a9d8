/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-pull.h"

#include "salon-binding.h"
#include "salon-row.h"
#include "salon-store-error.h"
#include "salon-store-private.h"
#include "salon-waiting.h"

struct _SalonPull
{
  SalonStore *store;         /* borrowed */
  SalonChangeBuilder *shown; /* what is shown otherwise; NULL in bulk */
  /* The waiting change that was read last: one that touches many rows is asked for row by row. */
  gint64 waiting_seq;
  SalonChange *waiting;
};

static gboolean
set_pulling (SalonPull *self, gboolean pulling, GError **error)
{
  return salon_sqlite_execute (
    salon_store_get_database (self->store),
    pulling ? "UPDATE salon_file SET pulling = 1" : "UPDATE salon_file SET pulling = 0", error);
}

SalonPull *
salon_pull_begin (SalonStore *store, SalonPullKind kind, GError **error)
{
  g_autoptr (SalonPull) self = g_new0 (SalonPull, 1);

  self->store = store;
  if (kind == SALON_PULL_ROWS)
    self->shown = salon_change_builder_new ();
  if (!salon_store_begin_with (store,
                               kind == SALON_PULL_BULK ? SALON_STORE_RULES_NO_TRIGGERS
                                                       : SALON_STORE_RULES_NO_REFERENCES,
                               error)
      || !set_pulling (self, TRUE, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
salon_pull_free (SalonPull *self)
{
  salon_store_roll_back (self->store);
  g_clear_pointer (&self->shown, salon_change_builder_free);
  g_clear_pointer (&self->waiting, salon_change_unref);
  g_free (self);
}

SalonChange *
salon_pull_end (SalonPull *self, GError **error)
{
  g_autoptr (SalonChangeBuilder) builder = NULL;

  if (!set_pulling (self, FALSE, error) || !salon_store_commit (self->store, NULL, error))
    return NULL;
  builder = self->shown != NULL ? g_steal_pointer (&self->shown) : salon_change_builder_new ();
  return salon_change_builder_end (builder, "");
}

/* What a rule of the tables says of a row that came from elsewhere. */
static gboolean
fail_row (const SalonTable *table, const char *id, GError *reason, GError **error)
{
  switch ((SalonStoreError) reason->code)
    {
    case SALON_STORE_ERROR_TAKEN:
    case SALON_STORE_ERROR_BALANCE:
    case SALON_STORE_ERROR_EXPIRED:
    case SALON_STORE_ERROR_STALE:
    case SALON_STORE_ERROR_NOT_FOUND:
    case SALON_STORE_ERROR_REFUSED:
      reason->code = SALON_STORE_ERROR_ROW;
      break;
    case SALON_STORE_ERROR_OPEN:
    case SALON_STORE_ERROR_CORRUPT:
    case SALON_STORE_ERROR_NEWER:
    case SALON_STORE_ERROR_FULL:
    case SALON_STORE_ERROR_READ_ONLY:
    case SALON_STORE_ERROR_BUSY:
    case SALON_STORE_ERROR_GONE:
    case SALON_STORE_ERROR_COMING:
    case SALON_STORE_ERROR_NOTHING:
    case SALON_STORE_ERROR_CURSOR:
    case SALON_STORE_ERROR_ROW:
    case SALON_STORE_ERROR_IO:
      break;
    }
  g_propagate_prefixed_error (error, reason, "%s %s: ", table->name, id);
  return FALSE;
}

static gboolean
upsert_row (SalonPull *self,
            const SalonTable *table,
            const char *id,
            JsonObject *row,
            GError **error)
{
  g_autofree char *sql = salon_row_make_upsert (table, 1);
  g_autoptr (SalonStatement) statement = salon_store_prepare (self->store, sql, error);
  GError *reason = NULL;

  if (statement == NULL)
    return FALSE;
  for (gsize i = 0; i < table->n_columns; i++)
    salon_binding_set (statement, (int) i + 1, &table->columns[i],
                       json_object_get_member (row, table->columns[i].name));
  return salon_sqlite_run (statement, &reason) || fail_row (table, id, reason, error);
}

static gboolean
delete_row (SalonPull *self, const SalonTable *table, const char *id, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("DELETE FROM \"%s\" WHERE \"%s\" = ?1", table->name, table->key);
  g_autoptr (SalonStatement) statement = salon_store_prepare (self->store, sql, error);

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, id);
  return salon_sqlite_run (statement, error);
}

/* Notes what becomes of @before. @differs: (out): FALSE when nothing does */
static void
note_difference (SalonPull *self,
                 const SalonTable *table,
                 JsonObject *before,
                 JsonObject *after,
                 gboolean *differs)
{
  *differs = before != NULL || after != NULL;
  if (before != NULL && after != NULL)
    *differs = salon_change_builder_update (self->shown, table->name, before, after);
  else if (after != NULL)
    salon_change_builder_insert (self->shown, table->name, after);
  else if (before != NULL)
    salon_change_builder_delete (self->shown, table->name, before);
}

static gboolean
write_row (SalonPull *self,
           const SalonTable *table,
           const char *id,
           JsonObject *row,
           GError **error)
{
  g_autoptr (JsonObject) before = NULL;
  gboolean differs = TRUE;

  if (self->shown != NULL)
    {
      if (!salon_row_find (self->store, table, id, &before, error))
        return FALSE;
      note_difference (self, table, before, row, &differs);
    }
  if (!differs)
    return TRUE;
  return row != NULL ? upsert_row (self, table, id, row, error)
                     : delete_row (self, table, id, error);
}

static SalonChange *
read_waiting (SalonPull *self, gint64 seq, GError **error)
{
  if (self->waiting_seq == seq)
    return self->waiting;
  g_clear_pointer (&self->waiting, salon_change_unref);
  self->waiting_seq = 0;
  if (!salon_waiting_find (self->store, seq, &self->waiting, error))
    return NULL;
  if (self->waiting == NULL)
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT,
                   "outbox_rows: no change %" G_GINT64_FORMAT, seq);
      return NULL;
    }
  self->waiting_seq = seq;
  return self->waiting;
}

/* Lays the edits that @seqs make to a row over @row, which it takes and gives back. */
static gboolean
lay_waiting (SalonPull *self,
             const SalonTable *table,
             const char *id,
             GArray *seqs,
             JsonObject **row,
             GError **error)
{
  for (guint i = 0; i < seqs->len; i++)
    {
      SalonChange *change = read_waiting (self, g_array_index (seqs, gint64, i), error);

      if (change == NULL)
        return FALSE;
      for (gsize j = 0; j < salon_change_get_n_edits (change); j++)
        {
          const SalonEdit *edit = salon_change_get_edit (change, j);

          if (edit->table == table && g_str_equal (edit->id, id))
            *row = salon_waiting_lay (*row, edit);
        }
    }
  return TRUE;
}

gboolean
salon_pull_show (SalonPull *self, const SalonTable *table, const char *id, GError **error)
{
  g_auto (SalonBase) base = { FALSE };
  g_autoptr (GArray) seqs = NULL;

  if (!salon_waiting_find_base (self->store, table, id, &base, error))
    return FALSE;
  if (!base.found)
    return TRUE;
  seqs = salon_waiting_list (self->store, table->name, id, 0, error);
  if (seqs == NULL || !lay_waiting (self, table, id, seqs, &base.row, error)
      || (seqs->len == 0 && !salon_waiting_drop_base (self->store, table, id, error)))
    return FALSE;
  return write_row (self, table, id, base.row, error);
}

gboolean
salon_pull_put (SalonPull *self,
                const SalonTable *table,
                const char *id,
                JsonObject *row,
                GError **error)
{
  g_auto (SalonBase) base = { FALSE };

  if (!salon_waiting_find_base (self->store, table, id, &base, error))
    return FALSE;
  if (!base.found)
    return write_row (self, table, id, row, error);
  return salon_waiting_set_base (self->store, table, id, row, TRUE, error)
         && salon_pull_show (self, table, id, error);
}
