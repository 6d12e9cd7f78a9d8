/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/salon-message-settlement.h"

#include <locale.h>

#include "message/salon-message-plan.h"

#define NOW 1773400000

static SalonMessageRow row = { .id = (char *) "a", .medium = SALON_MESSAGE_SMS };

static SalonDelivery
make (SalonDeliveryOutcome outcome, SalonDeliveryReason reason, guint retry_seconds)
{
  return (SalonDelivery) { .outcome = outcome,
                           .reason = reason,
                           .retry_seconds = retry_seconds,
                           .provider_id = (char *) "77" };
}

/* Takes @settlement. */
static void
expect (SalonMessageSettlement *settlement,
        SalonMessageStatus status,
        gint64 try_at,
        const char *error_message)
{
  g_assert_cmpstr (settlement->id, ==, "a");
  g_assert_cmpint (settlement->outcome.status, ==, status);
  g_assert_cmpint (settlement->outcome.try_at, ==, try_at);
  g_assert_cmpstr (settlement->outcome.error_message, ==, error_message);
  /* The provider's name for it is known of what is there. */
  g_assert_cmpstr (settlement->outcome.provider_id, ==, status == SALON_MESSAGE_SENT ? "77" : NULL);
  salon_message_settlement_free (settlement);
}

static void
test_sending (void)
{
  SalonDelivery sent = make (SALON_DELIVERY_SENT, SALON_DELIVERY_FINE, 0);
  SalonDelivery number = make (SALON_DELIVERY_REFUSED, SALON_DELIVERY_RECIPIENT, 0);
  SalonDelivery late = make (SALON_DELIVERY_REFUSED, SALON_DELIVERY_TOO_LATE, 0);

  expect (salon_message_settlement_of_sending (&row, &sent, NOW, 0), SALON_MESSAGE_SENT, 0, NULL);
  expect (salon_message_settlement_of_sending (&row, &number, NOW, 0), SALON_MESSAGE_FAILED, 0,
          salon_delivery_reason_to_string (SALON_DELIVERY_RECIPIENT));
  /* Nobody has failed: it was not needed any more. */
  expect (salon_message_settlement_of_sending (&row, &late, NOW, 0), SALON_MESSAGE_SKIPPED, 0,
          salon_message_why_to_word (SALON_MESSAGE_WHY_TOO_LATE));
}

/* What may have left the house is never pending: that would be sent again without a look. */
static void
test_unknown_is_looked_up (void)
{
  const char *word = salon_delivery_reason_to_string (SALON_DELIVERY_NO_ANSWER);
  SalonDelivery soon = make (SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER, 5);
  SalonDelivery later = make (SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER, 900);
  SalonDelivery absent = make (SALON_DELIVERY_ABSENT, SALON_DELIVERY_NO_ANSWER, 0);

  expect (salon_message_settlement_of_sending (&row, &soon, NOW, 0), SALON_MESSAGE_UNKNOWN,
          NOW + SALON_MESSAGE_LOOK_UP_SECONDS, word);
  expect (salon_message_settlement_of_sending (&row, &later, NOW, 0), SALON_MESSAGE_UNKNOWN,
          NOW + 900, word);
  /* No provider answers so when it is handed something; if one does, it is looked up too. */
  expect (salon_message_settlement_of_sending (&row, &absent, NOW, 0), SALON_MESSAGE_UNKNOWN,
          NOW + SALON_MESSAGE_LOOK_UP_SECONDS, word);
  for (SalonDeliveryReason reason = 0; reason < SALON_N_DELIVERY_REASONS; reason++)
    {
      SalonDelivery unknown = make (SALON_DELIVERY_UNKNOWN, reason, 0);
      g_autoptr (SalonMessageSettlement) told =
        salon_message_settlement_of_sending (&row, &unknown, NOW, NOW + 30);

      g_assert_false (salon_message_settlement_is_for_all (&unknown));
      g_assert_cmpint (told->outcome.status, ==, SALON_MESSAGE_UNKNOWN);
    }
}

