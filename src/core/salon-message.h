/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is told to a client: the words of the columns `channel` (what for), `type` (by what means) and
 * `status` of the table notifications, which keep the meaning that the seed gave them.
 */
#pragma once

#include <glib-object.h>

#include "salon-booking-status.h"

G_BEGIN_DECLS

/**
 * SalonMessageKind:
 * @SALON_MESSAGE_CONFIRMATION: "confirmation": the visit is agreed
 * @SALON_MESSAGE_CHANGE: "change": the visit was moved
 * @SALON_MESSAGE_CANCELLATION: "cancellation": the visit does not take place
 * @SALON_MESSAGE_REMINDER: "reminder": the visit is tomorrow
 * @SALON_MESSAGE_VOUCHER: "voucher": a gift card, its paper attached
 * @SALON_MESSAGE_EXPIRY: "expiry": a gift card with money on it that will soon be void
 * @SALON_MESSAGE_THANKS: "thanks": after the visit
 */
typedef enum
{
  SALON_MESSAGE_CONFIRMATION,
  SALON_MESSAGE_CHANGE,
  SALON_MESSAGE_CANCELLATION,
  SALON_MESSAGE_REMINDER,
  SALON_MESSAGE_VOUCHER,
  SALON_MESSAGE_EXPIRY,
  SALON_MESSAGE_THANKS,
} SalonMessageKind;
#define SALON_N_MESSAGE_KINDS (SALON_MESSAGE_THANKS + 1)

/* By what means: "sms", "email". */
typedef enum
{
  SALON_MESSAGE_SMS,
  SALON_MESSAGE_EMAIL,
} SalonMessageMedium;
#define SALON_N_MESSAGE_MEDIA (SALON_MESSAGE_EMAIL + 1)

/**
 * SalonMessageStatus:
 * @SALON_MESSAGE_PENDING: "pending": to be sent when it is due
 * @SALON_MESSAGE_SENDING: "sending": a sender has claimed it, until its lease is over
 * @SALON_MESSAGE_SENT: "sent": the provider has taken it
 * @SALON_MESSAGE_FAILED: "failed": it will not go out by itself
 * @SALON_MESSAGE_UNKNOWN: "unknown": it was handed in, and what became of it is not known; looked up
 *   before anything is sent again
 * @SALON_MESSAGE_SKIPPED: "skipped": nothing to send any more: cancelled, moved, too late, told with another
 */
typedef enum
{
  SALON_MESSAGE_PENDING,
  SALON_MESSAGE_SENDING,
  SALON_MESSAGE_SENT,
  SALON_MESSAGE_FAILED,
  SALON_MESSAGE_UNKNOWN,
  SALON_MESSAGE_SKIPPED,
} SalonMessageStatus;

/* The word in the database; static. */
const char *salon_message_kind_to_string (SalonMessageKind kind);
const char *salon_message_medium_to_string (SalonMessageMedium medium);
const char *salon_message_status_to_string (SalonMessageStatus status);
/* FALSE for a word that is none of them. */
gboolean salon_message_kind_from_string (const char *text, SalonMessageKind *kind);
gboolean salon_message_medium_from_string (const char *text, SalonMessageMedium *medium);
gboolean salon_message_status_from_string (const char *text, SalonMessageStatus *status);

/**
 * salon_message_kind_stands:
 *
 * May a message of @kind about a booking in the state @status still go out? A confirmation, a change and a
 * reminder are for a visit that is agreed and has not begun, a cancellation for one that is cancelled,
 * thanks for one that took place. Both ledgers ask this when a message is claimed.
 */
gboolean salon_message_kind_stands (SalonMessageKind kind, SalonBookingStatus status);
/* Does a client have to have agreed to this? An SMS always; of mail what is no answer to something that she
 * did herself, with the address that she gave for it. */
gboolean salon_message_kind_needs_consent (SalonMessageKind kind, SalonMessageMedium medium);
/* Must it go out before the visit begins? */
gboolean salon_message_kind_is_ahead (SalonMessageKind kind);

/**
 * salon_message_make_id:
 * @about: the id of the booking or the card
 * @starts_at: (nullable):
 *
 * The id of a message that nobody has wished for in writing (a reminder, thanks, an expiring card): made of
 * what it is about, so that all senders make the same.
 */
char *salon_message_make_id (const char *about,
                             SalonMessageKind kind,
                             SalonMessageMedium medium,
                             const char *starts_at);
/* What a provider is given to find the message @id again: 20 letters and digits. */
char *salon_message_make_tag (const char *id);

G_END_DECLS
