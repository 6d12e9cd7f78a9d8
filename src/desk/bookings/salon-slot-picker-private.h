/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the picker share: salon-slot-picker.c judges the chosen time, -entries.c is how it is
 * typed, -slots.c the free times to choose from. Everything is drawn from the form and the finder by
 * refresh(); the entries write into the form when they are left or confirmed, the buttons at once.
 * `filling` is TRUE while this code writes into the widgets itself.
 */
#pragma once

#include "bookings/salon-slot-finder.h"
#include "bookings/salon-slot-picker.h"

G_BEGIN_DECLS

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

/* salon-slot-picker-entries.c */
/* Once the class has its template. */
void salon_slot_picker_bind_entries (GtkWidgetClass *klass);
void salon_slot_picker_watch_keys (SalonSlotPicker *self);
void salon_slot_picker_show_day_and_time (SalonSlotPicker *self);

/* salon-slot-picker-slots.c */
/* After the verdict: other days are offered when the chosen time cannot be had. */
void salon_slot_picker_show_slots (SalonSlotPicker *self);

G_END_DECLS
