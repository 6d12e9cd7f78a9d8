/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an answer about a day was made of: the day, and each row that had a say in it. A change names the same
 * things, where they were and where they are, and what bears one of its marks is not true any longer.
 *
 * A mark is a number; two rows may have the same by chance, and then too much is dropped, never too little.
 * A GArray of guint64.
 */
#pragma once

#include "core/salon-day.h"

G_BEGIN_DECLS

/* In the place of a row, for what depends on which services there are. */
#define SALON_SERVER_MARK_ANY_SERVICE "any service"

GArray *salon_server_marks_new (void);
void salon_server_marks_add_row (GArray *marks, const char *id);
/* Both included. False, and nothing is added, when that is no stretch or longer than a year or so. */
gboolean salon_server_marks_add_days (GArray *marks, SalonDay from, SalonDay to);
/* The days that a visit may have a say in, which holds a chair in [@from, @to): its own, and the next when it is
 * so near to it that what stands on the other side of midnight may reach up to it. */
void salon_server_marks_add_visit (GArray *marks, SalonMoment from, SalonMoment to);

G_END_DECLS
