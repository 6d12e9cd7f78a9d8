/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/salon-failure-page.h"

#include <glib/gi18n-lib.h>

#include "common/salon-words.h"
#include "store/salon-store-error.h"

static GtkWidget *
add_pill (GtkBox *buttons, const char *label, const char *action_name)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  gtk_box_append (buttons, button);
  return button;
}

/* Starting anew would open the same file. */
static void
add_ways_out_of_damage (GtkBox *buttons, const char *backup_path)
{
  if (backup_path != NULL)
    {
      GtkWidget *restore = add_pill (buttons, _ ("_Bring Back the Last Backup"), "app.restore");

      gtk_actionable_set_action_target (GTK_ACTIONABLE (restore), "s", backup_path);
      gtk_widget_add_css_class (restore, "suggested-action");
    }
  add_pill (buttons, _ ("_Save What Can Be Read"), "app.salvage");
  add_pill (buttons, _ ("_Try Again"), "app.open-again");
}

GtkWidget *
salon_failure_page_new (const GError *error, const char *backup_path)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *sentence = salon_words_for_error (error);
  g_autofree char *description = g_markup_escape_text (sentence, -1);

  if (g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT))
    add_ways_out_of_damage (GTK_BOX (buttons), backup_path);
  else
    {
      gtk_widget_add_css_class (add_pill (GTK_BOX (buttons), _ ("_Try Again"), "app.open-again"),
                                "suggested-action");
      add_pill (GTK_BOX (buttons), _ ("_Start My Salon"), "win.welcome");
    }
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Your Salon Could Not Be Opened"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), buttons);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  return view;
}
