/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A change too large for one: an import of a whole card index.
 *
 * It is kept as several changes with numbers in a row, each no larger than what is uploaded at once.
 * Here it is all or nothing, for they are one transaction; the owner sees one step, which undo and redo
 * take as one; the shared salon gets them one after the other and answers each by itself, so that one
 * slot that is taken does not refuse a thousand clients. Rows that make sense only together (a booking
 * and its lines) are in one part.
 *
 * Invariant: the undo stack has the last part, and the history of the last part says in the member
 * "begins" with which number the first one was kept. The outbox never has that member.
 *
 * Everything is inside the caller's transaction. Private to this layer.
 */
#pragma once

#include "core/salon-change.h"
#include "salon-store.h"

G_BEGIN_DECLS

/* Of SalonChange; one that is small enough is its only part. NULL when there is no edit, or one that may
 * not be written: thousands of rows are looked at once, for both. */
GPtrArray *salon_parts_cut (SalonChange *change, GError **error);
/* Writes @parts in their order. Returns them stamped, in one piece; @last: the number of the last. */
SalonChange *
salon_parts_write (SalonStore *store, GPtrArray *parts, gint64 now, gint64 *last, GError **error);
/* The parts that end with change @seq, in their order, out of the history. */
GPtrArray *salon_parts_read (SalonStore *store, gint64 seq, GError **error);

G_END_DECLS
