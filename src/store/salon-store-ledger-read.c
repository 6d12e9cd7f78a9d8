/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the ledger of messages reads from the file, as salon.message_material() does over there. */
#include "core/salon-day.h"
#include "core/salon-phone.h"

#include "salon-store-error.h"
#include "salon-store-ledger-private.h"

/* Where a client is told: on her card, which the owner keeps; what a booking was made with otherwise. */
#define WHERE_SHE_IS_TOLD                                                                          \
  "coalesce (nullif (trim (c.phone), ''), nullif (trim (b.client_phone), '')) AS phone,\n"         \
  "coalesce (nullif (trim (c.email), ''), nullif (trim (b.client_email), '')) AS email,\n"         \
  "coalesce (c.language, 'fr') AS language,\n"                                                     \
  "coalesce (c.sms_consent, 1) AS sms_consent,\n"                                                  \
  "coalesce (c.email_consent, 1) AS email_consent\n"

#define IS_OPEN "status IN ('pending', 'sending', 'unknown') AND due_at IS NOT NULL"
#define FLAG(condition) "json (iif (" condition ", 'true', 'false'))"

static const char material_sql[] =
  "WITH about (id) AS (\n"
  "  SELECT id FROM bookings\n"
  "  WHERE start_minute >= unixepoch (date (?1, 'unixepoch', '-1 day')) / 60\n"
  "    AND start_minute < unixepoch (date (?1, 'unixepoch', '+4 days')) / 60\n"
  "  UNION\n"
  "  SELECT booking_id FROM notifications WHERE " IS_OPEN "\n"
  "), about_cards (id) AS (\n"
  "  SELECT id FROM gift_cards\n"
  "  WHERE expiry_date BETWEEN date (?1, 'unixepoch', '-1 day') AND date (?1, 'unixepoch', '+60 days')\n"
  "  UNION\n"
  "  SELECT gift_card_id FROM notifications WHERE " IS_OPEN "\n"
  ")\n"
  "SELECT json_object (\n"
  "  'now', ?1,\n"
  "  'bookings', (\n"
  "    SELECT json_group_array (json_object (\n"
  "      'id', b.id, 'starts_at', b.booking_date || 'T' || substr (b.booking_time, 1, 5),\n"
  "      'ends_at', strftime ('%Y-%m-%dT%H:%M', b.booking_date || ' ' || b.booking_time,\n"
  "                           '+' || b.duration_minutes || ' minutes'),\n"
  "      'status', b.status, 'client_id', b.client_id, 'name', b.client_name,\n"
  "      'phone', b.phone, 'email', b.email, 'language', b.language,\n"
  "      'sms_consent', " FLAG (
    "b.sms_consent") ",\n"
                     "      'email_consent', " FLAG (
                       "b.email_consent") ",\n"
                                          "      'services', (\n"
                                          "        SELECT json_group_array (s.name) FROM (\n"
                                          "          SELECT name FROM booking_services WHERE booking_id = b.id ORDER BY position, id\n"
                                          "        ) AS s\n"
                                          "      ),\n"
                                          "      'price', b.price, 'created_at', b.created_at,\n"
                                          "      'cancelled_at', coalesce (b.cancelled_at, 0),\n"
                                          "      'hold_expires_at', coalesce (b.hold_expires_at, 0)))\n"
                                          "    FROM (\n"
                                          "      SELECT b.id, b.booking_date, b.booking_time, b.duration_minutes, b.status, b.client_id,\n"
                                          "        b.client_name, b.price, b.created_at, b.cancelled_at, b.hold_expires_at,\n"
                                          "        " WHERE_SHE_IS_TOLD "      FROM about AS a\n"
                                          "      JOIN bookings AS b ON b.id = a.id\n"
                                          "      LEFT JOIN clients AS c ON c.id = b.client_id\n"
                                          "      ORDER BY b.start_minute, b.id\n"
                                          "    ) AS b\n"
                                          "  ),\n"
                                          "  'cards', (\n"
                                          "    SELECT json_group_array (json_object (\n"
                                          "      'id', g.id, 'code', g.code, 'service', g.service,\n"
                                          "      'amount', g.value, 'balance', g.balance,\n"
                                          "      'buyer_name', g.buyer_name, 'buyer_email', g.buyer_email,\n"
                                          "      'recipient_name', g.recipient_name, 'recipient_email', g.recipient_email,\n"
                                          "      'custom_message', g.custom_message, 'purchase_date', g.purchase_date,\n"
                                          "      'expiry_date', g.expiry_date, 'is_void', " FLAG (
                                            "g.balance = 0 AND g.was_ended") "))\n"
                                                                             "    FROM (\n"
                                                                             "      SELECT g.*, s.name AS service, coalesce (g.amount, s.price, 0) AS value,\n"
                                                                             "        (SELECT coalesce (sum (amount), 0) FROM gift_card_movements WHERE card_id = g.id)\n"
                                                                             "          AS balance,\n"
                                                                             "        EXISTS (SELECT 1 FROM gift_card_movements\n"
                                                                             "                WHERE card_id = g.id AND kind IN ('void', 'refund')) AS was_ended\n"
                                                                             "      FROM about_cards AS a\n"
                                                                             "      JOIN gift_cards AS g ON g.id = a.id\n"
                                                                             "      LEFT JOIN services AS s ON s.id = g.service_id\n"
                                                                             "      ORDER BY g.expiry_date, g.id\n"
                                                                             "    ) AS g\n"
                                                                             "  ),\n"
                                                                             "  'rows', (\n"
                                                                             "    SELECT json_group_array (json_object (\n"
                                                                             "      'id', n.id, 'booking_id', n.booking_id, 'gift_card_id', n.gift_card_id,\n"
                                                                             "      'kind', n.channel, 'medium', n.type, 'recipient', n.recipient,\n"
                                                                             "      'subject', n.subject, 'content', n.content, 'status', n.status,\n"
                                                                             "      'starts_at', n.starts_at, 'due_at', coalesce (n.due_at, 0),\n"
                                                                             "      'try_at', coalesce (n.try_at, 0), 'sent_at', coalesce (n.sent_at, 0),\n"
                                                                             "      'provider_id', n.provider_id, 'attempts', n.attempts,\n"
                                                                             "      'error_message', n.error_message, 'part_of', n.part_of,\n"
                                                                             "      'asked_at', coalesce (n.asked_at, 0),\n"
                                                                             "      'lease_until', iif (n.status = 'sending', coalesce (n.lease_until, 0), 0)))\n"
                                                                             "    FROM (\n"
                                                                             "      SELECT n.*, m.asked_at, m.lease_until\n"
                                                                             "      FROM notifications AS n\n"
                                                                             "      LEFT JOIN message_claims AS m ON m.id = n.id\n"
                                                                             "      WHERE n.booking_id IN (SELECT id FROM about)\n"
                                                                             "        OR n.gift_card_id IN (SELECT id FROM about_cards)\n"
                                                                             "        OR n." IS_OPEN
                                                                             "\n"
                                                                             "      ORDER BY n.due_at, n.id\n"
                                                                             "    ) AS n\n"
                                                                             "  ),\n"
                                                                             "  'settings', (SELECT json_group_object (key, value) FROM salon_settings)\n"
                                                                             ")";

