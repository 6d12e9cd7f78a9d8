/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * statistics-salon SEED FOLDER: makes a random salon in FOLDER/salon.sqlite, with everything that could
 * make a figure wrong, and prints what its reader says of some stretches of days, one JSON object a line.
 * test-statistics.py reads the rows of the file by itself and counts with its own fingers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/salon-gift-card.h"
#include "core/salon-instant.h"
#include "core/salon-json.h"
#include "core/salon-money.h"
#include "store-fixture.h"
#include "store/salon-anonymise.h"
#include "store/salon-reader-statistics.h"
#include "store/salon-row.h"
#include "store/salon-statistics-fold.h"
#include "store/salon-store-private.h"

#define N_CLIENTS 24
#define N_SERVICES 5
#define N_STEPS 700
#define N_STRETCHES 30
#define SECOND_STAFF 0x77
/* Both changes of the clocks are in it: from 1 September 2025, thirteen months. */
#define FIRST_DAY 20332
#define N_DAYS 395
#define TODAY 20524

typedef struct
{
  GRand *random;
  SalonStore *store;
  char *path;
  guint next_id;
  GPtrArray *bookings; /* ids */
  GPtrArray *clients;
  GPtrArray *cards;
  GPtrArray *payments;
} Maker;

static int
pick (Maker *self, int n)
{
  return g_rand_int_range (self->random, 0, n);
}

static const char *
pick_id (Maker *self, GPtrArray *ids)
{
  return ids->len > 0 ? g_ptr_array_index (ids, pick (self, (int) ids->len)) : NULL;
}

static void
must (gboolean done, GError *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "failed");
}

/* Half of them are around a change of the clocks, where the days are full: 26 October, 29 March. */
static SalonDay
pick_day (Maker *self)
{
  static const SalonDay changes[] = { 20387, 20541 };

  if (pick (self, 2) == 0)
    return FIRST_DAY + pick (self, N_DAYS);
  return changes[pick (self, 2)] - 4 + pick (self, 9);
}

/* Every third one as the web makes them. */
static char *
make_id (Maker *self)
{
  char *id = fixture_id (self->next_id++);

  if (pick (self, 3) == 0)
    id[SALON_ORIGIN_ID_VERSION] = '4';
  return id;
}

static void
set_cents (JsonObject *row, const char *member, gint64 cents)
{
  g_autofree char *text = salon_money_to_wire (cents);

  json_object_set_string_member (row, member, text);
}

static void
set_text (JsonObject *row, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (row, member, text);
  else
    json_object_set_null_member (row, member);
}

static void
set_instant (JsonObject *row, const char *member, gint64 instant)
{
  g_autofree char *text = salon_instant_to_wire (instant);

  json_object_set_string_member (row, member, text);
}

/* Much of it is refused: the chair is taken, the card is empty. */
static gboolean
apply (Maker *self, SalonChangeBuilder *builder)
{
  g_autoptr (SalonChange) change = salon_change_builder_end (builder, "Something");
  g_autoptr (SalonChange) applied = NULL;

  if (salon_change_get_n_edits (change) == 0)
    return FALSE;
  applied = salon_store_apply (self->store, change, FIXTURE_NOW, NULL);
  return applied != NULL;
}

static gboolean
insert (Maker *self, const char *table, JsonObject *row)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  salon_change_builder_insert (builder, table, row);
  return apply (self, builder);
}

static JsonObject *
read_row (Maker *self, const char *table, const char *id)
{
  JsonObject *row = NULL;

  salon_row_find (self->store, salon_schema_find_table (table), id, &row, NULL);
  return row;
}

/* --- What stands still --- */

static void
make_window (Maker *self, int weekday, const char *start, const char *end)
{
  g_autoptr (JsonObject) row = json_object_new ();
  g_autofree char *id = fixture_id (self->next_id++);

  json_object_set_string_member (row, "id", id);
  json_object_set_int_member (row, "day_of_week", weekday);
  json_object_set_string_member (row, "start_time", start);
  json_object_set_string_member (row, "end_time", end);
  json_object_set_boolean_member (row, "is_active", pick (self, 8) > 0);
  json_object_set_null_member (row, "staff_id");
  g_assert_true (insert (self, "availabilities", row));
}

