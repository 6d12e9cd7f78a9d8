/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the database itself holds, whoever writes: one chair for one booking, no card below nothing,
 * and rows that a program which knows only the seed's columns leaves whole.
 */
#include "postgres-fixture.h"

#define STAFF "00000000-0000-7000-8000-000000000001"
#define SERVICE "10000000-0000-7000-8000-00000000000"
#define BOOKING "20000000-0000-7000-8000-00000000000"
#define CARD "30000000-0000-7000-8000-000000000001"

static PostgresFixture *server;

typedef struct
{
  char *database;
  SalonConnection *connection;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->database = postgres_fixture_create_salon (server);
  self->connection = postgres_fixture_connect (server, self->database, NULL);
  fixture_execute (
    self->connection,
    "INSERT INTO services (id, name, category, duration_minutes, price, buffer_minutes) VALUES\n"
    "  ('" SERVICE "1', 'Pose de gel', 'ongles', 60, 45.00, 15),\n"
    "  ('" SERVICE "2', 'Sourcils', 'epilation', 20, 12.50, 0);\n"
    "INSERT INTO gift_cards (id, code, type, amount, buyer_name, recipient_name, expiry_date)\n"
    "VALUES ('" CARD "', 'SERA-AAAA-0001', 'amount', 50.00, 'Paul', 'Marie', '2999-01-01')");
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  salon_connection_free (self->connection);
  g_free (self->database);
}

static void
expect_text (Fixture *self, const char *sql, const char *expected)
{
  g_autofree char *found = fixture_read_text (self->connection, sql);

  g_assert_cmpstr (found, ==, expected);
}

/* As the desk writes one: every column that matters. */
static char *
booking_sql (int number,
             const char *date,
             const char *time,
             int duration,
             int buffer,
             const char *status)
{
  return g_strdup_printf (
    "INSERT INTO bookings (id, client_name, booking_date, booking_time, status, payment_status,\n"
    "                      staff_id, duration_minutes, buffer_minutes, price)\n"
    "VALUES ('" BOOKING "%x', 'Marie', '%s', '%s', '%s', 'pending', '" STAFF "', %d, %d, 45)",
    number, date, time, status, duration, buffer);
}

static void
add_booking (Fixture *self,
             int number,
             const char *date,
             const char *time,
             int duration,
             int buffer,
             const char *status)
{
  g_autofree char *sql = booking_sql (number, date, time, duration, buffer, status);

  fixture_execute (self->connection, sql);
}

static void
refuse_booking (Fixture *self,
                const char *date,
                const char *time,
                int duration,
                int buffer,
                const char *status,
                const char *sqlstate)
{
  g_autofree char *sql = booking_sql (15, date, time, duration, buffer, status);

  fixture_refuse (self->connection, sql, sqlstate);
}

static void
test_overlap (Fixture *self, gconstpointer unused)
{
  add_booking (self, 1, "2026-03-12", "14:00", 60, 15, "confirmed");
  /* In its buffer; around it; from the day before. */
  refuse_booking (self, "2026-03-12", "15:10", 30, 0, "pending", "23P01");
  refuse_booking (self, "2026-03-12", "13:00", 240, 0, "arrived", "23P01");
  refuse_booking (self, "2026-03-11", "10:01", 1440, 240, "completed", "23P01");
  /* One that ends as the other begins, one that begins as it ends, one that holds no chair. */
  add_booking (self, 2, "2026-03-11", "10:00", 1440, 240, "completed");
  add_booking (self, 3, "2026-03-12", "15:15", 30, 0, "pending");
  add_booking (self, 4, "2026-03-12", "14:00", 60, 0, "cancelled");
  /* It may not come back, nor may a neighbour move over. */
  fixture_refuse (self->connection,
                  "UPDATE bookings SET status = 'pending' WHERE id = '" BOOKING "4'", "23P01");
  fixture_refuse (self->connection,
                  "UPDATE bookings SET booking_time = '15:14' WHERE id = '" BOOKING "3'", "23P01");
  fixture_refuse (self->connection,
                  "UPDATE bookings SET buffer_minutes = 16 WHERE id = '" BOOKING "1'", "23P01");
  /* Another member of staff has a chair of her own. */
  fixture_execute (
    self->connection,
    "INSERT INTO staff (id, name) VALUES ('00000000-0000-7000-8000-000000000002', 'Zoé');\n"
    "UPDATE bookings SET status = 'pending',\n"
    "  staff_id = '00000000-0000-7000-8000-000000000002'\n"
    "WHERE id = '" BOOKING "4'");
}

