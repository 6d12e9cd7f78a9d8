/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of the feed over what is waiting, and pages that are none. */
#include "store/salon-reader.h"
#include "store/salon-store-error.h"
#include "sync-fixture.h"

#define MARIE "00000000-0000-7000-8000-000000000100"
#define BOOKING "00000000-0000-7000-8000-000000000300"
#define OTHER_BOOKING "00000000-0000-7000-8000-000000000301"
#define HOLIDAY "00000000-0000-7000-8000-000000000400"
#define OTHER_HOLIDAY "00000000-0000-7000-8000-000000000401"

static SalonChange *
pull (SyncFixture *fixture)
{
  return sync_fixture_pull (fixture, &fixture->here);
}

static void
sync_there (SyncFixture *fixture)
{
  shared_salon_sync (fixture->shared, fixture->there.store);
}

static JsonObject *
make_holiday (guint number, const char *date)
{
  JsonObject *row = json_object_new ();
  g_autofree char *id = fixture_id (number);

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "date", date);
  json_object_set_null_member (row, "reason");
  return row;
}

/* Takes @row. */
static void
refuse_insert (StoreFixture *file, const char *table, JsonObject *row, int code)
{
  g_autoptr (JsonObject) taken = row;

  store_fixture_refuse (file, fixture_insert (table, taken, "One more"), code);
}

static void
test_shown (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) inserted = NULL;
  g_autoptr (SalonChange) updated = NULL;
  g_autoptr (SalonChange) nothing = NULL;
  g_autoptr (SalonChange) deleted = NULL;
  const SalonEdit *edit = NULL;

  sync_fixture_insert (&fixture->there, "clients", fixture_client (0x100, "Marie"));
  sync_there (fixture);
  inserted = pull (fixture);
  g_assert_cmpuint (salon_change_get_n_edits (inserted), ==, 1);
  g_assert_cmpint (salon_change_get_edit (inserted, 0)->op, ==, SALON_EDIT_INSERT);

  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Léa");
  sync_there (fixture);
  updated = pull (fixture);
  edit = salon_change_get_edit (updated, 0);
  g_assert_cmpint (edit->op, ==, SALON_EDIT_UPDATE);
  g_assert_cmpuint (json_object_get_size (edit->set), ==, 1);

  /* Touched over there, but no value is another. */
  shared_salon_write (fixture->shared, "clients", MARIE,
                      shared_salon_find (fixture->shared, "clients", MARIE));
  nothing = pull (fixture);
  g_assert_cmpuint (salon_change_get_n_edits (nothing), ==, 0);

  shared_salon_write (fixture->shared, "clients", MARIE, NULL);
  deleted = pull (fixture);
  g_assert_cmpint (salon_change_get_edit (deleted, 0)->op, ==, SALON_EDIT_DELETE);
  assert_shown (&fixture->here, "clients", MARIE, "name", NULL);
}

static void
test_under_waiting (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) shown = NULL;
  const SalonEdit *edit = NULL;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Anne");
  sync_fixture_set (&fixture->there, "clients", MARIE, "notes", "Tea");
  sync_there (fixture);
  shown = pull (fixture);
  edit = salon_change_get_edit (shown, 0);
  g_assert_cmpuint (json_object_get_size (edit->set), ==, 1);
  g_assert_true (json_object_has_member (edit->set, "notes"));
  assert_shown (&fixture->here, "clients", MARIE, "name", "Léa");
  assert_shown (&fixture->here, "clients", MARIE, "notes", "Tea");
}

static void
test_deleted_under_update (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) shown = NULL;
  g_autofree char *reviews = NULL;
  g_autofree char *expected = NULL;
  gint64 seq;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  seq = sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  sync_fixture_delete (&fixture->there, "clients", MARIE);
  sync_there (fixture);
  shown = pull (fixture);
  assert_shown (&fixture->here, "clients", MARIE, "name", NULL);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "outbox"), ==, 1);
  shared_salon_sync (fixture->shared, fixture->here.store);
  reviews = sync_fixture_list_reviews (&fixture->here);
  expected = g_strdup_printf ("%d gone", (int) seq);
  g_assert_cmpstr (reviews, ==, expected);
}

