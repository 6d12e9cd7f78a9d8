/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the salon's vouchers look: look, paper, letters, two colours, logo and the texts that are the same
 * on each, beside a voucher that shows it. Every choice is a change like any other: saved at once, and
 * undone with Undo. Present with salon_dialog_present().
 */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_TYPE_VOUCHER_DESIGN_DIALOG (salon_voucher_design_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonVoucherDesignDialog,
                      salon_voucher_design_dialog,
                      SALON,
                      VOUCHER_DESIGN_DIALOG,
                      AdwDialog)

AdwDialog *salon_voucher_design_dialog_new (SalonSession *session);
/* Takes @file as the logo, as the button does once one was chosen. */
void salon_voucher_design_dialog_read_logo (SalonVoucherDesignDialog *self, GFile *file);

G_END_DECLS