static void
make_exception (Maker *self)
{
  g_autoptr (JsonObject) row = json_object_new ();
  g_autofree char *id = fixture_id (self->next_id++);
  SalonDay day = pick_day (self);
  g_autofree char *from = salon_day_format (day);
  g_autofree char *to = salon_day_format (day + (pick (self, 3) == 0 ? pick (self, 9) : 0));
  gboolean is_whole = pick (self, 2) == 0;

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "from_date", from);
  json_object_set_string_member (row, "to_date", to);
  set_text (row, "start_time", is_whole ? NULL : "14:30:00");
  set_text (row, "end_time", is_whole ? NULL : "24:00:00");
  json_object_set_boolean_member (row, "open", pick (self, 3) == 0);
  json_object_set_null_member (row, "reason");
  g_assert_true (insert (self, "opening_exceptions", row));
}

static void
make_blocked_date (Maker *self)
{
  g_autoptr (JsonObject) row = json_object_new ();
  g_autofree char *id = fixture_id (self->next_id++);
  g_autofree char *date = salon_day_format (pick_day (self));

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "date", date);
  json_object_set_null_member (row, "reason");
  insert (self, "blocked_dates", row);
}

static void
make_setting (Maker *self, const char *key, const char *text)
{
  g_autoptr (JsonObject) row = json_object_new ();

  json_object_set_string_member (row, "key", key);
  json_object_set_string_member (row, "value", text);
  g_assert_true (insert (self, "salon_settings", row));
}

static void
make_service (Maker *self, int index)
{
  static const char *const names[N_SERVICES] = { "Gel", "Soin", "Cils", "Sourcils", "Massage" };
  g_autoptr (JsonObject) row = fixture_service ((guint) (0x10 + index), names[index]);

  json_object_set_int_member (row, "duration_minutes", 20 + 15 * index);
  g_assert_true (insert (self, "services", row));
}

/* The server counted on some days of a stretch. */
static void
make_visits (Maker *self)
{
  SalonDay first = pick_day (self);

  for (SalonDay day = first; day < first + 60; day++)
    if (pick (self, 4) > 0)
      {
        g_autoptr (JsonObject) row = json_object_new ();
        g_autofree char *id = fixture_id (self->next_id++);
        g_autofree char *text = salon_day_format (day);

        json_object_set_string_member (row, "id", id);
        json_object_set_string_member (row, "day", text);
        json_object_set_int_member (row, "visits", pick (self, 90));
        g_assert_true (insert (self, "web_visits", row));
      }
}

static void
make_salon (Maker *self)
{
  g_autoptr (JsonObject) staff = json_object_new ();
  g_autofree char *staff_id = fixture_id (SECOND_STAFF);

  for (int i = 0; i < N_SERVICES; i++)
    make_service (self, i);
  for (int i = 0; i < 6; i++)
    {
      make_window (self, i, "09:00:00", "12:30:00");
      make_window (self, i, "13:30:00", "19:00:00");
    }
  for (int i = 0; i < 12; i++)
    make_exception (self);
  for (int i = 0; i < 4; i++)
    make_blocked_date (self);
  if (pick (self, 3) == 0)
    make_setting (self, "salon.zone", "America/Martinique");
  make_visits (self);
  json_object_set_string_member (staff, "id", staff_id);
  json_object_set_string_member (staff, "name", "Zoé");
  json_object_set_boolean_member (staff, "is_active", pick (self, 2) == 0);
  json_object_set_int_member (staff, "position", 2);
  g_assert_true (insert (self, "staff", staff));
  for (int i = 0; i < N_CLIENTS; i++)
    {
      g_autoptr (JsonObject) client = fixture_client (self->next_id, "Marie");

      g_assert_true (insert (self, "clients", client));
      g_ptr_array_add (self->clients, fixture_id (self->next_id++));
    }
}

/* --- Bookings --- */

static void
set_status (Maker *self, JsonObject *row, gint64 start)
{
  static const char *const statuses[] = { "pending",   "confirmed", "arrived",
                                          "completed", "completed", "completed",
                                          "no_show",   "cancelled", "cancelled" };
  static const char *const reasons[] = { NULL, "ill", "hold expired", "undone" };
  const char *status = statuses[pick (self, G_N_ELEMENTS (statuses))];
  gboolean is_cancelled = g_str_equal (status, "cancelled");

  json_object_set_string_member (row, "status", status);
  set_text (row, "cancellation_reason", is_cancelled ? reasons[pick (self, 4)] : NULL);
  json_object_set_null_member (row, "cancelled_at");
  if (is_cancelled && pick (self, 6) > 0)
    set_instant (row, "cancelled_at", start - pick (self, 60 * 60 * 60) + 3600);
}

