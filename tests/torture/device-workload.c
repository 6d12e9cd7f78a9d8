/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device-workload.h"

#include "core/salon-day.h"
#include "core/salon-json.h"
#include "core/salon-money.h"
#include "store-fixture.h"
#include "store/salon-id.h"
#include "store/salon-row.h"
#include "store/salon-store-private.h"

#define N_FIRST_CLIENTS 40
#define N_FIRST_CARDS 6
#define FIRST_CLIENT 0x1000000
#define FIRST_CARD 0x2000000
#define FIRST_MOVEMENT 0x3000000
#define NEW_CARD "100.00"

#define FIRST_MINUTE 540
#define MINUTES_APART 15
#define N_SLOTS 36

static char *
make_token (DeviceWorkload *self)
{
  return g_strdup_printf ("%s %u", self->device, self->n_steps);
}

static void
set_new_id (JsonObject *row)
{
  g_autofree char *id = salon_id_new ();

  json_object_set_string_member (row, "id", id);
}

static void
set_slot (DeviceWorkload *self, JsonObject *booking)
{
  SalonDay day = salon_day_from_ymd (2026, 4, 1) + g_rand_int_range (self->random, 0, self->n_days);
  int minute = FIRST_MINUTE + MINUTES_APART * g_rand_int_range (self->random, 0, N_SLOTS);
  g_autofree char *date = salon_day_format (day);
  g_autofree char *time = salon_minute_format_sql (minute);

  json_object_set_string_member (booking, "booking_date", date);
  json_object_set_string_member (booking, "booking_time", time);
}

static JsonObject *
make_card (const char *id, const char *code)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "code", code);
  json_object_set_string_member (row, "type", "amount");
  json_object_set_string_member (row, "amount", NEW_CARD);
  json_object_set_string_member (row, "buyer_name", "Jeanne Martin");
  json_object_set_string_member (row, "recipient_name", "Marie Durand");
  json_object_set_string_member (row, "purchase_date", "2026-03-12");
  json_object_set_string_member (row, "expiry_date", "2027-03-12");
  return row;
}

static JsonObject *
make_movement (const char *card_id, const char *kind, const char *amount)
{
  JsonObject *row = json_object_new ();

  set_new_id (row);
  json_object_set_string_member (row, "card_id", card_id);
  json_object_set_string_member (row, "kind", kind);
  json_object_set_string_member (row, "amount", amount);
  json_object_set_string_member (row, "at", "2026-03-12T09:30:00Z");
  return row;
}

static void
add_card (SalonChangeBuilder *builder, const char *id, const char *code)
{
  g_autoptr (JsonObject) card = make_card (id, code);
  g_autoptr (JsonObject) issue = make_movement (id, "issue", NEW_CARD);

  salon_change_builder_insert (builder, "gift_cards", card);
  salon_change_builder_insert (builder, "gift_card_movements", issue);
}

void
device_workload_fill (SalonStore *store)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) saved = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_FIRST_CLIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Marie %u", i);
      g_autoptr (JsonObject) client = fixture_client (FIRST_CLIENT + i, name);

      salon_change_builder_insert (builder, "clients", client);
    }
  for (guint i = 0; i < N_FIRST_CARDS; i++)
    {
      g_autofree char *id = fixture_id (FIRST_CARD + i);
      g_autofree char *code = g_strdup_printf ("FIRST-%u", i);

      add_card (builder, id, code);
    }
  change = salon_change_builder_end (builder, "Open the salon");
  saved = salon_store_apply (store, change, FIXTURE_NOW, &error);
  g_assert_no_error (error);
}

static gint64
read_int (SalonStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  salon_sqlite_read_int (salon_store_get_database (store), sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

/* Any row of @table of which @condition holds; NULL when there is none. */
static JsonObject *
pick (DeviceWorkload *self, SalonStore *store, const char *name, const char *condition)
{
  const SalonTable *table = salon_schema_find_table (name);
  g_autofree char *columns = salon_row_list_columns (table);
  g_autofree char *count = g_strdup_printf ("SELECT count (*) FROM %s WHERE %s", name, condition);
  gint64 n_rows = read_int (store, count);
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *row = NULL;

  if (n_rows == 0)
    return NULL;
  sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s ORDER BY id LIMIT 1 OFFSET %d", columns, name,
                         condition, g_rand_int_range (self->random, 0, (int) n_rows));
  statement = salon_sqlite_prepare (salon_store_get_database (store), sql, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  row = salon_row_read (table, statement, &error);
  g_assert_no_error (error);
  return row;
}

/* Each of these adds the edits of one thing that a desk does, or none. */
typedef void (*Deed) (DeviceWorkload *self, SalonStore *store, SalonChangeBuilder *builder);

static void
put_down_client (DeviceWorkload *self, SalonStore *store, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) client = fixture_client (0, "Louise");
  g_autofree char *token = make_token (self);

  set_new_id (client);
  json_object_set_string_member (client, "notes", token);
  salon_change_builder_insert (builder, "clients", client);
}

static void
note (DeviceWorkload *self, SalonStore *store, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) before = pick (self, store, "clients", "TRUE");
  g_autoptr (JsonObject) after = NULL;
  g_autofree char *token = make_token (self);

  if (before == NULL)
    return;
  after = salon_json_copy_object (before);
  json_object_set_string_member (after, "notes", token);
  salon_change_builder_update (builder, "clients", before, after);
}

