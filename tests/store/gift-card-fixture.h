/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gift cards on a StoreFixture. Today is 12 March 2026. */
#pragma once

#include "store-fixture.h"
#include "store/salon-reader.h"

G_BEGIN_DECLS

#define GIFT_TODAY 20524

/* Who does it: movement @movement, at FIXTURE_NOW, today. @note: (nullable) */
SalonGiftCardAct gift_card_fixture_act (const char *movement_id, const char *note);
/* The value of a new card for @cents, "CODE-" and @number. Transfer full. */
SalonGiftCard *gift_card_fixture_make (guint number, gint64 cents, SalonDay expires_on);
/* Sells it for cash: payment @number + 1, movement @number + 2. */
void
gift_card_fixture_sell (StoreFixture *fixture, guint number, gint64 cents, SalonDay expires_on);
/* As the file has it. Transfer full. */
SalonGiftCard *gift_card_fixture_read (StoreFixture *fixture, guint number);
GPtrArray *gift_card_fixture_list_movements (StoreFixture *fixture, guint number);
SalonReader *gift_card_fixture_open (StoreFixture *fixture);
/* Applies what a maker made of it; takes @change. */
void gift_card_fixture_apply (StoreFixture *fixture, SalonChange *change, GError *error);
/* Takes @cents from card @number; movement @movement. */
void gift_card_fixture_debit (StoreFixture *fixture, guint number, guint movement, gint64 cents);
gint64 gift_card_fixture_get_balance (StoreFixture *fixture, guint number);
SalonGiftCardState gift_card_fixture_get_state (StoreFixture *fixture, guint number);

G_END_DECLS
