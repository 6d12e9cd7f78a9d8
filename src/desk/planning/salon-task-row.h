/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row with somebody, what there is to know of her, and what can be done; the buttons go under the text
 * where there is no room beside it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_TASK_ROW (salon_task_row_get_type ())
G_DECLARE_FINAL_TYPE (SalonTaskRow, salon_task_row, SALON, TASK_ROW, AdwPreferencesRow)

/* @details: one line each. */
GtkWidget *salon_task_row_new (const char *title, const char *details);
void salon_task_row_add (SalonTaskRow *self, GtkWidget *button);
/* A button with an icon for @action, which is told @id. */
void salon_task_row_add_action (SalonTaskRow *self,
                                const char *icon_name,
                                const char *tooltip,
                                const char *action,
                                const char *id);

G_END_DECLS
