/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What salon.push() lets through: columns, values, the rules of ledger and holds, and who may call. */
#include "database/salon-push.h"
#include "shared-salon.h"

#define B1 ID ("b", "0001")
#define B2 ID ("b", "0002")
#define C1 ID ("c", "0001")
#define A1 ID ("a", "0001")
#define M1 ID ("9", "0001")
#define M2 ID ("9", "0002")
#define P1 ID ("7", "0001")
#define S1 ID ("5", "0001")

static PostgresFixture *server;

/* Asserts that each of the edits is refused with @told, and that the change after it, in the same
 * batch, is made. */
static void
check_refused (const char *const *edits, gsize n_edits, const char *told)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autofree char *expected = g_strdup_printf ("%s\napplied", told);

  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  for (gsize i = 0; i < n_edits; i++)
    {
      g_autofree char *change = desk_write_change (desk, edits[i]);
      g_autofree char *next = desk_write_change (desk, CLIENT (C1, "Zoé"));
      g_autofree char *batch = g_strdup_printf ("%s,%s", change, next);
      g_autofree char *reply = desk_send (desk, batch);

      g_test_message ("%s", edits[i]);
      g_assert_cmpstr (reply, ==, expected);
    }
  assert_read (salon->owner, "SELECT count (*) FROM bookings", "1");
  assert_read (salon->owner, "SELECT count (*) FROM salon.history", "2");
}

static void
test_unknown_fields (void)
{
  static const char *const edits[] = {
    INSERT ("users", B2, "\"email\":\"a@b.fr\""),
    INSERT ("salon.devices", B2, "\"name\":\"x\""),
    INSERT ("pg_class", B2, "\"relname\":\"x\""),
    "{\"op\":\"insert\",\"id\":\"" B2 "\"}",
    "{\"op\":\"insert\",\"table\":7,\"id\":\"" B2 "\"}",
    INSERT ("bookings", B2, BOOKING_ON (DAY, "14:00:00") ",\"during\":\"empty\""),
    INSERT ("bookings", B2,
            BOOKING_ON (DAY, "14:00:00") ",\"updated_at\":\"2026-01-01T00:00:00Z\""),
    INSERT ("bookings", B2, BOOKING_ON (DAY, "14:00:00") ",\"id\":\"" B2 "\""),
    UPDATE ("bookings", B1, "\"notes = ''; DROP TABLE bookings; --\":\"x\"",
            "\"notes = ''; DROP TABLE bookings; --\":null"),
    DELETE ("bookings", B1, "\"nothing\":1"),
  };

  check_refused (edits, G_N_ELEMENTS (edits), "rejected unknown_field");
}

#define SET(column, value, was)                                                                    \
  UPDATE ("bookings", B1, "\"" column "\":" value, "\"" column "\":" was)

