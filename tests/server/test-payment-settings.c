/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/salon-payment-settings.h"

#include <string.h>

static const char *
look_up (const char *name, gpointer user_data)
{
  const char *const *pairs = user_data;

  for (gsize i = 0; pairs[i] != NULL; i += 2)
    if (strcmp (pairs[i], name) == 0)
      return pairs[i + 1];
  return NULL;
}

static SalonPaymentSettings *
read_settings (const char *const *pairs)
{
  return salon_payment_settings_new (look_up, (gpointer) pairs);
}

static gboolean
has_problem (SalonPaymentSettings *settings, const char *name)
{
  for (guint i = 0; i < settings->problems->len; i++)
    if (strstr (settings->problems->pdata[i], name) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_off (void)
{
  g_autoptr (SalonPaymentSettings) settings = read_settings ((const char *const[]) { NULL });

  g_assert_cmpint (settings->stripe_mode, ==, SALON_PAYMENT_MODE_OFF);
  g_assert_cmpint (settings->paypal_mode, ==, SALON_PAYMENT_MODE_OFF);
  g_assert_cmpint (settings->lydia_mode, ==, SALON_PAYMENT_MODE_OFF);
  g_assert_false (settings->has_wero);
  g_assert_cmpuint (settings->problems->len, ==, 0);
}

static void
test_stripe (void)
{
  const char *const test[] = { "STRIPE_SECRET_KEY", "sk_test_1", "STRIPE_WEBHOOK_SECRET", "whsec_1",
                               NULL };
  const char *const live[] = { "STRIPE_SECRET_KEY", "sk_live_1", NULL };
  g_autoptr (SalonPaymentSettings) sandbox = read_settings (test);
  g_autoptr (SalonPaymentSettings) real = read_settings (live);

  g_assert_cmpint (sandbox->stripe_mode, ==, SALON_PAYMENT_MODE_SANDBOX);
  g_assert_cmpstr (sandbox->stripe_url, ==, "https://api.stripe.com");
  g_assert_cmpint (real->stripe_mode, ==, SALON_PAYMENT_MODE_LIVE);
  g_assert_true (has_problem (real, "STRIPE_WEBHOOK_SECRET"));
}

static void
test_hosts (void)
{
  const char *const pairs[] = {
    "ENV",
    "production",
    "PAYPAL_CLIENT_ID",
    "a",
    "PAYPAL_CLIENT_SECRET",
    "b",
    "LYDIA_VENDOR_TOKEN",
    "c",
    "LYDIA_PRIVATE_TOKEN",
    "d",
    "LYDIA_MODE",
    "fake",
    "LYDIA_BASE_URL",
    "http://127.0.0.1:9/",
    NULL,
  };
  g_autoptr (SalonPaymentSettings) settings = read_settings (pairs);

  g_assert_cmpint (settings->paypal_mode, ==, SALON_PAYMENT_MODE_LIVE);
  g_assert_cmpstr (settings->paypal_url, ==, "https://api-m.paypal.com");
  g_assert_cmpint (settings->lydia_mode, ==, SALON_PAYMENT_MODE_FAKE);
  g_assert_cmpstr (settings->lydia_url, ==, "http://127.0.0.1:9");
}

static void
test_keys_without_meaning (void)
{
  const char *const pairs[] = { "WERO_API_KEY", "secret-w",    "LYDIA_API_KEY",
                                "secret-l",     "STRIPE_MODE", "live",
                                "PAYPAL_MODE",  "maybe",       NULL };
  g_autoptr (SalonPaymentSettings) settings = read_settings (pairs);

  g_assert_true (has_problem (settings, "WERO_API_KEY"));
  g_assert_true (has_problem (settings, "LYDIA_API_KEY"));
  g_assert_true (has_problem (settings, "STRIPE_MODE"));
  g_assert_true (has_problem (settings, "PAYPAL_MODE"));
  g_assert_false (has_problem (settings, "secret"));
  g_assert_cmpint (settings->stripe_mode, ==, SALON_PAYMENT_MODE_OFF);
  g_assert_cmpint (settings->lydia_mode, ==, SALON_PAYMENT_MODE_OFF);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/payment-settings/without-keys-everything-is-off", test_off);
  g_test_add_func ("/salon/payment-settings/stripe-keys-say-their-mode", test_stripe);
  g_test_add_func ("/salon/payment-settings/hosts-follow-the-mode", test_hosts);
  g_test_add_func ("/salon/payment-settings/keys-without-meaning-are-told",
                   test_keys_without_meaning);
  return g_test_run ();
}
