/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding a gift card by its code, for whoever knows it: as it was typed, or as it is printed. A code that
 * there is not, one that was made void and one that cannot be are told alike, and take the same time.
 */
#pragma once

#include "core/salon-voucher-code.h"
#include "salon-server-context.h"

G_BEGIN_DECLS

/**
 * salon_gift_lookup_find:
 * @typed: as somebody typed it
 * @verdict: (out) (optional): about its form alone
 *
 * Fails with NOT_FOUND.
 *
 * Returns: (transfer full): one row: id, code, expiry_date, balance ("12.00"), status ("active", "used",
 *   "expired"), valid, service_name
 */
PGresult *salon_gift_lookup_find (SalonServerContext *context,
                                  const char *typed,
                                  SalonVoucherVerdict *verdict,
                                  GError **error);

G_END_DECLS