static void
test_bad_values (void)
{
  static const char *const edits[] = {
    "7",
    "null",
    "[]",
    "{\"op\":\"upsert\",\"table\":\"bookings\",\"id\":\"" B1 "\",\"set\":{\"notes\":\"x\"}}",
    "{\"op\":{},\"table\":\"bookings\",\"id\":\"" B1 "\",\"set\":{\"notes\":\"x\"}}",
    "{\"op\":\"update\",\"table\":\"bookings\",\"id\":7,\"set\":{\"notes\":\"x\"}}",
    "{\"op\":\"update\",\"table\":\"bookings\",\"id\":\"" B1 "\",\"set\":7}",
    "{\"op\":\"update\",\"table\":\"bookings\",\"id\":\"" B1 "\",\"set\":{\"notes\":\"x\"}}",
    "{\"op\":\"update\",\"table\":\"bookings\",\"id\":\"" B1 "\",\"set\":{},\"was\":{}}",
    "{\"op\":\"insert\",\"table\":\"bookings\",\"id\":\"" B2
    "\",\"set\":{},\"was\":{\"notes\":null}}",
    "{\"op\":\"delete\",\"table\":\"bookings\",\"id\":\"" B1 "\",\"set\":{\"notes\":\"x\"}}",
    SET ("notes", "7", "null"),
    SET ("notes", "{}", "null"),
    SET ("notes", "[\"x\"]", "null"),
    SET ("notes", "true", "null"),
    SET ("client_name", "null", "\"Marie Durand\""),
    SET ("booking_date", "\"2026-02-31\"", "\"" DAY "\""),
    SET ("booking_date", "\"12/03/2026\"", "\"" DAY "\""),
    SET ("booking_date", "\"2026-3-12\"", "\"" DAY "\""),
    SET ("booking_date", "\"infinity\"", "\"" DAY "\""),
    SET ("booking_date", "\"now\"", "\"" DAY "\""),
    SET ("booking_date", "20260312", "\"" DAY "\""),
    SET ("booking_time", "\"25:00:00\"", "\"10:00:00\""),
    SET ("booking_time", "\"10:00\"", "\"10:00:00\""),
    SET ("cancelled_at", "\"2026-03-12T10:00:00\"", "null"),
    SET ("cancelled_at", "\"2026-03-12T10:00:00+01:00\"", "null"),
    SET ("cancelled_at", "\"2026-02-30T10:00:00Z\"", "null"),
    SET ("cancelled_at", "1772355600", "null"),
    SET ("price", "45", "\"45.00\""),
    SET ("price", "45.00", "\"45.00\""),
    SET ("price", "\"45\"", "\"45.00\""),
    SET ("price", "\"45.005\"", "\"45.00\""),
    SET ("price", "\"NaN\"", "\"45.00\""),
    SET ("price", "\"9999999999.00\"", "\"45.00\""),
    SET ("duration_minutes", "\"60\"", "60"),
    SET ("duration_minutes", "60.5", "60"),
    SET ("duration_minutes", "1e400", "60"),
    SET ("duration_minutes", "9999999999", "60"),
    SET ("client_id", "\"me\"", "null"),
    SET ("client_id", "\"B0000000-0000-4000-8000-000000000001\"", "null"),
    SET ("double_booked", "\"true\"", "false"),
    SET ("double_booked", "true", "false"),
    INSERT ("salon_settings", "", "\"value\":1"),
    INSERT ("salon_settings", "salon.name", "\"value\":null"),
    INSERT ("bookings", B2, "\"notes\":\"no name, no day\""),
  };

  check_refused (edits, G_N_ELEMENTS (edits), "rejected bad_value");
}

static void
test_too_long (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autofree char *text = g_strnfill (100001, 'x');
  g_autofree char *nested = g_strnfill (33, '[');
  g_autofree char *closed = g_strnfill (33, ']');
  g_autofree char *long_note =
    g_strdup_printf (UPDATE ("bookings", B1, "\"notes\":\"%s\"", "\"notes\":null"), text);
  g_autofree char *long_name = g_strdup_printf (
    UPDATE ("bookings", B1, "\"client_name\":\"%.256s\"", "\"client_name\":\"Marie Durand\""),
    text);
  g_autofree char *deep =
    g_strdup_printf (INSERT ("salon_settings", "deep", "\"value\":%s%s"), nested, closed);
  g_autofree char *less_deep =
    g_strdup_printf (INSERT ("salon_settings", "deep", "\"value\":%s%s"), nested + 1, closed + 1);

  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  assert_told (desk, long_note, "rejected bad_value");
  assert_told (desk, long_name, "rejected bad_value");
  assert_told (desk, deep, "rejected bad_value");
  assert_told (desk, less_deep, "applied");
}

static void
test_no_edits (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autofree char *told = NULL;

  assert_told (desk, "", "applied");
  told =
    desk_send (desk,
               "{\"device\":\"d0000000-0000-4000-8000-000000000001\",\"seq\":2},"
               "{\"device\":\"d0000000-0000-4000-8000-000000000001\",\"seq\":3,\"edits\":{}},"
               "{\"device\":\"d0000000-0000-4000-8000-000000000001\",\"seq\":\"4\",\"edits\":[]},"
               "{\"device\":\"d0000000-0000-4000-8000-000000000001\",\"seq\":4.5,\"edits\":[]},"
               "{\"device\":\"d0000000-0000-4000-8000-000000000002\",\"seq\":5,\"edits\":[]},"
               "7");
  g_assert_cmpstr (
    told, ==,
    "rejected bad_value\nrejected bad_value\nrejected bad_value\nrejected bad_value\n"
    "rejected bad_value\nrejected bad_value");
}

static void
test_ledger (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, CARD (A1, "SERA-1") "," MOVEMENT (M1, A1, "issue", "50.00"), "applied");
  assert_told (desk,
               UPDATE ("gift_card_movements", M1, "\"amount\":\"90.00\"", "\"amount\":\"50.00\""),
               "rejected bad_value");
  assert_told (desk, DELETE ("gift_card_movements", M1, "\"amount\":\"50.00\""),
               "rejected bad_value");
}

