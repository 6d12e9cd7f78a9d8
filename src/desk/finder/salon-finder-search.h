/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a typed line finds, section by section: a booking to make, a day of the calendar, clients,
 * their bookings, services, actions. Bounded reads on the main thread; no widget.
 */
#pragma once

#include "salon-finder-actions.h"
#include "salon-finder-result.h"
#include "salon-finder-wish.h"

G_BEGIN_DECLS

/* Does @line, which @wish has read, ask for a booking? "Show mon" does not, though somebody may be
 * called Show: nobody is, and there is an action of that name. */
gboolean salon_finder_search_is_booking (SalonFinderWish *wish,
                                         SalonFinderActions *actions,
                                         const char *line);
/* @wish has read @line. Elements: SalonFinderResult, in the order in which they are shown. */
GPtrArray *salon_finder_search_run (SalonSession *session,
                                    SalonFinderWish *wish,
                                    SalonFinderActions *actions,
                                    const char *line);

G_END_DECLS
