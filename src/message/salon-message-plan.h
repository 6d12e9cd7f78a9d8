/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is due: what is to be told to whom, when, and why something is not told.
 *
 * The plan is a function of the salon as it is now: bookings, gift cards, the rows of what was told and
 * of what somebody wished to tell, the settings, and the hour. It stores nothing. Whoever sends makes it
 * anew and claims each row before sending.
 *
 * A reminder, the thanks and a card's last days have no row before they are claimed; a confirmation, a
 * change, a cancellation and a voucher are wishes: rows that are pending. Each is due at an instant and
 * worth sending until another.
 *
 * A reminder is due at the same time on the wall clock, hours before the visit. Where that falls into
 * quiet hours it goes to their nearer end: half an hour before they begin, or when they are over, as
 * long as an hour is left until the visit; half an hour before it, it is too late. Whoever has booked or was told of a change less than two
 * hours before that, or later, gets none: she knows. Thanks and what was wished by SMS wait until quiet
 * hours are over; what was wished by mail goes out at any hour, for a mail wakes nobody.
 *
 * Visits of one day that follow one another within half an hour, and whose messages go to one number or
 * address, are told in one message.
 *
 * Instants are Unix seconds; wall times are SalonMoments in the salon's zone. Pure; any thread. A plan
 * borrows from its material and its settings, which have to outlive it.
 */
#pragma once

#include "core/salon-day.h"
#include "core/salon-message-ledger.h"

#include "salon-message-settings.h"

G_BEGIN_DECLS

/**
 * SalonMessageVerdict:
 * @SALON_MESSAGE_DUE: to be sent now
 * @SALON_MESSAGE_COMING: at due_at, when everything stays as it is
 * @SALON_MESSAGE_NOT_SENT: see why
 */
typedef enum
{
  SALON_MESSAGE_DUE,
  SALON_MESSAGE_COMING,
  SALON_MESSAGE_NOT_SENT,
} SalonMessageVerdict;

typedef enum
{
  SALON_MESSAGE_WHY_NOTHING,      /* it is sent */
  SALON_MESSAGE_WHY_OFF,          /* the owner does not want messages of this kind */
  SALON_MESSAGE_WHY_NO_CONSENT,   /* the client does not want to be told by this medium */
  SALON_MESSAGE_WHY_NO_ADDRESS,   /* there is no number, no mail address, or it cannot be right */
  SALON_MESSAGE_WHY_GONE,         /* the booking or card is not there any more */
  SALON_MESSAGE_WHY_CANCELLED,    /* the visit is cancelled, or she did not come */
  SALON_MESSAGE_WHY_STANDS,       /* a cancellation of a visit that stands again */
  SALON_MESSAGE_WHY_MOVED,        /* the visit is at another time than the message says */
  SALON_MESSAGE_WHY_UNCONFIRMED,  /* the salon has not confirmed the visit yet */
  SALON_MESSAGE_WHY_TOO_LATE,     /* the visit has begun, or no permitted hour is left before it */
  SALON_MESSAGE_WHY_SHORT_NOTICE, /* she booked so late that she knows */
  SALON_MESSAGE_WHY_TOGETHER,     /* told with another: see part_of */
  SALON_MESSAGE_WHY_COMES_AGAIN,  /* no thanks: she has the next visit on the same day */
  SALON_MESSAGE_WHY_USED,         /* the card is empty, void or past its last day */
} SalonMessageWhy;
#define SALON_N_MESSAGE_WHYS (SALON_MESSAGE_WHY_USED + 1)

/* The word for the column error_message of what is skipped: "moved"; static. */
const char *salon_message_why_to_word (SalonMessageWhy why);
/* FALSE for a text that is none of them. */
gboolean salon_message_why_from_word (const char *word, SalonMessageWhy *why);

/**
 * SalonPlannedMessage:
 * @row: (nullable): the row that is pending; NULL: it has none yet, claiming makes it
 * @starts_at: of the row: the first booking's wall time, "2026-03-12T14:30"; of a card its last day,
 *   "2027-03-12"; a voucher's: "" where the row has none
 * @recipient: number in E.164, or mail address; "" when there is none
 * @due_at: when it goes out; of what is not sent, when it would have
 * @until: from then on it is never sent
 * @bookings: (element-type SalonMessageBooking): the one it is about, then those told with it, in the
 *   order of their times; empty for a card, or when the booking is gone
 * @card: (nullable): the gift card it is about
 * @part_of: (nullable): with SALON_MESSAGE_WHY_TOGETHER: the message that tells it
 * @order: in which they were written down; settles who comes first at one instant
 * @link: (nullable): where {link} leads; %NULL: to the salon's web page. Never of a plan's: see
 *   salon_message_round_set_link()
 */
typedef struct _SalonPlannedMessage SalonPlannedMessage;
struct _SalonPlannedMessage
{
  SalonMessageKind kind;
  SalonMessageMedium medium;
  SalonMessageVerdict verdict;
  SalonMessageWhy why;
  const SalonMessageRow *row;
  char *starts_at;
  char *recipient;
  SalonLanguage language;
  gint64 due_at;
  gint64 until;
  GPtrArray *bookings;
  const SalonMessageCard *card;
  SalonPlannedMessage *part_of;
  guint order;
  const char *link;
};

/**
 * SalonMessagePlan:
 * @messages: (element-type SalonPlannedMessage): by due_at; those told with another come right after it
 * @next_at: when the first of what is coming is due; 0: nothing is
 */
typedef struct
{
  GPtrArray *messages;
  gint64 next_at;
} SalonMessagePlan;

/* Where a message goes that somebody with this number or address gets: in E.164, if it takes SMS; NULL:
 * nowhere. @text: (nullable) */
char *salon_message_plan_dup_recipient (SalonMessageMedium medium, const char *text);

/**
 * salon_message_plan_new:
 * @material: as the ledger has read it
 * @settings: read from the same material
 * @now: Unix seconds
 * @zone: the salon's
 *
 * Rows that are sent, failed, skipped, claimed or unknown are not planned: they are what the ledger
 * says. What is not sent and has a row may be dropped, unless the visit is merely not confirmed yet; of
 * what has none, only what is too late, so that it is seen: all else may change its mind.
 */
SalonMessagePlan *salon_message_plan_new (const SalonMessageMaterial *material,
                                          SalonMessageSettings *settings,
                                          gint64 now,
                                          GTimeZone *zone);
/* Is it over with this message, so that it may be put down as skipped? */
gboolean salon_planned_message_is_over (const SalonPlannedMessage *message);
void salon_message_plan_free (SalonMessagePlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonMessagePlan, salon_message_plan_free)

G_END_DECLS
