/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What came from elsewhere is highlighted for a moment and said to a screen reader: the owner did
 * not do it, and may be looking at another booking. Kept by booking id, for a chip may be given
 * another booking meanwhile. News that follow news last as long as the latest.
 */
#include "salon-day-grid-private.h"

#include "salon-booking-words.h"
#include <glib/gi18n-lib.h>

#define NEWS_MS 2000

static const char *
get_booking_id (const SalonEdit *edit)
{
  JsonObject *line = edit->op == SALON_EDIT_INSERT ? edit->set : edit->was;

  if (g_str_equal (edit->table->name, "bookings"))
    return edit->id;
  if (g_str_equal (edit->table->name, "booking_services"))
    return json_object_get_string_member_with_default (line, "booking_id", NULL);
  return NULL;
}

void
salon_day_grid_refresh_news (SalonDayGrid *self)
{
  for (guint i = 0; i < self->chips->len; i++)
    {
      GtkWidget *chip = g_ptr_array_index (self->chips, i);
      SalonBooking *booking = salon_booking_chip_get_booking (SALON_BOOKING_CHIP (chip));
      if (g_hash_table_contains (self->news, salon_booking_get_fields (booking)->id))
        gtk_widget_add_css_class (chip, "news");
      else
        gtk_widget_remove_css_class (chip, "news");
    }
}

void
salon_day_grid_forget_news (SalonDayGrid *self)
{
  g_clear_handle_id (&self->news_source, g_source_remove);
  g_hash_table_remove_all (self->news);
}

static gboolean
news_are_old_cb (gpointer user_data)
{
  SalonDayGrid *self = user_data;

  self->news_source = 0;
  g_hash_table_remove_all (self->news);
  salon_day_grid_refresh_news (self);
  return G_SOURCE_REMOVE;
}

static void
announce (SalonDayGrid *self, SalonBooking *booking, guint n_bookings)
{
  g_autofree char *label = booking != NULL ? salon_booking_words_label (booking) : NULL;
  g_autofree char *words = NULL;

  if (n_bookings == 1)
    /* Translators: a booking that somebody else has just made or changed: "Marie Dupont, Gel nails,
     * 14:00 to 15:30, confirmed: changed elsewhere" */
    words = g_strdup_printf (_ ("%s: changed elsewhere"), label);
  else
    words = g_strdup_printf (ngettext ("%u booking was changed elsewhere",
                                       "%u bookings were changed elsewhere", n_bookings),
                             n_bookings);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

void
salon_day_grid_take_news (SalonDayGrid *self, SalonChange *change)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  SalonBooking *last = NULL;

  /* After everything was read anew, everything would be news. */
  if (change == NULL)
    return;
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const char *id = get_booking_id (salon_change_get_edit (change, i));
      GtkWidget *chip = id != NULL ? salon_day_grid_find_chip (self, id) : NULL;
      if (chip == NULL)
        continue;
      last = salon_booking_chip_get_booking (SALON_BOOKING_CHIP (chip));
      g_hash_table_add (seen, (gpointer) id);
      g_hash_table_add (self->news, g_strdup (id));
    }
  if (last == NULL)
    return;
  g_clear_handle_id (&self->news_source, g_source_remove);
  self->news_source = g_timeout_add (NEWS_MS, news_are_old_cb, self);
  salon_day_grid_refresh_news (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    announce (self, last, g_hash_table_size (seen));
}
