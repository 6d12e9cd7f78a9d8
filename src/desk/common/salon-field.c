/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-field.h"

gboolean
salon_field_tell (GtkWidget *field, GtkLabel *label, const char *words)
{
  g_return_val_if_fail (GTK_IS_WIDGET (field), FALSE);
  g_return_val_if_fail (GTK_IS_LABEL (label), FALSE);
  GtkAccessibleInvalidState invalid =
    words ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE;

  gtk_label_set_text (label, words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
  if (words)
    gtk_widget_add_css_class (field, "error");
  else
    gtk_widget_remove_css_class (field, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID, invalid, -1);
  if (words)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE,
                                    label, NULL, -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
  return words == NULL;
}
