/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the salon takes down what it is paid in this program. A salon that has a till of its own
 * says that it does not: then there is nothing to pay with here, and a booking is only marked as paid.
 */
#pragma once

#include "common/salon-session.h"

G_BEGIN_DECLS

/* Of salon_settings: true when takings are not recorded. */
#define SALON_TILL_OFF_KEY "till.off"

gboolean salon_till_setting_is_on (SalonSession *session);

G_END_DECLS
