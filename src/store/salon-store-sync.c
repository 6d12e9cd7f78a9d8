/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file knows of the salon that it shares, and how it is told that it no longer does. */
#include "salon-store-sync.h"
#include "salon-statistics-fold.h"

#include "salon-client-index.h"
#include "salon-file-indexes.h"
#include "salon-reader-private.h"
#include "salon-store-error.h"
#include "salon-store-private.h"
#include "salon-waiting.h"

void
salon_sync_state_clear (SalonSyncState *state)
{
  g_clear_pointer (&state->remote, g_free);
}

static gboolean
read_state_row (SalonStore *self, SalonSyncState *state, GError **error)
{
  static const char *sql = "SELECT remote, generation, xid, seq, last_synced_at FROM sync_state";
  g_autoptr (SalonStatement) statement = salon_store_prepare (self, sql, error);
  gboolean row = FALSE;

  if (statement == NULL || !salon_sqlite_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  state->remote = g_strdup (salon_statement_get_text (statement, 0));
  g_strlcpy (state->cursor.generation, salon_statement_get_text (statement, 1),
             sizeof state->cursor.generation);
  state->cursor.xid = (guint64) sqlite3_column_int64 (statement, 2);
  state->cursor.seq = sqlite3_column_int64 (statement, 3);
  state->last_synced_at = sqlite3_column_int64 (statement, 4);
  return TRUE;
}

static gboolean
count (SalonStore *self, const char *sql, gint64 *n, GError **error)
{
  g_autoptr (SalonStatement) statement = salon_store_prepare (self, sql, error);
  gboolean row = FALSE;

  if (statement == NULL || !salon_sqlite_step (statement, &row, error))
    return FALSE;
  *n = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

gboolean
salon_store_read_sync_state (SalonStore *self, SalonSyncState *state, GError **error)
{
  g_auto (SalonSyncState) found = { NULL };

  g_return_val_if_fail (SALON_IS_STORE (self), FALSE);
  g_return_val_if_fail (state != NULL, FALSE);

  if (!read_state_row (self, &found, error)
      || (found.remote != NULL
          && !count (self, "SELECT count (*) FROM outbox", &found.n_waiting, error))
      || !count (self,
                 "SELECT (SELECT count (*) FROM reviews)\n"
                 "  + (SELECT count (*)\n" SALON_READER_DOUBLE_BOOKED ")",
                 &found.n_reviews, error))
    return FALSE;
  *state = found;
  found.remote = NULL;
  return TRUE;
}

gboolean
salon_store_require_shared (SalonStore *self, GError **error)
{
  gboolean is_shared = FALSE;

  if (!salon_waiting_is_shared (self, &is_shared, error))
    return FALSE;
  if (!is_shared)
    g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED, "%s: not shared",
                 salon_store_get_path (self));
  return is_shared;
}

gboolean
salon_store_set_cursor (SalonStore *self,
                        const SalonCursor *cursor,
                        gint64 synced_at,
                        GError **error)
{
  static const char *sql = "UPDATE sync_state SET\n"
                           "  generation = ?1,\n"
                           "  xid = ?2,\n"
                           "  seq = ?3,\n"
                           "  last_synced_at = max (last_synced_at, ?4)";
  g_autoptr (SalonStatement) statement = salon_store_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, cursor->generation);
  sqlite3_bind_int64 (statement, 2, (gint64) cursor->xid);
  sqlite3_bind_int64 (statement, 3, cursor->seq);
  sqlite3_bind_int64 (statement, 4, synced_at);
  return salon_sqlite_run (statement, error);
}

gboolean
salon_store_set_reading (SalonStore *self, gboolean is_reading, GError **error)
{
  g_autoptr (SalonStatement) statement =
    salon_store_prepare (self, "UPDATE sync_state SET is_reading = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, is_reading);
  return salon_sqlite_run (statement, error);
}

static gboolean
is_behind (SalonStore *self, gboolean *behind, GError **error)
{
  gint64 n_reading = 0;

  if (!count (self, "SELECT count (*) FROM sync_state WHERE is_reading = 1", &n_reading, error))
    return FALSE;
  *behind = n_reading > 0;
  return TRUE;
}

gboolean
salon_store_catch_up_within (SalonStore *self, GError **error)
{
  sqlite3 *database = salon_store_get_database (self);
  gboolean behind = FALSE;

  return is_behind (self, &behind, error)
         && (!behind
             || (salon_file_indexes_restore (database, error)
                 && salon_client_index_rebuild (database, error)
                 && salon_statistics_fold_mark_all (database, error)
                 && salon_store_set_reading (self, FALSE, error)));
}

gboolean
salon_store_catch_up (SalonStore *self, GError **error)
{
  gboolean behind = FALSE;

  g_return_val_if_fail (SALON_IS_STORE (self), FALSE);

  if (!is_behind (self, &behind, error))
    return FALSE;
  if (!behind)
    return TRUE;
  if (!salon_store_begin (self, error))
    return FALSE;
  if (salon_store_catch_up_within (self, error) && salon_store_commit (self, NULL, error))
    return TRUE;
  salon_store_roll_back (self);
  return FALSE;
}

/* The outbox stays: it is what this file would still like to say, as in one that was never shared. */
static gboolean
forget (SalonStore *self, GError **error)
{
  return salon_store_catch_up_within (self, error)
         && salon_sqlite_execute (salon_store_get_database (self),
                                  "DELETE FROM sync_state;\n"
                                  "DELETE FROM sync_base;\n"
                                  "DELETE FROM outbox_rows",
                                  error);
}

gboolean
salon_store_unshare (SalonStore *self, GError **error)
{
  g_return_val_if_fail (SALON_IS_STORE (self), FALSE);

  if (!salon_store_begin (self, error))
    return FALSE;
  if (!forget (self, error) || !salon_store_commit (self, NULL, error))
    {
      salon_store_roll_back (self);
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_remote (SalonStore *self, const char *remote, GError **error)
{
  g_autoptr (SalonStatement) statement =
    salon_store_prepare (self, "UPDATE sync_state SET remote = ?1", error);

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, remote);
  return salon_sqlite_run (statement, error);
}

gboolean
salon_store_set_remote (SalonStore *self, const char *remote, GError **error)
{
  g_return_val_if_fail (SALON_IS_STORE (self), FALSE);
  g_return_val_if_fail (remote != NULL, FALSE);

  return salon_store_require_shared (self, error) && write_remote (self, remote, error);
}
