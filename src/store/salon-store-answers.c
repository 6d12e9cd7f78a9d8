/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is sent, and what becomes of it when it is answered.
 *
 * A change that was taken: the bases of its rows now have it too, as the shared salon does. That is
 * known for sure only from a first answer. A duplicate answers a change of which we do not know when it
 * took effect: when a page has brought the row meanwhile, the page may hold the change already, and
 * more that came after it, so the base stays, and what is missing comes with a later page. For the
 * same reason the obstacles of a duplicate, which are as they were then, are kept but not written.
 *
 * The answers are gone through in the order of the numbers: an obstacle is a row as it was when that
 * change was looked at, and changes behind it in the same batch came over it.
 */
#include "salon-answer-round.h"
#include "salon-store-error.h"
#include "salon-store-private.h"
#include "salon-waiting.h"

static gboolean
advance_base (SalonAnswerRound *round, const SalonEdit *edit, gboolean is_duplicate, GError **error)
{
  g_auto (SalonBase) base = { FALSE };

  salon_answer_round_touch (round, edit->table, edit->id);
  if (!salon_waiting_find_base (round->store, edit->table, edit->id, &base, error))
    return FALSE;
  if (!base.found || (is_duplicate && base.pulled))
    return TRUE;
  base.row = salon_waiting_lay (base.row, edit);
  return salon_waiting_set_base (round->store, edit->table, edit->id, base.row, base.pulled, error);
}

static gboolean
advance_bases (SalonAnswerRound *round, gint64 seq, gboolean is_duplicate, GError **error)
{
  g_autoptr (SalonChange) change = NULL;

  if (!salon_waiting_find (round->store, seq, &change, error))
    return FALSE;
  for (gsize i = 0; change != NULL && i < salon_change_get_n_edits (change); i++)
    if (!advance_base (round, salon_change_get_edit (change, i), is_duplicate, error))
      return FALSE;
  return TRUE;
}

/* Nearly always nothing else waits for its rows: then there is nothing to show anew, and the change
 * need not even be read. An obstacle that was met before it may have changed a base, though. */
static gboolean
take_applied (SalonAnswerRound *round, gint64 seq, gboolean is_duplicate, GError **error)
{
  gboolean is_over = FALSE;

  if (round->touched->len == 0
      && !salon_waiting_conclude (round->store, seq, is_duplicate, &is_over, error))
    return FALSE;
  return (is_over || advance_bases (round, seq, is_duplicate, error))
         && salon_waiting_remove (round->store, seq, error);
}

static gboolean
take_refused (SalonAnswerRound *round, SalonAnswer *answer, GError **error)
{
  g_autoptr (SalonChange) change = NULL;

  if (!salon_waiting_find (round->store, salon_answer_get_seq (answer), &change, error))
    return FALSE;
  return change == NULL || salon_answer_round_refuse (round, change, answer, error);
}

static gboolean
take_answer (SalonAnswerRound *round, SalonAnswer *answer, GError **error)
{
  switch (salon_answer_get_outcome (answer))
    {
    case SALON_OUTCOME_APPLIED:
      return take_applied (round, salon_answer_get_seq (answer), salon_answer_is_duplicate (answer),
                           error);
    case SALON_OUTCOME_CONFLICT:
    case SALON_OUTCOME_REJECTED:
      return take_refused (round, answer, error);
    }
  g_return_val_if_reached (FALSE);
}

static gint
compare_answers (gconstpointer a, gconstpointer b)
{
  gint64 first = salon_answer_get_seq (*(SalonAnswer *const *) a);
  gint64 second = salon_answer_get_seq (*(SalonAnswer *const *) b);

  return (first > second) - (first < second);
}

static gboolean
take_all (SalonAnswerRound *round, GPtrArray *answers, GError **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (answers, NULL, NULL);

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_answers);
  for (guint i = 0; i < sorted->len; i++)
    {
      gint64 seq = salon_answer_get_seq (g_ptr_array_index (sorted, i));

      g_hash_table_add (round->answered, g_memdup2 (&seq, sizeof seq));
    }
  for (guint i = 0; i < sorted->len; i++)
    if (!take_answer (round, g_ptr_array_index (sorted, i), error))
      return FALSE;
  for (guint i = 0; i < round->touched->len; i++)
    {
      const SalonTouchedRow *touched = &g_array_index (round->touched, SalonTouchedRow, i);

      if (!salon_pull_show (round->pull, touched->table, touched->id, error))
        return FALSE;
    }
  return TRUE;
}

SalonChange *
salon_store_take_answers (SalonStore *self, GPtrArray *answers, gint64 now, GError **error)
{
  g_autoptr (SalonPull) pull = NULL;
  g_auto (SalonAnswerRound) round = { NULL };

  g_return_val_if_fail (SALON_IS_STORE (self), NULL);
  g_return_val_if_fail (answers != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!salon_store_require_shared (self, error))
    return NULL;
  pull = salon_pull_begin (self, SALON_PULL_ROWS, error);
  if (pull == NULL)
    return NULL;
  salon_answer_round_init (&round, self, pull, now);
  if (!take_all (&round, answers, error))
    return NULL;
  return salon_pull_end (pull, error);
}

GPtrArray *
salon_store_list_waiting (SalonStore *self, guint max_changes, gsize max_bytes, GError **error)
{
  static const char *sql = "SELECT change\n"
                           "FROM outbox\n"
                           "WHERE EXISTS (SELECT 1 FROM sync_state)\n"
                           "ORDER BY seq\n"
                           "LIMIT ?1";
  g_autoptr (GPtrArray) changes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);
  g_autoptr (SalonStatement) statement = NULL;
  g_autoptr (GError) reason = NULL;
  gsize n_bytes = 0;
  gboolean row = FALSE;

  g_return_val_if_fail (SALON_IS_STORE (self), NULL);
  g_return_val_if_fail (max_changes > 0, NULL);

  statement = salon_store_prepare (self, sql, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, max_changes);
  if (!salon_sqlite_step (statement, &row, error))
    return NULL;
  while (row)
    {
      SalonChange *change = NULL;

      n_bytes += (gsize) sqlite3_column_bytes (statement, 0);
      if (changes->len > 0 && n_bytes > max_bytes)
        break;
      change = salon_change_from_json (salon_statement_get_text (statement, 0), &reason);
      if (change == NULL)
        {
          g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "outbox: %s",
                       reason->message);
          return NULL;
        }
      g_ptr_array_add (changes, change);
      if (!salon_sqlite_step (statement, &row, error))
        return NULL;
    }
  return g_steal_pointer (&changes);
}
