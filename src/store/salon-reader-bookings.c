/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bookings with their lines, from two statements over the same range in the same order, stepped
 * beside each other: the second gives the lines of the booking that the first stands on. While the
 * first is half stepped its read transaction is open, so both see one state of the file.
 *
 * Texts are borrowed from SQLite: a booking's until the first statement steps on. Those of a line
 * end at the next line already, so lines wait in a chunk of memory that a whole list shares.
 */
#include "salon-reader.h"

#include "salon-reader-private.h"

#define BOOKING_COLUMNS                                                                            \
  "b.id, b.staff_id, b.client_id, b.client_name, b.client_email, b.client_phone, c.allergies, "    \
  "b.start_minute, b.duration_minutes, b.buffer_minutes, b.price, b.status, b.payment_status, "    \
  "b.notes, b.cancellation_reason, b.forced_reason, b.cancelled_at, b.hold_expires_at, "           \
  "b.created_at, b.double_booked, b.buffer_before_minutes, b.series_id "
#define BOOKING_TABLES "FROM bookings AS b LEFT JOIN clients AS c ON c.id = b.client_id "

#define LINE_COLUMNS                                                                               \
  "l.booking_id, l.id, l.service_id, l.name, s.category, l.duration_minutes, l.buffer_minutes, "   \
  "l.price, l.buffer_before_minutes "
#define LINE_TABLES                                                                                \
  "FROM bookings AS b "                                                                            \
  "JOIN booking_services AS l ON l.booking_id = b.id "                                             \
  "LEFT JOIN services AS s ON s.id = l.service_id "

#define IN_RANGE "WHERE b.start_minute >= ?1 AND b.start_minute < ?2 "
#define NOT_CANCELLED "AND b.status <> 'cancelled' "
#define BOOKING_ORDER "ORDER BY b.start_minute, b.rowid"
#define LINE_ORDER "ORDER BY b.start_minute, b.rowid, l.position"

const char salon_reader_bookings_sql[] =
  "SELECT " BOOKING_COLUMNS BOOKING_TABLES IN_RANGE BOOKING_ORDER;
const char salon_reader_lines_sql[] = "SELECT " LINE_COLUMNS LINE_TABLES IN_RANGE LINE_ORDER;

static const char kept_bookings_sql[] =
  "SELECT " BOOKING_COLUMNS BOOKING_TABLES IN_RANGE NOT_CANCELLED BOOKING_ORDER;
static const char kept_lines_sql[] =
  "SELECT " LINE_COLUMNS LINE_TABLES IN_RANGE NOT_CANCELLED LINE_ORDER;

static const char booking_sql[] = "SELECT " BOOKING_COLUMNS BOOKING_TABLES "WHERE b.id = ?1";
static const char booking_lines_sql[] =
  "SELECT " LINE_COLUMNS LINE_TABLES "WHERE b.id = ?1 ORDER BY l.position";

static const char series_sql[] =
  "SELECT " BOOKING_COLUMNS BOOKING_TABLES
  "WHERE b.series_id = ?1 AND b.series_id IS NOT NULL " BOOKING_ORDER;
static const char series_lines_sql[] =
  "SELECT " LINE_COLUMNS LINE_TABLES
  "WHERE b.series_id = ?1 AND b.series_id IS NOT NULL " LINE_ORDER;

static const char client_bookings_sql[] =
  "SELECT " BOOKING_COLUMNS BOOKING_TABLES
  "WHERE b.client_id = ?1 ORDER BY b.start_minute DESC, b.rowid DESC LIMIT ?2";
/* The lines of the same bookings; the inner list needs no look at the table. */
static const char client_lines_sql[] =
  "SELECT " LINE_COLUMNS
  "FROM (SELECT rowid AS row, id, start_minute FROM bookings WHERE client_id = ?1 "
  "ORDER BY start_minute DESC, rowid DESC LIMIT ?2) AS b "
  "JOIN booking_services AS l ON l.booking_id = b.id "
  "LEFT JOIN services AS s ON s.id = l.service_id "
  "ORDER BY b.start_minute DESC, b.row DESC, l.position";

