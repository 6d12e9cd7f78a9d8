/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row behind a figure, in the cell that its kind has everywhere; a payment has its words. */
#pragma once

#include "calendar/salon-text-cache.h"
#include "common/salon-session.h"
#include "core/salon-statistics.h"

G_BEGIN_DECLS

/* @texts: of the list; borrowed, and outlives the cell */
GtkWidget *salon_figure_row_cell_new (SalonRowsKind kind, SalonTextCache *texts);
/* @item: a SalonBooking, SalonPayment, SalonGiftCard or SalonClient, as the cell was made for. Returns
 * all of it in one sentence, for a screen reader. Transfer full. */
char *salon_figure_row_cell_show (GtkWidget *cell, SalonSession *session, gpointer item);
/* A booking or a gift card of which nothing is known. Transfer full. */
gpointer salon_figure_row_cell_make_blank (SalonRowsKind kind);

G_END_DECLS
