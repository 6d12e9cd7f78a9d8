/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How names, days, times and money are written to a client. The words are those of her language and come
 * from here, not from the translation: the desk may speak English while she reads French, and the server
 * has no locale at all. Pure; any thread. Transfer full.
 */
#pragma once

#include "core/salon-day.h"

#include "salon-message-template.h"

G_BEGIN_DECLS

char *salon_message_format_day (SalonDay day, SalonLanguage language);  /* "jeudi 12 mars" */
char *salon_message_format_date (SalonDay day, SalonLanguage language); /* "12 mars 2027" */
char *salon_message_format_time (int minute, SalonLanguage language);   /* "14h30", "14:30" */
char *salon_message_format_duration (int minutes);                      /* "1 h 30" */
char *salon_message_format_money (gint64 cents, const char *currency, SalonLanguage language);
/* "Marie" of "Marie Durand"; "Mme Durand" stays so. */
char *salon_message_format_first_name (const char *name);

G_END_DECLS
