/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-figures.h"

#include <stdlib.h>
#include <string.h>

#include "core/salon-occupancy-walk.h"
#include "salon-server-figures-hours.h"

#define SHOW_DAYS 90

/* Of rows b. */
#define IS_VISIT "b.status IN ('arrived', 'completed')"
#define IS_LAPSED                                                                                  \
  "coalesce (b.status = 'cancelled' AND b.cancellation_reason IN ('" SALON_BOOKING_HOLD_EXPIRED    \
  "', '" SALON_BOOKING_UNDONE "'), FALSE)"
#define WITHIN "b.booking_date >= $1::date AND b.booking_date < $2::date"

typedef struct
{
  SalonServerContext *context;
  SalonServerFiguresHours *hours;
  SalonStatistics *found;
  char *first_day;
  char *end_day;
  char *first_instant; /* as PostgreSQL reads one */
  char *end_instant;
} Question;

static gint64
get_number (const PGresult *rows, int row, int column)
{
  return g_ascii_strtoll (PQgetvalue (rows, row, column), NULL, 10);
}

static PGresult *
ask (Question *self, const char *sql, GError **error)
{
  const char *const values[] = { self->first_day, self->end_day };

  return salon_server_context_query (self->context, sql, G_N_ELEMENTS (values), values, error);
}

static PGresult *
ask_instants (Question *self, const char *sql, GError **error)
{
  const char *const values[] = { self->first_instant, self->end_instant };

  return salon_server_context_query (self->context, sql, G_N_ELEMENTS (values), values, error);
}

/* --- Bookings and time --- */

static void
add_to (SalonTally *tally, gint64 cents)
{
  tally->n++;
  tally->cents += cents;
}

static void
take_booking (Question *self, const PGresult *rows, int row, SalonOccupancyWalk *walk)
{
  SalonStatistics *found = self->found;
  SalonDay day = (SalonDay) get_number (rows, row, 0);
  int minute = (int) get_number (rows, row, 1);
  gboolean is_lapsed = *PQgetvalue (rows, row, 3) == 't';
  gint64 cents = get_number (rows, row, 4);
  SalonOccupancyBooking booking = {
    .staff_id = PQgetvalue (rows, row, 6),
    .start = salon_moment (day, minute),
    .buffer_before_minutes = atoi (PQgetvalue (rows, row, 7)),
    .duration_minutes = atoi (PQgetvalue (rows, row, 8)),
    .buffer_minutes = atoi (PQgetvalue (rows, row, 9)),
    .is_lapsed = is_lapsed,
    .cancelled_at = PQgetisnull (rows, row, 10) ? G_MININT64 : get_number (rows, row, 10),
  };

  salon_booking_status_from_wire (PQgetvalue (rows, row, 2), &booking.status);
  salon_occupancy_walk_add (walk, &booking);
  add_to (is_lapsed ? &found->lapsed : &found->states[booking.status], cents);
  if (booking.status != SALON_BOOKING_CANCELLED)
    add_to (&found->origins[salon_origin_from_id (PQgetvalue (rows, row, 5))], cents);
  if (salon_booking_status_is_active (booking.status))
    found->hours[salon_day_get_weekday (day)][minute / 60]++;
}

static gboolean
read_bookings (Question *self, GError **error)
{
  static const char sql[] =
    "SELECT b.booking_date - date '1970-01-01',"
    "  extract (hour FROM b.booking_time)::integer * 60"
    "    + extract (minute FROM b.booking_time)::integer,"
    "  b.status, " IS_LAPSED ", round (coalesce (b.price, 0) * 100)::bigint, b.id, b.staff_id,"
    "  b.buffer_before_minutes, b.duration_minutes, b.buffer_minutes,"
    "  floor (extract (epoch FROM b.cancelled_at))::bigint"
    " FROM bookings AS b WHERE " WITHIN " ORDER BY b.booking_date";
  g_autoptr (PGresult) rows = ask (self, sql, error);
  g_autoptr (SalonOccupancyWalk) walk = NULL;

  if (rows == NULL)
    return FALSE;
  walk = salon_occupancy_walk_new (&self->hours->rules, self->found->from);
  for (int i = 0; i < PQntuples (rows); i++)
    take_booking (self, rows, i, walk);
  self->found->occupancy = salon_occupancy_walk_end (walk, self->found->to);
  return TRUE;
}

