/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-status-words.h"

#include <glib/gi18n-lib.h>

const char *
salon_status_words (SalonBookingStatus status)
{
  switch (status)
    {
    case SALON_BOOKING_PENDING:
      return C_ ("booking", "To confirm");
    case SALON_BOOKING_CONFIRMED:
      return C_ ("booking", "Confirmed");
    case SALON_BOOKING_ARRIVED:
      return C_ ("booking", "Arrived");
    case SALON_BOOKING_COMPLETED:
      return C_ ("booking", "Completed");
    case SALON_BOOKING_CANCELLED:
      return C_ ("booking", "Cancelled");
    case SALON_BOOKING_NO_SHOW:
      return C_ ("booking", "No-show");
    }
  g_return_val_if_reached ("");
}

const char *
salon_status_words_for_payment (const char *payment_status)
{
  if (g_strcmp0 (payment_status, "pending") == 0)
    return C_ ("payment", "To pay");
  if (g_strcmp0 (payment_status, "deposit_paid") == 0)
    return C_ ("payment", "Deposit paid");
  if (g_strcmp0 (payment_status, "fully_paid") == 0)
    return C_ ("payment", "Paid");
  if (g_strcmp0 (payment_status, "refunded") == 0)
    return C_ ("payment", "Refunded");
  return payment_status;
}
