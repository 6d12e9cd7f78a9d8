/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger-bed.h"

#include <string.h>

#include "core/salon-instant.h"

const char *
ledger_bed_id (char letter, guint number)
{
  static char ids[8][37];
  static guint next;
  char *id = ids[next++ % G_N_ELEMENTS (ids)];

  g_snprintf (id, sizeof ids[0], "%c0000000-0000-4000-8000-%012u", letter, number);
  return id;
}

LedgerBed *
ledger_bed_new (PostgresFixture *server)
{
  LedgerBed *self = g_new0 (LedgerBed, 1);

  if (server == NULL)
    {
      store_fixture_set_up (&self->file, NULL);
      self->ledger = salon_store_ledger_new (self->file.store);
      return self;
    }
  self->server = server;
  self->database = postgres_fixture_create_salon (server);
  self->owner = postgres_fixture_connect (server, self->database, NULL);
  self->ledger = salon_database_ledger_new (self->owner, NULL);
  salon_database_ledger_simulate (SALON_DATABASE_LEDGER (self->ledger));
  return self;
}

void
ledger_bed_free (LedgerBed *self)
{
  g_clear_object (&self->ledger);
  if (self->server == NULL)
    store_fixture_tear_down (&self->file, NULL);
  g_clear_pointer (&self->owner, salon_connection_free);
  g_free (self->database);
  g_free (self);
}

static void
execute (LedgerBed *self, const char *sql)
{
  if (self->server != NULL)
    fixture_execute (self->owner, sql);
  else
    g_assert_cmpint (store_fixture_execute (&self->file, sql), ==, SQLITE_OK);
}

void
ledger_bed_execute (LedgerBed *self, const char *sql, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, sql);
  text = g_strdup_vprintf (sql, arguments);
  va_end (arguments);
  execute (self, text);
}

gint64
ledger_bed_read_int (LedgerBed *self, const char *sql)
{
  return self->server != NULL ? fixture_read_int (self->owner, sql)
                              : store_fixture_read_int (&self->file, sql);
}

char *
ledger_bed_read_text (LedgerBed *self, const char *sql)
{
  return self->server != NULL ? fixture_read_text (self->owner, sql)
                              : store_fixture_read_text (&self->file, sql);
}

/* An instant as the database keeps it. Transfer full. */
static char *
write_instant (LedgerBed *self, gint64 instant)
{
  g_autofree char *wire = salon_instant_to_wire (instant);

  if (self->server == NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT, instant);
  return g_strdup_printf ("'%s'", wire);
}

static void
book (LedgerBed *self, guint number, const char *starts_at, const char *status, const char *phone)
{
  g_autofree char *created = write_instant (self, BED_NOW - 30 * 86400);
  g_autofree char *date = g_strndup (starts_at, strlen ("2026-03-13"));
  const char *time = starts_at + strlen ("2026-03-13T");

  ledger_bed_execute (
    self,
    "INSERT INTO clients (id, name, email, phone, is_blocked, sms_consent, email_consent, language,"
    "  created_at) "
    "VALUES ('%s', 'Marie %u', '" BED_EMAIL "', '%s', FALSE, TRUE, TRUE, 'fr', %s)",
    ledger_bed_id ('c', number), number, phone, created);
  /* Nobody's chair: one member of staff cannot do what ten thousand have booked. */
  ledger_bed_execute (self,
                      "INSERT INTO staff (id, name, is_active, position) "
                      "VALUES ('%s', 'Nina', TRUE, 1)",
                      ledger_bed_id ('f', number));
  ledger_bed_execute (
    self,
    "INSERT INTO bookings (id, client_name, client_email, client_phone, booking_date, booking_time,"
    "  status, payment_status, created_at, client_id, staff_id, duration_minutes, buffer_minutes,"
    "  price, double_booked, buffer_before_minutes) "
    "VALUES ('%s', 'Marie %u', '', '%s', '%s', '%s:00', '%s', 'pending', %s, '%s', '%s', 30, 0, %s,"
    "  FALSE, 0)",
    ledger_bed_id ('b', number), number, phone, date, time, status, created,
    ledger_bed_id ('c', number), ledger_bed_id ('f', number),
    self->server != NULL ? "45.00" : "4500");
  ledger_bed_execute (
    self,
    "INSERT INTO booking_services (id, booking_id, position, name, duration_minutes, buffer_minutes,"
    "  price, buffer_before_minutes) VALUES ('%s', '%s', 0, 'Pose gel', 30, 0, %s, 0)",
    ledger_bed_id ('d', number), ledger_bed_id ('b', number),
    self->server != NULL ? "45.00" : "4500");
}

void
ledger_bed_book (LedgerBed *self, guint number, const char *starts_at, const char *status)
{
  book (self, number, starts_at, status, BED_PHONE);
}

void
ledger_bed_book_other (LedgerBed *self, guint number, const char *starts_at, const char *status)
{
  g_autofree char *phone = g_strdup_printf ("+336%08u", number);

  book (self, number, starts_at, status, phone);
}

void
ledger_bed_sell_card (LedgerBed *self, guint number, const char *expiry_date)
{
  g_autofree char *at = write_instant (self, BED_NOW - 30 * 86400);
  const char *amount = self->server != NULL ? "50.00" : "5000";

  /* Both at once: a card without its issue gets one from the database. */
  ledger_bed_execute (
    self,
    "BEGIN;"
    "INSERT INTO gift_cards (id, code, type, amount, buyer_name, recipient_name, recipient_email,"
    "  purchase_date, expiry_date, is_complimentary) "
    "VALUES ('%s', 'CARD-%u', 'amount', %s, 'Paul', 'Marie', '" BED_EMAIL "', '2026-01-01', '%s',"
    "  FALSE);"
    "INSERT INTO gift_card_movements (id, card_id, kind, amount, at) "
    "VALUES ('%s', '%s', 'issue', %s, %s);"
    "COMMIT",
    ledger_bed_id ('9', number), number, amount, expiry_date, ledger_bed_id ('e', number),
    ledger_bed_id ('9', number), amount, at);
}

void
ledger_bed_wish (LedgerBed *self,
                 guint number,
                 guint booking,
                 const char *kind,
                 const char *medium,
                 const char *starts_at,
                 gint64 due_at)
{
  g_autofree char *due = write_instant (self, due_at);

  ledger_bed_execute (
    self,
    "INSERT INTO notifications (id, booking_id, type, channel, recipient, status, starts_at, due_at,"
    "  attempts) VALUES ('%s', '%s', '%s', '%s', '%s', 'pending', '%s', %s, 0)",
    ledger_bed_id ('a', number), ledger_bed_id ('b', booking), medium, kind,
    g_str_equal (medium, "sms") ? BED_PHONE : BED_EMAIL, starts_at, due);
}
