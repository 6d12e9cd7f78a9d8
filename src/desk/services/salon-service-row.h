/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A service in the list: name, length, price, its menu, and a handle to drag it by. It acts through
 * the actions of the page it is on ("services.edit", "services.up" …), with its id.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_SERVICE_ROW (salon_service_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonServiceRow, salon_service_row, SALON, SERVICE_ROW, AdwActionRow)

GtkWidget *salon_service_row_new (SalonSession *session, SalonService *service);
SalonService *salon_service_row_get_service (SalonServiceRow *self);

G_END_DECLS
