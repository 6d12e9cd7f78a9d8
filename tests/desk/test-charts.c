/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of chart, with values that a salon may have: none, one, below zero, many. */
#include "statistics/salon-chart-card.h"

#include "accessible-names.h"
#include "page-fixture.h"
#include "shown-labels.h"
#include "statistics/salon-bar-chart.h"
#include "statistics/salon-chart-table.h"
#include "statistics/salon-heat-map.h"
#include "statistics/salon-line-chart.h"
#include "statistics/salon-ranking-chart.h"
#include "statistics/salon-share-chart.h"

typedef struct
{
  GtkWidget *window;
  SalonChartCard *card;
  SalonChart *chart;
  guint n_opened;
  guint opened; /* the value that was opened last */
} Fixture;

typedef GtkWidget *(*Make) (void);

static void
opened_cb (SalonChartCard *card, guint index, Fixture *self)
{
  self->n_opened++;
  self->opened = index;
}

static void
set_up (Fixture *self, gconstpointer make)
{
  GtkWidget *chart = ((Make) make) ();
  GtkWidget *card = salon_chart_card_new (chart, "What the visits bring.");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  self->card = SALON_CHART_CARD (card);
  self->chart = SALON_CHART (chart);
  g_signal_connect (card, "opened", G_CALLBACK (opened_cb), self);
  gtk_box_append (GTK_BOX (box), card);
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("After"));
  self->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), box);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 500, 500);
  g_object_add_weak_pointer (G_OBJECT (card), (gpointer *) &self->card);
}

static void
tear_down (Fixture *self, gconstpointer make)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  page_fixture_settle ();
  g_assert_null (self->card);
}

static SalonChartSeries *
make_series (guint n_points, gint64 first, gint64 step)
{
  SalonChartSeries *series = salon_chart_series_new ("Turnover", SALON_CHART_MONEY, "EUR");

  for (guint i = 0; i < n_points; i++)
    {
      g_autofree char *label = g_strdup_printf ("%u", i + 1);
      g_autofree char *name = g_strdup_printf ("Day %u", i + 1);
      SalonChartPoint *point = salon_chart_series_add (series, label, name, first + step * i);

      point->before = first;
    }
  return series;
}

/* Two lines of so many columns. */
static SalonChartSeries *
make_grid (guint n_columns)
{
  static const char *const rows[] = { "Mon", "Tue", NULL };
  g_autoptr (GStrvBuilder) columns = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  SalonChartSeries *series = make_series (2 * n_columns, 0, 1);

  for (guint i = 0; i < n_columns; i++)
    g_strv_builder_take (columns, g_strdup_printf ("%u", 8 + i));
  names = g_strv_builder_end (columns);
  salon_chart_series_set_grid (series, rows, (const char *const *) names);
  return series;
}

static void
show (Fixture *self, SalonChartSeries *series)
{
  salon_chart_card_set_series (self->card, series);
  g_object_unref (series);
  gtk_window_present (GTK_WINDOW (self->window));
  while (gtk_widget_get_width (GTK_WIDGET (self->chart)) == 0)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

static void
painted_cb (gboolean *is_painted)
{
  *is_painted = TRUE;
}

static void
wait_for_frame (Fixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->chart));
  gboolean is_painted = FALSE;
  gulong handler =
    g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &is_painted);

  gtk_widget_queue_draw (GTK_WIDGET (self->chart));
  while (!is_painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

/* What the chart draws now, written out. */
static char *
draw (Fixture *self)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GBytes) bytes = NULL;

  wait_for_frame (self);
  paintable = gtk_widget_paintable_new (GTK_WIDGET (self->chart));
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot),
                          gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return g_strdup ("");
  bytes = gsk_render_node_serialize (node);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
press (Fixture *self, guint key)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_autoptr (GListModel) controllers = NULL;

  g_assert_nonnull (focus);
  controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->chart));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger)
              && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key)
            gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                          GTK_WIDGET (self->chart),
                                          gtk_shortcut_get_arguments (shortcut));
        }
    }
  page_fixture_settle ();
}

static guint
get_focused (Fixture *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  for (guint i = 0; i < salon_chart_get_n_marks (self->chart); i++)
    if (salon_chart_get_mark (self->chart, i) == focus)
      return i;
  g_assert_not_reached ();
}

static void
focus (Fixture *self, guint index)
{
  gtk_widget_grab_focus (salon_chart_get_mark (self->chart, index));
  page_fixture_settle ();
}

