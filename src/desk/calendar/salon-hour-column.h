/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hours beside the time grid: 00:00 to 23:00, each at its line, over the whole height. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SALON_TYPE_HOUR_COLUMN (salon_hour_column_get_type ())
G_DECLARE_FINAL_TYPE (SalonHourColumn, salon_hour_column, SALON, HOUR_COLUMN, GtkWidget)

GtkWidget *salon_hour_column_new (void);

G_END_DECLS
