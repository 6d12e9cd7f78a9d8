/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A booking's lines and all its texts lie in one piece of memory: first the lines, which need to be
 * aligned, then the texts.
 */
#include "salon-booking.h"

#include <string.h>

#include "salon-record.h"

struct _SalonBooking
{
  GObject parent_instance;
  SalonBookingFields fields; /* its lines and texts lie in `room` */
  void *room;
};

G_DEFINE_FINAL_TYPE (SalonBooking, salon_booking, G_TYPE_OBJECT)

#define FIELD(column, type, member)                                                                \
  { column, SALON_FIELD_##type, G_STRUCT_OFFSET (SalonBookingFields, member) }

static const SalonField stored[] = {
  FIELD ("id", TEXT, id),
  FIELD ("staff_id", TEXT, staff_id),
  FIELD ("client_id", TEXT, client_id),
  FIELD ("client_name", TEXT, client_name),
  FIELD ("client_email", TEXT, client_email),
  FIELD ("client_phone", TEXT, client_phone),
  FIELD (NULL, TEXT, client_allergies),
  FIELD ("booking_date", DAY, day),
  FIELD ("booking_time", MINUTE, minute),
  FIELD ("duration_minutes", INTEGER, duration_minutes),
  FIELD ("buffer_minutes", INTEGER, buffer_minutes),
  FIELD ("price", CENTS, price_cents),
  FIELD ("status", STATUS, status),
  FIELD ("payment_status", TEXT, payment_status),
  FIELD ("notes", TEXT, notes),
  FIELD ("cancellation_reason", TEXT, cancellation_reason),
  FIELD ("forced_reason", TEXT, forced_reason),
  FIELD ("cancelled_at", INSTANT, cancelled_at),
  FIELD ("hold_expires_at", INSTANT, hold_expires_at),
  FIELD ("created_at", INSTANT, created_at),
  FIELD ("double_booked", BOOLEAN, double_booked),
  FIELD ("buffer_before_minutes", INTEGER, buffer_before_minutes),
  FIELD ("series_id", TEXT, series_id),
};

#define LINE_FIELD(column, type, member)                                                           \
  { column, SALON_FIELD_##type, G_STRUCT_OFFSET (SalonBookingLine, member) }

static const SalonField line_stored[] = {
  LINE_FIELD ("id", TEXT, id),
  LINE_FIELD ("service_id", TEXT, service_id),
  LINE_FIELD ("name", TEXT, name),
  LINE_FIELD (NULL, TEXT, category),
  LINE_FIELD ("duration_minutes", INTEGER, duration_minutes),
  LINE_FIELD ("buffer_minutes", INTEGER, buffer_minutes),
  LINE_FIELD ("price", CENTS, price_cents),
  LINE_FIELD ("buffer_before_minutes", INTEGER, buffer_before_minutes),
};

static void
salon_booking_finalize (GObject *object)
{
  SalonBooking *self = SALON_BOOKING (object);

  g_free (self->room);
  G_OBJECT_CLASS (salon_booking_parent_class)->finalize (object);
}

static void
salon_booking_class_init (SalonBookingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_booking_finalize;
}

static void
salon_booking_init (SalonBooking *self)
{
}

SalonBooking *
salon_booking_new (const SalonBookingFields *fields)
{
  SalonBooking *self = NULL;
  SalonBookingLine *lines = NULL;
  gsize lines_size;
  gsize size;
  char *texts = NULL;

  g_return_val_if_fail (fields != NULL, NULL);
  g_return_val_if_fail (fields->n_lines == 0 || fields->lines != NULL, NULL);

  lines_size = fields->n_lines * sizeof (SalonBookingLine);
  size = lines_size + salon_record_measure (stored, G_N_ELEMENTS (stored), fields);
  for (gsize i = 0; i < fields->n_lines; i++)
    size += salon_record_measure (line_stored, G_N_ELEMENTS (line_stored), &fields->lines[i]);

  self = g_object_new (SALON_TYPE_BOOKING, NULL);
  self->fields = *fields;
  self->room = g_malloc (size);
  texts = (char *) self->room + lines_size;
  texts = salon_record_pack (stored, G_N_ELEMENTS (stored), &self->fields, texts);

  lines = self->room;
  self->fields.lines = fields->n_lines > 0 ? lines : NULL;
  for (gsize i = 0; i < fields->n_lines; i++)
    {
      lines[i] = fields->lines[i];
      texts = salon_record_pack (line_stored, G_N_ELEMENTS (line_stored), &lines[i], texts);
    }
  return self;
}

const SalonBookingFields *
salon_booking_get_fields (SalonBooking *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING (self), NULL);
  return &self->fields;
}

SalonRange
salon_booking_get_visit (SalonBooking *self)
{
  SalonMoment start;

  g_return_val_if_fail (SALON_IS_BOOKING (self), salon_range (0, 0));

  start = salon_moment (self->fields.day, self->fields.minute);
  return salon_range (start, start + self->fields.duration_minutes);
}

SalonRange
salon_booking_get_hold (SalonBooking *self)
{
  SalonRange hold = salon_booking_get_visit (self);

  hold.start -= self->fields.buffer_before_minutes;
  hold.end += self->fields.buffer_minutes;
  return hold;
}

gboolean
salon_booking_is_expired (SalonBooking *self, gint64 instant)
{
  g_return_val_if_fail (SALON_IS_BOOKING (self), FALSE);
  return self->fields.status == SALON_BOOKING_PENDING && self->fields.hold_expires_at != 0
         && self->fields.hold_expires_at < instant;
}

SalonBooking *
salon_booking_with_time (SalonBooking *self, SalonMoment start, int duration_minutes)
{
  SalonBookingFields fields;

  g_return_val_if_fail (SALON_IS_BOOKING (self), NULL);

  fields = self->fields;
  fields.day = salon_moment_get_day (start);
  fields.minute = salon_moment_get_minute (start);
  fields.duration_minutes = duration_minutes;
  return salon_booking_new (&fields);
}

SalonBooking *
salon_booking_with_status (SalonBooking *self, SalonBookingStatus status, gint64 now)
{
  SalonBookingFields fields;

  g_return_val_if_fail (SALON_IS_BOOKING (self), NULL);

  fields = self->fields;
  if (status != SALON_BOOKING_CANCELLED)
    {
      fields.cancelled_at = 0;
      fields.cancellation_reason = NULL;
    }
  else if (fields.status != SALON_BOOKING_CANCELLED)
    fields.cancelled_at = now;

  if (status != SALON_BOOKING_PENDING)
    fields.hold_expires_at = 0;
  fields.status = status;
  return salon_booking_new (&fields);
}

void
salon_booking_begin_anew (SalonBookingFields *fields, SalonMoment start, gint64 now)
{
  g_return_if_fail (fields != NULL);

  fields->day = salon_moment_get_day (start);
  fields->minute = salon_moment_get_minute (start);
  fields->status = SALON_BOOKING_CONFIRMED;
  fields->payment_status = "pending";
  fields->cancellation_reason = NULL;
  fields->cancelled_at = 0;
  fields->hold_expires_at = 0;
  fields->forced_reason = NULL;
  fields->created_at = now;
  fields->double_booked = FALSE;
}

static JsonObject *
salon_booking_to_row (SalonBooking *self)
{
  JsonObject *row = json_object_new ();
  const char *service_id = self->fields.n_lines > 0 ? self->fields.lines[0].service_id : NULL;

  salon_record_write (stored, G_N_ELEMENTS (stored), &self->fields, row);
  if (service_id != NULL)
    json_object_set_string_member (row, "service_id", service_id);
  else
    json_object_set_null_member (row, "service_id");
  return row;
}

static JsonObject *
line_to_row (const SalonBookingFields *booking, gsize position)
{
  JsonObject *row = json_object_new ();

  salon_record_write (line_stored, G_N_ELEMENTS (line_stored), &booking->lines[position], row);
  json_object_set_string_member (row, "booking_id", booking->id);
  json_object_set_int_member (row, "position", (gint64) position);
  return row;
}

static void
insert_line (const SalonBookingFields *booking, gsize position, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) row = line_to_row (booking, position);

  salon_change_builder_insert (builder, "booking_services", row);
}

