/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The protocol of salon.push(): numbers, answers, and what happens between two who push. */
#include "database/salon-push.h"
#include "shared-salon.h"

#define B1 ID ("b", "0001")
#define B2 ID ("b", "0002")
#define C1 ID ("c", "0001")
#define L1 ID ("1", "0001")

static PostgresFixture *server;

static void
test_applied (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, BOOK (B1, "10:00:00") "," LINE (L1, B1), "applied");
  assert_told (desk, MOVE (B1, "11:30:00", "10:00:00"), "applied");
  assert_read (salon->owner, "SELECT booking_time FROM bookings", "11:30:00");
  assert_told (desk, DELETE ("booking_services", L1, "\"position\":0"), "applied");
  assert_told (desk, DELETE ("bookings", B1, "\"booking_time\":\"11:30:00\""), "applied");
  assert_read (salon->owner, "SELECT count (*) FROM bookings", "0");
}

static void
test_duplicate (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autofree char *book = desk_write_change (desk, BOOK (B1, "10:00:00"));
  g_autofree char *clash = desk_write_change (desk, BOOK (B2, "10:30:00"));
  g_autofree char *both = g_strdup_printf ("%s,%s", book, clash);
  g_autofree char *first = desk_send (desk, both);
  g_autofree char *second = NULL;

  g_assert_cmpstr (first, ==, "applied\nconflict taken bookings:0001");
  /* Also when what stood in the way is gone, and what was made is no more. */
  fixture_execute (salon->owner, "DELETE FROM bookings");
  second = desk_send (desk, both);
  g_assert_cmpstr (second, ==, "duplicate applied\nduplicate conflict taken bookings:0001");
  assert_read (salon->owner, "SELECT count (*) FROM bookings", "0");
}

static void
test_duplicate_in_batch (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autofree char *book = desk_write_change (desk, BOOK (B1, "10:00:00"));
  g_autofree char *twice = g_strdup_printf ("%s,%s", book, book);
  g_autofree char *told = desk_send (desk, twice);

  g_assert_cmpstr (told, ==, "applied\nduplicate applied");
}

/* What was answered long ago is forgotten, but not that it was answered: it takes effect at most once. */
static void
test_old_answers (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autofree char *old = desk_write_change (desk, BOOK (B1, "10:00:00"));
  g_autofree char *young = desk_write_change (desk, BOOK (B2, "14:00:00"));
  g_autofree char *both = g_strdup_printf ("%s,%s", old, young);
  g_autofree char *first = desk_send (desk, both);
  g_autofree char *second = NULL;

  fixture_execute (salon->owner,
                   "UPDATE salon.answers SET at = now () - interval '401 days' WHERE seq = 1;"
                   "UPDATE salon.answers SET at = now () - interval '399 days' WHERE seq = 2;"
                   "DELETE FROM bookings;"
                   "SELECT salon.hello (d.id, d.name) FROM salon.devices AS d");
  assert_read (salon->owner, "SELECT string_agg (seq::text, ' ') FROM salon.answers", "2");
  second = desk_send (desk, both);
  g_assert_cmpstr (first, ==, "applied\napplied");
  g_assert_cmpstr (second, ==, "rejected out_of_order\nduplicate applied");
  assert_read (salon->owner, "SELECT count (*) FROM bookings", "0");
}

/* A device that was put back to an earlier day counts again from there. */
static void
test_number_used_twice (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  desk->seq = 0;
  assert_told (desk, BOOK (B2, "14:00:00"), "rejected out_of_order");
  assert_read (salon->owner, "SELECT count (*) FROM bookings", "1");
}

static void
test_numbers_have_gaps (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  desk->seq = 6;
  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  desk->seq = 40;
  assert_told (desk, MOVE (B1, "11:00:00", "10:00:00"), "applied");
  desk->seq = 20;
  assert_told (desk, MOVE (B1, "12:00:00", "11:00:00"), "rejected out_of_order");
  desk->seq = 41;
  assert_told (desk, MOVE (B1, "13:00:00", "11:00:00"), "applied");
}

