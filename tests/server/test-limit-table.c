/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/wait.h>
#include <unistd.h>

#include "server/salon-limit-table.h"

#define NOW G_GINT64_CONSTANT (1773129600000000)
#define SECOND G_GINT64_CONSTANT (1000000)
#define N_KNOCKS 100

static const SalonLimit limit = { "test", 10, 60 };
static const SalonLimit other_limit = { "other", 3, 60 };

static guint
knock (SalonLimitTable *table, const SalonLimit *of, const char *key, guint n, gint64 now)
{
  guint n_allowed = 0;

  for (guint i = 0; i < n; i++)
    n_allowed += salon_limit_table_take (table, of, key, now).is_allowed;
  return n_allowed;
}

static void
test_names (void)
{
  g_autoptr (SalonLimitTable) table = salon_limit_table_new ();

  g_assert_cmpuint (knock (table, &limit, "one", 20, NOW), ==, 10);
  g_assert_cmpuint (knock (table, &limit, "two", 20, NOW), ==, 10);
  g_assert_cmpuint (knock (table, &other_limit, "one", 20, NOW), ==, 3);
  g_assert_cmpuint (knock (table, &limit, "one", 20, NOW + 12 * SECOND), ==, 2);
}

typedef struct
{
  SalonLimitTable *table;
  const char *key;
  guint n_allowed;
} Thread;

static gpointer
run_thread (gpointer user_data)
{
  Thread *self = user_data;

  self->n_allowed = knock (self->table, &limit, self->key, N_KNOCKS, NOW);
  return NULL;
}

/* Eight at once, each time with a name that nobody has had. */
static void
test_threads (void)
{
  g_autoptr (SalonLimitTable) table = salon_limit_table_new ();

  for (guint round = 0; round < 20; round++)
    {
      g_autofree char *key = g_strdup_printf ("round %u", round);
      Thread threads[8];
      GThread *running[G_N_ELEMENTS (threads)];
      guint n_allowed = 0;

      for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
        {
          threads[i] = (Thread) { table, key, 0 };
          running[i] = g_thread_new ("knock", run_thread, &threads[i]);
        }
      for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
        {
          g_thread_join (running[i]);
          n_allowed += threads[i].n_allowed;
        }
      g_assert_cmpuint (n_allowed, ==, 10);
    }
}

/* Processes that parted after it was made; one of them dies, and nothing stays locked. */
static void
test_processes (void)
{
  g_autoptr (SalonLimitTable) table = salon_limit_table_new ();
  guint n_allowed = 0;

  for (guint i = 0; i < 4; i++)
    {
      pid_t pid = fork ();
      int status = 0;

      g_assert_cmpint (pid, >=, 0);
      if (pid == 0)
        _exit ((int) knock (table, &limit, "one", 4, NOW));
      g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
      g_assert_true (WIFEXITED (status));
      n_allowed += (guint) WEXITSTATUS (status);
    }
  g_assert_cmpuint (n_allowed, ==, 10);
  g_assert_cmpuint (knock (table, &limit, "one", 4, NOW), ==, 0);
}

/* Twice as many strangers as there is room for: who is known is counted as before, who finds no room
 * shares, and when buckets are full again there is room again. */
static void
test_many (void)
{
  g_autoptr (SalonLimitTable) table = salon_limit_table_new ();
  guint n_allowed = 0;

  g_assert_cmpuint (knock (table, &limit, "known", 3, NOW), ==, 3);
  for (guint i = 0; i < 2 * SALON_LIMIT_TABLE_BUCKETS; i++)
    {
      g_autofree char *key = g_strdup_printf ("stranger %u", i);

      n_allowed += salon_limit_table_take (table, &limit, key, NOW).is_allowed;
    }
  g_assert_cmpuint (n_allowed, <=, SALON_LIMIT_TABLE_BUCKETS + 10);
  g_assert_cmpuint (n_allowed, >, SALON_LIMIT_TABLE_BUCKETS * 9 / 10);
  g_assert_cmpuint (knock (table, &limit, "known", 20, NOW), ==, 7);
  g_assert_cmpuint (knock (table, &limit, "new", 20, NOW + 60 * SECOND), ==, 10);
}

/* Who was marked is known until then; when there is no room, nobody is taken for her. */
static void
test_marks (void)
{
  g_autoptr (SalonLimitTable) table = salon_limit_table_new ();

  salon_limit_table_mark (table, "mark", "one", 60, NOW);
  g_assert_true (salon_limit_table_is_marked (table, "mark", "one", NOW + 59 * SECOND));
  g_assert_false (salon_limit_table_is_marked (table, "mark", "one", NOW + 60 * SECOND));
  g_assert_false (salon_limit_table_is_marked (table, "mark", "two", NOW));
  g_assert_false (salon_limit_table_is_marked (table, "other", "one", NOW));
  for (guint i = 0; i < 2 * SALON_LIMIT_TABLE_BUCKETS; i++)
    {
      g_autofree char *key = g_strdup_printf ("stranger %u", i);

      salon_limit_table_mark (table, "mark", key, 60, NOW);
    }
  g_assert_true (salon_limit_table_is_marked (table, "mark", "one", NOW));
  g_assert_false (salon_limit_table_is_marked (table, "mark", "two", NOW));
  g_assert_cmpuint (knock (table, &limit, "three", 20, NOW), ==, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/limit-table/each-name-has-its-own", test_names);
  g_test_add_func ("/salon/limit-table/threads-share", test_threads);
  g_test_add_func ("/salon/limit-table/processes-share", test_processes);
  g_test_add_func ("/salon/limit-table/is-bounded", test_many);
  g_test_add_func ("/salon/limit-table/marks-are-nobody-elses", test_marks);

  return g_test_run ();
}
