/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-purchase.h"

#include <string.h>
#include <sys/random.h>

#include "core/salon-money.h"
#include "salon-server-calendar.h"

#define MAX_CODES 5

static gboolean
make_code (const char *prefix, char **code, GError **error)
{
  guint8 random[SALON_VOUCHER_RANDOM_BYTES];

  if (getrandom (random, sizeof random, 0) != (gssize) sizeof random)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no random numbers");
      return FALSE;
    }
  *code = salon_voucher_code_make (prefix, random);
  return TRUE;
}

gboolean
salon_gift_purchase_read_rules (SalonServerContext *context,
                                SalonGiftCardRules *rules,
                                SalonDay *today,
                                GError **error)
{
  const char *const values[] = { SALON_GIFT_CARD_RULES_KEY };
  g_autoptr (SalonServerCalendar) calendar = salon_server_calendar_get (context, error);
  g_autoptr (PGresult) rows = NULL;
  g_autoptr (JsonNode) node = NULL;
  gint64 now = salon_server_context_get_now (context) / G_USEC_PER_SEC;

  if (calendar == NULL)
    return FALSE;
  rows = salon_server_context_query (
    context, "SELECT value::text FROM public.salon_settings WHERE key = $1::text", 1, values,
    error);
  if (rows == NULL)
    return FALSE;
  if (PQntuples (rows) > 0)
    node = json_from_string (PQgetvalue (rows, 0, 0), NULL);
  salon_gift_card_rules_read (rules, node);
  *today = salon_moment_get_day (salon_moment_from_instant (now, calendar->zone));
  return TRUE;
}

/* FALSE without an error: a card has that code already. */
static gboolean
insert_card (SalonServerContext *context,
             SalonPaymentOrder *order,
             const char *id,
             const char *code,
             const char *purchased_on,
             const char *expires_on,
             GError **error)
{
  static const char sql[] =
    "INSERT INTO public.gift_cards (id, code, type, amount, service_id, buyer_name, buyer_email,\n"
    "  recipient_name, recipient_email, custom_message, purchase_date, expiry_date)\n"
    "SELECT $1::uuid, $2::text, CASE WHEN g.service_id IS NULL THEN 'amount' ELSE 'service' END,\n"
    "  $3::numeric, g.service_id, g.buyer_name, g.buyer_email, g.recipient_name, g.recipient_email,\n"
    "  g.custom_message, $4::date, $5::date\n"
    "FROM jsonb_to_record ($6::jsonb) AS g (service_id UUID, buyer_name TEXT, buyer_email TEXT,\n"
    "  recipient_name TEXT, recipient_email TEXT, custom_message TEXT)\n"
    "ON CONFLICT (code) DO NOTHING\n"
    "RETURNING id";
  g_autofree char *amount = salon_money_to_wire (order->amount_cents);
  const char *const values[] = { id, code, amount, purchased_on, expires_on, order->gift_card };
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 6, values, error);
  g_autoptr (PGresult) wished = NULL;

  if (rows == NULL || PQntuples (rows) == 0)
    return FALSE;
  wished =
    salon_server_context_query (context, "SELECT salon.wish_voucher ($1::uuid)", 1, values, error);
  return wished != NULL;
}

char *
salon_gift_purchase_make_card (SalonServerContext *context,
                               SalonPaymentOrder *order,
                               GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *purchased_on = NULL;
  g_autofree char *expires_on = NULL;
  SalonGiftCardRules rules;
  SalonDay today;

  if (!salon_gift_purchase_read_rules (context, &rules, &today, error))
    return NULL;
  purchased_on = salon_day_format (today);
  expires_on = salon_day_format (salon_gift_card_rules_get_expiry (&rules, today));

  for (int i = 0; i < MAX_CODES; i++)
    {
      g_autofree char *code = NULL;
      g_autoptr (GError) failure = NULL;

      if (!make_code (rules.prefix, &code, error))
        return NULL;
      if (insert_card (context, order, id, code, purchased_on, expires_on, &failure))
        return g_steal_pointer (&id);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "every code is taken");
  return NULL;
}

gboolean
salon_gift_purchase_follow (SalonServerContext *context,
                            const char *card_id,
                            gint64 cents,
                            GError **error)
{
  /* The lock first: what is left must not change in between. */
  static const char lock_sql[] =
    "SELECT FROM public.gift_cards WHERE id = $1::uuid FOR NO KEY UPDATE";
  static const char sql[] =
    "INSERT INTO public.gift_card_movements (card_id, kind, amount, by)\n"
    "SELECT $1::uuid, CASE WHEN $2::numeric < 0 THEN 'refund' ELSE 'credit' END,\n"
    "  greatest ($2::numeric, - coalesce (sum (m.amount), 0)), 'web'\n"
    "FROM public.gift_card_movements AS m\n"
    "WHERE m.card_id = $1::uuid\n"
    "HAVING greatest ($2::numeric, - coalesce (sum (m.amount), 0)) <> 0";
  g_autofree char *amount = salon_money_to_wire (cents);
  const char *const values[] = { card_id, amount };
  g_autoptr (PGresult) locked = salon_server_context_query (context, lock_sql, 1, values, error);
  g_autoptr (PGresult) done =
    locked != NULL ? salon_server_context_query (context, sql, 2, values, error) : NULL;

  return done != NULL;
}
