/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-import-cells.h"

#include <glib/gi18n-lib.h>

#include "salon-exchange-words.h"

/* What a choice of the list is. Services are not filled in: their list is short, and hers. */
static const SalonChoice client_choices[] = { SALON_CHOICE_FILL, SALON_CHOICE_SKIP,
                                              SALON_CHOICE_ADD };
static const SalonChoice service_choices[] = { SALON_CHOICE_SKIP, SALON_CHOICE_ADD };

static const char *
describe_choice (SalonChoice choice)
{
  switch (choice)
    {
    case SALON_CHOICE_ADD:
      return C_ ("what happens with a row", "Add");
    case SALON_CHOICE_FILL:
      return C_ ("what happens with a row", "Fill what is empty");
    case SALON_CHOICE_SKIP:
      return C_ ("what happens with a row", "Leave out");
    }
  g_return_val_if_reached (NULL);
}

static const SalonChoice *
get_choices (SalonForeignRows *rows, const SalonForeignRow *row, guint *n)
{
  gboolean can_fill = rows->kind == SALON_FOREIGN_CLIENTS && row->match != NULL;

  *n = can_fill ? G_N_ELEMENTS (client_choices) : G_N_ELEMENTS (service_choices);
  return can_fill ? client_choices : service_choices;
}

static SalonForeignRow *
get_row (SalonImportCells *cells, GtkListItem *item)
{
  SalonImportItem *found = gtk_list_item_get_item (item);

  return found != NULL && cells->rows != NULL
           ? salon_foreign_rows_get (cells->rows, salon_import_item_get_index (found))
           : NULL;
}

/* The words of a drop-down. GTK lets the word on its button take the focus, and gives it no name. */

static void
set_up_word_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer in_list)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_focusable (item, GPOINTER_TO_INT (in_list));
  gtk_list_item_set_child (item, label);
}

static void
bind_word_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  const char *word = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), word);
  gtk_list_item_set_accessible_label (item, word);
}

static GtkListItemFactory *
new_word_factory (gboolean in_list)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_word_cb), GINT_TO_POINTER (in_list));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_word_cb), NULL);
  return factory;
}

void
salon_import_cells_dress (GtkDropDown *drop_down)
{
  g_autoptr (GtkListItemFactory) button = new_word_factory (FALSE);
  g_autoptr (GtkListItemFactory) list = new_word_factory (TRUE);

  gtk_drop_down_set_factory (drop_down, button);
  gtk_drop_down_set_list_factory (drop_down, list);
}

/* What it is */

static GtkWidget *
new_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_WORD);
  return label;
}

static GtkWidget *
new_texts (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *remarks = new_label ();

  gtk_widget_add_css_class (remarks, "caption");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), new_label ());
  gtk_box_append (GTK_BOX (box), remarks);
  return box;
}

/* @box: of new_texts() */
static void
bind_texts (GtkWidget *box, GtkListItem *item, const SalonForeignRow *row, SalonImportCells *cells)
{
  GtkWidget *name = gtk_widget_get_first_child (box);
  GtkWidget *remarks = gtk_widget_get_next_sibling (name);
  g_autofree char *words = NULL;
  g_autofree char *said = NULL;

  words = salon_exchange_words_for_row (row, cells->rows->kind);
  said = salon_exchange_words_for_remarks (row, cells->rows->kind);
  gtk_list_item_set_accessible_label (item, words);
  gtk_list_item_set_accessible_description (item, said);
  gtk_label_set_label (GTK_LABEL (name), words);
  gtk_label_set_label (GTK_LABEL (remarks), said);
  gtk_widget_set_visible (remarks, *said != '\0');
  gtk_widget_remove_css_class (remarks, "warning");
  gtk_widget_remove_css_class (remarks, "error");
  if ((row->problems & SALON_PROBLEMS_FATAL) != 0)
    gtk_widget_add_css_class (remarks, "error");
  else if (row->problems != 0)
    gtk_widget_add_css_class (remarks, "warning");
}

/* What happens with it: a word, or, where there is something to choose, a list of words */

static GtkWidget *
new_choice (void)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *label = new_label ();
  GtkWidget *list = gtk_drop_down_new (NULL, NULL);

  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_stack_set_hhomogeneous (GTK_STACK (stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (stack), FALSE);
  gtk_widget_set_valign (stack, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What Happens"), -1);
  salon_import_cells_dress (GTK_DROP_DOWN (list));
  gtk_stack_add_named (GTK_STACK (stack), label, "word");
  gtk_stack_add_named (GTK_STACK (stack), list, "choice");
  return stack;
}

static void
selected_cb (GtkDropDown *list, GParamSpec *pspec, SalonImportCells *cells)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (list), "item");
  SalonForeignRow *row = get_row (cells, item);
  guint selected = gtk_drop_down_get_selected (list);
  guint n = 0;
  const SalonChoice *choices = row != NULL ? get_choices (cells->rows, row, &n) : NULL;

  if (selected >= n || row->choice == choices[selected])
    return;
  row->choice = choices[selected];
  cells->chosen (cells->user_data);
}

static void
fill_choices (GtkDropDown *list, SalonForeignRows *rows, const SalonForeignRow *row)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint n = 0, selected = 0;
  const SalonChoice *choices = get_choices (rows, row, &n);

  for (guint i = 0; i < n; i++)
    {
      gtk_string_list_append (words, describe_choice (choices[i]));
      if (choices[i] == row->choice)
        selected = i;
    }
  gtk_drop_down_set_model (list, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (list, selected);
}

static void
bind_choice (GtkStack *stack,
             GtkListItem *item,
             const SalonForeignRow *row,
             SalonImportCells *cells)
{
  GtkWidget *label = gtk_stack_get_child_by_name (stack, "word");
  GtkWidget *list = gtk_stack_get_child_by_name (stack, "choice");

  if (!salon_import_can_choose (row, cells->rows->kind))
    {
      gtk_label_set_label (GTK_LABEL (label),
                           describe_choice (salon_import_is_taken (row) ? SALON_CHOICE_ADD
                                                                        : SALON_CHOICE_SKIP));
      gtk_stack_set_visible_child (stack, label);
      return;
    }
  fill_choices (GTK_DROP_DOWN (list), cells->rows, row);
  g_object_set_data (G_OBJECT (list), "item", item);
  g_signal_connect (list, "notify::selected", G_CALLBACK (selected_cb), cells);
  gtk_stack_set_visible_child (stack, list);
}

/* Both */

static void
set_up_cb (GtkListItemFactory *factory, GtkListItem *item, SalonImportCells *cells)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), new_texts ());
  gtk_box_append (GTK_BOX (box), new_choice ());
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, SalonImportCells *cells)
{
  const SalonForeignRow *row = get_row (cells, item);
  GtkWidget *box = gtk_list_item_get_child (item);

  if (row == NULL)
    return;
  bind_texts (gtk_widget_get_first_child (box), item, row, cells);
  bind_choice (GTK_STACK (gtk_widget_get_last_child (box)), item, row, cells);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, SalonImportCells *cells)
{
  GtkStack *stack = GTK_STACK (gtk_widget_get_last_child (gtk_list_item_get_child (item)));

  g_signal_handlers_disconnect_by_func (gtk_stack_get_child_by_name (stack, "choice"), selected_cb,
                                        cells);
}

GtkListItemFactory *
salon_import_cells_new_factory (SalonImportCells *cells)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), cells);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), cells);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), cells);
  return factory;
}
