/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server says to refunds and links to pay, as the owner reads it. Newly allocated. */
#pragma once

#include "sync/salon-online-reply.h"

#include "common/salon-session.h"

G_BEGIN_DECLS

/* "Stripe": a name is a name in every language; another program's is as it wrote it. */
const char *salon_online_words_for_provider (const char *provider);
/* @amount: "€13.50" */
char *salon_online_words_for_refund (SalonOnlineRefund refund, const char *amount);
char *salon_online_words_for_failed_refund (const GError *error);
char *salon_online_words_for_failed_link (const GError *error);
/* "€13.50 are not paid yet: the link is good until Thursday 12 March 14:30." */
char *salon_online_words_for_link (SalonSession *session, const SalonPaymentLink *link);

G_END_DECLS
