/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a client's page says about her visits. Results are newly made. */
#pragma once

#include "common/salon-session.h"

G_BEGIN_DECLS

/* "every 4 weeks"; @days > 0. */
char *salon_visit_words_rhythm (int days);
/* "Thursday 14 March 2026, 14:30" */
char *salon_visit_words_when (SalonMoment start);
/* "Gel nails + Brows · 1 h 30 · 45,00 €" */
char *salon_visit_words_what (SalonSession *session, SalonBooking *booking);

G_END_DECLS
