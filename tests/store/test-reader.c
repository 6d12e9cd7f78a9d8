/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/salon-reader.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store-fixture.h"
#include "store/salon-store-error.h"

/* Thursday 12 March 2026. */
#define DAY 20524

typedef struct
{
  StoreFixture store;
  SalonReader *reader;
} Fixture;

static void
open_reader (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->reader);
  fixture->reader = salon_reader_open (fixture->store.path, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  store_fixture_set_up (&fixture->store, NULL);
  open_reader (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->reader);
  store_fixture_tear_down (&fixture->store, NULL);
}

/* Takes @row. */
static void
insert (Fixture *fixture, const char *table, JsonObject *row)
{
  g_autoptr (JsonObject) taken = row;
  g_autoptr (SalonChange) applied =
    store_fixture_apply (&fixture->store, fixture_insert (table, taken, "Insert"));

  g_assert_nonnull (applied);
}

static void
set_id (JsonObject *row, const char *member, guint number)
{
  g_autofree char *id = fixture_id (number);

  json_object_set_string_member (row, member, id);
}

static void
insert_booking (Fixture *fixture,
                guint number,
                const char *date,
                const char *time,
                const char *status,
                guint client)
{
  JsonObject *row = fixture_booking (number, date, time, 60);

  json_object_set_string_member (row, "status", status);
  if (client != 0)
    set_id (row, "client_id", client);
  insert (fixture, "bookings", row);
}

static void
insert_line (Fixture *fixture, guint number, guint booking, int position, const char *name)
{
  JsonObject *row = fixture_booking_service (number, booking, position);

  json_object_set_string_member (row, "name", name);
  insert (fixture, "booking_services", row);
}

