/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Desks on a real PostgreSQL: that it is the remote which the fake one stands for. */
#include "desk-fixture.h"
#include "gift-card-fixture.h"
#include "postgres-fixture.h"
#include "sync/salon-postgres-remote.h"

#define MARIE 100
#define DEVICE "bbbbbbbb-0000-4000-8000-000000000001"
#define COUNT_CLIENTS "SELECT count(*) FROM clients"
#define INSERT_CLIENTS                                                                             \
  "INSERT INTO clients (id, name) "                                                                \
  "SELECT ('00000000-0000-7000-8000-' || lpad (to_hex (n), 12, '0'))::uuid, 'Marie ' || n "        \
  "FROM generate_series (%d, %d) AS n"

/* Who may do what a desk does, and nothing else. */
#define USER "reception"

static PostgresFixture *server;

typedef struct
{
  char *database;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->database = postgres_fixture_create_salon (server);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_free (self->database);
}

static SalonRemote *
make_remote (Fixture *self)
{
  g_autoptr (SalonConnectionSettings) settings =
    postgres_fixture_dup_settings (server, self->database, USER);

  return SALON_REMOTE (salon_postgres_remote_new (settings));
}

static void
insert_clients (Fixture *self, int first, int last)
{
  g_autofree char *sql = g_strdup_printf (INSERT_CLIENTS, first, last);

  postgres_fixture_execute (server, self->database, sql);
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
  g_autoptr (SalonRemote) remote = make_remote (fixture);
  SalonGreeting greeting = open_remote (remote);

  g_assert_true (g_uuid_string_is_valid (greeting.generation));
  g_assert_true (greeting.is_empty);
  insert_clients (fixture, 100, 149);
  greeting = open_remote (remote);
  g_assert_false (greeting.is_empty);
  g_assert_cmpint (greeting.n_rows, >=, 50);
}

static void
test_not_prepared (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *database = postgres_fixture_create_database (server);
  g_autoptr (SalonConnectionSettings) settings =
    postgres_fixture_dup_settings (server, database, USER);
  g_autoptr (SalonRemote) remote = SALON_REMOTE (salon_postgres_remote_new (settings));

  refuse_to_open (remote, SALON_SYNC_ERROR_NOT_PREPARED);
}

static void
test_newer (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonRemote) remote = make_remote (fixture);

  postgres_fixture_execute (server, fixture->database,
                            "INSERT INTO salon.schema_migrations (version, name, sha256) "
                            "VALUES (9999, 'tomorrow', repeat ('0', 64))");
  refuse_to_open (remote, SALON_SYNC_ERROR_NEWER);
  postgres_fixture_execute (server, fixture->database,
                            "DELETE FROM salon.schema_migrations WHERE version > 1");
  refuse_to_open (remote, SALON_SYNC_ERROR_OLDER);
}

static void
test_wait (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonRemote) remote = make_remote (fixture);
  g_autoptr (GCancellable) wake = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_news = TRUE;

  open_remote (remote);
  g_assert_true (salon_remote_wait (remote, 1, &is_news, wake, &error));
  g_assert_false (is_news);
  insert_clients (fixture, 100, 101);
  g_assert_true (salon_remote_wait (remote, DESK_HOUR_MS, &is_news, wake, &error));
  g_assert_true (is_news);
  g_cancellable_cancel (wake);
  g_assert_true (salon_remote_wait (remote, DESK_HOUR_MS, &is_news, wake, &error));
  g_assert_false (is_news);
  g_assert_no_error (error);
}

static void
test_wait_notices_the_end (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonRemote) remote = make_remote (fixture);
  g_autoptr (GCancellable) wake = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_news = FALSE;

  open_remote (remote);
  postgres_fixture_restart (server);
  g_assert_false (salon_remote_wait (remote, DESK_HOUR_MS, &is_news, wake, &error));
  g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_OFFLINE);
  /* And opens again. */
  open_remote (remote);
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
  desk_fixture_set_up_with (&one, make_remote (fixture));
  desk_fixture_set_up_with (&other, make_remote (fixture));
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
test_upload (Fixture *fixture, gconstpointer unused)
{
  DeskFixture one;
  DeskFixture other;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  desk_fixture_set_up_sharing (&one, make_remote (fixture), SALON_SHARE_UPLOAD, MARIE, 230);
  desk_fixture_start (&one);
  settle (&one, 230);
  /* Another one who worked alone so far. */
  desk_fixture_set_up_sharing (&other, make_remote (fixture), SALON_SHARE_MERGE, MARIE + 1000, 10);
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

  desk_fixture_set_up_with (&one, make_remote (fixture));
  desk_fixture_set_up_with (&other, make_remote (fixture));
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

  desk_fixture_set_up_with (&one, make_remote (fixture));
  desk_fixture_set_up_with (&other, make_remote (fixture));
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

  desk_fixture_set_up_with (&desk, make_remote (fixture));
  desk.pace.first_backoff_ms = desk.pace.longest_backoff_ms = 1;
  desk_fixture_start (&desk);
  settle (&desk, 0);
  for (guint i = 0; i < 3; i++)
    {
      postgres_fixture_crash (server);
      desk_fixture_commit (&desk, desk_fixture_new_client (MARIE + i, "Marie", "New"));
      fake_await (salon_sync_get_status (desk.sync) == SALON_SYNC_STATUS_OFFLINE);
      postgres_fixture_start (server);
      settle (&desk, i + 1);
    }
  desk_fixture_tear_down (&desk);
}

#define add(path, test)                                                                            \
  g_test_add ("/salon/postgres-remote/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  server = postgres_fixture_new ();
  g_free (postgres_fixture_create_salon (server));
  postgres_fixture_create_desk (server, USER);

  add ("greeting-says-what-is-there", test_greeting);
  add ("database-that-is-not-prepared-is-refused", test_not_prepared);
  add ("database-of-another-version-is-refused", test_newer);
  add ("wait-tells-news-from-a-wake-and-from-the-time", test_wait);
  add ("wait-notices-the-end-of-the-server", test_wait_notices_the_end);
  add ("two-desks-end-equal", test_two_desks);
  add ("salon-of-one-computer-is-uploaded-once", test_upload);
  add ("slot-that-both-gave-away-goes-to-review", test_taken);
  add ("card-that-both-spent-goes-to-review", test_card_spent_twice);
  add ("server-that-crashes-costs-nothing", test_restarts);

  status = g_test_run ();
  postgres_fixture_free (server);
  return status;
}
