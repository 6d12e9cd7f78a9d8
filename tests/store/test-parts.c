/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import is thousands of rows: one step for the owner, many changes for the shared salon. */
#include <string.h>

#include "store/salon-reader.h"
#include "store/salon-store-error.h"
#include "sync-fixture.h"

#define FIRST_CLIENT 0x10000
#define FIRST_BOOKING 0x20000
#define N_CLIENTS 900
#define N_BOOKINGS 300

static void
add_booking (SalonChangeBuilder *builder, guint number)
{
  SalonDay day = salon_day_from_ymd (2027, 1, 1) + (SalonDay) number;
  g_autofree char *date = salon_day_format (day);
  g_autofree char *client = fixture_id (FIRST_CLIENT + number);
  g_autoptr (JsonObject) booking = fixture_booking (FIRST_BOOKING + number, date, "10:00:00", 60);
  g_autoptr (JsonObject) line =
    fixture_booking_service (0x40000 + number, FIRST_BOOKING + number, 0);

  json_object_set_string_member (booking, "client_id", client);
  json_object_set_null_member (line, "service_id");
  salon_change_builder_insert (builder, "bookings", booking);
  salon_change_builder_insert (builder, "booking_services", line);
}

static SalonChange *
make_import (guint n_clients, guint n_bookings)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();

  for (guint i = 0; i < n_clients; i++)
    {
      g_autofree char *name = g_strdup_printf ("Marie Import%u", i);
      g_autoptr (JsonObject) client = fixture_client (FIRST_CLIENT + i, name);

      salon_change_builder_insert (builder, "clients", client);
    }
  for (guint i = 0; i < n_bookings; i++)
    add_booking (builder, i);
  return salon_change_builder_end (builder, "Import");
}

static gint64
count (StoreFixture *fixture, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", table);

  return store_fixture_read_int (fixture, sql);
}

static guint
count_found (StoreFixture *fixture, const char *words)
{
  g_autoptr (SalonReader) reader = salon_reader_open (fixture->path, NULL);
  g_autoptr (GPtrArray) found = salon_reader_search_clients (reader, words, 5000, NULL);

  g_assert_nonnull (found);
  return found->len;
}

static void
import (StoreFixture *fixture)
{
  gint64 last = store_fixture_read_int (fixture, "SELECT last_seq FROM salon_file");
  g_autoptr (SalonChange) applied =
    store_fixture_apply (fixture, make_import (N_CLIENTS, N_BOOKINGS));

  g_assert_cmpuint (salon_change_get_n_edits (applied), ==, N_CLIENTS + 2 * N_BOOKINGS);
  g_assert_cmpint (salon_change_get_seq (applied), ==, last + 1);
}

static void
undo (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) undone = salon_store_undo (fixture->store, FIXTURE_NOW, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (salon_change_get_label (undone), ==, "Import");
  g_assert_cmpuint (salon_change_get_n_edits (undone), ==, N_CLIENTS + 2 * N_BOOKINGS);
  g_assert_true (salon_change_touches (undone, "bookings", NULL));
  g_assert_true (salon_change_touches (undone, "clients", NULL));
}

static void
test_small_is_one (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChange) applied = store_fixture_apply (fixture, make_import (400, 200));

  g_assert_cmpint (count (fixture, "history"), ==, 1);
  g_assert_cmpint (salon_store_count_outbox (fixture->store, NULL), ==, 1);
}

static void
test_large_is_many (StoreFixture *fixture, gconstpointer unused)
{
  import (fixture);
  g_assert_cmpint (count (fixture, "clients"), ==, N_CLIENTS);
  g_assert_cmpint (count (fixture, "bookings"), ==, N_BOOKINGS);
  g_assert_cmpint (count (fixture, "history"), >, 5);
  g_assert_cmpint (count (fixture, "history"), ==, count (fixture, "outbox"));
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT max (length (change)) FROM outbox"), <,
                   SALON_CHANGE_MAX_BYTES / 8);
  /* Nothing that only this file understands is sent. */
  g_assert_cmpint (
    store_fixture_read_int (fixture, "SELECT count (*) FROM outbox WHERE change LIKE '%begins%'"),
    ==, 0);
  g_assert_cmpint (count (fixture, "undo_stack"), ==, 1);
}

