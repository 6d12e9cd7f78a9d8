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
 * leaves the stack, and so does one that a refused step undid or redid. A change that was kept in parts
 * (salon-parts.h) is on the stack with its last part, and one step all the same.
 */
#include "salon-parts.h"
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

/* Is ?1 a part of the change that ends with number @seq? */
#define IS_PART_OF(seq)                                                                            \
  "(" seq " >= ?1\n"                                                                               \
  "  AND ?1 >= (\n"                                                                                \
  "    SELECT coalesce (json_extract (change, '$.begins'), history.seq)\n"                         \
  "    FROM history\n"                                                                             \
  "    WHERE history.seq = undo_stack." seq "\n"                                                   \
  "  ))"

gboolean
salon_store_drop_undo (SalonStore *self, gint64 seq, GError **error)
{
  return run_sql (self,
                  "DELETE FROM undo_stack\n"
                  "WHERE " IS_PART_OF ("seq") " OR " IS_PART_OF ("last_step"),
                  seq, error);
}

typedef struct
{
  const char *find;
  const char *mark;
} Direction;

static const Direction undo = {
  .find = "SELECT position, label, seq\n"
          "FROM undo_stack JOIN history USING (seq)\n"
          "WHERE undone = 0\n"
          "ORDER BY position DESC\n"
          "LIMIT 1",
  .mark = "UPDATE undo_stack SET undone = 1, last_step = ?2 WHERE position = ?1",
};

static const Direction redo = {
  .find = "SELECT position, label, seq\n"
          "FROM undo_stack JOIN history USING (seq)\n"
          "WHERE undone = 1\n"
          "ORDER BY position\n"
          "LIMIT 1",
  .mark = "UPDATE undo_stack SET undone = 0, last_step = ?2 WHERE position = ?1",
};

/* Which change is next in @direction; NOTHING when there is none. */
static gboolean
find_change (SalonStore *self,
             const Direction *direction,
             gint64 *position,
             gint64 *seq,
             GError **error)
{
  g_autoptr (SalonStatement) statement = salon_store_prepare (self, direction->find, error);
  gboolean row = FALSE;

  if (statement == NULL || !salon_sqlite_step (statement, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOTHING, "nothing to undo or redo");
      return FALSE;
    }
  *position = sqlite3_column_int64 (statement, 0);
  *seq = sqlite3_column_int64 (statement, 2);
  return TRUE;
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

/* The parts of the inverse, the last one first. */
static GPtrArray *
invert_parts (GPtrArray *parts)
{
  GPtrArray *inverse = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);

  for (guint i = parts->len; i > 0; i--)
    {
      SalonChange *part = g_ptr_array_index (parts, i - 1);

      g_ptr_array_add (inverse, salon_change_invert (part, salon_change_get_label (part)));
    }
  return inverse;
}

/* What really has to be done for @wanted: a payment is not taken away but taken back. Inside a
 * transaction. */
static GPtrArray *
make_steps (SalonStore *self, GPtrArray *wanted, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) steps =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);

  for (guint i = 0; i < wanted->len; i++)
    {
      SalonChange *step = salon_till_make_step (self, wanted->pdata[i], now, error);

      if (step == NULL)
        return NULL;
      g_ptr_array_add (steps, step);
    }
  return g_steal_pointer (&steps);
}

/* The chair that a booking goes back to may be held by nobody any more. */
static gboolean
release_holds (SalonStore *self, GPtrArray *step, gint64 now, GError **error)
{
  for (guint i = 0; i < step->len; i++)
    if (!salon_store_release_holds (self, step->pdata[i], now, error))
      return FALSE;
  return TRUE;
}

static SalonChange *
write_step (SalonStore *self, const Direction *direction, gint64 now, GError **error)
{
  gint64 position = 0, seq = 0, last = 0;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) wanted = NULL;
  g_autoptr (GPtrArray) step = NULL;
  g_autoptr (SalonChange) kept = NULL;

  if (!find_change (self, direction, &position, &seq, error))
    return NULL;
  found = salon_parts_read (self, seq, error);
  if (found == NULL)
    return NULL;
  wanted = direction == &undo ? invert_parts (found) : g_ptr_array_ref (found);
  step = make_steps (self, wanted, now, error);
  if (step == NULL || !release_holds (self, step, now, error))
    return NULL;
  kept = salon_parts_write (self, step, now, &last, error);
  if (kept == NULL || !mark_step (self, direction, position, last, error))
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