/* "10:00 Gel+Sourcils, 14:00 -": what is in a list of bookings. */
static char *
tell (GPtrArray *bookings)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_nonnull (bookings);
  for (guint i = 0; i < bookings->len; i++)
    {
      const SalonBookingFields *fields = salon_booking_get_fields (g_ptr_array_index (bookings, i));
      g_autofree char *minute = salon_minute_format (fields->minute);

      g_string_append_printf (text, "%s%d %s", i > 0 ? ", " : "", fields->day - DAY, minute);
      for (gsize k = 0; k < fields->n_lines; k++)
        g_string_append_printf (text, "%c%s", k > 0 ? '+' : ' ', fields->lines[k].name);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
assert_list (Fixture *fixture, int from, int to, SalonBookingsFilter filter, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (fixture->reader, DAY + from, DAY + to, filter, &error);
  g_autofree char *told = NULL;

  g_assert_no_error (error);
  told = tell (bookings);
  g_assert_cmpstr (told, ==, expected);
}

static void
test_range_is_half_open_and_by_start (Fixture *fixture, gconstpointer unused)
{
  insert_booking (fixture, 1, "2026-03-12", "23:00:00", "confirmed", 0);
  insert_booking (fixture, 2, "2026-03-12", "00:00:00", "confirmed", 0);
  insert_booking (fixture, 3, "2026-03-13", "00:00:00", "confirmed", 0);
  insert_booking (fixture, 4, "2026-03-11", "22:59:00", "confirmed", 0);

  assert_list (fixture, 0, 1, SALON_BOOKINGS_ALL, "0 00:00, 0 23:00");
  assert_list (fixture, -1, 2, SALON_BOOKINGS_ALL, "-1 22:59, 0 00:00, 0 23:00, 1 00:00");
  assert_list (fixture, 2, 9, SALON_BOOKINGS_ALL, "");
}

static void
test_lines_go_to_their_bookings (Fixture *fixture, gconstpointer unused)
{
  insert_booking (fixture, 1, "2026-03-12", "10:00:00", "confirmed", 0);
  insert_booking (fixture, 2, "2026-03-12", "12:00:00", "confirmed", 0);
  insert_booking (fixture, 3, "2026-03-12", "14:00:00", "confirmed", 0);
  insert_line (fixture, 33, 3, 2, "Trois");
  insert_line (fixture, 32, 3, 1, "Deux");
  insert_line (fixture, 31, 3, 0, "Un");
  insert_line (fixture, 11, 1, 0, "Gel");

  assert_list (fixture, 0, 1, SALON_BOOKINGS_ALL, "0 10:00 Gel, 0 12:00, 0 14:00 Un+Deux+Trois");
}

/* A cancelled booking leaves its place: two begin at one moment. */
static void
test_two_at_one_moment_keep_their_lines (Fixture *fixture, gconstpointer unused)
{
  insert_booking (fixture, 9, "2026-03-12", "10:00:00", "cancelled", 0);
  insert_booking (fixture, 1, "2026-03-12", "10:00:00", "confirmed", 0);
  insert_line (fixture, 11, 1, 0, "Gel");
  insert_line (fixture, 91, 9, 0, "Sourcils");
  insert_line (fixture, 12, 1, 1, "Pieds");

  assert_list (fixture, 0, 1, SALON_BOOKINGS_ALL, "0 10:00 Sourcils, 0 10:00 Gel+Pieds");
  assert_list (fixture, 0, 1, SALON_BOOKINGS_WITHOUT_CANCELLED, "0 10:00 Gel+Pieds");
}

static void
test_booking_knows_client_and_category (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = fixture_id (1);
  const SalonBookingFields *fields = NULL;
  JsonObject *client = fixture_client (5, "Marie Durand");
  JsonObject *line = fixture_booking_service (11, 1, 0);

  json_object_set_string_member (client, "allergies", "Latex");
  insert (fixture, "clients", client);
  insert (fixture, "services", fixture_service (7, "Gel"));
  insert_booking (fixture, 1, "2026-03-12", "10:30:00", "arrived", 5);
  set_id (line, "service_id", 7);
  insert (fixture, "booking_services", line);

  booking = salon_reader_get_booking (fixture->reader, id, &error);
  g_assert_no_error (error);
  fields = salon_booking_get_fields (booking);
  g_assert_cmpstr (fields->id, ==, id);
  g_assert_cmpstr (fields->client_allergies, ==, "Latex");
  g_assert_cmpint (fields->day, ==, DAY);
  g_assert_cmpint (fields->minute, ==, 630);
  g_assert_cmpint (fields->price_cents, ==, 4500);
  g_assert_cmpint (fields->status, ==, SALON_BOOKING_ARRIVED);
  g_assert_cmpint (fields->created_at, ==, FIXTURE_NOW);
  g_assert_cmpint (fields->cancelled_at, ==, 0);
  g_assert_null (fields->notes);
  g_assert_cmpuint (fields->n_lines, ==, 1);
  g_assert_cmpstr (fields->lines[0].category, ==, "ongles");
  g_assert_cmpint (fields->lines[0].price_cents, ==, 4500);
}

/* What a page edits is what the store has: its change is applied, and not stale. */
static void
test_value_that_was_read_can_be_changed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonBooking) before = NULL;
  g_autoptr (SalonBooking) after = NULL;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) applied = NULL;
  g_autofree char *id = fixture_id (1);

  insert_booking (fixture, 1, "2026-03-12", "10:30:00", "confirmed", 0);
  insert_line (fixture, 11, 1, 0, "Gel");
  before = salon_reader_get_booking (fixture->reader, id, NULL);
  after = salon_booking_with_time (before, salon_moment (DAY + 1, 600), 45);
  g_assert_true (salon_booking_add_update (before, after, builder));
  applied = store_fixture_apply (&fixture->store, salon_change_builder_end (builder, "Move"));
  assert_list (fixture, 0, 2, SALON_BOOKINGS_ALL, "1 10:00 Gel");
}

static void
test_client_bookings_are_latest_first (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = fixture_id (5);
  g_autoptr (GPtrArray) bookings = NULL;
  g_autofree char *told = NULL;

  insert (fixture, "clients", fixture_client (5, "Marie"));
  insert (fixture, "clients", fixture_client (6, "Zoé"));
  insert_booking (fixture, 1, "2026-03-12", "10:00:00", "confirmed", 5);
  insert_booking (fixture, 2, "2026-03-13", "10:00:00", "confirmed", 6);
  insert_booking (fixture, 3, "2026-03-14", "10:00:00", "confirmed", 5);
  insert_booking (fixture, 4, "2026-03-11", "10:00:00", "confirmed", 5);
  insert_line (fixture, 11, 1, 0, "Gel");
  insert_line (fixture, 31, 3, 0, "Pieds");
  insert_line (fixture, 41, 4, 0, "Dos");
  bookings = salon_reader_list_client_bookings (fixture->reader, id, 2, NULL);
  told = tell (bookings);
  g_assert_cmpstr (told, ==, "2 10:00 Pieds, 0 10:00 Gel");
}