static void
test_buffer_before (Fixture *self, gconstpointer unused)
{
  add_booking (self, 1, "2026-03-12", "14:00", 60, 15, "confirmed");
  add_booking (self, 2, "2026-03-12", "15:30", 60, 0, "confirmed");
  fixture_refuse (self->connection,
                  "UPDATE bookings SET buffer_before_minutes = 16 WHERE id = '" BOOKING "2'",
                  "23P01");
  fixture_refuse (self->connection,
                  "UPDATE bookings SET buffer_before_minutes = 241 WHERE id = '" BOOKING "2'",
                  "23514");
  fixture_execute (self->connection,
                   "UPDATE bookings SET buffer_before_minutes = 15 WHERE id = '" BOOKING "2'");
  refuse_booking (self, "2026-03-12", "15:15", 5, 0, "pending", "23P01");
  expect_text (self, "SELECT during::text FROM bookings WHERE id = '" BOOKING "2'",
               "[\"2026-03-12 15:15:00\",\"2026-03-12 16:30:00\")");
}

/* The web site knows no buffers; the service does. */
static void
test_web_booking_is_prepared (Fixture *self, gconstpointer unused)
{
  fixture_execute (self->connection, "UPDATE services SET buffer_before_minutes = 10");
  fixture_execute (
    self->connection,
    "INSERT INTO bookings (service_id, client_name, client_email, client_phone, booking_date,\n"
    "                      booking_time)\n"
    "VALUES ('" SERVICE "1', 'Marie', 'marie@example.org', '0612345678', '2026-03-12', '14:00')");
  expect_text (self,
               "SELECT concat_ws ('|', lower (b.during)::time, upper (b.during)::time,\n"
               "                  l.buffer_before_minutes)\n"
               "FROM bookings AS b JOIN booking_services AS l ON l.booking_id = b.id",
               "13:50:00|15:15:00|10");
  fixture_execute (self->connection, "UPDATE bookings SET service_id = '" SERVICE "2'");
  expect_text (self,
               "SELECT concat_ws ('|', lower (during)::time, upper (during)::time) FROM bookings",
               "13:50:00|14:20:00");
}

static void
test_values (Fixture *self, gconstpointer unused)
{
  refuse_booking (self, "2026-03-12", "24:00", 60, 0, "confirmed", "23514");
  refuse_booking (self, "infinity", "14:00", 60, 0, "confirmed", "23514");
  refuse_booking (self, "2026-03-12", "14:00", 4, 0, "confirmed", "23514");
  refuse_booking (self, "2026-03-12", "14:00", 1441, 0, "confirmed", "23514");
  refuse_booking (self, "2026-03-12", "14:00", 60, 241, "confirmed", "23514");
  refuse_booking (self, "2026-03-12", "14:00", 60, 0, "maybe", "23514");
  fixture_refuse (self->connection, "UPDATE services SET price = 'NaN'", "23514");
  fixture_refuse (self->connection, "INSERT INTO staff (name) VALUES (' ')", "23514");
  /* Nobody says that a booking may overlap. */
  add_booking (self, 1, "2026-03-12", "14:00", 60, 15, "confirmed");
  fixture_refuse (self->connection, "UPDATE bookings SET double_booked = TRUE", "23514");
}

/* What the web site writes, and nothing more. */
#define WEB_BOOKING(name, email, phone, date)                                                      \
  "INSERT INTO bookings (service_id, client_name, client_email, client_phone, booking_date,\n"     \
  "                      booking_time)\n"                                                          \
  "VALUES ('" SERVICE "1', '" name "', '" email "', '" phone "', '" date "', '10:00')"

