/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "statistics/salon-statistics-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "accessible-names.h"
#include "page-fixture.h"
#include "pdf-reader.h"
#include "shown-labels.h"
#include "statistics/salon-chart-card.h"
#include "statistics/salon-figure-rows-dialog.h"
#include "statistics/salon-month-pack.h"
#include "statistics/salon-statistics-bar.h"
#include "statistics/salon-statistics-board.h"
#include "statistics/salon-statistics-export.h"
#include "statistics/salon-statistics-tile.h"
#include "store/salon-reader-statistics.h"

typedef struct
{
  int n_bookings;
  int width;
} Salon;

static const Salon wide = { 400, 1100 };
static const Salon narrow = { 400, 360 };
static const Salon empty = { 0, 1100 };

static const char *
get_state (PageFixture *fixture)
{
  return gtk_stack_get_visible_child_name (page_fixture_get_child (fixture->page, "stack"));
}

static SalonStatisticsBoard *
get_board (PageFixture *fixture)
{
  return page_fixture_get_child (fixture->page, "board");
}

static SalonStatisticsBar *
get_bar (PageFixture *fixture)
{
  return page_fixture_get_child (fixture->page, "bar");
}

static const SalonStatisticsPair *
get_pair (PageFixture *fixture)
{
  return salon_statistics_board_get_pair (get_board (fixture));
}

static void
wait_for_other (PageFixture *fixture, const SalonStatisticsPair *before)
{
  while (get_pair (fixture) == before)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

static void
set_up (PageFixture *fixture, gconstpointer data)
{
  const Salon *salon = data;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  page_fixture_set_up (fixture, salon->n_bookings, salon_statistics_page_new, salon->width);
  wait_for_other (fixture, NULL);
}

static void
tear_down (PageFixture *fixture, gconstpointer data)
{
  page_fixture_tear_down (fixture);
}

static SalonStatisticsTile *
find_tile (PageFixture *fixture, SalonFigure figure)
{
  for (guint i = 0;; i++)
    {
      SalonStatisticsTile *tile = page_fixture_find (fixture->page, SALON_TYPE_STATISTICS_TILE, i);

      if (salon_statistics_tile_get_figure (tile) == figure)
        return tile;
    }
}

static const char *
get_text (gpointer widget, const char *name)
{
  return gtk_label_get_text (page_fixture_get_child (widget, name));
}

static GtkWidget *
get_dialog (PageFixture *fixture)
{
  return GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
}

/* The dialog with the rows, once they are there. */
static GtkWidget *
wait_for_rows (PageFixture *fixture)
{
  GtkWidget *dialog = get_dialog (fixture);

  g_assert_true (SALON_IS_FIGURE_ROWS_DIALOG (dialog));
  while (g_str_equal (gtk_stack_get_visible_child_name (page_fixture_get_child (dialog, "stack")),
                      "busy"))
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
  return dialog;
}

static guint
count_rows (GtkWidget *dialog)
{
  GtkListView *list = page_fixture_get_child (dialog, "list_view");

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list)));
}

