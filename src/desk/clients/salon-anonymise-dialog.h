/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A client wants to be forgotten: says what goes, what stays and why, and which backups still hold her,
 * before it is done for good. Not while she has bookings to come.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_ANONYMISE_DIALOG (salon_anonymise_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonAnonymiseDialog,
                      salon_anonymise_dialog,
                      SALON,
                      ANONYMISE_DIALOG,
                      AdwDialog)

AdwDialog *salon_anonymise_dialog_new (SalonSession *session, SalonClient *client);

G_END_DECLS
