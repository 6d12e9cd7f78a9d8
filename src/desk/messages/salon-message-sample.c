/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-sample.h"

#include "core/salon-service.h"

#define THURSDAY 3
#define START_MINUTE (14 * 60 + 30)

static char *
make_wall (SalonMoment moment)
{
  g_autofree char *day = salon_day_format (salon_moment_get_day (moment));
  g_autofree char *minute = salon_minute_format (salon_moment_get_minute (moment));

  return g_strconcat (day, "T", minute, NULL);
}

static SalonMessageBooking *
make_booking (SalonSession *session)
{
  SalonMessageBooking *booking = g_new0 (SalonMessageBooking, 1);
  SalonDay today = salon_moment_get_day (salon_session_get_now (session));
  SalonMoment start =
    salon_moment (salon_day_start_of_week (today + 7, 0) + THURSDAY, START_MINUTE);
  g_autoptr (SalonService) service =
    g_list_model_get_item (salon_session_get_services (session), 0);
  const SalonServiceFields *fields = service != NULL ? salon_service_get_fields (service) : NULL;
  const char *services[] = { fields != NULL ? fields->name : "Soin du visage", NULL };

  booking->name = g_strdup ("Marie Durand");
  booking->starts_at = make_wall (start);
  booking->ends_at = make_wall (start + (fields != NULL ? fields->duration_minutes : 60));
  booking->services = g_strdupv ((char **) services);
  booking->price = fields != NULL ? fields->price_cents : 4500;
  return booking;
}

static SalonMessageCard *
make_card (SalonSession *session)
{
  SalonMessageCard *card = g_new0 (SalonMessageCard, 1);
  SalonDay today = salon_moment_get_day (salon_session_get_now (session));

  card->code = g_strdup ("SERA-7K3M-9QXW");
  card->amount = card->balance = 6000;
  card->buyer_name = g_strdup ("Anne Petit");
  card->recipient_name = g_strdup ("Marie Durand");
  card->recipient_email = g_strdup ("marie.durand@example.com");
  card->expiry_date = salon_day_format (salon_day_add_months (today, 1));
  return card;
}

SalonMessageText *
salon_message_sample_write (SalonSession *session,
                            SalonMessageSettings *settings,
                            SalonMessageKind kind,
                            SalonMessageMedium medium,
                            SalonLanguage language,
                            const SalonMessageTemplate *words)
{
  g_autoptr (SalonMessageBooking) booking = make_booking (session);
  g_autoptr (SalonMessageCard) card = make_card (session);
  g_autoptr (GTimeZone) zone = salon_session_dup_zone (session);
  g_autoptr (GPtrArray) bookings = g_ptr_array_new ();
  gboolean is_card = kind == SALON_MESSAGE_VOUCHER || kind == SALON_MESSAGE_EXPIRY;
  SalonPlannedMessage message = { .kind = kind,
                                  .medium = medium,
                                  .language = language,
                                  .bookings = bookings,
                                  .card = is_card ? card : NULL,
                                  .recipient = card->recipient_email };

  if (!is_card)
    g_ptr_array_add (bookings, booking);
  return salon_message_text_new_in (&message, words, settings, salon_session_get_instant (session),
                                    zone);
}
