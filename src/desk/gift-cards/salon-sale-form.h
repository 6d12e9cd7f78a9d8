/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A gift card that is being sold, before it is: what it is worth, for whom, by whom, until when, and
 * how it is paid. No widget. Texts are as they are typed; amounts are cents.
 *
 * One means may be the one that takes what the others leave: its text follows theirs, and the price,
 * until somebody writes into it.
 */
#pragma once

#include "common/salon-session.h"
#include "core/salon-client.h"
#include "core/salon-gift-card.h"
#include "vouchers/salon-voucher-card.h"

G_BEGIN_DECLS

/* Those that pay for a gift card: all of the desk but another gift card, which is the last of them. */
#define SALON_N_SALE_MEANS SALON_MEANS_GIFT_CARD
#define SALON_SALE_FORM_NO_REST (-1)
#define SALON_SALE_MOST_MONTHS 120
/* Nobody gives more, but many an owner has typed a zero too many. */
#define SALON_SALE_MOST_CENTS 500000

typedef enum
{
  SALON_SALE_FIELD_VALUE,
  SALON_SALE_FIELD_NAMES,
  SALON_SALE_FIELD_NOTE,
  SALON_SALE_FIELD_PAYMENT,
} SalonSaleField;

typedef struct _SalonSaleForm SalonSaleForm;

/* Begins with the salon's validity, paid by card. */
SalonSaleForm *salon_sale_form_new (SalonSession *session);
void salon_sale_form_free (SalonSaleForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonSaleForm, salon_sale_form_free)

void salon_sale_form_set_amount (SalonSaleForm *self, const char *text);
/* (nullable): NULL: a card of an amount. One of a service is worth its price of today. */
void salon_sale_form_set_service (SalonSaleForm *self, SalonService *service);
void salon_sale_form_set_recipient (SalonSaleForm *self, const char *text);
/* @email: (nullable) */
void salon_sale_form_set_buyer (SalonSaleForm *self, const char *text, const char *email);
void salon_sale_form_set_message (SalonSaleForm *self, const char *text);
void salon_sale_form_set_months (SalonSaleForm *self, int months);
/* Given: nothing is paid, and the note says why. */
void salon_sale_form_set_complimentary (SalonSaleForm *self, gboolean is_complimentary);
void salon_sale_form_set_note (SalonSaleForm *self, const char *text);

void salon_sale_form_set_paid (SalonSaleForm *self, SalonMeans means, const char *text);
const char *salon_sale_form_get_paid (SalonSaleForm *self, SalonMeans means);
/* This means takes the rest. */
void salon_sale_form_set_rest (SalonSaleForm *self, SalonMeans means);
/* What was handed over in cash; "": the exact sum. */
void salon_sale_form_set_tendered (SalonSaleForm *self, const char *text);

/* 0 when nothing, or nothing that can be read, stands there. */
gint64 salon_sale_form_get_value (SalonSaleForm *self);
gint64 salon_sale_form_get_cash (SalonSaleForm *self);
/* What is not paid; below zero when it is more than the card is worth. */
gint64 salon_sale_form_get_left (SalonSaleForm *self);
/* To be handed back of the cash; -1: nothing was told, or it is too little. */
gint64 salon_sale_form_get_change (SalonSaleForm *self);
int salon_sale_form_get_months (SalonSaleForm *self);
SalonDay salon_sale_form_get_expiry (SalonSaleForm *self);

/* Its paper as it is so far; borrows the form's texts. */
void salon_sale_form_fill_paper (SalonSaleForm *self, SalonVoucherCard *paper);
/* NULL when it can be sold, else what to put right. @field: (out): where */
const char *salon_sale_form_check (SalonSaleForm *self, SalonSaleField *field);
/**
 * salon_sale_form_save:
 * @new_client: (nullable): the buyer, who becomes a client along with it
 * @card_id: (out) (transfer full): of the card that the change makes
 *
 * Returns: %NULL with @error when it cannot be sold so; ask salon_sale_form_check() before
 */
SalonChange *
salon_sale_form_save (SalonSaleForm *self, SalonClient *new_client, char **card_id, GError **error);

G_END_DECLS
