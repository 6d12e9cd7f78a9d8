/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gift-card-fixture.h"

#include "core/salon-booking.h"
#include "store/salon-id.h"

#define NOW G_GINT64_CONSTANT (1773306000) /* 2026-03-12T09:00:00Z */

typedef struct
{
  const char *recipient;
  const char *buyer;
  char letter; /* of the code */
  gint64 amount_cents;
  gint64 used_cents;
  int days_left;
} Card;

static const Card cards[] = {
  { "Anna", "Marie Durand", '2', 5000, 2000, 365 }, { "Berta", "Paul", '3', 8000, 0, 20 },
  { "Clara", "Paul", '4', 3000, 3000, 200 },        { "Dora", "Paul", '5', 6000, 0, -10 },
  { "Emma", "Paul", '\0', 4000, 0, 100 },
};

static void
commit (SalonStore *store, SalonChange *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) stamped = salon_store_apply (store, change, NOW, &error);

  g_assert_no_error (error);
  g_assert_nonnull (stamped);
}

/* The code of the letter that has a check character. */
static char *
make_code (char letter)
{
  guint8 random[SALON_VOUCHER_RANDOM_BYTES];

  if (letter == '\0')
    return g_strdup ("1047");
  memset (random, letter, sizeof random);
  return salon_voucher_code_make ("SERA", random);
}

static SalonGiftCard *
make_card (const Card *card, const char *id, const char *code)
{
  return salon_gift_card_new (&(SalonGiftCardFields) {
    .id = id,
    .code = code,
    .kind = SALON_GIFT_CARD_AMOUNT,
    .amount_cents = card->amount_cents,
    .buyer_name = card->buyer,
    .recipient_name = card->recipient,
    .message = "Happy birthday",
    .purchased_on = GIFT_CARD_TODAY - 100,
    .expires_on = GIFT_CARD_TODAY + card->days_left,
  });
}

static void
add_card (SalonStore *store, const Card *card)
{
  g_autofree char *id = salon_id_new ();
  g_autofree char *issue_id = salon_id_new ();
  g_autofree char *debit_id = salon_id_new ();
  g_autofree char *code = make_code (card->letter);
  g_autoptr (SalonGiftCard) made = make_card (card, id, code);
  const SalonGiftCardAct act = {
    .movement_id = issue_id, .now = NOW, .today = GIFT_CARD_TODAY, .label = "Enter an old voucher"
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change =
    salon_gift_card_bring_in (made, card->amount_cents - card->used_cents, debit_id, &act, &error);

  g_assert_no_error (error);
  commit (store, change);
}

static void
add_client (SalonChangeBuilder *builder, const char *id)
{
  g_autoptr (SalonClient) client =
    salon_client_new (&(SalonClientFields) { .id = id,
                                             .name = "Marie Durand",
                                             .phone = "+33612345678",
                                             .email = "marie@example.fr",
                                             .language = "fr",
                                             .created_at = NOW });

  salon_client_add_insert (client, builder);
}

static void
add_booking (SalonChangeBuilder *builder,
             const char *staff_id,
             const char *client_id,
             const char *service_id)
{
  g_autofree char *id = salon_id_new ();
  g_autofree char *line_id = salon_id_new ();
  const SalonBookingLine line = { line_id, service_id, "Massage", "massage", 90, 0, 9500 };
  g_autoptr (SalonBooking) booking = salon_booking_new (&(SalonBookingFields) {
    .id = id,
    .staff_id = staff_id,
    .client_id = client_id,
    .client_name = "Marie Durand",
    .day = GIFT_CARD_TODAY,
    .minute = 14 * 60,
    .duration_minutes = 90,
    .price_cents = 9500,
    .status = SALON_BOOKING_CONFIRMED,
    .payment_status = "pending",
    .lines = &line,
    .n_lines = 1,
    .created_at = NOW,
  });

  salon_booking_add_insert (booking, builder);
}

static void
fill (SalonStore *store, gconstpointer unused)
{
  g_autoptr (SalonReader) reader = salon_reader_open (salon_store_get_path (store), NULL);
  g_autofree char *staff_id = salon_reader_dup_staff_id (reader, NULL);
  g_autofree char *client_id = salon_id_new ();
  g_autofree char *service_id = salon_id_new ();
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonService) massage = salon_service_new (&(SalonServiceFields) {
    .id = service_id,
    .name = "Massage",
    .category = "massage",
    .duration_minutes = 90,
    .price_cents = 9500,
    .is_active = TRUE,
  });
  g_autoptr (SalonChange) change = NULL;

  salon_service_add_insert (massage, builder);
  add_client (builder, client_id);
  add_booking (builder, staff_id, client_id, service_id);
  change = salon_change_builder_end (builder, "Furnish the salon");
  commit (store, change);
  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    add_card (store, &cards[i]);
}

void
gift_card_fixture_set_up (PageFixture *self, PageFixtureMake make, int width)
{
  page_fixture_set_up_filled (self, fill, NULL, make, width);
}

SalonGiftCard *
gift_card_fixture_get (PageFixture *self, const char *recipient)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found =
    salon_reader_search_gift_cards (salon_session_get_reader (self->session), recipient, 2, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (found->pdata[0]);
}

gint64
gift_card_fixture_get_balance (PageFixture *self, const char *recipient)
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_get (self, recipient);

  return salon_gift_card_get_balance (card);
}

guint
gift_card_fixture_count (PageFixture *self)
{
  g_autoptr (GPtrArray) all =
    salon_reader_search_gift_cards (salon_session_get_reader (self->session), "", 1000, NULL);

  return all->len;
}
