/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that becomes a copy of a shared salon, is read anew, and goes its own way again. */
#include "store/salon-reader.h"
#include "store/salon-sample.h"
#include "store/salon-store-error.h"
#include "sync-fixture.h"

#define MARIE "00000000-0000-7000-8000-000000000100"
#define LEA "00000000-0000-7000-8000-000000000101"
#define BOOKING "00000000-0000-7000-8000-000000000300"

typedef struct
{
  StoreFixture file;
  SharedSalon *shared;
} ShareFixture;

static void
set_up (ShareFixture *self, gconstpointer unused)
{
  store_fixture_set_up (&self->file, NULL);
  self->shared = shared_salon_new ();
}

static void
tear_down (ShareFixture *self, gconstpointer unused)
{
  store_fixture_tear_down (&self->file, NULL);
  shared_salon_free (self->shared);
}

static void
share (ShareFixture *self, SalonShareMode mode)
{
  g_autoptr (GError) error = NULL;

  salon_store_share (self->file.store, mode, SYNC_REMOTE, FIXTURE_NOW, &error);
  g_assert_no_error (error);
}

static void
assert_equal (ShareFixture *self)
{
  g_autofree char *expected = shared_salon_dump (self->shared);
  g_autofree char *found = shared_salon_dump_store (self->file.store);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (found, ==, expected);
  salon_store_check (self->file.store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sync_fixture_count (&self->file, "sync_base"), ==, 0);
  g_assert_cmpint (sync_fixture_count (&self->file, "client_index"), ==,
                   sync_fixture_count (&self->file, "clients"));
}

static JsonObject *
make_setting (const char *key, const char *value)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "key", key);
  json_object_set_string_member (row, "value", value);
  return row;
}

/* A client, a booking of hers with two lines, a setting, and another name for the one at work. */
static void
fill (ShareFixture *self)
{
  JsonObject *booking = fixture_booking (0x300, "2026-03-12", "14:00:00", 60);

  json_object_set_string_member (booking, "client_id", MARIE);
  sync_fixture_insert (&self->file, "clients", fixture_client (0x100, "Marie"));
  sync_fixture_insert (&self->file, "bookings", booking);
  sync_fixture_insert (&self->file, "booking_services", fixture_booking_service (0x310, 0x300, 0));
  sync_fixture_insert (&self->file, "booking_services", fixture_booking_service (0x311, 0x300, 1));
  sync_fixture_insert (&self->file, "salon_settings", make_setting ("salon.name", "Sérénité"));
  sync_fixture_set (&self->file, "staff", FIXTURE_STAFF_ID, "name", "Sophie");
}

static void
test_upload (ShareFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 last_seq;

  fill (fixture);
  last_seq = store_fixture_read_int (&fixture->file, "SELECT last_seq FROM salon_file");
  before = shared_salon_dump_store (fixture->file.store);
  share (fixture, SALON_SHARE_UPLOAD);
  g_assert_cmpint (store_fixture_read_int (&fixture->file, "SELECT min (seq) FROM outbox"), >,
                   last_seq);
  shared_salon_sync (fixture->shared, fixture->file.store);
  after = shared_salon_dump_store (fixture->file.store);
  g_assert_cmpstr (after, ==, before);
  assert_equal (fixture);
  g_assert_cmpint (sync_fixture_count (&fixture->file, "reviews"), ==, 0);
}

static void
test_upload_in_changes (ShareFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) changes = NULL;
  gsize n_edits = 0;

  for (guint i = 0; i < 500; i++)
    sync_fixture_insert (&fixture->file, "clients", fixture_client (0x1000 + i, "Marie"));
  share (fixture, SALON_SHARE_UPLOAD);
  changes = salon_store_list_waiting (fixture->file.store, 100, G_MAXSIZE, NULL);
  for (guint i = 0; i < changes->len; i++)
    {
      gsize n = salon_change_get_n_edits (g_ptr_array_index (changes, i));

      g_assert_cmpuint (n, <=, 200);
      n_edits += n;
    }
  g_assert_cmpuint (n_edits, ==, 500);
  g_assert_cmpuint (changes->len, <=, 4);
}

