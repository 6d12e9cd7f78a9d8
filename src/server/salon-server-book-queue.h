/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Those who book in the same moment are written together: whatever a transaction costs, and whatever a
 * statement of it does once, is shared by all of them. One thread of the process writes, on a connection of its
 * own; who comes meanwhile waits for the next round, so that nobody waits for a round to be full. When one of a
 * round is in the way of the others, or of somebody elsewhere, each of them is written alone.
 */
#pragma once

#include "core/salon-day.h"
#include "salon-server-context.h"

G_BEGIN_DECLS

/* The arrays of salon.book_online(), in its order. */
typedef enum
{
  SALON_SERVER_BOOK_ID,
  SALON_SERVER_BOOK_DIGEST,
  SALON_SERVER_BOOK_SERVICE,
  SALON_SERVER_BOOK_LENGTH,
  SALON_SERVER_BOOK_BEFORE,
  SALON_SERVER_BOOK_AFTER,
  SALON_SERVER_BOOK_PRICE,
  SALON_SERVER_BOOK_CHAIRS,
  SALON_SERVER_BOOK_DATE,
  SALON_SERVER_BOOK_TIME,
  SALON_SERVER_BOOK_NAME,
  SALON_SERVER_BOOK_EMAIL,
  SALON_SERVER_BOOK_PHONE,
  SALON_SERVER_BOOK_NOTES,
  SALON_SERVER_BOOK_STATE,
  SALON_SERVER_BOOK_HOLD,
  SALON_SERVER_BOOK_WRITER,
  SALON_SERVER_BOOK_KEY,
  SALON_SERVER_BOOK_TYPE,
  SALON_SERVER_BOOK_ANSWER,
  SALON_SERVER_BOOK_N_COLUMNS,
} SalonServerBookColumn;

/* What is to be written for one of them; borrowed. @from and @until: what it takes of the day, its buffers
 * included. */
typedef struct
{
  const char *columns[SALON_SERVER_BOOK_N_COLUMNS]; /* NULL is null */
  SalonMoment from, until;
} SalonServerBookWish;

/* @shared: outlives it. */
SalonServerBookQueue *salon_server_book_queue_new (SalonServerShared *shared);
/* Nobody waits any more. */
void salon_server_book_queue_free (SalonServerBookQueue *self);

/**
 * salon_server_book_queue_write:
 * @context: of the caller; what has to be written alone is written here, and everything where the process has
 *   no queue
 *
 * Waits until it is written, or until it is known why not.
 *
 * Returns: "made", "taken", or "changed" when the service is no longer what @wish says of it; %NULL with @error
 *   set as by salon_server_context_query(): then nobody knows whether it was written
 */
const char *salon_server_book_queue_write (SalonServerContext *context,
                                           const SalonServerBookWish *wish,
                                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerBookQueue, salon_server_book_queue_free)

G_END_DECLS