static void
test_summary_is_heard_and_read (Fixture *self, gconstpointer make)
{
  show (self, make_series (3, 10000, 1000));
  gtk_test_accessible_assert_property (self->chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "Turnover");
  gtk_test_accessible_assert_property (self->chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "In all €330.00. Most: Day 3, €120.00.");
  gtk_test_accessible_assert_property (salon_chart_get_mark (self->chart, 1),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Day 2: €110.00");
  g_assert_cmpstr (gtk_label_get_text (page_fixture_get_child (self->card, "summary_label")), ==,
                   "In all €330.00. Most: Day 3, €120.00.");
}

static void
test_arrows_walk (Fixture *self, gconstpointer make)
{
  show (self, make_series (3, 10000, 1000));
  focus (self, 0);
  g_assert_cmpstr (salon_chart_get_readout (self->chart), ==, "Day 1: €100.00");
  press (self, GDK_KEY_Right);
  g_assert_cmpuint (get_focused (self), ==, 1);
  g_assert_cmpstr (salon_chart_get_readout (self->chart), ==, "Day 2: €110.00");
  press (self, GDK_KEY_End);
  g_assert_cmpuint (get_focused (self), ==, 2);
  press (self, GDK_KEY_Right);
  g_assert_cmpuint (get_focused (self), ==, 2);
  press (self, GDK_KEY_Left);
  press (self, GDK_KEY_Home);
  g_assert_cmpuint (get_focused (self), ==, 0);
}

/* What the chart hears of the pointer. */
static GtkEventController *
get_motion (Fixture *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->chart));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        return controller; /* the widget keeps it */
    }
  g_assert_not_reached ();
}

static void
point_at (Fixture *self, guint index)
{
  GtkWidget *mark = salon_chart_get_mark (self->chart, index);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (mark, GTK_WIDGET (self->chart), &bounds));
  g_signal_emit_by_name (get_motion (self), "motion",
                         (double) (bounds.origin.x + bounds.size.width / 2),
                         (double) (bounds.origin.y + bounds.size.height / 2));
}

/* The pointer tells the value that it is over, rather than the one that has the focus. */
static void
test_the_pointer_tells_values (Fixture *self, gconstpointer make)
{
  show (self, make_series (3, 10000, 1000));
  point_at (self, 1);
  g_assert_cmpstr (salon_chart_get_readout (self->chart), ==, "Day 2: €110.00");
  focus (self, 0);
  g_assert_cmpstr (salon_chart_get_readout (self->chart), ==, "Day 2: €110.00");
  point_at (self, 2);
  g_assert_cmpint (salon_chart_get_active (self->chart), ==, 2);
  g_assert_cmpstr (salon_chart_get_readout (self->chart), ==, "Day 3: €120.00");
  g_signal_emit_by_name (get_motion (self), "leave");
  g_assert_cmpstr (salon_chart_get_readout (self->chart), ==, "Day 1: €100.00");
}

/* Into the chart, and out of it again, however many values it has. */
static void
test_tab_stops_once (Fixture *self, gconstpointer make)
{
  GtkWidget *about = page_fixture_get_child (self->card, "table_button");

  show (self, make_series (31, 10000, 1000));
  focus (self, 12);
  gtk_widget_child_focus (self->window, GTK_DIR_TAB_FORWARD);
  g_assert_cmpint (salon_chart_get_active (self->chart), ==, -1);
  g_assert_null (salon_chart_get_readout (self->chart));
  gtk_widget_grab_focus (about);
  gtk_widget_child_focus (self->window, GTK_DIR_TAB_FORWARD);
  g_assert_cmpuint (get_focused (self), ==, 12);
}

static void
test_a_value_opens (Fixture *self, gconstpointer make)
{
  show (self, make_series (3, 10000, 1000));
  focus (self, 2);
  gtk_widget_activate (salon_chart_get_mark (self->chart, 2));
  while (self->n_opened == 0) /* it is shown as pressed for a moment */
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->opened, ==, 2);
}

static void
test_focus_stays_when_values_change (Fixture *self, gconstpointer make)
{
  show (self, make_series (5, 10000, 1000));
  focus (self, 3);
  show (self, make_series (5, 20000, 1000));
  g_assert_cmpuint (get_focused (self), ==, 3);
  g_assert_cmpstr (salon_chart_get_readout (self->chart), ==, "Day 4: €230.00");
  show (self, make_series (2, 20000, 1000));
  g_assert_cmpuint (salon_chart_get_n_marks (self->chart), ==, 2);
  g_assert_cmpuint (get_focused (self), ==, 1);
  show (self, make_series (0, 0, 0));
  g_assert_null (salon_chart_get_readout (self->chart));
}

