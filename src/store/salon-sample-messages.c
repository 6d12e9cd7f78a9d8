/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the clients of the sample were told in the last month: reminders by SMS, thanks by mail, and the few
 * that did not arrive. It is made of what is written already, without chance: nothing else of the sample
 * depends on it, and nobody was ever told anything.
 */
#include "salon-sample-filler-private.h"
#include "salon-sqlite.h"

/* A booking's id is as good a one for its reminder, and with another beginning for its thanks. */
#define FIRST_NAME "substr (b.client_name, 1, instr (b.client_name || ' ', ' ') - 1)"
#define BEGINS_AT "b.booking_date || 'T' || substr (b.booking_time, 1, 5)"
#define HOUR                                                                                       \
  "CAST (substr (b.booking_time, 1, 2) AS INTEGER) || 'h' || substr (b.booking_time, 4, 2)"

/* ?1 the first day, ?2 now, both as minutes of wall time. */
static const char reminders_sql[] =
  "INSERT INTO notifications (id, booking_id, channel, type, recipient, content, status, starts_at,\n"
  "  due_at, sent_at, attempts, error_message)\n"
  "SELECT b.id, b.id, 'reminder', 'sms', c.phone,\n"
  "  'Bonjour ' || " FIRST_NAME " || ', nous vous attendons demain à ' || " HOUR
  " || '. Serenaia',\n"
  "  CASE b.n % 37 WHEN 5 THEN 'failed' WHEN 11 THEN 'unknown' ELSE 'sent' END,\n"
  "  " BEGINS_AT ", (b.start_minute - 1500) * 60,\n"
  "  CASE b.n % 37 WHEN 5 THEN NULL WHEN 11 THEN NULL ELSE (b.start_minute - 1500) * 60 + 20 END,\n"
  "  1,\n"
  "  CASE b.n % 37 WHEN 5 THEN 'recipient' WHEN 11 THEN 'no_answer' END\n"
  "FROM (SELECT *, row_number () OVER (ORDER BY start_minute DESC) AS n\n"
  "      FROM bookings\n"
  "      WHERE status IN ('confirmed', 'arrived', 'completed', 'no_show')\n"
  "        AND start_minute >= ?1\n"
  "        AND start_minute - 1440 < ?2) AS b\n"
  "JOIN clients AS c ON c.id = b.client_id\n"
  "WHERE c.phone IS NOT NULL AND c.sms_consent = 1";

/* She reminds by SMS alone. */
static const char settings_sql[] =
  "INSERT INTO salon_settings (key, value)\n"
  "SELECT 'message.reminder', '{\"sms\":true,\"email\":false,\"hours\":24}'\n"
  "WHERE ?1 < ?2";

static const char thanks_sql[] =
  "INSERT INTO notifications (id, booking_id, channel, type, recipient, subject, content, status,\n"
  "  starts_at, due_at, sent_at, attempts)\n"
  "SELECT 'e' || substr (b.id, 2), b.id, 'thanks', 'email', c.email, 'Merci de votre visite',\n"
  "  'Bonjour ' || " FIRST_NAME " || ',' || char (10) || char (10)\n"
  "    || 'Merci de votre visite. À bientôt !' || char (10) || char (10) || 'Sérénaïa',\n"
  "  'sent', " BEGINS_AT ", (b.end_minute + 120) * 60, (b.end_minute + 120) * 60 + 35, 1\n"
  "FROM bookings AS b\n"
  "JOIN clients AS c ON c.id = b.client_id\n"
  "WHERE b.status = 'completed'\n"
  "  AND b.start_minute >= ?1\n"
  "  AND b.end_minute + 180 < ?2\n"
  "  AND b.rowid % 4 = 0\n"
  "  AND c.email IS NOT NULL AND c.email_consent = 1";

gboolean
salon_sample_filler_write_messages (SalonSampleFiller *self, GError **error)
{
  static const char *const statements[] = { settings_sql, reminders_sql, thanks_sql };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr (sqlite3_stmt) insert = salon_sqlite_prepare (self->database, statements[i], error);

      if (insert == NULL)
        return FALSE;
      sqlite3_bind_int64 (insert, 1, salon_moment (self->plan->today - 30, 0));
      sqlite3_bind_int64 (insert, 2, self->plan->now);
      if (!salon_sqlite_run (insert, error))
        return FALSE;
    }
  return TRUE;
}
