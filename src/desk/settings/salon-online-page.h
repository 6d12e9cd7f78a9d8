/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: what clients may do on the salon's web site, with an example of what it means. */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_ONLINE_PAGE (salon_online_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonOnlinePage, salon_online_page, SALON, ONLINE_PAGE, AdwPreferencesPage)

AdwPreferencesPage *salon_online_page_new (SalonSession *session);

G_END_DECLS
