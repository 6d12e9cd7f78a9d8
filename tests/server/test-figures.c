/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server and a desk say the same of the same salon: random salons of tests/store/statistics-salon.c,
 * whose rows are put into the shared salon as they are, and all that the desk has printed of them.
 */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "core/salon-money.h"
#include "core/salon-schema.h"
#include "quiet-server.h"
#include "server/salon-server-figures.h"
#include "store/salon-reader.h"

#define N_SALONS 20
/* 2026-03-12T09:30:00Z: what is today for the desk. */
#define NOW_US (G_GINT64_CONSTANT (1773307800) * G_USEC_PER_SEC)

static PostgresFixture *postgres;

typedef struct
{
  QuietServer *server;
  char *token;
  char *folder;
} Pair;

static void
set_up (Pair *self, gconstpointer unused)
{
  g_autofree char *owner = NULL;
  g_autoptr (GError) error = NULL;

  self->server = quiet_server_new (postgres, NULL);
  self->server->now = NOW_US;
  owner = quiet_server_add_user (self->server, "chef@example.org", TRUE);
  self->token = quiet_server_sign_in (self->server, "chef@example.org");
  self->folder = g_dir_make_tmp ("salon-figures-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_file (Pair *self)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (self->folder, "/salon.sqlite", endings[i], NULL);

      g_unlink (path);
    }
}

static void
tear_down (Pair *self, gconstpointer unused)
{
  remove_file (self);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->token);
  quiet_server_free (self->server);
}

/* What the desk says of its salon, a line for each stretch of days. */
static GStrv
make_salon (Pair *self, guint32 seed)
{
  g_autofree char *number = g_strdup_printf ("%u", seed);
  const char *arguments[] = { g_getenv ("STATISTICS_SALON"), number, self->folder, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return g_strsplit (output, "\n", -1);
}

static char *
list_columns (const SalonTable *table)
{
  GString *columns = g_string_new (NULL);

  for (gsize i = 0; i < table->n_columns; i++)
    g_string_append_printf (columns, "%s\"%s\"", i > 0 ? ", " : "", table->columns[i].name);
  return g_string_free_and_steal (columns);
}

static char *
dup_rows (SalonReader *reader, const SalonTable *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = salon_reader_list_rows (reader, table->name, &error);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonArray) array = json_array_new ();

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    json_array_add_object_element (array, json_object_ref (g_ptr_array_index (rows, i)));
  json_node_set_array (node, array);
  return json_to_string (node, FALSE);
}

/* As they are: what the shared salon's triggers would make of them is no matter here. */
static void
copy_salon (Pair *self)
{
  g_autofree char *path = g_build_filename (self->folder, "salon.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = salon_reader_open (path, &error);
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  g_assert_no_error (error);
  fixture_execute (self->server->owner, "SET session_replication_role = replica");
  for (gsize i = n_tables; i-- > 0;)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM %s", tables[i].name);

      fixture_execute (self->server->owner, sql);
    }
  for (gsize i = 0; i < n_tables; i++)
    {
      g_autofree char *columns = list_columns (&tables[i]);
      g_autofree char *rows = dup_rows (reader, &tables[i]);
      g_autofree char *sql = g_strdup_printf (
        "INSERT INTO %s (%s) SELECT %s FROM json_populate_recordset (NULL::%s, $1)", tables[i].name,
        columns, columns, tables[i].name);
      g_autoptr (PGresult) done = salon_connection_query (self->server->owner, sql, 1,
                                                          (const char *[]) { rows }, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (done);
    }
  fixture_execute (self->server->owner, "SET session_replication_role = origin");
}

/* A member of what the desk has printed, the sum of some, or one of a pair. */
static gint64
read_desk (JsonObject *desk, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "+", -1);
  gint64 sum = 0;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (names[i], ".", 2);
      JsonNode *member = json_object_get_member (desk, parts[0]);

      g_assert_nonnull (member);
      if (JSON_NODE_HOLDS_ARRAY (member))
        sum += json_array_get_int_element (json_node_get_array (member),
                                           (guint) g_ascii_strtoull (parts[1], NULL, 10));
      else if (JSON_NODE_HOLDS_OBJECT (member))
        sum += json_object_get_int_member (json_node_get_object (member), parts[1]);
      else
        sum += json_node_get_int (member);
    }
  return sum;
}

