/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The promises of the shared salon (src/sync/README.md), each while the thing happens that would break
 * it. Small here; as large as a bad month when SALON_LONG is set. SALON_SEED repeats a run's chance.
 */
#include "store-fixture.h"
#include "sync/salon-postgres-remote.h"
#include "sync/salon-sync-error.h"
#include "torture-salon.h"

static gboolean
is_long (void)
{
  return g_getenv ("SALON_LONG") != NULL;
}

static void
start_desks (TortureSalon *salon, guint n_devices, int n_days, int burst)
{
  for (guint i = 0; i < n_devices; i++)
    {
      TortureDevice *device = torture_salon_add_device (salon);

      device->n_days = n_days;
      device->burst = burst;
      torture_device_start (device);
    }
}

static void
work_all (TortureSalon *salon, int n_changes)
{
  for (guint i = 0; i < salon->devices->len; i++)
    torture_device_work (salon->devices->pdata[i], n_changes);
}

/* Of those that reached the server. The plan asks for more than a fifth: a connection that ends before
 * its byte has come was not cut. */
static void
assert_a_fifth_was_cut (TortureSalon *salon)
{
  FaultCount count = fault_proxy_get_count (salon->proxy);

  g_assert_cmpuint (5 * (count.n_cut_requests + count.n_cut_replies), >=, count.n_connections);
  g_assert_cmpuint (count.n_cut_requests, >, 0);
  g_assert_cmpuint (count.n_cut_replies, >, 0);
}

/* Wherever it breaks on the way in, it is the network's fault: the owner cannot do anything about it,
 * and the desk tries again by itself. */
static void
test_cut_at_the_door (TortureSalon *salon, gconstpointer postgres)
{
  g_autofree char *uri = g_strdup_printf ("postgresql://" TORTURE_DESK_ROLE "@127.0.0.1:%d/%s",
                                          fault_proxy_get_port (salon->proxy), salon->database);
  g_autoptr (SalonConnectionSettings) settings = salon_connection_settings_from_uri (uri, NULL);
  guint n_failures = 0;

  for (gsize offset = 0; offset < 600; offset += (gsize) store_fixture_count (3, 1))
    {
      g_autoptr (SalonConnection) connection = NULL;
      g_autoptr (GError) error = NULL;

      fault_proxy_set_plan (salon->proxy, &(FaultPlan) { .cuts = 1, .least_offset = offset });
      connection = salon_connection_open (settings, NULL, &error);
      if (connection != NULL)
        continue;
      n_failures++;
      error = salon_postgres_remote_translate (g_steal_pointer (&error));
      if (salon_sync_error_needs_owner (error))
        g_error ("cut after %zu bytes, it asks the owner: %s", offset, error->message);
    }
  g_test_message ("%u connections were cut", n_failures);
  g_assert_cmpuint (n_failures, >, 50);
}