static void
test_payments (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

#define STATUS(to, from) UPDATE ("payments", P1, "\"status\":\"" to "\"", "\"status\":\"" from "\"")
  assert_told (desk, PAYMENT (P1, "pending"), "applied");
  assert_told (desk, STATUS ("refunded", "pending"), "rejected bad_value");
  assert_told (desk, STATUS ("completed", "pending"), "applied");
  assert_told (desk, STATUS ("pending", "completed"), "rejected bad_value");
  assert_told (desk, UPDATE ("payments", P1, "\"amount\":\"1.00\"", "\"amount\":\"45.00\""),
               "rejected bad_value");
  assert_told (desk,
               UPDATE ("payments", P1, "\"amount\":\"1.00\",\"status\":\"refunded\"",
                       "\"amount\":\"45.00\",\"status\":\"completed\""),
               "rejected bad_value");
  assert_told (desk, DELETE ("payments", P1, "\"amount\":\"45.00\""), "rejected bad_value");
  assert_told (desk, STATUS ("refunded", "completed"), "applied");
  assert_read (salon->owner, "SELECT amount || ' ' || status FROM payments", "45.00 refunded");
#undef STATUS
}

static void
test_balance (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autoptr (Desk) other = desk_new (salon, "0002", "Back room");

  assert_told (desk, CARD (A1, "SERA-1") "," MOVEMENT (M1, A1, "issue", "50.00"), "applied");
  assert_told (desk, MOVEMENT (M2, A1, "debit", "-30.00"), "applied");
  assert_told (
    other, PAYMENT (P1, "completed") "," MOVEMENT (ID ("9", "0003"), A1, "debit", "-20.01"),
    "conflict no_balance gift_card_movements:0001 gift_card_movements:0002 gift_cards:0001");
  assert_read (salon->owner, "SELECT count (*) FROM payments", "0");
  assert_told (other, MOVEMENT (ID ("9", "0003"), A1, "debit", "-20.00"), "applied");
}

/* A desk that shares its salon sends bookings first, and their lines in a later batch. */
static void
test_own_lines (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (
    desk,
    INSERT ("services", S1,
            "\"name\":\"Gel\",\"category\":\"ongles\",\"duration_minutes\":60,"
            "\"price\":\"45.00\",\"is_active\":true,\"buffer_minutes\":0,\"position\":0"),
    "applied");
  assert_told (desk,
               INSERT ("bookings", B1, BOOKING_ON (DAY, "10:00:00") ",\"service_id\":\"" S1 "\""),
               "applied");
  assert_told (desk, LINE (ID ("1", "0001"), B1), "applied");
  assert_read (salon->owner, "SELECT count (*) FROM booking_services", "1");
  assert_told (desk, CARD (A1, "SERA-1"), "applied");
  assert_told (desk, MOVEMENT (M1, A1, "issue", "50.00"), "applied");
  assert_read (salon->owner, "SELECT sum (amount) FROM gift_card_movements", "50.00");
}

/* A web booking that was not confirmed in time, from @time. */
static void
hold (SharedSalon *salon, const char *id, const char *time, const char *expires)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO bookings (id, client_name, booking_date, booking_time, status, payment_status,"
    " staff_id, duration_minutes, price, hold_expires_at)"
    "VALUES ('%s', 'Web', '" DAY "', '%s', 'pending', 'pending', '" STAFF
    "', 60, 45, now () + '%s')",
    id, time, expires);

  fixture_execute (salon->owner, sql);
}

static void
test_expired_hold (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  hold (salon, ID ("f", "0002"), "12:00:00", "10 minutes");
  hold (salon, ID ("f", "0001"), "10:00:00", "-1 minute");
  assert_told (desk, BOOK (B1, "10:30:00"), "applied");
  assert_told (desk, BOOK (B2, "12:30:00"), "conflict taken bookings:0002");
  assert_read (
    salon->owner,
    "SELECT string_agg (status, ' ' ORDER BY id) FROM bookings WHERE id >= 'f0000000-0000-4000-8000-000000000000'",
    "cancelled pending");
  assert_read (salon->owner,
               "SELECT by FROM salon.history_of ('bookings', '" ID ("f", "0001") "', 1)",
               "hold expired");
}

/* Late, but nobody else wanted the chair. */
static void
test_confirmed_hold (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  hold (salon, B1, "10:00:00", "-1 minute");
  assert_told (desk, UPDATE ("bookings", B1, "\"status\":\"confirmed\"", "\"status\":\"pending\""),
               "applied");
}

