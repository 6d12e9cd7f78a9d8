/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The chips of the time grid. They are kept by booking id, so that a booking that changes keeps its
 * widget and with it the focus; those whose booking left the screen take one that came, and what is
 * over waits, hidden.
 */
#include "salon-day-grid-private.h"

#include "salon-booking-words.h"

SalonBookingChip *
salon_day_grid_get_focused_chip (SalonDayGrid *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return SALON_IS_BOOKING_CHIP (child) ? SALON_BOOKING_CHIP (child) : NULL;
}

SalonBookingChip *
salon_day_grid_pick_chip (SalonDayGrid *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return SALON_IS_BOOKING_CHIP (widget) ? SALON_BOOKING_CHIP (widget) : NULL;
}

GtkWidget *
salon_day_grid_find_chip (SalonDayGrid *self, const char *booking_id)
{
  g_return_val_if_fail (SALON_IS_DAY_GRID (self), NULL);

  for (guint i = 0; i < self->chips->len; i++)
    {
      SalonBookingChip *chip = g_ptr_array_index (self->chips, i);
      SalonBooking *booking = salon_booking_chip_get_booking (chip);
      if (g_strcmp0 (salon_booking_get_fields (booking)->id, booking_id) == 0)
        return GTK_WIDGET (chip);
    }
  return NULL;
}

/* One that looks like the booking if there is one: what keeps its style is not styled again. */
static SalonBookingChip *
take_spare (SalonDayGrid *self, SalonBooking *booking)
{
  guint best = self->spares->len - 1;
  GtkWidget *chip;

  if (self->spares->len == 0)
    {
      chip = salon_booking_chip_new (self->texts);
      gtk_widget_insert_before (chip, GTK_WIDGET (self), self->now_line);
      return SALON_BOOKING_CHIP (chip);
    }
  for (guint i = 0; i < self->spares->len; i++)
    if (salon_booking_chip_looks_like (g_ptr_array_index (self->spares, i), booking))
      best = i;
  chip = g_ptr_array_steal_index_fast (self->spares, best);
  gtk_widget_set_visible (chip, TRUE);
  return SALON_BOOKING_CHIP (chip);
}

/* Gives every booking a chip: its own if it has one, else one that is free. */
void
salon_day_grid_assign_chips (SalonDayGrid *self, GPtrArray *shown)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *currency = salon_session_get_currency (self->session);
  GHashTableIter iter;
  gpointer chip;

  for (guint i = 0; i < self->chips->len; i++)
    {
      SalonBooking *booking = salon_booking_chip_get_booking (g_ptr_array_index (self->chips, i));
      g_hash_table_insert (by_id, g_strdup (salon_booking_get_fields (booking)->id),
                           g_ptr_array_index (self->chips, i));
    }
  g_ptr_array_set_size (self->chips, 0);
  for (guint i = 0; i < shown->len; i++)
    {
      const char *id = salon_booking_get_fields (g_ptr_array_index (shown, i))->id;
      g_ptr_array_add (self->chips, g_hash_table_lookup (by_id, id));
      g_hash_table_remove (by_id, id);
    }
  g_hash_table_iter_init (&iter, by_id);
  while (g_hash_table_iter_next (&iter, NULL, &chip))
    g_ptr_array_add (self->spares, chip);
  for (guint i = 0; i < shown->len; i++)
    {
      if (self->chips->pdata[i] == NULL)
        self->chips->pdata[i] = take_spare (self, g_ptr_array_index (shown, i));
      salon_booking_chip_set_booking (self->chips->pdata[i], g_ptr_array_index (shown, i),
                                      currency);
    }
  for (guint i = 0; i < self->spares->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->spares, i), FALSE);
}

void
salon_day_grid_show_holds (SalonDayGrid *self)
{
  gint64 now = salon_session_get_instant (self->session);

  for (guint i = 0; i < self->chips->len; i++)
    {
      SalonBookingChip *chip = g_ptr_array_index (self->chips, i);
      g_autofree char *words =
        salon_booking_words_hold (salon_booking_chip_get_booking (chip), now);

      salon_booking_chip_set_hold (chip, words);
    }
}

/* What a booking takes on the grid: an active one its buffers too, so that no other is drawn over
 * it. */
static SalonRange
get_shown_range (SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  SalonRange range = salon_booking_status_is_active (fields->status)
                       ? salon_booking_get_hold (booking)
                       : salon_booking_get_visit (booking);

  range.start = MAX (range.start, salon_moment (fields->day, 0));
  range.end = MIN (range.end, salon_moment (fields->day + 1, 0));
  return range;
}

void
salon_day_grid_place_chips (SalonDayGrid *self, GPtrArray *shown)
{
  g_autofree SalonRange *ranges = g_new (SalonRange, shown->len);
  g_autofree SalonCalendarPlace *places = g_new (SalonCalendarPlace, shown->len);
  GtkWidget *block = salon_day_grid_get_last_block (self);
  GtkWidget *previous = block != NULL ? block : self->hours;

  for (guint i = 0; i < shown->len; i++)
    ranges[i] = get_shown_range (g_ptr_array_index (shown, i));
  salon_calendar_layout_place (ranges, shown->len, places);
  for (guint i = 0; i < shown->len; i++)
    {
      const SalonBookingFields *fields = salon_booking_get_fields (g_ptr_array_index (shown, i));
      GtkWidget *chip = g_ptr_array_index (self->chips, i);
      SalonCalendarGridArea area = {
        .day = fields->day - self->first_day,
        .start = fields->minute,
        .end = MIN (fields->minute + fields->duration_minutes, SALON_DAY_MINUTES),
        .place = places[i],
      };
      salon_calendar_grid_layout_place (self->layout, chip, SALON_CALENDAR_GRID_AREA, &area);
      if (gtk_widget_get_prev_sibling (chip) != previous)
        gtk_widget_insert_after (chip, GTK_WIDGET (self), previous);
      previous = chip;
    }
}
