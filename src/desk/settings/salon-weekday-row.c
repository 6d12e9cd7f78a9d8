/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each edit reads the week from the store, makes a change of it and commits it; the page fills the
 * row again once that is saved. So the row keeps no hours of its own that could grow old.
 */
#include "salon-weekday-row.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-words.h"
#include "settings/salon-span-row.h"

#define N_WEEKDAYS 7

struct _SalonWeekdayRow
{
  AdwExpanderRow parent_instance;

  GtkWidget *tools_row;
  GtkPopover *copy_popover;
  GtkBox *days_box;

  SalonSession *session;
  int weekday;
  GPtrArray *spans; /* borrowed SalonSpanRow, in order */
  GtkWidget *day_checks[N_WEEKDAYS];
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (SalonWeekdayRow, salon_weekday_row, ADW_TYPE_EXPANDER_ROW)

/* NULL, and told, when the week cannot be read. */
static SalonWeekForm *
read_week (SalonWeekdayRow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
    salon_reader_list_rows (salon_session_get_reader (self->session), "availabilities", &error);

  if (rows)
    return salon_week_form_new (rows);
  g_autofree char *words = salon_words_for_error (error);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
  return NULL;
}

static void
commit_day (SalonWeekdayRow *self, gboolean is_open, GArray *windows)
{
  g_autoptr (SalonWeekForm) form = read_week (self);
  g_autoptr (SalonChange) change =
    form ? salon_week_form_change_day (form, self->weekday, is_open, windows) : NULL;

  if (change)
    salon_session_commit (self->session, change);
}

/* The times as they are typed; NULL, and told beside them, when they cannot be saved. */
static GArray *
read_spans (SalonWeekdayRow *self, SalonSpanRow *edited)
{
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (SalonRange));

  for (guint i = 0; i < self->spans->len; i++)
    {
      SalonRange window;
      if (!salon_span_row_read (g_ptr_array_index (self->spans, i), &window))
        return NULL;
      g_array_append_val (windows, window);
    }

  const char *words = salon_week_form_check (windows);
  if (edited)
    salon_span_row_tell (edited, words);
  return words ? NULL : g_steal_pointer (&windows);
}

static void
span_edited_cb (SalonWeekdayRow *self, SalonSpanRow *span)
{
  g_autoptr (GArray) windows = read_spans (self, span);

  if (windows)
    commit_day (self, TRUE, windows);
}

/* Without its last hours the day is closed, and keeps them for when it is opened again. */
static void
span_removed_cb (SalonWeekdayRow *self, SalonSpanRow *span)
{
  g_autoptr (SalonWeekForm) form = read_week (self);
  guint index;

  if (!form || !g_ptr_array_find (self->spans, span, &index))
    return;
  g_autoptr (GArray) windows = salon_week_form_dup_windows (form, self->weekday);
  gboolean is_last = windows->len <= 1;
  if (!is_last && index < windows->len)
    g_array_remove_index (windows, index);
  commit_day (self, !is_last, windows);
}

static void
break_clicked_cb (SalonWeekdayRow *self)
{
  g_autoptr (GArray) windows = read_spans (self, NULL);

  if (!windows)
    return;
  g_autoptr (GArray) cut = salon_week_form_add_break (windows);
  commit_day (self, TRUE, cut);
}

static void
open_chosen_cb (SalonWeekdayRow *self)
{
  if (self->is_filling)
    return;
  g_autoptr (SalonWeekForm) form = read_week (self);
  if (!form)
    return;

  gboolean is_open = adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self));
  g_autoptr (GArray) windows = salon_week_form_dup_windows (form, self->weekday);
  if (is_open && windows->len == 0)
    {
      g_clear_pointer (&windows, g_array_unref);
      windows = salon_week_form_suggest_windows (form);
    }
  commit_day (self, is_open, windows);
}

