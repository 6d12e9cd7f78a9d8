/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a browser to a desk: pages of the real server are opened, and the desk's figure is the server's. */
#include <libsoup/soup.h>
#include <signal.h>

#include "core/salon-json.h"
#include "desk-fixture.h"
#include "server-fixture.h"
#include "store/salon-reader-statistics.h"
#include "store/salon-reader.h"

#define SECRET "0123456789abcdef0123456789abcdef"
#define FIREFOX "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
#define ROBOT "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
#define COUNT_VISITS "SELECT coalesce (sum (visits), 0) FROM web_visits"

static PostgresFixture *postgres;

typedef struct
{
  ServerFixture server;
  ServerFixtureKeyring keyring;
  DeskFixture desk;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  server_fixture_set_up (&self->server, postgres);
  desk_fixture_set_up_with (&self->desk,
                            server_fixture_make_remote (&self->server, &self->keyring));
  self->desk.pace.first_backoff_ms = self->desk.pace.longest_backoff_ms = 1;
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  desk_fixture_tear_down (&self->desk);
  server_fixture_tear_down (&self->server);
  server_fixture_clear_keyring (&self->keyring);
}

/* @from: what browsers say of the page before: "none", "cross-site", "same-origin" */
static void
open_page (Fixture *self, const char *path, const char *from, const char *agent, guint status)
{
  g_autofree char *address = g_strconcat (self->server.address, path, NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = NULL;

  soup_message_headers_replace (headers, "User-Agent", agent);
  soup_message_headers_replace (headers, "Sec-Fetch-Site", from);
  soup_message_headers_replace (headers, "Sec-Fetch-Dest", "document");
  page = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, status);
}

/* As on an update: what it has counted is written before it is gone. */
static void
restart_server (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (self->server.process, SIGTERM);
  g_subprocess_wait_check (self->server.process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&self->server.process);
  server_fixture_start (&self->server, SECRET);
}

/* Until the desk has what the server has written. */
static void
await_visits (Fixture *self, gint64 n)
{
  g_autoptr (SalonConnection) connection =
    postgres_fixture_connect (postgres, self->server.database, NULL);

  g_assert_cmpint (fixture_read_int (connection, COUNT_VISITS), ==, n);
  fake_await (salon_sync_get_status (self->desk.sync) == SALON_SYNC_STATUS_UP_TO_DATE
              && desk_fixture_read_int (&self->desk, COUNT_VISITS) == n);
}

/* On the day of the visits, whichever it was: one by the web, one at the desk. */
static void
make_bookings (Fixture *self)
{
  postgres_fixture_execute (
    postgres, self->server.database,
    "INSERT INTO bookings (id, client_name, booking_date, booking_time, status, duration_minutes,"
    "  staff_id, price)"
    " SELECT k.id::uuid, k.name, w.day, k.at::time, 'confirmed', 30,"
    "  (SELECT id FROM staff LIMIT 1), 40"
    " FROM (SELECT min (day) AS day FROM web_visits) AS w, (VALUES"
    "  ('00000000-0000-4000-8000-000000000001', 'Inès', '10:00'),"
    "  ('00000000-0000-7000-8000-000000000002', 'Marie', '11:00')) AS k (id, name, at)");
}

static JsonNode *
ask_server (Fixture *self, const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonRestSignIn) sign_in = server_fixture_make_sign_in (&self->keyring);
  g_autoptr (SalonRestClient) client =
    salon_rest_client_new (self->server.address, NULL, SALON_REST_REMOTE_SILENCE_S, &error);
  g_autofree char *path = g_strdup_printf ("/api/v1/admin/stats/figures?from=%s&to=%s", from, to);
  SalonRestRequest request = { .method = "GET", .path = path };
  g_autoptr (SalonRestReply) reply = NULL;

  salon_rest_sign_in_begin (sign_in, client, SERVER_FIXTURE_EMAIL, SERVER_FIXTURE_PASSWORD, NULL,
                            &error);
  g_assert_no_error (error);
  reply = salon_rest_sign_in_call (sign_in, client, &request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  return json_from_string (reply->text, NULL);
}

/* One booking for @n_visits: on the desk and on the server. */
static void
assert_figures (Fixture *self, gint64 n_visits)
{
  g_autofree char *from = desk_fixture_dup_text (&self->desk, "SELECT min (day) FROM web_visits");
  g_autofree char *to = desk_fixture_dup_text (&self->desk, "SELECT max (day) FROM web_visits");
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = salon_reader_open (self->desk.file.path, &error);
  g_autoptr (SalonStatistics) found = NULL;
  g_autoptr (JsonNode) node = ask_server (self, from, to);
  JsonObject *server = json_node_get_object (node);
  SalonDay first, last;
  SalonRate rate;

  g_assert_no_error (error);
  g_assert_true (salon_day_parse (from, &first, NULL));
  g_assert_true (salon_day_parse (to, &last, NULL));
  found = salon_reader_statistics_get (reader, first, last + 1, first, SALON_GRAIN_DAY, &error);
  g_assert_no_error (error);
  rate = salon_statistics_get_conversion (found);
  g_assert_cmpint (rate.part, ==, 1);
  g_assert_cmpint (rate.whole, ==, n_visits);
  g_assert_cmpint (json_object_get_int_member (server, "from_web"), ==, rate.part);
  g_assert_cmpint (json_object_get_int_member (server, "web_visits"), ==, rate.whole);
  g_assert_cmpint (json_object_get_int_member (server, "web_conversion_per_mille"), ==,
                   (rate.part * 2000 + rate.whole) / (2 * rate.whole));
}

static void
test_from_browser_to_desk (Fixture *self, gconstpointer unused)
{
  open_page (self, "/", "cross-site", FIREFOX, 200);
  open_page (self, "/", "cross-site", FIREFOX, 200);
  open_page (self, "/en", "none", FIREFOX, 200);
  open_page (self, "/prestations", "same-origin", FIREFOX, 200);
  open_page (self, "/", "none", ROBOT, 200);
  open_page (self, "/nothing-here", "none", FIREFOX, 404);
  restart_server (self);
  make_bookings (self);
  desk_fixture_start (&self->desk);
  await_visits (self, 3);
  assert_figures (self, 3);
}

/* The row of the day is written again, and the desk hears of it. */
static void
test_later_visits_come_too (Fixture *self, gconstpointer unused)
{
  open_page (self, "/", "none", FIREFOX, 200);
  restart_server (self);
  make_bookings (self);
  desk_fixture_start (&self->desk);
  await_visits (self, 1);
  open_page (self, "/", "none", FIREFOX, 200);
  open_page (self, "/", "same-origin", FIREFOX, 200);
  restart_server (self);
  await_visits (self, 2);
  assert_figures (self, 2);
}

#define add(path, test)                                                                            \
  g_test_add ("/salon/web-visits/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  postgres = postgres_fixture_new ();
  add ("from-a-browser-to-the-figure-of-a-desk", test_from_browser_to_desk);
  add ("visits-that-come-later-are-added-up", test_later_visits_come_too);
  status = g_test_run ();
  postgres_fixture_free (postgres);
  return status;
}