static void
test_client_in_figures (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = fixture_id (5);
  SalonClientSummary summary;

  insert (fixture, "clients", fixture_client (5, "Marie"));
  g_assert_true (
    salon_reader_summarise_client (fixture->reader, id, salon_moment (DAY, 0), &summary, NULL));
  g_assert_cmpint (summary.visits, ==, 0);
  g_assert_cmpint (summary.rhythm_days, ==, 0);
  g_assert_cmpint (summary.first_visit, ==, G_MININT64);
  g_assert_cmpint (summary.next_visit, ==, G_MININT64);

  insert_booking (fixture, 1, "2026-01-01", "10:00:00", "completed", 5);
  insert_booking (fixture, 2, "2026-01-22", "10:00:00", "completed", 5);
  insert_booking (fixture, 3, "2026-02-26", "10:00:00", "completed", 5);
  insert_booking (fixture, 4, "2026-03-01", "10:00:00", "no_show", 5);
  insert_booking (fixture, 5, "2026-03-02", "10:00:00", "cancelled", 5);
  insert_booking (fixture, 6, "2026-03-12", "09:00:00", "arrived", 5);
  insert_booking (fixture, 7, "2026-03-13", "10:00:00", "cancelled", 5);
  insert_booking (fixture, 8, "2026-03-20", "10:00:00", "pending", 5);
  g_assert_true (
    salon_reader_summarise_client (fixture->reader, id, salon_moment (DAY, 600), &summary, NULL));
  g_assert_cmpint (summary.visits, ==, 4);
  g_assert_cmpint (summary.no_shows, ==, 1);
  g_assert_cmpint (summary.cancellations, ==, 2);
  g_assert_cmpint (summary.spent_cents, ==, 3 * 4500);
  /* 21, 35 and 14 days. */
  g_assert_cmpint (summary.rhythm_days, ==, 21);
  g_assert_cmpint (summary.last_visit, ==, salon_moment (DAY, 540));
  g_assert_cmpint (summary.next_visit, ==, salon_moment (DAY + 8, 600));
}

static void
test_days_are_counted_without_the_inactive (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GArray) loads = NULL;

  insert_booking (fixture, 1, "2026-03-12", "10:00:00", "confirmed", 0);
  insert_booking (fixture, 2, "2026-03-12", "12:00:00", "completed", 0);
  insert_booking (fixture, 3, "2026-03-12", "14:00:00", "cancelled", 0);
  insert_booking (fixture, 4, "2026-03-12", "15:00:00", "no_show", 0);
  insert_booking (fixture, 5, "2026-03-14", "10:00:00", "pending", 0);
  loads = salon_reader_list_day_loads (fixture->reader, DAY, DAY + 3, NULL);
  g_assert_cmpuint (loads->len, ==, 3);
  g_assert_cmpint (g_array_index (loads, SalonDayLoad, 0).bookings, ==, 2);
  g_assert_cmpint (g_array_index (loads, SalonDayLoad, 0).minutes, ==, 120);
  g_assert_cmpint (g_array_index (loads, SalonDayLoad, 1).bookings, ==, 0);
  g_assert_cmpint (g_array_index (loads, SalonDayLoad, 2).day, ==, DAY + 2);
  g_assert_cmpint (g_array_index (loads, SalonDayLoad, 2).bookings, ==, 1);
}

static void
test_clients_are_listed_as_people_sort (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "Zoé", "Élodie", "anne", "Emma", "Œuvrard" };
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    insert (fixture, "clients", fixture_client (5 + i, names[i]));
  first = salon_reader_list_clients (fixture->reader, 0, 3, NULL);
  second = salon_reader_list_clients (fixture->reader, 3, 3, NULL);
  g_ptr_array_extend_and_steal (first, g_steal_pointer (&second));
  for (guint i = 0; i < first->len; i++)
    g_string_append_printf (told, "%s ",
                            salon_client_get_fields (g_ptr_array_index (first, i))->name);
  g_assert_cmpstr (told->str, ==, "anne Élodie Emma Œuvrard Zoé ");
  g_assert_cmpint (salon_reader_count_clients (fixture->reader, NULL), ==, 5);
}

