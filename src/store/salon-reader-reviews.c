/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the owner has to look at: changes that the shared salon did not take, and bookings that stood
 * at the same time before it was shared.
 */
#include "salon-reader.h"

#include "salon-reader-private.h"

void
salon_review_free (SalonReview *review)
{
  if (review == NULL)
    return;
  g_free (review->code);
  g_clear_pointer (&review->mine, salon_change_unref);
  g_clear_pointer (&review->obstacles, g_ptr_array_unref);
  g_free (review);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonReview, salon_review_free)

static SalonReview *
review_from_row (SalonStatement *row, GError **error)
{
  g_autoptr (SalonReview) review = g_new0 (SalonReview, 1);
  g_autoptr (GError) reason = NULL;

  review->id = sqlite3_column_int64 (row, 0);
  review->at = sqlite3_column_int64 (row, 1);
  review->code = g_strdup (salon_statement_get_text (row, 2));
  review->is_part = sqlite3_column_int (row, 5) != 0;
  review->mine = salon_change_from_json (salon_statement_get_text (row, 3), &reason);
  if (review->mine != NULL)
    review->obstacles = salon_obstacles_from_json (salon_statement_get_text (row, 4), &reason);
  if (review->obstacles != NULL)
    return g_steal_pointer (&review);
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "reviews: %s", reason->message);
  return NULL;
}

static gboolean
list_refused (SalonReader *self, GPtrArray *reviews, GError **error)
{
  /* The parts of one step have numbers in a row, and were kept with one label at one instant. */
  static const char sql[] =
    "SELECT r.id, r.at, r.code, r.change, r.obstacles, EXISTS ("
    "SELECT 1 FROM history AS h JOIN history AS near "
    "ON near.seq IN (h.seq - 1, h.seq + 1) AND near.at = h.at AND near.label = h.label "
    "WHERE h.seq = r.id) "
    "FROM reviews AS r ORDER BY r.id";
  g_autoptr (SalonStatement) rows = salon_reader_prepare (self, sql, error);
  gboolean row = FALSE;

  if (rows == NULL || !salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      SalonReview *review = review_from_row (rows, error);

      if (review == NULL)
        return FALSE;
      g_ptr_array_add (reviews, review);
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_booking (SalonReader *self, SalonReview *review, const char *id, GError **error)
{
  SalonObstacle *obstacle = NULL;
  JsonObject *row = salon_reader_get_row (self, "bookings", id, error);

  if (row == NULL)
    return FALSE;
  obstacle = g_new0 (SalonObstacle, 1);
  obstacle->table = salon_schema_find_table ("bookings");
  obstacle->id = g_strdup (id);
  obstacle->row = row;
  obstacle->fields = g_new0 (char *, 1);
  g_ptr_array_add (review->obstacles, obstacle);
  return TRUE;
}

static SalonReview *
review_from_pair (SalonReader *self, SalonStatement *pair, GError **error)
{
  g_autoptr (SalonReview) review = g_new0 (SalonReview, 1);

  review->code = g_strdup (SALON_REVIEW_DOUBLE_BOOKED);
  review->obstacles = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_obstacle_free);
  if (!add_booking (self, review, salon_statement_get_text (pair, 0), error)
      || !add_booking (self, review, salon_statement_get_text (pair, 1), error))
    return NULL;
  return g_steal_pointer (&review);
}

static gboolean
list_double_booked (SalonReader *self, GPtrArray *reviews, GError **error)
{
  g_autoptr (SalonStatement) pairs =
    salon_reader_prepare (self, SALON_READER_DOUBLE_BOOKED_PAIRS, error);
  gboolean row = FALSE;

  if (pairs == NULL || !salon_sqlite_step (pairs, &row, error))
    return FALSE;
  while (row)
    {
      SalonReview *review = review_from_pair (self, pairs, error);

      if (review == NULL)
        return FALSE;
      g_ptr_array_add (reviews, review);
      if (!salon_sqlite_step (pairs, &row, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
salon_reader_list_reviews (SalonReader *self, GError **error)
{
  g_autoptr (GPtrArray) reviews =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_review_free);

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  if (!list_refused (self, reviews, error) || !list_double_booked (self, reviews, error))
    return NULL;
  return g_steal_pointer (&reviews);
}
