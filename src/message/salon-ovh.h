/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SMS by OVH. A message is a job with a tag of our own, which is made of the row's id: by it alone can be
 * found out what became of a job whose answer was lost. Their index is behind by a while: what is not there
 * two minutes after it was handed in never arrived.
 *
 * Messages are about visits, so they bear no advertising's STOP (noStopClause), and none is delivered after
 * it has lost its sense (validityPeriod). A success with our number among its invalidReceivers is a failure.
 */
#pragma once

#include "salon-message-provider.h"

G_BEGIN_DECLS

#define SALON_OVH_LOOK_UP_SECONDS 120
/* OVH takes no longer text. */
#define SALON_OVH_MAX_PARTS 6
#define SALON_OVH_MAX_SENDER_LENGTH 11

#define SALON_TYPE_OVH (salon_ovh_get_type ())
G_DECLARE_FINAL_TYPE (SalonOvh, salon_ovh, SALON, OVH, GObject)

/**
 * salon_ovh_new:
 * @service: "sms-ab12345-1"
 * @sender: (nullable): of messages that name none
 */
SalonMessageProvider *salon_ovh_new (const char *url,
                                     const char *application_key,
                                     const char *application_secret,
                                     const char *consumer_key,
                                     const char *service,
                                     const char *sender);

/* Letters and digits without accents, 11 at most. */
gboolean salon_ovh_is_sender (const char *sender);

G_END_DECLS
