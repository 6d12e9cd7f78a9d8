/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the other files of this layer may know of an open store. Same thread, same rules as
 * salon-store.h.
 */
#pragma once

#include "salon-sqlite.h"
#include "salon-store.h"

G_BEGIN_DECLS

/* The one member of staff that a new file has. */
#define SALON_FIRST_STAFF_ID "00000000-0000-7000-8000-000000000001"

sqlite3 *salon_store_get_database (SalonStore *self);

gboolean salon_store_is_sample (SalonStore *self);
/* Says that the file holds a sample: from here on its changes fill no outbox. Inside the caller's
 * transaction, or its own. */
gboolean salon_store_mark_sample (SalonStore *self, GError **error);

G_END_DECLS
