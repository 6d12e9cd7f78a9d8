/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a time is not free, in the owner's words: "Closed on Mondays", "Marie Dupont until 15:00". */
#pragma once

#include "core/salon-slot.h"

G_BEGIN_DECLS

/* NULL when it is free. @start is the time that was asked about. */
char *
salon_slot_words (const SalonSlotVerdict *verdict, SalonOpeningHours *hours, SalonMoment start);

G_END_DECLS
