/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-push.h"

#include <string.h>

#include "core/salon-error.h"

#define MAX_TRIES 5
/* A loser waits up to so long before the next try, longer each time, so that two do not meet again. */
#define PAUSE_US 20000

/* A fault in what the server said, whoever found it. */
static void
make_reply_error (GError **error)
{
  g_autofree char *message = NULL;

  if (error == NULL || *error == NULL || (*error)->domain != SALON_ERROR)
    return;
  message = g_strdup ((*error)->message);
  g_clear_error (error);
  g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY, message);
}

gboolean
salon_push_greet (SalonConnection *connection,
                  const char *device,
                  const char *name,
                  SalonPushGreeting *greeting,
                  GCancellable *cancellable,
                  GError **error)
{
  const char *values[] = { device, name };
  g_autoptr (PGresult) rows = NULL;

  g_return_val_if_fail (connection != NULL && device != NULL && name != NULL, FALSE);
  g_return_val_if_fail (greeting != NULL, FALSE);

  rows = salon_connection_query (connection,
                                 "SELECT h ->> 'generation', h ->> 'version', h ->> 'last_seq', "
                                 "h ->> 'rows', h ->> 'empty' "
                                 "FROM salon.hello ($1::uuid, $2) AS h",
                                 G_N_ELEMENTS (values), values, cancellable, error);
  if (rows == NULL)
    return FALSE;
  if (PQntuples (rows) != 1 || PQnfields (rows) != 5
      || !g_uuid_string_is_valid (PQgetvalue (rows, 0, 0)))
    {
      g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY,
                           "the greeting is not understood");
      return FALSE;
    }

  g_strlcpy (greeting->generation, PQgetvalue (rows, 0, 0), sizeof greeting->generation);
  greeting->version = (int) g_ascii_strtoll (PQgetvalue (rows, 0, 1), NULL, 10);
  greeting->last_seq = g_ascii_strtoll (PQgetvalue (rows, 0, 2), NULL, 10);
  greeting->n_rows = g_ascii_strtoll (PQgetvalue (rows, 0, 3), NULL, 10);
  greeting->is_empty = g_str_equal (PQgetvalue (rows, 0, 4), "true");
  return TRUE;
}

static char *
write_batch (GPtrArray *changes)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *change = salon_change_to_json (g_ptr_array_index (changes, i));

      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append (out, change);
    }
  g_string_append_c (out, ']');
  return g_string_free_and_steal (out);
}

/* 40001 and 40P01: lost against another transaction; 55P03: a lock that was not to be had. */
static gboolean
is_worth_another_try (SalonConnection *connection)
{
  const char *state = salon_connection_get_sqlstate (connection);

  return g_str_equal (state, "40001") || g_str_equal (state, "40P01")
         || g_str_equal (state, "55P03");
}

static PGresult *
send (SalonConnection *connection, const char *batch, GCancellable *cancellable, GError **error)
{
  for (int try = 1;; try++)
    {
      g_autoptr (GError) failure = NULL;
      PGresult *rows = salon_connection_query (connection, "SELECT salon.push ($1::jsonb)", 1,
                                               &batch, cancellable, &failure);

      if (rows != NULL)
        return rows;
      if (try == MAX_TRIES || !is_worth_another_try (connection)
          || g_cancellable_is_cancelled (cancellable))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      g_usleep ((gulong) g_random_int_range (1, PAUSE_US * try));
    }
}

static gboolean
check_answers (GPtrArray *answers, GPtrArray *changes, GError **error)
{
  gboolean fits = answers->len == changes->len;

  for (guint i = 0; fits && i < changes->len; i++)
    fits = salon_answer_get_seq (g_ptr_array_index (answers, i))
           == salon_change_get_seq (g_ptr_array_index (changes, i));
  if (!fits)
    g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY,
                         "the answers are not those to the changes that were sent");
  return fits;
}

GPtrArray *
salon_push_changes (SalonConnection *connection,
                    GPtrArray *changes,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *batch = NULL;
  g_autoptr (PGresult) rows = NULL;
  g_autoptr (GPtrArray) answers = NULL;

  g_return_val_if_fail (connection != NULL && changes != NULL, NULL);
  g_return_val_if_fail (changes->len <= SALON_PUSH_MAX_CHANGES, NULL);

  batch = write_batch (changes);
  rows = send (connection, batch, cancellable, error);
  if (rows == NULL)
    return NULL;
  if (PQntuples (rows) != 1 || PQnfields (rows) != 1)
    {
      g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_REPLY,
                           "no answer to the changes");
      return NULL;
    }

  answers = salon_answers_from_json (PQgetvalue (rows, 0, 0), error);
  if (answers == NULL || !check_answers (answers, changes, error))
    {
      make_reply_error (error);
      return NULL;
    }
  return g_steal_pointer (&answers);
}
