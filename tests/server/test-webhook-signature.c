/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/salon-webhook-signature.h"

#include <string.h>

#define SECRET "whsec_test_secret_2026"
#define STAMP 1767261600
#define BODY "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"checkout.session.completed\"}"
#define SIGNATURE "e6f3469d602cbf15b55912f237c5aa9482591b498333041d692a517da5631547"
#define GOOD "t=1767261600,v1=" SIGNATURE

static gboolean
check (const char *header, const char *text, gint64 now)
{
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));

  return salon_webhook_signature_check_stripe (header, body, SECRET, now);
}

static void
test_stripe (void)
{
  g_assert_true (check (GOOD, BODY, STAMP));
  g_assert_true (check ("v0=00,v1=11," GOOD, BODY, STAMP));
}

static void
test_stripe_forged (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static (BODY, strlen (BODY));

  g_assert_false (check (NULL, BODY, STAMP));
  g_assert_false (check ("", BODY, STAMP));
  g_assert_false (check (SIGNATURE, BODY, STAMP));
  g_assert_false (check ("t=1767261600", BODY, STAMP));
  g_assert_false (check ("t=1767261600,v0=" SIGNATURE, BODY, STAMP));
  g_assert_false (check ("t=1767261601,v1=" SIGNATURE, BODY, STAMP));
  g_assert_false (check ("t=+1767261600,v1=" SIGNATURE, BODY, STAMP));
  g_assert_false (check (GOOD, BODY " ", STAMP));
  g_assert_false (check (GOOD, "", STAMP));
  g_assert_false (salon_webhook_signature_check_stripe (GOOD, body, "whsec_other", STAMP));
  g_assert_false (salon_webhook_signature_check_stripe (GOOD, body, "", STAMP));
}

static void
test_stripe_time (void)
{
  g_assert_true (check (GOOD, BODY, STAMP + 300));
  g_assert_false (check (GOOD, BODY, STAMP + 301));
  g_assert_true (check (GOOD, BODY, STAMP - 300));
  g_assert_false (check (GOOD, BODY, STAMP - 301));
}

static void
test_paypal (void)
{
  static const char text[] = "{\"id\":\"WH-1\",\"event_type\":\"PAYMENT.CAPTURE.COMPLETED\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autofree char *made =
    salon_webhook_signature_make_paypal_text ("69cd13f0-d67a-11e5-baa3-778b53f4ae55",
                                              "2026-01-11T09:00:00Z", "1JE4291016473214C", body);

  g_assert_cmpstr (made, ==,
                   "69cd13f0-d67a-11e5-baa3-778b53f4ae55|2026-01-11T09:00:00Z|1JE4291016473214C"
                   "|2325436976");
}

static void
assert_lydia (const char *query, const char *expected)
{
  g_autoptr (GHashTable) fields = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  g_autofree char *made = salon_webhook_signature_make_lydia (fields, "private_token_demo");

  g_assert_cmpstr (made, ==, expected);
}

static void
test_lydia (void)
{
  assert_lydia ("signed=1&amount=45.00&order_ref=SERA-1001&currency=EUR&request_id=123456"
                "&transaction_identifier=TX-9&vendor_token=vt_abc&sig=whatever",
                "ae300549148eae9c193e8f0bb60e6080");
  assert_lydia ("order_ref=SERA-1001&amount=45.00", "ec2337e0f75268c8a710bc6fffd79f37");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/webhook-signature/stripe-any-v1-that-is-right-will-do", test_stripe);
  g_test_add_func ("/salon/webhook-signature/stripe-forged-ones-are-seen", test_stripe_forged);
  g_test_add_func ("/salon/webhook-signature/stripe-five-minutes-either-way", test_stripe_time);
  g_test_add_func ("/salon/webhook-signature/paypal-sum-is-decimal", test_paypal);
  g_test_add_func ("/salon/webhook-signature/lydia-fields-are-sorted", test_lydia);
  return g_test_run ();
}
