/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is counted as a visit of the salon's pages, and how it comes into the table. */
#include <string.h>

#include "quiet-server.h"
#include "server/salon-server-route.h"
#include "server/salon-server-visits.h"

#define FIREFOX "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
/* 2026-03-29 22:59:30 UTC: 00:59 of the next day in Paris, where summer time began that morning, and the
 * evening before in Martinique. */
#define NIGHT_US (G_GINT64_CONSTANT (1774825170) * G_USEC_PER_SEC)

static PostgresFixture *postgres;

typedef struct
{
  const char *method;
  const char *path;
  guint status;
  const char *type;
  const char *headers[9]; /* names and values by turns */
  gboolean is_visit;
} Case;

static const Case cases[] = {
  { "GET", "/", 200, "text/html; charset=utf-8", { "sec-fetch-site", "none" }, TRUE },
  { "GET",
    "/en/services",
    200,
    "text/html; charset=utf-8",
    { "sec-fetch-site", "cross-site" },
    TRUE },
  { "GET", "/", 200, "text/html; charset=utf-8", { "sec-fetch-site", "same-origin" }, FALSE },
  { "GET", "/", 200, "text/html; charset=utf-8", { "sec-fetch-site", "same-site" }, FALSE },
  /* The newer header is believed rather than the older one. */
  { "GET",
    "/",
    200,
    "text/html; charset=utf-8",
    { "sec-fetch-site", "same-origin", "referer", "https://search.example/" },
    FALSE },
  { "GET", "/", 200, "text/html; charset=utf-8", { NULL }, TRUE },
  { "GET",
    "/",
    200,
    "text/html; charset=utf-8",
    { "referer", "https://search.example/?q=x" },
    TRUE },
  { "GET",
    "/contact",
    200,
    "text/html; charset=utf-8",
    { "host", "salon.example:8443", "referer", "https://SALON.example:8443/" },
    FALSE },
  { "GET",
    "/contact",
    200,
    "text/html; charset=utf-8",
    { "host", "127.0.0.1:8000", "referer", "https://www.salon.example/en" },
    FALSE },
  { "GET", "/", 200, "text/html; charset=utf-8", { "referer", "no address" }, TRUE },
  { "GET", "/", 200, "text/html; charset=utf-8", { "user-agent", "Examplebot/2.1" }, FALSE },
  { "GET",
    "/",
    200,
    "text/html; charset=utf-8",
    { "user-agent", "Mozilla/5.0 (compatible; Look; +https://look.example)" },
    FALSE },
  { "GET", "/", 200, "text/html; charset=utf-8", { "user-agent", "curl/8.14" }, FALSE },
  { "GET", "/", 200, "text/html; charset=utf-8", { "user-agent", "" }, FALSE },
  { "GET", "/", 200, "text/html; charset=utf-8", { "sec-purpose", "prefetch;prerender" }, FALSE },
  { "GET", "/", 200, "text/html; charset=utf-8", { "sec-fetch-dest", "iframe" }, FALSE },
  { "GET", "/", 200, "text/html; charset=utf-8", { "sec-fetch-dest", "document" }, TRUE },
  { "HEAD", "/", 200, "text/html; charset=utf-8", { NULL }, FALSE },
  { "GET", "/", 500, "text/html; charset=utf-8", { NULL }, FALSE },
  { "GET", "/", 429, "text/html; charset=utf-8", { NULL }, FALSE },
  { "GET", "/robots.txt", 200, "text/plain; charset=utf-8", { NULL }, FALSE },
  { "GET", "/api/v1/services", 200, "application/json", { NULL }, FALSE },
};

static void
note (QuietServer *server, const Case *told)
{
  g_autoptr (SalonServerRequest) request = salon_server_request_new (told->method, told->path);
  g_autoptr (SalonServerResponse) response = salon_server_response_new_empty ();
  g_autoptr (GHashTable) parameters = NULL;

  g_hash_table_replace (request->headers, g_strdup ("user-agent"), g_strdup (FIREFOX));
  for (gsize i = 0; told->headers[i] != NULL; i += 2)
    g_hash_table_replace (request->headers, g_strdup (told->headers[i]),
                          g_strdup (told->headers[i + 1]));
  request->route = salon_server_routes_find ("GET", told->path, &parameters, NULL);
  g_assert_nonnull (request->route);
  response->status = told->status;
  g_free (response->type);
  response->type = g_strdup (told->type);
  salon_server_visits_note (&server->shared, request, response);
}

static const Case visit = { "GET", "/", 200, "text/html", { NULL }, TRUE };

static QuietServer *
make_server (void)
{
  static const char *const settings[] = { "PUBLIC_URL", "https://www.salon.example", NULL };
  QuietServer *server = quiet_server_new (postgres, settings);

  server->now = NIGHT_US;
  server->shared.measures = salon_server_measures_new (salon_server_routes_count ());
  server->shared.visits = salon_server_visits_new ();
  return server;
}

