/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums by kind and key, of any stretch of time: what the table `statistics` has rows of. Private to this
 * layer.
 *
 *   kind        key                                       n            cents
 *   STATE       status + 8 × origin; 6 for lapsed         bookings     prices
 *   HOUR        24 × weekday + hour                       bookings     –
 *   SERVICE     id of the service, or ":" and a name      lines        prices
 *   GAP         days since the visit before, from 1 on    visits       –
 *   BACK        month of the visit before; -1: none       visits       –
 *   CLIENT      SalonClientCell                           visits       –
 *   TIME        SalonTimeCell                             minutes      –
 *   PAID        means of payment                          payments     amounts
 *   CARD        first movement + 8 × kind of card         cards sold   amounts
 *   LEDGER      month in which the card expires           –            amounts
 *
 * Of HOUR only bookings that are kept, of SERVICE and the next three only visits, of LEDGER only cards
 * that somebody has paid for. Months are counted from year 0, as in migrations/0010-statistics.sql.
 */
#pragma once

#include "salon-statement-source.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_CELL_STATE = 1,
  SALON_CELL_HOUR,
  SALON_CELL_SERVICE,
  SALON_CELL_GAP,
  SALON_CELL_BACK,
  SALON_CELL_CLIENT,
  SALON_CELL_TIME,
  SALON_CELL_PAID,
  SALON_CELL_CARD,
  SALON_CELL_LEDGER,
} SalonCellKind;

#define SALON_CELL_LAPSED 6
#define SALON_CELL_GIVEN 2 /* the kind of card of a complimentary one */

typedef enum
{
  SALON_CLIENT_CELL_VISITS,
  SALON_CLIENT_CELL_PASSERS_BY,
  SALON_CLIENT_CELL_REBOOKED,
  SALON_CLIENT_CELL_SEEN, /* whose visit before is before the stretch; not kept in any sum */
} SalonClientCell;

typedef enum
{
  SALON_TIME_CELL_OPEN,
  SALON_TIME_CELL_BOOKED,
  SALON_TIME_CELL_FREE,
  SALON_TIME_CELL_LOST, /* and from here on a SalonLoss */
} SalonTimeCell;

/* What is made together from the same rows, and stale together. */
typedef enum
{
  SALON_PART_BOOKINGS = 1 << 0,
  SALON_PART_CLIENTS = 1 << 1,
  SALON_PART_TIME = 1 << 2,
  SALON_PART_MONEY = 1 << 3,
} SalonPart;

#define SALON_N_PARTS 4

typedef struct
{
  SalonCellKind kind;
  gint64 number;
  const char *text; /* nullable: the key when it is a text; @number is 0 */
  gint64 n;
  gint64 cents;
} SalonCell;

typedef struct _SalonCells SalonCells;

SalonCells *salon_cells_new (void);
void salon_cells_free (SalonCells *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonCells, salon_cells_free)

void salon_cells_add (SalonCells *self,
                      SalonCellKind kind,
                      gint64 number,
                      const char *text,
                      gint64 n,
                      gint64 cents);
/* In any order, each until something is added. */
typedef struct
{
  GHashTableIter inner;
} SalonCellsIter;

void salon_cells_iter_init (SalonCellsIter *iter, SalonCells *self);
const SalonCell *salon_cells_iter_next (SalonCellsIter *iter);

/* The kinds of one part, [first, last]. */
void salon_part_get_kinds (SalonPart part, SalonCellKind *first, SalonCellKind *last);
/* Adds what the table has for months [from, to) of a part, @sign times. */
gboolean salon_cells_add_stored (SalonCells *self,
                                 const SalonStatementSource *source,
                                 SalonPart part,
                                 gint64 from,
                                 gint64 to,
                                 int sign,
                                 GError **error);

G_END_DECLS
