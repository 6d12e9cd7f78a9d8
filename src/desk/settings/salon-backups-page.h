/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The copies of the salon: when each was made, a new one by hand, and a look inside before one takes
 * the place of the salon ("app.restore").
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_BACKUPS_PAGE (salon_backups_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonBackupsPage, salon_backups_page, SALON, BACKUPS_PAGE, AdwPreferencesPage)

AdwPreferencesPage *salon_backups_page_new (SalonSession *session);

G_END_DECLS
