/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header for what a form is: here it is made, and here is when the visit is to be and what is
 * missing. Who comes is in salon-booking-form-client.c, what for in salon-booking-form-services.c.
 *
 * A setter that changes nothing emits nothing: widgets may write back what they were just told.
 */
#include "salon-booking-form-private.h"

#include "core/salon-phone.h"
#include "core/salon-text.h"
#include "store/salon-id.h"

#define SHORTEST_MINUTES 5

G_DEFINE_FINAL_TYPE (SalonBookingForm, salon_booking_form, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
clear_line (gpointer data)
{
  SalonBookingLine *line = data;
  g_free ((char *) line->id);
  g_free ((char *) line->service_id);
  g_free ((char *) line->name);
  g_free ((char *) line->category);
}

static void
salon_booking_form_finalize (GObject *object)
{
  SalonBookingForm *self = SALON_BOOKING_FORM (object);
  g_clear_object (&self->booking);
  g_clear_object (&self->client);
  g_clear_object (&self->wish);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->new_client_id, g_free);
  g_clear_pointer (&self->staff_id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->phone, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->forced_reason, g_free);
  g_clear_pointer (&self->notes, g_free);
  g_clear_pointer (&self->payment_status, g_free);
  G_OBJECT_CLASS (salon_booking_form_parent_class)->finalize (object);
}

static void
salon_booking_form_class_init (SalonBookingFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_booking_form_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", SALON_TYPE_BOOKING_FORM, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
salon_booking_form_init (SalonBookingForm *self)
{
  self->new_client_id = salon_id_new ();
  self->name = g_strdup ("");
  self->phone = g_strdup ("");
  self->email = g_strdup ("");
  self->lines = g_array_new (FALSE, FALSE, sizeof (SalonBookingLine));
  g_array_set_clear_func (self->lines, clear_line);
  self->own_price = SALON_BOOKING_FORM_SUM_OF_LINES;
  self->day = SALON_DAY_NONE;
  self->minute = SALON_BOOKING_FORM_NOT_CHOSEN;
  self->slot_state = SALON_SLOT_FREE;
  self->forced_reason = g_strdup ("");
  self->notes = g_strdup ("");
  self->status = SALON_BOOKING_CONFIRMED;
  self->payment_status = g_strdup ("pending");
}

SalonBookingForm *
salon_booking_form_new (const char *staff_id)
{
  g_return_val_if_fail (staff_id != NULL, NULL);

  SalonBookingForm *self = g_object_new (SALON_TYPE_BOOKING_FORM, NULL);
  self->id = salon_id_new ();
  self->staff_id = g_strdup (staff_id);
  return self;
}

static void
take_client_of (SalonBookingForm *self, const SalonBookingFields *fields, SalonClient *client)
{
  if (client != NULL)
    {
      self->client_kind = SALON_BOOKING_CLIENT_EXISTING;
      self->client = g_object_ref (client);
      return;
    }
  self->client_kind = SALON_BOOKING_CLIENT_WALK_IN;
  g_set_str (&self->name, fields->client_name);
  g_set_str (&self->phone, fields->client_phone != NULL ? fields->client_phone : "");
  g_set_str (&self->email, fields->client_email != NULL ? fields->client_email : "");
}

SalonBookingForm *
salon_booking_form_new_for (SalonBooking *booking, SalonClient *client)
{
  g_return_val_if_fail (SALON_IS_BOOKING (booking), NULL);

  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  SalonBookingForm *self = g_object_new (SALON_TYPE_BOOKING_FORM, NULL);

  self->booking = g_object_ref (booking);
  self->id = g_strdup (fields->id);
  self->staff_id = g_strdup (fields->staff_id);
  take_client_of (self, fields, client);
  for (gsize i = 0; i < fields->n_lines; i++)
    salon_booking_form_append_line (self, &fields->lines[i], fields->lines[i].id);
  if (fields->duration_minutes != salon_booking_form_sum_durations (self))
    self->own_duration = fields->duration_minutes;
  if (fields->price_cents != salon_booking_form_sum_prices (self))
    self->own_price = fields->price_cents;
  self->day = fields->day;
  self->minute = fields->minute;
  self->forced = fields->forced_reason != NULL;
  g_set_str (&self->forced_reason, fields->forced_reason != NULL ? fields->forced_reason : "");
  g_set_str (&self->notes, fields->notes != NULL ? fields->notes : "");
  self->status = fields->status;
  g_set_str (&self->payment_status, fields->payment_status);
  return self;
}

static SalonService *
find_service (GListModel *services, const char *id)
{
  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (SalonService) service = g_list_model_get_item (services, i);
      if (g_str_equal (salon_service_get_fields (service)->id, id))
        return g_steal_pointer (&service);
    }
  return NULL;
}

