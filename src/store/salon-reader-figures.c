/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows behind each figure: what one would count with a finger to come to it. */
#include "salon-reader-statistics.h"

#include "core/salon-occupancy-walk.h"

#include "salon-gift-card-rows.h"
#include "salon-reader-private.h"
#include "salon-statistics-rows.h"

#define IS_VISIT "b.status IN ('arrived', 'completed')"
#define IS_KEPT "b.status IN ('pending', 'confirmed', 'arrived', 'completed')"
#define IS_LAPSED                                                                                  \
  "coalesce (b.cancellation_reason, '') IN ('" SALON_BOOKING_HOLD_EXPIRED                          \
  "', '" SALON_BOOKING_UNDONE "')"

/* ?1 and ?2: the stretch; ?3: a text; ?4 and ?5: numbers. Most have no more than the first two: SQLite
 * passes over the value of a parameter that a statement has not. */
#define BOOKINGS(condition)                                                                        \
  "SELECT b.rowid, b.client_id, b.start_minute, b.cancelled_at\n"                                  \
  "FROM bookings AS b\n"                                                                           \
  "WHERE b.start_minute >= ?1\n"                                                                   \
  "  AND b.start_minute < ?2\n"                                                                    \
  "  AND " condition "\n"                                                                          \
  "ORDER BY b.start_minute, b.rowid"

static const char visits_sql[] = BOOKINGS (IS_VISIT);
static const char expected_sql[] = BOOKINGS ("b.status <> 'cancelled'");
static const char kept_sql[] = BOOKINGS (IS_KEPT);
static const char cancelled_sql[] = BOOKINGS ("b.status = 'cancelled' AND NOT " IS_LAPSED);
static const char lapsed_sql[] = BOOKINGS ("b.status = 'cancelled' AND " IS_LAPSED);
static const char no_shows_sql[] = BOOKINGS ("b.status = 'no_show'");
static const char passers_by_sql[] = BOOKINGS (IS_VISIT " AND b.client_id IS NULL");
static const char of_clients_sql[] = BOOKINGS (IS_VISIT " AND b.client_id IS NOT NULL");

/* A booking without lines is one itself. */
static const char services_sql[] =
  BOOKINGS (IS_VISIT "\n  AND (?3 IS NULL\n"
                     "    OR EXISTS (\n"
                     "      SELECT 1 FROM booking_services AS l\n"
                     "      WHERE l.booking_id = b.id\n"
                     "        AND coalesce (l.service_id, l.name) = ?3\n"
                     "    )\n"
                     "    OR (\n"
                     "      coalesce (b.service_id, '') = ?3\n"
                     "      AND NOT EXISTS (\n"
                     "        SELECT 1 FROM booking_services AS l WHERE l.booking_id = b.id)\n"
                     "    ))");

/* Of the week's days ?4 (0 is Monday) and of the hours ?5; below 0: all. */
static const char hours_sql[] =
  BOOKINGS (IS_KEPT "\n  AND (?4 < 0 OR (strftime ('%w', b.booking_date) + 6) % 7 = ?4)\n"
                    "  AND (?5 < 0 OR CAST (substr (b.booking_time, 1, 2) AS INTEGER) = ?5)");

static const char origin_sql[] = BOOKINGS ("b.status <> 'cancelled'\n"
                                           "  AND (?4 < 0 OR (substr (b.id, 15, 1) <> '7') = ?4)");

static const char second_visits_sql[] =
  BOOKINGS (IS_VISIT "\n  AND b.client_id IS NOT NULL\n"
                     "  AND EXISTS (\n"
                     "    SELECT 1\n"
                     "    FROM bookings AS o\n"
                     "    WHERE o.client_id = b.client_id\n"
                     "      AND o.start_minute < b.start_minute\n"
                     "      AND o.booking_date < b.booking_date\n"
                     "      AND o.status IN ('arrived', 'completed')\n"
                     "  )");

static const char *
find_bookings_sql (const SalonFigureRows *rows)
{
  switch (rows->figure)
    {
    case SALON_FIGURE_TURNOVER:
    case SALON_FIGURE_AVERAGE:
      return visits_sql;
    case SALON_FIGURE_BOOKINGS:
      return expected_sql;
    case SALON_FIGURE_OCCUPANCY:
    case SALON_FIGURE_FORECAST:
      return kept_sql;
    case SALON_FIGURE_CANCELLED:
      return cancelled_sql;
    case SALON_FIGURE_NO_SHOWS:
      return no_shows_sql;
    case SALON_FIGURE_LAPSED:
      return lapsed_sql;
    case SALON_FIGURE_SERVICES:
      return services_sql;
    case SALON_FIGURE_HOURS:
      return hours_sql;
    case SALON_FIGURE_PASSERS_BY:
      return passers_by_sql;
    case SALON_FIGURE_REBOOKED:
      return of_clients_sql;
    case SALON_FIGURE_RHYTHM:
      return second_visits_sql;
    case SALON_FIGURE_ORIGIN:
    case SALON_FIGURE_CONVERSION:
      return origin_sql;
    case SALON_FIGURE_LOST:
      return rows->part == SALON_LOSS_NO_SHOW ? no_shows_sql : cancelled_sql;
    case SALON_FIGURE_CARDS_SOLD:
    case SALON_FIGURE_CARDS_USED:
    case SALON_FIGURE_CARDS_OWED:
    case SALON_FIGURE_RECEIVED:
    case SALON_FIGURE_CLIENTS:
    case SALON_FIGURE_NEW_CLIENTS:
    case SALON_FIGURE_RETURNING_CLIENTS:
      break;
    }
  return NULL;
}

