/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The protocol between two copies of a salon: cut off, repeated, refused, restored, and lied to. */
#include "desk-fixture.h"
#include "store/salon-random.h"

#define MARIE 100
#define LEA 101

typedef struct
{
  FakeServer *server;
  DeskFixture desk;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->server = desk_fixture_make_server ();
  desk_fixture_set_up (&self->desk, self->server);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  desk_fixture_tear_down (&self->desk);
  fake_server_free (self->server);
}

static char *
dup_remote_name (Fixture *self, guint number)
{
  g_autofree char *id = fixture_id (number);

  return fake_server_dup_text (self->server, "clients", id, "name");
}

static char *
dup_local_name (Fixture *self, guint number)
{
  g_autofree char *id = fixture_id (number);
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM clients WHERE id = '%s'", id);

  return desk_fixture_dup_text (&self->desk, sql);
}

static void
put_client (Fixture *self, guint number, const char *name)
{
  g_autofree char *id = fixture_id (number);

  fake_server_put (self->server, "clients", id, fixture_client (number, name));
}

static void
assert_name (Fixture *self, guint number, const char *expected)
{
  g_autofree char *here = dup_local_name (self, number);
  g_autofree char *there = dup_remote_name (self, number);

  g_assert_cmpstr (here, ==, expected);
  g_assert_cmpstr (there, ==, expected);
}

static void
test_duplicate (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk_fixture_start_and_settle (desk);
  fake_remote_cut_after (desk->remote, FAKE_CALL_PUSH, 1);
  desk_fixture_commit (desk, desk_fixture_new_client (MARIE, "Marie", "New"));
  fake_await (salon_sync_get_status (desk->sync) == SALON_SYNC_STATUS_OFFLINE);
  g_assert_cmpuint (fake_server_count_effects (fixture->server), ==, 1);
  g_assert_cmpint (salon_sync_get_waiting (desk->sync), ==, 1);
  salon_sync_wake (desk->sync);
  desk_fixture_settle (desk);
  g_assert_cmpuint (fake_server_count_effects (fixture->server), ==, 1);
  g_assert_cmpuint (fake_remote_count (desk->remote, FAKE_CALL_PUSH), ==, 2);
  assert_name (fixture, MARIE, "Marie");
}

static void
test_cut_before_reply (Fixture *fixture, gconstpointer unused)
{
  static const FakeCall calls[] = { FAKE_CALL_OPEN, FAKE_CALL_PULL, FAKE_CALL_PUSH,
                                    FAKE_CALL_WAIT };
  DeskFixture *desk = &fixture->desk;

  desk->pace.first_backoff_ms = 1;
  desk->pace.longest_backoff_ms = 1;
  desk_fixture_start_and_settle (desk);
  for (guint i = 0; i < G_N_ELEMENTS (calls) * 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("Marie %u", i);

      if (i % 2 == 0)
        fake_remote_fail (desk->remote, calls[i / 2], 2, SALON_SYNC_ERROR_OFFLINE);
      else
        fake_remote_cut_after (desk->remote, calls[i / 2], 2);
      desk_fixture_commit (desk, desk_fixture_new_client (MARIE + i, name, "New"));
      desk_fixture_settle (desk);
      assert_name (fixture, MARIE + i, name);
    }
  g_assert_cmpuint (fake_server_count_effects (fixture->server), ==, G_N_ELEMENTS (calls) * 2);
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;
  g_autofree char *name = NULL;

  desk_fixture_commit (desk, desk_fixture_new_client (MARIE, "Marie", "! not this one"));
  desk_fixture_commit (desk, desk_fixture_new_client (LEA, "Léa", "New"));
  desk_fixture_start_and_settle (desk);
  assert_name (fixture, MARIE, NULL);
  assert_name (fixture, LEA, "Léa");
  g_assert_cmpint (salon_sync_get_reviews (desk->sync), ==, 1);
}

static void
test_conflict (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  put_client (fixture, MARIE, "Marie");
  desk_fixture_start_and_settle (desk);
  salon_sync_stop (desk->sync);
  desk_fixture_commit (desk, desk_fixture_rename_client (MARIE, "Marie", "Marie Curie"));
  put_client (fixture, MARIE, "Marie Durand");
  desk_fixture_start (desk);
  desk_fixture_settle (desk);
  assert_name (fixture, MARIE, "Marie Durand");
  g_assert_cmpint (salon_sync_get_reviews (desk->sync), ==, 1);
}

static void
test_merge_by_field (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;
  g_autofree char *id = fixture_id (MARIE);
  JsonObject *row = fixture_client (MARIE, "Marie");
  g_autofree char *notes = NULL;

  put_client (fixture, MARIE, "Marie");
  desk_fixture_start_and_settle (desk);
  salon_sync_stop (desk->sync);
  desk_fixture_commit (desk, desk_fixture_rename_client (MARIE, "Marie", "Marie Curie"));
  json_object_set_string_member (row, "notes", "Prefers mornings");
  fake_server_put (fixture->server, "clients", id, row);
  desk_fixture_start (desk);
  desk_fixture_settle (desk);
  assert_name (fixture, MARIE, "Marie Curie");
  notes = fake_server_dup_text (fixture->server, "clients", id, "notes");
  g_assert_cmpstr (notes, ==, "Prefers mornings");
  g_assert_cmpint (salon_sync_get_reviews (desk->sync), ==, 0);
}

