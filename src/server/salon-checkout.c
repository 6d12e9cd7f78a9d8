/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-checkout.h"

#include <string.h>

#include "salon-payment-operation.h"
#include "salon-payments.h"
#include "salon-secret.h"
#include "salon-server-calendar.h"
#include "salon-server-error.h"
#include "salon-server-rows.h"
#include "salon-server-transaction.h"

#define WRITER "web"
/* Providers take nothing smaller. */
#define MIN_CENTS 50
/* How long somebody who need not hurry has for it. */
#define PAGE_SECONDS (12 * 60 * 60)

typedef struct
{
  const char *booking_id;
  const char *token_digest;
  const char *provider;
  const SalonServerCalendar *calendar;
  SalonPaymentOrder *order; /* (out) */
} Checkout;

static void
fail (GError **error, SalonServerError code, const char *words)
{
  g_set_error_literal (error, SALON_SERVER_ERROR, (int) code, words);
}

/* The booking, locked, if the secret is its own. */
static PGresult *
read_booking (SalonServerContext *context, Checkout *checkout, GError **error)
{
  static const char sql[] =
    "SELECT b.status, b.client_email, b.client_phone, b.service_id,\n"
    "  (b.price * 100)::bigint AS price_cents,\n"
    "  extract (epoch FROM b.hold_expires_at)::bigint AS hold,\n"
    "  coalesce (encode (t.digest, 'hex'), '') AS digest,\n"
    "  to_char (b.booking_date, 'DD/MM/YYYY') || to_char (b.booking_time, ' HH24:MI') AS moment,\n"
    "  coalesce ((SELECT l.name FROM public.booking_services AS l WHERE l.booking_id = b.id\n"
    "             ORDER BY l.position LIMIT 1), 'Rendez-vous') AS service,\n"
    "  (SELECT coalesce (sum (p.amount) * 100, 0)::bigint FROM public.payments AS p\n"
    "   WHERE p.booking_id = b.id AND p.status = 'completed') AS paid_cents,\n"
    "  (SELECT value #>> '{}' FROM public.salon_settings WHERE key = 'online.deposit_kind') AS kind\n"
    "FROM public.bookings AS b\n"
    "LEFT JOIN salon.booking_tokens AS t ON t.booking_id = b.id\n"
    "WHERE b.id = $1::uuid\n"
    "FOR NO KEY UPDATE OF b";
  const char *const values[] = { checkout->booking_id };
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 1, values, error);

  if (rows == NULL)
    return NULL;
  if (PQntuples (rows) == 0
      || (checkout->token_digest != NULL
          && !salon_secret_is_equal (salon_server_rows_get (rows, 0, "digest"),
                                     checkout->token_digest)))
    {
      fail (error, SALON_SERVER_ERROR_NOT_FOUND, "There is no such booking.");
      return NULL;
    }
  return g_steal_pointer (&rows);
}

