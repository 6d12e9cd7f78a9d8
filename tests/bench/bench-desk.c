/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the owner waits for in a real window, when a page turns, the editor opens, a name is typed,
 * a line in the finder, the figures of a month and of a year, and the list of bookings:
 * bench-desk FILE [week|month|editor|finder|figures|list …].
 *
 * The time that passes in the action and in the frame that shows its outcome is what has to fit
 * between two pictures of a screen; the wait for that frame is not in it. Work is the processor's
 * time of this thread until nothing is drawn any more: it misses nothing that is put off.
 */
#include <time.h>

#include "bench-line.h"
#include "bookings/salon-booking-dialog.h"
#include "bookings/salon-booking-filter-bar.h"
#include "bookings/salon-bookings-page.h"
#include "calendar/salon-calendar-page.h"
#include "finder/salon-finder-dialog.h"
#include "statistics/salon-chart-card.h"
#include "statistics/salon-statistics-board.h"
#include "statistics/salon-statistics-page.h"

#define QUIET_MS 60
#define N_TURNS 40
#define N_EDITORS 12
#define N_LISTS 6
#define N_STEPS 60
#define FRAME_MS 16.7
#define FINDER_KEY_MS 10
#define LIST_MS 100
#define N_PERIODS 12
#define SHOWN_FRAMES 2

typedef struct
{
  char *path;
  char **parts; /* what is measured; empty: everything */
  SalonSession *session;
  GtkWidget *page;

  double frame_since;
  double last_drawn;
  double first_frame_us; /* of the frames since the action; 0: none yet */
  int n_frames;          /* since the action */
} Bench;

static double
thread_time_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e6 + (double) now.tv_nsec / 1e3;
}

static void
before_paint_cb (Bench *self)
{
  self->frame_since = bench_line_now ();
}

static void
after_paint_cb (Bench *self)
{
  self->last_drawn = bench_line_now ();
  self->n_frames++;
  if (self->first_frame_us <= 0)
    self->first_frame_us = self->last_drawn - self->frame_since;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Until nothing has been drawn for a while. */
static void
settle (Bench *self)
{
  guint wake = g_timeout_add (QUIET_MS / 3, wake_cb, NULL);

  self->last_drawn = bench_line_now ();
  while (bench_line_now () - self->last_drawn < QUIET_MS * 1000)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (wake);
}

/* When something was begun, in microseconds: on the thread's clock and on the wall's. */
typedef struct
{
  double worked_at;
  double since;
} Stopwatch;

static void
start (Bench *self, Stopwatch *watch)
{
  self->first_frame_us = 0;
  self->n_frames = 0;
  watch->worked_at = thread_time_us ();
  watch->since = bench_line_now ();
}

static void
stop (Bench *self, Stopwatch *watch, GArray *drawn, GArray *work)
{
  double in_action = bench_line_now () - watch->since;
  double sample;

  settle (self);
  sample = (in_action + self->first_frame_us) / 1000;
  g_array_append_val (drawn, sample);
  sample = (thread_time_us () - watch->worked_at) / 1000;
  g_array_append_val (work, sample);
}

static void
print (const char *name, GArray *drawn, GArray *work, double limit)
{
  g_autofree char *worst_name = g_strconcat (name, "-worst", NULL);
  g_autofree char *work_name = g_strconcat (name, "-work", NULL);

  bench_line_print (name, bench_line_median (drawn), "ms", 0, limit);
  bench_line_print (worst_name, bench_line_worst (drawn), "ms", 0, 0);
  bench_line_print (work_name, bench_line_median (work), "ms", 0, limit);
}

static void
bench_view (Bench *self, const char *view)
{
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) work = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *name = g_strconcat ("page-turn-", view, NULL);
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));

  /* Back to where the turns that follow all show full pages. */
  salon_calendar_page_set_view (SALON_CALENDAR_PAGE (self->page), view);
  salon_calendar_page_show_day (SALON_CALENDAR_PAGE (self->page), today - 31 * (N_TURNS + 1));
  settle (self);
  for (int i = 0; i < N_TURNS; i++)
    {
      Stopwatch watch;

      start (self, &watch);
      gtk_widget_activate_action (self->page, "calendar.next", NULL);
      stop (self, &watch, drawn, work);
    }
  print (name, drawn, work, FRAME_MS);
}

