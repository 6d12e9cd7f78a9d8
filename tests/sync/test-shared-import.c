/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The diary of years, imported on a desk that shares its salon on a real PostgreSQL: in the end the other
 * desk and the server hold what this one holds, and so they do after it was undone.
 */
#include <string.h>

#include "desk-fixture.h"
#include "exchange/salon-import.h"
#include "postgres-fixture.h"
#include "store/salon-id.h"
#include "sync/salon-postgres-remote.h"

#define USER "reception"
#define N_CLIENTS 1000
#define N_BOOKINGS 1500
#define FIRST_DAY (salon_day_from_ymd (2024, 1, 1))
#define COUNT_ALL                                                                                  \
  "SELECT (SELECT count (*) FROM clients) + (SELECT count (*) FROM bookings)\n"                    \
  "  + (SELECT count (*) FROM booking_services)"

static PostgresFixture *server;

typedef struct
{
  char *database;
  DeskFixture here;
  DeskFixture there;
} Fixture;

static SalonRemote *
make_remote (Fixture *self)
{
  g_autoptr (SalonConnectionSettings) settings =
    postgres_fixture_dup_settings (server, self->database, USER);

  return SALON_REMOTE (salon_postgres_remote_new (settings));
}

static void
settle (DeskFixture *desk, gint64 n_rows)
{
  fake_await (salon_sync_get_status (desk->sync) == SALON_SYNC_STATUS_UP_TO_DATE
              && desk_fixture_read_int (desk, "SELECT count (*) FROM outbox") == 0
              && desk_fixture_read_int (desk, COUNT_ALL) == n_rows);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->database = postgres_fixture_create_salon (server);
  desk_fixture_set_up_with (&self->here, make_remote (self));
  desk_fixture_set_up_with (&self->there, make_remote (self));
  desk_fixture_start (&self->here);
  desk_fixture_start (&self->there);
  settle (&self->here, 0);
  settle (&self->there, 0);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  desk_fixture_tear_down (&self->here);
  desk_fixture_tear_down (&self->there);
  g_free (self->database);
}

/* Ten a day, of people who come again. */
static char *
write_diary (void)
{
  GString *text =
    g_string_new ("Date;Heure;Durée;Préparation;Client;Téléphone;Prestation;Prix;Statut\r\n");

  for (int i = 0; i < N_BOOKINGS; i++)
    {
      g_autofree char *day = salon_day_format (FIRST_DAY + i / 10);
      int client = i % N_CLIENTS;

      g_string_append_printf (
        text, "%s;%02d:15;45;10;Marie Durand%d;06 39 98 %02d %02d;Pose gel;45,00;Terminé\r\n", day,
        9 + i % 10, client, client / 100, client % 100);
    }
  return g_string_free_and_steal (text);
}

static SalonChange *
read_diary (const char *text)
{
  const SalonImportSettings settings = { .staff_id = FIXTURE_STAFF_ID,
                                         .language = "fr",
                                         .nobody = "Passage",
                                         .category = "autres",
                                         .today = salon_day_from_ymd (2026, 3, 12),
                                         .now = FIXTURE_NOW,
                                         .make_id = salon_id_new };
  const SalonKnown known = { 0 };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (SalonSheet) sheet = salon_sheet_read ((const guint8 *) text, strlen (text), NULL);
  g_autofree SalonColumnField *fields = NULL;
  g_autoptr (SalonForeignRows) rows = NULL;

  g_assert_nonnull (sheet);
  fields = salon_column_guess_fields (sheet, SALON_FOREIGN_BOOKINGS);
  rows = salon_foreign_rows_read_sheet (sheet, SALON_FOREIGN_BOOKINGS, fields, zone);
  salon_import_match (rows, &known);
  return salon_import_plan (rows, &known, &settings, "Import");
}

static gpointer
undo (SalonStore *store, gpointer unused, GCancellable *cancellable, GError **error)
{
  return salon_store_undo (store, FIXTURE_NOW, error);
}

static void
undo_import (DeskFixture *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) undone =
    salon_worker_run (desk->worker, undo, NULL, (GDestroyNotify) salon_change_unref, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (salon_change_get_label (undone), ==, "Import");
  salon_sync_wake (desk->sync);
}

/* What a desk that joins now is told by the server alone. */
static char *
dump_server (Fixture *self, gint64 n_rows)
{
  DeskFixture reader;
  char *dump = NULL;

  desk_fixture_set_up_with (&reader, make_remote (self));
  desk_fixture_start (&reader);
  settle (&reader, n_rows);
  dump = desk_fixture_dump (&reader);
  desk_fixture_tear_down (&reader);
  return dump;
}

static void
assert_all_hold (Fixture *self, gint64 n_rows)
{
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  g_autofree char *server_rows = NULL;

  settle (&self->here, n_rows);
  settle (&self->there, n_rows);
  here = desk_fixture_dump (&self->here);
  there = desk_fixture_dump (&self->there);
  server_rows = dump_server (self, n_rows);
  g_assert_cmpint (strcmp (here, there), ==, 0);
  g_assert_cmpint (strcmp (here, server_rows), ==, 0);
  g_assert_cmpint (salon_sync_get_reviews (self->here.sync), ==, 0);
  g_assert_cmpint (salon_sync_get_reviews (self->there.sync), ==, 0);
}

static void
test_there_and_back (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *diary = write_diary ();
  g_autofree char *empty = desk_fixture_dump (&fixture->here);
  g_autofree char *after = NULL;

  desk_fixture_commit (&fixture->here, read_diary (diary));
  g_assert_cmpint (desk_fixture_read_int (&fixture->here, "SELECT count (*) FROM clients"), ==,
                   N_CLIENTS);
  assert_all_hold (fixture, N_CLIENTS + 2 * N_BOOKINGS);
  g_assert_cmpint (desk_fixture_read_int (&fixture->there,
                                          "SELECT count (*) FROM bookings\n"
                                          "WHERE buffer_before_minutes = 10 AND price = 4500"),
                   ==, N_BOOKINGS);

  undo_import (&fixture->here);
  assert_all_hold (fixture, 0);
  after = desk_fixture_dump (&fixture->there);
  g_assert_cmpstr (after, ==, empty);
}

int
main (int argc, char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  server = postgres_fixture_new ();
  g_free (postgres_fixture_create_salon (server));
  postgres_fixture_create_desk (server, USER);
  g_test_add ("/salon/shared-import/goes-over-whole-and-so-does-its-undo", Fixture, NULL, set_up,
              test_there_and_back, tear_down);
  status = g_test_run ();
  postgres_fixture_free (server);
  return status;
}