static void
copy_clicked_cb (SalonWeekdayRow *self)
{
  g_autoptr (SalonWeekForm) form = read_week (self);
  guint days = 0;

  gtk_popover_popdown (self->copy_popover);
  for (int day = 0; day < N_WEEKDAYS; day++)
    if (self->day_checks[day]
        && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->day_checks[day])))
      days |= 1u << day;

  g_autoptr (SalonChange) change =
    form ? salon_week_form_copy_day (form, self->weekday, days) : NULL;
  if (change)
    salon_session_commit (self->session, change);
}

/* Rows that are there are kept, and with them the focus. The tools stay below. */
static void
fill_spans (SalonWeekdayRow *self, GArray *windows)
{
  while (self->spans->len > windows->len)
    {
      GtkWidget *last = g_ptr_array_steal_index (self->spans, self->spans->len - 1);
      adw_expander_row_remove (ADW_EXPANDER_ROW (self), last);
    }
  if (self->spans->len < windows->len)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->tools_row);
  while (self->spans->len < windows->len)
    {
      g_autofree char *title = salon_format_heading (salon_format_get_weekday (self->weekday));
      GtkWidget *span = salon_span_row_new (title);
      g_signal_connect_object (span, "edited", G_CALLBACK (span_edited_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (span, "removed", G_CALLBACK (span_removed_cb), self,
                               G_CONNECT_SWAPPED);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), span);
      g_ptr_array_add (self->spans, span);
    }
  if (!gtk_widget_get_parent (self->tools_row))
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->tools_row);
  for (guint i = 0; i < windows->len; i++)
    salon_span_row_set_span (g_ptr_array_index (self->spans, i),
                             g_array_index (windows, SalonRange, i));
}

void
salon_weekday_row_fill (SalonWeekdayRow *self, SalonWeekForm *form)
{
  g_return_if_fail (SALON_IS_WEEKDAY_ROW (self));
  gboolean is_open = salon_week_form_is_open (form, self->weekday);
  g_autoptr (GArray) windows = salon_week_form_dup_windows (form, self->weekday);
  g_autofree char *hours = is_open ? salon_week_form_describe (windows) : g_strdup (_ ("Closed"));

  self->is_filling = TRUE;
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), hours);
  if (adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self)) != is_open)
    adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), is_open);
  fill_spans (self, windows);
  self->is_filling = FALSE;
}

static void
add_day_checks (SalonWeekdayRow *self)
{
  int first = salon_format_get_first_weekday ();

  for (int i = 0; i < N_WEEKDAYS; i++)
    {
      int day = (first + i) % N_WEEKDAYS;
      if (day == self->weekday)
        continue;
      g_autofree char *label = salon_format_heading (salon_format_get_weekday (day));
      self->day_checks[day] = gtk_check_button_new_with_label (label);
      gtk_box_append (self->days_box, self->day_checks[day]);
    }
}

static void
salon_weekday_row_dispose (GObject *object)
{
  SalonWeekdayRow *self = SALON_WEEKDAY_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->tools_row);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_WEEKDAY_ROW);
  g_clear_pointer (&self->spans, g_ptr_array_unref);
  G_OBJECT_CLASS (salon_weekday_row_parent_class)->dispose (object);
}

static void
salon_weekday_row_class_init (SalonWeekdayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_weekday_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-weekday-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonWeekdayRow, tools_row);
  gtk_widget_class_bind_template_child (widget_class, SalonWeekdayRow, copy_popover);
  gtk_widget_class_bind_template_child (widget_class, SalonWeekdayRow, days_box);
  gtk_widget_class_bind_template_callback (widget_class, open_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, break_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
salon_weekday_row_init (SalonWeekdayRow *self)
{
  self->spans = g_ptr_array_new ();
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* It is taken out and put back below the hours. */
  g_object_ref (self->tools_row);
}

GtkWidget *
salon_weekday_row_new (SalonSession *session, int weekday)
{
  SalonWeekdayRow *self = g_object_new (SALON_TYPE_WEEKDAY_ROW, NULL);
  g_autofree char *title = salon_format_heading (salon_format_get_weekday (weekday));

  self->session = g_object_ref (session);
  self->weekday = weekday;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  add_day_checks (self);
  return GTK_WIDGET (self);
}
