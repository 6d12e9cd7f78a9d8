/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-workload.h"

#include "core/salon-day.h"
#include "core/salon-payment.h"
#include "store-fixture.h"
#include "store/salon-id.h"
#include "store/salon-sqlite.h"
#include "store/salon-store-private.h"
#include "store/salon-till.h"

#define CLIENTS 0x1000000
#define BOOKINGS 0x2000000
#define LINES 0x3000000
#define BOOKINGS_PER_DAY 100
#define MINUTES_APART 10

static gint64
read_int (SalonStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  salon_sqlite_read_int (salon_store_get_database (store), sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

static gint64
read_counter (SalonStore *store)
{
  return read_int (store, "SELECT coalesce (max (CAST (value AS INTEGER)), 0)\n"
                          "FROM salon_settings WHERE key = 'test.counter'");
}

static JsonObject *
make_counter (gint64 number)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "key", "test.counter");
  json_object_set_int_member (row, "value", number);
  return row;
}

static void
add_counter (SalonChangeBuilder *builder, gint64 number)
{
  g_autoptr (JsonObject) before = make_counter (number - 1);
  g_autoptr (JsonObject) after = make_counter (number);

  if (number == 1)
    salon_change_builder_insert (builder, "salon_settings", after);
  else
    salon_change_builder_update (builder, "salon_settings", before, after);
}

/* Notes of many lengths, so that changes fill from one page to several. */
static char *
make_notes (guint number)
{
  guint n_words = number * 1009 % 1500;
  GString *notes = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    g_string_append (notes, "gel ");
  return g_string_free_and_steal (notes);
}

static void
add_client (SalonChangeBuilder *builder, guint number)
{
  g_autoptr (JsonObject) client = fixture_client (CLIENTS + number, "Marie");
  g_autofree char *notes = make_notes (number);

  json_object_set_string_member (client, "notes", notes);
  salon_change_builder_insert (builder, "clients", client);
}

static void
add_booking (SalonChangeBuilder *builder, guint number)
{
  int minute = (int) (number % BOOKINGS_PER_DAY) * MINUTES_APART;
  g_autofree char *date =
    salon_day_format (salon_day_from_ymd (2026, 1, 1) + (SalonDay) (number / BOOKINGS_PER_DAY));
  g_autofree char *time = salon_minute_format_sql (minute);
  g_autofree char *client = fixture_id (CLIENTS + number);
  g_autoptr (JsonObject) booking = fixture_booking (BOOKINGS + number, date, time, MINUTES_APART);
  g_autoptr (JsonObject) line = fixture_booking_service (LINES + number, BOOKINGS + number, 0);

  json_object_set_string_member (booking, "client_id", client);
  salon_change_builder_insert (builder, "bookings", booking);
  salon_change_builder_insert (builder, "booking_services", line);
}

/* With an id of its own: undoing a change leaves its payment where it is. */
static void
add_payment (SalonChangeBuilder *builder)
{
  g_autofree char *id = salon_id_new ();
  g_autoptr (SalonPayment) payment = salon_payment_new (&(SalonPaymentFields) {
    .id = id,
    .amount_cents = 1,
    .method = "cash",
    .status = "completed",
    .created_at = FIXTURE_NOW,
  });

  salon_payment_add_insert (payment, builder);
}

static SalonChange *
make_change (gint64 number)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *label = g_strdup_printf ("Change %" G_GINT64_FORMAT, number);

  add_client (builder, (guint) number);
  add_booking (builder, (guint) number);
  add_counter (builder, number);
  add_payment (builder);
  return salon_change_builder_end (builder, label);
}

SalonChange *
store_workload_step (SalonStore *store, GRand *random, GError **error)
{
  g_autoptr (SalonChange) change = NULL;
  SalonUndoState state = { NULL };
  gboolean has_undo;

  if (!salon_store_get_undo_state (store, &state, error))
    return NULL;
  has_undo = state.undo_label != NULL;
  salon_undo_state_clear (&state);
  if (has_undo && g_rand_int_range (random, 0, 5) == 0)
    return salon_store_undo (store, FIXTURE_NOW, error);

  change = make_change (read_counter (store) + 1);
  return salon_store_apply (store, change, FIXTURE_NOW, error);
}

static void
assert_undo_is (SalonStore *store, gint64 counter)
{
  g_autofree char *expected = g_strdup_printf ("Change %" G_GINT64_FORMAT, counter);
  SalonUndoState state = { NULL };

  g_assert_true (salon_store_get_undo_state (store, &state, NULL));
  /* More than two hundred undone: nothing is left to undo. */
  if (state.undo_label != NULL)
    g_assert_cmpstr (state.undo_label, ==, expected);
  salon_undo_state_clear (&state);
}

static void
assert_till_is (SalonStore *store, gint64 cents)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonTillReport) report = salon_till_verify (store, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->faults->len, ==, 0);
  g_assert_cmpint (report->n_lines, ==, read_int (store, "SELECT count (*) FROM payments"));
  g_assert_cmpint (read_int (store, "SELECT coalesce (sum (amount), 0) FROM payments"), ==, cents);
  g_assert_cmpint (read_int (store, "SELECT coalesce (sum (amount), 0) FROM till_journal"), ==,
                   cents);
}

gint64
store_workload_check (SalonStore *store)
{
  g_autoptr (GError) error = NULL;
  gint64 counter = read_counter (store);
  gint64 last = read_int (store, "SELECT last_seq FROM salon_file");

  salon_store_check (store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_int (store, "SELECT count (*) FROM clients"), ==, counter);
  g_assert_cmpint (read_int (store, "SELECT count (*) FROM bookings"), ==, counter);
  g_assert_cmpint (read_int (store, "SELECT count (*) FROM booking_services"), ==, counter);
  g_assert_cmpint (read_int (store, "SELECT count (*) FROM history"), ==, last);
  g_assert_cmpint (read_int (store, "SELECT count (*) FROM outbox"), ==, last);
  g_assert_cmpint (read_int (store, "SELECT count (DISTINCT seq) FROM history_rows"), ==, last);
  g_assert_cmpint (read_int (store, "SELECT coalesce (max (seq), 0) FROM outbox"), ==, last);
  assert_till_is (store, counter);
  assert_undo_is (store, counter);
  return last;
}

char *
store_workload_checksum (SalonChange *change)
{
  g_autofree char *json = salon_change_to_json (change);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);
}

char *
store_workload_dup_checksum (SalonStore *store, gint64 seq)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT history.change\n"
    "FROM history JOIN outbox ON outbox.seq = history.seq AND outbox.change = history.change\n"
    "WHERE history.seq = %" G_GINT64_FORMAT,
    seq);
  g_autofree char *json = salon_sqlite_read_text (salon_store_get_database (store), sql, NULL);

  return json != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1) : NULL;
}
