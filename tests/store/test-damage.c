/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Damaged files, two thousand of them in a long run: whatever happened to the bytes, the desk opens the
 * file or says that it is damaged; what is damaged is set aside byte by byte as it is; and every row that
 * plain SQLite can still read, what waits to be sent among them, is in the salon that is salvaged.
 *
 * That this can fail was tried: without the reading from the last row back, with the outbox left out,
 * with a log that is always believed, and with a file that is opened before it is set aside.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "readable-rows.h"
#include "store-fixture.h"
#include "store-workload.h"
#include "store/salon-backup.h"
#include "store/salon-reader.h"
#include "store/salon-salvage.h"
#include "store/salon-store-error.h"
#include "store/salon-store-private.h"
#include "till-fixture.h"

#define N_CHANGES 30
#define N_PAYMENTS 12
#define PAGE 4096
#define HEADER 100
#define LOG_HEADER 32

/* A salon as it lies on the disk: half of it in the file, half in the log. */
typedef struct
{
  GBytes *file;
  GBytes *log;
  GBytes *old_log;     /* of the same salon, from before its file was written */
  GBytes *foreign_log; /* of another salon */
  GBytes *empty_salon;
} Originals;

typedef struct
{
  const Originals *originals;
  GRand *random;
  GByteArray *file;
  GByteArray *log; /* NULL: gone */
} Damaged;

static gsize
choose (Damaged *damaged, gsize n)
{
  return n == 0 ? 0 : (gsize) g_rand_int_range (damaged->random, 0, (gint32) n);
}

/* ---------------------------------------------------------------------------- ways of damage --- */

static void
flip_bits (Damaged *damaged, GByteArray *bytes, gsize first, gsize n)
{
  gsize n_flips = 1 + choose (damaged, 20);

  for (gsize i = 0; i < n_flips && bytes->len > first; i++)
    bytes->data[first + choose (damaged, MIN (n, bytes->len - first))] ^=
      (guint8) (1 << choose (damaged, 8));
}

static void
flip_file (Damaged *damaged)
{
  flip_bits (damaged, damaged->file, 0, damaged->file->len);
}

static void
flip_header (Damaged *damaged)
{
  flip_bits (damaged, damaged->file, 0, HEADER);
}

static void
flip_log (Damaged *damaged)
{
  if (damaged->log != NULL)
    flip_bits (damaged, damaged->log, 0, damaged->log->len);
}

static void
cut_file (Damaged *damaged)
{
  g_byte_array_set_size (damaged->file, (guint) choose (damaged, damaged->file->len));
}

static void
cut_log (Damaged *damaged)
{
  if (damaged->log != NULL)
    g_byte_array_set_size (damaged->log, (guint) choose (damaged, damaged->log->len));
}

static guint8 *
choose_page (Damaged *damaged)
{
  return damaged->file->data + choose (damaged, damaged->file->len / PAGE) * PAGE;
}

static void
zero_pages (Damaged *damaged)
{
  gsize n = 1 + choose (damaged, 4);

  for (gsize i = 0; i < n && damaged->file->len >= PAGE; i++)
    memset (choose_page (damaged), 0, PAGE);
}

static void
scribble_on_page (Damaged *damaged)
{
  if (damaged->file->len < PAGE)
    return;
  guint8 *page = choose_page (damaged);

  for (gsize i = 0; i < PAGE; i++)
    page[i] = (guint8) choose (damaged, 256);
}

static void
swap_pages (Damaged *damaged)
{
  guint8 kept[PAGE];

  if (damaged->file->len < PAGE)
    return;
  guint8 *one = choose_page (damaged);
  guint8 *other = choose_page (damaged);
  memcpy (kept, one, PAGE);
  memmove (one, other, PAGE);
  memcpy (other, kept, PAGE);
}

/* Pages that lead back to themselves come of this. */
static void
repeat_pages (Damaged *damaged)
{
  gsize n = 1 + choose (damaged, 3);

  if (damaged->file->len < PAGE)
    return;
  guint8 *source = choose_page (damaged);
  for (gsize i = 0; i < n; i++)
    memmove (choose_page (damaged), source, PAGE);
}

static void
replace_log (Damaged *damaged, GBytes *log)
{
  g_clear_pointer (&damaged->log, g_byte_array_unref);
  damaged->log = g_byte_array_new ();
  g_byte_array_append (damaged->log, g_bytes_get_data (log, NULL), (guint) g_bytes_get_size (log));
}

static void
take_old_log (Damaged *damaged)
{
  replace_log (damaged, damaged->originals->old_log);
}

static void
take_foreign_log (Damaged *damaged)
{
  replace_log (damaged, damaged->originals->foreign_log);
}

static void
lose_log (Damaged *damaged)
{
  g_clear_pointer (&damaged->log, g_byte_array_unref);
}

static void
scribble_on_log_header (Damaged *damaged)
{
  if (damaged->log != NULL)
    flip_bits (damaged, damaged->log, 0, LOG_HEADER);
}