/* A booking is never sent without its lines. */
static void
test_groups_stay_together (StoreFixture *fixture, gconstpointer unused)
{
  import (fixture);
  g_assert_cmpint (store_fixture_read_int (fixture,
                                           "SELECT count (*)\n"
                                           "FROM booking_services AS l\n"
                                           "JOIN history_rows AS a ON a.row_id = l.id\n"
                                           "JOIN history_rows AS b ON b.row_id = l.booking_id\n"
                                           "WHERE a.seq <> b.seq"),
                   ==, 0);
}

static void
test_one_undo (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) old = fixture_client (1, "Zoé");
  g_autoptr (SalonChange) first =
    store_fixture_apply (fixture, fixture_insert ("clients", old, "Add"));
  SalonUndoState state = { NULL };

  import (fixture);
  store_fixture_reopen (fixture);
  undo (fixture);
  g_assert_cmpint (count (fixture, "clients"), ==, 1);
  g_assert_cmpint (count (fixture, "bookings"), ==, 0);
  g_assert_true (salon_store_get_undo_state (fixture->store, &state, NULL));
  g_assert_cmpstr (state.undo_label, ==, "Add");
  g_assert_cmpstr (state.redo_label, ==, "Import");
  salon_undo_state_clear (&state);
  g_assert_cmpuint (count_found (fixture, "zoe"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "import"), ==, 0);
}

static void
test_there_and_back (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  import (fixture);
  before = store_fixture_read_text (
    fixture, "SELECT group_concat (id || name, ';') FROM (SELECT * FROM clients ORDER BY id)");
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (SalonChange) redone = NULL;

      undo (fixture);
      store_fixture_reopen (fixture);
      redone = salon_store_redo (fixture->store, FIXTURE_NOW, NULL);
      g_assert_nonnull (redone);
    }
  after = store_fixture_read_text (
    fixture, "SELECT group_concat (id || name, ';') FROM (SELECT * FROM clients ORDER BY id)");
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (count (fixture, "booking_services"), ==, N_BOOKINGS);
  g_assert_true (salon_store_check (fixture->store, NULL));
}

/* The search is as if each client had been added by hand, and each booking had moved her. */
static void
test_search (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *bulk = NULL;
  g_autofree char *by_hand = NULL;
  const char *sql =
    "SELECT group_concat (client_id || (position >> 20) || name_key || digits, ';')\n"
    "FROM (SELECT * FROM client_index ORDER BY client_id)";

  import (fixture);
  g_assert_cmpuint (count_found (fixture, "marie import"), ==, N_CLIENTS);
  g_assert_cmpuint (count_found (fixture, "import899"), ==, 1);
  bulk = store_fixture_read_text (fixture, sql);

  store_fixture_close (fixture);
  store_fixture_remove_file (fixture);
  store_fixture_reopen (fixture);
  for (guint i = 0; i < N_CLIENTS; i += 450)
    {
      g_autoptr (SalonChange) whole = make_import (N_CLIENTS, N_BOOKINGS);
      g_autoptr (SalonChange) some = salon_change_slice (whole, i, 450);

      salon_change_unref (store_fixture_apply (fixture, g_steal_pointer (&some)));
    }
  for (guint i = 0; i < N_BOOKINGS; i += 150)
    {
      g_autoptr (SalonChange) whole = make_import (N_CLIENTS, N_BOOKINGS);
      g_autoptr (SalonChange) some = salon_change_slice (whole, N_CLIENTS + 2 * i, 300);

      salon_change_unref (store_fixture_apply (fixture, g_steal_pointer (&some)));
    }
  by_hand = store_fixture_read_text (fixture, sql);
  g_assert_cmpstr (bulk, ==, by_hand);
}

/* The last of thousands of rows cannot be written: none is. */
static void
test_all_or_nothing (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) old = fixture_booking (7, "2027-01-01", "10:30:00", 60);

  salon_change_unref (store_fixture_apply (fixture, fixture_insert ("bookings", old, "Book")));
  store_fixture_refuse (fixture, make_import (N_CLIENTS, N_BOOKINGS), SALON_STORE_ERROR_TAKEN);
  g_assert_cmpint (count (fixture, "client_index"), ==, 0);
  /* And the triggers watch again. */
  {
    g_autoptr (JsonObject) client = fixture_client (9, "Zoé");

    salon_change_unref (store_fixture_apply (fixture, fixture_insert ("clients", client, "Add")));
    g_assert_cmpuint (count_found (fixture, "zoe"), ==, 1);
  }
}

