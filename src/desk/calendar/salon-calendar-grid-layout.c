/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-calendar-grid-layout.h"

#include "salon-now-line.h"
#include <math.h>

#define N_HOURS 24
#define MIN_COLUMN_WIDTH 30
#define NATURAL_COLUMN_WIDTH 120
#define MIN_HEIGHT 120
#define MAX_ZOOM 4.0
/* A quarter of an hour holds a line of a chip's text, and a little air. */
#define LINES_PER_HOUR 4.5
/* Above and below the opening hours, in minutes. */
#define SPAN_MARGIN 20
/* What is left of a column beside its bookings, to click on and to drag from. */
#define WIDE_FREE_STRIP 10
#define NARROW_FREE_STRIP 3
#define TAG_GAP 4
#define NOW_HEIGHT 9

typedef struct
{
  GtkLayoutChild parent_instance;
  SalonCalendarGridRole role;
  SalonCalendarGridArea area;
} SalonCalendarGridLayoutChild;

typedef GtkLayoutChildClass SalonCalendarGridLayoutChildClass;

GType salon_calendar_grid_layout_child_get_type (void);
G_DEFINE_FINAL_TYPE (SalonCalendarGridLayoutChild,
                     salon_calendar_grid_layout_child,
                     GTK_TYPE_LAYOUT_CHILD)

struct _SalonCalendarGridLayout
{
  GtkLayoutManager parent_instance;

  int n_days;
  int span_start;
  int span_end;
  double zoom;
  GtkAdjustment *vadjustment; /* nullable */

  int width;
  int height;
  int gutter;
  gboolean is_rtl;
  double hour_height; /* 0: never allocated */
  double scroll;

  int wanted_minute; /* -1: none */
  double wanted_fraction;
};

G_DEFINE_FINAL_TYPE (SalonCalendarGridLayout, salon_calendar_grid_layout, GTK_TYPE_LAYOUT_MANAGER)

static void
salon_calendar_grid_layout_child_class_init (SalonCalendarGridLayoutChildClass *klass)
{
}

static void
salon_calendar_grid_layout_child_init (SalonCalendarGridLayoutChild *self)
{
  self->area.place = (SalonCalendarPlace) { 0, 1, 1 };
}

static SalonCalendarGridLayoutChild *
get_child (SalonCalendarGridLayout *self, GtkWidget *child)
{
  return (SalonCalendarGridLayoutChild *) gtk_layout_manager_get_layout_child (
    GTK_LAYOUT_MANAGER (self), child);
}

void
salon_calendar_grid_layout_place (SalonCalendarGridLayout *self,
                                  GtkWidget *child,
                                  SalonCalendarGridRole role,
                                  const SalonCalendarGridArea *area)
{
  SalonCalendarGridLayoutChild *layout_child = get_child (self, child);

  layout_child->role = role;
  if (area != NULL)
    layout_child->area = *area;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

const SalonCalendarGridArea *
salon_calendar_grid_layout_get_area (SalonCalendarGridLayout *self, GtkWidget *child)
{
  return &get_child (self, child)->area;
}

static double
get_column_width (SalonCalendarGridLayout *self)
{
  return (double) MAX (self->width - self->gutter, 1) / self->n_days;
}

/* Turns a distance from the reading start into one from the left. */
static double
mirror (SalonCalendarGridLayout *self, double x, double width)
{
  return self->is_rtl ? self->width - x - width : x;
}

double
salon_calendar_grid_layout_get_y (SalonCalendarGridLayout *self, int minute)
{
  return round (minute * self->hour_height / 60 - self->scroll);
}

graphene_rect_t
salon_calendar_grid_layout_get_column (SalonCalendarGridLayout *self, int day)
{
  double column_width = get_column_width (self);
  double x = round (self->gutter + day * column_width);
  double end = round (self->gutter + (day + 1) * column_width);

  return GRAPHENE_RECT_INIT ((float) mirror (self, x, end - x), 0, (float) (end - x),
                             (float) self->height);
}

graphene_rect_t
salon_calendar_grid_layout_get_bounds (SalonCalendarGridLayout *self,
                                       const SalonCalendarGridArea *area)
{
  double column_width = get_column_width (self);
  double strip = column_width > 90 ? WIDE_FREE_STRIP : NARROW_FREE_STRIP;
  double lane = (column_width - strip - 2) / area->place.columns;
  double column = self->gutter + area->day * column_width + 2;
  double x = round (column + area->place.column * lane);
  double end = round (column + (area->place.column + area->place.span) * lane)
               - (area->place.column + area->place.span < area->place.columns ? 2 : 0);
  double y = salon_calendar_grid_layout_get_y (self, area->start);
  double bottom = salon_calendar_grid_layout_get_y (self, area->end) - 1;
  double width = MAX (end - x, 4);

  return GRAPHENE_RECT_INIT ((float) mirror (self, x, width), (float) (y + 1), (float) width,
                             (float) MAX (bottom - y - 1, 6));
}

gboolean
salon_calendar_grid_layout_locate (SalonCalendarGridLayout *self,
                                   double x,
                                   double y,
                                   int *day,
                                   double *minute)
{
  double from_start = (self->is_rtl ? self->width - x : x) - self->gutter;
  double column = floor (from_start / get_column_width (self));

  *day = (int) CLAMP (column, 0, self->n_days - 1);
  *minute = self->hour_height > 0
              ? CLAMP ((y + self->scroll) * 60 / self->hour_height, 0, SALON_DAY_MINUTES - 1)
              : 0;
  return from_start >= 0;
}

static double
get_least_hour_height (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  double line_height = (double) pango_font_metrics_get_height (metrics) / PANGO_SCALE;

  pango_font_metrics_unref (metrics);
  return LINES_PER_HOUR * line_height;
}

/* Keeps what is at the top at the top when the height of an hour changes. */
static void
choose_hour_height (SalonCalendarGridLayout *self, GtkWidget *widget)
{
  double span = self->span_end - self->span_start + 2 * SPAN_MARGIN;
  double fitting = self->height * 60.0 / span;
  double least = get_least_hour_height (widget);
  double chosen = MAX (MAX (fitting, least) * self->zoom, (double) self->height / N_HOURS);

  if (self->hour_height > 0)
    self->scroll *= chosen / self->hour_height;
  self->hour_height = chosen;
}

static void
configure_adjustment (SalonCalendarGridLayout *self)
{
  double upper = ceil (N_HOURS * self->hour_height);
  double most = MAX (upper - self->height, 0);

  if (self->wanted_minute >= 0)
    {
      self->scroll =
        self->wanted_minute * self->hour_height / 60 - self->height * self->wanted_fraction;
      self->wanted_minute = -1;
    }
  self->scroll = round (CLAMP (self->scroll, 0, most));
  if (self->vadjustment != NULL)
    gtk_adjustment_configure (self->vadjustment, self->scroll, 0, upper, self->hour_height / 2,
                              self->height * 0.9, self->height);
}

static void
allocate_in (GtkWidget *child, graphene_rect_t bounds)
{
  GtkAllocation allocation = { (int) bounds.origin.x, (int) bounds.origin.y,
                               (int) bounds.size.width, (int) bounds.size.height };
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  allocation.width = MAX (allocation.width, minimum);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, allocation.width, &minimum, NULL, NULL,
                      NULL);
  allocation.height = MAX (allocation.height, minimum);
  gtk_widget_size_allocate (child, &allocation, -1);
}

