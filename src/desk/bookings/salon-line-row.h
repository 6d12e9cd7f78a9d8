/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One service of the booking: its name and length, its price to edit, and the ways to move it
 * (Alt+Up, Alt+Down or the button) and to take it out (Alt+Delete or the button).
 *
 * Signals: "moved (int steps)", "removed", "priced (gint64 cents)", for the picker to tell the form.
 */
#pragma once

#include "common/salon-session.h"
#include "core/salon-booking.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_LINE_ROW (salon_line_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonLineRow, salon_line_row, SALON, LINE_ROW, AdwActionRow)

GtkWidget *salon_line_row_new (SalonSession *session);
/* Texts are not touched where they already say it: an entry being edited stays as it is. */
void salon_line_row_show (SalonLineRow *self, const SalonBookingLine *line, gboolean is_first);
const char *salon_line_row_get_id (SalonLineRow *self);

G_END_DECLS