static void
test_seed_booking (Fixture *self, gconstpointer unused)
{
  fixture_execute (self->connection, WEB_BOOKING ("Marie Durand", "marie@example.fr",
                                                  "06 12 34 56 78", "2026-03-12"));
  fixture_execute (self->connection,
                   WEB_BOOKING ("DURAND marie", "autre@example.fr", "+33612345678", "2026-03-13"));
  fixture_execute (self->connection,
                   WEB_BOOKING ("Zoé Durand", "marie@example.fr", "06 12 34 56 78", "2026-03-14"));
  expect_text (self,
               "SELECT string_agg (concat_ws ('|', c.name, c.phone, b.staff_id = '" STAFF "',\n"
               "  b.duration_minutes, b.buffer_minutes, b.price, b.status, l.name, l.price),\n"
               "  E'\\n' ORDER BY b.booking_date)\n"
               "FROM bookings AS b JOIN clients AS c ON c.id = b.client_id\n"
               "JOIN booking_services AS l ON l.booking_id = b.id",
               "Marie Durand|+33612345678|t|60|15|45.00|pending|Pose de gel|45.00\n"
               "Marie Durand|+33612345678|t|60|15|45.00|pending|Pose de gel|45.00\n"
               "Zoé Durand|+33612345678|t|60|15|45.00|pending|Pose de gel|45.00");
  expect_text (self, "SELECT count (*) FROM clients", "2");
  /* It is held to the same chair. */
  fixture_refuse (self->connection,
                  WEB_BOOKING ("Ana", "ana@example.fr", "0611111111", "2026-03-12"), "23P01");
  /* And may think better of the service. */
  fixture_execute (self->connection, "UPDATE bookings SET service_id = '" SERVICE "2'\n"
                                     "WHERE booking_date = '2026-03-12'");
  expect_text (self,
               "SELECT concat_ws ('|', b.duration_minutes, b.buffer_minutes, b.price, l.name)\n"
               "FROM bookings AS b JOIN booking_services AS l ON l.booking_id = b.id\n"
               "WHERE b.booking_date = '2026-03-12'",
               "20|0|12.50|Sourcils");
}

/* A desk that gives a booking without a client means a passer-by. */
static void
test_walk_in (Fixture *self, gconstpointer unused)
{
  add_booking (self, 1, "2026-03-12", "14:00", 60, 15, "confirmed");
  expect_text (self, "SELECT count (*) FROM bookings WHERE client_id IS NULL", "1");
  expect_text (self, "SELECT count (*) FROM clients", "0");
  expect_text (self, "SELECT count (*) FROM booking_services", "0");
}

static void
test_expired_hold (Fixture *self, gconstpointer unused)
{
  add_booking (self, 1, "2026-03-12", "14:00", 60, 0, "pending");
  fixture_execute (self->connection, "UPDATE bookings SET hold_expires_at = '2999-01-01Z'");
  refuse_booking (self, "2026-03-12", "14:30", 60, 0, "confirmed", "23P01");
  fixture_execute (self->connection, "UPDATE bookings SET hold_expires_at = '2020-01-01Z'");
  add_booking (self, 2, "2026-03-12", "14:30", 60, 0, "confirmed");
  expect_text (self,
               "SELECT concat_ws ('|', status, cancellation_reason, cancelled_at IS NOT NULL)\n"
               "FROM bookings WHERE id = '" BOOKING "1'",
               "cancelled|hold expired|t");
}

#define MOVE(kind, amount)                                                                         \
  "INSERT INTO gift_card_movements (card_id, kind, amount)\n"                                      \
  "VALUES ('" CARD "', '" kind "', " amount ")"
#define CARD_SQL                                                                                   \
  "SELECT concat_ws ('|', c.is_used, c.status, c.used_at IS NOT NULL, sum (m.amount))\n"           \
  "FROM gift_cards AS c JOIN gift_card_movements AS m ON m.card_id = c.id\n"                       \
  "WHERE c.id = '" CARD "' GROUP BY c.id"

static void
test_ledger (Fixture *self, gconstpointer unused)
{
  expect_text (self, CARD_SQL, "f|active|f|50.00");
  fixture_execute (self->connection, MOVE ("debit", "-20"));
  expect_text (self, CARD_SQL, "f|active|f|30.00");
  fixture_refuse (self->connection, MOVE ("debit", "-30.01"), "SA002");
  fixture_execute (self->connection, MOVE ("debit", "-30"));
  expect_text (self, CARD_SQL, "t|used|t|0.00");
  fixture_refuse (self->connection, MOVE ("debit", "-0.01"), "SA002");
  fixture_execute (self->connection, MOVE ("credit", "10"));
  expect_text (self, CARD_SQL, "f|active|f|10.00");
  fixture_execute (self->connection, MOVE ("refund", "-10"));
  expect_text (self, CARD_SQL, "f|refunded|f|0.00");
  /* Each kind has its sign. */
  fixture_refuse (self->connection, MOVE ("debit", "5"), "23514");
  fixture_refuse (self->connection, MOVE ("credit", "-5"), "SA002");
  fixture_refuse (self->connection, MOVE ("extend", "5"), "23514");
  fixture_refuse (self->connection, MOVE ("gift", "5"), "23514");
  fixture_refuse (self->connection, MOVE ("credit", "'NaN'"), "23514");
}

