/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything here is drawn from the form and the finder by refresh(); the entries write into the
 * form when they are left or confirmed, the buttons at once. `filling` is TRUE while this code
 * writes into the widgets itself.
 *
 * A day with long opening hours and a short service has fifty free starts: the first two dozen are
 * shown, thinned to the whole and half hours, and "More Times" shows all.
 */
#include "salon-slot-picker.h"

#include "bookings/salon-slot-finder.h"
#include "bookings/salon-slot-words.h"
#include "bookings/salon-typed.h"
#include "common/salon-format.h"

#include <glib/gi18n-lib.h>

#define MOST_SLOTS 24
#define N_NEAREST 3
#define NOON (12 * 60)

struct _SalonSlotPicker
{
  AdwBin parent_instance;

  AdwEntryRow *day_row;
  GtkPopover *calendar_popover;
  GtkCalendar *calendar; /* NULL until it is first shown */
  AdwEntryRow *time_row;
  GtkWidget *free_icon;
  AdwActionRow *verdict_row;
  AdwSwitchRow *force_row;
  AdwEntryRow *reason_row;
  GtkWidget *nearest_box;
  AdwWrapBox *nearest_slots;
  GtkWidget *morning_box;
  AdwWrapBox *morning_slots;
  GtkWidget *afternoon_box;
  AdwWrapBox *afternoon_slots;
  GtkWidget *more_button;
  GtkWidget *nothing_label;

  SalonSession *session;
  SalonBookingForm *form;
  SalonSlotFinder *finder;
  char *words;
  SalonDay shown_day; /* whose free times `show_all` is about */
  gboolean show_all;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SalonSlotPicker, salon_slot_picker, ADW_TYPE_BIN)

/* Buttons */

static void
clear_slots (AdwWrapBox *box)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    adw_wrap_box_remove (box, child);
}

static gboolean
is_chosen (SalonSlotPicker *self, SalonMoment start)
{
  int minute = salon_booking_form_get_minute (self->form);
  return minute >= 0 && salon_moment (salon_booking_form_get_day (self->form), minute) == start;
}

static void
slot_clicked_cb (SalonSlotPicker *self, GtkButton *button)
{
  const SalonMoment *start = g_object_get_data (G_OBJECT (button), "start");
  SalonMoment moment = *start;
  salon_booking_form_set_start (self->form, salon_moment_get_day (moment),
                                salon_moment_get_minute (moment));
}