/* Types a name into the editor's search, whose list follows each key without the usual delay. */
static void
type_a_name (Bench *self, GArray *drawn, GArray *work)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (self->page));
  GtkWidget *entry = gtk_widget_get_ancestor (focus, GTK_TYPE_SEARCH_ENTRY);
  const char *const keys[] = { "m", "a", "r", "i", "e", " ", "d", "u" };
  int position = 0;

  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (entry), 0);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      Stopwatch watch;

      start (self, &watch);
      gtk_editable_insert_text (GTK_EDITABLE (entry), keys[i], 1, &position);
      stop (self, &watch, drawn, work);
    }
}

static void
bench_editor (Bench *self)
{
  g_autoptr (GArray) opened = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) opened_work = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) typed = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) typed_work = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < N_EDITORS; i++)
    {
      AdwDialog *dialog;
      Stopwatch watch;

      start (self, &watch);
      dialog = salon_booking_dialog_new (self->session, NULL);
      adw_dialog_present (dialog, self->page);
      stop (self, &watch, opened, opened_work);
      type_a_name (self, typed, typed_work);
      adw_dialog_force_close (dialog);
      settle (self);
    }
  print ("editor-opens", opened, opened_work, 0);
  print ("editor-search-key", typed, typed_work, 0);
}

/* As an owner types them: who is on the phone, what for, when; a day; something to do. */
static const char *const lines[] = {
  "marie durand gel jeudi aprem",
  "mme lefevre rehaussement de cils + sourcils demain 14h30",
  "0639",
  "sophie",
  "manucure mardi matin",
  "12 mars",
  "martin semaine prochaine massage du dos",
  "imprimer",
  "zoé petit 06 12 34 56 78 soin visage hydratant vendredi",
  "julie epil maillot dans 2 semaines",
};

/* The answer to a key is there when its handler returns; then comes the frame that shows it. */
static void
type_line (Bench *self, AdwDialog *dialog, const char *line, GArray *answered, GArray *drawn)
{
  GtkWidget *entry = adw_dialog_get_focus (dialog);
  int position = 0;

  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at))
    {
      double since = bench_line_now ();
      double sample;

      self->first_frame_us = 0;
      gtk_editable_insert_text (GTK_EDITABLE (entry), at, (int) (g_utf8_next_char (at) - at),
                                &position);
      sample = (bench_line_now () - since) / 1000;
      g_array_append_val (answered, sample);
      settle (self);
      sample += self->first_frame_us / 1000;
      g_array_append_val (drawn, sample);
    }
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  settle (self);
}

static void
bench_finder (Bench *self)
{
  g_autoptr (GArray) answered = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (SalonFinderActions) actions = salon_finder_actions_new ();
  AdwDialog *dialog = salon_finder_dialog_new (self->session, actions);

  salon_finder_actions_add_pages (actions);
  adw_dialog_present (dialog, self->page);
  settle (self);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    type_line (self, dialog, lines[i], answered, drawn);
  bench_line_print ("finder-key", bench_line_median (answered), "ms", 0, FINDER_KEY_MS);
  bench_line_print ("finder-key-worst", bench_line_worst (answered), "ms", 0, FINDER_KEY_MS);
  bench_line_print ("finder-key-drawn", bench_line_median (drawn), "ms", 0, 0);
  bench_line_print ("finder-key-drawn-worst", bench_line_worst (drawn), "ms", 0, 0);
  adw_dialog_force_close (dialog);
  settle (self);
}

static gpointer
find_child (GtkWidget *widget, GType type)
{
  gpointer found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_child (child, type);
  return found;
}

/* The page's own list: the choices of its filter are list views too. */
static GtkWidget *
get_list_view (GtkWidget *list_page)
{
  return GTK_WIDGET (
    gtk_widget_get_template_child (list_page, SALON_TYPE_BOOKINGS_PAGE, "list_view"));
}