/* Many rows are written by one statement; what is wrong with one of them is told of that one. */
static void
test_names_the_row (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *id = fixture_id (FIRST_CLIENT + 777);
  g_autoptr (JsonObject) client = fixture_client (FIRST_CLIENT + 777, "Zoé");
  g_autoptr (SalonChange) import = make_import (N_CLIENTS, N_BOOKINGS);
  g_autoptr (GError) error = NULL;

  salon_change_unref (store_fixture_apply (fixture, fixture_insert ("clients", client, "Add")));
  g_assert_null (salon_store_apply (fixture->store, import, FIXTURE_NOW, &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_STALE);
  g_assert_nonnull (strstr (error->message, id));
  g_assert_cmpint (count (fixture, "clients"), ==, 1);
}

/* The texts are as long as they may be: it is cut by size, long before it is by number. */
static void
test_long_texts (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *text = g_strnfill (SALON_TEXT_MAX_BYTES, 'x');
  g_autoptr (SalonChange) undone = NULL;

  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (JsonObject) client = fixture_client (FIRST_CLIENT + i, "Marie");

      json_object_set_string_member (client, "notes", text);
      salon_change_builder_insert (builder, "clients", client);
    }
  salon_change_unref (store_fixture_apply (fixture, salon_change_builder_end (builder, "Import")));
  undone = salon_store_undo (fixture->store, FIXTURE_NOW, NULL);
  g_assert_nonnull (undone);
  g_assert_cmpint (count (fixture, "clients"), ==, 0);
}

/* The others have given one of the slots away: that part goes to review and all others are taken. Of
 * the whole nobody knows any more what undoing it would mean. */
static void
test_refused_part (SyncFixture *fixture, gconstpointer unused)
{
  SalonUndoState state = { NULL };
  g_autoptr (JsonObject) first = fixture_booking (7, "2027-01-01", "10:30:00", 60);
  g_autoptr (GPtrArray) told = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  guint n_applied = 0;

  sync_fixture_insert (&fixture->there, "bookings", g_steal_pointer (&first));
  told = sync_fixture_push (fixture, &fixture->there);
  import (&fixture->here);
  answers = sync_fixture_push (fixture, &fixture->here);
  for (guint i = 0; i < answers->len; i++)
    if (salon_answer_get_outcome (g_ptr_array_index (answers, i)) == SALON_OUTCOME_APPLIED)
      n_applied++;
  g_assert_cmpuint (n_applied, ==, answers->len - 1);
  salon_change_unref (sync_fixture_take (&fixture->here, answers));

  g_assert_cmpint (count (&fixture->here, "clients"), ==, N_CLIENTS);
  g_assert_cmpint (count (&fixture->here, "reviews"), ==, 1);
  {
    g_autoptr (SalonReader) reader = salon_reader_open (fixture->here.path, NULL);
    g_autoptr (GPtrArray) reviews = salon_reader_list_reviews (reader, NULL);

    g_assert_true (((const SalonReview *) g_ptr_array_index (reviews, 0))->is_part);
  }
  g_assert_true (salon_store_get_undo_state (fixture->here.store, &state, NULL));
  g_assert_null (state.undo_label);
  salon_undo_state_clear (&state);
}

int
main (int argc, char **argv)
{
#define ADD(path, function)                                                                        \
  g_test_add ("/salon/parts/" path, StoreFixture, NULL, store_fixture_set_up, function,            \
              store_fixture_tear_down)

  g_test_init (&argc, &argv, NULL);
  ADD ("what-is-small-stays-one", test_small_is_one);
  ADD ("what-is-large-is-kept-as-many", test_large_is_many);
  ADD ("a-booking-and-its-lines-stay-together", test_groups_stay_together);
  ADD ("an-import-is-one-undo", test_one_undo);
  ADD ("undo-and-redo-lead-there-and-back", test_there_and_back);
  ADD ("the-search-is-as-if-added-by-hand", test_search);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("names-the-row", test_names_the_row);
  ADD ("long-texts-are-cut-by-size", test_long_texts);
  g_test_add ("/salon/parts/a-refused-part-takes-the-whole-off-the-stack", SyncFixture, NULL,
              sync_fixture_set_up, test_refused_part, sync_fixture_tear_down);
  return g_test_run ();
}
