/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-card-filter.h"

#include <glib/gi18n-lib.h>

#define STATE(name) (1u << SALON_GIFT_CARD_##name)

typedef struct
{
  const char *name;
  guint states;
  int days; /* 0: whenever it ends */
  gboolean with_balance;
} Filter;

static const Filter filters[] = {
  [SALON_GIFT_CARD_FILTER_ALL] = { N_ ("All gift cards"), 0, 0, FALSE },
  [SALON_GIFT_CARD_FILTER_ACTIVE] = { N_ ("Can be used"), STATE (ACTIVE), 0, FALSE },
  [SALON_GIFT_CARD_FILTER_BALANCE] = { N_ ("With something left"), 0, 0, TRUE },
  [SALON_GIFT_CARD_FILTER_30_DAYS] = { N_ ("End within 30 days"), STATE (ACTIVE), 30, TRUE },
  [SALON_GIFT_CARD_FILTER_60_DAYS] = { N_ ("End within 60 days"), STATE (ACTIVE), 60, TRUE },
  [SALON_GIFT_CARD_FILTER_90_DAYS] = { N_ ("End within 90 days"), STATE (ACTIVE), 90, TRUE },
  [SALON_GIFT_CARD_FILTER_USED] = { N_ ("Used up"), STATE (USED), 0, FALSE },
  [SALON_GIFT_CARD_FILTER_EXPIRED] = { N_ ("Expired"), STATE (EXPIRED), 0, FALSE },
  [SALON_GIFT_CARD_FILTER_VOID] = { N_ ("Void"), STATE (VOID), 0, FALSE },
  [SALON_GIFT_CARD_FILTER_REFUNDED] = { N_ ("Paid back"), STATE (REFUNDED), 0, FALSE },
};

const char *
salon_gift_card_filter_get_name (SalonGiftCardFilter filter)
{
  g_return_val_if_fail ((guint) filter < SALON_N_GIFT_CARD_FILTERS, "");
  return _ (filters[filter].name);
}

SalonGiftCardQuery
salon_gift_card_filter_make_query (SalonGiftCardFilter filter, SalonDay today)
{
  SalonGiftCardQuery query = { .today = today,
                               .expires_from = SALON_DAY_NONE,
                               .expires_to = SALON_DAY_NONE,
                               .order = SALON_GIFT_CARD_ORDER_NEWEST };
  const Filter *chosen = NULL;

  g_return_val_if_fail ((guint) filter < SALON_N_GIFT_CARD_FILTERS, query);

  chosen = &filters[filter];
  query.states = chosen->states;
  query.with_balance = chosen->with_balance;
  if (chosen->days > 0)
    {
      query.expires_from = today;
      query.expires_to = today + chosen->days + 1;
      query.order = SALON_GIFT_CARD_ORDER_EXPIRY;
    }
  return query;
}
