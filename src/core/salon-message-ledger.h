/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger of messages: what clients are told, as the salon has it, and the one place where it is
 * decided who sends a message. Who sends reads the material, works out what is due, *claims* a message,
 * sends it, and settles it. A claim is one transaction that looks once more whether the booking stands
 * as the message says, and puts the row down before anything leaves the house; it lasts for a lease. What
 * was claimed and never settled was perhaps sent: it is looked up before it is sent again.
 *
 * Everything blocks; one ledger belongs to one thread, and whoever makes it says how it is cancelled. Instants are Unix seconds, 0 for none; wall times
 * are texts, "2026-03-29T09:30", and compare as times do. Money is in cents.
 *
 * Leases and who holds them are not synced: they are of use only where the claims are made, and a device
 * that writes a row must not be able to end one. What others see of a claim is the status "sending".
 */
#pragma once

#include <glib-object.h>

#include "salon-message.h"

G_BEGIN_DECLS

/**
 * SalonMessageBooking:
 * @starts_at: wall time of the first service, "2026-03-29T09:30"
 * @ends_at: wall time of the end, without what is kept free after it
 * @name: as the booking has it; never %NULL
 * @phone: (nullable): as it was typed
 * @email: (nullable):
 * @language: "fr", "en"
 * @sms_consent: may she be told by SMS? %TRUE when nobody knows her by more than this booking
 * @email_consent: the same for e-mail
 * @services: what is done, in order
 * @hold_expires_at: until when a pending booking keeps its chair
 * @created_at: when the booking was made
 * @cancelled_at: when it was cancelled
 */
typedef struct
{
  char *id;
  char *starts_at;
  char *ends_at;
  SalonBookingStatus status;
  char *client_id; /* nullable */
  char *name;
  char *phone;
  char *email;
  char *language;
  gboolean sms_consent;
  gboolean email_consent;
  GStrv services;
  gint64 price;
  gint64 created_at;
  gint64 cancelled_at;
  gint64 hold_expires_at;
} SalonMessageBooking;

/**
 * SalonMessageCard:
 * @service: (nullable): the name of the service it is good for
 * @amount: what it was sold for
 * @balance: what is left on it
 * @expiry_date: "2027-03-29", the last day on which it is good
 *
 * A gift card that a message may be about: one that has money on it and ends within the next 60 days, and
 * one that an open message is about.
 */
typedef struct
{
  char *id;
  char *code;
  char *service;
  gint64 amount;
  gint64 balance;
  char *buyer_name;
  char *buyer_email; /* nullable */
  char *recipient_name;
  char *recipient_email; /* nullable */
  char *custom_message;  /* nullable */
  char *purchase_date;
  char *expiry_date;
  gboolean is_void; /* cancelled, or given back */
} SalonMessageCard;

/**
 * SalonMessageRow:
 * @id: see [func@salon_message_make_id] for one that is not in the ledger yet
 * @is_new: it is not: claiming or dropping it puts it down
 * @booking_id: (nullable): what it is about
 * @gift_card_id: (nullable): what it is about
 * @recipient: number or address
 * @subject: (nullable): of an e-mail
 * @content: (nullable): what is sent, word for word; %NULL while nobody has written it
 * @starts_at: (nullable): the booking's wall time that it speaks of; of an expiring card its last day
 * @due_at: when it is to go out
 * @try_at: not before this instant; 0 when the next sender may take it. Of an unknown one: when it is
 *   looked up; 0 when nobody can look it up, and the owner has to say
 * @sent_at: when the provider took it
 * @provider_id: (nullable): the provider's name for it
 * @attempts: how often it was claimed
 * @error_message: (nullable): why it failed or was skipped: the provider's words, or a word of
 *   salon-message-plan.h
 * @part_of: (nullable): the row whose message tells this too
 * @asked_at: when it was last handed in; 0: never
 * @lease_until: until when a sender has it; 0 when nobody has. Not after now: the sender was lost
 *
 * Only a row with a @due_at is ours to send: other programs write rows too, and send them by themselves.
 */
typedef struct
{
  char *id;
  char *booking_id;
  char *gift_card_id;
  SalonMessageKind kind;
  SalonMessageMedium medium;
  char *recipient;
  char *subject;
  char *content;
  SalonMessageStatus status;
  char *starts_at;
  gint64 due_at;
  gint64 try_at;
  gint64 sent_at;
  char *provider_id;
  int attempts;
  char *error_message;
  char *part_of;
  gint64 asked_at;
  gint64 lease_until;
  gboolean is_new;
} SalonMessageRow;

/**
 * SalonMessageMaterial:
 * @bookings: (element-type SalonMessageBooking): those that begin from a day before to three days after
 *   now, and those that an open message is about
 * @cards: (element-type SalonMessageCard):
 * @rows: (element-type SalonMessageRow): all that are open (pending, sending, unknown), and all of these
 *   bookings and cards whatever became of them
 * @settings: (element-type utf8 utf8): every setting of the salon, key to JSON text
 * @now: the moment by the ledger's clock, which is the one that counts where several computers send
 *
 * One moment of the salon, read in one transaction.
 */
typedef struct
{
  GPtrArray *bookings;
  GPtrArray *cards;
  GPtrArray *rows;
  GHashTable *settings;
  gint64 now;
} SalonMessageMaterial;