/* What the owner does while it is still being sent. */
static void
test_change_while_uploading (ShareFixture *fixture, gconstpointer unused)
{
  fill (fixture);
  share (fixture, SALON_SHARE_UPLOAD);
  shared_salon_read_everything (fixture->shared, fixture->file.store);
  assert_shown (&fixture->file, "clients", MARIE, "name", "Marie");
  assert_shown (&fixture->file, "staff", FIXTURE_STAFF_ID, "name", "Sophie");
  sync_fixture_set (&fixture->file, "clients", MARIE, "name", "Léa");
  shared_salon_push_from (fixture->shared, fixture->file.store, 1);
  assert_shown (&fixture->file, "clients", MARIE, "name", "Léa");
  shared_salon_sync (fixture->shared, fixture->file.store);
  assert_equal (fixture);
}

static void
test_join (ShareFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) client = fixture_client (0x101, "Léa");
  g_auto (SalonSyncState) state = { NULL };

  sync_fixture_insert (&fixture->file, "salon_settings", make_setting ("salon.name", "Mine"));
  shared_salon_write (fixture->shared, "clients", LEA, client);
  share (fixture, SALON_SHARE_JOIN);
  g_assert_cmpint (sync_fixture_count (&fixture->file, "outbox"), ==, 0);
  shared_salon_sync (fixture->shared, fixture->file.store);
  assert_equal (fixture);
  assert_shown (&fixture->file, "clients", LEA, "name", "Léa");
  assert_shown (&fixture->file, "salon_settings", "salon.name", "value", NULL);
}

static void
refuse_share (ShareFixture *self, SalonShareMode mode)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = store_fixture_dump (&self->file);
  g_autofree char *after = NULL;

  g_assert_false (salon_store_share (self->file.store, mode, SYNC_REMOTE, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED);
  after = store_fixture_dump (&self->file);
  g_assert_cmpstr (after, ==, before);
}

static void
test_join_with_clients (ShareFixture *fixture, gconstpointer unused)
{
  fill (fixture);
  refuse_share (fixture, SALON_SHARE_JOIN);
}

static void
test_share_twice (ShareFixture *fixture, gconstpointer unused)
{
  share (fixture, SALON_SHARE_JOIN);
  refuse_share (fixture, SALON_SHARE_JOIN);
}

static void
test_sample (ShareFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  salon_sample_fill (fixture->file.store, 20000, 10, 1, NULL, &error);
  g_assert_no_error (error);
  refuse_share (fixture, SALON_SHARE_UPLOAD);
  refuse_share (fixture, SALON_SHARE_MERGE);
}

/* Rows are added one by one; settings and staff are those of there; what is in the way of one booking
 * keeps only that one out. */
static void
test_merge (ShareFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) client = fixture_client (0x101, "Léa");
  g_autoptr (JsonObject) taken = fixture_booking (0x301, "2026-03-12", "14:30:00", 60);
  g_autoptr (JsonObject) setting = make_setting ("salon.name", "Theirs");
  g_autofree char *reviews = NULL;

  fill (fixture);
  sync_fixture_insert (&fixture->file, "bookings",
                       fixture_booking (0x302, "2026-03-13", "14:00:00", 60));
  shared_salon_write (fixture->shared, "clients", LEA, client);
  shared_salon_write (fixture->shared, "bookings", json_object_get_string_member (taken, "id"),
                      taken);
  shared_salon_write (fixture->shared, "salon_settings", "salon.name", setting);
  share (fixture, SALON_SHARE_MERGE);
  shared_salon_sync (fixture->shared, fixture->file.store);
  assert_equal (fixture);
  assert_shown (&fixture->file, "staff", FIXTURE_STAFF_ID, "name", "Salon");
  assert_shown (&fixture->file, "salon_settings", "salon.name", "value", "Theirs");
  assert_shown (&fixture->file, "clients", MARIE, "name", "Marie");
  assert_shown (&fixture->file, "bookings", BOOKING, "status", NULL);
  reviews = sync_fixture_list_reviews (&fixture->file);
  g_assert_true (g_str_has_suffix (reviews, " taken"));
  g_assert_cmpint (sync_fixture_count (&fixture->file, "reviews"), ==, 1);
  g_assert_cmpint (sync_fixture_count (&fixture->file, "bookings"), ==, 2);
}

