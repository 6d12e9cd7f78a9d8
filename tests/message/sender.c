/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A desk that sends, and nothing else: a program that a test can kill.
 *
 *     sender DATABASE-URI PAUSE
 *
 * Providers by the variables of the environment. PAUSE, in milliseconds, is between two rounds, unless the
 * database says that something has changed. It ends when it is ended, or when the database has gone.
 */
#include <locale.h>
#include <stdlib.h>

#include "database/salon-database-ledger.h"
#include "message/salon-message-round.h"
#include "message/salon-provider-settings.h"

static const char *
look_up (const char *name, gpointer user_data)
{
  return g_getenv (name);
}

static void
set_carriers (SalonMessageRound *round)
{
  g_autoptr (SalonProviderSettings) settings = salon_provider_settings_new (look_up, NULL);

  for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
    {
      g_autoptr (SalonMessageProvider) provider = salon_provider_settings_open (settings, medium);

      salon_message_round_set_provider (round, medium, provider);
    }
}

static gboolean
work (const char *uri, int pause_ms, GError **error)
{
  g_autofree char *claimant = g_uuid_string_random ();
  g_autoptr (SalonMessageRound) round = salon_message_round_new (claimant);
  g_autoptr (SalonConnectionSettings) settings = salon_connection_settings_from_uri (uri, error);
  g_autoptr (SalonConnection) connection = NULL;
  g_autoptr (SalonMessageLedger) ledger = NULL;

  if (settings == NULL)
    return FALSE;
  connection = salon_connection_open (settings, NULL, error);
  if (connection == NULL || !salon_connection_execute (connection, "LISTEN salon", NULL, error))
    return FALSE;
  set_carriers (round);
  ledger = salon_database_ledger_new (connection, NULL);
  for (;;)
    {
      SalonMessageReport report;

      if (!salon_message_round_run (round, ledger, NULL, &report, error))
        return FALSE;
      g_info ("messages: %u sent, %u failed, %u unknown, %u skipped", report.n_sent,
              report.n_failed, report.n_unknown, report.n_skipped);
      if (!salon_connection_wait (connection, NULL, pause_ms, error))
        return FALSE;
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 3)
    {
      g_printerr ("sender DATABASE-URI PAUSE\n");
      return EXIT_FAILURE;
    }
  if (!work (argv[1], atoi (argv[2]), &error))
    g_printerr ("%s\n", error->message);
  return EXIT_FAILURE;
}
