/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-lookup.h"

#include "salon-gift-purchase.h"
#include "salon-server-error.h"

PGresult *
salon_gift_lookup_find (SalonServerContext *context,
                        const char *typed,
                        SalonVoucherVerdict *verdict,
                        GError **error)
{
  static const char sql[] =
    "SELECT c.id, c.code, c.expiry_date, coalesce (m.balance, 0)::numeric(12,2) AS balance,\n"
    "  CASE\n"
    "    WHEN coalesce (m.balance, 0) <= 0 THEN 'used'\n"
    "    WHEN c.expiry_date < $3::date THEN 'expired'\n"
    "    ELSE 'active'\n"
    "  END AS status,\n"
    "  coalesce (m.balance, 0) > 0\n"
    "    AND c.expiry_date >= $3::date AS valid,\n"
    "  CASE c.type WHEN 'service' THEN s.name END AS service_name\n"
    "FROM public.gift_cards AS c\n"
    "LEFT JOIN public.services AS s ON s.id = c.service_id\n"
    "LEFT JOIN LATERAL (\n"
    "    SELECT sum (g.amount) AS balance FROM public.gift_card_movements AS g WHERE g.card_id = c.id\n"
    "  ) AS m ON TRUE\n"
    "WHERE c.code IN ($1::text, $2::text)\n"
    "  AND coalesce (c.status, 'active') <> 'refunded'\n"
    "ORDER BY c.code = $1::text DESC\n"
    "LIMIT 1";
  g_autofree char *code = NULL;
  g_autofree char *day = NULL;
  SalonGiftCardRules rules;
  SalonVoucherVerdict form;
  SalonDay today;
  const char *values[] = { typed, NULL, NULL };
  g_autoptr (PGresult) rows = NULL;

  g_return_val_if_fail (context != NULL && typed != NULL, NULL);

  if (!salon_gift_purchase_read_rules (context, &rules, &today, error))
    return NULL;
  salon_voucher_code_read (typed, rules.prefix, &code, &form);
  if (verdict != NULL)
    *verdict = form;
  day = salon_day_format (today);
  values[1] = code;
  values[2] = day;
  rows = salon_server_context_query (context, sql, G_N_ELEMENTS (values), values, error);
  if (rows == NULL)
    return NULL;
  if (PQntuples (rows) == 0)
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                           "There is no gift card with this code.");
      return NULL;
    }
  return g_steal_pointer (&rows);
}
