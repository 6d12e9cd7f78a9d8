/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The states of a booking and of its payment, as the owner calls them. Static strings. */
#pragma once

#include "core/salon-booking-status.h"

G_BEGIN_DECLS

const char *salon_status_words (SalonBookingStatus status);
/* Of the wire's word: "pending" → "To pay". Unknown words come back as they are. */
const char *salon_status_words_for_payment (const char *payment_status);

G_END_DECLS
