/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A gift card, its ledger, and its rules.
 *
 * The row says what was sold to whom and until when it is good. What is on the card is the sum of its
 * movements, which are only ever added: what puts in is above zero, what takes out below. A movement
 * that takes back another has the opposite amount and points at it (`reverses`); what takes that back
 * again points at the same first one. State and balance are derived, never written.
 *
 * Cards and movements are immutable values. Amounts are cents, days are the salon's, instants Unix
 * seconds. Nothing here reads a clock: what the makers of changes need to know is in a SalonGiftCardAct.
 */
#pragma once

#include "salon-payment.h"
#include "salon-voucher-code.h"

G_BEGIN_DECLS

/**
 * SalonGiftCardKind:
 * @SALON_GIFT_CARD_AMOUNT: of an amount of money
 * @SALON_GIFT_CARD_SERVICE: of a service, at the price that it had when the card was sold
 */
typedef enum
{
  SALON_GIFT_CARD_AMOUNT,
  SALON_GIFT_CARD_SERVICE,
} SalonGiftCardKind;

#define SALON_N_GIFT_CARD_KINDS (SALON_GIFT_CARD_SERVICE + 1)

const char *salon_gift_card_kind_to_wire (SalonGiftCardKind kind); /* "amount", "service" */
SalonGiftCardKind salon_gift_card_kind_from_wire (const char *wire);

/**
 * SalonGiftCardState:
 * @SALON_GIFT_CARD_ACTIVE: can be used
 * @SALON_GIFT_CARD_USED: nothing is left on it
 * @SALON_GIFT_CARD_EXPIRED: something is left, but its day has passed
 * @SALON_GIFT_CARD_VOID: was made void; or its sale was undone
 * @SALON_GIFT_CARD_REFUNDED: what was left was paid back
 */
typedef enum
{
  SALON_GIFT_CARD_ACTIVE,
  SALON_GIFT_CARD_USED,
  SALON_GIFT_CARD_EXPIRED,
  SALON_GIFT_CARD_VOID,
  SALON_GIFT_CARD_REFUNDED,
} SalonGiftCardState;

#define SALON_N_GIFT_CARD_STATES (SALON_GIFT_CARD_REFUNDED + 1)

typedef struct
{
  const char *id;
  const char *code; /* as it is printed */
  SalonGiftCardKind kind;
  gint64 amount_cents;    /* what it was sold for; -1: not told, as by a program of the seed */
  const char *service_id; /* nullable */
  const char *buyer_name;
  const char *buyer_email; /* nullable */
  const char *recipient_name;
  const char *recipient_email; /* nullable */
  const char *message;         /* nullable */
  SalonDay purchased_on;
  SalonDay expires_on;       /* the last day on which it is good */
  const char *pdf_url;       /* nullable: another program's */
  gboolean is_complimentary; /* given: nobody has paid for it, and it is not owed */
  /* Of its ledger: not stored here. Each is what is left of it after what was taken back. */
  gint64 issued_cents;      /* put in */
  gint64 used_cents;        /* taken out, above zero */
  gint64 voided_cents;      /* above zero */
  gint64 refunded_cents;    /* above zero */
  const char *service_name; /* nullable: as the service is called now; not stored here */
} SalonGiftCardFields;

#define SALON_TYPE_GIFT_CARD (salon_gift_card_get_type ())
G_DECLARE_FINAL_TYPE (SalonGiftCard, salon_gift_card, SALON, GIFT_CARD, GObject)

SalonGiftCard *salon_gift_card_new (const SalonGiftCardFields *fields);
const SalonGiftCardFields *salon_gift_card_get_fields (SalonGiftCard *self);
/* What is left on it; never below 0 but in a file that others have written. */
gint64 salon_gift_card_get_balance (SalonGiftCard *self);
SalonGiftCardState salon_gift_card_get_state (SalonGiftCard *self, SalonDay today);
void salon_gift_card_add_insert (SalonGiftCard *self, SalonChangeBuilder *builder);
/* A change of what is printed on it (names, message): its row only, never the ledger. */
gboolean salon_gift_card_add_update (SalonGiftCard *before,
                                     SalonGiftCard *after,
                                     SalonChangeBuilder *builder);

typedef enum
{
  SALON_MOVEMENT_ISSUE,
  SALON_MOVEMENT_DEBIT,
  SALON_MOVEMENT_CREDIT,
  SALON_MOVEMENT_EXTEND,
  SALON_MOVEMENT_VOID,
  SALON_MOVEMENT_REFUND,
} SalonMovementKind;

const char *salon_movement_kind_to_wire (SalonMovementKind kind); /* "issue" */
gboolean salon_movement_kind_from_wire (const char *wire, SalonMovementKind *kind);

typedef struct
{
  const char *id;
  const char *card_id;
  SalonMovementKind kind;
  gint64 amount_cents;    /* issue, credit: 0 or more; debit, void, refund: 0 or less; extend: 0 */
  const char *booking_id; /* nullable */
  const char *note;       /* nullable */
  gint64 at;
  const char *by;       /* nullable: the desk or the person */
  const char *reverses; /* nullable: the movement that it takes back, or puts in force again */
  SalonDay expires_on;  /* extend: until when from then on; else SALON_DAY_NONE */
} SalonMovementFields;

