/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes the plan of salon-sample-plan.c into a store, in one transaction: the salon itself
 * (salon-sample-salon.c), clients, bookings with their lines, then the search index in one pass. The
 * triggers of the schema are off meanwhile; the plan keeps what they watch over (a test looks for an
 * overlap).
 *
 * Whatever is not in the plan (names, numbers, notes, prices of then) is drawn while writing, from a
 * chance of its own, in the order of writing: the same arguments give the same rows.
 */
#include "salon-sample.h"

#include <string.h>

#include "core/salon-statistics.h"
#include "core/salon-text.h"

#include "salon-client-index.h"
#include "salon-sample-filler-private.h"
#include "salon-sqlite.h"
#include "salon-statistics-fold.h"
#include "salon-store-error.h"
#include "salon-store-private.h"

#define MAX_BOOKINGS 1000000
#define BOOKINGS_PER_LOOK_AT_CANCELLABLE 1024

#define NAME_TRIES 4

/* French numbers that belong to nobody: ARCEP keeps them for films (decision 2018-0881). */
#define FILM_MOBILE G_GINT64_CONSTANT (33639980000)
#define FILM_LANDLINE G_GINT64_CONSTANT (33261910000)
#define N_FILM_NUMBERS 10000

/* Coprime to the above: walks over all of them before one comes again. */
#define FILM_STRIDE 7919

/* Winter time all year: nobody looks at the hour at which a sample was typed in. */
static gint64
to_instant (SalonDay day, int minute)
{
  return salon_moment (day, minute) * 60 - 3600;
}

/* A UUIDv7 (RFC 9562) as if a row had been born each millisecond of this morning. */
void
salon_sample_filler_make_id (SalonSampleFiller *self, char id[SALON_SAMPLE_ID_LENGTH + 1])
{
  guint64 time = (guint64) (to_instant (self->plan->today, 0) * 1000 + self->n_ids++);
  guint64 a = salon_random_next (&self->random);
  guint64 b = salon_random_next (&self->random);

  g_snprintf (id, SALON_SAMPLE_ID_LENGTH + 1, "%08x-%04x-7%03x-%04x-%012" G_GINT64_MODIFIER "x",
              (guint) (time >> 16 & 0xffffffff), (guint) (time & 0xffff), (guint) (a & 0xfff),
              (guint) (0x8000 | (a >> 16 & 0x3fff)), b & G_GUINT64_CONSTANT (0xffffffffffff));
}

void
salon_sample_bind_text (sqlite3_stmt *statement, int parameter, const char *text)
{
  sqlite3_bind_text (statement, parameter, text, -1, SQLITE_STATIC);
}

void
salon_sample_bind_own_text (sqlite3_stmt *statement, int parameter, char *text)
{
  sqlite3_bind_text (statement, parameter, text, -1, g_free);
}

gboolean
salon_sample_run (sqlite3_stmt *statement, GError **error)
{
  gboolean done = salon_sqlite_run (statement, error);

  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return done;
}

/* Nobody else's name, as long as there are enough of them. */
static char *
make_name (SalonSampleFiller *self, const char **first, const char **last)
{
  const char *list = salon_random_chance (&self->random, 6) ? "men" : "first_names";
  char *name = NULL;

  for (int i = 0; i < NAME_TRIES; i++)
    {
      g_free (name);
      *first = salon_sample_source_pick (self->source, list, &self->random);
      *last = salon_sample_source_pick (self->source, "surnames", &self->random);
      name = g_strdup_printf ("%s %s", *first, *last);
      if (g_hash_table_add (self->names, name))
        return g_strdup (name);
      name = NULL; /* the table has freed it */
    }
  return g_strdup_printf ("%s %s", *first, *last);
}

static void
append_slug (GString *slug, const char *name)
{
  g_autofree char *folded = salon_text_fold (name);

  for (const char *at = folded; *at != '\0'; at++)
    if (g_ascii_isalnum (*at) || *at == '-')
      g_string_append_c (slug, *at);
}