SalonBookingForm *
salon_booking_form_new_again (SalonBookingForm *self, GListModel *services)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (services), NULL);

  SalonBookingForm *again = salon_booking_form_new (self->staff_id);
  again->client_kind = self->client_kind;
  g_set_object (&again->client, self->client);
  g_set_str (&again->name, self->name);
  g_set_str (&again->phone, self->phone);
  g_set_str (&again->email, self->email);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const SalonBookingLine *line = &g_array_index (self->lines, SalonBookingLine, i);
      g_autoptr (SalonService) service = find_service (services, line->service_id);
      g_autofree char *id = salon_id_new ();
      if (service != NULL)
        salon_booking_form_add_service (again, service);
      else
        salon_booking_form_append_line (again, line, id);
    }
  again->own_duration = self->own_duration;
  /* It differs from what is stored as soon as it is shown: leaving it asks. */
  again->dirty = TRUE;
  return again;
}

void
salon_booking_form_propose_client (SalonBookingForm *self, SalonClient *client)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (SALON_IS_CLIENT (client));
  g_set_object (&self->client, client);
  self->client_kind = SALON_BOOKING_CLIENT_EXISTING;
}

void
salon_booking_form_propose_start (SalonBookingForm *self, SalonDay day, int minute)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (minute >= SALON_BOOKING_FORM_NOT_CHOSEN && minute < SALON_DAY_MINUTES);
  self->day = day;
  self->minute = minute;
}

void
salon_booking_form_propose_duration (SalonBookingForm *self, int minutes)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (minutes >= 0);
  self->wished_duration = minutes;
}

void
salon_booking_form_emit_changed (SalonBookingForm *self, const char *part)
{
  self->dirty = TRUE;
  g_signal_emit (self, signals[CHANGED], g_quark_from_static_string (part));
}

SalonBooking *
salon_booking_form_get_booking (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), NULL);
  return self->booking;
}

const char *
salon_booking_form_get_staff_id (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), NULL);
  return self->staff_id;
}

const char *
salon_booking_form_get_id (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), NULL);
  return self->id;
}

const char *
salon_booking_form_get_new_client_id (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), NULL);
  return self->new_client_id;
}

gboolean
salon_booking_form_is_dirty (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), FALSE);
  return self->dirty;
}

/* When */

SalonDay
salon_booking_form_get_day (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), SALON_DAY_NONE);
  return self->day;
}

int
salon_booking_form_get_minute (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), SALON_BOOKING_FORM_NOT_CHOSEN);
  return self->minute;
}

void
salon_booking_form_set_start (SalonBookingForm *self, SalonDay day, int minute)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (minute >= SALON_BOOKING_FORM_NOT_CHOSEN && minute < SALON_DAY_MINUTES);
  if (self->day == day && self->minute == minute)
    return;
  self->day = day;
  self->minute = minute;
  salon_booking_form_emit_changed (self, "when");
}

void
salon_booking_form_set_day (SalonBookingForm *self, SalonDay day)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  salon_booking_form_set_start (self, day, self->minute);
}

void
salon_booking_form_set_minute (SalonBookingForm *self, int minute)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  salon_booking_form_set_start (self, self->day, minute);
}

SalonSlotState
salon_booking_form_get_slot_state (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), SALON_SLOT_FREE);
  return self->slot_state;
}

void
salon_booking_form_set_slot_state (SalonBookingForm *self, SalonSlotState state)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  self->slot_state = state;
}

static gboolean
holds_the_same (SalonBookingForm *self)
{
  const SalonBookingFields *fields = salon_booking_get_fields (self->booking);
  return fields->day == self->day && fields->minute == self->minute
         && fields->duration_minutes == salon_booking_form_get_duration (self)
         && fields->buffer_before_minutes == salon_booking_form_get_buffer_before (self)
         && fields->buffer_minutes == salon_booking_form_get_buffer (self);
}

gboolean
salon_booking_form_needs_slot (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), TRUE);

  if (!salon_booking_status_is_active (self->status))
    return FALSE;
  if (self->booking == NULL)
    return TRUE;
  return !salon_booking_status_is_active (salon_booking_get_fields (self->booking)->status)
         || !holds_the_same (self);
}

gboolean
salon_booking_form_is_forced (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), FALSE);
  return self->forced;
}

const char *
salon_booking_form_get_forced_reason (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), "");
  return self->forced_reason;
}

void
salon_booking_form_set_forced (SalonBookingForm *self, gboolean forced, const char *reason)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (reason != NULL);

  gboolean changed = self->forced != forced;
  self->forced = forced;
  changed |= g_set_str (&self->forced_reason, reason);
  if (changed)
    salon_booking_form_emit_changed (self, "state");
}

