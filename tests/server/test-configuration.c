/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/salon-message-carriers.h"
#include "server/salon-server-configuration.h"

#include <gio/gio.h>
#include <string.h>

#define DATABASE "DATABASE_URL=postgresql+asyncpg://salon:secret%20one@db.example:5433/serenaia"
#define SECRET "SECRET_KEY=0123456789abcdef0123456789abcdef"

static void
refuse (const char *const *environment, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonServerConfiguration) configuration =
    salon_server_configuration_new (environment, &error);

  g_assert_null (configuration);
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, name));
  g_assert_null (strstr (error->message, "secret one"));
}

static SalonServerConfiguration *
take (const char *const *environment)
{
  g_autoptr (GError) error = NULL;
  SalonServerConfiguration *configuration = salon_server_configuration_new (environment, &error);

  g_assert_no_error (error);
  return configuration;
}

static void
test_reads_the_environment (void)
{
  g_autoptr (SalonServerConfiguration) configuration = take ((const char *const[]) {
    DATABASE, SECRET, "PORT=8080", "CORS_ORIGINS=https://a.example, https://b.example", NULL });

  g_assert_cmpstr (configuration->database->host, ==, "db.example");
  g_assert_cmpstr (configuration->database->password, ==, "secret one");
  g_assert_cmpint (configuration->database->port, ==, 5433);
  g_assert_cmpuint (configuration->port, ==, 8080);
  g_assert_cmpstr (configuration->cors_origins[1], ==, "https://b.example");
  g_assert_cmpstr (configuration->listen_address, ==, "127.0.0.1");
  g_assert_cmpstr (salon_server_configuration_get_or_default (configuration, "STRIPE_BASE_URL"), ==,
                   "https://api.stripe.com");
  g_assert_null (salon_server_configuration_get (configuration, "STRIPE_BASE_URL"));
}

static void
test_names_what_cannot_be (void)
{
  refuse ((const char *const[]) { NULL }, "DATABASE_URL");
  refuse ((const char *const[]) { "DATABASE_URL=mysql://x", NULL }, "DATABASE_URL");
  refuse ((const char *const[]) { DATABASE, "SECRET_KEY=short", NULL }, "SECRET_KEY");
  refuse ((const char *const[]) { DATABASE, "ENV=production", NULL }, "SECRET_KEY");
  refuse ((const char *const[]) { DATABASE, "ALGORITHM=none", NULL }, "ALGORITHM");
  refuse ((const char *const[]) { DATABASE, "PORT=70000", NULL }, "PORT");
  refuse ((const char *const[]) { DATABASE, "WEB_CONCURRENCY=many", NULL }, "WEB_CONCURRENCY");
  refuse ((const char *const[]) { DATABASE, "CORS_ORIGINS=*", NULL }, "CORS_ORIGINS");
  refuse ((const char *const[]) { DATABASE, "CORS_ORIGINS=https://a.example/", NULL },
          "CORS_ORIGINS");
  refuse ((const char *const[]) { DATABASE, "TLS_CERTIFICATE=/a.pem", NULL }, "TLS_CERTIFICATE");
}

/* What --check prints may be shown to anybody. */
static void
test_describes_without_secrets (void)
{
  g_autoptr (SalonServerConfiguration) configuration =
    take ((const char *const[]) { DATABASE, SECRET, "FROM_EMAIL=contact@salon.example", NULL });
  g_autofree char *text = salon_server_configuration_describe (configuration);

  g_assert_nonnull (strstr (text, "set      DATABASE_URL\n"));
  g_assert_nonnull (strstr (text, "set      SECRET_KEY\n"));
  g_assert_nonnull (strstr (text, "set      FROM_EMAIL = contact@salon.example\n"));
  g_assert_nonnull (strstr (text, "missing  STRIPE_SECRET_KEY: no payment by card\n"));
  g_assert_nonnull (strstr (text, "default  PORT = 8000\n"));
  g_assert_null (strstr (text, "secret"));
  g_assert_null (strstr (text, "0123456789"));
}

static void
test_describes_carriers (void)
{
  g_autoptr (SalonServerConfiguration) configuration = take ((const char *const[]) {
    DATABASE, SECRET, "OVH_APPLICATION_KEY=application", "OVH_APPLICATION_SECRET=hidden-1",
    "OVH_CONSUMER_KEY=hidden-2", "OVH_SMS_SENDER=Sérénaïa", "SENDGRID_API_KEY=hidden-3",
    "SENDGRID_MODE=sandbox", "SMTP_URL=smtp://a:hidden-4@mail.example.org", NULL });
  g_autofree char *text = salon_server_configuration_describe (configuration);
  g_autofree char *carriers = salon_message_carriers_describe (configuration);

  g_assert_nonnull (strstr (
    carriers, "messages SMS by ovh off, mail by sendgrid sandbox, by a mail server live\n"));
  g_assert_nonnull (strstr (carriers, "problem  OVH_APPLICATION_KEY needs"));
  g_assert_nonnull (strstr (carriers, "problem  OVH_SMS_SENDER must be"));
  g_assert_null (strstr (text, "hidden"));
  g_assert_null (strstr (carriers, "hidden"));
}

static void
test_opens_the_door_in_production (void)
{
  g_autoptr (SalonServerConfiguration) configuration =
    take ((const char *const[]) { DATABASE, SECRET, "ENV=production", NULL });

  g_assert_cmpstr (configuration->listen_address, ==, "0.0.0.0");
}

int
main (int n_arguments, char **arguments)
{
  g_test_init (&n_arguments, &arguments, NULL);

  g_test_add_func ("/salon/server-configuration/reads-the-environment", test_reads_the_environment);
  g_test_add_func ("/salon/server-configuration/names-what-cannot-be", test_names_what_cannot_be);
  g_test_add_func ("/salon/server-configuration/describes-without-secrets",
                   test_describes_without_secrets);
  g_test_add_func ("/salon/server-configuration/says-who-carries-messages",
                   test_describes_carriers);
  g_test_add_func ("/salon/server-configuration/opens-the-door-in-production",
                   test_opens_the_door_in_production);
  return g_test_run ();
}
