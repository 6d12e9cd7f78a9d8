/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-means-row.h"

#include <glib/gi18n-lib.h>

#include "common/salon-shortcuts.h"
#include "payments/salon-payment-words.h"

static GtkWidget *
make_row (const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_NUMBER);
  return row;
}

GtkWidget *
salon_means_row_new (SalonMeans means)
{
  return make_row (salon_payment_words_for_means (means));
}

GtkWidget *
salon_means_row_new_tendered (void)
{
  return make_row (_ ("Received in cash"));
}

GtkWidget *
salon_means_row_add_rest (GtkWidget *row, SalonMeans means)
{
  g_autofree char *key = salon_shortcut_dup_label (SALON_SHORTCUT_REST, means);
  GtkWidget *button = gtk_button_new_with_label (key);
  /* Translators: means of payment: "Card: what is left goes here" */
  g_autofree char *name =
    g_strdup_printf (_ ("%s: what is left goes here"), salon_payment_words_for_means (means));

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  return button;
}
