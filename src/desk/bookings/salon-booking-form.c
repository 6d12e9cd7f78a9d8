/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header for what a form is. Inside: `lines` is a GArray of SalonBookingLine whose strings
 * are owned by the form. `own_duration` 0 and `own_price` -1 mean "the sum of the lines".
 *
 * A setter that changes nothing emits nothing: widgets may write back what they were just told.
 */
#include "salon-booking-form.h"

#include "core/salon-phone.h"
#include "core/salon-text.h"
#include "store/salon-id.h"

#include <glib/gi18n-lib.h>

#define SHORTEST_MINUTES 5
#define NOT_CHOSEN (-1)
#define SUM_OF_LINES (-1)

struct _SalonBookingForm
{
  GObject parent_instance;

  SalonBooking *booking;
  char *id;
  char *new_client_id;
  char *staff_id;
  gboolean dirty;

  SalonBookingClientKind client_kind;
  SalonClient *client;
  SalonWish *wish; /* nullable */
  char *name;
  char *phone;
  char *email;

  GArray *lines;
  int own_duration;
  int wished_duration;
  gint64 own_price;

  SalonDay day;
  int minute;
  SalonSlotState slot_state;
  gboolean forced;
  char *forced_reason;

  char *notes;
  SalonBookingStatus status;
  char *payment_status;
};

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
  self->own_price = SUM_OF_LINES;
  self->day = SALON_DAY_NONE;
  self->minute = NOT_CHOSEN;
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
append_line (SalonBookingForm *self, const SalonBookingLine *line, const char *id)
{
  SalonBookingLine copy = *line;
  copy.id = g_strdup (id);
  copy.service_id = g_strdup (line->service_id);
  copy.name = g_strdup (line->name);
  copy.category = g_strdup (line->category);
  g_array_append_val (self->lines, copy);
}

static int
sum_durations (SalonBookingForm *self)
{
  int sum = 0;
  for (guint i = 0; i < self->lines->len; i++)
    sum += g_array_index (self->lines, SalonBookingLine, i).duration_minutes;
  return sum;
}

static gint64
sum_prices (SalonBookingForm *self)
{
  gint64 sum = 0;
  for (guint i = 0; i < self->lines->len; i++)
    sum += g_array_index (self->lines, SalonBookingLine, i).price_cents;
  return sum;
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
    append_line (self, &fields->lines[i], fields->lines[i].id);
  if (fields->duration_minutes != sum_durations (self))
    self->own_duration = fields->duration_minutes;
  if (fields->price_cents != sum_prices (self))
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
        append_line (again, line, id);
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
  g_return_if_fail (minute >= NOT_CHOSEN && minute < SALON_DAY_MINUTES);
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

static void
emit_changed (SalonBookingForm *self, const char *part)
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

/* Who */

SalonBookingClientKind
salon_booking_form_get_client_kind (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), SALON_BOOKING_CLIENT_NONE);
  return self->client_kind;
}

SalonClient *
salon_booking_form_get_client (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), NULL);
  return self->client;
}

static void
set_who (SalonBookingForm *self,
         SalonBookingClientKind kind,
         SalonClient *client,
         const char *name,
         const char *phone,
         const char *email)
{
  gboolean changed = self->client_kind != kind;
  self->client_kind = kind;
  changed |= g_set_object (&self->client, client);
  changed |= g_set_str (&self->name, name);
  changed |= g_set_str (&self->phone, phone);
  changed |= g_set_str (&self->email, email);
  if (changed)
    emit_changed (self, "client");
}

void
salon_booking_form_clear_client (SalonBookingForm *self)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  set_who (self, SALON_BOOKING_CLIENT_NONE, NULL, "", "", "");
}

void
salon_booking_form_set_client (SalonBookingForm *self, SalonClient *client)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (SALON_IS_CLIENT (client));
  set_who (self, SALON_BOOKING_CLIENT_EXISTING, client, "", "", "");
}

void
salon_booking_form_set_new_client (SalonBookingForm *self,
                                   const char *name,
                                   const char *phone,
                                   const char *email)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (name != NULL && phone != NULL && email != NULL);
  set_who (self, SALON_BOOKING_CLIENT_NEW, NULL, name, phone, email);
}

void
salon_booking_form_set_walk_in (SalonBookingForm *self, const char *name)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (name != NULL);

  /* A web booking's phone and mail stay with it while only the name is corrected. */
  gboolean stays = self->client_kind == SALON_BOOKING_CLIENT_WALK_IN;
  g_autofree char *phone = g_strdup (stays ? self->phone : "");
  g_autofree char *email = g_strdup (stays ? self->email : "");
  set_who (self, SALON_BOOKING_CLIENT_WALK_IN, NULL, name, phone, email);
}

const char *
salon_booking_form_get_name (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), "");
  return self->name;
}

const char *
salon_booking_form_get_phone (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), "");
  return self->phone;
}

const char *
salon_booking_form_get_email (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), "");
  return self->email;
}

char *
salon_booking_form_dup_display_name (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), NULL);

  if (self->client != NULL)
    return g_strdup (salon_client_get_fields (self->client)->name);
  g_autofree char *name = salon_text_clean (self->name);
  return *name != '\0' ? g_steal_pointer (&name) : g_strdup (_ ("Walk-in"));
}

/* What */

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
  append_line (self, &line, id);
  emit_changed (self, "services");
}

void
salon_booking_form_remove_line (SalonBookingForm *self, gsize index)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (index < self->lines->len);
  g_array_remove_index (self->lines, (guint) index);
  emit_changed (self, "services");
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
  emit_changed (self, "services");
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
  emit_changed (self, "services");
}

int
salon_booking_form_get_duration (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), 0);
  if (self->own_duration > 0)
    return self->own_duration;
  return self->lines->len > 0 ? sum_durations (self) : self->wished_duration;
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
  emit_changed (self, "services");
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
  return self->own_price != SUM_OF_LINES ? self->own_price : sum_prices (self);
}

gboolean
salon_booking_form_has_own_price (SalonBookingForm *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), FALSE);
  return self->own_price != SUM_OF_LINES;
}

void
salon_booking_form_set_price (SalonBookingForm *self, gint64 price_cents)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (price_cents >= SUM_OF_LINES);
  if (self->own_price == price_cents)
    return;
  self->own_price = price_cents;
  emit_changed (self, "services");
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
  g_return_val_if_fail (SALON_IS_BOOKING_FORM (self), NOT_CHOSEN);
  return self->minute;
}

void
salon_booking_form_set_start (SalonBookingForm *self, SalonDay day, int minute)
{
  g_return_if_fail (SALON_IS_BOOKING_FORM (self));
  g_return_if_fail (minute >= NOT_CHOSEN && minute < SALON_DAY_MINUTES);
  if (self->day == day && self->minute == minute)
    return;
  self->day = day;
  self->minute = minute;
  emit_changed (self, "when");
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
    emit_changed (self, "state");
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
    emit_changed (self, "state");
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
  emit_changed (self, "state");
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
    emit_changed (self, "state");
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
  if (self->minute == NOT_CHOSEN)
    problems |= SALON_BOOKING_PROBLEM_TIME_MISSING;
  if (self->day != SALON_DAY_NONE && self->minute != NOT_CHOSEN)
    problems |= find_slot_problems (self);
  return problems;
}
