/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is being paid of a booking, before it is saved: a text for each means, what was handed over in
 * cash, and whether it is a deposit. No widget.
 *
 * A gift card is named by its code; what is on it is the most that it pays, and one that has expired asks
 * for a note.
 *
 * One means may be the one that takes what the others leave: its text follows theirs until somebody
 * writes into it.
 */
#pragma once

#include "core/salon-card-payment.h"

#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_PAYMENT_FORM_NO_REST (-1)

typedef struct _SalonPaymentForm SalonPaymentForm;

/* Begins with the whole sum on the card. @payments: what the booking has already */
SalonPaymentForm *
salon_payment_form_new (SalonSession *session, SalonBooking *booking, GPtrArray *payments);
void salon_payment_form_free (SalonPaymentForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonPaymentForm, salon_payment_form_free)

gint64 salon_payment_form_get_due (SalonPaymentForm *self);
const char *salon_payment_form_get_text (SalonPaymentForm *self, SalonMeans means);
void salon_payment_form_set_text (SalonPaymentForm *self, SalonMeans means, const char *text);
/* This means takes the rest. */
void salon_payment_form_set_rest (SalonPaymentForm *self, SalonMeans means);
/* "" : not told, it was the exact sum. */
void salon_payment_form_set_tendered (SalonPaymentForm *self, const char *text);
void salon_payment_form_set_deposit (SalonPaymentForm *self, SalonDeposit deposit);
/* @card NULL: none. One that can be used begins by paying all it can, and what is left goes elsewhere. */
void salon_payment_form_set_card (SalonPaymentForm *self, SalonGiftCard *card);
SalonGiftCard *salon_payment_form_get_card (SalonPaymentForm *self); /* nullable */
/* Why an expired card is taken all the same. */
void salon_payment_form_set_note (SalonPaymentForm *self, const char *text);
gboolean salon_payment_form_needs_note (SalonPaymentForm *self);
/* 0 when nothing, or nothing that can be read, stands there. */
gint64 salon_payment_form_get_amount (SalonPaymentForm *self, SalonMeans means);
/* What is not covered; below zero when it is more than is due. */
gint64 salon_payment_form_get_left (SalonPaymentForm *self);
/* To be handed back of the cash; -1: nothing was told, or it is too little. */
gint64 salon_payment_form_get_change (SalonPaymentForm *self);

/* NULL when it can be saved, else what to put right. @means: (out): where; nullable */
const char *salon_payment_form_check (SalonPaymentForm *self, SalonMeans *means);
/* What to save; NULL when it does not pass the check. @now: Unix seconds */
SalonChange *salon_payment_form_save (SalonPaymentForm *self, gint64 now);
/* Takes back @wrong, one of the booking's payments; NULL when that cannot be (any more). */
SalonChange *salon_payment_form_correct (SalonPaymentForm *self,
                                         SalonPayment *wrong,
                                         SalonReversal reversal,
                                         gint64 now);

G_END_DECLS