/**
 * SalonMessageClaim:
 * @rows: (element-type SalonMessageRow): as they were read or worked out, with the words that are to be
 *   sent; the first goes out, what the others say is said by it. All of them or none are claimed.
 *   A row that is unknown, or whose sender was lost, is claimed to be looked up, whatever has become of
 *   the booking; what is absent is settled as pending, and claimed again to be sent.
 * @claimant: who sends: one name for each sender that lives
 * @now: the instant of the claim, for a ledger without a clock of its own
 * @lease_seconds: longer than a send can take
 */
typedef struct
{
  GPtrArray *rows;
  const char *claimant;
  gint64 now;
  int lease_seconds;
} SalonMessageClaim;

/**
 * SalonMessageClaimResult:
 * @SALON_MESSAGE_CLAIM_MINE: nobody else sends it until the lease is over
 * @SALON_MESSAGE_CLAIM_TAKEN: somebody has it, or has done it, or the row is another than was read
 * @SALON_MESSAGE_CLAIM_VOID: the booking, the card or the client is not as the message says any more
 */
typedef enum
{
  SALON_MESSAGE_CLAIM_MINE,
  SALON_MESSAGE_CLAIM_TAKEN,
  SALON_MESSAGE_CLAIM_VOID,
} SalonMessageClaimResult;

/**
 * SalonMessageOutcome:
 * @status: SENT; PENDING: nothing left the house, again at @try_at; UNKNOWN: to be looked up at @try_at, or
 *   by the owner when that is 0; FAILED; SKIPPED
 * @provider_id: (nullable):
 * @error_message: (nullable):
 */
typedef struct
{
  SalonMessageStatus status;
  gint64 try_at;
  const char *provider_id;
  const char *error_message;
} SalonMessageOutcome;

#define SALON_TYPE_MESSAGE_LEDGER (salon_message_ledger_get_type ())
G_DECLARE_INTERFACE (SalonMessageLedger, salon_message_ledger, SALON, MESSAGE_LEDGER, GObject)

struct _SalonMessageLedgerInterface
{
  GTypeInterface parent;

  SalonMessageMaterial *(*read) (SalonMessageLedger *self, gint64 now, GError **error);
  gboolean (*claim) (SalonMessageLedger *self,
                     const SalonMessageClaim *claim,
                     SalonMessageClaimResult *result,
                     GError **error);
  gboolean (*settle) (SalonMessageLedger *self,
                      const char *id,
                      const char *claimant,
                      gint64 now,
                      const SalonMessageOutcome *outcome,
                      gboolean *is_settled,
                      GError **error);
  gboolean (*drop) (SalonMessageLedger *self,
                    const SalonMessageRow *row,
                    const char *reason,
                    gint64 now,
                    gboolean *is_dropped,
                    GError **error);
};

/* Transfer full. */
SalonMessageMaterial *
salon_message_ledger_read (SalonMessageLedger *self, gint64 now, GError **error);
/* FALSE only for a failure of the ledger itself: then nothing is known of the claim, and nothing may be
 * sent. A claimed row is "sending", its attempts are one more. */
gboolean salon_message_ledger_claim (SalonMessageLedger *self,
                                     const SalonMessageClaim *claim,
                                     SalonMessageClaimResult *result,
                                     GError **error);
/**
 * salon_message_ledger_settle:
 * @id: the row that went out; what is a part of it is settled with it
 * @is_settled: (out): %FALSE when @claimant has it no longer, and nothing was written. That a message
 *   was sent is always written, unless it is known already.
 */
gboolean salon_message_ledger_settle (SalonMessageLedger *self,
                                      const char *id,
                                      const char *claimant,
                                      gint64 now,
                                      const SalonMessageOutcome *outcome,
                                      gboolean *is_settled,
                                      GError **error);
/**
 * salon_message_ledger_drop:
 * @row: a pending one, or one that is not in the ledger yet: it is put down as skipped
 * @reason: why, a word of salon-message-plan.h
 * @is_dropped: (out): %FALSE when a sender has it, or the row is another than was read
 */
gboolean salon_message_ledger_drop (SalonMessageLedger *self,
                                    const SalonMessageRow *row,
                                    const char *reason,
                                    gint64 now,
                                    gboolean *is_dropped,
                                    GError **error);

SalonMessageRow *salon_message_row_copy (const SalonMessageRow *row);
void salon_message_row_free (SalonMessageRow *row);
void salon_message_booking_free (SalonMessageBooking *booking);
void salon_message_card_free (SalonMessageCard *card);
/* An empty one, to be filled. */
SalonMessageMaterial *salon_message_material_new (void);
void salon_message_material_free (SalonMessageMaterial *material);
/* Transfer none; NULL when it is not there. */
const SalonMessageBooking *
salon_message_material_find_booking (const SalonMessageMaterial *material, const char *id);
const SalonMessageCard *salon_message_material_find_card (const SalonMessageMaterial *material,
                                                          const char *id);

/**
 * salon_message_material_from_json:
 *
 * Both ledgers ask their database for one JSON text. SALON_ERROR_BAD_VALUE for what is none such.
 */
SalonMessageMaterial *salon_message_material_from_json (const char *json, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonMessageRow, salon_message_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonMessageBooking, salon_message_booking_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonMessageCard, salon_message_card_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonMessageMaterial, salon_message_material_free)

G_END_DECLS
