/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ledger-spender PATH CARD CENTS: a desk that takes CENTS from the card again and again, as if it were
 * alone and the card full, until the file says that nothing is left. Its last line is how often it
 * could.
 */
#include <stdio.h>
#include <stdlib.h>

#include "gift-card-fixture.h"
#include "store/salon-id.h"
#include "store/salon-store-error.h"

/* What a desk believes that does not look. */
static SalonGiftCard *
imagine (const char *id)
{
  return salon_gift_card_new (&(SalonGiftCardFields) {
    .id = id,
    .code = "CODE",
    .buyer_name = "A",
    .recipient_name = "B",
    .issued_cents = G_MAXINT32,
    .expires_on = GIFT_TODAY,
  });
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) store = NULL;
  g_autoptr (SalonGiftCard) card = NULL;
  gint64 cents = 0;
  int n = 0;

  if (argc != 4)
    return EXIT_FAILURE;
  cents = g_ascii_strtoll (argv[3], NULL, 10);
  store = salon_store_open (argv[1], &error);
  g_assert_no_error (error);
  card = imagine (argv[2]);
  while (TRUE)
    {
      g_autofree char *id = salon_id_new ();
      SalonGiftCardAct act = gift_card_fixture_act (id, NULL);
      g_autoptr (SalonChange) change = salon_gift_card_debit (card, cents, &act, &error);
      g_autoptr (SalonChange) applied = NULL;

      g_assert_no_error (error);
      applied = salon_store_apply (store, change, FIXTURE_NOW, &error);
      if (g_error_matches (error, SALON_STORE_ERROR, SALON_STORE_ERROR_BALANCE))
        break;
      g_assert_no_error (error);
      n++;
    }
  g_clear_error (&error);
  printf ("%d\n", n);
  return EXIT_SUCCESS;
}