/* A line without a service of the list goes by its name; a booking without lines is one itself. */
static gboolean
read_services (Question *self, GError **error)
{
  static const char sql[] =
    "WITH lines AS ("
    "  SELECT l.service_id, CASE WHEN l.service_id IS NULL THEN l.name END AS name,"
    "    round (l.price * 100)::bigint AS cents"
    "  FROM bookings AS b JOIN booking_services AS l ON l.booking_id = b.id"
    "  WHERE " WITHIN " AND " IS_VISIT " UNION ALL"
    "  SELECT b.service_id, CASE WHEN b.service_id IS NULL THEN '' END,"
    "    round (coalesce (b.price, 0) * 100)::bigint"
    "  FROM bookings AS b"
    "  WHERE " WITHIN " AND " IS_VISIT
    "    AND NOT EXISTS (SELECT FROM booking_services AS l WHERE l.booking_id = b.id)"
    ")"
    " SELECT l.service_id, coalesce (l.name, s.name, ''), count (*), sum (l.cents)::bigint"
    " FROM lines AS l LEFT JOIN services AS s ON s.id = l.service_id"
    " GROUP BY 1, 2 ORDER BY 4 DESC, 3 DESC, coalesce (l.name, s.name, '') COLLATE \"C\", 1";
  g_autoptr (PGresult) rows = ask (self, sql, error);

  if (rows == NULL)
    return FALSE;
  self->found->reductions_cents = salon_statistics_get_visits (self->found).cents;
  for (int i = 0; i < PQntuples (rows); i++)
    {
      SalonServiceTally service = {
        .service_id = PQgetisnull (rows, i, 0) ? NULL : g_strdup (PQgetvalue (rows, i, 0)),
        .name = g_strdup (PQgetvalue (rows, i, 1)),
        .tally = { get_number (rows, i, 2), get_number (rows, i, 3) },
      };

      self->found->reductions_cents -= service.tally.cents;
      g_array_append_val (self->found->services, service);
    }
  return TRUE;
}

static gboolean
read_show (Question *self, GError **error)
{
  static const char sql[] =
    "SELECT count (*) FILTER (WHERE " IS_VISIT "), count (*) FILTER (WHERE NOT " IS_LAPSED ")"
    " FROM bookings AS b"
    " WHERE " WITHIN " AND b.status NOT IN ('pending', 'confirmed')";
  g_autofree char *from = salon_day_format (self->found->today - SHOW_DAYS);
  g_autofree char *to = salon_day_format (self->found->today);
  g_autoptr (PGresult) rows =
    salon_server_context_query (self->context, sql, 2, (const char *[]) { from, to }, error);

  if (rows == NULL)
    return FALSE;
  self->found->show = (SalonRate) { get_number (rows, 0, 0), get_number (rows, 0, 1) };
  return TRUE;
}

/* --- Clients --- */

