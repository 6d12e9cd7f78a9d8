/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the owner says to a review. */
#include "salon-store-error.h"
#include "salon-store-private.h"

static gboolean
delete_review (SalonStore *self, gint64 review_id, GError **error)
{
  g_autoptr (SalonStatement) statement =
    salon_store_prepare (self, "DELETE FROM reviews WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, review_id);
  if (!salon_sqlite_run (statement, error))
    return FALSE;
  if (sqlite3_changes (salon_store_get_database (self)) == 1)
    return TRUE;
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND, "no review %" G_GINT64_FORMAT,
               review_id);
  return FALSE;
}

static SalonChange *
write_replacement (SalonStore *self, SalonChange *replacement, gint64 now, GError **error)
{
  g_autoptr (SalonChange) kept = NULL;

  if (replacement == NULL)
    {
      g_autoptr (SalonChangeBuilder) nothing = salon_change_builder_new ();

      return salon_change_builder_end (nothing, "");
    }
  kept = salon_store_write (self, replacement, now, error);
  if (kept == NULL || !salon_store_push_undo (self, salon_change_get_seq (kept), error))
    return NULL;
  return g_steal_pointer (&kept);
}

SalonChange *
salon_store_settle (SalonStore *self,
                    gint64 review_id,
                    SalonChange *replacement,
                    gint64 now,
                    GError **error)
{
  g_autoptr (SalonChange) kept = NULL;

  g_return_val_if_fail (SALON_IS_STORE (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if ((replacement != NULL && !salon_store_check_change (replacement, error))
      || !salon_store_begin (self, error))
    return NULL;
  if (delete_review (self, review_id, error))
    kept = write_replacement (self, replacement, now, error);
  if (kept == NULL || !salon_store_commit (self, kept, error))
    {
      salon_store_roll_back (self);
      return NULL;
    }
  return g_steal_pointer (&kept);
}
