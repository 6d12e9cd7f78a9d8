/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the owner has to look at, and how it is settled. */
#include "store/salon-reader-private.h"
#include "store/salon-reader.h"
#include "store/salon-store-error.h"
#include "store/salon-store-private.h"
#include "sync-fixture.h"

#define MARIE "00000000-0000-7000-8000-000000000100"
#define BOOKING "00000000-0000-7000-8000-000000000300"
#define OTHER "00000000-0000-7000-8000-000000000301"

static GPtrArray *
list_reviews (SyncFixture *fixture)
{
  g_autoptr (SalonReader) reader = salon_reader_open (fixture->here.path, NULL);
  g_autoptr (GError) error = NULL;
  GPtrArray *reviews = salon_reader_list_reviews (reader, &error);
  g_auto (SalonSyncState) state = { NULL };

  g_assert_no_error (error);
  g_assert_true (salon_store_read_sync_state (fixture->here.store, &state, NULL));
  g_assert_cmpint (state.n_reviews, ==, reviews->len);
  return reviews;
}

/* Marie was called Anne there, and Léa here. Returns the number of the refused change. */
static gint64
clash (SyncFixture *fixture)
{
  gint64 seq;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Anne");
  shared_salon_sync (fixture->shared, fixture->there.store);
  seq = sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  shared_salon_sync (fixture->shared, fixture->here.store);
  return seq;
}

static void
test_listed (SyncFixture *fixture, gconstpointer unused)
{
  gint64 seq = clash (fixture);
  g_autoptr (GPtrArray) reviews = list_reviews (fixture);
  SalonReview *review = g_ptr_array_index (reviews, 0);
  const SalonObstacle *obstacle = g_ptr_array_index (review->obstacles, 0);

  g_assert_cmpuint (reviews->len, ==, 1);
  g_assert_cmpint (review->id, ==, seq);
  g_assert_cmpstr (review->code, ==, "changed");
  g_assert_cmpint (review->at, ==, FIXTURE_NOW);
  g_assert_cmpstr (salon_change_get_label (review->mine), ==, "Léa");
  g_assert_cmpstr (json_object_get_string_member (obstacle->row, "name"), ==, "Anne");
  g_assert_cmpstr (obstacle->by, ==, "Other");
  g_assert_cmpint (obstacle->at, ==, FIXTURE_NOW);
}

