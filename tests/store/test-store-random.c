/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three files and a shared salon, everything at random: what the owners do, when each of them pulls and
 * pushes, answers that are lost, files that are closed in between.
 *
 * After every step: what waits is in the books exactly once, and what is shown is what the shared salon
 * held with the waiting changes over it, and the figures that are added up are those of the rows. At rest: all copies are equal, no reference leads nowhere, no
 * two bookings overlap, and every change ever made was taken or is a review: nothing lost, nothing
 * twice.
 */
#include "core/salon-json.h"
#include "shared-salon.h"
#include "store-fixture.h"
#include "store/salon-row.h"
#include "store/salon-statistics-fold.h"
#include "store/salon-store-error.h"
#include "store/salon-store-private.h"
#include "store/salon-waiting.h"

#define N_FILES 3
#define N_ROUNDS 12
#define N_STEPS 100

typedef struct
{
  StoreFixture files[N_FILES];
  gint64 sure_from[N_FILES]; /* changes up to here were before the file was shared */
  SharedSalon *shared;
  GRand *random;
  guint next_id;
} World;

static int
pick (World *world, int n)
{
  return g_rand_int_range (world->random, 0, n);
}

static char *
pick_row (World *world, SalonStore *store, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s ORDER BY id", table);
  g_autoptr (SalonStatement) rows = salon_store_prepare (store, sql, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean found = FALSE;

  g_assert_true (salon_sqlite_step (rows, &found, NULL));
  while (found)
    {
      g_ptr_array_add (ids, g_strdup (salon_statement_get_text (rows, 0)));
      g_assert_true (salon_sqlite_step (rows, &found, NULL));
    }
  return ids->len > 0 ? g_strdup (g_ptr_array_index (ids, pick (world, (int) ids->len))) : NULL;
}

static JsonObject *
read_row (SalonStore *store, const char *table, const char *id)
{
  JsonObject *row = NULL;

  g_assert_true (salon_row_find (store, salon_schema_find_table (table), id, &row, NULL));
  return row;
}

/* A few times on a few days: they are often taken. */
static void
set_time (World *world, JsonObject *booking)
{
  g_autofree char *date = g_strdup_printf ("2026-03-%02d", 10 + pick (world, 3));
  g_autofree char *time = g_strdup_printf ("%02d:00:00", 9 + pick (world, 8));

  json_object_set_string_member (booking, "booking_date", date);
  json_object_set_string_member (booking, "booking_time", time);
}

static void
insert_booking (World *world, SalonStore *store, SalonChangeBuilder *builder)
{
  guint number = world->next_id++;
  g_autoptr (JsonObject) booking = fixture_booking (number, "2026-03-10", "09:00:00", 60);
  g_autofree char *client = pick_row (world, store, "clients");
  int n_lines = pick (world, 3);

  set_time (world, booking);
  if (client != NULL)
    json_object_set_string_member (booking, "client_id", client);
  salon_change_builder_insert (builder, "bookings", booking);
  for (int i = 0; i < n_lines; i++)
    {
      g_autoptr (JsonObject) line = fixture_booking_service (world->next_id++, number, i);

      salon_change_builder_insert (builder, "booking_services", line);
    }
}

static void
insert_other (World *world, SalonChangeBuilder *builder)
{
  g_autofree char *id = fixture_id (world->next_id);
  g_autofree char *date = g_strdup_printf ("2026-12-%02d", 1 + pick (world, 6));
  g_autoptr (JsonObject) row = NULL;

  if (pick (world, 3) > 0)
    {
      row = fixture_client (world->next_id++, "Marie");
      salon_change_builder_insert (builder, "clients", row);
      return;
    }
  world->next_id++;
  row = json_object_new ();
  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "date", date);
  json_object_set_null_member (row, "reason");
  salon_change_builder_insert (builder, "blocked_dates", row);
}

