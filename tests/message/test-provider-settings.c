/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/salon-provider-settings.h"

#include <string.h>

#include "message/salon-ovh.h"
#include "message/salon-sendgrid.h"
#include "message/salon-smtp.h"

static const char *
look_up (const char *name, gpointer user_data)
{
  const char *const *pairs = user_data;

  for (gsize i = 0; pairs[i] != NULL; i += 2)
    if (strcmp (pairs[i], name) == 0)
      return pairs[i + 1];
  return NULL;
}

static SalonProviderSettings *
read_settings (const char *const *pairs)
{
  return salon_provider_settings_new (look_up, (gpointer) pairs);
}

static void
assert_problem (SalonProviderSettings *settings, const char *name)
{
  gboolean is_found = FALSE;

  for (guint i = 0; i < settings->problems->len; i++)
    is_found = is_found || g_str_has_prefix (settings->problems->pdata[i], name);
  g_assert_true (is_found);
}

static void
assert_carrier (SalonProviderSettings *settings, SalonMessageMedium medium, GType type)
{
  g_autoptr (SalonMessageProvider) provider = salon_provider_settings_open (settings, medium);

  g_assert_cmpstr (provider != NULL ? G_OBJECT_TYPE_NAME (provider) : "", ==,
                   type != G_TYPE_NONE ? g_type_name (type) : "");
}

static void
test_nothing (void)
{
  g_autoptr (SalonProviderSettings) settings =
    read_settings ((const char *const[]) { "OVH_SMS_ACCOUNT", "", NULL });

  g_assert_cmpuint (settings->problems->len, ==, 0);
  assert_carrier (settings, SALON_MESSAGE_SMS, G_TYPE_NONE);
  assert_carrier (settings, SALON_MESSAGE_EMAIL, G_TYPE_NONE);
}

static void
test_carriers (void)
{
  static const char *const ovh[] = { "OVH_APPLICATION_KEY",
                                     "a",
                                     "OVH_APPLICATION_SECRET",
                                     "b",
                                     "OVH_CONSUMER_KEY",
                                     "c",
                                     "OVH_SMS_ACCOUNT",
                                     "sms-1",
                                     "SMTP_URL",
                                     "smtp://mail.example.org",
                                     NULL };
  static const char *const both[] = { "SENDGRID_API_KEY", "a", "SMTP_URL", "smtps://m.example.org",
                                      NULL };
  static const char *const second[] = {
    "SENDGRID_API_KEY", "a", "SMTP_URL", "smtps://m.example.org", "SENDGRID_MODE", "off", NULL
  };
  static const char *const all_off[] = { "SENDGRID_API_KEY", "a", "MESSAGE_MODE", "off", NULL };
  g_autoptr (SalonProviderSettings) first = read_settings (ovh);
  g_autoptr (SalonProviderSettings) sendgrid = read_settings (both);
  g_autoptr (SalonProviderSettings) smtp = read_settings (second);
  g_autoptr (SalonProviderSettings) off = read_settings (all_off);

  g_assert_cmpstr (first->ovh_url, ==, "https://eu.api.ovh.com/1.0");
  assert_carrier (first, SALON_MESSAGE_SMS, SALON_TYPE_OVH);
  assert_carrier (first, SALON_MESSAGE_EMAIL, SALON_TYPE_SMTP);
  assert_carrier (sendgrid, SALON_MESSAGE_EMAIL, SALON_TYPE_SENDGRID);
  assert_carrier (smtp, SALON_MESSAGE_EMAIL, SALON_TYPE_SMTP);
  assert_carrier (off, SALON_MESSAGE_EMAIL, G_TYPE_NONE);
  g_assert_cmpuint (first->problems->len + sendgrid->problems->len + smtp->problems->len
                      + off->problems->len,
                    ==, 0);
}

