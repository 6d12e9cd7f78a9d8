/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What she comes for: the lines, and how long and how much they are together. */
#include "salon-booking-form-private.h"

#include "store/salon-id.h"

void
salon_booking_form_append_line (SalonBookingForm *self,
                                const SalonBookingLine *line,
                                const char *id)
{
  SalonBookingLine copy = *line;
  copy.id = g_strdup (id);
  copy.service_id = g_strdup (line->service_id);
  copy.name = g_strdup (line->name);
  copy.category = g_strdup (line->category);
  g_array_append_val (self->lines, copy);
}

int
salon_booking_form_sum_durations (SalonBookingForm *self)
{
  int sum = 0;
  for (guint i = 0; i < self->lines->len; i++)
    sum += g_array_index (self->lines, SalonBookingLine, i).duration_minutes;
  return sum;
}

gint64
salon_booking_form_sum_prices (SalonBookingForm *self)
{
  gint64 sum = 0;
  for (guint i = 0; i < self->lines->len; i++)
    sum += g_array_index (self->lines, SalonBookingLine, i).price_cents;
  return sum;
}

const SalonBookingLine *
salon_booking_form_get_lines (SalonBookingForm *self, gsize *n_lines)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), NULL);
  *n_lines = self->lines->len;
  return (const SalonBookingLine *) (gpointer) self->lines->data;
}

void
salon_booking_form_add_service (SalonBookingForm *self, SalonService *service)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (SALON_IS_SERVICE (service));

  const SalonServiceFields *fields = salon_service_get_fields (service);
  const SalonBookingLine line = {
    .service_id = fields->id,
    .name = fields->name,
    .category = fields->category,
    .duration_minutes = fields->duration_minutes,
    .buffer_minutes = fields->buffer_minutes,
    .buffer_before_minutes = fields->buffer_before_minutes,
    .price_cents = fields->price_cents,
  };
  g_autofree char *id = salon_id_new ();
  salon_booking_form_append_line (self, &line, id);
  salon_booking_form_emit_changed (self, "services");
}

void
salon_booking_form_remove_line (SalonBookingForm *self, gsize index)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (index < self->lines->len);
  g_array_remove_index (self->lines, (guint) index);
  salon_booking_form_emit_changed (self, "services");
}

void
salon_booking_form_move_line (SalonBookingForm *self, gsize index, int steps)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (index < self->lines->len);

  SalonBookingLine *lines = (SalonBookingLine *) (gpointer) self->lines->data;
  int last = (int) self->lines->len - 1;
  int from = (int) index;
  int to = CLAMP (from + steps, 0, last);
  if (to == from)
    return;
  SalonBookingLine moved = lines[from];
  int direction = to > from ? 1 : -1;
  for (int i = from; i != to; i += direction)
    lines[i] = lines[i + direction];
  lines[to] = moved;
  salon_booking_form_emit_changed (self, "services");
}

void
salon_booking_form_set_line_price (SalonBookingForm *self, gsize index, gint64 price_cents)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (index < self->lines->len);
  g_return_if_fail (price_cents >= 0);

  SalonBookingLine *line = &g_array_index (self->lines, SalonBookingLine, index);
  if (line->price_cents == price_cents)
    return;
  line->price_cents = price_cents;
  salon_booking_form_emit_changed (self, "services");
}

int
salon_booking_form_get_duration (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), 0);
  if (self->own_duration > 0)
    return self->own_duration;
  return self->lines->len > 0 ? salon_booking_form_sum_durations (self) : self->wished_duration;
}

gboolean
salon_booking_form_has_own_duration (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), FALSE);
  return self->own_duration > 0;
}

void
salon_booking_form_set_duration (SalonBookingForm *self, int minutes)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (minutes >= 0);
  if (self->own_duration == minutes)
    return;
  self->own_duration = minutes;
  salon_booking_form_emit_changed (self, "services");
}

int
salon_booking_form_get_buffer_before (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), 0);
  int buffer = 0;
  for (guint i = 0; i < self->lines->len; i++)
    buffer = MAX (buffer, g_array_index (self->lines, SalonBookingLine, i).buffer_before_minutes);
  return buffer;
}

int
salon_booking_form_get_buffer (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), 0);
  int buffer = 0;
  for (guint i = 0; i < self->lines->len; i++)
    buffer = MAX (buffer, g_array_index (self->lines, SalonBookingLine, i).buffer_minutes);
  return buffer;
}

gint64
salon_booking_form_get_price (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), 0);
  return self->own_price != SALON_BOOKING_FORM_SUM_OF_LINES ? self->own_price
                                                            : salon_booking_form_sum_prices (self);
}

gboolean
salon_booking_form_has_own_price (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), FALSE);
  return self->own_price != SALON_BOOKING_FORM_SUM_OF_LINES;
}

void
salon_booking_form_set_price (SalonBookingForm *self, gint64 price_cents)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (price_cents >= SALON_BOOKING_FORM_SUM_OF_LINES);
  if (self->own_price == price_cents)
    return;
  self->own_price = price_cents;
  salon_booking_form_emit_changed (self, "services");
}
