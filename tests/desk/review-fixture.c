/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "review-fixture.h"

#include "calendar/salon-booking-changes.h"
#include "core/salon-booking.h"
#include "core/salon-json.h"

#define GENERATION "00000000-0000-4000-8000-00000000000a"
#define STAFF_ID "00000000-0000-7000-8000-000000000001"
#define SERVICE_ID "00000000-0000-7000-8000-000000000002"
#define CARD_ID "00000000-0000-7000-8000-000000000003"
/* 2026-03-12T07:30:00Z: half past eight in Paris. */
#define NOW G_GINT64_CONSTANT (1773300600)
#define NOW_TEXT "2026-03-12T08:05:00Z"

static void
run (gboolean succeeded, const GError *error)
{
  if (!succeeded)
    g_error ("review fixture: %s", error->message);
}

static void
apply (SalonStore *store, SalonChange *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) applied = salon_store_apply (store, change, NOW, &error);

  run (applied != NULL, error);
}

static char *
make_id (guint number)
{
  return g_strdup_printf ("00000000-0000-7000-8000-%012x", number);
}

/* What a salon has */

static SalonBooking *
make_booking (const char *id, const char *client, SalonDay day, int minute)
{
  /* The line's id follows from the booking's. */
  g_autofree char *line_id = g_strdup (id);
  line_id[strlen (line_id) - 3] = '3';
  const SalonBookingLine line = { line_id, SERVICE_ID, "Pose de gel", "ongles", 60, 0, 4500 };
  const SalonBookingFields fields = {
    .id = id,
    .staff_id = STAFF_ID,
    .client_name = client,
    .day = day,
    .minute = minute,
    .duration_minutes = 60,
    .price_cents = 4500,
    .status = SALON_BOOKING_CONFIRMED,
    .payment_status = "pending",
    .created_at = NOW,
    .lines = &line,
    .n_lines = 1,
  };

  return salon_booking_new (&fields);
}

static void
add_opening (SalonChangeBuilder *builder, int weekday)
{
  g_autofree char *id = make_id (0x100 + (guint) weekday);
  g_autoptr (JsonObject) row = json_object_new ();

  json_object_set_string_member (row, "id", id);
  json_object_set_int_member (row, "day_of_week", weekday);
  json_object_set_string_member (row, "start_time", "09:00:00");
  json_object_set_string_member (row, "end_time", "19:00:00");
  json_object_set_boolean_member (row, "is_active", TRUE);
  json_object_set_null_member (row, "staff_id");
  salon_change_builder_insert (builder, "availabilities", row);
}

static JsonObject *
read_row (const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  g_assert_nonnull (node);
  return json_object_ref (json_node_get_object (node));
}

static JsonObject *
make_movement (guint number, const char *kind, const char *amount)
{
  g_autofree char *json =
    g_strdup_printf ("{\"id\":\"00000000-0000-7000-8000-%012x\",\"card_id\":\"" CARD_ID
                     "\",\"kind\":\"%s\",\"amount\":\"%s\",\"booking_id\":null,\"note\":null,"
                     "\"at\":\"" NOW_TEXT "\",\"by\":null}",
                     number, kind, amount);

  return read_row (json);
}

static void
add_card (SalonChangeBuilder *builder)
{
  g_autoptr (JsonObject) card = read_row (
    "{\"id\":\"" CARD_ID "\",\"code\":\"SERA-7K4M-Q2XT\",\"type\":\"amount\",\"amount\":\"80.00\","
    "\"service_id\":null,\"buyer_name\":\"Paul Morel\",\"buyer_email\":null,\"recipient_name\":"
    "\"Inès Morel\",\"recipient_email\":null,\"custom_message\":null,\"purchase_date\":"
    "\"2026-01-05\",\"expiry_date\":\"2027-01-05\",\"pdf_url\":null,\"is_complimentary\":false}");
  g_autoptr (JsonObject) issue = make_movement (0x400, "issue", "80.00");

  salon_change_builder_insert (builder, "gift_cards", card);
  salon_change_builder_insert (builder, "gift_card_movements", issue);
}

static void
add_salon (SalonStore *store)
{
  const SalonServiceFields fields = { .id = SERVICE_ID,
                                      .name = "Pose de gel",
                                      .category = "ongles",
                                      .duration_minutes = 60,
                                      .price_cents = 4500,
                                      .is_active = TRUE };
  g_autoptr (SalonService) service = salon_service_new (&fields);
  g_autoptr (SalonBooking) marie =
    make_booking (REVIEW_FIXTURE_MOVED, "Marie Durand", REVIEW_FIXTURE_TODAY, 14 * 60);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;

  salon_service_add_insert (service, builder);
  for (int weekday = 0; weekday < 6; weekday++)
    add_opening (builder, weekday);
  salon_booking_add_insert (marie, builder);
  add_card (builder);
  change = salon_change_builder_end (builder, "Salon");
  apply (store, change);
}