static void
test_devices_count_apart (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autoptr (Desk) other = desk_new (salon, "0002", "Back room");

  desk->seq = 100;
  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  assert_told (other, BOOK (B2, "14:00:00"), "applied");
}

/* A connection that the device gave up, and whose server has not noticed yet. */
typedef struct
{
  SalonConnection *connection;
  char *batch;
} LateSender;

static gpointer
send_late (gpointer user_data)
{
  LateSender *late = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) rows =
    salon_connection_query (late->connection, "SELECT salon.push ($1::jsonb) -> 0 ->> 'outcome'", 1,
                            (const char *[]) { late->batch }, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (PQgetvalue (rows, 0, 0));
}

static void
wait_until_blocked (SharedSalon *salon)
{
  while (fixture_read_int (salon->owner,
                           "SELECT count (*) FROM pg_stat_activity "
                           "WHERE wait_event_type = 'Lock' AND datname = current_database ()")
         == 0)
    g_thread_yield ();
}

static void
check_two_connections (const char *ending, const char *expected)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autoptr (SalonConnection) second = postgres_fixture_connect (server, salon->database, NULL);
  g_autofree char *change = desk_write_change (desk, BOOK (B1, "10:00:00"));
  g_autofree char *batch = g_strdup_printf ("[%s]", change);
  LateSender late = { second, batch };
  g_autofree char *first = NULL;
  g_autofree char *told = NULL;
  GThread *thread = NULL;

  fixture_execute (desk->connection, "BEGIN");
  first = desk_send (desk, change);
  g_assert_cmpstr (first, ==, "applied");
  thread = g_thread_new ("late", send_late, &late);
  wait_until_blocked (salon);
  fixture_execute (desk->connection, ending);
  told = g_thread_join (thread);
  g_assert_cmpstr (told, ==, expected);
  assert_read (salon->owner, "SELECT count (*) FROM bookings", "1");
  assert_read (salon->owner, "SELECT count (*) FROM salon.history WHERE table_name = 'bookings'",
               "1");
}

static void
test_two_connections_commit (void)
{
  check_two_connections ("COMMIT", "duplicate");
}

static void
test_two_connections_rollback (void)
{
  check_two_connections ("ROLLBACK", "applied");
}

static void
test_fields_merge (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autoptr (Desk) other = desk_new (salon, "0002", "Back room");

  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  assert_told (desk, MOVE (B1, "11:00:00", "10:00:00"), "applied");
  assert_told (other, UPDATE ("bookings", B1, "\"notes\":\"Vernis rouge\"", "\"notes\":null"),
               "applied");
  assert_read (salon->owner, "SELECT booking_time || ' ' || notes FROM bookings",
               "11:00:00 Vernis rouge");
}

static void
test_fields_clash (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autoptr (Desk) other = desk_new (salon, "0002", "Back room");

  assert_told (desk, BOOK (B1, "10:00:00") "," BOOK (B2, "16:00:00"), "applied");
  assert_told (desk, MOVE (B1, "11:00:00", "10:00:00") "," MOVE (B2, "17:00:00", "16:00:00"),
               "applied");
  /* All that clash are named, and nothing is taken, also of the row that does not. */
  assert_told (other,
               CLIENT (C1, "Zoé") "," UPDATE (
                 "bookings", B1, "\"booking_time\":\"09:00:00\",\"notes\":\"x\"",
                 "\"booking_time\":\"10:00:00\",\"notes\":null") "," MOVE (B2, "18:00:00",
                                                                           "16:00:00"),
               "conflict changed bookings:0001(booking_time) bookings:0002(booking_time)");
  assert_read (
    salon->owner,
    "SELECT string_agg (booking_time || coalesce (notes, '-'), ' ' ORDER BY id) FROM bookings",
    "11:00:00- 17:00:00-");
  assert_read (salon->owner, "SELECT count (*) FROM clients", "0");
}

