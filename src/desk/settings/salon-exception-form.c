/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-exception-form.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "core/salon-range.h"
#include "core/salon-text.h"
#include "store/salon-id.h"

#define EXCEPTIONS "opening_exceptions"
#define BLOCKED_DATES "blocked_dates"
/* What the hours show first when "all day" is switched off. */
#define USUAL_START (9 * 60)
#define USUAL_END (12 * 60)

SalonExceptionForm *
salon_exception_form_new (SalonDay day)
{
  SalonExceptionForm *self = g_new0 (SalonExceptionForm, 1);

  self->from = day;
  self->to = day;
  self->all_day = TRUE;
  self->start = USUAL_START;
  self->end = USUAL_END;
  return self;
}

SalonExceptionForm *
salon_exception_form_copy (const SalonExceptionForm *self)
{
  SalonExceptionForm *copy = g_memdup2 (self, sizeof *self);

  copy->reason = g_strdup (self->reason);
  copy->row = self->row ? json_object_ref (self->row) : NULL;
  return copy;
}

void
salon_exception_form_free (SalonExceptionForm *self)
{
  g_free (self->reason);
  g_clear_pointer (&self->row, json_object_unref);
  g_free (self);
}

static gboolean
read_day (JsonObject *row, const char *column, SalonDay *day)
{
  const char *wire = json_object_get_string_member (row, column);

  return wire && salon_day_parse (wire, day, NULL);
}

static gboolean
read_minute (JsonObject *row, const char *column, int *minute)
{
  const char *wire = json_object_get_string_member (row, column);

  return wire && salon_minute_parse (wire, minute, NULL);
}

static gboolean
read_exception (SalonExceptionForm *self, JsonObject *row)
{
  if (!read_day (row, "from_date", &self->from) || !read_day (row, "to_date", &self->to))
    return FALSE;
  self->open = json_object_get_boolean_member (row, "open");
  self->all_day = json_object_get_null_member (row, "start_time");
  return self->all_day
         || (read_minute (row, "start_time", &self->start)
             && read_minute (row, "end_time", &self->end));
}

static gboolean
read_blocked_date (SalonExceptionForm *self, JsonObject *row)
{
  if (!read_day (row, "date", &self->from))
    return FALSE;
  self->to = self->from;
  return TRUE;
}

SalonExceptionForm *
salon_exception_form_read (const char *table, JsonObject *row)
{
  g_autoptr (SalonExceptionForm) self = salon_exception_form_new (0);
  gboolean is_exception = g_str_equal (table, EXCEPTIONS);

  if (!(is_exception ? read_exception (self, row) : read_blocked_date (self, row)))
    return NULL;
  self->reason = g_strdup (json_object_get_string_member (row, "reason"));
  self->table = is_exception ? EXCEPTIONS : BLOCKED_DATES;
  self->row = json_object_ref (row);
  return g_steal_pointer (&self);
}

static int
compare_forms (gconstpointer a, gconstpointer b)
{
  const SalonExceptionForm *first = *(SalonExceptionForm *const *) a;
  const SalonExceptionForm *second = *(SalonExceptionForm *const *) b;

  if (first->from != second->from)
    return first->from < second->from ? -1 : 1;
  return first->start - second->start;
}

static gboolean
add_coming (GPtrArray *forms,
            SalonReader *reader,
            const char *table,
            SalonDay today,
            GError **error)
{
  g_autoptr (GPtrArray) rows = salon_reader_list_rows (reader, table, error);

  if (!rows)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (SalonExceptionForm) form =
        salon_exception_form_read (table, g_ptr_array_index (rows, i));
      if (form && form->to >= today)
        g_ptr_array_add (forms, g_steal_pointer (&form));
    }
  return TRUE;
}

GPtrArray *
salon_exception_form_list (SalonReader *reader, SalonDay today, GError **error)
{
  g_autoptr (GPtrArray) forms =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_exception_form_free);

  if (!add_coming (forms, reader, EXCEPTIONS, today, error)
      || !add_coming (forms, reader, BLOCKED_DATES, today, error))
    return NULL;
  g_ptr_array_sort (forms, compare_forms);
  return g_steal_pointer (&forms);
}

const char *
salon_exception_form_check (const SalonExceptionForm *self)
{
  if (self->to < self->from)
    return _ ("The last day must not be before the first.");
  if (!self->all_day && (self->start < 0 || self->end > SALON_DAY_MINUTES))
    return _ ("A time lies between 0:00 and 24:00.");
  if (!self->all_day && self->start >= self->end)
    return _ ("The end must be later than the start.");
  if (self->open && self->all_day)
    return _ ("Say from when to when the salon is open.");
  return NULL;
}

static void
set_minute (JsonObject *row, const char *column, int minute)
{
  g_autofree char *wire = salon_minute_format_sql (minute);

  json_object_set_string_member (row, column, wire);
}

