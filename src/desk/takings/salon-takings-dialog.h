/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was taken today at this computer, and the till's journal: closing the day, looking whether
 * every line is as it was written, and giving it out.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_TAKINGS_DIALOG (salon_takings_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonTakingsDialog, salon_takings_dialog, SALON, TAKINGS_DIALOG, AdwDialog)

AdwDialog *salon_takings_dialog_new (SalonSession *session);
/* Writes the journal to @file, and says how that went. What the owner does by way of a file chooser. */
void salon_takings_dialog_export (SalonTakingsDialog *self, GFile *file);

G_END_DECLS