static gint64
read_number (const PGresult *rows, const char *column)
{
  const char *text = salon_server_rows_get (rows, 0, column);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* 0 when nothing is to be paid. */
static gint64
get_amount (Checkout *checkout, const PGresult *booking, gboolean *is_deposit)
{
  gint64 price = read_number (booking, "price_cents");
  gint64 paid = read_number (booking, "paid_cents");
  gint64 deposit = salon_server_calendar_get_deposit (checkout->calendar, price);

  *is_deposit = deposit > paid && deposit < price;
  if (*is_deposit)
    return MIN (MAX (deposit - paid, MIN_CENTS), price - paid);
  return MAX (price - paid, 0);
}

static SalonPaymentOrder *
make_order (SalonServerContext *context,
            Checkout *checkout,
            const PGresult *booking,
            gint64 cents,
            gboolean is_deposit)
{
  SalonPaymentOrder *order = g_new0 (SalonPaymentOrder, 1);
  const char *kind = salon_server_rows_get (booking, 0, "kind");
  gint64 hold = read_number (booking, "hold");

  order->id = g_uuid_string_random ();
  order->booking_id = g_strdup (checkout->booking_id);
  order->provider = g_strdup (checkout->provider);
  order->amount_cents = cents;
  order->currency = g_strdup ("EUR");
  if (is_deposit)
    order->deposit = g_strdup (g_strcmp0 (kind, "acompte") == 0 ? "acompte" : "arrhes");
  /* French, as the payer's page is. What is paid in advance is called what it is. */
  order->description =
    g_strdup_printf ("%s, %s%s%s%s", salon_server_rows_get (booking, 0, "service"),
                     salon_server_rows_get (booking, 0, "moment"), is_deposit ? " (" : "",
                     is_deposit ? order->deposit : "", is_deposit ? ")" : "");
  order->email = g_strdup (salon_server_rows_get (booking, 0, "client_email"));
  order->phone = g_strdup (salon_server_rows_get (booking, 0, "client_phone"));
  order->token_hash = g_strdup (salon_server_rows_get (booking, 0, "digest"));
  order->expires_at =
    hold > 0 ? hold : salon_server_context_get_now (context) / G_USEC_PER_SEC + PAGE_SECONDS;
  return order;
}

/* One that is open already, with that provider and for that money; NULL without an error: there is none. */
static SalonPaymentOrder *
find_order (SalonServerContext *context, Checkout *checkout, gint64 cents, GError **error)
{
  static const char sql[] =
    "SELECT id FROM salon.payment_orders\n"
    "WHERE booking_id = $1::uuid AND provider = $2::text AND state = 'pending'\n"
    "  AND amount_cents = $3::bigint AND expires_at > now ()\n"
    "ORDER BY created_at DESC\n"
    "LIMIT 1";
  g_autofree char *amount = g_strdup_printf ("%" G_GINT64_FORMAT, cents);
  const char *const values[] = { checkout->booking_id, checkout->provider, amount };
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 3, values, error);

  if (rows == NULL || PQntuples (rows) == 0)
    return NULL;
  return salon_payment_order_load (context, PQgetvalue (rows, 0, 0), FALSE, error);
}

static gboolean
is_payable (Checkout *checkout, const PGresult *booking, gint64 now, gint64 cents, GError **error)
{
  const char *status = salon_server_rows_get (booking, 0, "status");
  gint64 hold = read_number (booking, "hold");

  if (strcmp (status, "cancelled") == 0 || strcmp (status, "no_show") == 0
      || (strcmp (status, "pending") == 0 && hold > 0 && hold <= now))
    fail (error, SALON_SERVER_ERROR_GONE, "This booking is cancelled: there is nothing to pay.");
  else if (cents < MIN_CENTS)
    fail (error, SALON_SERVER_ERROR_CONFLICT, "There is nothing left to pay for this booking.");
  else
    return TRUE;
  return FALSE;
}

