/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sharing the salon: where the shared salon is, a test of it step by step, what will happen to what is
 * on this computer, and the way back to working alone.
 */
#pragma once

#include <adwaita.h>

#include "sync/salon-sharing.h"

G_BEGIN_DECLS

#define SALON_TYPE_CONNECTION_DIALOG (salon_connection_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonConnectionDialog,
                      salon_connection_dialog,
                      SALON,
                      CONNECTION_DIALOG,
                      AdwDialog)

AdwDialog *salon_connection_dialog_new (SalonSharing *sharing);

G_END_DECLS
