/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The entries in which is typed how much is paid by each means, wherever somebody pays at the desk. The
 * key that gives a means what is left comes from the table of shortcuts.
 */
#pragma once

#include <adwaita.h>

#include "core/salon-payment.h"

G_BEGIN_DECLS

/* How much is paid by @means; Enter does what the dialog does. */
GtkWidget *salon_means_row_new (SalonMeans means);
/* What she hands over in cash. */
GtkWidget *salon_means_row_new_tendered (void);
/* The button at its end that gives @means what is left: what it does is the caller's. Borrowed. */
GtkWidget *salon_means_row_add_rest (GtkWidget *row, SalonMeans means);

G_END_DECLS