static void
test_generation_change (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;
  g_autofree char *lea = fixture_id (LEA);

  put_client (fixture, LEA, "Léa");
  desk_fixture_start_and_settle (desk);
  salon_sync_stop (desk->sync);
  desk_fixture_commit (desk, desk_fixture_new_client (MARIE, "Marie", "New"));
  /* In the backup she was not there yet. */
  fake_server_put (fixture->server, "clients", lea, NULL);
  fake_server_restore (fixture->server);
  desk_fixture_start (desk);
  desk_fixture_settle (desk);
  assert_name (fixture, MARIE, "Marie");
  assert_name (fixture, LEA, NULL);
}

static void
test_restored_while_connected (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk_fixture_start_and_settle (desk);
  fake_server_restore (fixture->server);
  fake_await (desk_fixture_has_failure (desk, SALON_SYNC_ERROR_OFFLINE));
  salon_sync_wake (desk->sync);
  desk_fixture_settle (desk);
}

static void
test_batches_in_order (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk->pace.push_changes = 3;
  desk->pace.page_rows = 2;
  desk_fixture_commit (desk, desk_fixture_new_client (MARIE, "Marie 0", "New"));
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *before = g_strdup_printf ("Marie %u", i);
      g_autofree char *after = g_strdup_printf ("Marie %u", i + 1);

      desk_fixture_commit (desk, desk_fixture_rename_client (MARIE, before, after));
    }
  desk_fixture_start_and_settle (desk);
  assert_name (fixture, MARIE, "Marie 10");
  g_assert_cmpuint (fake_remote_count (desk->remote, FAKE_CALL_PUSH), ==, 4);
  g_assert_cmpuint (fake_server_count_effects (fixture->server), ==, 11);
}

/* A copy that is brought back is a device of its own; what waited in it was the other's. */
static void
test_two_devices (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk_fixture_commit (desk, desk_fixture_new_client (MARIE, "Marie", "New"));
  salon_worker_close (desk->worker);
  g_clear_object (&desk->worker);
  g_assert_cmpint (store_fixture_execute (&desk->file, "UPDATE salon_file SET device_id = "
                                                       "'dddddddd-0000-4000-8000-000000000001'"),
                   ==, SQLITE_OK);
  desk->worker = salon_worker_new (desk->file.path);
  desk_fixture_commit (desk, desk_fixture_new_client (LEA, "Léa", "New"));
  desk_fixture_start_and_settle (desk);
  assert_name (fixture, MARIE, "Marie");
  assert_name (fixture, LEA, "Léa");
  g_assert_cmpuint (fake_remote_count (desk->remote, FAKE_CALL_PUSH), ==, 2);
}

/* Each is told for one pull or push, and must be a failure that changes nothing. */
static const struct
{
  FakeCall call;
  const char *json;
} lies[] = {
  { FAKE_CALL_PULL, "" },
  { FAKE_CALL_PULL, "<html>502 Bad Gateway</html>" },
  { FAKE_CALL_PULL, "[]" },
  /* Back to the beginning. */
  { FAKE_CALL_PULL, "{\"generation\":\"aaaaaaaa-0000-4000-8000-000000000001\",\"rows\":[],"
                    "\"xid\":\"1\",\"seq\":1,\"more\":false}" },
  /* Forever. */
  { FAKE_CALL_PULL, "{\"generation\":\"aaaaaaaa-0000-4000-8000-000000000001\",\"rows\":[],"
                    "\"xid\":\"XID\",\"seq\":SEQ,\"more\":true}" },
  { FAKE_CALL_PULL,
    "{\"generation\":\"aaaaaaaa-0000-4000-8000-000000000001\",\"rows\":[{\"table\":\"clients\","
    "\"id\":\"00000000-0000-7000-8000-000000000064\",\"xid\":\"9000\",\"seq\":9000,"
    "\"deleted\":false,\"row\":{\"id\":\"00000000-0000-7000-8000-000000000064\",\"name\":7}}],"
    "\"xid\":\"9000\",\"seq\":9000,\"more\":false}" },
  { FAKE_CALL_PUSH, "[]" },
  { FAKE_CALL_PUSH, "{}" },
  { FAKE_CALL_PUSH, "[{\"seq\":987654,\"outcome\":\"applied\",\"code\":\"\",\"rows\":[]}]" },
  { FAKE_CALL_PUSH, "[{\"seq\":1,\"outcome\":\"perhaps\",\"code\":\"\",\"rows\":[]}]" },
};

