/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A planned message in words: the template of its kind and medium in the client's language, filled with
 * what the booking or the card says. Dates, times and money are written in that language without a
 * locale. Pure; any thread.
 */
#pragma once

#include "salon-message-plan.h"

G_BEGIN_DECLS

/**
 * SalonMessageText:
 * @subject: one line; "" for an SMS
 * @text: plain; an SMS without accents where the owner did not ask for them
 * @html: the same for a mail; NULL for an SMS
 */
typedef struct
{
  char *subject;
  char *text;
  char *html;
} SalonMessageText;

void salon_message_text_free (SalonMessageText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonMessageText, salon_message_text_free)

/* @now and @zone: for "tomorrow". */
SalonMessageText *salon_message_text_new (const SalonPlannedMessage *message,
                                          SalonMessageSettings *settings,
                                          gint64 now,
                                          GTimeZone *zone);

/* The same in the words of @words, whatever the settings say: for a preview while they are written. */
SalonMessageText *salon_message_text_new_in (const SalonPlannedMessage *message,
                                             const SalonMessageTemplate *words,
                                             SalonMessageSettings *settings,
                                             gint64 now,
                                             GTimeZone *zone);

G_END_DECLS
