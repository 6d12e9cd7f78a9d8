/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The judge of the torture tests sees what they are there for: each bug that the shared salon must not
 * have is put into a desk or into the database of one test, and has to be found by its name.
 */
#include <gio/gio.h>

#include "database/salon-connection.h"
#include "store-fixture.h"
#include "torture-dump.h"
#include "torture-salon.h"

/* Nothing on the way back arrives whole for a while, and most of what is sent does. */
static const FaultPlan bad_network = { .cuts = 0.7, .largest_offset = 3000 };

static TortureDevice *
add_started (TortureSalon *salon, const char *plant)
{
  TortureDevice *device = torture_salon_add_device (salon);

  device->plant = plant;
  device->burst = plant != NULL ? 4 : 0;
  torture_device_start (device);
  return device;
}

static void
work_until_done (TortureSalon *salon, TortureDevice *device, int n_changes)
{
  torture_device_work (device, n_changes);
  torture_salon_await (salon, torture_device_is_done, device);
}

/* The judge finds something of this kind. */
static void
assert_finds (TortureSalon *salon, const char *kind)
{
  gboolean is_well;
  g_autofree char *words = torture_salon_judge (salon, &is_well);
  g_autofree char *pattern = g_strdup_printf ("^%s: ", kind);

  g_assert_false (is_well);
  if (!g_regex_match_simple (pattern, words, G_REGEX_MULTILINE, 0))
    g_error ("seed %u: not found: %s\n%s", salon->seed, kind, words);
}

static void
execute (TortureSalon *salon, const char *script)
{
  g_autoptr (SalonConnection) connection = torture_salon_connect (salon);

  fixture_execute (connection, script);
}

static void
test_outbox_emptied_early (TortureSalon *salon, gconstpointer postgres)
{
  TortureDevice *device = add_started (salon, "outbox");

  torture_salon_await (salon, torture_device_is_up_to_date, device);
  fault_proxy_set_plan (salon->proxy, &bad_network);
  work_until_done (salon, device, 100);
  fault_proxy_set_plan (salon->proxy, &(FaultPlan) { 0 });
  torture_salon_await (salon, torture_salon_is_at_rest, salon);
  assert_finds (salon, "lost");
}

#define MARIE "00000000-0000-7000-8000-000001000000"
#define LOUISE "00000000-0000-7000-8000-000001000001"

static const char plain_feed[] =
  "CREATE OR REPLACE FUNCTION salon.pull (generation TEXT, xid TEXT, seq BIGINT, page_rows INTEGER)\n"
  "RETURNS JSONB\n"
  "LANGUAGE sql STABLE SECURITY DEFINER\n"
  "AS $$\n"
  "  SELECT jsonb_build_object (\n"
  "    'generation', pull.generation, 'xid', pull.xid, 'more', FALSE, 'held', FALSE,\n"
  "    'seq', greatest (max (s.seq), pull.seq),\n"
  "    'rows', coalesce (jsonb_agg (jsonb_build_object (\n"
  "      'table', s.entity, 'id', s.id, 'xid', pull.xid, 'seq', s.seq, 'deleted', s.deleted,\n"
  "      'row', (SELECT r.row FROM salon.rows_of (s.entity, ARRAY [s.id]) AS r)) ORDER BY s.seq), '[]'))\n"
  "  FROM salon.sync_rows AS s\n"
  "  WHERE s.seq > pull.seq\n"
  "$$";

typedef struct
{
  TortureDevice *device;
  const char *notes;
} Reading;

static gboolean
has_read_notes (gpointer data)
{
  Reading *reading = data;
  g_autofree char *notes =
    torture_dump_read_text (reading->device->file,
                            "SELECT allergies FROM clients WHERE id = '" LOUISE "'");

  return g_strcmp0 (notes, reading->notes) == 0;
}

/* The one who began first ends last. With a fence the desk reads neither in between. */
static void
commit_out_of_order (TortureSalon *salon, TortureDevice *device, gboolean is_read_between)
{
  g_autoptr (SalonConnection) slow = torture_salon_connect (salon);
  Reading first = { device, "first" };
  Reading second = { device, "second" };

  fixture_execute (slow, "BEGIN");
  fixture_execute (slow, "UPDATE public.clients SET allergies = 'slow' WHERE id = '" MARIE "'");
  execute (salon, "UPDATE public.clients SET allergies = 'first' WHERE id = '" LOUISE "'");
  if (is_read_between)
    torture_salon_await (salon, has_read_notes, &first);
  fixture_execute (slow, "COMMIT");
  execute (salon, "UPDATE public.clients SET allergies = 'second' WHERE id = '" LOUISE "'");
  torture_salon_await (salon, has_read_notes, &second);
}

static void
test_plain_feed (TortureSalon *salon, gconstpointer postgres)
{
  TortureDevice *device = add_started (salon, NULL);

  torture_salon_await (salon, torture_salon_is_at_rest, salon);
  execute (salon, plain_feed);
  commit_out_of_order (salon, device, TRUE);
  assert_finds (salon, "unequal");
}

/* The same without the plant: it was the feed. */
static void
test_feed_with_fence (TortureSalon *salon, gconstpointer postgres)
{
  TortureDevice *device = add_started (salon, NULL);

  torture_salon_await (salon, torture_salon_is_at_rest, salon);
  commit_out_of_order (salon, device, FALSE);
  torture_salon_assert_is_well (salon);
}

