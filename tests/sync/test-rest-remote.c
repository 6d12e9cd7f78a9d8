/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Desks on a real server before a real PostgreSQL: what holds for postgres-remote holds here. */
#include "desk-fixture.h"
#include "gift-card-fixture.h"
#include "server-fixture.h"

#define MARIE 100
#define DEVICE "bbbbbbbb-0000-4000-8000-000000000001"
#define COUNT_CLIENTS "SELECT count(*) FROM clients"
#define INSERT_CLIENTS                                                                             \
  "INSERT INTO clients (id, name) "                                                                \
  "SELECT ('00000000-0000-7000-8000-' || lpad (to_hex (n), 12, '0'))::uuid, 'Marie ' || n "        \
  "FROM generate_series (%d, %d) AS n"

#define OTHER_SECRET "ffffffffffffffffffffffffffffffff"

static PostgresFixture *postgres;

typedef struct
{
  ServerFixture server;
  ServerFixtureKeyring keyrings[2];
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  server_fixture_set_up (&self->server, postgres);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  server_fixture_tear_down (&self->server);
  for (gsize i = 0; i < G_N_ELEMENTS (self->keyrings); i++)
    server_fixture_clear_keyring (&self->keyrings[i]);
}

/* @number: of the desk */
static SalonRemote *
make_remote (Fixture *self, guint number)
{
  return server_fixture_make_remote (&self->server, &self->keyrings[number]);
}

static void
insert_clients (Fixture *self, int first, int last)
{
  g_autofree char *sql = g_strdup_printf (INSERT_CLIENTS, first, last);

  postgres_fixture_execute (postgres, self->server.database, sql);
}

static SalonGreeting
open_remote (SalonRemote *remote)
{
  g_autoptr (GError) error = NULL;
  SalonGreeting greeting;

  salon_remote_open (remote, DEVICE, "Réception", &greeting, NULL, &error);
  g_assert_no_error (error);
  return greeting;
}

static void
refuse_to_open (SalonRemote *remote, SalonSyncError code)
{
  g_autoptr (GError) error = NULL;
  SalonGreeting greeting;

  g_assert_false (salon_remote_open (remote, DEVICE, "Réception", &greeting, NULL, &error));
  g_assert_error (error, SALON_SYNC_ERROR, (int) code);
}

static void
test_greeting (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonRemote) remote = make_remote (fixture, 0);
  SalonGreeting greeting = open_remote (remote);

  g_assert_true (g_uuid_string_is_valid (greeting.generation));
  g_assert_true (greeting.is_empty);
  insert_clients (fixture, 100, 149);
  greeting = open_remote (remote);
  g_assert_false (greeting.is_empty);
  g_assert_cmpint (greeting.n_rows, >=, 50);
}

static void
test_newer (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonRemote) remote = make_remote (fixture, 0);

  postgres_fixture_execute (postgres, fixture->server.database,
                            "INSERT INTO salon.schema_migrations (version, name, sha256) "
                            "VALUES (9999, 'tomorrow', repeat ('0', 64))");
  refuse_to_open (remote, SALON_SYNC_ERROR_NEWER);
  postgres_fixture_execute (postgres, fixture->server.database,
                            "DELETE FROM salon.schema_migrations WHERE version > 1");
  refuse_to_open (remote, SALON_SYNC_ERROR_OLDER);
}

static void
test_wait (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonRemote) remote = make_remote (fixture, 0);
  g_autoptr (GCancellable) wake = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_news = TRUE;

  open_remote (remote);
  /* A server that has just begun tells everybody to look. */
  while (is_news)
    g_assert_true (salon_remote_wait (remote, 1, &is_news, wake, &error));
  insert_clients (fixture, 100, 101);
  g_assert_true (salon_remote_wait (remote, DESK_HOUR_MS, &is_news, wake, &error));
  g_assert_true (is_news);
  g_cancellable_cancel (wake);
  while (is_news)
    g_assert_true (salon_remote_wait (remote, DESK_HOUR_MS, &is_news, wake, &error));
  g_assert_no_error (error);
}

