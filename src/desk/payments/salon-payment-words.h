/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payments as the owner reads them. What is newly allocated says so by its type. */
#pragma once

#include "core/salon-payment.h"

#include "common/salon-session.h"

G_BEGIN_DECLS

const char *salon_payment_words_for_means (SalonMeans means);       /* "Cash" */
const char *salon_payment_words_for_deposit (SalonDeposit deposit); /* "Part payment (acompte)" */
/* One sentence that says what the word means for both sides. */
const char *salon_payment_words_explain_deposit (SalonDeposit deposit);
/* "Card, €45.00", and what it is: a deposit, a correction, taken back. @payments: all of the booking */
char *salon_payment_words_title (SalonSession *session, GPtrArray *payments, SalonPayment *payment);
char *
salon_payment_words_subtitle (SalonSession *session, GPtrArray *payments, SalonPayment *payment);
/* "Paid", "To pay: €45.00": for a row of the booking's editor. */
char *
salon_payment_words_summary (SalonSession *session, SalonBooking *booking, GPtrArray *payments);

G_END_DECLS
