/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-payment-settle.h"

#include <string.h>

#include "core/salon-money.h"
#include "salon-gift-purchase.h"
#include "salon-job.h"
#include "salon-payment-operation.h"
#include "salon-payment-order.h"
#include "salon-payments.h"
#include "salon-server-rows.h"
#include "salon-server-transaction.h"

/* The history's name of who writes. */
#define WRITER "worker"
#define CHAIR_TAKEN "23P01"

typedef struct
{
  const char *order_id;
  const SalonPaymentState *state;
  gint64 revenue_cents; /* what was written, for the measures */
  gint64 refund_cents;
} Settlement;

/* --- What is paid for --- */

static gboolean
run (SalonServerContext *context,
     const char *sql,
     int n_values,
     const char *const *values,
     GError **error)
{
  g_autoptr (PGresult) done = salon_server_context_query (context, sql, n_values, values, error);

  return done != NULL;
}

/* A row of payments of the order: the first has its id, the others reverse it. */
static gboolean
insert_payment (SalonServerContext *context,
                SalonPaymentOrder *order,
                const SalonPaymentState *state,
                gint64 cents,
                gboolean is_first,
                GError **error)
{
  static const char sql[] =
    "INSERT INTO public.payments (id, booking_id, gift_card_id, amount, payment_method,\n"
    "  payment_provider, provider_payment_id, status, metadata, reverses)\n"
    "VALUES (CASE WHEN $8::boolean THEN $1::uuid ELSE gen_random_uuid () END, $2::uuid, $3::uuid,\n"
    "  $4::numeric, $5::text, $5::text, $6::text, 'completed', $7::jsonb,\n"
    "  CASE WHEN $8::boolean THEN NULL ELSE $1::uuid END)";
  g_autofree char *amount = salon_money_to_wire (cents);
  g_autofree char *metadata = NULL;
  const char *values[] = {
    order->id,
    order->booking_id,
    order->gift_card_id,
    amount,
    order->provider,
    state->capture_id,
    NULL,
    is_first ? "true" : "false",
  };

  if (!is_first)
    metadata = g_strdup ("{\"reversal\": \"refund\"}");
  else if (order->deposit != NULL)
    metadata = g_strdup_printf ("{\"deposit\": \"%s\"}", order->deposit);
  values[6] = metadata;
  return run (context, sql, G_N_ELEMENTS (values), values, error);
}

/* From what was paid and given back of its price. */
static gboolean
derive_booking (SalonServerContext *context, const char *booking_id, GError **error)
{
  static const char sql[] =
    "UPDATE public.bookings AS b\n"
    "SET payment_status = CASE\n"
    "    WHEN s.total > 0 AND s.total >= b.price THEN 'fully_paid'\n"
    "    WHEN s.total > 0 THEN 'deposit_paid'\n"
    "    WHEN s.total < 0 OR s.has_refund THEN 'refunded'\n"
    "    ELSE 'pending'\n"
    "  END,\n"
    "  payment_amount = s.total\n"
    "FROM (\n"
    "    SELECT coalesce (sum (p.amount), 0) AS total, coalesce (bool_or (p.amount < 0), FALSE) AS has_refund\n"
    "    FROM public.payments AS p\n"
    "    WHERE p.booking_id = $1::uuid\n"
    "      AND (p.status = 'completed'\n"
    "        OR p.status = 'refunded'\n"
    "          AND EXISTS (SELECT FROM public.payments AS r WHERE r.reverses = p.id))\n"
    "  ) AS s\n"
    "WHERE b.id = $1::uuid";
  const char *const values[] = { booking_id };

  return run (context, sql, 1, values, error);
}

/* The chair is hers again if nobody sits on it. FALSE without an error: somebody does. */
static gboolean
reinstate (SalonServerContext *context, SalonPaymentOrder *order, GError **error)
{
  static const char sql[] =
    "UPDATE public.bookings\n"
    "SET status = 'confirmed', hold_expires_at = NULL, cancelled_at = NULL,\n"
    "  cancellation_reason = NULL, payment_method = $2::text\n"
    "WHERE id = $1::uuid";
  const char *const values[] = { order->booking_id, order->provider };
  g_autoptr (GError) failure = NULL;

  if (!salon_connection_execute (context->database, "SAVEPOINT chair", NULL, error))
    return FALSE;
  if (run (context, sql, 2, values, &failure))
    return TRUE;
  if (strcmp (salon_connection_get_sqlstate (context->database), CHAIR_TAKEN) != 0)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    salon_connection_execute (context->database, "ROLLBACK TO SAVEPOINT chair", NULL, error);
  return FALSE;
}

