/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/salon-archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/salon-exchange-error.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->folder = g_dir_make_tmp ("salon-archive-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "salon.zip", NULL);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_unlink (self->path);
  /* Nothing else was left there. */
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->path);
}

/* Reads it as another program does: "name=content" of each entry. */
static char *
list_entries (Fixture *self)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry = NULL;
  GString *text = g_string_new (NULL);

  archive_read_support_format_zip (archive);
  g_assert_cmpint (archive_read_open_filename (archive, self->path, 4096), ==, ARCHIVE_OK);
  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      char content[64] = "";
      la_ssize_t n = archive_read_data (archive, content, sizeof content - 1);

      g_assert_cmpint (n, >=, 0);
      g_string_append_printf (text, "%s=%s|", archive_entry_pathname (entry), content);
    }
  archive_read_free (archive);
  return g_string_free_and_steal (text);
}

static void
test_whole (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonArchive) archive = salon_archive_new (fixture->path, 1773307800, &error);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("bonjour", 7);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autofree char *other = g_build_filename (fixture->folder, "other", NULL);
  g_autofree char *entries = NULL;
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (other, "un fichier", -1, NULL));
  g_assert_true (salon_archive_add (archive, "a.txt", bytes, &error));
  g_assert_true (salon_archive_add (archive, "tables/vide.csv", nothing, &error));
  g_assert_true (salon_archive_add_file (archive, "b.txt", other, NULL, &error));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (salon_archive_finish (archive, &error));
  g_assert_cmpint (g_unlink (other), ==, 0);
  entries = list_entries (fixture);
  g_assert_cmpstr (entries, ==, "a.txt=bonjour|tables/vide.csv=|b.txt=un fichier|");
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0077, ==, 0);
}

static void
test_given_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("bonjour", 7);
  SalonArchive *archive = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "what was there", -1, NULL));
  archive = salon_archive_new (fixture->path, 0, NULL);
  g_assert_true (salon_archive_add (archive, "a.txt", bytes, NULL));
  salon_archive_free (archive);
  {
    g_autofree char *kept = NULL;

    g_assert_true (g_file_get_contents (fixture->path, &kept, NULL, NULL));
    g_assert_cmpstr (kept, ==, "what was there");
  }
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SalonArchive) archive = salon_archive_new (fixture->path, 0, NULL);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (salon_archive_add_file (archive, "b.txt", "/etc/passwd", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_no_folder (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "gone", "salon.zip", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (salon_archive_new (path, 0, &error));
  g_assert_error (error, SALON_EXCHANGE_ERROR, SALON_EXCHANGE_ERROR_WRITE);
}

static void
test_full_disk (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *part = g_strconcat (fixture->path, ".part", NULL);
  g_autoptr (GBytes) bytes = NULL;
  SalonArchive *archive = NULL;
  gboolean done;

  if (symlink ("/dev/full", part) != 0)
    {
      g_test_skip ("no link can be made here");
      return;
    }
  bytes = g_bytes_new_take (g_malloc0 (1 << 20), 1 << 20);
  archive = salon_archive_new (fixture->path, 0, &error);
  g_assert_no_error (error);
  done = salon_archive_add (archive, "a", bytes, &error) && salon_archive_finish (archive, &error);
  g_assert_false (done);
  g_assert_error (error, SALON_EXCHANGE_ERROR, SALON_EXCHANGE_ERROR_WRITE);
  salon_archive_free (archive);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
#define ADD(path, function)                                                                        \
  g_test_add ("/salon/archive/" path, Fixture, NULL, set_up, function, tear_down)

  g_test_init (&argc, &argv, NULL);
  ADD ("a-whole-one-is-read-by-others", test_whole);
  ADD ("one-given-up-leaves-what-was-there", test_given_up);
  ADD ("called-off-between-two-pieces", test_cancelled);
  ADD ("a-folder-that-is-gone", test_no_folder);
  ADD ("a-full-disk-leaves-nothing", test_full_disk);
  return g_test_run ();
}