static void
close_dialog (GtkWidget *dialog)
{
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  while (dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_the_month_is_shown (PageFixture *fixture, gconstpointer data)
{
  const SalonStatistics *now = get_pair (fixture)->now;
  g_autofree char *bookings =
    g_strdup_printf ("%" G_GINT64_FORMAT, salon_statistics_get_bookings (now).n);

  g_assert_cmpstr (get_state (fixture), ==, "board");
  g_assert_cmpstr (get_text (get_bar (fixture), "title_label"), ==, "March 2026");
  g_assert_cmpint (salon_statistics_get_bookings (now).n, >, 0);
  g_assert_cmpstr (get_text (find_tile (fixture, SALON_FIGURE_BOOKINGS), "value_label"), ==,
                   bookings);
  g_assert_nonnull (strstr (get_text (find_tile (fixture, SALON_FIGURE_BOOKINGS), "change_label"),
                            "February 2026: "));
}

/* Half a month is not less than a whole one. */
static void
test_an_open_month_is_not_judged (PageFixture *fixture, gconstpointer data)
{
  const char *change = get_text (find_tile (fixture, SALON_FIGURE_TURNOVER), "change_label");

  g_assert_true (g_str_has_prefix (change, "February 2026: "));
  /* Its bookings are known until the end of the month, and the visits of the web pages until today. */
  change = get_text (find_tile (fixture, SALON_FIGURE_CONVERSION), "change_label");
  g_assert_true (g_str_has_prefix (change, "February 2026: "));
  g_assert_true (gtk_widget_get_visible (
    gtk_widget_get_parent (GTK_WIDGET (find_tile (fixture, SALON_FIGURE_FORECAST)))));
}

static void
test_periods_follow_each_other (PageFixture *fixture, gconstpointer data)
{
  const SalonStatisticsPair *before = get_pair (fixture);

  gtk_widget_activate_action (fixture->page, "statistics.previous", NULL);
  g_assert_cmpstr (get_text (get_bar (fixture), "title_label"), ==, "February 2026");
  /* What was there stays until there is something else. */
  g_assert_true (get_pair (fixture) == before);
  g_assert_cmpstr (get_state (fixture), ==, "board");
  wait_for_other (fixture, before);
  g_assert_cmpint (get_pair (fixture)->period.from, ==, salon_day_from_ymd (2026, 2, 1));
  g_assert_false (gtk_widget_get_visible (
    gtk_widget_get_parent (GTK_WIDGET (find_tile (fixture, SALON_FIGURE_FORECAST)))));
}

static void
test_compared_with_last_year (PageFixture *fixture, gconstpointer data)
{
  const SalonStatisticsPair *before = get_pair (fixture);

  gtk_drop_down_set_selected (page_fixture_get_child (get_bar (fixture), "against_drop"), 1);
  wait_for_other (fixture, before);
  g_assert_cmpint (get_pair (fixture)->before.from, ==, salon_day_from_ymd (2025, 3, 1));
}

static void
type (PageFixture *fixture, const char *name, const char *text)
{
  gtk_editable_set_text (page_fixture_get_child (get_bar (fixture), name), text);
}

static void
test_dates_are_typed (PageFixture *fixture, gconstpointer data)
{
  const SalonStatisticsPair *before = NULL;
  SalonStatisticsBar *bar = get_bar (fixture);

  salon_statistics_bar_set_span (bar, SALON_STATISTICS_SPAN_DATES);
  type (fixture, "from_entry", "hier");
  g_assert_cmpstr (get_text (bar, "from_error"), ==, "A day looks like 14/03/2026.");
  type (fixture, "from_entry", "10/03/2026");
  type (fixture, "to_entry", "02/03/2026");
  g_assert_cmpstr (get_text (bar, "to_error"), ==, "The last day is before the first.");
  type (fixture, "to_entry", "02/03/2226");
  g_assert_cmpstr (get_text (bar, "to_error"), ==, "That is more than a hundred years.");
  while (get_pair (fixture)->period.span != SALON_STATISTICS_SPAN_DATES)
    g_main_context_iteration (NULL, TRUE);
  before = get_pair (fixture);
  type (fixture, "to_entry", "14/03/2026");
  g_assert_false (gtk_widget_get_visible (page_fixture_get_child (bar, "to_error")));
  wait_for_other (fixture, before);
  g_assert_cmpint (get_pair (fixture)->now->from, ==, salon_day_from_ymd (2026, 3, 10));
  g_assert_cmpint (get_pair (fixture)->now->to, ==, salon_day_from_ymd (2026, 3, 15));
}

/* As many rows as the figure says. */
static void
test_a_tile_opens_its_rows (PageFixture *fixture, gconstpointer data)
{
  GtkWidget *button =
    page_fixture_get_child (find_tile (fixture, SALON_FIGURE_BOOKINGS), "value_button");
  GtkWidget *dialog = NULL;

  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
  dialog = wait_for_rows (fixture);
  g_assert_cmpuint (count_rows (dialog), ==,
                    salon_statistics_get_bookings (get_pair (fixture)->now).n);
  close_dialog (dialog);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == button);
}

static SalonChartCard *
find_card (PageFixture *fixture, const char *title)
{
  for (guint i = 0;; i++)
    {
      SalonChartCard *card = page_fixture_find (fixture->page, SALON_TYPE_CHART_CARD, i);
      SalonChart *chart = salon_chart_card_get_chart (card);

      if (g_str_equal (salon_chart_series_get_title (salon_chart_get_series (chart)), title))
        return card;
    }
}

/* A bar, its list, and back to the bar. */
static void
open_each (PageFixture *fixture, const char *title)
{
  SalonChart *chart = salon_chart_card_get_chart (find_card (fixture, title));
  SalonChartSeries *series = salon_chart_get_series (chart);

  for (guint i = 0; i < salon_chart_get_n_marks (chart); i++)
    {
      gint64 value = salon_chart_series_get_point (series, i)->value;
      GtkWidget *mark = salon_chart_get_mark (chart, i);
      GtkWidget *dialog = NULL;

      if (value == 0)
        continue;
      gtk_widget_grab_focus (mark);
      g_signal_emit_by_name (mark, "clicked");
      dialog = wait_for_rows (fixture);
      g_assert_cmpuint (count_rows (dialog), ==, value);
      close_dialog (dialog);
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == mark);
    }
}