static gboolean
give_back (SalonServerContext *context, SalonPaymentOrder *order, const char *why, GError **error)
{
  g_autofree char *operation =
    salon_payment_order_add_refund (context, order->id, NULL, 0, WRITER, error);

  return operation != NULL && salon_job_add (context, SALON_JOB_OPERATION, operation, 0, error)
         && salon_payment_order_set_attention (context, order->id, why, error);
}

/* "confirmed", "hold expired" for one that was let go, … */
static char *
read_booking_state (SalonServerContext *context, const char *booking_id, GError **error)
{
  static const char sql[] =
    "SELECT CASE\n"
    "    WHEN status = 'cancelled' AND cancellation_reason = 'hold expired' THEN 'hold expired'\n"
    "    ELSE status\n"
    "  END\n"
    "FROM public.bookings\n"
    "WHERE id = $1::uuid\n"
    "FOR NO KEY UPDATE";
  const char *const values[] = { booking_id };
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 1, values, error);

  if (rows == NULL)
    return NULL;
  return g_strdup (PQntuples (rows) > 0 ? PQgetvalue (rows, 0, 0) : "gone");
}

/* A booking that was paid: confirmed, or the money goes back. */
static gboolean
pay_booking (SalonServerContext *context,
             SalonPaymentOrder *order,
             const SalonPaymentState *state,
             GError **error)
{
  g_autofree char *before = read_booking_state (context, order->booking_id, error);
  g_autoptr (GError) failure = NULL;
  const char *why = NULL;

  if (before == NULL || !insert_payment (context, order, state, state->paid_cents, TRUE, error))
    return FALSE;
  if (strcmp (before, "pending") == 0 || strcmp (before, "hold expired") == 0)
    why = reinstate (context, order, &failure) ? NULL : "paid_too_late";
  else if (strcmp (before, "cancelled") == 0 || strcmp (before, "no_show") == 0)
    why = "paid_after_cancelling";
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return why == NULL || give_back (context, order, why, error);
}

/* --- What the provider's books say --- */

/* In cents, of the rows in payments; a count of -1 is an error. */
static int
read_ledger (SalonServerContext *context, const char *order_id, gint64 *cents, GError **error)
{
  static const char sql[] =
    "SELECT count (*) AS n, (coalesce (sum (amount), 0) * 100)::bigint AS cents\n"
    "FROM public.payments\n"
    "WHERE id = $1::uuid OR reverses = $1::uuid";
  const char *const values[] = { order_id };
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 1, values, error);

  if (rows == NULL)
    return -1;
  *cents = g_ascii_strtoll (salon_server_rows_get (rows, 0, "cents"), NULL, 10);
  return (int) g_ascii_strtoll (salon_server_rows_get (rows, 0, "n"), NULL, 10);
}

/* Is what was paid what was ordered? Money that somebody else's page took confirms nothing. */
static gboolean
is_ours (SalonServerContext *context, SalonPaymentOrder *order, const SalonPaymentState *state)
{
  const SalonPaymentSettings *settings = salon_payments_get_settings (context);
  SalonPaymentMode mode = settings->stripe_mode;

  if (strcmp (order->provider, "paypal") == 0)
    mode = settings->paypal_mode;
  else if (strcmp (order->provider, "lydia") == 0)
    mode = settings->lydia_mode;
  return state->paid_cents == order->amount_cents && strcmp (state->currency, order->currency) == 0
         && (*state->reference == '\0' || strcmp (state->reference, order->id) == 0)
         && state->is_live == (mode == SALON_PAYMENT_MODE_LIVE);
}

