/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-booking-tell.h"

#include "bookings/salon-booking-save.h"

static gboolean
is_moved (SalonBookingForm *form, SalonBooking *before)
{
  return salon_booking_get_visit (before).start
         != salon_moment (salon_booking_form_get_day (form), salon_booking_form_get_minute (form));
}

/* FALSE: nothing that she has to know. */
static gboolean
find_kind (SalonBookingForm *form, SalonMessageKind *kind)
{
  SalonBooking *before = salon_booking_form_get_booking (form);
  SalonBookingStatus status = salon_booking_form_get_status (form);
  SalonBookingStatus was =
    before != NULL ? salon_booking_get_fields (before)->status : SALON_BOOKING_PENDING;

  if (status == SALON_BOOKING_CANCELLED)
    {
      *kind = SALON_MESSAGE_CANCELLATION;
      return before != NULL && (was == SALON_BOOKING_PENDING || was == SALON_BOOKING_CONFIRMED);
    }
  if (status != SALON_BOOKING_CONFIRMED)
    return FALSE;
  *kind = was == SALON_BOOKING_CONFIRMED ? SALON_MESSAGE_CHANGE : SALON_MESSAGE_CONFIRMATION;
  return before == NULL || was == SALON_BOOKING_PENDING
         || (was == SALON_BOOKING_CONFIRMED && is_moved (form, before));
}

SalonMessageWish *
salon_booking_tell_save (SalonSession *session, SalonBookingForm *form)
{
  SalonBooking *before = NULL;
  g_autoptr (SalonClient) client = NULL;
  g_autofree char *name = NULL;
  SalonBookingFields fields = { 0 };
  SalonMessageKind kind;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (form), NULL);

  if (salon_booking_form_get_day (form) == SALON_DAY_NONE
      || salon_booking_form_get_minute (form) < 0 || !find_kind (form, &kind))
    return NULL;
  before = salon_booking_form_get_booking (form);
  if (before != NULL)
    fields = *salon_booking_get_fields (before);
  name = salon_booking_form_dup_display_name (form);
  fields.id = salon_booking_form_get_id (form);
  fields.client_name = name;
  fields.client_phone = salon_booking_form_get_phone (form);
  fields.client_email = salon_booking_form_get_email (form);
  fields.day = salon_booking_form_get_day (form);
  fields.minute = salon_booking_form_get_minute (form);
  if (salon_booking_form_get_client_kind (form) == SALON_BOOKING_CLIENT_NONE)
    return NULL;
  if (salon_booking_form_get_client_kind (form) == SALON_BOOKING_CLIENT_NEW)
    client = salon_booking_save_make_client (form, salon_session_get_instant (session));
  else
    g_set_object (&client, salon_booking_form_get_client (form));
  return salon_message_wish_new (session, kind, &fields, client);
}

SalonMessageWish *
salon_booking_tell_cancel (SalonSession *session, SalonBookingForm *form)
{
  SalonBooking *booking = NULL;
  SalonBookingStatus status;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (form), NULL);

  booking = salon_booking_form_get_booking (form);
  if (booking == NULL)
    return NULL;
  status = salon_booking_get_fields (booking)->status;
  if (status != SALON_BOOKING_PENDING && status != SALON_BOOKING_CONFIRMED)
    return NULL;
  return salon_message_wish_new (session, SALON_MESSAGE_CANCELLATION,
                                 salon_booking_get_fields (booking),
                                 salon_booking_form_get_client (form));
}
