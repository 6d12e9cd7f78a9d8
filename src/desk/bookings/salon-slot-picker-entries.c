/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Day and time as they are typed, stepped through and taken from the calendar. */
#include "salon-slot-picker-private.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-typed.h"
#include "common/salon-format.h"

static void
set_entry_text (AdwEntryRow *row, const char *text)
{
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), text))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
show_in_calendar (SalonSlotPicker *self, SalonDay day)
{
  int year;
  int month;
  int month_day;

  salon_day_to_ymd (day, &year, &month, &month_day);
  g_autoptr (GDateTime) date = g_date_time_new_utc (year, month, month_day, 12, 0, 0);
  if (date != NULL && self->calendar != NULL)
    gtk_calendar_select_day (self->calendar, date);
}

void
salon_slot_picker_show_day_and_time (SalonSlotPicker *self)
{
  SalonDay day = salon_booking_form_get_day (self->form);
  int minute = salon_booking_form_get_minute (self->form);
  g_autofree char *written = salon_format_day (day, SALON_DAY_STYLE_WITHOUT_YEAR);
  g_autofree char *title = salon_format_heading (written);
  g_autofree char *short_day = salon_format_day (day, SALON_DAY_STYLE_SHORT);
  g_autofree char *time = minute >= 0 ? salon_format_minute (minute) : g_strdup ("");

  self->filling = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->day_row), title);
  set_entry_text (self->day_row, short_day);
  set_entry_text (self->time_row, time);
  show_in_calendar (self, day);
  self->filling = FALSE;
}

static void
not_understood (AdwEntryRow *row, const char *words)
{
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_announce (GTK_ACCESSIBLE (row), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static gboolean
take_typed_day (SalonSlotPicker *self)
{
  SalonDay day;
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->day_row));

  if (!salon_typed_day_parse (text, today, &day))
    {
      not_understood (self->day_row, _ ("This is not a day: type 14/3 or 14/03/2026"));
      return FALSE;
    }
  salon_booking_form_set_day (self->form, day);
  salon_slot_picker_show_day_and_time (self);
  return TRUE;
}

static gboolean
take_typed_time (SalonSlotPicker *self)
{
  int minute = -1;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->time_row));

  if (*text != '\0' && !salon_typed_time_parse (text, &minute))
    {
      not_understood (self->time_row, _ ("This is not a time: type 14:30 or 14h30"));
      return FALSE;
    }
  salon_booking_form_set_minute (self->form, minute);
  salon_slot_picker_show_day_and_time (self);
  return TRUE;
}

static void
day_entered_cb (SalonSlotPicker *self)
{
  if (take_typed_day (self))
    salon_slot_picker_begin (self);
}

static void
time_entered_cb (SalonSlotPicker *self)
{
  take_typed_time (self);
}

static void
day_left_cb (SalonSlotPicker *self)
{
  take_typed_day (self);
}

static void
time_left_cb (SalonSlotPicker *self)
{
  take_typed_time (self);
}

static void
step_day (SalonSlotPicker *self, int days)
{
  salon_booking_form_set_day (self->form, salon_booking_form_get_day (self->form) + days);
}

static void
day_before_clicked_cb (SalonSlotPicker *self)
{
  step_day (self, -1);
}

static void
day_after_clicked_cb (SalonSlotPicker *self)
{
  step_day (self, 1);
}

/* Up is the day after, as with a spin button; in the time's entry it is a step of the grid. */
static gboolean
day_key_cb (SalonSlotPicker *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  step_day (self, keyval == GDK_KEY_Up ? 1 : -1);
  return GDK_EVENT_STOP;
}

static gboolean
time_key_cb (SalonSlotPicker *self, guint keyval, guint keycode, GdkModifierType state)
{
  int minute = salon_booking_form_get_minute (self->form);
  int step = salon_session_get_step (self->session);
  if (minute < 0 || (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;
  minute += keyval == GDK_KEY_Up ? step : -step;
  salon_booking_form_set_minute (self->form, CLAMP (minute, 0, SALON_DAY_MINUTES - 1));
  return GDK_EVENT_STOP;
}

static void
calendar_chosen_cb (SalonSlotPicker *self)
{
  if (self->filling || self->form == NULL)
    return;
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  gtk_popover_popdown (self->calendar_popover);
  salon_booking_form_set_day (self->form, salon_day_from_ymd (g_date_time_get_year (date),
                                                              g_date_time_get_month (date),
                                                              g_date_time_get_day_of_month (date)));
}

/* A month of days is dear to make, and most bookings never look at it. */
static void
calendar_shown_cb (SalonSlotPicker *self)
{
  if (self->calendar == NULL)
    {
      self->calendar = GTK_CALENDAR (gtk_calendar_new ());
      gtk_popover_set_child (self->calendar_popover, GTK_WIDGET (self->calendar));
      show_in_calendar (self, salon_booking_form_get_day (self->form));
      g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (calendar_chosen_cb),
                               self, G_CONNECT_SWAPPED);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

static void
watch_keys (GtkWidget *row, GCallback key_pressed, GCallback left, SalonSlotPicker *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", key_pressed, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, keys);
  g_signal_connect_object (focus, "leave", left, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, focus);
}

void
salon_slot_picker_watch_keys (SalonSlotPicker *self)
{
  watch_keys (GTK_WIDGET (self->day_row), G_CALLBACK (day_key_cb), G_CALLBACK (day_left_cb), self);
  watch_keys (GTK_WIDGET (self->time_row), G_CALLBACK (time_key_cb), G_CALLBACK (time_left_cb),
              self);
}

void
salon_slot_picker_bind_entries (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, day_entered_cb);
  gtk_widget_class_bind_template_callback (klass, time_entered_cb);
  gtk_widget_class_bind_template_callback (klass, day_before_clicked_cb);
  gtk_widget_class_bind_template_callback (klass, day_after_clicked_cb);
  gtk_widget_class_bind_template_callback (klass, calendar_shown_cb);
}
