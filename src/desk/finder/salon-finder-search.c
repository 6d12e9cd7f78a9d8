/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the line reads as a booking, what is still open comes first: the service that several fit,
 * then the client; then the free times. Otherwise a day comes first, then people.
 */
#include "salon-finder-search.h"

#include "bookings/salon-client-row.h"
#include "calendar/salon-booking-words.h"
#include "clients/salon-visit-words.h"
#include "common/salon-format.h"
#include "common/salon-gift-card-words.h"
#include "core/salon-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_SERVICES 6
#define MOST_CLIENTS 4
#define MOST_CLIENTS_WITH_BOOKINGS 2
#define MOST_BOOKINGS 4
#define BOOKINGS_READ 12
#define MOST_GIFT_CARDS 4
/* Fewer letters begin a word of half of all cards. */
#define GIFT_CARD_LETTERS 3

typedef struct
{
  SalonSession *session;
  SalonFinderWish *wish;
  SalonFinderActions *actions;
  const SalonBookingPhrase *phrase;
  const char *line;
  GPtrArray *results;
} Search;

static SalonFinderResult *
add (Search *self,
     SalonFinderSection section,
     const char *heading,
     const char *icon_name,
     char *title,
     char *subtitle)
{
  SalonFinderResult *result =
    salon_finder_result_new (section, heading, icon_name, title, subtitle);

  g_ptr_array_add (self->results, result);
  return result;
}

static char *
describe_service (Search *self, SalonService *service)
{
  const SalonServiceFields *fields = salon_service_get_fields (service);
  g_autofree char *duration = salon_format_duration (fields->duration_minutes);
  g_autofree char *price = salon_format_money (self->session, fields->price_cents);

  return g_strdup_printf ("%s · %s", duration, price);
}

/* A booking to make */

static void
add_which_service (Search *self, guint index)
{
  SalonServiceMention *mention = g_ptr_array_index (self->phrase->mentions, index);
  g_autofree char *said =
    g_strndup (self->phrase->text + mention->start, mention->end - mention->start);
  /* Translators: what the owner typed and several services fit: Which “gel”? */
  g_autofree char *heading = g_strdup_printf (_ ("Which “%s”?"), said);

  for (guint i = 0; i < mention->services->len && i < MOST_SERVICES; i++)
    {
      SalonService *service = g_ptr_array_index (mention->services, i);
      SalonFinderResult *result =
        add (self, SALON_FINDER_SECTION_WHICH_SERVICE, heading, "view-list-bullet-symbolic",
             g_strdup (salon_service_get_fields (service)->name), describe_service (self, service));

      result->service = g_object_ref (service);
      result->mention = index;
    }
}

static void
add_which_client (Search *self)
{
  GPtrArray *clients = salon_finder_wish_get_clients (self->wish);
  const char *said = *self->phrase->client != '\0' ? self->phrase->client : self->phrase->phone;
  g_autofree char *heading = g_strdup_printf (_ ("Which “%s”?"), said);

  for (guint i = 0; i < clients->len && i < MOST_CLIENTS; i++)
    {
      SalonClient *client = g_ptr_array_index (clients, i);
      SalonFinderResult *result =
        add (self, SALON_FINDER_SECTION_WHICH_CLIENT, heading, "avatar-default-symbolic",
             g_strdup (salon_client_get_fields (client)->name),
             salon_client_row_describe (self->session, client));

      result->client = g_object_ref (client);
    }
  add (self, SALON_FINDER_SECTION_WHICH_CLIENT, heading, "contact-new-symbolic",
       g_strdup_printf (_ ("“%s”"), said), g_strdup (_ ("New client")));
}

static char *
describe_wish (Search *self)
{
  g_autofree char *duration = salon_format_duration (salon_finder_wish_get_duration (self->wish));
  g_autofree char *price =
    salon_format_money (self->session, salon_finder_wish_get_price (self->wish));

  return self->phrase->mentions->len > 0 ? g_strdup_printf ("%s · %s", duration, price)
                                         : g_strdup (duration);
}

