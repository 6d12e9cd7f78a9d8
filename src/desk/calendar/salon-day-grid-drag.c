/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dragging on the time grid.
 *
 * A press on a booking's body moves it, on its bottom edge changes its length, on empty space draws a
 * new one; below the threshold it is a click. While dragging, a ghost stands where the booking would
 * be, with a tag that says the time, length, price and what is in the way; only the release saves.
 * Near the left or right edge the page turns, near the top or bottom the hours scroll.
 */
#include "salon-day-grid-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define THRESHOLD 6
#define FINE_STEP 5
#define TURN_ZONE 24
#define TURN_DELAY_MS 650
#define SCROLL_ZONE 36
#define SCROLL_SPEED 9
#define SHAKE_MS 400

typedef enum
{
  DRAG_MOVE,
  DRAG_RESIZE,
  DRAG_CREATE,
} DragKind;

struct _SalonDayGridDrag
{
  SalonDayGrid *grid; /* its owner */
  GtkGesture *gesture;

  gboolean is_pressed; /* something is held that may become a drag */
  gboolean is_active;
  DragKind kind;
  SalonMoment anchor;  /* of a new one: where it was pressed */
  double grab_minutes; /* how far into the booking it was pressed */
  double x;
  double y;
  gboolean is_fine;
  gboolean is_blocking; /* Ctrl on empty space: the time is blocked, not booked */

  SalonDayGridProposal proposal; /* owns its booking and words */

  guint turn_source;
  int turn_direction;
  guint scroll_tick;
};

static void
mark_dragged (SalonDayGridDrag *drag, gboolean is_dragged)
{
  GtkWidget *chip;

  if (drag->proposal.booking == NULL)
    return;
  chip =
    salon_day_grid_find_chip (drag->grid, salon_booking_get_fields (drag->proposal.booking)->id);
  if (chip != NULL)
    {
      if (is_dragged)
        gtk_widget_add_css_class (chip, "dragged");
      else
        gtk_widget_remove_css_class (chip, "dragged");
    }
}

/* --- What is proposed --- */

static int
round_to (double minutes, int step)
{
  return (int) (floor (minutes / step + 0.5) * step);
}

static void
propose_move (SalonDayGridDrag *drag, int day, double minute, int step)
{
  int start = round_to (minute - drag->grab_minutes, step);

  drag->proposal.duration = salon_booking_get_fields (drag->proposal.booking)->duration_minutes;
  start = CLAMP (start, 0, MAX (SALON_DAY_MINUTES - drag->proposal.duration, 0));
  drag->proposal.start = salon_moment (drag->grid->first_day + day, start);
}

static void
propose_resize (SalonDayGridDrag *drag, double minute, int step)
{
  const SalonBookingFields *fields = salon_booking_get_fields (drag->proposal.booking);
  int end = round_to (minute, step);

  drag->proposal.start = salon_booking_get_visit (drag->proposal.booking).start;
  drag->proposal.duration =
    CLAMP (end - fields->minute, FINE_STEP, SALON_DAY_MINUTES - fields->minute);
}

/* From where it was pressed to where the pointer is, in whole steps, on one day. */
static void
propose_new (SalonDayGridDrag *drag, double minute, int step)
{
  int anchor = salon_moment_get_minute (drag->anchor);
  int start = (int) floor (MIN (minute, anchor) / step) * step;
  int end = (int) ceil (MAX (minute, anchor + 1) / step) * step;

  drag->proposal.start = salon_moment (salon_moment_get_day (drag->anchor), start);
  drag->proposal.duration = MAX (end - start, step);
}

static void
update_proposal (SalonDayGridDrag *drag)
{
  SalonDayGrid *grid = drag->grid;
  int step = drag->is_fine ? FINE_STEP : salon_session_get_step (grid->session);
  double minute;
  int day;

  salon_calendar_grid_layout_locate (grid->layout, drag->x, drag->y, &day, &minute);
  switch (drag->kind)
    {
    case DRAG_MOVE:
      propose_move (drag, day, minute, step);
      break;
    case DRAG_RESIZE:
      propose_resize (drag, minute, step);
      break;
    case DRAG_CREATE:
      propose_new (drag, minute, step);
      break;
    }
  g_clear_pointer (&drag->proposal.words, g_free);
  drag->proposal.state =
    salon_day_grid_explain (
      grid, drag->proposal.booking,
      drag->proposal.booking != NULL ? salon_booking_get_fields (drag->proposal.booking)->id : NULL,
      drag->proposal.start, drag->proposal.duration, &drag->proposal.words)
      .state;
  if (drag->kind == DRAG_CREATE && drag->is_blocking)
    {
      drag->proposal.state = SALON_SLOT_CLOSED;
      g_set_str (&drag->proposal.words, _ ("Block this time"));
    }
  salon_day_grid_show_ghost (grid, &drag->proposal);
}

