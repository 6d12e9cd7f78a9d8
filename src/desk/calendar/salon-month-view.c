/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Six weeks are shown whatever the month, so that the cells stay where they are when the page turns;
 * the cells are made once. The colours of the categories and the font of the cells are asked of one
 * widget each, that the style sheet dresses and nobody sees.
 */
#include "salon-month-view.h"

#include "common/salon-category.h"
#include "common/salon-format.h"
#include "common/salon-shortcuts.h"
#include "salon-month-cell.h"
#include <adwaita.h>

#define N_WEEKS 6
#define N_WEEKDAYS 7
#define N_CELLS (N_WEEKS * N_WEEKDAYS)
#define MAX_SWATCHES 16

struct _SalonMonthView
{
  GtkWidget parent_instance;

  SalonSession *session;
  SalonCalendarModel *model;
  SalonDay day; /* the selected one; SALON_DAY_NONE: none yet */
  SalonDay first_day;
  gboolean needs_update; /* the days are newer than the cells */
  GtkWidget *weekdays[N_WEEKDAYS];
  GtkWidget *cells[N_CELLS];
  GtkWidget *swatches[MAX_SWATCHES]; /* as salon_category_get_css_classes() */
  SalonTextCache *texts;             /* of the cells */
};

G_DEFINE_FINAL_TYPE (SalonMonthView, salon_month_view, GTK_TYPE_WIDGET)

static void
get_category_color (const char *category, GdkRGBA *color, gpointer data)
{
  SalonMonthView *self = data;
  const char *const *classes = salon_category_get_css_classes ();
  const char *class = salon_category_get_css_class (category);

  for (guint i = 0; classes[i] != NULL; i++)
    if (g_str_equal (classes[i], class))
      gtk_widget_get_color (self->swatches[i], color);
}

static void
update_cells (SalonMonthView *self)
{
  GListModel *model = G_LIST_MODEL (self->model);
  SalonOpeningHours *hours = salon_session_get_hours (self->session);
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  SalonDay month = salon_day_start_of_month (self->day);
  guint n = g_list_model_get_n_items (model);
  guint next = 0;

  self->needs_update = FALSE;
  if (hours == NULL || self->day == SALON_DAY_NONE)
    return;
  for (int i = 0; i < N_CELLS; i++)
    {
      SalonDay day = self->first_day + i;
      g_autoptr (GPtrArray) bookings = g_ptr_array_new_with_free_func (g_object_unref);
      for (; next < n; next++)
        {
          g_autoptr (SalonBooking) booking = g_list_model_get_item (model, next);
          SalonDay its_day = salon_booking_get_fields (booking)->day;
          if (its_day > day)
            break;
          if (its_day == day)
            g_ptr_array_add (bookings, g_steal_pointer (&booking));
        }
      salon_month_cell_set_day (SALON_MONTH_CELL (self->cells[i]), day, day == today,
                                salon_day_start_of_month (day) == month, bookings, hours);
    }
}

void
salon_month_view_set_day (SalonMonthView *self, SalonDay day)
{
  SalonDay first =
    salon_day_start_of_week (salon_day_start_of_month (day), salon_format_get_first_weekday ());
  gboolean is_same_month;

  g_return_if_fail (SALON_IS_MONTH_VIEW (self));

  is_same_month = self->day != SALON_DAY_NONE
                  && salon_day_start_of_month (day) == salon_day_start_of_month (self->day);
  self->day = day;
  self->first_day = first;
  if (!is_same_month)
    {
      self->needs_update = TRUE;
      salon_calendar_model_set_range (self->model, first, first + N_CELLS);
      /* When neither page has a booking the list did not change. */
      if (self->needs_update)
        update_cells (self);
    }
}

SalonCalendarModel *
salon_month_view_get_model (SalonMonthView *self)
{
  g_return_val_if_fail (SALON_IS_MONTH_VIEW (self), NULL);
  return self->model;
}

GtkWidget *
salon_month_view_get_cell (SalonMonthView *self, SalonDay day)
{
  g_return_val_if_fail (SALON_IS_MONTH_VIEW (self), NULL);

  if (day < self->first_day || day >= self->first_day + N_CELLS)
    return NULL;
  return self->cells[day - self->first_day];
}

/* --- Pointer and keys --- */

static SalonDay
get_focused_day (SalonMonthView *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return SALON_IS_MONTH_CELL (child) ? salon_month_cell_get_day (SALON_MONTH_CELL (child))
                                     : self->day;
}

static void
open_day (SalonMonthView *self, SalonDay day)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.show-day", "i", day);
}

/* In another month the page turns: the page knows the month, so it is asked. */
static gboolean
walk_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SalonMonthView *self = SALON_MONTH_VIEW (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  SalonDay day;
  int right;
  int down;

  g_variant_get (args, "(ii)", &right, &down);
  day = get_focused_day (self) + (is_rtl ? -right : right) + down * N_WEEKDAYS;
  gtk_widget_activate_action (widget, "calendar.select-day", "i", day);
  if (salon_month_view_get_cell (self, day) != NULL)
    gtk_widget_grab_focus (salon_month_view_get_cell (self, day));
  return TRUE;
}

static gboolean
open_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  open_day (SALON_MONTH_VIEW (widget), get_focused_day (SALON_MONTH_VIEW (widget)));
  return TRUE;
}

static void
pressed_cb (SalonMonthView *self, int n_press, double x, double y)
{
  GtkWidget *cell = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (!SALON_IS_MONTH_CELL (cell))
    return;
  gtk_widget_grab_focus (cell);
  if (n_press == 2)
    open_day (self, salon_month_cell_get_day (SALON_MONTH_CELL (cell)));
}

