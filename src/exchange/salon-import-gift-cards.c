/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-import-gift-cards.h"

#define VALIDITY_MONTHS 12

/* SalonGiftCard by the key of its code; all borrowed but the keys. */
static GHashTable *
index_cards (const SalonKnown *known)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; known->gift_cards != NULL && i < known->gift_cards->len; i++)
    {
      SalonGiftCard *card = g_ptr_array_index (known->gift_cards, i);

      g_hash_table_insert (index, g_strdup (salon_gift_card_get_fields (card)->code), card);
    }
  return index;
}

/* Nothing was ever put on it that stayed. */
static gboolean
was_undone (SalonGiftCard *card)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);

  return fields->issued_cents == 0 && fields->used_cents == 0 && fields->refunded_cents == 0;
}

static void
match_card (GHashTable *index, GHashTable *lines, SalonForeignRow *row)
{
  SalonGiftCard *found = g_hash_table_lookup (index, row->code);

  row->match_line = GPOINTER_TO_UINT (g_hash_table_lookup (lines, row->code));
  if (row->match_line > 0)
    row->choice = SALON_CHOICE_SKIP;
  else if (found != NULL && !was_undone (found))
    {
      row->match = salon_gift_card_get_fields (found)->id;
      row->match_name = salon_gift_card_get_fields (found)->code;
      row->choice = SALON_CHOICE_SKIP;
    }
  else
    g_hash_table_insert (lines, (gpointer) row->code, GUINT_TO_POINTER (row->line));
}

void
salon_import_match_gift_cards (SalonForeignRows *rows, const SalonKnown *known)
{
  g_autoptr (GHashTable) index = index_cards (known);
  g_autoptr (GHashTable) lines = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (SalonOffer) offer = salon_offer_new (known->services);

  for (guint i = 0; i < rows->rows->len; i++)
    {
      SalonForeignRow *row = salon_foreign_rows_get (rows, i);

      if ((row->problems & SALON_PROBLEMS_FATAL) != 0)
        continue;
      if (row->service != NULL && salon_offer_find (offer, row->service) == NULL)
        row->problems |= SALON_PROBLEM_UNKNOWN_SERVICE;
      match_card (index, lines, row);
    }
}

static const char *
choose_text (const char *here, const char *there)
{
  return here != NULL ? here : there;
}

/* A service that the salon does not have is told in the note. */
static char *
make_note (const SalonForeignRow *row, gboolean is_known_service)
{
  if (row->service == NULL || is_known_service)
    return g_strdup (row->notes);
  return row->notes != NULL ? g_strdup_printf ("%s\n%s", row->service, row->notes)
                            : g_strdup (row->service);
}

static void
plan_card (const SalonForeignRow *row,
           SalonGiftCard *before,
           const SalonImportSettings *settings,
           SalonOffer *offer,
           SalonChangeBuilder *builder)
{
  SalonService *service = row->service != NULL ? salon_offer_find (offer, row->service) : NULL;
  int months = settings->validity_months > 0 ? settings->validity_months : VALIDITY_MONTHS;
  SalonDay last = row->last_day;
  SalonDay day = row->day != SALON_DAY_NONE ? row->day
                 : last != SALON_DAY_NONE   ? MIN (last, settings->today)
                                            : settings->today;
  g_autofree char *id = settings->make_id ();
  g_autofree char *issue_id = settings->make_id ();
  g_autofree char *debit_id = settings->make_id ();
  g_autofree char *note = make_note (row, service != NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonGiftCard) card = salon_gift_card_new (&(SalonGiftCardFields) {
    .id = before != NULL ? salon_gift_card_get_fields (before)->id : id,
    .code = row->code,
    .kind = service != NULL ? SALON_GIFT_CARD_SERVICE : SALON_GIFT_CARD_AMOUNT,
    .amount_cents = row->price_cents,
    .service_id = service != NULL ? salon_service_get_fields (service)->id : NULL,
    .buyer_name = choose_text (row->buyer, choose_text (row->name, settings->nobody)),
    .buyer_email = row->buyer_email,
    .recipient_name = choose_text (row->name, choose_text (row->buyer, settings->nobody)),
    .recipient_email = row->email,
    .message = row->message,
    .purchased_on = day,
    .expires_on = last != SALON_DAY_NONE ? last : salon_day_add_months (day, months),
    .is_complimentary = row->is_complimentary > 0,
  });
  SalonGiftCardAct act = {
    .movement_id = issue_id,
    .now = settings->now,
    .today = settings->today,
    .note = note,
    .label = "",
  };

  if (!salon_gift_card_add_bring_in (
        card, before, row->remaining_cents >= 0 ? row->remaining_cents : row->price_cents, debit_id,
        &act, builder, &error))
    g_debug ("line %u: %s", row->line, error->message);
}

void
salon_import_plan_gift_cards (SalonForeignRows *rows,
                              const SalonKnown *known,
                              const SalonImportSettings *settings,
                              SalonOffer *offer,
                              SalonChangeBuilder *builder)
{
  g_autoptr (GHashTable) index = index_cards (known);

  for (guint i = 0; i < rows->rows->len; i++)
    {
      const SalonForeignRow *row = salon_foreign_rows_get (rows, i);

      if (salon_import_is_taken (row))
        plan_card (row, g_hash_table_lookup (index, row->code), settings, offer, builder);
    }
}
