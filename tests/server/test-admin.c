/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The endpoints of the people who run the salon: what they read, what they write, and what that leaves in
 * the feed and the history. */
#include <string.h>

#include "quiet-server.h"

#define API "/api/v1/admin/"
#define STAFF "00000000-0000-7000-8000-000000000001"
#define SERVICE "50000000-0000-4000-8000-000000000001"
#define BOOKING "b0000000-0000-4000-8000-000000000001"
#define OTHER "b0000000-0000-4000-8000-000000000002"
#define CARD "c0000000-0000-4000-8000-000000000001"
#define NOBODY "00000000-0000-4000-8000-000000000099"

static PostgresFixture *postgres;

typedef struct
{
  QuietServer *server;
  char *token;
} Desk;

static const char *const salon =
  "INSERT INTO services (id, name, category, duration_minutes, price, position) VALUES"
  " ('" SERVICE "', 'Gel', 'ongles', 60, 45.00, 0);"
  "INSERT INTO bookings (id, service_id, client_name, client_email, client_phone, booking_date,"
  "  booking_time, status) VALUES"
  " ('" BOOKING "', '" SERVICE "', 'Marie Durand', 'marie@example.org', '0612345678',"
  "  '2026-03-12', '10:00', 'confirmed'),"
  " ('" OTHER "', '" SERVICE "', 'Julie Petit', 'julie@example.org', '0698765432',"
  "  '2026-03-13', '14:00', 'pending');"
  "INSERT INTO gift_cards (id, code, type, amount, buyer_name, buyer_email, recipient_name,"
  "  purchase_date, expiry_date) VALUES"
  " ('" CARD "', 'SERA-AAAA-BBBB', 'amount', 50, 'Paul', 'paul@example.org', 'Marie',"
  "  '2026-01-01', '2026-06-30')";

static void
set_up (Desk *desk, gconstpointer unused)
{
  g_autofree char *owner = NULL;

  desk->server = quiet_server_new (postgres, NULL);
  fixture_execute (desk->server->owner, salon);
  owner = quiet_server_add_user (desk->server, "chef@example.org", TRUE);
  desk->token = quiet_server_sign_in (desk->server, "chef@example.org");
}

static void
tear_down (Desk *desk, gconstpointer unused)
{
  g_free (desk->token);
  quiet_server_free (desk->server);
}

static char *
ask (Desk *desk, const char *method, const char *target, const char *body, guint expected)
{
  guint status = 0;
  char *reply = quiet_server_ask (desk->server, method, target, desk->token, body, &status);

  if (status != expected)
    g_test_message ("%s %s: %s", method, target, reply);
  g_assert_cmpuint (status, ==, expected);
  return reply;
}

#define assert_member(json, path, expected)                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *member_ = quiet_server_read (json, path);                                     \
    g_assert_cmpstr (member_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

#define assert_told(desk, method, target, body, expected)                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *told_ = ask (desk, method, target, body, expected);                           \
    (void) told_;                                                                                  \
  }                                                                                                \
  G_STMT_END

