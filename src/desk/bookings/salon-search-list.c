/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-search-list.h"

static gboolean
is_shown (GtkListBoxRow *row)
{
  return gtk_widget_get_child_visible (GTK_WIDGET (row))
         && gtk_widget_get_visible (GTK_WIDGET (row));
}

/* The next shown row from @index in @direction, not looking at @index itself. */
static GtkListBoxRow *
find_row (GtkListBox *list, int index, int direction)
{
  GtkListBoxRow *row;
  do
    {
      index += direction;
      row = index < 0 ? NULL : gtk_list_box_get_row_at_index (list, index);
    }
  while (row != NULL && !is_shown (row));
  return row;
}

void
salon_search_list_choose_first (GtkListBox *list)
{
  g_return_if_fail (GTK_IS_LIST_BOX (list));
  gtk_list_box_select_row (list, find_row (list, -1, 1));
}

/* Brings @row into sight of the list's own scroller, if it has one, without taking the focus. */
static void
scroll_to (GtkListBox *list, GtkListBoxRow *row)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_VIEWPORT);
  if (viewport != NULL)
    gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), GTK_WIDGET (row), NULL);
}

static void
say_row (GtkListBoxRow *row)
{
  if (!ADW_IS_ACTION_ROW (row))
    return;
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  const char *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
  g_autofree char *words = g_strdup_printf ("%s, %s", title, subtitle != NULL ? subtitle : "");
  gtk_accessible_announce (GTK_ACCESSIBLE (row), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
choose_neighbour (GtkListBox *list, int direction)
{
  GtkListBoxRow *chosen = gtk_list_box_get_selected_row (list);
  int index = chosen != NULL ? gtk_list_box_row_get_index (chosen) : -1;
  GtkListBoxRow *row = find_row (list, index, direction);
  if (row == NULL)
    return;
  gtk_list_box_select_row (list, row);
  scroll_to (list, row);
  say_row (row);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkListBox *list)
{
  gboolean plain = (state & gtk_accelerator_get_default_mod_mask ()) == 0;
  if (!plain || !gtk_widget_get_mapped (GTK_WIDGET (list)))
    return GDK_EVENT_PROPAGATE;
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  choose_neighbour (list, keyval == GDK_KEY_Down ? 1 : -1);
  return GDK_EVENT_STOP;
}

static void
activated_cb (GtkSearchEntry *entry, GtkListBox *list)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);
  if (row != NULL && gtk_widget_get_mapped (GTK_WIDGET (list)) && is_shown (row))
    g_signal_emit_by_name (list, "row-activated", row);
}

void
salon_search_list_pair (GtkSearchEntry *entry, GtkListBox *list)
{
  g_return_if_fail (GTK_IS_SEARCH_ENTRY (entry));
  g_return_if_fail (GTK_IS_LIST_BOX (list));

  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), list, 0);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
  g_signal_connect_object (entry, "activate", G_CALLBACK (activated_cb), list, 0);
}