static void
add_line (Maker *self, SalonChangeBuilder *builder, const char *booking, int position)
{
  g_autoptr (JsonObject) line = fixture_booking_service (self->next_id++, 0, position);
  g_autofree char *service = fixture_id ((guint) (0x10 + pick (self, N_SERVICES)));

  json_object_set_string_member (line, "booking_id", booking);
  set_text (line, "service_id", pick (self, 5) > 0 ? service : NULL);
  if (pick (self, 4) == 0)
    json_object_set_string_member (line, "name", "Ancien soin");
  set_cents (line, "price", pick (self, 9000));
  salon_change_builder_insert (builder, "booking_services", line);
}

/* Some weeks before, or during a visit, or written down afterwards. Every third one around a midnight: until
 * then it was made on the day of another visit, whichever clock says so. */
static gint64
pick_creation (Maker *self, gint64 start)
{
  if (pick (self, 3) == 0)
    return (gint64) salon_moment (pick_day (self), 0) * 60 - 4 * 3600 + 300 * pick (self, 6 * 12);
  return start - pick (self, 60 * 24 * 3600) + 24 * 3600;
}

static void
insert_booking (Maker *self)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  SalonDay day = pick_day (self);
  int minute = 7 * 60 + 5 * pick (self, 15 * 12);
  g_autofree char *date = salon_day_format (day);
  g_autofree char *time = salon_minute_format_sql (minute);
  g_autofree char *id = make_id (self);
  g_autofree char *staff = fixture_id (SECOND_STAFF);
  g_autofree char *service = fixture_id ((guint) (0x10 + pick (self, N_SERVICES)));
  g_autoptr (JsonObject) row = fixture_booking (0, date, time, 15 + 15 * pick (self, 8));
  int n_lines = pick (self, 4);

  json_object_set_string_member (row, "id", id);
  set_text (row, "service_id", pick (self, 4) > 0 ? service : NULL);
  set_text (row, "client_id", pick (self, 6) > 0 ? pick_id (self, self->clients) : NULL);
  if (pick (self, 3) == 0)
    json_object_set_string_member (row, "staff_id", staff);
  json_object_set_int_member (row, "buffer_minutes", 5 * pick (self, 4));
  json_object_set_int_member (row, "buffer_before_minutes", 5 * pick (self, 3));
  set_cents (row, "price", pick (self, 12000));
  set_instant (row, "created_at", pick_creation (self, salon_moment (day, minute) * 60));
  set_status (self, row, salon_moment (day, minute) * 60);
  salon_change_builder_insert (builder, "bookings", row);
  for (int i = 0; i < n_lines; i++)
    add_line (self, builder, id, i);
  if (apply (self, builder))
    g_ptr_array_add (self->bookings, g_steal_pointer (&id));
}

static void
update_booking (Maker *self)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  const char *id = pick_id (self, self->bookings);
  g_autoptr (JsonObject) before = id != NULL ? read_row (self, "bookings", id) : NULL;
  g_autoptr (JsonObject) after = before != NULL ? salon_json_copy_object (before) : NULL;
  g_autofree char *date = salon_day_format (pick_day (self));

  if (before == NULL)
    return;
  if (pick (self, 3) == 0)
    json_object_set_string_member (after, "booking_date", date);
  else if (pick (self, 3) == 0)
    set_cents (after, "price", pick (self, 12000));
  else if (pick (self, 3) == 0)
    set_text (after, "client_id", pick (self, 4) > 0 ? pick_id (self, self->clients) : NULL);
  else
    set_status (self, after, (gint64) (FIRST_DAY + 100) * 24 * 3600);
  salon_change_builder_update (builder, "bookings", before, after);
  apply (self, builder);
}

static GPtrArray *
list_lines (Maker *self, const char *booking)
{
  static const char *sql = "SELECT id FROM booking_services WHERE booking_id = ?1";
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SalonStatement) rows = salon_store_prepare (self->store, sql, NULL);
  gboolean row = FALSE;

  salon_statement_bind_text (rows, 1, booking);
  salon_sqlite_step (rows, &row, NULL);
  while (row)
    {
      g_ptr_array_add (ids, g_strdup (salon_statement_get_text (rows, 0)));
      salon_sqlite_step (rows, &row, NULL);
    }
  return ids;
}