static void
test_clash_names_the_other (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autoptr (Desk) other = desk_new (salon, "0002", "Back room");
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GError) error = NULL;
  const SalonObstacle *obstacle = NULL;

  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  assert_told (desk, MOVE (B1, "11:00:00", "10:00:00"), "applied");
  assert_told (other, MOVE (B1, "12:00:00", "10:00:00"),
               "conflict changed bookings:0001(booking_time)");

  answers = salon_answers_from_json (other->reply, &error);
  g_assert_no_error (error);
  obstacle = g_ptr_array_index (salon_answer_get_obstacles (g_ptr_array_index (answers, 0)), 0);
  g_assert_cmpstr (obstacle->by, ==, "Reception");
  g_assert_cmpint (ABS (obstacle->at - g_get_real_time () / G_USEC_PER_SEC), <, 60);
  g_assert_cmpstr (json_object_get_string_member (obstacle->row, "booking_time"), ==, "11:00:00");
}

static void
test_same_value (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autoptr (Desk) other = desk_new (salon, "0002", "Back room");

  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  assert_told (desk, MOVE (B1, "11:00:00", "10:00:00"), "applied");
  assert_told (other, MOVE (B1, "11:00:00", "10:00:00"), "applied");
  assert_read (salon->owner, "SELECT count (*) FROM salon.history WHERE op = 'update'", "1");
}

static void
test_same_row (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autoptr (Desk) other = desk_new (salon, "0002", "Back room");

  assert_told (desk, BOOK (B1, "10:00:00") "," CLIENT (C1, "Zoé"), "applied");
  assert_told (other, BOOK (B1, "10:00:00") "," CLIENT (C1, "Zoé"), "applied");
  assert_told (other, BOOK (B1, "12:00:00"), "conflict exists bookings:0001(booking_time)");
  assert_told (other, CLIENT (C1, "Zoe"), "conflict exists clients:0001(name)");
}

static void
test_unique_keys (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, CARD (ID ("a", "0001"), "SERA-1"), "applied");
  assert_told (desk, CARD (ID ("a", "0002"), "SERA-1"), "conflict exists gift_cards:0001");
  assert_told (desk, CARD (ID ("a", "0003"), "SERA-3"), "applied");
  assert_told (
    desk, UPDATE ("gift_cards", ID ("a", "0003"), "\"code\":\"SERA-1\"", "\"code\":\"SERA-3\""),
    "conflict exists gift_cards:0001");

  assert_told (desk, INSERT ("blocked_dates", ID ("e", "0001"), "\"date\":\"2026-05-01\""),
               "applied");
  assert_told (desk, INSERT ("blocked_dates", ID ("e", "0002"), "\"date\":\"2026-05-01\""),
               "conflict exists blocked_dates:0001");
  /* One change may free a key and take it. */
  assert_told (desk,
               DELETE ("blocked_dates", ID ("e", "0001"), "\"date\":\"2026-05-01\"") "," INSERT (
                 "blocked_dates", ID ("e", "0002"), "\"date\":\"2026-05-01\""),
               "applied");
}

static void
test_chair (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autoptr (Desk) other = desk_new (salon, "0002", "Back room");

  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  assert_told (other, BOOK (B2, "10:30:00"), "conflict taken bookings:0001");
  assert_told (other, BOOK (B2, "11:00:00"), "applied"); /* one ends where the other begins */
  assert_told (other, MOVE (B2, "10:59:00", "11:00:00"), "conflict taken bookings:0001");
  assert_told (desk,
               UPDATE ("bookings", B1, "\"status\":\"cancelled\"", "\"status\":\"confirmed\""),
               "applied");
  assert_told (other, MOVE (B2, "10:59:00", "11:00:00"), "applied");
  assert_told (desk,
               UPDATE ("bookings", B1, "\"status\":\"confirmed\"", "\"status\":\"cancelled\""),
               "conflict taken bookings:0002");
}

/* Edit by edit, as in the desk's file: whoever swaps moves one out of the way first. */
static void
test_swap (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, BOOK (B1, "10:00:00") "," BOOK (B2, "11:00:00"), "applied");
  assert_told (desk,
               MOVE (B1, "15:00:00", "10:00:00") "," MOVE (B2, "10:00:00", "11:00:00") "," MOVE (
                 B1, "11:00:00", "15:00:00"),
               "applied");
  assert_read (salon->owner,
               "SELECT string_agg (booking_time::text, ' ' ORDER BY id) FROM bookings",
               "11:00:00 10:00:00");
}