static gboolean
fail_kind (const SalonFigureRows *rows, GError **error)
{
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND,
               "no such rows behind the figure “%s”", salon_figure_to_wire (rows->figure));
  return FALSE;
}

static void
bind_bookings (SalonStatement *statement, const SalonFigureRows *rows)
{
  int number = rows->weekday;

  if (rows->figure == SALON_FIGURE_ORIGIN)
    number = rows->part;
  else if (rows->figure == SALON_FIGURE_CONVERSION)
    number = SALON_ORIGIN_WEB;
  sqlite3_bind_int64 (statement, 1, salon_moment (rows->from, 0));
  sqlite3_bind_int64 (statement, 2, salon_moment (rows->to, 0));
  salon_statement_bind_text (statement, 3, rows->key);
  sqlite3_bind_int (statement, 4, number);
  sqlite3_bind_int (statement, 5, rows->hour);
}

/* What only the clock on the salon's wall can tell. */
static gboolean
is_wanted (SalonStatisticsRows *self,
           const SalonFigureRows *rows,
           SalonStatement *booking,
           gboolean *wanted,
           GError **error)
{
  *wanted = TRUE;
  if (rows->figure == SALON_FIGURE_LOST && rows->part == SALON_LOSS_CANCELLED)
    *wanted = sqlite3_column_type (booking, 3) != SQLITE_NULL
              && salon_occupancy_walk_is_late (sqlite3_column_int64 (booking, 2),
                                               sqlite3_column_int64 (booking, 3), self->zone);
  if (rows->figure != SALON_FIGURE_REBOOKED)
    return TRUE;
  return salon_statistics_rows_is_rebooked (self, salon_statement_get_text (booking, 1),
                                            sqlite3_column_int64 (booking, 2), wanted, error);
}

static gboolean
take_bookings (SalonReader *self, const SalonFigureRows *rows, GArray *numbers, GError **error)
{
  SalonStatementSource source = salon_reader_get_source (self);
  g_auto (SalonStatisticsRows) context = { 0 };
  g_autoptr (SalonStatement) found = NULL;
  gboolean row = FALSE;

  if (!salon_statistics_rows_init (&context, &source, error))
    return FALSE;
  found = salon_reader_prepare (self, find_bookings_sql (rows), error);
  if (found == NULL)
    return FALSE;
  bind_bookings (found, rows);
  if (!salon_sqlite_step (found, &row, error))
    return FALSE;
  while (row)
    {
      gint64 number = sqlite3_column_int64 (found, 0);
      gboolean wanted = FALSE;

      if (!is_wanted (&context, rows, found, &wanted, error))
        return FALSE;
      if (wanted)
        g_array_append_val (numbers, number);
      if (!salon_sqlite_step (found, &row, error))
        return FALSE;
    }
  return TRUE;
}

GArray *
salon_reader_statistics_list_bookings (SalonReader *self,
                                       const SalonFigureRows *rows,
                                       GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (rows != NULL, NULL);

  if (salon_figure_get_rows_kind (rows) != SALON_ROWS_BOOKINGS)
    {
      fail_kind (rows, error);
      return NULL;
    }
  return take_bookings (self, rows, numbers, error) ? g_steal_pointer (&numbers) : NULL;
}

/* --- Gift cards --- */

#define MOVED(kinds)                                                                               \
  "SELECT g.rowid\n"                                                                               \
  "FROM gift_cards AS g\n"                                                                         \
  "WHERE g.is_complimentary = 0\n"                                                                 \
  "  AND EXISTS (\n"                                                                               \
  "    SELECT 1 " SALON_MOVEMENTS "    WHERE m.card_id = g.id\n"                                   \
  "      AND m.at >= ?1\n"                                                                         \
  "      AND m.at < ?2\n"                                                                          \
  "      AND " SALON_MOVEMENT_IS (kinds) "\n"                                                      \
                                         "  )\n"                                                   \
                                         "ORDER BY g.purchase_date, g.rowid"