static void
delete_booking (Maker *self)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  const char *id = pick_id (self, self->bookings);
  g_autoptr (JsonObject) row = id != NULL ? read_row (self, "bookings", id) : NULL;
  g_autoptr (GPtrArray) lines = NULL;

  if (row == NULL)
    return;
  lines = list_lines (self, id);
  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (JsonObject) line =
        read_row (self, "booking_services", g_ptr_array_index (lines, i));

      salon_change_builder_delete (builder, "booking_services", line);
    }
  salon_change_builder_delete (builder, "bookings", row);
  apply (self, builder);
}

/* --- Clients --- */

static void
merge_clients (Maker *self)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  const char *left = pick_id (self, self->clients);
  const char *right = pick_id (self, self->clients);
  g_autoptr (JsonObject) before = read_row (self, "clients", right);
  g_autoptr (JsonObject) after = before != NULL ? salon_json_copy_object (before) : NULL;

  if (before == NULL || left == right || !json_object_get_null_member (before, "merged_into"))
    return;
  json_object_set_string_member (after, "merged_into", left);
  salon_change_builder_update (builder, "clients", before, after);
  for (guint i = 0; i < self->bookings->len; i++)
    {
      g_autoptr (JsonObject) booking =
        read_row (self, "bookings", g_ptr_array_index (self->bookings, i));
      g_autoptr (JsonObject) moved = booking != NULL ? salon_json_copy_object (booking) : NULL;

      if (booking == NULL
          || g_strcmp0 (json_object_get_string_member_with_default (booking, "client_id", NULL),
                        right)
               != 0)
        continue;
      json_object_set_string_member (moved, "client_id", left);
      salon_change_builder_update (builder, "bookings", booking, moved);
    }
  apply (self, builder);
}

static void
anonymise_client (Maker *self)
{
  static const SalonAnonymiseWords words = { "Anonymous", "Forget" };
  g_autoptr (SalonReader) reader = salon_reader_open (self->path, NULL);
  g_autoptr (SalonClientDossier) dossier =
    salon_client_dossier_read (reader, pick_id (self, self->clients), NULL);

  /* She may have bookings to come: then it is refused. */
  if (dossier != NULL)
    salon_anonymise_forget (self->store, dossier, &words, FIXTURE_NOW + (gint64) 500 * 24 * 3600,
                            NULL);
}

/* --- Money --- */

static gint64
pick_instant (Maker *self)
{
  return (gint64) pick_day (self) * 24 * 3600 + (gint64) pick (self, 24 * 60) * 60;
}

static void
insert_payment (Maker *self, const char *reverses, gint64 cents)
{
  static const char *const methods[] = {
    "cash", "card", "cheque", "transfer", "gift_card", "stripe"
  };
  static const char *const statuses[] = { "completed", "completed", "completed",
                                          "pending",   "failed",    "refunded" };
  g_autoptr (JsonObject) row = json_object_new ();
  g_autofree char *id = make_id (self);

  json_object_set_string_member (row, "id", id);
  set_text (row, "booking_id", pick_id (self, self->bookings));
  json_object_set_null_member (row, "gift_card_id");
  set_cents (row, "amount", cents);
  json_object_set_string_member (row, "payment_method",
                                 methods[pick (self, G_N_ELEMENTS (methods))]);
  json_object_set_string_member (
    row, "status", reverses != NULL ? "completed" : statuses[pick (self, G_N_ELEMENTS (statuses))]);
  json_object_set_null_member (row, "metadata");
  set_instant (row, "created_at", pick_instant (self));
  set_text (row, "reverses", reverses);
  if (insert (self, "payments", row) && reverses == NULL)
    g_ptr_array_add (self->payments, g_steal_pointer (&id));
}

static void
make_payment (Maker *self)
{
  int n = 1 + pick (self, 3);

  if (pick (self, 4) == 0 && self->payments->len > 0)
    {
      const char *id = pick_id (self, self->payments);
      g_autoptr (JsonObject) paid = read_row (self, "payments", id);
      gint64 cents = 0;

      if (paid != NULL
          && salon_money_from_wire (json_object_get_string_member (paid, "amount"), &cents, NULL))
        insert_payment (self, id, -cents);
      return;
    }
  for (int i = 0; i < n; i++)
    insert_payment (self, NULL, 1 + pick (self, 9000));
}

