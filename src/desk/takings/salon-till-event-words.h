/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The events of the till's journal as the owner reads them. Transfer full. */
#pragma once

#include "core/salon-till-line.h"

#include "common/salon-session.h"

G_BEGIN_DECLS

/* "Voucher SERA-1234-5678 was printed again" */
char *salon_till_event_words_title (const SalonTillLine *line);
/* "12/03/2026 14:32, line 12 – print 2" */
char *salon_till_event_words_subtitle (SalonSession *session, const SalonTillLine *line);

G_END_DECLS