/* --- Turning and scrolling at the edges --- */

static gboolean
turn_cb (gpointer data)
{
  SalonDayGridDrag *drag = data;

  gtk_widget_activate_action (GTK_WIDGET (drag->grid),
                              drag->turn_direction < 0 ? "calendar.previous" : "calendar.next",
                              NULL);
  return G_SOURCE_CONTINUE;
}

static void
watch_sides (SalonDayGridDrag *drag)
{
  graphene_rect_t first = salon_calendar_grid_layout_get_column (drag->grid->layout, 0);
  int width = gtk_widget_get_width (GTK_WIDGET (drag->grid));
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (drag->grid)) == GTK_TEXT_DIR_RTL;
  double from_start =
    is_rtl ? first.origin.x + first.size.width - drag->x : drag->x - first.origin.x;
  double to_end = is_rtl ? drag->x : width - drag->x;
  int direction = from_start < 0 ? -1 : to_end < TURN_ZONE ? 1 : 0;

  if (drag->kind != DRAG_MOVE)
    direction = 0;
  if (direction == drag->turn_direction)
    return;
  g_clear_handle_id (&drag->turn_source, g_source_remove);
  drag->turn_direction = direction;
  if (direction != 0)
    drag->turn_source = g_timeout_add (TURN_DELAY_MS, turn_cb, drag);
}

static gboolean
scroll_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SalonDayGridDrag *drag = data;
  GtkAdjustment *adjustment = drag->grid->vadjustment;
  int height = gtk_widget_get_height (widget);
  double before;
  double by = 0;

  if (drag->y < SCROLL_ZONE)
    by = -SCROLL_SPEED;
  else if (drag->y > height - SCROLL_ZONE)
    by = SCROLL_SPEED;
  if (by == 0 || adjustment == NULL)
    return G_SOURCE_CONTINUE;
  before = gtk_adjustment_get_value (adjustment);
  gtk_adjustment_set_value (adjustment, before + by);
  if (fabs (gtk_adjustment_get_value (adjustment) - before) > 0)
    update_proposal (drag);
  return G_SOURCE_CONTINUE;
}

/* --- The life of a drag --- */

static void
activate (SalonDayGridDrag *drag)
{
  GtkWidget *widget = GTK_WIDGET (drag->grid);

  drag->is_active = TRUE;
  mark_dragged (drag, TRUE);
  drag->scroll_tick = gtk_widget_add_tick_callback (widget, scroll_tick_cb, drag, NULL);
}

static void
reset (SalonDayGridDrag *drag)
{
  if (drag->is_active)
    {
      mark_dragged (drag, FALSE);
      salon_day_grid_hide_ghost (drag->grid);
    }
  if (drag->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (drag->grid), drag->scroll_tick);
  drag->scroll_tick = 0;
  g_clear_handle_id (&drag->turn_source, g_source_remove);
  drag->turn_direction = 0;
  drag->is_active = FALSE;
  drag->is_pressed = FALSE;
  g_clear_object (&drag->proposal.booking);
}

gboolean
salon_day_grid_drag_cancel (SalonDayGridDrag *drag)
{
  gboolean was_active = drag->is_active;

  reset (drag);
  if (was_active)
    gtk_gesture_set_state (drag->gesture, GTK_EVENT_SEQUENCE_DENIED);
  return was_active;
}

void
salon_day_grid_drag_refresh (SalonDayGridDrag *drag)
{
  if (drag == NULL || !drag->is_active)
    return;
  mark_dragged (drag, TRUE);
  update_proposal (drag);
}

static gboolean
stop_shaking_cb (gpointer data)
{
  gtk_widget_remove_css_class (data, "refused");
  return G_SOURCE_REMOVE;
}

void
salon_day_grid_drag_refuse (SalonDayGridDrag *drag, SalonBookingChip *chip)
{
  gtk_widget_add_css_class (GTK_WIDGET (chip), "refused");
  g_timeout_add_full (G_PRIORITY_DEFAULT, SHAKE_MS, stop_shaking_cb, g_object_ref (chip),
                      g_object_unref);
}

static void
drop (SalonDayGridDrag *drag)
{
  SalonDayGrid *grid = drag->grid;
  g_autoptr (SalonBooking) booking = g_steal_pointer (&drag->proposal.booking);
  SalonMoment start = drag->proposal.start;
  int duration = drag->proposal.duration;
  gboolean is_taken = drag->proposal.state == SALON_SLOT_TAKEN;
  gboolean is_blocking = drag->is_blocking;
  GtkWidget *chip = booking != NULL
                      ? salon_day_grid_find_chip (grid, salon_booking_get_fields (booking)->id)
                      : NULL;

  if (chip != NULL)
    gtk_widget_remove_css_class (chip, "dragged");
  reset (drag);
  if (is_taken && chip != NULL)
    salon_day_grid_drag_refuse (drag, SALON_BOOKING_CHIP (chip));
  if (booking != NULL)
    salon_day_grid_place (grid, booking, start, duration);
  else if (is_blocking)
    gtk_widget_activate_action (GTK_WIDGET (grid), "win.block-time-at", "(iii)",
                                salon_moment_get_day (start), salon_moment_get_minute (start),
                                duration);
  else if (is_taken)
    salon_day_grid_tell (grid, drag->proposal.words);
  else
    gtk_widget_activate_action (GTK_WIDGET (grid), "win.new-booking-at", "(iii)",
                                salon_moment_get_day (start), salon_moment_get_minute (start),
                                duration);
}

