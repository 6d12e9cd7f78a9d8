/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-bookings-model.h"

struct _SalonBookingsModel
{
  SalonPagedModel parent_instance;

  gint64 sum_cents;
};

G_DEFINE_FINAL_TYPE (SalonBookingsModel, salon_bookings_model, SALON_TYPE_PAGED_MODEL)

static gpointer
make_blank (void)
{
  const SalonBookingFields blank = {
    .id = "", .staff_id = "", .client_name = "", .payment_status = "pending"
  };

  return salon_booking_new (&blank);
}

static gboolean
is_same (gpointer before, gpointer after)
{
  const SalonBookingFields *a = salon_booking_get_fields (before);
  const SalonBookingFields *b = salon_booking_get_fields (after);

  if (!g_str_equal (a->id, b->id) || g_strcmp0 (a->client_allergies, b->client_allergies) != 0)
    return FALSE;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  return !salon_booking_add_update (before, after, builder);
}

static SalonBookingQuery *
copy_query (const SalonBookingQuery *query)
{
  SalonBookingQuery *copy = g_memdup2 (query, sizeof *query);

  copy->service_id = g_strdup (query->service_id);
  copy->text = g_strdup (query->text);
  return copy;
}

static void
free_query (gpointer data)
{
  SalonBookingQuery *query = data;

  g_free ((char *) query->service_id);
  g_free ((char *) query->text);
  g_free (query);
}

static GArray *
find (SalonStore *store, gconstpointer query, GError **error)
{
  return salon_booking_list_find (store, query, error);
}

static gpointer
sum (SalonStore *store, gconstpointer query, GError **error)
{
  g_autofree gint64 *cents = g_new0 (gint64, 1);

  return salon_booking_list_sum (store, query, cents, error) ? g_steal_pointer (&cents) : NULL;
}

static void
take_sum (SalonPagedModel *model, gconstpointer sum)
{
  const gint64 *cents = sum;

  SALON_BOOKINGS_MODEL (model)->sum_cents = *cents;
}

void
salon_bookings_model_ask (SalonBookingsModel *self, const SalonBookingQuery *query)
{
  g_return_if_fail (SALON_IS_BOOKINGS_MODEL (self));
  g_return_if_fail (query != NULL);

  self->sum_cents = -1;
  salon_paged_model_ask (SALON_PAGED_MODEL (self), copy_query (query), free_query);
}

gint64
salon_bookings_model_get_sum (SalonBookingsModel *self)
{
  g_return_val_if_fail (SALON_IS_BOOKINGS_MODEL (self), -1);
  return self->sum_cents;
}

static void
salon_bookings_model_class_init (SalonBookingsModelClass *klass)
{
  SalonPagedModelClass *paged_class = SALON_PAGED_MODEL_CLASS (klass);

  paged_class->item_type = SALON_TYPE_BOOKING;
  paged_class->make_blank = make_blank;
  paged_class->read_rows = salon_reader_list_bookings_in_rows;
  paged_class->is_same = is_same;
  paged_class->find = find;
  paged_class->sum = sum;
  paged_class->take_sum = take_sum;
}

static void
salon_bookings_model_init (SalonBookingsModel *self)
{
  self->sum_cents = -1;
}

SalonBookingsModel *
salon_bookings_model_new (SalonReader *reader, SalonWorker *worker)
{
  return salon_paged_model_new (SALON_TYPE_BOOKINGS_MODEL, reader, worker);
}
