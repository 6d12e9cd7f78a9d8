/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-cards-model.h"

struct _SalonGiftCardsModel
{
  SalonPagedModel parent_instance;

  SalonGiftCardsOwed owed;
  gboolean has_owed;
};

G_DEFINE_FINAL_TYPE (SalonGiftCardsModel, salon_gift_cards_model, SALON_TYPE_PAGED_MODEL)

static gpointer
make_blank (void)
{
  const SalonGiftCardFields blank = {
    .id = "", .code = "", .buyer_name = "", .recipient_name = ""
  };

  return salon_gift_card_new (&blank);
}

static gboolean
is_same (gpointer before, gpointer after)
{
  const SalonGiftCardFields *a = salon_gift_card_get_fields (before);
  const SalonGiftCardFields *b = salon_gift_card_get_fields (after);

  if (!g_str_equal (a->id, b->id) || a->issued_cents != b->issued_cents
      || a->used_cents != b->used_cents || a->voided_cents != b->voided_cents
      || a->refunded_cents != b->refunded_cents || a->expires_on != b->expires_on
      || g_strcmp0 (a->service_name, b->service_name) != 0)
    return FALSE;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  return !salon_gift_card_add_update (before, after, builder);
}

static SalonGiftCardQuery *
copy_query (const SalonGiftCardQuery *query)
{
  SalonGiftCardQuery *copy = g_memdup2 (query, sizeof *query);

  copy->text = g_strdup (query->text);
  return copy;
}

static void
free_query (gpointer data)
{
  SalonGiftCardQuery *query = data;

  g_free ((char *) query->text);
  g_free (query);
}

static GArray *
find (SalonStore *store, gconstpointer query, GError **error)
{
  return salon_gift_card_list_find (store, query, error);
}

static gpointer
sum (SalonStore *store, gconstpointer data, GError **error)
{
  const SalonGiftCardQuery *query = data;
  g_autofree SalonGiftCardsOwed *owed = g_new0 (SalonGiftCardsOwed, 1);

  return salon_gift_card_list_sum_owed (store, query->today, owed, error) ? g_steal_pointer (&owed)
                                                                          : NULL;
}

static void
take_sum (SalonPagedModel *model, gconstpointer sum)
{
  SalonGiftCardsModel *self = SALON_GIFT_CARDS_MODEL (model);
  const SalonGiftCardsOwed *owed = sum;

  self->owed = *owed;
  self->has_owed = TRUE;
}

void
salon_gift_cards_model_ask (SalonGiftCardsModel *self, const SalonGiftCardQuery *query)
{
  g_return_if_fail (SALON_IS_GIFT_CARDS_MODEL (self));
  g_return_if_fail (query != NULL);

  salon_paged_model_ask (SALON_PAGED_MODEL (self), copy_query (query), free_query);
}

const SalonGiftCardsOwed *
salon_gift_cards_model_get_owed (SalonGiftCardsModel *self)
{
  g_return_val_if_fail (SALON_IS_GIFT_CARDS_MODEL (self), NULL);
  return self->has_owed ? &self->owed : NULL;
}

static void
salon_gift_cards_model_class_init (SalonGiftCardsModelClass *klass)
{
  SalonPagedModelClass *paged_class = SALON_PAGED_MODEL_CLASS (klass);

  paged_class->item_type = SALON_TYPE_GIFT_CARD;
  paged_class->make_blank = make_blank;
  paged_class->read_rows = salon_reader_list_gift_cards_in_rows;
  paged_class->is_same = is_same;
  paged_class->find = find;
  paged_class->sum = sum;
  paged_class->take_sum = take_sum;
}

static void
salon_gift_cards_model_init (SalonGiftCardsModel *self)
{
}

SalonGiftCardsModel *
salon_gift_cards_model_new (SalonReader *reader, SalonWorker *worker)
{
  return salon_paged_model_new (SALON_TYPE_GIFT_CARDS_MODEL, reader, worker);
}