/* Below the area, above it, or inside at the top: the first that is in view. */
static void
allocate_tag (SalonCalendarGridLayout *self, GtkWidget *child, const SalonCalendarGridArea *area)
{
  graphene_rect_t near = salon_calendar_grid_layout_get_bounds (self, area);
  GtkRequisition size;
  double x;
  double y = near.origin.y + near.size.height + TAG_GAP;

  gtk_widget_get_preferred_size (child, &size, NULL);
  if (y + size.height > self->height)
    y = near.origin.y - TAG_GAP - size.height;
  y = CLAMP (y, 0, MAX (self->height - size.height, 0));
  x = near.origin.x + (near.size.width - (float) size.width) / 2;
  x = CLAMP (x, 0, MAX (self->width - size.width, 0));
  gtk_widget_size_allocate (child, &(GtkAllocation) { (int) x, (int) y, size.width, size.height },
                            -1);
}

static void
allocate_child (SalonCalendarGridLayout *self, GtkWidget *child)
{
  SalonCalendarGridLayoutChild *layout_child = get_child (self, child);
  const SalonCalendarGridArea *area = &layout_child->area;
  double y;

  gtk_widget_set_child_visible (child, layout_child->role == SALON_CALENDAR_GRID_HOURS
                                         || (area->day >= 0 && area->day < self->n_days));
  if (!gtk_widget_get_child_visible (child))
    return;
  switch (layout_child->role)
    {
    case SALON_CALENDAR_GRID_AREA:
      allocate_in (child, salon_calendar_grid_layout_get_bounds (self, area));
      break;
    case SALON_CALENDAR_GRID_HOURS:
      allocate_in (child, GRAPHENE_RECT_INIT ((float) mirror (self, 0, self->gutter),
                                              (float) salon_calendar_grid_layout_get_y (self, 0),
                                              (float) self->gutter,
                                              (float) ceil (N_HOURS * self->hour_height)));
      break;
    case SALON_CALENDAR_GRID_NOW:
      {
        double width = self->gutter + (area->day + 1) * get_column_width (self);
        y = salon_calendar_grid_layout_get_y (self, area->start) - NOW_HEIGHT / 2;
        salon_now_line_set_shape (SALON_NOW_LINE (child), self->gutter, area->day + 1);
        allocate_in (child, GRAPHENE_RECT_INIT ((float) mirror (self, 0, width), (float) y,
                                                (float) width, NOW_HEIGHT));
        break;
      }
    case SALON_CALENDAR_GRID_TAG:
      allocate_tag (self, child, area);
      break;
    }
}