static gboolean
read_clients (Question *self, GError **error)
{
  static const char sql[] =
    "WITH visits AS ("
    "  SELECT b.client_id, b.booking_date AS day, ("
    "    SELECT p.booking_date FROM bookings AS p"
    "    WHERE p.client_id = b.client_id AND p.status IN ('arrived', 'completed')"
    "      AND (p.booking_date, p.booking_time, p.id) < (b.booking_date, b.booking_time, b.id)"
    "    ORDER BY p.booking_date DESC, p.booking_time DESC, p.id DESC LIMIT 1) AS before,"
    "    EXISTS ("
    "      SELECT FROM bookings AS n"
    "      WHERE n.client_id = b.client_id AND n.booking_date > b.booking_date"
    "        AND n.status <> 'cancelled'"
    "        AND n.created_at AT TIME ZONE 'UTC'"
    "          < (b.booking_date + 1)::timestamp AT TIME ZONE $3) AS is_rebooked"
    "  FROM bookings AS b"
    "  WHERE " WITHIN " AND " IS_VISIT " AND b.client_id IS NOT NULL"
    ")"
    " SELECT count (*), count (*) FILTER (WHERE is_rebooked), count (DISTINCT client_id),"
    "  count (*) FILTER (WHERE before IS NULL),"
    "  coalesce (percentile_disc (0.5) WITHIN GROUP (ORDER BY day - before)"
    "    FILTER (WHERE before < day), 0)"
    " FROM visits";
  SalonStatistics *found = self->found;
  const char *const values[] = {
    self->first_day,
    self->end_day,
    g_time_zone_get_identifier (self->hours->rules.zone),
  };
  g_autoptr (PGresult) rows =
    salon_server_context_query (self->context, sql, G_N_ELEMENTS (values), values, error);

  if (rows == NULL)
    return FALSE;
  found->rebooked = (SalonRate) { get_number (rows, 0, 1), get_number (rows, 0, 0) };
  found->n_clients = get_number (rows, 0, 2);
  found->n_new_clients = get_number (rows, 0, 3);
  found->rhythm_days = (int) get_number (rows, 0, 4);
  found->n_passers_by = salon_statistics_get_visits (found).n - found->rebooked.whole;
  return TRUE;
}

/* --- Money --- */

static gboolean
read_payments (Question *self, GError **error)
{
  static const char sql[] =
    "SELECT p.payment_method, count (*), sum (round (p.amount * 100))::bigint"
    " FROM payments AS p"
    " WHERE p.created_at >= $1::timestamptz AT TIME ZONE 'UTC'"
    "   AND p.created_at < $2::timestamptz AT TIME ZONE 'UTC'"
    "   AND (p.status = 'completed' OR (p.status = 'refunded'"
    "     AND EXISTS (SELECT FROM payments AS r WHERE r.reverses = p.id)))"
    " GROUP BY 1";
  g_autoptr (PGresult) rows = ask_instants (self, sql, error);
  SalonTakings *received = &self->found->received;

  if (rows == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (rows); i++)
    {
      gint64 cents = get_number (rows, i, 2);

      received->cents[salon_means_from_wire (PQgetvalue (rows, i, 0))] += cents;
      received->total_cents += cents;
      received->n_payments += (int) get_number (rows, i, 1);
    }
  return TRUE;
}

static void
take_movements (SalonGiftCardSums *sums, const PGresult *rows, int row)
{
  SalonGiftCardKind kind = salon_gift_card_kind_from_wire (PQgetvalue (rows, row, 1));
  gboolean is_given = *PQgetvalue (rows, row, 2) == 't';
  gint64 cents = get_number (rows, row, 3);
  SalonMovementKind first;

  if (!salon_movement_kind_from_wire (PQgetvalue (rows, row, 0), &first))
    return;
  switch (first)
    {
    case SALON_MOVEMENT_ISSUE:
    case SALON_MOVEMENT_CREDIT:
    case SALON_MOVEMENT_EXTEND:
      *(is_given ? &sums->given_cents : &sums->sold_cents[kind]) += cents;
      sums->n_sold += is_given ? 0 : (int) get_number (rows, row, 4);
      break;
    case SALON_MOVEMENT_DEBIT:
      *(is_given ? &sums->given_used_cents : &sums->used_cents[kind]) -= cents;
      break;
    case SALON_MOVEMENT_VOID:
      sums->voided_cents[kind] -= is_given ? 0 : cents;
      break;
    case SALON_MOVEMENT_REFUND:
      sums->refunded_cents[kind] -= is_given ? 0 : cents;
      break;
    }
}