static void
test_same_person_is_found (Fixture *fixture, gconstpointer unused)
{
  JsonObject *marie = fixture_client (5, "Marie");
  JsonObject *zoe = fixture_client (6, "Zoé");
  g_autoptr (GPtrArray) by_phone = NULL;
  g_autoptr (GPtrArray) by_mail = NULL;
  g_autoptr (GPtrArray) by_both = NULL;
  g_autoptr (GPtrArray) by_nothing = NULL;

  json_object_set_string_member (marie, "email", "Marie@Example.com");
  json_object_set_null_member (zoe, "phone");
  insert (fixture, "clients", marie);
  insert (fixture, "clients", zoe);
  by_phone = salon_reader_find_same_clients (fixture->reader, "+33612345678", NULL, NULL);
  by_mail = salon_reader_find_same_clients (fixture->reader, NULL, "marie@example.COM", NULL);
  by_both =
    salon_reader_find_same_clients (fixture->reader, "+33612345678", "marie@example.com", NULL);
  by_nothing = salon_reader_find_same_clients (fixture->reader, NULL, NULL, NULL);
  g_assert_cmpuint (by_phone->len, ==, 1);
  g_assert_cmpuint (by_mail->len, ==, 1);
  g_assert_cmpuint (by_both->len, ==, 1);
  g_assert_cmpuint (by_nothing->len, ==, 0);
}

static void
test_services_by_position (Fixture *fixture, gconstpointer unused)
{
  JsonObject *second = fixture_service (7, "Second");
  JsonObject *archived = fixture_service (8, "Archived");
  g_autoptr (GPtrArray) active = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *id = fixture_id (7);
  gboolean used = TRUE;
  JsonObject *line = fixture_booking_service (11, 1, 0);

  json_object_set_int_member (second, "position", 5);
  json_object_set_boolean_member (archived, "is_active", FALSE);
  insert (fixture, "services", second);
  insert (fixture, "services", archived);
  insert (fixture, "services", fixture_service (9, "First"));
  active = salon_reader_list_services (fixture->reader, FALSE, NULL);
  all = salon_reader_list_services (fixture->reader, TRUE, NULL);
  g_assert_cmpuint (active->len, ==, 2);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpstr (salon_service_get_fields (g_ptr_array_index (active, 1))->name, ==, "Second");

  g_assert_true (salon_reader_is_service_used (fixture->reader, id, &used, NULL));
  g_assert_false (used);
  insert_booking (fixture, 1, "2026-03-12", "10:00:00", "confirmed", 0);
  set_id (line, "service_id", 7);
  insert (fixture, "booking_services", line);
  g_assert_true (salon_reader_is_service_used (fixture->reader, id, &used, NULL));
  g_assert_true (used);
}

static JsonObject *
make_exception (guint number, const char *from, const char *to, gboolean open, const char *reason)
{
  JsonObject *row = json_object_new ();

  set_id (row, "id", number);
  json_object_set_string_member (row, "from_date", from);
  json_object_set_string_member (row, "to_date", to);
  json_object_set_boolean_member (row, "open", open);
  json_object_set_string_member (row, "reason", reason);
  return row;
}

static void
insert_hours (Fixture *fixture)
{
  JsonObject *window = json_object_new ();
  JsonObject *blocked = json_object_new ();
  JsonObject *sunday = make_exception (3, "2026-03-15", "2026-03-15", TRUE, "Ouvert");

  set_id (window, "id", 1);
  json_object_set_int_member (window, "day_of_week", 3);
  json_object_set_string_member (window, "start_time", "09:30:00");
  json_object_set_string_member (window, "end_time", "24:00:00");
  json_object_set_boolean_member (window, "is_active", TRUE);
  insert (fixture, "availabilities", window);

  set_id (blocked, "id", 2);
  json_object_set_string_member (blocked, "date", "2026-03-19");
  json_object_set_string_member (blocked, "reason", "Travaux");
  insert (fixture, "blocked_dates", blocked);

  json_object_set_string_member (sunday, "start_time", "10:00:00");
  json_object_set_string_member (sunday, "end_time", "12:00:00");
  insert (fixture, "opening_exceptions", sunday);
  insert (fixture, "opening_exceptions",
          make_exception (4, "2026-03-25", "2026-03-27", FALSE, "Congés"));
}

