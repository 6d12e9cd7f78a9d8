/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The free times of a day as buttons. A day with long opening hours and a short service has fifty free
 * starts: the first two dozen are shown, thinned to the whole and half hours, and "More Times" shows all.
 */
#include "salon-slot-picker-private.h"

#include "common/salon-format.h"

#define MOST_SLOTS 24
#define N_NEAREST 3
#define NOON (12 * 60)

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
void
salon_slot_picker_show_slots (SalonSlotPicker *self)
{
  gboolean had_focus = holds_focus (self->morning_slots) || holds_focus (self->afternoon_slots)
                       || holds_focus (self->nearest_slots);
  SalonDay day = salon_booking_form_get_day (self->form);
  g_autoptr (GArray) starts = salon_slot_finder_list_free (self->finder, self->form, day);

  if (day != self->shown_day)
    self->show_all = FALSE;
  self->shown_day = day;
  show_nearest (self, starts->len > 0);
  show_day_slots (self, starts);
  if (had_focus)
    {
      focus_chosen_in (self->morning_slots);
      focus_chosen_in (self->afternoon_slots);
    }
}
