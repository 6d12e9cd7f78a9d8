/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what is to be taken out of the salon, in which form, and where to; and says when it is there. */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_TYPE_EXPORT_DIALOG (salon_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonExportDialog, salon_export_dialog, SALON, EXPORT_DIALOG, AdwDialog)

AdwDialog *salon_export_dialog_new (SalonSession *session);
/* Goes on as if @file had been chosen. */
void salon_export_dialog_save (SalonExportDialog *self, GFile *file);

G_END_DECLS
