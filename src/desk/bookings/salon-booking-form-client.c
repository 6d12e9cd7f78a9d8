/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who comes: a card of the salon, a new client, or somebody of whom there is no card. */
#include "salon-booking-form-private.h"

#include "core/salon-text.h"

#include <glib/gi18n-lib.h>

SalonBookingClientKind
salon_booking_form_get_client_kind (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), SALON_BOOKING_CLIENT_NONE);
  return self->client_kind;
}

SalonClient *
salon_booking_form_get_client (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), NULL);
  return self->client;
}

static void
set_who (SalonBookingForm *self,
         SalonBookingClientKind kind,
         SalonClient *client,
         const char *name,
         const char *phone,
         const char *email)
{
  gboolean changed = self->client_kind != kind;
  self->client_kind = kind;
  changed |= g_set_object (&self->client, client);
  changed |= g_set_str (&self->name, name);
  changed |= g_set_str (&self->phone, phone);
  changed |= g_set_str (&self->email, email);
  if (changed)
    salon_booking_form_emit_changed (self, "client");
}

void
salon_booking_form_clear_client (SalonBookingForm *self)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  set_who (self, SALON_BOOKING_CLIENT_NONE, NULL, "", "", "");
}

void
salon_booking_form_set_client (SalonBookingForm *self, SalonClient *client)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (SALON_IS_CLIENT (client));
  set_who (self, SALON_BOOKING_CLIENT_EXISTING, client, "", "", "");
}

void
salon_booking_form_set_new_client (SalonBookingForm *self,
                                   const char *name,
                                   const char *phone,
                                   const char *email)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (name != NULL && phone != NULL && email != NULL);
  set_who (self, SALON_BOOKING_CLIENT_NEW, NULL, name, phone, email);
}

void
salon_booking_form_set_consent (SalonBookingForm *self, gboolean has_consent)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));

  if (self->has_consent == has_consent)
    return;
  self->has_consent = has_consent;
  salon_booking_form_emit_changed (self, "client");
}

gboolean
salon_booking_form_has_consent (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), FALSE);
  return self->has_consent;
}

void
salon_booking_form_set_walk_in (SalonBookingForm *self, const char *name)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (name != NULL);

  /* A web booking's phone and mail stay with it while only the name is corrected. */
  gboolean stays = self->client_kind == SALON_BOOKING_CLIENT_WALK_IN;
  g_autofree char *phone = g_strdup (stays ? self->phone : "");
  g_autofree char *email = g_strdup (stays ? self->email : "");
  set_who (self, SALON_BOOKING_CLIENT_WALK_IN, NULL, name, phone, email);
}

const char *
salon_booking_form_get_name (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), "");
  return self->name;
}

const char *
salon_booking_form_get_phone (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), "");
  return self->phone;
}

const char *
salon_booking_form_get_email (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), "");
  return self->email;
}

char *
salon_booking_form_dup_display_name (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), NULL);

  if (self->client != NULL)
    return g_strdup (salon_client_get_fields (self->client)->name);
  g_autofree char *name = salon_text_clean (self->name);
  return *name != '\0' ? g_steal_pointer (&name) : g_strdup (_ ("Walk-in"));
}