static void
test_every_bar_opens_its_rows (PageFixture *fixture, gconstpointer data)
{
  open_each (fixture, "Bookings");
}

static void
test_every_hour_opens_its_rows (PageFixture *fixture, gconstpointer data)
{
  open_each (fixture, "Busy Hours");
}

static void
test_payments_cards_and_clients_are_listed (PageFixture *fixture, gconstpointer data)
{
  static const SalonFigure figures[] = { SALON_FIGURE_CARDS_OWED, SALON_FIGURE_NEW_CLIENTS };
  SalonChart *chart = salon_chart_card_get_chart (find_card (fixture, "Money Received"));
  GtkWidget *dialog = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_signal_emit_by_name (
        page_fixture_get_child (find_tile (fixture, figures[i]), "value_button"), "clicked");
      dialog = wait_for_rows (fixture);
      g_assert_cmpuint (count_rows (dialog), >, 0);
      close_dialog (dialog);
    }
  g_signal_emit_by_name (salon_chart_get_mark (chart, 0), "clicked");
  dialog = wait_for_rows (fixture);
  g_assert_cmpuint (count_rows (dialog), >, 0);
  close_dialog (dialog);
}

static void
test_nothing_is_behind_it (PageFixture *fixture, gconstpointer data)
{
  const SalonFigureRows rows = { .figure = SALON_FIGURE_BOOKINGS,
                                 .from = salon_day_from_ymd (1990, 1, 1),
                                 .to = salon_day_from_ymd (1990, 2, 1),
                                 .weekday = -1,
                                 .hour = -1,
                                 .part = -1 };
  AdwDialog *dialog = salon_figure_rows_dialog_new (fixture->session, "Bookings", &rows);

  adw_dialog_present (dialog, fixture->page);
  page_fixture_settle ();
  wait_for_rows (fixture);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page_fixture_get_child (dialog, "stack")), ==,
                   "empty");
  close_dialog (GTK_WIDGET (dialog));
}

/* As the server has counted it, and as the sync brings it. */
static void
count_visits (PageFixture *fixture, const char *id, const char *day, int visits)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) row = json_object_new ();
  g_autoptr (SalonChange) change = NULL;
  const SalonStatisticsPair *before = get_pair (fixture);

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "day", day);
  json_object_set_int_member (row, "visits", visits);
  salon_change_builder_insert (builder, "web_visits", row);
  change = salon_change_builder_end (builder, "Count");
  salon_session_commit (fixture->session, change);
  wait_for_other (fixture, before);
}

