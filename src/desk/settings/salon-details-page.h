/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who the salon is, its money, and the step of its calendar. */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_DETAILS_PAGE (salon_details_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonDetailsPage, salon_details_page, SALON, DETAILS_PAGE, AdwPreferencesPage)

AdwPreferencesPage *salon_details_page_new (SalonSession *session);

G_END_DECLS