/* The marks stay when the period changes: nothing of the one before may stay with them. */
static void
test_marks_are_those_of_the_new_values (Fixture *self, gconstpointer make)
{
  GtkWidget *mark = NULL;

  show (self, make_series (3, 10000, 1000));
  mark = salon_chart_get_mark (self->chart, 2);
  point_at (self, 1);
  show (self, make_series (4, 50000, 1000));
  g_assert_true (salon_chart_get_mark (self->chart, 2) == mark);
  g_assert_cmpint (salon_chart_get_active (self->chart), ==, -1);
  g_assert_null (salon_chart_get_readout (self->chart));
  gtk_test_accessible_assert_property (mark, GTK_ACCESSIBLE_PROPERTY_LABEL, "Day 3: €520.00");
  gtk_test_accessible_assert_property (salon_chart_get_mark (self->chart, 3),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Day 4: €530.00");
  show (self, make_series (2, 70000, 1000));
  show (self, make_series (3, 90000, 1000));
  gtk_test_accessible_assert_property (salon_chart_get_mark (self->chart, 2),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Day 3: €920.00");
  focus (self, 2);
  g_assert_cmpstr (salon_chart_get_readout (self->chart), ==, "Day 3: €920.00");
}

/* Whatever the values are, something is drawn, and nothing breaks. */
static void
test_any_values_are_drawn (Fixture *self, gconstpointer make)
{
  static const struct
  {
    guint n_points;
    gint64 first;
    gint64 step;
  } cases[] = {
    { 0, 0, 0 },        { 1, 0, 0 },
    { 1, 5000, 0 },     { 1, -5000, 0 },
    { 5, 0, 0 },        { 7, -3000, 1000 },
    { 366, 10000, 10 }, { 3, G_GINT64_CONSTANT (1) << 50, 1 },
    { 31, 1000, -50 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *drawing = NULL;
      SalonChartSeries *series = make_series (cases[i].n_points, cases[i].first, cases[i].step);

      salon_chart_series_set_periods (series, "Now", i % 2 == 0 ? "Before" : NULL);
      show (self, series);
      g_assert_cmpuint (salon_chart_get_n_marks (self->chart), ==, cases[i].n_points);
      drawing = draw (self);
      if (cases[i].n_points > 0)
        g_assert_cmpstr (drawing, !=, "");
    }
}

static void
show_table (Fixture *self, gboolean is_shown)
{
  gtk_toggle_button_set_active (page_fixture_get_child (self->card, "table_button"), is_shown);
  page_fixture_settle ();
}

static void
test_table_says_the_same (Fixture *self, gconstpointer make)
{
  SalonChartTable *table = NULL;
  SalonChartSeries *series = make_series (3, 10000, 1000);
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autofree char *before = NULL;

  salon_chart_series_set_periods (series, "This week", "Last week");
  show (self, series);
  show_table (self, TRUE);
  table = page_fixture_find (self->card, SALON_TYPE_CHART_TABLE, 0);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (table)));
  g_assert_cmpuint (salon_chart_table_get_n_rows (table), ==, 3);
  name = salon_chart_table_write_cell (table, 2, 0);
  value = salon_chart_table_write_cell (table, 2, 1);
  before = salon_chart_table_write_cell (table, 2, 2);
  g_assert_cmpstr (name, ==, "Day 3");
  g_assert_cmpstr (value, ==, "€120.00");
  g_assert_cmpstr (before, ==, "€100.00");
  g_signal_emit_by_name (page_fixture_find (table, GTK_TYPE_COLUMN_VIEW, 0), "activate", 1);
  g_assert_cmpuint (self->opened, ==, 1);
}

/* One that nobody looks at is not filled: it has the values of the day once somebody does. */
static void
test_table_follows_while_it_is_shown (Fixture *self, gconstpointer make)
{
  SalonChartTable *table = page_fixture_find (self->card, SALON_TYPE_CHART_TABLE, 0);

  show (self, make_series (3, 10000, 1000));
  g_assert_cmpuint (salon_chart_table_get_n_rows (table), ==, 0);
  show_table (self, TRUE);
  show (self, make_series (2, 50000, 1000));
  g_assert_nonnull (shown_labels_find (GTK_WIDGET (table), "€510.00"));
  show_table (self, FALSE);
  show (self, make_series (3, 70000, 1000));
  show_table (self, TRUE);
  g_assert_cmpuint (salon_chart_table_get_n_rows (table), ==, 3);
  g_assert_nonnull (shown_labels_find (GTK_WIDGET (table), "€710.00"));
  g_assert_null (shown_labels_find (GTK_WIDGET (table), "€510.00"));
}

static void
test_everything_has_a_name (Fixture *self, gconstpointer make)
{
  g_autofree char *missing = NULL;

  show (self, make_series (3, 10000, 1000));
  missing = accessible_names_find_missing (self->window);
  g_assert_cmpstr (missing, ==, "");
}

/* Edges that lie between two pixels are blurred: no bar and no line of the scale has such ones. */
static void
test_bars_lie_on_whole_pixels (Fixture *self, gconstpointer make)
{
  g_autofree char *drawing = NULL;
  g_autoptr (GRegex) between = g_regex_new ("bounds: [^;]*\\.[0-9]", 0, 0, NULL);
  g_auto (GStrv) lines = NULL;

  show (self, make_series (13, 10037, 1013));
  drawing = draw (self);
  lines = g_strsplit (drawing, "color {", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 13);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char *end = strchr (lines[i], '}');

      *end = '\0';
      if (g_regex_match (between, lines[i], 0, NULL))
        g_error ("not on whole pixels: %s", lines[i]);
    }
}

