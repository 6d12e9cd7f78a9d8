/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The actions of the window by which pages and menus reach repetitions, the waiting list, blocked time and
 * what a closing hits. */
#pragma once

#include "window/salon-window.h"

G_BEGIN_DECLS

void salon_window_planning_install (GtkWidgetClass *klass);
/* For pictures: repeats the first booking from tomorrow on. */
void salon_window_planning_repeat_next (SalonWindow *self);

G_END_DECLS
