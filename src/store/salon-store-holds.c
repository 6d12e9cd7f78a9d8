/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A booking of the web that waits to be confirmed holds its chair until hold_expires_at. It lets go of
 * it when somebody else wants the chair around that day, and when a desk looks at the clock. One that
 * the change itself edits is the owner's to decide: she may confirm it late.
 */
#include "core/salon-booking.h"
#include "core/salon-instant.h"

#include "salon-row.h"
#include "salon-store-error.h"
#include "salon-store-private.h"

/* The value that the row will have; NULL when there is no such row. Transfer full. */
static char *
dup_wanted (JsonObject *row, const SalonEdit *edit, const char *member)
{
  JsonNode *value = json_object_get_member (edit->set, member);

  if (value == NULL && row != NULL)
    value = json_object_get_member (row, member);
  return value != NULL ? json_node_dup_string (value) : NULL;
}

static gboolean
wants_chair (const SalonEdit *edit)
{
  static const char *const members[] = {
    "booking_date",          "booking_time", "duration_minutes", "buffer_minutes",
    "buffer_before_minutes", "staff_id",     "status",
  };

  if (!g_str_equal (edit->table->name, "bookings") || edit->op == SALON_EDIT_DELETE)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (edit->set, members[i]))
      return TRUE;
  return FALSE;
}

static void
release (JsonObject *row, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) after = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, row);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (after, name, json_node_ref (value));
  json_object_set_string_member (after, "status", "cancelled");
  json_object_set_string_member (after, "cancellation_reason", SALON_BOOKING_HOLD_EXPIRED);
  json_object_set_member (after, "cancelled_at",
                          json_node_ref (json_object_get_member (row, "hold_expires_at")));
  salon_change_builder_update (builder, "bookings", row, after);
}

/* Adds the ids that @found has. */
static gboolean
take_ids (SalonStatement *found, GHashTable *expired, GError **error)
{
  gboolean has_row = FALSE;

  if (!salon_sqlite_step (found, &has_row, error))
    return FALSE;
  while (has_row)
    {
      g_hash_table_add (expired, g_strdup (salon_statement_get_text (found, 0)));
      if (!salon_sqlite_step (found, &has_row, error))
        return FALSE;
    }
  return TRUE;
}

/* The ids of those around the day of @edit that have let go. */
static gboolean
list_expired (SalonStore *self,
              const SalonEdit *edit,
              gint64 now,
              GHashTable *expired,
              GError **error)
{
  static const char sql[] =
    "SELECT id FROM bookings\n"
    "WHERE staff_id = ?1\n"
    "  AND hold_expires_at < ?2\n"
    "  AND booking_date BETWEEN date (?3, '-1 day') AND date (?3, '+1 day')\n"
    "  AND status = 'pending'\n"
    "  AND hold_expires_at IS NOT NULL";
  g_autoptr (JsonObject) row = NULL;
  g_autofree char *staff = NULL;
  g_autofree char *day = NULL;
  g_autoptr (SalonStatement) found = NULL;

  if (!salon_row_find (self, edit->table, edit->id, &row, error))
    return FALSE;
  staff = dup_wanted (row, edit, "staff_id");
  day = dup_wanted (row, edit, "booking_date");
  found = salon_store_prepare (self, sql, error);
  if (found == NULL)
    return FALSE;
  salon_statement_bind_text (found, 1, staff);
  sqlite3_bind_int64 (found, 2, now);
  salon_statement_bind_text (found, 3, day);
  return take_ids (found, expired, error);
}

/* @change: (nullable): what it edits is left alone. @kept: (out): NULL when there is nothing to let go */
static gboolean
write_release (SalonStore *self,
               SalonChange *change,
               GHashTable *expired,
               gint64 now,
               SalonChange **kept,
               GError **error)
{
  const SalonTable *table = salon_schema_find_table ("bookings");
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) released = NULL;
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, expired);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autoptr (JsonObject) row = NULL;

      if (change != NULL && salon_change_touches (change, "bookings", id))
        continue;
      if (!salon_row_find (self, table, id, &row, error))
        return FALSE;
      release (row, builder);
    }
  if (salon_change_builder_is_empty (builder))
    return TRUE;
  released = salon_change_builder_end (builder, SALON_BOOKING_HOLD_EXPIRED);
  *kept = salon_store_write (self, released, now, error);
  return *kept != NULL;
}

/* Mostly there is none, and a long change need not ask row by row. */
static gboolean
has_expired (SalonStore *self, gint64 now, gboolean *has_any, GError **error)
{
  static const char sql[] = "SELECT 1 FROM bookings\n"
                            "WHERE status = 'pending'\n"
                            "  AND hold_expires_at IS NOT NULL\n"
                            "  AND hold_expires_at < ?1\n"
                            "LIMIT 1";
  g_autoptr (SalonStatement) found = salon_store_prepare (self, sql, error);

  if (found == NULL)
    return FALSE;
  sqlite3_bind_int64 (found, 1, now);
  return salon_sqlite_step (found, has_any, error);
}

gboolean
salon_store_release_holds (SalonStore *self, SalonChange *change, gint64 now, GError **error)
{
  gboolean has_any = FALSE;
  g_autoptr (SalonChange) kept = NULL;
  g_autoptr (GHashTable) expired = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!has_expired (self, now, &has_any, error))
    return FALSE;
  for (gsize i = 0; has_any && i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      if (wants_chair (edit) && !list_expired (self, edit, now, expired, error))
        return FALSE;
    }
  return write_release (self, change, expired, now, &kept, error);
}

static gboolean
list_all_expired (SalonStore *self, gint64 now, GHashTable *expired, GError **error)
{
  static const char sql[] = "SELECT id FROM bookings\n"
                            "WHERE status = 'pending'\n"
                            "  AND hold_expires_at IS NOT NULL\n"
                            "  AND hold_expires_at < ?1";
  g_autoptr (SalonStatement) found = salon_store_prepare (self, sql, error);

  if (found == NULL)
    return FALSE;
  sqlite3_bind_int64 (found, 1, now);
  return take_ids (found, expired, error);
}

SalonChange *
salon_store_release_expired (SalonStore *self, gint64 now, GError **error)
{
  g_autoptr (GHashTable) expired = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (SalonChange) kept = NULL;

  g_return_val_if_fail (SALON_IS_STORE (self), NULL);

  if (!salon_store_begin (self, error))
    return NULL;
  if (!list_all_expired (self, now, expired, error)
      || !write_release (self, NULL, expired, now, &kept, error))
    {
      salon_store_roll_back (self);
      return NULL;
    }
  if (kept == NULL)
    {
      salon_store_roll_back (self);
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOTHING, "no hold has expired");
      return NULL;
    }
  if (!salon_store_commit (self, kept, error))
    {
      salon_store_roll_back (self);
      return NULL;
    }
  return g_steal_pointer (&kept);
}