static void
test_wait_notices_the_end (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonRemote) remote = make_remote (fixture, 0);
  g_autoptr (GCancellable) wake = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_news = FALSE;

  open_remote (remote);
  server_fixture_kill (&fixture->server);
  /* What it told before comes first. */
  while (salon_remote_wait (remote, DESK_HOUR_MS, &is_news, wake, &error))
    g_assert_true (is_news);
  g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_PORT);
  g_assert_false (salon_sync_error_needs_owner (error));
  /* And opens again. */
  server_fixture_start (&fixture->server, OTHER_SECRET);
  open_remote (remote);
}

/* Between two waits: it listens anew, and looks for what it may have missed. */
static void
test_wait_listens_anew (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonRemote) remote = make_remote (fixture, 0);
  g_autoptr (GError) error = NULL;
  gboolean is_news = FALSE;

  open_remote (remote);
  server_fixture_kill (&fixture->server);
  server_fixture_start (&fixture->server, OTHER_SECRET);
  g_assert_true (salon_remote_wait (remote, DESK_HOUR_MS, &is_news, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (is_news);
  insert_clients (fixture, 100, 101);
  g_assert_true (salon_remote_wait (remote, DESK_HOUR_MS, &is_news, NULL, &error));
  g_assert_true (is_news);
}

static void
settle (DeskFixture *desk, gint64 n_clients)
{
  fake_await (salon_sync_get_status (desk->sync) == SALON_SYNC_STATUS_UP_TO_DATE
              && desk_fixture_read_int (desk, "SELECT count(*) FROM outbox") == 0
              && desk_fixture_read_int (desk, COUNT_CLIENTS) == n_clients);
}

static void
test_two_desks (Fixture *fixture, gconstpointer unused)
{
  DeskFixture one;
  DeskFixture other;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  insert_clients (fixture, 1000, 5999);
  desk_fixture_set_up_with (&one, make_remote (fixture, 0));
  desk_fixture_set_up_with (&other, make_remote (fixture, 1));
  desk_fixture_start (&one);
  desk_fixture_start (&other);
  settle (&one, 5000);
  settle (&other, 5000);
  desk_fixture_commit (&one, desk_fixture_new_client (MARIE, "Marie", "New"));
  desk_fixture_commit (&other, desk_fixture_new_client (MARIE + 1, "Léa", "New"));
  settle (&one, 5002);
  settle (&other, 5002);
  here = desk_fixture_dump (&one);
  there = desk_fixture_dump (&other);
  g_assert_cmpstr (here, ==, there);
  g_assert_cmpint (salon_sync_get_reviews (one.sync), ==, 0);
  desk_fixture_tear_down (&one);
  desk_fixture_tear_down (&other);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GPtrArray **place = user_data;
  g_autoptr (GError) error = NULL;

  *place = salon_sync_read_history_finish (SALON_SYNC (source), result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
ask_history (DeskFixture *desk, const char *table, const char *id)
{
  GPtrArray *entries = NULL;

  salon_sync_read_history_async (desk->sync, table, id, 100, NULL, answered_cb, &entries);
  fake_await (entries != NULL);
  return entries;
}

static char *
describe (GPtrArray *entries)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const SalonHistoryEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (text, "%s%s: %s, %zu", i > 0 ? "; " : "", entry->by, entry->label,
                              salon_change_get_n_edits (entry->change));
    }
  return g_string_free_and_steal (text);
}

/* Either desk is told what both did. */
static void
test_history_of_both (Fixture *fixture, gconstpointer unused)
{
  DeskFixture one;
  DeskFixture other;
  g_autofree char *client = fixture_id (MARIE);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *told = NULL;
  g_autofree char *told_all = NULL;

  desk_fixture_set_up_with (&one, make_remote (fixture, 0));
  desk_fixture_set_up_with (&other, make_remote (fixture, 1));
  desk_fixture_start (&one);
  desk_fixture_start (&other);
  desk_fixture_commit (&one, desk_fixture_new_client (MARIE, "Marie", "New"));
  settle (&other, 1);
  desk_fixture_commit (&other, desk_fixture_rename_client (MARIE, "Marie", "Maria"));
  settle (&other, 1);
  entries = ask_history (&one, "clients", client);
  told = describe (entries);
  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpstr (((SalonHistoryEntry *) g_ptr_array_index (entries, 0))->device, ==,
                   other.device);
  g_assert_cmpstr (((SalonHistoryEntry *) g_ptr_array_index (entries, 1))->device, ==, one.device);
  g_assert_cmpstr (((SalonHistoryEntry *) g_ptr_array_index (entries, 1))->label, ==, "New");
  /* All of a table, and a desk that is not connected now. */
  salon_sync_stop (one.sync);
  all = ask_history (&one, "clients", NULL);
  told_all = describe (all);
  g_assert_cmpstr (told_all, ==, told);
  own = ask_history (&one, "services", NULL);
  g_assert_cmpuint (own->len, ==, 0);
  desk_fixture_tear_down (&one);
  desk_fixture_tear_down (&other);
}

static void
test_upload (Fixture *fixture, gconstpointer unused)
{
  DeskFixture one;
  DeskFixture other;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  desk_fixture_set_up_sharing (&one, make_remote (fixture, 0), SALON_SHARE_UPLOAD, MARIE, 230);
  desk_fixture_start (&one);
  settle (&one, 230);
  /* Another one who worked alone so far. */
  desk_fixture_set_up_sharing (&other, make_remote (fixture, 1), SALON_SHARE_MERGE, MARIE + 1000,
                               10);
  desk_fixture_start (&other);
  settle (&other, 240);
  settle (&one, 240);
  here = desk_fixture_dump (&one);
  there = desk_fixture_dump (&other);
  g_assert_cmpstr (here, ==, there);
  g_assert_cmpint (salon_sync_get_reviews (one.sync), ==, 0);
  g_assert_cmpint (salon_sync_get_reviews (other.sync), ==, 0);
  desk_fixture_tear_down (&one);
  desk_fixture_tear_down (&other);
}

static SalonChange *
book (guint number, const char *time)
{
  g_autoptr (JsonObject) row = fixture_booking (number, "2026-03-12", time, 60);

  return fixture_insert ("bookings", row, "Book");
}

/* Both were offline, and both gave the slot away. */
static void
test_taken (Fixture *fixture, gconstpointer unused)
{
  DeskFixture one;
  DeskFixture other;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  desk_fixture_set_up_with (&one, make_remote (fixture, 0));
  desk_fixture_set_up_with (&other, make_remote (fixture, 1));
  desk_fixture_commit (&one, book (MARIE, "14:00:00"));
  desk_fixture_commit (&other, book (MARIE + 1, "14:30:00"));
  desk_fixture_commit (&other, book (MARIE + 2, "16:00:00"));
  desk_fixture_start (&one);
  settle (&one, 0);
  desk_fixture_start (&other);
  settle (&other, 0);
  fake_await (desk_fixture_read_int (&one, "SELECT count(*) FROM bookings") == 2);
  g_assert_cmpint (salon_sync_get_reviews (one.sync), ==, 0);
  g_assert_cmpint (salon_sync_get_reviews (other.sync), ==, 1);
  here = desk_fixture_dump (&one);
  there = desk_fixture_dump (&other);
  g_assert_cmpstr (here, ==, there);
  desk_fixture_tear_down (&one);
  desk_fixture_tear_down (&other);
}

#define CARD 0x500

static SalonChange *
sell (gint64 cents)
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_make (CARD, cents, GIFT_TODAY + 100);
  g_autofree char *issue = fixture_id (CARD + 1);
  g_autofree char *debit = fixture_id (CARD + 2);
  SalonGiftCardAct act = gift_card_fixture_act (issue, NULL);

  return salon_gift_card_bring_in (card, cents, debit, &act, NULL);
}