static gboolean
mark_paid (SalonServerContext *context,
           SalonPaymentOrder *order,
           const SalonPaymentState *state,
           GError **error)
{
  /* What was needed to ask for the money need not be known any more. */
  static const char sql[] =
    "UPDATE salon.payment_orders\n"
    "SET state = 'paid', capture_id = $2::text, gift_card_id = $3::uuid, gift_card = NULL,\n"
    "  payer_email = NULL, payer_phone = NULL\n"
    "WHERE id = $1::uuid";
  const char *const values[] = { order->id, state->capture_id, order->gift_card_id };

  return run (context, sql, 3, values, error);
}

static gboolean
fulfil (SalonServerContext *context,
        SalonPaymentOrder *order,
        const SalonPaymentState *state,
        GError **error)
{
  /* It was closed, and what was asked for is forgotten. */
  if (order->booking_id == NULL && order->gift_card == NULL)
    return mark_paid (context, order, state, error)
           && insert_payment (context, order, state, state->paid_cents, TRUE, error)
           && give_back (context, order, "paid_too_late", error);
  if (order->booking_id == NULL)
    {
      order->gift_card_id = salon_gift_purchase_make_card (context, order, error);
      if (order->gift_card_id == NULL
          || !insert_payment (context, order, state, state->paid_cents, TRUE, error)
          || !salon_job_add (context, SALON_JOB_VOUCHER, order->gift_card_id, 0, error))
        return FALSE;
    }
  /* The refund of a payment that came too late needs to know what it gives back from. */
  return mark_paid (context, order, state, error)
         && (order->booking_id == NULL || pay_booking (context, order, state, error));
}

/* What went back, and what came back again because it could not go. */
static gboolean
level (SalonServerContext *context,
       SalonPaymentOrder *order,
       Settlement *settlement,
       GError **error)
{
  const SalonPaymentState *state = settlement->state;
  gint64 cents = 0;
  gint64 difference;

  if (read_ledger (context, order->id, &cents, error) < 0)
    return FALSE;
  /* What Lydia gave back it does not tell: that is the owner's to write down. */
  difference = state->paid_cents - state->refunded_cents - cents;
  if (difference == 0 || strcmp (order->provider, "lydia") == 0)
    return TRUE;
  if (order->gift_card_id != NULL
      && !salon_gift_purchase_follow (context, order->gift_card_id, difference, error))
    return FALSE;
  if (difference < 0)
    settlement->refund_cents = -difference;
  return insert_payment (context, order, state, difference, FALSE, error);
}

/* More than its price was paid for a booking, by two pages maybe: that is the owner's to see to. */
static gboolean
mind_too_much (SalonServerContext *context, SalonPaymentOrder *order, GError **error)
{
  static const char sql[] =
    "UPDATE salon.payment_orders AS o\n"
    "SET attention = 'overpaid'\n"
    "FROM public.bookings AS b\n"
    "WHERE o.id = $1::uuid AND b.id = o.booking_id AND o.attention IS NULL\n"
    "  AND (SELECT sum (p.amount) FROM public.payments AS p\n"
    "       WHERE p.booking_id = b.id AND p.status = 'completed') > b.price";
  const char *const values[] = { order->id };

  return run (context, sql, 1, values, error);
}

static gboolean
apply_paid (SalonServerContext *context,
            SalonPaymentOrder *order,
            Settlement *settlement,
            GError **error)
{
  gint64 cents = 0;
  int n_rows = read_ledger (context, order->id, &cents, error);

  if (n_rows < 0)
    return FALSE;
  if (!is_ours (context, order, settlement->state))
    return salon_payment_order_set_attention (context, order->id, "not_what_was_ordered", error);
  if (n_rows == 0)
    {
      settlement->revenue_cents = order->amount_cents;
      if (!fulfil (context, order, settlement->state, error))
        return FALSE;
    }
  if (!level (context, order, settlement, error))
    return FALSE;
  return order->booking_id == NULL
         || (derive_booking (context, order->booking_id, error)
             && (n_rows > 0 || mind_too_much (context, order, error)));
}

