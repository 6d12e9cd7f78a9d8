/* SPDX-License-Identifier: GPL-3.0-or-later */
/* salon.history: who wrote what, when, and what was there before. */
#include "shared-salon.h"

#define B1 ID ("b", "0001")
#define C1 ID ("c", "0001")
#define OF_BOOKING " FROM salon.history_of ('bookings', '" B1 "') AS h"

static PostgresFixture *server;

static void
test_desk (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  assert_told (desk, MOVE (B1, "11:30:00", "10:00:00"), "applied");
  assert_told (desk, DELETE ("bookings", B1, "\"notes\":null"), "applied");
  assert_read (
    salon->owner,
    "SELECT string_agg (concat_ws (' ', op, by, seq, label, before ->> 'booking_time', '→', "
    "after ->> 'booking_time'), '; ')" OF_BOOKING,
    "delete Reception 3 Change 3 11:30:00 →; "
    "update Reception 2 Change 2 10:00:00 → 11:30:00; "
    "insert Reception 1 Change 1 → 10:00:00");
}

/* The rows are as they are on the wire. */
static void
test_wire_form (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  assert_read (salon->owner,
               "SELECT h.after = (SELECT to_jsonb (w) FROM salon.wire_bookings AS w)" OF_BOOKING,
               "t");
}

static void
test_others (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  fixture_execute (salon->owner, "UPDATE public.bookings SET notes = 'a'");
  fixture_execute (salon->owner, "BEGIN;"
                                 "SET LOCAL salon.writer = 'web client marie@example.fr';"
                                 "SET LOCAL salon.label = 'Cancel';"
                                 "UPDATE public.bookings SET status = 'cancelled';"
                                 "COMMIT");
  /* What a transaction said of itself is forgotten with it. */
  fixture_execute (salon->owner, "UPDATE public.bookings SET notes = 'b'");
  assert_read (salon->owner, "SELECT string_agg (concat_ws (' ', by, label), '; ')" OF_BOOKING,
               "serenaia, " POSTGRES_FIXTURE_OWNER
               "; web client marie@example.fr Cancel; serenaia, " POSTGRES_FIXTURE_OWNER
               "; Reception Change 1");
}

/* A push may be part of a larger transaction (the server's): what comes after it is not the desk's. */
static void
test_after_a_push (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  fixture_execute (desk->connection, "BEGIN");
  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  assert_told (desk, BOOK (ID ("b", "0002"), "10:00:00"), "conflict taken bookings:0001");
  fixture_execute (desk->connection, "UPDATE public.bookings SET notes = 'a'; COMMIT");
  assert_read (salon->owner, "SELECT string_agg (by, '; ')" OF_BOOKING,
               "serenaia, " POSTGRES_FIXTURE_OWNER "; Reception");
}

static void
test_nothing_done (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  assert_told (desk, BOOK (ID ("b", "0002"), "14:00:00") "," BOOK (ID ("b", "0003"), "10:00:00"),
               "conflict taken bookings:0001");
  fixture_execute (salon->owner, "UPDATE public.bookings SET notes = notes");
  assert_read (salon->owner, "SELECT count (*) FROM salon.history WHERE table_name = 'bookings'",
               "1");
}

/* Also what the change that forgets her wrote into the history. */
static void
test_forgotten (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk,
               CLIENT (C1, "Marie Durand") "," INSERT (
                 "bookings", B1, BOOKING_ON (DAY, "10:00:00") ",\"client_id\":\"" C1 "\""),
               "applied");
  assert_told (desk, UPDATE ("clients", C1, "\"phone\":\"+33612345678\"", "\"phone\":null"),
               "applied");
  assert_told (
    desk,
    UPDATE (
      "clients", C1, "\"name\":\"?\",\"phone\":null,\"anonymised_at\":\"2026-06-01T00:00:00Z\"",
      "\"name\":\"Marie Durand\",\"phone\":\"+33612345678\",\"anonymised_at\":null") "," UPDATE ("bookings",
                                                                                                 B1,
                                                                                                 "\"client_name\":\"?\"",
                                                                                                 "\"client_name\":\"Marie Durand\""),
    "applied");
  assert_read (salon->owner,
               "SELECT count (*) FROM salon.history AS h "
               "WHERE h::text LIKE '%Durand%' OR h::text LIKE '%12345678%'",
               "0");
  assert_read (salon->owner,
               "SELECT count (*) FROM salon.answers AS a WHERE a::text LIKE '%Durand%'", "0");
  assert_read (salon->owner, "SELECT string_agg (op || ' ' || (after ->> 'price'), ' ')" OF_BOOKING,
               "update 45.00 insert 45.00");
}

/* A booking is told with its lines, also those that are gone. */
static void
test_within (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, BOOK (B1, "10:00:00") "," LINE (ID ("a", "0001"), B1), "applied");
  assert_told (desk,
               BOOK (ID ("b", "0002"), "14:00:00") "," LINE (ID ("a", "0002"), ID ("b", "0002")),
               "applied");
  assert_told (desk, DELETE ("booking_services", ID ("a", "0001"), "\"position\":0"), "applied");