static void
test_rights (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (SalonConnection) desk = NULL;
  static const char *const forbidden[] = {
    "INSERT INTO public.salon_settings VALUES ('a', '1')",
    "UPDATE public.staff SET name = 'x'",
    "DELETE FROM public.staff",
    "TRUNCATE public.staff",
    "UPDATE salon.sync_rows SET deleted = TRUE",
    "UPDATE salon.database SET generation = gen_random_uuid ()",
    "DELETE FROM salon.history",
    "SELECT * FROM salon.answers",
    "SELECT salon.renew ()",
    "SELECT salon.insert_row ('staff', '" C1 "', '{\"name\": \"x\"}')",
    "SELECT salon.delete_row ('staff', '" STAFF "')",
    "CREATE TABLE public.mine (a INTEGER)",
    "CREATE TABLE salon.mine (a INTEGER)",
  };

  fixture_execute (
    salon->owner,
    "DROP ROLE IF EXISTS reception; CREATE ROLE reception LOGIN IN ROLE serenaia_desk");
  desk = postgres_fixture_connect (server, salon->database, "reception");
  for (gsize i = 0; i < G_N_ELEMENTS (forbidden); i++)
    fixture_refuse (desk, forbidden[i], "42501");

  fixture_execute (desk, "SELECT salon.hello ('" C1 "', 'Reception')");
  fixture_execute (desk, "SELECT salon.push ('[{\"device\":\"" C1
                         "\",\"seq\":1,\"label\":\"\",\"edits\":[" CLIENT (C1, "Zoé") "]}]')");
  fixture_execute (desk, "SELECT salon.pull ('', '0', 0, 10)");
  fixture_execute (desk, "SELECT * FROM salon.history_of ('clients', '" C1 "')");
  assert_read (desk, "SELECT name FROM public.clients", "Zoé");
  assert_read (desk, "SELECT name FROM salon.wire_clients", "Zoé");
  fixture_execute (salon->owner, "DROP OWNED BY reception");
}

/* Whoever calls chooses the search path and may make temporary things; neither is looked at. */
static void
test_search_path (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  fixture_execute (
    desk->connection,
    "CREATE TEMPORARY TABLE synced_columns (a INTEGER);"
    "CREATE TEMPORARY TABLE bookings (a INTEGER);"
    "CREATE TEMPORARY TABLE devices (a INTEGER);"
    "CREATE FUNCTION pg_temp.jsonb_typeof (jsonb) RETURNS TEXT LANGUAGE sql AS 'SELECT ''array''';"
    "CREATE FUNCTION pg_temp.now () RETURNS TIMESTAMPTZ LANGUAGE sql AS 'SELECT NULL::timestamptz';"
    "SET search_path = pg_temp, public, pg_catalog; SET timezone = 'Asia/Tokyo'; SET datestyle = 'SQL, DMY'");
  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  assert_told (desk, "7", "rejected bad_value");
  assert_read (salon->owner, "SELECT booking_date || ' ' || created_at FROM public.bookings",
               DAY " 2026-03-01 09:00:00");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  server = postgres_fixture_new ();

  g_test_add_func ("/salon/push-rules/what-is-not-on-the-list-is-refused-by-name",
                   test_unknown_fields);
  g_test_add_func ("/salon/push-rules/a-wrong-value-is-an-answer-and-the-batch-goes-on",
                   test_bad_values);
  g_test_add_func ("/salon/push-rules/what-is-too-long-or-deep-is-refused", test_too_long);
  g_test_add_func ("/salon/push-rules/a-change-of-a-wrong-form-is-an-answer", test_no_edits);
  g_test_add_func ("/salon/push-rules/the-ledger-is-never-written-over", test_ledger);
  g_test_add_func ("/salon/push-rules/of-a-payment-only-the-status-changes-and-only-forward",
                   test_payments);
  g_test_add_func ("/salon/push-rules/a-card-never-gives-more-than-it-has", test_balance);
  g_test_add_func ("/salon/push-rules/lines-and-ledger-of-a-desk-are-its-own", test_own_lines);
  g_test_add_func ("/salon/push-rules/an-expired-hold-lets-go-of-the-chair", test_expired_hold);
  g_test_add_func ("/salon/push-rules/a-hold-may-be-confirmed-late", test_confirmed_hold);
  g_test_add_func ("/salon/push-rules/the-desk-may-call-and-read-and-nothing-else", test_rights);
  g_test_add_func ("/salon/push-rules/the-search-path-of-the-caller-is-not-used", test_search_path);
  result = g_test_run ();

  postgres_fixture_free (server);
  return result;
}
