/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "database/salon-connection-settings.h"

static SalonConnectionSettings *
read_uri (const char *uri)
{
  g_autoptr (GError) error = NULL;
  SalonConnectionSettings *settings = salon_connection_settings_from_uri (uri, &error);

  g_assert_no_error (error);
  return settings;
}

static void
test_every_part (void)
{
  g_autoptr (SalonConnectionSettings) settings =
    read_uri ("postgresql+asyncpg://marie:p%40ss%3A@salon.example:5433/serenaia"
              "?ssl=require&sslrootcert=%2Fetc%2Fca.pem");

  g_assert_cmpstr (settings->host, ==, "salon.example");
  g_assert_cmpint (settings->port, ==, 5433);
  g_assert_cmpstr (settings->database, ==, "serenaia");
  g_assert_cmpstr (settings->user, ==, "marie");
  g_assert_cmpstr (settings->password, ==, "p@ss:");
  g_assert_cmpstr (settings->root_certificate, ==, "/etc/ca.pem");
}

static void
test_short_forms (void)
{
  g_autoptr (SalonConnectionSettings) local = read_uri ("postgresql:///serenaia");
  g_autoptr (SalonConnectionSettings) socket =
    read_uri ("postgres://marie@/serenaia?host=/cloudsql/p:r:i");

  g_assert_null (local->host);
  g_assert_null (local->user);
  g_assert_cmpint (local->port, ==, 0);
  g_assert_cmpstr (local->database, ==, "serenaia");
  g_assert_cmpstr (socket->host, ==, "/cloudsql/p:r:i");
  g_assert_cmpstr (socket->user, ==, "marie");
}

static void
test_nonsense (void)
{
  static const char *const uris[] = { "",
                                      "salon.example",
                                      "mysql://salon.example/x",
                                      "postgresqlx://salon.example/x",
                                      "postgresql://salon.example:port/x",
                                      "postgresql://salon.example/%ff" };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (salon_connection_settings_from_uri (uris[i], &error));
      g_assert_true (error->domain == G_URI_ERROR);
    }
}

static void
test_there_and_back (void)
{
  static const char *const uris[][2] = {
    { "postgres://marie:secret@salon.example/serenaia",
      "postgresql://marie@salon.example/serenaia" },
    { "postgresql://m%40rie@[2001:db8::1]:5433/a%20b",
      "postgresql://m%40rie@[2001:db8::1]:5433/a%20b" },
    { "postgresql://marie@/serenaia?host=/run/my%20salon&sslrootcert=/ca.pem",
      "postgresql://marie@/serenaia?host=%2Frun%2Fmy%20salon&sslrootcert=%2Fca.pem" },
    { "postgresql://salon.example/..%2F%2Fa%2fb", "postgresql://salon.example/..%2F%2Fa%2Fb" },
    { "postgresql:///serenaia?host=caf%C3%A9", "postgresql:///serenaia?host=caf%C3%A9" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (SalonConnectionSettings) settings = read_uri (uris[i][0]);
      g_autofree char *uri = salon_connection_settings_to_uri (settings);
      g_autoptr (SalonConnectionSettings) again = read_uri (uri);
      g_autofree char *twice = salon_connection_settings_to_uri (again);

      g_assert_cmpstr (uri, ==, uris[i][1]);
      g_assert_cmpstr (twice, ==, uri);
      g_assert_cmpstr (again->host, ==, settings->host);
      g_assert_null (again->password);
    }
}

static void
test_local (void)
{
  static const struct
  {
    const char *host;
    gboolean is_local;
  } hosts[] = {
    { NULL, TRUE },
    { "/run/postgresql", TRUE },
    { "localhost", TRUE },
    { "LOCALHOST", TRUE },
    { "127.0.0.1", TRUE },
    { "127.8.9.1", TRUE },
    { "::1", TRUE },
    { "salon.example", FALSE },
    { "10.0.0.2", FALSE },
    { "127.example", FALSE },
    { "localhost.example.fr", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      SalonConnectionSettings settings = { .host = (char *) hosts[i].host };

      g_assert_cmpint (salon_connection_settings_is_local (&settings), ==, hosts[i].is_local);
    }
}

static void
test_server (void)
{
  static const char *const uris[] = {
    "https://salon.example",
    "https://marie%40salon.fr@salon.example:8443/desk?sslrootcert=%2Fauthority.pem",
    "http://marie@127.0.0.1:8000",
  };
  g_autoptr (SalonConnectionSettings) whole = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (SalonConnectionSettings) settings =
        salon_connection_settings_from_uri (uris[i], &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      again = salon_connection_settings_to_uri (settings);
      g_assert_cmpstr (again, ==, uris[i]);
      g_assert_cmpint (salon_connection_settings_is_local (settings), ==, i == 2);
    }
  whole = salon_connection_settings_from_uri (
    "https://marie%40salon.fr:s%40cret@salon.example:8443/desk/", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (whole->address, ==, "https://salon.example:8443/desk");
  g_assert_cmpstr (whole->user, ==, "marie@salon.fr");
  g_assert_cmpstr (whole->password, ==, "s@cret");
  g_assert_null (whole->host);
  g_assert_null (whole->database);
  g_assert_cmpint (whole->port, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/connection-settings/every-part-of-a-uri-is-read", test_every_part);
  g_test_add_func ("/salon/connection-settings/what-is-left-out-stays-open", test_short_forms);
  g_test_add_func ("/salon/connection-settings/nonsense-is-refused", test_nonsense);
  g_test_add_func ("/salon/connection-settings/a-uri-goes-there-and-back-without-the-password",
                   test_there_and_back);
  g_test_add_func ("/salon/connection-settings/only-this-computer-is-local", test_local);
  g_test_add_func ("/salon/connection-settings/server-goes-there-and-back", test_server);
  return g_test_run ();
}
