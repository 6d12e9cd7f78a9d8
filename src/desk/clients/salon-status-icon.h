/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mark of a booking's status as a small widget, in the colour of the text around it; its
 * tooltip names the status. Nothing is drawn for a booking that simply stands. */
#pragma once

#include "core/salon-booking-status.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SALON_TYPE_STATUS_ICON (salon_status_icon_get_type ())
G_DECLARE_FINAL_TYPE (SalonStatusIcon, salon_status_icon, SALON, STATUS_ICON, GtkWidget)

GtkWidget *salon_status_icon_new (SalonBookingStatus status);

G_END_DECLS
