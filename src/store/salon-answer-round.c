/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of a change that was not taken, and of those that were built on it: they go to the
 * reviews, out of the outbox, off the undo stack. Their rows are shown anew by whoever ends the round.
 */
#include "salon-answer-round.h"

#include "salon-reader.h"
#include "salon-store-private.h"
#include "salon-till-private.h"
#include "salon-waiting.h"

static void
clear_touched (SalonTouchedRow *touched)
{
  g_free (touched->id);
}

void
salon_answer_round_init (SalonAnswerRound *round, SalonStore *store, SalonPull *pull, gint64 now)
{
  *round = (SalonAnswerRound) {
    .store = store,
    .pull = pull,
    .now = now,
    .answered = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    .touched = g_array_new (FALSE, FALSE, sizeof (SalonTouchedRow)),
  };
  g_array_set_clear_func (round->touched, (GDestroyNotify) clear_touched);
}

void
salon_answer_round_clear (SalonAnswerRound *round)
{
  g_clear_pointer (&round->answered, g_hash_table_unref);
  g_clear_pointer (&round->touched, g_array_unref);
}

void
salon_answer_round_touch (SalonAnswerRound *round, const SalonTable *table, const char *id)
{
  SalonTouchedRow touched = { table, g_strdup (id) };

  g_array_append_val (round->touched, touched);
}

static gboolean
insert_review (SalonAnswerRound *round,
               SalonChange *change,
               const char *code,
               GPtrArray *obstacles,
               GError **error)
{
  static const char *sql = "INSERT INTO reviews (id, at, code, change, obstacles)\n"
                           "VALUES (?1, ?2, ?3, ?4, ?5)";
  g_autofree char *change_json = salon_change_to_json (change);
  g_autofree char *obstacles_json = salon_obstacles_to_json (obstacles);
  g_autoptr (SalonStatement) statement = salon_store_prepare (round->store, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, salon_change_get_seq (change));
  sqlite3_bind_int64 (statement, 2, round->now);
  salon_statement_bind_text (statement, 3, code);
  salon_statement_bind_text (statement, 4, change_json);
  salon_statement_bind_text (statement, 5, obstacles_json);
  return salon_sqlite_run (statement, error);
}

static gboolean
mark_refused (SalonStore *store, gint64 seq, GError **error)
{
  g_autoptr (SalonStatement) statement =
    salon_store_prepare (store, "UPDATE history SET refused = 1 WHERE seq = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, seq);
  return salon_sqlite_run (statement, error);
}

static gboolean
move_to_reviews (SalonAnswerRound *round,
                 SalonChange *change,
                 const char *code,
                 GPtrArray *obstacles,
                 GError **error)
{
  gint64 seq = salon_change_get_seq (change);

  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      salon_answer_round_touch (round, edit->table, edit->id);
    }
  return insert_review (round, change, code, obstacles, error)
         && salon_till_note_refused (round->store, change, round->now, error)
         && mark_refused (round->store, seq, error)
         && salon_store_drop_undo (round->store, seq, error)
         && salon_waiting_remove (round->store, seq, error);
}

/* For a change that falls with another: its rows as the shared salon holds them. */
static GPtrArray *
list_bases (SalonAnswerRound *round, SalonChange *change, GError **error)
{
  g_autoptr (GPtrArray) obstacles =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_obstacle_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);
      g_auto (SalonBase) base = { FALSE };
      SalonObstacle *obstacle = NULL;

      if (!g_hash_table_add (seen, g_strconcat (edit->table->name, " ", edit->id, NULL)))
        continue;
      if (!salon_waiting_find_base (round->store, edit->table, edit->id, &base, error))
        return NULL;
      obstacle = g_new0 (SalonObstacle, 1);
      obstacle->table = edit->table;
      obstacle->id = g_strdup (edit->id);
      obstacle->row = g_steal_pointer (&base.row);
      obstacle->fields = g_new0 (char *, 1);
      g_ptr_array_add (obstacles, obstacle);
    }
  return g_steal_pointer (&obstacles);
}