/* Two bookings overlap in a file that was shared before: the shared salon takes one of them, and the
 * other takes nothing with it. */
static void
test_upload_overlap (ShareFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) first = fixture_booking (0x300, "2026-03-12", "14:00:00", 60);
  g_autoptr (JsonObject) second = fixture_booking (0x301, "2026-03-12", "14:30:00", 60);
  g_autoptr (SharedSalon) old = shared_salon_new ();

  share (fixture, SALON_SHARE_JOIN);
  json_object_set_boolean_member (second, "double_booked", TRUE);
  shared_salon_write (old, "bookings", BOOKING, first);
  shared_salon_write (old, "bookings", json_object_get_string_member (second, "id"), second);
  shared_salon_sync (old, fixture->file.store);
  sync_fixture_insert (&fixture->file, "bookings",
                       fixture_booking (0x302, "2026-03-13", "14:00:00", 60));
  g_assert_true (salon_store_unshare (fixture->file.store, NULL));
  share (fixture, SALON_SHARE_UPLOAD);
  shared_salon_sync (fixture->shared, fixture->file.store);
  assert_equal (fixture);
  g_assert_cmpint (sync_fixture_count (&fixture->file, "bookings"), ==, 2);
  g_assert_cmpint (sync_fixture_count (&fixture->file, "reviews"), ==, 1);
}

static void
test_unshare (ShareFixture *fixture, gconstpointer unused)
{
  g_auto (SalonSyncState) state = { NULL };
  g_autoptr (GPtrArray) waiting = NULL;

  share (fixture, SALON_SHARE_JOIN);
  shared_salon_sync (fixture->shared, fixture->file.store);
  sync_fixture_insert (&fixture->file, "clients", fixture_client (0x100, "Marie"));
  g_assert_true (salon_store_unshare (fixture->file.store, NULL));
  assert_shown (&fixture->file, "clients", MARIE, "name", "Marie");
  g_assert_true (salon_store_read_sync_state (fixture->file.store, &state, NULL));
  g_assert_null (state.remote);
  g_assert_cmpstr (state.cursor.generation, ==, "");
  g_assert_cmpint (state.n_waiting, ==, 0);
  waiting = salon_store_list_waiting (fixture->file.store, 10, G_MAXSIZE, NULL);
  g_assert_cmpuint (waiting->len, ==, 0);
  sync_fixture_set (&fixture->file, "clients", MARIE, "name", "Léa");
  g_assert_cmpint (sync_fixture_count (&fixture->file, "sync_base"), ==, 0);
  g_assert_cmpint (sync_fixture_count (&fixture->file, "outbox_rows"), ==, 0);
  g_assert_false (salon_store_set_remote (fixture->file.store, "postgresql://", NULL));
}

static void
test_list_waiting (ShareFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) three = NULL;
  g_autoptr (GPtrArray) one = NULL;
  gint64 seqs[5];

  share (fixture, SALON_SHARE_JOIN);
  for (guint i = 0; i < 5; i++)
    seqs[i] = sync_fixture_insert (&fixture->file, "clients", fixture_client (0x100 + i, "Marie"));
  three = salon_store_list_waiting (fixture->file.store, 3, G_MAXSIZE, NULL);
  g_assert_cmpuint (three->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (salon_change_get_seq (g_ptr_array_index (three, i)), ==, seqs[i]);
  one = salon_store_list_waiting (fixture->file.store, 3, 1, NULL);
  g_assert_cmpuint (one->len, ==, 1);
}

