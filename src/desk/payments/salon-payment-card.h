/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a payment in which the gift card is named: its code as it is typed or scanned, what is on
 * the card and how it stands, and the reason that an expired one asks for. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "payments/salon-payment-form.h"

G_BEGIN_DECLS

typedef struct _SalonPaymentCard SalonPaymentCard;

/* After something was typed or found: the form has changed. */
typedef void (*SalonPaymentCardFunc) (gpointer owner);

/* Its rows are added to the end of @group. */
SalonPaymentCard *salon_payment_card_new (SalonSession *session,
                                          AdwPreferencesGroup *group,
                                          SalonPaymentCardFunc changed,
                                          gpointer owner);
void salon_payment_card_free (SalonPaymentCard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonPaymentCard, salon_payment_card_free)

/* The form that it writes into from now on, without a card. Borrowed. */
void salon_payment_card_set_form (SalonPaymentCard *self, SalonPaymentForm *form);
/* Shows the rows that the form asks for. */
void salon_payment_card_update (SalonPaymentCard *self);
/* Shows the row of the code, and goes there: the next thing is the scanner. */
void salon_payment_card_ask (SalonPaymentCard *self);
/* Looks the code up that is typed, if it was not yet; where the focus belongs when something is wrong
 * with the card. */
void salon_payment_card_look_up (SalonPaymentCard *self);
GtkWidget *salon_payment_card_get_field (SalonPaymentCard *self);

G_END_DECLS
