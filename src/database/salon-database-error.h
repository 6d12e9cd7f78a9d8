/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_DATABASE_ERROR (salon_database_error_quark ())

/**
 * SalonDatabaseError:
 * @SALON_DATABASE_ERROR_NAME: no computer of that name
 * @SALON_DATABASE_ERROR_PORT: the computer is not there, or no database answers at that port
 * @SALON_DATABASE_ERROR_CERTIFICATE: no secure connection, or the server is not who it should be
 * @SALON_DATABASE_ERROR_SIGN_IN: the server refuses user or password
 * @SALON_DATABASE_ERROR_NO_DATABASE: the server has no database of that name
 * @SALON_DATABASE_ERROR_RIGHTS: signed in, but not allowed to do that
 * @SALON_DATABASE_ERROR_NOT_PREPARED: a database without the salon's tables or functions
 * @SALON_DATABASE_ERROR_OLDER: the database is at an earlier version than this program needs
 * @SALON_DATABASE_ERROR_NEWER: the database is at a later version than this program knows
 * @SALON_DATABASE_ERROR_FOREIGN: it belongs to another program, or its migrations are not these
 * @SALON_DATABASE_ERROR_LOST: the connection broke, or was silent for too long: what was asked may
 *   have happened or not
 * @SALON_DATABASE_ERROR_BUSY: nothing happened because of others; the same again may succeed
 * @SALON_DATABASE_ERROR_REPLY: the server refused the question, or its answer is not understood
 */
typedef enum
{
  SALON_DATABASE_ERROR_NAME,
  SALON_DATABASE_ERROR_PORT,
  SALON_DATABASE_ERROR_CERTIFICATE,
  SALON_DATABASE_ERROR_SIGN_IN,
  SALON_DATABASE_ERROR_NO_DATABASE,
  SALON_DATABASE_ERROR_RIGHTS,
  SALON_DATABASE_ERROR_NOT_PREPARED,
  SALON_DATABASE_ERROR_OLDER,
  SALON_DATABASE_ERROR_NEWER,
  SALON_DATABASE_ERROR_FOREIGN,
  SALON_DATABASE_ERROR_LOST,
  SALON_DATABASE_ERROR_BUSY,
  SALON_DATABASE_ERROR_REPLY,
} SalonDatabaseError;

GQuark salon_database_error_quark (void);

G_END_DECLS