SalonMessageMaterial *
salon_store_ledger_read_material (SalonStore *store, gint64 now, GError **error)
{
  g_autoptr (SalonStatement) statement = salon_store_prepare (store, material_sql, error);
  g_autoptr (GError) fault = NULL;
  SalonMessageMaterial *material = NULL;
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, now);
  if (!salon_sqlite_step (statement, &row, error))
    return NULL;
  material = salon_message_material_from_json (salon_statement_get_text (statement, 0), &fault);
  if (material == NULL)
    g_set_error_literal (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, fault->message);
  return material;
}

/* A time on the salon's wall as an instant. */
static gboolean
read_instant (SalonStore *store,
              const char *date,
              const char *time,
              gint64 *instant,
              GError **error)
{
  g_autoptr (GTimeZone) zone = salon_store_read_zone (store, error);
  g_autofree char *wall = g_strconcat (date, "T", time, ":00", NULL);
  g_autoptr (GDateTime) at = NULL;

  if (zone == NULL)
    return FALSE;
  at = g_date_time_new_from_iso8601 (wall, zone);
  *instant = at != NULL ? g_date_time_to_unix (at) : 0;
  return TRUE;
}

static gboolean
is_same_address (SalonMessageMedium medium, const char *address, const char *recipient)
{
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  if (address == NULL)
    return FALSE;
  if (medium == SALON_MESSAGE_EMAIL)
    return g_ascii_strcasecmp (address, recipient) == 0;
  return salon_phone_parse (address, &one, NULL) && salon_phone_parse (recipient, &other, NULL)
         && g_str_equal (one, other);
}