static gboolean
insert_movement (Maker *self,
                 const char *card,
                 const char *kind,
                 gint64 cents,
                 const char *reverses,
                 gint64 at)
{
  g_autoptr (JsonObject) row = json_object_new ();
  g_autofree char *id = make_id (self);

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "card_id", card);
  json_object_set_string_member (row, "kind", kind);
  set_cents (row, "amount", cents);
  set_text (row, "note", "so");
  set_instant (row, "at", at);
  set_text (row, "reverses", reverses);
  return insert (self, "gift_card_movements", row);
}

static void
sell_card (Maker *self)
{
  g_autoptr (JsonObject) row = json_object_new ();
  g_autofree char *id = make_id (self);
  g_autofree char *code = g_strdup_printf ("CODE-%u", self->next_id);
  gint64 at = pick_instant (self);
  SalonDay day = (SalonDay) (at / (24 * 3600));
  g_autofree char *bought = salon_day_format (day);
  g_autofree char *expiry = salon_day_format (day + 20 + pick (self, 300));
  gint64 cents = 1000 + pick (self, 9000);

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "code", code);
  json_object_set_string_member (row, "type", pick (self, 2) == 0 ? "amount" : "service");
  set_cents (row, "amount", cents);
  json_object_set_string_member (row, "buyer_name", "Anne");
  json_object_set_string_member (row, "recipient_name", "Zoé");
  json_object_set_string_member (row, "purchase_date", bought);
  json_object_set_string_member (row, "expiry_date", expiry);
  json_object_set_boolean_member (row, "is_complimentary", pick (self, 5) == 0);
  if (!insert (self, "gift_cards", row))
    return;
  insert_movement (self, id, "issue", cents, NULL, at);
  g_ptr_array_add (self->cards, g_steal_pointer (&id));
}

static char *
find_movement (Maker *self, const char *card, char **kind, gint64 *cents)
{
  static const char *sql = "SELECT id, kind, amount\n"
                           "FROM gift_card_movements AS m\n"
                           "WHERE card_id = ?1\n"
                           "  AND reverses IS NULL\n"
                           "  AND kind IN ('debit', 'void', 'issue')\n"
                           "  AND NOT EXISTS (\n"
                           "    SELECT 1 FROM gift_card_movements WHERE reverses = m.id)\n"
                           "ORDER BY kind, id\n"
                           "LIMIT 1";
  g_autoptr (SalonStatement) rows = salon_store_prepare (self->store, sql, NULL);
  gboolean row = FALSE;

  salon_statement_bind_text (rows, 1, card);
  salon_sqlite_step (rows, &row, NULL);
  if (!row)
    return NULL;
  *kind = g_strdup (salon_statement_get_text (rows, 1));
  *cents = sqlite3_column_int64 (rows, 2);
  return g_strdup (salon_statement_get_text (rows, 0));
}

static void
take_back (Maker *self, const char *card)
{
  g_autofree char *kind = NULL;
  gint64 cents = 0;
  g_autofree char *id = find_movement (self, card, &kind, &cents);

  if (id != NULL)
    insert_movement (self, card, g_str_equal (kind, "issue") ? "void" : "credit", -cents, id,
                     pick_instant (self));
}

static void
change_card (Maker *self, const char *id)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) before = read_row (self, "gift_cards", id);
  g_autoptr (JsonObject) after = before != NULL ? salon_json_copy_object (before) : NULL;
  g_autofree char *expiry = salon_day_format (FIRST_DAY + pick (self, N_DAYS + 100));

  if (before == NULL)
    return;
  json_object_set_string_member (after, "expiry_date", expiry);
  salon_change_builder_update (builder, "gift_cards", before, after);
  apply (self, builder);
}

static void
use_card (Maker *self)
{
  const char *id = pick_id (self, self->cards);

  if (id == NULL)
    return;
  switch (pick (self, 7))
    {
    case 0:
      insert_movement (self, id, "credit", pick (self, 3000), NULL, pick_instant (self));
      break;
    case 1:
      insert_movement (self, id, "void", -pick (self, 4000), NULL, pick_instant (self));
      break;
    case 2:
      insert_movement (self, id, "refund", -pick (self, 4000), NULL, pick_instant (self));
      break;
    case 3:
      take_back (self, id);
      break;
    case 4:
      change_card (self, id);
      break;
    default:
      insert_movement (self, id, "debit", -pick (self, 5000), NULL, pick_instant (self));
    }
}

