/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a file that was by itself becomes one of several copies. */
#include "salon-store-error.h"
#include "salon-store-private.h"
#include "salon-upload.h"
#include "salon-waiting.h"

static gboolean
refuse (SalonStore *self, const char *what, GError **error)
{
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED, "%s: %s",
               salon_store_get_path (self), what);
  return FALSE;
}

static gboolean
check_may_share (SalonStore *self, SalonShareMode mode, GError **error)
{
  gboolean is_shared = FALSE;
  gint64 n_own = 0;

  if (salon_store_is_sample (self))
    return refuse (self, "a sample is never shared", error);
  if (!salon_waiting_is_shared (self, &is_shared, error)
      || !salon_sqlite_read_int (salon_store_get_database (self),
                                 "SELECT EXISTS (SELECT 1 FROM clients)\n"
                                 "  OR EXISTS (SELECT 1 FROM bookings)\n"
                                 "  OR EXISTS (SELECT 1 FROM gift_cards)",
                                 &n_own, error))
    return FALSE;
  if (is_shared)
    return refuse (self, "is shared already", error);
  return n_own == 0 || mode != SALON_SHARE_JOIN
         || refuse (self, "joining would lose its clients and bookings", error);
}

static gboolean
insert_state (SalonStore *self, const char *remote, GError **error)
{
  g_autoptr (SalonStatement) statement =
    salon_store_prepare (self, "INSERT INTO sync_state (id, remote) VALUES (1, ?1)", error);

  if (statement == NULL)
    return FALSE;
  salon_statement_bind_text (statement, 1, remote);
  return salon_sqlite_run (statement, error);
}

/* What is sent are the rows; the changes that made them are not. */
static gboolean
drop_outbox (SalonStore *self, GError **error)
{
  return salon_sqlite_execute (salon_store_get_database (self), "DELETE FROM outbox", error);
}

static gboolean
queue_rows (SalonStore *self, SalonShareMode mode, gint64 now, GError **error)
{
  switch (mode)
    {
    case SALON_SHARE_UPLOAD:
      return salon_upload_queue (self, SALON_UPLOAD_WHOLE, now, error);
    case SALON_SHARE_MERGE:
      return salon_upload_queue (self, SALON_UPLOAD_PARTS, now, error);
    case SALON_SHARE_JOIN:
      /* The rows that could be undone are about to go. */
      return salon_sqlite_execute (salon_store_get_database (self), "DELETE FROM undo_stack",
                                   error);
    }
  g_return_val_if_reached (FALSE);
}

gboolean
salon_store_share (SalonStore *self,
                   SalonShareMode mode,
                   const char *remote,
                   gint64 now,
                   GError **error)
{
  g_return_val_if_fail (SALON_IS_STORE (self), FALSE);
  g_return_val_if_fail (remote != NULL, FALSE);

  if (!salon_store_begin (self, error))
    return FALSE;
  if (!check_may_share (self, mode, error) || !drop_outbox (self, error)
      || !insert_state (self, remote, error) || !queue_rows (self, mode, now, error)
      || !salon_store_commit (self, NULL, error))
    {
      salon_store_roll_back (self);
      return FALSE;
    }
  return TRUE;
}
