/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the salon takes down what it is paid in this program. A salon that has a till of its own
 * says that it does not: then there is nothing to pay with here, and a booking is only marked as paid.
 * And the VAT that is in its prices.
 */
#pragma once

#include "core/salon-till-line.h"

#include "common/salon-session.h"

G_BEGIN_DECLS

gboolean salon_till_setting_is_on (SalonSession *session);
/* The rate that the salon's prices include, in hundredths of a percent; 0: it charges no VAT. */
int salon_till_setting_get_vat_rate (SalonSession *session);
/* "20%", "5.5%". Transfer full. */
char *salon_till_setting_format_rate (int rate);

G_END_DECLS
