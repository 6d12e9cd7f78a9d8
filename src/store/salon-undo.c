/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Undo and redo: a stack of the changes made by hand, kept in the file, so that it is there after a
 * restart.
 *
 * Undoing applies the inverse of a change and marks the change undone; redoing applies the change
 * again. Both are new changes with a number of their own: others see them as any change. A change
 * made by hand cuts off what could have been redone. A payment is not taken away but taken back, by a
 * row of its own (salon-till-undo.c). When a row was changed meanwhile the edit is
 * stale, nothing happens, and the stack stays as it is. A change that the shared salon did not take
 * leaves the stack, and so does one that a refused step undid or redid.
 */
#include "salon-store-error.h"
#include "salon-store-private.h"
#include "salon-till-private.h"

/* How far back Ctrl+Z goes. */
#define UNDO_LIMIT "200"

static gboolean
run_sql (SalonStore *self, const char *sql, gint64 parameter, GError **error)
{
  g_autoptr (SalonStatement) statement = salon_store_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  if (sqlite3_bind_parameter_count (statement) > 0)
    sqlite3_bind_int64 (statement, 1, parameter);
  return salon_sqlite_run (statement, error);
}

gboolean
salon_store_push_undo (SalonStore *self, gint64 seq, GError **error)
{
  return run_sql (self, "DELETE FROM undo_stack WHERE undone = 1", 0, error)
         && run_sql (self,
                     "INSERT INTO undo_stack (position, seq)\n"
                     "SELECT coalesce (max (position), 0) + 1, ?1 FROM undo_stack",
                     seq, error)
         && run_sql (self,
                     "DELETE FROM undo_stack\n"
                     "WHERE position <= (SELECT max (position) FROM undo_stack) - " UNDO_LIMIT,
                     0, error);
}

gboolean
salon_store_drop_undo (SalonStore *self, gint64 seq, GError **error)
{
  return run_sql (self, "DELETE FROM undo_stack WHERE seq = ?1 OR last_step = ?1", seq, error);
}

typedef struct
{
  const char *find;
  const char *mark;
} Direction;

static const Direction undo = {
  .find = "SELECT position, label, change\n"
          "FROM undo_stack JOIN history USING (seq)\n"
          "WHERE undone = 0\n"
          "ORDER BY position DESC\n"
          "LIMIT 1",
  .mark = "UPDATE undo_stack SET undone = 1, last_step = ?2 WHERE position = ?1",
};

static const Direction redo = {
  .find = "SELECT position, label, change\n"
          "FROM undo_stack JOIN history USING (seq)\n"
          "WHERE undone = 1\n"
          "ORDER BY position\n"
          "LIMIT 1",
  .mark = "UPDATE undo_stack SET undone = 0, last_step = ?2 WHERE position = ?1",
};

/* Reads the change that is next in @direction; NOTHING when there is none. */
static SalonChange *
find_change (SalonStore *self, const Direction *direction, gint64 *position, GError **error)
{
  g_autoptr (SalonStatement) statement = salon_store_prepare (self, direction->find, error);
  g_autoptr (GError) reason = NULL;
  SalonChange *change = NULL;
  gboolean row = FALSE;

  if (statement == NULL || !salon_sqlite_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOTHING, "nothing to undo or redo");
      return NULL;
    }
  *position = sqlite3_column_int64 (statement, 0);
  change = salon_change_from_json ((const char *) sqlite3_column_text (statement, 2), &reason);
  if (change == NULL)
    g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "history: %s",
                 reason->message);
  return change;
}

/* @step: the number of the change that was the step */
static gboolean
mark_step (SalonStore *self,
           const Direction *direction,
           gint64 position,
           gint64 step,
           GError **error)
{
  g_autoptr (SalonStatement) statement = salon_store_prepare (self, direction->mark, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, position);
  sqlite3_bind_int64 (statement, 2, step);
  return salon_sqlite_run (statement, error);
}

/* Inside a transaction. */
static SalonChange *
write_step (SalonStore *self, const Direction *direction, gint64 now, GError **error)
{
  gint64 position = 0;
  g_autoptr (SalonChange) found = find_change (self, direction, &position, error);
  g_autoptr (SalonChange) wanted = NULL;
  g_autoptr (SalonChange) step = NULL;
  g_autoptr (SalonChange) kept = NULL;

  if (found == NULL)
    return NULL;
  wanted = direction == &undo ? salon_change_invert (found, salon_change_get_label (found))
                              : salon_change_ref (found);
  step = salon_till_make_step (self, wanted, now, error);
  if (step == NULL)
    return NULL;
  kept = salon_store_write (self, step, now, error);
  if (kept == NULL || !mark_step (self, direction, position, salon_change_get_seq (kept), error))
    return NULL;
  return g_steal_pointer (&kept);
}

static SalonChange *
take_step (SalonStore *self, const Direction *direction, gint64 now, GError **error)
{
  g_autoptr (SalonChange) kept = NULL;

  if (!salon_store_begin (self, error))
    return NULL;
  kept = write_step (self, direction, now, error);
  if (kept == NULL || !salon_store_commit (self, kept, error))
    {
      salon_store_roll_back (self);
      return NULL;
    }
  return g_steal_pointer (&kept);
}

SalonChange *
salon_store_undo (SalonStore *self, gint64 now, GError **error)
{
  g_return_val_if_fail (SALON_IS_STORE (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return take_step (self, &undo, now, error);
}

SalonChange *
salon_store_redo (SalonStore *self, gint64 now, GError **error)
{
  g_return_val_if_fail (SALON_IS_STORE (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return take_step (self, &redo, now, error);
}

/* @label is NULL when there is nothing to do in @direction. */
static gboolean
find_label (SalonStore *self, const Direction *direction, char **label, GError **error)
{
  g_autoptr (SalonStatement) statement = salon_store_prepare (self, direction->find, error);
  gboolean row = FALSE;

  if (statement == NULL || !salon_sqlite_step (statement, &row, error))
    return FALSE;
  *label = row ? g_strdup ((const char *) sqlite3_column_text (statement, 1)) : NULL;
  return TRUE;
}

gboolean
salon_store_get_undo_state (SalonStore *self, SalonUndoState *state, GError **error)
{
  g_auto (SalonUndoState) found = { NULL };

  g_return_val_if_fail (SALON_IS_STORE (self), FALSE);
  g_return_val_if_fail (state != NULL, FALSE);

  if (!find_label (self, &undo, &found.undo_label, error)
      || !find_label (self, &redo, &found.redo_label, error))
    return FALSE;
  *state = found;
  found = (SalonUndoState) { NULL };
  return TRUE;
}

void
salon_undo_state_clear (SalonUndoState *state)
{
  g_clear_pointer (&state->undo_label, g_free);
  g_clear_pointer (&state->redo_label, g_free);
}
