/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A booking that its client moves to another time: the same services at the same price, and what was paid stays with
 * it. It may be moved for as long as it may be cancelled, to any time at which it could be booked; its own place is in
 * nobody's way. All of it or nothing: she has the new time, or keeps the old one.
 */
#pragma once

#include "salon-server-booked.h"

G_BEGIN_DECLS

/* Why it cannot be moved at all: "too_late"; "not_movable", what is over, cancelled or waits to be paid. NULL when
 * it can. @now: Unix seconds */
const char *salon_server_move_explain (const SalonServerBooked *booked,
                                       const SalonServerCalendar *calendar,
                                       gint64 now);

/* What it needs room for. Its texts are those of @booked. */
SalonServerOffer salon_server_move_make_offer (const SalonServerBooked *booked);

/**
 * salon_server_move:
 * @booked: zero; as it was before
 * @refusal: (out): why it is not moved: as salon_server_move_explain(), or "taken" for a time that is not free
 *
 * Moves it, with whichever of the staff is free, and tells the client by mail. Twice is once.
 */
gboolean salon_server_move (SalonServerContext *context,
                            const SalonServerCalendar *calendar,
                            const char *id,
                            const char *token,
                            SalonMoment start,
                            SalonServerBooked *booked,
                            const char **refusal,
                            GError **error);

G_END_DECLS