/* What is to come is no fall to zero. */
static void
test_days_to_come_have_no_line (Fixture *self, gconstpointer make)
{
  g_autofree char *all = NULL;
  g_autofree char *known = NULL;
  SalonChartSeries *series = make_series (8, 10000, 1000);

  show (self, make_series (8, 10000, 1000));
  all = draw (self);
  for (guint i = 4; i < 8; i++)
    ((SalonChartPoint *) salon_chart_series_get_point (series, i))->is_to_come = TRUE;
  show (self, series);
  known = draw (self);
  g_assert_cmpuint (strlen (known), <, strlen (all));
}

static void
test_heat_map_is_walked_both_ways (Fixture *self, gconstpointer make)
{
  show (self, make_grid (10));
  focus (self, 3);
  press (self, GDK_KEY_Down);
  g_assert_cmpuint (get_focused (self), ==, 13);
  press (self, GDK_KEY_Down);
  g_assert_cmpuint (get_focused (self), ==, 13);
  press (self, GDK_KEY_Right);
  g_assert_cmpuint (get_focused (self), ==, 14);
  press (self, GDK_KEY_Up);
  g_assert_cmpuint (get_focused (self), ==, 4);
}

static void
test_heat_map_draws_its_cells (Fixture *self, gconstpointer make)
{
  g_autofree char *drawing = NULL;
  g_auto (GStrv) cells = NULL;

  show (self, make_grid (10));
  drawing = draw (self);
  cells = g_strsplit (drawing, "rounded-clip {", -1);
  g_assert_cmpuint (g_strv_length (cells) - 1, ==, 20);
}

/* A name that is wider than its column, at the edge of the chart. */
static void
test_heat_map_stays_on_its_card (Fixture *self, gconstpointer make)
{
  static const char *const rows[] = { "Monday", NULL };
  static const char *const columns[] = { "8 h", "9 h",
                                         "when it is nearly ten o’clock in the evening", NULL };
  SalonChartSeries *series = make_series (3, 0, 1);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  graphene_rect_t bounds;

  salon_chart_series_set_grid (series, rows, columns);
  show (self, series);
  SALON_CHART_GET_CLASS (self->chart)->draw (self->chart, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_get_bounds (node, &bounds);
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=,
                     (float) gtk_widget_get_width (GTK_WIDGET (self->chart)) + 1);
}

static void
add_common (const char *kind, Make make)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "the-summary-is-heard-and-read", test_summary_is_heard_and_read },
    { "arrows-walk-the-values", test_arrows_walk },
    { "the-pointer-tells-values", test_the_pointer_tells_values },
    { "tab-stops-once", test_tab_stops_once },
    { "a-value-opens", test_a_value_opens },
    { "the-focus-stays-when-values-change", test_focus_stays_when_values_change },
    { "marks-are-those-of-the-new-values", test_marks_are_those_of_the_new_values },
    { "any-values-are-drawn", test_any_values_are_drawn },
    { "the-table-says-the-same", test_table_says_the_same },
    { "the-table-follows-while-it-is-shown", test_table_follows_while_it_is_shown },
    { "everything-has-a-name", test_everything_has_a_name },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/salon/%s/%s", kind, tests[i].path);
      g_test_add (path, Fixture, make, set_up, tests[i].test, tear_down);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  add_common ("bar-chart", salon_bar_chart_new);
  add_common ("line-chart", salon_line_chart_new);
  add_common ("ranking-chart", salon_ranking_chart_new);
  add_common ("share-chart", salon_share_chart_new);
#define ADD(path, make, test) g_test_add ("/salon/" path, Fixture, make, set_up, test, tear_down)
  ADD ("bar-chart/bars-lie-on-whole-pixels", salon_bar_chart_new, test_bars_lie_on_whole_pixels);
  ADD ("line-chart/days-to-come-have-no-line", salon_line_chart_new,
       test_days_to_come_have_no_line);
  ADD ("heat-map/it-is-walked-both-ways", salon_heat_map_new, test_heat_map_is_walked_both_ways);
  ADD ("heat-map/every-cell-is-drawn", salon_heat_map_new, test_heat_map_draws_its_cells);
  ADD ("heat-map/it-stays-on-its-card", salon_heat_map_new, test_heat_map_stays_on_its_card);
  ADD ("heat-map/any-values-are-drawn", salon_heat_map_new, test_any_values_are_drawn);
#undef ADD
  return g_test_run ();
}
