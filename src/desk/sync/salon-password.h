/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The password of a shared salon, in the keyring of the person who signed in to this computer, found
 * again by host, database and user; of a server, what it gave for the password, found by its address. It is never written anywhere else. A computer may have no keyring:
 * then keeping fails, and the owner types it again at the next start.
 */
#pragma once

#include <gio/gio.h>

#include "database/salon-connection-settings.h"

G_BEGIN_DECLS

/* Without a password in @settings there is nothing to keep, and that succeeds. */
void salon_password_keep_async (const SalonConnectionSettings *settings,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean salon_password_keep_finish (GAsyncResult *result, GError **error);

void salon_password_find_async (const SalonConnectionSettings *settings,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* NULL without an error: none is kept. Free with secret_password_free() or g_free(). */
char *salon_password_find_finish (GAsyncResult *result, GError **error);

/* Nobody waits for this. */
void salon_password_forget (const SalonConnectionSettings *settings);

G_END_DECLS
