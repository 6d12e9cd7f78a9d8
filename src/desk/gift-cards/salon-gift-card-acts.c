/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-card-acts.h"

#include <errno.h>
#include <sys/random.h>

#include "store/salon-id.h"

SalonGiftCardAct
salon_gift_card_acts_make (SalonSession *session,
                           const char *movement_id,
                           const char *note,
                           const char *label)
{
  return (SalonGiftCardAct) {
    .movement_id = movement_id,
    .now = salon_session_get_instant (session),
    .today = salon_moment_get_day (salon_session_get_now (session)),
    .by = g_get_host_name (),
    .note = note,
    .label = label,
  };
}

char *
salon_gift_card_acts_make_code (const SalonGiftCardRules *rules)
{
  guint8 random[SALON_VOUCHER_RANDOM_BYTES];
  gsize n_read = 0;

  /* Up to 256 bytes come at once, but for a signal before there is any randomness at all. */
  while (n_read < sizeof random)
    {
      ssize_t n = getrandom (random + n_read, sizeof random - n_read, 0);

      if (n < 0 && errno != EINTR)
        g_error ("no randomness: %s", g_strerror (errno));
      n_read += (gsize) MAX (n, 0);
    }
  return salon_voucher_code_make (rules->prefix, random);
}

SalonGiftCardRules
salon_gift_card_acts_get_rules (SalonSession *session)
{
  SalonGiftCardRules rules;

  salon_gift_card_rules_read (&rules, NULL);
  salon_reader_get_gift_card_rules (salon_session_get_reader (session), &rules, NULL);
  return rules;
}

SalonPayment *
salon_gift_card_acts_make_payment (SalonSession *session,
                                   const char *card_id,
                                   SalonMeans means,
                                   gint64 cents,
                                   gint64 tendered_cents)
{
  g_autofree char *id = salon_id_new ();

  return salon_payment_new (&(SalonPaymentFields) {
    .id = id,
    .gift_card_id = card_id,
    .amount_cents = cents,
    .method = salon_means_to_wire (means),
    .status = "completed",
    .tendered_cents = tendered_cents,
    .created_at = salon_session_get_instant (session),
  });
}

SalonPayment *
salon_gift_card_acts_make_booking_payment (SalonSession *session,
                                           SalonGiftCard *card,
                                           SalonBooking *booking,
                                           gint64 cents)
{
  g_autofree char *id = salon_id_new ();

  return salon_payment_new (&(SalonPaymentFields) {
    .id = id,
    .booking_id = salon_booking_get_fields (booking)->id,
    .gift_card_id = salon_gift_card_get_fields (card)->id,
    .amount_cents = cents,
    .method = salon_means_to_wire (SALON_MEANS_GIFT_CARD),
    .status = "completed",
    .created_at = salon_session_get_instant (session),
  });
}
