/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `kill -9` at any moment: while a program opens the file for the first time, while it writes, while
 * it reads back the log of the one that was killed before it. Twenty kills on one file; two hundred
 * when SALON_LONG is set.
 *
 * That it can fail was tried: with the outbox, or the history, written after COMMIT the counts
 * differ after some kills. What `synchronous` is worth a kill cannot tell; test-power-loss does.
 */
#include <signal.h>
#include <string.h>

#include "store-fixture.h"
#include "store-workload.h"

/* The longest time between the last line that is waited for and the kill. */
#define LONGEST_PAUSE_US 20000

typedef struct
{
  StoreFixture file;
  GRand *random;
  gint64 last_reported;
  guint n_lines;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  guint32 seed = (guint32) g_test_rand_int ();

  g_test_message ("seed %u", seed);
  fixture->random = g_rand_new_with_seed (seed);
  store_fixture_set_up (&fixture->file, NULL);
  /* The first writer makes the file. */
  store_fixture_remove_file (&fixture->file);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  store_fixture_tear_down (&fixture->file, NULL);
  g_rand_free (fixture->random);
}

static GSubprocess *
start_writer (Fixture *fixture)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "store", "crash-writer", NULL);
  g_autofree char *seed = g_strdup_printf ("%u", g_rand_int (fixture->random));
  g_autoptr (GError) error = NULL;
  GSubprocess *writer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                          fixture->file.path, seed, NULL);

  g_assert_no_error (error);
  return writer;
}

static char *
read_line (GDataInputStream *lines)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  return line;
}

static void
add_line (Fixture *fixture, GPtrArray *reported, char *line)
{
  fixture->last_reported = g_ascii_strtoll (line, NULL, 10);
  fixture->n_lines++;
  g_ptr_array_add (reported, line);
}

/* Every line that the writer got out, in order. */
static GPtrArray *
run_and_kill (Fixture *fixture)
{
  g_autoptr (GSubprocess) writer = start_writer (fixture);
  g_autoptr (GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));
  GPtrArray *reported = g_ptr_array_new_with_free_func (g_free);
  int n_awaited = g_rand_int_range (fixture->random, 0, 30);
  char *line;

  for (int i = 0; i < n_awaited; i++)
    {
      line = read_line (lines);
      g_assert_nonnull (line);
      add_line (fixture, reported, line);
    }
  g_usleep ((gulong) g_rand_int_range (fixture->random, 0, LONGEST_PAUSE_US));
  g_subprocess_send_signal (writer, SIGKILL);
  while ((line = read_line (lines)) != NULL)
    add_line (fixture, reported, line);
  g_assert_true (g_subprocess_wait (writer, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (writer));
  g_assert_cmpint (g_subprocess_get_term_sig (writer), ==, SIGKILL);
  return reported;
}

static void
assert_is_kept (Fixture *fixture, const char *line)
{
  const char *checksum = strchr (line, ' ') + 1;
  g_autofree char *found =
    store_workload_dup_checksum (fixture->file.store, g_ascii_strtoll (line, NULL, 10));

  g_assert_cmpstr (found, ==, checksum);
}

static void
test_kill (Fixture *fixture, gconstpointer unused)
{
  int n_kills = store_fixture_count (20, 200);

  for (int i = 0; i < n_kills; i++)
    {
      g_autoptr (GPtrArray) reported = run_and_kill (fixture);
      gint64 last;

      store_fixture_reopen (&fixture->file);
      last = store_workload_check (fixture->file.store);
      /* One more may be safe that the writer could not tell of any more. */
      g_assert_cmpint (last, >=, fixture->last_reported);
      g_assert_cmpint (last, <=, fixture->last_reported + 1);
      for (guint j = 0; j < reported->len; j++)
        assert_is_kept (fixture, g_ptr_array_index (reported, j));
      fixture->last_reported = last;
      store_fixture_close (&fixture->file);
    }
  g_test_message ("%d kills, %u changes reported, %" G_GINT64_FORMAT " kept", n_kills,
                  fixture->n_lines, fixture->last_reported);
  g_assert_cmpuint (fixture->n_lines, >, (guint) n_kills);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/salon/crash/reported-change-survives-kill", Fixture, NULL, set_up, test_kill,
              tear_down);
  return g_test_run ();
}
