/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A gift card as its paper needs it: plain values, whether or not it has been sold yet, and the words
 * that they become. Copies what it is given; does not change after it is made.
 */
#pragma once

#include "common/salon-session.h"
#include "print/salon-voucher.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;      /* of the gift card, under which prints are counted; NULL: not sold yet */
  const char *code;    /* "SERA-7K2M-9QXA"; NULL: not given yet */
  gint64 value_cents;  /* what is worth on this paper: the value, or the balance on a fresh one */
  const char *service; /* NULL: the card is one of an amount */
  const char *recipient;
  const char *buyer;
  const char *message;
  SalonDay issued_on;
  SalonDay expires_on; /* SALON_DAY_NONE: never */
} SalonVoucherCard;

/* An array of copies, with their texts; free it with salon_voucher_card_free_all(). */
SalonVoucherCard *salon_voucher_card_copy_all (const SalonVoucherCard *cards, gsize n_cards);
void salon_voucher_card_free_all (SalonVoucherCard *cards, gsize n_cards);

/* The document of @n_cards vouchers, one on each page, as the salon's settings have it. Main thread;
 * the document may then go to another one. */
SalonVoucher *salon_voucher_card_create_document (SalonSession *session,
                                                  const SalonVoucherCard *cards,
                                                  gsize n_cards);

/* What is on @card, in one sentence, for whoever hears it rather than sees it. */
char *salon_voucher_card_describe (SalonSession *session, const SalonVoucherCard *card);

/* "bon-cadeau-SERA-7K2M-9QXA.pdf" */
char *salon_voucher_card_write_file_name (const SalonVoucherCard *cards, gsize n_cards);

G_END_DECLS
