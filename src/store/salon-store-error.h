/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_STORE_ERROR (salon_store_error_quark ())

/**
 * SalonStoreError:
 * @SALON_STORE_ERROR_OPEN: the file cannot be opened or made (rights, folder gone)
 * @SALON_STORE_ERROR_CORRUPT: it is not a salon's file, or damaged
 * @SALON_STORE_ERROR_NEWER: it was written by a newer version of the program
 * @SALON_STORE_ERROR_FULL: no space left on the disk
 * @SALON_STORE_ERROR_READ_ONLY: the file or its disk may not be written
 * @SALON_STORE_ERROR_BUSY: another program holds the file
 * @SALON_STORE_ERROR_GONE: the file was moved, deleted or replaced while it was open
 * @SALON_STORE_ERROR_TAKEN: two active bookings of one member of staff would overlap
 * @SALON_STORE_ERROR_BALANCE: more would be taken from a gift card than is left on it
 * @SALON_STORE_ERROR_EXPIRED: a gift card has run out, and no note says why it is taken all the same
 * @SALON_STORE_ERROR_STALE: a row no longer holds the values that the change says it had
 * @SALON_STORE_ERROR_NOT_FOUND: no row with that id
 * @SALON_STORE_ERROR_REFUSED: a value that the schema's checks refuse
 * @SALON_STORE_ERROR_COMING: a client who has bookings to come is not forgotten
 * @SALON_STORE_ERROR_NOTHING: nothing to undo or redo
 * @SALON_STORE_ERROR_CURSOR: rows of the shared salon that do not follow on what was read so far
 * @SALON_STORE_ERROR_ROW: a row of the shared salon that this file cannot hold
 * @SALON_STORE_ERROR_IO: any other failure of the disk
 */
typedef enum
{
  SALON_STORE_ERROR_OPEN,
  SALON_STORE_ERROR_CORRUPT,
  SALON_STORE_ERROR_NEWER,
  SALON_STORE_ERROR_FULL,
  SALON_STORE_ERROR_READ_ONLY,
  SALON_STORE_ERROR_BUSY,
  SALON_STORE_ERROR_GONE,
  SALON_STORE_ERROR_TAKEN,
  SALON_STORE_ERROR_BALANCE,
  SALON_STORE_ERROR_EXPIRED,
  SALON_STORE_ERROR_STALE,
  SALON_STORE_ERROR_NOT_FOUND,
  SALON_STORE_ERROR_REFUSED,
  SALON_STORE_ERROR_COMING,
  SALON_STORE_ERROR_NOTHING,
  SALON_STORE_ERROR_CURSOR,
  SALON_STORE_ERROR_ROW,
  SALON_STORE_ERROR_IO,
} SalonStoreError;

GQuark salon_store_error_quark (void);

G_END_DECLS
