/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the services: what the salon offers, by category, in the owner's order. */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_SERVICES_PAGE (salon_services_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonServicesPage, salon_services_page, SALON, SERVICES_PAGE, AdwBin)

GtkWidget *salon_services_page_new (SalonSession *session);

G_END_DECLS
