/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the salon has decided about gift cards, and what follows for its sums. */
#include "salon-gift-card.h"

#include "salon-json.h"

#define VALIDITY_MONTHS 12
#define VALIDITY_MONTHS_MAX 120
#define SOON_MONTHS 3
#define OLD_MONTHS 12

static const char *const vat_wires[] = {
  [SALON_VAT_UNDECIDED] = NULL,
  [SALON_VAT_AT_SALE] = "sale",
  [SALON_VAT_AT_USE] = "use",
};

static const char *const vat_members[SALON_N_GIFT_CARD_KINDS] = {
  [SALON_GIFT_CARD_AMOUNT] = "vat_amount",
  [SALON_GIFT_CARD_SERVICE] = "vat_service",
};

static const char *
read_text (JsonObject *value, const char *name)
{
  return json_object_get_string_member_with_default (value, name, NULL);
}

static void
read_months (JsonObject *value, int *months)
{
  JsonNode *node = json_object_get_member (value, "validity_months");

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) >= 1
      && json_node_get_int (node) <= VALIDITY_MONTHS_MAX)
    *months = (int) json_node_get_int (node);
}

static SalonVatMoment
read_vat (JsonObject *value, const char *name)
{
  const char *text = read_text (value, name);

  for (gsize i = 0; i < G_N_ELEMENTS (vat_wires); i++)
    if (text != NULL && g_strcmp0 (vat_wires[i], text) == 0)
      return (SalonVatMoment) i;
  return SALON_VAT_UNDECIDED;
}

void
salon_gift_card_rules_read (SalonGiftCardRules *self, JsonNode *value)
{
  JsonObject *object = NULL;

  g_return_if_fail (self != NULL);

  *self =
    (SalonGiftCardRules) { .prefix = SALON_VOUCHER_PREFIX, .validity_months = VALIDITY_MONTHS };
  if (value == NULL || !JSON_NODE_HOLDS_OBJECT (value))
    return;
  object = json_node_get_object (value);
  if (salon_voucher_code_is_prefix (read_text (object, "prefix")))
    g_strlcpy (self->prefix, read_text (object, "prefix"), sizeof self->prefix);
  read_months (object, &self->validity_months);
  for (int kind = 0; kind < SALON_N_GIFT_CARD_KINDS; kind++)
    self->vat[kind] = read_vat (object, vat_members[kind]);
}

JsonNode *
salon_gift_card_rules_write (const SalonGiftCardRules *self, JsonNode *kept)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = kept != NULL && JSON_NODE_HOLDS_OBJECT (kept)
             ? salon_json_copy_object (json_node_get_object (kept))
             : json_object_new ();
  json_object_set_string_member (object, "prefix", self->prefix);
  json_object_set_int_member (object, "validity_months", self->validity_months);
  for (int kind = 0; kind < SALON_N_GIFT_CARD_KINDS; kind++)
    if (self->vat[kind] != SALON_VAT_UNDECIDED)
      json_object_set_string_member (object, vat_members[kind], vat_wires[self->vat[kind]]);
    else if (json_object_has_member (object, vat_members[kind]))
      json_object_remove_member (object, vat_members[kind]);
  json_node_take_object (node, object);
  return node;
}

gboolean
salon_gift_card_rules_is_due (const SalonGiftCardRules *self,
                              SalonGiftCardKind kind,
                              gboolean is_use)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->vat[kind] == (is_use ? SALON_VAT_AT_USE : SALON_VAT_AT_SALE);
}

SalonDay
salon_gift_card_rules_get_expiry (const SalonGiftCardRules *self, SalonDay day)
{
  g_return_val_if_fail (self != NULL, day);
  return salon_day_add_months (day, self->validity_months);
}

/* --- Sums --- */

static gint64
minus (gint64 a, gint64 b)
{
  return salon_takings_sum (a, (gint64) (0 - (guint64) b));
}

gboolean
salon_gift_card_sums_get_taxable (const SalonGiftCardSums *self,
                                  const SalonGiftCardRules *rules,
                                  gint64 *cents)
{
  gint64 sum = 0;

  g_return_val_if_fail (self != NULL && rules != NULL && cents != NULL, FALSE);

  for (int kind = 0; kind < SALON_N_GIFT_CARD_KINDS; kind++)
    switch (rules->vat[kind])
      {
      case SALON_VAT_AT_SALE:
        sum = salon_takings_sum (sum, minus (self->sold_cents[kind], self->refunded_cents[kind]));
        break;
      case SALON_VAT_AT_USE:
        sum = salon_takings_sum (sum, self->used_cents[kind]);
        break;
      case SALON_VAT_UNDECIDED:
        if (self->sold_cents[kind] != 0 || self->used_cents[kind] != 0
            || self->refunded_cents[kind] != 0)
          return FALSE;
        break;
      }
  *cents = sum;
  return TRUE;
}

static void
add (gint64 *cents, int *n, gint64 balance)
{
  *cents = salon_takings_sum (*cents, balance);
  (*n)++;
}

void
salon_gift_cards_owed_add (SalonGiftCardsOwed *self, SalonGiftCard *card, SalonDay today)
{
  const SalonGiftCardFields *fields = NULL;
  gint64 balance = 0;

  g_return_if_fail (self != NULL && SALON_IS_GIFT_CARD (card));

  fields = salon_gift_card_get_fields (card);
  balance = salon_gift_card_get_balance (card);
  if (balance <= 0)
    return;
  if (fields->expires_on < today)
    {
      if (!fields->is_complimentary)
        add (&self->expired_cents, &self->n_expired, balance);
      return;
    }
  if (fields->is_complimentary)
    {
      add (&self->given_cents, &self->n_given, balance);
      return;
    }
  add (&self->owed_cents, &self->n_owed, balance);
  if (fields->expires_on < salon_day_add_months (today, SOON_MONTHS))
    add (&self->soon_cents, &self->n_soon, balance);
  if (fields->purchased_on < salon_day_add_months (today, -OLD_MONTHS))
    add (&self->old_cents, &self->n_old, balance);
}
