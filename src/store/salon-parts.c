/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-parts.h"

#include <string.h>

#include "salon-client-index.h"
#include "salon-statistics-fold.h"
#include "salon-store-error.h"
#include "salon-store-private.h"

/* A change up to this is one. */
#define WHOLE_EDITS 1000
#define WHOLE_BYTES (1024 * 1024)
/* A part is full then: with the last group it has hardly ever more than 200. */
#define PART_EDITS 180
#define PART_BYTES (512 * 1024)
/* What of the file is kept in memory while thousands of rows are written (kibibytes, as SQLite counts
 * them), and else: rows with ids of chance touch pages all over, and each would be written many times. */
#define MANY_ROWS_CACHE "PRAGMA cache_size = -65536"
#define FEW_ROWS_CACHE "PRAGMA cache_size = -2000"
/* From so many clients on, the search is made anew instead of told of each. */
#define MANY_CLIENTS 500

/* Cutting */

static gsize
measure_row (JsonObject *row)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  gsize size = 0;

  json_object_iter_init (&iter, row);
  while (json_object_iter_next (&iter, &name, &value))
    {
      const char *text =
        json_node_get_value_type (value) == G_TYPE_STRING ? json_node_get_string (value) : NULL;

      size += strlen (name) + 8 + (text != NULL ? strlen (text) : 0);
    }
  return size;
}

/* About as many bytes as its JSON has. */
static gsize
measure (const SalonEdit *edit)
{
  return 80 + measure_row (edit->set) + measure_row (edit->was);
}

static gboolean
is_small (SalonChange *change)
{
  gsize n_edits = salon_change_get_n_edits (change);
  gsize size = 0;

  if (n_edits > WHOLE_EDITS)
    return FALSE;
  for (gsize i = 0; i < n_edits && size <= WHOLE_BYTES; i++)
    size += measure (salon_change_get_edit (change, i));
  return n_edits <= 1 || size <= WHOLE_BYTES;
}

static gboolean
is_of (const SalonEdit *edit, const char *table)
{
  return g_str_equal (edit->table->name, table);
}

/* A row that belongs to the one before it. */
static gboolean
is_child (const SalonEdit *edit)
{
  return is_of (edit, "booking_services") || is_of (edit, "gift_card_movements");
}

/* May a part end between the two? Clients are kept among themselves, so that the search can be left
 * alone meanwhile. */
static gboolean
is_seam (const SalonEdit *before, const SalonEdit *after, gsize n_edits, gsize size)
{
  if (is_of (before, "clients") != is_of (after, "clients"))
    return TRUE;
  return !is_child (after) && (n_edits >= PART_EDITS || size >= PART_BYTES);
}

/* The rows of a large change lie all over the memory: each is looked at once, for all there is to see. */
static gboolean
cut_large (SalonChange *change, GPtrArray *parts, GError **error)
{
  gsize n_edits = salon_change_get_n_edits (change);
  gsize first = 0, size = 0;

  for (gsize i = 0; i < n_edits; i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      if (!salon_store_check_edit (edit, error))
        return FALSE;
      size += measure (edit);
      if (i + 1 < n_edits
          && !is_seam (edit, salon_change_get_edit (change, i + 1), i + 1 - first, size))
        continue;
      g_ptr_array_add (parts, salon_change_slice (change, first, i + 1 - first));
      first = i + 1;
      size = 0;
    }
  return TRUE;
}

GPtrArray *
salon_parts_cut (SalonChange *change, GError **error)
{
  g_autoptr (GPtrArray) parts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);

  if (is_small (change))
    {
      if (!salon_store_check_change (change, error))
        return NULL;
      g_ptr_array_add (parts, salon_change_ref (change));
    }
  else if (!cut_large (change, parts, error))
    return NULL;
  return g_steal_pointer (&parts);
}

/* Writing */

static gboolean
has_many_clients (GPtrArray *parts)
{
  gsize n = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      SalonChange *part = g_ptr_array_index (parts, i);

      if (is_of (salon_change_get_edit (part, 0), "clients"))
        n += salon_change_get_n_edits (part);
    }
  return n >= MANY_CLIENTS;
}

static void
set_triggers (SalonStore *store, gboolean on)
{
  sqlite3_db_config (salon_store_get_database (store), SQLITE_DBCONFIG_ENABLE_TRIGGER, on, NULL);
}