static void
undo (Maker *self)
{
  g_autoptr (SalonChange) change = pick (self, 3) > 0
                                     ? salon_store_undo (self->store, FIXTURE_NOW, NULL)
                                     : salon_store_redo (self->store, FIXTURE_NOW, NULL);
}

static void
take_step (Maker *self)
{
  g_autoptr (GError) error = NULL;

  switch (pick (self, 20))
    {
    case 0:
      undo (self);
      break;
    case 1:
    case 2:
      update_booking (self);
      break;
    case 3:
      delete_booking (self);
      break;
    case 4:
    case 5:
      make_payment (self);
      break;
    case 6:
      sell_card (self);
      break;
    case 7:
    case 8:
      use_card (self);
      break;
    case 9:
      if (pick (self, 4) == 0)
        merge_clients (self);
      break;
    case 10:
      if (pick (self, 12) == 0)
        anonymise_client (self);
      break;
    case 11:
      if (pick (self, 8) == 0)
        make_exception (self);
      break;
    case 12:
      /* Often enough that what comes then has to mark the months that it changes: without sums there are
       * none that could be wrong. */
      if (pick (self, 4) == 0)
        must (salon_statistics_fold_settle (self->store, &error), error);
      break;
    default:
      insert_booking (self);
    }
}

/* --- What the reader says --- */

static void
add_tally (JsonObject *object, const char *name, SalonTally tally)
{
  JsonArray *pair = json_array_new ();

  json_array_add_int_element (pair, tally.n);
  json_array_add_int_element (pair, tally.cents);
  json_object_set_array_member (object, name, pair);
}

static void
add_rate (JsonObject *object, const char *name, SalonRate rate)
{
  add_tally (object, name, (SalonTally) { rate.part, rate.whole });
}

static void
add_bookings (JsonObject *object, const SalonStatistics *found)
{
  JsonObject *services = json_object_new ();
  JsonArray *hours = json_array_new ();

  for (int i = 0; i < SALON_N_BOOKING_STATUSES; i++)
    add_tally (object, salon_booking_status_to_wire ((SalonBookingStatus) i), found->states[i]);
  add_tally (object, "lapsed", found->lapsed);
  json_object_set_int_member (object, "reductions", found->reductions_cents);
  for (guint i = 0; i < found->services->len; i++)
    {
      const SalonServiceTally *service = &g_array_index (found->services, SalonServiceTally, i);

      add_tally (services, service->service_id != NULL ? service->service_id : service->name,
                 service->tally);
    }
  json_object_set_object_member (object, "services", services);
  for (int i = 0; i < SALON_N_WEEKDAYS * SALON_N_HOURS; i++)
    json_array_add_int_element (hours, found->hours[i / SALON_N_HOURS][i % SALON_N_HOURS]);
  json_object_set_array_member (object, "hours", hours);
  add_tally (object, "desk", found->origins[SALON_ORIGIN_DESK]);
  add_tally (object, "web", found->origins[SALON_ORIGIN_WEB]);
  json_object_set_int_member (object, "web_visits", found->web_visits);
  json_object_set_int_member (object, "average", salon_statistics_get_average (found));
  json_object_set_int_member (object, "forecast", salon_statistics_get_forecast (found));
  add_rate (object, "show", found->show);
}

static void
add_money (JsonObject *object, const SalonStatistics *found)
{
  JsonObject *received = json_object_new ();

  for (int i = 0; i < SALON_N_MEANS; i++)
    json_object_set_int_member (received, salon_means_to_wire ((SalonMeans) i),
                                found->received.cents[i]);
  json_object_set_object_member (object, "received", received);
  json_object_set_int_member (object, "received_total", found->received.total_cents);
  json_object_set_int_member (object, "n_payments", found->received.n_payments);
  json_object_set_int_member (object, "cards_sold", salon_statistics_get_cards_sold (found));
  json_object_set_int_member (object, "n_cards_sold", found->cards.n_sold);
  json_object_set_int_member (object, "cards_used", salon_statistics_get_cards_used (found));
  json_object_set_int_member (object, "cards_refunded",
                              found->cards.refunded_cents[0] + found->cards.refunded_cents[1]);
  json_object_set_int_member (object, "cards_void",
                              found->cards.voided_cents[0] + found->cards.voided_cents[1]);
  json_object_set_int_member (object, "cards_given", found->cards.given_cents);
  json_object_set_int_member (object, "cards_given_used", found->cards.given_used_cents);
  json_object_set_int_member (object, "owed", found->owed_cents);
}

