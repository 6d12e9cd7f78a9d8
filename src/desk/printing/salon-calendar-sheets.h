/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendar on paper: a day, some days side by side, or a list of many. */
#pragma once

#include "printing/salon-print-request.h"

G_BEGIN_DECLS

SalonDocument *salon_calendar_sheets_create (SalonSession *session,
                                             SalonDay from,
                                             int n_days,
                                             const SalonPrintOptions *options,
                                             GError **error);
/* "Marie Durand" is "M. D."; newly allocated. */
char *salon_calendar_sheets_mask_name (const char *name);

G_END_DECLS
