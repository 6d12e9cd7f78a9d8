/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pointer on the time grid. One set of controllers serves all chips.
 *
 * A press on a booking's body moves it, on its bottom edge changes its length, on empty space draws a
 * new one; below the threshold it is a click. While dragging, a ghost stands where the booking would
 * be, with a tag that says the time, length, price and what is in the way; only the release saves.
 * Near the left or right edge the page turns, near the top or bottom the hours scroll.
 */
#include "salon-day-grid-private.h"

#include "common/salon-format.h"
#include "core/salon-money.h"
#include "salon-booking-changes.h"
#include "salon-booking-words.h"
#include <adwaita.h>
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
  GtkWidget *ghost; /* nullable: made at the first drag */
  GtkWidget *tag;

  gboolean is_pressed; /* something is held that may become a drag */
  gboolean is_active;
  DragKind kind;
  SalonBooking *booking; /* nullable: of a new one */
  SalonMoment anchor;    /* of a new one: where it was pressed */
  double grab_minutes;   /* how far into the booking it was pressed */
  double x;
  double y;
  gboolean is_fine;

  SalonMoment start; /* what is proposed */
  int duration;
  SalonSlotState state;
  char *words;

  guint turn_source;
  int turn_direction;
  guint scroll_tick;
};

static void update_proposal (SalonDayGridDrag *drag);

/* --- The ghost --- */

static void
make_ghost (SalonDayGridDrag *drag)
{
  GtkWidget *parent = GTK_WIDGET (drag->grid);

  if (drag->ghost != NULL)
    return;
  drag->ghost = g_object_new (ADW_TYPE_BIN, "css-name", "ghost", "can-target", FALSE, NULL);
  drag->tag = g_object_new (GTK_TYPE_LABEL, "css-name", "ghosttag", "can-target", FALSE, "justify",
                            GTK_JUSTIFY_CENTER, "use-markup", FALSE, NULL);
  gtk_widget_set_parent (drag->ghost, parent);
  gtk_widget_set_parent (drag->tag, parent);
}

static void
set_class (GtkWidget *widget, const char *class, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, class);
  else
    gtk_widget_remove_css_class (widget, class);
}

static char *
format_tag (SalonDayGridDrag *drag)
{
  int minute = salon_moment_get_minute (drag->start);
  int end_minute = salon_moment_get_minute (drag->start + drag->duration);
  g_autofree char *start = salon_format_minute (minute);
  g_autofree char *end = salon_format_minute (end_minute);
  g_autofree char *length = salon_format_duration (drag->duration);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s – %s\n%s", start, end, length);
  if (drag->booking != NULL)
    {
      g_autofree char *price =
        salon_money_format (salon_booking_get_fields (drag->booking)->price_cents,
                            salon_session_get_currency (drag->grid->session),
                            salon_format_get_language ());
      g_string_append_printf (text, " · %s", price);
    }
  if (drag->state != SALON_SLOT_FREE)
    g_string_append_printf (text, "\n%s", drag->words);
  return g_string_free_and_steal (text);
}

static void
show_ghost (SalonDayGridDrag *drag)
{
  g_autofree char *text = format_tag (drag);
  int minute = salon_moment_get_minute (drag->start);
  SalonCalendarGridArea area = {
    .day = salon_moment_get_day (drag->start) - drag->grid->first_day,
    .start = minute,
    .end = MIN (minute + drag->duration, SALON_DAY_MINUTES),
    .place = { 0, 1, 1 },
  };
  GtkWidget *both[] = { drag->ghost, drag->tag };

  gtk_label_set_text (GTK_LABEL (drag->tag), text);
  for (gsize i = 0; i < G_N_ELEMENTS (both); i++)
    {
      set_class (both[i], "taken", drag->state == SALON_SLOT_TAKEN);
      set_class (both[i], "closed",
                 drag->state == SALON_SLOT_CLOSED || drag->state == SALON_SLOT_TOO_LONG);
      gtk_widget_set_visible (both[i], TRUE);
    }
  salon_calendar_grid_layout_place (drag->grid->layout, drag->ghost, SALON_CALENDAR_GRID_AREA,
                                    &area);
  salon_calendar_grid_layout_place (drag->grid->layout, drag->tag, SALON_CALENDAR_GRID_TAG, &area);
}