static void
add_clients_and_time (JsonObject *object, const SalonStatistics *found)
{
  const SalonOccupancy *time = &found->occupancy;

  json_object_set_int_member (object, "clients", found->n_clients);
  json_object_set_int_member (object, "new_clients", found->n_new_clients);
  json_object_set_int_member (object, "returning_clients", salon_statistics_get_returning (found));
  json_object_set_int_member (object, "passers_by", found->n_passers_by);
  add_rate (object, "rebooked", found->rebooked);
  json_object_set_int_member (object, "rhythm", found->rhythm_days);
  json_object_set_int_member (object, "open", time->open);
  json_object_set_int_member (object, "booked_minutes", time->booked);
  json_object_set_int_member (object, "free", time->free);
  json_object_set_int_member (object, "closed", time->lost[SALON_LOSS_CLOSED]);
  json_object_set_int_member (object, "no_show_minutes", time->lost[SALON_LOSS_NO_SHOW]);
  json_object_set_int_member (object, "cancelled_minutes", time->lost[SALON_LOSS_CANCELLED]);
  json_object_set_int_member (object, "holes", time->lost[SALON_LOSS_HOLE]);
}

static void
add_series (JsonObject *object, const SalonStatistics *found)
{
  JsonArray *series = json_array_new ();

  for (guint i = 0; i < found->series->len; i++)
    {
      const SalonStatisticsStep *step = &g_array_index (found->series, SalonStatisticsStep, i);
      JsonObject *shown = json_object_new ();

      json_object_set_int_member (shown, "from", step->from);
      json_object_set_int_member (shown, "to", step->to);
      add_tally (shown, "visits", step->visits);
      add_tally (shown, "booked", step->booked);
      add_tally (shown, "cancelled", step->cancelled);
      add_tally (shown, "no_shows", step->no_shows);
      json_array_add_object_element (series, shown);
    }
  json_object_set_array_member (object, "series", series);
}

static void
print_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, FALSE);

  puts (text);
}

static void
add_ids (SalonReader *reader, const SalonFigureRows *rows, JsonArray *ids)
{
  g_autoptr (GArray) numbers = NULL;
  g_autoptr (GPtrArray) found = NULL;
  SalonRowsKind kind = salon_figure_get_rows_kind (rows);
  g_autoptr (GError) error = NULL;

  if (kind == SALON_ROWS_BOOKINGS)
    numbers = salon_reader_statistics_list_bookings (reader, rows, &error);
  else if (kind == SALON_ROWS_CARDS)
    numbers = salon_reader_statistics_list_cards (reader, rows, &error);
  else if (kind == SALON_ROWS_PAYMENTS)
    found = salon_reader_statistics_list_payments (reader, rows, &error);
  else
    found = salon_reader_statistics_list_clients (reader, rows, &error);
  g_assert_no_error (error);
  if (kind == SALON_ROWS_BOOKINGS)
    found = salon_reader_list_bookings_in_rows (reader, (const gint64 *) numbers->data,
                                                numbers->len, &error);
  else if (kind == SALON_ROWS_CARDS)
    found = salon_reader_list_gift_cards_in_rows (reader, (const gint64 *) numbers->data,
                                                  numbers->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      gpointer row = g_ptr_array_index (found, i);
      const char *id = SALON_IS_BOOKING (row)     ? salon_booking_get_fields (row)->id
                       : SALON_IS_GIFT_CARD (row) ? salon_gift_card_get_fields (row)->id
                       : SALON_IS_PAYMENT (row)   ? salon_payment_get_fields (row)->id
                                                  : salon_client_get_fields (row)->id;

      json_array_add_string_element (ids, id);
    }
}

static void
print_rows (SalonReader *reader, const SalonFigureRows *rows)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *ids = json_array_new ();

  json_object_set_string_member (object, "figure", salon_figure_to_wire (rows->figure));
  json_object_set_int_member (object, "from", rows->from);
  json_object_set_int_member (object, "to", rows->to);
  set_text (object, "key", rows->key);
  json_object_set_int_member (object, "weekday", rows->weekday);
  json_object_set_int_member (object, "hour", rows->hour);
  json_object_set_int_member (object, "part", rows->part);
  add_ids (reader, rows, ids);
  json_object_set_array_member (object, "ids", ids);
  print_object (object);
}

