/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a foreign file cannot be read or written as a whole. What is wrong with one row is no error. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_EXCHANGE_ERROR (salon_exchange_error_quark ())

/**
 * SalonExchangeError:
 * @SALON_EXCHANGE_ERROR_TOO_LARGE: more bytes, rows or columns than is sensible for a salon
 * @SALON_EXCHANGE_ERROR_EMPTY: there is nothing in it
 * @SALON_EXCHANGE_ERROR_NO_TEXT: pictures, programs and spreadsheets are no text
 * @SALON_EXCHANGE_ERROR_NO_CALENDAR: a text, but no calendar
 * @SALON_EXCHANGE_ERROR_NO_CARDS: a text, but no address cards
 * @SALON_EXCHANGE_ERROR_WRITE: the archive could not be written
 */
typedef enum
{
  SALON_EXCHANGE_ERROR_TOO_LARGE,
  SALON_EXCHANGE_ERROR_EMPTY,
  SALON_EXCHANGE_ERROR_NO_TEXT,
  SALON_EXCHANGE_ERROR_NO_CALENDAR,
  SALON_EXCHANGE_ERROR_NO_CARDS,
  SALON_EXCHANGE_ERROR_WRITE,
} SalonExchangeError;

GQuark salon_exchange_error_quark (void);

G_END_DECLS
