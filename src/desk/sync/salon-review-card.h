/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One thing to review: what it is about, both versions side by side, and a button for each way out of
 * it. What is chosen is told, not done.
 *
 * Signal "decided" (SalonChange *replacement): nullable, as for salon_session_settle_async().
 */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_TYPE_REVIEW_CARD (salon_review_card_get_type ())
G_DECLARE_FINAL_TYPE (SalonReviewCard, salon_review_card, SALON, REVIEW_CARD, AdwBin)

/* @review: borrowed, and kept for as long as the card. */
GtkWidget *salon_review_card_new (SalonSession *session, const SalonReview *review);
const SalonReview *salon_review_card_get_review (SalonReviewCard *self);

G_END_DECLS
