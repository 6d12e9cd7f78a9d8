/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keyboard of the time grid. Arrows walk slots and bookings (salon-calendar-walk.c), and past
 * the first or last day into the next page; with Ctrl they move the booking that has the focus, with
 * Ctrl+Shift they change its length: the twin of dragging. Tab enters and leaves the grid as one.
 */
#include "salon-day-grid-private.h"

#include "common/salon-shortcuts.h"
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

/* Around the slot, and those by which the booking that has the focus moves. */
static void
bind_arrows (GtkWidgetClass *klass)
{
  static const int ways[][2] = { { -1, 0 }, { 0, -1 }, { 0, 1 }, { 1, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      salon_shortcut_bind (klass, SALON_SHORTCUT_WALK, (int) i, walk_cb,
                           g_variant_new ("(ii)", ways[i][0], ways[i][1]));
      salon_shortcut_bind (klass, SALON_SHORTCUT_MOVE, (int) i, move_cb,
                           g_variant_new ("(ii)", ways[i][0], ways[i][1]));
    }
  salon_shortcut_bind (klass, SALON_SHORTCUT_LENGTHEN, SALON_EVERY_KEY, resize_cb,
                       g_variant_new ("(i)", 1));
  salon_shortcut_bind (klass, SALON_SHORTCUT_SHORTEN, SALON_EVERY_KEY, resize_cb,
                       g_variant_new ("(i)", -1));
}

static void
bind_status (GtkWidgetClass *klass, SalonShortcut shortcut, SalonBookingStatus status)
{
  salon_shortcut_bind (klass, shortcut, SALON_EVERY_KEY, status_cb,
                       g_variant_new ("(i)", (int) status));
}

static void
bind_booking_keys (GtkWidgetClass *klass)
{
  bind_status (klass, SALON_SHORTCUT_ARRIVED, SALON_BOOKING_ARRIVED);
  bind_status (klass, SALON_SHORTCUT_CONFIRMED, SALON_BOOKING_CONFIRMED);
  bind_status (klass, SALON_SHORTCUT_NO_SHOW, SALON_BOOKING_NO_SHOW);
  bind_status (klass, SALON_SHORTCUT_CANCEL, SALON_BOOKING_CANCELLED);
  salon_shortcut_bind (klass, SALON_SHORTCUT_PAYMENT, SALON_EVERY_KEY, paid_cb, NULL);
  salon_shortcut_bind (klass, SALON_SHORTCUT_CUT, SALON_EVERY_KEY, hold_cb,
                       g_variant_new ("(b)", FALSE));
  salon_shortcut_bind (klass, SALON_SHORTCUT_COPY, SALON_EVERY_KEY, hold_cb,
                       g_variant_new ("(b)", TRUE));
  salon_shortcut_bind (klass, SALON_SHORTCUT_CONTEXT_MENU, SALON_EVERY_KEY, menu_cb, NULL);
}

void
salon_day_grid_install_shortcuts (GtkWidgetClass *klass)
{
  bind_arrows (klass);
  bind_booking_keys (klass);
  salon_shortcut_bind_action (klass, SALON_SHORTCUT_BLOCK, SALON_EVERY_KEY, "slot.block", NULL);
  salon_shortcut_bind_action (klass, SALON_SHORTCUT_TODAY, 1, "calendar.today", NULL);
  salon_shortcut_bind (klass, SALON_SHORTCUT_OPEN, SALON_EVERY_KEY, open_cb, NULL);
  salon_shortcut_bind (klass, SALON_SHORTCUT_PASTE, SALON_EVERY_KEY, paste_cb, NULL);
  salon_shortcut_bind (klass, SALON_SHORTCUT_GIVE_UP, SALON_EVERY_KEY, escape_cb, NULL);
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
