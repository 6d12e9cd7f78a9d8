/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The headings are allocated after the grid and take their places from its columns, so that they
 * stand above them whatever the scrollbar and the column of hours need.
 */
#include "salon-day-view.h"

#include "salon-day-heading.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MAX_DAYS 7

struct _SalonDayView
{
  GtkWidget parent_instance;

  SalonSession *session;
  SalonCalendarModel *model;
  SalonDay first_day;
  int n_days;              /* 0: none yet */
  gboolean needs_headings; /* the days are newer than the headings */
  GtkWidget *headings[MAX_DAYS];
  GtkWidget *scroller;
  SalonDayGrid *grid;
  GtkWidget *tray; /* nullable: made at the first use */
  GtkLabel *tray_label;
};

G_DEFINE_FINAL_TYPE (SalonDayView, salon_day_view, GTK_TYPE_WIDGET)

typedef struct
{
  guint bookings;
  int minutes;
} Load;

static void
count_loads (SalonDayView *self, Load *loads)
{
  GListModel *model = G_LIST_MODEL (self->model);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SalonBooking) booking = g_list_model_get_item (model, i);
      const SalonBookingFields *fields = salon_booking_get_fields (booking);
      int index = fields->day - self->first_day;
      if (index < 0 || index >= self->n_days || !salon_booking_status_is_active (fields->status))
        continue;
      loads[index].bookings++;
      loads[index].minutes +=
        fields->buffer_before_minutes + fields->duration_minutes + fields->buffer_minutes;
    }
}

static void
update_headings (SalonDayView *self)
{
  SalonOpeningHours *hours = salon_session_get_hours (self->session);
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  Load loads[MAX_DAYS] = { 0 };

  self->needs_headings = FALSE;
  if (hours == NULL)
    return;
  count_loads (self, loads);
  for (int i = 0; i < MAX_DAYS; i++)
    {
      if (i < self->n_days && self->headings[i] == NULL)
        {
          self->headings[i] = salon_day_heading_new ();
          gtk_widget_insert_before (self->headings[i], GTK_WIDGET (self), self->scroller);
        }
      if (self->headings[i] == NULL)
        continue;
      gtk_widget_set_visible (self->headings[i], i < self->n_days);
      if (i < self->n_days)
        salon_day_heading_set_day (SALON_DAY_HEADING (self->headings[i]), self->first_day + i,
                                   self->first_day + i == today, loads[i].bookings,
                                   loads[i].minutes, hours);
    }
}

void
salon_day_view_set_days (SalonDayView *self, SalonDay first, int n_days)
{
  gboolean is_first = self->n_days == 0;

  g_return_if_fail (SALON_IS_DAY_VIEW (self));
  g_return_if_fail (n_days > 0 && n_days <= MAX_DAYS);

  if (self->first_day == first && self->n_days == n_days)
    return;
  self->first_day = first;
  self->n_days = n_days;
  self->needs_headings = TRUE;
  salon_day_grid_set_days (self->grid, first, n_days);
  salon_calendar_model_set_range (self->model, first, first + n_days);
  /* When neither page has a booking the list did not change. */
  salon_day_grid_flush (self->grid);
  if (self->needs_headings)
    update_headings (self);
  if (is_first)
    salon_day_grid_scroll_to_start (self->grid);
}

SalonDayGrid *
salon_day_view_get_grid (SalonDayView *self)
{
  g_return_val_if_fail (SALON_IS_DAY_VIEW (self), NULL);
  return self->grid;
}

SalonCalendarModel *
salon_day_view_get_model (SalonDayView *self)
{
  g_return_val_if_fail (SALON_IS_DAY_VIEW (self), NULL);
  return self->model;
}

GtkWidget *
salon_day_view_get_heading (SalonDayView *self, int index)
{
  g_return_val_if_fail (SALON_IS_DAY_VIEW (self), NULL);
  g_return_val_if_fail (index >= 0 && index < self->n_days, NULL);
  return self->headings[index];
}

/* --- The tray --- */

static void
put_back_cb (SalonDayView *self)
{
  salon_day_grid_clear_tray (self->grid);
}

