/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the owner reads about the texts of messages and the rules for them: names, faults, and what an SMS
 * costs. In the language of the window; transfer full unless const.
 */
#pragma once

#include "message/salon-message-settings.h"
#include "message/salon-sms-text.h"

G_BEGIN_DECLS

const char *salon_template_words_for_kind (SalonMessageKind kind); /* "Reminder" */
/* "Reminders by SMS and e-mail, 24 hours before": what the settings make of it. */
char *salon_template_words_for_rule (SalonMessageSettings *settings, SalonMessageKind kind);
/* Of the number of hours or days: "Hours Before the Visit"; NULL for a kind without one. */
const char *salon_template_words_for_span (SalonMessageKind kind);
char *salon_template_words_for_change (SalonMessageKind kind);      /* "Messages: Reminder" */
char *salon_template_words_for_text_change (SalonMessageKind kind); /* "Text: Reminder" */
const char *salon_template_words_for_placeholder (SalonPlaceholder placeholder); /* "First name" */
/* What is wrong with a subject or a text, and what to do; NULL: nothing is. */
char *salon_template_words_for_fault (const char *text, SalonMessageKind kind, gboolean is_subject);

/* Of an SMS as it would be sent. */
typedef struct
{
  char *title;             /* "2 SMS, because of “ê”" */
  char *subtitle;          /* "Without accents it would be 1 SMS." */
  gboolean can_be_plainer; /* it is her own text that costs more */
} SalonTemplateCost;

/* @template_text: as it is written; @sent: as it is sent. */
void salon_template_words_for_cost (const char *template_text,
                                    const char *sent,
                                    gboolean keeps_accents,
                                    SalonTemplateCost *cost);
void salon_template_cost_clear (SalonTemplateCost *cost);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonTemplateCost, salon_template_cost_clear)

G_END_DECLS
