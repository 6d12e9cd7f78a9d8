/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clients/salon-merge-change.h"

#include <string.h>

#include "store-fixture.h"
#include "store/salon-client-dossier.h"
#include "store/salon-store-error.h"

#define LEFT 0x100
#define RIGHT 0x101
#define OLDER 0x102 /* merged into the right one before */
#define N_BOOKINGS 3

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
fill (Fixture *fixture)
{
  JsonObject *left = fixture_client (LEFT, "Marie Durand");
  JsonObject *right = fixture_client (RIGHT, "marie DÙRAND");
  JsonObject *older = fixture_client (OLDER, "M. Durand");

  json_object_set_string_member (left, "allergies", "Latex");
  json_object_set_string_member (right, "allergies", "Nickel");
  json_object_set_string_member (right, "email", "marie@durand.fr");
  json_object_set_string_member (right, "created_at", "2026-03-13T09:30:00Z");
  set_id (older, "merged_into", RIGHT);
  insert (fixture, "clients", left);
  insert (fixture, "clients", right);
  insert (fixture, "clients", older);
  for (guint i = 0; i < N_BOOKINGS; i++)
    {
      g_autofree char *time = g_strdup_printf ("1%u:00:00", i);
      JsonObject *booking = fixture_booking (0x200 + i, "2026-03-20", time, 60);

      set_id (booking, "client_id", RIGHT);
      insert (fixture, "bookings", booking);
    }
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  store_fixture_set_up (&fixture->store, NULL);
  fill (fixture);
  open_reader (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->reader);
  store_fixture_tear_down (&fixture->store, NULL);
}

static SalonClient *
get_client (Fixture *fixture, guint number)
{
  g_autofree char *id = fixture_id (number);
  g_autoptr (GError) error = NULL;
  SalonClient *client = salon_reader_get_client (fixture->reader, id, &error);

  g_assert_no_error (error);
  return client;
}

static SalonChange *
make_merge (Fixture *fixture)
{
  g_autoptr (SalonClient) left = get_client (fixture, LEFT);
  g_autoptr (SalonClient) right = get_client (fixture, RIGHT);
  SalonMergeChoice choice = salon_client_merge_suggest (left, right);
  g_autoptr (GError) error = NULL;
  SalonChange *change = salon_merge_change_new (fixture->reader, left, right, &choice, &error);

  g_assert_no_error (error);
  return change;
}

static void
merge (Fixture *fixture)
{
  g_autoptr (SalonChange) applied = store_fixture_apply (&fixture->store, make_merge (fixture));

  g_assert_cmpstr (salon_change_get_label (applied), ==,
                   "Merge the cards Marie Durand and marie DÙRAND");
}

static char *
dump_rows (Fixture *fixture)
{
  g_autofree char *dump = store_fixture_dump (&fixture->store);

  *strstr (dump, "salon_file\n") = '\0';
  return g_strdup (dump);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  return store_fixture_read_int (&fixture->store, sql);
}

static void
test_all_that_was_hers_follows (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonClient) remaining = NULL;

  merge (fixture);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM bookings "
                                   "WHERE client_id = '00000000-0000-7000-8000-000000000100'"),
                   ==, N_BOOKINGS);
  /* No chain: the card that led to the right one leads to the left one as well. */
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM clients WHERE merged_into = "
                                   "'00000000-0000-7000-8000-000000000100'"),
                   ==, 2);
  remaining = get_client (fixture, LEFT);
  g_assert_cmpstr (salon_client_get_fields (remaining)->allergies, ==, "Latex, Nickel");
  g_assert_cmpstr (salon_client_get_fields (remaining)->email, ==, "marie@durand.fr");
  g_assert_cmpint (salon_reader_count_clients (fixture->reader, NULL), ==, 1);
}

static void
test_undo_after_a_restart_restores_every_row (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = dump_rows (fixture);
  g_autofree char *merged = NULL;
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) undone = NULL;
  g_autoptr (SalonChange) redone = NULL;

  merge (fixture);
  merged = dump_rows (fixture);
  g_assert_cmpstr (merged, !=, before);
  store_fixture_reopen (&fixture->store);
  undone = salon_store_undo (fixture->store.store, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  after = dump_rows (fixture);
  g_assert_cmpstr (after, ==, before);
  redone = salon_store_redo (fixture->store.store, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  again = dump_rows (fixture);
  g_assert_cmpstr (again, ==, merged);
}

static void
test_what_another_changed_meanwhile_is_not_written_over (Fixture *fixture, gconstpointer unused)
{
  SalonChange *change = make_merge (fixture);

  g_assert_cmpint (store_fixture_execute (&fixture->store,
                                          "UPDATE clients SET allergies = 'Acetone, Latex' "
                                          "WHERE id = '00000000-0000-7000-8000-000000000100'"),
                   ==, SQLITE_OK);
  store_fixture_refuse (&fixture->store, change, SALON_STORE_ERROR_STALE);
}

static void
assert_leads_to (Fixture *fixture, guint from, guint to)
{
  g_autofree char *id = fixture_id (from);
  g_autofree char *wanted = fixture_id (to);
  g_autofree char *found = salon_client_dossier_find_remaining (fixture->reader, id, NULL);

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_a_merged_card_leads_to_the_one_that_remains (Fixture *fixture, gconstpointer unused)
{
  assert_leads_to (fixture, LEFT, LEFT);
  assert_leads_to (fixture, OLDER, RIGHT);
  merge (fixture);
  assert_leads_to (fixture, OLDER, LEFT);
  assert_leads_to (fixture, RIGHT, LEFT);
  /* Two desks that merged opposite ways. */
  g_assert_cmpint (store_fixture_execute (&fixture->store,
                                          "UPDATE clients SET merged_into = "
                                          "'00000000-0000-7000-8000-000000000101' "
                                          "WHERE id = '00000000-0000-7000-8000-000000000100'"),
                   ==, SQLITE_OK);
  assert_leads_to (fixture, RIGHT, LEFT);
  assert_leads_to (fixture, LEFT, LEFT);
}

static void
test_cards_that_look_alike_are_found (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pairs = salon_client_duplicates_list (fixture->reader, 10, &error);
  g_autoptr (GPtrArray) later = NULL;
  const SalonDuplicate *pair = NULL;
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  /* The card that was merged before is no suggestion. */
  g_assert_cmpuint (pairs->len, ==, 1);
  pair = g_ptr_array_index (pairs, 0);
  g_assert_cmpstr (pair->first_name, ==, "Marie Durand");
  g_assert_cmpstr (pair->second_name, ==, "marie DÙRAND");
  g_assert_cmpint (pair->same, ==, SALON_SAME_PHONE | SALON_SAME_NAME);
  words = salon_merge_change_describe_same (pair->same);
  g_assert_cmpstr (words, ==, "same phone number, same name");
  merge (fixture);
  later = salon_client_duplicates_list (fixture->reader, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (later->len, ==, 0);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/merge-change/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("all-that-was-hers-follows", test_all_that_was_hers_follows);
  ADD ("undo-after-a-restart-restores-every-row", test_undo_after_a_restart_restores_every_row);
  ADD ("what-another-changed-meanwhile-is-not-written-over",
       test_what_another_changed_meanwhile_is_not_written_over);
  ADD ("a-merged-card-leads-to-the-one-that-remains",
       test_a_merged_card_leads_to_the_one_that_remains);
  ADD ("cards-that-look-alike-are-found", test_cards_that_look_alike_are_found);
  return g_test_run ();
}
