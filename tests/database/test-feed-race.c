/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many writers whose transactions end in any order, and readers who come and go: does any reader ever
 * miss a row?
 *
 * Every writer has keys of its own in salon_settings, and writes, writes again, deletes and rolls back;
 * between the last write of a transaction and its end lies a random pause, so that transactions commit
 * in another order than they wrote. A reader follows the feed from the beginning with pages of any
 * size, now and then over a new connection, and keeps what it was given. In the end its copy must be
 * what the writers committed, and what the table holds.
 *
 * Two more readers ask for a plain "seq > last", as one would without a fence. The check has to find
 * that they missed something, or it proves nothing.
 */
#include "database/salon-feed-query.h"
#include "shared-salon.h"

#define N_WRITERS 50
#define N_READERS 20
#define N_PLAIN_READERS 2
#define KEYS_OF_A_WRITER 400
#define MAX_PAGE_ROWS 200
#define MAX_PAUSE_MS 8

static PostgresFixture *server;

typedef struct
{
  SharedSalon *salon;
  guint n_writes;  /* for each writer */
  gint n_finished; /* writers, atomic */
} Race;

/* Copies are tables of texts, key → value. */
static GHashTable *
copy_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

typedef struct
{
  Race *race;
  int number;
  guint32 seed;
  guint n_committed;
  GHashTable *copy;
} Racer;

/* Adds the writes of one transaction to @script, and what they do to the copy to @after. */
static void
write_some (Racer *self, GRand *random, guint n, GString *script, GHashTable *after)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key =
        g_strdup_printf ("w%d.%d", self->number, g_rand_int_range (random, 0, KEYS_OF_A_WRITER));
      gpointer value = NULL;
      gboolean is_there = g_hash_table_lookup_extended (after, key, NULL, &value)
                            ? value != NULL
                            : g_hash_table_contains (self->copy, key);

      if (is_there && g_rand_int_range (random, 0, 8) == 0)
        {
          g_string_append_printf (script, "DELETE FROM public.salon_settings WHERE key = '%s';",
                                  key);
          g_hash_table_insert (after, g_steal_pointer (&key), NULL);
        }
      else
        {
          char *number = g_strdup_printf ("%u", g_rand_int (random) >> 1);

          g_string_append_printf (script,
                                  "INSERT INTO public.salon_settings VALUES ('%s', '%s') "
                                  "ON CONFLICT (key) DO UPDATE SET value = excluded.value;",
                                  key, number);
          g_hash_table_insert (after, g_steal_pointer (&key), number);
        }
    }
}

static void
take_over (GHashTable *copy, GHashTable *after)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (value != NULL)
      g_hash_table_insert (copy, g_strdup (key), g_strdup (value));
    else
      g_hash_table_remove (copy, key);
}

