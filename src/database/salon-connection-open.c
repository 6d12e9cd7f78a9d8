/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening a connection, so that a person can be told what is wrong: no such computer, nobody
 * there, not the right one, wrong password, no such database.
 *
 * The library only has a text for a failure. What is known instead: the name is looked up here;
 * how far the library came tells a closed port from a bad certificate; and at the verbosity that is
 * set for the time of signing in the server's text begins with its SQLSTATE, in every language.
 */
#include "salon-connection-private.h"

#include <string.h>

#define ADDRESS_TIMEOUT_US (5 * G_USEC_PER_SEC)
#define MAX_ADDRESSES 4
#define SQLSTATE_LENGTH 5
/* client_connection_check_interval: a statement whose asker has gone ends within seconds. */
#define SESSION_OPTIONS                                                                            \
  "-c statement_timeout=30000 -c idle_in_transaction_session_timeout=10000"                        \
  " -c client_connection_check_interval=2000 -c timezone=UTC -c datestyle=ISO"                     \
  " -c client_min_messages=warning"

typedef struct
{
  GPtrArray *names;
  GPtrArray *values;
} Parameters;

static void
add_parameter (Parameters *self, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_ptr_array_add (self->names, (gpointer) name);
  g_ptr_array_add (self->values, g_strdup (value));
}

static PGconn *
start (const SalonConnectionSettings *settings, const char *address)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  Parameters parameters = { names, values };
  g_autofree char *port =
    g_strdup_printf ("%d", settings->port > 0 ? settings->port : SALON_CONNECTION_DEFAULT_PORT);
  gboolean is_local = salon_connection_settings_is_local (settings);

  add_parameter (&parameters, "host", settings->host);
  add_parameter (&parameters, "hostaddr", address);
  add_parameter (&parameters, "port", port);
  add_parameter (&parameters, "dbname", settings->database);
  add_parameter (&parameters, "user", settings->user);
  /* An empty one keeps the library from looking for another in files and environment. */
  add_parameter (&parameters, "password", settings->password != NULL ? settings->password : "");
  add_parameter (&parameters, "sslmode", is_local ? "prefer" : "verify-full");
  add_parameter (&parameters, "sslrootcert",
                 settings->root_certificate != NULL ? settings->root_certificate
                                                    : (is_local ? NULL : "system"));
  add_parameter (&parameters, "gssencmode", "disable");
  add_parameter (&parameters, "keepalives_idle", "10");
  add_parameter (&parameters, "keepalives_interval", "5");
  add_parameter (&parameters, "keepalives_count", "3");
  add_parameter (&parameters, "tcp_user_timeout", "15000");
  add_parameter (&parameters, "client_encoding", "UTF8");
  add_parameter (&parameters, "application_name", "serenaia");
  add_parameter (&parameters, "options", SESSION_OPTIONS);
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (values, NULL);
  return PQconnectStartParams ((const char *const *) names->pdata,
                               (const char *const *) values->pdata, FALSE);
}

