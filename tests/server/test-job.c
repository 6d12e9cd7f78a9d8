/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/salon-job.h"

#include "quiet-server.h"

typedef struct
{
  int n_runs;
  gboolean fails;
  guint again_seconds;
  gboolean adds_itself;
} Diary;

static PostgresFixture *postgres;
static Diary diary;

static gboolean
do_it (SalonServerContext *context, const char *key, guint *again_seconds, GError **error)
{
  diary.n_runs++;
  g_assert_cmpstr (key, ==, "a key");
  *again_seconds = diary.again_seconds;
  if (diary.adds_itself)
    g_assert_true (salon_job_add (context, "test", "a key", 0, NULL));
  if (diary.fails)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "it did not work");
  return !diary.fails;
}

static const SalonJobKind kinds[] = { { "test", do_it } };

static gboolean
run_next (QuietServer *server)
{
  g_autoptr (GError) error = NULL;
  gboolean has_run = FALSE;

  salon_job_run_next (server->context, kinds, G_N_ELEMENTS (kinds), &has_run, &error);
  g_assert_no_error (error);
  return has_run;
}

static void
add (QuietServer *server, const char *kind, guint delay_seconds)
{
  g_autoptr (GError) error = NULL;

  salon_job_add (server->context, kind, "a key", delay_seconds, &error);
  g_assert_no_error (error);
}

static gint64
count (QuietServer *server, const char *condition)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM salon.jobs WHERE %s", condition);

  return fixture_read_int (server->owner, sql);
}

static QuietServer *
begin (void)
{
  diary = (Diary) { 0 };
  return quiet_server_new (postgres, NULL);
}

static void
test_once (void)
{
  g_autoptr (QuietServer) server = begin ();

  g_assert_false (run_next (server));
  add (server, "test", 0);
  add (server, "test", 0);
  g_assert_true (run_next (server));
  g_assert_false (run_next (server));
  g_assert_cmpint (diary.n_runs, ==, 1);
  g_assert_cmpint (count (server, "TRUE"), ==, 0);
}

static void
test_later (void)
{
  g_autoptr (QuietServer) server = begin ();

  add (server, "test", 3600);
  g_assert_false (run_next (server));
  /* Asked for at once, it does not wait for the later time. */
  add (server, "test", 0);
  g_assert_true (run_next (server));
}

static void
test_unknown_kind (void)
{
  g_autoptr (QuietServer) server = begin ();

  add (server, "another program's", 0);
  g_assert_false (run_next (server));
  g_assert_cmpint (count (server, "lease IS NULL"), ==, 1);
}

static void
test_again_meanwhile (void)
{
  g_autoptr (QuietServer) server = begin ();

  add (server, "test", 0);
  diary.adds_itself = TRUE;
  g_assert_true (run_next (server));
  diary.adds_itself = FALSE;
  g_assert_true (run_next (server));
  g_assert_false (run_next (server));
  g_assert_cmpint (diary.n_runs, ==, 2);
}

static void
test_waits (void)
{
  g_autoptr (QuietServer) server = begin ();

  add (server, "test", 0);
  diary.again_seconds = 600;
  g_assert_true (run_next (server));
  g_assert_false (run_next (server));
  g_assert_cmpint (count (server, "run_at > now () + interval '9 minutes' AND lease IS NULL"), ==,
                   1);
}

static void
test_fails (void)
{
  g_autoptr (QuietServer) server = begin ();

  add (server, "test", 0);
  diary.fails = TRUE;
  for (int i = 1; i <= 3; i++)
    {
      g_assert_true (run_next (server));
      g_assert_false (run_next (server));
      g_assert_cmpint (count (server, "last_error = 'it did not work' AND run_at > now ()"), ==, 1);
      fixture_execute (server->owner, "UPDATE salon.jobs SET run_at = now ()");
    }
  g_assert_cmpint (count (server, "attempts = 3"), ==, 1);
  diary.fails = FALSE;
  g_assert_true (run_next (server));
  g_assert_cmpint (count (server, "TRUE"), ==, 0);
}

/* Somebody else has it; when she does not come back, it is anybody's. */
static void
test_lease (void)
{
  g_autoptr (QuietServer) server = begin ();

  add (server, "test", 0);
  fixture_execute (server->owner, "UPDATE salon.jobs SET lease = gen_random_uuid (),"
                                  " lease_until = now () + interval '1 minute'");
  g_assert_false (run_next (server));
  fixture_execute (server->owner,
                   "UPDATE salon.jobs SET lease_until = now () - interval '1 second'");
  g_assert_true (run_next (server));
  g_assert_cmpint (diary.n_runs, ==, 1);
}

/* A job that is added in a transaction that fails was never there. */
static void
test_rolled_back (void)
{
  g_autoptr (QuietServer) server = begin ();
  SalonConnection *connection = salon_server_context_get_database (server->context, NULL);

  fixture_execute (connection, "BEGIN");
  add (server, "test", 0);
  fixture_execute (connection, "ROLLBACK");
  g_assert_false (run_next (server));
}

static void
test_delay (void)
{
  g_assert_cmpuint (salon_job_get_delay (0), ==, 5);
  g_assert_cmpuint (salon_job_get_delay (1), ==, 5);
  g_assert_cmpuint (salon_job_get_delay (2), ==, 10);
  g_assert_cmpuint (salon_job_get_delay (5), ==, 80);
  g_assert_cmpuint (salon_job_get_delay (1000000), ==, 3600);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  postgres = postgres_fixture_new ();
  g_test_add_func ("/salon/job/is-run-once", test_once);
  g_test_add_func ("/salon/job/waits-for-its-time", test_later);
  g_test_add_func ("/salon/job/of-another-kind-is-left-alone", test_unknown_kind);
  g_test_add_func ("/salon/job/wanted-meanwhile-is-run-once-more", test_again_meanwhile);
  g_test_add_func ("/salon/job/that-is-not-over-comes-again", test_waits);
  g_test_add_func ("/salon/job/that-fails-comes-again-later-and-later", test_fails);
  g_test_add_func ("/salon/job/of-a-worker-that-died-is-taken", test_lease);
  g_test_add_func ("/salon/job/is-part-of-its-transaction", test_rolled_back);
  g_test_add_func ("/salon/job/delays-grow-to-an-hour", test_delay);
  result = g_test_run ();
  postgres_fixture_free (postgres);
  return result;
}
