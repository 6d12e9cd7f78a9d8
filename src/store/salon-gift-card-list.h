/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The long list of gift cards, told by row numbers as that of bookings (salon-booking-list.h), and
 * sums over all cards. salon_reader_list_gift_cards_in_rows() reads those that are on screen.
 *
 * Blocks: call it in the worker.
 */
#pragma once

#include "core/salon-gift-card.h"

#include "salon-store.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_GIFT_CARD_ORDER_NEWEST, /* bought last first */
  SALON_GIFT_CARD_ORDER_EXPIRY, /* runs out first first */
  SALON_GIFT_CARD_ORDER_CODE,
  SALON_GIFT_CARD_ORDER_RECIPIENT,
  SALON_GIFT_CARD_ORDER_BUYER,
  SALON_GIFT_CARD_ORDER_BALANCE, /* most first */
} SalonGiftCardOrder;

typedef struct
{
  SalonDay today;
  guint states;          /* a bit (1 << state) for each that is wanted; 0: all */
  SalonDay expires_from; /* SALON_DAY_NONE: from the first */
  SalonDay expires_to;   /* exclusive; SALON_DAY_NONE: to the last */
  gboolean with_balance; /* only cards with something on them */
  const char *text; /* nullable: each word begins a word of buyer or recipient or is in the code */
  SalonGiftCardOrder order;
} SalonGiftCardQuery;

/* (element-type gint64) (transfer full): row numbers */
GArray *
salon_gift_card_list_find (SalonStore *store, const SalonGiftCardQuery *query, GError **error);
/* What is owed on @today. @owed: (out): untouched on failure */
gboolean salon_gift_card_list_sum_owed (SalonStore *store,
                                        SalonDay today,
                                        SalonGiftCardsOwed *owed,
                                        GError **error);
/* What the ledger says of [from, to), Unix seconds. @sums: (out): untouched on failure */
gboolean salon_gift_card_list_sum (SalonStore *store,
                                   gint64 from,
                                   gint64 to,
                                   SalonGiftCardSums *sums,
                                   GError **error);

/* Cards were printed at this desk, each once more. This file's own: it is no change of the salon. */
gboolean salon_gift_card_list_note_prints (SalonStore *store,
                                           const char *const *card_ids,
                                           gint64 now,
                                           GError **error);

G_END_DECLS
