/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A link on which a client pays in advance: made by the server, to be copied, or read by her telephone from
 * the screen. Main thread.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_PAYMENT_LINK_DIALOG (salon_payment_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonPaymentLinkDialog,
                      salon_payment_link_dialog,
                      SALON,
                      PAYMENT_LINK_DIALOG,
                      AdwDialog)

/* @links: of the booking, with somebody by whom can be paid; looked at and not kept */
AdwDialog *salon_payment_link_dialog_new (SalonSession *session,
                                          const char *booking_id,
                                          const SalonPaymentLinks *links);

G_END_DECLS