static gpointer
write_all (gpointer user_data)
{
  Racer *self = user_data;
  g_autoptr (SalonConnection) connection =
    postgres_fixture_connect (server, self->race->salon->database, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (self->seed);

  while (self->n_committed < self->race->n_writes)
    {
      g_autoptr (GString) script = g_string_new ("BEGIN;");
      g_autoptr (GHashTable) after = copy_new ();
      guint n = (guint) g_rand_int_range (random, 1, 5);
      gboolean commits = g_rand_int_range (random, 0, 10) > 0;

      write_some (self, random, n, script, after);
      g_string_append_printf (script, "SELECT pg_sleep (0.001 * %d);%s",
                              g_rand_int_range (random, 0, MAX_PAUSE_MS + 1),
                              commits ? "COMMIT" : "ROLLBACK");
      fixture_execute (connection, script->str);
      if (commits)
        {
          take_over (self->copy, after);
          self->n_committed += n;
        }
    }
  g_atomic_int_inc (&self->race->n_finished);
  return NULL;
}

static void
take_page (Racer *self, SalonFeedPage *page)
{
  for (gsize i = 0; i < salon_feed_page_get_n_rows (page); i++)
    {
      const SalonFeedRow *row = salon_feed_page_get_row (page, i);

      if (!g_str_equal (row->table->name, "salon_settings"))
        continue;
      if (row->deleted)
        g_hash_table_remove (self->copy, row->id);
      else
        g_hash_table_insert (self->copy, g_strdup (row->id),
                             g_strdup_printf ("%" G_GINT64_FORMAT,
                                              json_object_get_int_member (row->row, "value")));
    }
}

static SalonConnection *
connect_listening (Race *race)
{
  SalonConnection *connection = postgres_fixture_connect (server, race->salon->database, NULL);

  fixture_execute (connection, "LISTEN salon");
  return connection;
}

static gboolean
all_have_finished (Race *race)
{
  return g_atomic_int_get (&race->n_finished) == N_WRITERS;
}

static void
wait_for_news (SalonConnection *connection)
{
  g_autoptr (GError) error = NULL;

  salon_connection_wait (connection, NULL, 20, &error);
  g_assert_no_error (error);
}

static gpointer
read_feed (gpointer user_data)
{
  Racer *self = user_data;
  g_autoptr (SalonConnection) connection = connect_listening (self->race);
  g_autoptr (GRand) random = g_rand_new_with_seed (self->seed);
  g_autofree char *generation =
    fixture_read_text (connection, "SELECT generation FROM salon.database");
  SalonCursor cursor = { "", 0, 0 };
  gboolean is_over = FALSE;

  g_strlcpy (cursor.generation, generation, sizeof cursor.generation);
  while (!is_over)
    {
      g_autoptr (GError) error = NULL;
      gboolean was_finished = all_have_finished (self->race);
      g_autoptr (SalonFeedPage) page = NULL;

      if (g_rand_int_range (random, 0, 10) == 0)
        {
          g_clear_pointer (&connection, salon_connection_free);
          connection = connect_listening (self->race);
        }
      page =
        salon_feed_query_page (connection, &cursor,
                               (guint) g_rand_int_range (random, 1, MAX_PAGE_ROWS), NULL, &error);
      g_assert_no_error (error);
      g_assert_true (salon_feed_page_follows (page, &cursor));
      take_page (self, page);
      cursor = *salon_feed_page_get_end (page);
      is_over = was_finished && salon_feed_page_get_n_rows (page) == 0;
      if (!is_over && !salon_feed_page_has_more (page))
        wait_for_news (connection);
    }
  return NULL;
}

/* Planted: no fence. */
static gpointer
read_plainly (gpointer user_data)
{
  Racer *self = user_data;
  g_autoptr (SalonConnection) connection = connect_listening (self->race);
  g_autofree char *last = g_strdup ("0");
  gboolean is_over = FALSE;

  while (!is_over)
    {
      g_autoptr (GError) error = NULL;
      gboolean was_finished = all_have_finished (self->race);
      g_autoptr (PGresult) rows = salon_connection_query (
        connection,
        "SELECT r.seq, r.id, s.value FROM salon.sync_rows AS r "
        "LEFT JOIN public.salon_settings AS s ON s.key = r.id "
        "WHERE r.entity = 'salon_settings' AND r.seq > $1::bigint ORDER BY r.seq",
        1, (const char *[]) { last }, NULL, &error);

      g_assert_no_error (error);
      for (int i = 0; i < PQntuples (rows); i++)
        {
          if (PQgetisnull (rows, i, 2))
            g_hash_table_remove (self->copy, PQgetvalue (rows, i, 1));
          else
            g_hash_table_insert (self->copy, g_strdup (PQgetvalue (rows, i, 1)),
                                 g_strdup (PQgetvalue (rows, i, 2)));
          g_free (last);
          last = g_strdup (PQgetvalue (rows, i, 0));
        }
      is_over = was_finished && PQntuples (rows) == 0;
      if (!is_over)
        wait_for_news (connection);
    }
  return NULL;
}

/* How many rows are not in both, or not the same in both. */
static guint
count_differences (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key, value;
  guint n = 0;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &value))
    n += g_strcmp0 (value, g_hash_table_lookup (b, key)) != 0;
  g_hash_table_iter_init (&iter, b);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += !g_hash_table_contains (a, key);
  return n;
}

static GHashTable *
read_table (SharedSalon *salon)
{
  GHashTable *copy = copy_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) rows =
    salon_connection_query (salon->owner, "SELECT key, value FROM public.salon_settings", 0, NULL,
                            NULL, &error);

  g_assert_no_error (error);
  for (int i = 0; i < PQntuples (rows); i++)
    g_hash_table_insert (copy, g_strdup (PQgetvalue (rows, i, 0)),
                         g_strdup (PQgetvalue (rows, i, 1)));
  return copy;
}

static void
test_race (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  guint n_changes = g_getenv ("SALON_LONG") != NULL ? 100000 : 5000;
  Race race = { salon, n_changes / N_WRITERS, 0 };
  Racer racers[N_WRITERS + N_READERS + N_PLAIN_READERS];
  GThread *threads[G_N_ELEMENTS (racers)];
  g_autoptr (GHashTable) committed = copy_new ();
  g_autoptr (GHashTable) table = NULL;
  guint n_written = 0, n_missed_plainly = 0;

  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    {
      racers[i] = (Racer) { &race, (int) i, g_test_rand_int (), 0, copy_new () };
      threads[i] = g_thread_new ("racer",
                                 i < N_WRITERS               ? write_all
                                 : i < N_WRITERS + N_READERS ? read_feed
                                                             : read_plainly,
                                 &racers[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    g_thread_join (threads[i]);

  for (guint i = 0; i < N_WRITERS; i++)
    {
      take_over (committed, racers[i].copy);
      n_written += racers[i].n_committed;
    }
  table = read_table (salon);
  g_assert_cmpint (count_differences (committed, table), ==, 0);
  for (guint i = N_WRITERS; i < N_WRITERS + N_READERS; i++)
    g_assert_cmpint (count_differences (committed, racers[i].copy), ==, 0);
  for (guint i = N_WRITERS + N_READERS; i < G_N_ELEMENTS (racers); i++)
    n_missed_plainly += count_differences (committed, racers[i].copy);
  g_test_message ("%u changes in %u rows, %d readers: 0 missed; %u by %d readers without the fence",
                  n_written, g_hash_table_size (committed), N_READERS, n_missed_plainly,
                  N_PLAIN_READERS);
  g_assert_cmpint (n_missed_plainly, >, 0);

  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    g_hash_table_unref (racers[i].copy);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  server = postgres_fixture_new ();

  g_test_add_func ("/salon/feed-race/nobody-misses-a-row-and-without-the-fence-somebody-does",
                   test_race);
  result = g_test_run ();

  postgres_fixture_free (server);
  return result;
}
