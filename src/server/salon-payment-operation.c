/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-payment-operation.h"

#include <string.h>

#include "salon-booking-link.h"
#include "salon-gift-order.h"
#include "salon-job.h"
#include "salon-payment-order.h"
#include "salon-payments.h"
#include "salon-server-rows.h"

typedef struct
{
  const char *id;
  char *kind;
  char *order_id;
  char *before; /* its state */
  gint64 amount_cents;
  SalonPaymentOrder *order;
} Operation;

static void
operation_clear (Operation *self)
{
  g_free (self->kind);
  g_free (self->order_id);
  g_free (self->before);
  g_clear_pointer (&self->order, salon_payment_order_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Operation, operation_clear)

static const char *const state_texts[] = {
  [SALON_PAYMENT_OPERATION_WAITING] = "pending", [SALON_PAYMENT_OPERATION_UNKNOWN] = "unknown",
  [SALON_PAYMENT_OPERATION_SENT] = "sent",       [SALON_PAYMENT_OPERATION_FAILED] = "failed",
  [SALON_PAYMENT_OPERATION_MANUAL] = "manual",
};

static gboolean
read_state (SalonServerContext *context,
            const char *id,
            SalonPaymentOperationState *state,
            GError **error)
{
  const char *const values[] = { id };
  g_autoptr (PGresult) rows = salon_server_context_query (
    context, "SELECT state FROM salon.payment_operations WHERE id = $1::uuid", 1, values, error);

  if (rows == NULL)
    return FALSE;
  *state = SALON_PAYMENT_OPERATION_WAITING;
  for (gsize i = 0; PQntuples (rows) > 0 && i < G_N_ELEMENTS (state_texts); i++)
    if (strcmp (state_texts[i], PQgetvalue (rows, 0, 0)) == 0)
      *state = (SalonPaymentOperationState) i;
  return TRUE;
}

/* FALSE without an error: it is somebody else's, or over. */
static gboolean
claim (SalonServerContext *context, Operation *operation, GError **error)
{
  static const char sql[] =
    "UPDATE salon.payment_operations AS o\n"
    "SET state = 'sending', attempts = o.attempts + 1, changed_at = now (),\n"
    "  lease_until = now () + interval '2 minutes'\n"
    "FROM (\n"
    "    SELECT f.id, f.state AS before\n"
    "    FROM salon.payment_operations AS f\n"
    "    WHERE f.id = $1::uuid\n"
    "      AND (f.state IN ('pending', 'unknown') OR f.state = 'sending' AND f.lease_until < now ())\n"
    "    FOR UPDATE SKIP LOCKED\n"
    "  ) AS c\n"
    "WHERE o.id = c.id\n"
    "RETURNING o.kind, o.order_id, o.amount_cents, c.before";
  const char *const values[] = { operation->id };
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 1, values, error);

  if (rows == NULL || PQntuples (rows) == 0)
    return FALSE;
  operation->kind = g_strdup (salon_server_rows_get (rows, 0, "kind"));
  operation->order_id = g_strdup (salon_server_rows_get (rows, 0, "order_id"));
  operation->before = g_strdup (salon_server_rows_get (rows, 0, "before"));
  operation->amount_cents =
    g_ascii_strtoll (salon_server_rows_get (rows, 0, "amount_cents"), NULL, 10);
  operation->order = salon_payment_order_load (context, operation->order_id, FALSE, error);
  return operation->order != NULL;
}

static gboolean
record (SalonServerContext *context,
        const char *id,
        SalonPaymentOperationState state,
        const char *provider_ref,
        const char *message,
        GError **error)
{
  static const char sql[] =
    "UPDATE salon.payment_operations\n"
    "SET state = $2::text, lease_until = NULL, changed_at = now (), message = $4::text,\n"
    "  provider_ref = coalesce ($3::text, provider_ref)\n"
    "WHERE id = $1::uuid AND state = 'sending'";
  const char *const values[] = { id, state_texts[state], provider_ref, message };
  g_autoptr (PGresult) done = salon_server_context_query (context, sql, 4, values, error);

  return done != NULL;
}