static void
add_time (Search *self, SalonMoment start)
{
  SalonDay day = salon_moment_get_day (start);
  int minute = salon_moment_get_minute (start);
  int end = (minute + salon_finder_wish_get_duration (self->wish)) % SALON_DAY_MINUTES;
  g_autofree char *date = salon_format_day (day, SALON_DAY_STYLE_WITHOUT_YEAR);
  g_autofree char *from = salon_format_minute (minute);
  g_autofree char *to = salon_format_minute (end);
  g_autofree char *when = g_strdup_printf ("%s, %s – %s", date, from, to);
  SalonFinderResult *result =
    add (self, SALON_FINDER_SECTION_BOOK, _ ("Book"), "appointment-new-symbolic",
         salon_format_heading (when), describe_wish (self));

  salon_finder_result_set_action (result, "win.book",
                                  salon_finder_wish_make_target (self->wish, day, minute));
}

static void
add_times (Search *self)
{
  g_autoptr (GArray) times = salon_finder_wish_list_times (self->wish);
  SalonFinderResult *result = NULL;
  SalonDay from;
  SalonDay to;
  SalonDay other;

  for (guint i = 0; i < times->len; i++)
    add_time (self, g_array_index (times, SalonMoment, i));
  salon_finder_wish_get_days (self->wish, &from, &to, &other);
  result = add (self, SALON_FINDER_SECTION_BOOK, _ ("Book"), "document-edit-symbolic",
                g_strdup (_ ("Another Time…")), g_strdup (_ ("Choose it in the booking")));
  salon_finder_result_set_action (result, "win.book",
                                  salon_finder_wish_make_target (self->wish, from, -1));
}

static void
add_booking_to_make (Search *self)
{
  int open = salon_finder_wish_find_open (self->wish);

  if (open >= 0)
    {
      add_which_service (self, (guint) open);
      return;
    }
  if (salon_finder_wish_get_who (self->wish) == SALON_FINDER_WHO_SEVERAL)
    add_which_client (self);
  add_times (self);
}

/* A day */

static void
add_day (Search *self, SalonDay day)
{
  g_autofree char *date = salon_format_day (day, SALON_DAY_STYLE_LONG);
  SalonFinderResult *result =
    add (self, SALON_FINDER_SECTION_CALENDAR, _ ("Calendar"), "x-office-calendar-symbolic",
         salon_format_heading (date), g_strdup (_ ("Show in the calendar")));

  salon_finder_result_set_action (result, "win.show-day", g_variant_new_int32 (day));
}

static void
add_days (Search *self)
{
  SalonDay from;
  SalonDay to;
  SalonDay other;

  salon_finder_wish_get_days (self->wish, &from, &to, &other);
  if (from == SALON_DAY_NONE)
    return;
  add_day (self, from);
  if (other != SALON_DAY_NONE)
    add_day (self, other);
}

/* People and their bookings */

static void
add_clients (Search *self)
{
  GPtrArray *clients = salon_finder_wish_get_clients (self->wish);

  for (guint i = 0; i < clients->len && i < MOST_CLIENTS; i++)
    {
      SalonClient *client = g_ptr_array_index (clients, i);
      const SalonClientFields *fields = salon_client_get_fields (client);
      SalonFinderResult *result =
        add (self, SALON_FINDER_SECTION_CLIENTS, _ ("Clients"), "avatar-default-symbolic",
             g_strdup (fields->name), salon_client_row_describe (self->session, client));

      salon_finder_result_set_action (result, "win.show-client", g_variant_new_string (fields->id));
    }
}

/* Nobody is called that: whoever is on the phone is new. */
static void
add_new_client (Search *self)
{
  const char *said = *self->phrase->client != '\0' ? self->phrase->client : self->phrase->phone;
  SalonFinderResult *result =
    add (self, SALON_FINDER_SECTION_CLIENTS, _ ("Clients"), "contact-new-symbolic",
         g_strdup_printf (_ ("New booking for “%s”"), said), g_strdup (_ ("New client")));

  salon_finder_result_set_action (result, "win.book",
                                  salon_finder_wish_make_target (self->wish, SALON_DAY_NONE, -1));
}

static void
add_booking (Search *self, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autofree char *services = salon_booking_words_services (booking);
  g_autofree char *when = salon_visit_words_when (salon_moment (fields->day, fields->minute));
  SalonFinderResult *result =
    add (self, SALON_FINDER_SECTION_BOOKINGS, _ ("Bookings"), "alarm-symbolic",
         g_strdup (salon_booking_words_get_name (booking)),
         g_strdup_printf ("%s · %s · %s", when, services,
                          salon_booking_words_get_status (fields->status)));

  salon_finder_result_set_action (result, "win.edit-booking", g_variant_new_string (fields->id));
}

