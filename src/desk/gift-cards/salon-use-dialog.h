/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Uses a gift card, wholly or in part, for one of today's bookings or for none. The amount stands
 * there already, Enter takes it. Afterwards it says what is left, and prints it.
 */
#pragma once

#include "common/salon-session.h"
#include "core/salon-gift-card.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_USE_DIALOG (salon_use_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonUseDialog, salon_use_dialog, SALON, USE_DIALOG, AdwDialog)

AdwDialog *salon_use_dialog_new (SalonSession *session, SalonGiftCard *card);

G_END_DECLS
