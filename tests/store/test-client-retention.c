/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose last contact is long ago, and what it was. */
#include "core/salon-instant.h"
#include "store-fixture.h"
#include "store/salon-client-retention.h"

#define TODAY (salon_day_from_ymd (2026, 3, 12))

static void
insert (StoreFixture *file, const char *table, JsonObject *row)
{
  g_autoptr (JsonObject) owned = row;

  salon_change_unref (store_fixture_apply (file, fixture_insert (table, owned, "Add")));
}

static void
add_client (StoreFixture *file, guint number, const char *name, const char *made)
{
  JsonObject *row = fixture_client (number, name);

  json_object_set_string_member (row, "created_at", made);
  insert (file, "clients", row);
}

static void
add_booking (StoreFixture *file,
             guint number,
             guint client,
             const char *date,
             const char *status,
             const char *made)
{
  JsonObject *row = fixture_booking (number, date, "14:00:00", 60);
  g_autofree char *id = fixture_id (client);

  json_object_set_string_member (row, "client_id", id);
  json_object_set_string_member (row, "status", status);
  json_object_set_string_member (row, "created_at", made);
  insert (file, "bookings", row);
}

/* "name day contact", each followed by a newline. */
static char *
list (StoreFixture *file, int limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = salon_reader_open (file->path, &error);
  g_autoptr (GPtrArray) clients =
    salon_client_retention_list (reader, salon_day_from_ymd (2023, 3, 12),
                                 salon_moment (TODAY, 600), limit, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < clients->len; i++)
    {
      const SalonSilentClient *client = g_ptr_array_index (clients, i);
      int year, month, day;

      salon_day_to_ymd (client->day, &year, &month, &day);
      g_string_append_printf (text, "%s %04d-%02d-%02d %d\n", client->name, year, month, day,
                              client->contact);
    }
  return g_string_free_and_steal (text);
}

static void
test_last_contact (StoreFixture *file, gconstpointer unused)
{
  g_autofree char *found = NULL;
  g_autofree char *first = NULL;

  /* Her visit is what counts, and not when the booking was brought in from an old program. */
  add_client (file, 0x100, "Visit", "2026-01-01T09:00:00Z");
  add_booking (file, 0x200, 0x100, "2020-05-05", "completed", "2026-01-01T09:00:00Z");
  /* She asked in 2019 for a day in 2022 and did not come: the asking was hers. */
  add_client (file, 0x101, "Asked", "2018-01-01T09:00:00Z");
  add_booking (file, 0x201, 0x101, "2022-05-05", "no_show", "2019-02-02T09:00:00Z");
  add_client (file, 0x102, "Card", "2021-06-06T09:00:00Z");
  /* Of three years ago to the day, and of yesterday. */
  add_client (file, 0x103, "Just", "2023-03-12T09:00:00Z");
  add_client (file, 0x104, "Known", "2018-01-01T09:00:00Z");
  add_booking (file, 0x204, 0x104, "2026-03-11", "completed", "2026-03-01T09:00:00Z");
  found = list (file, 10);
  g_assert_cmpstr (found, ==,
                   "Asked 2019-02-02 2\n"
                   "Visit 2020-05-05 1\n"
                   "Card 2021-06-06 5\n");
  first = list (file, 1);
  g_assert_cmpstr (first, ==, "Asked 2019-02-02 2\n");
}

/* Who is expected is not away; whose card is empty is nobody. */
static void
test_left_out (StoreFixture *file, gconstpointer unused)
{
  g_autofree char *found = NULL;

  add_client (file, 0x100, "Expected", "2018-01-01T09:00:00Z");
  add_booking (file, 0x200, 0x100, "2026-04-01", "confirmed", "2019-01-01T09:00:00Z");
  add_client (file, 0x101, "Anonymised", "2018-01-01T09:00:00Z");
  add_client (file, 0x102, "Merged", "2018-01-01T09:00:00Z");
  g_assert_cmpint (
    store_fixture_execute (file, "UPDATE clients SET anonymised_at = 1 WHERE name = 'Anonymised';"
                                 "UPDATE clients SET merged_into = "
                                 "(SELECT id FROM clients WHERE name = 'Expected') "
                                 "WHERE name = 'Merged'"),
    ==, SQLITE_OK);
  found = list (file, 10);
  g_assert_cmpstr (found, ==, "");
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/client-retention/" path, StoreFixture, NULL, store_fixture_set_up, test,     \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-last-contact-is-hers", test_last_contact);
  ADD ("who-is-expected-or-gone-is-left-out", test_left_out);
  return g_test_run ();
}