static void
assert_closed (SalonOpeningHours *hours, SalonDay day, SalonClosure closure, const char *reason)
{
  const char *text = NULL;

  g_assert_cmpint (salon_opening_hours_explain (hours, day, 660, SALON_LANGUAGE_FRENCH, &text), ==,
                   closure);
  g_assert_cmpstr (text, ==, reason);
}

static void
test_hours_from_all_their_tables (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonOpeningHours) hours = NULL;
  g_autoptr (GArray) windows = NULL;

  insert_hours (fixture);
  hours = salon_reader_get_opening_hours (fixture->reader, NULL);
  windows = salon_opening_hours_get_windows (hours, DAY);
  g_assert_cmpuint (windows->len, ==, 1);
  g_assert_cmpint (g_array_index (windows, SalonRange, 0).start, ==, 570);
  g_assert_cmpint (g_array_index (windows, SalonRange, 0).end, ==, 1440);
  assert_closed (hours, DAY + 3, SALON_CLOSURE_NONE, NULL);
  assert_closed (hours, DAY + 7, SALON_CLOSURE_EXCEPTION, "Travaux");
  assert_closed (hours, DAY + 14, SALON_CLOSURE_EXCEPTION, "Congés");
  /* Thursday 14 May 2026: Ascension. */
  assert_closed (hours, DAY + 63, SALON_CLOSURE_HOLIDAY, "Ascension");
}

static void
insert_setting (Fixture *fixture, const char *key, JsonNode *value)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "key", key);
  json_object_set_member (row, "value", value);
  insert (fixture, "salon_settings", row);
}

static void
test_holidays_as_they_are_set (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonOpeningHours) hours = NULL;

  insert_hours (fixture);
  insert_setting (fixture, "holidays.zone", json_node_init_string (json_node_alloc (), "guyane"));
  insert_setting (fixture, "holidays.closed", json_node_init_boolean (json_node_alloc (), FALSE));
  hours = salon_reader_get_opening_hours (fixture->reader, NULL);
  g_assert_cmpint (salon_opening_hours_get_zone (hours), ==, SALON_HOLIDAY_ZONE_GUYANE);
  assert_closed (hours, DAY + 63, SALON_CLOSURE_NONE, NULL);
}

/* Every row comes out as it went in. */
static void
test_rows_are_in_wire_form (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (JsonObject) setting = NULL;
  g_autoptr (JsonObject) service = NULL;
  g_autoptr (JsonObject) client = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *service_id = fixture_id (7);
  g_autofree char *client_id = fixture_id (5);

  insert_hours (fixture);
  insert_setting (fixture, "calendar.step_minutes", json_node_init_int (json_node_alloc (), 15));
  insert (fixture, "services", fixture_service (7, "Gel"));
  insert (fixture, "clients", fixture_client (5, "Marie"));

  rows = salon_reader_list_rows (fixture->reader, "opening_exceptions", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (json_object_get_string_member (g_ptr_array_index (rows, 0), "start_time"), ==,
                   "10:00:00");
  g_assert_true (json_object_get_null_member (g_ptr_array_index (rows, 1), "start_time"));
  g_assert_true (json_object_get_boolean_member (g_ptr_array_index (rows, 0), "open"));

  setting = salon_reader_get_row (fixture->reader, "salon_settings", "calendar.step_minutes", NULL);
  g_assert_cmpint (json_object_get_int_member (setting, "value"), ==, 15);
  service = salon_reader_get_row (fixture->reader, "services", service_id, NULL);
  g_assert_cmpstr (json_object_get_string_member (service, "price"), ==, "45.00");
  client = salon_reader_get_row (fixture->reader, "clients", client_id, NULL);
  g_assert_cmpstr (json_object_get_string_member (client, "created_at"), ==,
                   "2026-03-12T09:30:00Z");
}

static void
test_what_is_not_there_is_told (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) booking = NULL;
  g_autoptr (GError) client = NULL;
  g_autoptr (GError) row = NULL;
  g_autoptr (GError) table = NULL;

  g_assert_null (salon_reader_get_booking (fixture->reader, "x", &booking));
  g_assert_error (booking, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND);
  g_assert_null (salon_reader_get_client (fixture->reader, "x", &client));
  g_assert_error (client, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND);
  g_assert_null (salon_reader_get_row (fixture->reader, "services", "x", &row));
  g_assert_error (row, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND);
  g_assert_null (salon_reader_list_rows (fixture->reader, "sqlite_schema", &table));
  g_assert_error (table, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND);
}