/* Tab: in at the selected day, and out again. */
static gboolean
salon_month_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SalonMonthView *self = SALON_MONTH_VIEW (widget);
  GtkWidget *cell = salon_month_view_get_cell (self, self->day);

  if (gtk_widget_get_focus_child (widget) != NULL || cell == NULL)
    return FALSE;
  return gtk_widget_grab_focus (cell);
}

/* --- Layout --- */

static int
measure_weekdays (SalonMonthView *self)
{
  int height = 0;

  for (int i = 0; i < N_WEEKDAYS; i++)
    {
      int minimum;
      gtk_widget_measure (self->weekdays[i], GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL,
                          NULL);
      height = MAX (height, minimum);
    }
  return height;
}

static void
salon_month_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  SalonMonthView *self = SALON_MONTH_VIEW (widget);

  *minimum = 0;
  *natural = 0;
  gtk_widget_measure (self->cells[0], orientation, -1, minimum, natural, NULL, NULL);
  *minimum *= orientation == GTK_ORIENTATION_HORIZONTAL ? N_WEEKDAYS : N_WEEKS;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum += measure_weekdays (self);
  *natural = *minimum;
}

static void
salon_month_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SalonMonthView *self = SALON_MONTH_VIEW (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int top = measure_weekdays (self);

  for (int i = 0; i < N_CELLS; i++)
    {
      int column = is_rtl ? N_WEEKDAYS - 1 - i % N_WEEKDAYS : i % N_WEEKDAYS;
      int row = i / N_WEEKDAYS;
      int x = width * column / N_WEEKDAYS;
      int y = top + (height - top) * row / N_WEEKS;
      GtkAllocation allocation = { x, y, width * (column + 1) / N_WEEKDAYS - x,
                                   top + (height - top) * (row + 1) / N_WEEKS - y };
      gtk_widget_size_allocate (self->cells[i], &allocation, -1);
      if (row > 0)
        continue;
      allocation.y = 0;
      allocation.height = top;
      gtk_widget_size_allocate (self->weekdays[i], &allocation, -1);
    }
}

/* --- The object --- */

static void
salon_month_view_dispose (GObject *object)
{
  SalonMonthView *self = SALON_MONTH_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_month_view_parent_class)->dispose (object);
}

static void
salon_month_view_finalize (GObject *object)
{
  SalonMonthView *self = SALON_MONTH_VIEW (object);

  g_clear_pointer (&self->texts, salon_text_cache_free);
  G_OBJECT_CLASS (salon_month_view_parent_class)->finalize (object);
}

static void
bind_keys (GtkWidgetClass *klass)
{
  static const int ways[][2] = { { -1, 0 }, { 0, -1 }, { 0, 1 }, { 1, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    salon_shortcut_bind (klass, SALON_SHORTCUT_WALK, (int) i, walk_cb,
                         g_variant_new ("(ii)", ways[i][0], ways[i][1]));
  salon_shortcut_bind_action (klass, SALON_SHORTCUT_TODAY, 1, "calendar.today", NULL);
  salon_shortcut_bind (klass, SALON_SHORTCUT_OPEN, SALON_EVERY_KEY, open_cb, NULL);
}

static void
salon_month_view_class_init (SalonMonthViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_month_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = salon_month_view_finalize;
  widget_class->measure = salon_month_view_measure;
  widget_class->size_allocate = salon_month_view_size_allocate;
  widget_class->focus = salon_month_view_focus;
  gtk_widget_class_set_css_name (widget_class, "monthview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_keys (widget_class);
}

/* A widget to ask for its style. */
static GtkWidget *
add_specimen (SalonMonthView *self, const char *css_name)
{
  GtkWidget *specimen = g_object_new (ADW_TYPE_BIN, "css-name", css_name, "accessible-role",
                                      GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_child_visible (specimen, FALSE);
  gtk_widget_set_parent (specimen, GTK_WIDGET (self));
  return specimen;
}

static void
salon_month_view_init (SalonMonthView *self)
{
  const char *const *classes = salon_category_get_css_classes ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->day = SALON_DAY_NONE;
  for (guint i = 0; classes[i] != NULL && i < MAX_SWATCHES; i++)
    {
      self->swatches[i] = add_specimen (self, "swatch");
      gtk_widget_add_css_class (self->swatches[i], classes[i]);
    }
  self->texts = salon_text_cache_new (add_specimen (self, "monthcell"));
  for (int i = 0; i < N_WEEKDAYS; i++)
    {
      int weekday = (salon_format_get_first_weekday () + i) % N_WEEKDAYS;
      self->weekdays[i] = gtk_label_new (salon_format_get_short_weekday (weekday));
      gtk_widget_add_css_class (self->weekdays[i], "weekday");
      gtk_widget_set_parent (self->weekdays[i], GTK_WIDGET (self));
    }
  for (int i = 0; i < N_CELLS; i++)
    {
      self->cells[i] = salon_month_cell_new (self->texts, get_category_color, self);
      gtk_widget_set_parent (self->cells[i], GTK_WIDGET (self));
    }
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
salon_month_view_new (SalonSession *session)
{
  SalonMonthView *self = g_object_new (SALON_TYPE_MONTH_VIEW, NULL);

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self->session = g_object_ref (session);
  self->model = salon_calendar_model_new (session);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (update_cells), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (update_cells), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