static gboolean
apply (SalonServerContext *context, gpointer user_data, GError **error)
{
  Settlement *settlement = user_data;
  g_autoptr (SalonPaymentOrder) order =
    salon_payment_order_load (context, settlement->order_id, TRUE, error);
  const char *const values[] = { settlement->order_id };

  settlement->revenue_cents = settlement->refund_cents = 0;
  if (order == NULL)
    return FALSE;
  if (settlement->state->stage == SALON_PAYMENT_PAID)
    return apply_paid (context, order, settlement, error);
  return run (
    context,
    "UPDATE salon.payment_orders SET state = 'closed', payer_email = NULL, payer_phone = NULL\n"
    "WHERE id = $1::uuid AND state = 'pending'",
    1, values, error);
}

/* --- Asking --- */

/* May the money that the payer agreed to be taken: is there still something to be paid for? */
static gboolean
is_wanted (SalonServerContext *context, SalonPaymentOrder *order, GError **error)
{
  static const char sql[] = "SELECT status IN ('pending', 'confirmed', 'arrived', 'completed')\n"
                            "  OR status = 'cancelled' AND cancellation_reason = 'hold expired'\n"
                            "FROM public.bookings\n"
                            "WHERE id = $1::uuid";
  const char *const values[] = { order->booking_id };
  g_autoptr (PGresult) rows = NULL;

  if (order->booking_id == NULL)
    return strcmp (order->state, "pending") == 0;
  rows = salon_server_context_query (context, sql, 1, values, error);
  return rows != NULL && PQntuples (rows) > 0 && *PQgetvalue (rows, 0, 0) == 't';
}

static gboolean
take (SalonServerContext *context, SalonPaymentOrder *order, GError **error)
{
  g_autofree char *operation = salon_payment_operation_find (context, order->id, "take", error);
  SalonPaymentOperationState state;

  return operation != NULL && salon_payment_operation_run (context, operation, &state, error);
}

/* Asks what is so, takes what waits to be taken, closes what came to its time. */
static gboolean
ask (SalonServerContext *context,
     SalonPaymentOrder *order,
     SalonPaymentState *state,
     GError **error)
{
  SalonPaymentProvider *provider = salon_payments_get_provider (context, order->provider, error);
  g_autoptr (GError) failure = NULL;
  gint64 now = salon_server_context_get_now (context) / G_USEC_PER_SEC;

  if (provider == NULL
      || !salon_payment_provider_read_state (provider, order->provider_id, state,
                                             context->cancellable, error))
    return FALSE;
  if (state->stage == SALON_PAYMENT_APPROVED && is_wanted (context, order, &failure))
    return take (context, order, error)
           && salon_payment_provider_read_state (provider, order->provider_id, state,
                                                 context->cancellable, error);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if ((state->stage == SALON_PAYMENT_OPEN || state->stage == SALON_PAYMENT_APPROVED)
      && now >= order->expires_at)
    {
      /* Refused means that somebody was quicker, and pays: the next look shows it. */
      if (!salon_payment_provider_close_page (provider, order->provider_id, context->cancellable,
                                              error))
        return FALSE;
      state->stage = SALON_PAYMENT_CLOSED;
    }
  return TRUE;
}

gboolean
salon_payment_settle_run (SalonServerContext *context,
                          const char *order_id,
                          gboolean *is_over,
                          GError **error)
{
  g_autoptr (SalonPaymentOrder) order = salon_payment_order_load (context, order_id, FALSE, error);
  SalonPaymentState state;
  Settlement settlement = { order_id, &state, 0, 0 };

  if (order == NULL)
    return FALSE;
  /* Without a page there is nothing to ask about. */
  *is_over = order->provider_id == NULL && strcmp (order->state, "pending") != 0;
  if (order->provider_id == NULL)
    return TRUE;
  if (!ask (context, order, &state, error))
    return FALSE;
  *is_over = state.stage == SALON_PAYMENT_PAID || state.stage == SALON_PAYMENT_CLOSED;
  if (!*is_over)
    return TRUE;
  if (!salon_server_transaction_run (context, WRITER, "Settle an online payment", apply,
                                     &settlement, error))
    return FALSE;
  salon_server_measures_add (context->measures, SALON_SERVER_COUNT_REVENUE_CENTS,
                             settlement.revenue_cents);
  salon_server_measures_add (context->measures, SALON_SERVER_COUNT_REFUND_CENTS,
                             settlement.refund_cents);
  return TRUE;
}