static void
test_history_is_latest_first (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) row = fixture_client (5, "Marie");
  g_autoptr (SalonChange) first =
    store_fixture_apply (&fixture->store, fixture_insert ("clients", row, "Add Marie"));
  g_autoptr (SalonChange) second =
    store_fixture_apply (&fixture->store,
                         fixture_update ("clients", row, "notes", "Thé vert", "Note"));
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *id = fixture_id (5);
  const SalonHistoryEntry *entry = NULL;

  entries = salon_reader_list_history (fixture->reader, "clients", id, 10, NULL);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->label, ==, "Note");
  g_assert_cmpint (entry->at, ==, FIXTURE_NOW);
  g_assert_cmpstr (entry->device, ==, salon_store_get_device (fixture->store.store));
  g_assert_cmpint (salon_change_get_seq (entry->change), ==, salon_change_get_seq (second));
}

/* The reader sees what is committed, and keeps no lock between its calls. */
static void
test_reader_and_writer_do_not_wait (Fixture *fixture, gconstpointer unused)
{
  assert_list (fixture, 0, 1, SALON_BOOKINGS_ALL, "");
  g_assert_cmpint (store_fixture_execute (&fixture->store, "BEGIN IMMEDIATE"), ==, SQLITE_OK);
  assert_list (fixture, 0, 1, SALON_BOOKINGS_ALL, "");
  g_assert_cmpint (store_fixture_execute (&fixture->store, "COMMIT"), ==, SQLITE_OK);
  insert_booking (fixture, 1, "2026-03-12", "10:00:00", "confirmed", 0);
  assert_list (fixture, 0, 1, SALON_BOOKINGS_ALL, "0 10:00");
  /* An empty log: nobody reads an old state any more. */
  g_assert_cmpint (store_fixture_read_int (&fixture->store, "PRAGMA wal_checkpoint (TRUNCATE)"), ==,
                   0);
}

static void
test_files_that_are_not_a_salons (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *other = g_build_filename (fixture->store.folder, "other", NULL);
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) corrupt = NULL;
  g_autoptr (GError) empty = NULL;

  g_assert_null (salon_reader_open (other, &missing));
  g_assert_error (missing, SALON_STORE_ERROR, SALON_STORE_ERROR_OPEN);
  g_assert_true (g_file_set_contents (other, "", 0, NULL));
  g_assert_null (salon_reader_open (other, &empty));
  g_assert_error (empty, SALON_STORE_ERROR, SALON_STORE_ERROR_OPEN);
  g_assert_true (g_file_set_contents (other, "This is no database, but a letter.", -1, NULL));
  g_assert_null (salon_reader_open (other, &corrupt));
  g_assert_error (corrupt, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT);
  g_remove (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/reader/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("range-is-half-open-and-by-start", test_range_is_half_open_and_by_start);
  ADD ("lines-go-to-their-bookings", test_lines_go_to_their_bookings);
  ADD ("two-at-one-moment-keep-their-lines", test_two_at_one_moment_keep_their_lines);
  ADD ("booking-knows-client-and-category", test_booking_knows_client_and_category);
  ADD ("value-that-was-read-can-be-changed", test_value_that_was_read_can_be_changed);
  ADD ("client-bookings-are-latest-first", test_client_bookings_are_latest_first);
  ADD ("client-in-figures", test_client_in_figures);
  ADD ("days-are-counted-without-the-inactive", test_days_are_counted_without_the_inactive);
  ADD ("clients-are-listed-as-people-sort", test_clients_are_listed_as_people_sort);
  ADD ("same-person-is-found", test_same_person_is_found);
  ADD ("services-are-listed-by-position", test_services_by_position);
  ADD ("hours-come-from-all-their-tables", test_hours_from_all_their_tables);
  ADD ("holidays-are-as-they-are-set", test_holidays_as_they_are_set);
  ADD ("rows-are-in-wire-form", test_rows_are_in_wire_form);
  ADD ("what-is-not-there-is-told", test_what_is_not_there_is_told);
  ADD ("history-is-latest-first", test_history_is_latest_first);
  ADD ("reader-and-writer-do-not-wait", test_reader_and_writer_do_not_wait);
  ADD ("files-that-are-not-a-salons-are-refused", test_files_that_are_not_a_salons);
#undef ADD

  return g_test_run ();
}
