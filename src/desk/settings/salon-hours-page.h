/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The week's opening hours, and the public holidays. */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_HOURS_PAGE (salon_hours_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonHoursPage, salon_hours_page, SALON, HOURS_PAGE, AdwPreferencesPage)

AdwPreferencesPage *salon_hours_page_new (SalonSession *session);

G_END_DECLS