static gint64
read_server (JsonObject *server, const char *name)
{
  JsonNode *member = json_object_get_member (server, name);
  gint64 cents = 0;

  g_assert_nonnull (member);
  /* Not known. */
  if (JSON_NODE_HOLDS_NULL (member))
    return -1;
  if (json_node_get_value_type (member) == G_TYPE_INT64)
    return json_node_get_int (member);
  g_assert_true (salon_money_from_wire (json_node_get_string (member), &cents, NULL));
  return cents;
}

static const char *const pairs[][2] = {
  { "turnover", "arrived.1+completed.1" },
  { "visits", "arrived.0+completed.0" },
  { "average", "average" },
  { "pending", "pending.0" },
  { "confirmed", "confirmed.0" },
  { "booked", "pending.1+confirmed.1" },
  { "cancelled", "cancelled.0" },
  { "cancelled_value", "cancelled.1" },
  { "no_shows", "no_show.0" },
  { "no_shows_value", "no_show.1" },
  { "lapsed", "lapsed.0" },
  { "from_desk", "desk.0" },
  { "from_web", "web.0" },
  { "forecast", "forecast" },
  { "reductions", "reductions" },
  { "received", "received_total" },
  { "payments", "n_payments" },
  { "received_cash", "received.cash" },
  { "received_card", "received.card" },
  { "received_cheque", "received.cheque" },
  { "received_transfer", "received.transfer" },
  { "received_gift_card", "received.gift_card" },
  { "received_other", "received.other" },
  { "gift_cards_sold", "n_cards_sold" },
  { "gift_cards_sold_value", "cards_sold" },
  { "gift_cards_used", "cards_used" },
  { "gift_cards_refunded", "cards_refunded" },
  { "gift_cards_void", "cards_void" },
  { "gift_cards_given", "cards_given" },
  { "gift_cards_given_used", "cards_given_used" },
  { "gift_cards_owed", "owed" },
  { "clients", "clients" },
  { "new_clients", "new_clients" },
  { "returning_clients", "returning_clients" },
  { "passers_by", "passers_by" },
  { "client_visits", "rebooked.1" },
  { "rebooked", "rebooked.0" },
  { "rhythm_days", "rhythm" },
  { "open_minutes", "open" },
  { "booked_minutes", "booked_minutes" },
  { "free_minutes", "free" },
  { "closed_minutes", "closed" },
  { "no_show_minutes", "no_show_minutes" },
  { "cancelled_minutes", "cancelled_minutes" },
  { "hole_minutes", "holes" },
  { "web_visits", "web_visits" },
};

static void
compare_services (JsonObject *desk, JsonObject *server)
{
  JsonObject *said = json_object_get_object_member (desk, "services");
  JsonArray *services = json_object_get_array_member (server, "services");

  g_assert_cmpuint (json_array_get_length (services), ==, json_object_get_size (said));
  for (guint i = 0; i < json_array_get_length (services); i++)
    {
      JsonObject *service = json_array_get_object_element (services, i);
      gboolean has_id = !json_object_get_null_member (service, "service_id");
      const char *key = has_id ? json_object_get_string_member (service, "service_id")
                               : json_object_get_string_member_with_default (service, "name", "");
      JsonArray *tally = json_object_get_array_member (said, key != NULL ? key : "");

      g_assert_nonnull (tally);
      g_assert_cmpint (json_object_get_int_member (service, "lines"), ==,
                       json_array_get_int_element (tally, 0));
      g_assert_cmpint (read_server (service, "value"), ==, json_array_get_int_element (tally, 1));
    }
}

static void
compare_hours (JsonObject *desk, JsonObject *server)
{
  JsonArray *said = json_object_get_array_member (desk, "hours");
  JsonArray *hours = json_object_get_array_member (server, "hours");
  gint64 n = 0, n_said = 0;

  for (guint i = 0; i < json_array_get_length (said); i++)
    n_said += json_array_get_int_element (said, i);
  for (guint i = 0; i < json_array_get_length (hours); i++)
    {
      JsonObject *hour = json_array_get_object_element (hours, i);
      guint index = (guint) (24 * json_object_get_int_member (hour, "weekday")
                             + json_object_get_int_member (hour, "hour"));

      n += json_object_get_int_member (hour, "bookings");
      g_assert_cmpint (json_object_get_int_member (hour, "bookings"), ==,
                       json_array_get_int_element (said, index));
    }
  g_assert_cmpint (n, ==, n_said);
}

