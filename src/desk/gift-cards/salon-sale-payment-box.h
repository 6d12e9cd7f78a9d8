/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a gift card is paid: a line for each means, of which F2 to F5 give one the rest, and what is
 * handed back of the cash. Writes into the form as it is typed.
 *
 * Signal: "changed".
 */
#pragma once

#include <adwaita.h>

#include "gift-cards/salon-sale-form.h"

G_BEGIN_DECLS

#define SALON_TYPE_SALE_PAYMENT_BOX (salon_sale_payment_box_get_type ())
G_DECLARE_FINAL_TYPE (SalonSalePaymentBox, salon_sale_payment_box, SALON, SALE_PAYMENT_BOX, AdwBin)

/* @form: NULL when it goes; it outlives the box until then. */
void salon_sale_payment_box_set_form (SalonSalePaymentBox *self,
                                      SalonSession *session,
                                      SalonSaleForm *form);
/* The form has changed by other hands. */
void salon_sale_payment_box_refresh (SalonSalePaymentBox *self);
/* This means takes the rest, and the keyboard goes on there. */
void salon_sale_payment_box_give_rest (SalonSalePaymentBox *self, SalonMeans means);

G_END_DECLS