static char *
open_page (SalonServerContext *context,
           SalonPaymentProvider *provider,
           Operation *operation,
           GError **error)
{
  static const char sql[] = "UPDATE salon.payment_orders\n"
                            "SET provider_id = $2::text, url = $3::text\n"
                            "WHERE id = $1::uuid AND provider_id IS NULL";
  SalonPaymentOrder *order = operation->order;
  const char *site = salon_payments_get_settings (context)->site_url;
  g_autofree char *back_url = order->booking_id != NULL
                                ? salon_booking_link_find (context, site, order->booking_id, NULL)
                                : salon_gift_order_find_link (context, site, order);
  SalonCheckout checkout = {
    .operation_id = operation->id,
    .reference = order->id,
    .amount_cents = operation->amount_cents,
    .currency = order->currency,
    .description = order->description,
    .email = order->email,
    .phone = order->phone,
    .now = salon_server_context_get_now (context) / G_USEC_PER_SEC,
    .expires_at = order->expires_at,
    .back_url = back_url,
  };
  g_autoptr (SalonPaymentPage) page =
    salon_payment_provider_open_page (provider, &checkout, context->cancellable, error);
  const char *values[] = { order->id, NULL, NULL };
  g_autoptr (PGresult) done = NULL;

  if (page == NULL)
    return NULL;
  values[1] = page->provider_id;
  values[2] = page->url;
  done = salon_server_context_query (context, sql, 3, values, error);
  return done != NULL ? g_strdup (page->provider_id) : NULL;
}

static char *
give_back (SalonServerContext *context,
           SalonPaymentProvider *provider,
           Operation *operation,
           GError **error)
{
  SalonRefund refund = { operation->id, operation->order->id, operation->order->capture_id,
                         operation->amount_cents, operation->order->currency };
  g_autofree char *found = NULL;

  if (refund.capture_id == NULL)
    {
      g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_REFUSED,
                           "nothing was paid");
      return NULL;
    }
  /* It was sent before, maybe: then it may be there. */
  if (strcmp (operation->before, "pending") != 0
      && !salon_payment_provider_find_refund (provider, &refund, &found, context->cancellable,
                                              error))
    return NULL;
  if (found != NULL)
    return g_steal_pointer (&found);
  return salon_payment_provider_refund (provider, &refund, context->cancellable, error);
}

/* Lydia does not know a question again: a second one would be a second request for the money. */
static gboolean
is_lost (Operation *operation)
{
  return strcmp (operation->kind, "page") == 0 && strcmp (operation->order->provider, "lydia") == 0
         && strcmp (operation->before, "pending") != 0;
}

/* There is no page for what can be paid no more, whenever the provider comes back. */
static gboolean
is_too_late (SalonServerContext *context, Operation *operation)
{
  return strcmp (operation->kind, "page") == 0
         && salon_server_context_get_now (context) / G_USEC_PER_SEC >= operation->order->expires_at;
}

/* The provider's name for what it did. */
static char *
carry_out (SalonServerContext *context, Operation *operation, GError **error)
{
  SalonPaymentProvider *provider =
    salon_payments_get_provider (context, operation->order->provider, error);

  if (provider == NULL)
    return NULL;
  if (is_lost (operation) || is_too_late (context, operation))
    {
      g_set_error_literal (error, SALON_PROVIDER_ERROR, SALON_PROVIDER_ERROR_REFUSED,
                           "the answer with the page was lost, or it is too late for one");
      return NULL;
    }
  if (strcmp (operation->kind, "page") == 0)
    return open_page (context, provider, operation, error);
  if (strcmp (operation->kind, "refund") == 0)
    return give_back (context, provider, operation, error);
  if (!salon_payment_provider_take (provider, operation->id, operation->order->provider_id,
                                    context->cancellable, error))
    return NULL;
  return g_strdup (operation->order->provider_id);
}

