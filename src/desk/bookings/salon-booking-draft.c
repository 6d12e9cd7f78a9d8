/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-booking-draft.h"

#include "core/salon-phone.h"
#include "planning/salon-wish-dialog.h"
#include "store/salon-client-dossier.h"

/* Of a card that was merged: the one that remains. */
static SalonClient *
get_client (SalonSession *session, const char *id)
{
  SalonReader *reader = salon_session_get_reader (session);
  g_autofree char *remaining =
    id != NULL ? salon_client_dossier_find_remaining (reader, id, NULL) : NULL;

  return remaining != NULL ? salon_reader_get_client (reader, remaining, NULL) : NULL;
}

static SalonBookingForm *
make_form_for_booking (SalonSession *session, const char *booking_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonBooking) booking =
    salon_reader_get_booking (salon_session_get_reader (session), booking_id, &error);
  if (booking == NULL)
    {
      salon_session_report (session, error);
      return NULL;
    }
  g_autoptr (SalonClient) client =
    get_client (session, salon_booking_get_fields (booking)->client_id);
  return salon_booking_form_new_for (booking, client);
}

/* NULL when she waits no more: then it is a booking like any other. */
static SalonBookingForm *
make_form_for_wish (SalonSession *session, const SalonBookingDraft *draft)
{
  g_autoptr (GPtrArray) wishes =
    salon_reader_list_wishes (salon_session_get_reader (session), FALSE, NULL);

  for (guint i = 0; wishes != NULL && i < wishes->len; i++)
    {
      SalonWish *wish = g_ptr_array_index (wishes, i);

      if (g_strcmp0 (salon_wish_get_fields (wish)->id, draft->wish_id) == 0)
        {
          SalonBookingForm *form =
            salon_wish_dialog_make_form (session, wish, draft->day, draft->minute);

          salon_booking_form_set_wish (form, wish);
          return form;
        }
    }
  return NULL;
}

/* Those that the salon still offers. */
static void
add_services (SalonBookingForm *form, SalonSession *session, const char *const *ids)
{
  GListModel *services = salon_session_get_services (session);

  for (; ids != NULL && *ids != NULL; ids++)
    for (guint i = 0; i < g_list_model_get_n_items (services); i++)
      {
        g_autoptr (SalonService) service = g_list_model_get_item (services, i);

        if (g_str_equal (salon_service_get_fields (service)->id, *ids))
          salon_booking_form_add_service (form, service);
      }
}

static SalonBookingForm *
make_new_form (SalonSession *session, const SalonBookingDraft *draft)
{
  SalonBookingForm *wished = draft->wish_id != NULL ? make_form_for_wish (session, draft) : NULL;

  if (wished != NULL)
    return wished;
  g_autoptr (SalonClient) client = get_client (session, draft->client_id);
  g_autoptr (SalonBookingForm) form = salon_booking_form_new (salon_session_get_staff_id (session));

  if (client != NULL)
    salon_booking_form_propose_client (form, client);
  else if (draft->client_name != NULL || draft->client_phone != NULL)
    {
      g_autofree char *phone =
        draft->client_phone != NULL ? salon_phone_format (draft->client_phone) : g_strdup ("");

      salon_booking_form_set_new_client (form, draft->client_name != NULL ? draft->client_name : "",
                                         phone, "");
    }
  add_services (form, session, draft->service_ids);
  salon_booking_form_propose_start (form, draft->day, draft->minute);
  salon_booking_form_propose_duration (form, draft->duration_minutes);
  return g_steal_pointer (&form);
}

SalonBookingForm *
salon_booking_draft_make_form (const SalonBookingDraft *draft, SalonSession *session)
{
  static const SalonBookingDraft empty = { .day = SALON_DAY_NONE, .minute = -1 };

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  if (draft == NULL)
    draft = &empty;
  return draft->booking_id != NULL ? make_form_for_booking (session, draft->booking_id)
                                   : make_new_form (session, draft);
}