static void
salon_calendar_grid_layout_allocate (GtkLayoutManager *manager,
                                     GtkWidget *widget,
                                     int width,
                                     int height,
                                     int baseline)
{
  SalonCalendarGridLayout *self = SALON_CALENDAR_GRID_LAYOUT (manager);

  self->width = width;
  self->height = height;
  self->is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  self->gutter = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (get_child (self, child)->role == SALON_CALENDAR_GRID_HOURS)
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &self->gutter, NULL, NULL, NULL);
  choose_hour_height (self, widget);
  configure_adjustment (self);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      allocate_child (self, child);
}

static void
salon_calendar_grid_layout_measure (GtkLayoutManager *manager,
                                    GtkWidget *widget,
                                    GtkOrientation orientation,
                                    int for_size,
                                    int *minimum,
                                    int *natural,
                                    int *minimum_baseline,
                                    int *natural_baseline)
{
  SalonCalendarGridLayout *self = SALON_CALENDAR_GRID_LAYOUT (manager);
  int gutter = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = MIN_HEIGHT;
      *natural = (int) (get_least_hour_height (widget) * (self->span_end - self->span_start) / 60);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (get_child (self, child)->role == SALON_CALENDAR_GRID_HOURS)
      gtk_widget_measure (child, orientation, -1, &gutter, NULL, NULL, NULL);
  *minimum = gutter + self->n_days * MIN_COLUMN_WIDTH;
  *natural = gutter + self->n_days * NATURAL_COLUMN_WIDTH;
}

static GtkSizeRequestMode
salon_calendar_grid_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

void
salon_calendar_grid_layout_set_n_days (SalonCalendarGridLayout *self, int n_days)
{
  g_return_if_fail (n_days > 0);

  if (self->n_days == n_days)
    return;
  self->n_days = n_days;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

void
salon_calendar_grid_layout_set_span (SalonCalendarGridLayout *self, int start, int end)
{
  g_return_if_fail (start < end);

  if (self->span_start == start && self->span_end == end)
    return;
  self->span_start = start;
  self->span_end = end;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
value_changed_cb (SalonCalendarGridLayout *self)
{
  double value = round (gtk_adjustment_get_value (self->vadjustment));
  GtkWidget *widget = gtk_layout_manager_get_widget (GTK_LAYOUT_MANAGER (self));

  if (fabs (value - self->scroll) < 0.5)
    return;
  self->scroll = value;
  if (widget != NULL)
    {
      gtk_widget_queue_allocate (widget);
      gtk_widget_queue_draw (widget);
    }
}

void
salon_calendar_grid_layout_set_vadjustment (SalonCalendarGridLayout *self,
                                            GtkAdjustment *adjustment)
{
  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->vadjustment, value_changed_cb, self);
  g_set_object (&self->vadjustment, adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

void
salon_calendar_grid_layout_zoom_by (SalonCalendarGridLayout *self, double factor, double y)
{
  double zoom = CLAMP (self->zoom * factor, 1.0, MAX_ZOOM);
  double effective = zoom / self->zoom;

  self->zoom = zoom;
  /* choose_hour_height() scales the scroll as if y were 0. */
  self->scroll += y - y / effective;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

void
salon_calendar_grid_layout_scroll_to (SalonCalendarGridLayout *self, int minute, double fraction)
{
  GtkWidget *widget = gtk_layout_manager_get_widget (GTK_LAYOUT_MANAGER (self));

  self->wanted_minute = minute;
  self->wanted_fraction = fraction;
  if (widget != NULL)
    {
      gtk_widget_queue_allocate (widget);
      gtk_widget_queue_draw (widget);
    }
}

void
salon_calendar_grid_layout_reveal (SalonCalendarGridLayout *self, int start, int end)
{
  double top = start * self->hour_height / 60;
  double bottom = end * self->hour_height / 60;

  if (self->vadjustment != NULL && self->hour_height > 0)
    gtk_adjustment_clamp_page (self->vadjustment, top, MIN (bottom, top + self->height));
}

static void
salon_calendar_grid_layout_dispose (GObject *object)
{
  SalonCalendarGridLayout *self = SALON_CALENDAR_GRID_LAYOUT (object);

  salon_calendar_grid_layout_set_vadjustment (self, NULL);
  G_OBJECT_CLASS (salon_calendar_grid_layout_parent_class)->dispose (object);
}

static void
salon_calendar_grid_layout_class_init (SalonCalendarGridLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_calendar_grid_layout_dispose;
  manager_class->layout_child_type = salon_calendar_grid_layout_child_get_type ();
  manager_class->measure = salon_calendar_grid_layout_measure;
  manager_class->allocate = salon_calendar_grid_layout_allocate;
  manager_class->get_request_mode = salon_calendar_grid_layout_get_request_mode;
}

static void
salon_calendar_grid_layout_init (SalonCalendarGridLayout *self)
{
  self->n_days = 1;
  self->span_start = 9 * 60;
  self->span_end = 19 * 60;
  self->zoom = 1;
  self->wanted_minute = -1;
}
