/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Enters a paper voucher that was sold before this program, or by another one: its code as it is
 * printed on it, what it was worth, what is left, and its two days. Nothing is paid: it was paid then.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_OLD_VOUCHER_DIALOG (salon_old_voucher_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonOldVoucherDialog,
                      salon_old_voucher_dialog,
                      SALON,
                      OLD_VOUCHER_DIALOG,
                      AdwDialog)

AdwDialog *salon_old_voucher_dialog_new (SalonSession *session);

G_END_DECLS
