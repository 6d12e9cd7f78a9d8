/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client in the long list: initials, name, number, and what to mind. List views fill and empty it
 * again and again; it asks the store for nothing. */
#pragma once

#include "core/salon-client.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_CLIENT_CELL (salon_client_cell_get_type ())
G_DECLARE_FINAL_TYPE (SalonClientCell, salon_client_cell, SALON, CLIENT_CELL, AdwBin)

GtkWidget *salon_client_cell_new (void);
void salon_client_cell_show (SalonClientCell *self, SalonClient *client);

G_END_DECLS