/* What takes back another is of the kind of that one. */
static gboolean
read_movements (Question *self, GError **error)
{
  static const char sql[] = "SELECT coalesce (f.kind, m.kind), c.type, c.is_complimentary,"
                            "  sum (round (m.amount * 100))::bigint,"
                            "  coalesce (sum (CASE m.kind WHEN 'void' THEN -1 ELSE 1 END)"
                            "    FILTER (WHERE coalesce (f.kind, m.kind) = 'issue'), 0)"
                            " FROM gift_card_movements AS m"
                            " LEFT JOIN gift_card_movements AS f ON f.id = m.reverses"
                            " JOIN gift_cards AS c ON c.id = m.card_id"
                            " WHERE m.at >= $1::timestamptz AND m.at < $2::timestamptz"
                            " GROUP BY 1, 2, 3";
  g_autoptr (PGresult) rows = ask_instants (self, sql, error);

  if (rows == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (rows); i++)
    take_movements (&self->found->cards, rows, i);
  return TRUE;
}

static gboolean
read_owed (Question *self, GError **error)
{
  static const char sql[] =
    "SELECT coalesce (sum (round (m.amount * 100)), 0)::bigint"
    " FROM gift_cards AS c JOIN gift_card_movements AS m ON m.card_id = c.id"
    " WHERE NOT c.is_complimentary AND c.expiry_date >= $1::date - 1 AND m.at < $2::timestamptz";
  const char *const values[] = { self->end_day, self->end_instant };
  g_autoptr (PGresult) rows =
    salon_server_context_query (self->context, sql, G_N_ELEMENTS (values), values, error);

  if (rows == NULL)
    return FALSE;
  self->found->owed_cents = get_number (rows, 0, 0);
  return TRUE;
}

/* --- The web --- */

/* Of days that nobody counted nothing is known. */
static gboolean
read_web_visits (Question *self, GError **error)
{
  static const char sql[] = "SELECT sum (visits) FROM web_visits"
                            " WHERE day >= $1::date AND day < $2::date";
  g_autoptr (PGresult) rows = ask (self, sql, error);

  if (rows == NULL)
    return FALSE;
  if (!PQgetisnull (rows, 0, 0))
    self->found->web_visits = get_number (rows, 0, 0);
  return TRUE;
}

/* --- All --- */

static char *
dup_instant (Question *self, SalonDay day)
{
  gint64 instant = salon_moment_to_instant (salon_moment (day, 0), self->hours->rules.zone);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (instant);

  return g_date_time_format (time, "%Y-%m-%d %H:%M:%S+00");
}

SalonStatistics *
salon_server_figures_read (SalonServerContext *context, SalonDay from, SalonDay to, GError **error)
{
  g_autoptr (SalonStatistics) found = salon_statistics_new ();
  g_autoptr (SalonServerFiguresHours) hours = salon_server_figures_hours_read (context, error);
  g_autofree char *first_day = salon_day_format (from);
  g_autofree char *end_day = salon_day_format (to);
  g_autofree char *first_instant = NULL;
  g_autofree char *end_instant = NULL;
  Question question = { context, hours, found, first_day, end_day, NULL, NULL };

  g_return_val_if_fail (from < to && to - from <= SALON_SERVER_FIGURES_MOST_DAYS, NULL);

  if (hours == NULL)
    return NULL;
  found->from = from;
  found->to = to;
  found->today = salon_moment_get_day (salon_moment_from_instant (
    salon_server_context_get_now (context) / G_USEC_PER_SEC, hours->rules.zone));
  question.first_instant = first_instant = dup_instant (&question, from);
  question.end_instant = end_instant = dup_instant (&question, to);
  return read_bookings (&question, error) && read_services (&question, error)
             && read_clients (&question, error) && read_payments (&question, error)
             && read_movements (&question, error) && read_owed (&question, error)
             && read_show (&question, error) && read_web_visits (&question, error)
           ? g_steal_pointer (&found)
           : NULL;
}