static const struct
{
  const char *name;
  void (*damage) (Damaged *damaged);
} ways[] = {
  { "bits of the file", flip_file },
  { "bits of its header", flip_header },
  { "its end is missing", cut_file },
  { "pages are empty", zero_pages },
  { "a page of something else", scribble_on_page },
  { "pages swapped", swap_pages },
  { "a page where others belong", repeat_pages },
  { "bits of the log", flip_log },
  { "bits of its header", scribble_on_log_header },
  { "the end of the log is missing", cut_log },
  { "an old log", take_old_log },
  { "the log of another salon", take_foreign_log },
  { "no log", lose_log },
};

/* --------------------------------------------------------------------------------- originals --- */

static GBytes *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static GBytes *
load_log (StoreFixture *salon)
{
  g_autofree char *log = g_strconcat (salon->path, "-wal", NULL);

  return load (log);
}

static void
save (const char *path, gconstpointer bytes, gsize length)
{
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

static void
work (StoreFixture *salon, GRand *random)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < N_CHANGES; i++)
    {
      g_autoptr (SalonChange) change = store_workload_step (salon->store, random, &error);

      g_assert_no_error (error);
    }
}

static void
originals_init (Originals *originals, StoreFixture *salon, GRand *random)
{
  StoreFixture other = { 0 };

  store_fixture_set_up (&other, NULL);
  work (&other, random);
  originals->foreign_log = load_log (&other);
  store_fixture_remove_file (&other);
  store_fixture_reopen (&other);
  store_fixture_close (&other);
  originals->empty_salon = load (other.path);
  store_fixture_tear_down (&other, NULL);

  till_fixture_book (salon);
  for (guint i = 1; i <= N_PAYMENTS; i++)
    till_fixture_pay (salon, i, "cash", "20.00", FIXTURE_NOW, 0);
  work (salon, random);
  originals->old_log = load_log (salon);
  g_assert_cmpint (sqlite3_exec (salon_store_get_database (salon->store),
                                 "PRAGMA wal_checkpoint (TRUNCATE)", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  work (salon, random);
  originals->file = load (salon->path);
  originals->log = load_log (salon);
}

static void
originals_clear (Originals *originals)
{
  g_bytes_unref (originals->file);
  g_bytes_unref (originals->log);
  g_bytes_unref (originals->old_log);
  g_bytes_unref (originals->foreign_log);
  g_bytes_unref (originals->empty_salon);
}

/* -------------------------------------------------------------------------------- one of them --- */

static void
damaged_init (Damaged *damaged, const Originals *originals, GRand *random)
{
  damaged->originals = originals;
  damaged->random = random;
  damaged->file = g_byte_array_new ();
  g_byte_array_append (damaged->file, g_bytes_get_data (originals->file, NULL),
                       (guint) g_bytes_get_size (originals->file));
  damaged->log = NULL;
  replace_log (damaged, originals->log);
}

static void
damaged_clear (Damaged *damaged)
{
  g_clear_pointer (&damaged->file, g_byte_array_unref);
  g_clear_pointer (&damaged->log, g_byte_array_unref);
}

static void
damaged_save (Damaged *damaged, const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  save (path, damaged->file->data, damaged->file->len);
  if (damaged->log != NULL)
    save (log, damaged->log->data, damaged->log->len);
}

static void
remove_salon (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

static void
assert_store_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_cmpstr (g_quark_to_string (error->domain), ==, g_quark_to_string (SALON_STORE_ERROR));
}

static void
read_a_screen (SalonReader *reader)
{
  const SalonDay day = salon_day_from_ymd (2026, 1, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bookings =
    salon_reader_list_bookings (reader, day, day + 7, SALON_BOOKINGS_ALL, &error);
  g_autoptr (GPtrArray) clients = NULL;

  if (bookings == NULL)
    assert_store_error (error);
  g_clear_error (&error);
  clients = salon_reader_search_clients (reader, "marie", 20, &error);
  if (clients == NULL)
    assert_store_error (error);
}

/* The desk opens it, reads and writes: it works, or what is said is why not. */
static void
use (Damaged *damaged, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) store = NULL;
  g_autoptr (SalonReader) reader = NULL;
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) applied = NULL;
  g_autoptr (JsonObject) row = fixture_client (0xabcdef, "Zoé");

  damaged_save (damaged, path);
  store = salon_store_open (path, &error);
  if (store == NULL)
    {
      assert_store_error (error);
      remove_salon (path);
      return;
    }
  reader = salon_reader_open (path, &error);
  if (reader != NULL)
    read_a_screen (reader);
  else
    assert_store_error (error);
  g_clear_error (&error);
  change = fixture_insert ("clients", row, "Zoé");
  applied = salon_store_apply (store, change, FIXTURE_NOW, &error);
  if (applied == NULL)
    assert_store_error (error);
  g_clear_object (&reader);
  g_clear_object (&store);
  remove_salon (path);
}

static void
assert_sound (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonStore) store = salon_store_open (path, &error);

  g_assert_no_error (error);
  salon_store_check (store, &error);
  g_assert_no_error (error);
}

