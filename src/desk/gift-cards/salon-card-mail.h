/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends a gift voucher by e-mail, to whoever of buyer and recipient left an address; the owner is asked
 * which of them when both did. The mail waits a minute, so that it can be undone. Main thread. */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"
#include "core/salon-gift-card.h"

G_BEGIN_DECLS

gboolean salon_card_mail_can_send (SalonGiftCard *card);
void salon_card_mail_send (GtkWidget *parent, SalonSession *session, SalonGiftCard *card);

G_END_DECLS
