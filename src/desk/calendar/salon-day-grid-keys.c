/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keyboard of the time grid. Arrows walk slots and bookings (salon-calendar-walk.c), and past
 * the first or last day into the next page; with Ctrl they move the booking that has the focus, with
 * Ctrl+Shift they change its length: the twin of dragging. Tab enters and leaves the grid as one.
 */
#include "salon-day-grid-private.h"

#include "planning/salon-series-choice.h"
#include "salon-booking-changes.h"
#include "salon-calendar-walk.h"

static SalonMoment
get_moment (SalonDayGrid *self)
{
  SalonBookingChip *chip = salon_day_grid_get_focused_chip (self);

  if (chip == NULL)
    return self->slot;
  return salon_booking_get_visit (salon_booking_chip_get_booking (chip)).start;
}

/* --- Walking --- */

/* The chips of @day; @first: of them, the index among all. */
static GArray *
list_visits (SalonDayGrid *self, SalonDay day, guint *first)
{
  GArray *visits = g_array_new (FALSE, FALSE, sizeof (SalonRange));

  *first = 0;
  for (guint i = 0; i < self->chips->len; i++)
    {
      SalonBooking *booking = salon_booking_chip_get_booking (g_ptr_array_index (self->chips, i));
      SalonRange visit = salon_booking_get_visit (booking);
      if (salon_booking_get_fields (booking)->day != day)
        continue;
      if (visits->len == 0)
        *first = i;
      g_array_append_val (visits, visit);
    }
  return visits;
}

static void
focus_stop (SalonDayGrid *self, SalonCalendarStop stop, guint first)
{
  GtkWidget *chip;
  const SalonCalendarGridArea *area;

  if (stop.booking < 0)
    {
      salon_day_grid_focus_slot (self, stop.moment);
      return;
    }
  chip = g_ptr_array_index (self->chips, first + (guint) stop.booking);
  area = salon_calendar_grid_layout_get_area (self->layout, chip);
  gtk_widget_grab_focus (chip);
  salon_calendar_grid_layout_reveal (self->layout, area->start, area->end);
}

static void
walk_vertically (SalonDayGrid *self, int direction)
{
  SalonMoment moment = get_moment (self);
  SalonDay day = salon_moment_get_day (moment);
  int step = salon_session_get_step (self->session);
  guint first;
  g_autoptr (GArray) visits = list_visits (self, day, &first);
  const SalonRange *ranges = (const SalonRange *) (gpointer) visits->data;
  SalonBookingChip *chip = salon_day_grid_get_focused_chip (self);
  SalonCalendarStop stop = { -1, moment };
  guint index;

  if (chip != NULL && g_ptr_array_find (self->chips, chip, &index))
    stop.booking = (gssize) (index - first);
  if (direction > 0)
    stop = salon_calendar_walk_down (ranges, visits->len, stop, step, salon_moment (day + 1, 0));
  else
    stop = salon_calendar_walk_up (ranges, visits->len, stop, step, salon_moment (day, 0));
  focus_stop (self, stop, first);
}

/* Turns to the page that shows @day, if a page does. */
static gboolean
turn_to (SalonDayGrid *self, SalonDay day)
{
  if (!salon_day_grid_shows (self, day))
    gtk_widget_activate_action (
      GTK_WIDGET (self), day < self->first_day ? "calendar.previous" : "calendar.next", NULL);
  return salon_day_grid_shows (self, day);
}

static void
walk_horizontally (SalonDayGrid *self, int days)
{
  SalonMoment moment = get_moment (self) + days * SALON_DAY_MINUTES;

  if (turn_to (self, salon_moment_get_day (moment)))
    salon_day_grid_focus_moment (self, moment);
}

static int
get_forward (SalonDayGrid *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
}

static gboolean
walk_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);
  int right;
  int down;

  g_variant_get (args, "(ii)", &right, &down);
  if (down != 0)
    walk_vertically (self, down);
  else
    walk_horizontally (self, right * get_forward (self));
  return TRUE;
}

/* --- Moving and resizing --- */

static gboolean
move_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);
  SalonBookingChip *chip = salon_day_grid_get_focused_chip (self);
  const SalonBookingFields *fields;
  SalonMoment start;
  int right;
  int down;

  if (chip == NULL)
    return FALSE;
  g_variant_get (args, "(ii)", &right, &down);
  fields = salon_booking_get_fields (salon_booking_chip_get_booking (chip));
  start = salon_moment (fields->day + right * get_forward (self),
                        fields->minute + down * salon_session_get_step (self->session));
  if (down != 0 && salon_moment_get_day (start) != fields->day)
    return TRUE;
  /* The page turns once the booking is saved there: until then it is on screen here. */
  if (salon_day_grid_shows (self, salon_moment_get_day (start)))
    salon_day_grid_place (self, salon_booking_chip_get_booking (chip), start,
                          fields->duration_minutes);
  else
    {
      g_autoptr (SalonBooking) booking = g_object_ref (salon_booking_chip_get_booking (chip));
      if (turn_to (self, salon_moment_get_day (start)))
        salon_day_grid_place (self, booking, start,
                              salon_booking_get_fields (booking)->duration_minutes);
    }
  return TRUE;
}

