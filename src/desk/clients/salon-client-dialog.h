/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes or edits a client's card. What cannot be saved is said beside the field, in words; a second
 * card for one person (same phone or mail) is warned of, never forbidden: families share both.
 */
#pragma once

#include "common/salon-session.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SALON_TYPE_CLIENT_DIALOG (salon_client_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonClientDialog, salon_client_dialog, SALON, CLIENT_DIALOG, AdwDialog)

/* @client NULL: a new one, which is shown (win.show-client) once it is saved. */
AdwDialog *salon_client_dialog_new (SalonSession *session, SalonClient *client);

G_END_DECLS
