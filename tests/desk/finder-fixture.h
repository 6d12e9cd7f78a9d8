/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small salon of booking-fixture.h, where "gel" and "marie" may mean two. */
#pragma once

#include "booking-fixture.h"

G_BEGIN_DECLS

/* Adds the service "Gel removal" (30 min, 20,00 €) and the client Marie Dupont. */
void finder_fixture_set_up (BookingFixture *self, gconstpointer unused);

G_END_DECLS