static void
assert_holds (const char *path, GByteArray *expected)
{
  g_autoptr (GBytes) found = load (path);

  g_assert_cmpmem (g_bytes_get_data (found, NULL), g_bytes_get_size (found), expected->data,
                   expected->len);
}

static void
assert_kept_aside (Damaged *damaged, const char *aside)
{
  g_autofree char *log = g_strconcat (aside, "-wal", NULL);

  assert_holds (aside, damaged->file);
  if (damaged->log != NULL)
    assert_holds (log, damaged->log);
}

static gint64
collect (Damaged *damaged, gboolean with_log, const char *collected)
{
  g_autofree char *copy = g_strconcat (collected, ".damaged", NULL);
  g_autofree char *log = g_strconcat (copy, "-wal", NULL);
  GBytes *empty = damaged->originals->empty_salon;
  gint64 n;

  save (collected, g_bytes_get_data (empty, NULL), g_bytes_get_size (empty));
  damaged_save (damaged, copy);
  if (!with_log)
    g_unlink (log);
  n = readable_rows_collect (copy, collected);
  remove_salon (copy);
  return n;
}

/* With the log or, when that leaves holes and the file has more, without it: both halves of two readings
 * would bring back what was deleted in between. */
static void
assert_all_readable_is_there (Damaged *damaged,
                              const char *folder,
                              const char *salvaged,
                              const SalonSalvageReport *report)
{
  g_autofree char *with_log = g_build_filename (folder, "with-log.db", NULL);
  g_autofree char *without = g_build_filename (folder, "without-log.db", NULL);
  gint64 n_with = collect (damaged, TRUE, with_log);
  gint64 n_without = collect (damaged, FALSE, without);
  g_autofree char *missing = readable_rows_find_missing (with_log, salvaged);
  g_autofree char *missing_without = readable_rows_find_missing (without, salvaged);

  /* A log with which everything can be read is believed: what it has not may have been deleted. */
  g_assert_cmpint (report->n_rows, >=, n_with);
  if (report->has_holes)
    g_assert_cmpint (report->n_rows, >=, n_without);
  if (missing_without != NULL)
    g_assert_cmpstr (missing, ==, NULL);
  remove_salon (with_log);
  remove_salon (without);
}

static gboolean
rescue (Damaged *damaged, StoreFixture *salon)
{
  g_autofree char *path = g_build_filename (salon->folder, "damaged.db", NULL);
  g_autofree char *backups = g_build_filename (salon->folder, "backups", NULL);
  g_autofree char *aside = NULL;
  SalonSalvageReport report;
  g_autoptr (GError) error = NULL;
  gboolean is_saved;

  damaged_save (damaged, path);
  aside = salon_backup_set_aside (path, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  is_saved = salon_salvage_run (aside, path, &report, &error);
  if (is_saved)
    {
      assert_sound (path);
      assert_all_readable_is_there (damaged, salon->folder, path, &report);
    }
  else
    {
      assert_store_error (error);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  assert_kept_aside (damaged, aside);
  remove_salon (path);
  remove_salon (aside);
  g_assert_cmpint (g_rmdir (backups), ==, 0);
  return is_saved;
}

/* ---------------------------------------------------------------------------------- the tests --- */

static void
test_whatever_happens (StoreFixture *salon, gconstpointer unused)
{
  const guint32 seed = (guint32) g_test_rand_int_range (0, G_MAXINT32);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree char *used = g_build_filename (salon->folder, "used.db", NULL);
  int n_files = store_fixture_count (26, 2000), n_saved = 0;
  int n_tried_of[G_N_ELEMENTS (ways)] = { 0 }, n_saved_of[G_N_ELEMENTS (ways)] = { 0 };
  Originals originals;

  g_test_message ("seed %u", seed);
  originals_init (&originals, salon, random);
  for (int i = 0; i < n_files; i++)
    {
      gsize way = (gsize) i % G_N_ELEMENTS (ways);
      Damaged damaged;

      g_test_message ("%d: %s", i, ways[way].name);
      damaged_init (&damaged, &originals, random);
      ways[way].damage (&damaged);
      /* Sometimes it never rains but it pours. */
      if (i % 4 == 3)
        ways[choose (&damaged, G_N_ELEMENTS (ways))].damage (&damaged);
      use (&damaged, used);
      n_tried_of[way]++;
      if (rescue (&damaged, salon))
        {
          n_saved_of[way]++;
          n_saved++;
        }
      damaged_clear (&damaged);
    }
  for (gsize way = 0; way < G_N_ELEMENTS (ways); way++)
    g_test_message ("%s: %d of %d became a salon again", ways[way].name, n_saved_of[way],
                    n_tried_of[way]);
  g_test_message ("%d of %d became a salon again", n_saved, n_files);
  g_assert_cmpint (n_saved, >, n_files / 2);
  originals_clear (&originals);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/salon/damage/whatever-happens-what-is-readable-is-kept", StoreFixture, NULL,
              store_fixture_set_up, test_whatever_happens, store_fixture_tear_down);
  return g_test_run ();
}
