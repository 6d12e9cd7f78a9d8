/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the owner has decided about messages, from the rows of salon_settings whose key begins with
 * "message.". What is absent, or not what it should be, is as by default: a row that another program
 * spoiled never stops the messages. Keys of providers are secrets and not here.
 *
 * message.<kind>     {"sms": true, "email": true, "hours": 24}   (expiry: "days")
 * message.quiet      {"from": "21:00", "to": "08:00"}           equal: no quiet hours
 * message.template.<kind>.<medium>.<language>  {"subject": "…", "text": "…"}
 * message.accents    true: SMS are sent as they are written, whatever they cost
 * message.sender     "SERENAIA": letters and digits, at most 11
 * message.mail_from  {"name": "…", "email": "…"}
 * message.link       "https://…"
 *
 * Immutable, counted atomically: it crosses threads.
 */
#pragma once

#include "salon-message-template.h"

G_BEGIN_DECLS

#define SALON_MESSAGE_SETTINGS_PREFIX "message."
#define SALON_MESSAGE_QUIET_KEY "message.quiet"
#define SALON_MESSAGE_ACCENTS_KEY "message.accents"
#define SALON_MESSAGE_SENDER_KEY "message.sender"
#define SALON_MESSAGE_MAIL_FROM_KEY "message.mail_from"
#define SALON_MESSAGE_LINK_KEY "message.link"

#define SALON_MESSAGE_SENDER_LENGTH 11
/* Each at least 1. */
#define SALON_MESSAGE_MAX_REMINDER_HOURS 48
#define SALON_MESSAGE_MAX_EXPIRY_DAYS 60
#define SALON_MESSAGE_MAX_THANKS_HOURS 12

typedef struct _SalonMessageSettings SalonMessageSettings;

#define SALON_TYPE_MESSAGE_SETTINGS (salon_message_settings_get_type ())
GType salon_message_settings_get_type (void);

/**
 * salon_message_settings_new:
 * @texts: (nullable): key → the row's value as JSON text; other keys are ignored. NULL: all by default
 */
SalonMessageSettings *salon_message_settings_new (GHashTable *texts);
SalonMessageSettings *salon_message_settings_ref (SalonMessageSettings *self);
void salon_message_settings_unref (SalonMessageSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonMessageSettings, salon_message_settings_unref)

/* Is the kind sent by this medium? Of a voucher by mail: always, for it is asked for one by one. */
gboolean salon_message_settings_is_on (SalonMessageSettings *self,
                                       SalonMessageKind kind,
                                       SalonMessageMedium medium);
/* reminder: hours before; expiry: days before; thanks: hours after the end; others 0. */
int salon_message_settings_get_span (SalonMessageSettings *self, SalonMessageKind kind);
/* Minutes of the day. FALSE: there are no quiet hours. */
gboolean salon_message_settings_get_quiet (SalonMessageSettings *self, int *from, int *to);
gboolean salon_message_settings_keeps_accents (SalonMessageSettings *self);
const char *salon_message_settings_get_sender (SalonMessageSettings *self);       /* never "" */
const char *salon_message_settings_get_mail_name (SalonMessageSettings *self);    /* NULL: none */
const char *salon_message_settings_get_mail_address (SalonMessageSettings *self); /* NULL: none */
const char *salon_message_settings_get_link (SalonMessageSettings *self);         /* NULL: none */
const char *salon_message_settings_get_salon (SalonMessageSettings *self);   /* salon.name; "" */
const char *salon_message_settings_get_phone (SalonMessageSettings *self);   /* salon.phone; "" */
const char *salon_message_settings_get_address (SalonMessageSettings *self); /* salon.address; "" */
/* "EUR". */
const char *salon_message_settings_get_currency (SalonMessageSettings *self);
/* The owner's words, or those by default. */
const SalonMessageTemplate *salon_message_settings_get_template (SalonMessageSettings *self,
                                                                 SalonMessageKind kind,
                                                                 SalonMessageMedium medium,
                                                                 SalonLanguage language);

/* "message.reminder"; transfer full, as the next. */
char *salon_message_settings_dup_kind_key (SalonMessageKind kind);
char *salon_message_settings_dup_template_key (SalonMessageKind kind,
                                               SalonMessageMedium medium,
                                               SalonLanguage language);
/* "hours", "days", or NULL for a kind without one. Static. */
const char *salon_message_settings_get_span_word (SalonMessageKind kind);
/* May the phone company show it as the sender? Letters and digits, one letter at least, 3 to 11. */
gboolean salon_message_settings_is_sender (const char *text);
/* "fr" and whatever is not English: French. */
SalonLanguage salon_message_settings_read_language (const char *language);

G_END_DECLS
