/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How it stands with the shared salon: a button in the header bar, and behind it what the owner may
 * want to know and do. A salon that is not shared has none of it.
 */
#pragma once

#include <adwaita.h>

#include "sync/salon-sharing.h"

G_BEGIN_DECLS

#define SALON_TYPE_SYNC_INDICATOR (salon_sync_indicator_get_type ())
G_DECLARE_FINAL_TYPE (SalonSyncIndicator, salon_sync_indicator, SALON, SYNC_INDICATOR, AdwBin)

/* Once. Buttons activate win.show-page "review" and win.connection. */
void salon_sync_indicator_set_sharing (SalonSyncIndicator *self, SalonSharing *sharing);
/* As a click on it. */
void salon_sync_indicator_popup (SalonSyncIndicator *self);

G_END_DECLS
