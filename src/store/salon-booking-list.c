/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One statement for each shape of a question, put together from fixed pieces: a piece that is not
 * asked for is left out, so that SQLite chooses its index for the rest. The parameters have the same
 * numbers in all of them:
 *   ?1, ?2 moments   ?3 the statuses, a JSON array   ?4 a service   ?5 a folded text
 *   ?6 and on: whom it is about
 */
#include "salon-booking-list.h"

#include "core/salon-text.h"

#include "salon-client-query.h"
#include "salon-store-private.h"

#define FIRST_OF_CLIENT 6

#define WITH_NAMES "LEFT JOIN client_index AS i ON i.client_id = b.client_id\n"
#define IN_RANGE "WHERE b.start_minute >= ?1\n  AND b.start_minute < ?2\n"
#define OF_STATUS "  AND b.status IN (SELECT value FROM json_each (?3))\n"
#define WITH_SERVICE                                                                               \
  "  AND b.id IN (SELECT l.booking_id FROM booking_services AS l WHERE l.service_id = ?4)\n"
#define OF_PASSER_BY "(b.client_id IS NULL AND instr (salon_fold (b.client_name), ?5) > 0)"
#define ACTIVE "  AND b.status NOT IN ('cancelled', 'no_show')\n"

static const char *const orders[] = {
  [SALON_BOOKING_ORDER_EARLIEST] = "ORDER BY b.start_minute, b.rowid",
  [SALON_BOOKING_ORDER_LATEST] = "ORDER BY b.start_minute DESC, b.rowid DESC",
  [SALON_BOOKING_ORDER_CLIENT] = "ORDER BY coalesce (i.name_key, salon_fold (b.client_name)), "
                                 "b.client_id, b.start_minute DESC, b.rowid DESC",
};

/* What of a question is bound, and lives as long as the statement steps. */
typedef struct
{
  char *statuses;
  SalonClientQuery *client; /* NULL: nothing that a client could be found by */
  char *folded;             /* "": every client */
} Asked;

static void
asked_clear (Asked *asked)
{
  g_clear_pointer (&asked->statuses, g_free);
  g_clear_pointer (&asked->client, salon_client_query_free);
  g_clear_pointer (&asked->folded, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static char *
list_statuses (guint statuses)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; i < SALON_N_BOOKING_STATUSES; i++)
    if ((statuses & (1u << i)) != 0)
      g_string_append_printf (json, "%s\"%s\"", json->len > 1 ? "," : "",
                              salon_booking_status_to_wire ((SalonBookingStatus) i));
  g_string_append_c (json, ']');
  return g_string_free_and_steal (g_steal_pointer (&json));
}

static void
ask (const SalonBookingQuery *query, Asked *asked)
{
  const char *text = query->text != NULL ? query->text : "";

  asked->statuses = list_statuses (query->statuses);
  asked->folded = salon_text_fold (text);
  asked->client = salon_client_query_new (text);
}

static void
append_client (GString *sql, const SalonClientQuery *client)
{
  g_string_append (sql, "b.client_id IN (\nSELECT client_index.client_id\n");
  g_string_append (sql, salon_client_query_get_from (client));
  salon_client_query_append_where (client, sql, FIRST_OF_CLIENT);
  g_string_append (sql, ") OR ");
}

static void
append_where (GString *sql, const SalonBookingQuery *query, const Asked *asked)
{
  g_string_append (sql, IN_RANGE);
  if (query->statuses != 0)
    g_string_append (sql, OF_STATUS);
  if (query->service_id != NULL)
    g_string_append (sql, WITH_SERVICE);
  if (*asked->folded == '\0')
    return;
  g_string_append (sql, "  AND (");
  if (asked->client != NULL)
    append_client (sql, asked->client);
  g_string_append (sql, OF_PASSER_BY ")\n");
}

static const char *
make_find (const SalonBookingQuery *query, const Asked *asked)
{
  g_autoptr (GString) sql = g_string_new ("SELECT b.rowid\nFROM bookings AS b\n");

  if (query->order == SALON_BOOKING_ORDER_CLIENT)
    g_string_append (sql, WITH_NAMES);
  append_where (sql, query, asked);
  g_string_append (sql, orders[query->order]);
  return g_intern_string (sql->str);
}

static const char *
make_sum (const SalonBookingQuery *query, const Asked *asked)
{
  g_autoptr (GString) sql =
    g_string_new ("SELECT coalesce (sum (b.price), 0)\nFROM bookings AS b\n");

  append_where (sql, query, asked);
  g_string_append (sql, ACTIVE);
  return g_intern_string (sql->str);
}

static void
bind (SalonStatement *statement, int parameter, const char *text)
{
  if (parameter <= sqlite3_bind_parameter_count (statement))
    salon_statement_bind_text (statement, parameter, text);
}

static SalonStatement *
prepare (SalonStore *store,
         const char *sql,
         const SalonBookingQuery *query,
         const Asked *asked,
         GError **error)
{
  SalonStatement *statement = salon_store_prepare (store, sql, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1,
                      query->from != SALON_DAY_NONE ? salon_moment (query->from, 0) : G_MININT64);
  sqlite3_bind_int64 (statement, 2,
                      query->to != SALON_DAY_NONE ? salon_moment (query->to, 0) : G_MAXINT64);
  bind (statement, 3, asked->statuses);
  bind (statement, 4, query->service_id);
  bind (statement, 5, asked->folded);
  if (asked->client != NULL)
    salon_client_query_bind (asked->client, statement, FIRST_OF_CLIENT);
  return statement;
}

const char *
salon_booking_list_get_sql (const SalonBookingQuery *query)
{
  g_auto (Asked) asked = { 0 };

  g_return_val_if_fail (query != NULL, NULL);

  ask (query, &asked);
  return make_find (query, &asked);
}

GArray *
salon_booking_list_find (SalonStore *store, const SalonBookingQuery *query, GError **error)
{
  g_auto (Asked) asked = { 0 };
  g_autoptr (SalonStatement) statement = NULL;

  g_return_val_if_fail (SALON_IS_STORE (store), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  ask (query, &asked);
  statement = prepare (store, make_find (query, &asked), query, &asked, error);
  return statement != NULL ? salon_sqlite_list_numbers (statement, error) : NULL;
}

gboolean
salon_booking_list_sum (SalonStore *store,
                        const SalonBookingQuery *query,
                        gint64 *cents,
                        GError **error)
{
  g_auto (Asked) asked = { 0 };
  g_autoptr (SalonStatement) statement = NULL;
  gboolean row = FALSE;

  g_return_val_if_fail (SALON_IS_STORE (store), FALSE);
  g_return_val_if_fail (query != NULL && cents != NULL, FALSE);

  ask (query, &asked);
  statement = prepare (store, make_sum (query, &asked), query, &asked, error);
  if (statement == NULL || !salon_sqlite_step (statement, &row, error))
    return FALSE;
  *cents = sqlite3_column_int64 (statement, 0);
  return TRUE;
}
