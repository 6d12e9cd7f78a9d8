/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a table stay when the values change: nothing old may be left in them. */
#include "statistics/salon-chart-table.h"

#include "page-fixture.h"
#include "shown-labels.h"

typedef struct
{
  GtkWidget *window;
  SalonChartTable *table;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->window = gtk_window_new ();
  self->table = SALON_CHART_TABLE (salon_chart_table_new ());
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->table));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 500, 500);
  g_object_add_weak_pointer (G_OBJECT (self->table), (gpointer *) &self->table);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  page_fixture_settle ();
  g_assert_null (self->table);
}

/* "March 1: €1.00", and so on. @before NULL: nothing is compared. */
static void
show (Fixture *self, const char *month, guint n_days, const char *before)
{
  g_autoptr (SalonChartSeries) series =
    salon_chart_series_new ("Turnover", SALON_CHART_MONEY, "EUR");

  for (guint i = 1; i <= n_days; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %u", month, i);
      SalonChartPoint *point = salon_chart_series_add (series, name, name, 100 * i);

      point->before = 10000 * i;
    }
  salon_chart_series_set_periods (series, month, before);
  salon_chart_table_set_series (self->table, series);
  gtk_window_present (GTK_WINDOW (self->window));
  while (gtk_widget_get_height (GTK_WIDGET (self->table)) == 0)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

static gboolean
says (Fixture *self, const char *text)
{
  return shown_labels_find (GTK_WIDGET (self->table), text) != NULL;
}

static GtkColumnView *
get_view (Fixture *self)
{
  return page_fixture_find (self->table, GTK_TYPE_COLUMN_VIEW, 0);
}

static void
test_rows_say_the_new_values (Fixture *self, gconstpointer data)
{
  show (self, "March", 3, "February");
  g_assert_true (says (self, "March 3"));
  g_assert_true (says (self, "€3.00"));
  show (self, "April", 3, "March");
  g_assert_true (says (self, "April 3"));
  g_assert_false (says (self, "March 3"));
  show (self, "May", 4, "April");
  g_assert_true (says (self, "May 1"));
  g_assert_true (says (self, "May 4"));
  g_assert_true (says (self, "€4.00"));
}

static void
test_rows_too_many_go (Fixture *self, gconstpointer data)
{
  show (self, "March", 4, "February");
  show (self, "April", 2, "March");
  g_assert_cmpuint (salon_chart_table_get_n_rows (self->table), ==, 2);
  g_assert_true (says (self, "€2.00"));
  g_assert_false (says (self, "€3.00"));
  show (self, "May", 0, "April");
  g_assert_false (says (self, "April 1"));
  show (self, "June", 1, "May");
  g_assert_true (says (self, "June 1"));
}

/* The column that goes away takes its cells with it, and has the new values when it comes again. */
static void
test_the_other_period_comes_and_goes (Fixture *self, gconstpointer data)
{
  show (self, "March", 2, "February");
  g_assert_true (says (self, "€200.00"));
  show (self, "April", 3, NULL);
  g_assert_false (says (self, "€200.00"));
  g_assert_true (says (self, "€3.00"));
  show (self, "May", 3, "April");
  g_assert_true (says (self, "€300.00"));
  g_assert_true (says (self, "April"));
}

/* Whoever reads line by line with the keyboard stays on her line in the next period. */
static void
test_the_focus_stays_on_its_row (Fixture *self, gconstpointer data)
{
  GtkWidget *row = NULL;

  show (self, "March", 3, "February");
  gtk_column_view_scroll_to (get_view (self), 1, NULL, GTK_LIST_SCROLL_FOCUS, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (get_view (self)));
  page_fixture_settle ();
  row = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_nonnull (shown_labels_find (row, "March 2"));
  show (self, "April", 5, "March");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == row);
  g_assert_nonnull (shown_labels_find (row, "April 2"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/chart-table/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("rows-say-the-new-values", test_rows_say_the_new_values);
  ADD ("rows-too-many-go", test_rows_too_many_go);
  ADD ("the-other-period-comes-and-goes", test_the_other_period_comes_and_goes);
  ADD ("the-focus-stays-on-its-row", test_the_focus_stays_on_its_row);
#undef ADD
  return g_test_run ();
}
