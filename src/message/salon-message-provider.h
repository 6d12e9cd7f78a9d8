/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Somebody who carries messages to clients: OVH for SMS, SendGrid or a mail server for mail. Everything
 * blocks (30 s at most), and belongs to one thread.
 *
 * Nothing here decides what is sent or writes a row: a provider is asked, and what became of it is handed
 * on. None of them takes a key that makes a second question harmless, so whoever calls has written down
 * beforehand what is about to be sent, and an UNKNOWN is looked up before it is sent again.
 *
 * No number, address, name, text or key is in anything that a log may be given.
 */
#pragma once

#include <gio/gio.h>

#include "core/salon-message.h"

G_BEGIN_DECLS

#define SALON_TYPE_MESSAGE_PROVIDER (salon_message_provider_get_type ())
G_DECLARE_INTERFACE (SalonMessageProvider, salon_message_provider, SALON, MESSAGE_PROVIDER, GObject)

/**
 * SalonOutgoing:
 * @operation_id: the row's id, a uuid: what it is looked up by
 * @recipient: a number (E.164), or a mail address
 * @recipient_name: (nullable): for mail
 * @sender: (nullable): whose name an SMS bears, or the address that mail comes from; %NULL: as the provider
 *   was set up
 * @sender_name: (nullable): for mail
 * @subject: (nullable): for mail
 * @text: UTF-8, lines parted by "\n"
 * @html: (nullable): for mail: @text as a page; %NULL: one is made of it
 * @now: Unix seconds
 * @expires_at: Unix seconds: it must not arrive any later; 0: whenever
 * @paper: (nullable): a PDF that goes with mail
 * @paper_name: (nullable): how it is called, "bon-cadeau.pdf"
 */
typedef struct
{
  const char *operation_id;
  const char *recipient;
  const char *recipient_name;
  const char *sender;
  const char *sender_name;
  const char *subject;
  const char *text;
  const char *html;
  gint64 now;
  gint64 expires_at;
  GBytes *paper;
  const char *paper_name;
} SalonOutgoing;

/**
 * SalonDeliveryOutcome:
 * @SALON_DELIVERY_SENT: the provider has taken it
 * @SALON_DELIVERY_REFUSED: the provider says no, and will say it again
 * @SALON_DELIVERY_LATER: nothing was sent: the same again is safe, not before @retry_seconds
 * @SALON_DELIVERY_UNKNOWN: it was handed in, and nobody knows whether it was taken
 * @SALON_DELIVERY_ABSENT: only by a look-up: it never arrived there, and can be sent again
 */
typedef enum
{
  SALON_DELIVERY_SENT,
  SALON_DELIVERY_REFUSED,
  SALON_DELIVERY_LATER,
  SALON_DELIVERY_UNKNOWN,
  SALON_DELIVERY_ABSENT,
} SalonDeliveryOutcome;

/**
 * SalonDeliveryReason:
 * @SALON_DELIVERY_FINE: nothing is wrong
 * @SALON_DELIVERY_OFF: the salon has not set that provider up
 * @SALON_DELIVERY_UNREACHABLE: nobody answers there, or there is no network
 * @SALON_DELIVERY_UNTRUSTED: what answers cannot show that it is the provider
 * @SALON_DELIVERY_KEYS: the keys, or name and password, are not accepted
 * @SALON_DELIVERY_RIGHTS: the keys are good, but not for this
 * @SALON_DELIVERY_ACCOUNT: there is no such account, or it is closed
 * @SALON_DELIVERY_SENDER: the sender is not one that the provider has agreed to
 * @SALON_DELIVERY_RECIPIENT: the number or address is not accepted
 * @SALON_DELIVERY_CREDITS: none are left
 * @SALON_DELIVERY_CONTENT: the text or the paper is not accepted, or too long
 * @SALON_DELIVERY_BUSY: too much at once
 * @SALON_DELIVERY_NO_ANSWER: it was handed in, and no answer came that can be understood
 * @SALON_DELIVERY_TOO_LATE: it could not arrive in time any more
 * @SALON_DELIVERY_TROUBLE: the provider has some other trouble
 *
 * Why it is not SENT, for a sentence in the language of whoever reads it.
 */
typedef enum
{
  SALON_DELIVERY_FINE,
  SALON_DELIVERY_OFF,
  SALON_DELIVERY_UNREACHABLE,
  SALON_DELIVERY_UNTRUSTED,
  SALON_DELIVERY_KEYS,
  SALON_DELIVERY_RIGHTS,
  SALON_DELIVERY_ACCOUNT,
  SALON_DELIVERY_SENDER,
  SALON_DELIVERY_RECIPIENT,
  SALON_DELIVERY_CREDITS,
  SALON_DELIVERY_CONTENT,
  SALON_DELIVERY_BUSY,
  SALON_DELIVERY_NO_ANSWER,
  SALON_DELIVERY_TOO_LATE,
  SALON_DELIVERY_TROUBLE,
} SalonDeliveryReason;
#define SALON_N_DELIVERY_REASONS (SALON_DELIVERY_TROUBLE + 1)

