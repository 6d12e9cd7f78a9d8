/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "till-fixture.h"

#include "core/salon-instant.h"

void
till_fixture_book (StoreFixture *fixture)
{
  g_autoptr (JsonObject) booking = fixture_booking (TILL_BOOKING, "2026-03-12", "14:30:00", 60);
  g_autoptr (SalonChange) applied =
    store_fixture_apply (fixture, fixture_insert ("bookings", booking, "Book"));

  g_assert_nonnull (applied);
}

JsonObject *
till_fixture_payment (guint number,
                      const char *method,
                      const char *amount,
                      gint64 at,
                      guint reverses)
{
  JsonObject *row = json_object_new ();
  JsonObject *metadata = json_object_new ();
  g_autofree char *id = fixture_id (number);
  g_autofree char *booking = fixture_id (TILL_BOOKING);
  g_autofree char *other = fixture_id (reverses);
  g_autofree char *instant = salon_instant_to_wire (at);

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "booking_id", booking);
  json_object_set_null_member (row, "gift_card_id");
  json_object_set_string_member (row, "amount", amount);
  json_object_set_string_member (row, "payment_method", method);
  json_object_set_null_member (row, "payment_provider");
  json_object_set_null_member (row, "provider_payment_id");
  json_object_set_string_member (row, "status", "completed");
  json_object_set_string_member (metadata, "deposit", "arrhes");
  json_object_set_object_member (row, "metadata", metadata);
  json_object_set_string_member (row, "created_at", instant);
  if (reverses != 0)
    json_object_set_string_member (row, "reverses", other);
  else
    json_object_set_null_member (row, "reverses");
  return row;
}

void
till_fixture_pay (StoreFixture *fixture,
                  guint number,
                  const char *method,
                  const char *amount,
                  gint64 at,
                  guint reverses)
{
  g_autoptr (JsonObject) row = till_fixture_payment (number, method, amount, at, reverses);
  g_autoptr (SalonChange) change = fixture_insert ("payments", row, "Pay");
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) applied = salon_store_apply (fixture->store, change, at, &error);

  g_assert_no_error (error);
  g_assert_nonnull (applied);
}

/* Transfer full. */
static JsonObject *
make_setting (const char *key, const char *json)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "key", key);
  json_object_set_member (row, "value", json_from_string (json, NULL));
  return row;
}

void
till_fixture_set (StoreFixture *fixture, const char *key, const char *json, gint64 at)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT max (value) FROM salon_settings WHERE key = '%s'", key);
  g_autofree char *kept = store_fixture_read_text (fixture, sql);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (JsonObject) before = kept != NULL ? make_setting (key, kept) : NULL;
  g_autoptr (JsonObject) after = make_setting (key, json);
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) applied = NULL;
  g_autoptr (GError) error = NULL;

  if (before != NULL)
    g_assert_true (salon_change_builder_update (builder, "salon_settings", before, after));
  else
    salon_change_builder_insert (builder, "salon_settings", after);
  change = salon_change_builder_end (builder, "Set");
  applied = salon_store_apply (fixture->store, change, at, &error);
  g_assert_no_error (error);
  g_assert_nonnull (applied);
}

char *
till_fixture_list (StoreFixture *fixture)
{
  return store_fixture_read_text (
    fixture, "SELECT coalesce (group_concat (number || ' ' || kind || ' '\n"
             "  || coalesce (means, period, event) || ' ' || amount || char (10), ''), '')\n"
             "FROM (SELECT * FROM till_journal ORDER BY number)");
}