static SalonChange *
spend (DeskFixture *desk, guint movement, gint64 cents)
{
  g_autoptr (SalonGiftCard) card = gift_card_fixture_read (&desk->file, CARD);
  g_autofree char *id = fixture_id (movement);
  SalonGiftCardAct act = gift_card_fixture_act (id, NULL);

  return salon_gift_card_debit (card, cents, &act, NULL);
}

/* Both were offline, and both took most of the same gift card: one of them has to look at it again, and
 * the card never holds less than nothing, here or there. */
static void
test_card_spent_twice (Fixture *fixture, gconstpointer unused)
{
  DeskFixture one;
  DeskFixture other;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  desk_fixture_set_up_with (&one, make_remote (fixture, 0));
  desk_fixture_set_up_with (&other, make_remote (fixture, 1));
  desk_fixture_commit (&one, sell (5000));
  desk_fixture_start (&one);
  settle (&one, 0);
  desk_fixture_start (&other);
  fake_await (desk_fixture_read_int (&other, "SELECT count(*) FROM gift_card_movements") == 1);
  settle (&other, 0);
  salon_sync_stop (one.sync);
  salon_sync_stop (other.sync);
  desk_fixture_commit (&one, spend (&one, CARD + 3, 4000));
  desk_fixture_commit (&other, spend (&other, CARD + 4, 3000));
  desk_fixture_start (&one);
  settle (&one, 0);
  desk_fixture_start (&other);
  settle (&other, 0);
  fake_await (gift_card_fixture_get_balance (&other.file, CARD) == 1000);
  g_assert_cmpint (gift_card_fixture_get_balance (&one.file, CARD), ==, 1000);
  g_assert_cmpint (salon_sync_get_reviews (one.sync), ==, 0);
  g_assert_cmpint (salon_sync_get_reviews (other.sync), ==, 1);
  here = desk_fixture_dump (&one);
  there = desk_fixture_dump (&other);
  g_assert_cmpstr (here, ==, there);
  desk_fixture_tear_down (&one);
  desk_fixture_tear_down (&other);
}

