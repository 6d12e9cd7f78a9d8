/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has everything that can take the focus a name for a screen reader? */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The paths of the visible focusable widgets under @root that have no name, one a line; "" if all
 * have one. Transfer full. */
char *accessible_names_find_missing (GtkWidget *root);

G_END_DECLS