static void
assert_conversion (PageFixture *fixture, gint64 n_bookings, gint64 n_visits)
{
  g_autofree char *expected =
    g_strdup_printf ("%.0f%%", (double) n_bookings * 100 / (double) n_visits);
  SalonStatisticsTile *tile = find_tile (fixture, SALON_FIGURE_CONVERSION);

  g_assert_cmpint (get_pair (fixture)->now->web_visits, ==, n_visits);
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (GTK_WIDGET (tile))));
  g_assert_cmpstr (get_text (tile, "value_label"), ==, expected);
}

/* The sample's pages are counted until today: of April nothing is known. */
static void
test_visits_of_the_web_pages (PageFixture *fixture, gconstpointer data)
{
  GtkWidget *tile = GTK_WIDGET (find_tile (fixture, SALON_FIGURE_CONVERSION));
  const SalonStatisticsPair *march = get_pair (fixture);
  gint64 n = march->now->origins[SALON_ORIGIN_WEB].n;
  gint64 n_visits = march->now->web_visits;

  g_assert_cmpint (n, >, 0);
  assert_conversion (fixture, n, n_visits);
  count_visits (fixture, "00000000-0000-7000-8000-00000000f001", "2026-03-20", 150);
  assert_conversion (fixture, n, n_visits + 150);
  march = get_pair (fixture);
  gtk_widget_activate_action (fixture->page, "statistics.next", NULL);
  wait_for_other (fixture, march);
  g_assert_cmpint (get_pair (fixture)->now->web_visits, ==, -1);
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (tile)));
  count_visits (fixture, "00000000-0000-7000-8000-00000000f002", "2026-04-01", 10);
  assert_conversion (fixture, get_pair (fixture)->now->origins[SALON_ORIGIN_WEB].n, 10);
  g_assert_cmpint (get_pair (fixture)->then->web_visits, ==, n_visits + 150);
}

static void
test_an_empty_salon_says_so (PageFixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (get_state (fixture), ==, "empty");
}

static void
test_everything_has_a_name (PageFixture *fixture, gconstpointer data)
{
  g_autofree char *missing = accessible_names_find_missing (fixture->window);

  g_assert_cmpstr (missing, ==, "");
}

static void
test_narrow_is_one_column (PageFixture *fixture, gconstpointer data)
{
  gboolean is_narrow = FALSE;

  /* It may be so already, and then nothing more happens. */
  g_object_get (get_board (fixture), "is-narrow", &is_narrow, NULL);
  while (!is_narrow)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (get_board (fixture), "is-narrow", &is_narrow, NULL);
    }
  page_fixture_settle ();
  g_assert_cmpint (gtk_widget_get_width (fixture->page), <=, 360);
}

/* --- Out of the page --- */

static void
toast_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_set_str ((char **) user_data, g_variant_get_string (parameter, NULL));
}

/* What the window would say is put into @toast. */
static void
listen (PageFixture *fixture, char **toast)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("toast", G_VARIANT_TYPE_STRING);

  g_signal_connect (action, "activate", G_CALLBACK (toast_cb), toast);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
}

static void
wait_for_toast (char **toast)
{
  while (*toast == NULL)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

static char *
take_file (PageFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return text;
}

static void
test_figures_go_into_a_table (PageFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "figures.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) expected =
    salon_month_pack_write_figures (get_pair (fixture), fixture->session);
  g_autofree char *text = NULL;
  g_autofree char *toast = NULL;

  listen (fixture, &toast);
  salon_statistics_export_save_table (fixture->page, fixture->session, get_pair (fixture), file);
  wait_for_toast (&toast);
  g_assert_cmpstr (toast, ==, "Saved as “figures.csv”");
  text = take_file (fixture, "figures.csv");
  g_assert_cmpmem (text, strlen (text), g_bytes_get_data (expected, NULL),
                   g_bytes_get_size (expected));
  g_assert_nonnull (strstr (text, "March 2026;February 2026"));
  g_assert_nonnull (strstr (text, "Tuesday, 09:00"));
}

static void
pack_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SalonMonthPack **pack = user_data;
  g_autoptr (GError) error = NULL;

  *pack = salon_worker_run_finish (SALON_WORKER (source), result, &error);
  g_assert_no_error (error);
}