static char *
make_email (SalonSampleFiller *self, const char *first, const char *last)
{
  GString *email = g_string_new (NULL);

  append_slug (email, first);
  g_string_append_c (email, '.');
  append_slug (email, last);
  g_string_append_c (email, '@');
  g_string_append (email, salon_sample_source_pick (self->source, "mail_hosts", &self->random));
  return g_string_free_and_steal (email);
}

static char *
make_phone (SalonSampleFiller *self)
{
  gint64 base = salon_random_chance (&self->random, 92) ? FILM_MOBILE : FILM_LANDLINE;
  gint64 number = (gint64) self->n_numbers++ * FILM_STRIDE % N_FILM_NUMBERS;

  return g_strdup_printf ("+%" G_GINT64_FORMAT, base + number);
}

static void
bind_pick (SalonSampleFiller *self,
           sqlite3_stmt *statement,
           int parameter,
           const char *list,
           int percent)
{
  if (salon_random_chance (&self->random, percent))
    salon_sample_bind_text (statement, parameter,
                            salon_sample_source_pick (self->source, list, &self->random));
}

static gboolean
write_client (SalonSampleFiller *self, SalonSampleClient *client, gint64 created_at, GError **error)
{
  sqlite3_stmt *insert = self->insert_client;
  const char *first = NULL;
  const char *last = NULL;

  salon_sample_filler_make_id (self, client->id);
  client->name = make_name (self, &first, &last);
  if (salon_random_chance (&self->random, 68))
    client->email = make_email (self, first, last);
  if (salon_random_chance (&self->random, 97))
    client->phone = make_phone (self);

  salon_sample_bind_text (insert, 1, client->id);
  salon_sample_bind_text (insert, 2, client->name);
  salon_sample_bind_text (insert, 3, client->email);
  salon_sample_bind_text (insert, 4, client->phone);
  bind_pick (self, insert, 5, "allergies", 5);
  bind_pick (self, insert, 6, "client_notes", 30);
  sqlite3_bind_int (insert, 7, salon_random_below (&self->random, 200) == 0);
  sqlite3_bind_int (insert, 8, client->phone != NULL && salon_random_chance (&self->random, 84));
  sqlite3_bind_int (insert, 9, client->email != NULL && salon_random_chance (&self->random, 75));
  salon_sample_bind_text (insert, 10, salon_random_chance (&self->random, 3) ? "en" : "fr");
  sqlite3_bind_int64 (insert, 11, created_at);
  return salon_sample_run (insert, error);
}

/* Some two per cent a year, in steps of 50 cents. */
static gint64
get_price (SalonSampleFiller *self, const SalonSampleService *service, SalonDay day)
{
  int years = CLAMP ((self->plan->today - day) / 365, 0, 20);
  gint64 cents = service->price_cents * (100 - 2 * years) / 100;

  return (cents + 25) / 50 * 50;
}

/* The visit's own: when it was put down, for how much. */
typedef struct
{
  char id[SALON_SAMPLE_ID_LENGTH + 1];
  gint64 created_at;
  gint64 price_cents;
} Booking;

/* One in five was made on the web: its id is of the kind that the server gives. */
static void
choose_origin (const SalonSampleVisit *visit, Booking *booking)
{
  const char last = booking->id[SALON_SAMPLE_ID_LENGTH - 1];

  if (visit->client != SALON_SAMPLE_NOBODY && last >= '0' && last <= '2')
    booking->id[SALON_ORIGIN_ID_VERSION] = '4';
}

static void
draw_booking (SalonSampleFiller *self, const SalonSampleVisit *visit, Booking *booking)
{
  const SalonDay today = self->plan->today;
  SalonDay day = visit->day - 1 - salon_random_below (&self->random, 28);
  int minute = 9 * 60 + salon_random_below (&self->random, 9 * 60);

  salon_sample_filler_make_id (self, booking->id);
  choose_origin (visit, booking);
  booking->created_at =
    day < today ? to_instant (day, minute) : to_instant (today, 8 * 60 + minute % 30);
  booking->price_cents = 0;
  for (int i = 0; i < visit->n_services; i++)
    booking->price_cents +=
      get_price (self, salon_sample_source_get_service (self->source, visit->services[i]),
                 visit->day);
  if (salon_random_chance (&self->random, 2))
    booking->price_cents = booking->price_cents * 9 / 10;
}

