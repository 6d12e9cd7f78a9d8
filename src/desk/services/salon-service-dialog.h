/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes or edits a service. What cannot be saved is said beside the field, in words; bookings that
 * exist keep the length and price they were made with, and the dialog says so.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_SERVICE_DIALOG (salon_service_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonServiceDialog, salon_service_dialog, SALON, SERVICE_DIALOG, AdwDialog)

/* @service NULL: a new one. */
AdwDialog *salon_service_dialog_new (SalonSession *session, SalonService *service);

G_END_DECLS
