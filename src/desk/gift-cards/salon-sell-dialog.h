/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sells a gift card, in under a minute and without the mouse: the amount, for whom, Ctrl+Enter. Where
 * there is room the voucher takes shape beside it. Once it is sold, the dialog shows the paper, to be
 * printed or saved.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_SELL_DIALOG (salon_sell_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonSellDialog, salon_sell_dialog, SALON, SELL_DIALOG, AdwDialog)

/* Signal "sold" (const char *card_id). */
AdwDialog *salon_sell_dialog_new (SalonSession *session);

G_END_DECLS
