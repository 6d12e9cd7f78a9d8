/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-admin.h"

#include <string.h>

#include "salon-server-rows.h"
#include "salon-server-transaction.h"

const char *
salon_server_admin_get_id (SalonServerRequest *request, GError **error)
{
  const char *id = salon_server_request_get_parameter (request, "id");

  if (id != NULL && g_uuid_string_is_valid (id))
    return id;
  g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                       "There is nothing with this number.");
  return NULL;
}

char *
salon_server_admin_dup_body (SalonServerRequest *request)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (request->body, &size);

  return g_strndup (bytes, size);
}

const char *
salon_server_admin_get_query_or (SalonServerRequest *request,
                                 const char *name,
                                 const char *otherwise)
{
  const char *value = salon_server_request_get_query (request, name);

  return value != NULL ? value : otherwise;
}

/* What the database refused for the salon's sake, in words that a person can do something with. */
static void
put_into_words (SalonConnection *connection, GError **error)
{
  static const struct
  {
    const char *sqlstate;
    SalonServerError code;
    const char *words;
  } known[] = {
    { "23P01", SALON_SERVER_ERROR_CONFLICT, "This time is taken." },
    { "23505", SALON_SERVER_ERROR_CONFLICT, "There is one like this already." },
    { "23503", SALON_SERVER_ERROR_INVALID, "It refers to something that is not there." },
    { "23514", SALON_SERVER_ERROR_INVALID, "One of the values is not possible here." },
    { "23502", SALON_SERVER_ERROR_INVALID, "One of the values is missing." },
    { "22", SALON_SERVER_ERROR_INVALID, "One of the values is not possible here." },
    { "SA002", SALON_SERVER_ERROR_CONFLICT, "The gift card holds less than that." },
    { "SA004", SALON_SERVER_ERROR_CONFLICT, "The gift card has changed in the meantime." },
    { "SA003", SALON_SERVER_ERROR_CONFLICT, "What is written in the accounts stays as it is." },
  };
  const char *sqlstate = salon_connection_get_sqlstate (connection);

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_prefix (sqlstate, known[i].sqlstate))
      {
        g_clear_error (error);
        g_set_error_literal (error, SALON_SERVER_ERROR, (int) known[i].code, known[i].words);
        return;
      }
}

typedef struct
{
  const char *sql;
  int n_values;
  const char *const *values;
  PGresult *rows;
} Write;

static gboolean
write_rows (SalonServerContext *context, gpointer user_data, GError **error)
{
  Write *write = user_data;
  gboolean is_kept;

  g_clear_pointer (&write->rows, PQclear);
  write->rows =
    salon_server_context_query (context, write->sql, write->n_values, write->values, error);
  /* What is checked at the end of a transaction is checked here, where it can be told. */
  is_kept = write->rows != NULL
            && salon_connection_execute (context->database, "SET CONSTRAINTS ALL IMMEDIATE",
                                         context->cancellable, error);
  if (!is_kept && context->database != NULL)
    put_into_words (context->database, error);
  return is_kept;
}

PGresult *
salon_server_admin_write (SalonServerContext *context,
                          SalonServerRequest *request,
                          const char *label,
                          const char *sql,
                          int n_values,
                          const char *const *values,
                          GError **error)
{
  Write write = { sql, n_values, values, NULL };

  g_return_val_if_fail (request->principal.name != NULL, NULL);

  if (salon_server_transaction_run (context, request->principal.name, label, write_rows, &write,
                                    error))
    return write.rows;
  g_clear_pointer (&write.rows, PQclear);
  return NULL;
}

/* The version in If-Match: "123", or * for any. NULL when there is none to be. */
static char *
dup_wanted_version (SalonServerRequest *request)
{
  const char *value = salon_server_request_get_header (request, "if-match");
  gsize length;

  if (value == NULL || g_str_equal (value, "*"))
    return NULL;
  length = strlen (value);
  if (length >= 2 && value[0] == '"' && value[length - 1] == '"')
    return g_strndup (value + 1, length - 2);
  return g_strdup (value);
}

static void
tell_why_not (SalonServerContext *context, const char *id, const char *find, GError **error)
{
  g_autoptr (PGresult) there =
    salon_server_context_query (context, find, 1, (const char *[]) { id }, error);

  if (there == NULL)
    return;
  if (PQntuples (there) > 0)
    g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_CHANGED,
                         "Somebody else has changed it in the meantime.");
  else
    g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                         "There is nothing with this number.");
}

SalonServerResponse *
salon_server_admin_change (SalonServerContext *context,
                           SalonServerRequest *request,
                           const char *label,
                           const char *sql,
                           const char *find,
                           GError **error)
{
  const char *id = salon_server_admin_get_id (request, error);
  g_autofree char *body = NULL;
  g_autofree char *version = NULL;
  g_autoptr (PGresult) rows = NULL;

  if (id == NULL)
    return NULL;
  body = salon_server_admin_dup_body (request);
  version = dup_wanted_version (request);
  rows = salon_server_admin_write (context, request, label, sql, 3,
                                   (const char *[]) { id, body, version }, error);
  if (rows == NULL)
    return NULL;
  if (PQntuples (rows) > 0)
    return salon_server_admin_answer_row (request, 200, rows, error);
  tell_why_not (context, id, find, error);
  return NULL;
}

SalonServerResponse *
salon_server_admin_answer_row (SalonServerRequest *request,
                               guint status,
                               const PGresult *rows,
                               GError **error)
{
  yyjson_mut_doc *doc;
  SalonServerResponse *response;
  g_autofree char *tag = NULL;

  if (PQntuples (rows) == 0)
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                           "There is nothing with this number.");
      return NULL;
    }
  doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (doc, salon_server_rows_to_object (rows, 0, request->route->reply, doc));
  response = salon_server_response_new_json (status, doc);
  tag = g_strdup_printf ("\"%s\"", salon_server_rows_get (rows, 0, "version"));
  salon_server_response_set_header (response, "ETag", tag);
  return response;
}

SalonServerResponse *
salon_server_admin_answer_rows (SalonServerRequest *request, const PGresult *rows)
{
  const SalonServerField *list = request->route->reply->fields;
  g_autoptr (GBytes) body = salon_server_rows_write_list (rows, list->schema, list->name);

  return salon_server_response_new_bytes (200, "application/json", body);
}
