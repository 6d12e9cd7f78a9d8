/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All bookings of the salon in one long list, with what narrows it down: a stretch of days, states, a
 * service, a client. What is chosen stays while the program runs. */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_BOOKINGS_PAGE (salon_bookings_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonBookingsPage, salon_bookings_page, SALON, BOOKINGS_PAGE, AdwBin)

GtkWidget *salon_bookings_page_new (SalonSession *session);

G_END_DECLS
