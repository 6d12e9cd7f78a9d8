/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-book.h"

#include "core/salon-instant.h"
#include "core/salon-money.h"
#include "core/salon-phone.h"
#include "core/salon-text.h"
#include "salon-booking-token.h"
#include "salon-secret.h"
#include "salon-server-book-queue.h"
#include "salon-server-booking.h"
#include "salon-server-transaction.h"

#define WRITER "web"
#define CHAIR_TAKEN "23P01"
#define SENT_BEFORE "23505"
/* How often a service may be changed under somebody who books it. */
#define MOST_LOOKS 3

typedef struct
{
  const SalonServerBookRequest *request;
  const SalonServerChoice *choice;
  const SalonServerOffer *offer; /* the whole of it */
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
  g_clear_pointer (&self->choice, salon_server_choice_free);
  g_clear_pointer (&self->calendar, salon_server_calendar_unref);
  self->refusal = NULL;
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
  };
  self->booked.token = salon_booking_token_new (context->configuration, self->booked.id);
  if (self->booked.hold_expires_at != 0)
    self->hold = salon_instant_to_wire (self->booked.hold_expires_at);
  self->token_digest = salon_secret_digest (self->booked.token);
}

/* As PostgreSQL reads an array of ids or numbers. */
static char *
write_array (GPtrArray *texts)
{
  g_autoptr (GString) text = g_string_new ("{");

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", (const char *) texts->pdata[i]);
  g_string_append_c (text, '}');
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The booking, the secret that opens it and the answer that is kept, with those who book just now. */
static const char *
write_for_endpoint (SalonServerContext *context,
                    Booking *booking,
                    const SalonServerResponse *response,
                    GError **error)
{
  const SalonServerOffer *offer = booking->offer;
  const SalonServerBookRequest *request = booking->request;
  g_autofree char *staff = write_array (booking->staff);
  g_autofree char *length = g_strdup_printf ("%d", offer->duration_minutes);
  g_autofree char *before = g_strdup_printf ("%d", offer->buffer_before_minutes);
  g_autofree char *after = g_strdup_printf ("%d", offer->buffer_minutes);
  g_autofree char *price = salon_money_to_wire (offer->price_cents);
  g_autofree char *body =
    g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  SalonServerBookWish wish = {
    .columns = {
      [SALON_SERVER_BOOK_ID] = booking->booked.id,
      [SALON_SERVER_BOOK_DIGEST] = booking->token_digest,
      [SALON_SERVER_BOOK_SERVICE] = offer->service_id,
      [SALON_SERVER_BOOK_LENGTH] = length,
      [SALON_SERVER_BOOK_BEFORE] = before,
      [SALON_SERVER_BOOK_AFTER] = after,
      [SALON_SERVER_BOOK_PRICE] = price,
      [SALON_SERVER_BOOK_CHAIRS] = staff,
      [SALON_SERVER_BOOK_DATE] = booking->date,
      [SALON_SERVER_BOOK_TIME] = booking->time,
      [SALON_SERVER_BOOK_NAME] = booking->name,
      [SALON_SERVER_BOOK_EMAIL] = booking->email,
      [SALON_SERVER_BOOK_PHONE] = booking->phone,
      [SALON_SERVER_BOOK_NOTES] = request->notes,
      [SALON_SERVER_BOOK_STATE] = booking->booked.status,
      [SALON_SERVER_BOOK_HOLD] = booking->hold,
      [SALON_SERVER_BOOK_WRITER] = WRITER,
      [SALON_SERVER_BOOK_KEY] = request->key,
      [SALON_SERVER_BOOK_TYPE] = response->type,
      [SALON_SERVER_BOOK_ANSWER] = request->key != NULL ? body : NULL,
    },
    .from = request->start - offer->buffer_before_minutes,
    .until = request->start + offer->duration_minutes + offer->buffer_minutes,
  };

  return salon_server_book_queue_write (context, &wish, error);
}

typedef int (*GetNumber) (const SalonServerOffer *offer);

static int
get_length (const SalonServerOffer *offer)
{
  return offer->duration_minutes;
}

static int
get_before (const SalonServerOffer *offer)
{
  return offer->buffer_before_minutes;
}

static int
get_after (const SalonServerOffer *offer)
{
  return offer->buffer_minutes;
}

static char *
write_numbers (const SalonServerChoice *choice, GetNumber get)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < choice->parts->len; i++)
    g_ptr_array_add (texts, g_strdup_printf ("%d", get (choice->parts->pdata[i])));
  return write_array (texts);
}