static void
test_gone (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, DELETE ("bookings", B1, "\"notes\":null"), "applied");
  assert_told (desk, MOVE (B1, "11:00:00", "10:00:00"), "conflict gone bookings:0001");
  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  assert_told (desk, DELETE ("bookings", B1, "\"booking_time\":\"09:00:00\""),
               "conflict changed bookings:0001(booking_time)");
}

static void
test_any_order (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, LINE (L1, B1) "," BOOK (B1, "10:00:00"), "applied");
  assert_told (desk,
               DELETE ("bookings", B1, "\"notes\":null") "," DELETE ("booking_services", L1,
                                                                     "\"position\":0"),
               "applied");
}

static void
test_references (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  assert_told (desk, LINE (L1, B1), "conflict reference bookings:0001");
  assert_told (desk, BOOK (B1, "10:00:00") "," LINE (L1, B1), "applied");
  assert_told (desk, DELETE ("bookings", B1, "\"notes\":null"),
               "conflict reference booking_services:0001");
  assert_told (desk, UPDATE ("bookings", B1, "\"client_id\":\"" C1 "\"", "\"client_id\":null"),
               "conflict reference clients:0001");
  assert_told (desk, MOVE (B1, "12:00:00", "10:00:00"), "applied");
}

/* What was done to something that never came to be waits for the owner with it. */
static void
test_later_changes_of_the_batch (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autofree char *clash = NULL, *note = NULL, *after_note = NULL, *other = NULL, *batch = NULL;
  g_autofree char *told = NULL, *again = NULL;

  assert_told (desk, BOOK (B1, "10:00:00") "," BOOK (B2, "14:00:00") "," CLIENT (C1, "Zoé"),
               "applied");
  clash = desk_write_change (desk, MOVE (B1, "15:00:00", "09:00:00"));
  note =
    desk_write_change (desk, UPDATE ("bookings", B1, "\"notes\":\"x\"",
                                     "\"notes\":null") "," UPDATE ("clients", C1, "\"notes\":\"y\"",
                                                                   "\"notes\":null"));
  after_note = desk_write_change (desk, UPDATE ("clients", C1, "\"phone\":\"+33612345678\"",
                                                "\"phone\":null"));
  other = desk_write_change (desk, MOVE (B2, "16:00:00", "14:00:00"));
  batch = g_strdup_printf ("%s,%s,%s,%s", clash, note, after_note, other);
  told = desk_send (desk, batch);
  g_assert_cmpstr (told, ==,
                   "conflict changed bookings:0001(booking_time)\n"
                   "conflict changed bookings:0001\n"
                   "conflict changed clients:0001\n"
                   "applied");
  again = desk_send (desk, batch);
  g_assert_true (
    g_str_has_prefix (again, "duplicate conflict changed bookings:0001(booking_time)\n"));
}

static void
test_no_batch (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);

  fixture_refuse (salon->owner, "SELECT salon.push (NULL)", "22023");
  fixture_refuse (salon->owner, "SELECT salon.push ('3')", "22023");
  fixture_refuse (salon->owner, "SELECT salon.push ('{}')", "22023");
  fixture_refuse (salon->owner, "SELECT salon.push ('[7, {\"device\": \"me\"}]')", "22023");
  fixture_refuse (
    salon->owner,
    "SELECT salon.push (jsonb_agg (jsonb_build_object ('device', gen_random_uuid ())))"
    "FROM generate_series (1, 1001)",
    "54000");
  assert_read (salon->owner, "SELECT salon.push ('[]')", "[]");
}

