/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The salon's settings, three pages. Every edit is a change like any other: saved at once, told in a
 * toast, undone by Ctrl+Z; here or on another computer, the pages follow.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_PREFERENCES_DIALOG (salon_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonPreferencesDialog,
                      salon_preferences_dialog,
                      SALON,
                      PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

AdwDialog *salon_preferences_dialog_new (SalonSession *session);

G_END_DECLS