static void
compare_conversion (JsonObject *desk, JsonObject *server)
{
  gint64 bookings = read_desk (desk, "web.0"), visits = read_desk (desk, "web_visits");

  g_assert_cmpint (read_server (server, "web_conversion_per_mille"), ==,
                   visits > 0 ? (gint64) ((double) bookings * 1000 / (double) visits + 0.5) : -1);
}

/* At the pace that the limits allow. */
static void
wait_a_little (Pair *self)
{
  self->server->now += G_USEC_PER_SEC / 4;
}

static void
compare (Pair *self, JsonObject *desk)
{
  SalonDay first = (SalonDay) json_object_get_int_member (desk, "from");
  SalonDay end = (SalonDay) json_object_get_int_member (desk, "to");
  g_autofree char *from = salon_day_format (first);
  g_autofree char *to = salon_day_format (end - 1);
  g_autofree char *target = g_strdup_printf ("/api/v1/admin/stats/figures?from=%s&to=%s", from, to);
  guint status = 0;
  g_autofree char *reply =
    quiet_server_ask (self->server, "GET", target, self->token, NULL, &status);
  g_autoptr (JsonNode) node = json_from_string (reply, NULL);
  JsonObject *server = NULL;

  if (status != 200)
    g_test_message ("%s: %s", target, reply);
  g_assert_cmpuint (status, ==, 200);
  wait_a_little (self);
  server = json_node_get_object (node);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      gint64 ours = read_server (server, pairs[i][0]);
      gint64 theirs = read_desk (desk, pairs[i][1]);

      if (ours != theirs)
        g_test_message ("%s of %s to %s", pairs[i][0], from, to);
      g_assert_cmpint (ours, ==, theirs);
    }
  compare_conversion (desk, server);
  compare_services (desk, server);
  compare_hours (desk, server);
}

static void
test_equal (Pair *self, gconstpointer unused)
{
  for (int i = 0; i < N_SALONS; i++)
    {
      guint32 seed = (guint32) g_test_rand_int () & 0x3fffffff;
      g_auto (GStrv) lines = NULL;
      int n_stretches = 0;

      g_test_message ("seed %u", seed);
      remove_file (self);
      lines = make_salon (self, seed);
      copy_salon (self);
      for (gsize k = 0; lines[k] != NULL; k++)
        {
          g_autoptr (JsonNode) node = *lines[k] != '\0' ? json_from_string (lines[k], NULL) : NULL;
          JsonObject *desk = node != NULL ? json_node_get_object (node) : NULL;

          if (desk == NULL || json_object_has_member (desk, "figure") || n_stretches++ > 16)
            continue;
          compare (self, desk);
        }
      g_assert_cmpint (n_stretches, >, 10);
    }
}

static void
test_bounds (Pair *self, gconstpointer unused)
{
  assert_status (self->server, "GET", "/api/v1/admin/stats/figures", self->token, NULL, 422);
  assert_status (self->server, "GET", "/api/v1/admin/stats/figures?from=2026-03-02&to=2026-03-01",
                 self->token, NULL, 422);
  assert_status (self->server, "GET", "/api/v1/admin/stats/figures?from=2020-01-01&to=2026-03-01",
                 self->token, NULL, 422);
  assert_status (self->server, "GET", "/api/v1/admin/stats/figures?from=2026-03-01&to=2026-03-01",
                 self->token, NULL, 200);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  postgres = postgres_fixture_new ();
  g_test_add ("/salon/server-figures/a-desk-and-the-server-say-the-same", Pair, NULL, set_up,
              test_equal, tear_down);
  g_test_add ("/salon/server-figures/more-than-three-years-are-refused", Pair, NULL, set_up,
              test_bounds, tear_down);
  result = g_test_run ();
  g_clear_pointer (&postgres, postgres_fixture_free);
  return result;
}