static void
add_slot (SalonSlotPicker *self, AdwWrapBox *box, SalonMoment start, gboolean with_day)
{
  g_autofree char *minute = salon_format_minute (salon_moment_get_minute (start));
  g_autofree char *day = salon_format_day (salon_moment_get_day (start), SALON_DAY_STYLE_MEDIUM);
  g_autofree char *long_label = g_strdup_printf ("%s %s", day, minute);
  GtkWidget *button = gtk_toggle_button_new_with_label (with_day ? long_label : minute);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), is_chosen (self, start));
  gtk_widget_add_css_class (button, "booking-slot");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  long_label, -1);
  g_object_set_data_full (G_OBJECT (button), "start", g_memdup2 (&start, sizeof start), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (slot_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_wrap_box_append (box, button);
}

/* Which of the free starts are shown first: all when they are few, else those on the half hours. */
static gboolean
is_shown_first (SalonMoment start, guint n_starts)
{
  return n_starts <= MOST_SLOTS || start % 30 == 0;
}

static void
show_day_slots (SalonSlotPicker *self, GArray *starts)
{
  guint n_shown = 0;
  guint n_left = 0;
  gboolean in_morning = FALSE;
  gboolean in_afternoon = FALSE;

  clear_slots (self->morning_slots);
  clear_slots (self->afternoon_slots);
  for (guint i = 0; i < starts->len; i++)
    {
      SalonMoment start = g_array_index (starts, SalonMoment, i);
      gboolean morning = salon_moment_get_minute (start) < NOON;
      gboolean shown = self->show_all || is_chosen (self, start)
                       || (n_shown < MOST_SLOTS && is_shown_first (start, starts->len));
      if (!shown)
        {
          n_left++;
          continue;
        }
      n_shown++;
      in_morning |= morning;
      in_afternoon |= !morning;
      add_slot (self, morning ? self->morning_slots : self->afternoon_slots, start, FALSE);
    }
  gtk_widget_set_visible (self->morning_box, in_morning);
  gtk_widget_set_visible (self->afternoon_box, in_afternoon);
  gtk_widget_set_visible (self->more_button, n_left > 0);
  gtk_widget_set_visible (self->nothing_label, starts->len == 0);
}

/* Other times are offered when the chosen one cannot be had, or the day has none at all. */
static void
show_nearest (SalonSlotPicker *self, gboolean day_has_free_times)
{
  SalonDay day = salon_booking_form_get_day (self->form);
  int minute = salon_booking_form_get_minute (self->form);
  g_autoptr (GArray) starts = NULL;

  clear_slots (self->nearest_slots);
  if (self->words != NULL || !day_has_free_times)
    starts =
      salon_slot_finder_list_nearest (self->finder, self->form,
                                      salon_moment (day, minute >= 0 ? minute : NOON), N_NEAREST);
  for (guint i = 0; starts != NULL && i < starts->len; i++)
    add_slot (self, self->nearest_slots, g_array_index (starts, SalonMoment, i), TRUE);
  gtk_widget_set_visible (self->nearest_box, starts != NULL && starts->len > 0);
}

/* The verdict */

static void
say_verdict (SalonSlotPicker *self, const SalonSlotVerdict *verdict, SalonMoment start)
{
  g_autofree char *words =
    salon_slot_words (verdict, salon_session_get_hours (self->session), start);
  if (g_set_str (&self->words, words) && words != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
show_force_rows (SalonSlotPicker *self, SalonSlotState state, gboolean needs_slot)
{
  gboolean outside = state == SALON_SLOT_CLOSED || state == SALON_SLOT_TOO_LONG;
  gboolean may_force = needs_slot && (outside || state == SALON_SLOT_PAST);
  gboolean forced = salon_booking_form_is_forced (self->form);
  const char *reason = salon_booking_form_get_forced_reason (self->form);

  self->filling = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->force_row), may_force);
  adw_switch_row_set_active (self->force_row, forced);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_row), forced && outside);
  if (!g_str_equal (reason, gtk_editable_get_text (GTK_EDITABLE (self->reason_row))))
    gtk_editable_set_text (GTK_EDITABLE (self->reason_row), reason);
  self->filling = FALSE;
}

static void
show_verdict (SalonSlotPicker *self)
{
  SalonDay day = salon_booking_form_get_day (self->form);
  int minute = salon_booking_form_get_minute (self->form);
  gboolean needs_slot = salon_booking_form_needs_slot (self->form);
  SalonSlotVerdict verdict = { SALON_SLOT_FREE };

  if (minute >= 0)
    verdict = salon_slot_finder_explain (self->finder, self->form);
  if (!needs_slot)
    verdict.state = SALON_SLOT_FREE;
  say_verdict (self, &verdict, salon_moment (day, MAX (minute, 0)));
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_row), self->words != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->verdict_row),
                                 self->words != NULL ? self->words : "");
  gtk_widget_set_visible (self->free_icon, minute >= 0 && self->words == NULL);
  show_force_rows (self, verdict.state, needs_slot);
}

/* Day and time */

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

static void
show_day_and_time (SalonSlotPicker *self)
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

static gboolean
holds_focus (AdwWrapBox *box)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (box)) != NULL;
}

static void
focus_chosen_in (AdwWrapBox *box)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (child)))
      gtk_widget_grab_focus (child);
}