static gboolean
booking_stands (SalonStore *store,
                const SalonMessageRow *row,
                gint64 now,
                gboolean *stands,
                GError **error)
{
  static const char sql[] = "SELECT b.booking_date, substr (b.booking_time, 1, 5), b.status,\n"
                            "  " WHERE_SHE_IS_TOLD "FROM bookings AS b\n"
                            "LEFT JOIN clients AS c ON c.id = b.client_id\n"
                            "WHERE b.id = ?1";
  g_autoptr (SalonStatement) booking = salon_store_prepare (store, sql, error);
  g_autofree char *starts_at = NULL;
  SalonBookingStatus status = SALON_BOOKING_CANCELLED;
  gboolean is_sms = row->medium == SALON_MESSAGE_SMS;
  gboolean is_there = FALSE;
  gint64 begins = 0;

  if (booking == NULL)
    return FALSE;
  salon_statement_bind_text (booking, 1, row->booking_id);
  if (!salon_sqlite_step (booking, &is_there, error))
    return FALSE;
  if (!is_there)
    return TRUE;
  if (!read_instant (store, salon_statement_get_text (booking, 0),
                     salon_statement_get_text (booking, 1), &begins, error))
    return FALSE;
  starts_at = g_strconcat (salon_statement_get_text (booking, 0), "T",
                           salon_statement_get_text (booking, 1), NULL);
  *stands = g_strcmp0 (starts_at, row->starts_at) == 0
            && salon_booking_status_from_wire (salon_statement_get_text (booking, 2), &status)
            && salon_message_kind_stands (row->kind, status)
            && (begins > now || !salon_message_kind_is_ahead (row->kind))
            && (sqlite3_column_int (booking, is_sms ? 6 : 7) != 0
                || !salon_message_kind_needs_consent (row->kind, row->medium))
            && is_same_address (row->medium, salon_statement_get_text (booking, is_sms ? 3 : 4),
                                row->recipient);
  return TRUE;
}

static gboolean
card_stands (SalonStore *store,
             const SalonMessageRow *row,
             gint64 now,
             gboolean *stands,
             GError **error)
{
  static const char sql[] =
    "SELECT g.expiry_date, g.expiry_date >= date (?2, 'unixepoch', '-1 day'),\n"
    "  (SELECT coalesce (sum (amount), 0) FROM gift_card_movements WHERE card_id = g.id),\n"
    "  EXISTS (SELECT 1 FROM gift_card_movements\n"
    "          WHERE card_id = g.id AND kind IN ('void', 'refund'))\n"
    "FROM gift_cards AS g\n"
    "WHERE g.id = ?1";
  g_autoptr (SalonStatement) card = salon_store_prepare (store, sql, error);
  gboolean is_there = FALSE;
  gint64 balance = 0;

  if (card == NULL)
    return FALSE;
  salon_statement_bind_text (card, 1, row->gift_card_id);
  sqlite3_bind_int64 (card, 2, now);
  if (!salon_sqlite_step (card, &is_there, error))
    return FALSE;
  if (!is_there)
    return TRUE;
  balance = sqlite3_column_int64 (card, 2);
  if (row->kind == SALON_MESSAGE_EXPIRY)
    *stands = balance > 0 && sqlite3_column_int (card, 1) != 0
              && g_strcmp0 (salon_statement_get_text (card, 0), row->starts_at) == 0;
  else if (row->kind == SALON_MESSAGE_VOUCHER)
    *stands = balance > 0 || sqlite3_column_int (card, 3) == 0;
  return TRUE;
}

gboolean
salon_store_ledger_stands (SalonStore *store,
                           const SalonMessageRow *row,
                           gint64 now,
                           gboolean *stands,
                           GError **error)
{
  *stands = FALSE;
  if (row->booking_id != NULL)
    return booking_stands (store, row, now, stands, error);
  if (row->gift_card_id != NULL)
    return card_stands (store, row, now, stands, error);
  *stands = TRUE;
  return TRUE;
}
