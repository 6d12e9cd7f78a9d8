/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of a message, with {placeholders} that are filled for each client.
 *
 * A placeholder is one of a short list, in braces: {first_name}, in French {prénom}. What a kind of
 * message cannot know (the {code} of a gift card in a reminder) is not allowed in it. {{ and }} are
 * braces themselves.
 * Filling never reads what is filled in: a client called "{code}" stays "{code}".
 *
 * Texts are UTF-8. Pure; any thread.
 */
#pragma once

#include "core/salon-language.h"
#include "core/salon-message.h"

G_BEGIN_DECLS

#define SALON_N_LANGUAGES (SALON_LANGUAGE_FRENCH + 1)

typedef enum
{
  SALON_PLACEHOLDER_CLIENT,     /* {client}: "Marie Durand"; of a card: who gets the message */
  SALON_PLACEHOLDER_FIRST_NAME, /* {first_name}: "Marie" */
  SALON_PLACEHOLDER_DATE,       /* {date}: "jeudi 12 mars" */
  SALON_PLACEHOLDER_DAY,        /* {day}: "demain", "aujourd’hui", else "jeudi" */
  SALON_PLACEHOLDER_TIME,       /* {time}: "14h30" */
  SALON_PLACEHOLDER_SERVICES,   /* {services}: "Pose gel, sourcils" */
  SALON_PLACEHOLDER_DURATION,   /* {duration}: "1 h 30" */
  SALON_PLACEHOLDER_PRICE,      /* {price}: "45 €" */
  SALON_PLACEHOLDER_SALON,      /* {salon}: "Serenaia" */
  SALON_PLACEHOLDER_PHONE,      /* {phone}: "01 23 45 67 89", the salon's */
  SALON_PLACEHOLDER_ADDRESS,    /* {address}: the salon's, in one line */
  SALON_PLACEHOLDER_LINK,       /* {link}: the salon's web page */
  SALON_PLACEHOLDER_CODE,       /* {code}: of the gift card */
  SALON_PLACEHOLDER_AMOUNT,     /* {amount}: what is on the gift card, or its service */
  SALON_PLACEHOLDER_EXPIRY,     /* {expiry}: the card's last day, "12 mars 2027" */
  SALON_PLACEHOLDER_GIVER,      /* {giver}: who bought the gift card */
} SalonPlaceholder;
#define SALON_N_PLACEHOLDERS (SALON_PLACEHOLDER_GIVER + 1)

/* By SalonPlaceholder; NULL: nothing is known, and nothing is written. Borrowed. */
typedef struct
{
  const char *texts[SALON_N_PLACEHOLDERS];
} SalonMessageValues;

/* @subject: of a mail; "" for an SMS. */
typedef struct
{
  const char *subject;
  const char *text;
} SalonMessageTemplate;

SalonMessageTemplate *salon_message_template_new (const char *subject, const char *text);
void salon_message_template_free (SalonMessageTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonMessageTemplate, salon_message_template_free)

/* What is sent as long as the owner has not written words of her own; static. An SMS about a usual
 * booking fits in one part. */
const SalonMessageTemplate *salon_message_template_get_default (SalonMessageKind kind,
                                                                SalonMessageMedium medium,
                                                                SalonLanguage language);

/* Does this kind go out by this medium at all? What is about a card goes by mail alone: a card has no
 * number. */
gboolean salon_message_template_exists (SalonMessageKind kind, SalonMessageMedium medium);

/* Without braces: "first_name", "prénom"; static. Any text may have those of any language. */
const char *salon_placeholder_to_word (SalonPlaceholder placeholder, SalonLanguage language);
gboolean salon_placeholder_is_of (SalonPlaceholder placeholder, SalonMessageKind kind);

typedef enum
{
  SALON_TEMPLATE_GOOD,
  SALON_TEMPLATE_UNKNOWN, /* {nmae}: no placeholder is called so */
  SALON_TEMPLATE_FOREIGN, /* one that messages of this kind do not know */
  SALON_TEMPLATE_OPEN,    /* a brace without its other half */
  SALON_TEMPLATE_EMPTY,   /* nothing but spaces */
} SalonTemplateFault;

/**
 * salon_message_template_check:
 * @text: a subject or a text
 * @offset: (out) (optional): of the first fault, in bytes
 * @length: (out) (optional): of what is wrong there, in bytes, braces included
 */
SalonTemplateFault salon_message_template_check (const char *text,
                                                 SalonMessageKind kind,
                                                 gsize *offset,
                                                 gsize *length);

/* Of any text: what is no placeholder stays as it is. Spaces and lines that are left over where
 * nothing was filled in are closed up. Transfer full. */
char *salon_message_template_fill (const char *text, const SalonMessageValues *values);

/* Of a subject: line ends and other control characters become spaces, those at its ends go. Transfer
 * full. */
char *salon_message_template_make_line (const char *text);

/**
 * salon_message_template_to_html:
 * @text: a filled text
 *
 * A whole HTML document: a paragraph for every empty line, every sign that HTML reads is escaped,
 * addresses that begin with http:// or https:// are links.
 */
char *salon_message_template_to_html (const char *text, const char *title, SalonLanguage language);

G_END_DECLS
