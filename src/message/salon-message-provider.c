/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-provider.h"

#include <string.h>

G_DEFINE_INTERFACE (SalonMessageProvider, salon_message_provider, G_TYPE_OBJECT)

static const char *const reason_words[] = {
  [SALON_DELIVERY_FINE] = "fine",
  [SALON_DELIVERY_OFF] = "off",
  [SALON_DELIVERY_UNREACHABLE] = "unreachable",
  [SALON_DELIVERY_UNTRUSTED] = "untrusted",
  [SALON_DELIVERY_KEYS] = "keys",
  [SALON_DELIVERY_RIGHTS] = "rights",
  [SALON_DELIVERY_ACCOUNT] = "account",
  [SALON_DELIVERY_SENDER] = "sender",
  [SALON_DELIVERY_RECIPIENT] = "recipient",
  [SALON_DELIVERY_CREDITS] = "credits",
  [SALON_DELIVERY_CONTENT] = "content",
  [SALON_DELIVERY_BUSY] = "busy",
  [SALON_DELIVERY_NO_ANSWER] = "no_answer",
  [SALON_DELIVERY_TOO_LATE] = "too_late",
  [SALON_DELIVERY_TROUBLE] = "trouble",
};
G_STATIC_ASSERT (G_N_ELEMENTS (reason_words) == SALON_N_DELIVERY_REASONS);

static void
salon_message_provider_default_init (SalonMessageProviderInterface *interface)
{
}

SalonDelivery *
salon_message_provider_send (SalonMessageProvider *self,
                             const SalonOutgoing *outgoing,
                             GCancellable *cancellable)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_PROVIDER (self), NULL);
  g_return_val_if_fail (outgoing != NULL && outgoing->operation_id != NULL
                          && outgoing->recipient != NULL && outgoing->text != NULL,
                        NULL);

  return SALON_MESSAGE_PROVIDER_GET_IFACE (self)->send (self, outgoing, cancellable);
}

SalonDelivery *
salon_message_provider_look_up (SalonMessageProvider *self,
                                const char *operation_id,
                                gint64 asked_at,
                                gint64 now,
                                GCancellable *cancellable)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_PROVIDER (self) && operation_id != NULL, NULL);

  return SALON_MESSAGE_PROVIDER_GET_IFACE (self)->look_up (self, operation_id, asked_at, now,
                                                           cancellable);
}

void
salon_message_provider_check (SalonMessageProvider *self,
                              const char *sender,
                              gint64 now,
                              SalonMessageCheck *check,
                              GCancellable *cancellable)
{
  g_return_if_fail (SALON_IS_MESSAGE_PROVIDER (self) && check != NULL);

  *check = (SalonMessageCheck) { .credits = -1 };
  SALON_MESSAGE_PROVIDER_GET_IFACE (self)->check (self, sender, now, check, cancellable);
}

SalonDelivery *
salon_delivery_new (SalonDeliveryOutcome outcome, SalonDeliveryReason reason)
{
  SalonDelivery *self = g_new0 (SalonDelivery, 1);

  self->outcome = outcome;
  self->reason = reason;
  return self;
}

void
salon_delivery_free (SalonDelivery *self)
{
  if (self == NULL)
    return;
  g_free (self->provider_id);
  g_free (self->request_name);
  g_free (self);
}

const char *
salon_delivery_reason_to_string (SalonDeliveryReason reason)
{
  g_return_val_if_fail ((guint) reason < G_N_ELEMENTS (reason_words), NULL);
  return reason_words[reason];
}

gboolean
salon_delivery_reason_from_string (const char *text, SalonDeliveryReason *reason)
{
  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (reason_words); i++)
    if (strcmp (reason_words[i], text) == 0)
      {
        *reason = (SalonDeliveryReason) i;
        return TRUE;
      }
  return FALSE;
}
