/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Those who book in the same moment: written in few transactions, and none for another's fault. */
#include <string.h>

#include "quiet-server.h"
#include "server/salon-server-book-queue.h"
#include "server/salon-server-cache.h"
#include "server/salon-server-route.h"

#define STAFF "00000000-0000-7000-8000-000000000001"
#define SERVICE "50000000-0000-4000-8000-000000000001"
#define N_CLIENTS 24

static PostgresFixture *postgres;

typedef struct
{
  QuietServer *server;
  SalonConnection *other; /* who is in the way */
  SalonServerRateLimits *limits;
} Salon;

static const char *const salon_sql =
  "INSERT INTO services (id, name, category, duration_minutes, buffer_minutes, price, position)"
  " VALUES ('" SERVICE "', 'Gel', 'ongles', 30, 15, 45.00, 0);"
  "INSERT INTO availabilities (day_of_week, start_time, end_time)"
  " SELECT d, '00:00', '24:00' FROM generate_series (0, 6) AS d;"
  "INSERT INTO salon_settings (key, value) VALUES ('holidays.closed', 'false')";

static void
set_up (Salon *self, gconstpointer unused)
{
  self->server = quiet_server_new (postgres, NULL);
  fixture_execute (self->server->owner, salon_sql);
  self->other = postgres_fixture_connect (postgres, self->server->database, NULL);
  self->server->shared.measures = salon_server_measures_new (salon_server_routes_count ());
  self->server->context->measures = self->server->shared.measures;
  self->server->shared.cache = salon_server_cache_new (FALSE);
  self->server->shared.book_queue = salon_server_book_queue_new (&self->server->shared);
  /* All of them come from one address. */
  self->limits = g_steal_pointer (&self->server->shared.rate_limits);
}

static void
tear_down (Salon *self, gconstpointer unused)
{
  salon_server_book_queue_free (self->server->shared.book_queue);
  salon_server_cache_free (self->server->shared.cache);
  salon_server_measures_free (self->server->shared.measures);
  self->server->shared.rate_limits = self->limits;
  salon_connection_free (self->other);
  quiet_server_free (self->server);
}

/* Somebody who books from a thread of her own. */
typedef struct
{
  QuietServer *server;
  GThread *thread;
  char *body;
  char *key; /* nullable */
  guint status;
  char *reply;
  gboolean is_replayed;
} Client;

static void
clear_client (Client *self)
{
  g_free (self->body);
  g_free (self->key);
  g_free (self->reply);
}

static gpointer
book_cb (gpointer data)
{
  Client *self = data;
  g_autoptr (SalonServerContext) context = quiet_server_new_context (self->server);
  const char *headers[] = { self->key != NULL ? "idempotency-key" : NULL, self->key, NULL };
  g_autoptr (SalonServerResponse) response =
    quiet_server_ask_with (self->server, context, "POST", "/api/v1/bookings", headers, self->body);

  self->status = response->status;
  self->reply = quiet_server_dup_body (response);
  self->is_replayed = salon_server_response_get_header (response, "Idempotency-Replayed") != NULL;
  return NULL;
}

/* @number: her name, telephone and address; @slot: one of 30 minutes and 15 of cleaning */
static char *
write_body (guint number, guint slot, const char *notes)
{
  g_autofree char *clock = g_strdup_printf ("%02u:%02u", slot % 24, 0U);

  return g_strdup_printf ("{\"service_id\":\"" SERVICE
                          "\",\"booking_date\":\"2026-03-%02u\",\"booking_time\":\"%s\","
                          "\"client_name\":\"Cliente %u\",\"client_email\":\"c%u@example.org\","
                          "\"client_phone\":\"06 12 34 %02u %02u\",\"notes\":%s}",
                          12 + slot / 24, clock, number, number, number / 100, number % 100,
                          notes != NULL ? notes : "null");
}

static void
begin (Client *self, QuietServer *server)
{
  self->server = server;
  self->thread = g_thread_new ("client", book_cb, self);
}

/* Until so many statements of the server wait for somebody else's transaction. Inside of that one it would be
 * told the same again and again. */
static void
wait_for_waiting (Salon *self, gint64 n_waiting)
{
  while (fixture_read_int (self->server->owner,
                           "SELECT count (*) FROM pg_stat_activity WHERE datname ="
                           " current_database () AND wait_event_type = 'Lock'")
         < n_waiting)
    g_thread_yield ();
}

