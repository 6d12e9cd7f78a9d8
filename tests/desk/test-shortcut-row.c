/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of shortcuts: keys in words, and all of it in a narrow window. */
#include "window/salon-shortcut-row.h"

#define NARROW 360

static const char *
get_words (SalonShortcutRow *row, const char *accelerator)
{
  g_object_set (row, "accelerator", accelerator, NULL);
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
}

static void
test_keys_are_said_in_words (void)
{
  SalonShortcutRow *row = g_object_ref_sink (g_object_new (SALON_TYPE_SHORTCUT_ROW, NULL));

  g_assert_cmpstr (get_words (row, "<Control><Shift>n"), ==, "Shift+Ctrl+N");
  g_assert_cmpstr (get_words (row, "F10 <Alt>F4"), ==, "F10 · Alt+F4");
  g_assert_cmpstr (get_words (row, "<Alt>1...4"), ==, "Alt+1 … 4");
  g_assert_cmpstr (get_words (row, "no key"), ==, "no · key");
  g_assert_cmpstr (get_words (row, NULL), ==, "");
  g_object_unref (row);
}

static void
test_the_list_fits_a_narrow_window (void)
{
  g_type_ensure (SALON_TYPE_SHORTCUT_ROW);
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/fr/serenaia_beaute/Salon/shortcuts-dialog.ui");
  AdwDialog *dialog = ADW_DIALOG (gtk_builder_get_object (builder, "shortcuts_dialog"));
  GtkWidget *window = adw_window_new ();
  int least = 0;

  adw_dialog_present (dialog, window);
  gtk_widget_measure (adw_dialog_get_child (dialog), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL,
                      NULL, NULL);
  g_assert_cmpint (least, >, 0);
  g_assert_cmpint (least, <=, NARROW);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/salon/shortcut-row/keys-are-said-in-words", test_keys_are_said_in_words);
  g_test_add_func ("/salon/shortcut-row/the-list-fits-a-narrow-window",
                   test_the_list_fits_a_narrow_window);
  return g_test_run ();
}
