/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of gift cards may be narrowed to, as one choice. Pure but for the words. */
#pragma once

#include "store/salon-gift-card-list.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_GIFT_CARD_FILTER_ALL,
  SALON_GIFT_CARD_FILTER_ACTIVE,
  SALON_GIFT_CARD_FILTER_BALANCE,
  SALON_GIFT_CARD_FILTER_30_DAYS,
  SALON_GIFT_CARD_FILTER_60_DAYS,
  SALON_GIFT_CARD_FILTER_90_DAYS,
  SALON_GIFT_CARD_FILTER_USED,
  SALON_GIFT_CARD_FILTER_EXPIRED,
  SALON_GIFT_CARD_FILTER_VOID,
  SALON_GIFT_CARD_FILTER_REFUNDED,
} SalonGiftCardFilter;

#define SALON_N_GIFT_CARD_FILTERS (SALON_GIFT_CARD_FILTER_REFUNDED + 1)

const char *salon_gift_card_filter_get_name (SalonGiftCardFilter filter);
/* The question for it; with no text. */
SalonGiftCardQuery salon_gift_card_filter_make_query (SalonGiftCardFilter filter, SalonDay today);

G_END_DECLS
