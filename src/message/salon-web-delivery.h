/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer of a provider's, or none, means for a message: what is the same with all of them that
 * are asked over HTTP. */
#pragma once

#include "salon-message-provider.h"
#include "web/salon-web-client.h"

G_BEGIN_DECLS

/**
 * salon_web_delivery_from_silence:
 * @client: whose call gave no answer
 * @error: and why
 *
 * LATER as long as nothing had been written; UNKNOWN from then on.
 */
SalonDelivery *salon_web_delivery_from_silence (SalonWebClient *client, const GError *error);

/**
 * salon_web_delivery_from_status:
 * @reply: no success
 * @now: Unix seconds
 * @refusal: why a status says no, when it is neither busy nor in trouble
 *
 * 429 and 409: LATER, for as long as the provider wants; 408 and 5xx: UNKNOWN; all else: REFUSED.
 */
SalonDelivery *
salon_web_delivery_from_status (SalonWebReply *reply, gint64 now, SalonDeliveryReason refusal);

/* An answer that says neither yes nor no. */
SalonDelivery *salon_web_delivery_from_garbage (SalonWebReply *reply);

G_END_DECLS
