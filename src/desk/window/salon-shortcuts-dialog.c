/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libadwaita has a dialog for this since 1.8. Before it there is GtkShortcutsWindow, which never wraps
 * or scrolls: a list of our own takes its place.
 */
#include "salon-shortcuts-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-shortcuts.h"

static gboolean
begins_group (SalonShortcut shortcut)
{
  return shortcut == 0
         || g_strcmp0 (salon_shortcut_get_group (shortcut), salon_shortcut_get_group (shortcut - 1))
              != 0;
}

#if ADW_CHECK_VERSION(1, 8, 0)

/* What is allowed is what there is in the oldest libadwaita: here it is a newer one. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

AdwDialog *
salon_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_shortcuts_dialog_new ();
  AdwShortcutsSection *section = NULL;

  for (SalonShortcut i = 0; i < SALON_N_SHORTCUTS; i++)
    {
      if (begins_group (i))
        {
          if (section != NULL)
            adw_shortcuts_dialog_add (ADW_SHORTCUTS_DIALOG (dialog), section);
          section = adw_shortcuts_section_new (salon_shortcut_get_group (i));
        }
      adw_shortcuts_section_add (section, adw_shortcuts_item_new (salon_shortcut_get_title (i),
                                                                  salon_shortcut_get_keys (i)));
    }
  adw_shortcuts_dialog_add (ADW_SHORTCUTS_DIALOG (dialog), section);
  return dialog;
}

G_GNUC_END_IGNORE_DEPRECATIONS

#else

static char *
dup_key_words (SalonShortcut shortcut)
{
  g_auto (GStrv) keys = g_strsplit (salon_shortcut_get_keys (shortcut), " ", -1);
  GString *words = g_string_new (NULL);

  for (int i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *label = salon_shortcut_dup_label (shortcut, i);
      g_string_append_printf (words, "%s%s", i > 0 ? " · " : "", label);
    }
  return g_string_free_and_steal (words);
}

static GtkWidget *
make_row (SalonShortcut shortcut)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = dup_key_words (shortcut);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), salon_shortcut_get_title (shortcut));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  return row;
}

AdwDialog *
salon_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_preferences_dialog_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group = NULL;

  adw_dialog_set_title (dialog, C_ ("shortcuts", "Keyboard shortcuts"));
  adw_preferences_dialog_set_search_enabled (ADW_PREFERENCES_DIALOG (dialog), TRUE);
  for (SalonShortcut i = 0; i < SALON_N_SHORTCUTS; i++)
    {
      if (begins_group (i))
        {
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, salon_shortcut_get_group (i));
          adw_preferences_page_add (page, group);
        }
      adw_preferences_group_add (group, make_row (i));
    }
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), page);
  return dialog;
}

#endif
