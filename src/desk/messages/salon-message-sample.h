/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A visit and a gift card that do not exist, to show what a text looks like. Main thread. */
#pragma once

#include "common/salon-session.h"
#include "message/salon-message-text.h"

G_BEGIN_DECLS

/* What Marie Durand would get: about her visit next Thursday at half past two for the first service of the
 * salon's list, or about a gift card of 60. */
SalonMessageText *salon_message_sample_write (SalonSession *session,
                                              SalonMessageSettings *settings,
                                              SalonMessageKind kind,
                                              SalonMessageMedium medium,
                                              SalonLanguage language,
                                              const SalonMessageTemplate *words);

G_END_DECLS
