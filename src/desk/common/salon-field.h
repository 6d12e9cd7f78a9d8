/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a field, said in words below it, in its colour, and to a screen reader. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @words NULL: all is well, and TRUE is returned, else FALSE. @label is hidden when empty. */
gboolean salon_field_tell (GtkWidget *field, GtkLabel *label, const char *words);

G_END_DECLS
