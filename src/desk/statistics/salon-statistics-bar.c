/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-statistics-bar.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-typed.h"
#include "common/salon-field.h"
#include "common/salon-format.h"

/* More is no period that anybody looks at, but a year that was mistyped. */
#define MOST_DAYS (100 * 366)

struct _SalonStatisticsBar
{
  AdwBin parent_instance;

  GtkDropDown *span_drop;
  GtkDropDown *against_drop;
  GtkWidget *dates_box;
  GtkEditable *from_entry;
  GtkEditable *to_entry;
  GtkLabel *from_error;
  GtkLabel *to_error;
  GtkLabel *title_label;

  SalonSession *session; /* nullable: not ready */
  SalonStatisticsPeriod period;
  gboolean is_quiet; /* the entries are being filled */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SalonStatisticsBar, salon_statistics_bar, ADW_TYPE_BIN)

SalonStatisticsPeriod
salon_statistics_bar_get_period (SalonStatisticsBar *self)
{
  g_return_val_if_fail (SALON_IS_STATISTICS_BAR (self), ((SalonStatisticsPeriod) { 0 }));
  return self->period;
}

SalonStatisticsAgainst
salon_statistics_bar_get_against (SalonStatisticsBar *self)
{
  g_return_val_if_fail (SALON_IS_STATISTICS_BAR (self), SALON_STATISTICS_AGAINST_BEFORE);
  return (SalonStatisticsAgainst) gtk_drop_down_get_selected (self->against_drop);
}

static SalonDay
get_today (SalonStatisticsBar *self)
{
  return salon_moment_get_day (salon_session_get_now (self->session));
}

static void
write_dates (SalonStatisticsBar *self)
{
  g_autofree char *from = salon_format_day (self->period.from, SALON_DAY_STYLE_SHORT);
  g_autofree char *to = salon_format_day (self->period.to - 1, SALON_DAY_STYLE_SHORT);

  self->is_quiet = TRUE;
  gtk_editable_set_text (self->from_entry, from);
  gtk_editable_set_text (self->to_entry, to);
  salon_field_tell (GTK_WIDGET (self->from_entry), self->from_error, NULL);
  salon_field_tell (GTK_WIDGET (self->to_entry), self->to_error, NULL);
  self->is_quiet = FALSE;
}

static void
take_period (SalonStatisticsBar *self, const SalonStatisticsPeriod *period)
{
  g_autofree char *words = salon_statistics_period_write (period);
  g_autofree char *heading = salon_format_heading (words);

  self->period = *period;
  gtk_label_set_text (self->title_label, heading);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
salon_statistics_bar_move (SalonStatisticsBar *self, int by)
{
  SalonStatisticsPeriod period;

  g_return_if_fail (SALON_IS_STATISTICS_BAR (self));

  period = salon_statistics_period_move (&self->period, by);
  take_period (self, &period);
  write_dates (self);
}

static void
previous_clicked_cb (SalonStatisticsBar *self)
{
  salon_statistics_bar_move (self, -1);
}

static void
next_clicked_cb (SalonStatisticsBar *self)
{
  salon_statistics_bar_move (self, 1);
}

/* From the year to the month: the one of today, if it is in the year; else the first. */
static SalonDay
find_anchor (SalonStatisticsBar *self)
{
  SalonDay today = get_today (self);

  return today >= self->period.from && today < self->period.to ? today : self->period.from;
}

static void
span_selected_cb (SalonStatisticsBar *self)
{
  SalonStatisticsSpan span = (SalonStatisticsSpan) gtk_drop_down_get_selected (self->span_drop);
  SalonStatisticsPeriod period = self->period;

  gtk_widget_set_visible (self->dates_box, span == SALON_STATISTICS_SPAN_DATES);
  if (self->session == NULL)
    return;
  if (span == SALON_STATISTICS_SPAN_DATES)
    period.span = span;
  else
    period =
      salon_statistics_period_make (span, find_anchor (self), salon_format_get_first_weekday ());
  take_period (self, &period);
  write_dates (self);
}

void
salon_statistics_bar_set_span (SalonStatisticsBar *self, SalonStatisticsSpan span)
{
  g_return_if_fail (SALON_IS_STATISTICS_BAR (self));
  gtk_drop_down_set_selected (self->span_drop, span);
}

static void
against_selected_cb (SalonStatisticsBar *self)
{
  if (self->session != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
read_day (SalonStatisticsBar *self, GtkEditable *entry, GtkLabel *error, SalonDay *day)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  gboolean is_read = salon_typed_day_parse (text, get_today (self), day);

  return salon_field_tell (GTK_WIDGET (entry), error,
                           is_read ? NULL : _ ("A day looks like 14/03/2026."));
}

/* The period that was shown stays until there is another one. */
static void
dates_changed_cb (SalonStatisticsBar *self)
{
  SalonStatisticsPeriod period;
  SalonDay first, last;
  gboolean has_first, has_last;
  const char *words = NULL;

  if (self->session == NULL || self->is_quiet)
    return;
  has_first = read_day (self, self->from_entry, self->from_error, &first);
  has_last = read_day (self, self->to_entry, self->to_error, &last);
  if (!has_first || !has_last)
    return;
  if (last < first)
    words = _ ("The last day is before the first.");
  else if (last - first > MOST_DAYS)
    words = _ ("That is more than a hundred years.");
  if (!salon_field_tell (GTK_WIDGET (self->to_entry), self->to_error, words))
    return;
  period = salon_statistics_period_make_dates (first, last);
  take_period (self, &period);
}

void
salon_statistics_bar_set_session (SalonStatisticsBar *self, SalonSession *session)
{
  SalonStatisticsPeriod period;

  g_return_if_fail (SALON_IS_STATISTICS_BAR (self));
  g_return_if_fail (SALON_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  gtk_drop_down_set_selected (self->span_drop, SALON_STATISTICS_SPAN_MONTH);
  self->session = g_object_ref (session);
  period = salon_statistics_period_make (SALON_STATISTICS_SPAN_MONTH, get_today (self),
                                         salon_format_get_first_weekday ());
  take_period (self, &period);
  write_dates (self);
}

static void
salon_statistics_bar_dispose (GObject *object)
{
  SalonStatisticsBar *self = SALON_STATISTICS_BAR (object);

  /* What goes with the controls is no other period. */
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_STATISTICS_BAR);
  G_OBJECT_CLASS (salon_statistics_bar_parent_class)->dispose (object);
}

static void
salon_statistics_bar_class_init (SalonStatisticsBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_statistics_bar_dispose;
  signals[CHANGED] = g_signal_new ("changed", SALON_TYPE_STATISTICS_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-statistics-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsBar, span_drop);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsBar, against_drop);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsBar, dates_box);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsBar, from_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsBar, to_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsBar, from_error);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsBar, to_error);
  gtk_widget_class_bind_template_child (widget_class, SalonStatisticsBar, title_label);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, span_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, against_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, dates_changed_cb);
}

static void
salon_statistics_bar_init (SalonStatisticsBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
