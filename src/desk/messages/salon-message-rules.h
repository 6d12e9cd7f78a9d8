/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The owner's rules about messages, read from the salon and changed: what is told, by what means, when not,
 * under whose name and in what words. Each change keeps what else its setting holds. Main thread.
 */
#pragma once

#include "common/salon-session.h"
#include "message/salon-message-settings.h"

G_BEGIN_DECLS

/* Transfer full. */
SalonMessageSettings *salon_message_rules_read (SalonSession *session);

/* The following commit the change, tell of it as of any other, and do nothing when all is so already. */
void salon_message_rules_set_medium (SalonSession *session,
                                     SalonMessageKind kind,
                                     SalonMessageMedium medium,
                                     gboolean is_on);
void salon_message_rules_set_span (SalonSession *session, SalonMessageKind kind, int span);
/* @from = @to: no quiet hours. */
void salon_message_rules_set_quiet (SalonSession *session, int from, int to);
void salon_message_rules_set_accents (SalonSession *session, gboolean keeps_accents);
/* "": the one that is made of the salon's name. */
void salon_message_rules_set_sender (SalonSession *session, const char *sender);
void
salon_message_rules_set_mail_from (SalonSession *session, const char *name, const char *address);
void salon_message_rules_set_link (SalonSession *session, const char *link);
/* @words: (nullable): NULL, or what is the default: ours from now on. */
void salon_message_rules_set_words (SalonSession *session,
                                    SalonMessageKind kind,
                                    SalonMessageMedium medium,
                                    SalonLanguage language,
                                    const SalonMessageTemplate *words);

G_END_DECLS
