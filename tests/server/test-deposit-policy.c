/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/salon-deposit-policy.h"

static gint64
get_due (const char *json, gint64 price_cents)
{
  SalonDepositPolicy policy = salon_deposit_policy_read (json);

  return salon_deposit_policy_get_due (&policy, price_cents);
}

static void
test_nothing (void)
{
  g_assert_cmpint (get_due (NULL, 10000), ==, 0);
  g_assert_cmpint (get_due ("", 10000), ==, 0);
  g_assert_cmpint (get_due ("[30]", 10000), ==, 0);
  g_assert_cmpint (get_due ("{\"percent\": 101}", 10000), ==, 0);
  g_assert_cmpint (get_due ("{\"percent\": \"30\"}", 10000), ==, 0);
  g_assert_cmpint (get_due ("{\"percent\": 30}", 0), ==, 0);
}

static void
test_part (void)
{
  g_assert_cmpint (get_due ("{\"percent\": 30}", 6500), ==, 1950);
  g_assert_cmpint (get_due ("{\"percent\": 33}", 4550), ==, 1502);
  g_assert_cmpint (get_due ("{\"percent\": 100}", 4999), ==, 4999);
  g_assert_cmpint (get_due ("{\"percent\": 100}", G_MAXINT64), ==, G_MAXINT64);
  g_assert_cmpint (get_due ("{\"percent\": 1}", 1000), ==, SALON_DEPOSIT_POLICY_MIN_CENTS);
  g_assert_cmpint (get_due ("{\"percent\": 1}", 30), ==, 30);
}

static void
test_from_price (void)
{
  static const char json[] = "{\"percent\": 30, \"from_price\": \"50.00\"}";

  g_assert_cmpint (get_due (json, 4999), ==, 0);
  g_assert_cmpint (get_due (json, 5000), ==, 1500);
}

static void
test_kind (void)
{
  SalonDepositPolicy usual =
    salon_deposit_policy_read ("{\"kind\": \"gift\", \"hold_minutes\": 1}");
  SalonDepositPolicy firm = salon_deposit_policy_read (
    "{\"kind\": \"acompte\", \"hold_minutes\": 45, \"refund_hours\": 48}");

  g_assert_cmpint (usual.kind, ==, SALON_DEPOSIT_ARRHES);
  g_assert_cmpint (usual.hold_minutes, ==, 30);
  g_assert_cmpint (firm.kind, ==, SALON_DEPOSIT_ACOMPTE);
  g_assert_cmpint (firm.hold_minutes, ==, 45);
  g_assert_cmpint (firm.refund_hours, ==, 48);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/deposit-policy/nothing-is-asked-unless-it-is-said", test_nothing);
  g_test_add_func ("/salon/deposit-policy/a-part-of-the-price-to-the-cent", test_part);
  g_test_add_func ("/salon/deposit-policy/cheap-bookings-owe-nothing", test_from_price);
  g_test_add_func ("/salon/deposit-policy/arrhes-unless-it-is-called-acompte", test_kind);
  return g_test_run ();
}
