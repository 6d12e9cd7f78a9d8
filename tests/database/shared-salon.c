/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared-salon.h"

#include "database/salon-migrator.h"

#define PREPARED "prepared"

static void
prepare (PostgresFixture *server)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonConnection) connection = NULL;

  postgres_fixture_execute (server, "postgres", "CREATE DATABASE " PREPARED);
  connection = postgres_fixture_connect (server, PREPARED, NULL);
  salon_migrator_run (connection, 0, NULL, &error);
  g_assert_no_error (error);
}

SharedSalon *
shared_salon_new (PostgresFixture *server)
{
  static PostgresFixture *prepared_on = NULL;
  static int number = 0;
  SharedSalon *self = g_new0 (SharedSalon, 1);
  g_autofree char *create = NULL;

  if (prepared_on != server)
    prepare (server);
  prepared_on = server;

  self->server = server;
  self->database = g_strdup_printf ("shared_%d", ++number);
  create = g_strdup_printf ("CREATE DATABASE %s TEMPLATE " PREPARED, self->database);
  postgres_fixture_execute (server, "postgres", create);
  self->owner = postgres_fixture_connect (server, self->database, NULL);
  return self;
}

void
shared_salon_free (SharedSalon *self)
{
  g_clear_pointer (&self->owner, salon_connection_free);
  g_free (self->database);
  g_free (self);
}

Desk *
desk_new (SharedSalon *salon, const char *digits, const char *name)
{
  Desk *self = g_new0 (Desk, 1);
  g_autofree char *hello = NULL;

  self->connection = postgres_fixture_connect (salon->server, salon->database, NULL);
  self->id = g_strdup_printf ("d0000000-0000-4000-8000-00000000%s", digits);
  hello = g_strdup_printf ("SELECT salon.hello ('%s', '%s')", self->id, name);
  fixture_execute (self->connection, hello);
  return self;
}

void
desk_free (Desk *self)
{
  g_clear_pointer (&self->connection, salon_connection_free);
  g_free (self->id);
  g_free (self->reply);
  g_free (self);
}

char *
desk_write_change (Desk *self, const char *edits)
{
  self->seq++;
  return g_strdup_printf ("{\"device\":\"%s\",\"seq\":%" G_GINT64_FORMAT
                          ",\"label\":\"Change %" G_GINT64_FORMAT
                          "\",\"at\":\"2026-03-10T08:00:00Z\",\"edits\":[%s]}",
                          self->id, self->seq, self->seq, edits);
}

static const char *const as_lines =
  "SELECT string_agg ("
  "  concat_ws (' ', a ->> 'outcome', a ->> 'first', a ->> 'code', ("
  "    SELECT string_agg ("
  "      concat (o ->> 'table', ':', right (o ->> 'id', 4),"
  "              '(' || nullif ((SELECT string_agg (f, ',')"
  "                              FROM jsonb_array_elements_text (o -> 'fields') AS f), '') || ')'),"
  "      ' ' ORDER BY o ->> 'table', o ->> 'id')"
  "    FROM jsonb_array_elements (a -> 'rows') AS o)),"
  "  E'\\n' ORDER BY n) "
  "FROM jsonb_array_elements ($1::jsonb) WITH ORDINALITY AS answers (a, n)";

char *
desk_send (Desk *self, const char *changes)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = g_strdup_printf ("[%s]", changes);
  g_autoptr (PGresult) reply =
    salon_connection_query (self->connection, "SELECT salon.push ($1::jsonb)", 1,
                            (const char *[]) { batch }, NULL, &error);
  g_autoptr (PGresult) lines = NULL;

  g_assert_no_error (error);
  g_free (self->reply);
  self->reply = g_strdup (PQgetvalue (reply, 0, 0));
  lines = salon_connection_query (self->connection, as_lines, 1, (const char *[]) { self->reply },
                                  NULL, &error);
  g_assert_no_error (error);
  return g_strdup (PQgetvalue (lines, 0, 0));
}

char *
desk_push (Desk *self, const char *edits)
{
  g_autofree char *change = desk_write_change (self, edits);

  return desk_send (self, change);
}