#define SALON_TYPE_GIFT_CARD_MOVEMENT (salon_gift_card_movement_get_type ())
G_DECLARE_FINAL_TYPE (SalonGiftCardMovement,
                      salon_gift_card_movement,
                      SALON,
                      GIFT_CARD_MOVEMENT,
                      GObject)

SalonGiftCardMovement *salon_gift_card_movement_new (const SalonMovementFields *fields);
const SalonMovementFields *salon_gift_card_movement_get_fields (SalonGiftCardMovement *self);
void salon_gift_card_movement_add_insert (SalonGiftCardMovement *self, SalonChangeBuilder *builder);
/**
 * salon_gift_card_movement_reverse:
 * @first: what is taken back
 * @back: FALSE puts it in force again
 *
 * Returns: (transfer full): the movement that does it: a debit is taken back by a credit, an issue or a
 *   credit by a void, a void or a refund by a credit
 */
SalonGiftCardMovement *salon_gift_card_movement_reverse (SalonGiftCardMovement *first,
                                                         gboolean back,
                                                         const char *id,
                                                         gint64 now,
                                                         const char *by);

/* --- Making changes --- */

#define SALON_GIFT_CARD_ERROR (salon_gift_card_error_quark ())

/**
 * SalonGiftCardError:
 * @SALON_GIFT_CARD_ERROR_AMOUNT: not above zero, or not what is paid for it
 * @SALON_GIFT_CARD_ERROR_BALANCE: more than is left on the card
 * @SALON_GIFT_CARD_ERROR_EXPIRED: its day has passed, and no note says why it is taken all the same
 * @SALON_GIFT_CARD_ERROR_ENDED: it is void or was refunded
 * @SALON_GIFT_CARD_ERROR_NOTE: it asks for a note that says why
 * @SALON_GIFT_CARD_ERROR_DATE: an expiry that is not after the day of the purchase, or not later than
 *   the one it has
 * @SALON_GIFT_CARD_ERROR_NAME: a buyer, recipient or code that is empty or too long
 */
typedef enum
{
  SALON_GIFT_CARD_ERROR_AMOUNT,
  SALON_GIFT_CARD_ERROR_BALANCE,
  SALON_GIFT_CARD_ERROR_EXPIRED,
  SALON_GIFT_CARD_ERROR_ENDED,
  SALON_GIFT_CARD_ERROR_NOTE,
  SALON_GIFT_CARD_ERROR_DATE,
  SALON_GIFT_CARD_ERROR_NAME,
} SalonGiftCardError;

GQuark salon_gift_card_error_quark (void);

/* Who does something to a card, when and why. */
typedef struct
{
  const char *movement_id; /* of the new movement */
  gint64 now;
  SalonDay today;
  const char *by;         /* nullable */
  const char *booking_id; /* nullable */
  const char *note;       /* nullable; blank is none */
  const char *label;      /* of the change */
} SalonGiftCardAct;

/**
 * salon_gift_card_sell:
 * @card: as it is to be; what its ledger says is not looked at, `amount_cents` is what is put in
 * @payments: (element-type SalonPayment): that pay for it, one for each means, with its id as their
 *   `gift_card_id`; empty when it is complimentary (which asks for a note)
 *
 * The row, the issue and the payments, in one change.
 */
SalonChange *salon_gift_card_sell (SalonGiftCard *card,
                                   GPtrArray *payments,
                                   const SalonGiftCardAct *act,
                                   GError **error);
/**
 * salon_gift_card_bring_in:
 * @card: an old paper voucher, with its own code; `amount_cents` is its first value
 * @remaining_cents: what is left of it
 * @debit_id: of the movement that takes what was used before
 *
 * Nothing is paid: it was paid when it was sold. Its movements are dated with the day of its purchase.
 */
SalonChange *salon_gift_card_bring_in (SalonGiftCard *card,
                                       gint64 remaining_cents,
                                       const char *debit_id,
                                       const SalonGiftCardAct *act,
                                       GError **error);
/* The same into a change with other edits: what is brought in by the hundred. @before: (nullable): the
 * row that is there with @card's id, and with nothing ever put on it: bringing it in was undone. */
gboolean salon_gift_card_add_bring_in (SalonGiftCard *card,
                                       SalonGiftCard *before,
                                       gint64 remaining_cents,
                                       const char *debit_id,
                                       const SalonGiftCardAct *act,
                                       SalonChangeBuilder *builder,
                                       GError **error);
/* Can @amount_cents be taken? An expired card asks for a note. */
gboolean salon_gift_card_check_debit (SalonGiftCard *self,
                                      gint64 amount_cents,
                                      const SalonGiftCardAct *act,
                                      GError **error);
/* Uses it without a payment of a booking: a sale that the program does not know of. */
SalonChange *salon_gift_card_debit (SalonGiftCard *self,
                                    gint64 amount_cents,
                                    const SalonGiftCardAct *act,
                                    GError **error);