static void
test_append_only (Fixture *self, gconstpointer unused)
{
  fixture_refuse (self->connection, "UPDATE gift_card_movements SET amount = 500", "SA003");
  fixture_refuse (self->connection, "DELETE FROM gift_card_movements", "SA003");
  fixture_refuse (self->connection, "TRUNCATE gift_card_movements", "SA003");
  fixture_refuse (self->connection, "DELETE FROM gift_cards", "23503");
  expect_text (self, CARD_SQL, "f|active|f|50.00");
}

static void
test_forgotten_note (Fixture *self, gconstpointer unused)
{
  fixture_execute (self->connection,
                   "INSERT INTO gift_card_movements (card_id, kind, amount, note)\n"
                   "VALUES ('" CARD "', 'debit', -1, 'Marie Durand')");
  fixture_refuse (self->connection, "UPDATE gift_card_movements SET note = 'Anne'", "SA003");
  fixture_refuse (self->connection, "UPDATE gift_card_movements SET note = NULL, amount = 0",
                  "SA003");
  fixture_execute (self->connection, "UPDATE gift_card_movements SET note = NULL");
}

#define EXPIRED_DEBIT(note)                                                                        \
  "INSERT INTO gift_card_movements (card_id, kind, amount, at, note)\n"                            \
  "VALUES ('" CARD "', 'debit', -1, '2999-01-03T00:00:00Z', " note ")"

static void
test_expired_card (Fixture *self, gconstpointer unused)
{
  fixture_refuse (self->connection, EXPIRED_DEBIT ("NULL"), "SA004");
  fixture_refuse (self->connection, EXPIRED_DEBIT ("' '"), "SA004");
  fixture_execute (self->connection, EXPIRED_DEBIT ("'Malade'"));
  /* A program of the seed knows no notes; it has looked at the day by itself. */
  fixture_execute (self->connection,
                   "UPDATE gift_cards SET is_used = TRUE, used_at = '2999-02-01', status = 'used'");
  expect_text (self, CARD_SQL, "t|used|t|0.00");
}

#define FIRST "40000000-0000-7000-8000-000000000001"
#define TAKE_BACK(kind, amount)                                                                    \
  "INSERT INTO gift_card_movements (card_id, kind, amount, reverses)\n"                            \
  "VALUES ('" CARD "', '" kind "', " amount ", '" FIRST "')"

static void
test_taken_back_once (Fixture *self, gconstpointer unused)
{
  fixture_refuse (self->connection, TAKE_BACK ("credit", "20"), "SA004");
  fixture_execute (self->connection, "INSERT INTO gift_card_movements (id, card_id, kind, amount)\n"
                                     "VALUES ('" FIRST "', '" CARD "', 'debit', -20)");
  fixture_refuse (self->connection, TAKE_BACK ("credit", "10"), "SA004");
  fixture_execute (self->connection, TAKE_BACK ("credit", "20"));
  fixture_refuse (self->connection, TAKE_BACK ("credit", "20"), "SA004");
  fixture_execute (self->connection, TAKE_BACK ("debit", "-20"));
  fixture_refuse (self->connection, TAKE_BACK ("debit", "-20"), "SA004");
  expect_text (self, CARD_SQL, "f|active|f|30.00");
}

typedef struct
{
  SalonConnection *connection;
  char sqlstate[6];
} Till;

static gpointer
spend_thread (gpointer data)
{
  Till *till = data;

  if (!salon_connection_execute (till->connection, MOVE ("debit", "-30") "; COMMIT", NULL, NULL))
    g_strlcpy (till->sqlstate, salon_connection_get_sqlstate (till->connection),
               sizeof till->sqlstate);
  return NULL;
}

