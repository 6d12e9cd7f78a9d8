/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-payment.h"

#include "salon-error.h"
#include "salon-money.h"
#include "salon-record.h"

struct _SalonPayment
{
  GObject parent_instance;
  SalonPaymentFields fields; /* its texts lie in `texts` */
  char *texts;
};

G_DEFINE_FINAL_TYPE (SalonPayment, salon_payment, G_TYPE_OBJECT)

#define FIELD(column, type, member)                                                                \
  { column, SALON_FIELD_##type, G_STRUCT_OFFSET (SalonPaymentFields, member) }

static const SalonField stored[] = {
  FIELD ("id", TEXT, id),
  FIELD ("booking_id", TEXT, booking_id),
  FIELD ("gift_card_id", TEXT, gift_card_id),
  FIELD ("amount", CENTS, amount_cents),
  FIELD ("payment_method", TEXT, method),
  FIELD ("status", TEXT, status),
  FIELD ("created_at", INSTANT, created_at),
  FIELD ("reverses", TEXT, reverses),
};

/* Columns that the desk has nothing to write into. */
static const char *const unused[] = { "payment_provider", "provider_payment_id" };

static const char *const means_wires[SALON_N_MEANS] = {
  [SALON_MEANS_CASH] = "cash",           [SALON_MEANS_CARD] = "card",
  [SALON_MEANS_CHEQUE] = "cheque",       [SALON_MEANS_TRANSFER] = "transfer",
  [SALON_MEANS_GIFT_CARD] = "gift_card", [SALON_MEANS_OTHER] = "other",
};

static const char *const deposit_wires[] = {
  [SALON_DEPOSIT_NONE] = NULL,
  [SALON_DEPOSIT_ARRHES] = "arrhes",
  [SALON_DEPOSIT_ACOMPTE] = "acompte",
};

static const char *const reversal_wires[] = {
  [SALON_REVERSAL_NONE] = NULL,
  [SALON_REVERSAL_MISTAKE] = "mistake",
  [SALON_REVERSAL_REFUND] = "refund",
};

static int
find_wire (const char *const *wires, int n_wires, const char *wire, int otherwise)
{
  for (int i = 0; i < n_wires; i++)
    if (wire != NULL && g_strcmp0 (wires[i], wire) == 0)
      return i;
  return otherwise;
}

const char *
salon_means_to_wire (SalonMeans means)
{
  g_return_val_if_fail ((guint) means < SALON_N_MEANS, NULL);
  return means_wires[means];
}

SalonMeans
salon_means_from_wire (const char *wire)
{
  return (SalonMeans) find_wire (means_wires, SALON_N_MEANS, wire, SALON_MEANS_OTHER);
}

const char *
salon_deposit_to_wire (SalonDeposit deposit)
{
  g_return_val_if_fail ((guint) deposit < G_N_ELEMENTS (deposit_wires), NULL);
  return deposit_wires[deposit];
}

SalonDeposit
salon_deposit_from_wire (const char *wire)
{
  return (SalonDeposit) find_wire (deposit_wires, G_N_ELEMENTS (deposit_wires), wire,
                                   SALON_DEPOSIT_NONE);
}

static void
salon_payment_finalize (GObject *object)
{
  SalonPayment *self = SALON_PAYMENT (object);

  g_free (self->texts);
  G_OBJECT_CLASS (salon_payment_parent_class)->finalize (object);
}

static void
salon_payment_class_init (SalonPaymentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_payment_finalize;
}

static void
salon_payment_init (SalonPayment *self)
{
}

SalonPayment *
salon_payment_new (const SalonPaymentFields *fields)
{
  SalonPayment *self = NULL;

  g_return_val_if_fail (fields != NULL, NULL);

  self = g_object_new (SALON_TYPE_PAYMENT, NULL);
  self->fields = *fields;
  self->texts = g_malloc (salon_record_measure (stored, G_N_ELEMENTS (stored), fields));
  salon_record_pack (stored, G_N_ELEMENTS (stored), &self->fields, self->texts);
  return self;
}

const SalonPaymentFields *
salon_payment_get_fields (SalonPayment *self)
{
  g_return_val_if_fail (SALON_IS_PAYMENT (self), NULL);
  return &self->fields;
}

SalonMeans
salon_payment_get_means (SalonPayment *self)
{
  g_return_val_if_fail (SALON_IS_PAYMENT (self), SALON_MEANS_OTHER);
  return salon_means_from_wire (self->fields.method);
}

JsonObject *
salon_payment_make_metadata (SalonPayment *self)
{
  g_autoptr (JsonObject) metadata = NULL;

  g_return_val_if_fail (SALON_IS_PAYMENT (self), NULL);

  metadata = json_object_new ();
  if (self->fields.deposit != SALON_DEPOSIT_NONE)
    json_object_set_string_member (metadata, "deposit", deposit_wires[self->fields.deposit]);
  if (self->fields.tendered_cents > 0)
    {
      g_autofree char *tendered = salon_money_to_wire (self->fields.tendered_cents);

      json_object_set_string_member (metadata, "tendered", tendered);
    }
  if (self->fields.reversal != SALON_REVERSAL_NONE)
    json_object_set_string_member (metadata, "reversal", reversal_wires[self->fields.reversal]);
  return json_object_get_size (metadata) > 0 ? g_steal_pointer (&metadata) : NULL;
}

/* Other programs write what they like into it. */
static const char *
read_text (JsonObject *metadata, const char *name)
{
  JsonNode *node = metadata != NULL ? json_object_get_member (metadata, name) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

void
salon_payment_fields_read_metadata (SalonPaymentFields *fields, JsonObject *metadata)
{
  const char *tendered = NULL;

  g_return_if_fail (fields != NULL);

  tendered = read_text (metadata, "tendered");
  fields->deposit = salon_deposit_from_wire (read_text (metadata, "deposit"));
  fields->reversal =
    (SalonReversal) find_wire (reversal_wires, G_N_ELEMENTS (reversal_wires),
                               read_text (metadata, "reversal"), SALON_REVERSAL_NONE);
  if (tendered != NULL)
    salon_money_from_wire (tendered, &fields->tendered_cents, NULL);
}

static JsonObject *
salon_payment_to_row (SalonPayment *self)
{
  JsonObject *row = json_object_new ();
  JsonObject *metadata = salon_payment_make_metadata (self);

  salon_record_write (stored, G_N_ELEMENTS (stored), &self->fields, row);
  for (gsize i = 0; i < G_N_ELEMENTS (unused); i++)
    json_object_set_null_member (row, unused[i]);
  if (metadata != NULL)
    json_object_set_object_member (row, "metadata", metadata);
  else
    json_object_set_null_member (row, "metadata");
  return row;
}

void
salon_payment_add_insert (SalonPayment *self, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) row = NULL;

  g_return_if_fail (SALON_IS_PAYMENT (self) && builder != NULL);

  row = salon_payment_to_row (self);
  salon_change_builder_insert (builder, "payments", row);
}

SalonPayment *
salon_payment_reverse (SalonPayment *self, SalonReversal reversal, const char *id, gint64 now)
{
  SalonPaymentFields fields;

  g_return_val_if_fail (SALON_IS_PAYMENT (self) && id != NULL, NULL);

  fields = self->fields;
  fields.id = id;
  fields.amount_cents = -self->fields.amount_cents;
  fields.status = "completed";
  fields.tendered_cents = 0;
  fields.reversal = reversal;
  fields.created_at = now;
  fields.reverses = self->fields.id;
  return salon_payment_new (&fields);
}

gint64
salon_payment_get_change (gint64 amount_cents, gint64 tendered_cents)
{
  return tendered_cents >= amount_cents ? tendered_cents - amount_cents : -1;
}

gboolean
salon_payments_is_reversed (GPtrArray *payments, SalonPayment *payment)
{
  g_return_val_if_fail (payments != NULL && SALON_IS_PAYMENT (payment), FALSE);

  for (guint i = 0; i < payments->len; i++)
    {
      SalonPayment *other = g_ptr_array_index (payments, i);

      if (g_strcmp0 (other->fields.reverses, payment->fields.id) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
salon_payments_counts (GPtrArray *payments, SalonPayment *payment)
{
  g_return_val_if_fail (SALON_IS_PAYMENT (payment), FALSE);

  if (g_strcmp0 (payment->fields.status, "completed") == 0)
    return TRUE;
  return g_strcmp0 (payment->fields.status, "refunded") == 0
         && salon_payments_is_reversed (payments, payment);
}

gboolean
salon_payments_can_correct (GPtrArray *payments, SalonPayment *payment)
{
  g_return_val_if_fail (SALON_IS_PAYMENT (payment), FALSE);

  return g_strcmp0 (payment->fields.status, "completed") == 0 && payment->fields.amount_cents > 0
         && !salon_payments_is_reversed (payments, payment);
}

gint64
salon_payments_get_left (GPtrArray *payments, SalonPayment *payment)
{
  gint64 left = 0;

  g_return_val_if_fail (payments != NULL && SALON_IS_PAYMENT (payment), 0);

  left = payment->fields.amount_cents;
  for (guint i = 0; i < payments->len; i++)
    {
      SalonPayment *other = g_ptr_array_index (payments, i);

      if (g_strcmp0 (other->fields.reverses, payment->fields.id) == 0)
        left = salon_takings_sum (left, other->fields.amount_cents);
    }
  return MAX (left, 0);
}

gint64
salon_payments_sum (GPtrArray *payments)
{
  gint64 sum = 0;

  g_return_val_if_fail (payments != NULL, 0);

  for (guint i = 0; i < payments->len; i++)
    {
      SalonPayment *payment = g_ptr_array_index (payments, i);

      if (salon_payments_counts (payments, payment))
        sum = salon_takings_sum (sum, payment->fields.amount_cents);
    }
  return sum;
}

gint64
salon_payments_get_due (SalonBooking *booking, GPtrArray *payments)
{
  const SalonBookingFields *fields = NULL;

  g_return_val_if_fail (SALON_IS_BOOKING (booking) && payments != NULL, 0);

  fields = salon_booking_get_fields (booking);
  if (payments->len == 0 && g_strcmp0 (fields->payment_status, "fully_paid") == 0)
    return 0;
  return MAX (salon_takings_sum (fields->price_cents,
                                 (gint64) (0 - (guint64) salon_payments_sum (payments))),
              0);
}

static gboolean
has_refund (GPtrArray *payments)
{
  for (guint i = 0; i < payments->len; i++)
    {
      SalonPayment *payment = g_ptr_array_index (payments, i);

      if (payment->fields.reversal == SALON_REVERSAL_REFUND
          || g_strcmp0 (payment->fields.status, "refunded") == 0)
        return TRUE;
    }
  return FALSE;
}

const char *
salon_payments_derive_status (gint64 price_cents, GPtrArray *payments)
{
  gint64 paid = salon_payments_sum (payments);

  if (paid <= 0)
    return has_refund (payments) ? "refunded" : "pending";
  return paid >= price_cents ? "fully_paid" : "deposit_paid";
}

static gboolean
check_taken (SalonPayment *payment, GError **error)
{
  const SalonPaymentFields *fields = &payment->fields;

  if (fields->amount_cents <= 0)
    {
      g_set_error (error, SALON_ERROR, SALON_ERROR_OUT_OF_RANGE, "%s: not above zero",
                   fields->method);
      return FALSE;
    }
  if (fields->tendered_cents > 0
      && salon_payment_get_change (fields->amount_cents, fields->tendered_cents) < 0)
    {
      g_set_error (error, SALON_ERROR, SALON_ERROR_OUT_OF_RANGE, "%s: less was handed over",
                   fields->method);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_split (SalonBooking *booking, GPtrArray *before, GPtrArray *taken, GError **error)
{
  gint64 sum = 0;

  for (guint i = 0; i < taken->len; i++)
    {
      SalonPayment *payment = g_ptr_array_index (taken, i);

      if (!check_taken (payment, error))
        return FALSE;
      sum += payment->fields.amount_cents;
    }
  if (taken->len > 0 && sum <= salon_payments_get_due (booking, before))
    return TRUE;
  g_set_error_literal (error, SALON_ERROR, SALON_ERROR_OUT_OF_RANGE,
                       taken->len > 0 ? "more than is due" : "nothing is taken");
  return FALSE;
}

static SalonChange *
end_change (SalonBooking *booking, GPtrArray *before, GPtrArray *added, const char *label)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (SalonBooking) after = NULL;
  SalonBookingFields fields = *salon_booking_get_fields (booking);

  for (guint i = 0; i < added->len; i++)
    salon_payment_add_insert (g_ptr_array_index (added, i), builder);
  g_ptr_array_extend (all, before, NULL, NULL);
  g_ptr_array_extend (all, added, NULL, NULL);
  fields.payment_status = salon_payments_derive_status (fields.price_cents, all);
  after = salon_booking_new (&fields);
  salon_booking_add_update (booking, after, builder);
  return salon_change_builder_end (builder, label);
}

SalonChange *
salon_payments_take (SalonBooking *booking,
                     GPtrArray *before,
                     GPtrArray *taken,
                     const char *label,
                     GError **error)
{
  g_return_val_if_fail (SALON_IS_BOOKING (booking), NULL);
  g_return_val_if_fail (before != NULL && taken != NULL, NULL);

  if (!check_split (booking, before, taken, error))
    return NULL;
  return end_change (booking, before, taken, label);
}

SalonChange *
salon_payments_correct (SalonBooking *booking,
                        GPtrArray *before,
                        SalonPayment *wrong,
                        SalonReversal reversal,
                        const char *id,
                        gint64 now,
                        const char *label,
                        GError **error)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (SALON_IS_BOOKING (booking) && SALON_IS_PAYMENT (wrong), NULL);
  g_return_val_if_fail (before != NULL && id != NULL, NULL);

  if (!salon_payments_can_correct (before, wrong))
    {
      g_set_error (error, SALON_ERROR, SALON_ERROR_OUT_OF_RANGE, "%s: cannot be taken back",
                   wrong->fields.id);
      return NULL;
    }
  g_ptr_array_add (added, salon_payment_reverse (wrong, reversal, id, now));
  return end_change (booking, before, added, label);
}

gint64
salon_takings_sum (gint64 a_cents, gint64 b_cents)
{
  return (gint64) ((guint64) a_cents + (guint64) b_cents);
}

void
salon_takings_add (SalonTakings *self, SalonMeans means, gint64 amount_cents)
{
  g_return_if_fail (self != NULL && (guint) means < SALON_N_MEANS);

  self->cents[means] = salon_takings_sum (self->cents[means], amount_cents);
  self->total_cents = salon_takings_sum (self->total_cents, amount_cents);
  self->n_payments++;
}
