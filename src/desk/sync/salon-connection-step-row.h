/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One step of the connection's test: what is tried, and how it went, as a sign and as a sentence. */
#pragma once

#include <adwaita.h>

#include "sync/salon-connection-test.h"

G_BEGIN_DECLS

#define SALON_TYPE_CONNECTION_STEP_ROW (salon_connection_step_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonConnectionStepRow,
                      salon_connection_step_row,
                      SALON,
                      CONNECTION_STEP_ROW,
                      AdwActionRow)

GtkWidget *salon_connection_step_row_new (SalonConnectionStep step);
/* @error: (nullable): of a step that failed. */
void salon_connection_step_row_show (SalonConnectionStepRow *self,
                                     SalonConnectionState state,
                                     const GError *error);

G_END_DECLS