static void
free_server (QuietServer *server)
{
  g_clear_pointer (&server->shared.visits, salon_server_visits_free);
  salon_server_measures_free (server->shared.measures);
  quiet_server_free (server);
}

static void
settle (QuietServer *server, SalonServerVisits *visits)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (salon_server_visits_settle (visits, server->context, &error));
  g_assert_no_error (error);
}

/* "2026-03-30 7,…" */
static char *
dup_table (QuietServer *server)
{
  g_autoptr (GError) error = NULL;
  char *text = salon_connection_read_text (
    server->owner,
    "SELECT coalesce (string_agg (day || ' ' || visits, ',' ORDER BY day), '') FROM web_visits",
    &error);

  g_assert_no_error (error);
  return text;
}

static void
assert_table (QuietServer *server, const char *expected)
{
  g_autofree char *table = dup_table (server);

  g_assert_cmpstr (table, ==, expected);
}

static void
test_what_counts (void)
{
  QuietServer *server = make_server ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 before =
        salon_server_measures_get (server->shared.measures, SALON_SERVER_COUNT_PAGE_VISITS);

      note (server, &cases[i]);
      g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, cases[i].path);
      g_assert_cmpint (salon_server_measures_get (server->shared.measures,
                                                  SALON_SERVER_COUNT_PAGE_VISITS),
                       ==, before + (cases[i].is_visit ? 1 : 0));
    }
  free_server (server);
}

static void
test_days_of_the_salon (void)
{
  QuietServer *server = make_server ();
  SalonServerVisits *visits = server->shared.visits;

  settle (server, visits);
  assert_table (server, "");
  /* An hour before the salon's midnight, which is now at 22:00 UTC, and after it. */
  server->now -= G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  note (server, &visit);
  server->now += G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  note (server, &visit);
  note (server, &visit);
  settle (server, visits);
  assert_table (server, "2026-03-29 1,2026-03-30 2");
  /* What is written is not written again. */
  settle (server, visits);
  assert_table (server, "2026-03-29 1,2026-03-30 2");

  fixture_execute (server->owner, "INSERT INTO salon_settings (key, value) VALUES"
                                  " ('salon.zone', '\"America/Martinique\"')"
                                  " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
  note (server, &visit);
  settle (server, visits);
  assert_table (server, "2026-03-29 2,2026-03-30 2");
  free_server (server);
}

/* Two processes, and what one of them could not write for a while. */
static void
test_adds_up (void)
{
  QuietServer *server = make_server ();
  SalonServerVisits *one = server->shared.visits;
  g_autoptr (SalonServerVisits) other = salon_server_visits_new ();
  g_autoptr (GError) error = NULL;

  note (server, &visit);
  server->shared.visits = other;
  note (server, &visit);
  note (server, &visit);
  server->shared.visits = one;
  fixture_execute (server->owner, "ALTER TABLE web_visits RENAME TO elsewhere");
  g_assert_false (salon_server_visits_settle (one, server->context, &error));
  g_assert_nonnull (error);
  salon_server_context_settle (server->context, error);
  fixture_execute (server->owner, "ALTER TABLE elsewhere RENAME TO web_visits");
  settle (server, other);
  settle (server, one);
  assert_table (server, "2026-03-30 3");
  free_server (server);
}

/* What was counted since the last minute is written when the program ends. */
static void
test_end (void)
{
  QuietServer *server = make_server ();

  salon_server_visits_begin (server->shared.visits, &server->shared);
  note (server, &visit);
  g_clear_pointer (&server->shared.visits, salon_server_visits_free);
  assert_table (server, "2026-03-30 1");
  free_server (server);
}

/* Desks hear of it as of every row. */
static void
test_feed (void)
{
  QuietServer *server = make_server ();
  SalonServerVisits *visits = server->shared.visits;
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;

  note (server, &visit);
  settle (server, visits);
  told = salon_connection_read_text (
    server->owner, "SELECT count (*)::text FROM salon.sync_rows WHERE entity = 'web_visits'",
    &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told, ==, "1");
  free_server (server);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  postgres = postgres_fixture_new ();
  g_test_add_func ("/salon/server-visits/what-counts-as-a-visit", test_what_counts);
  g_test_add_func ("/salon/server-visits/a-day-is-one-of-the-salon", test_days_of_the_salon);
  g_test_add_func ("/salon/server-visits/processes-add-up-and-nothing-is-lost", test_adds_up);
  g_test_add_func ("/salon/server-visits/what-is-left-is-written-at-the-end", test_end);
  g_test_add_func ("/salon/server-visits/desks-hear-of-it", test_feed);
  result = g_test_run ();
  g_clear_pointer (&postgres, postgres_fixture_free);
  return result;
}