static void
update_row (World *world, SalonStore *store, SalonChangeBuilder *builder)
{
  static const char *const names[] = { "Marie", "Léa", "Anne-Sophie", "Zoé" };
  static const char *const statuses[] = { "confirmed", "arrived", "cancelled", "completed" };
  const char *table = pick (world, 2) == 0 ? "clients" : "bookings";
  g_autofree char *id = pick_row (world, store, table);
  g_autoptr (JsonObject) before = id != NULL ? read_row (store, table, id) : NULL;
  g_autoptr (JsonObject) after = before != NULL ? salon_json_copy_object (before) : NULL;

  if (before == NULL)
    return;
  if (g_str_equal (table, "clients"))
    json_object_set_string_member (after, pick (world, 2) == 0 ? "name" : "allergies",
                                   names[pick (world, 4)]);
  else if (pick (world, 2) == 0)
    set_time (world, after);
  else
    json_object_set_string_member (after, "status", statuses[pick (world, 4)]);
  salon_change_builder_update (builder, table, before, after);
}

static void
delete_row (World *world, SalonStore *store, SalonChangeBuilder *builder)
{
  static const char *const tables[] = { "clients", "bookings", "booking_services",
                                        "blocked_dates" };
  const char *table = tables[pick (world, G_N_ELEMENTS (tables))];
  g_autofree char *id = pick_row (world, store, table);
  g_autoptr (JsonObject) row = id != NULL ? read_row (store, table, id) : NULL;

  if (row != NULL)
    salon_change_builder_delete (builder, table, row);
}

/* It may be refused here already: that is no concern of this test. */
static void
change_something (World *world, SalonStore *store)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) applied = NULL;
  int n_edits = 1 + pick (world, 2);

  for (int i = 0; i < n_edits; i++)
    switch (pick (world, 8))
      {
      case 0:
      case 1:
        insert_booking (world, store, builder);
        break;
      case 2:
      case 3:
        insert_other (world, builder);
        break;
      case 4:
        delete_row (world, store, builder);
        break;
      default:
        update_row (world, store, builder);
      }
  if (salon_change_builder_is_empty (builder))
    return;
  change = salon_change_builder_end (builder, "Something");
  applied = salon_store_apply (store, change, FIXTURE_NOW, NULL);
}

static void
step_undo (World *world, SalonStore *store)
{
  g_autoptr (SalonChange) applied = pick (world, 3) > 0
                                      ? salon_store_undo (store, FIXTURE_NOW, NULL)
                                      : salon_store_redo (store, FIXTURE_NOW, NULL);
}

/* One page, which may come again at once: then it is refused. */
static void
pull_page (World *world, SalonStore *store)
{
  g_auto (SalonSyncState) state = { NULL };
  g_autoptr (SalonFeedPage) page = NULL;
  g_autoptr (SalonChange) shown = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  g_assert_true (salon_store_read_sync_state (store, &state, NULL));
  json = shared_salon_pull (world->shared, &state.cursor, 1 + (guint) pick (world, 9));
  page = salon_feed_page_from_json (json, &error);
  g_assert_no_error (error);
  shown = salon_store_take_page (store, page, &state.cursor, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  if (salon_feed_page_get_n_rows (page) > 0)
    {
      g_assert_null (salon_store_take_page (store, page, &state.cursor, FIXTURE_NOW, &error));
      g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CURSOR);
    }
}

/* The answers are lost now and then, and sometimes come twice. */
static void
push_batch (World *world, SalonStore *store)
{
  g_autoptr (GPtrArray) changes = salon_store_list_waiting (store, 5, G_MAXSIZE, NULL);
  g_autofree char *json = shared_salon_push (world->shared, changes);
  g_autoptr (GPtrArray) answers = salon_answers_from_json (json, NULL);
  int times = pick (world, 4) == 0 ? 0 : 1 + pick (world, 2);

  for (int i = 0; i < times; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SalonChange) shown =
        salon_store_take_answers (store, answers, FIXTURE_NOW, &error);

      g_assert_no_error (error);
      g_assert_true (i == 0 || salon_change_get_n_edits (shown) == 0);
    }
}

