/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures of the salon. They are kept ready by the database (salon.tally, in the transaction of what they
 * count), so all time costs no more than a day; what came since is added to it in the same statement.
 */
#include <string.h>

#include "salon-server-admin.h"
#include "salon-server-rows.h"

/* From here on what is not in the tally yet is put there. */
#define MOST_CHANGES 200

static const SalonServerSchema service_schema = {
  "StatsService",
  (const SalonServerField[]) {
    { "service_id", SALON_SERVER_KIND_UUID,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "bookings", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "value", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const SalonServerSchema method_schema = {
  "StatsPaymentMethod",
  (const SalonServerField[]) {
    { "payment_method", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "payments", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "amount", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const char *const states[] = { "pending",   "confirmed", "arrived",
                                      "completed", "cancelled", "no_show" };

static const SalonServerSchema bookings_schema = {
  "StatsBookings",
  (const SalonServerField[]) {
    { "total", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "pending", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "confirmed", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "arrived", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "completed", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "cancelled", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { "no_show", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const SalonServerSchema stats_schema = {
  "Stats",
  (const SalonServerField[]) {
    { "from", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "to", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "bookings", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED,
      .schema = &bookings_schema },
    { "booked_value", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED,
      .summary =
        "Prices of the bookings of these days that were not cancelled or missed: those whose "
        "client came (turnover of /admin/stats/figures) and those still to come (booked)" },
    { "received", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED,
      .summary =
        "Paid, less what was given back, by the day of UTC on which it was written; of days of "
        "the salon: received of /admin/stats/figures" },
    { "gift_cards_sold", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED,
      .summary = "Cards made that somebody paid for, whatever became of them; days of UTC" },
    { "gift_cards_value", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED,
      .summary = "What was on them when they were made" },
    { "services", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &service_schema, .most_items = 10000,
      .summary = "The most booked first, without those that were cancelled or missed" },
    { "payment_methods", SALON_SERVER_KIND_OBJECT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY, .schema = &method_schema,
      .most_items = 1000 },
    { NULL },
  },
};

static const SalonServerSchema query_schema = {
  "StatsQuery",
  (const SalonServerField[]) {
    { "from", SALON_SERVER_KIND_DATE, .summary = "With to: these days, both included" },
    { "to", SALON_SERVER_KIND_DATE, .summary = "Without both: all time" },
    { NULL },
  },
};

/* Two statements, for one plan cannot be good for both. A payment that is only called refunded, without a row
 * that takes it back, was never kept: as in the figures (salon-server-figures.c) it is taken off again. */
#define SUMS(tally, changes, refunded)                                                             \
  "SELECT f.kind, f.key, f.state, f.n, f.cents, s.name, f.n_changes FROM ("                        \
  "  SELECT kind, key, state, sum (n)::bigint AS n, sum (cents)::bigint AS cents,"                 \
  "    sum (sum (is_new)) OVER ()::bigint AS n_changes"                                            \
  "  FROM (SELECT kind, key, state, n, cents, 0 AS is_new FROM salon.tally WHERE " tally           \
  "        UNION ALL"                                                                              \
  "        SELECT kind, key, state, n, cents, 1 FROM salon.tally_changes WHERE " changes           \
  "        UNION ALL"                                                                              \
  "        SELECT 'payment', p.payment_method, p.status, -1, -round (p.amount * 100)::bigint, 0"   \
  "        FROM payments AS p"                                                                     \
  "        WHERE p.status = 'refunded' AND " refunded                                              \
  "          AND NOT EXISTS (SELECT FROM payments AS r WHERE r.reverses = p.id)"                   \
  "       ) AS b"                                                                                  \
  "  GROUP BY kind, key, state"                                                                    \
  ") AS f "                                                                                        \
  "LEFT JOIN services AS s ON f.kind = 'booking' AND s.id::text = f.key "                          \
  "WHERE f.n <> 0 OR f.cents <> 0 "                                                                \
  "ORDER BY f.kind, f.key, f.state"

static const char *const all_time = SUMS ("grain = 'all'", "TRUE", "TRUE");
static const char *const some_days =
  SUMS ("grain = 'day' AND day BETWEEN $1::date AND $2::date",
        "day BETWEEN $1::date AND $2::date",
        "p.created_at >= $1::date AND p.created_at < $2::date + 1");

typedef struct
{
  const char *key;
  const char *name;
  gint64 n;
  gint64 cents;
} Line;

typedef struct
{
  gint64 n_bookings[G_N_ELEMENTS (states)];
  gint64 n_all_bookings;
  gint64 booked_cents;
  gint64 received_cents;
  gint64 n_cards;
  gint64 cards_cents;
  gint64 n_changes;
  GArray *services;
  GArray *methods;
} Figures;

/* Rows of one key come one after the other. */
static void
add_to_line (GArray *lines, const char *key, const char *name, gint64 n, gint64 cents)
{
  Line *last = lines->len > 0 ? &g_array_index (lines, Line, lines->len - 1) : NULL;

  if (last != NULL && g_str_equal (last->key, key))
    {
      last->n += n;
      last->cents += cents;
      return;
    }
  g_array_append_val (lines, ((Line) { key, name, n, cents }));
}

static void
add_booking (Figures *figures,
             const char *key,
             const char *state,
             const char *name,
             gint64 n,
             gint64 cents)
{
  figures->n_all_bookings += n;
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i], state))
      figures->n_bookings[i] += n;
  if (g_str_equal (state, "cancelled") || g_str_equal (state, "no_show"))
    return;
  figures->booked_cents += cents;
  add_to_line (figures->services, key, name, n, cents);
}

static void
add_row (Figures *figures, const PGresult *rows, int row)
{
  const char *kind = PQgetvalue (rows, row, 0);
  const char *key = PQgetvalue (rows, row, 1);
  const char *state = PQgetvalue (rows, row, 2);
  gint64 n = g_ascii_strtoll (PQgetvalue (rows, row, 3), NULL, 10);
  gint64 cents = g_ascii_strtoll (PQgetvalue (rows, row, 4), NULL, 10);
  const char *name = PQgetisnull (rows, row, 5) ? NULL : PQgetvalue (rows, row, 5);

  figures->n_changes = g_ascii_strtoll (PQgetvalue (rows, row, 6), NULL, 10);
  if (g_str_equal (kind, "booking"))
    add_booking (figures, key, state, name, n, cents);
  /* What was given back is a row of its own, below zero, so both it and what it takes back count; a
   * refunded payment without such a row has been taken off by the statement. */
  else if (g_str_equal (kind, "payment")
           && (g_str_equal (state, "completed") || g_str_equal (state, "refunded")))
    {
      figures->received_cents += cents;
      add_to_line (figures->methods, key, NULL, n, cents);
    }
  /* What was given away is not sold. */
  else if (g_str_equal (kind, "card") && g_str_equal (state, "issue")
           && !g_str_equal (key, "complimentary"))
    {
      figures->n_cards += n;
      figures->cards_cents += cents;
    }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *one = a, *other = b;

  if (one->n != other->n)
    return one->n > other->n ? -1 : 1;
  return strcmp (one->key, other->key);
}

static void
add_money (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, gint64 cents)
{
  g_autofree char *text = g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d", cents < 0 ? "-" : "",
                                           ABS (cents) / 100, (int) (ABS (cents) % 100));

  yyjson_mut_obj_add_strcpy (doc, object, name, text);
}

static void
add_text (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, const char *text)
{
  if (text == NULL)
    yyjson_mut_obj_add_null (doc, object, name);
  else
    yyjson_mut_obj_add_strcpy (doc, object, name, text);
}

static void
add_bookings (yyjson_mut_doc *doc, yyjson_mut_val *root, const Figures *figures)
{
  yyjson_mut_val *bookings = yyjson_mut_obj_add_obj (doc, root, "bookings");

  yyjson_mut_obj_add_sint (doc, bookings, "total", figures->n_all_bookings);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    yyjson_mut_obj_add_sint (doc, bookings, states[i], figures->n_bookings[i]);
}

static void
add_services (yyjson_mut_doc *doc, yyjson_mut_val *root, const Figures *figures)
{
  yyjson_mut_val *services = yyjson_mut_obj_add_arr (doc, root, "services");

  for (guint i = 0; i < figures->services->len; i++)
    {
      const Line *line = &g_array_index (figures->services, Line, i);
      yyjson_mut_val *service = yyjson_mut_arr_add_obj (doc, services);

      add_text (doc, service, "service_id", *line->key != '\0' ? line->key : NULL);
      add_text (doc, service, "name", line->name);
      yyjson_mut_obj_add_sint (doc, service, "bookings", line->n);
      add_money (doc, service, "value", line->cents);
    }
}

static void
add_methods (yyjson_mut_doc *doc, yyjson_mut_val *root, const Figures *figures)
{
  yyjson_mut_val *methods = yyjson_mut_obj_add_arr (doc, root, "payment_methods");

  for (guint i = 0; i < figures->methods->len; i++)
    {
      const Line *line = &g_array_index (figures->methods, Line, i);
      yyjson_mut_val *method = yyjson_mut_arr_add_obj (doc, methods);

      add_text (doc, method, "payment_method", line->key);
      yyjson_mut_obj_add_sint (doc, method, "payments", line->n);
      add_money (doc, method, "amount", line->cents);
    }
}

static SalonServerResponse *
answer (const Figures *figures, const char *from, const char *to)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);

  yyjson_mut_doc_set_root (doc, root);
  add_text (doc, root, "from", from);
  add_text (doc, root, "to", to);
  add_bookings (doc, root, figures);
  add_money (doc, root, "booked_value", figures->booked_cents);
  add_money (doc, root, "received", figures->received_cents);
  yyjson_mut_obj_add_sint (doc, root, "gift_cards_sold", figures->n_cards);
  add_money (doc, root, "gift_cards_value", figures->cards_cents);
  add_services (doc, root, figures);
  add_methods (doc, root, figures);
  return salon_server_response_new_json (200, doc);
}

/* Not in the way of the answer: whoever cannot do it now leaves it to the next. */
static void
fold (SalonServerContext *context)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) done =
    salon_server_context_query (context, "SELECT salon.fold_tally ()", 0, NULL, &error);

  if (done == NULL)
    {
      g_warning ("the figures cannot be added up: %s", error->message);
      salon_server_context_settle (context, error);
    }
}

static SalonServerResponse *
get_stats (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  const char *from = salon_server_request_get_query (request, "from");
  const char *to = salon_server_request_get_query (request, "to");
  gboolean is_all = from == NULL && to == NULL;
  g_autoptr (GArray) services = g_array_new (FALSE, FALSE, sizeof (Line));
  g_autoptr (GArray) methods = g_array_new (FALSE, FALSE, sizeof (Line));
  Figures figures = { .services = services, .methods = methods };
  g_autoptr (PGresult) rows = NULL;

  if ((from == NULL) != (to == NULL))
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_INVALID,
                           "Ask from one day to another, or for all time.");
      return NULL;
    }
  rows = salon_server_context_query (context, is_all ? all_time : some_days, is_all ? 0 : 2,
                                     (const char *[]) { from, to }, error);
  if (rows == NULL)
    return NULL;
  for (int row = 0; row < PQntuples (rows); row++)
    add_row (&figures, rows, row);
  g_array_sort (services, compare_lines);
  if (figures.n_changes > MOST_CHANGES)
    fold (context);
  return answer (&figures, from, to);
}

static const SalonServerRoute routes[] = {
  { .method = "GET",
    .pattern = "/api/v1/admin/stats",
    .right = SALON_SERVER_RIGHT_OWNER,
    .query = &query_schema,
    .reply = &stats_schema,
    .handler = get_stats,
    .summary = "How many bookings, how much money, which services",
    .flags = SALON_SERVER_ROUTE_READS },
};

const SalonServerRouteTable salon_server_admin_stats_routes = { routes, G_N_ELEMENTS (routes) };
