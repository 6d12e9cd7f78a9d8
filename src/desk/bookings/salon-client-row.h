/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client in a list of search results: name, phone, last visit, and what to mind. Rows are kept
 * and refilled while the owner types: making eight of them for each key would be felt. */
#pragma once

#include "common/salon-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_CLIENT_ROW (salon_client_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonClientRow, salon_client_row, SALON, CLIENT_ROW, AdwActionRow)

GtkWidget *salon_client_row_new (void);
void salon_client_row_show (SalonClientRow *self, SalonSession *session, SalonClient *client);
SalonClient *salon_client_row_get_client (SalonClientRow *self);

/* "06 12 34 56 78 · last visit 12/02/2026 · 2 no-shows": also for the row of a chosen client. */
char *salon_client_row_describe (SalonSession *session, SalonClient *client);

G_END_DECLS