static void
test_restarts (Fixture *fixture, gconstpointer unused)
{
  DeskFixture desk;

  desk_fixture_set_up_with (&desk, make_remote (fixture, 0));
  desk.pace.first_backoff_ms = desk.pace.longest_backoff_ms = 1;
  desk_fixture_start (&desk);
  settle (&desk, 0);
  for (guint i = 0; i < 3; i++)
    {
      server_fixture_kill (&fixture->server);
      desk_fixture_commit (&desk, desk_fixture_new_client (MARIE + i, "Marie", "New"));
      fake_await (salon_sync_get_status (desk.sync) == SALON_SYNC_STATUS_OFFLINE);
      /* The tokens of before are worth nothing to every other one of them. */
      server_fixture_start (&fixture->server, i % 2 == 0 ? OTHER_SECRET : OTHER_SECRET "0");
      settle (&desk, i + 1);
    }
  g_assert_cmpint (salon_sync_get_reviews (desk.sync), ==, 0);
  desk_fixture_tear_down (&desk);
}

static void
test_stale_token (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonRemote) remote = make_remote (fixture, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonFeedPage) page = NULL;
  SalonCursor cursor = { 0 };
  SalonGreeting greeting = open_remote (remote);

  g_strlcpy (cursor.generation, greeting.generation, sizeof cursor.generation);
  g_assert_cmpuint (fixture->keyrings[0].n_kept, ==, 1);
  server_fixture_kill (&fixture->server);
  server_fixture_start (&fixture->server, OTHER_SECRET);
  page = salon_remote_pull (remote, &cursor, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->keyrings[0].n_kept, ==, 2);
}

#define ASKERS 8

typedef struct
{
  SalonRemote *remote;
  gboolean is_done;
} Asker;

static gpointer
ask_for_history (gpointer user_data)
{
  Asker *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
    salon_remote_read_history (self->remote, "clients", NULL, 10, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  self->is_done = TRUE;
  return NULL;
}

static void
test_renewed_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonRemote) remote = make_remote (fixture, 0);
  GThread *threads[ASKERS];
  Asker askers[ASKERS];

  insert_clients (fixture, 100, 149);
  server_fixture_kill (&fixture->server);
  server_fixture_start (&fixture->server, OTHER_SECRET);
  for (gsize i = 0; i < ASKERS; i++)
    {
      askers[i] = (Asker) { remote, FALSE };
      threads[i] = g_thread_new ("asker", ask_for_history, &askers[i]);
    }
  for (gsize i = 0; i < ASKERS; i++)
    {
      g_thread_join (threads[i]);
      g_assert_true (askers[i].is_done);
    }
  g_assert_cmpuint (fixture->keyrings[0].n_kept, ==, 2);
}