/* What the shared salon says */

static void
take_answers (SalonStore *store, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers = salon_answers_from_json (json, &error);
  g_autoptr (SalonChange) shown = NULL;

  run (answers != NULL, error);
  shown = salon_store_take_answers (store, answers, NOW, &error);
  run (shown != NULL, error);
}

static GPtrArray *
list_waiting (SalonStore *store)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *waiting = salon_store_list_waiting (store, 1000, G_MAXSIZE, &error);

  run (waiting != NULL, error);
  return waiting;
}

static void
accept_everything (SalonStore *store)
{
  g_autoptr (GPtrArray) waiting = list_waiting (store);
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; i < waiting->len; i++)
    g_string_append_printf (json,
                            "%s{\"seq\":%" G_GINT64_FORMAT ",\"outcome\":\"applied\",\"code\":"
                            "\"\",\"detail\":null,\"rows\":[]}",
                            i > 0 ? "," : "",
                            salon_change_get_seq (g_ptr_array_index (waiting, i)));
  g_string_append_c (json, ']');
  take_answers (store, json->str);
}

/* The last change that waits is refused, because of @row. */
static void
refuse (SalonStore *store,
        const char *code,
        const char *table,
        JsonObject *row,
        const char *fields,
        const char *by)
{
  g_autoptr (GPtrArray) waiting = list_waiting (store);
  SalonChange *last = g_ptr_array_index (waiting, waiting->len - 1);
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_append_printf (json,
                          "[{\"seq\":%" G_GINT64_FORMAT ",\"outcome\":\"conflict\",\"code\":\"%s\","
                          "\"detail\":null,\"rows\":[{\"table\":\"%s\",\"id\":\"%s\",\"fields\":"
                          "[%s],\"by\":\"%s\",\"at\":\"" NOW_TEXT "\",\"row\":",
                          salon_change_get_seq (last), code, table,
                          json_object_get_string_member (row, "id"), fields, by);
  salon_json_append_object (json, row);
  g_string_append (json, "}]}]");
  take_answers (store, json->str);
}

/* A row that somebody else wrote comes with the feed. */
static void
receive (SalonStore *store, const char *table, JsonObject *row)
{
  g_autoptr (GError) error = NULL;
  g_auto (SalonSyncState) state = { 0 };
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (SalonFeedPage) page = NULL;
  g_autoptr (SalonChange) shown = NULL;

  run (salon_store_read_sync_state (store, &state, &error), error);
  g_string_append_printf (json,
                          "{\"generation\":\"" GENERATION "\",\"rows\":[{\"table\":\"%s\",\"id\":"
                          "\"%s\",\"xid\":\"%" G_GUINT64_FORMAT "\",\"seq\":1,\"deleted\":false,"
                          "\"row\":",
                          table, json_object_get_string_member (row, "id"), state.cursor.xid + 1);
  salon_json_append_object (json, row);
  g_string_append_printf (json, "}],\"xid\":\"%" G_GUINT64_FORMAT "\",\"seq\":1,\"more\":false}",
                          state.cursor.xid + 1);
  page = salon_feed_page_from_json (json->str, &error);
  run (page != NULL, error);
  shown = salon_store_take_page (store, page, &state.cursor, NOW, &error);
  run (shown != NULL, error);
}

static void
share (SalonStore *store)
{
  g_autoptr (GError) error = NULL;
  const SalonCursor end = { .generation = GENERATION, .xid = 100, .seq = 1 };
  const char *const staff[] = { STAFF_ID, "Salon", "true", "0" };
  g_autoptr (SalonRowBatch) batch = salon_row_batch_new (salon_schema_find_table ("staff"));

  /* The one row that every shared salon has from the start. */
  salon_row_batch_append (batch, staff);

  run (salon_store_share (store, SALON_SHARE_UPLOAD, REVIEW_FIXTURE_REMOTE, NOW, &error), error);
  run (salon_store_begin_everything (store, GENERATION, &error), error);
  run (salon_store_take_batch (store, batch, &error), error);
  run (salon_store_end_everything (store, &end, NOW, &error), error);
  run (salon_store_catch_up (store, &error), error);
  accept_everything (store);
}

static JsonObject *
make_row (const SalonEdit *edit)
{
  JsonObject *row = salon_json_copy_object (edit->set);

  json_object_set_string_member (row, edit->table->key, edit->id);
  return row;
}

