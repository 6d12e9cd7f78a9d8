/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The opening hours, from the rows of whoever reads them. Private to this layer. */
#pragma once

#include "core/salon-opening-hours.h"

#include "salon-statement-source.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_HOURS_REAL,
  SALON_HOURS_USUAL, /* the week alone: no holiday, no exception */
} SalonHours;

SalonOpeningHours *
salon_hours_rows_read (const SalonStatementSource *source, SalonHours which, GError **error);

G_END_DECLS
