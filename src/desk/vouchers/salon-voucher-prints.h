/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often the paper of a gift card was printed. A second paper of the same card is worth nothing
 * more, but the owner wants to know that there is one. Main thread.
 */
#pragma once

#include "common/salon-session.h"

G_BEGIN_DECLS

/* 0: never. */
guint salon_voucher_prints_count (SalonSession *session, const char *card_id);
/* One more print of each of @card_ids, in one change. NULL with @error set, or NULL without one when
 * there are none. */
SalonChange *
salon_voucher_prints_change (SalonSession *session, const char *const *card_ids, GError **error);

G_END_DECLS
