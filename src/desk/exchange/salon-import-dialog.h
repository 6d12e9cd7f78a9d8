/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Brings in what another program has written, step by step: which file, what its columns hold, a look at
 * every row with what is wrong with it, and then all of it at once, with one Undo. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_TYPE_IMPORT_DIALOG (salon_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonImportDialog, salon_import_dialog, SALON, IMPORT_DIALOG, AdwDialog)

AdwDialog *salon_import_dialog_new (SalonSession *session);
/* Goes on with @file as if it had been chosen. */
void salon_import_dialog_open (SalonImportDialog *self, GFile *file);

G_END_DECLS
