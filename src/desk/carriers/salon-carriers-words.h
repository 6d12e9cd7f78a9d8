/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of trying somebody who carries messages, in the owner's words, and what she can do about it. */
#pragma once

#include "message/salon-message-provider.h"

G_BEGIN_DECLS

/* "Sign-In"; static, as all here. */
const char *salon_carriers_words_for_step (SalonMessageStep step);
/* "The keys are right." */
const char *salon_carriers_words_for_passed (SalonMessageStep step);
/* What is wrong, and what to do. */
const char *salon_carriers_words_for_reason (SalonDeliveryReason reason, SalonMessageMedium medium);

G_END_DECLS
