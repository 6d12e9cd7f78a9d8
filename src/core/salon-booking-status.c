/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-booking-status.h"

static const char *const wires[SALON_N_BOOKING_STATUSES] = {
  [SALON_BOOKING_PENDING] = "pending",     [SALON_BOOKING_CONFIRMED] = "confirmed",
  [SALON_BOOKING_ARRIVED] = "arrived",     [SALON_BOOKING_COMPLETED] = "completed",
  [SALON_BOOKING_CANCELLED] = "cancelled", [SALON_BOOKING_NO_SHOW] = "no_show",
};

const char *
salon_booking_status_to_wire (SalonBookingStatus status)
{
  g_return_val_if_fail ((guint) status < SALON_N_BOOKING_STATUSES, NULL);
  return wires[status];
}

gboolean
salon_booking_status_from_wire (const char *wire, SalonBookingStatus *status)
{
  g_return_val_if_fail (wire != NULL && status != NULL, FALSE);

  for (gsize i = 0; i < SALON_N_BOOKING_STATUSES; i++)
    if (g_str_equal (wires[i], wire))
      {
        *status = (SalonBookingStatus) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
salon_booking_status_is_active (SalonBookingStatus status)
{
  return status != SALON_BOOKING_CANCELLED && status != SALON_BOOKING_NO_SHOW;
}

gboolean
salon_booking_status_can_become (SalonBookingStatus from, SalonBookingStatus to)
{
  switch (from)
    {
    case SALON_BOOKING_PENDING:
      return to == SALON_BOOKING_CONFIRMED || to == SALON_BOOKING_CANCELLED;
    case SALON_BOOKING_CONFIRMED:
      return to != SALON_BOOKING_CONFIRMED && to != SALON_BOOKING_PENDING;
    case SALON_BOOKING_ARRIVED:
      return to == SALON_BOOKING_COMPLETED || to == SALON_BOOKING_CONFIRMED;
    case SALON_BOOKING_COMPLETED:
    case SALON_BOOKING_CANCELLED:
    case SALON_BOOKING_NO_SHOW:
      return to == SALON_BOOKING_CONFIRMED;
    }
  return FALSE;
}
