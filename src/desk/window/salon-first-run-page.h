/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The welcome: look around in a sample salon, start one's own, or connect to one that is shared. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_FIRST_RUN_PAGE (salon_first_run_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonFirstRunPage, salon_first_run_page, SALON, FIRST_RUN_PAGE, AdwBin)

/* What is chosen is activated as "app.open-sample", "app.start-salon" with the plan of salon-new-salon, or
 * "app.connect-salon". */
GtkWidget *salon_first_run_page_new (void);

G_END_DECLS