static gboolean
is_meant (Search *self, SalonBooking *booking, SalonDay from, SalonDay to)
{
  SalonDay day = salon_booking_get_fields (booking)->day;

  return from == SALON_DAY_NONE || (day >= from && day < to);
}

/* The next one, and the last one before it. @bookings: latest first. */
static guint
add_next_and_last (Search *self, GPtrArray *bookings)
{
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  SalonBooking *next = NULL;
  SalonBooking *last = NULL;

  for (guint i = 0; i < bookings->len && last == NULL; i++)
    {
      SalonBooking *booking = g_ptr_array_index (bookings, i);

      if (salon_booking_get_fields (booking)->day >= today)
        next = booking;
      else
        last = booking;
    }
  if (next != NULL)
    add_booking (self, next);
  if (last != NULL)
    add_booking (self, last);
  return (next != NULL) + (last != NULL);
}

static void
add_bookings_of_clients (Search *self)
{
  GPtrArray *clients = salon_finder_wish_get_clients (self->wish);
  guint n = 0;
  SalonDay from;
  SalonDay to;
  SalonDay other;

  salon_finder_wish_get_days (self->wish, &from, &to, &other);
  for (guint i = 0; i < clients->len && i < MOST_CLIENTS_WITH_BOOKINGS && n < MOST_BOOKINGS; i++)
    {
      const char *id = salon_client_get_fields (g_ptr_array_index (clients, i))->id;
      g_autoptr (GPtrArray) bookings =
        salon_reader_list_client_bookings (salon_session_get_reader (self->session), id,
                                           BOOKINGS_READ, NULL);

      if (bookings == NULL)
        continue;
      if (from == SALON_DAY_NONE)
        n += add_next_and_last (self, bookings);
      for (guint b = 0; from != SALON_DAY_NONE && b < bookings->len && n < MOST_BOOKINGS; b++)
        if (is_meant (self, g_ptr_array_index (bookings, b), from, to))
          {
            add_booking (self, g_ptr_array_index (bookings, b));
            n++;
          }
    }
}

/* What is booked on the day that the line names, from now on if that is today. */
static void
add_bookings_of_day (Search *self)
{
  SalonMoment now = salon_session_get_now (self->session);
  g_autoptr (GPtrArray) bookings = NULL;
  guint n = 0;
  SalonDay from;
  SalonDay to;
  SalonDay other;

  salon_finder_wish_get_days (self->wish, &from, &to, &other);
  if (from == SALON_DAY_NONE)
    return;
  bookings = salon_reader_list_bookings (salon_session_get_reader (self->session), from, from + 1,
                                         SALON_BOOKINGS_WITHOUT_CANCELLED, NULL);
  for (guint i = 0; bookings != NULL && i < bookings->len && n < MOST_BOOKINGS; i++)
    {
      SalonBooking *booking = g_ptr_array_index (bookings, i);

      if (salon_booking_get_visit (booking).end < now && from == salon_moment_get_day (now))
        continue;
      add_booking (self, booking);
      n++;
    }
}

/* Gift cards */

static void
add_gift_card (Search *self, SalonGiftCard *card)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  g_autofree char *words = salon_gift_card_words_for_card (self->session, card);
  SalonFinderResult *result =
    add (self, SALON_FINDER_SECTION_GIFT_CARDS, _ ("Gift Cards"),
         salon_gift_card_words_get_icon (salon_gift_card_get_state (card, today)),
         /* Translators: the code of a gift card, for whom it is */
         g_strdup_printf (C_ ("gift card", "%s, for %s"), fields->code, fields->recipient_name),
         g_steal_pointer (&words));

  salon_finder_result_set_action (result, "win.show-gift-card", g_variant_new_string (fields->id));
}

/* How many there are. */
static guint
add_gift_cards (Search *self)
{
  g_autoptr (GPtrArray) cards = NULL;

  if (g_utf8_strlen (self->line, -1) < GIFT_CARD_LETTERS)
    return 0;
  cards = salon_reader_search_gift_cards (salon_session_get_reader (self->session), self->line,
                                          MOST_GIFT_CARDS, NULL);
  for (guint i = 0; cards != NULL && i < cards->len; i++)
    add_gift_card (self, g_ptr_array_index (cards, i));
  return cards != NULL ? cards->len : 0;
}

/* Services and actions */

static gboolean
has_service (GPtrArray *services, SalonService *service)
{
  return g_ptr_array_find (services, service, NULL);
}