/* The moment is wrong, not the change: nothing is answered, and nothing is kept. */
static void
test_try_again (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autoptr (Desk) other = desk_new (salon, "0002", "Back room");
  g_autofree char *change = NULL, *push = NULL;

  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  fixture_execute (other->connection,
                   "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM bookings");
  assert_told (desk, MOVE (B1, "11:00:00", "10:00:00"), "applied");
  change = desk_write_change (other, MOVE (B1, "12:00:00", "11:00:00"));
  push = g_strdup_printf ("SELECT salon.push ('[%s]')", change);
  fixture_refuse (other->connection, push, "40001");
  fixture_execute (other->connection, "ROLLBACK");

  fixture_execute (desk->connection, "BEGIN; SELECT 1 FROM bookings FOR UPDATE");
  fixture_execute (other->connection, "SET lock_timeout = '20ms'");
  fixture_refuse (other->connection, push, "55P03");
  fixture_execute (desk->connection, "ROLLBACK");
  assert_read (salon->owner, "SELECT count (*) FROM salon.answers WHERE device::text LIKE '%2'",
               "0");
  fixture_execute (other->connection, push);
  assert_read (salon->owner, "SELECT booking_time FROM bookings", "12:00:00");
}

static SalonChange *
make_client (const char *device, gint64 seq, const char *id, const char *name)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonNode) row = json_from_string (CLIENT (C1, ""), NULL);
  JsonObject *set = json_object_get_object_member (json_node_get_object (row), "set");
  g_autoptr (SalonChange) change = NULL;

  json_object_set_string_member (set, "id", id);
  json_object_set_string_member (set, "name", name);
  salon_change_builder_insert (builder, "clients", set);
  change = salon_change_builder_end (builder, "Add a client");
  return salon_change_stamp (change, device, seq, 1772355600);
}

static void
test_carried (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autoptr (GPtrArray) changes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (changes, make_client (desk->id, 1, C1, "Zoé “Zaza” d’Été"));
  g_ptr_array_add (changes, make_client (desk->id, 2, C1, "Zoe"));
  answers = salon_push_changes (desk->connection, changes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answers->len, ==, 2);
  g_assert_cmpint (salon_answer_get_outcome (answers->pdata[0]), ==, SALON_OUTCOME_APPLIED);
  g_assert_cmpint (salon_answer_get_outcome (answers->pdata[1]), ==, SALON_OUTCOME_CONFLICT);
  g_assert_cmpstr (salon_answer_get_code (answers->pdata[1]), ==, "exists");
  assert_read (salon->owner, "SELECT name FROM clients", "Zoé “Zaza” d’Été");
}

static void
test_carried_again (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  g_autoptr (GPtrArray) changes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GError) error = NULL;

  fixture_execute (
    salon->owner,
    "CREATE SEQUENCE public.tries;"
    "CREATE FUNCTION public.fail () RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN "
    "  IF nextval ('public.tries') < 5 THEN"
    "    RAISE EXCEPTION 'lost' USING ERRCODE = '40P01';"
    "  END IF;"
    "  RETURN NEW;"
    "END $$;"
    "CREATE TRIGGER fails BEFORE INSERT ON clients FOR EACH ROW EXECUTE FUNCTION public.fail ()");
  g_ptr_array_add (changes, make_client (desk->id, 1, C1, "Zoé"));
  answers = salon_push_changes (desk->connection, changes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (salon_answer_get_outcome (answers->pdata[0]), ==, SALON_OUTCOME_APPLIED);
  g_assert_cmpint (fixture_read_int (salon->owner, "SELECT last_value FROM public.tries"), ==, 5);

  /* There is an end to it. */
  fixture_execute (salon->owner, "ALTER SEQUENCE public.tries MINVALUE -9 RESTART WITH -9");
  g_ptr_array_set_size (changes, 0);
  g_ptr_array_add (changes, make_client (desk->id, 2, ID ("c", "0002"), "Marie"));
  g_assert_null (salon_push_changes (desk->connection, changes, NULL, &error));
  g_assert_error (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_BUSY);
}

