/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was done to one thing (a booking, a client, a service, …) or to all of a kind (the opening
 * hours), latest first: what, when, on which computer, what it was and what it became. Each entry has a
 * button that goes back to what was there after it, as a change like any other.
 *
 * In a shared salon it asks what everybody did, each time it is opened and when others change the thing;
 * until that is there, or when the shared salon cannot be reached, it shows what was done on this
 * computer, and says so. A question that is under way ends with the dialog.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_HISTORY_DIALOG (salon_history_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonHistoryDialog, salon_history_dialog, SALON, HISTORY_DIALOG, AdwDialog)

/* @id: (nullable): all rows of @table. Emits "went-back" once the rows are as they were. */
AdwDialog *salon_history_dialog_new (SalonSession *session,
                                     const char *table,
                                     const char *id,
                                     const char *title);
/* The same over the window of @parent. */
void salon_history_dialog_present (GtkWidget *parent,
                                   SalonSession *session,
                                   const char *table,
                                   const char *id,
                                   const char *title);

G_END_DECLS