static void
mark_dragged (SalonDayGridDrag *drag, gboolean is_dragged)
{
  GtkWidget *chip;

  if (drag->booking == NULL)
    return;
  chip = salon_day_grid_find_chip (drag->grid, salon_booking_get_fields (drag->booking)->id);
  if (chip != NULL)
    set_class (chip, "dragged", is_dragged);
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

  drag->duration = salon_booking_get_fields (drag->booking)->duration_minutes;
  start = CLAMP (start, 0, MAX (SALON_DAY_MINUTES - drag->duration, 0));
  drag->start = salon_moment (drag->grid->first_day + day, start);
}

static void
propose_resize (SalonDayGridDrag *drag, double minute, int step)
{
  const SalonBookingFields *fields = salon_booking_get_fields (drag->booking);
  int end = round_to (minute, step);

  drag->start = salon_booking_get_visit (drag->booking).start;
  drag->duration = CLAMP (end - fields->minute, FINE_STEP, SALON_DAY_MINUTES - fields->minute);
}

/* From where it was pressed to where the pointer is, in whole steps, on one day. */
static void
propose_new (SalonDayGridDrag *drag, double minute, int step)
{
  int anchor = salon_moment_get_minute (drag->anchor);
  int start = (int) floor (MIN (minute, anchor) / step) * step;
  int end = (int) ceil (MAX (minute, anchor + 1) / step) * step;

  drag->start = salon_moment (salon_moment_get_day (drag->anchor), start);
  drag->duration = MAX (end - start, step);
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
  g_clear_pointer (&drag->words, g_free);
  drag->state =
    salon_day_grid_explain (grid, drag->booking,
                            drag->booking != NULL ? salon_booking_get_fields (drag->booking)->id
                                                  : NULL,
                            drag->start, drag->duration, &drag->words)
      .state;
  show_ghost (drag);
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
  make_ghost (drag);
  mark_dragged (drag, TRUE);
  drag->scroll_tick = gtk_widget_add_tick_callback (widget, scroll_tick_cb, drag, NULL);
}

static void
reset (SalonDayGridDrag *drag)
{
  if (drag->is_active)
    {
      mark_dragged (drag, FALSE);
      gtk_widget_set_visible (drag->ghost, FALSE);
      gtk_widget_set_visible (drag->tag, FALSE);
    }
  if (drag->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (drag->grid), drag->scroll_tick);
  drag->scroll_tick = 0;
  g_clear_handle_id (&drag->turn_source, g_source_remove);
  drag->turn_direction = 0;
  drag->is_active = FALSE;
  drag->is_pressed = FALSE;
  g_clear_object (&drag->booking);
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
  g_autoptr (SalonBooking) booking = g_steal_pointer (&drag->booking);
  SalonMoment start = drag->start;
  int duration = drag->duration;
  gboolean is_taken = drag->state == SALON_SLOT_TAKEN;
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
  else if (is_taken)
    salon_day_grid_tell (grid, drag->words);
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
  g_set_object (&drag->booking, salon_booking_chip_get_booking (chip));
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
  drag->grab_minutes = minute - salon_booking_get_fields (drag->booking)->minute;
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

static gboolean
is_on_confirm (SalonDayGrid *grid, SalonBookingChip *chip, double x, double y)
{
  graphene_point_t point;

  return gtk_widget_compute_point (GTK_WIDGET (grid), GTK_WIDGET (chip),
                                   &GRAPHENE_POINT_INIT ((float) x, (float) y), &point)
         && salon_booking_chip_get_part (chip, point.x, point.y) == SALON_BOOKING_CHIP_CONFIRM;
}

static void
press_chip (SalonDayGrid *grid, SalonBookingChip *chip, int n_press, double x, double y)
{
  SalonBooking *booking = salon_booking_chip_get_booking (chip);

  gtk_widget_grab_focus (GTK_WIDGET (chip));
  if (n_press == 1 && is_on_confirm (grid, chip, x, y))
    salon_day_grid_commit (
      grid, salon_booking_changes_set_status (booking, SALON_BOOKING_CONFIRMED,
                                              salon_session_get_instant (grid->session)));
  else if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (grid), "win.edit-booking", "s",
                                salon_booking_get_fields (booking)->id);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  SalonDayGrid *grid = SALON_DAY_GRID (data);
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  SalonBookingChip *chip = salon_day_grid_pick_chip (grid, x, y);
  int step = salon_session_get_step (grid->session);
  double minute;
  int day;

  if (button == GDK_BUTTON_MIDDLE)
    return;
  /* The focus goes where the hand is, and no longer to what is being saved. */
  g_clear_pointer (&grid->follow_id, g_free);
  if (chip != NULL && button == GDK_BUTTON_PRIMARY)
    press_chip (grid, chip, n_press, x, y);
  else if (chip != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (chip));
  else if (salon_calendar_grid_layout_locate (grid->layout, x, y, &day, &minute))
    {
      salon_day_grid_set_slot (grid,
                               salon_moment (grid->first_day + day, (int) minute / step * step));
      gtk_widget_grab_focus (grid->cursor);
      if (n_press == 2 && button == GDK_BUTTON_PRIMARY)
        gtk_widget_activate_action (GTK_WIDGET (grid), "slot.new", NULL);
    }
  else
    return;
  if (button == GDK_BUTTON_SECONDARY)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      salon_day_grid_popup_menu (grid, chip, x, y);
    }
}

