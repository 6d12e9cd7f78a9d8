/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with every foreign file that could be read: its rows are matched with nobody and planned.
 * The change is one that a store takes. */
#pragma once

#include "exchange/salon-import.h"

G_BEGIN_DECLS

static inline char *
fuzz_make_id (void)
{
  static guint n;

  return g_strdup_printf ("00000000-0000-7000-8000-%012x", ++n);
}

/* Takes @rows; NULL: there are none. */
static inline void
fuzz_import_rows (SalonForeignRows *rows)
{
  const SalonKnown known = { 0 };
  const SalonImportSettings settings = { .staff_id = "00000000-0000-7000-8000-000000000001",
                                         .language = "fr",
                                         .nobody = "Passage",
                                         .category = "autres",
                                         .today = salon_day_from_ymd (2026, 3, 12),
                                         .now = 1773307800,
                                         .make_id = fuzz_make_id };
  g_autoptr (SalonForeignRows) owned = rows;
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;

  if (owned == NULL)
    return;
  salon_import_match (owned, &known);
  change = salon_import_plan (owned, &known, &settings, "Import");
  g_assert_true (salon_change_check (change, &error));
  g_assert_no_error (error);
}

G_END_DECLS
