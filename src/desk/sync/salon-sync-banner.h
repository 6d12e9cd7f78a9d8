/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the owner should know of the shared salon without looking for it: that it has been out of
 * reach for a minute, or will be until she does something; and that something waits for her decision.
 */
#pragma once

#include <adwaita.h>

#include "sync/salon-sharing.h"

G_BEGIN_DECLS

#define SALON_TYPE_SYNC_BANNER (salon_sync_banner_get_type ())
G_DECLARE_FINAL_TYPE (SalonSyncBanner, salon_sync_banner, SALON, SYNC_BANNER, AdwBin)

/* Once. Buttons activate win.show-page "review" and win.connection. */
void salon_sync_banner_set_sharing (SalonSyncBanner *self, SalonSharing *sharing);
/* There is no need to say that something waits where it is shown. */
void salon_sync_banner_set_is_on_review (SalonSyncBanner *self, gboolean is_on_review);
/* Looks at the clock again: the session's may have been set. */
void salon_sync_banner_refresh (SalonSyncBanner *self);

G_END_DECLS
