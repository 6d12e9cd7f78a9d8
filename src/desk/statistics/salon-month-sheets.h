/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accountant's month on paper: a sheet of figures with the VAT, one of takings, one of what
 * happened to gift cards. */
#pragma once

#include "salon-month-pack.h"
#include "store/salon-reader-statistics.h"

G_BEGIN_DECLS

SalonDocument *
salon_month_sheets_create (const SalonMonthPack *pack, SalonSession *session, const char *title);
/* "Sold", "Used", … and "Of an amount", "Of a service", "Given". Static. */
const char *salon_month_sheets_name_move (const SalonCardMove *move);
const char *salon_month_sheets_name_kind (const SalonCardMove *move);

G_END_DECLS