static void
test_smtp_url (void)
{
  static const struct
  {
    const char *text;
    const char *url; /* NULL: it is none */
    const char *user;
    const char *password;
  } cases[] = {
    { "smtp://mail.example.org", "smtp://mail.example.org:587", NULL, NULL },
    { "smtps://mail.example.org/", "smtps://mail.example.org:465", NULL, NULL },
    { "smtp://mail.example.org:2525", "smtp://mail.example.org:2525", NULL, NULL },
    { "smtp://a%40b.fr:p%3Aw%C3%A9@mail.example.org", "smtp://mail.example.org:587", "a@b.fr",
      "p:wé" },
    { "mail.example.org", NULL, NULL, NULL },
    { "https://mail.example.org", NULL, NULL, NULL },
    { "file:///etc/passwd", NULL, NULL, NULL },
    { "smtp://", NULL, NULL, NULL },
    { "smtp://mail.example.org:99999", NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const pairs[] = { "SMTP_URL", cases[i].text, NULL };
      g_autoptr (SalonProviderSettings) settings = read_settings (pairs);

      g_assert_cmpstr (settings->smtp_url, ==, cases[i].url);
      g_assert_cmpstr (settings->smtp_user, ==, cases[i].user);
      g_assert_cmpstr (settings->smtp_password, ==, cases[i].password);
      g_assert_cmpuint (settings->problems->len, ==, cases[i].url == NULL ? 1 : 0);
      assert_carrier (settings, SALON_MESSAGE_EMAIL,
                      cases[i].url != NULL ? SALON_TYPE_SMTP : G_TYPE_NONE);
    }
}

/* Said, and off: never half. */
static void
test_problems (void)
{
  static const char *const pairs[] = {
    "OVH_APPLICATION_KEY",
    "secret-a",
    "OVH_MODE",
    "live",
    "OVH_SMS_SENDER",
    "TOO LONG A NAME",
    "SENDGRID_API_KEY",
    "secret-b",
    "SMTP_MODE",
    "sandbox",
    "SMTP_URL",
    "smtp://m.example.org",
    "SENDGRID_MODE",
    "production",
    "FROM_EMAIL",
    "nobody",
    NULL,
  };
  g_autoptr (SalonProviderSettings) settings = read_settings (pairs);

  assert_problem (settings, "OVH_APPLICATION_KEY");
  assert_problem (settings, "OVH_MODE");
  assert_problem (settings, "OVH_SMS_SENDER");
  assert_problem (settings, "SENDGRID_MODE");
  assert_problem (settings, "SMTP_MODE");
  assert_problem (settings, "FROM_EMAIL");
  assert_carrier (settings, SALON_MESSAGE_SMS, G_TYPE_NONE);
  assert_carrier (settings, SALON_MESSAGE_EMAIL, G_TYPE_NONE);
  for (guint i = 0; i < settings->problems->len; i++)
    g_assert_null (strstr (settings->problems->pdata[i], "secret"));
}

static void
test_reasons (void)
{
  for (int i = 0; i < SALON_N_DELIVERY_REASONS; i++)
    {
      SalonDeliveryReason reason = SALON_DELIVERY_FINE;

      g_assert_true (salon_delivery_reason_from_string (
        salon_delivery_reason_to_string ((SalonDeliveryReason) i), &reason));
      g_assert_cmpint (reason, ==, i);
    }
  g_assert_false (salon_delivery_reason_from_string (NULL, NULL));
  g_assert_false (salon_delivery_reason_from_string ("Connection refused", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/provider-settings/without-keys-nobody-carries", test_nothing);
  g_test_add_func ("/salon/provider-settings/keys-say-who-carries", test_carriers);
  g_test_add_func ("/salon/provider-settings/a-mail-server-is-one-line", test_smtp_url);
  g_test_add_func ("/salon/provider-settings/what-cannot-be-is-said-and-off", test_problems);
  g_test_add_func ("/salon/provider-settings/a-row-keeps-the-reason", test_reasons);
  return g_test_run ();
}
