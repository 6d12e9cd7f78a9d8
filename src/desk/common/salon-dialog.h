/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all editors do alike: where the focus begins and where it goes back to, and how that which
 * was made is saved, or it is said why not.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* Shows @dialog over the window of @parent. The focus begins at the dialog's "focus-widget"; once
 * the dialog is closed it is back where it was inside @parent, or else at @parent itself. */
void salon_dialog_present (AdwDialog *dialog, GtkWidget *parent);

typedef void (*SalonDialogSaved) (AdwDialog *dialog);

/* Saves @change and closes @dialog; NULL: there is nothing to save. Until that is done the dialog
 * takes nothing more. When it fails, @failure says why and the dialog stays. @saved, if any, is
 * called before the dialog closes. */
void salon_dialog_save (AdwDialog *dialog,
                        AdwBanner *failure,
                        SalonSession *session,
                        SalonChange *change,
                        SalonDialogSaved saved);

G_END_DECLS
