/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two values. What may be done with them is in salon-gift-card-changes.c. */
#include "salon-gift-card.h"

#include "salon-money.h"
#include "salon-record.h"

struct _SalonGiftCard
{
  GObject parent_instance;
  SalonGiftCardFields fields; /* its texts lie in `texts` */
  char *texts;
};

G_DEFINE_FINAL_TYPE (SalonGiftCard, salon_gift_card, G_TYPE_OBJECT)

#define FIELD(column, type, member)                                                                \
  { column, SALON_FIELD_##type, G_STRUCT_OFFSET (SalonGiftCardFields, member) }

static const SalonField stored[] = {
  FIELD ("id", TEXT, id),
  FIELD ("code", TEXT, code),
  FIELD ("service_id", TEXT, service_id),
  FIELD ("buyer_name", TEXT, buyer_name),
  FIELD ("buyer_email", TEXT, buyer_email),
  FIELD ("recipient_name", TEXT, recipient_name),
  FIELD ("recipient_email", TEXT, recipient_email),
  FIELD ("custom_message", TEXT, message),
  FIELD ("purchase_date", DAY, purchased_on),
  FIELD ("expiry_date", DAY, expires_on),
  FIELD ("pdf_url", TEXT, pdf_url),
  FIELD ("is_complimentary", BOOLEAN, is_complimentary),
  FIELD (NULL, TEXT, service_name),
};

static const char *const kind_wires[SALON_N_GIFT_CARD_KINDS] = {
  [SALON_GIFT_CARD_AMOUNT] = "amount",
  [SALON_GIFT_CARD_SERVICE] = "service",
};

const char *
salon_gift_card_kind_to_wire (SalonGiftCardKind kind)
{
  g_return_val_if_fail ((guint) kind < SALON_N_GIFT_CARD_KINDS, NULL);
  return kind_wires[kind];
}

SalonGiftCardKind
salon_gift_card_kind_from_wire (const char *wire)
{
  return g_strcmp0 (wire, kind_wires[SALON_GIFT_CARD_SERVICE]) == 0 ? SALON_GIFT_CARD_SERVICE
                                                                    : SALON_GIFT_CARD_AMOUNT;
}

static void
salon_gift_card_finalize (GObject *object)
{
  SalonGiftCard *self = SALON_GIFT_CARD (object);

  g_free (self->texts);
  G_OBJECT_CLASS (salon_gift_card_parent_class)->finalize (object);
}

static void
salon_gift_card_class_init (SalonGiftCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_gift_card_finalize;
}

static void
salon_gift_card_init (SalonGiftCard *self)
{
}

SalonGiftCard *
salon_gift_card_new (const SalonGiftCardFields *fields)
{
  SalonGiftCard *self = NULL;

  g_return_val_if_fail (fields != NULL, NULL);

  self = g_object_new (SALON_TYPE_GIFT_CARD, NULL);
  self->fields = *fields;
  self->texts = g_malloc (salon_record_measure (stored, G_N_ELEMENTS (stored), fields));
  salon_record_pack (stored, G_N_ELEMENTS (stored), &self->fields, self->texts);
  return self;
}

const SalonGiftCardFields *
salon_gift_card_get_fields (SalonGiftCard *self)
{
  g_return_val_if_fail (SALON_IS_GIFT_CARD (self), NULL);
  return &self->fields;
}

gint64
salon_gift_card_get_balance (SalonGiftCard *self)
{
  g_return_val_if_fail (SALON_IS_GIFT_CARD (self), 0);
  return self->fields.issued_cents - self->fields.used_cents - self->fields.voided_cents
         - self->fields.refunded_cents;
}

SalonGiftCardState
salon_gift_card_get_state (SalonGiftCard *self, SalonDay today)
{
  const SalonGiftCardFields *fields = NULL;

  g_return_val_if_fail (SALON_IS_GIFT_CARD (self), SALON_GIFT_CARD_VOID);

  fields = &self->fields;
  if (salon_gift_card_get_balance (self) > 0)
    return fields->expires_on < today ? SALON_GIFT_CARD_EXPIRED : SALON_GIFT_CARD_ACTIVE;
  if (fields->refunded_cents > 0)
    return SALON_GIFT_CARD_REFUNDED;
  if (fields->used_cents > 0 && fields->voided_cents == 0)
    return SALON_GIFT_CARD_USED;
  return SALON_GIFT_CARD_VOID;
}

static JsonObject *
salon_gift_card_to_row (SalonGiftCard *self)
{
  JsonObject *row = json_object_new ();

  salon_record_write (stored, G_N_ELEMENTS (stored), &self->fields, row);
  json_object_set_string_member (row, "type", kind_wires[self->fields.kind]);
  if (self->fields.amount_cents >= 0)
    {
      g_autofree char *amount = salon_money_to_wire (self->fields.amount_cents);

      json_object_set_string_member (row, "amount", amount);
    }
  else
    json_object_set_null_member (row, "amount");
  return row;
}

void
salon_gift_card_add_insert (SalonGiftCard *self, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) row = NULL;

  g_return_if_fail (SALON_IS_GIFT_CARD (self) && builder != NULL);

  row = salon_gift_card_to_row (self);
  salon_change_builder_insert (builder, "gift_cards", row);
}

gboolean
salon_gift_card_add_update (SalonGiftCard *before,
                            SalonGiftCard *after,
                            SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) old = NULL;
  g_autoptr (JsonObject) new = NULL;

  g_return_val_if_fail (SALON_IS_GIFT_CARD (before) && SALON_IS_GIFT_CARD (after), FALSE);
  g_return_val_if_fail (builder != NULL, FALSE);

  old = salon_gift_card_to_row (before);
  new = salon_gift_card_to_row (after);
  return salon_change_builder_update (builder, "gift_cards", old, new);
}

