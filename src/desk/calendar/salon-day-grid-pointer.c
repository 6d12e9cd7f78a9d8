/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the pointer does on the time grid short of a drag: a click gives the focus, two open, the
 * second button or a long press has the menu, the cursor tells what a press would do, and Ctrl with
 * the wheel makes the hours taller. One set of controllers serves all chips.
 */
#include "salon-day-grid-private.h"

#include "salon-booking-changes.h"
#include <math.h>

/* What a point on a chip, in the grid's coordinates, is for. */
static SalonBookingChipPart
get_part (SalonDayGrid *self, SalonBookingChip *chip, double x, double y)
{
  graphene_point_t point;

  if (!gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (chip),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return SALON_BOOKING_CHIP_BODY;
  return salon_booking_chip_get_part (chip, point.x, point.y);
}

static void
press_chip (SalonDayGrid *self, SalonBookingChip *chip, int n_press, double x, double y)
{
  SalonBooking *booking = salon_booking_chip_get_booking (chip);

  gtk_widget_grab_focus (GTK_WIDGET (chip));
  if (n_press == 1 && get_part (self, chip, x, y) == SALON_BOOKING_CHIP_CONFIRM)
    salon_day_grid_commit (
      self, salon_booking_changes_set_status (booking, SALON_BOOKING_CONFIRMED,
                                              salon_session_get_instant (self->session)));
  else if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-booking", "s",
                                salon_booking_get_fields (booking)->id);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  SalonDayGrid *self = SALON_DAY_GRID (data);
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  SalonBookingChip *chip = salon_day_grid_pick_chip (self, x, y);
  int step = salon_session_get_step (self->session);
  double minute;
  int day;

  if (button == GDK_BUTTON_MIDDLE)
    return;
  /* The focus goes where the hand is, and no longer to what is being saved. */
  g_clear_pointer (&self->follow_id, g_free);
  if (chip != NULL && button == GDK_BUTTON_PRIMARY)
    press_chip (self, chip, n_press, x, y);
  else if (chip != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (chip));
  else if (salon_calendar_grid_layout_locate (self->layout, x, y, &day, &minute))
    {
      salon_day_grid_set_slot (self,
                               salon_moment (self->first_day + day, (int) minute / step * step));
      gtk_widget_grab_focus (self->cursor);
      if (n_press == 2 && button == GDK_BUTTON_PRIMARY)
        gtk_widget_activate_action (GTK_WIDGET (self), "slot.new", NULL);
    }
  else
    return;
  if (button == GDK_BUTTON_SECONDARY)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      salon_day_grid_popup_menu (self, chip, x, y);
    }
}

/* A finger has no second button. */
static void
long_pressed_cb (SalonDayGrid *self, double x, double y)
{
  SalonBookingChip *chip = salon_day_grid_pick_chip (self, x, y);

  salon_day_grid_popup_menu (self, chip, x, y);
}

static void
moved_cb (SalonDayGrid *self, double x, double y)
{
  SalonBookingChip *chip = salon_day_grid_pick_chip (self, x, y);
  const char *cursor = NULL;

  if (chip != NULL)
    switch (get_part (self, chip, x, y))
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
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor);
}

/* Where the event is, in the grid's coordinates; its middle when nobody knows. */
static double
get_event_y (SalonDayGrid *self, GdkEvent *event)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  double middle = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  graphene_point_t point;
  double x;
  double y;
  double offset_x;
  double offset_y;

  if (event == NULL || !gdk_event_get_position (event, &x, &y))
    return middle;
  gtk_native_get_surface_transform (native, &offset_x, &offset_y);
  if (!gtk_widget_compute_point (
        GTK_WIDGET (native), GTK_WIDGET (self),
        &GRAPHENE_POINT_INIT ((float) (x - offset_x), (float) (y - offset_y)), &point))
    return middle;
  return point.y;
}

/* Ctrl and the wheel: an hour becomes taller or shorter under the pointer. */
static gboolean
scrolled_cb (GtkEventControllerScroll *controller, double dx, double dy, gpointer data)
{
  SalonDayGrid *self = SALON_DAY_GRID (data);
  GtkEventController *base = GTK_EVENT_CONTROLLER (controller);
  GdkEvent *event = gtk_event_controller_get_current_event (base);

  if ((gtk_event_controller_get_current_event_state (base) & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  salon_calendar_grid_layout_zoom_by (self->layout, pow (1.15, -dy), get_event_y (self, event));
  return GDK_EVENT_STOP;
}

void
salon_day_grid_listen_to_pointer (SalonDayGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *long_press = gtk_gesture_long_press_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect_swapped (long_press, "pressed", G_CALLBACK (long_pressed_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (long_press));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
}
