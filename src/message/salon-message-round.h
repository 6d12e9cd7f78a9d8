/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The round that sends. It reads the salon, looks up what nobody knows the fate of, works out what is due,
 * and for each message: claims it, sends it, settles it. What is due is worked out anew in each round, so
 * nothing is remembered of what was planned an hour ago.
 *
 * Desks and the server run the same rounds, all at once if it comes to that: the claim decides. Nothing is
 * sent after a claim that failed, and nothing is sent again before it was looked up.
 *
 * Remembered from round to round: how long a provider in trouble is left alone, and what was sent and could
 * not be written down because the ledger had gone. One round belongs to one thread and blocks.
 */
#pragma once

#include "core/salon-message-ledger.h"

#include "salon-message-provider.h"

G_BEGIN_DECLS

/* Longer than any question to a provider can take, four times. */
#define SALON_MESSAGE_LEASE_SECONDS 120

/* The hour, Unix seconds. */
typedef gint64 (*SalonMessageClock) (gpointer user_data);
/**
 * SalonMessagePaper:
 * @name: (out) (transfer full): how the file is called
 *
 * Returns: (transfer full): the PDF of the gift card @card, or %NULL with @error
 */
typedef GBytes *(*SalonMessagePaper) (const SalonMessageCard *card,
                                      char **name,
                                      gpointer user_data,
                                      GError **error);

/**
 * SalonMessageLink:
 *
 * Returns: (transfer full) (nullable): the address of the page of the booking @id on the site; %NULL when it
 *   has none that is known
 */
typedef char *(*SalonMessageLink) (const char *id, gpointer user_data);

/**
 * SalonMessageReport:
 * @n_sent: messages that went out, and those found to have gone out
 * @n_failed: that will not go out by themselves
 * @n_unknown: that a person has to decide about
 * @n_skipped: that are not sent any more
 * @n_waiting: that are due, and wait for a provider that is in trouble or not set up
 * @trouble: by medium: what is wrong with its provider; FINE
 * @next_at: when there is something to do again; 0: nothing is known to come
 */
typedef struct
{
  guint n_sent;
  guint n_failed;
  guint n_unknown;
  guint n_skipped;
  guint n_waiting;
  SalonDeliveryReason trouble[SALON_N_MESSAGE_MEDIA];
  gint64 next_at;
} SalonMessageReport;

typedef struct _SalonMessageRound SalonMessageRound;

/* @claimant: a name that no other sender has, and that this one has until it ends. */
SalonMessageRound *salon_message_round_new (const char *claimant);
void salon_message_round_free (SalonMessageRound *self);

/* Who carries messages of @medium; NULL: nobody. It keeps a reference. */
void salon_message_round_set_provider (SalonMessageRound *self,
                                       SalonMessageMedium medium,
                                       SalonMessageProvider *provider);
/* Without one, vouchers wait. */
void salon_message_round_set_paper (SalonMessageRound *self,
                                    SalonMessagePaper paper,
                                    gpointer user_data);
/* Without one, {link} is the salon's web page. What is kept of a message has that in any case: the address of
 * a booking's page is a secret, and goes to its client alone. */
void
salon_message_round_set_link (SalonMessageRound *self, SalonMessageLink link, gpointer user_data);
/* For tests; the real one otherwise. */
void salon_message_round_set_clock (SalonMessageRound *self,
                                    SalonMessageClock clock,
                                    gpointer user_data);

/**
 * salon_message_round_run:
 * @ledger: where the salon lives; not kept
 * @cancellable: (nullable): ends the round between two messages
 * @report: (out caller-allocates): what was done, also when it failed
 *
 * Fails as the ledger does. What was sent by then is sent.
 */
gboolean salon_message_round_run (SalonMessageRound *self,
                                  SalonMessageLedger *ledger,
                                  GCancellable *cancellable,
                                  SalonMessageReport *report,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonMessageRound, salon_message_round_free)

G_END_DECLS
