/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A salon that is shared, and has something of each kind to review: the file as it is after it has
 * sent what was done here and has been told what others did meanwhile. The dates are around Thursday
 * 12 March 2026.
 */
#pragma once

#include "store/salon-store-sync.h"

G_BEGIN_DECLS

#define REVIEW_FIXTURE_TODAY salon_day_from_ymd (2026, 3, 12)
#define REVIEW_FIXTURE_REMOTE "postgresql://desk@salon.example/salon"

/* Marie's booking: moved here to 15:30, over there to 17:00. */
#define REVIEW_FIXTURE_MOVED "00000000-0000-7000-8000-000000000201"
/* Alice's: made here for 11:00, where Julie has been given the chair over there. */
#define REVIEW_FIXTURE_TAKEN "00000000-0000-7000-8000-000000000202"

/* Friday's, of the import: at 9, at 11 where Julie is over there, and at 16. */
#define REVIEW_FIXTURE_FIRST "00000000-0000-7000-8000-000000000210"
#define REVIEW_FIXTURE_SECOND "00000000-0000-7000-8000-000000000211"
#define REVIEW_FIXTURE_THIRD "00000000-0000-7000-8000-000000000212"

typedef enum
{
  REVIEW_FIXTURE_CHANGED = 1 << 0,
  REVIEW_FIXTURE_CHAIR = 1 << 1,
  REVIEW_FIXTURE_CARD = 1 << 2,          /* €45 with a gift card that has €20 left */
  REVIEW_FIXTURE_DOUBLE_BOOKED = 1 << 3, /* Chloé and Denise, on Friday */
  REVIEW_FIXTURE_ALL = (1 << 4) - 1,
  REVIEW_FIXTURE_MANY = 1 << 4, /* a part of an import; the second of its three chairs is taken */
} ReviewFixtureKinds;

/* @store: new. Aborts when something fails. */
void review_fixture_fill (SalonStore *store, ReviewFixtureKinds kinds);

G_END_DECLS
