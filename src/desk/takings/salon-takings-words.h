/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The till's journal as the owner reads it. Transfer full. */
#pragma once

#include "store/salon-till.h"

#include "common/salon-session.h"

G_BEGIN_DECLS

/* Of a payment's line: "Card, €45.00 – Marie Durand", and "14:32 – line 12, taken back". */
char *salon_takings_words_title (SalonSession *session, const SalonTillLine *line);
char *salon_takings_words_subtitle (SalonSession *session, const SalonTillLine *line);
/* Of a closing: "Thursday 12 March 2026: €45.05", and what it covers. */
char *salon_takings_words_closing_title (SalonSession *session, const SalonTillLine *line);
char *salon_takings_words_closing_subtitle (SalonSession *session, const SalonTillLine *line);
/* "Line 12 of 12/03/2026 was altered." */
char *salon_takings_words_fault (SalonSession *session, const SalonTillFault *fault);
/* What a verification found, in one sentence or one a line. */
char *salon_takings_words_report (SalonSession *session, const SalonTillReport *report);

G_END_DECLS