/* Two tills that spend one card: the second has begun, and waits, before the first is done. */
static void
spend_at_once (Fixture *self, const char *level, const char *sqlstate)
{
  g_autoptr (SalonConnection) second = postgres_fixture_connect (server, self->database, NULL);
  g_autofree char *begin = g_strdup_printf ("BEGIN ISOLATION LEVEL %s; SELECT 1", level);
  Till till = { second, "" };
  GThread *thread;

  fixture_execute (self->connection, begin);
  fixture_execute (self->connection, MOVE ("debit", "-30"));
  fixture_execute (second, begin);
  thread = g_thread_new ("till", spend_thread, &till);
  while (fixture_read_int (self->connection, "SELECT count (*) FROM pg_locks WHERE NOT granted")
         == 0)
    g_thread_yield ();
  fixture_execute (self->connection, "COMMIT");
  g_thread_join (thread);
  g_assert_cmpstr (till.sqlstate, ==, sqlstate);
  expect_text (self, CARD_SQL, "f|active|f|20.00");
}

static void
test_two_tills (Fixture *self, gconstpointer unused)
{
  spend_at_once (self, "READ COMMITTED", "SA002");
}

static void
test_two_tills_with_snapshots (Fixture *self, gconstpointer unused)
{
  spend_at_once (self, "REPEATABLE READ", "40001");
}

static void
test_seed_card (Fixture *self, gconstpointer unused)
{
  fixture_execute (self->connection, MOVE ("debit", "-20"));
  add_booking (self, 1, "2026-03-12", "14:00", 60, 15, "confirmed");
  /* The web site spends the card whole: it gets what is left, once. */
  fixture_execute (self->connection,
                   "UPDATE gift_cards SET is_used = TRUE, used_at = '2026-03-12 14:00',\n"
                   "  used_by_booking_id = '" BOOKING "1', status = 'used'");
  expect_text (self, CARD_SQL, "t|used|t|0.00");
  expect_text (self,
               "SELECT concat_ws ('|', used_at, right (used_by_booking_id::text, 1))\n"
               "FROM gift_cards",
               "2026-03-12 14:00:00|1");
  expect_text (self, "SELECT min (amount) FROM gift_card_movements", "-30.00");
  /* A card that holds nothing. */
  fixture_execute (self->connection, "UPDATE gift_cards SET is_used = FALSE, status = 'active'");
  fixture_refuse (self->connection, "UPDATE gift_cards SET is_used = TRUE, status = 'used'",
                  "SA002");
  /* One that is sold and spent at once, and one that is for a service. */
  fixture_execute (
    self->connection,
    "INSERT INTO gift_cards (code, type, amount, service_id, buyer_name, buyer_email,\n"
    "                        recipient_name, expiry_date, is_used) VALUES\n"
    "  ('B', 'amount', 30, NULL, 'Paul', 'p@example.fr', 'Zoé', '2999-01-01', TRUE),\n"
    "  ('C', 'service', NULL, '" SERVICE "1', 'Paul', 'p@example.fr', 'Zoé', '2999-01-01', FALSE)");
  expect_text (self,
               "SELECT string_agg (concat_ws ('|', c.code, c.status,\n"
               "  (SELECT string_agg (m.amount::text, ' ' ORDER BY m.amount DESC)\n"
               "   FROM gift_card_movements AS m WHERE m.card_id = c.id)), E'\\n' ORDER BY code)\n"
               "FROM gift_cards AS c WHERE c.code <> 'SERA-AAAA-0001'",
               "B|used|30.00 -30.00\nC|active|45.00");
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/database-rules/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  ADD ("overlap-is-refused", test_overlap);
  ADD ("preparation-holds-the-chair", test_buffer_before);
  ADD ("web-booking-is-prepared-as-its-service-says", test_web_booking_is_prepared);
  ADD ("impossible-values-are-refused", test_values);
  ADD ("booking-of-a-seeds-program-is-completed", test_seed_booking);
  ADD ("passer-by-stays-one", test_walk_in);
  ADD ("expired-hold-lets-go-of-the-chair", test_expired_hold);
  ADD ("debit-beyond-balance-is-refused", test_ledger);
  ADD ("ledger-is-only-added-to", test_append_only);
  ADD ("note-in-the-ledger-can-be-forgotten", test_forgotten_note);
  ADD ("expired-card-asks-for-a-note", test_expired_card);
  ADD ("movement-is-taken-back-once", test_taken_back_once);
  ADD ("two-tills-do-not-spend-one-card-twice", test_two_tills);
  ADD ("two-tills-with-old-snapshots-do-not-either", test_two_tills_with_snapshots);
  ADD ("card-of-a-seeds-program-has-a-ledger", test_seed_card);

  server = postgres_fixture_new ();
  status = g_test_run ();
  postgres_fixture_free (server);
  return status;
}