static gboolean
order_booking (SalonServerContext *context, gpointer user_data, GError **error)
{
  Checkout *checkout = user_data;
  g_autoptr (PGresult) booking = read_booking (context, checkout, error);
  g_autoptr (GError) failure = NULL;
  gboolean is_deposit = FALSE;
  gint64 cents;

  g_clear_pointer (&checkout->order, salon_payment_order_free);
  if (booking == NULL)
    return FALSE;
  cents = get_amount (checkout, booking, &is_deposit);
  if (!is_payable (checkout, booking, salon_server_context_get_now (context) / G_USEC_PER_SEC,
                   cents, error))
    return FALSE;
  checkout->order = find_order (context, checkout, cents, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (checkout->order != NULL)
    return TRUE;
  checkout->order = make_order (context, checkout, booking, cents, is_deposit);
  return salon_payment_order_insert (context, checkout->order, error);
}

/* Asks for the page of an order that has none. */
static SalonPaymentOrder *
open_page (SalonServerContext *context, const char *order_id, GError **error)
{
  g_autofree char *operation = salon_payment_operation_find (context, order_id, "page", error);
  SalonPaymentOperationState state = SALON_PAYMENT_OPERATION_WAITING;
  g_autoptr (SalonPaymentOrder) order = NULL;
  GError *failure = NULL;

  if (operation == NULL)
    return NULL;
  if (!salon_payment_operation_run (context, operation, &state, &failure))
    {
      salon_payments_explain (failure, error);
      return NULL;
    }
  order = salon_payment_order_load (context, order_id, FALSE, error);
  if (order != NULL && order->url == NULL)
    {
      fail (error, SALON_SERVER_ERROR_UNAVAILABLE,
            "The payment service does not answer at the moment. Please try again.");
      return NULL;
    }
  return g_steal_pointer (&order);
}

/* A provider that is off is told before anything is written. */
static gboolean
check_provider (SalonServerContext *context, const char *provider, GError **error)
{
  GError *failure = NULL;

  if (salon_payments_get_provider (context, provider, &failure) != NULL)
    return TRUE;
  salon_payments_explain (failure, error);
  return FALSE;
}

SalonPaymentOrder *
salon_checkout_for_booking (SalonServerContext *context,
                            const char *booking_id,
                            const char *token_digest,
                            const char *provider,
                            GError **error)
{
  g_autoptr (SalonServerCalendar) calendar = NULL;
  Checkout checkout = { booking_id, token_digest, provider, NULL, NULL };
  g_autoptr (SalonPaymentOrder) order = NULL;

  if (!check_provider (context, provider, error))
    return NULL;
  calendar = salon_server_calendar_get (context, error);
  if (calendar == NULL)
    return NULL;
  checkout.calendar = calendar;
  if (!salon_server_transaction_run (context, WRITER, "Pay online", order_booking, &checkout,
                                     error))
    {
      g_clear_pointer (&checkout.order, salon_payment_order_free);
      return NULL;
    }
  order = checkout.order;
  return order->url != NULL ? g_steal_pointer (&order) : open_page (context, order->id, error);
}

/* Two that are sent at once with one id are one order: the second waits, and finds it. */
static gboolean
insert_order (SalonServerContext *context, gpointer user_data, GError **error)
{
  static const char sql[] =
    "SELECT EXISTS (SELECT FROM salon.payment_orders AS o WHERE o.id = $1::uuid)";
  const SalonPaymentOrder *order = user_data;
  const char *const values[] = { order->id };
  g_autoptr (PGresult) locked = salon_server_context_query (
    context, "SELECT pg_advisory_xact_lock (hashtextextended ($1::text, 0))", 1, values, error);
  g_autoptr (PGresult) there =
    locked != NULL ? salon_server_context_query (context, sql, 1, values, error) : NULL;

  if (there == NULL)
    return FALSE;
  return *PQgetvalue (there, 0, 0) == 't' || salon_payment_order_insert (context, order, error);
}

SalonPaymentOrder *
salon_checkout_reopen (SalonServerContext *context, const SalonPaymentOrder *order, GError **error)
{
  if (order->url != NULL || g_strcmp0 (order->state, "pending") != 0)
    return salon_payment_order_load (context, order->id, FALSE, error);
  return open_page (context, order->id, error);
}

SalonPaymentOrder *
salon_checkout_for_order (SalonServerContext *context,
                          const SalonPaymentOrder *order,
                          GError **error)
{
  g_autoptr (SalonPaymentOrder) written = NULL;

  if (!check_provider (context, order->provider, error)
      || !salon_server_transaction_run (context, WRITER, "Order online", insert_order,
                                        (gpointer) order, error))
    return NULL;
  written = salon_payment_order_load (context, order->id, FALSE, error);
  return written != NULL ? salon_checkout_reopen (context, written, error) : NULL;
}
