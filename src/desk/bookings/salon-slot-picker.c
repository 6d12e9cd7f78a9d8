/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-slot-picker-private.h"

#include "bookings/salon-slot-words.h"

G_DEFINE_FINAL_TYPE (SalonSlotPicker, salon_slot_picker, ADW_TYPE_BIN)

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

static void
refresh (SalonSlotPicker *self)
{
  salon_slot_picker_show_day_and_time (self);
  show_verdict (self);
  salon_slot_picker_show_slots (self);
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
  salon_slot_picker_bind_entries (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, force_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, reason_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
}

static void
salon_slot_picker_init (SalonSlotPicker *self)
{
  self->shown_day = SALON_DAY_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  salon_slot_picker_watch_keys (self);
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