static void
add_line (SalonChangeBuilder *builder, const char *booking_id, int position)
{
  g_autoptr (JsonObject) line = fixture_booking_service (0, 0, position);

  set_new_id (line);
  json_object_set_string_member (line, "booking_id", booking_id);
  salon_change_builder_insert (builder, "booking_services", line);
}

/* With one or two services, for a client or for somebody who walked in. */
static void
book (DeviceWorkload *self, SalonStore *store, SalonChangeBuilder *builder)
{
  static const int lengths[] = { 15, 30, 60, 90 };
  int minutes = lengths[g_rand_int_range (self->random, 0, G_N_ELEMENTS (lengths))];
  g_autoptr (JsonObject) booking = fixture_booking (0, "", "", minutes);
  g_autoptr (JsonObject) client = pick (self, store, "clients", "TRUE");
  g_autofree char *token = make_token (self);
  const char *id = NULL;
  int n_lines = g_rand_int_range (self->random, 1, 3);

  set_new_id (booking);
  set_slot (self, booking);
  json_object_set_string_member (booking, "notes", token);
  if (client != NULL && g_rand_boolean (self->random))
    json_object_set_string_member (booking, "client_id",
                                   json_object_get_string_member (client, "id"));
  salon_change_builder_insert (builder, "bookings", booking);
  id = json_object_get_string_member (booking, "id");
  for (int i = 0; i < n_lines; i++)
    add_line (builder, id, i);
}

static void
move (DeviceWorkload *self, SalonStore *store, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) before = pick (self, store, "bookings", "status = 'confirmed'");
  g_autoptr (JsonObject) after = NULL;
  g_autofree char *token = make_token (self);

  if (before == NULL)
    return;
  after = salon_json_copy_object (before);
  set_slot (self, after);
  json_object_set_string_member (after, "notes", token);
  salon_change_builder_update (builder, "bookings", before, after);
}

static void
cancel (DeviceWorkload *self, SalonStore *store, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) before = pick (self, store, "bookings", "status = 'confirmed'");
  g_autoptr (JsonObject) after = NULL;

  if (before == NULL)
    return;
  after = salon_json_copy_object (before);
  json_object_set_string_member (after, "status", "cancelled");
  json_object_set_string_member (after, "cancelled_at", "2026-03-12T09:30:00Z");
  salon_change_builder_update (builder, "bookings", before, after);
}

/* Where somebody else sits by now the desk itself says no. */
static void
confirm_again (DeviceWorkload *self, SalonStore *store, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) before = pick (self, store, "bookings", "status = 'cancelled'");
  g_autoptr (JsonObject) after = NULL;

  if (before == NULL)
    return;
  after = salon_json_copy_object (before);
  json_object_set_string_member (after, "status", "confirmed");
  json_object_set_null_member (after, "cancelled_at");
  salon_change_builder_update (builder, "bookings", before, after);
}

static void
sell_card (DeviceWorkload *self, SalonStore *store, SalonChangeBuilder *builder)
{
  g_autofree char *id = salon_id_new ();
  g_autofree char *code = make_token (self);

  add_card (builder, id, code);
}

/* Takes up to what is left as far as this desk knows. */
static void
take_off_card (DeviceWorkload *self, SalonStore *store, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) card = pick (self, store, "gift_cards", "TRUE");
  g_autofree char *sum = NULL;
  g_autofree char *amount = NULL;
  g_autoptr (JsonObject) debit = NULL;
  gint64 left;
  const char *id = NULL;

  if (card == NULL)
    return;
  id = json_object_get_string_member (card, "id");
  sum = g_strdup_printf ("SELECT coalesce (sum (amount), 0) FROM gift_card_movements\n"
                         "WHERE card_id = '%s'",
                         id);
  left = read_int (store, sum);
  if (left <= 0)
    return;
  amount = salon_money_to_wire (-g_rand_int_range (self->random, 1, (int) left + 1));
  debit = make_movement (id, "debit", amount);
  salon_change_builder_insert (builder, "gift_card_movements", debit);
}

static void
close_day (DeviceWorkload *self, SalonStore *store, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) row = json_object_new ();
  g_autofree char *token = make_token (self);

  set_new_id (row);
  json_object_set_string_member (row, "from_date", "2026-08-03");
  json_object_set_string_member (row, "to_date", "2026-08-03");
  json_object_set_boolean_member (row, "open", FALSE);
  json_object_set_string_member (row, "reason", token);
  salon_change_builder_insert (builder, "opening_exceptions", row);
}

static void
open_again (DeviceWorkload *self, SalonStore *store, SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) row = pick (self, store, "opening_exceptions", "TRUE");

  if (row != NULL)
    salon_change_builder_delete (builder, "opening_exceptions", row);
}

/* As often as it stands here. */
static const Deed deeds[] = {
  book,      book,          book,          move,      move,
  cancel,    confirm_again, note,          note,      put_down_client,
  sell_card, take_off_card, take_off_card, close_day, open_again,
};

#define UNDO_ONE_IN 25

SalonChange *
device_workload_step (DeviceWorkload *self, SalonStore *store, GError **error)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;

  self->n_steps++;
  if (g_rand_int_range (self->random, 0, UNDO_ONE_IN) == 0)
    return salon_store_undo (store, FIXTURE_NOW, error);
  deeds[g_rand_int_range (self->random, 0, G_N_ELEMENTS (deeds))](self, store, builder);
  if (salon_change_builder_is_empty (builder))
    return NULL;
  change = salon_change_builder_end (builder, "A day at the desk");
  return salon_store_apply (store, change, FIXTURE_NOW, error);
}