static gboolean
resize_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);
  SalonBookingChip *chip = salon_day_grid_get_focused_chip (self);
  int step = salon_session_get_step (self->session);
  SalonBooking *booking;
  int duration;
  int down;

  if (chip == NULL)
    return FALSE;
  g_variant_get (args, "(i)", &down);
  booking = salon_booking_chip_get_booking (chip);
  duration = salon_booking_get_fields (booking)->duration_minutes + down * step;
  if (duration >= 5 && salon_booking_get_fields (booking)->minute + duration <= SALON_DAY_MINUTES)
    salon_day_grid_place (self, booking, salon_booking_get_visit (booking).start, duration);
  return TRUE;
}

/* --- Commands --- */

static gboolean
open_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);

  gtk_widget_activate_action (
    widget, salon_day_grid_get_focused_chip (self) != NULL ? "booking.open" : "slot.new", NULL);
  return TRUE;
}

/* A letter is a step in the life of the booking that has the focus; one that makes no sense for it
 * does nothing. */
static gboolean
status_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);
  SalonBookingChip *chip = salon_day_grid_get_focused_chip (self);
  int status;

  if (chip == NULL)
    return FALSE;
  g_variant_get (args, "(i)", &status);
  if (status == SALON_BOOKING_CANCELLED
      && salon_series_choice_cancel (widget, self->session, salon_booking_chip_get_booking (chip),
                                     NULL))
    return TRUE;
  salon_day_grid_commit (self, salon_booking_changes_set_status (
                                 salon_booking_chip_get_booking (chip), (SalonBookingStatus) status,
                                 salon_session_get_instant (self->session)));
  return TRUE;
}

static gboolean
paid_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);
  SalonBookingChip *chip = salon_day_grid_get_focused_chip (self);

  if (chip == NULL)
    return FALSE;
  salon_day_grid_pay (self, salon_booking_chip_get_booking (chip));
  return TRUE;
}

static gboolean
hold_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);
  SalonBookingChip *chip = salon_day_grid_get_focused_chip (self);
  gboolean is_copy;

  if (chip == NULL)
    return FALSE;
  g_variant_get (args, "(b)", &is_copy);
  salon_day_grid_hold (self, salon_booking_chip_get_booking (chip), is_copy);
  return TRUE;
}

static gboolean
paste_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  salon_day_grid_put_down (SALON_DAY_GRID (widget));
  return TRUE;
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);

  if (salon_day_grid_drag_cancel (self->drag))
    return TRUE;
  if (self->held == NULL)
    return FALSE;
  salon_day_grid_clear_tray (self);
  return TRUE;
}

static gboolean
menu_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);
  graphene_rect_t bounds;

  if (child == NULL || !gtk_widget_compute_bounds (child, widget, &bounds))
    return FALSE;
  salon_day_grid_popup_menu (self, salon_day_grid_get_focused_chip (self),
                             bounds.origin.x + bounds.size.width / 2,
                             bounds.origin.y + MIN (bounds.size.height / 2, 24));
  return TRUE;
}

static void
bind_arrow (GtkWidgetClass *klass, guint key, guint keypad_key, int right, int down)
{
  const guint keys[] = { key, keypad_key };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (klass, keys[i], 0, walk_cb, "(ii)", right, down);
      gtk_widget_class_add_binding (klass, keys[i], GDK_CONTROL_MASK, move_cb, "(ii)", right, down);
      if (down != 0)
        gtk_widget_class_add_binding (klass, keys[i], GDK_CONTROL_MASK | GDK_SHIFT_MASK, resize_cb,
                                      "(i)", down);
    }
}

void
salon_day_grid_install_shortcuts (GtkWidgetClass *klass)
{
  bind_arrow (klass, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1);
  bind_arrow (klass, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1);
  bind_arrow (klass, GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0);
  bind_arrow (klass, GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_b, 0, "slot.block", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Home, 0, "calendar.today", NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Return, 0, open_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Enter, 0, open_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_space, 0, open_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_a, 0, status_cb, "(i)", SALON_BOOKING_ARRIVED);
  gtk_widget_class_add_binding (klass, GDK_KEY_c, 0, status_cb, "(i)", SALON_BOOKING_CONFIRMED);
  gtk_widget_class_add_binding (klass, GDK_KEY_n, 0, status_cb, "(i)", SALON_BOOKING_NO_SHOW);
  gtk_widget_class_add_binding (klass, GDK_KEY_Delete, 0, status_cb, "(i)",
                                SALON_BOOKING_CANCELLED);
  gtk_widget_class_add_binding (klass, GDK_KEY_p, 0, paid_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_x, GDK_CONTROL_MASK, hold_cb, "(b)", FALSE);
  gtk_widget_class_add_binding (klass, GDK_KEY_c, GDK_CONTROL_MASK, hold_cb, "(b)", TRUE);
  gtk_widget_class_add_binding (klass, GDK_KEY_v, GDK_CONTROL_MASK, paste_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Menu, 0, menu_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_F10, GDK_SHIFT_MASK, menu_cb, NULL);
}

/* Tab: in at the slot cursor or the booking under it, and out again. */
gboolean
salon_day_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SalonDayGrid *self = SALON_DAY_GRID (widget);

  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  salon_day_grid_focus_moment (self, self->slot);
  return TRUE;
}