/* Refills it. @payments: as of salon_gift_card_sell(); a complimentary card has none, and a note. */
SalonChange *salon_gift_card_credit (SalonGiftCard *self,
                                     gint64 amount_cents,
                                     GPtrArray *payments,
                                     const SalonGiftCardAct *act,
                                     GError **error);
/* Takes back @movement, of @self: a debit that was a mistake, or a void (a note says why). Fails with
 * ENDED when it was taken back already. @movements: all of the card */
SalonChange *salon_gift_card_take_back (SalonGiftCard *self,
                                        GPtrArray *movements,
                                        SalonGiftCardMovement *movement,
                                        const SalonGiftCardAct *act,
                                        GError **error);
gboolean salon_gift_card_can_take_back (GPtrArray *movements, SalonGiftCardMovement *movement);

typedef struct
{
  SalonGiftCard *card;
  SalonDay until;
  const char *movement_id;
} SalonGiftCardExtension;

/* Several in one change. The note (of all) says why. @extensions: at least one */
SalonChange *salon_gift_card_extend (const SalonGiftCardExtension *extensions,
                                     gsize n_extensions,
                                     const SalonGiftCardAct *act,
                                     GError **error);
/* What is left is lost; the note says why. */
SalonChange *
salon_gift_card_void (SalonGiftCard *self, const SalonGiftCardAct *act, GError **error);
/* Pays back all that is left. @payment: of that amount below zero, by the means it is paid back with,
 * with the card's id; none for a complimentary card, which cannot be refunded. */
SalonChange *salon_gift_card_refund (SalonGiftCard *self,
                                     SalonPayment *payment,
                                     const SalonGiftCardAct *act,
                                     GError **error);

/* --- What the salon has decided --- */

#define SALON_GIFT_CARD_RULES_KEY "gift_cards" /* of salon_settings */

/**
 * SalonVatMoment:
 * @SALON_VAT_UNDECIDED: the owner has not said; nothing is assumed
 * @SALON_VAT_AT_SALE: a single-purpose voucher: what it is for and its rate are known when it is sold
 * @SALON_VAT_AT_USE: a multi-purpose voucher
 *
 * CGI art. 256 ter.
 */
typedef enum
{
  SALON_VAT_UNDECIDED,
  SALON_VAT_AT_SALE,
  SALON_VAT_AT_USE,
} SalonVatMoment;

typedef struct
{
  char prefix[SALON_VOUCHER_PREFIX_MAX + 1];
  int validity_months; /* 1 … 120 */
  SalonVatMoment vat[SALON_N_GIFT_CARD_KINDS];
} SalonGiftCardRules;

/* @value: (nullable): as the setting has it; what is not understood is as of a new salon (SERA, 12
 * months, undecided) */
void salon_gift_card_rules_read (SalonGiftCardRules *self, JsonNode *value);
/* @kept: (nullable): the value that is there: members that are not understood stay */
JsonNode *salon_gift_card_rules_write (const SalonGiftCardRules *self, JsonNode *kept);
/* Whether VAT falls due when a card of @kind is used (@is_use), or when it is sold. */
gboolean salon_gift_card_rules_is_due (const SalonGiftCardRules *self,
                                       SalonGiftCardKind kind,
                                       gboolean is_use);
/* The last day of a card that is bought on @day: the same day of the month, or the last of a shorter
 * one. */
SalonDay salon_gift_card_rules_get_expiry (const SalonGiftCardRules *self, SalonDay day);

/* --- Sums --- */

/* What the ledger says of a stretch of time, for each kind: sold, used and lapsed are kept apart.
 * Complimentary cards are in `given` and `given_used` alone. */
typedef struct
{
  gint64 sold_cents[SALON_N_GIFT_CARD_KINDS];
  gint64 used_cents[SALON_N_GIFT_CARD_KINDS];
  gint64 refunded_cents[SALON_N_GIFT_CARD_KINDS];
  gint64 voided_cents[SALON_N_GIFT_CARD_KINDS];
  gint64 given_cents;
  gint64 given_used_cents;
  int n_sold;
} SalonGiftCardSums;

/* What is to be taxed of it: sold less refunded for a kind that is taxed at its sale, used for one
 * that is at its use. FALSE: the owner has not decided for a kind that has something. */
gboolean salon_gift_card_sums_get_taxable (const SalonGiftCardSums *self,
                                           const SalonGiftCardRules *rules,
                                           gint64 *cents);

/* What the salon owes on a day. */
typedef struct
{
  gint64 owed_cents; /* on cards that are good; without complimentary ones */
  int n_owed;
  gint64 soon_cents; /* of it: on cards that expire within three months */
  int n_soon;
  gint64 old_cents; /* of it: on cards that were bought more than a year ago */
  int n_old;
  gint64 expired_cents; /* not owed any more, but can be extended */
  int n_expired;
  gint64 given_cents; /* on complimentary cards that are good */
  int n_given;
} SalonGiftCardsOwed;

void salon_gift_cards_owed_add (SalonGiftCardsOwed *self, SalonGiftCard *card, SalonDay today);

G_END_DECLS
