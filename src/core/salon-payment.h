/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Money that was paid, and the rules of the till.
 *
 * A payment is an immutable value and a row that stays for ever: what was wrong with it is taken back
 * by another row of the opposite amount that points at it (`reverses`), never by changing it. What is
 * not a column of the shared schema (whether it is a deposit, what was handed over, why it was taken
 * back) lies in its `metadata`.
 *
 * Amounts are cents: above zero what came in, below zero what went out again.
 */
#pragma once

#include "salon-booking.h"

G_BEGIN_DECLS

/**
 * SalonMeans:
 * @SALON_MEANS_OTHER: one that another program wrote (a card on the web site); never taken here
 */
typedef enum
{
  SALON_MEANS_CASH,
  SALON_MEANS_CARD,
  SALON_MEANS_CHEQUE,
  SALON_MEANS_TRANSFER,
  SALON_MEANS_GIFT_CARD,
  SALON_MEANS_OTHER,
} SalonMeans;

#define SALON_N_MEANS (SALON_MEANS_OTHER + 1)
/* Those that the desk takes: all but the last. */
#define SALON_N_DESK_MEANS SALON_MEANS_OTHER

const char *salon_means_to_wire (SalonMeans means); /* "gift_card" */
SalonMeans salon_means_from_wire (const char *wire);

/**
 * SalonDeposit:
 * @SALON_DEPOSIT_NONE: an ordinary payment
 * @SALON_DEPOSIT_ARRHES: either side may withdraw: the client loses them, the salon pays them twice
 * @SALON_DEPOSIT_ACOMPTE: a first part of a firm sale
 *
 * What is paid in advance is arrhes unless it is called otherwise (Code de la consommation, L214-1).
 */
typedef enum
{
  SALON_DEPOSIT_NONE,
  SALON_DEPOSIT_ARRHES,
  SALON_DEPOSIT_ACOMPTE,
} SalonDeposit;

const char *salon_deposit_to_wire (SalonDeposit deposit); /* "arrhes"; NULL for none */
SalonDeposit salon_deposit_from_wire (const char *wire);  /* @wire: (nullable) */

/**
 * SalonReversal:
 * @SALON_REVERSAL_NONE: not a payment that takes back another
 * @SALON_REVERSAL_MISTAKE: the other was never made so
 * @SALON_REVERSAL_REFUND: the money was given back
 */
typedef enum
{
  SALON_REVERSAL_NONE,
  SALON_REVERSAL_MISTAKE,
  SALON_REVERSAL_REFUND,
} SalonReversal;

typedef struct
{
  const char *id;
  const char *booking_id;   /* nullable */
  const char *gift_card_id; /* nullable: the card that it pays with (means gift card) or for */
  gint64 amount_cents;
  const char *method; /* as in the shared schema: salon_means_to_wire(), or another program's */
  const char *status; /* "pending", "completed", "failed", "refunded" */
  SalonDeposit deposit;
  gint64 tendered_cents; /* what was handed over in cash; 0: not told */
  SalonReversal reversal;
  gint64 created_at;    /* Unix seconds */
  const char *reverses; /* nullable: the payment that this one takes back */
} SalonPaymentFields;

#define SALON_TYPE_PAYMENT (salon_payment_get_type ())
G_DECLARE_FINAL_TYPE (SalonPayment, salon_payment, SALON, PAYMENT, GObject)

SalonPayment *salon_payment_new (const SalonPaymentFields *fields);
const SalonPaymentFields *salon_payment_get_fields (SalonPayment *self);
SalonMeans salon_payment_get_means (SalonPayment *self);
/* As `metadata` is stored; NULL when there is nothing to say. */
JsonObject *salon_payment_make_metadata (SalonPayment *self);
/* Sets the members of @fields that lie in metadata; what is not understood is left as it is.
 * @metadata: (nullable) */
void salon_payment_fields_read_metadata (SalonPaymentFields *fields, JsonObject *metadata);
void salon_payment_add_insert (SalonPayment *self, SalonChangeBuilder *builder);
/* The opposite line. @id: of the new row; @now: Unix seconds. */
SalonPayment *
salon_payment_reverse (SalonPayment *self, SalonReversal reversal, const char *id, gint64 now);

/* What is to be handed back of @tendered_cents; -1: it is less than @amount_cents. */
gint64 salon_payment_get_change (gint64 amount_cents, gint64 tendered_cents);

/* Below: @payments are all payments of one booking, of SalonPayment, in any order. */

/* Does the payment count: it was made, and a refund that is only a word has its row? */
gboolean salon_payments_counts (GPtrArray *payments, SalonPayment *payment);
/* Has another payment taken it back? */
gboolean salon_payments_is_reversed (GPtrArray *payments, SalonPayment *payment);
/* Can it still be corrected: a payment made, above zero, that nothing has taken back? */
gboolean salon_payments_can_correct (GPtrArray *payments, SalonPayment *payment);
/* What of the payment nothing has taken back; never below 0. */
gint64 salon_payments_get_left (GPtrArray *payments, SalonPayment *payment);
gint64 salon_payments_sum (GPtrArray *payments);
/* Never below 0. A booking that was said to be paid before anything was recorded owes nothing. */
gint64 salon_payments_get_due (SalonBooking *booking, GPtrArray *payments);
/* The booking's payment_status, from what was paid of @price_cents. */
const char *salon_payments_derive_status (gint64 price_cents, GPtrArray *payments);

/**
 * salon_payments_take:
 * @before: what the booking has already
 * @taken: one payment for each means; empty ones are not among them
 * @label: of the change
 *
 * Adds the payments and says what the booking's payment has become, in one change. Fails with
 * %SALON_ERROR_OUT_OF_RANGE when nothing is taken, an amount is not above zero, more is taken than is
 * due, or less cash was handed over than is taken.
 */
SalonChange *salon_payments_take (SalonBooking *booking,
                                  GPtrArray *before,
                                  GPtrArray *taken,
                                  const char *label,
                                  GError **error);
/**
 * salon_payments_correct:
 * @wrong: one of @before
 * @id: of the new row
 *
 * Fails with %SALON_ERROR_OUT_OF_RANGE when it cannot be corrected (any more).
 */
SalonChange *salon_payments_correct (SalonBooking *booking,
                                     GPtrArray *before,
                                     SalonPayment *wrong,
                                     SalonReversal reversal,
                                     const char *id,
                                     gint64 now,
                                     const char *label,
                                     GError **error);

/* What came in, less what went out, by means. */
typedef struct
{
  gint64 cents[SALON_N_MEANS];
  gint64 total_cents;
  int n_payments;
} SalonTakings;

void salon_takings_add (SalonTakings *self, SalonMeans means, gint64 amount_cents);
/* For sums of what others wrote, who may have written anything: beyond 64 bits it wraps around. */
gint64 salon_takings_sum (gint64 a_cents, gint64 b_cents);

G_END_DECLS
