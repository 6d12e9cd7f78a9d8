/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose statements a function runs that reads for a reader and for the store alike. Private to this
 * layer.
 */
#pragma once

#include "salon-sqlite.h"

G_BEGIN_DECLS

typedef struct
{
  /* @sql: a literal, for it is what the statement is kept by. */
  SalonStatement *(*prepare) (gpointer owner, const char *sql, GError **error);
  gpointer owner;
} SalonStatementSource;

static inline SalonStatement *
salon_statement_source_prepare (const SalonStatementSource *self, const char *sql, GError **error)
{
  return self->prepare (self->owner, sql, error);
}

G_END_DECLS
