/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be read in a window. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The label under @widget that is mapped and says exactly @text; NULL: none does. */
GtkLabel *shown_labels_find (GtkWidget *widget, const char *text);

G_END_DECLS
