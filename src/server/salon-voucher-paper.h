/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The paper of a gift card, as the salon has designed it: the same drawing that the desk prints. In
 * French, the language of those who buy on the salon's site. For a screen there is a picture of it; a card
 * that is made of two folds is shown flat there.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

#define SALON_VOUCHER_PICTURE_WIDTH 840
#define SALON_VOUCHER_PICTURE_HEIGHT 592

/* A PDF. Fails with NOT_FOUND when there is no such card. Transfer full. */
GBytes *salon_voucher_paper_draw (SalonServerContext *context, const char *card_id, GError **error);

/* The same as a PNG of %SALON_VOUCHER_PICTURE_WIDTH pixels, 210 to 148. */
GBytes *
salon_voucher_paper_draw_picture (SalonServerContext *context, const char *card_id, GError **error);

/**
 * SalonVoucherSpecimen:
 * @amount_cents: of a card of an amount, 0 when it is not known yet; not looked at with a service
 * @service_id: (nullable): an active service
 * @recipient: (nullable)
 * @buyer: (nullable)
 * @message: (nullable)
 * @purchased_on: "2026-11-27"
 * @expires_on: likewise
 */
typedef struct
{
  gint64 amount_cents;
  const char *service_id;
  const char *recipient;
  const char *buyer;
  const char *message;
  const char *purchased_on;
  const char *expires_on;
} SalonVoucherSpecimen;

/* A picture of a card that there is not: where the code stands it says so, and nothing can be scanned. */
GBytes *salon_voucher_paper_draw_specimen (SalonServerContext *context,
                                           const SalonVoucherSpecimen *specimen,
                                           GError **error);

/* "12 mars 2027" of "2027-03-12". Transfer full. */
char *salon_voucher_paper_format_day (const char *wire);

G_END_DECLS
