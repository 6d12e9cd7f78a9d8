/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the line was read, as pickers in a row: who, what, when. What may mean several things opens a
 * list of them, and what is still open is marked.
 *
 * Signal: "chosen": the wish is another one now.
 */
#pragma once

#include <adwaita.h>

#include "finder/salon-finder-wish.h"

G_BEGIN_DECLS

#define SALON_TYPE_FINDER_CHIPS (salon_finder_chips_get_type ())
G_DECLARE_FINAL_TYPE (SalonFinderChips, salon_finder_chips, SALON, FINDER_CHIPS, AdwBin)

/* Makes nothing anew that stays the same. */
void salon_finder_chips_show (SalonFinderChips *self, SalonFinderWish *wish);

G_END_DECLS