static SalonMonthPack *
read_pack (PageFixture *fixture)
{
  SalonStatisticsPeriod period = get_pair (fixture)->period;
  SalonMonthPack *pack = NULL;

  salon_month_pack_read_async (fixture->session, &period, SALON_STATISTICS_AGAINST_BEFORE, NULL,
                               pack_cb, &pack);
  while (pack == NULL)
    g_main_context_iteration (NULL, TRUE);
  return pack;
}

static void
test_the_month_for_the_accountant (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonMonthPack) pack = read_pack (fixture);
  g_autoptr (SalonDocument) document = salon_month_pack_make_document (pack, fixture->session);
  g_autoptr (GBytes) pdf = salon_document_to_pdf (document);
  g_autoptr (PdfDocument) paper = pdf_reader_open (pdf);
  g_autoptr (GBytes) takings = salon_month_pack_write_takings (pack);
  g_autoptr (GBytes) moves = salon_month_pack_write_moves (pack);
  g_autofree char *first = pdf_reader_get_text (paper, 0);
  g_autofree char *second = pdf_reader_get_text (paper, 1);
  g_autofree char *title = poppler_document_get_title (paper);
  gint64 sum = 0;

  g_assert_cmpstr (title, ==, "Accounts: March 2026");
  g_assert_nonnull (strstr (first, "Turnover"));
  g_assert_nonnull (strstr (first, "VAT"));
  g_assert_nonnull (strstr (second, "Takings"));
  for (guint i = 0; i < pack->takings->len; i++)
    sum += g_array_index (pack->takings, SalonDayTakings, i).takings.total_cents;
  g_assert_cmpint (sum, ==, pack->pair->now->received.total_cents);
  g_assert_cmpint (g_bytes_get_size (takings), >, 0);
  g_assert_cmpint (g_bytes_get_size (moves), >, 0);
  for (int page = 0; page < poppler_document_get_n_pages (paper); page++)
    pdf_reader_assert_within (paper, page, salon_paper_points (13.5));
}

/* Each at the rate at which it was taken; what other computers took is told apart. */
static void
test_the_vat_of_the_month (PageFixture *fixture, gconstpointer data)
{
  g_autoptr (SalonMonthPack) pack = read_pack (fixture);
  g_autoptr (SalonDocument) document = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (PdfDocument) paper = NULL;
  g_autofree char *text = NULL;

  pack->vat = (SalonVatSums) { .elsewhere_cents = 12345 };
  pack->vat.gross_cents[salon_vat_find_rate (2000)] = 12000;
  pack->vat.vat_cents[salon_vat_find_rate (2000)] = 2000;
  pack->vat.gross_cents[salon_vat_find_rate (1000)] = -1100;
  pack->vat.vat_cents[salon_vat_find_rate (1000)] = -100;
  document = salon_month_pack_make_document (pack, fixture->session);
  pdf = salon_document_to_pdf (document);
  paper = pdf_reader_open (pdf);
  text = pdf_reader_get_text (paper, 0);
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "VAT at 20%"));
  g_assert_nonnull (strstr (text, "120.00"));
  g_assert_nonnull (strstr (text, "20.00"));
  g_assert_nonnull (strstr (text, "VAT at 10%"));
  g_assert_nonnull (strstr (text, "11.00"));
  g_assert_nonnull (strstr (text, "on other computers"));
  g_assert_nonnull (strstr (text, "123.45"));
  g_assert_null (strstr (text, "No VAT"));
}

