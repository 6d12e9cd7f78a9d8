/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The secret that shows and cancels a booking: 43 letters that follow from the server's own secret and the
 * booking's id. The database has its digest alone; the server makes it again where a message or a payment page
 * has to lead back to the booking. Without a secret of its own, the server makes a token at random, which
 * nobody can make again. Any thread.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

/* For a new booking. Transfer full. */
char *salon_booking_token_new (const SalonServerConfiguration *configuration,
                               const char *booking_id);

/* The token of a booking that is there: by the present secret, or the one before it. Transfer full; NULL
 * without @error when it cannot be made again. */
char *
salon_booking_token_find (SalonServerContext *context, const char *booking_id, GError **error);

G_END_DECLS
