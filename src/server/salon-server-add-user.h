/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The verb add-user: somebody who may sign in at the server. The password is read from the terminal,
 * without showing it, or from what is piped in; never from the command line, which everybody on the
 * computer can read.
 */
#pragma once

#include "database/salon-connection.h"

G_BEGIN_DECLS

/**
 * salon_server_add_user:
 * @name: (nullable): what the history calls her
 *
 * Adds her, or gives her who is there a new password, name and role. With a new password every sign-in of
 * hers ends. Fails with G_OPTION_ERROR when the address or the password will not do.
 */
gboolean salon_server_add_user (SalonConnection *connection,
                                const char *email,
                                const char *name,
                                gboolean is_owner,
                                const char *password,
                                GError **error);

/* The password that somebody types (twice) or pipes in. %NULL with @error set. */
char *salon_server_add_user_read_password (GError **error);

G_END_DECLS
