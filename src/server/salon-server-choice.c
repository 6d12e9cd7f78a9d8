/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-choice.h"

void
salon_server_choice_free (SalonServerChoice *self)
{
  if (self == NULL)
    return;
  g_free (self->whole.service_id);
  g_free (self->whole.service_name);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

static void
add_part (SalonServerChoice *self, const SalonServerOffer *offer)
{
  SalonServerOffer *whole = &self->whole;

  if (g_ptr_array_find (self->parts, offer, NULL))
    return;
  g_ptr_array_add (self->parts, (gpointer) offer);
  if (whole->service_id == NULL)
    {
      whole->service_id = g_strdup (offer->service_id);
      whole->service_name = g_strdup (offer->service_name);
    }
  whole->duration_minutes += offer->duration_minutes;
  whole->price_cents += offer->price_cents;
  whole->buffer_before_minutes = MAX (whole->buffer_before_minutes, offer->buffer_before_minutes);
  whole->buffer_minutes = MAX (whole->buffer_minutes, offer->buffer_minutes);
}

SalonServerChoice *
salon_server_choice_new (const SalonServerCalendar *calendar,
                         const char *const *service_ids,
                         GError **error)
{
  g_autoptr (SalonServerChoice) self = g_new0 (SalonServerChoice, 1);

  g_return_val_if_fail (calendar != NULL && service_ids != NULL && *service_ids != NULL, NULL);

  self->parts = g_ptr_array_new ();
  for (; *service_ids != NULL; service_ids++)
    {
      const SalonServerOffer *offer =
        salon_server_calendar_find_offer (calendar, *service_ids, error);

      if (offer == NULL)
        return NULL;
      add_part (self, offer);
    }
  if (self->parts->len > SALON_SERVER_CHOICE_MOST
      || self->whole.duration_minutes > SALON_DAY_MINUTES)
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_INVALID,
                           "These are too many services for one visit.");
      return NULL;
    }
  return g_steal_pointer (&self);
}