/* The order of the numbers is that of the rows: they are walked, and each looked up. */
static const char numbered_bookings_sql[] =
  "SELECT " BOOKING_COLUMNS
  "FROM json_each (?1) AS n CROSS JOIN bookings AS b ON b.rowid = n.value "
  "LEFT JOIN clients AS c ON c.id = b.client_id ORDER BY n.key";
static const char numbered_lines_sql[] =
  "SELECT " LINE_COLUMNS "FROM json_each (?1) AS n CROSS JOIN bookings AS b ON b.rowid = n.value "
  "CROSS JOIN booking_services AS l ON l.booking_id = b.id "
  "LEFT JOIN services AS s ON s.id = l.service_id ORDER BY n.key, l.position";

static const char pending_bookings_sql[] =
  "SELECT " BOOKING_COLUMNS BOOKING_TABLES
  "WHERE b.start_minute >= ?1 AND b.status = 'pending' " BOOKING_ORDER;
static const char pending_lines_sql[] =
  "SELECT " LINE_COLUMNS LINE_TABLES
  "WHERE b.start_minute >= ?1 AND b.status = 'pending' " LINE_ORDER;

static const char loads_sql[] =
  "SELECT start_minute, duration_minutes FROM bookings "
  "WHERE start_minute >= ?1 AND start_minute < ?2 AND status NOT IN ('cancelled', 'no_show') "
  "ORDER BY start_minute";

/* Both statements and the lines of the booking that is being read. */
typedef struct
{
  SalonStatement *bookings;
  SalonStatement *lines;
  gboolean has_line; /* the second statement stands on one */
  GStringChunk *texts;
  GArray *current; /* SalonBookingLine */
} Merge;

static const char *
keep_text (Merge *merge, int column)
{
  const char *text = salon_statement_get_text (merge->lines, column);

  if (text == NULL)
    return NULL;
  return g_string_chunk_insert_len (merge->texts, text,
                                    sqlite3_column_bytes (merge->lines, column));
}