static void
test_child_first (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) client = fixture_client (0x100, "Marie");
  g_autoptr (JsonObject) booking = fixture_booking (0x300, "2026-03-12", "14:00:00", 60);

  json_object_set_string_member (booking, "client_id", MARIE);
  shared_salon_write (fixture->shared, "bookings", BOOKING, booking);
  shared_salon_write (fixture->shared, "clients", MARIE, client);
  shared_salon_pull_into (fixture->shared, fixture->here.store, 1);
  g_assert_true (salon_store_check (fixture->here.store, NULL));
  /* And what may not be is looked at again from here on. */
  store_fixture_refuse (&fixture->here, fixture_delete ("clients", client, "Delete"),
                        SALON_STORE_ERROR_REFUSED);
}

/* While a booking waits, the one that took its slot stands beside it. */
static void
test_overlap (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) shown = NULL;

  sync_fixture_insert (&fixture->here, "bookings",
                       fixture_booking (0x300, "2026-03-12", "14:00:00", 60));
  sync_fixture_insert (&fixture->there, "bookings",
                       fixture_booking (0x301, "2026-03-12", "14:30:00", 60));
  sync_there (fixture);
  shown = pull (fixture);
  assert_shown (&fixture->here, "bookings", OTHER_BOOKING, "status", "confirmed");
  /* It may change in ways that make it no worse, and may not be made longer. */
  sync_fixture_set (&fixture->here, "bookings", BOOKING, "status", "arrived");
  refuse_insert (&fixture->here, "bookings", fixture_booking (0x302, "2026-03-12", "14:00:00", 30),
                 SALON_STORE_ERROR_TAKEN);
}

static void
test_same_day_closed (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) shown = NULL;
  g_autofree char *reviews = NULL;

  sync_fixture_insert (&fixture->here, "blocked_dates", make_holiday (0x400, "2026-12-24"));
  sync_fixture_insert (&fixture->there, "blocked_dates", make_holiday (0x401, "2026-12-24"));
  sync_there (fixture);
  shown = pull (fixture);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "blocked_dates"), ==, 2);
  refuse_insert (&fixture->here, "blocked_dates", make_holiday (0x402, "2026-12-24"),
                 SALON_STORE_ERROR_REFUSED);
  shared_salon_sync (fixture->shared, fixture->here.store);
  assert_shown (&fixture->here, "blocked_dates", HOLIDAY, "date", NULL);
  assert_shown (&fixture->here, "blocked_dates", OTHER_HOLIDAY, "date", "2026-12-24");
  reviews = sync_fixture_list_reviews (&fixture->here);
  g_assert_nonnull (strstr (reviews, "exists"));
}

static guint
count_found (SyncFixture *fixture, const char *text)
{
  g_autoptr (SalonReader) reader = salon_reader_open (fixture->here.path, NULL);
  g_autoptr (GPtrArray) found = salon_reader_search_clients (reader, text, 10, NULL);

  return found->len;
}

static void
test_search (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) inserted = NULL;
  g_autoptr (SalonChange) updated = NULL;
  g_autoptr (SalonChange) deleted = NULL;

  sync_fixture_insert (&fixture->there, "clients", fixture_client (0x100, "Zoé"));
  sync_there (fixture);
  inserted = pull (fixture);
  g_assert_cmpuint (count_found (fixture, "zoe"), ==, 1);
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Léa");
  sync_there (fixture);
  updated = pull (fixture);
  g_assert_cmpuint (count_found (fixture, "zoe"), ==, 0);
  g_assert_cmpuint (count_found (fixture, "lea"), ==, 1);
  sync_fixture_delete (&fixture->there, "clients", MARIE);
  sync_there (fixture);
  deleted = pull (fixture);
  g_assert_cmpuint (count_found (fixture, "lea"), ==, 0);
}