static JsonObject *
make_booking_row (SalonBooking *booking)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;

  salon_booking_add_insert (booking, builder);
  change = salon_change_builder_end (builder, "");
  return make_row (salon_change_get_edit (change, 0));
}

static void
receive_booking (SalonStore *store, SalonBooking *booking, gboolean is_double_booked)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;

  salon_booking_add_insert (booking, builder);
  change = salon_change_builder_end (builder, "");
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);
      g_autoptr (JsonObject) row = make_row (edit);
      if (i == 0)
        json_object_set_boolean_member (row, "double_booked", is_double_booked);
      receive (store, edit->table->name, row);
    }
}

/* The kinds */

static void
add_changed (SalonStore *store)
{
  g_autoptr (SalonBooking) before =
    make_booking (REVIEW_FIXTURE_MOVED, "Marie Durand", REVIEW_FIXTURE_TODAY, 14 * 60);
  g_autoptr (SalonBooking) theirs =
    salon_booking_with_time (before, salon_moment (REVIEW_FIXTURE_TODAY, 17 * 60), 60);
  g_autoptr (SalonChange) mine =
    salon_booking_changes_set_time (before, salon_moment (REVIEW_FIXTURE_TODAY, 15 * 60 + 30), 60,
                                    NULL);
  g_autoptr (JsonObject) row = make_booking_row (theirs);

  apply (store, mine);
  refuse (store, "changed", "bookings", row, "\"booking_time\"", "Cabine 2");
}

static void
add_taken (SalonStore *store)
{
  g_autofree char *julie_id = make_id (0x210);
  g_autoptr (SalonBooking) julie =
    make_booking (julie_id, "Julie Petit", REVIEW_FIXTURE_TODAY, 11 * 60);
  g_autoptr (SalonBooking) alice =
    make_booking (REVIEW_FIXTURE_TAKEN, "Alice Martin", REVIEW_FIXTURE_TODAY, 11 * 60);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) mine = NULL;
  g_autoptr (JsonObject) row = make_booking_row (julie);

  salon_booking_add_insert (alice, builder);
  mine = salon_change_builder_end (builder, "Alice Martin");
  apply (store, mine);
  refuse (store, "taken", "bookings", row, "", "www");
  receive_booking (store, julie, FALSE);
}

static void
add_card_spent (SalonStore *store)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) mine = NULL;
  g_autoptr (JsonObject) debit = make_movement (0x401, "debit", "-45.00");
  g_autoptr (JsonObject) theirs = make_movement (0x402, "debit", "-60.00");
  g_autoptr (JsonObject) card =
    read_row ("{\"id\":\"" CARD_ID "\",\"code\":\"SERA-7K4M-Q2XT\","
              "\"type\":\"amount\",\"amount\":\"80.00\","
              "\"service_id\":null,\"buyer_name\":\"Paul Morel\","
              "\"buyer_email\":null,\"recipient_name\":\"Inès Morel\","
              "\"recipient_email\":null,\"custom_message\":null,"
              "\"purchase_date\":\"2026-01-05\",\"expiry_date\":"
              "\"2027-01-05\",\"pdf_url\":null,\"is_complimentary\":false}");

  salon_change_builder_insert (builder, "gift_card_movements", debit);
  mine = salon_change_builder_end (builder, "SERA-7K4M-Q2XT");
  apply (store, mine);
  refuse (store, "no_balance", "gift_cards", card, "", "Cabine 2");
  receive (store, "gift_card_movements", theirs);
}

static void
add_double_booked (SalonStore *store)
{
  g_autofree char *chloe_id = make_id (0x220);
  g_autofree char *denise_id = make_id (0x221);
  g_autoptr (SalonBooking) chloe =
    make_booking (chloe_id, "Chloé Roux", REVIEW_FIXTURE_TODAY + 1, 10 * 60);
  g_autoptr (SalonBooking) denise =
    make_booking (denise_id, "Denise Fabre", REVIEW_FIXTURE_TODAY + 1, 10 * 60 + 30);

  receive_booking (store, chloe, TRUE);
  receive_booking (store, denise, FALSE);
}

void
review_fixture_fill (SalonStore *store, ReviewFixtureKinds kinds)
{
  add_salon (store);
  share (store);
  if (kinds & REVIEW_FIXTURE_CHAIR)
    add_taken (store);
  if (kinds & REVIEW_FIXTURE_CHANGED)
    add_changed (store);
  if (kinds & REVIEW_FIXTURE_CARD)
    add_card_spent (store);
  if (kinds & REVIEW_FIXTURE_DOUBLE_BOOKED)
    add_double_booked (store);
}
