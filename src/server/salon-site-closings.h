/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What differs from the week in the next six: days off, holidays, an open Sunday. For people, so days in a row that
 * are alike are one line.
 */
#pragma once

#include "salon-server-calendar.h"
#include "salon-site-page.h"

G_BEGIN_DECLS

#define SALON_SITE_CLOSINGS_DAYS 42

/* Days on which the salon is not open as in any other week, but on all of them at the same hours. */
typedef struct
{
  SalonDay from;
  SalonDay to; /* inclusive */
} SalonSiteClosing;

/**
 * salon_site_closings_list:
 *
 * Returns: (transfer full): those of the coming weeks (SalonSiteClosing); the hours are those of the calendar on
 *   the first day of each. A day that is closed every week, between two that are closed for once, belongs to them.
 */
GArray *salon_site_closings_list (SalonServerContext *context,
                                  const SalonServerCalendar *calendar,
                                  const SalonSiteFacts *facts);

/* As "closings" of @root, nothing when there are none. FALSE with @error set. */
gboolean salon_site_closings_add (SalonServerContext *context,
                                  const SalonSiteWords *words,
                                  yyjson_mut_doc *doc,
                                  yyjson_mut_val *root,
                                  GError **error);

G_END_DECLS
