/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages to clients in the owner's words: what they are for, by what means, when, what became of them
 * and why. No codes: what a provider says is put into a sentence. */
#pragma once

#include "common/salon-session.h"
#include "messages/salon-message-item.h"

G_BEGIN_DECLS

const char *salon_message_words_for_kind (SalonMessageKind kind);       /* "Reminder" */
const char *salon_message_words_for_medium (SalonMessageMedium medium); /* "SMS" */
/* "Reminder by SMS"; transfer full, as all that follow but the icon. */
char *salon_message_words_for_title (SalonMessageKind kind, SalonMessageMedium medium);
/* "Today 18:00", "Thu 14 Mar 18:00": when it goes or went out. */
char *salon_message_words_for_instant (SalonSession *session, gint64 instant);
/* The number as people write it, or the address. */
char *salon_message_words_for_recipient (SalonMessageItem *item);
/* One line: when, and what came of it: "Goes out today 18:00", "Failed: no credits are left". */
char *salon_message_words_for_state (SalonSession *session, SalonMessageItem *item);
/* Why it is not sent, in one sentence; NULL: it is. */
char *salon_message_words_for_reason (SalonMessageItem *item);
const char *salon_message_words_get_icon (SalonMessageItem *item);

G_END_DECLS