/* The buttons are made anew: the focus that stood on one goes to the one that is chosen now. */
static void
refresh (SalonSlotPicker *self)
{
  SalonDay day = salon_booking_form_get_day (self->form);
  gboolean had_focus = holds_focus (self->morning_slots) || holds_focus (self->afternoon_slots)
                       || holds_focus (self->nearest_slots);
  g_autoptr (GArray) starts = salon_slot_finder_list_free (self->finder, self->form, day);

  if (day != self->shown_day)
    self->show_all = FALSE;
  self->shown_day = day;
  show_day_and_time (self);
  show_verdict (self);
  show_nearest (self, starts->len > 0);
  show_day_slots (self, starts);
  if (had_focus)
    {
      focus_chosen_in (self->morning_slots);
      focus_chosen_in (self->afternoon_slots);
    }
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
  show_day_and_time (self);
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
  show_day_and_time (self);
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
force_toggled_cb (SalonSlotPicker *self)
{
  if (self->filling || self->form == NULL)
    return;
  salon_booking_form_set_forced (self->form, adw_switch_row_get_active (self->force_row),
                                 salon_booking_form_get_forced_reason (self->form));
  if (gtk_widget_get_visible (GTK_WIDGET (self->reason_row)))
    gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
}

static void
reason_typed_cb (SalonSlotPicker *self)
{
  if (!self->filling && self->form != NULL)
    salon_booking_form_set_forced (self->form, salon_booking_form_is_forced (self->form),
                                   gtk_editable_get_text (GTK_EDITABLE (self->reason_row)));
}

static void
more_clicked_cb (SalonSlotPicker *self)
{
  self->show_all = TRUE;
  refresh (self);
  gtk_widget_child_focus (self->morning_box, GTK_DIR_TAB_FORWARD);
}

/* A cancelled booking needs no time, one that comes back does. */
static void
state_changed_cb (SalonSlotPicker *self)
{
  show_verdict (self);
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

static void
salon_slot_picker_dispose (GObject *object)
{
  SalonSlotPicker *self = SALON_SLOT_PICKER (object);
  g_clear_object (&self->finder);
  g_clear_object (&self->form);
  g_clear_object (&self->session);
  g_clear_pointer (&self->words, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_SLOT_PICKER);
  G_OBJECT_CLASS (salon_slot_picker_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, day_row);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, calendar_popover);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, time_row);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, free_icon);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, verdict_row);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, force_row);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, reason_row);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, nearest_box);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, nearest_slots);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, morning_box);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, morning_slots);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, afternoon_box);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, afternoon_slots);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, more_button);
  gtk_widget_class_bind_template_child (widget_class, SalonSlotPicker, nothing_label);
}

static void
salon_slot_picker_class_init (SalonSlotPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_slot_picker_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-slot-picker.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, day_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_before_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_after_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, calendar_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, force_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, reason_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
}

static void
salon_slot_picker_init (SalonSlotPicker *self)
{
  self->shown_day = SALON_DAY_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  watch_keys (GTK_WIDGET (self->day_row), G_CALLBACK (day_key_cb), G_CALLBACK (day_left_cb), self);
  watch_keys (GTK_WIDGET (self->time_row), G_CALLBACK (time_key_cb), G_CALLBACK (time_left_cb),
              self);
}

void
salon_slot_picker_set_up (SalonSlotPicker *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_SLOT_PICKER (self));
  g_set_object (&self->session, session);
  self->finder = salon_slot_finder_new (session);
}

static SalonDay
find_first_day (SalonSlotPicker *self, SalonBookingForm *form)
{
  SalonMoment now = salon_session_get_now (self->session);
  g_autoptr (GArray) starts = salon_slot_finder_list_nearest (self->finder, form, now, 1);
  return salon_moment_get_day (starts->len > 0 ? g_array_index (starts, SalonMoment, 0) : now);
}

void
salon_slot_picker_set_form (SalonSlotPicker *self, SalonBookingForm *form)
{
  g_return_if_fail (SALON_IS_SLOT_PICKER (self));

  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_set_object (&self->form, form);
  if (salon_booking_form_get_day (form) == SALON_DAY_NONE)
    salon_booking_form_propose_start (form, find_first_day (self, form), -1);
  g_signal_connect_object (form, "changed::when", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "changed::services", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "changed::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
}

void
salon_slot_picker_begin (SalonSlotPicker *self)
{
  g_return_if_fail (SALON_IS_SLOT_PICKER (self));

  if (gtk_widget_get_visible (self->morning_box))
    gtk_widget_child_focus (self->morning_box, GTK_DIR_TAB_FORWARD);
  else if (gtk_widget_get_visible (self->afternoon_box))
    gtk_widget_child_focus (self->afternoon_box, GTK_DIR_TAB_FORWARD);
  else if (gtk_widget_get_visible (self->nearest_box))
    gtk_widget_child_focus (self->nearest_box, GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->time_row));
}

void
salon_slot_picker_begin_reason (SalonSlotPicker *self)
{
  g_return_if_fail (SALON_IS_SLOT_PICKER (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self->reason_row)))
    gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
  else if (gtk_widget_get_visible (self->nearest_box))
    gtk_widget_child_focus (self->nearest_box, GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->time_row));
}

void
salon_slot_picker_refresh (SalonSlotPicker *self)
{
  g_return_if_fail (SALON_IS_SLOT_PICKER (self));
  if (self->form != NULL)
    {
      salon_slot_finder_forget (self->finder);
      refresh (self);
    }
}

const char *
salon_slot_picker_get_words (SalonSlotPicker *self)
{
  g_return_val_if_fail (SALON_IS_SLOT_PICKER (self), NULL);
  return self->words;
}