/* The rest */

const char *
salon_booking_form_get_notes (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), "");
  return self->notes;
}

void
salon_booking_form_set_notes (SalonBookingForm *self, const char *notes)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (notes != NULL);
  if (g_set_str (&self->notes, notes))
    salon_booking_form_emit_changed (self, "state");
}

SalonBookingStatus
salon_booking_form_get_status (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), SALON_BOOKING_CONFIRMED);
  return self->status;
}

void
salon_booking_form_set_status (SalonBookingForm *self, SalonBookingStatus status)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  if (self->status == status)
    return;
  self->status = status;
  salon_booking_form_emit_changed (self, "state");
}

const char *
salon_booking_form_get_payment_status (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), NULL);
  return self->payment_status;
}

void
salon_booking_form_set_payment_status (SalonBookingForm *self, const char *payment_status)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (payment_status != NULL);
  if (g_set_str (&self->payment_status, payment_status))
    salon_booking_form_emit_changed (self, "state");
}

/* What is missing */

static SalonBookingProblem
find_client_problems (SalonBookingForm *self)
{
  SalonBookingProblem problems = SALON_BOOKING_PROBLEM_NONE;
  if (self->client_kind == SALON_BOOKING_CLIENT_NONE)
    return SALON_BOOKING_PROBLEM_CLIENT_MISSING;
  if (self->client_kind != SALON_BOOKING_CLIENT_NEW)
    return problems;

  g_autofree char *name = salon_text_clean (self->name);
  g_autofree char *phone = salon_text_clean (self->phone);
  g_autofree char *email = salon_text_clean (self->email);
  g_autofree char *e164 = NULL;
  if (*name == '\0')
    problems |= SALON_BOOKING_PROBLEM_NAME_MISSING;
  if (*phone != '\0' && !salon_phone_parse (phone, &e164, NULL))
    problems |= SALON_BOOKING_PROBLEM_PHONE_NOT_UNDERSTOOD;
  if (*email != '\0' && !salon_text_is_email (email))
    problems |= SALON_BOOKING_PROBLEM_EMAIL_NOT_UNDERSTOOD;
  return problems;
}

static SalonBookingProblem
find_slot_problems (SalonBookingForm *self)
{
  if (!salon_booking_form_needs_slot (self))
    return SALON_BOOKING_PROBLEM_NONE;
  switch (self->slot_state)
    {
    case SALON_SLOT_FREE:
      return SALON_BOOKING_PROBLEM_NONE;
    case SALON_SLOT_TAKEN:
      return SALON_BOOKING_PROBLEM_SLOT_TAKEN;
    case SALON_SLOT_PAST:
      return self->forced ? SALON_BOOKING_PROBLEM_NONE : SALON_BOOKING_PROBLEM_SLOT_NOT_OFFERED;
    case SALON_SLOT_CLOSED:
    case SALON_SLOT_TOO_LONG:
      break;
    }
  if (!self->forced)
    return SALON_BOOKING_PROBLEM_SLOT_NOT_OFFERED;
  g_autofree char *reason = salon_text_clean (self->forced_reason);
  return *reason != '\0' ? SALON_BOOKING_PROBLEM_NONE : SALON_BOOKING_PROBLEM_REASON_MISSING;
}

SalonWish *
salon_booking_form_get_wish (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), NULL);
  return self->wish;
}

void
salon_booking_form_set_wish (SalonBookingForm *self, SalonWish *wish)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_set_object (&self->wish, wish);
}

SalonBookingProblem
salon_booking_form_get_problems (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), SALON_BOOKING_PROBLEM_CLIENT_MISSING);

  SalonBookingProblem problems = find_client_problems (self);
  int duration = salon_booking_form_get_duration (self);

  if (self->lines->len == 0)
    problems |= SALON_BOOKING_PROBLEM_SERVICE_MISSING;
  else if (duration < SHORTEST_MINUTES || duration > SALON_DAY_MINUTES)
    problems |= SALON_BOOKING_PROBLEM_LENGTH_OUT_OF_RANGE;
  if (self->day == SALON_DAY_NONE)
    problems |= SALON_BOOKING_PROBLEM_DAY_MISSING;
  if (self->minute == SALON_BOOKING_FORM_NOT_CHOSEN)
    problems |= SALON_BOOKING_PROBLEM_TIME_MISSING;
  if (self->day != SALON_DAY_NONE && self->minute != SALON_BOOKING_FORM_NOT_CHOSEN)
    problems |= find_slot_problems (self);
  return problems;
}
