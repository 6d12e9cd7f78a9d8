/* SPDX-License-Identifier: GPL-3.0-or-later */
/* serenaia-server: the verbs of the command line. */
#include <gio/gio.h>
#include <stdio.h>

#include "database/salon-migrator.h"
#include "salon-message-carriers.h"
#include "salon-payments.h"
#include "salon-server-add-user.h"
#include "salon-server-configuration.h"
#include "salon-server-serve.h"
#include "salon-server-work.h"

static const char usage[] =
  "serenaia-server VERB\n\n"
  "  serve [--processes N] [--with-worker]   answer requests\n"
  "  serve --check                           say what is set, what is missing, what is off\n"
  "  worker                                  do the jobs: payments, holds, papers\n"
  "  migrate                                 bring the database to this program's version\n"
  "  add-user EMAIL [--name NAME] [--owner]  somebody who may sign in; the password is asked for, or\n"
  "                                          read from what is piped in\n\n"
  "It is configured by its environment; serve --check lists the names.\n";

typedef int (*Verb) (SalonServerConfiguration *configuration, int n_arguments, char **arguments);

static int
fail_usage (const char *word)
{
  g_printerr ("serenaia-server: “%s” is not understood\n\n%s", word, usage);
  return 2;
}

static gboolean
read_processes (SalonServerConfiguration *configuration, const char *text)
{
  guint64 number = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, 64, &number, NULL))
    return FALSE;
  configuration->n_processes = (guint) number;
  return TRUE;
}

static int
run_serve (SalonServerConfiguration *configuration, int n_arguments, char **arguments)
{
  gboolean only_checks = FALSE;

  for (int i = 0; i < n_arguments; i++)
    {
      if (g_str_equal (arguments[i], "--check"))
        only_checks = TRUE;
      else if (g_str_equal (arguments[i], "--with-worker"))
        configuration->runs_jobs = TRUE;
      else if (g_str_equal (arguments[i], "--processes") && i + 1 < n_arguments
               && read_processes (configuration, arguments[i + 1]))
        i++;
      else
        return fail_usage (arguments[i]);
    }
  if (only_checks)
    {
      g_autofree char *text = salon_server_configuration_describe (configuration);
      g_autofree char *payments = salon_payments_describe (configuration);
      g_autofree char *carriers = salon_message_carriers_describe (configuration);

      fputs (text, stdout);
      fputs (payments, stdout);
      fputs (carriers, stdout);
      return 0;
    }
  return salon_server_serve (configuration);
}

static int
run_migrate (SalonServerConfiguration *configuration, int n_arguments, char **arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonConnection) connection = NULL;

  if (n_arguments > 0)
    return fail_usage (arguments[0]);
  connection = salon_connection_open (configuration->database, NULL, &error);
  if (connection != NULL && salon_migrator_run (connection, 0, NULL, &error))
    {
      printf ("The database is at version %d.\n", salon_migrator_get_latest ());
      return 0;
    }
  g_printerr ("serenaia-server: the database could not be migrated: %s\n", error->message);
  return 1;
}

static int
run_worker (SalonServerConfiguration *configuration, int n_arguments, char **arguments)
{
  return n_arguments > 0 ? fail_usage (arguments[0]) : salon_server_work_run (configuration);
}

static gboolean
add_user (SalonServerConfiguration *configuration,
          const char *email,
          const char *name,
          gboolean is_owner,
          GError **error)
{
  g_autofree char *password = salon_server_add_user_read_password (error);
  g_autoptr (SalonConnection) connection = NULL;

  if (password == NULL)
    return FALSE;
  connection = salon_connection_open (configuration->database, NULL, error);
  return connection != NULL
         && salon_server_add_user (connection, email, name, is_owner, password, error);
}

static int
run_add_user (SalonServerConfiguration *configuration, int n_arguments, char **arguments)
{
  const char *email = NULL, *name = NULL;
  gboolean is_owner = FALSE;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < n_arguments; i++)
    {
      if (g_str_equal (arguments[i], "--owner"))
        is_owner = TRUE;
      else if (g_str_equal (arguments[i], "--name") && i + 1 < n_arguments)
        name = arguments[++i];
      else if (*arguments[i] != '-' && email == NULL)
        email = arguments[i];
      else
        return fail_usage (arguments[i]);
    }
  if (email == NULL)
    return fail_usage ("add-user");
  if (add_user (configuration, email, name, is_owner, &error))
    return 0;
  g_printerr ("serenaia-server: %s\n", error->message);
  return 1;
}

static const struct
{
  const char *name;
  Verb run;
} verbs[] = {
  { "serve", run_serve },
  { "worker", run_worker },
  { "migrate", run_migrate },
  { "add-user", run_add_user },
};

int
main (int n_arguments, char **arguments)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (SalonServerConfiguration) configuration = NULL;
  g_autoptr (GError) error = NULL;

  if (n_arguments < 2 || g_str_equal (arguments[1], "--help"))
    {
      fputs (usage, n_arguments < 2 ? stderr : stdout);
      return n_arguments < 2 ? 2 : 0;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, arguments[1]))
      {
        configuration = salon_server_configuration_new ((const char *const *) environment, &error);
        if (configuration == NULL)
          {
            g_printerr ("serenaia-server: %s\n", error->message);
            return 1;
          }
        return verbs[i].run (configuration, n_arguments - 2, arguments + 2);
      }
  return fail_usage (arguments[1]);
}
