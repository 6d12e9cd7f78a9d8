/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-job-worker.h"

#include "salon-job.h"
#include "salon-payment-operation.h"
#include "salon-payment-settle.h"
#include "salon-server-error.h"
#include "salon-server-idempotency.h"
#include "salon-server-rows.h"
#include "salon-server-transaction.h"
#include "salon-storage.h"
#include "salon-voucher-paper.h"
#include "web/salon-provider-error.h"

#define MAX_WAIT_SECONDS 15u
#define RETRY_SECONDS 2u
/* How often an open order is looked at when nobody tells anything. */
#define LOOK_SECONDS 120
#define OPERATION_AGAIN_SECONDS 30
#define FORGET_US (G_GINT64_CONSTANT (6) * 60 * 60 * G_USEC_PER_SEC)

/* --- The jobs --- */

static gboolean
is_gone (GError *failure)
{
  return g_error_matches (failure, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND);
}

static gboolean
settle (SalonServerContext *context, const char *key, guint *again_seconds, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean is_over = FALSE;

  if (salon_payment_settle_run (context, key, &is_over, &failure) || is_gone (failure))
    {
      *again_seconds = is_over || failure != NULL ? 0 : LOOK_SECONDS;
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* An operation that came to its end changes what the provider's books say: they are looked at. */
static gboolean
see_through (SalonServerContext *context, const char *key, guint *again_seconds, GError **error)
{
  SalonPaymentOperationState state = SALON_PAYMENT_OPERATION_WAITING;
  const char *const values[] = { key };
  g_autoptr (GError) failure = NULL;
  g_autoptr (PGresult) done = NULL;

  if (!salon_payment_operation_run (context, key, &state, &failure)
      && state != SALON_PAYMENT_OPERATION_FAILED && state != SALON_PAYMENT_OPERATION_MANUAL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (state == SALON_PAYMENT_OPERATION_WAITING || state == SALON_PAYMENT_OPERATION_UNKNOWN)
    {
      *again_seconds = OPERATION_AGAIN_SECONDS;
      return TRUE;
    }
  done =
    salon_server_context_query (context,
                                "SELECT salon.add_job ('" SALON_JOB_SETTLE "', order_id::text)\n"
                                "FROM salon.payment_operations\n"
                                "WHERE id = $1::uuid",
                                1, values, error);
  return done != NULL;
}

static gboolean
store_voucher (SalonServerContext *context, const char *key, guint *again_seconds, GError **error)
{
  static const char sql[] =
    "INSERT INTO salon.voucher_files (card_id, object_name, crc32c)\n"
    "VALUES ($1::uuid, $2::text, $3::text)\n"
    "ON CONFLICT (card_id) DO UPDATE SET crc32c = excluded.crc32c, stored_at = now ()";
  g_autofree char *name = g_strdup_printf ("vouchers/%s.pdf", key);
  g_autofree char *crc32c = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (PGresult) done = NULL;
  const char *values[] = { key, name, NULL };

  /* Without a bucket it is drawn whenever somebody asks. */
  if (!salon_storage_is_on (context))
    return TRUE;
  pdf = salon_voucher_paper_draw (context, key, error);
  if (pdf == NULL || !salon_storage_put (context, name, pdf, &crc32c, error))
    return FALSE;
  values[2] = crc32c;
  done = salon_server_context_query (context, sql, 3, values, error);
  return done != NULL;
}

static const SalonJobKind kinds[] = {
  { SALON_JOB_SETTLE, settle },
  { SALON_JOB_OPERATION, see_through },
  { SALON_JOB_VOUCHER, store_voucher },
};

/* --- The loop --- */

/* As of the moment at which the hold was over: whoever finds it out writes the same. */
static gboolean
release_holds (SalonServerContext *context, gpointer user_data, GError **error)
{
  static const char sql[] =
    "UPDATE public.bookings AS b\n"
    "SET status = 'cancelled', cancelled_at = b.hold_expires_at AT TIME ZONE 'UTC',\n"
    "  cancellation_reason = 'hold expired'\n"
    "FROM (\n"
    "    SELECT h.id\n"
    "    FROM public.bookings AS h\n"
    "    WHERE h.status = 'pending' AND h.hold_expires_at < now ()\n"
    "    LIMIT 200\n"
    "    FOR NO KEY UPDATE SKIP LOCKED\n"
    "  ) AS expired\n"
    "WHERE b.id = expired.id";
  g_autoptr (PGresult) done = salon_server_context_query (context, sql, 0, NULL, error);

  return done != NULL;
}

/* In how many seconds the next job or hold is due. */
static gboolean
read_wait (SalonServerContext *context, guint *seconds, GError **error)
{
  static const char sql[] =
    "SELECT ceil (extract (epoch FROM least (\n"
    "    (SELECT min (greatest (j.run_at, coalesce (j.lease_until, j.run_at))) FROM salon.jobs AS j),\n"
    "    (SELECT min (b.hold_expires_at) FROM public.bookings AS b WHERE b.status = 'pending')\n"
    "  ) - now ()))::bigint AS wait";
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 0, NULL, error);
  const char *text = rows != NULL ? salon_server_rows_get (rows, 0, "wait") : NULL;
  gint64 wait = text != NULL ? g_ascii_strtoll (text, NULL, 10) : MAX_WAIT_SECONDS;

  if (rows == NULL)
    return FALSE;
  *seconds = (guint) CLAMP (wait, 1, MAX_WAIT_SECONDS);
  return TRUE;
}

gboolean
salon_job_worker_run_due (SalonServerContext *context, guint *seconds, GError **error)
{
  gboolean has_run = TRUE;

  if (!salon_server_transaction_run (context, "worker", "Release a chair", release_holds, NULL,
                                     error))
    return FALSE;
  while (has_run && !g_cancellable_is_cancelled (context->cancellable))
    if (!salon_job_run_next (context, kinds, G_N_ELEMENTS (kinds), &has_run, error))
      return FALSE;
  return read_wait (context, seconds, error);
}

/* Providers tell again for days, never for months. Whoever has not paid for a gift card may want to try again
 * the same day, without writing it all once more. */
static gboolean
forget (SalonServerContext *context, GError **error)
{
  static const char orders_sql[] =
    "UPDATE salon.payment_orders SET gift_card = NULL\n"
    "WHERE state = 'closed' AND gift_card IS NOT NULL AND created_at < now () - interval '1 day'";
  g_autoptr (PGresult) done = salon_server_context_query (
    context, "DELETE FROM salon.webhooks WHERE received_at < now () - interval '90 days'", 0, NULL,
    error);
  g_autoptr (PGresult) forgotten =
    done != NULL ? salon_server_context_query (context, orders_sql, 0, NULL, error) : NULL;

  return forgotten != NULL && salon_server_idempotency_forget (context, error);
}

/* FALSE ends the connection; the next turn has another. */
static gboolean
take_turn (SalonServerContext *context, gboolean *listens, gint64 *forgotten_at, GError **error)
{
  SalonConnection *before = context->database;
  SalonConnection *connection = salon_server_context_get_database (context, error);
  guint seconds = MAX_WAIT_SECONDS;

  if (connection == NULL)
    return FALSE;
  if (connection != before || !*listens)
    *listens =
      salon_connection_execute (connection, "LISTEN salon_jobs", context->cancellable, error);
  if (!*listens || !salon_job_worker_run_due (context, &seconds, error))
    return FALSE;
  if (g_get_monotonic_time () - *forgotten_at > FORGET_US)
    {
      *forgotten_at = g_get_monotonic_time ();
      if (!forget (context, error))
        return FALSE;
    }
  connection = salon_server_context_get_database (context, error);
  return connection != NULL
         && salon_connection_wait (connection, context->cancellable, (int) seconds * 1000, error);
}

void
salon_job_worker_run (SalonServerShared *shared, GCancellable *stop)
{
  g_autoptr (SalonServerContext) context = salon_server_context_new (shared, stop);
  gboolean listens = FALSE;
  gint64 forgotten_at = g_get_monotonic_time () - FORGET_US - 1;

  while (!g_cancellable_is_cancelled (stop))
    {
      g_autoptr (GError) failure = NULL;
      GPollFD poll_fd;

      if (take_turn (context, &listens, &forgotten_at, &failure))
        continue;
      if (g_cancellable_is_cancelled (stop))
        break;
      g_warning ("the worker waits a moment: %s", failure->message);
      salon_server_context_settle (context, failure);
      listens = FALSE;
      /* A moment, unless it is told to stop. */
      if (g_cancellable_make_pollfd (stop, &poll_fd))
        {
          g_poll (&poll_fd, 1, (int) RETRY_SECONDS * 1000);
          g_cancellable_release_fd (stop);
        }
    }
}