static const char *
find_cards_sql (SalonFigure figure)
{
  static const char sold[] = MOVED ("'issue', 'credit', 'extend'");
  static const char used[] = MOVED ("'debit'");
  static const char owed[] = "SELECT g.rowid\n"
                             "FROM gift_cards AS g\n"
                             "WHERE g.is_complimentary = 0\n"
                             "  AND g.expiry_date >= ?3\n"
                             "  AND (\n"
                             "    SELECT coalesce (sum (m.amount), 0)\n"
                             "    FROM gift_card_movements AS m\n"
                             "    WHERE m.card_id = g.id\n"
                             "      AND m.at < ?2\n"
                             "  ) <> 0\n"
                             "ORDER BY g.expiry_date, g.rowid";

  if (figure == SALON_FIGURE_CARDS_SOLD)
    return sold;
  return figure == SALON_FIGURE_CARDS_USED ? used : owed;
}

static GTimeZone *
read_zone (SalonReader *self, GError **error)
{
  SalonStatementSource source = salon_reader_get_source (self);
  g_auto (SalonStatisticsRows) context = { 0 };

  return salon_statistics_rows_init (&context, &source, error) ? g_steal_pointer (&context.zone)
                                                               : NULL;
}

static gboolean
take_numbers (SalonStatement *rows, GArray *numbers, GError **error)
{
  gboolean row = FALSE;

  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      gint64 number = sqlite3_column_int64 (rows, 0);

      g_array_append_val (numbers, number);
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

GArray *
salon_reader_statistics_list_cards (SalonReader *self, const SalonFigureRows *rows, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *last_day = NULL;
  g_autoptr (SalonStatement) found = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (rows != NULL, NULL);

  if (salon_figure_get_rows_kind (rows) != SALON_ROWS_CARDS)
    {
      fail_kind (rows, error);
      return NULL;
    }
  zone = read_zone (self, error);
  found = zone != NULL ? salon_reader_prepare (self, find_cards_sql (rows->figure), error) : NULL;
  if (found == NULL)
    return NULL;
  last_day = salon_day_format (rows->to - 1);
  sqlite3_bind_int64 (found, 1, salon_moment_to_instant (salon_moment (rows->from, 0), zone));
  sqlite3_bind_int64 (found, 2, salon_moment_to_instant (salon_moment (rows->to, 0), zone));
  salon_statement_bind_text (found, 3, last_day);
  return take_numbers (found, numbers, error) ? g_steal_pointer (&numbers) : NULL;
}

/* --- Payments --- */

static GPtrArray *
list_payments (SalonReader *self, SalonDay from, SalonDay to, GTimeZone *zone, GError **error)
{
  return salon_reader_list_payments_between (self,
                                             salon_moment_to_instant (salon_moment (from, 0), zone),
                                             salon_moment_to_instant (salon_moment (to, 0), zone),
                                             error);
}

GPtrArray *
salon_reader_statistics_list_payments (SalonReader *self,
                                       const SalonFigureRows *rows,
                                       GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;
  GPtrArray *payments = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (rows != NULL, NULL);

  if (salon_figure_get_rows_kind (rows) != SALON_ROWS_PAYMENTS)
    {
      fail_kind (rows, error);
      return NULL;
    }
  zone = read_zone (self, error);
  payments = zone != NULL ? list_payments (self, rows->from, rows->to, zone, error) : NULL;
  for (guint i = payments != NULL && rows->part >= 0 ? payments->len : 0; i-- > 0;)
    if ((int) salon_payment_get_means (g_ptr_array_index (payments, i)) != rows->part)
      g_ptr_array_remove_index (payments, i);
  return payments;
}

GArray *
salon_reader_statistics_list_day_takings (SalonReader *self,
                                          SalonDay from,
                                          SalonDay to,
                                          GError **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, TRUE, sizeof (SalonDayTakings));
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GPtrArray) payments = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  zone = read_zone (self, error);
  payments = zone != NULL ? list_payments (self, from, to, zone, error) : NULL;
  if (payments == NULL)
    return NULL;
  for (guint i = 0; i < payments->len; i++)
    {
      SalonPayment *payment = g_ptr_array_index (payments, i);
      const SalonPaymentFields *fields = salon_payment_get_fields (payment);
      SalonDay day = salon_moment_get_day (salon_moment_from_instant (fields->created_at, zone));

      if (days->len == 0 || g_array_index (days, SalonDayTakings, days->len - 1).day != day)
        g_array_append_val (days, ((SalonDayTakings) { .day = day }));
      salon_takings_add (&g_array_index (days, SalonDayTakings, days->len - 1).takings,
                         salon_payment_get_means (payment), fields->amount_cents);
    }
  return g_steal_pointer (&days);
}

/* --- Movements --- */