static void
test_greeting (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");
  SalonPushGreeting first, second;
  g_autoptr (GError) error = NULL;

  salon_push_greet (desk->connection, desk->id, "Reception", &first, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (first.is_empty);
  g_assert_cmpint (first.last_seq, ==, 0);
  g_assert_cmpint (first.version, >=, 5);
  desk->seq = 8;
  assert_told (desk, BOOK (B1, "10:00:00"), "applied");
  salon_push_greet (desk->connection, desk->id, "Comptoir", &second, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (second.is_empty);
  g_assert_cmpint (second.last_seq, ==, 9);
  g_assert_cmpint (second.n_rows, ==, first.n_rows + 1);
  g_assert_cmpstr (second.generation, ==, first.generation);
  assert_read (salon->owner, "SELECT name FROM salon.devices", "Comptoir");
}

/* A migration to come adds a column, and says no more than that it is synced. */
static void
test_new_column (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) desk = desk_new (salon, "0001", "Reception");

  fixture_execute (
    salon->owner,
    "INSERT INTO salon.synced_columns VALUES ('clients', 99, 'colour', 'text', FALSE);"
    "ALTER TABLE clients ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'");
  assert_told (desk,
               "{\"op\":\"insert\",\"table\":\"clients\",\"id\":\"" C1
               "\",\"set\":{\"name\":\"Zoé\",\"colour\":\"red\"}},"
               "{\"op\":\"insert\",\"table\":\"clients\",\"id\":\"" ID (
                 "c", "0002") "\",\"set\":{\"name\":\"Léa\"}}",
               "applied");
  assert_read (salon->owner, "SELECT string_agg (colour, ' ' ORDER BY id) FROM clients",
               "red blue");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  server = postgres_fixture_new ();

  g_test_add_func ("/salon/push/a-change-is-applied", test_applied);
  g_test_add_func ("/salon/push/the-same-number-gets-the-first-answer", test_duplicate);
  g_test_add_func ("/salon/push/also-twice-in-one-batch", test_duplicate_in_batch);
  g_test_add_func ("/salon/push/a-number-given-to-another-change-is-refused",
                   test_number_used_twice);
  g_test_add_func ("/salon/push/what-was-answered-long-ago-is-forgotten-but-not-made-again",
                   test_old_answers);
  g_test_add_func ("/salon/push/a-column-of-a-later-migration-is-written", test_new_column);
  g_test_add_func ("/salon/push/numbers-may-have-gaps-but-not-go-back", test_numbers_have_gaps);
  g_test_add_func ("/salon/push/devices-count-apart", test_devices_count_apart);
  g_test_add_func ("/salon/push/of-two-connections-the-second-gets-the-answer-of-the-first",
                   test_two_connections_commit);
  g_test_add_func ("/salon/push/of-two-connections-the-second-applies-when-the-first-did-not",
                   test_two_connections_rollback);
  g_test_add_func ("/salon/push/different-fields-of-a-row-are-merged", test_fields_merge);
  g_test_add_func ("/salon/push/every-field-that-clashes-is-named-and-nothing-taken",
                   test_fields_clash);
  g_test_add_func ("/salon/push/a-clash-says-who-and-when", test_clash_names_the_other);
  g_test_add_func ("/salon/push/the-same-value-twice-is-nothing-to-do", test_same_value);
  g_test_add_func ("/salon/push/the-same-row-twice-is-nothing-to-do-another-exists", test_same_row);
  g_test_add_func ("/salon/push/a-key-that-is-unique-is-taken-once", test_unique_keys);
  g_test_add_func ("/salon/push/a-chair-is-taken-once", test_chair);
  g_test_add_func ("/salon/push/two-bookings-are-swapped-in-one-change", test_swap);
  g_test_add_func ("/salon/push/what-is-gone-is-deleted-but-not-changed", test_gone);
  g_test_add_func ("/salon/push/edits-may-come-in-any-order", test_any_order);
  g_test_add_func ("/salon/push/what-is-pointed-at-must-be-there", test_references);
  g_test_add_func ("/salon/push/later-changes-of-refused-rows-wait-with-them",
                   test_later_changes_of_the_batch);
  g_test_add_func ("/salon/push/what-is-no-batch-is-an-error", test_no_batch);
  g_test_add_func ("/salon/push/a-wrong-moment-is-an-error-of-the-batch", test_try_again);
  g_test_add_func ("/salon/push/changes-are-carried-and-answers-read", test_carried);
  g_test_add_func ("/salon/push/a-batch-that-lost-is-sent-again-up-to-five-times",
                   test_carried_again);
  g_test_add_func ("/salon/push/a-greeting-tells-generation-and-numbers", test_greeting);
  result = g_test_run ();

  postgres_fixture_free (server);
  return result;
}