/* What points at what, as the tables say. */
static const struct
{
  const char *parent;
  const char *child;
  const char *column;
} references[] = {
  { "staff", "bookings", "staff_id" },
  { "staff", "availabilities", "staff_id" },
  { "services", "bookings", "service_id" },
  { "services", "booking_services", "service_id" },
  { "services", "gift_cards", "service_id" },
  { "clients", "bookings", "client_id" },
  { "clients", "clients", "merged_into" },
  { "bookings", "booking_services", "booking_id" },
  { "bookings", "gift_card_movements", "booking_id" },
  { "bookings", "payments", "booking_id" },
  { "bookings", "notifications", "booking_id" },
  { "gift_cards", "gift_card_movements", "card_id" },
  { "gift_cards", "payments", "gift_card_id" },
  { "gift_cards", "notifications", "gift_card_id" },
  { "payments", "payments", "reverses" },
};

/* Queues the changes later than @after that touch the row; those with an answer have it. */
static gboolean
queue_touching (SalonAnswerRound *round,
                const char *table,
                const char *id,
                gint64 after,
                GArray *falling,
                GError **error)
{
  g_autoptr (GArray) seqs = salon_waiting_list (round->store, table, id, after, error);

  if (seqs == NULL)
    return FALSE;
  for (guint i = 0; i < seqs->len; i++)
    {
      gint64 seq = g_array_index (seqs, gint64, i);

      if (!g_hash_table_contains (round->answered, &seq))
        g_array_append_val (falling, seq);
    }
  return TRUE;
}

/* The same for the rows of @child that point at @id. */
static gboolean
queue_children (SalonAnswerRound *round,
                const char *child,
                const char *column,
                const char *id,
                gint64 after,
                GArray *falling,
                GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE %s = ?1", child, column);
  g_autoptr (SalonStatement) rows = salon_store_prepare (round->store, sql, error);
  gboolean row = FALSE;

  if (rows == NULL)
    return FALSE;
  salon_statement_bind_text (rows, 1, id);
  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      if (!queue_touching (round, child, salon_statement_get_text (rows, 0), after, falling, error)
          || !salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
queue_followers (SalonAnswerRound *round, SalonChange *change, GArray *falling, GError **error)
{
  gint64 seq = salon_change_get_seq (change);

  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      if (!queue_touching (round, edit->table->name, edit->id, seq, falling, error))
        return FALSE;
      for (gsize j = 0; edit->op == SALON_EDIT_INSERT && j < G_N_ELEMENTS (references); j++)
        if (g_str_equal (references[j].parent, edit->table->name)
            && !queue_children (round, references[j].child, references[j].column, edit->id, seq,
                                falling, error))
          return FALSE;
    }
  return TRUE;
}

/* One may have been queued by several: it falls once. */
static gboolean
let_fall (SalonAnswerRound *round, gint64 seq, GArray *falling, GError **error)
{
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GPtrArray) obstacles = NULL;

  if (!salon_waiting_find (round->store, seq, &change, error))
    return FALSE;
  if (change == NULL)
    return TRUE;
  obstacles = list_bases (round, change, error);
  return obstacles != NULL
         && move_to_reviews (round, change, SALON_REVIEW_FOLLOWS, obstacles, error)
         && queue_followers (round, change, falling, error);
}

/* Rows that nothing waits for are written at once, the others when all answers are in. */
static gboolean
write_obstacles (SalonAnswerRound *round, GPtrArray *obstacles, GError **error)
{
  for (guint i = 0; i < obstacles->len; i++)
    {
      const SalonObstacle *obstacle = g_ptr_array_index (obstacles, i);
      g_auto (SalonBase) base = { FALSE };

      if (!salon_waiting_find_base (round->store, obstacle->table, obstacle->id, &base, error))
        return FALSE;
      if (base.found)
        salon_answer_round_touch (round, obstacle->table, obstacle->id);
      if (base.found
            ? !salon_waiting_set_base (round->store, obstacle->table, obstacle->id, obstacle->row,
                                       TRUE, error)
            : !salon_pull_put (round->pull, obstacle->table, obstacle->id, obstacle->row, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
salon_answer_round_refuse (SalonAnswerRound *round,
                           SalonChange *change,
                           SalonAnswer *answer,
                           GError **error)
{
  g_autoptr (GArray) falling = g_array_new (FALSE, FALSE, sizeof (gint64));
  GPtrArray *obstacles = salon_answer_get_obstacles (answer);

  if (!move_to_reviews (round, change, salon_answer_get_code (answer), obstacles, error)
      || (!salon_answer_is_duplicate (answer) && !write_obstacles (round, obstacles, error))
      || !queue_followers (round, change, falling, error))
    return FALSE;
  for (guint i = 0; i < falling->len; i++)
    if (!let_fall (round, g_array_index (falling, gint64, i), falling, error))
      return FALSE;
  return TRUE;
}