/* Five digits and capitals, one digit at least: "FATAL" is none. */
static gboolean
begins_with_sqlstate (const char *text)
{
  return strspn (text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == SQLSTATE_LENGTH
         && strcspn (text, "0123456789") < SQLSTATE_LENGTH && text[SQLSTATE_LENGTH] == ':';
}

/* "FATAL:  28P01: password …" → "28P01"; NULL when the server said nothing. */
static char *
find_sqlstate (const char *message)
{
  for (const char *at = strchr (message, ':'); at != NULL; at = strchr (at + 1, ':'))
    {
      const char *state = at + 1 + strspn (at + 1, " ");

      if (begins_with_sqlstate (state))
        return g_strndup (state, SQLSTATE_LENGTH);
    }
  return NULL;
}

/* A connection that breaks while it is made safe says nothing about the certificate, and is back when
 * the network is: nobody needs to be asked. The words are libpq's, in the language of the desk; these
 * are the same in English and French. */
static gboolean
is_about_certificate (const char *message)
{
  return strstr (message, "SYSCALL") == NULL
         && (strstr (message, "SSL") != NULL || strstr (message, "certificat") != NULL);
}

static SalonDatabaseError
classify_failure (PGconn *connection, ConnStatusType reached)
{
  const char *message = PQerrorMessage (connection);
  g_autofree char *sqlstate = find_sqlstate (message);

  if (sqlstate != NULL)
    return salon_connection_classify (sqlstate);
  if (PQconnectionNeedsPassword (connection))
    return SALON_DATABASE_ERROR_SIGN_IN;
  switch ((int) reached)
    {
    case CONNECTION_SSL_STARTUP:
      return is_about_certificate (message) ? SALON_DATABASE_ERROR_CERTIFICATE
                                            : SALON_DATABASE_ERROR_LOST;
    case CONNECTION_AWAITING_RESPONSE:
    case CONNECTION_AUTH_OK:
      return SALON_DATABASE_ERROR_REPLY;
    default:
      return SALON_DATABASE_ERROR_PORT;
    }
}

static gboolean
fail (PGconn *connection, ConnStatusType reached, GError **error)
{
  g_autofree char *message = g_strdup (PQerrorMessage (connection));

  g_set_error_literal (error, SALON_DATABASE_ERROR, (int) classify_failure (connection, reached),
                       g_strchomp (message));
  return FALSE;
}

/* Signs in, step by step. */
static gboolean
finish (PGconn *connection, GCancellable *cancellable, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + ADDRESS_TIMEOUT_US;
  PostgresPollingStatusType next = PGRES_POLLING_WRITING;
  ConnStatusType reached = PQstatus (connection);

  while (reached != CONNECTION_BAD && next != PGRES_POLLING_OK && next != PGRES_POLLING_FAILED)
    {
      int ready =
        salon_connection_poll (connection, next == PGRES_POLLING_READING ? G_IO_IN : G_IO_OUT,
                               cancellable, deadline, error);

      if (ready < 0)
        return FALSE;
      if (ready == 0)
        {
          g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_PORT,
                               "no answer in time");
          return FALSE;
        }
      reached = PQstatus (connection);
      next = PQconnectPoll (connection);
    }
  return next == PGRES_POLLING_OK || fail (connection, reached, error);
}

static PGconn *
try_address (const SalonConnectionSettings *settings,
             const char *address,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (PGconn) connection = start (settings, address);

  PQsetErrorVerbosity (connection, PQERRORS_VERBOSE);
  if (!finish (connection, cancellable, error))
    return NULL;
  PQsetErrorVerbosity (connection, PQERRORS_DEFAULT);
  return g_steal_pointer (&connection);
}

/* NULL with @error set, or addresses; a list of one NULL for a socket. */
static GPtrArray *
look_up (const SalonConnectionSettings *settings, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GResolver) resolver = NULL;
  g_autoptr (GError) failure = NULL;
  g_autolist (GInetAddress) found = NULL;

  if (settings->host == NULL || *settings->host == '/')
    {
      g_ptr_array_add (addresses, NULL);
      return g_steal_pointer (&addresses);
    }

  resolver = g_resolver_get_default ();
  found = g_resolver_lookup_by_name (resolver, settings->host, cancellable, &failure);
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (found == NULL)
    {
      g_set_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_NAME, "%s: %s", settings->host,
                   failure->message);
      return NULL;
    }
  for (GList *link = found; link != NULL && addresses->len < MAX_ADDRESSES; link = link->next)
    g_ptr_array_add (addresses, g_inet_address_to_string (link->data));
  return g_steal_pointer (&addresses);
}

PGconn *
salon_connection_connect (const SalonConnectionSettings *settings,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) addresses = look_up (settings, cancellable, error);
  g_autoptr (GError) failure = NULL;

  if (addresses == NULL)
    return NULL;

  /* Another address may be reached where one is not; one that was reached has spoken for all. */
  for (guint i = 0; i < addresses->len; i++)
    {
      PGconn *connection;

      g_clear_error (&failure);
      connection = try_address (settings, addresses->pdata[i], cancellable, &failure);
      if (connection != NULL)
        return connection;
      if (!g_error_matches (failure, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_PORT))
        break;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