#define assert_reads(salon, sql, expected)                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *read_ = fixture_read_text ((salon)->server->owner, sql);                      \
    g_assert_cmpstr (read_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

/* What a booking online leaves behind, whoever it was written with. */
static void
assert_whole (Salon *self, const char *n_bookings)
{
  assert_reads (self,
                "SELECT count (*) FROM bookings WHERE client_id IS NOT NULL AND price = 45"
                " AND duration_minutes = 30 AND buffer_minutes = 15 AND status = 'confirmed'",
                n_bookings);
  assert_reads (self,
                "SELECT count (*) FROM booking_services AS l JOIN bookings AS b"
                " ON b.id = l.booking_id WHERE l.name = 'Gel' AND l.position = 0",
                n_bookings);
  assert_reads (self, "SELECT count (*) FROM salon.booking_tokens", n_bookings);
  assert_reads (self, "SELECT count (*) FROM notifications WHERE channel = 'confirmation'",
                n_bookings);
  for (guint i = 0; i < 3; i++)
    {
      const char *const tables[] = { "bookings", "booking_services", "notifications" };
      g_autofree char *history = g_strdup_printf (
        "SELECT count (*) FROM salon.history AS h JOIN public.%s AS t ON t.id::text = h.row_id"
        " WHERE h.op = 'insert' AND h.writer = 'web' AND h.label = 'Book online'"
        " AND h.after = to_jsonb (t) AND h.table_name = '%s'",
        tables[i], tables[i]);
      g_autofree char *feed = g_strdup_printf (
        "SELECT count (*) FROM salon.sync_rows AS s JOIN public.%s AS t ON t.id::text = s.id"
        " WHERE s.entity = '%s' AND s.xid::xid = t.xmin AND NOT s.deleted",
        tables[i], tables[i]);

      assert_reads (self, history, n_bookings);
      assert_reads (self, feed, n_bookings);
    }
  assert_reads (self,
                "SELECT coalesce (sum (n), 0) FROM salon.tally_changes WHERE kind = 'booking'"
                " AND state = 'confirmed'",
                n_bookings);
}

/* While the first waits for a lock, the others gather. */
static void
test_together (Salon *self, gconstpointer unused)
{
  Client clients[N_CLIENTS] = { 0 };

  fixture_execute (self->other, "BEGIN; LOCK TABLE bookings IN EXCLUSIVE MODE");
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      clients[i].body = write_body (i, i, i == 7 ? "\"{NULL},\\\"\\\\ \\n'l’été'\"" : NULL);
      clients[i].key = i % 3 == 0 ? g_strdup_printf ("together-%u", i) : NULL;
      begin (&clients[i], self->server);
    }
  wait_for_waiting (self, 1);
  fixture_execute (self->other, "COMMIT");
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_thread_join (clients[i].thread);
      if (clients[i].status != 201)
        g_test_message ("%s", clients[i].reply);
      g_assert_cmpuint (clients[i].status, ==, 201);
    }
  assert_whole (self, G_STRINGIFY (24));
  assert_reads (self, "SELECT count (*) FROM clients", "24");
  assert_reads (self, "SELECT count (DISTINCT xmin::text) < 24 FROM bookings", "t");
  assert_reads (self, "SELECT notes FROM bookings WHERE notes IS NOT NULL",
                "{NULL},\"\\ \n'l’été'");

  /* The same again, for those who have a key. */
  for (guint i = 0; i < N_CLIENTS; i += 3)
    {
      g_autofree char *first = g_steal_pointer (&clients[i].reply);

      book_cb (&clients[i]);
      g_assert_cmpuint (clients[i].status, ==, 201);
      g_assert_true (clients[i].is_replayed);
      g_assert_cmpstr (clients[i].reply, ==, first);
    }
  assert_whole (self, G_STRINGIFY (24));
  for (guint i = 0; i < N_CLIENTS; i++)
    clear_client (&clients[i]);
}