static gboolean
are_all_done (gpointer data)
{
  TortureSalon *salon = data;

  for (guint i = 0; i < salon->devices->len; i++)
    if (!torture_device_is_done (salon->devices->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
test_cut_connections (TortureSalon *salon, gconstpointer postgres)
{
  fault_proxy_set_plan (salon->proxy, &(FaultPlan) {
                                        .cuts = 0.8,
                                        .largest_offset = 5000,
                                        .longest_delay_ms = 2,
                                      });
  start_desks (salon, 5, store_fixture_count (12, 250), 5);
  work_all (salon, store_fixture_count (60, 2000));
  torture_salon_await (salon, are_all_done, salon);
  assert_a_fifth_was_cut (salon);
  torture_salon_assert_is_well (salon);
}

typedef struct
{
  TortureSalon *salon;
  guint n_told;
} Progress;

static guint
count_told (TortureSalon *salon)
{
  guint n_told = 0;

  for (guint i = 0; i < salon->devices->len; i++)
    n_told += torture_device_count_told (salon->devices->pdata[i]);
  return n_told;
}

static gboolean
have_told (gpointer data)
{
  Progress *progress = data;

  return count_told (progress->salon) >= progress->n_told || are_all_done (progress->salon);
}

/* Until the desks have told of @n_changes more. */
static void
await_changes (TortureSalon *salon, guint n_changes)
{
  Progress progress = { .salon = salon, .n_told = count_told (salon) + n_changes };

  torture_salon_await (salon, have_told, &progress);
}

/* Every few seconds: often enough that many requests are under way when it happens. */
static void
test_restarts (TortureSalon *salon, gconstpointer postgres)
{
  gint64 end = g_get_monotonic_time () + store_fixture_count (5, 120) * G_USEC_PER_SEC;
  int n_restarts = 0;

  start_desks (salon, 3, store_fixture_count (12, 250), 0);
  while (n_restarts < 3 || g_get_monotonic_time () < end)
    {
      work_all (salon, store_fixture_count (15, 100));
      await_changes (salon, (guint) g_rand_int_range (salon->random, 5, 40));
      torture_salon_pass (salon, g_rand_int_range (salon->random, 0, is_long () ? 3000 : 300));
      postgres_fixture_restart (salon->postgres);
      n_restarts++;
    }
  g_test_message ("%d restarts", n_restarts);
  torture_salon_assert_is_well (salon);
}

/* Idle, and with changes on their way: in both cases nobody hears that the connection is dead. */
static void
test_half_open (TortureSalon *salon, gconstpointer postgres)
{
  TortureDevice *device = torture_salon_add_device (salon);
  gint64 longest = 0;

  device->patient = is_long ();
  torture_device_start (device);
  for (int i = 0; i < store_fixture_count (2, 6); i++)
    {
      gint64 since;

      torture_salon_await (salon, torture_device_is_up_to_date, device);
      if (i % 2 == 1)
        torture_device_work (device, 20);
      since = g_get_monotonic_time ();
      fault_proxy_set_silent (salon->proxy, TRUE);
      torture_salon_await (salon, torture_device_is_offline, device);
      longest = MAX (longest, g_get_monotonic_time () - since);
      fault_proxy_set_silent (salon->proxy, FALSE);
    }
  g_test_message ("noticed after %.1f s at the latest", (double) longest / G_USEC_PER_SEC);
  g_assert_cmpint (longest, <, (is_long () ? 30 : 6) * G_USEC_PER_SEC);
  torture_salon_assert_is_well (salon);
}

static void
test_kills (TortureSalon *salon, gconstpointer postgres)
{
  int n_kills = store_fixture_count (12, 200);
  TortureDevice *device = NULL;

  start_desks (salon, 2, store_fixture_count (12, 250), 0);
  device = salon->devices->pdata[1];
  fault_proxy_set_plan (salon->proxy, &(FaultPlan) { .longest_delay_ms = 3 });
  for (int i = 0; i < n_kills; i++)
    {
      torture_salon_await (salon, torture_device_is_up_to_date, device);
      work_all (salon, 15);
      await_changes (salon, (guint) g_rand_int_range (salon->random, 1, 20));
      torture_salon_pass (salon, g_rand_int_range (salon->random, 0, 30));
      torture_device_kill (device);
      torture_device_start (device);
    }
  g_test_message ("%d kills, %u changes", n_kills, torture_device_count_told (device));
  torture_salon_assert_is_well (salon);
}

typedef struct
{
  TortureSalon *salon;
  guint64 n_bytes;
} Passage;

static gboolean
have_passed (gpointer data)
{
  Passage *passage = data;

  return fault_proxy_get_count (passage->salon->proxy).n_bytes >= passage->n_bytes;
}

/* So many that reading them takes several batches. */
static void
fill_server (TortureSalon *salon, int n_clients)
{
  g_autoptr (SalonConnection) connection = torture_salon_connect (salon);
  g_autofree char *script = g_strdup_printf ("INSERT INTO public.clients (id, name)\n"
                                             "SELECT gen_random_uuid (), 'Marie ' || n\n"
                                             "FROM generate_series (1, %d) AS n",
                                             n_clients);

  fixture_execute (connection, script);
}

static void
test_killed_first_sync (TortureSalon *salon, gconstpointer postgres)
{
  int n_kills = store_fixture_count (5, 60);
  int n_clients = store_fixture_count (2500, 30000);
  TortureDevice *device = NULL;

  start_desks (salon, 1, 12, 0);
  torture_salon_await (salon, torture_salon_is_at_rest, salon);
  fill_server (salon, n_clients);
  torture_salon_await (salon, torture_salon_is_at_rest, salon);
  device = torture_salon_add_device (salon);
  fault_proxy_set_plan (salon->proxy, &(FaultPlan) { .longest_delay_ms = 10 });
  for (int i = 0; i < n_kills; i++)
    {
      /* A client takes more than a hundred bytes: it is never through. */
      Passage passage = {
        .salon = salon,
        .n_bytes = fault_proxy_get_count (salon->proxy).n_bytes
                   + (guint64) g_rand_int_range (salon->random, 500, 60 * n_clients),
      };

      torture_device_start (device);
      torture_salon_await (salon, have_passed, &passage);
      torture_device_kill (device);
    }
  torture_device_start (device);
  torture_salon_assert_is_well (salon);
}

static void
add (PostgresFixture *postgres,
     const char *path,
     void (*test) (TortureSalon *salon, gconstpointer postgres))
{
  g_test_add (path, TortureSalon, postgres, torture_salon_set_up, test, torture_salon_tear_down);
}

int
main (int argc, char **argv)
{
  g_autoptr (PostgresFixture) postgres = NULL;

  g_test_init (&argc, &argv, NULL);
  postgres = postgres_fixture_new ();

  add (postgres, "/salon/torture/cut-connections-lose-nothing", test_cut_connections);
  add (postgres, "/salon/torture/cut-at-the-door-is-tried-again", test_cut_at_the_door);
  add (postgres, "/salon/torture/restarted-server-loses-nothing", test_restarts);
  add (postgres, "/salon/torture/half-open-connection-is-noticed", test_half_open);
  add (postgres, "/salon/torture/killed-desk-loses-nothing", test_kills);
  add (postgres, "/salon/torture/killed-first-sync-begins-anew", test_killed_first_sync);
  return g_test_run ();
}
