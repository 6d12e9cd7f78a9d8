/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shown-labels.h"

GtkLabel *
shown_labels_find (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return GTK_LABEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *label = shown_labels_find (child, text);
      if (label != NULL)
        return label;
    }
  return NULL;
}
