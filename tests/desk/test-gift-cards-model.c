/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of gift cards: thousands of them a page at a time, and told of what is different only. */
#include "gift-cards/salon-gift-cards-model.h"

#include "gift-cards/salon-gift-card-acts.h"
#include "gift-cards/salon-gift-card-filter.h"
#include "store/salon-id.h"

#include "booking-fixture.h"

#define N_CARDS 2500

typedef struct
{
  BookingFixture salon;
  SalonGiftCardsModel *model;
  guint n_told; /* rows that "items-changed" named as gone */
} Fixture;

static void
add_cards (Fixture *self)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < N_CARDS; i++)
    {
      g_autofree char *id = salon_id_new ();
      g_autofree char *issue_id = salon_id_new ();
      g_autofree char *debit_id = salon_id_new ();
      g_autofree char *code = g_strdup_printf ("OLD %04d", i);
      g_autofree char *name = g_strdup_printf ("Recipient %04d", i);
      g_autoptr (SalonGiftCard) card =
        salon_gift_card_new (&(SalonGiftCardFields) { .id = id,
                                                      .code = code,
                                                      .amount_cents = 1000,
                                                      .buyer_name = "Paul",
                                                      .recipient_name = name,
                                                      .purchased_on = TODAY - 1 - i % 300,
                                                      .expires_on = TODAY + 100 });
      SalonGiftCardAct act =
        salon_gift_card_acts_make (self->salon.session, issue_id, NULL, "Old vouchers");

      g_assert_true (
        salon_gift_card_add_bring_in (card, NULL, 1000, debit_id, &act, builder, &error));
    }
  change = salon_change_builder_end (builder, "Old vouchers");
  booking_fixture_commit (&self->salon, change, &error);
  g_assert_no_error (error);
}

static void
changed_cb (Fixture *self, guint position, guint removed, guint added)
{
  self->n_told += removed;
}

static void
wait_for_sums (Fixture *self)
{
  while (salon_gift_cards_model_get_owed (self->model) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
ask (Fixture *self, SalonGiftCardFilter filter)
{
  const SalonGiftCardQuery query = salon_gift_card_filter_make_query (filter, TODAY);

  salon_gift_cards_model_ask (self->model, &query);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  booking_fixture_set_up (&self->salon, NULL);
  add_cards (self);
  self->model = salon_gift_cards_model_new (salon_session_get_reader (self->salon.session),
                                            salon_session_get_worker (self->salon.session));
  g_signal_connect_swapped (self->model, "items-changed", G_CALLBACK (changed_cb), self);
  ask (self, SALON_GIFT_CARD_FILTER_ALL);
  wait_for_sums (self);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_assert_finalize_object (self->model);
  booking_fixture_tear_down (&self->salon, NULL);
}

static SalonGiftCard *
get (Fixture *self, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->model), position);
}

static void
test_all_are_there_and_owed (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) first = get (self, 0);
  g_autoptr (SalonGiftCard) last = get (self, N_CARDS - 1);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, N_CARDS);
  g_assert_cmpint (salon_gift_cards_model_get_owed (self->model)->owed_cents, ==, N_CARDS * 1000);
  /* Bought last first. */
  g_assert_cmpint (salon_gift_card_get_fields (first)->purchased_on, >,
                   salon_gift_card_get_fields (last)->purchased_on);
  g_assert_null (get (self, N_CARDS));
}

static void
test_one_use_tells_of_one_row (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonGiftCard) card = get (self, 3);
  g_autofree char *id = salon_id_new ();
  SalonGiftCardAct act = salon_gift_card_acts_make (self->salon.session, id, NULL, "Use");
  g_autoptr (SalonChange) change = salon_gift_card_debit (card, 400, &act, NULL);

  booking_fixture_commit (&self->salon, change, NULL);
  self->n_told = 0;
  salon_paged_model_reload (SALON_PAGED_MODEL (self->model));
  while (self->n_told == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->n_told, ==, 1);
  g_autoptr (SalonGiftCard) after = get (self, 3);
  g_assert_cmpint (salon_gift_card_get_balance (after), ==, 600);
}

static void
test_a_filter_without_cards_is_empty (Fixture *self, gconstpointer unused)
{
  ask (self, SALON_GIFT_CARD_FILTER_VOID);
  while (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (salon_paged_model_get_error (SALON_PAGED_MODEL (self->model)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/gift-cards-model/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("all-are-there-and-owed", test_all_are_there_and_owed);
  ADD ("one-use-tells-of-one-row", test_one_use_tells_of_one_row);
  ADD ("a-filter-without-cards-is-empty", test_a_filter_without_cards_is_empty);
#undef ADD
  return g_test_run ();
}