/* Two of them want one time, two are one person: neither is asked of the database in one statement. */
static void
test_each_other (Salon *self, gconstpointer unused)
{
  Client clients[N_CLIENTS] = { 0 };
  guint n_made = 0;

  fixture_execute (self->other, "BEGIN; LOCK TABLE bookings IN EXCLUSIVE MODE");
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      clients[i].body = write_body (i / 4, i / 2, NULL);
      begin (&clients[i], self->server);
    }
  wait_for_waiting (self, 1);
  fixture_execute (self->other, "COMMIT");
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_thread_join (clients[i].thread);
      if (clients[i].status != 201)
        {
          g_autofree char *code = quiet_server_read (clients[i].reply, "code");

          g_assert_cmpuint (clients[i].status, ==, 409);
          g_assert_cmpstr (code, ==, "taken");
        }
      n_made += clients[i].status == 201;
      clear_client (&clients[i]);
    }
  g_assert_cmpuint (n_made, ==, N_CLIENTS / 2);
  assert_whole (self, G_STRINGIFY (12));
  assert_reads (self, "SELECT count (*) FROM clients", "6");
}

/* Somebody elsewhere has one of the times: the others get theirs all the same. */
static void
test_elsewhere (Salon *self, gconstpointer unused)
{
  Client clients[N_CLIENTS] = { 0 };

  fixture_execute (
    self->other,
    "BEGIN; INSERT INTO bookings (id, service_id, client_name, client_email, client_phone,"
    " booking_date, booking_time, status, staff_id, duration_minutes, price)"
    " VALUES (gen_random_uuid (), '" SERVICE "', 'Desk', '', '', '2026-03-12', '05:00',"
    " 'arrived', '" STAFF "', 30, 45)");
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      clients[i].body = write_body (i, i, NULL);
      begin (&clients[i], self->server);
    }
  wait_for_waiting (self, 1);
  fixture_execute (self->other, "COMMIT");
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_thread_join (clients[i].thread);
      g_assert_cmpuint (clients[i].status, ==, i == 5 ? 409 : 201);
      clear_client (&clients[i]);
    }
  assert_reads (self, "SELECT count (*) FROM bookings WHERE status = 'confirmed'", "23");
  /* Who lost has left nothing behind. */
  assert_reads (self, "SELECT count (*) FROM clients", "23");
}

/* The connection of a round is cut: who was in it is told that it did not work, which is true; the others never
 * hear of it. */
static void
test_lost (Salon *self, gconstpointer unused)
{
  Client clients[4] = { 0 };

  fixture_execute (self->other, "BEGIN; LOCK TABLE bookings IN EXCLUSIVE MODE");
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      clients[i].body = write_body (i, i, NULL);
      begin (&clients[i], self->server);
      if (i == 0)
        wait_for_waiting (self, 1);
    }
  fixture_execute (self->server->owner,
                   "SELECT pg_terminate_backend (pid, 5000) FROM pg_stat_activity"
                   " WHERE datname = current_database () AND wait_event_type = 'Lock'");
  g_thread_join (clients[0].thread);
  g_assert_cmpuint (clients[0].status, ==, 503);
  fixture_execute (self->other, "COMMIT");
  for (guint i = 1; i < G_N_ELEMENTS (clients); i++)
    {
      g_thread_join (clients[i].thread);
      g_assert_cmpuint (clients[i].status, ==, 201);
    }
  assert_whole (self, G_STRINGIFY (3));
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    clear_client (&clients[i]);
}

/* The service was made dearer after it was read. */
static void
test_changed (Salon *self, gconstpointer unused)
{
  Client client = { .server = self->server };

  salon_server_cache_set_hears (self->server->shared.cache, TRUE);
  client.body = write_body (1, 1, NULL);
  book_cb (&client);
  g_assert_cmpuint (client.status, ==, 201);
  g_clear_pointer (&client.body, g_free);
  g_clear_pointer (&client.reply, g_free);

  fixture_execute (self->other, "UPDATE services SET price = 50");
  client.body = write_body (2, 2, NULL);
  book_cb (&client);
  g_assert_cmpuint (client.status, ==, 201);
  assert_reads (self, "SELECT string_agg (price::text, ' ' ORDER BY price) FROM bookings",
                "45.00 50.00");
  clear_client (&client);
}

#define add(name, func) g_test_add (name, Salon, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  postgres = postgres_fixture_new ();
  add ("/server/book-queue/together", test_together);
  add ("/server/book-queue/each-other", test_each_other);
  add ("/server/book-queue/elsewhere", test_elsewhere);
  add ("/server/book-queue/lost", test_lost);
  add ("/server/book-queue/changed", test_changed);
  result = g_test_run ();
  postgres_fixture_free (postgres);
  return result;
}