static void
make_tray (SalonDayView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Put Back"));

  self->tray_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->tray_label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->tray_label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->tray_label), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->tray_label));
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (box, "toolbar");
  gtk_widget_add_css_class (box, "tray");
  g_signal_connect_object (button, "clicked", G_CALLBACK (put_back_cb), self, G_CONNECT_SWAPPED);
  self->tray = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->tray),
                                    GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (GTK_REVEALER (self->tray), box);
  gtk_widget_set_parent (self->tray, GTK_WIDGET (self));
}

static void
tray_changed_cb (SalonDayView *self)
{
  const char *words = salon_day_grid_get_tray (self->grid);

  if (self->tray == NULL)
    make_tray (self);
  if (words != NULL)
    gtk_label_set_text (self->tray_label, words);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->tray), words != NULL);
}

/* --- Layout --- */

static int
measure_child (GtkWidget *child, GtkOrientation orientation, int for_size)
{
  int minimum = 0;

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation, for_size, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* @width: of the whole view. A heading that wraps asks for the height it needs in its column; the
 * column of hours is counted as one more, which is never too little. */
static int
measure_headings (SalonDayView *self, int width)
{
  int height = 0;

  for (int i = 0; i < self->n_days; i++)
    {
      int least = measure_child (self->headings[i], GTK_ORIENTATION_HORIZONTAL, -1);
      int column = width > 0 ? MAX (width / (self->n_days + 1), least) : -1;
      height = MAX (height, measure_child (self->headings[i], GTK_ORIENTATION_VERTICAL, column));
    }
  return height;
}

static void
salon_day_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  SalonDayView *self = SALON_DAY_VIEW (widget);
  int tray = measure_child (self->tray, orientation, for_size);

  gtk_widget_measure (self->scroller, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int headings = measure_headings (self, for_size);
      *minimum += headings + tray;
      *natural += headings + tray;
    }
  else
    {
      *minimum = MAX (*minimum, tray);
      *natural = MAX (*natural, *minimum);
    }
}

static void
allocate_headings (SalonDayView *self, int height)
{
  graphene_point_t origin = GRAPHENE_POINT_INIT_ZERO;

  if (!gtk_widget_compute_point (GTK_WIDGET (self->grid), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT_ZERO, &origin))
    origin = GRAPHENE_POINT_INIT_ZERO;
  for (int i = 0; i < self->n_days; i++)
    {
      graphene_rect_t column = salon_day_grid_get_column (self->grid, i);
      int minimum = measure_child (self->headings[i], GTK_ORIENTATION_HORIZONTAL, -1);
      GtkAllocation allocation = { (int) (origin.x + column.origin.x), 0,
                                   MAX ((int) column.size.width, minimum), height };
      gtk_widget_size_allocate (self->headings[i], &allocation, -1);
    }
}

static void
salon_day_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SalonDayView *self = SALON_DAY_VIEW (widget);
  int top = measure_headings (self, width);
  int tray = measure_child (self->tray, GTK_ORIENTATION_VERTICAL, width);
  GtkAllocation allocation = { 0, top, width, MAX (height - top - tray, 0) };

  gtk_widget_size_allocate (self->scroller, &allocation, -1);
  allocate_headings (self, top);
  allocation.y = height - tray;
  allocation.height = tray;
  if (self->tray != NULL && gtk_widget_should_layout (self->tray))
    gtk_widget_size_allocate (self->tray, &allocation, -1);
}

static GtkSizeRequestMode
salon_day_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
salon_day_view_dispose (GObject *object)
{
  SalonDayView *self = SALON_DAY_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  memset (self->headings, 0, sizeof self->headings);
  self->tray = NULL;
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_day_view_parent_class)->dispose (object);
}

static void
salon_day_view_class_init (SalonDayViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_day_view_dispose;
  widget_class->measure = salon_day_view_measure;
  widget_class->size_allocate = salon_day_view_size_allocate;
  widget_class->get_request_mode = salon_day_view_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "dayview");
}

static void
salon_day_view_init (SalonDayView *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
salon_day_view_new (SalonSession *session)
{
  SalonDayView *self = g_object_new (SALON_TYPE_DAY_VIEW, NULL);

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self->session = g_object_ref (session);
  self->model = salon_calendar_model_new (session);
  self->grid = SALON_DAY_GRID (salon_day_grid_new (session));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->grid));
  salon_day_grid_set_bookings (self->grid, G_LIST_MODEL (self->model));
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (update_headings), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (update_headings), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "notify::tray", G_CALLBACK (tray_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