/* --- Gestures --- */

/* A finger scrolls; only what points precisely drags. */
static gboolean
is_touch (GtkGesture *gesture)
{
  GdkDevice *device =
    gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (gesture));

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

static void
begin_on_chip (SalonDayGridDrag *drag, SalonBookingChip *chip, double x, double y)
{
  graphene_point_t point;
  double minute;
  int day;

  if (!gtk_widget_compute_point (GTK_WIDGET (drag->grid), GTK_WIDGET (chip),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;
  drag->is_pressed = TRUE;
  g_set_object (&drag->proposal.booking, salon_booking_chip_get_booking (chip));
  switch (salon_booking_chip_get_part (chip, point.x, point.y))
    {
    case SALON_BOOKING_CHIP_BODY:
      drag->kind = DRAG_MOVE;
      break;
    case SALON_BOOKING_CHIP_EDGE:
      drag->kind = DRAG_RESIZE;
      break;
    case SALON_BOOKING_CHIP_CONFIRM:
      drag->is_pressed = FALSE;
      break;
    }
  salon_calendar_grid_layout_locate (drag->grid->layout, x, y, &day, &minute);
  drag->grab_minutes = minute - salon_booking_get_fields (drag->proposal.booking)->minute;
}

static void
drag_began_cb (SalonDayGridDrag *drag, double x, double y)
{
  SalonBookingChip *chip = salon_day_grid_pick_chip (drag->grid, x, y);
  double minute;
  int day;

  reset (drag);
  if (is_touch (drag->gesture) || drag->grid->is_saving)
    {
      gtk_gesture_set_state (drag->gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  if (chip != NULL)
    {
      begin_on_chip (drag, chip, x, y);
      return;
    }
  if (!salon_calendar_grid_layout_locate (drag->grid->layout, x, y, &day, &minute))
    return;
  drag->is_pressed = TRUE;
  drag->kind = DRAG_CREATE;
  drag->anchor = salon_moment (drag->grid->first_day + day, (int) minute);
}

static void
drag_updated_cb (SalonDayGridDrag *drag, double offset_x, double offset_y)
{
  GdkModifierType modifiers =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (drag->gesture));
  double x;
  double y;

  if (!drag->is_pressed
      || (!drag->is_active && fabs (offset_x) < THRESHOLD && fabs (offset_y) < THRESHOLD))
    return;
  if (!drag->is_active)
    {
      gtk_gesture_set_state (drag->gesture, GTK_EVENT_SEQUENCE_CLAIMED);
      activate (drag);
    }
  gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (drag->gesture), &x, &y);
  drag->x = x + offset_x;
  drag->y = y + offset_y;
  drag->is_fine = (modifiers & (GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0;
  drag->is_blocking = (modifiers & GDK_CONTROL_MASK) != 0;
  update_proposal (drag);
  watch_sides (drag);
}

static void
drag_ended_cb (SalonDayGridDrag *drag, double offset_x, double offset_y)
{
  if (drag->is_active)
    drop (drag);
  else
    reset (drag);
}

static void
add_gesture (SalonDayGridDrag *drag)
{
  drag->gesture = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag->gesture), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (drag->gesture, "drag-begin", G_CALLBACK (drag_began_cb), drag);
  g_signal_connect_swapped (drag->gesture, "drag-update", G_CALLBACK (drag_updated_cb), drag);
  g_signal_connect_swapped (drag->gesture, "drag-end", G_CALLBACK (drag_ended_cb), drag);
  gtk_widget_add_controller (GTK_WIDGET (drag->grid), GTK_EVENT_CONTROLLER (drag->gesture));
}

SalonDayGridDrag *
salon_day_grid_drag_new (SalonDayGrid *grid)
{
  SalonDayGridDrag *drag = g_new0 (SalonDayGridDrag, 1);

  drag->grid = grid;
  add_gesture (drag);
  return drag;
}

void
salon_day_grid_drag_free (SalonDayGridDrag *drag)
{
  reset (drag);
  /* The gesture goes with the widget, which may still send it an end. */
  g_signal_handlers_disconnect_by_data (drag->gesture, drag);
  g_clear_pointer (&drag->proposal.words, g_free);
  g_free (drag);
}