static void
print_all_rows (Maker *self, SalonReader *reader, const SalonStatistics *found)
{
  SalonFigureRows rows = { .from = found->from, .to = found->to, .weekday = -1, .hour = -1 };

  for (int i = 0; i < SALON_N_FIGURES; i++)
    for (rows.figure = (SalonFigure) i, rows.part = -1; rows.part < SALON_N_MEANS; rows.part++)
      if (salon_figure_get_rows_kind (&rows) != SALON_ROWS_NONE
          && (rows.part < 0 || rows.figure == SALON_FIGURE_RECEIVED
              || (rows.figure == SALON_FIGURE_ORIGIN && rows.part < SALON_N_ORIGINS)
              || rows.figure == SALON_FIGURE_LOST))
        print_rows (reader, &rows);
  rows.part = -1;
  rows.figure = SALON_FIGURE_HOURS;
  rows.weekday = pick (self, SALON_N_WEEKDAYS);
  rows.hour = 8 + pick (self, 10);
  print_rows (reader, &rows);
  rows.figure = SALON_FIGURE_SERVICES;
  for (guint i = 0; i < found->services->len; i++)
    {
      const SalonServiceTally *service = &g_array_index (found->services, SalonServiceTally, i);

      rows.key = service->service_id != NULL ? service->service_id : service->name;
      if (*rows.key != '\0')
        print_rows (reader, &rows);
    }
}

static void
print_figures (Maker *self, SalonReader *reader, SalonDay from, SalonDay to, SalonGrain grain)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStatistics) found =
    salon_reader_statistics_get (reader, from, to, TODAY, grain, &error);
  g_autoptr (JsonObject) object = json_object_new ();

  must (found != NULL, error);
  json_object_set_int_member (object, "from", found->from);
  json_object_set_int_member (object, "to", found->to);
  json_object_set_boolean_member (object, "is_all", from == SALON_DAY_NONE);
  json_object_set_int_member (object, "today", found->today);
  add_bookings (object, found);
  add_money (object, found);
  add_clients_and_time (object, found);
  add_series (object, found);
  print_object (object);
  if (pick (self, 4) == 0)
    print_all_rows (self, reader, found);
}

static void
print_stretches (Maker *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = salon_reader_open (self->path, &error);

  must (reader != NULL, error);
  print_figures (self, reader, SALON_DAY_NONE, SALON_DAY_NONE, SALON_GRAIN_YEAR);
  for (int i = 0; i < N_STRETCHES; i++)
    {
      SalonDay from = FIRST_DAY + pick (self, N_DAYS) - 10;
      SalonDay to = from + 1 + pick (self, pick (self, 2) == 0 ? 40 : N_DAYS);

      /* Half of them are whole months. */
      if (pick (self, 2) == 0)
        from = salon_day_start_of_month (from);
      if (pick (self, 2) == 0)
        to = salon_day_start_of_month (to + 31);
      print_figures (self, reader, from, to, (SalonGrain) pick (self, 3));
    }
}

int
main (int argc, char **argv)
{
  Maker maker = { .next_id = 0x1000 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (argc, ==, 3);
  maker.random = g_rand_new_with_seed ((guint32) strtoul (argv[1], NULL, 10));
  maker.path = g_build_filename (argv[2], "salon.sqlite", NULL);
  maker.store = salon_store_open (maker.path, &error);
  must (maker.store != NULL, error);
  /* Nobody pulls the plug here. */
  must (salon_sqlite_execute (salon_store_get_database (maker.store), "PRAGMA synchronous = OFF",
                              &error),
        error);
  maker.bookings = g_ptr_array_new_with_free_func (g_free);
  maker.clients = g_ptr_array_new_with_free_func (g_free);
  maker.cards = g_ptr_array_new_with_free_func (g_free);
  maker.payments = g_ptr_array_new_with_free_func (g_free);
  make_salon (&maker);
  for (int i = 0; i < N_STEPS; i++)
    take_step (&maker);
  must (salon_statistics_fold_check (maker.store, &error), error);
  print_stretches (&maker);
  must (salon_statistics_fold_settle (maker.store, &error), error);
  must (salon_statistics_fold_check (maker.store, &error), error);
  print_stretches (&maker);

  g_ptr_array_unref (maker.bookings);
  g_ptr_array_unref (maker.clients);
  g_ptr_array_unref (maker.cards);
  g_ptr_array_unref (maker.payments);
  g_clear_object (&maker.store);
  g_free (maker.path);
  g_rand_free (maker.random);
  return 0;
}
