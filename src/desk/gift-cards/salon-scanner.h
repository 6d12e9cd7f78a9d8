/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Listens for a scanner while a page is on the screen, wherever in the window the focus is, as long as
 * no dialog stands before it. Keys go their ordinary way until the Enter that ends a scan: that one is
 * taken, and what the scanner has typed into a field is taken out of it again.
 */
#pragma once

#include <gtk/gtk.h>

#include "gift-cards/salon-scan.h"

G_BEGIN_DECLS

/* @text in the layout of the keyboard, @american as on an American one. FALSE: it is no code; then
 * the field keeps what was typed, and the Enter goes its way. */
typedef gboolean (*SalonScannerTake) (GtkWidget *page, const char *text, const char *american);

/* For as long as @page lives. @search: (nullable): a field that also gets keys that go to others. */
void salon_scanner_attach (GtkWidget *page, GtkEditable *search, SalonScannerTake take);

G_END_DECLS
