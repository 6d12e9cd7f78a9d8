/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Before the printer: the vouchers as they will come out, Print, and Save as PDF. One card or a batch
 * of hundreds, which is made with a progress bar and can be given up. Each card that has an id counts
 * how often it was printed. Present with salon_dialog_present().
 */
#pragma once

#include <adwaita.h>

#include "vouchers/salon-voucher-card.h"

G_BEGIN_DECLS

#define SALON_TYPE_VOUCHER_DIALOG (salon_voucher_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonVoucherDialog, salon_voucher_dialog, SALON, VOUCHER_DIALOG, AdwDialog)

/* @n_cards: at least 1; @cards are copied. */
AdwDialog *
salon_voucher_dialog_new (SalonSession *session, const SalonVoucherCard *cards, gsize n_cards);
/* Writes what is shown into @file, as the button does once a file was chosen. */
void salon_voucher_dialog_save (SalonVoucherDialog *self, GFile *file);

G_END_DECLS
