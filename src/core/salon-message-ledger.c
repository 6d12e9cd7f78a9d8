/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doors of the interface, and the values that go through them. */
#include "salon-message-ledger.h"

G_DEFINE_INTERFACE (SalonMessageLedger, salon_message_ledger, G_TYPE_OBJECT)

static void
salon_message_ledger_default_init (SalonMessageLedgerInterface *iface)
{
}

SalonMessageMaterial *
salon_message_ledger_read (SalonMessageLedger *self, gint64 now, GError **error)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_LEDGER (self), NULL);

  return SALON_MESSAGE_LEDGER_GET_IFACE (self)->read (self, now, error);
}

gboolean
salon_message_ledger_claim (SalonMessageLedger *self,
                            const SalonMessageClaim *claim,
                            SalonMessageClaimResult *result,
                            GError **error)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_LEDGER (self), FALSE);
  g_return_val_if_fail (claim != NULL && result != NULL, FALSE);
  g_return_val_if_fail (claim->rows != NULL && claim->rows->len > 0, FALSE);
  g_return_val_if_fail (claim->claimant != NULL && claim->lease_seconds > 0, FALSE);

  *result = SALON_MESSAGE_CLAIM_TAKEN;
  return SALON_MESSAGE_LEDGER_GET_IFACE (self)->claim (self, claim, result, error);
}

gboolean
salon_message_ledger_settle (SalonMessageLedger *self,
                             const char *id,
                             const char *claimant,
                             gint64 now,
                             const SalonMessageOutcome *outcome,
                             gboolean *is_settled,
                             GError **error)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_LEDGER (self), FALSE);
  g_return_val_if_fail (id != NULL && claimant != NULL && is_settled != NULL, FALSE);
  g_return_val_if_fail (outcome != NULL && outcome->status != SALON_MESSAGE_SENDING, FALSE);

  *is_settled = FALSE;
  return SALON_MESSAGE_LEDGER_GET_IFACE (self)->settle (self, id, claimant, now, outcome,
                                                        is_settled, error);
}

gboolean
salon_message_ledger_drop (SalonMessageLedger *self,
                           const SalonMessageRow *row,
                           const char *reason,
                           gint64 now,
                           gboolean *is_dropped,
                           GError **error)
{
  g_return_val_if_fail (SALON_IS_MESSAGE_LEDGER (self), FALSE);
  g_return_val_if_fail (row != NULL && reason != NULL && is_dropped != NULL, FALSE);

  *is_dropped = FALSE;
  return SALON_MESSAGE_LEDGER_GET_IFACE (self)->drop (self, row, reason, now, is_dropped, error);
}

SalonMessageRow *
salon_message_row_copy (const SalonMessageRow *row)
{
  SalonMessageRow *copy;

  g_return_val_if_fail (row != NULL, NULL);

  copy = g_new (SalonMessageRow, 1);
  *copy = *row;
  copy->id = g_strdup (row->id);
  copy->booking_id = g_strdup (row->booking_id);
  copy->gift_card_id = g_strdup (row->gift_card_id);
  copy->recipient = g_strdup (row->recipient);
  copy->subject = g_strdup (row->subject);
  copy->content = g_strdup (row->content);
  copy->starts_at = g_strdup (row->starts_at);
  copy->provider_id = g_strdup (row->provider_id);
  copy->error_message = g_strdup (row->error_message);
  copy->part_of = g_strdup (row->part_of);
  return copy;
}

void
salon_message_row_free (SalonMessageRow *row)
{
  if (row == NULL)
    return;

  g_free (row->id);
  g_free (row->booking_id);
  g_free (row->gift_card_id);
  g_free (row->recipient);
  g_free (row->subject);
  g_free (row->content);
  g_free (row->starts_at);
  g_free (row->provider_id);
  g_free (row->error_message);
  g_free (row->part_of);
  g_free (row);
}

void
salon_message_booking_free (SalonMessageBooking *booking)
{
  if (booking == NULL)
    return;

  g_free (booking->id);
  g_free (booking->starts_at);
  g_free (booking->ends_at);
  g_free (booking->client_id);
  g_free (booking->name);
  g_free (booking->phone);
  g_free (booking->email);
  g_free (booking->language);
  g_strfreev (booking->services);
  g_free (booking);
}

void
salon_message_card_free (SalonMessageCard *card)
{
  if (card == NULL)
    return;

  g_free (card->id);
  g_free (card->code);
  g_free (card->service);
  g_free (card->buyer_name);
  g_free (card->buyer_email);
  g_free (card->recipient_name);
  g_free (card->recipient_email);
  g_free (card->custom_message);
  g_free (card->purchase_date);
  g_free (card->expiry_date);
  g_free (card);
}

SalonMessageMaterial *
salon_message_material_new (void)
{
  SalonMessageMaterial *material = g_new (SalonMessageMaterial, 1);

  material->bookings = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_message_booking_free);
  material->cards = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_message_card_free);
  material->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) salon_message_row_free);
  material->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  material->now = 0;
  return material;
}

void
salon_message_material_free (SalonMessageMaterial *material)
{
  if (material == NULL)
    return;

  g_ptr_array_unref (material->bookings);
  g_ptr_array_unref (material->cards);
  g_ptr_array_unref (material->rows);
  g_hash_table_unref (material->settings);
  g_free (material);
}

const SalonMessageBooking *
salon_message_material_find_booking (const SalonMessageMaterial *material, const char *id)
{
  g_return_val_if_fail (material != NULL && id != NULL, NULL);

  for (guint i = 0; i < material->bookings->len; i++)
    {
      const SalonMessageBooking *booking = material->bookings->pdata[i];

      if (g_str_equal (booking->id, id))
        return booking;
    }
  return NULL;
}

const SalonMessageCard *
salon_message_material_find_card (const SalonMessageMaterial *material, const char *id)
{
  g_return_val_if_fail (material != NULL && id != NULL, NULL);

  for (guint i = 0; i < material->cards->len; i++)
    {
      const SalonMessageCard *card = material->cards->pdata[i];

      if (g_str_equal (card->id, id))
        return card;
    }
  return NULL;
}
