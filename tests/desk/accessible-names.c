/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GTK computes names by the ARIA rules in a private context; this asks for what they are computed
 * from: an own label or relation, a tooltip, or, for roles that are named by their content, a text
 * inside.
 */
#include "accessible-names.h"

#include <adwaita.h>

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

/* The relation to a label whose letter leads to @widget counts for more than a name of its own, also
 * when there is nothing in the label. */
static gboolean
has_empty_label (GtkWidget *widget)
{
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (widget);

  for (GList *one = labels; one != NULL; one = one->next)
    if (!GTK_IS_LABEL (one->data) || !is_blank (gtk_label_get_label (one->data)))
      return FALSE;
  return labels != NULL;
}

static gboolean
is_named_by_itself (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
         || gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY)
         || !is_blank (gtk_widget_get_tooltip_text (widget));
}

static gboolean
has_text_inside (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && !is_blank (gtk_label_get_label (GTK_LABEL (widget))))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && has_text_inside (child))
      return TRUE;
  return FALSE;
}

static gboolean
is_named_by_content (GtkWidget *widget)
{
  switch ((int) gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_BUTTON:
    case GTK_ACCESSIBLE_ROLE_TOGGLE_BUTTON:
    case GTK_ACCESSIBLE_ROLE_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_RADIO:
    case GTK_ACCESSIBLE_ROLE_LINK:
    case GTK_ACCESSIBLE_ROLE_LABEL:
    case GTK_ACCESSIBLE_ROLE_LIST_ITEM:
    case GTK_ACCESSIBLE_ROLE_OPTION:
    case GTK_ACCESSIBLE_ROLE_ROW:
    case GTK_ACCESSIBLE_ROLE_TAB:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM:
    case GTK_ACCESSIBLE_ROLE_GRID_CELL:
    case GTK_ACCESSIBLE_ROLE_COMBO_BOX:
      return has_text_inside (widget);
    default:
      return FALSE;
    }
}

/* The inner text of an entry, a spin button's parts and the like are named by what they are in. */
static gboolean
is_named (GtkWidget *widget)
{
  if (has_empty_label (widget))
    return FALSE;
  if (is_named_by_itself (widget) || is_named_by_content (widget))
    return TRUE;

  GtkWidget *parent = gtk_widget_get_parent (widget);
  if (GTK_IS_TEXT (widget))
    for (; parent != NULL; parent = gtk_widget_get_parent (parent))
      {
        if (ADW_IS_PREFERENCES_ROW (parent))
          return !is_blank (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (parent)));
        if (GTK_IS_EDITABLE (parent))
          return is_named_by_itself (parent);
      }
  if (GTK_IS_TOGGLE_BUTTON (widget) && (GTK_IS_MENU_BUTTON (parent) || GTK_IS_DROP_DOWN (parent)))
    return is_named_by_itself (parent) || is_named_by_content (parent);
  /* What is chosen stands in the button, which takes the focus for it. */
  GtkWidget *button = gtk_widget_get_ancestor (widget, GTK_TYPE_TOGGLE_BUTTON);
  if (button != NULL && button != widget && GTK_IS_DROP_DOWN (gtk_widget_get_parent (button)))
    return is_named (button);
  /* A place to scroll says nothing; libadwaita's own boxes (its sheets, the list in a group that has no
   * title) and GTK's buttons in a spin button, where Up and Down do the same, are not ours to name. */
  return GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_VIEWPORT (widget) || GTK_IS_WINDOW (widget)
         || g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwGizmo") || GTK_IS_SPIN_BUTTON (parent)
         || (GTK_IS_LIST_BOX (widget)
             && gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP) != NULL)
         || (GTK_IS_LIST_VIEW (widget)
             && gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) != NULL);
}

static char *
build_path (GtkWidget *widget)
{
  g_autoptr (GString) path = g_string_new (NULL);

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_string_prepend (path, G_OBJECT_TYPE_NAME (widget));
      g_string_prepend_c (path, '/');
    }
  return g_string_free (g_steal_pointer (&path), FALSE);
}

static void
collect (GtkWidget *widget, GString *missing)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (gtk_widget_get_focusable (widget) && gtk_widget_is_sensitive (widget) && !is_named (widget))
    {
      g_autofree char *path = build_path (widget);
      g_string_append_printf (missing, "%s\n", path);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, missing);
}

char *
accessible_names_find_missing (GtkWidget *root)
{
  GString *missing = g_string_new (NULL);

  collect (root, missing);
  return g_string_free (missing, FALSE);
}