/* The database was restored: rows are gone, others are back, and what waits here waits on. */
static void
test_new_generation (ShareFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) marie = fixture_client (0x100, "Marie");
  g_autoptr (JsonObject) lea = fixture_client (0x101, "Léa");
  g_autoptr (JsonObject) zoe = fixture_client (0x102, "Zoé");
  const char *zoe_id = json_object_get_string_member (zoe, "id");

  share (fixture, SALON_SHARE_JOIN);
  shared_salon_write (fixture->shared, "clients", MARIE, marie);
  shared_salon_write (fixture->shared, "clients", LEA, lea);
  shared_salon_sync (fixture->shared, fixture->file.store);
  sync_fixture_set (&fixture->file, "clients", MARIE, "notes", "Tea");
  sync_fixture_insert (&fixture->file, "clients", fixture_client (0x103, "Anne"));

  shared_salon_write (fixture->shared, "clients", LEA, NULL);
  shared_salon_write (fixture->shared, "clients", zoe_id, zoe);
  shared_salon_renew (fixture->shared);
  shared_salon_read_everything (fixture->shared, fixture->file.store);
  assert_shown (&fixture->file, "clients", LEA, "name", NULL);
  assert_shown (&fixture->file, "clients", zoe_id, "name", "Zoé");
  assert_shown (&fixture->file, "clients", MARIE, "notes", "Tea");
  g_assert_cmpint (sync_fixture_count (&fixture->file, "clients"), ==, 3);
  g_assert_cmpint (sync_fixture_count (&fixture->file, "outbox"), ==, 2);
  shared_salon_sync (fixture->shared, fixture->file.store);
  assert_equal (fixture);
  g_assert_cmpint (sync_fixture_count (&fixture->file, "reviews"), ==, 0);
}

/* A row that a change waits for is no longer there. */
static void
test_lost_row (ShareFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) marie = fixture_client (0x100, "Marie");
  g_autofree char *reviews = NULL;

  share (fixture, SALON_SHARE_JOIN);
  shared_salon_write (fixture->shared, "clients", MARIE, marie);
  shared_salon_sync (fixture->shared, fixture->file.store);
  sync_fixture_set (&fixture->file, "clients", MARIE, "notes", "Tea");
  shared_salon_write (fixture->shared, "clients", MARIE, NULL);
  shared_salon_renew (fixture->shared);
  shared_salon_sync (fixture->shared, fixture->file.store);
  assert_equal (fixture);
  reviews = sync_fixture_list_reviews (&fixture->file);
  g_assert_true (g_str_has_suffix (reviews, " gone"));
}

