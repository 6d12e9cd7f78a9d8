/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the clients: the list, which is searched as one types, beside the client chosen. */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_CLIENTS_PAGE (salon_clients_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonClientsPage, salon_clients_page, SALON, CLIENTS_PAGE, AdwBin)

GtkWidget *salon_clients_page_new (SalonSession *session);
/* Shows the client beside the list, whatever the list holds at the moment. */
void salon_clients_page_show (SalonClientsPage *self, const char *client_id);
/* Opens what can be done with a client, for the one seen last: "merge" (with the one before her) or
 * an action of her view, "history" or "anonymise"; or the "card" of the next one who has allergies.
 * For pictures, and for links into the program. */
void salon_clients_page_show_task (SalonClientsPage *self, const char *name);

G_END_DECLS
