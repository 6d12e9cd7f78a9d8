/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What else there is to know of the till: lines of no money, between those of payments and closings.
 * They are written with what they tell of, in one transaction.
 */
#include "core/salon-money.h"

#include "salon-till-private.h"
#include "salon-till.h"

gboolean
salon_till_note_event (SalonStore *store,
                       const char *event,
                       const char *detail,
                       const char *card,
                       gint64 now,
                       GError **error)
{
  g_autoptr (SalonTillLine) line = g_new0 (SalonTillLine, 1);

  line->kind = g_strdup (SALON_TILL_EVENT);
  line->event = g_strdup (event);
  line->detail = g_strdup (detail);
  line->card = g_strdup (card);
  return salon_till_append (store, line, now, error);
}

/* --- Settings --- */

/* @value: (out): the setting @key as a number, a yes as 1; 0: it is not set, or is something else */
static gboolean
read_setting (SalonStore *store, const char *key, gint64 *value, GError **error)
{
  static const char *sql = "SELECT CASE json_type (value)\n"
                           "    WHEN 'integer' THEN json_extract (value, '$')\n"
                           "    WHEN 'true' THEN 1\n"
                           "  END\n"
                           "FROM salon_settings\n"
                           "WHERE key = ?1";
  g_autoptr (SalonStatement) setting = salon_store_prepare (store, sql, error);
  gboolean row = FALSE;

  if (setting == NULL)
    return FALSE;
  salon_statement_bind_text (setting, 1, key);
  if (!salon_sqlite_step (setting, &row, error))
    return FALSE;
  *value = row ? sqlite3_column_int64 (setting, 0) : 0;
  return TRUE;
}

gboolean
salon_till_note_setting (SalonStore *store, const char *key, gint64 now, GError **error)
{
  gboolean is_switch = g_str_equal (key, SALON_TILL_OFF_KEY);
  g_autofree char *rate = NULL;
  gint64 value = 0;

  if (!is_switch && !g_str_equal (key, SALON_VAT_RATE_KEY))
    return TRUE;
  if (!read_setting (store, key, &value, error))
    return FALSE;
  if (is_switch)
    return salon_till_note_event (store,
                                  value != 0 ? SALON_TILL_RECORDING_OFF : SALON_TILL_RECORDING_ON,
                                  NULL, NULL, now, error);
  rate = salon_money_to_wire (value);
  return salon_till_note_event (store, SALON_TILL_VAT_RATE, rate, NULL, now, error);
}

/* --- Prints --- */

gboolean
salon_till_note_reprint (SalonStore *store, const char *card_id, gint64 now, GError **error)
{
  static const char *sql = "SELECT p.n, g.code\n"
                           "FROM gift_card_prints AS p\n"
                           "LEFT JOIN gift_cards AS g ON g.id = p.card_id\n"
                           "WHERE p.card_id = ?1\n"
                           "  AND p.n > 1";
  g_autoptr (SalonStatement) print = salon_store_prepare (store, sql, error);
  g_autofree char *n = NULL;
  gboolean row = FALSE;

  if (print == NULL)
    return FALSE;
  salon_statement_bind_text (print, 1, card_id);
  if (!salon_sqlite_step (print, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  n = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) sqlite3_column_int64 (print, 0));
  return salon_till_note_event (store, SALON_TILL_REPRINT, n, salon_statement_get_text (print, 1),
                                now, error);
}

/* --- The program --- */

/* The last @event of the journal. @at: (out): 0: there is none; @detail: (out) (transfer full) */
static gboolean
find_last (SalonStore *store, const char *event, gint64 *at, char **detail, GError **error)
{
  static const char *sql = "SELECT at, detail\n"
                           "FROM till_journal\n"
                           "WHERE kind = 'event'\n"
                           "  AND event = ?1\n"
                           "ORDER BY number DESC\n"
                           "LIMIT 1";
  g_autoptr (SalonStatement) last = salon_store_prepare (store, sql, error);
  gboolean row = FALSE;

  if (last == NULL)
    return FALSE;
  salon_statement_bind_text (last, 1, event);
  if (!salon_sqlite_step (last, &row, error))
    return FALSE;
  *at = row ? sqlite3_column_int64 (last, 0) : 0;
  *detail = row ? g_strdup (salon_statement_get_text (last, 1)) : NULL;
  return TRUE;
}

static gboolean
note_version (SalonStore *store, const char *version, gint64 now, GError **error)
{
  g_autofree char *before = NULL;
  gint64 at = 0;

  if (!find_last (store, SALON_TILL_VERSION, &at, &before, error))
    return FALSE;
  return g_strcmp0 (before, version) == 0
         || salon_till_note_event (store, SALON_TILL_VERSION, version, NULL, now, error);
}

/* Another day is another day, also when the clock was put back. */
static gboolean
note_day (SalonStore *store, const char *version, gint64 now, GError **error)
{
  g_autoptr (GTimeZone) zone = salon_store_read_zone (store, error);
  g_autofree char *before = NULL;
  gint64 at = 0;

  if (zone == NULL || !find_last (store, SALON_TILL_OPENING, &at, &before, error))
    return FALSE;
  return (at != 0
          && salon_moment_get_day (salon_moment_from_instant (at, zone))
               == salon_moment_get_day (salon_moment_from_instant (now, zone)))
         || salon_till_note_event (store, SALON_TILL_OPENING, version, NULL, now, error);
}

gboolean
salon_till_note_opening (SalonStore *store, const char *version, gint64 now, GError **error)
{
  g_return_val_if_fail (SALON_IS_STORE (store), FALSE);
  g_return_val_if_fail (version != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!salon_store_begin (store, error))
    return FALSE;
  if (!note_version (store, version, now, error) || !note_day (store, version, now, error)
      || !salon_store_commit (store, NULL, error))
    {
      salon_store_roll_back (store);
      return FALSE;
    }
  return TRUE;
}
