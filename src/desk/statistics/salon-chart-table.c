/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-chart-table.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"

/* Higher than a chart it would push the next ones away. */
#define HIGHEST 320

typedef enum
{
  NAME,
  VALUE,
  BEFORE,
} Column;

#define N_COLUMNS (BEFORE + 1)

struct _SalonChartTable
{
  AdwBin parent_instance;

  GtkColumnView *view;
  GtkColumnViewColumn *columns[N_COLUMNS];
  GtkStringList
    *rows; /* only as many as there are values: what a cell says is read from the series */
  GHashTable *cells; /* GtkListItem, borrowed: those that show a row */
  SalonChartSeries *series;
};

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SalonChartTable, salon_chart_table, ADW_TYPE_BIN)

char *
salon_chart_table_write_cell (SalonChartTable *self, guint row, guint column)
{
  const SalonChartPoint *point = NULL;

  g_return_val_if_fail (SALON_IS_CHART_TABLE (self), NULL);

  point = salon_chart_series_get_point (self->series, row);
  switch ((Column) column)
    {
    case NAME:
      return salon_format_heading (point->name);
    case VALUE:
      return point->is_to_come ? g_strdup ("–")
                               : salon_chart_series_write_value (self->series, point->value);
    case BEFORE:
      return salon_chart_series_write_value (self->series, point->before);
    }
  g_return_val_if_reached (NULL);
}

static Column
find_column (SalonChartTable *self, GtkListItemFactory *factory)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    if (gtk_column_view_column_get_factory (self->columns[i]) == factory)
      return (Column) i;
  g_return_val_if_reached (NAME);
}

static void
cell_made_cb (SalonChartTable *self, GtkListItem *item, GtkListItemFactory *factory)
{
  gboolean is_name = find_column (self, factory) == NAME;
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_name ? 0 : 1);
  gtk_label_set_wrap (GTK_LABEL (label), is_name);
  if (!is_name)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

/* A row that has gone may be kept for a while by what draws it: it says nothing any more. */
static void
show_cell (SalonChartTable *self, GtkListItem *item, Column column)
{
  guint row = gtk_list_item_get_position (item);
  g_autofree char *text = NULL;

  if (row < salon_chart_series_get_n_points (self->series))
    text = salon_chart_table_write_cell (self, row, column);
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text != NULL ? text : "");
}

static void
cell_bound_cb (SalonChartTable *self, GtkListItem *item, GtkListItemFactory *factory)
{
  Column column = find_column (self, factory);

  g_hash_table_insert (self->cells, item, GINT_TO_POINTER (column));
  show_cell (self, item, column);
}

static void
cell_unbound_cb (SalonChartTable *self, GtkListItem *item)
{
  g_hash_table_remove (self->cells, item);
}

static void
activated_cb (SalonChartTable *self, guint position)
{
  g_signal_emit (self, signals[OPENED], 0, position);
}

/* Rows that stay only say something else: to make them anew costs more than all the rest of the page,
 * and whoever stands on one would be thrown out. */
static void
change_rows (SalonChartTable *self, guint n_rows)
{
  guint n_before = salon_chart_table_get_n_rows (self);
  g_autofree const char **added = g_new0 (const char *, n_rows + 1);
  GHashTableIter iter;
  gpointer item, column;

  for (guint i = n_before; i < n_rows; i++)
    added[i - n_before] = "";
  gtk_string_list_splice (self->rows, MIN (n_before, n_rows), n_before - MIN (n_before, n_rows),
                          added);
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &item, &column))
    show_cell (self, item, (Column) GPOINTER_TO_INT (column));
}

void
salon_chart_table_set_series (SalonChartTable *self, SalonChartSeries *series)
{
  const char *period = NULL;

  g_return_if_fail (SALON_IS_CHART_TABLE (self));
  g_return_if_fail (SALON_IS_CHART_SERIES (series));

  period = salon_chart_series_get_period (series);
  g_set_object (&self->series, series);
  change_rows (self, salon_chart_series_get_n_points (series));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  salon_chart_series_get_title (series), -1);
  gtk_column_view_column_set_title (
    self->columns[VALUE], period != NULL ? period : salon_chart_series_get_title (series));
  gtk_column_view_column_set_title (self->columns[BEFORE], salon_chart_series_get_before (series));
  gtk_column_view_column_set_visible (self->columns[BEFORE],
                                      salon_chart_series_has_before (series));
}

guint
salon_chart_table_get_n_rows (SalonChartTable *self)
{
  g_return_val_if_fail (SALON_IS_CHART_TABLE (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

static void
salon_chart_table_dispose (GObject *object)
{
  SalonChartTable *self = SALON_CHART_TABLE (object);

  g_clear_object (&self->rows);
  g_clear_object (&self->series);
  G_OBJECT_CLASS (salon_chart_table_parent_class)->dispose (object);
}

/* The cells are told of until the last of them is gone. */
static void
salon_chart_table_finalize (GObject *object)
{
  g_hash_table_unref (SALON_CHART_TABLE (object)->cells);
  G_OBJECT_CLASS (salon_chart_table_parent_class)->finalize (object);
}

static void
salon_chart_table_class_init (SalonChartTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = salon_chart_table_dispose;
  object_class->finalize = salon_chart_table_finalize;
  signals[OPENED] = g_signal_new ("opened", SALON_TYPE_CHART_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
add_column (SalonChartTable *self, Column column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (cell_made_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (cell_bound_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (cell_unbound_cb), self,
                           G_CONNECT_SWAPPED);
  self->columns[column] = gtk_column_view_column_new (NULL, factory);
  gtk_column_view_column_set_expand (self->columns[column], column == NAME);
  gtk_column_view_append_column (self->view, self->columns[column]);
  g_object_unref (self->columns[column]);
}

static void
salon_chart_table_init (SalonChartTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkSelectionModel *selection = NULL;

  self->rows = gtk_string_list_new (NULL);
  self->cells = g_hash_table_new (NULL, NULL);
  selection =
    GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows))));
  /* Nobody has chosen the first row. */
  gtk_single_selection_set_autoselect (GTK_SINGLE_SELECTION (selection), FALSE);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (selection), GTK_INVALID_LIST_POSITION);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (selection));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_column_view_set_tab_behavior (self->view, GTK_LIST_TAB_ITEM);
  for (guint i = 0; i < N_COLUMNS; i++)
    add_column (self, (Column) i);
  gtk_column_view_column_set_title (self->columns[NAME], C_ ("chart table", "What"));
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), HIGHEST);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), HIGHEST / 2);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
salon_chart_table_new (void)
{
  return g_object_new (SALON_TYPE_CHART_TABLE, NULL);
}