static void
test_lies (Fixture *fixture, gconstpointer unused)
{
  DeskFixture *desk = &fixture->desk;

  desk_fixture_start_and_settle (desk);
  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      g_test_message ("%s", lies[i].json);
      salon_sync_stop (desk->sync);
      desk_fixture_commit (desk, desk_fixture_new_client (MARIE + 10 + i, "Marie", "New"));
      before = desk_fixture_dump (desk);
      fake_remote_lie (desk->remote, lies[i].call, lies[i].json);
      desk_fixture_start (desk);
      fake_await (desk_fixture_has_failure (desk, SALON_SYNC_ERROR_REPLY));
      g_assert_cmpint (salon_sync_get_status (desk->sync), ==, SALON_SYNC_STATUS_OFFLINE);
      g_assert_cmpint (salon_sync_get_waiting (desk->sync), ==, 1);
      after = desk_fixture_dump (desk);
      g_assert_cmpstr (after, ==, before);
      salon_sync_wake (desk->sync);
      desk_fixture_settle (desk);
    }
  g_assert_cmpuint (fake_server_count_effects (fixture->server), ==, G_N_ELEMENTS (lies));
}

/* Changes that cannot clash: each desk makes clients of its own and renames those. */
static void
work_a_while (DeskFixture *desk, guint first_number, int n_changes, SalonRandom *random)
{
  GArray *versions = g_array_new (FALSE, TRUE, sizeof (guint));

  for (int i = 0; i < n_changes; i++)
    {
      guint which = (guint) salon_random_below (random, (int) versions->len + 1);
      guint zero = 0;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      if (which == versions->len)
        {
          g_array_append_val (versions, zero);
          desk_fixture_commit (desk,
                               desk_fixture_new_client (first_number + which, "Marie 0", "New"));
          continue;
        }
      before = g_strdup_printf ("Marie %u", g_array_index (versions, guint, which));
      after = g_strdup_printf ("Marie %u", ++g_array_index (versions, guint, which));
      desk_fixture_commit (desk, desk_fixture_rename_client (first_number + which, before, after));
    }
  g_array_unref (versions);
}

static void
calm_down (DeskFixture *desk)
{
  fake_remote_set_weather (desk->remote, 0);
  salon_sync_retry (desk->sync);
}

static void
test_storm (Fixture *fixture, gconstpointer unused)
{
  const int n_changes = store_fixture_count (60, 2000);
  const guint32 seed = (guint32) g_test_rand_int ();
  SalonRandom random = { .state = seed };
  DeskFixture *desk = &fixture->desk;
  DeskFixture other;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  g_test_message ("seed %u", seed);
  desk_fixture_set_up (&other, fixture->server);
  desk->pace.first_backoff_ms = desk->pace.longest_backoff_ms = 1;
  other.pace.first_backoff_ms = other.pace.longest_backoff_ms = 1;
  fake_remote_set_weather (desk->remote, seed | 1);
  fake_remote_set_weather (other.remote, seed | 2);
  desk_fixture_start (desk);
  desk_fixture_start (&other);
  for (int i = 0; i < 4; i++)
    {
      work_a_while (desk, 10000 + 2000 * (guint) i, n_changes / 4, &random);
      work_a_while (&other, 30000 + 2000 * (guint) i, n_changes / 4, &random);
    }
  calm_down (desk);
  calm_down (&other);
  desk_fixture_settle (desk);
  desk_fixture_settle (&other);
  desk_fixture_settle (desk);
  here = desk_fixture_dump (desk);
  there = desk_fixture_dump (&other);
  g_assert_cmpstr (here, ==, there);
  g_assert_cmpuint (fake_server_count_effects (fixture->server), ==, (guint) n_changes / 4 * 8);
  g_assert_cmpint (salon_sync_get_reviews (desk->sync), ==, 0);
  g_assert_cmpint (desk_fixture_read_int (desk, "SELECT count(*) FROM clients"), ==,
                   (gint64) fake_server_count_rows (fixture->server, "clients"));
  desk_fixture_tear_down (&other);
}

#define add(path, test)                                                                            \
  g_test_add ("/salon/sync-loop/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("duplicate-answer-is-idempotent", test_duplicate);
  add ("cut-before-the-reply-loses-nothing", test_cut_before_reply);
  add ("refused-change-does-not-stop-the-others", test_refused);
  add ("field-that-both-changed-goes-to-review", test_conflict);
  add ("fields-that-each-changed-are-merged", test_merge_by_field);
  add ("generation-change-keeps-the-outbox", test_generation_change);
  add ("restore-while-connected-is-noticed", test_restored_while_connected);
  add ("many-changes-go-in-batches-and-in-order", test_batches_in_order);
  add ("changes-of-two-devices-go-one-after-the-other", test_two_devices);
  add ("hostile-reply-changes-nothing", test_lies);
  add ("two-desks-in-a-storm-end-equal", test_storm);

  return g_test_run ();
}
