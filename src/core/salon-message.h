/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is told to a client: the words of the columns `channel` (what for), `type` (by what means) and
 * `status` of the table notifications, which keep the meaning that the seed gave them.
 */
#pragma once

#include <glib-object.h>

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

G_END_DECLS