static char *
write_services (const SalonServerChoice *choice, char **prices)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < choice->parts->len; i++)
    {
      const SalonServerOffer *offer = choice->parts->pdata[i];

      g_ptr_array_add (ids, offer->service_id);
      g_ptr_array_add (texts, salon_money_to_wire (offer->price_cents));
    }
  *prices = write_array (texts);
  return write_array (ids);
}

/* The same with a line for each service; what is kept is whose booking it became. */
static PGresult *
write_for_page (SalonServerContext *context, Booking *booking, GError **error)
{
  static const char sql[] =
    "SELECT salon.book_visit ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
    " $16, $17, $18, $19, $20)";
  const SalonServerBookForm *form = booking->request->form;
  g_autofree char *prices = NULL;
  g_autofree char *services = write_services (booking->choice, &prices);
  g_autofree char *lengths = write_numbers (booking->choice, get_length);
  g_autofree char *befores = write_numbers (booking->choice, get_before);
  g_autofree char *afters = write_numbers (booking->choice, get_after);
  g_autofree char *staff = write_array (booking->staff);
  const char *const values[] = {
    booking->booked.id,
    booking->token_digest,
    services,
    lengths,
    befores,
    afters,
    prices,
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
    form->key,
    form->language,
    form->wants_reminders ? "true" : "false",
  };

  return salon_server_transaction_query (context, sql, G_N_ELEMENTS (values), values, error);
}

/* "made", or why not. */
static char *
write_visit (SalonServerContext *context, Booking *booking, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (PGresult) rows = write_for_page (context, booking, &fault);
  const char *state;

  if (rows != NULL)
    return g_strdup (PQgetvalue (rows, 0, 0));
  state = context->database != NULL ? salon_connection_get_sqlstate (context->database) : "";
  /* Somebody was quicker between the look and the writing. */
  if (g_str_equal (state, CHAIR_TAKEN))
    return g_strdup ("taken");
  if (g_str_equal (state, SENT_BEFORE))
    return g_strdup ("again");
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

static gboolean
is_as_shown (const SalonServerBookForm *form, const SalonServerOffer *offer)
{
  return form == NULL
         || (form->shown_price_cents == offer->price_cents
             && form->shown_minutes == offer->duration_minutes);
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
  outcome->choice = salon_server_choice_new (outcome->calendar, request->service_ids, error);
  if (outcome->choice == NULL)
    return FALSE;
  if (!is_as_shown (request->form, &outcome->choice->whole))
    {
      outcome->refusal = "changed";
      return TRUE;
    }
  outcome->refusal =
    salon_server_booking_explain (context, outcome->calendar, &outcome->choice->whole,
                                  request->start, &booking.staff, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (outcome->refusal != NULL)
    return TRUE;
  booking.choice = outcome->choice;
  booking.offer = &outcome->choice->whole;
  fill_booking (&booking, context, outcome->calendar);
  response = request->answer (outcome->calendar, &booking.booked, request->user_data);
  became = request->form != NULL
             ? write_visit (context, &booking, error)
             : g_strdup (write_for_endpoint (context, &booking, response, error));
  if (g_strcmp0 (became, "made") == 0)
    outcome->response = g_steal_pointer (&response);
  else if (g_strcmp0 (became, "taken") == 0)
    outcome->refusal = "taken";
  else if (g_strcmp0 (became, "again") == 0)
    outcome->refusal = "again";
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
      salon_server_calendar_forget (context->shared->cache, &outcome->choice->whole,
                                    request->start);
      salon_server_measures_add (context->measures, SALON_SERVER_COUNT_BOOKINGS, 1);
      return TRUE;
    }
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_UNAVAILABLE,
                       "The service is being changed. Please try again.");
  return FALSE;
}
