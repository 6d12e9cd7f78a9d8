/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-settlement.h"

#include "salon-message-plan.h"

/* A message with a trouble of its own. */
#define FIRST_RETRY_SECONDS 60
#define LONGEST_RETRY_SECONDS (30 * 60)

static SalonMessageSettlement *
settlement_new (const char *id, SalonMessageStatus status, gint64 try_at, const char *error_message)
{
  SalonMessageSettlement *self = g_new0 (SalonMessageSettlement, 1);

  self->id = g_strdup (id);
  self->error_message = g_strdup (error_message);
  self->outcome.status = status;
  self->outcome.try_at = try_at;
  self->outcome.error_message = self->error_message;
  return self;
}

static SalonMessageSettlement *
settlement_new_sent (const char *id, const char *provider_id)
{
  SalonMessageSettlement *self = settlement_new (id, SALON_MESSAGE_SENT, 0, NULL);

  self->provider_id = g_strdup (provider_id);
  self->outcome.provider_id = self->provider_id;
  return self;
}

void
salon_message_settlement_free (SalonMessageSettlement *self)
{
  g_free (self->id);
  g_free (self->provider_id);
  g_free (self->error_message);
  g_free (self);
}

guint
salon_message_settlement_back_off (guint first, guint n_times, guint longest)
{
  guint seconds = first;

  for (guint i = 1; i < n_times && seconds < longest; i++)
    seconds *= 2;
  return MIN (seconds, longest);
}

gboolean
salon_message_settlement_is_for_all (const SalonDelivery *delivery)
{
  if (delivery->outcome != SALON_DELIVERY_REFUSED && delivery->outcome != SALON_DELIVERY_LATER)
    return FALSE;
  switch (delivery->reason)
    {
    case SALON_DELIVERY_FINE:
    case SALON_DELIVERY_RECIPIENT:
    case SALON_DELIVERY_CONTENT:
    case SALON_DELIVERY_NO_ANSWER:
    case SALON_DELIVERY_TOO_LATE:
      return FALSE;
    case SALON_DELIVERY_OFF:
    case SALON_DELIVERY_UNREACHABLE:
    case SALON_DELIVERY_UNTRUSTED:
    case SALON_DELIVERY_KEYS:
    case SALON_DELIVERY_RIGHTS:
    case SALON_DELIVERY_ACCOUNT:
    case SALON_DELIVERY_SENDER:
    case SALON_DELIVERY_CREDITS:
    case SALON_DELIVERY_BUSY:
    case SALON_DELIVERY_TROUBLE:
      return TRUE;
    }
  g_return_val_if_reached (FALSE);
}

static SalonMessageSettlement *
refuse (const SalonMessageRow *row, const SalonDelivery *delivery)
{
  if (delivery->reason == SALON_DELIVERY_TOO_LATE)
    return settlement_new (row->id, SALON_MESSAGE_SKIPPED, 0,
                           salon_message_why_to_word (SALON_MESSAGE_WHY_TOO_LATE));
  return settlement_new (row->id, SALON_MESSAGE_FAILED, 0,
                         salon_delivery_reason_to_string (delivery->reason));
}

SalonMessageSettlement *
salon_message_settlement_of_sending (const SalonMessageRow *row,
                                     const SalonDelivery *delivery,
                                     gint64 now,
                                     gint64 rest_until)
{
  const char *word = salon_delivery_reason_to_string (delivery->reason);
  guint seconds = 0;

  if (salon_message_settlement_is_for_all (delivery))
    return settlement_new (row->id, SALON_MESSAGE_PENDING, rest_until, word);
  switch (delivery->outcome)
    {
    case SALON_DELIVERY_SENT:
      return settlement_new_sent (row->id, delivery->provider_id);
    case SALON_DELIVERY_UNKNOWN:
    case SALON_DELIVERY_ABSENT:
      seconds = MAX (delivery->retry_seconds, SALON_MESSAGE_LOOK_UP_SECONDS);
      return settlement_new (row->id, SALON_MESSAGE_UNKNOWN, now + seconds, word);
    case SALON_DELIVERY_REFUSED:
      return refuse (row, delivery);
    case SALON_DELIVERY_LATER:
      seconds = salon_message_settlement_back_off (FIRST_RETRY_SECONDS, (guint) row->attempts + 1,
                                                   LONGEST_RETRY_SECONDS);
      return settlement_new (row->id, SALON_MESSAGE_PENDING,
                             now + MAX (seconds, delivery->retry_seconds), word);
    }
  g_return_val_if_reached (NULL);
}

SalonMessageSettlement *
salon_message_settlement_of_look_up (const SalonMessageRow *row,
                                     const SalonDelivery *delivery,
                                     gint64 now)
{
  const char *word = salon_delivery_reason_to_string (SALON_DELIVERY_NO_ANSWER);

  switch (delivery->outcome)
    {
    case SALON_DELIVERY_SENT:
      return settlement_new_sent (row->id, delivery->provider_id);
    case SALON_DELIVERY_ABSENT:
      return settlement_new (row->id, SALON_MESSAGE_PENDING, now, NULL);
    case SALON_DELIVERY_LATER:
      return settlement_new (row->id, SALON_MESSAGE_UNKNOWN,
                             now + MAX (delivery->retry_seconds, FIRST_RETRY_SECONDS), word);
    case SALON_DELIVERY_REFUSED:
      return refuse (row, delivery);
    case SALON_DELIVERY_UNKNOWN:
      /* Nobody can be asked: a person decides. */
      return settlement_new (row->id, SALON_MESSAGE_UNKNOWN, 0, word);
    }
  g_return_val_if_reached (NULL);
}