#define TOLD                                                                                       \
  "SELECT string_agg (concat_ws (' ', e ->> 'op', e ->> 'table', e ->> 'by', e ->> 'seq', "        \
  "right (e ->> 'id', 4), e -> 'after' ->> 'booking_time'), '; ') "                                \
  "FROM jsonb_array_elements (salon.history_within "
  assert_read (desk->connection, TOLD "('bookings', '" B1 "')) AS e",
               "delete booking_services Reception 3 0001; "
               "insert booking_services Reception 1 0001; "
               "insert bookings Reception 1 0001 10:00:00");
  assert_read (desk->connection, TOLD "('bookings', NULL, 1)) AS e",
               "insert bookings Reception 2 0002 14:00:00");
  assert_read (desk->connection, "SELECT salon.history_within ('users', NULL)", "[]");
}

#define CARD_OF(name, mail, message)                                                               \
  "\"buyer_name\":\"" name "\",\"buyer_email\":" mail ",\"custom_message\":" message

/* What was hers beside her card and her bookings: a gift card, its notes, what was sent, and what a
 * payment's metadata say beside the accounts. */
static void
test_forgotten_everywhere (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, CLIENT (C1, "Marie Durand") "," CARD (ID ("e", "0001"), "SERA-1"), "applied");
  assert_told (desk,
               UPDATE ("gift_cards", ID ("e", "0001"),
                       CARD_OF ("Marie Durand", "null", "\"De Marie Durand\""),
                       CARD_OF ("Paul", "null", "null")),
               "applied");
  assert_told (
    desk,
    INSERT ("bookings", B1, BOOKING_ON (DAY, "10:00:00") ",\"client_id\":\"" C1 "\"") "," INSERT (
      "payments", ID ("d", "0001"),
      "\"booking_id\":\"" B1 "\",\"amount\":\"45.00\",\"payment_method\":\"cash\","
      "\"status\":\"completed\",\"created_at\":\"2026-03-01T09:00:00Z\","
      "\"metadata\":{\"deposit\":\"arrhes\",\"payer\":\"Marie Durand\"}") "," INSERT ("gift_card_movements",
                                                                                      ID ("f",
                                                                                          "0001"),
                                                                                      "\"card_id\":\"" ID (
                                                                                        "e",
                                                                                        "0001") "\",\"kind\":\"issue\",\"amount\":\"50.00\","
                                                                                                "\"note\":\"Marie Durand\",\"at\":\"2026-03-01T09:00:00Z\"") "," INSERT ("notifications",
                                                                                                                                                                         ID (
                                                                                                                                                                           "9",
                                                                                                                                                                           "0001"),
                                                                                                                                                                         "\"booking_id\":\"" B1
                                                                                                                                                                         "\",\"type\":\"sms\",\"channel\":\"reminder\","
                                                                                                                                                                         "\"recipient\":\"+33612345678\",\"content\":\"Marie Durand\",\"status\":\"sent\","
                                                                                                                                                                         "\"attempts\":1"),
    "applied");
  assert_told (
    desk,
    UPDATE ("clients", C1, "\"name\":\"?\",\"anonymised_at\":\"2026-06-01T00:00:00Z\"", "\"name\":\"Marie Durand\",\"anonymised_at\":null") "," UPDATE (
      "bookings", B1, "\"client_name\":\"?\"",
      "\"client_name\":\"Marie Durand\"") "," UPDATE ("gift_cards", ID ("e", "0001"),
                                                      CARD_OF ("?", "null", "null"),
                                                      CARD_OF (
                                                        "Marie Durand", "null",
                                                        "\"De Marie Durand\"")) "," UPDATE ("notifications",
                                                                                            ID (
                                                                                              "9",
                                                                                              "0001"),
                                                                                            "\"recipient\":\"?\",\"content\":null",
                                                                                            "\"recipient\":\"+33612345678\",\"content\":\"Marie Durand\""),
    "applied");
  assert_read (salon->owner,
               "SELECT string_agg (h.table_name, ' ') FROM salon.history AS h "
               "WHERE h::text LIKE '%Durand%' OR h::text LIKE '%12345678%'",
               "");
  assert_read (salon->owner, "SELECT metadata FROM payments", "{\"deposit\": \"arrhes\"}");
  assert_read (salon->owner, "SELECT count (*) FROM gift_card_movements WHERE note IS NOT NULL",
               "0");
  /* Her card's worth stays in the books. */
  assert_read (salon->owner, "SELECT sum (amount) FROM gift_card_movements", "50.00");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  server = postgres_fixture_new ();

  g_test_add_func ("/salon/history/a-desk-s-changes-are-kept-with-its-name-and-label", test_desk);
  g_test_add_func ("/salon/history/rows-are-read-in-their-wire-form", test_wire_form);
  g_test_add_func ("/salon/history/who-else-wrote-is-named", test_others);
  g_test_add_func ("/salon/history/what-comes-after-a-push-is-not-the-desk-s", test_after_a_push);
  g_test_add_func ("/salon/history/what-did-not-happen-is-not-in-it", test_nothing_done);
  g_test_add_func ("/salon/history/who-was-anonymised-is-forgotten", test_forgotten);
  g_test_add_func ("/salon/history/a-booking-is-told-with-its-lines", test_within);
  g_test_add_func ("/salon/history/who-was-anonymised-is-forgotten-everywhere",
                   test_forgotten_everywhere);
  result = g_test_run ();

  postgres_fixture_free (server);
  return result;
}
