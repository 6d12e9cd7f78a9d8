/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-book.h"

#include "core/salon-instant.h"
#include "core/salon-money.h"
#include "core/salon-phone.h"
#include "core/salon-text.h"
#include "salon-secret.h"
#include "salon-server-booking.h"
#include "salon-server-transaction.h"

#define WRITER "web"
#define CHAIR_TAKEN "23P01"
/* How often a service may be changed under somebody who books it. */
#define MOST_LOOKS 3

typedef struct
{
  const SalonServerBookRequest *request;
  const SalonServerOffer *offer;
  GPtrArray *staff;
  SalonServerBooked booked;
  char *date, *time, *name, *email, *phone, *hold, *token_digest;
} Booking;

static void
clear_booking (Booking *self)
{
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  salon_server_booked_clear (&self->booked);
  g_free (self->date);
  g_free (self->time);
  g_free (self->name);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->hold);
  g_free (self->token_digest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Booking, clear_booking)

void
salon_server_book_outcome_clear (SalonServerBookOutcome *self)
{
  g_clear_pointer (&self->response, salon_server_response_free);
  g_clear_pointer (&self->calendar, salon_server_calendar_unref);
  self->refusal = NULL;
  self->offer = NULL;
}

static void
fill_booking (Booking *self, SalonServerContext *context, const SalonServerCalendar *calendar)
{
  const SalonServerBookRequest *request = self->request;
  gint64 now = salon_server_context_get_now (context) / G_USEC_PER_SEC;
  gint64 deposit = salon_server_calendar_get_deposit (calendar, self->offer->price_cents);

  self->name = salon_text_clean (request->name);
  self->email = salon_text_clean (request->email != NULL ? request->email : "");
  if (request->phone != NULL)
    salon_phone_parse (request->phone, &self->phone, NULL);
  self->date = salon_day_format (salon_moment_get_day (request->start));
  self->time = salon_minute_format (salon_moment_get_minute (request->start));
  self->booked = (SalonServerBooked) {
    .id = g_uuid_string_random (),
    .status = g_strdup (deposit == 0 && calendar->confirms ? "confirmed" : "pending"),
    .payment_status = g_strdup ("pending"),
    .service_id = g_strdup (self->offer->service_id),
    .service_name = g_strdup (self->offer->service_name),
    .start = request->start,
    .duration_minutes = self->offer->duration_minutes,
    .price_cents = self->offer->price_cents,
    .hold_expires_at = deposit > 0 ? now + calendar->hold_minutes * 60 : 0,
    .token = salon_secret_new_token (),
  };
  if (self->booked.hold_expires_at != 0)
    self->hold = salon_instant_to_wire (self->booked.hold_expires_at);
  self->token_digest = salon_secret_digest (self->booked.token);
}

/* As PostgreSQL reads an array of ids. */
static char *
write_ids (GPtrArray *ids)
{
  g_autoptr (GString) text = g_string_new ("{");

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", (const char *) ids->pdata[i]);
  g_string_append_c (text, '}');
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The booking, the secret that opens it and the answer that is kept: all of it in one statement, or nothing.
 * "made", or why not. */
static char *
write_booking (SalonServerContext *context,
               Booking *booking,
               const SalonServerResponse *response,
               GError **error)
{
  static const char sql[] =
    "SELECT salon.book_online ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
    " $16, $17, $18, $19, $20)";
  g_autofree char *staff = write_ids (booking->staff);
  g_autofree char *length = g_strdup_printf ("%d", booking->offer->duration_minutes);
  g_autofree char *before = g_strdup_printf ("%d", booking->offer->buffer_before_minutes);
  g_autofree char *after = g_strdup_printf ("%d", booking->offer->buffer_minutes);
  g_autofree char *price = salon_money_to_wire (booking->offer->price_cents);
  g_autofree char *body =
    g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  const char *const values[] = {
    booking->booked.id,
    booking->token_digest,
    booking->offer->service_id,
    length,
    before,
    after,
    price,
    staff,
    booking->date,
    booking->time,
    booking->name,
    booking->email,
    booking->phone,
    booking->request->notes,
    booking->booked.status,
    booking->hold,
    WRITER,
    booking->request->key,
    response->type,
    body,
  };
  g_autoptr (GError) fault = NULL;
  g_autoptr (PGresult) rows =
    salon_server_transaction_query (context, sql, G_N_ELEMENTS (values), values, &fault);

  if (rows != NULL)
    return g_strdup (PQgetvalue (rows, 0, 0));
  /* Somebody was quicker between the look and the writing. */
  if (context->database != NULL
      && g_str_equal (salon_connection_get_sqlstate (context->database), CHAIR_TAKEN))
    return g_strdup ("taken");
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

/* Neither response nor refusal: what was known of the service is no longer true. */
static gboolean
try_to_book (SalonServerContext *context,
             const SalonServerBookRequest *request,
             SalonServerBookOutcome *outcome,
             GError **error)
{
  g_auto (Booking) booking = { .request = request };
  g_autoptr (SalonServerResponse) response = NULL;
  g_autofree char *became = NULL;
  g_autoptr (GError) fault = NULL;

  salon_server_book_outcome_clear (outcome);
  outcome->calendar = salon_server_calendar_get (context, error);
  if (outcome->calendar == NULL)
    return FALSE;
  outcome->offer = salon_server_calendar_find_offer (outcome->calendar, request->service_id, error);
  if (outcome->offer == NULL)
    return FALSE;
  outcome->refusal = salon_server_booking_explain (context, outcome->calendar, outcome->offer,
                                                   request->start, &booking.staff, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (outcome->refusal != NULL)
    return TRUE;
  booking.offer = outcome->offer;
  fill_booking (&booking, context, outcome->calendar);
  response = request->answer (outcome->calendar, &booking.booked, request->user_data);
  became = write_booking (context, &booking, response, error);
  if (g_strcmp0 (became, "made") == 0)
    outcome->response = g_steal_pointer (&response);
  else if (g_strcmp0 (became, "taken") == 0)
    outcome->refusal = "taken";
  return became != NULL;
}

gboolean
salon_server_book (SalonServerContext *context,
                   const SalonServerBookRequest *request,
                   SalonServerBookOutcome *outcome,
                   GError **error)
{
  for (int i = 0; i < MOST_LOOKS; i++)
    {
      if (i > 0)
        salon_server_cache_drop (context->shared->cache, SALON_SERVER_TOPIC_CATALOGUE);
      if (!try_to_book (context, request, outcome, error))
        return FALSE;
      if (outcome->refusal != NULL)
        return TRUE;
      if (outcome->response == NULL)
        continue;
      salon_server_cache_drop (context->shared->cache, SALON_SERVER_TOPIC_DAYS);
      salon_server_measures_add (context->measures, SALON_SERVER_COUNT_BOOKINGS, 1);
      return TRUE;
    }
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAVAILABLE,
                       "The service is being changed. Please try again.");
  return FALSE;
}
