/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the time grid draws itself, behind its chips: closed hours, lines, and the buffers around the
 * visits. Days that are closed alike are filled together: each area costs, a larger one hardly more.
 */
#include "salon-day-grid-private.h"

#include <adwaita.h>

#define HATCH_SIZE 8
#define CLOSED_SHADE 0.03f
#define BUFFER_SHADE 0.06f

static GdkRGBA
with_alpha (GdkRGBA color, float alpha)
{
  color.alpha *= alpha;
  return color;
}

/* One tile of the diagonal lines that mean "not for bookings"; repeated over any area. */
static GskRenderNode *
make_hatching (const GdkRGBA *color)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1);

  for (int i = -1; i <= 1; i++)
    {
      float x = (float) (i * HATCH_SIZE);
      gsk_path_builder_move_to (builder, x - 1, HATCH_SIZE + 1);
      gsk_path_builder_line_to (builder, x + HATCH_SIZE + 1, -1);
    }
  path = gsk_path_builder_to_path (builder);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, HATCH_SIZE, HATCH_SIZE));
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
  gtk_snapshot_pop (snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
update_hatching (SalonDayGrid *self, const GdkRGBA *color)
{
  if (self->hatching != NULL && gdk_rgba_equal (color, &self->hatching_color))
    return;
  g_clear_pointer (&self->hatching, gsk_render_node_unref);
  self->hatching = make_hatching (color);
  self->hatching_color = *color;
}

static void
snapshot_hatched (SalonDayGrid *self,
                  GtkSnapshot *snapshot,
                  const graphene_rect_t *bounds,
                  const GdkRGBA *shade)
{
  if (bounds->size.height <= 0)
    return;
  gtk_snapshot_append_color (snapshot, shade, bounds);
  gtk_snapshot_push_repeat (snapshot, bounds, &GRAPHENE_RECT_INIT (0, 0, HATCH_SIZE, HATCH_SIZE));
  gtk_snapshot_append_node (snapshot, self->hatching);
  gtk_snapshot_pop (snapshot);
}

/* Some minutes of a few days beside each other. */
typedef struct
{
  int first_day;
  int last_day;
  int from;
  int to;
} Span;

static void
snapshot_closed (SalonDayGrid *self, GtkSnapshot *snapshot, Span span, const GdkRGBA *shade)
{
  graphene_rect_t bounds = salon_calendar_grid_layout_get_column (self->layout, span.first_day);
  graphene_rect_t last = salon_calendar_grid_layout_get_column (self->layout, span.last_day);
  double top = MAX (salon_calendar_grid_layout_get_y (self->layout, span.from), 0);
  double bottom =
    MIN (salon_calendar_grid_layout_get_y (self->layout, span.to), bounds.size.height);

  graphene_rect_union (&bounds, &last, &bounds);
  bounds.origin.y = (float) top;
  bounds.size.height = (float) (bottom - top);
  snapshot_hatched (self, snapshot, &bounds, shade);
}

static gboolean
windows_equal (GArray *a, GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (g_array_index (a, SalonRange, i).start != g_array_index (b, SalonRange, i).start
        || g_array_index (a, SalonRange, i).end != g_array_index (b, SalonRange, i).end)
      return FALSE;
  return TRUE;
}

static void
snapshot_closed_hours (SalonDayGrid *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  GdkRGBA shade = with_alpha (*color, CLOSED_SHADE);
  int next;

  for (int first = 0; first < self->n_days && self->windows[first] != NULL; first = next)
    {
      GArray *windows = self->windows[first];
      Span span = { .first_day = first };

      for (next = first + 1; next < self->n_days; next++)
        if (!windows_equal (windows, self->windows[next]))
          break;
      span.last_day = next - 1;
      for (guint i = 0; i < windows->len; i++)
        {
          span.to = (int) g_array_index (windows, SalonRange, i).start;
          snapshot_closed (self, snapshot, span, &shade);
          span.from = (int) g_array_index (windows, SalonRange, i).end;
        }
      span.to = SALON_DAY_MINUTES;
      snapshot_closed (self, snapshot, span, &shade);
    }
}

static void
snapshot_lines (SalonDayGrid *self, GtkSnapshot *snapshot, const GdkRGBA *color, float strength)
{
  GdkRGBA strong = with_alpha (*color, strength);
  GdkRGBA weak = with_alpha (*color, strength * 0.4f);
  graphene_rect_t first = salon_calendar_grid_layout_get_column (self->layout, 0);
  graphene_rect_t last = salon_calendar_grid_layout_get_column (self->layout, self->n_days - 1);
  float start = MIN (first.origin.x, last.origin.x);
  float width = MAX (first.origin.x + first.size.width, last.origin.x + last.size.width) - start;

  for (int minute = 0; minute < SALON_DAY_MINUTES; minute += 30)
    {
      float y = (float) salon_calendar_grid_layout_get_y (self->layout, minute);
      if (y >= 0 && y < first.size.height)
        gtk_snapshot_append_color (snapshot, minute % 60 == 0 ? &strong : &weak,
                                   &GRAPHENE_RECT_INIT (start, y, width, 1));
    }
  for (int day = 0; day < self->n_days; day++)
    {
      graphene_rect_t column = salon_calendar_grid_layout_get_column (self->layout, day);
      gtk_snapshot_append_color (snapshot, &strong,
                                 &GRAPHENE_RECT_INIT (column.origin.x, 0, 1, column.size.height));
    }
}

/* Above or below the chip, as wide as it. */
static void
snapshot_buffer (SalonDayGrid *self,
                 GtkSnapshot *snapshot,
                 SalonCalendarGridArea area,
                 const GdkRGBA *shade)
{
  graphene_rect_t bounds;

  if (area.start >= area.end)
    return;
  bounds = salon_calendar_grid_layout_get_bounds (self->layout, &area);
  snapshot_hatched (self, snapshot, &bounds, shade);
}

static void
snapshot_buffers (SalonDayGrid *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  GdkRGBA shade = with_alpha (*color, BUFFER_SHADE);

  for (guint i = 0; i < self->chips->len; i++)
    {
      GtkWidget *chip = g_ptr_array_index (self->chips, i);
      SalonBooking *booking = salon_booking_chip_get_booking (SALON_BOOKING_CHIP (chip));
      const SalonBookingFields *fields = salon_booking_get_fields (booking);
      SalonCalendarGridArea before = *salon_calendar_grid_layout_get_area (self->layout, chip);
      SalonCalendarGridArea after = before;

      if (!salon_booking_status_is_active (fields->status))
        continue;
      before.end = before.start;
      before.start = MAX (before.start - fields->buffer_before_minutes, 0);
      snapshot_buffer (self, snapshot, before, &shade);
      after.start = after.end;
      after.end = MIN (after.end + fields->buffer_minutes, SALON_DAY_MINUTES);
      snapshot_buffer (self, snapshot, after, &shade);
    }
}

/* Those that are in view: to draw a text that nobody has seen yet means to shape it. */
static void
snapshot_children (GtkWidget *widget, GtkSnapshot *snapshot)
{
  graphene_rect_t view = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                             (float) gtk_widget_get_height (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds;
      if (gtk_widget_compute_bounds (child, widget, &bounds)
          && graphene_rect_intersection (&view, &bounds, NULL))
        gtk_widget_snapshot_child (widget, child, snapshot);
    }
}

void
salon_day_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);
  gboolean high_contrast = adw_style_manager_get_high_contrast (
    adw_style_manager_get_for_display (gtk_widget_get_display (widget)));
  GdkRGBA color;
  GdkRGBA hatching;

  gtk_widget_get_color (widget, &color);
  hatching = with_alpha (color, high_contrast ? 0.35f : 0.09f);
  update_hatching (self, &hatching);
  snapshot_closed_hours (self, snapshot, &color);
  snapshot_lines (self, snapshot, &color, high_contrast ? 0.5f : 0.12f);
  snapshot_buffers (self, snapshot, &color);
  snapshot_children (widget, snapshot);
}
