/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-carrier.h"

/* How long it takes until what has arrived can be found there. */
#define WRITING_SECONDS 60
#define BUSY_SECONDS 30

static void provider_init (SalonMessageProviderInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FakeCarrier,
                               fake_carrier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_MESSAGE_PROVIDER, provider_init))

static void
arrival_free (FakeArrival *self)
{
  g_free (self->id);
  g_free (self->recipient);
  g_free (self->subject);
  g_free (self->text);
  g_free (self);
}

guint
fake_carrier_count (FakeCarrier *self, const char *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, id));
}

const FakeArrival *
fake_carrier_get (FakeCarrier *self, guint n)
{
  g_assert_cmpuint (n, <, self->arrivals->len);
  return self->arrivals->pdata[n];
}

static void
take (FakeCarrier *self, const SalonOutgoing *outgoing)
{
  FakeArrival *arrival = g_new0 (FakeArrival, 1);

  arrival->id = g_strdup (outgoing->operation_id);
  arrival->recipient = g_strdup (outgoing->recipient);
  arrival->subject = g_strdup (outgoing->subject);
  arrival->text = g_strdup (outgoing->text);
  arrival->at = outgoing->now;
  arrival->expires_at = outgoing->expires_at;
  arrival->paper_bytes = outgoing->paper != NULL ? g_bytes_get_size (outgoing->paper) : 0;
  g_ptr_array_add (self->arrivals, arrival);
  g_hash_table_insert (self->counts, g_strdup (arrival->id),
                       GUINT_TO_POINTER (fake_carrier_count (self, arrival->id) + 1));
}

static SalonDelivery *
answer_sent (const char *id)
{
  SalonDelivery *delivery = salon_delivery_new (SALON_DELIVERY_SENT, SALON_DELIVERY_FINE);

  delivery->provider_id = g_strconcat ("fake-", id, NULL);
  return delivery;
}

static SalonDelivery *
fake_carrier_send (SalonMessageProvider *provider,
                   const SalonOutgoing *outgoing,
                   GCancellable *cancellable)
{
  FakeCarrier *self = FAKE_CARRIER (provider);
  SalonDelivery *delivery = NULL;
  FakeMood mood = self->mood;

  self->n_asked++;
  if (self->choose != NULL)
    mood = self->choose (self, outgoing, self->choose_data);
  if (mood == FAKE_FINE || mood == FAKE_DROPPED)
    take (self, outgoing);
  switch (mood)
    {
    case FAKE_FINE:
      return answer_sent (outgoing->operation_id);
    case FAKE_DROPPED:
    case FAKE_LOST:
      return salon_delivery_new (SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER);
    case FAKE_BUSY:
      delivery = salon_delivery_new (SALON_DELIVERY_LATER, SALON_DELIVERY_BUSY);
      delivery->retry_seconds = BUSY_SECONDS;
      return delivery;
    case FAKE_DOWN:
      return salon_delivery_new (SALON_DELIVERY_LATER, SALON_DELIVERY_UNREACHABLE);
    case FAKE_REFUSED:
      return salon_delivery_new (SALON_DELIVERY_REFUSED, SALON_DELIVERY_RECIPIENT);
    case FAKE_BROKE:
      return salon_delivery_new (SALON_DELIVERY_REFUSED, SALON_DELIVERY_CREDITS);
    }
  g_assert_not_reached ();
}

static SalonDelivery *
fake_carrier_look_up (SalonMessageProvider *provider,
                      const char *operation_id,
                      gint64 asked_at,
                      gint64 now,
                      GCancellable *cancellable)
{
  FakeCarrier *self = FAKE_CARRIER (provider);

  self->n_looked_up++;
  if (self->is_mail)
    return salon_delivery_new (SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER);
  if (now < asked_at + WRITING_SECONDS)
    return salon_delivery_new (SALON_DELIVERY_LATER, SALON_DELIVERY_NO_ANSWER);
  if (fake_carrier_count (self, operation_id) > 0)
    return answer_sent (operation_id);
  return salon_delivery_new (SALON_DELIVERY_ABSENT, SALON_DELIVERY_FINE);
}

static void
fake_carrier_check (SalonMessageProvider *provider,
                    const char *sender,
                    gint64 now,
                    SalonMessageCheck *check,
                    GCancellable *cancellable)
{
  check->credits = -1;
}

static void
provider_init (SalonMessageProviderInterface *iface)
{
  iface->send = fake_carrier_send;
  iface->look_up = fake_carrier_look_up;
  iface->check = fake_carrier_check;
}

FakeCarrier *
fake_carrier_new (gboolean is_mail)
{
  FakeCarrier *self = g_object_new (TYPE_FAKE_CARRIER, NULL);

  self->is_mail = is_mail;
  return self;
}

static void
fake_carrier_finalize (GObject *object)
{
  FakeCarrier *self = FAKE_CARRIER (object);

  g_ptr_array_unref (self->arrivals);
  g_hash_table_unref (self->counts);
  G_OBJECT_CLASS (fake_carrier_parent_class)->finalize (object);
}

static void
fake_carrier_class_init (FakeCarrierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_carrier_finalize;
}

static void
fake_carrier_init (FakeCarrier *self)
{
  self->arrivals = g_ptr_array_new_with_free_func ((GDestroyNotify) arrival_free);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
