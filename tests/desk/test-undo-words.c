/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common/salon-undo-words.h"

#include "core/salon-booking.h"

#define ID "00000000-0000-7000-8000-000000000001"

static SalonChange *
make_change (const char *table, const char *before, const char *after)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonNode) now = json_from_string (after, NULL);
  g_autoptr (JsonNode) then = before != NULL ? json_from_string (before, NULL) : NULL;

  json_object_set_string_member (json_node_get_object (now), "id", ID);
  if (then == NULL)
    salon_change_builder_insert (builder, table, json_node_get_object (now));
  else
    {
      json_object_set_string_member (json_node_get_object (then), "id", ID);
      salon_change_builder_update (builder, table, json_node_get_object (then),
                                   json_node_get_object (now));
    }
  return salon_change_builder_end (builder, "Book Marie");
}

static void
assert_words (SalonChange *taken, const char *undone, const char *redone)
{
  g_autoptr (SalonChange) change = taken;
  g_autofree char *undone_words = salon_undo_words_undone (change);
  g_autofree char *redone_words = salon_undo_words_redone (change);

  g_assert_cmpstr (undone_words, ==, undone);
  g_assert_cmpstr (redone_words, ==, redone);
}

static void
test_plain (void)
{
  assert_words (make_change ("bookings", "{\"notes\":\"a\"}", "{\"notes\":\"b\"}"),
                "Undone: Book Marie", "Redone: Book Marie");
  /* A payment that is simply there takes nothing back. */
  assert_words (make_change ("payments", NULL, "{\"amount\":\"45.00\",\"reverses\":null}"),
                "Undone: Book Marie", "Redone: Book Marie");
}

static void
test_payment (void)
{
  assert_words (make_change ("payments", NULL, "{\"amount\":\"-45.00\",\"reverses\":\"" ID "\"}"),
                "Undone: Book Marie. The till keeps both: paid, and taken back.",
                "Redone: Book Marie. The till keeps every step of it.");
}

static void
test_paid_booking (void)
{
  assert_words (
    make_change ("bookings", "{\"status\":\"confirmed\",\"cancellation_reason\":null}",
                 "{\"status\":\"cancelled\",\"cancellation_reason\":\"" SALON_BOOKING_UNDONE "\"}"),
    "Undone: Book Marie. Payments stay, so the booking is cancelled.", "Redone: Book Marie");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/undo-words/what-was-undone-is-named", test_plain);
  g_test_add_func ("/salon/undo-words/a-payment-is-said-to-be-taken-back", test_payment);
  g_test_add_func ("/salon/undo-words/a-paid-booking-is-said-to-be-cancelled", test_paid_booking);
  return g_test_run ();
}