static void
test_looking_up (void)
{
  const char *word = salon_delivery_reason_to_string (SALON_DELIVERY_NO_ANSWER);
  SalonDelivery sent = make (SALON_DELIVERY_SENT, SALON_DELIVERY_FINE, 0);
  SalonDelivery absent = make (SALON_DELIVERY_ABSENT, SALON_DELIVERY_FINE, 0);
  SalonDelivery later = make (SALON_DELIVERY_LATER, SALON_DELIVERY_BUSY, 0);
  SalonDelivery unknown = make (SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER, 60);
  SalonDelivery refused = make (SALON_DELIVERY_REFUSED, SALON_DELIVERY_RECIPIENT, 0);

  expect (salon_message_settlement_of_look_up (&row, &sent, NOW), SALON_MESSAGE_SENT, 0, NULL);
  /* Only what is known to be absent is sent again. */
  expect (salon_message_settlement_of_look_up (&row, &absent, NOW), SALON_MESSAGE_PENDING, NOW,
          NULL);
  expect (salon_message_settlement_of_look_up (&row, &later, NOW), SALON_MESSAGE_UNKNOWN, NOW + 60,
          word);
  later.retry_seconds = 400;
  expect (salon_message_settlement_of_look_up (&row, &later, NOW), SALON_MESSAGE_UNKNOWN, NOW + 400,
          word);
  /* Nobody can say: the owner does. */
  expect (salon_message_settlement_of_look_up (&row, &unknown, NOW), SALON_MESSAGE_UNKNOWN, 0,
          word);
  expect (salon_message_settlement_of_look_up (&row, &refused, NOW), SALON_MESSAGE_FAILED, 0,
          salon_delivery_reason_to_string (SALON_DELIVERY_RECIPIENT));
}

/* Keys, credits, a provider in trouble: no message fails by that, all wait. */
static void
test_what_is_for_all_waits (void)
{
  for (SalonDeliveryReason reason = 0; reason < SALON_N_DELIVERY_REASONS; reason++)
    {
      SalonDelivery refused = make (SALON_DELIVERY_REFUSED, reason, 0);
      SalonDelivery later = make (SALON_DELIVERY_LATER, reason, 0);
      gboolean is_its_own = reason == SALON_DELIVERY_FINE || reason == SALON_DELIVERY_RECIPIENT
                            || reason == SALON_DELIVERY_CONTENT
                            || reason == SALON_DELIVERY_NO_ANSWER
                            || reason == SALON_DELIVERY_TOO_LATE;

      g_assert_cmpint (salon_message_settlement_is_for_all (&refused), ==, !is_its_own);
      g_assert_cmpint (salon_message_settlement_is_for_all (&later), ==, !is_its_own);
      if (!is_its_own)
        expect (salon_message_settlement_of_sending (&row, &refused, NOW, NOW + 77),
                SALON_MESSAGE_PENDING, NOW + 77, salon_delivery_reason_to_string (reason));
    }
}

static void
test_back_off (void)
{
  SalonMessageRow tried = { .id = (char *) "a", .attempts = 2 };
  SalonDelivery later = make (SALON_DELIVERY_LATER, SALON_DELIVERY_CONTENT, 0);
  const char *word = salon_delivery_reason_to_string (SALON_DELIVERY_CONTENT);

  g_assert_cmpuint (salon_message_settlement_back_off (30, 1, 900), ==, 30);
  g_assert_cmpuint (salon_message_settlement_back_off (30, 2, 900), ==, 60);
  g_assert_cmpuint (salon_message_settlement_back_off (30, 5, 900), ==, 480);
  g_assert_cmpuint (salon_message_settlement_back_off (30, 6, 900), ==, 900);
  g_assert_cmpuint (salon_message_settlement_back_off (30, G_MAXUINT, 900), ==, 900);
  expect (salon_message_settlement_of_sending (&tried, &later, NOW, 0), SALON_MESSAGE_PENDING,
          NOW + 240, word);
  later.retry_seconds = 1000;
  expect (salon_message_settlement_of_sending (&tried, &later, NOW, 0), SALON_MESSAGE_PENDING,
          NOW + 1000, word);
  tried.attempts = 1000;
  later.retry_seconds = 0;
  expect (salon_message_settlement_of_sending (&tried, &later, NOW, 0), SALON_MESSAGE_PENDING,
          NOW + 30 * 60, word);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-settlement/sending", test_sending);
  g_test_add_func ("/message-settlement/unknown-is-looked-up", test_unknown_is_looked_up);
  g_test_add_func ("/message-settlement/looking-up", test_looking_up);
  g_test_add_func ("/message-settlement/what-is-for-all-waits", test_what_is_for_all_waits);
  g_test_add_func ("/message-settlement/back-off", test_back_off);
  return g_test_run ();
}