/* What falls with another shows what the shared salon has of its rows. */
static void
test_follower (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (SalonChange) shown = NULL;
  const SalonObstacle *obstacle = NULL;
  SalonReview *review = NULL;

  sync_fixture_seed (fixture, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_set (&fixture->there, "clients", MARIE, "name", "Anne");
  shared_salon_sync (fixture->shared, fixture->there.store);
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Léa");
  answers = sync_fixture_push (fixture, &fixture->here);
  sync_fixture_set (&fixture->here, "clients", MARIE, "name", "Zoé");
  shown = sync_fixture_take (&fixture->here, answers);
  reviews = list_reviews (fixture);
  g_assert_cmpuint (reviews->len, ==, 2);
  review = g_ptr_array_index (reviews, 1);
  g_assert_cmpstr (review->code, ==, SALON_REVIEW_FOLLOWS);
  obstacle = g_ptr_array_index (review->obstacles, 0);
  g_assert_cmpstr (json_object_get_string_member (obstacle->row, "name"), ==, "Anne");
}

static SalonChange *
settle (SyncFixture *fixture, gint64 id, SalonChange *replacement)
{
  g_autoptr (SalonChange) taken = replacement;
  g_autoptr (GError) error = NULL;
  SalonChange *settled = salon_store_settle (fixture->here.store, id, taken, FIXTURE_NOW, &error);

  g_assert_no_error (error);
  return settled;
}

static void
test_theirs (SyncFixture *fixture, gconstpointer unused)
{
  gint64 seq = clash (fixture);
  g_autoptr (SalonChange) settled = settle (fixture, seq, NULL);
  g_autoptr (GPtrArray) reviews = list_reviews (fixture);

  g_assert_cmpuint (salon_change_get_n_edits (settled), ==, 0);
  g_assert_cmpuint (reviews->len, ==, 0);
  assert_shown (&fixture->here, "clients", MARIE, "name", "Anne");
}

static SalonChange *
rename_from (const char *from, const char *to)
{
  g_autoptr (JsonObject) row = fixture_client (0x100, from);

  return fixture_update ("clients", row, "name", to, "Mine after all");
}

static void
test_mine (SyncFixture *fixture, gconstpointer unused)
{
  gint64 seq = clash (fixture);
  g_autoptr (SalonChange) settled = settle (fixture, seq, rename_from ("Anne", "Léa"));
  g_autoptr (SalonChange) undone = NULL;
  g_autoptr (GPtrArray) reviews = list_reviews (fixture);

  g_assert_cmpuint (reviews->len, ==, 0);
  g_assert_cmpint (salon_change_get_seq (settled), >, seq);
  assert_shown (&fixture->here, "clients", MARIE, "name", "Léa");
  shared_salon_sync (fixture->shared, fixture->here.store);
  shared_salon_sync (fixture->shared, fixture->there.store);
  assert_shown (&fixture->there, "clients", MARIE, "name", "Léa");
  undone = salon_store_undo (fixture->here.store, FIXTURE_NOW, NULL);
  g_assert_cmpstr (salon_change_get_label (undone), ==, "Mine after all");
}

static void
refuse_settle (SyncFixture *fixture, gint64 id, SalonChange *replacement, int code)
{
  g_autoptr (SalonChange) taken = replacement;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = store_fixture_dump (&fixture->here);
  g_autofree char *after = NULL;

  g_assert_null (salon_store_settle (fixture->here.store, id, taken, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, code);
  after = store_fixture_dump (&fixture->here);
  g_assert_cmpstr (after, ==, before);
}

static void
test_refused (SyncFixture *fixture, gconstpointer unused)
{
  gint64 seq = clash (fixture);
  g_autoptr (SalonChange) settled = NULL;

  refuse_settle (fixture, seq, rename_from ("Somebody", "Léa"), SALON_STORE_ERROR_STALE);
  g_assert_cmpint (sync_fixture_count (&fixture->here, "reviews"), ==, 1);
  refuse_settle (fixture, 7777, NULL, SALON_STORE_ERROR_NOT_FOUND);
  settled = settle (fixture, seq, NULL);
  refuse_settle (fixture, seq, NULL, SALON_STORE_ERROR_NOT_FOUND);
}

/* Two that stood at one time before the salon was shared are listed until one of them is elsewhere. */
static void
test_double_booked (SyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) first = fixture_booking (0x300, "2026-03-12", "14:00:00", 60);
  g_autoptr (JsonObject) second = fixture_booking (0x301, "2026-03-12", "14:30:00", 60);
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GPtrArray) none = NULL;
  SalonReview *review = NULL;

  json_object_set_boolean_member (first, "double_booked", TRUE);
  json_object_set_boolean_member (second, "double_booked", TRUE);
  shared_salon_write (fixture->shared, "bookings", BOOKING, first);
  shared_salon_write (fixture->shared, "bookings", OTHER, second);
  shared_salon_sync (fixture->shared, fixture->here.store);
  reviews = list_reviews (fixture);
  g_assert_cmpuint (reviews->len, ==, 1);
  review = g_ptr_array_index (reviews, 0);
  g_assert_cmpstr (review->code, ==, SALON_REVIEW_DOUBLE_BOOKED);
  g_assert_cmpint (review->id, ==, 0);
  g_assert_null (review->mine);
  g_assert_cmpuint (review->obstacles->len, ==, 2);
  g_assert_cmpstr (((SalonObstacle *) g_ptr_array_index (review->obstacles, 0))->id, ==, BOOKING);

  sync_fixture_set (&fixture->here, "bookings", OTHER, "booking_time", "15:00:00");
  none = list_reviews (fixture);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
assert_is_quick (SyncFixture *fixture, const char *sql)
{
  g_autofree char *question = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr (GString) steps = g_string_new (NULL);
  g_autoptr (sqlite3_stmt) statement =
    salon_sqlite_prepare (salon_store_get_database (fixture->here.store), question, NULL);

  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (steps, "%s\n", salon_statement_get_text (statement, 3));
  g_test_message ("%s", steps->str);
  g_assert_nonnull (strstr (steps->str, "SCAN b USING INDEX bookings_by_double_booked"));
  g_assert_nonnull (strstr (steps->str, "SEARCH o USING INDEX bookings_by_staff"));
}

/* They are counted after every page and every answer, and listed when the window opens: not by going
 * through all bookings. */
static void
test_found_quickly (SyncFixture *fixture, gconstpointer unused)
{
  assert_is_quick (fixture, "SELECT count (*)\n" SALON_READER_DOUBLE_BOOKED);
  assert_is_quick (fixture, SALON_READER_DOUBLE_BOOKED_PAIRS);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/store-reviews/" path, SyncFixture, NULL, sync_fixture_set_up, test,          \
              sync_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("tell-both-sides", test_listed);
  ADD ("one-that-fell-with-another-tells-theirs-too", test_follower);
  ADD ("theirs-stays", test_theirs);
  ADD ("mine-is-a-change-like-any-other", test_mine);
  ADD ("one-that-cannot-be-settled-so-stays", test_refused);
  ADD ("bookings-at-one-time-are-listed-until-one-moves", test_double_booked);
  ADD ("double-bookings-are-found-without-looking-at-every-booking", test_found_quickly);
  return g_test_run ();
}