/* It would go on without. */
static void
set_cache (SalonStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;

  if (!salon_sqlite_execute (salon_store_get_database (store), sql, &error))
    g_debug ("%s: %s", sql, error->message);
}

/* Without an index there is nothing that a trigger could keep right: bookings find no client to move,
 * and those of the clients themselves are off. All other triggers watch on. To switch them makes SQLite
 * read all statements anew, so they stay off from one part of clients to the next. */
static gboolean
write_parts (SalonStore *store,
             GPtrArray *parts,
             gboolean leaves_search,
             GPtrArray *kept,
             gint64 now,
             GError **error)
{
  gboolean is_quiet = FALSE;

  for (guint i = 0; i < parts->len; i++)
    {
      SalonChange *part = g_ptr_array_index (parts, i);
      SalonChange *written = NULL;

      if (leaves_search && is_quiet != is_of (salon_change_get_edit (part, 0), "clients"))
        {
          is_quiet = !is_quiet;
          set_triggers (store, !is_quiet);
        }
      written = salon_store_write (store, part, now, error);
      if (written == NULL)
        break;
      g_ptr_array_add (kept, written);
    }
  if (is_quiet)
    set_triggers (store, TRUE);
  return kept->len == parts->len;
}

static GPtrArray *
write_all (SalonStore *store, GPtrArray *parts, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);
  gboolean leaves_search = parts->len > 1 && has_many_clients (parts);
  sqlite3 *database = salon_store_get_database (store);

  if (parts->len > 1 && !salon_statistics_fold_pause (database, error))
    return NULL;
  if (leaves_search && !salon_client_index_empty (database, error))
    return NULL;
  if (!write_parts (store, parts, leaves_search, kept, now, error))
    return NULL;
  if (parts->len > 1 && !salon_statistics_fold_resume (database, error))
    return NULL;
  if (leaves_search && !salon_client_index_rebuild (database, error))
    return NULL;
  return g_steal_pointer (&kept);
}

static gboolean
note_begin (SalonStore *store, gint64 first, gint64 last, GError **error)
{
  static const char *sql = "UPDATE history\n"
                           "SET change = json_insert (change, '$.begins', ?1)\n"
                           "WHERE seq = ?2";
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_int64 (statement, 2, last);
  return salon_sqlite_run (statement, error);
}

SalonChange *
salon_parts_write (SalonStore *store, GPtrArray *parts, gint64 now, gint64 *last, GError **error)
{
  g_autoptr (GPtrArray) kept = NULL;
  gint64 first = 0;

  if (parts->len > 1)
    set_cache (store, MANY_ROWS_CACHE);
  kept = write_all (store, parts, now, error);
  if (parts->len > 1)
    set_cache (store, FEW_ROWS_CACHE);
  if (kept == NULL)
    return NULL;
  first = salon_change_get_seq (g_ptr_array_index (kept, 0));
  *last = salon_change_get_seq (g_ptr_array_index (kept, kept->len - 1));
  if (kept->len == 1)
    return salon_change_ref (g_ptr_array_index (kept, 0));
  return note_begin (store, first, *last, error) ? salon_change_join (kept) : NULL;
}

/* Reading */

static gboolean
find_begin (SalonStore *store, gint64 seq, gint64 *first, GError **error)
{
  static const char *sql = "SELECT coalesce (json_extract (change, '$.begins'), seq)\n"
                           "FROM history\n"
                           "WHERE seq = ?1";
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, seq);
  if (!salon_sqlite_step (statement, &row, error))
    return FALSE;
  *first = row ? sqlite3_column_int64 (statement, 0) : seq;
  return TRUE;
}

static gpointer
read_part (SalonStatement *statement, GError **error)
{
  g_autoptr (GError) reason = NULL;
  SalonChange *part = salon_change_from_json (salon_statement_get_text (statement, 0), &reason);

  if (part == NULL)
    g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "history: %s",
                 reason->message);
  return part;
}

GPtrArray *
salon_parts_read (SalonStore *store, gint64 seq, GError **error)
{
  static const char *sql = "SELECT change\n"
                           "FROM history\n"
                           "WHERE seq BETWEEN ?1 AND ?2\n"
                           "ORDER BY seq";
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, sql, error);
  gint64 first = 0;

  if (statement == NULL || !find_begin (store, seq, &first, error))
    return NULL;
  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_int64 (statement, 2, seq);
  return salon_sqlite_list (statement, read_part, (GDestroyNotify) salon_change_unref, error);
}
