/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One transaction in which rows of the shared salon are written. Foreign keys are off in it, and so
 * are the guards of what two rows may not do together: rows come in any order, and over what waits
 * here. It is rolled back when it is freed before its end.
 *
 * Private to this layer.
 */
#pragma once

#include "core/salon-change.h"
#include "salon-store.h"

G_BEGIN_DECLS

/**
 * SalonPullKind:
 * @SALON_PULL_ROWS: a few rows: the client search follows, and what is shown otherwise is remembered
 * @SALON_PULL_BULK: very many: no trigger runs, the search is left behind, nothing is remembered
 */
typedef enum
{
  SALON_PULL_ROWS,
  SALON_PULL_BULK,
} SalonPullKind;

typedef struct _SalonPull SalonPull;

SalonPull *salon_pull_begin (SalonStore *store, SalonPullKind kind, GError **error);
void salon_pull_free (SalonPull *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonPull, salon_pull_free)

/* The shared salon holds @row (NULL: none) under @id: shown is that, under what waits here. Fails with
 * ROW when the file cannot hold it. */
gboolean salon_pull_put (SalonPull *self,
                         const SalonTable *table,
                         const char *id,
                         JsonObject *row,
                         GError **error);
/* After the base of a row or what waits for it became other: shows what they now come to, and drops
 * the base when nothing waits any more. Does nothing for a row without a base. */
gboolean salon_pull_show (SalonPull *self, const SalonTable *table, const char *id, GError **error);

/* Commits. Returns what is shown otherwise than before, without a label. */
SalonChange *salon_pull_end (SalonPull *self, GError **error);

G_END_DECLS