void
salon_booking_add_insert (SalonBooking *self, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) row = NULL;

  g_return_if_fail (SALON_IS_BOOKING (self) && builder != NULL);

  row = salon_booking_to_row (self);
  salon_change_builder_insert (builder, "bookings", row);
  for (gsize i = 0; i < self->fields.n_lines; i++)
    insert_line (&self->fields, i, builder);
}

/* The position of the line with @id, or -1. */
static gssize
find_line (const SalonBookingFields *booking, const char *id)
{
  for (gsize i = 0; i < booking->n_lines; i++)
    if (g_strcmp0 (booking->lines[i].id, id) == 0)
      return (gssize) i;
  return -1;
}

static void
delete_lost_lines (const SalonBookingFields *before,
                   const SalonBookingFields *after,
                   SalonChangeBuilder *builder)
{
  for (gsize i = 0; i < before->n_lines; i++)
    if (find_line (after, before->lines[i].id) < 0)
      {
        g_autoptr (JsonObject) row = line_to_row (before, i);

        salon_change_builder_delete (builder, "booking_services", row);
      }
}

static void
write_lines (const SalonBookingFields *before,
             const SalonBookingFields *after,
             SalonChangeBuilder *builder)
{
  for (gsize i = 0; i < after->n_lines; i++)
    {
      gssize old_position = find_line (before, after->lines[i].id);

      if (old_position < 0)
        insert_line (after, i, builder);
      else
        {
          g_autoptr (JsonObject) old = line_to_row (before, (gsize) old_position);
          g_autoptr (JsonObject) new = line_to_row (after, i);

          salon_change_builder_update (builder, "booking_services", old, new);
        }
    }
}

gboolean
salon_booking_add_update (SalonBooking *before, SalonBooking *after, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) old = NULL;
  g_autoptr (JsonObject) new = NULL;
  gsize n_before;

  g_return_val_if_fail (SALON_IS_BOOKING (before) && SALON_IS_BOOKING (after), FALSE);
  g_return_val_if_fail (builder != NULL, FALSE);

  n_before = salon_change_builder_count (builder);
  delete_lost_lines (&before->fields, &after->fields, builder);
  old = salon_booking_to_row (before);
  new = salon_booking_to_row (after);
  salon_change_builder_update (builder, "bookings", old, new);
  write_lines (&before->fields, &after->fields, builder);
  return salon_change_builder_count (builder) > n_before;
}