/* --- Movements --- */

struct _SalonGiftCardMovement
{
  GObject parent_instance;
  SalonMovementFields fields; /* its texts lie in `texts` */
  char *texts;
};

G_DEFINE_FINAL_TYPE (SalonGiftCardMovement, salon_gift_card_movement, G_TYPE_OBJECT)

#define MOVEMENT_FIELD(column, type, member)                                                       \
  { column, SALON_FIELD_##type, G_STRUCT_OFFSET (SalonMovementFields, member) }

static const SalonField movement_stored[] = {
  MOVEMENT_FIELD ("id", TEXT, id),
  MOVEMENT_FIELD ("card_id", TEXT, card_id),
  MOVEMENT_FIELD ("amount", CENTS, amount_cents),
  MOVEMENT_FIELD ("booking_id", TEXT, booking_id),
  MOVEMENT_FIELD ("note", TEXT, note),
  MOVEMENT_FIELD ("at", INSTANT, at),
  MOVEMENT_FIELD ("by", TEXT, by),
  MOVEMENT_FIELD ("reverses", TEXT, reverses),
};

static const char *const movement_wires[] = {
  [SALON_MOVEMENT_ISSUE] = "issue",   [SALON_MOVEMENT_DEBIT] = "debit",
  [SALON_MOVEMENT_CREDIT] = "credit", [SALON_MOVEMENT_EXTEND] = "extend",
  [SALON_MOVEMENT_VOID] = "void",     [SALON_MOVEMENT_REFUND] = "refund",
};

const char *
salon_movement_kind_to_wire (SalonMovementKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (movement_wires), NULL);
  return movement_wires[kind];
}

gboolean
salon_movement_kind_from_wire (const char *wire, SalonMovementKind *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (movement_wires); i++)
    if (g_strcmp0 (wire, movement_wires[i]) == 0)
      {
        *kind = (SalonMovementKind) i;
        return TRUE;
      }
  return FALSE;
}

static void
salon_gift_card_movement_finalize (GObject *object)
{
  SalonGiftCardMovement *self = SALON_GIFT_CARD_MOVEMENT (object);

  g_free (self->texts);
  G_OBJECT_CLASS (salon_gift_card_movement_parent_class)->finalize (object);
}

static void
salon_gift_card_movement_class_init (SalonGiftCardMovementClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_gift_card_movement_finalize;
}

static void
salon_gift_card_movement_init (SalonGiftCardMovement *self)
{
}

SalonGiftCardMovement *
salon_gift_card_movement_new (const SalonMovementFields *fields)
{
  SalonGiftCardMovement *self = NULL;

  g_return_val_if_fail (fields != NULL, NULL);

  self = g_object_new (SALON_TYPE_GIFT_CARD_MOVEMENT, NULL);
  self->fields = *fields;
  self->texts =
    g_malloc (salon_record_measure (movement_stored, G_N_ELEMENTS (movement_stored), fields));
  salon_record_pack (movement_stored, G_N_ELEMENTS (movement_stored), &self->fields, self->texts);
  return self;
}

const SalonMovementFields *
salon_gift_card_movement_get_fields (SalonGiftCardMovement *self)
{
  g_return_val_if_fail (SALON_IS_GIFT_CARD_MOVEMENT (self), NULL);
  return &self->fields;
}

void
salon_gift_card_movement_add_insert (SalonGiftCardMovement *self, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) row = NULL;

  g_return_if_fail (SALON_IS_GIFT_CARD_MOVEMENT (self) && builder != NULL);

  row = json_object_new ();
  salon_record_write (movement_stored, G_N_ELEMENTS (movement_stored), &self->fields, row);
  json_object_set_string_member (row, "kind", movement_wires[self->fields.kind]);
  if (self->fields.expires_on != SALON_DAY_NONE)
    {
      g_autofree char *date = salon_day_format (self->fields.expires_on);

      json_object_set_string_member (row, "expiry_date", date);
    }
  else
    json_object_set_null_member (row, "expiry_date");
  salon_change_builder_insert (builder, "gift_card_movements", row);
}

static SalonMovementKind
get_opposite (SalonMovementKind kind)
{
  switch (kind)
    {
    case SALON_MOVEMENT_ISSUE:
    case SALON_MOVEMENT_CREDIT:
      return SALON_MOVEMENT_VOID;
    case SALON_MOVEMENT_DEBIT:
    case SALON_MOVEMENT_VOID:
    case SALON_MOVEMENT_REFUND:
      return SALON_MOVEMENT_CREDIT;
    case SALON_MOVEMENT_EXTEND:
      return SALON_MOVEMENT_EXTEND;
    }
  g_return_val_if_reached (SALON_MOVEMENT_EXTEND);
}

SalonGiftCardMovement *
salon_gift_card_movement_reverse (SalonGiftCardMovement *first,
                                  gboolean back,
                                  const char *id,
                                  gint64 now,
                                  const char *by)
{
  SalonMovementFields fields;

  g_return_val_if_fail (SALON_IS_GIFT_CARD_MOVEMENT (first) && id != NULL, NULL);

  fields = first->fields;
  fields.id = id;
  fields.at = now;
  fields.by = by;
  fields.note = NULL;
  fields.reverses = first->fields.id;
  if (back)
    {
      fields.kind = get_opposite (fields.kind);
      fields.amount_cents = -fields.amount_cents;
    }
  return salon_gift_card_movement_new (&fields);
}
