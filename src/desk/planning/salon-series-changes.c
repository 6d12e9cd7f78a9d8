/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-series-changes.h"

#include <glib/gi18n-lib.h>

#include "store/salon-id.h"

static void
add_copy (SalonBooking *booking,
          SalonMoment start,
          const char *series_id,
          gint64 now,
          SalonChangeBuilder *builder)
{
  SalonBookingFields fields = *salon_booking_get_fields (booking);
  g_autofree SalonBookingLine *lines =
    g_memdup2 (fields.lines, fields.n_lines * sizeof (SalonBookingLine));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SalonBooking) copy = NULL;

  g_ptr_array_add (ids, salon_id_new ());
  fields.id = g_ptr_array_index (ids, 0);
  for (gsize i = 0; i < fields.n_lines; i++)
    {
      g_ptr_array_add (ids, salon_id_new ());
      lines[i].id = g_ptr_array_index (ids, i + 1);
    }
  fields.lines = lines;
  salon_booking_begin_anew (&fields, start, now);
  fields.series_id = series_id;
  copy = salon_booking_new (&fields);
  salon_booking_add_insert (copy, builder);
}

static void
join_series (SalonBooking *booking, const char *series_id, SalonChangeBuilder *builder)
{
  SalonBookingFields fields = *salon_booking_get_fields (booking);
  g_autoptr (SalonBooking) after = NULL;

  fields.series_id = series_id;
  after = salon_booking_new (&fields);
  salon_booking_add_update (booking, after, builder);
}

SalonChange *
salon_series_changes_create (SalonBooking *booking,
                             GArray *visits,
                             const char *series_id,
                             gint64 now)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  const char *series = fields->series_id != NULL ? fields->series_id : series_id;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *label = NULL;
  guint n_made = 0;

  for (guint i = 0; i < visits->len; i++)
    {
      const SalonSeriesVisit *visit = &g_array_index (visits, SalonSeriesVisit, i);

      if (visit->is_skipped)
        continue;
      add_copy (booking, visit->start, series, now, builder);
      n_made++;
    }
  if (n_made == 0)
    return NULL;
  join_series (booking, series, builder);
  /* Translators: how many more bookings, and the client: "Repeat the booking of Marie Durand 5 times" */
  label = g_strdup_printf (ngettext ("Repeat the booking of %2$s %1$u time",
                                     "Repeat the booking of %2$s %1$u times", n_made),
                           n_made, fields->client_name);
  return salon_change_builder_end (builder, label);
}

static const char *
get_name (GPtrArray *selected)
{
  return salon_booking_get_fields (g_ptr_array_index (selected, 0))->client_name;
}

SalonChange *
salon_series_changes_cancel (GPtrArray *selected, const char *reason, gint64 now)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *label = NULL;

  g_return_val_if_fail (selected != NULL && selected->len > 0, NULL);

  for (guint i = 0; i < selected->len; i++)
    {
      SalonBooking *booking = g_ptr_array_index (selected, i);
      SalonBookingFields fields = *salon_booking_get_fields (booking);
      g_autoptr (SalonBooking) explained = NULL;
      g_autoptr (SalonBooking) after = NULL;

      fields.cancellation_reason = reason;
      explained = salon_booking_new (&fields);
      after = salon_booking_with_status (explained, SALON_BOOKING_CANCELLED, now);
      salon_booking_add_update (booking, after, builder);
    }
  /* Translators: how many, and the client */
  label = g_strdup_printf (ngettext ("Cancel %1$u booking of %2$s", "Cancel %1$u bookings of %2$s",
                                     selected->len),
                           selected->len, get_name (selected));
  return salon_change_builder_end (builder, label);
}

static void
add_move (SalonBooking *booking, SalonMoment shift, SalonChangeBuilder *builder)
{
  SalonRange visit = salon_booking_get_visit (booking);
  g_autoptr (SalonBooking) after =
    salon_booking_with_time (booking, visit.start + shift, (int) (visit.end - visit.start));

  salon_booking_add_update (booking, after, builder);
}

void
salon_series_changes_add_move (GPtrArray *selected, SalonMoment shift, SalonChangeBuilder *builder)
{
  for (guint i = 0; i < selected->len; i++)
    {
      SalonBooking *booking = g_ptr_array_index (selected, shift > 0 ? selected->len - 1 - i : i);

      add_move (booking, shift, builder);
    }
}

SalonChange *
salon_series_changes_move (GPtrArray *selected,
                           SalonBooking *booking,
                           SalonMoment start,
                           int duration_minutes,
                           const char *forced_reason)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  SalonMoment shift = start - salon_booking_get_visit (booking).start;
  const char *id = salon_booking_get_fields (booking)->id;
  g_autofree char *label = NULL;

  g_return_val_if_fail (selected != NULL && selected->len > 0, NULL);

  for (guint i = 0; i < selected->len; i++)
    {
      SalonBooking *before = g_ptr_array_index (selected, shift > 0 ? selected->len - 1 - i : i);
      SalonRange visit = salon_booking_get_visit (before);
      gboolean is_at_hand = g_strcmp0 (salon_booking_get_fields (before)->id, id) == 0;
      g_autoptr (SalonBooking) moved =
        salon_booking_with_time (before, visit.start + shift,
                                 is_at_hand ? duration_minutes : (int) (visit.end - visit.start));
      SalonBookingFields fields = *salon_booking_get_fields (moved);
      g_autoptr (SalonBooking) after = NULL;

      if (is_at_hand)
        fields.forced_reason = forced_reason;
      after = salon_booking_new (&fields);
      salon_booking_add_update (before, after, builder);
    }
  if (salon_change_builder_is_empty (builder))
    return NULL;
  /* Translators: how many, and the client */
  label = g_strdup_printf (ngettext ("Move %1$u booking of %2$s", "Move %1$u bookings of %2$s",
                                     selected->len),
                           selected->len, get_name (selected));
  return salon_change_builder_end (builder, label);
}