/* Given up half way, the owner goes on, and finds the clients that came. */
static void
test_half_read (ShareFixture *fixture, gconstpointer unused)
{
  const SalonTable *clients = salon_schema_find_table ("clients");
  g_autoptr (JsonObject) marie = fixture_client (0x100, "Marie");
  g_autoptr (SalonRowBatch) batch = NULL;
  g_autoptr (SalonReader) reader = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (SalonSyncState) state = { NULL };
  SalonCursor end;

  share (fixture, SALON_SHARE_JOIN);
  shared_salon_write (fixture->shared, "clients", MARIE, marie);
  g_assert_true (salon_store_begin_everything (
    fixture->file.store, shared_salon_get_generation (fixture->shared), NULL));
  batch = shared_salon_read_table (fixture->shared, clients);
  g_assert_true (salon_store_take_batch (fixture->file.store, batch, NULL));
  sync_fixture_set (&fixture->file, "clients", MARIE, "name", "Léa");
  store_fixture_reopen (&fixture->file);

  reader = salon_reader_open (fixture->file.path, NULL);
  found = salon_reader_search_clients (reader, "lea", 10, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (salon_store_read_sync_state (fixture->file.store, &state, NULL));
  g_assert_cmpstr (state.cursor.generation, ==, "");
  shared_salon_get_end (fixture->shared, &end);
  g_assert_false (salon_store_end_everything (fixture->file.store, &end, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED);
  shared_salon_sync (fixture->shared, fixture->file.store);
  assert_equal (fixture);
}

static void
test_other_generation_at_end (ShareFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  SalonCursor end;

  share (fixture, SALON_SHARE_JOIN);
  g_assert_true (salon_store_begin_everything (
    fixture->file.store, shared_salon_get_generation (fixture->shared), NULL));
  shared_salon_renew (fixture->shared);
  shared_salon_get_end (fixture->shared, &end);
  g_assert_false (salon_store_end_everything (fixture->file.store, &end, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CURSOR);
}

static void
refuse_batch (ShareFixture *self, const char *date, const char *reason)
{
  const SalonTable *dates = salon_schema_find_table ("blocked_dates");
  g_autoptr (SalonRowBatch) batch = salon_row_batch_new (dates);
  const char *good[] = { MARIE, "2026-12-24", NULL };
  const char *bad[] = { LEA, date, reason };
  g_autoptr (GError) error = NULL;

  salon_row_batch_append (batch, good);
  salon_row_batch_append (batch, bad);
  g_assert_false (salon_store_take_batch (self->file.store, batch, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_ROW);
  g_assert_nonnull (strstr (error->message, LEA));
  g_assert_cmpint (sync_fixture_count (&self->file, "blocked_dates"), ==, 0);
}

static void
test_bad_batch (ShareFixture *fixture, gconstpointer unused)
{
  share (fixture, SALON_SHARE_JOIN);
  g_assert_true (salon_store_begin_everything (
    fixture->file.store, shared_salon_get_generation (fixture->shared), NULL));
  refuse_batch (fixture, NULL, NULL);
  refuse_batch (fixture, "2026-02-30", NULL);
  refuse_batch (fixture, "2026-12-25", "\xff");
}

/* Whoever wrote before her, the owner's triggers and references are watched. */
static void
test_owner_after_batch (ShareFixture *fixture, gconstpointer unused)
{
  const SalonTable *clients = salon_schema_find_table ("clients");
  g_autoptr (JsonObject) marie = fixture_client (0x100, "Marie");
  g_autoptr (JsonObject) booking = fixture_booking (0x300, "2026-03-12", "14:00:00", 60);
  g_autoptr (SalonRowBatch) batch = NULL;
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) saved = NULL;
  g_autoptr (GError) error = NULL;

  share (fixture, SALON_SHARE_JOIN);
  shared_salon_write (fixture->shared, "clients", MARIE, marie);
  g_assert_true (salon_store_begin_everything (
    fixture->file.store, shared_salon_get_generation (fixture->shared), NULL));
  batch = shared_salon_read_table (fixture->shared, clients);
  g_assert_true (salon_store_take_batch (fixture->file.store, batch, NULL));
  sync_fixture_insert (&fixture->file, "clients", fixture_client (0x101, "Léa"));
  g_assert_cmpint (sync_fixture_count (&fixture->file, "client_index"), ==, 1);

  g_assert_true (salon_store_take_batch (fixture->file.store, batch, NULL));
  json_object_set_string_member (booking, "client_id", "00000000-0000-7000-8000-000000000999");
  salon_change_builder_insert (builder, "bookings", booking);
  change = salon_change_builder_end (builder, "Book");
  saved = salon_store_apply (fixture->file.store, change, FIXTURE_NOW, &error);
  g_assert_null (saved);
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND);
}

/* Among rows that are written by one statement, the wrong one is named. */
static void
test_bad_row_among_many (ShareFixture *fixture, gconstpointer unused)
{
  const SalonTable *staff = salon_schema_find_table ("staff");
  g_autoptr (SalonRowBatch) batch = salon_row_batch_new (staff);
  g_autoptr (GError) error = NULL;

  share (fixture, SALON_SHARE_JOIN);
  g_assert_true (salon_store_begin_everything (
    fixture->file.store, shared_salon_get_generation (fixture->shared), NULL));
  for (guint i = 0; i < 130; i++)
    {
      g_autofree char *id = fixture_id (0x1000 + i);
      const char *values[] = { id, i == 77 ? " " : "Zoé", "true", "1" };

      salon_row_batch_append (batch, values);
    }
  g_assert_false (salon_store_take_batch (fixture->file.store, batch, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_ROW);
  g_assert_nonnull (strstr (error->message, "00000000104d"));
  g_assert_cmpint (sync_fixture_count (&fixture->file, "staff"), ==, 1);
}

static gint64
count_indexes (ShareFixture *self)
{
  return sync_fixture_count (&self->file, "sqlite_schema WHERE type = 'index'");
}

/* Filled without its indexes, it has all of them again: at the end, or when the end never came, with the
 * next opening. */
static void
test_indexes (ShareFixture *fixture, gconstpointer unused)
{
  const char *generation = shared_salon_get_generation (fixture->shared);
  g_autoptr (JsonObject) marie = fixture_client (0x100, "Marie");
  gint64 n_indexes = count_indexes (fixture);
  SalonCursor end;

  share (fixture, SALON_SHARE_JOIN);
  shared_salon_write (fixture->shared, "clients", MARIE, marie);
  g_assert_true (salon_store_begin_everything (fixture->file.store, generation, NULL));
  g_assert_cmpint (count_indexes (fixture), <, n_indexes - 10);
  sync_fixture_insert (&fixture->file, "clients", fixture_client (0x101, "Léa"));
  store_fixture_reopen (&fixture->file);
  g_assert_cmpint (count_indexes (fixture), ==, n_indexes);
  g_assert_true (salon_store_check (fixture->file.store, NULL));

  g_assert_true (salon_store_begin_everything (fixture->file.store, generation, NULL));
  g_assert_cmpint (count_indexes (fixture), <, n_indexes);
  shared_salon_get_end (fixture->shared, &end);
  g_assert_true (salon_store_end_everything (fixture->file.store, &end, FIXTURE_NOW, NULL));
  g_assert_cmpint (count_indexes (fixture), ==, n_indexes);
  g_assert_true (salon_store_check (fixture->file.store, NULL));
}

/* A rule is a rule while it is filled too. */
static void
test_rules_stay (ShareFixture *fixture, gconstpointer unused)
{
  gint64 n_rules = 0;

  n_rules =
    sync_fixture_count (&fixture->file, "sqlite_schema WHERE sql LIKE 'CREATE UNIQUE INDEX%'");
  share (fixture, SALON_SHARE_JOIN);
  g_assert_true (salon_store_begin_everything (
    fixture->file.store, shared_salon_get_generation (fixture->shared), NULL));
  g_assert_cmpint (sync_fixture_count (&fixture->file,
                                       "sqlite_schema WHERE sql LIKE 'CREATE UNIQUE INDEX%'"),
                   ==, n_rules);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/store-share/" path, ShareFixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("an-upload-sends-every-row-once", test_upload);
  ADD ("an-upload-is-in-changes-of-some-rows", test_upload_in_changes);
  ADD ("an-upload-goes-on-under-the-owners-hands", test_change_while_uploading);
  ADD ("joining-takes-what-is-there", test_join);
  ADD ("joining-never-loses-clients", test_join_with_clients);
  ADD ("a-file-is-shared-once", test_share_twice);
  ADD ("a-sample-is-never-shared", test_sample);
  ADD ("merging-adds-row-by-row", test_merge);
  ADD ("an-upload-is-not-held-up-by-an-overlap", test_upload_overlap);
  ADD ("going-its-own-way-keeps-what-is-shown", test_unshare);
  ADD ("what-waits-is-listed-in-order-and-bounded", test_list_waiting);
  ADD ("another-generation-is-read-anew-and-the-outbox-kept", test_new_generation);
  ADD ("a-row-that-is-lost-takes-the-waiting-update-with-it", test_lost_row);
  ADD ("half-a-reading-does-no-harm", test_half_read);
  ADD ("an-end-of-another-generation-is-none", test_other_generation_at_end);
  ADD ("a-batch-with-a-wrong-value-is-refused-whole", test_bad_batch);
  ADD ("the-owner-is-watched-between-batches", test_owner_after_batch);
  ADD ("a-wrong-row-among-many-is-named", test_bad_row_among_many);
  ADD ("an-empty-file-is-filled-without-indexes-and-gets-them-back", test_indexes);
  ADD ("unique-indexes-stay-while-a-file-is-filled", test_rules_stay);
  return g_test_run ();
}