static JsonObject *
make_row (const SalonExceptionForm *self, const char *id)
{
  JsonObject *row = json_object_new ();
  g_autofree char *from = salon_day_format (self->from);
  g_autofree char *to = salon_day_format (self->to);
  g_autofree char *reason = salon_text_clean (self->reason ? self->reason : "");

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "from_date", from);
  json_object_set_string_member (row, "to_date", to);
  if (self->all_day)
    {
      json_object_set_null_member (row, "start_time");
      json_object_set_null_member (row, "end_time");
    }
  else
    {
      set_minute (row, "start_time", self->start);
      set_minute (row, "end_time", self->end);
    }
  json_object_set_boolean_member (row, "open", self->open);
  if (*reason)
    json_object_set_string_member (row, "reason", reason);
  else
    json_object_set_null_member (row, "reason");
  return row;
}

static SalonChange *
end_change (SalonChangeBuilder *builder, const SalonExceptionForm *self)
{
  g_autofree char *days = salon_format_days (self->from, self->to);
  g_autofree char *label = NULL;

  if (salon_change_builder_is_empty (builder))
    return NULL;
  if (self->open)
    /* Translators: %s is a day or days, "12 – 18 March 2026" */
    label = g_strdup_printf (_ ("Special opening: %s"), days);
  else
    /* Translators: %s is a day or days, "12 – 18 March 2026" */
    label = g_strdup_printf (_ ("Closing: %s"), days);
  return salon_change_builder_end (builder, label);
}

SalonChange *
salon_exception_form_save (const SalonExceptionForm *self)
{
  g_return_val_if_fail (salon_exception_form_check (self) == NULL, NULL);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  gboolean stays = self->row && g_str_equal (self->table, EXCEPTIONS);
  g_autofree char *id =
    stays ? g_strdup (json_object_get_string_member (self->row, "id")) : salon_id_new ();
  g_autoptr (JsonObject) after = make_row (self, id);

  if (stays)
    salon_change_builder_update (builder, EXCEPTIONS, self->row, after);
  else
    {
      if (self->row)
        salon_change_builder_delete (builder, self->table, self->row);
      salon_change_builder_insert (builder, EXCEPTIONS, after);
    }
  return end_change (builder, self);
}

SalonChange *
salon_exception_form_remove (const SalonExceptionForm *self)
{
  g_return_val_if_fail (self->row != NULL, NULL);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *days = salon_format_days (self->from, self->to);
  /* Translators: %s is a day or days, "12 – 18 March 2026" */
  g_autofree char *label = g_strdup_printf (
    self->open ? _ ("Remove the special opening: %s") : _ ("Remove the closing: %s"), days);

  salon_change_builder_delete (builder, self->table, self->row);
  return salon_change_builder_end (builder, label);
}

static gboolean
hits (const SalonExceptionForm *self, SalonBooking *booking)
{
  SalonRange visit = salon_booking_get_visit (booking);
  SalonDay day = salon_moment_get_day (visit.start);
  SalonRange closed = salon_range (salon_moment (day, self->start), salon_moment (day, self->end));

  return salon_booking_status_is_active (salon_booking_get_fields (booking)->status)
         && salon_range_overlaps (visit, closed);
}

/* Whole days: the month view's sums, for a closing may last a season. */
static gboolean
count_days (const SalonExceptionForm *self,
            SalonReader *reader,
            SalonDay from,
            int *n_bookings,
            GError **error)
{
  g_autoptr (GArray) loads = salon_reader_list_day_loads (reader, from, self->to + 1, error);

  for (guint i = 0; loads && i < loads->len; i++)
    *n_bookings += g_array_index (loads, SalonDayLoad, i).bookings;
  return loads != NULL;
}

gboolean
salon_exception_form_count_hits (const SalonExceptionForm *self,
                                 SalonReader *reader,
                                 SalonDay today,
                                 int *n_bookings,
                                 GError **error)
{
  SalonDay from = MAX (self->from, today);

  *n_bookings = 0;
  if (self->open || from > self->to)
    return TRUE;
  if (self->all_day)
    return count_days (self, reader, from, n_bookings, error);

  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (reader, from, self->to + 1, SALON_BOOKINGS_WITHOUT_CANCELLED,
                                error);
  for (guint i = 0; bookings && i < bookings->len; i++)
    *n_bookings += hits (self, g_ptr_array_index (bookings, i));
  return bookings != NULL;
}

char *
salon_exception_form_describe_days (const SalonExceptionForm *self)
{
  return salon_format_days (self->from, self->to);
}

char *
salon_exception_form_describe_hours (const SalonExceptionForm *self)
{
  if (self->all_day)
    return g_strdup (self->open ? _ ("Open all day") : _ ("Closed all day"));

  g_autofree char *start = salon_format_minute (self->start);
  g_autofree char *end = salon_format_minute (self->end);
  /* Translators: times, "Open 10:00 – 16:00" */
  return g_strdup_printf (self->open ? _ ("Open %1$s – %2$s") : _ ("Closed %1$s – %2$s"), start,
                          end);
}
