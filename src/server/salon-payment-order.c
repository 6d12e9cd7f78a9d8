/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-payment-order.h"

#include "salon-job.h"
#include "salon-server-error.h"
#include "salon-server-rows.h"

/* What a worker looks for when nobody else came: a webhook was lost, the program was killed. */
#define LOOK_AFTER_SECONDS 120
#define SEE_THROUGH_AFTER_SECONDS 30

#define COLUMNS                                                                                    \
  "id, booking_id, gift_card, gift_card_id, provider, amount_cents, currency, deposit, "           \
  "description, payer_email, payer_phone, token_hash, provider_id, url, capture_id, state, "       \
  "floor (extract (epoch FROM expires_at))::bigint AS expires_at"

void
salon_payment_order_free (SalonPaymentOrder *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->booking_id);
  g_free (self->gift_card);
  g_free (self->gift_card_id);
  g_free (self->provider);
  g_free (self->currency);
  g_free (self->deposit);
  g_free (self->description);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->token_hash);
  g_free (self->provider_id);
  g_free (self->url);
  g_free (self->capture_id);
  g_free (self->state);
  g_free (self);
}

static char *
dup_text (const PGresult *rows, const char *column)
{
  return g_strdup (salon_server_rows_get (rows, 0, column));
}

static gint64
read_number (const PGresult *rows, const char *column)
{
  return g_ascii_strtoll (salon_server_rows_get (rows, 0, column), NULL, 10);
}

static SalonPaymentOrder *
read_order (const PGresult *rows)
{
  SalonPaymentOrder *self = g_new0 (SalonPaymentOrder, 1);

  self->id = dup_text (rows, "id");
  self->booking_id = dup_text (rows, "booking_id");
  self->gift_card = dup_text (rows, "gift_card");
  self->gift_card_id = dup_text (rows, "gift_card_id");
  self->provider = dup_text (rows, "provider");
  self->amount_cents = read_number (rows, "amount_cents");
  self->currency = dup_text (rows, "currency");
  self->deposit = dup_text (rows, "deposit");
  self->description = dup_text (rows, "description");
  self->email = dup_text (rows, "payer_email");
  self->phone = dup_text (rows, "payer_phone");
  self->token_hash = dup_text (rows, "token_hash");
  self->provider_id = dup_text (rows, "provider_id");
  self->url = dup_text (rows, "url");
  self->capture_id = dup_text (rows, "capture_id");
  self->state = dup_text (rows, "state");
  self->expires_at = read_number (rows, "expires_at");
  return self;
}

SalonPaymentOrder *
salon_payment_order_load (SalonServerContext *context,
                          const char *id,
                          gboolean lock,
                          GError **error)
{
  static const char read_sql[] = "SELECT " COLUMNS " FROM salon.payment_orders WHERE id = $1::uuid";
  static const char lock_sql[] =
    "SELECT " COLUMNS " FROM salon.payment_orders WHERE id = $1::uuid FOR UPDATE";
  const char *const values[] = { id };
  g_autoptr (PGresult) rows = NULL;

  if (g_uuid_string_is_valid (id))
    rows = salon_server_context_query (context, lock ? lock_sql : read_sql, 1, values, error);
  if (rows == NULL && (error == NULL || *error != NULL))
    return NULL;
  if (rows == NULL || PQntuples (rows) == 0)
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                           "There is no such payment.");
      return NULL;
    }
  return read_order (rows);
}

static gboolean
insert_operation (SalonServerContext *context,
                  const char *id,
                  const char *order_id,
                  const char *kind,
                  gint64 amount_cents,
                  const char *by,
                  GError **error)
{
  static const char sql[] =
    "INSERT INTO salon.payment_operations (id, order_id, kind, amount_cents, asked_by)\n"
    "VALUES ($1::uuid, $2::uuid, $3::text, $4::bigint, $5::text)";
  g_autofree char *amount = g_strdup_printf ("%" G_GINT64_FORMAT, amount_cents);
  const char *const values[] = { id, order_id, kind, amount, by };
  g_autoptr (PGresult) done = salon_server_context_query (context, sql, 5, values, error);

  return done != NULL
         && salon_job_add (context, SALON_JOB_OPERATION, id, SEE_THROUGH_AFTER_SECONDS, error);
}

gboolean
salon_payment_order_insert (SalonServerContext *context,
                            const SalonPaymentOrder *order,
                            GError **error)
{
  static const char sql[] =
    "INSERT INTO salon.payment_orders (id, purpose, booking_id, gift_card, provider, amount_cents,\n"
    "  currency, deposit, description, payer_email, payer_phone, token_hash, expires_at)\n"
    "VALUES ($1::uuid, CASE WHEN $2::uuid IS NULL THEN 'gift_card' ELSE 'booking' END, $2::uuid,\n"
    "  $3::jsonb, $4::text, $5::bigint, $6::text, $7::text, $8::text, $9::text, $10::text,\n"
    "  $11::text, to_timestamp ($12::bigint))";
  g_autofree char *amount = g_strdup_printf ("%" G_GINT64_FORMAT, order->amount_cents);
  g_autofree char *expires = g_strdup_printf ("%" G_GINT64_FORMAT, order->expires_at);
  g_autofree char *operation = g_uuid_string_random ();
  const char *const values[] = {
    order->id,    order->booking_id, order->gift_card,  order->provider,
    amount,       order->currency,   order->deposit,    order->description,
    order->email, order->phone,      order->token_hash, expires,
  };
  g_autoptr (PGresult) done =
    salon_server_context_query (context, sql, G_N_ELEMENTS (values), values, error);

  return done != NULL
         && insert_operation (context, operation, order->id, "page", order->amount_cents, NULL,
                              error)
         && salon_job_add (context, SALON_JOB_SETTLE, order->id, LOOK_AFTER_SECONDS, error);
}

