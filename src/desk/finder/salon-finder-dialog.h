/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ctrl+K: one entry for everything. As the owner types, what she may mean stands beneath it, and the
 * first of it is chosen: clients, their bookings, days, services, actions; and when the line reads as
 * a booking, how it was read, as pickers, and three free times. Enter opens the booking editor with
 * those: nothing is saved here.
 *
 * By the keyboard: Up and Down choose, Enter does it, Tab reaches the pickers, Esc leaves.
 *
 * Signal: "found" (const char *action, GVariant *target, nullable): to be done in the window, once the
 * finder is gone.
 */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"
#include "finder/salon-finder-actions.h"

G_BEGIN_DECLS

#define SALON_TYPE_FINDER_DIALOG (salon_finder_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonFinderDialog, salon_finder_dialog, SALON, FINDER_DIALOG, AdwDialog)

AdwDialog *salon_finder_dialog_new (SalonSession *session, SalonFinderActions *actions);
/* As if it had been typed. */
void salon_finder_dialog_set_line (SalonFinderDialog *self, const char *line);

G_END_DECLS