/* Until the list has rows and a frame has shown them. */
static void
wait_for_rows (Bench *self, GtkWidget *list_page)
{
  GtkListView *list = GTK_LIST_VIEW (get_list_view (list_page));
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (list));

  while (g_list_model_get_n_items (model) == 0)
    g_main_context_iteration (NULL, TRUE);
  self->first_frame_us = 0;
  while (self->first_frame_us <= 0)
    g_main_context_iteration (NULL, TRUE);
}

/* From nothing to the first screen of all bookings of the salon: the worker's search is in it. */
static GtkWidget *
open_list (Bench *self, GtkWidget *window, GArray *opened)
{
  double since = bench_line_now ();
  GtkWidget *list_page = salon_bookings_page_new (self->session);
  double spent;

  salon_booking_filter_bar_open (find_child (list_page, SALON_TYPE_BOOKING_FILTER_BAR));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), list_page);
  wait_for_rows (self, list_page);
  spent = (bench_line_now () - since) / 1000;
  g_array_append_val (opened, spent);
  settle (self);
  return list_page;
}

/* A screen farther each time, as the Page Down key goes; told from the top, so that each step is one
 * whatever the list made of the step before. */
static void
scroll_list (Bench *self, GtkWidget *list_page)
{
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) work = g_array_new (FALSE, FALSE, sizeof (double));
  GtkWidget *list = get_list_view (list_page);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  for (int i = 0; i < N_STEPS; i++)
    {
      Stopwatch watch;

      start (self, &watch);
      gtk_adjustment_set_value (adjustment, (i + 1) * gtk_adjustment_get_page_size (adjustment));
      stop (self, &watch, drawn, work);
    }
  print ("bookings-list-scrolls", drawn, work, FRAME_MS);
}

/* From the moment the figures are there, as the page takes them, to the last picture that they change: one
 * that draws the cards, and perhaps one more that puts right what has another size by then. */
static void
show_periods (Bench *self,
              SalonStatisticsBoard *board,
              SalonStatisticsSpan span,
              const char *name,
              double limit)
{
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) work = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *frames_name = g_strconcat (name, "-frames", NULL);
  g_autofree char *worst_name = g_strconcat (name, "-frames-worst", NULL);
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  SalonStatisticsPeriod period = salon_statistics_period_make (span, today, 0);

  for (int i = 0; i < N_PERIODS; i++)
    {
      g_autoptr (GError) error = NULL;
      SalonStatisticsPair *pair =
        salon_statistics_pair_read (salon_session_get_reader (self->session), &period,
                                    SALON_STATISTICS_AGAINST_BEFORE, today, &error);
      Stopwatch watch;
      double n_frames;

      if (pair == NULL)
        g_error ("%s", error->message);
      start (self, &watch);
      salon_statistics_board_show (board, self->session, pair);
      stop (self, &watch, drawn, work);
      n_frames = self->n_frames;
      g_array_append_val (frames, n_frames);
      period = salon_statistics_period_move (&period, -1);
    }
  print (name, drawn, work, limit);
  bench_line_print (frames_name, bench_line_median (frames), "frames", 0, SHOWN_FRAMES);
  bench_line_print (worst_name, bench_line_worst (frames), "frames", 0, 0);
}