/* A finger has no second button. */
static void
long_pressed_cb (SalonDayGrid *grid, double x, double y)
{
  SalonBookingChip *chip = salon_day_grid_pick_chip (grid, x, y);

  salon_day_grid_popup_menu (grid, chip, x, y);
}

static void
moved_cb (SalonDayGrid *grid, double x, double y)
{
  SalonBookingChip *chip = salon_day_grid_pick_chip (grid, x, y);
  const char *cursor = NULL;
  graphene_point_t point;

  if (chip != NULL
      && gtk_widget_compute_point (GTK_WIDGET (grid), GTK_WIDGET (chip),
                                   &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    switch (salon_booking_chip_get_part (chip, point.x, point.y))
      {
      case SALON_BOOKING_CHIP_BODY:
        break;
      case SALON_BOOKING_CHIP_EDGE:
        cursor = "ns-resize";
        break;
      case SALON_BOOKING_CHIP_CONFIRM:
        cursor = "pointer";
        break;
      }
  gtk_widget_set_cursor_from_name (GTK_WIDGET (grid), cursor);
}

/* Ctrl and the wheel: an hour becomes taller or shorter under the pointer. */
static gboolean
scrolled_cb (GtkEventControllerScroll *controller, double dx, double dy, gpointer data)
{
  SalonDayGrid *grid = SALON_DAY_GRID (data);
  GtkEventController *base = GTK_EVENT_CONTROLLER (controller);
  GdkEvent *event = gtk_event_controller_get_current_event (base);
  double y = gtk_widget_get_height (GTK_WIDGET (grid)) / 2.0;

  if ((gtk_event_controller_get_current_event_state (base) & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  if (event != NULL)
    {
      GtkNative *native = gtk_widget_get_native (GTK_WIDGET (grid));
      graphene_point_t point;
      double event_x;
      double event_y;
      double offset_x;
      double offset_y;
      gdk_event_get_position (event, &event_x, &event_y);
      gtk_native_get_surface_transform (native, &offset_x, &offset_y);
      if (gtk_widget_compute_point (GTK_WIDGET (native), GTK_WIDGET (grid),
                                    &GRAPHENE_POINT_INIT ((float) (event_x - offset_x),
                                                          (float) (event_y - offset_y)),
                                    &point))
        y = point.y;
    }
  salon_calendar_grid_layout_zoom_by (grid->layout, pow (1.15, -dy), y);
  return GDK_EVENT_STOP;
}

static void
add_controllers (SalonDayGridDrag *drag)
{
  GtkWidget *widget = GTK_WIDGET (drag->grid);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *long_press = gtk_gesture_long_press_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  drag->gesture = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag->gesture), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (drag->gesture, "drag-begin", G_CALLBACK (drag_began_cb), drag);
  g_signal_connect_swapped (drag->gesture, "drag-update", G_CALLBACK (drag_updated_cb), drag);
  g_signal_connect_swapped (drag->gesture, "drag-end", G_CALLBACK (drag_ended_cb), drag);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), drag->grid);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect_swapped (long_press, "pressed", G_CALLBACK (long_pressed_cb), drag->grid);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), drag->grid);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled_cb), drag->grid);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag->gesture));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (long_press));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
}

SalonDayGridDrag *
salon_day_grid_drag_new (SalonDayGrid *grid)
{
  SalonDayGridDrag *drag = g_new0 (SalonDayGridDrag, 1);

  drag->grid = grid;
  add_controllers (drag);
  return drag;
}

void
salon_day_grid_drag_free (SalonDayGridDrag *drag)
{
  reset (drag);
  /* The gesture goes with the widget, which may still send it an end. */
  g_signal_handlers_disconnect_by_data (drag->gesture, drag);
  g_clear_pointer (&drag->words, g_free);
  g_free (drag);
}