static SalonPaymentOperationState
judge (const GError *failure)
{
  if (failure->domain != SALON_PROVIDER_ERROR)
    return SALON_PAYMENT_OPERATION_UNKNOWN;
  switch ((SalonProviderError) failure->code)
    {
    case SALON_PROVIDER_ERROR_NOT_SENT:
    case SALON_PROVIDER_ERROR_BUSY:
    case SALON_PROVIDER_ERROR_OFF:
      return SALON_PAYMENT_OPERATION_WAITING;
    case SALON_PROVIDER_ERROR_REFUSED:
    case SALON_PROVIDER_ERROR_FORGED:
      return SALON_PAYMENT_OPERATION_FAILED;
    case SALON_PROVIDER_ERROR_UNKNOWN:
      return SALON_PAYMENT_OPERATION_UNKNOWN;
    case SALON_PROVIDER_ERROR_MANUAL:
      return SALON_PAYMENT_OPERATION_MANUAL;
    }
  g_return_val_if_reached (SALON_PAYMENT_OPERATION_UNKNOWN);
}

static gboolean
close_order (SalonServerContext *context, const char *order_id, GError **error)
{
  const char *const values[] = { order_id };
  g_autoptr (PGresult) done = salon_server_context_query (
    context,
    "UPDATE salon.payment_orders SET state = 'closed' WHERE id = $1::uuid AND state = 'pending'", 1,
    values, error);

  return done != NULL;
}

/* There is no paying without a page; and a refund that does not come about by itself is the owner's to
 * see to. */
static gboolean
follow_up (SalonServerContext *context,
           Operation *operation,
           SalonPaymentOperationState state,
           GError **error)
{
  if (state != SALON_PAYMENT_OPERATION_FAILED && state != SALON_PAYMENT_OPERATION_MANUAL)
    return TRUE;
  if (strcmp (operation->kind, "page") == 0)
    return close_order (context, operation->order_id, error);
  if (strcmp (operation->kind, "refund") != 0)
    return TRUE;
  return salon_payment_order_set_attention (
    context, operation->order_id,
    state == SALON_PAYMENT_OPERATION_MANUAL ? "refund_by_hand" : "refund_refused", error);
}

gboolean
salon_payment_operation_run (SalonServerContext *context,
                             const char *id,
                             SalonPaymentOperationState *state,
                             GError **error)
{
  g_auto (Operation) operation = { .id = id };
  g_autoptr (GError) failure = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *provider_ref = NULL;

  if (!claim (context, &operation, &local_error))
    {
      if (local_error == NULL)
        return read_state (context, id, state, error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  provider_ref = carry_out (context, &operation, &failure);
  *state = failure != NULL ? judge (failure) : SALON_PAYMENT_OPERATION_SENT;
  salon_server_context_settle (context, failure);
  if (!record (context, id, *state, provider_ref, failure != NULL ? failure->message : NULL, error)
      || !follow_up (context, &operation, *state, error))
    return FALSE;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

char *
salon_payment_operation_find (SalonServerContext *context,
                              const char *order_id,
                              const char *kind,
                              GError **error)
{
  static const char make_sql[] =
    "INSERT INTO salon.payment_operations (id, order_id, kind, amount_cents)\n"
    "SELECT gen_random_uuid (), o.id, 'take', o.amount_cents\n"
    "FROM salon.payment_orders AS o\n"
    "WHERE o.id = $1::uuid AND $2::text = 'take'\n"
    "ON CONFLICT DO NOTHING";
  static const char find_sql[] = "SELECT id FROM salon.payment_operations\n"
                                 "WHERE order_id = $1::uuid AND kind = $2::text\n"
                                 "ORDER BY created_at DESC\n"
                                 "LIMIT 1";
  const char *const values[] = { order_id, kind };
  g_autoptr (PGresult) made = salon_server_context_query (context, make_sql, 2, values, error);
  g_autoptr (PGresult) found =
    made != NULL ? salon_server_context_query (context, find_sql, 2, values, error) : NULL;

  if (found == NULL)
    return NULL;
  g_return_val_if_fail (PQntuples (found) > 0, NULL);
  return g_strdup (PQgetvalue (found, 0, 0));
}
