/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The context menus of the time grid: of a booking and of an empty slot. What cannot be done to the
 * booking at hand is left out: its action is disabled.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GMenuModel *salon_booking_menu_new (void);
GMenuModel *salon_booking_menu_new_for_slot (void);

G_END_DECLS