static void
clear_move (gpointer data)
{
  SalonCardMove *move = data;

  g_free (move->code);
}

static gboolean
take_moves (SalonStatement *rows, GTimeZone *zone, GArray *moves, GError **error)
{
  gboolean row = FALSE;

  if (!salon_sqlite_step (rows, &row, error))
    return FALSE;
  while (row)
    {
      SalonCardMove move = {
        .day =
          salon_moment_get_day (salon_moment_from_instant (sqlite3_column_int64 (rows, 0), zone)),
        .kind = salon_gift_card_kind_from_wire (salon_statement_get_text (rows, 2)),
        .is_complimentary = sqlite3_column_int (rows, 3) != 0,
        .cents = sqlite3_column_int64 (rows, 5),
      };

      if (salon_movement_kind_from_wire (salon_statement_get_text (rows, 4), &move.movement))
        {
          move.code = g_strdup (salon_statement_get_text (rows, 1));
          g_array_append_val (moves, move);
        }
      if (!salon_sqlite_step (rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

GArray *
salon_reader_statistics_list_card_moves (SalonReader *self,
                                         SalonDay from,
                                         SalonDay to,
                                         GError **error)
{
  static const char sql[] =
    "SELECT m.at, g.code, g.type, g.is_complimentary, coalesce (f.kind, m.kind), "
    "m.amount\n" SALON_MOVEMENTS "JOIN gift_cards AS g ON g.id = m.card_id\n"
    "WHERE m.at >= ?1\n"
    "  AND m.at < ?2\n"
    "  AND m.kind <> 'extend'\n"
    "ORDER BY m.at, m.id";
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (SalonCardMove));
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (SalonStatement) rows = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  g_array_set_clear_func (moves, clear_move);
  zone = read_zone (self, error);
  rows = zone != NULL ? salon_reader_prepare (self, sql, error) : NULL;
  if (rows == NULL)
    return NULL;
  sqlite3_bind_int64 (rows, 1, salon_moment_to_instant (salon_moment (from, 0), zone));
  sqlite3_bind_int64 (rows, 2, salon_moment_to_instant (salon_moment (to, 0), zone));
  return take_moves (rows, zone, moves, error) ? g_steal_pointer (&moves) : NULL;
}

/* --- Clients --- */

#define CLIENTS(condition)                                                                         \
  "SELECT c.id\n"                                                                                  \
  "FROM clients AS c\n"                                                                            \
  "WHERE c.id IN (\n"                                                                              \
  "  SELECT b.client_id\n"                                                                         \
  "  FROM bookings AS b\n"                                                                         \
  "  WHERE b.start_minute >= ?1\n"                                                                 \
  "    AND b.start_minute < ?2\n"                                                                  \
  "    AND " IS_VISIT "\n"                                                                         \
  ")\n" condition "ORDER BY c.name, c.id"
#define CAME_BEFORE                                                                                \
  "EXISTS (\n"                                                                                     \
  "  SELECT 1\n"                                                                                   \
  "  FROM bookings AS b\n"                                                                         \
  "  WHERE b.client_id = c.id\n"                                                                   \
  "    AND b.start_minute < ?1\n"                                                                  \
  "    AND " IS_VISIT "\n"                                                                         \
  ")\n"

static const char *
find_clients_sql (SalonFigure figure)
{
  static const char all[] = CLIENTS ("");
  static const char first[] = CLIENTS ("AND NOT " CAME_BEFORE);
  static const char again[] = CLIENTS ("AND " CAME_BEFORE);

  if (figure == SALON_FIGURE_NEW_CLIENTS)
    return first;
  return figure == SALON_FIGURE_RETURNING_CLIENTS ? again : all;
}

GPtrArray *
salon_reader_statistics_list_clients (SalonReader *self,
                                      const SalonFigureRows *rows,
                                      GError **error)
{
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SalonStatement) ids = NULL;
  gboolean row = FALSE;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (rows != NULL, NULL);

  if (salon_figure_get_rows_kind (rows) != SALON_ROWS_CLIENTS)
    {
      fail_kind (rows, error);
      return NULL;
    }
  ids = salon_reader_prepare (self, find_clients_sql (rows->figure), error);
  if (ids == NULL)
    return NULL;
  sqlite3_bind_int64 (ids, 1, salon_moment (rows->from, 0));
  sqlite3_bind_int64 (ids, 2, salon_moment (rows->to, 0));
  if (!salon_sqlite_step (ids, &row, error))
    return NULL;
  while (row)
    {
      SalonClient *client =
        salon_reader_get_client (self, salon_statement_get_text (ids, 0), error);

      if (client == NULL)
        return NULL;
      g_ptr_array_add (clients, client);
      if (!salon_sqlite_step (ids, &row, error))
        return NULL;
    }
  return g_steal_pointer (&clients);
}
