/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The salon's services by their names, and what a booking of a foreign row takes of them. Private to
 * this layer. */
#pragma once

#include "core/salon-booking.h"

#include "salon-foreign-rows.h"

G_BEGIN_DECLS

#define SALON_OFFER_MAX_LINES 20

typedef struct _SalonOffer SalonOffer;

SalonOffer *salon_offer_new (GPtrArray *services); /* of SalonService, nullable; borrowed */
void salon_offer_free (SalonOffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonOffer, salon_offer_free)

/* NULL: there is none of that name. */
SalonService *salon_offer_find (SalonOffer *self, const char *name);

/* A booking as it will be made; texts are borrowed from the row, the services, and `texts`. */
typedef struct
{
  int duration_minutes;
  int buffer_minutes;
  int buffer_before_minutes;
  gint64 price_cents;
  SalonBookingLine lines[SALON_OFFER_MAX_LINES]; /* without ids */
  guint n_lines;
  gboolean has_unknown; /* a service that the salon does not have */
  GStringChunk *texts;
} SalonOrder;

void salon_order_clear (SalonOrder *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonOrder, salon_order_clear)
void salon_offer_order (SalonOffer *self, const SalonForeignRow *row, SalonOrder *order);

G_END_DECLS
