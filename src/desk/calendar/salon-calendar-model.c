/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-calendar-model.h"

#include "common/salon-words.h"

struct _SalonCalendarModel
{
  GObject parent_instance;

  SalonSession *session;
  SalonDay from;
  SalonDay to;
  GPtrArray *bookings; /* SalonBooking */
  char *error_message; /* nullable */
};

enum
{
  PROP_ERROR_MESSAGE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return SALON_TYPE_BOOKING;
}

static guint
get_n_items (GListModel *model)
{
  return SALON_CALENDAR_MODEL (model)->bookings->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SalonCalendarModel *self = SALON_CALENDAR_MODEL (model);

  if (position >= self->bookings->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->bookings, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonCalendarModel,
                               salon_calendar_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static gboolean
line_equals (const SalonBookingLine *a, const SalonBookingLine *b)
{
  return g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->service_id, b->service_id) == 0
         && g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->category, b->category) == 0
         && a->duration_minutes == b->duration_minutes && a->buffer_minutes == b->buffer_minutes
         && a->buffer_before_minutes == b->buffer_before_minutes
         && a->price_cents == b->price_cents;
}

static gboolean
texts_equal (const SalonBookingFields *a, const SalonBookingFields *b)
{
  return g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->staff_id, b->staff_id) == 0
         && g_strcmp0 (a->client_id, b->client_id) == 0
         && g_strcmp0 (a->client_name, b->client_name) == 0
         && g_strcmp0 (a->client_email, b->client_email) == 0
         && g_strcmp0 (a->client_phone, b->client_phone) == 0
         && g_strcmp0 (a->client_allergies, b->client_allergies) == 0
         && g_strcmp0 (a->payment_status, b->payment_status) == 0
         && g_strcmp0 (a->notes, b->notes) == 0
         && g_strcmp0 (a->cancellation_reason, b->cancellation_reason) == 0
         && g_strcmp0 (a->forced_reason, b->forced_reason) == 0
         && g_strcmp0 (a->series_id, b->series_id) == 0;
}

/* With what is not stored with it too (colour, allergies): what shows it depends on those. */
static gboolean
booking_equals (SalonBooking *first, SalonBooking *second)
{
  const SalonBookingFields *a = salon_booking_get_fields (first);
  const SalonBookingFields *b = salon_booking_get_fields (second);

  if (a->day != b->day || a->minute != b->minute || a->duration_minutes != b->duration_minutes
      || a->buffer_minutes != b->buffer_minutes || a->price_cents != b->price_cents
      || a->status != b->status || a->cancelled_at != b->cancelled_at
      || a->hold_expires_at != b->hold_expires_at || a->created_at != b->created_at
      || a->buffer_before_minutes != b->buffer_before_minutes
      || a->double_booked != b->double_booked || a->n_lines != b->n_lines || !texts_equal (a, b))
    return FALSE;
  for (gsize i = 0; i < a->n_lines; i++)
    if (!line_equals (&a->lines[i], &b->lines[i]))
      return FALSE;
  return TRUE;
}

/* Puts the objects we have in the place of equal new ones. */
static void
keep_unchanged (GPtrArray *before, GPtrArray *after)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < before->len; i++)
    {
      SalonBooking *booking = g_ptr_array_index (before, i);
      g_hash_table_insert (by_id, (gpointer) salon_booking_get_fields (booking)->id, booking);
    }
  for (guint i = 0; i < after->len; i++)
    {
      SalonBooking *booking = g_ptr_array_index (after, i);
      SalonBooking *known = g_hash_table_lookup (by_id, salon_booking_get_fields (booking)->id);
      if (known != NULL && booking_equals (known, booking))
        {
          g_ptr_array_index (after, i) = g_object_ref (known);
          g_object_unref (booking);
        }
    }
}

static void
replace_bookings (SalonCalendarModel *self, GPtrArray *bookings)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->bookings);
  guint head = 0;
  guint tail = 0;

  keep_unchanged (before, bookings);
  self->bookings = g_ptr_array_ref (bookings);
  while (head < MIN (before->len, bookings->len)
         && g_ptr_array_index (before, head) == g_ptr_array_index (bookings, head))
    head++;
  while (tail < MIN (before->len, bookings->len) - head
         && g_ptr_array_index (before, before->len - tail - 1)
              == g_ptr_array_index (bookings, bookings->len - tail - 1))
    tail++;
  if (before->len - head - tail > 0 || bookings->len - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, before->len - head - tail,
                                bookings->len - head - tail);
}

static void
set_error_message (SalonCalendarModel *self, const char *message)
{
  if (g_set_str (&self->error_message, message))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_MESSAGE]);
}

void
salon_calendar_model_reload (SalonCalendarModel *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bookings = NULL;
  SalonReader *reader = salon_session_get_reader (self->session);

  g_return_if_fail (SALON_IS_CALENDAR_MODEL (self));

  if (self->from < self->to && reader != NULL)
    bookings =
      salon_reader_list_bookings (reader, self->from, self->to, SALON_BOOKINGS_ALL, &error);
  if (bookings == NULL)
    bookings = g_ptr_array_new_with_free_func (g_object_unref);
  replace_bookings (self, bookings);
  if (error != NULL)
    {
      g_autofree char *words = salon_words_for_error (error);
      set_error_message (self, words);
    }
  else
    set_error_message (self, NULL);
}

void
salon_calendar_model_set_range (SalonCalendarModel *self, SalonDay from, SalonDay to)
{
  g_return_if_fail (SALON_IS_CALENDAR_MODEL (self));
  g_return_if_fail (from <= to);

  if (self->from == from && self->to == to)
    return;
  self->from = from;
  self->to = to;
  salon_calendar_model_reload (self);
}

const char *
salon_calendar_model_get_error_message (SalonCalendarModel *self)
{
  g_return_val_if_fail (SALON_IS_CALENDAR_MODEL (self), NULL);
  return self->error_message;
}

static void
salon_calendar_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SalonCalendarModel *self = SALON_CALENDAR_MODEL (object);

  switch (id)
    {
    case PROP_ERROR_MESSAGE:
      g_value_set_string (value, self->error_message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
salon_calendar_model_dispose (GObject *object)
{
  SalonCalendarModel *self = SALON_CALENDAR_MODEL (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_calendar_model_parent_class)->dispose (object);
}

static void
salon_calendar_model_finalize (GObject *object)
{
  SalonCalendarModel *self = SALON_CALENDAR_MODEL (object);

  g_clear_pointer (&self->bookings, g_ptr_array_unref);
  g_clear_pointer (&self->error_message, g_free);
  G_OBJECT_CLASS (salon_calendar_model_parent_class)->finalize (object);
}

static void
salon_calendar_model_class_init (SalonCalendarModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = salon_calendar_model_get_property;
  object_class->dispose = salon_calendar_model_dispose;
  object_class->finalize = salon_calendar_model_finalize;

  properties[PROP_ERROR_MESSAGE] =
    g_param_spec_string ("error-message", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
salon_calendar_model_init (SalonCalendarModel *self)
{
  self->bookings = g_ptr_array_new_with_free_func (g_object_unref);
}

SalonCalendarModel *
salon_calendar_model_new (SalonSession *session)
{
  SalonCalendarModel *self = g_object_new (SALON_TYPE_CALENDAR_MODEL, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (salon_calendar_model_reload), self,
                           G_CONNECT_SWAPPED);
  return self;
}