static void
test_the_month_goes_into_a_folder (PageFixture *fixture, gconstpointer data)
{
  SalonStatisticsPeriod period = get_pair (fixture)->period;
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autofree char *moves = NULL;
  g_autofree char *takings = NULL;
  g_autofree char *paper = NULL;
  g_autofree char *toast = NULL;

  listen (fixture, &toast);
  salon_statistics_export_save_month_pack (fixture->page, fixture->session, &period,
                                           SALON_STATISTICS_AGAINST_BEFORE, folder);
  wait_for_toast (&toast);
  g_assert_cmpstr (toast, ==, "Saved as “Accounts- March 2026.pdf”");
  moves = take_file (fixture, "Gift cards- March 2026.csv");
  takings = take_file (fixture, "Takings- March 2026.csv");
  paper = take_file (fixture, "Accounts- March 2026.pdf");
  g_assert_true (g_str_has_prefix (paper, "%PDF"));
  g_assert_nonnull (strstr (takings, "Day;Cash;Card;"));
}

/* The reason, and nothing is lost. */
static void
test_a_folder_that_is_gone_is_told (PageFixture *fixture, gconstpointer data)
{
  SalonStatisticsPeriod period = get_pair (fixture)->period;
  g_autofree char *path = g_build_filename (fixture->folder, "gone", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autofree char *toast = NULL;

  listen (fixture, &toast);
  salon_statistics_export_save_month_pack (fixture->page, fixture->session, &period,
                                           SALON_STATISTICS_AGAINST_BEFORE, folder);
  wait_for_toast (&toast);
  g_assert_true (g_str_has_prefix (toast, "“Accounts- March 2026.pdf” could not be saved: "));
}

static void
test_it_is_printed (PageFixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (fixture->page, "page.print", NULL);
  while (get_dialog (fixture) == NULL)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
  g_assert_nonnull (strstr (G_OBJECT_TYPE_NAME (get_dialog (fixture)), "PrintDialog"));
  close_dialog (get_dialog (fixture));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, salon, test)                                                                     \
  g_test_add ("/salon/statistics-page/" path, PageFixture, &salon, set_up, test, tear_down)
  ADD ("the-month-is-shown", wide, test_the_month_is_shown);
  ADD ("an-open-month-is-not-judged", wide, test_an_open_month_is_not_judged);
  ADD ("periods-follow-each-other", wide, test_periods_follow_each_other);
  ADD ("it-is-compared-with-last-year", wide, test_compared_with_last_year);
  ADD ("two-dates-are-typed", wide, test_dates_are_typed);
  ADD ("a-tile-opens-its-rows", wide, test_a_tile_opens_its_rows);
  ADD ("every-bar-opens-its-rows", wide, test_every_bar_opens_its_rows);
  ADD ("every-hour-opens-its-rows", wide, test_every_hour_opens_its_rows);
  ADD ("payments-cards-and-clients-are-listed", wide, test_payments_cards_and_clients_are_listed);
  ADD ("nothing-is-behind-it", wide, test_nothing_is_behind_it);
  ADD ("an-empty-salon-says-so", empty, test_an_empty_salon_says_so);
  ADD ("everything-has-a-name", wide, test_everything_has_a_name);
  ADD ("narrow-is-one-column", narrow, test_narrow_is_one_column);
  ADD ("figures-go-into-a-table", wide, test_figures_go_into_a_table);
  ADD ("the-month-for-the-accountant", wide, test_the_month_for_the_accountant);
  ADD ("visits-of-the-web-pages", wide, test_visits_of_the_web_pages);
  ADD ("the-vat-of-the-month", wide, test_the_vat_of_the_month);
  ADD ("the-month-goes-into-a-folder", wide, test_the_month_goes_into_a_folder);
  ADD ("a-folder-that-is-gone-is-told", wide, test_a_folder_that_is_gone_is_told);
  ADD ("it-is-printed", wide, test_it_is_printed);
#undef ADD
  return g_test_run ();
}
