/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why the desk and the shared salon do not come together. A code says what the owner can do about
 * it; the desk turns it into a sentence (desk/common/salon-words.c). The message is English, for the
 * log.
 *
 * What went wrong in the salon's own file (a full disk) stays a SALON_STORE_ERROR, which has its
 * sentences already.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_SYNC_ERROR (salon_sync_error_quark ())

/**
 * SalonSyncError:
 * @SALON_SYNC_ERROR_NAME: no computer of that name is known; the address is misspelt, or there is no
 *   network. Tried again
 * @SALON_SYNC_ERROR_PORT: the computer is known, but nothing answers at that port; it is off, or a
 *   fire wall stands between. Tried again
 * @SALON_SYNC_ERROR_OFFLINE: the connection broke, or nothing was heard for too long. Tried again
 * @SALON_SYNC_ERROR_BUSY: the shared salon is there, but has no time now: too many connections, it is
 *   starting, or somebody holds what is needed. Tried again
 * @SALON_SYNC_ERROR_REPLY: what came back is not what was asked for: damaged, or of another program.
 *   Nothing of it was taken. Tried again, ever less often
 * @SALON_SYNC_ERROR_CERTIFICATE: the computer cannot prove that it is the one that was meant, or does
 *   not encrypt. Needs the owner
 * @SALON_SYNC_ERROR_SIGN_IN: user or password are refused. Needs the owner
 * @SALON_SYNC_ERROR_NO_DATABASE: signed in, but there is no database of that name. Needs the owner
 * @SALON_SYNC_ERROR_RIGHTS: signed in, but this user may not do what the desk does. Needs the owner
 * @SALON_SYNC_ERROR_NOT_PREPARED: the database is not a shared salon yet: it is empty, or another
 *   program's that can be taken over. Needs the owner: "prepare"
 * @SALON_SYNC_ERROR_OLDER: the shared salon was prepared by an older version of the program and has
 *   to be brought up to date. Needs the owner: "prepare"
 * @SALON_SYNC_ERROR_NEWER: the shared salon was prepared by a newer version: this desk has to be
 *   updated. Needs the owner
 * @SALON_SYNC_ERROR_FOREIGN: the database holds something that is neither a salon nor empty. Needs
 *   the owner
 * @SALON_SYNC_ERROR_NO_SERVER: something answers at the address, but it is not the salon's server: a web
 *   site, or whoever stands before it. Tried again
 * @SALON_SYNC_ERROR_SIGNED_OUT: the sign-in on the server has ended, or there was none. Needs the owner
 */
typedef enum
{
  SALON_SYNC_ERROR_NAME,
  SALON_SYNC_ERROR_PORT,
  SALON_SYNC_ERROR_OFFLINE,
  SALON_SYNC_ERROR_BUSY,
  SALON_SYNC_ERROR_REPLY,
  SALON_SYNC_ERROR_CERTIFICATE,
  SALON_SYNC_ERROR_SIGN_IN,
  SALON_SYNC_ERROR_NO_DATABASE,
  SALON_SYNC_ERROR_RIGHTS,
  SALON_SYNC_ERROR_NOT_PREPARED,
  SALON_SYNC_ERROR_OLDER,
  SALON_SYNC_ERROR_NEWER,
  SALON_SYNC_ERROR_FOREIGN,
  SALON_SYNC_ERROR_NO_SERVER,
  SALON_SYNC_ERROR_SIGNED_OUT,
} SalonSyncError;

GQuark salon_sync_error_quark (void);
/* Is there no sense in trying again before the owner has done something? */
gboolean salon_sync_error_needs_owner (const GError *error);

G_END_DECLS
