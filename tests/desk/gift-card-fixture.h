/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page of the desk on a salon with gift cards, on 12 March 2026, 10:00:
 *
 *   Anna    SERA-2222-222?  €50 from Marie Durand, a client, €20 of it used; good until 12 March 2027
 *   Berta   SERA-3333-333?  €80 from Paul; ends in 20 days
 *   Clara   SERA-4444-444?  €30 from Paul; used up
 *   Dora    SERA-5555-555?  €60 from Paul; ended ten days ago, nothing used
 *   Emma    1047            an old paper voucher of €40
 *
 * A service “Massage” of €95 and a booking of it by Marie Durand, today at 14:00.
 */
#pragma once

#include "core/salon-gift-card.h"
#include "page-fixture.h"

G_BEGIN_DECLS

#define GIFT_CARD_TODAY salon_day_from_ymd (2026, 3, 12)

/* As page_fixture_set_up(). */
void gift_card_fixture_set_up (PageFixture *self, PageFixtureMake make, int width);
/* The card for @recipient. Transfer full. */
SalonGiftCard *gift_card_fixture_get (PageFixture *self, const char *recipient);
gint64 gift_card_fixture_get_balance (PageFixture *self, const char *recipient);
/* How many gift cards there are. */
guint gift_card_fixture_count (PageFixture *self);
/* Until @is_so says so. One that never is ends with the test's time limit. */
#define gift_card_fixture_wait_until(is_so)                                                        \
  while (!(is_so))                                                                                 \
  g_main_context_iteration (NULL, TRUE)

G_END_DECLS