static void
settle_one (World *world, StoreFixture *file)
{
  g_autoptr (SalonChange) settled = NULL;
  g_autofree char *id = store_fixture_read_text (file, "SELECT min (id) FROM reviews");

  if (id != NULL && pick (world, 3) == 0)
    settled =
      salon_store_settle (file->store, g_ascii_strtoll (id, NULL, 10), NULL, FIXTURE_NOW, NULL);
}

static gint64
read_int (StoreFixture *file, const char *sql)
{
  gint64 value = -1;
  g_autoptr (GError) error = NULL;

  salon_sqlite_read_int (salon_store_get_database (file->store), sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

/* Laid once more, from the outbox as it is, and without any of the tables beside it. */
static GHashTable *
lay_everything (SalonStore *store, GPtrArray *changes)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const SalonChange *change = g_ptr_array_index (changes, i);

      for (gsize j = 0; j < salon_change_get_n_edits (change); j++)
        {
          const SalonEdit *edit = salon_change_get_edit (change, j);
          g_autofree char *key = g_strconcat (edit->table->name, " ", edit->id, NULL);
          SalonBase base = { FALSE };
          JsonObject *row = g_hash_table_lookup (rows, key);

          if (!g_hash_table_contains (rows, key))
            {
              g_assert_true (salon_waiting_find_base (store, edit->table, edit->id, &base, NULL));
              g_assert_true (base.found);
              row = base.row;
            }
          row = salon_waiting_lay (row, edit);
          g_hash_table_insert (rows, g_steal_pointer (&key), row);
        }
    }
  return rows;
}

static void
check_books (StoreFixture *file)
{
  g_autoptr (GPtrArray) changes = salon_store_list_waiting (file->store, G_MAXINT, G_MAXSIZE, NULL);
  g_autoptr (GHashTable) rows = lay_everything (file->store, changes);
  GHashTableIter iter;
  char *key = NULL;
  JsonObject *expected = NULL;

  g_assert_cmpint (read_int (file, "SELECT count (*) FROM sync_base"), ==,
                   g_hash_table_size (rows));
  g_assert_cmpint (read_int (file, "SELECT count (*)\n"
                                   "FROM (SELECT DISTINCT table_name, row_id FROM outbox_rows)"),
                   ==, g_hash_table_size (rows));
  g_assert_cmpint (read_int (file, "SELECT pulling FROM salon_file"), ==, 0);
  /* The owner writes under all rules, whoever wrote before her. */
  g_assert_true (salon_store_begin (file->store, NULL));
  g_assert_cmpint (read_int (file, "PRAGMA foreign_keys"), ==, 1);
  salon_store_roll_back (file->store);
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &expected))
    {
      g_auto (GStrv) parts = g_strsplit (key, " ", 2);
      g_autoptr (JsonObject) shown = read_row (file->store, parts[0], parts[1]);

      g_assert_true ((shown == NULL) == (expected == NULL));
      g_assert_true (shown == NULL || json_object_equal (shown, expected));
      g_clear_pointer (&expected, json_object_unref);
    }
}

/* Added up or not, the figures are those of the rows. */
static void
check_figures (World *world, StoreFixture *file)
{
  g_autoptr (GError) error = NULL;

  salon_statistics_fold_check (file->store, &error);
  g_assert_no_error (error);
  if (pick (world, 3) > 0)
    return;
  salon_statistics_fold_settle (file->store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_int (file, "SELECT count (*) FROM statistics_stale"), ==, 0);
  salon_statistics_fold_check (file->store, &error);
  g_assert_no_error (error);
}

static void
take_step (World *world)
{
  StoreFixture *file = &world->files[pick (world, N_FILES)];

  switch (pick (world, 12))
    {
    case 0:
    case 1:
      pull_page (world, file->store);
      break;
    case 2:
    case 3:
      push_batch (world, file->store);
      break;
    case 4:
      step_undo (world, file->store);
      break;
    case 5:
      settle_one (world, file);
      break;
    case 6:
      if (pick (world, 8) == 0)
        store_fixture_reopen (file);
      break;
    default:
      change_something (world, file->store);
    }
  check_books (file);
  check_figures (world, file);
}

