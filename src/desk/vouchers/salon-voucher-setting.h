/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the salon chose for the paper of its gift cards, read from its settings and changed there. */
#pragma once

#include "common/salon-session.h"
#include "print/salon-voucher-design.h"

G_BEGIN_DECLS

/* As the session has it: reads nothing from the disk. Transfer full. */
SalonVoucherDesign *salon_voucher_setting_read (SalonSession *session);
/* All but the logo. NULL without an error when it is so already. */
SalonChange *salon_voucher_setting_change (SalonSession *session,
                                           const SalonVoucherDesign *design,
                                           GError **error);
/* @logo: a PNG; NULL: none any more. */
SalonChange *
salon_voucher_setting_change_logo (SalonSession *session, GBytes *logo, GError **error);

G_END_DECLS