static gboolean
write_lines (SalonSampleFiller *self,
             const SalonSampleVisit *visit,
             const Booking *booking,
             GError **error)
{
  sqlite3_stmt *insert = self->insert_line;
  char id[SALON_SAMPLE_ID_LENGTH + 1];

  for (int i = 0; i < visit->n_services; i++)
    {
      const SalonSampleService *service =
        salon_sample_source_get_service (self->source, visit->services[i]);

      salon_sample_filler_make_id (self, id);
      salon_sample_bind_text (insert, 1, id);
      salon_sample_bind_text (insert, 2, booking->id);
      sqlite3_bind_int (insert, 3, i);
      salon_sample_bind_text (insert, 4, self->service_ids[visit->services[i]]);
      salon_sample_bind_text (insert, 5, service->name);
      sqlite3_bind_int (insert, 6, service->duration_minutes);
      sqlite3_bind_int (insert, 7, service->buffer_minutes);
      sqlite3_bind_int64 (insert, 8, get_price (self, service, visit->day));
      if (!salon_sample_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static void
bind_client (SalonSampleFiller *self, const SalonSampleClient *client)
{
  sqlite3_stmt *insert = self->insert_booking;

  if (client == NULL)
    {
      salon_sample_bind_text (insert, 3, salon_sample_source_get_text (self->source, "walk_in"));
      return;
    }
  salon_sample_bind_text (insert, 3, client->name);
  salon_sample_bind_text (insert, 4, client->email);
  salon_sample_bind_text (insert, 5, client->phone);
  salon_sample_bind_text (insert, 16, client->id);
}

static void
bind_payment (SalonSampleFiller *self, const SalonSampleVisit *visit, const Booking *booking)
{
  sqlite3_stmt *insert = self->insert_booking;
  const char *method = salon_random_chance (&self->random, 72) ? "card" : "cash";

  if (visit->status == SALON_BOOKING_COMPLETED)
    {
      salon_sample_bind_text (insert, 9, "fully_paid");
      sqlite3_bind_int64 (insert, 10, booking->price_cents);
      salon_sample_bind_text (insert, 11, method);
    }
  else if (visit->status == SALON_BOOKING_CONFIRMED && salon_random_chance (&self->random, 10))
    {
      salon_sample_bind_text (insert, 9, "deposit_paid");
      sqlite3_bind_int64 (insert, 10, booking->price_cents * 3 / 10);
      salon_sample_bind_text (insert, 11, "card");
    }
  else
    salon_sample_bind_text (insert, 9, "pending");
}

static void
bind_cancellation (SalonSampleFiller *self, const SalonSampleVisit *visit, const Booking *booking)
{
  sqlite3_stmt *insert = self->insert_booking;
  gint64 before =
    to_instant (visit->day, visit->minute) - 3600 * (1 + salon_random_below (&self->random, 48));
  gint64 latest = to_instant (self->plan->today, 8 * 60 + 40);

  if (visit->status != SALON_BOOKING_CANCELLED)
    return;
  bind_pick (self, insert, 13, "cancellation_reasons", 80);
  sqlite3_bind_int64 (insert, 14,
                      CLAMP (before, booking->created_at, MAX (latest, booking->created_at)));
}

static gboolean
write_booking (SalonSampleFiller *self,
               const SalonSampleVisit *visit,
               const Booking *booking,
               const SalonSampleClient *client,
               GError **error)
{
  sqlite3_stmt *insert = self->insert_booking;

  salon_sample_bind_text (insert, 1, booking->id);
  salon_sample_bind_text (insert, 2, self->service_ids[visit->services[0]]);
  bind_client (self, client);
  salon_sample_bind_own_text (insert, 6, salon_day_format (visit->day));
  salon_sample_bind_own_text (insert, 7, salon_minute_format_sql (visit->minute));
  salon_sample_bind_text (insert, 8, salon_booking_status_to_wire (visit->status));
  bind_payment (self, visit, booking);
  bind_pick (self, insert, 12, "booking_notes", 7);
  bind_cancellation (self, visit, booking);
  sqlite3_bind_int64 (insert, 15, booking->created_at);
  salon_sample_bind_text (insert, 17, SALON_FIRST_STAFF_ID);
  sqlite3_bind_int (insert, 18, visit->duration_minutes);
  sqlite3_bind_int (insert, 19, visit->buffer_minutes);
  sqlite3_bind_int64 (insert, 20, booking->price_cents);
  return salon_sample_run (insert, error) && write_lines (self, visit, booking, error);
}

/* A client is put down with her first booking. */
static gboolean
write_visit (SalonSampleFiller *self, const SalonSampleVisit *visit, GError **error)
{
  SalonSampleClient *client =
    visit->client == SALON_SAMPLE_NOBODY ? NULL : &self->clients[visit->client];
  Booking booking;

  draw_booking (self, visit, &booking);
  if (client != NULL && client->name == NULL
      && !write_client (self, client, booking.created_at, error))
    return FALSE;
  return write_booking (self, visit, &booking, client, error);
}

static gboolean
prepare (SalonSampleFiller *self, GError **error)
{
  self->insert_client = salon_sqlite_prepare (
    self->database,
    "INSERT INTO clients (id, name, email, phone, allergies, notes, is_blocked, sms_consent,\n"
    "  email_consent, language, created_at)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    error);
  if (self->insert_client == NULL)
    return FALSE;
  self->insert_booking = salon_sqlite_prepare (
    self->database,
    "INSERT INTO bookings (id, service_id, client_name, client_email, client_phone, booking_date,\n"
    "  booking_time, status, payment_status, payment_amount, payment_method, notes,\n"
    "  cancellation_reason, cancelled_at, created_at, client_id, staff_id, duration_minutes,\n"
    "  buffer_minutes, price)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,\n"
    "  ?19, ?20)",
    error);
  if (self->insert_booking == NULL)
    return FALSE;
  self->insert_line = salon_sqlite_prepare (
    self->database,
    "INSERT INTO booking_services (id, booking_id, position, service_id, name, duration_minutes,\n"
    "  buffer_minutes, price)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    error);
  return self->insert_line != NULL;
}

static gboolean
write_visits (SalonSampleFiller *self, GError **error)
{
  if (!prepare (self, error))
    return FALSE;
  for (guint i = 0; i < self->plan->visits->len; i++)
    {
      if (i % BOOKINGS_PER_LOOK_AT_CANCELLABLE == 0
          && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (!write_visit (self, &g_array_index (self->plan->visits, SalonSampleVisit, i), error))
        return FALSE;
    }
  return TRUE;
}

/* Three who would come sooner if they could, for the next fortnight. A client's id is as good a one for
 * what she waits for. */
static gboolean
write_wishes (SalonSampleFiller *self, GError **error)
{
  static const char *sql =
    "INSERT INTO waiting_list (id, client_id, client_name, client_phone, client_email, services,\n"
    "  duration_minutes, from_date, to_date, weekdays, start_time, end_time, status, created_at)\n"
    "SELECT c.id, c.id, c.name, c.phone, c.email, json_array (s.id), s.duration_minutes,\n"
    "  date (?1), date (?1, '+14 days'), iif (c.n = 1, 127, 24), iif (c.n = 2, '14:00:00', NULL),\n"
    "  iif (c.n = 2, '19:00:00', NULL), 'waiting', unixepoch (?1) + c.n * 60 - 86400\n"
    "FROM (\n"
    "  SELECT *, row_number () OVER (ORDER BY rowid) AS n FROM clients WHERE phone IS NOT NULL LIMIT 3\n"
    ") AS c\n"
    "JOIN (SELECT *, row_number () OVER (ORDER BY position) AS n FROM services) AS s ON s.n = c.n";
  g_autoptr (sqlite3_stmt) insert = salon_sqlite_prepare (self->database, sql, error);
  g_autofree char *today = salon_day_format (self->plan->today);

  if (insert == NULL)
    return FALSE;
  sqlite3_bind_text (insert, 1, today, -1, SQLITE_STATIC);
  return salon_sqlite_run (insert, error);
}

static gboolean
check_empty (sqlite3 *database, GError **error)
{
  gint64 n_rows = 0;

  if (!salon_sqlite_read_int (database,
                              "SELECT (SELECT count (*) FROM services)\n"
                              "  + (SELECT count (*) FROM clients)\n"
                              "  + (SELECT count (*) FROM bookings)\n"
                              "  + (SELECT count (*) FROM salon_settings)",
                              &n_rows, error))
    return FALSE;
  if (n_rows > 0)
    {
      g_set_error_literal (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED,
                           "a sample is not mixed with what a salon has already");
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_all (SalonSampleFiller *self, SalonStore *store, GError **error)
{
  return check_empty (self->database, error) && salon_sample_filler_write_salon (self, error)
         && write_visits (self, error) && write_wishes (self, error)
         && salon_sample_filler_write_money (self, error)
         && salon_sample_filler_write_messages (self, error)
         && salon_sample_filler_write_web_visits (self, error)
         && salon_client_index_rebuild (self->database, error)
         && salon_statistics_fold_mark_all (self->database, error)
         && salon_statistics_fold_all (store, error) && salon_store_mark_sample (store, error);
}

static gboolean
fill_in_transaction (SalonSampleFiller *self, SalonStore *store, GError **error)
{
  if (!salon_sqlite_execute (self->database, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (!write_all (self, store, error) || !salon_sqlite_execute (self->database, "COMMIT", error))
    {
      sqlite3_exec (self->database, "ROLLBACK", NULL, NULL, NULL);
      return FALSE;
    }
  /* The log is as long as the file now: fold it in, for whoever reads next. */
  sqlite3_wal_checkpoint_v2 (self->database, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  return TRUE;
}

static gboolean
fill (SalonSampleFiller *self, SalonStore *store, GError **error)
{
  gboolean done = FALSE;

  sqlite3_db_config (self->database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  done = fill_in_transaction (self, store, error);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);

  sqlite3_finalize (self->insert_client);
  sqlite3_finalize (self->insert_booking);
  sqlite3_finalize (self->insert_line);
  for (guint32 i = 0; i < self->plan->n_clients; i++)
    {
      g_free (self->clients[i].name);
      g_free (self->clients[i].email);
      g_free (self->clients[i].phone);
    }
  return done;
}

gboolean
salon_sample_fill (SalonStore *store,
                   SalonMoment now,
                   int n_bookings,
                   guint32 seed,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SalonSampleSource) source = NULL;
  g_autoptr (SalonSamplePlan) plan = NULL;
  g_autoptr (GHashTable) names = NULL;
  g_autofree SalonSampleClient *clients = NULL;
  g_autofree char (*service_ids)[SALON_SAMPLE_ID_LENGTH + 1] = NULL;
  SalonSampleFiller filler = { 0 };

  g_return_val_if_fail (SALON_IS_STORE (store), FALSE);
  g_return_val_if_fail (n_bookings >= 0 && n_bookings <= MAX_BOOKINGS, FALSE);

  source = salon_sample_source_new (salon_moment_get_day (now));
  plan = salon_sample_plan_new (source, now, n_bookings, seed);
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  clients = g_new0 (SalonSampleClient, plan->n_clients);
  service_ids = g_malloc0_n (source->services->len, sizeof *service_ids);
  filler = (SalonSampleFiller) {
    .database = salon_store_get_database (store),
    .source = source,
    .plan = plan,
    .cancellable = cancellable,
    .random = { ~(guint64) seed },
    .service_ids = service_ids,
    .clients = clients,
    .names = names,
  };
  return fill (&filler, store, error);
}