/* Every change is with the shared salon, or was shown to the owner, never both. */
static void
check_accounts (World *world, StoreFixture *file, gint64 sure_from)
{
  g_autoptr (SalonStatement) rows =
    salon_store_prepare (file->store, "SELECT seq, refused FROM history ORDER BY seq", NULL);
  gboolean found = FALSE;

  g_assert_true (salon_sqlite_step (rows, &found, NULL));
  while (found)
    {
      gint64 seq = sqlite3_column_int64 (rows, 0);

      if (seq > sure_from)
        g_assert_cmpint (shared_salon_has_applied (world->shared,
                                                   salon_store_get_device (file->store), seq),
                         !=, sqlite3_column_int (rows, 1));
      g_assert_true (salon_sqlite_step (rows, &found, NULL));
    }
}

static void
check_rest (World *world)
{
  g_autofree char *expected = NULL;

  for (int i = 0; i < N_FILES; i++)
    shared_salon_sync (world->shared, world->files[i].store);
  for (int i = 0; i < N_FILES; i++)
    shared_salon_pull_into (world->shared, world->files[i].store, 7);
  expected = shared_salon_dump (world->shared);
  for (int i = 0; i < N_FILES; i++)
    {
      StoreFixture *file = &world->files[i];
      g_autofree char *found = shared_salon_dump_store (file->store);
      g_autoptr (GError) error = NULL;

      g_assert_cmpstr (found, ==, expected);
      salon_store_check (file->store, &error);
      g_assert_no_error (error);
      g_assert_cmpint (read_int (file, "SELECT count (*) FROM outbox"), ==, 0);
      g_assert_cmpint (read_int (file, "SELECT count (*) FROM sync_base"), ==, 0);
      g_assert_cmpint (read_int (file, "SELECT count (*)\n"
                                       "FROM undo_stack JOIN history USING (seq)\n"
                                       "WHERE refused = 1"),
                       ==, 0);
      g_assert_cmpint (read_int (file, "SELECT count (*) FROM client_index"), ==,
                       read_int (file, "SELECT count (*) FROM clients"));
      check_accounts (world, file, world->sure_from[i]);
    }
}

/* One file has something already and uploads it, one joins, one that is full merges. */
static void
set_up_world (World *world, guint32 seed)
{
  static const SalonShareMode modes[] = { SALON_SHARE_UPLOAD, SALON_SHARE_JOIN, SALON_SHARE_MERGE };

  *world = (World) { .shared = shared_salon_new (), .random = g_rand_new_with_seed (seed) };
  world->next_id = 0x1000;
  for (int i = 0; i < N_FILES; i++)
    {
      StoreFixture *file = &world->files[i];
      g_autoptr (GError) error = NULL;

      store_fixture_set_up (file, NULL);
      for (int j = 0; modes[i] != SALON_SHARE_JOIN && j < 20; j++)
        change_something (world, file->store);
      world->sure_from[i] = read_int (file, "SELECT last_seq FROM salon_file");
      salon_store_share (file->store, modes[i], "postgresql://salon", FIXTURE_NOW, &error);
      g_assert_no_error (error);
      check_books (file);
      shared_salon_sync (world->shared, file->store);
      check_books (file);
    }
}

static void
tear_down_world (World *world)
{
  for (int i = 0; i < N_FILES; i++)
    store_fixture_tear_down (&world->files[i], NULL);
  shared_salon_free (world->shared);
  g_rand_free (world->random);
}

static void
test_random (void)
{
  int n_worlds = store_fixture_count (1, 60);

  for (int i = 0; i < n_worlds; i++)
    {
      guint32 seed = (guint32) g_test_rand_int ();
      World world;

      g_test_message ("seed %u", seed);
      set_up_world (&world, seed);
      for (int round = 0; round < N_ROUNDS; round++)
        {
          for (int step = 0; step < N_STEPS; step++)
            take_step (&world);
          if (round % 4 == 3)
            shared_salon_renew (world.shared);
          check_rest (&world);
        }
      tear_down_world (&world);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/store-random/all-copies-come-to-rest-equal-and-nothing-is-lost",
                   test_random);
  return g_test_run ();
}