/* Those cards whose title it is, or all. */
static void
show_tables (GtkWidget *widget, const char *title)
{
  if (SALON_IS_CHART_CARD (widget))
    {
      GtkLabel *label =
        GTK_LABEL (gtk_widget_get_template_child (widget, SALON_TYPE_CHART_CARD, "title_label"));
      GtkToggleButton *button = GTK_TOGGLE_BUTTON (
        gtk_widget_get_template_child (widget, SALON_TYPE_CHART_CARD, "table_button"));

      if (title == NULL || g_str_equal (gtk_label_get_text (label), title))
        gtk_toggle_button_set_active (button, TRUE);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    show_tables (child, title);
}

static void
bench_figures (Bench *self, GtkWidget *window)
{
  GtkWidget *page = salon_statistics_page_new (self->session);
  SalonStatisticsBoard *board = SALON_STATISTICS_BOARD (
    gtk_widget_get_template_child (page, SALON_TYPE_STATISTICS_PAGE, "board"));

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), page);
  while (salon_statistics_board_get_pair (board) == NULL)
    g_main_context_iteration (NULL, TRUE);
  settle (self);
  show_periods (self, board, SALON_STATISTICS_SPAN_MONTH, "figures-of-a-month",
                SHOWN_FRAMES * FRAME_MS);
  show_periods (self, board, SALON_STATISTICS_SPAN_YEAR, "figures-of-a-year",
                SHOWN_FRAMES * FRAME_MS);
  /* The longest of them; then all, as nobody looks at them. */
  show_tables (page, "Busy Hours");
  settle (self);
  show_periods (self, board, SALON_STATISTICS_SPAN_MONTH, "figures-with-a-table",
                SHOWN_FRAMES * FRAME_MS);
  show_tables (page, NULL);
  settle (self);
  show_periods (self, board, SALON_STATISTICS_SPAN_MONTH, "figures-as-tables", 0);
}

static void
bench_list (Bench *self, GtkWidget *window)
{
  g_autoptr (GArray) opened = g_array_new (FALSE, FALSE, sizeof (double));
  GtkWidget *list_page = NULL;

  for (int i = 0; i < N_LISTS; i++)
    list_page = open_list (self, window, opened);
  bench_line_print ("bookings-list-opens", bench_line_median (opened), "ms", 0, LIST_MS);
  bench_line_print ("bookings-list-opens-worst", bench_line_worst (opened), "ms", 0, 0);
  scroll_list (self, list_page);
}

static gboolean
wants (Bench *self, const char *part)
{
  return *self->parts == NULL || g_strv_contains ((const char *const *) self->parts, part);
}

static gboolean
run_cb (gpointer data)
{
  Bench *self = data;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (self->page));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect_data (clock, "after-paint", G_CALLBACK (after_paint_cb), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  settle (self);
  if (wants (self, "week"))
    bench_view (self, "week");
  if (wants (self, "month"))
    bench_view (self, "month");
  if (wants (self, "editor"))
    bench_editor (self);
  if (wants (self, "finder"))
    bench_finder (self);
  /* Last of all: the calendar has to make room. */
  if (wants (self, "figures"))
    bench_figures (self, GTK_WIDGET (window));
  if (wants (self, "list"))
    bench_list (self, GTK_WIDGET (window));
  g_signal_handlers_disconnect_by_data (clock, self);
  gtk_window_destroy (window);
  return G_SOURCE_REMOVE;
}

static void
activate_cb (GtkApplication *application, Bench *self)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *window = adw_application_window_new (application);

  self->session = salon_session_open (self->path, TRUE, &error);
  if (self->session == NULL)
    g_error ("%s: %s", self->path, error->message);
  salon_session_set_now (self->session, salon_moment (salon_day_from_ymd (2026, 3, 12), 10 * 60));
  self->page = salon_calendar_page_new (self->session);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), self->page);
  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 780);
  gtk_window_present (GTK_WINDOW (window));
  g_idle_add (run_cb, self);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  Bench bench = { 0 };

  if (argc < 2)
    {
      g_printerr ("bench-desk FILE [PART…]: a salon's file, and what is measured\n");
      return 2;
    }
  bench.path = argv[1];
  bench.parts = argv + 2;
  /* The desk's resources, so that its style sheet applies. */
  application =
    g_object_new (ADW_TYPE_APPLICATION, "application-id", "fr.serenaia_beaute.Salon.BenchDesk",
                  "resource-base-path", "/fr/serenaia_beaute/Salon", NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &bench);
  if (g_application_run (G_APPLICATION (application), 1, argv) != 0)
    return 2;
  g_clear_object (&bench.session);
  return bench_line_get_verdict ();
}