/* What the salon has of it, and nobody has asked to be given back; -1 with @error set. */
static gint64
read_refundable (SalonServerContext *context, const char *id, GError **error)
{
  static const char sql[] =
    "SELECT least (\n"
    "    (SELECT coalesce (sum (p.amount) * 100, 0)::bigint FROM public.payments AS p\n"
    "     WHERE p.id = $1::uuid OR p.reverses = $1::uuid),\n"
    "    (SELECT o.amount_cents FROM salon.payment_orders AS o WHERE o.id = $1::uuid)\n"
    "    - (SELECT coalesce (sum (f.amount_cents), 0)::bigint FROM salon.payment_operations AS f\n"
    "       WHERE f.order_id = $1::uuid AND f.kind = 'refund' AND f.state <> 'failed')\n"
    "  ) AS cents";
  const char *const values[] = { id };
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 1, values, error);

  return rows != NULL ? MAX (read_number (rows, "cents"), 0) : -1;
}

static gboolean
has_operation (SalonServerContext *context, const char *id, gboolean *is_there, GError **error)
{
  const char *const values[] = { id };
  g_autoptr (PGresult) rows =
    salon_server_context_query (context, "SELECT FROM salon.payment_operations WHERE id = $1::uuid",
                                1, values, error);

  *is_there = rows != NULL && PQntuples (rows) > 0;
  return rows != NULL;
}

char *
salon_payment_order_add_refund (SalonServerContext *context,
                                const char *id,
                                const char *operation_id,
                                gint64 amount_cents,
                                const char *by,
                                GError **error)
{
  g_autoptr (SalonPaymentOrder) order = salon_payment_order_load (context, id, TRUE, error);
  g_autofree char *operation =
    operation_id != NULL ? g_strdup (operation_id) : g_uuid_string_random ();
  gboolean is_there = FALSE;
  gint64 refundable;

  if (order == NULL || !has_operation (context, operation, &is_there, error))
    return NULL;
  if (is_there)
    return g_steal_pointer (&operation);
  refundable = read_refundable (context, id, error);
  if (refundable < 0)
    return NULL;
  if (refundable == 0 || amount_cents > refundable)
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_CONFLICT,
                           refundable == 0 ? "All of this payment was given back already."
                                           : "More than what is left of this payment.");
      return NULL;
    }
  if (!insert_operation (context, operation, id, "refund",
                         amount_cents > 0 ? amount_cents : refundable, by, error))
    return NULL;
  return g_steal_pointer (&operation);
}

/* What is left of it, if anything. */
static gboolean
give_back (SalonServerContext *context, const char *id, const char *by, GError **error)
{
  gint64 refundable = read_refundable (context, id, error);
  g_autofree char *operation = NULL;

  if (refundable <= 0)
    return refundable == 0;
  operation = salon_payment_order_add_refund (context, id, NULL, refundable, by, error);
  return operation != NULL && salon_job_add (context, SALON_JOB_OPERATION, operation, 0, error);
}

gboolean
salon_payment_order_cancel_booking (SalonServerContext *context,
                                    const char *booking_id,
                                    const char *by,
                                    GError **error)
{
  static const char close_sql[] =
    "WITH closing AS (\n"
    "    UPDATE salon.payment_orders\n"
    "    SET expires_at = now ()\n"
    "    WHERE booking_id = $1::uuid AND state = 'pending'\n"
    "    RETURNING id\n"
    "  )\n"
    "SELECT salon.add_job ('" SALON_JOB_SETTLE "', id::text) FROM closing";
  const char *const values[] = { booking_id };
  g_autoptr (PGresult) closing = salon_server_context_query (context, close_sql, 1, values, error);
  g_autoptr (PGresult) paid =
    closing != NULL
      ? salon_server_context_query (
          context,
          "SELECT id FROM salon.payment_orders WHERE booking_id = $1::uuid AND state = 'paid'\n"
          "ORDER BY id FOR UPDATE",
          1, values, error)
      : NULL;

  if (paid == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (paid); i++)
    if (!give_back (context, PQgetvalue (paid, i, 0), by, error))
      return FALSE;
  return TRUE;
}

gboolean
salon_payment_order_set_attention (SalonServerContext *context,
                                   const char *id,
                                   const char *words,
                                   GError **error)
{
  const char *const values[] = { id, words };
  g_autoptr (PGresult) done = salon_server_context_query (
    context, "UPDATE salon.payment_orders SET attention = $2::text WHERE id = $1::uuid", 2, values,
    error);

  return done != NULL;
}