#define assert_in_database(desk, sql, expected)                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *read_ = fixture_read_text ((desk)->server->owner, sql);                       \
    g_assert_cmpstr (read_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
test_days (Desk *desk, gconstpointer unused)
{
  g_autofree char *day = ask (desk, "GET", API "bookings?day=2026-03-12", NULL, 200);
  g_autofree char *empty = ask (desk, "GET", API "bookings?day=2026-03-14", NULL, 200);
  /* A Sunday belongs to the week that began six days before. */
  g_autofree char *week = ask (desk, "GET", API "bookings?week=2026-03-15", NULL, 200);
  g_autofree char *next = ask (desk, "GET", API "bookings?week=2026-03-16", NULL, 200);
  g_autofree char *range =
    ask (desk, "GET", API "bookings?from=2026-03-13&to=2026-03-31&status=pending", NULL, 200);

  assert_member (day, "items", "[1]");
  assert_member (day, "items.0.id", BOOKING);
  assert_member (day, "items.0.booking_time", "10:00:00");
  assert_member (day, "items.0.service_name", "Gel");
  assert_member (day, "items.0.price", "45.00");
  assert_member (day, "items.0.duration_minutes", "60");
  assert_member (empty, "items", "[0]");
  assert_member (week, "items", "[2]");
  assert_member (week, "items.1.id", OTHER);
  assert_member (next, "items", "[0]");
  assert_member (range, "items", "[1]");
}

/* Lists are written without a library's help. */
static void
test_awkward_texts (Desk *desk, gconstpointer unused)
{
  const char *awkward = "\"Zo\u00e9\" \\ \n\t\r\b\f \x01\x1f\x7f / \u20ac \U0001f485";
  g_autofree char *day = NULL;
  g_autoptr (PGresult) done =
    salon_connection_query (desk->server->owner,
                            "UPDATE bookings SET client_name = $1, price = 7.5, notes = ''"
                            " WHERE id = '" BOOKING "'",
                            1, (const char *[]) { awkward }, NULL, NULL);

  g_assert_nonnull (done);
  day = ask (desk, "GET", API "bookings?day=2026-03-12", NULL, 200);
  assert_member (day, "items", "[1]");
  assert_member (day, "items.0.client_name", awkward);
  assert_member (day, "items.0.notes", "");
  assert_member (day, "items.0.price", "7.50");
  g_assert_nonnull (strstr (day, "\"cancellation_reason\":null"));
}

/* Characters are looked at eight at a time: wherever the odd one stands among them. */
static void
test_awkward_places (Desk *desk, gconstpointer unused)
{
  for (gsize place = 0; place < 18; place++)
    {
      g_autofree char *name = g_strnfill (17, 'x');
      g_autofree char *day = NULL;
      g_autoptr (PGresult) done = NULL;

      if (place < 17)
        name[place] = "\"\\\x1f"[place % 3];
      done = salon_connection_query (desk->server->owner, "UPDATE bookings SET client_name = $1", 1,
                                     (const char *const[]) { name }, NULL, NULL);
      g_assert_nonnull (done);
      day = ask (desk, "GET", API "bookings?day=2026-03-12", NULL, 200);
      assert_member (day, "items.0.client_name", name);
    }
}

/* A name is that of now, also of a service that is offered no more; a booking without one has none. */
static void
test_service_names (Desk *desk, gconstpointer unused)
{
  g_autofree char *named = NULL;
  g_autofree char *without = NULL;

  assert_told (desk, "PUT", API "services/" SERVICE,
               "{\"name\":\"Gel \\\"doux\\\"\",\"is_active\":false}", 200);
  named = ask (desk, "GET", API "bookings?week=2026-03-12", NULL, 200);
  assert_member (named, "items.0.service_name", "Gel \"doux\"");
  assert_member (named, "items.1.service_name", "Gel \"doux\"");
  fixture_execute (desk->server->owner,
                   "UPDATE bookings SET service_id = NULL WHERE id = '" BOOKING "'");
  without = ask (desk, "GET", API "bookings?week=2026-03-12", NULL, 200);
  g_assert_nonnull (strstr (without, "\"service_id\":null,\"service_name\":null"));
  assert_member (without, "items.1.service_name", "Gel \"doux\"");
}

/* PostgreSQL would plan the days of each request anew, which costs more than reading them. */
static void
test_planned_once (Desk *desk, gconstpointer unused)
{
  g_autofree char *plans = NULL;

  for (int i = 0; i < 8; i++)
    {
      assert_told (desk, "GET", API "bookings?week=2026-03-12", NULL, 200);
      assert_told (desk, "GET", API "bookings?day=2026-03-12", NULL, 200);
    }
  plans =
    salon_connection_read_text (desk->server->context->database,
                                "SELECT sum (custom_plans) FROM pg_prepared_statements", NULL);
  g_assert_cmpstr (plans, ==, "0");
}

static void
test_wrong_days (Desk *desk, gconstpointer unused)
{
  static const char *const queries[] = {
    "",
    "?from=2026-03-12",
    "?to=2026-03-12",
    "?day=2026-03-12&week=2026-03-12",
    "?day=2026-03-12&from=2026-03-12&to=2026-03-12",
    "?from=2026-03-12&to=2026-03-11",
    "?from=2026-01-01&to=2026-12-31",
    "?day=2026-02-30",
    "?day=infinity",
    "?day=2026-03-12&status=all",
    "?day=2026-03-12&staff_id=1",
    "?day=2026-03-12&order=name",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *target = g_strconcat (API "bookings", queries[i], NULL);

      assert_told (desk, "GET", target, NULL, 422);
    }
}

static void
test_booking_moves (Desk *desk, gconstpointer unused)
{
  g_autofree char *moved =
    ask (desk, "PUT", API "bookings/" BOOKING,
         "{\"booking_date\":\"2026-03-13\",\"booking_time\":\"16:30\",\"notes\":\"Window\"}", 200);

  assert_member (moved, "booking_date", "2026-03-13");
  assert_member (moved, "booking_time", "16:30:00");
  assert_member (moved, "client_name", "Marie Durand");
  assert_member (moved, "notes", "Window");
  /* What was named null is empty, what was not named stays. */
  assert_told (desk, "PUT", API "bookings/" BOOKING, "{\"notes\":null}", 200);
  assert_in_database (desk,
                      "SELECT concat_ws (' ', booking_date, booking_time, notes) FROM bookings"
                      " WHERE id = '" BOOKING "'",
                      "2026-03-13 16:30:00");
}

static void
test_taken (Desk *desk, gconstpointer unused)
{
  g_autofree char *taken =
    ask (desk, "PUT", API "bookings/" BOOKING,
         "{\"booking_date\":\"2026-03-13\",\"booking_time\":\"14:30\"}", 409);

  assert_member (taken, "code", "conflict");
  g_assert_null (strstr (taken, "bookings_do_not_overlap"));
  assert_in_database (desk, "SELECT booking_date FROM bookings WHERE id = '" BOOKING "'",
                      "2026-03-12");
}

static void
test_cancelled (Desk *desk, gconstpointer unused)
{
  fixture_execute (desk->server->owner, "UPDATE bookings SET hold_expires_at = now () + "
                                        "interval '1 hour' WHERE status = 'pending'");
  assert_told (desk, "PUT", API "bookings/" BOOKING,
               "{\"status\":\"cancelled\",\"cancellation_reason\":\"Ill\"}", 200);
  assert_in_database (
    desk, "SELECT cancelled_at IS NOT NULL FROM bookings WHERE id = '" BOOKING "'", "t");
  assert_told (desk, "PUT", API "bookings/" BOOKING, "{\"status\":\"confirmed\"}", 200);
  assert_in_database (desk, "SELECT cancelled_at FROM bookings WHERE id = '" BOOKING "'", "");
  /* Confirmed by hand: the hold does not let go of it. */
  assert_told (desk, "PUT", API "bookings/" OTHER, "{\"notes\":\"x\"}", 200);
  assert_in_database (desk, "SELECT hold_expires_at IS NULL FROM bookings WHERE id = '" OTHER "'",
                      "f");
  assert_told (desk, "PUT", API "bookings/" OTHER, "{\"status\":\"confirmed\"}", 200);
  assert_in_database (desk, "SELECT hold_expires_at IS NULL FROM bookings WHERE id = '" OTHER "'",
                      "t");
}

/* Whatever is not hers to write is refused, and so is what is no value. */
static void
test_fields (Desk *desk, gconstpointer unused)
{
  static const char *const bodies[] = {
    "{\"id\":\"" NOBODY "\"}",
    "{\"price\":\"0.00\"}",
    "{\"payment_status\":\"fully_paid\"}",
    "{\"double_booked\":true}",
    "{\"client_id\":\"" NOBODY "\"}",
    "{\"created_at\":\"2020-01-01T00:00:00Z\"}",
    "{\"status\":\"done\"}",
    "{\"status\":null}",
    "{\"booking_date\":\"infinity\"}",
    "{\"booking_time\":\"25:00\"}",
    "{\"duration_minutes\":0}",
    "{\"duration_minutes\":\"60\"}",
    "{\"client_name\":\"\"}",
    "{\"client_name\":\"   \"}",
    "{\"client_email\":\"nobody\"}",
    "{\"staff_id\":\"" NOBODY "\"}",
    "{\"service_id\":\"" NOBODY "\"}",
    "[]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    assert_told (desk, "PUT", API "bookings/" BOOKING, bodies[i], 422);
  assert_in_database (
    desk, "SELECT count (*) FROM salon.history WHERE table_name = 'bookings' AND op = 'update'",
    "0");
}

static void
test_versions (Desk *desk, gconstpointer unused)
{
  g_autofree char *bearer = g_strconcat ("Bearer ", desk->token, NULL);
  g_autofree char *day = ask (desk, "GET", API "bookings?day=2026-03-12", NULL, 200);
  g_autofree char *version = quiet_server_read (day, "items.0.version");
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", version);
  const char *headers[] = { "authorization", bearer, "if-match", quoted, NULL };
  g_autoptr (SalonServerResponse) first =
    quiet_server_ask_with (desk->server, desk->server->context, "PUT", API "bookings/" BOOKING,
                           headers, "{\"notes\":\"one\"}");
  g_autoptr (SalonServerResponse) second =
    quiet_server_ask_with (desk->server, desk->server->context, "PUT", API "bookings/" BOOKING,
                           headers, "{\"notes\":\"two\"}");

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (salon_server_response_get_header (first, "ETag"), !=, quoted);
  g_assert_cmpuint (second->status, ==, 412);
  assert_in_database (desk, "SELECT notes FROM bookings WHERE id = '" BOOKING "'", "one");
}

static void
test_history (Desk *desk, gconstpointer unused)
{
  assert_told (desk, "PUT", API "bookings/" BOOKING, "{\"notes\":\"Window\"}", 200);
  assert_in_database (desk,
                      "SELECT concat_ws (', ', by, op, label, after ->> 'notes')"
                      " FROM salon.history_of ('bookings', '" BOOKING "', 1)",
                      "Chef, update, Change a booking, Window");
  assert_in_database (desk,
                      "SELECT r ->> 'table' FROM salon.database AS d, jsonb_array_elements ("
                      "  salon.pull (d.generation::text, '0', 0, 2000) -> 'rows') AS r"
                      " WHERE r -> 'row' ->> 'notes' = 'Window'",
                      "bookings");
}

static void
test_services (Desk *desk, gconstpointer unused)
{
  g_autofree char *made =
    ask (desk, "POST", API "services",
         "{\"name\":\"Massage\",\"category\":\"massage\",\"duration_minutes\":90,"
         "\"price\":\"80.00\"}",
         201);
  g_autofree char *id = quiet_server_read (made, "id");
  g_autofree char *target = g_strconcat (API "services/", id, NULL);
  g_autofree char *all = NULL;
  g_autofree char *active = NULL;

  assert_member (made, "is_active", "true");
  assert_member (made, "position", "1");
  assert_member (made, "buffer_minutes", "0");
  assert_told (desk, "PUT", target, "{\"price\":\"85.50\",\"description\":\"Warm oil\"}", 200);
  assert_in_database (desk, "SELECT price || ' ' || name FROM services WHERE position = 1",
                      "85.50 Massage");
  /* What was booked keeps its service. */
  assert_told (desk, "DELETE", API "services/" SERVICE, NULL, 200);
  all = ask (desk, "GET", API "services", NULL, 200);
  active = ask (desk, "GET", API "services?is_active=true", NULL, 200);
  assert_member (all, "items", "[2]");
  assert_member (active, "items", "[1]");
  assert_told (desk, "PUT", API "services/" SERVICE, "{\"is_active\":true}", 200);
  assert_told (desk, "POST", API "services", "{\"name\":\"Half\"}", 422);
  assert_told (desk, "PUT", target, "{\"price\":\"-1.00\"}", 422);
  assert_told (desk, "PUT", target, "{\"price\":12.5}", 422);
}

static void
test_hours (Desk *desk, gconstpointer unused)
{
  const char *body =
    "{\"day_of_week\":1,\"start_time\":\"09:00\",\"end_time\":\"18:00\",\"staff_id\":\"" STAFF
    "\"}";
  g_autofree char *made = ask (desk, "POST", API "availabilities", body, 201);
  g_autofree char *id = quiet_server_read (made, "id");
  g_autofree char *target = g_strconcat (API "availabilities/", id, NULL);
  g_autofree char *list = NULL;

  assert_member (made, "start_time", "09:00:00");
  assert_told (desk, "PUT", target, "{\"end_time\":\"19:00\",\"staff_id\":null}", 200);
  list = ask (desk, "GET", API "availabilities", NULL, 200);
  assert_member (list, "items.0.end_time", "19:00:00");
  assert_told (desk, "PUT", target, "{\"end_time\":\"08:00\"}", 422);
  assert_told (desk, "PUT", target, "{\"day_of_week\":7}", 422);
  assert_told (desk, "DELETE", target, NULL, 204);
  assert_told (desk, "DELETE", target, NULL, 404);
}

static void
test_closed (Desk *desk, gconstpointer unused)
{
  g_autofree char *made =
    ask (desk, "POST", API "blocked-dates", "{\"date\":\"2026-05-01\",\"reason\":\"Fête\"}", 201);
  g_autofree char *id = quiet_server_read (made, "id");
  g_autofree char *target = g_strconcat (API "blocked-dates/", id, NULL);
  g_autofree char *list = ask (desk, "GET", API "blocked-dates", NULL, 200);

  assert_member (list, "items.0.reason", "Fête");
  assert_told (desk, "POST", API "blocked-dates", "{\"date\":\"2026-05-01\"}", 409);
  assert_told (desk, "DELETE", target, NULL, 204);
  assert_told (desk, "DELETE", target, NULL, 404);
}

static void
test_clients (Desk *desk, gconstpointer unused)
{
  g_autofree char *made = ask (desk, "POST", API "clients",
                               "{\"name\":\" Élodie Martin \",\"phone\":\"06 11 22 33 44\"}", 201);
  g_autofree char *id = quiet_server_read (made, "id");
  g_autofree char *target = g_strconcat (API "clients/", id, NULL);
  g_autofree char *found = ask (desk, "GET", API "clients?q=elodie", NULL, 200);
  g_autofree char *by_phone = ask (desk, "GET", API "clients?q=0611223344", NULL, 200);
  g_autofree char *wild = ask (desk, "GET", API "clients?q=%25", NULL, 200);
  g_autofree char *page = ask (desk, "GET", API "clients?limit=2&offset=1", NULL, 200);

  assert_member (made, "name", "Élodie Martin");
  assert_member (made, "phone", "+33611223344");
  assert_member (made, "language", "fr");
  assert_member (found, "items", "[1]");
  assert_member (by_phone, "items.0.id", id);
  assert_member (wild, "items", "[0]");
  assert_member (page, "items", "[2]");
  assert_told (desk, "PUT", target, "{\"notes\":\"Likes tea\",\"phone\":null}", 200);
  assert_told (desk, "PUT", target, "{\"merged_into\":\"" NOBODY "\"}", 422);
  /* A client who was made anonymous is gone. */
  fixture_execute (desk->server->owner,
                   "UPDATE clients SET anonymised_at = now () WHERE notes IS NOT NULL");
  assert_told (desk, "GET", target, NULL, 404);
  assert_told (desk, "PUT", target, "{\"notes\":\"x\"}", 404);
}

static void
test_cards (Desk *desk, gconstpointer unused)
{
  g_autofree char *list = ask (desk, "GET", API "gift-cards?q=sera-aaaa", NULL, 200);
  g_autofree char *extended = ask (desk, "PUT", API "gift-cards/" CARD,
                                   "{\"expiry_date\":\"2026-12-31\",\"note\":\"Was ill\"}", 200);

  assert_member (list, "items.0.balance", "50.00");
  assert_member (extended, "expiry_date", "2026-12-31");
  assert_in_database (desk,
                      "SELECT concat_ws (', ', kind, amount, note, expiry_date, by)"
                      " FROM gift_card_movements WHERE kind = 'extend'",
                      "extend, 0.00, Was ill, 2026-12-31, Chef");
  assert_told (desk, "PUT", API "gift-cards/" CARD, "{\"expiry_date\":\"2026-12-30\"}", 409);
  assert_told (desk, "PUT", API "gift-cards/" CARD, "{\"expiry_date\":\"2026-12-31\"}", 409);
  assert_told (desk, "PUT", API "gift-cards/" CARD,
               "{\"expiry_date\":\"2027-12-31\",\"amount\":\"100.00\"}", 422);
  fixture_execute (desk->server->owner, "UPDATE gift_cards SET is_used = TRUE");
  assert_told (desk, "PUT", API "gift-cards/" CARD, "{\"expiry_date\":\"2027-12-31\"}", 409);
  assert_told (desk, "PUT", API "gift-cards/" NOBODY, "{\"expiry_date\":\"2027-12-31\"}", 404);
}

static void
test_payments (Desk *desk, gconstpointer unused)
{
  g_autofree char *all = NULL;
  g_autofree char *day = NULL;

  fixture_execute (desk->server->owner,
                   "INSERT INTO payments (booking_id, amount, payment_method, status, created_at)"
                   " VALUES ('" BOOKING "', 45, 'cash', 'completed', '2026-03-12 11:00'),"
                   "  (NULL, 20, 'stripe', 'pending', '2026-03-13 11:00')");
  all = ask (desk, "GET", API "payments", NULL, 200);
  day = ask (desk, "GET", API "payments?from=2026-03-12&to=2026-03-12&status=completed", NULL, 200);
  assert_member (all, "items", "[2]");
  assert_member (all, "items.0.payment_method", "stripe");
  assert_member (day, "items", "[1]");
  assert_member (day, "items.0.created_at", "2026-03-12T11:00:00Z");
  assert_member (day, "items.0.amount", "45.00");
}

/* The tally and what came since are what the rows say, whichever way they came to be so. */
static void
assert_tally (Desk *desk)
{
  assert_in_database (
    desk,
    "WITH kept AS ("
    "  SELECT day, kind, key, state, sum (n) AS n, sum (cents) AS cents FROM ("
    "    SELECT day, kind, key, state, n, cents FROM salon.tally WHERE grain = 'day'"
    "    UNION ALL SELECT day, kind, key, state, n, cents FROM salon.tally_changes) AS k"
    "  GROUP BY 1, 2, 3, 4 HAVING sum (n) <> 0 OR sum (cents) <> 0"
    "), counted AS ("
    "  SELECT day, kind, key, state, sum (n) AS n, sum (cents) AS cents FROM salon.counted"
    "  GROUP BY 1, 2, 3, 4 HAVING sum (n) <> 0 OR sum (cents) <> 0"
    ") SELECT count (*) FROM (TABLE kept EXCEPT TABLE counted UNION ALL"
    "  (TABLE counted EXCEPT TABLE kept)) AS d",
    "0");
  assert_in_database (
    desk,
    "SELECT count (*) FROM ("
    "  SELECT kind, key, state, sum (n), sum (cents) FROM salon.tally WHERE grain = 'all'"
    "  GROUP BY 1, 2, 3"
    "  EXCEPT SELECT kind, key, state, sum (n), sum (cents) FROM salon.tally WHERE grain = 'day'"
    "  GROUP BY 1, 2, 3) AS d",
    "0");
}

static void
test_stats (Desk *desk, gconstpointer unused)
{
  g_autofree char *all = NULL;
  g_autofree char *day = NULL;

  fixture_execute (desk->server->owner,
                   "INSERT INTO gift_cards (code, type, amount, buyer_name, recipient_name,"
                   "  purchase_date, expiry_date, is_complimentary)"
                   " VALUES ('SERA-CCCC-DDDD', 'amount', 30, 'Salon', 'Zoé', '2026-01-01',"
                   "  '2026-06-30', TRUE)");
  fixture_execute (desk->server->owner,
                   "INSERT INTO payments (booking_id, amount, payment_method, status, created_at)"
                   " VALUES ('" BOOKING "', 45, 'cash', 'completed', '2026-03-12 11:00'),"
                   "  ('" BOOKING "', -10, 'cash', 'completed', '2026-03-13 11:00'),"
                   "  (NULL, 20, 'stripe', 'failed', '2026-03-13 11:00')");
  all = ask (desk, "GET", API "stats", NULL, 200);
  assert_member (all, "bookings.total", "2");
  assert_member (all, "bookings.pending", "1");
  assert_member (all, "booked_value", "90.00");
  assert_member (all, "received", "35.00");
  assert_member (all, "gift_cards_sold", "1");
  assert_member (all, "gift_cards_value", "50.00");
  assert_member (all, "services.0.name", "Gel");
  assert_member (all, "services.0.bookings", "2");
  assert_member (all, "payment_methods.0.amount", "35.00");
  assert_member (all, "payment_methods", "[1]");

  assert_told (desk, "PUT", API "bookings/" BOOKING, "{\"status\":\"cancelled\"}", 200);
  fixture_execute (desk->server->owner, "SELECT salon.fold_tally ()");
  day = ask (desk, "GET", API "stats?from=2026-03-12&to=2026-03-12", NULL, 200);
  assert_member (day, "bookings.total", "1");
  assert_member (day, "bookings.cancelled", "1");
  assert_member (day, "booked_value", "0.00");
  assert_member (day, "received", "45.00");
  assert_member (day, "services", "[0]");
  assert_told (desk, "GET", API "stats?from=2026-03-12", NULL, 422);
  assert_tally (desk);
}

/* What the figures (admin/stats/figures) count as received: the provider has given the money back, with a row
 * that says so or by calling the payment refunded and nothing else. */
static void
test_stats_of_refunds (Desk *desk, gconstpointer unused)
{
  static const char target[] = API "stats/figures?from=2026-03-12&to=2026-03-12";
  g_autofree char *all = NULL;
  g_autofree char *day = NULL;
  g_autofree char *figures = NULL;

  fixture_execute (
    desk->server->owner,
    "INSERT INTO payments (id, amount, payment_method, status, created_at, reverses) VALUES"
    "  ('d0000000-0000-4000-8000-000000000001', 45, 'stripe', 'completed', '2026-03-12 11:00', NULL),"
    "  ('d0000000-0000-4000-8000-000000000002', 30, 'stripe', 'refunded', '2026-03-12 11:00', NULL),"
    "  ('d0000000-0000-4000-8000-000000000003', 20, 'cash', 'refunded', '2026-03-12 11:00', NULL),"
    "  ('d0000000-0000-4000-8000-000000000004', -20, 'cash', 'completed', '2026-03-12 12:00',"
    "   'd0000000-0000-4000-8000-000000000003')");
  all = ask (desk, "GET", API "stats", NULL, 200);
  day = ask (desk, "GET", API "stats?from=2026-03-12&to=2026-03-12", NULL, 200);
  figures = ask (desk, "GET", target, NULL, 200);
  assert_member (figures, "received", "45.00");
  assert_member (figures, "payments", "3");
  assert_member (all, "received", "45.00");
  assert_member (day, "received", "45.00");
  assert_member (day, "payment_methods", "[2]");
  assert_member (day, "payment_methods.0.payments", "2");
  assert_member (day, "payment_methods.0.amount", "0.00");
  assert_member (day, "payment_methods.1.amount", "45.00");
  assert_tally (desk);
}

static void
test_tally (Desk *desk, gconstpointer unused)
{
  static const char *const steps[] = {
    "UPDATE bookings SET booking_date = '2026-04-01', price = 50 WHERE id = '" BOOKING "'",
    "SELECT salon.fold_tally ()",
    "UPDATE bookings SET notes = 'nothing to count'",
    "UPDATE bookings SET status = 'no_show' WHERE id = '" OTHER "'",
    "INSERT INTO payments (amount, payment_method, status, created_at)"
    " VALUES (12.34, 'cash', 'pending', '2026-03-12 11:00')",
    "UPDATE payments SET status = 'completed'",
    "SELECT salon.fold_tally (), salon.fold_tally ()",
    "DELETE FROM booking_services; DELETE FROM bookings WHERE id = '" OTHER "'",
    "BEGIN; UPDATE bookings SET status = 'completed'; ROLLBACK",
    "SELECT salon.fold_tally ()",
    "DELETE FROM payments",
    "TRUNCATE payments, notifications",
  };

  assert_tally (desk);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      fixture_execute (desk->server->owner, steps[i]);
      assert_tally (desk);
    }
}

static void
test_many_changes (Desk *desk, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_execute (desk->server->owner,
                   "INSERT INTO bookings (service_id, client_name, booking_date, booking_time)"
                   " SELECT '" SERVICE "', 'Anna', date '2026-06-01' + i, '10:00'"
                   " FROM generate_series (1, 300) AS i");
  before = ask (desk, "GET", API "stats", NULL, 200);
  assert_in_database (desk, "SELECT count (*) FROM salon.tally_changes", "0");
  after = ask (desk, "GET", API "stats", NULL, 200);
  g_assert_cmpstr (before, ==, after);
  assert_member (after, "bookings.total", "302");
  assert_tally (desk);
}

static void
test_sync (Desk *desk, gconstpointer unused)
{
#define DEVICE "d0000000-0000-4000-8000-000000000001"
  g_autofree char *hello =
    ask (desk, "POST", API "sync/hello", "{\"device\":\"" DEVICE "\",\"name\":\"Reception\"}", 200);
  g_autofree char *generation = quiet_server_read (hello, "generation");
  g_autofree char *page = ask (desk, "GET", API "sync", NULL, 200);
  g_autofree char *xid = quiet_server_read (page, "xid");
  g_autofree char *seq = quiet_server_read (page, "seq");
  g_autofree char *next =
    g_strdup_printf (API "sync?generation=%s&xid=%s&seq=%s", generation, xid, seq);
  g_autofree char *nothing = ask (desk, "GET", next, NULL, 200);
  const char *change = "[{\"device\":\"" DEVICE "\",\"seq\":1,\"label\":\"Note\",\"at\":"
                       "\"2026-03-10T08:00:00Z\",\"edits\":[{\"op\":\"update\",\"table\":"
                       "\"bookings\",\"id\":\"" BOOKING "\",\"set\":{\"notes\":\"Tea\"},"
                       "\"was\":{\"notes\":null}}]}]";
  g_autofree char *answers = ask (desk, "POST", API "sync", change, 200);
  g_autofree char *again = ask (desk, "POST", API "sync", change, 200);
  g_autofree char *more = ask (desk, "GET", next, NULL, 200);

  assert_member (hello, "empty", "false");
  assert_member (page, "generation", generation);
  assert_member (nothing, "rows", "[0]");
  assert_member (answers, "answers.0.outcome", "applied");
  assert_member (again, "answers.0.outcome", "duplicate");
  assert_member (more, "rows", "[1]");
  assert_member (more, "rows.0.row.notes", "Tea");
  assert_in_database (
    desk, "SELECT concat_ws (', ', by, label) FROM salon.history_of ('bookings', '" BOOKING "', 1)",
    "Reception, Note");
}

static void
test_no_batches (Desk *desk, gconstpointer unused)
{
  static const char *const bodies[] = { "",     "{}", "[",    "null",     "[1]",
                                        "[{}]", "{]", "[[]]", "\"text\"", "[{\"device\":\"x\"}]" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    assert_told (desk, "POST", API "sync", bodies[i], 422);
  assert_told (desk, "POST", API "sync", "[]", 200);
  assert_told (desk, "GET", API "sync?xid=x", NULL, 422);
  assert_told (desk, "GET", API "sync?xid=-1", NULL, 422);
  assert_told (desk, "GET", API "sync?rows=100000", NULL, 422);
}

static void
test_wrong_ids (Desk *desk, gconstpointer unused)
{
  static const char *const ids[] = {
    NOBODY, "1", "x", "'; DROP TABLE bookings; --", "b0000000-0000-4000-8000-00000000000", "null"
  };
  static const char *const routes[][2] = {
    { API "bookings/", "{\"notes\":\"x\"}" },
    { API "services/", "{\"name\":\"x\"}" },
    { API "availabilities/", "{\"day_of_week\":1}" },
    { API "clients/", "{\"name\":\"x\"}" },
    { API "gift-cards/", "{\"expiry_date\":\"2030-01-01\"}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (ids); j++)
      {
        g_autofree char *target = g_strconcat (routes[i][0], ids[j], NULL);

        assert_told (desk, "PUT", target, routes[i][1], 404);
      }
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  postgres = postgres_fixture_new ();

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/server-admin/" path, Desk, NULL, set_up, test, tear_down)
  ADD ("bookings-of-days", test_days);
  ADD ("awkward-texts-are-listed", test_awkward_texts);
  ADD ("awkward-characters-are-listed-wherever-they-stand", test_awkward_places);
  ADD ("services-have-the-name-of-now", test_service_names);
  ADD ("statements-are-planned-once", test_planned_once);
  ADD ("other-days-are-refused", test_wrong_days);
  ADD ("booking-moves", test_booking_moves);
  ADD ("taken-time-is-a-conflict", test_taken);
  ADD ("cancelling-and-confirming", test_cancelled);
  ADD ("other-fields-are-refused", test_fields);
  ADD ("changed-meanwhile-is-noticed", test_versions);
  ADD ("writes-are-in-feed-and-history", test_history);
  ADD ("services", test_services);
  ADD ("opening-hours", test_hours);
  ADD ("blocked-dates", test_closed);
  ADD ("clients", test_clients);
  ADD ("gift-cards-are-extended", test_cards);
  ADD ("payments", test_payments);
  ADD ("stats", test_stats);
  ADD ("stats-of-refunds", test_stats_of_refunds);
  ADD ("tally-is-what-the-rows-say", test_tally);
  ADD ("many-changes-are-added-up", test_many_changes);
  ADD ("sync-pulls-and-pushes", test_sync);
  ADD ("no-batch-is-refused", test_no_batches);
  ADD ("ids-that-are-none", test_wrong_ids);

  result = g_test_run ();
  g_clear_pointer (&postgres, postgres_fixture_free);
  return result;
}