static gboolean
take_lines (Merge *merge, const char *booking_id, GError **error)
{
  g_array_set_size (merge->current, 0);
  while (merge->has_line && g_strcmp0 (salon_statement_get_text (merge->lines, 0), booking_id) == 0)
    {
      SalonBookingLine line = {
        .id = keep_text (merge, 1),
        .service_id = keep_text (merge, 2),
        .name = keep_text (merge, 3),
        .category = keep_text (merge, 4),
        .duration_minutes = sqlite3_column_int (merge->lines, 5),
        .buffer_minutes = sqlite3_column_int (merge->lines, 6),
        .price_cents = sqlite3_column_int64 (merge->lines, 7),
        .buffer_before_minutes = sqlite3_column_int (merge->lines, 8),
      };

      g_array_append_val (merge->current, line);
      if (!salon_sqlite_step (merge->lines, &merge->has_line, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_status (const char *wire, SalonBookingStatus *status, GError **error)
{
  if (salon_booking_status_from_wire (wire, status))
    return TRUE;
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "a booking is “%s”", wire);
  return FALSE;
}

static SalonBooking *
take_booking (Merge *merge, GError **error)
{
  SalonStatement *row = merge->bookings;
  const char *id = salon_statement_get_text (row, 0);
  SalonMoment start = sqlite3_column_int64 (row, 7);
  SalonBookingStatus status;

  if (!read_status (salon_statement_get_text (row, 11), &status, error)
      || !take_lines (merge, id, error))
    return NULL;
  return salon_booking_new (&(SalonBookingFields) {
    .id = id,
    .staff_id = salon_statement_get_text (row, 1),
    .client_id = salon_statement_get_text (row, 2),
    .client_name = salon_statement_get_text (row, 3),
    .client_email = salon_statement_get_text (row, 4),
    .client_phone = salon_statement_get_text (row, 5),
    .client_allergies = salon_statement_get_text (row, 6),
    .day = salon_moment_get_day (start),
    .minute = salon_moment_get_minute (start),
    .duration_minutes = sqlite3_column_int (row, 8),
    .buffer_minutes = sqlite3_column_int (row, 9),
    .price_cents = sqlite3_column_int64 (row, 10),
    .status = status,
    .payment_status = salon_statement_get_text (row, 12),
    .notes = salon_statement_get_text (row, 13),
    .cancellation_reason = salon_statement_get_text (row, 14),
    .forced_reason = salon_statement_get_text (row, 15),
    .cancelled_at = sqlite3_column_int64 (row, 16),
    .hold_expires_at = sqlite3_column_int64 (row, 17),
    .created_at = sqlite3_column_int64 (row, 18),
    .double_booked = sqlite3_column_int (row, 19),
    .buffer_before_minutes = sqlite3_column_int (row, 20),
    .series_id = salon_statement_get_text (row, 21),
    .lines = (const SalonBookingLine *) merge->current->data,
    .n_lines = merge->current->len,
  });
}

static gboolean
step_through (Merge *merge, GPtrArray *bookings, GError **error)
{
  gboolean row = FALSE;

  if (!salon_sqlite_step (merge->bookings, &row, error)
      || !salon_sqlite_step (merge->lines, &merge->has_line, error))
    return FALSE;
  while (row)
    {
      SalonBooking *booking = take_booking (merge, error);

      if (booking == NULL)
        return FALSE;
      g_ptr_array_add (bookings, booking);
      if (!salon_sqlite_step (merge->bookings, &row, error))
        return FALSE;
    }
  return TRUE;
}

/* Steps both statements, whose parameters are bound, to their end. */
static GPtrArray *
merge_statements (SalonStatement *bookings, SalonStatement *lines, GError **error)
{
  g_autoptr (GPtrArray) result = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (4096);
  g_autoptr (GArray) current = g_array_new (FALSE, FALSE, sizeof (SalonBookingLine));
  Merge merge = { bookings, lines, FALSE, texts, current };

  if (!step_through (&merge, result, error))
    return NULL;
  return g_steal_pointer (&result);
}

GPtrArray *
salon_reader_list_bookings (SalonReader *self,
                            SalonDay from,
                            SalonDay to,
                            SalonBookingsFilter filter,
                            GError **error)
{
  const gboolean all = filter == SALON_BOOKINGS_ALL;
  g_autoptr (SalonStatement) bookings = NULL;
  g_autoptr (SalonStatement) lines = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  bookings =
    salon_reader_prepare (self, all ? salon_reader_bookings_sql : kept_bookings_sql, error);
  if (bookings == NULL)
    return NULL;
  lines = salon_reader_prepare (self, all ? salon_reader_lines_sql : kept_lines_sql, error);
  if (lines == NULL)
    return NULL;

  sqlite3_bind_int64 (bookings, 1, salon_moment (from, 0));
  sqlite3_bind_int64 (bookings, 2, salon_moment (to, 0));
  sqlite3_bind_int64 (lines, 1, salon_moment (from, 0));
  sqlite3_bind_int64 (lines, 2, salon_moment (to, 0));
  return merge_statements (bookings, lines, error);
}

SalonBooking *
salon_reader_get_booking (SalonReader *self, const char *id, GError **error)
{
  g_autoptr (SalonStatement) booking = NULL;
  g_autoptr (SalonStatement) lines = NULL;
  g_autoptr (GPtrArray) found = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  booking = salon_reader_prepare (self, booking_sql, error);
  if (booking == NULL)
    return NULL;
  lines = salon_reader_prepare (self, booking_lines_sql, error);
  if (lines == NULL)
    return NULL;

  salon_statement_bind_text (booking, 1, id);
  salon_statement_bind_text (lines, 1, id);
  found = merge_statements (booking, lines, error);
  if (found == NULL)
    return NULL;
  if (found->len == 0)
    {
      g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_NOT_FOUND, "no booking %s", id);
      return NULL;
    }
  return g_object_ref (g_ptr_array_index (found, 0));
}

GPtrArray *
salon_reader_list_client_bookings (SalonReader *self,
                                   const char *client_id,
                                   int limit,
                                   GError **error)
{
  g_autoptr (SalonStatement) bookings = NULL;
  g_autoptr (SalonStatement) lines = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (client_id != NULL, NULL);
  g_return_val_if_fail (limit >= 0, NULL);

  bookings = salon_reader_prepare (self, client_bookings_sql, error);
  if (bookings == NULL)
    return NULL;
  lines = salon_reader_prepare (self, client_lines_sql, error);
  if (lines == NULL)
    return NULL;

  salon_statement_bind_text (bookings, 1, client_id);
  sqlite3_bind_int (bookings, 2, limit);
  salon_statement_bind_text (lines, 1, client_id);
  sqlite3_bind_int (lines, 2, limit);
  return merge_statements (bookings, lines, error);
}

GPtrArray *
salon_reader_list_bookings_in_rows (SalonReader *self,
                                    const gint64 *numbers,
                                    guint n_numbers,
                                    GError **error)
{
  g_autoptr (SalonStatement) bookings = NULL;
  g_autoptr (SalonStatement) lines = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (numbers != NULL || n_numbers == 0, NULL);

  bookings = salon_reader_prepare (self, numbered_bookings_sql, error);
  if (bookings == NULL)
    return NULL;
  lines = salon_reader_prepare (self, numbered_lines_sql, error);
  if (lines == NULL)
    return NULL;
  salon_statement_bind_numbers (bookings, 1, numbers, n_numbers);
  salon_statement_bind_numbers (lines, 1, numbers, n_numbers);
  return merge_statements (bookings, lines, error);
}

GPtrArray *
salon_reader_list_pending_bookings (SalonReader *self, SalonDay from, GError **error)
{
  g_autoptr (SalonStatement) bookings = NULL;
  g_autoptr (SalonStatement) lines = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);

  bookings = salon_reader_prepare (self, pending_bookings_sql, error);
  if (bookings == NULL)
    return NULL;
  lines = salon_reader_prepare (self, pending_lines_sql, error);
  if (lines == NULL)
    return NULL;
  sqlite3_bind_int64 (bookings, 1, salon_moment (from, 0));
  sqlite3_bind_int64 (lines, 1, salon_moment (from, 0));
  return merge_statements (bookings, lines, error);
}

GPtrArray *
salon_reader_list_series (SalonReader *self, const char *series_id, GError **error)
{
  g_autoptr (SalonStatement) bookings = NULL;
  g_autoptr (SalonStatement) lines = NULL;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (series_id != NULL, NULL);

  bookings = salon_reader_prepare (self, series_sql, error);
  if (bookings == NULL)
    return NULL;
  lines = salon_reader_prepare (self, series_lines_sql, error);
  if (lines == NULL)
    return NULL;

  salon_statement_bind_text (bookings, 1, series_id);
  salon_statement_bind_text (lines, 1, series_id);
  return merge_statements (bookings, lines, error);
}

/* One element for every day, also for those without a booking. */
static GArray *
make_loads (SalonDay from, SalonDay to)
{
  GArray *loads = g_array_sized_new (FALSE, FALSE, sizeof (SalonDayLoad), (guint) (to - from));

  for (SalonDay day = from; day < to; day++)
    g_array_append_val (loads, ((SalonDayLoad) { day, 0, 0 }));
  return loads;
}

static void
add_load (GArray *loads, SalonDay from, SalonStatement *row)
{
  SalonDay day = salon_moment_get_day (sqlite3_column_int64 (row, 0));
  SalonDayLoad *load = &g_array_index (loads, SalonDayLoad, day - from);

  load->bookings++;
  load->minutes += sqlite3_column_int (row, 1);
}

GArray *
salon_reader_list_day_loads (SalonReader *self, SalonDay from, SalonDay to, GError **error)
{
  g_autoptr (SalonStatement) rows = NULL;
  g_autoptr (GArray) loads = NULL;
  gboolean row = FALSE;

  g_return_val_if_fail (SALON_IS_READER (self), NULL);
  g_return_val_if_fail (from <= to, NULL);

  rows = salon_reader_prepare (self, loads_sql, error);
  if (rows == NULL)
    return NULL;
  sqlite3_bind_int64 (rows, 1, salon_moment (from, 0));
  sqlite3_bind_int64 (rows, 2, salon_moment (to, 0));
  loads = make_loads (from, to);
  if (!salon_sqlite_step (rows, &row, error))
    return NULL;
  while (row)
    {
      add_load (loads, from, rows);
      if (!salon_sqlite_step (rows, &row, error))
        return NULL;
    }
  return g_steal_pointer (&loads);
}
