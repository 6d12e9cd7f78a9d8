/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A booking on its way from a typed line to the editor: what the line says, whom and what it may
 * mean, and what the owner has chosen where it may mean several. Her choices are kept while she goes
 * on typing, for as long as the word they were about stands in the line.
 *
 * Reads bounded things on the main thread: eight clients, and the bookings of the weeks in which free
 * times are looked for, which are kept. Nothing is ever saved from here.
 */
#pragma once

#include "common/salon-session.h"
#include "core/salon-booking-phrase.h"

G_BEGIN_DECLS

#define SALON_FINDER_WISH_MOST_CLIENTS 8
#define SALON_FINDER_WISH_MOST_TIMES 3

typedef enum
{
  SALON_FINDER_WHO_NOBODY,  /* no name in the line */
  SALON_FINDER_WHO_FOUND,   /* one client of the salon, found or chosen */
  SALON_FINDER_WHO_SEVERAL, /* the owner has to say which */
  SALON_FINDER_WHO_NEW,
} SalonFinderWho;

#define SALON_TYPE_FINDER_WISH (salon_finder_wish_get_type ())
G_DECLARE_FINAL_TYPE (SalonFinderWish, salon_finder_wish, SALON, FINDER_WISH, GObject)

SalonFinderWish *salon_finder_wish_new (SalonSession *session);
void salon_finder_wish_read (SalonFinderWish *self, const char *line);
/* Of the last line that was read; never NULL after the first. */
const SalonBookingPhrase *salon_finder_wish_get_phrase (SalonFinderWish *self);

SalonFinderWho salon_finder_wish_get_who (SalonFinderWish *self);
/* SalonClient; best first. Those that fit the name, whoever is chosen. */
GPtrArray *salon_finder_wish_get_clients (SalonFinderWish *self);
SalonClient *salon_finder_wish_get_client (SalonFinderWish *self); /* of FOUND, else NULL */
/* NULL: a new client. */
void salon_finder_wish_choose_client (SalonFinderWish *self, SalonClient *client);

/* Of the phrase's mention at @index: the service it means, or NULL while that is open. */
SalonService *salon_finder_wish_get_service (SalonFinderWish *self, guint index);
void salon_finder_wish_choose_service (SalonFinderWish *self, guint index, SalonService *service);
/* The first mention that the owner has to decide; -1: none. */
int salon_finder_wish_find_open (SalonFinderWish *self);
/* Takes the day that may be meant as well for the one that is meant. */
void salon_finder_wish_swap_days (SalonFinderWish *self);
void
salon_finder_wish_get_days (SalonFinderWish *self, SalonDay *from, SalonDay *to, SalonDay *other);

int salon_finder_wish_get_duration (
  SalonFinderWish *self); /* minutes; half an hour without a service */
gint64 salon_finder_wish_get_price (SalonFinderWish *self);
/* Free starts (SalonMoment), best first; none while a service is open. */
GArray *salon_finder_wish_list_times (SalonFinderWish *self);
/* Had the days that were asked for no time left, so that the last list has only later ones? */
gboolean salon_finder_wish_is_later (SalonFinderWish *self);
/* Why the time that was said is not among them; NULL: it is, or none was said. */
char *salon_finder_wish_explain_time (SalonFinderWish *self);

/* The target of "win.book" for a start at @day and @minute, SALON_DAY_NONE and -1: not chosen. */
GVariant *salon_finder_wish_make_target (SalonFinderWish *self, SalonDay day, int minute);

G_END_DECLS