static void
test_signed_out (Fixture *fixture, gconstpointer unused)
{
  ServerFixtureKeyring empty = { NULL, 0 };
  g_autoptr (SalonRemote) remote = make_remote (fixture, 0);
  g_autoptr (SalonRestSignIn) nobody = server_fixture_make_sign_in (&empty);
  g_autoptr (SalonRemote) stranger =
    SALON_REMOTE (salon_rest_remote_new (fixture->server.address, NULL, nobody));

  refuse_to_open (stranger, SALON_SYNC_ERROR_SIGNED_OUT);
  open_remote (remote);
  postgres_fixture_execute (postgres, fixture->server.database, "DELETE FROM salon.refresh_tokens");
  server_fixture_kill (&fixture->server);
  server_fixture_start (&fixture->server, OTHER_SECRET);
  refuse_to_open (remote, SALON_SYNC_ERROR_SIGNED_OUT);
}

static void
test_kept_token (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonRemote) first = make_remote (fixture, 0);
  g_autoptr (SalonRestSignIn) sign_in = server_fixture_make_sign_in (&fixture->keyrings[0]);
  g_autoptr (SalonRemote) second =
    SALON_REMOTE (salon_rest_remote_new (fixture->server.address, NULL, sign_in));

  open_remote (second);
  g_assert_cmpuint (fixture->keyrings[0].n_kept, ==, 2);
}

static void
test_wrong_password (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonRestSignIn) sign_in = server_fixture_make_sign_in (&fixture->keyrings[0]);
  g_autoptr (SalonRestClient) client =
    salon_rest_client_new (fixture->server.address, NULL, SALON_REST_REMOTE_SILENCE_S, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (salon_rest_sign_in_begin (sign_in, client, SERVER_FIXTURE_EMAIL, "another \"one",
                                            NULL, &error));
  g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_SIGN_IN);
  g_assert_null (fixture->keyrings[0].token);
}

/* Somebody who may look after bookings, but not after the salon. */
static void
test_no_owner (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonRemote) remote = NULL;

  postgres_fixture_execute (postgres, fixture->server.database,
                            "UPDATE users SET is_superuser = FALSE");
  remote = make_remote (fixture, 0);
  refuse_to_open (remote, SALON_SYNC_ERROR_RIGHTS);
}

#define add(path, test)                                                                            \
  g_test_add ("/salon/rest-remote/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  postgres = postgres_fixture_new ();

  add ("greeting-says-what-is-there", test_greeting);
  add ("database-of-another-version-is-refused", test_newer);
  add ("wait-tells-news-from-a-wake-and-from-the-time", test_wait);
  add ("wait-notices-the-end-of-the-server", test_wait_notices_the_end);
  add ("wait-listens-anew-after-an-end", test_wait_listens_anew);
  add ("two-desks-end-equal", test_two_desks);
  add ("either-desk-is-told-what-both-did", test_history_of_both);
  add ("salon-of-one-computer-is-uploaded-once", test_upload);
  add ("slot-that-both-gave-away-goes-to-review", test_taken);
  add ("card-that-both-spent-goes-to-review", test_card_spent_twice);
  add ("server-that-crashes-costs-nothing", test_restarts);
  add ("token-that-is-no-longer-good-is-renewed-in-mid-sync", test_stale_token);
  add ("token-is-renewed-once-for-all-who-wait", test_renewed_once);
  add ("sign-in-that-has-ended-needs-the-owner", test_signed_out);
  add ("kept-token-is-enough-at-the-next-start", test_kept_token);
  add ("wrong-password-is-said-so", test_wrong_password);
  add ("who-is-no-owner-has-not-the-rights", test_no_owner);

  status = g_test_run ();
  postgres_fixture_free (postgres);
  return status;
}
