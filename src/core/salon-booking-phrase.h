/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of French or English as a wish for a booking: "marie durand gel + sourcils jeudi aprem".
 * Days and times, services and phone numbers are recognised; what is left is the client's name.
 *
 * Nothing is guessed silently: every word that was understood is told with its place in the line, a
 * service that several fit has all of them, and a day that may be another one says so. The reading of
 * a reading's own `text` is the same. Pure: the services and the time come in.
 */
#pragma once

#include "salon-phrase-clock.h"
#include "salon-phrase-day.h"
#include "salon-service-vocabulary.h"

G_BEGIN_DECLS

/* Bytes [start, end) of the line that were understood together. */
typedef struct
{
  SalonPhraseKind kind;
  gsize start;
  gsize end;
} SalonPhrasePart;

typedef struct
{
  char *text;          /* the line that was read: valid UTF-8, bounded */
  char *client;        /* "" : nothing that could be a name */
  char *phone;         /* nullable, E.164 */
  GPtrArray *mentions; /* SalonServiceMention, as they were said */
  SalonPhraseDay day;
  SalonPhraseClock clock;
  gboolean asks; /* "rdv", "book": says by itself that it is about a booking */
  GArray *parts; /* SalonPhrasePart, ascending; they do not overlap */
} SalonBookingPhrase;

/* @line: any bytes. */
SalonBookingPhrase *
salon_booking_phrase_new (const char *line, SalonServiceVocabulary *services, SalonMoment now);
void salon_booking_phrase_free (SalonBookingPhrase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonBookingPhrase, salon_booking_phrase_free)

gboolean salon_booking_phrase_has_day (const SalonBookingPhrase *self);
/* A time, or a part of the day. */
gboolean salon_booking_phrase_has_time (const SalonBookingPhrase *self);
/* Does it read as a booking? Two of who, what and when, or one and the word for it. */
gboolean salon_booking_phrase_is_booking (const SalonBookingPhrase *self);

G_END_DECLS
