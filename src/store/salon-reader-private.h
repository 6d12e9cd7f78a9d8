/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the reader share: one per kind of row, each statement beside the function that
 * runs it. salon-reader.c keeps the connection and the prepared statements.
 */
#pragma once

#include "salon-reader.h"
#include "salon-sqlite.h"
#include "salon-statement-source.h"
#include "salon-store-error.h"

G_BEGIN_DECLS

/* The prepared statement for @sql, a literal that lives as long as the program; made at its first
 * use. Borrow it in a g_autoptr (SalonStatement). */
SalonStatement *salon_reader_prepare (SalonReader *self, const char *sql, GError **error);
/* The same with @id as ?1, stepped to its first row; fails with NOT_FOUND when there is none. */
SalonStatement *
salon_reader_find (SalonReader *self, const char *sql, const char *id, GError **error);
/* For what reads for the store as well. */
SalonStatementSource salon_reader_get_source (SalonReader *self);

/* The two statements of salon_reader_list_bookings() for all, that the benchmark steps by itself. */
extern const char salon_reader_bookings_sql[];
extern const char salon_reader_lines_sql[];

/* A payment p that was made; one that another program calls refunded counts when its refund has a row of
 * its own, which counts too. */
#define SALON_READER_PAYMENT_COUNTS                                                                \
  "(p.status = 'completed' OR (p.status = 'refunded' AND EXISTS (SELECT 1 FROM payments AS r "     \
  "WHERE r.reverses = p.id)))"

/* Pairs of active bookings that overlap, one of them (b) known to: each pair once. The other is o. */
#define SALON_READER_DOUBLE_BOOKED                                                                 \
  "FROM bookings AS b\n"                                                                           \
  "JOIN bookings AS o\n"                                                                           \
  "  ON o.staff_id = b.staff_id\n"                                                                 \
  "  AND o.start_minute > b.start_minute - 1920\n"                                                 \
  "  AND o.start_minute < b.end_minute + 240\n"                                                    \
  "  AND o.start_minute - o.buffer_before_minutes < b.end_minute\n"                                \
  "  AND o.end_minute > b.start_minute - b.buffer_before_minutes\n"                                \
  "  AND o.status IN ('pending', 'confirmed', 'arrived', 'completed')\n"                           \
  "WHERE b.double_booked = 1\n"                                                                    \
  "  AND +b.status IN ('pending', 'confirmed', 'arrived', 'completed')\n"                          \
  "  AND o.id <> b.id\n"                                                                           \
  "  AND (o.double_booked = 0 OR b.id < o.id)\n"
/* The plus keeps SQLite from going along all bookings for the sake of their order: few are marked. */
#define SALON_READER_DOUBLE_BOOKED_PAIRS                                                           \
  "SELECT b.id, o.id\n" SALON_READER_DOUBLE_BOOKED "ORDER BY +b.start_minute, b.id, o.id"

G_END_DECLS
