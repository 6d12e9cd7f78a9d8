/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signed in at the salon's server, with the long-lived token in the keyring of the person at this computer.
 * Each one that comes is written there by the main thread, one after the other, and nobody waits for it: the
 * keyring may have to ask her first. Without a keyring it lives in memory, until the program ends.
 */
#pragma once

#include "database/salon-connection-settings.h"
#include "sync/salon-rest-sign-in.h"

G_BEGIN_DECLS

/* A token was kept, or not, because of @error. Main thread. */
typedef void (*SalonKeyringKeptFunc) (gpointer owner, const GError *error);

/**
 * salon_keyring_new_sign_in:
 * @settings: of a server, with the token as it was found or given; copied
 * @owner: a GObject; @kept is not called once it is gone
 */
SalonRestSignIn *salon_keyring_new_sign_in (const SalonConnectionSettings *settings,
                                            gpointer owner,
                                            SalonKeyringKeptFunc kept);

G_END_DECLS
