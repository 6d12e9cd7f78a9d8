/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What sends the messages of the open salon from this computer: a thread that runs rounds
 * (message/salon-message-round.h) whenever something is due or has changed, on the salon's file, or on the
 * shared salon's database. A salon behind a server is told by that server; a sample tells nobody.
 *
 * Belongs to the main thread, which never waits for it. Other desks may send as well: each message is one
 * sender's.
 */
#pragma once

#include "carriers/salon-carriers.h"
#include "message/salon-message-round.h"
#include "sync/salon-sharing.h"

G_BEGIN_DECLS

#define SALON_TYPE_MESSENGER (salon_messenger_get_type ())
G_DECLARE_FINAL_TYPE (SalonMessenger, salon_messenger, SALON, MESSENGER, GObject)

/**
 * SalonMessengerState:
 * @SALON_MESSENGER_OFF: nobody is set up who carries messages, or this is the sample
 * @SALON_MESSENGER_AT_SERVER: the salon's server sends
 * @SALON_MESSENGER_SENDING: this computer sends
 * @SALON_MESSENGER_TROUBLE: it would, but the salon or a provider is not to be had: see
 *   salon_messenger_get_trouble()
 */
typedef enum
{
  SALON_MESSENGER_OFF,
  SALON_MESSENGER_AT_SERVER,
  SALON_MESSENGER_SENDING,
  SALON_MESSENGER_TROUBLE,
} SalonMessengerState;

/* What makes the provider for a medium, in the thread. Transfer full, nullable. */
typedef SalonMessageProvider *(*SalonMessengerProvide) (SalonMessageMedium medium,
                                                        gpointer user_data);

/* Starts by itself as soon as somebody carries messages. @sharing: (nullable): the salon is in its file
 * alone. @carriers: (nullable): nobody does. */
SalonMessenger *
salon_messenger_new (SalonSession *session, SalonSharing *sharing, SalonCarriers *carriers);
/* For tests: who carries messages, instead of the carriers. @user_data lives until the end of the program. */
void salon_messenger_set_provide (SalonMessenger *self,
                                  SalonMessengerProvide provide,
                                  gpointer user_data);
/* Ends what is being sent between two messages; blocks for nothing. Before the session is closed. */
void salon_messenger_stop (SalonMessenger *self);
/* Looks at once: "Send now", or the network came back. */
void salon_messenger_wake (SalonMessenger *self);

/* NULL: nobody carries messages. */
SalonCarriers *salon_messenger_get_carriers (SalonMessenger *self);
SalonMessengerState salon_messenger_get_state (SalonMessenger *self);
/* Of a provider; FINE: it is none's. */
SalonDeliveryReason salon_messenger_get_trouble (SalonMessenger *self, SalonMessageMedium medium);
/* When the last round ended well, and when the next begins; Unix seconds, 0: never, or not known. */
gint64 salon_messenger_get_last_at (SalonMessenger *self);
gint64 salon_messenger_get_next_at (SalonMessenger *self);

/*
 * Signals:
 *   changed: the state, the trouble or the hours are others.
 *   failed (guint n): so many messages will not arrive by themselves.
 *   stalled: for an hour no round has ended well.
 */

G_END_DECLS
