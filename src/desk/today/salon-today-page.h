/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the owner wants to see with a client in front of her: who comes next, who is late, what waits
 * to be confirmed, whom to call, and what has been taken today. */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_TODAY_PAGE (salon_today_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonTodayPage, salon_today_page, SALON, TODAY_PAGE, AdwBin)

GtkWidget *salon_today_page_new (SalonSession *session);

G_END_DECLS
