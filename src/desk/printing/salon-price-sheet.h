/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The price list: what the salon offers now, by category. */
#pragma once

#include "common/salon-session.h"
#include "print/salon-document.h"

G_BEGIN_DECLS

SalonDocument *salon_price_sheet_create (SalonSession *session, GError **error);

G_END_DECLS
