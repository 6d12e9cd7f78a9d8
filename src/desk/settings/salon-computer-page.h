/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What holds for this computer alone, and not for the salon: whether the program goes on with its
 * window closed, and what is told on the desktop. Kept in GSettings. Main thread.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_COMPUTER_PAGE (salon_computer_page_get_type ())
G_DECLARE_FINAL_TYPE (SalonComputerPage,
                      salon_computer_page,
                      SALON,
                      COMPUTER_PAGE,
                      AdwPreferencesPage)

AdwPreferencesPage *salon_computer_page_new (void);
/* For tests: as if it were so. */
void salon_computer_page_set_sandboxed (SalonComputerPage *self, gboolean is_sandboxed);

G_END_DECLS
