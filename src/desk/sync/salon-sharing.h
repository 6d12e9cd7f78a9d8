/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the open salon is shared, with whom, and what the owner has to settle because of it. Reads
 * from the file where the shared salon is, from the keyring how to sign in there, and keeps the
 * session's sync going. Main thread; nothing of it blocks.
 *
 * A sample is never shared: then this object does nothing.
 */
#pragma once

#include "common/salon-session.h"
#include "database/salon-connection-settings.h"
#include "store/salon-store-sync.h"

G_BEGIN_DECLS

#define SALON_TYPE_SHARING (salon_sharing_get_type ())
G_DECLARE_FINAL_TYPE (SalonSharing, salon_sharing, SALON, SHARING, GObject)

/* Another way to the shared salon than PostgreSQL or a server, for tests. Transfer full. */
typedef SalonRemote *(*SalonSharingRemoteFunc) (const SalonConnectionSettings *settings,
                                                gpointer user_data);

SalonSharing *salon_sharing_new (SalonSession *session);
/* Before the start. */
void
salon_sharing_set_remote_func (SalonSharing *self, SalonSharingRemoteFunc func, gpointer user_data);
/* Reads the file, and connects if the salon is shared. */
void salon_sharing_start (SalonSharing *self);

SalonSession *salon_sharing_get_session (SalonSharing *self);
SalonSync *salon_sharing_get_sync (SalonSharing *self); /* NULL: not shared */
/* Where it is, with the password if it is known; NULL: not shared. Borrowed. */
const SalonConnectionSettings *salon_sharing_get_settings (SalonSharing *self);
guint salon_sharing_get_n_reviews (SalonSharing *self);
/* The password could not be kept: it has to be typed again at the next start. */
gboolean salon_sharing_is_password_lost (SalonSharing *self);

/**
 * salon_sharing_share_async:
 *
 * From here on the salon is shared. For a salon that is shared already: the same shared salon is
 * reached in this way from now on, @mode does not count.
 */
void salon_sharing_share_async (SalonSharing *self,
                                const SalonConnectionSettings *settings,
                                SalonShareMode mode,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean salon_sharing_share_finish (SalonSharing *self, GAsyncResult *result, GError **error);

/* The salon goes on by itself, on this computer. */
void
salon_sharing_unshare_async (SalonSharing *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean salon_sharing_unshare_finish (SalonSharing *self, GAsyncResult *result, GError **error);

/*
 * Properties, with notify: sync (SalonSync, nullable), n-reviews (uint).
 */

G_END_DECLS
