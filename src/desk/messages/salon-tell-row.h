/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Tell Marie Durand by SMS": a switch in an editor of bookings. It is there only when what is being done is
 * something that a client has to know, and when she can be told. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "messages/salon-message-wish.h"

G_BEGIN_DECLS

#define SALON_TYPE_TELL_ROW (salon_tell_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonTellRow, salon_tell_row, SALON, TELL_ROW, AdwActionRow)

GtkWidget *salon_tell_row_new (void);
/* Takes @wish, nullable: nothing to tell, and the row is hidden. What was chosen stays. */
void salon_tell_row_show (SalonTellRow *self, SalonMessageWish *wish);
/* What is wished; NULL: nothing, or she shall not be told. */
const SalonMessageWish *salon_tell_row_get_wish (SalonTellRow *self);

G_END_DECLS
