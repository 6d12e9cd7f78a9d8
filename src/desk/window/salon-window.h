/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "carriers/salon-carriers.h"
#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_TYPE_WINDOW (salon_window_get_type ())
G_DECLARE_FINAL_TYPE (SalonWindow, salon_window, SALON, WINDOW, AdwApplicationWindow)

/* An empty window: shows nothing until it is told the salon or asked to welcome. */
SalonWindow *salon_window_new (AdwApplication *application);
void salon_window_set_session (SalonWindow *self, SalonSession *session);
/* Who carries messages, to be set up in a dialog of the window. */
void salon_window_set_carriers (SalonWindow *self, SalonCarriers *carriers);
/* Shows the first-run page; its choices are the application's actions. */
void salon_window_show_welcome (SalonWindow *self);
/* Back from the welcome to the salon that is open. */
void salon_window_show_desk (SalonWindow *self);
/* Shows why the salon could not be opened, and the ways on. @backup_path: (nullable): the latest. */
void salon_window_show_failure (SalonWindow *self, const GError *error, const char *backup_path);
/* "calendar", "calendar/month", "clients", "services", "review", "connection", "carriers", "settings", "booking", "import",
 * "export", "shortcuts". */
void salon_window_show_page (SalonWindow *self, const char *name);

SalonSession *salon_window_get_session (SalonWindow *self); /* NULL before there is one */
/* What a dialog stands before, and where the focus goes back to. */
GtkWidget *salon_window_get_shown (SalonWindow *self);

G_END_DECLS
