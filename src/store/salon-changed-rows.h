/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which rows a change touched: history_rows and outbox_rows, which have the same columns. Inside the
 * caller's transaction. Private to this layer.
 */
#pragma once

#include "core/salon-change.h"
#include "salon-store.h"

G_BEGIN_DECLS

/* @table: "history_rows" or "outbox_rows". @change: stamped; a row that it touches twice is told once. */
gboolean salon_changed_rows_insert (SalonStore *store,
                                    const char *table,
                                    const SalonChange *change,
                                    GError **error);

G_END_DECLS
