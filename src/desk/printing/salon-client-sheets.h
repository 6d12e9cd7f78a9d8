/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client on paper: everything about her, or the card of her next visit. */
#pragma once

#include "printing/salon-print-request.h"

G_BEGIN_DECLS

SalonDocument *
salon_client_sheets_create (SalonSession *session, const char *client_id, GError **error);
SalonDocument *
salon_client_sheets_create_card (SalonSession *session, const char *booking_id, GError **error);

G_END_DECLS