/**
 * SalonDelivery:
 * @retry_seconds: for LATER and UNKNOWN: how long the provider wants to be left alone; 0: it does not say
 * @provider_id: (nullable): SENT: the provider's name for it
 * @request_name: (nullable): what the provider calls this question, for its support
 */
typedef struct
{
  SalonDeliveryOutcome outcome;
  SalonDeliveryReason reason;
  guint retry_seconds;
  char *provider_id;
  char *request_name;
} SalonDelivery;

/**
 * SalonMessageStep:
 * @SALON_MESSAGE_STEP_REACH: the provider is there and has shown who it is
 * @SALON_MESSAGE_STEP_SIGN_IN: it takes the keys
 * @SALON_MESSAGE_STEP_ACCOUNT: the account exists and is open
 * @SALON_MESSAGE_STEP_SENDER: the sender is agreed
 * @SALON_MESSAGE_STEP_CREDITS: there is something left to send with
 *
 * What has to be so, in this order, before a message goes out.
 */
typedef enum
{
  SALON_MESSAGE_STEP_REACH,
  SALON_MESSAGE_STEP_SIGN_IN,
  SALON_MESSAGE_STEP_ACCOUNT,
  SALON_MESSAGE_STEP_SENDER,
  SALON_MESSAGE_STEP_CREDITS,
} SalonMessageStep;
#define SALON_N_MESSAGE_STEPS (SALON_MESSAGE_STEP_CREDITS + 1)

/**
 * SalonMessageCheck:
 * @is_asked: this provider can be asked for that step
 * @is_passed: by step; a step after one that is not passed was not tried
 * @reason: why the first that is asked and not passed is not; FINE when all are
 * @credits: SMS that are left, or -1 when that is not known
 */
typedef struct
{
  gboolean is_asked[SALON_N_MESSAGE_STEPS];
  gboolean is_passed[SALON_N_MESSAGE_STEPS];
  SalonDeliveryReason reason;
  gint64 credits;
} SalonMessageCheck;

struct _SalonMessageProviderInterface
{
  GTypeInterface parent;

  SalonDelivery *(*send) (SalonMessageProvider *self,
                          const SalonOutgoing *outgoing,
                          GCancellable *cancellable);
  SalonDelivery *(*look_up) (SalonMessageProvider *self,
                             const char *operation_id,
                             gint64 asked_at,
                             gint64 now,
                             GCancellable *cancellable);
  void (*check) (SalonMessageProvider *self,
                 const char *sender,
                 gint64 now,
                 SalonMessageCheck *check,
                 GCancellable *cancellable);
};

/**
 * salon_message_provider_send:
 *
 * Hands it in, once. Cancelled before anything was written: LATER; afterwards: UNKNOWN.
 *
 * Returns: (transfer full): never %NULL
 */
SalonDelivery *salon_message_provider_send (SalonMessageProvider *self,
                                            const SalonOutgoing *outgoing,
                                            GCancellable *cancellable);
/**
 * salon_message_provider_look_up:
 * @asked_at: Unix seconds: when it was last handed in
 *
 * What became of an UNKNOWN. SENT: it is there. ABSENT: it is not, and long enough after. LATER: the
 * provider may still be writing it down, or could not be asked. UNKNOWN: this provider (all mail) cannot
 * be asked, now or ever: a person has to decide.
 *
 * Returns: (transfer full): never %NULL
 */
SalonDelivery *salon_message_provider_look_up (SalonMessageProvider *self,
                                               const char *operation_id,
                                               gint64 asked_at,
                                               gint64 now,
                                               GCancellable *cancellable);
/**
 * salon_message_provider_check:
 * @sender: (nullable): as in #SalonOutgoing
 * @check: (out caller-allocates):
 *
 * Could it send? Sends nothing.
 */
void salon_message_provider_check (SalonMessageProvider *self,
                                   const char *sender,
                                   gint64 now,
                                   SalonMessageCheck *check,
                                   GCancellable *cancellable);

SalonDelivery *salon_delivery_new (SalonDeliveryOutcome outcome, SalonDeliveryReason reason);
void salon_delivery_free (SalonDelivery *self);
/* The word that a row keeps ("credits", "no_answer"), static; and back, FALSE for none of them. */
const char *salon_delivery_reason_to_string (SalonDeliveryReason reason);
gboolean salon_delivery_reason_from_string (const char *text, SalonDeliveryReason *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonDelivery, salon_delivery_free)

G_END_DECLS
