/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who buys a gift card: a name, with the clients that it may mean offered beneath while it is typed.
 * Somebody who is no client yet can be made one along the way. A buyer needs no name at all.
 *
 * Signal: "changed": what is chosen or typed is another.
 */
#pragma once

#include "common/salon-session.h"
#include "core/salon-client.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_BUYER_BOX (salon_buyer_box_get_type ())
G_DECLARE_FINAL_TYPE (SalonBuyerBox, salon_buyer_box, SALON, BUYER_BOX, AdwBin)

/* Once, before it is shown. */
void salon_buyer_box_set_session (SalonBuyerBox *self, SalonSession *session);
const char *salon_buyer_box_get_name (SalonBuyerBox *self);
/* Of the client that was chosen; NULL: none was, or she has none. */
const char *salon_buyer_box_get_email (SalonBuyerBox *self);
/* The client to be made with the sale; NULL: none is wanted. */
SalonClient *salon_buyer_box_dup_new_client (SalonBuyerBox *self);
/* FALSE, and it is told beneath, when a new client's phone is not understood: the focus is there. */
gboolean salon_buyer_box_check (SalonBuyerBox *self);
/* As if @text had been typed. */
void salon_buyer_box_set_name (SalonBuyerBox *self, const char *text);

G_END_DECLS
