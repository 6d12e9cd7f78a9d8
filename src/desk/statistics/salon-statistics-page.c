/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-statistics-page.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-shortcuts.h"
#include "common/salon-words.h"
#include "salon-figure-rows-dialog.h"
#include "salon-statistics-bar.h"
#include "salon-statistics-board.h"
#include "salon-statistics-export.h"

struct _SalonStatisticsPage
{
  AdwBin parent_instance;

  SalonStatisticsBar *bar;
  SalonStatisticsBoard *board;
  GtkStack *stack;
  AdwStatusPage *failed_page;

  SalonSession *session;
  GCancellable *reading; /* nullable: nothing is being read */
  gboolean is_stale;     /* something changed while nobody looked */
};

G_DEFINE_FINAL_TYPE (SalonStatisticsPage, salon_statistics_page, ADW_TYPE_BIN)

/* What figures are made of. */
static const char *const tables[] = {
  "bookings",       "booking_services",    "payments",
  "gift_cards",     "gift_card_movements", "services",
  "clients",        "availabilities",      "opening_exceptions",
  "salon_settings", "blocked_dates",       "staff",
  "web_visits",
};

static void
take_pair (SalonStatisticsPage *self, SalonStatisticsPair *pair)
{
  gboolean has_own = TRUE;

  salon_statistics_board_show (self->board, self->session, pair);
  salon_reader_has_own (salon_session_get_reader (self->session), &has_own, NULL);
  gtk_stack_set_visible_child_name (self->stack, has_own ? "board" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "statistics.save-table", has_own);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonStatisticsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  SalonStatisticsPair *pair = NULL;

  /* Another period is being read by now, or the page is gone. */
  if (self->session == NULL)
    return;
  pair = salon_statistics_pair_read_finish (self->session, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  if (pair != NULL)
    {
      take_pair (self, pair);
      return;
    }
  words = salon_words_for_error (error);
  adw_status_page_set_description (self->failed_page, words);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
read_figures (SalonStatisticsPage *self)
{
  SalonStatisticsPeriod period = salon_statistics_bar_get_period (self->bar);

  if (self->session == NULL)
    return;
  self->is_stale = FALSE;
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  salon_statistics_pair_read_async (self->session, &period,
                                    salon_statistics_bar_get_against (self->bar), self->reading,
                                    read_cb, g_object_ref (self));
}

static void
period_changed_cb (SalonStatisticsPage *self)
{
  read_figures (self);
}

static void
retry_clicked_cb (SalonStatisticsPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "busy");
  read_figures (self);
}

/* Nobody waits for what nobody sees. */
static void
session_changed_cb (SalonStatisticsPage *self, SalonChange *change)
{
  gboolean is_touched = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (tables) && !is_touched; i++)
    is_touched = salon_change_touches (change, tables[i], NULL);
  if (!is_touched)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_figures (self);
  else
    self->is_stale = TRUE;
}

static void
salon_statistics_page_map (GtkWidget *widget)
{
  SalonStatisticsPage *self = SALON_STATISTICS_PAGE (widget);

  GTK_WIDGET_CLASS (salon_statistics_page_parent_class)->map (widget);
  if (self->is_stale)
    read_figures (self);
}

static void
rows_opened_cb (SalonStatisticsPage *self, const SalonFigureRows *rows, const char *title)
{
  salon_dialog_present (salon_figure_rows_dialog_new (self->session, title, rows),
                        GTK_WIDGET (self));
}

static void
previous_period (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_statistics_bar_move (SALON_STATISTICS_PAGE (widget)->bar, -1);
}

static void
next_period (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  salon_statistics_bar_move (SALON_STATISTICS_PAGE (widget)->bar, 1);
}

static void
save_table (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonStatisticsPage *self = SALON_STATISTICS_PAGE (widget);
  const SalonStatisticsPair *pair = salon_statistics_board_get_pair (self->board);

  if (pair != NULL)
    salon_statistics_export_table (widget, self->session, pair);
}

static void
save_month_pack (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonStatisticsPage *self = SALON_STATISTICS_PAGE (widget);
  SalonStatisticsPeriod period = salon_statistics_bar_get_period (self->bar);

  salon_statistics_export_month_pack (widget, self->session, &period,
                                      salon_statistics_bar_get_against (self->bar));
}

static void
print_page (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonStatisticsPage *self = SALON_STATISTICS_PAGE (widget);
  SalonStatisticsPeriod period = salon_statistics_bar_get_period (self->bar);

  salon_statistics_export_print (widget, self->session, &period,
                                 salon_statistics_bar_get_against (self->bar));
}

void
salon_statistics_page_set_span (SalonStatisticsPage *self, const char *name)
{
  static const char *const names[] = {
    [SALON_STATISTICS_SPAN_WEEK] = "week",
    [SALON_STATISTICS_SPAN_MONTH] = "month",
    [SALON_STATISTICS_SPAN_QUARTER] = "quarter",
    [SALON_STATISTICS_SPAN_YEAR] = "year",
  };

  g_return_if_fail (SALON_IS_STATISTICS_PAGE (self));

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      salon_statistics_bar_set_span (self->bar, (SalonStatisticsSpan) i);
}

static void
salon_statistics_page_dispose (GObject *object)
{
  SalonStatisticsPage *self = SALON_STATISTICS_PAGE (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_STATISTICS_PAGE);
  g_clear_object (&self->reading);
  G_OBJECT_CLASS (salon_statistics_page_parent_class)->dispose (object);
}

static void
salon_statistics_page_class_init (SalonStatisticsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_statistics_page_dispose;
  widget_class->map = salon_statistics_page_map;
  g_type_ensure (SALON_TYPE_STATISTICS_BAR);
  g_type_ensure (SALON_TYPE_STATISTICS_BOARD);
  gtk_widget_class_install_action (widget_class, "page.print", NULL, print_page);
  gtk_widget_class_install_action (widget_class, "statistics.previous", NULL, previous_period);
  gtk_widget_class_install_action (widget_class, "statistics.next", NULL, next_period);
  gtk_widget_class_install_action (widget_class, "statistics.save-table", NULL, save_table);
  gtk_widget_class_install_action (widget_class, "statistics.month-pack", NULL, save_month_pack);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-statistics-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsPage, board);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsPage, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, period_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rows_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
add_keys (SalonStatisticsPage *self)
{
  GtkShortcutController *keys =
    salon_shortcut_listen (GTK_WIDGET (self), GTK_SHORTCUT_SCOPE_MANAGED, GTK_PHASE_BUBBLE);

  salon_shortcut_add_action (keys, SALON_SHORTCUT_PERIOD_EARLIER, SALON_EVERY_KEY,
                             "statistics.previous", NULL);
  salon_shortcut_add_action (keys, SALON_SHORTCUT_PERIOD_LATER, SALON_EVERY_KEY, "statistics.next",
                             NULL);
}

static void
salon_statistics_page_init (SalonStatisticsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
}

GtkWidget *
salon_statistics_page_new (SalonSession *session)
{
  SalonStatisticsPage *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_STATISTICS_PAGE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  salon_statistics_bar_set_session (self->bar, session);
  return GTK_WIDGET (self);
}