/* Those that the line names, and those whose name it begins: "ma" is not yet a word of a booking. */
static GPtrArray *
find_services (Search *self)
{
  GListModel *model = salon_session_get_services (self->session);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *folded = salon_text_fold (self->line);

  for (guint i = 0; i < self->phrase->mentions->len; i++)
    {
      SalonServiceMention *mention = g_ptr_array_index (self->phrase->mentions, i);

      for (guint n = 0; n < mention->services->len; n++)
        if (!has_service (found, g_ptr_array_index (mention->services, n)))
          g_ptr_array_add (found, g_object_ref (g_ptr_array_index (mention->services, n)));
    }
  for (guint i = 0; found->len == 0 && *folded != '\0' && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SalonService) service = g_list_model_get_item (model, i);
      g_autofree char *name = salon_text_fold (salon_service_get_fields (service)->name);

      if (g_str_has_prefix (name, folded))
        g_ptr_array_add (found, g_steal_pointer (&service));
    }
  return found;
}

static void
add_services (Search *self)
{
  g_autoptr (GPtrArray) services = find_services (self);

  for (guint i = 0; i < services->len && i < MOST_SERVICES; i++)
    {
      SalonService *service = g_ptr_array_index (services, i);
      const SalonServiceFields *fields = salon_service_get_fields (service);
      SalonFinderResult *result =
        add (self, SALON_FINDER_SECTION_SERVICES, _ ("Services"), "view-list-bullet-symbolic",
             g_strdup (fields->name), describe_service (self, service));

      salon_finder_result_set_action (result, "win.page-action",
                                      g_variant_new ("(sss)", "services", "services.edit",
                                                     fields->id));
    }
}

static void
add_actions (Search *self)
{
  g_autoptr (GPtrArray) actions = salon_finder_actions_find (self->actions, self->line);

  for (guint i = 0; i < actions->len; i++)
    {
      SalonFinderAction *action = g_ptr_array_index (actions, i);
      SalonFinderResult *result = add (self, SALON_FINDER_SECTION_ACTIONS, _ ("Actions"),
                                       action->icon_name, g_strdup (action->title), NULL);

      result->accelerator = action->accelerator;
      salon_finder_result_set_action (result, action->name, action->target);
    }
}

static void
add_everything (Search *self)
{
  gboolean has_client = salon_finder_wish_get_who (self->wish) != SALON_FINDER_WHO_NOBODY;
  gboolean is_booking = salon_finder_search_is_booking (self->wish, self->actions, self->line);
  guint n_cards = 0;

  if (is_booking)
    add_booking_to_make (self);
  else if (!has_client)
    add_days (self);
  add_clients (self);
  if (has_client)
    add_bookings_of_clients (self);
  else
    add_bookings_of_day (self);
  if (!is_booking)
    {
      n_cards = add_gift_cards (self);
      add_services (self);
    }
  add_actions (self);
  if (is_booking || has_client)
    add_days (self);
  if (has_client && self->results->len == n_cards)
    add_new_client (self);
}

gboolean
salon_finder_search_is_booking (SalonFinderWish *wish,
                                SalonFinderActions *actions,
                                const char *line)
{
  g_return_val_if_fail (SALON_IS_FINDER_WISH (wish), FALSE);

  const SalonBookingPhrase *phrase = salon_finder_wish_get_phrase (wish);
  g_autoptr (GPtrArray) named = NULL;

  if (!salon_booking_phrase_is_booking (phrase))
    return FALSE;
  if (phrase->mentions->len > 0 || salon_finder_wish_get_who (wish) != SALON_FINDER_WHO_NEW)
    return TRUE;
  named = salon_finder_actions_find (actions, line);
  return named->len == 0;
}

GPtrArray *
salon_finder_search_run (SalonSession *session,
                         SalonFinderWish *wish,
                         SalonFinderActions *actions,
                         const char *line)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (SALON_IS_FINDER_WISH (wish), NULL);
  g_return_val_if_fail (SALON_IS_FINDER_ACTIONS (actions), NULL);
  g_return_val_if_fail (line != NULL, NULL);

  Search self = { .session = session,
                  .wish = wish,
                  .actions = actions,
                  .phrase = salon_finder_wish_get_phrase (wish),
                  .line = line };

  self.results = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_finder_result_free);
  add_everything (&self);
  return self.results;
}
