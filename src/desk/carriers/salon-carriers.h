/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * By whom this computer sends messages: the values of the server's variables (OVH_APPLICATION_KEY,
 * SENDGRID_API_KEY, SMTP_URL …), in the keyring of the person at it and nowhere else, and wiped when they
 * are freed. A computer may have no keyring: then they last until the program ends.
 *
 * One for the program, whichever salon is open; a sample sends nothing, and whoever sends has to see to
 * that. Main thread; nothing of it blocks.
 */
#pragma once

#include <gio/gio.h>

#include "message/salon-provider-settings.h"

G_BEGIN_DECLS

#define SALON_TYPE_CARRIERS (salon_carriers_get_type ())
G_DECLARE_FINAL_TYPE (SalonCarriers, salon_carriers, SALON, CARRIERS, GObject)

/* Without a look into the keyring: none, and nothing is kept. For tests and pictures. */
SalonCarriers *salon_carriers_new (void);
/* Reads the keyring; "changed" when it is read. */
void salon_carriers_start (SalonCarriers *self);

/* Of a variable; NULL: not set. */
const char *salon_carriers_get (SalonCarriers *self, const char *name);
/* As it is now, for a thread to open them with. Transfer full. */
SalonProviderSettings *salon_carriers_make_settings (SalonCarriers *self);
/* Is somebody set up for that? */
gboolean salon_carriers_has (SalonCarriers *self, SalonMessageMedium medium);

/**
 * salon_carriers_new_values:
 *
 * Names → values of variables, which are wiped when they go.
 */
GHashTable *salon_carriers_new_values (void);
/* Of what is set now; to be changed and given back. Transfer full. */
GHashTable *salon_carriers_copy_values (SalonCarriers *self);
/* From now on these; "changed" at once, and then they are kept in the keyring. */
void salon_carriers_set (SalonCarriers *self, GHashTable *values);
/* They could not be kept: they have to be typed again at the next start. */
gboolean salon_carriers_is_lost (SalonCarriers *self);
/* The keyring was not opened when it was asked: there is something in it that is not known here. */
gboolean salon_carriers_is_closed (SalonCarriers *self);

/*
 * Signals:
 *   changed: somebody else carries messages from now on, or it is known now that they are lost.
 *   lost: they cannot be kept, which had been possible so far.
 */

G_END_DECLS
