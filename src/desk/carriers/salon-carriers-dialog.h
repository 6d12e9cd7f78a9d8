/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How messages go out: who carries SMS and mail, with which keys, and under which name. All of it is tried
 * before it is kept, and can be kept all the same. Keys go into the keyring, names into the salon's settings.
 */
#pragma once

#include <adwaita.h>

#include "carriers/salon-carriers.h"
#include "common/salon-session.h"

G_BEGIN_DECLS

#define SALON_TYPE_CARRIERS_DIALOG (salon_carriers_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonCarriersDialog, salon_carriers_dialog, SALON, CARRIERS_DIALOG, AdwDialog)

/* @is_at_server: the salon is reached by a server, which sends: there is nothing to set up here. */
AdwDialog *
salon_carriers_dialog_new (SalonSession *session, SalonCarriers *carriers, gboolean is_at_server);

G_END_DECLS