static void
refuse_page (SyncFixture *fixture, const char *json, const SalonCursor *asked, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonFeedPage) page = salon_feed_page_from_json (json, &error);
  g_autofree char *before = shared_salon_dump_store (fixture->here.store);
  g_autofree char *after = NULL;
  g_auto (SalonSyncState) old = { NULL };
  g_auto (SalonSyncState) new = { NULL };

  g_assert_no_error (error);
  g_assert_true (salon_store_read_sync_state (fixture->here.store, &old, NULL));
  g_assert_null (salon_store_take_page (fixture->here.store, page, asked, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, code);
  g_assert_true (salon_store_read_sync_state (fixture->here.store, &new, NULL));
  after = shared_salon_dump_store (fixture->here.store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (salon_cursor_compare (&old.cursor, &new.cursor), ==, 0);
}

static void
test_cursor (SyncFixture *fixture, gconstpointer unused)
{
  g_auto (SalonSyncState) state = { NULL };
  g_autofree char *page = NULL;
  g_autofree char *again = NULL;
  g_autofree char *renewed = NULL;
  g_autoptr (JsonObject) client = fixture_client (0x100, "Marie");
  SalonCursor earlier, later;

  g_assert_true (salon_store_read_sync_state (fixture->here.store, &state, NULL));
  shared_salon_write (fixture->shared, "clients", MARIE, client);
  page = shared_salon_pull (fixture->shared, &state.cursor, 10);
  earlier = later = state.cursor;
  earlier.xid--;
  later.xid += 100;
  refuse_page (fixture, page, &earlier, SALON_STORE_ERROR_CURSOR);
  refuse_page (fixture, page, &later, SALON_STORE_ERROR_CURSOR);
  /* What was asked is ours, but what came lies before it. */
  again = shared_salon_pull (fixture->shared, &earlier, 10);
  shared_salon_pull_into (fixture->shared, fixture->here.store, 10);
  salon_sync_state_clear (&state);
  g_assert_true (salon_store_read_sync_state (fixture->here.store, &state, NULL));
  refuse_page (fixture, again, &state.cursor, SALON_STORE_ERROR_CURSOR);
  refuse_page (fixture, page, &state.cursor, SALON_STORE_ERROR_CURSOR);

  shared_salon_renew (fixture->shared);
  renewed = shared_salon_pull (fixture->shared, &state.cursor, 10);
  refuse_page (fixture, renewed, &state.cursor, SALON_STORE_ERROR_CURSOR);
}

/* The second of two rows is none that we can hold: the first is not written either. */
static void
test_impossible_row (SyncFixture *fixture, gconstpointer unused)
{
  g_auto (SalonSyncState) state = { NULL };
  g_autofree char *page = NULL;
  g_autoptr (JsonObject) client = fixture_client (0x100, "Marie");
  g_autoptr (JsonObject) nameless = fixture_client (0x101, "  ");

  g_assert_true (salon_store_read_sync_state (fixture->here.store, &state, NULL));
  shared_salon_write (fixture->shared, "clients", MARIE, client);
  shared_salon_write (fixture->shared, "clients", json_object_get_string_member (nameless, "id"),
                      nameless);
  page = shared_salon_pull (fixture->shared, &state.cursor, 10);
  refuse_page (fixture, page, &state.cursor, SALON_STORE_ERROR_ROW);
  assert_shown (&fixture->here, "clients", MARIE, "name", NULL);
}

static void
test_state (SyncFixture *fixture, gconstpointer unused)
{
  g_auto (SalonSyncState) state = { NULL };
  g_autoptr (SalonChange) shown = NULL;

  sync_fixture_insert (&fixture->here, "clients", fixture_client (0x100, "Marie"));
  g_assert_true (salon_store_read_sync_state (fixture->here.store, &state, NULL));
  g_assert_cmpstr (state.remote, ==, SYNC_REMOTE);
  g_assert_cmpstr (state.cursor.generation, ==, shared_salon_get_generation (fixture->shared));
  g_assert_cmpint (state.n_waiting, ==, 1);
  g_assert_cmpint (state.n_reviews, ==, 0);
  g_assert_cmpint (state.last_synced_at, ==, FIXTURE_NOW);
  g_assert_true (salon_store_set_remote (fixture->here.store, "postgresql://other", NULL));
  store_fixture_reopen (&fixture->here);
  salon_sync_state_clear (&state);
  g_assert_true (salon_store_read_sync_state (fixture->here.store, &state, NULL));
  g_assert_cmpstr (state.remote, ==, "postgresql://other");
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/store-page/" path, SyncFixture, NULL, sync_fixture_set_up, test,             \
              sync_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("tells-what-is-shown-otherwise", test_shown);
  ADD ("goes-under-what-waits", test_under_waiting);
  ADD ("a-row-that-is-gone-takes-the-waiting-update-with-it", test_deleted_under_update);
  ADD ("a-child-may-come-before-its-parent", test_child_first);
  ADD ("two-bookings-may-overlap-while-one-waits", test_overlap);
  ADD ("two-desks-may-close-the-same-day", test_same_day_closed);
  ADD ("the-client-search-follows", test_search);
  ADD ("one-that-does-not-follow-is-refused", test_cursor);
  ADD ("with-an-impossible-row-is-refused-whole", test_impossible_row);
  ADD ("the-state-says-how-far", test_state);
  return g_test_run ();
}