/* One file, copied to a second computer, so both number their changes alike; and a server that looks at
 * the number alone. */
static void
test_number_is_not_unique (TortureSalon *salon, gconstpointer postgres)
{
  TortureDevice *device = add_started (salon, NULL);
  TortureDevice *twin = torture_salon_add_device (salon);
  g_autoptr (GFile) file = g_file_new_for_path (device->file);
  g_autoptr (GFile) copy = g_file_new_for_path (twin->file);
  g_autoptr (GError) error = NULL;

  execute (
    salon,
    "DO $do$\n"
    "DECLARE\n"
    "  source TEXT := pg_get_functiondef ('salon.answer_change'::regproc);\n"
    "  planted TEXT := regexp_replace (source, 'FOUND AND seen.digest[^\n]*THEN', 'FOUND THEN');\n"
    "BEGIN\n"
    "  ASSERT planted <> source;\n"
    "  EXECUTE planted;\n"
    "END\n"
    "$do$");
  torture_device_work (device, 5);
  torture_salon_await (salon, torture_device_is_done, device);
  torture_salon_await (salon, torture_device_is_up_to_date, device);
  torture_device_quit (device);
  g_file_copy (file, copy, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  torture_device_start (device);
  torture_device_start (twin);
  torture_device_work (device, 30);
  torture_device_work (twin, 30);
  torture_salon_await (salon, torture_salon_is_at_rest, salon);
  assert_finds (salon, "lost");
}

static gboolean
is_gone (gpointer device)
{
  return g_subprocess_get_identifier (((TortureDevice *) device)->process) == NULL;
}

static void
test_page_without_transaction (TortureSalon *salon, gconstpointer postgres)
{
  TortureDevice *device = add_started (salon, NULL);
  TortureDevice *reader = torture_salon_add_device (salon);

  torture_device_start (reader);
  torture_salon_await (salon, torture_salon_is_at_rest, salon);
  torture_device_quit (reader);
  torture_device_work (device, 40);
  torture_salon_await (salon, torture_device_is_done, device);
  torture_salon_await (salon, torture_device_is_up_to_date, device);

  reader->plant = "page";
  torture_device_start (reader);
  torture_salon_await (salon, is_gone, reader);
  torture_device_kill (reader);
  reader->plant = NULL;
  torture_device_start (reader);
  torture_salon_await (salon, torture_salon_is_at_rest, salon);
  assert_finds (salon, "unequal");
}

static void
add_two_desks (TortureSalon *salon)
{
  for (guint i = 0; i < 2; i++)
    torture_salon_add_device (salon)->n_days = 1;
}

/* Two desks without a network book the same day. The judge sends them home. */
static void
book_apart (TortureSalon *salon)
{
  for (guint i = 0; i < 2; i++)
    {
      torture_device_start (salon->devices->pdata[i]);
      torture_salon_await (salon, torture_device_is_up_to_date, salon->devices->pdata[i]);
    }
  fault_proxy_set_down (salon->proxy, TRUE);
  for (guint i = 0; i < 2; i++)
    work_until_done (salon, salon->devices->pdata[i], 60);
  fault_proxy_set_down (salon->proxy, FALSE);
  torture_salon_await (salon, torture_salon_is_at_rest, salon);
}

/* Five times is more than enough: mostly the first brings several. Nothing says that a time does. */
#define ROUNDS 5

static void
test_constraint_dropped (TortureSalon *salon, gconstpointer postgres)
{
  gboolean is_well = TRUE;

  execute (salon, "DO $$\n"
                  "DECLARE\n"
                  "  name TEXT;\n"
                  "BEGIN\n"
                  "  SELECT conname INTO STRICT name FROM pg_constraint\n"
                  "  WHERE conrelid = 'public.bookings'::regclass AND contype = 'x';\n"
                  "  EXECUTE format ('ALTER TABLE public.bookings DROP CONSTRAINT %I', name);\n"
                  "END\n"
                  "$$");
  add_two_desks (salon);
  for (guint round = 0; is_well && round < ROUNDS; round++)
    {
      book_apart (salon);
      g_free (torture_salon_judge (salon, &is_well));
    }
  assert_finds (salon, "overlap");
}

/* The same with the constraint: it was that. */
static void
test_constraint_kept (TortureSalon *salon, gconstpointer postgres)
{
  add_two_desks (salon);
  book_apart (salon);
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

  add (postgres, "/salon/plants/outbox-emptied-before-the-reply-is-found",
       test_outbox_emptied_early);
  add (postgres, "/salon/plants/feed-without-fence-is-found", test_plain_feed);
  add (postgres, "/salon/plants/feed-with-fence-passes", test_feed_with_fence);
  add (postgres, "/salon/plants/number-that-is-not-unique-is-found", test_number_is_not_unique);
  add (postgres, "/salon/plants/page-without-transaction-is-found", test_page_without_transaction);
  add (postgres, "/salon/plants/dropped-constraint-is-found", test_constraint_dropped);
  add (postgres, "/salon/plants/kept-constraint-passes", test_constraint_kept);
  return g_test_run ();
}
